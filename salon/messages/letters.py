"""A message as a letter of the mail: the same headers and words at every try."""

from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from urllib.parse import quote
from uuid import uuid4

from salon.clients.reach import Purpose
from salon.messages.model import Account, Outgoing

_TONGUES = {"zh_CN": "zh-CN", "zh_TW": "zh-TW"}


def new_message_id(account: Account) -> str:
    """Return a name that no other letter of the world has."""
    return f"<{uuid4()}@{account.from_address.rpartition('@')[2]}>"


def letter(
    account: Account,
    message: Outgoing,
    at: datetime,
) -> bytes:
    """Return a message as it goes over the line.

    Args:
        account: From whom it comes.
        message: What it says.
        at: When, on the salon's wall clock, with its offset.
    """
    made = EmailMessage(policy=SMTP.clone(cte_type="7bit"))
    made["From"] = _from(account)
    made["To"] = Address(addr_spec=message.recipient)
    made["Subject"] = " ".join(message.subject.split())
    made["Date"] = format_datetime(at)
    made["Message-ID"] = message.message_id
    if account.reply_to:
        made["Reply-To"] = Address(addr_spec=account.reply_to)
    if message.is_automatic:
        made["Auto-Submitted"] = "auto-generated"
    if message.purpose is Purpose.OFFER:
        to = account.reply_to or account.from_address
        made["List-Unsubscribe"] = f"<mailto:{quote(to, safe='@')}?subject=unsubscribe>"
    if message.language:
        made["Content-Language"] = _TONGUES.get(message.language, message.language)
    body = message.words.rstrip("\n") + "\n"
    made.set_content(body, charset="utf-8", cte="quoted-printable")
    if (one := message.enclosed) is not None:
        made.add_attachment(
            one.pdf, maintype="application", subtype="pdf", filename=one.name
        )
    return made.as_bytes()


def _from(account: Account) -> Address:
    return Address(account.from_name, addr_spec=account.from_address)

"""Commands about mail: the account, the outbox, and sending what waits."""

import sys
from argparse import Namespace
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from salon.app import Salon
from salon.cli import named, shapes
from salon.cli.answer import Answer, listed
from salon.cli.streams import standard_input, tell, whole
from salon.clients.reach import Purpose
from salon.errors import SalonError
from salon.messages.model import (
    STATE_WORDS,
    TROUBLE_WORDS,
    Account,
    MessageId,
    NoAccount,
    NoPassword,
    OutboxLine,
    Security,
    State,
    Trouble,
    preset_for,
    sound_address,
)
from salon.messages.operations import (
    cancel_mail,
    drop_account,
    queue_mail,
    say_arrived,
    send_again,
    set_account,
)
from salon.messages.post import (
    check_may_send,
    keep_password,
    password_of,
    send_round,
    send_test,
)
from salon.messages.queries import account, outbox, outbox_line
from salon.named_file import NotReadable, contents
from salon.public import public_id
from salon.text import N_, _, short_day

LARGEST = 256 * 1024  # bytes of what a message says
OPEN = (State.UNSURE, State.FAILED, State.SENDING, State.WAITING)


@dataclass(eq=False)
class NotWritten(SalonError):
    """The words of a message, or a password, cannot be read."""

    file: str

    text = N_("“{file}” cannot be read as text. Name a file with the words in it.")


class NoServer(SalonError):
    """The server of an address is not known."""

    text = N_(
        "How the server of this address is reached is not known. Name --server, --port "
        "and --security."
    )


class WhichMessage(SalonError):
    """No message, or no client, was named."""

    text = N_("Name the message, as “mail outbox” prints it; or to whom to write.")


def mail(salon: Salon, options: Namespace) -> Answer:
    """Show or set the account, print the outbox, send, or decide about a message."""
    match options.what:
        case "account":
            return _account(salon, options)
        case "outbox":
            states = () if options.all else OPEN
            found = salon.ask(outbox, states)
            return listed("messages", [shapes.message(one) for one in found], _l(found))
        case "send":
            return _send(salon, options)
        case "write":
            return _write(salon, options)
    if not options.id:
        raise WhichMessage
    key = MessageId(named.key_of("message", N_("message"), options.id))
    match options.what:
        case "again":
            salon.do(send_again, key, recipient=options.to)
        case "cancel":
            salon.do(cancel_mail, key)
        case _:
            salon.do(say_arrived, key)
    return _one(salon, key)


def _one(salon: Salon, key: MessageId) -> Answer:
    line = salon.ask(outbox_line, key)
    number = public_id("message", key)
    return Answer(shapes.message(line), _l([line]), changed=number)


def _account(salon: Salon, options: Namespace) -> Answer:
    changed: object = None
    if options.drop:
        salon.do(drop_account)
        changed = "account"
    elif options.address or options.server:
        changed = "account"
        _set(salon, options)
    here = salon.ask(account)
    if options.password is not None:
        if here is None:
            raise NoAccount
        first = read_words(options.password).splitlines()[:1]
        keep_password(salon, here.drawer, first[0] if first else "")
        changed, here = "account", salon.ask(account)
    if options.test:
        if here is None:
            raise NoAccount
        if not options.even_so:
            check_may_send(salon)
        send_test(salon, here, password_of(salon, here), sound_address(options.test))
        here = salon.ask(account)
    document = _shape(salon, here)
    return Answer(document, _lines(document), changed=changed)


def _set(salon: Salon, options: Namespace) -> None:
    before = salon.ask(account)
    address = options.address or (before.from_address if before else "")
    usual: Any = before if before and not options.address else preset_for(address)
    if (
        usual is None
        and before is not None
        and _host(before.from_address) == _host(address)
    ):
        usual = before
    server = options.server or (usual.server if usual else "")
    port = options.port or (usual.port if usual else 0)
    security = options.security or (usual.security if usual else "")
    if not (server and port and security):
        raise NoServer

    def kept(said: str | None, was: str) -> str:
        return said if said is not None else was

    salon.do(
        set_account,
        server=server,
        port=port,
        security=Security(security),
        user=kept(options.user, before.user if before else address),
        from_address=address,
        from_name=kept(
            options.name, before.from_name if before else salon.premises.name
        ),
        reply_to=kept(options.reply_to, before.reply_to if before else ""),
    )


def _host(address: str) -> str:
    return address.rpartition("@")[2].lower()


def _shape(salon: Salon, here: Account | None) -> dict[str, Any]:
    if here is None:
        return {"account": None}
    try:
        has_one = bool(password_of(salon, here))
    except NoPassword:
        has_one = False
    return {
        "account": {
            "server": here.server,
            "port": here.port,
            "security": here.security.value,
            "user": here.user or None,
            "from": here.from_address,
            "name": here.from_name or None,
            "reply_to": here.reply_to or None,
            "password": has_one,
            "trouble": here.trouble or None,
        }
    }


def _lines(document: dict[str, Any]) -> list[str]:
    here = document["account"]
    if here is None:
        return [_(N_("No mail account is set up."))]
    lines = [
        f"{here['from']}  {here['server']}:{here['port']} ({here['security']})",
    ]
    if here["user"] and not here["password"]:
        lines.append(str(NoPassword()))
    if here["trouble"]:
        lines.append(_(TROUBLE_WORDS[Trouble(here["trouble"])]))
    return lines


def _send(salon: Salon, options: Namespace) -> Answer:
    def show(done: int, of: int) -> None:
        if sys.stderr.isatty() and of:
            tell(f"{done} / {of}")

    done = send_round(salon, is_forced=options.even_so, tell=show)

    def ids(keys: list[MessageId]) -> list[str]:
        return [public_id("message", key) for key in keys]

    document = {
        "sent": ids(done.sent),
        "waiting": ids(done.waiting),
        "failed": ids(done.failed),
        "unsure": ids(done.unsure),
        "trouble": str(done.trouble) if done.trouble is not None else None,
        "next_at": salon.local(done.next_at).isoformat() if done.next_at else None,
    }
    said = _(N_("{sent} sent, {waiting} wait, {failed} failed, {unsure} unsure"))
    counts = {name: len(document[name] or ()) for name in STATES}
    lines = [said.format(**counts)]
    if done.is_elsewhere:
        lines = [_(N_("Another program of this computer is sending already."))]
    if done.trouble is not None:
        lines.append(str(done.trouble))
    changed = ",".join(ids([*done.sent, *done.failed, *done.unsure])) or None
    return Answer(document, lines, changed=changed)


STATES = ("sent", "waiting", "failed", "unsure")


def _write(salon: Salon, options: Namespace) -> Answer:
    if not options.id or not options.file:
        raise WhichMessage
    key = salon.do(
        queue_mail,
        named.client(salon, options.id).id,
        options.subject,
        read_words(options.file),
        purpose=Purpose(options.purpose),
        recipient=options.to,
        override=options.override,
        valid_until=named.day_of(salon, options.until) if options.until else None,
    )
    return _one(salon, key)


def read_words(file: str) -> str:
    """Return the text of a file, or of standard input for "-"."""
    try:
        if file == "-":
            return whole(standard_input().read()).removeprefix("\ufeff")
        data = contents(Path(file), LARGEST, may_be_handed=True)
        return data.decode("utf-8-sig")
    except (NotReadable, OSError, UnicodeError) as error:
        raise NotWritten(Path(file).name[:80]) from error


def _l(found: list[OutboxLine]) -> list[str]:
    """Return messages as lines for people."""
    return [
        "  ".join(
            filter(
                None,
                (
                    f"{public_id('message', one.id):>8}",
                    short_day(one.queued_at.date()),
                    one.client,
                    one.recipient,
                    one.subject,
                    _(STATE_WORDS[one.state]),
                    one.why,
                ),
            )
        )
        for one in found
    ]

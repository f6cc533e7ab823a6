"""The words and rules of messages."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NewType

from salon.clients.model import ClientId
from salon.clients.reach import Purpose
from salon.errors import ChangedSince, SalonError
from salon.text import N_, _, short_day

MessageId = NewType("MessageId", int)

MOST_WORDS, MOST_SUBJECT = 20_000, 200  # letters
BACKOFF = (  # after each answer of "not now"; then it has failed
    timedelta(minutes=5),
    timedelta(hours=1),
    timedelta(hours=6),
    timedelta(hours=24),
)
AWAY = (timedelta(minutes=5), timedelta(hours=1))  # until the line is tried again
STALE = timedelta(minutes=10)  # longer than any delivery takes: whoever began is gone
# a wish for a birthday goes out all the same
NOT_WHILE_UNHAPPY = frozenset((Purpose.SURVEY, Purpose.OFFER))
LOOPBACK = ("localhost", "127.0.0.1", "::1")


class State(StrEnum):
    """What has become of a message."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNSURE = "unsure"
    CANCELLED = "cancelled"


STATE_WORDS = {
    State.WAITING: N_("waiting to be sent"),
    State.SENDING: N_("being sent"),
    State.SENT: N_("sent"),
    State.FAILED: N_("not delivered"),
    State.UNSURE: N_("may have been sent"),
    State.CANCELLED: N_("called off"),
}
NEEDS_SOMEBODY = (State.FAILED, State.UNSURE)


class Trouble(StrEnum):
    """Why a message is not sent, or not yet."""

    ADDRESS = "address"  # nobody has that address
    REFUSED = "refused"  # for good, for another reason
    LATER = "later"  # "not now"
    TOO_OFTEN = "too_often"  # "not now", every time
    AWAY = "away"  # the server does not answer
    LOST = "lost"  # the answer after the last line did not come
    KILLED = "killed"  # the program ended at that moment
    AUTH = "auth"  # the account is not let in
    SENDER = "sender"  # it may not send under its address
    NO_PAPER = "no_paper"  # what was to go with it is gone
    INSECURE = "insecure"  # no safe connection
    NO_CONTACT = "no_contact"  # the client does not want it any more
    COMPLAINT = "complaint"  # one is open: no offer and no survey is sent
    ENOUGH = "enough"  # the client has heard enough of us for now
    EXPIRED = "expired"  # it would come too late
    BY_HAND = "by_hand"  # somebody called it off
    PAUSED = "paused"  # all marketing pauses


TROUBLE_WORDS = {
    Trouble.ADDRESS: N_(
        "Nobody has this address. Ask for it at the next visit and correct the file."
    ),
    Trouble.REFUSED: N_("Their mail server refuses it. Choose another way."),
    Trouble.LATER: N_("Their mail server asked to try again later; that is done."),
    Trouble.TOO_OFTEN: N_(
        "Their mail server asked to wait, five times. Choose another way, or send it "
        "again tomorrow."
    ),
    Trouble.AWAY: N_("The mail server cannot be reached. It is tried again by itself."),
    Trouble.LOST: N_(
        "The line broke after the last word. It may have arrived: look in the Sent "
        "folder of the account before you send it again."
    ),
    Trouble.KILLED: N_(
        "The program ended just when it was sent. It may have arrived: look in the "
        "Sent folder of the account before you send it again."
    ),
    Trouble.NO_PAPER: N_(
        "The paper that goes with it cannot be read any more. Call it off, and send "
        "the paper anew."
    ),
    Trouble.AUTH: N_("The mail account is not let in. See the settings."),
    Trouble.SENDER: N_("The account may not send under its address. See the settings."),
    Trouble.INSECURE: N_("There is no safe connection to the mail server."),
    Trouble.NO_CONTACT: N_("The client does not want this any more; it was not sent."),
    Trouble.PAUSED: N_(
        "All marketing pauses, so no offer is sent. It waits until that goes on."
    ),
    Trouble.COMPLAINT: N_(
        "A complaint is open, so no offer and no survey is sent. It waits until that "
        "is closed."
    ),
    Trouble.ENOUGH: N_(
        "The client has heard from us often enough these days. It goes out by itself "
        "on {day}."
    ),
    Trouble.EXPIRED: N_("It would have come too late; it was not sent."),
    Trouble.BY_HAND: N_("Somebody called it off."),
}
OF_ACCOUNT = (Trouble.AUTH, Trouble.SENDER, Trouble.INSECURE)  # all mail waits then


class Security(StrEnum):
    """How the connection to a mail server is kept from others."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"  # within this computer only


SECURITY_WORDS = {
    Security.STARTTLS: N_("STARTTLS (usual at port 587)"),
    Security.TLS: N_("TLS from the start (usual at port 465)"),
    Security.NONE: N_("None, within this computer only"),
}


@dataclass(frozen=True, slots=True)
class Account:
    """The salon's own mail account; its password is in the key store, never here."""

    server: str
    port: int
    security: Security
    user: str  # "" where the server asks for none
    from_name: str
    from_address: str
    reply_to: str = ""
    drawer: str = ""  # under which name the key store has the password
    trouble: str = ""  # why all mail waits, of `Trouble`
    reply: str = ""  # what the server said to that


@dataclass(frozen=True, slots=True)
class Preset:
    """How one provider's server is reached."""

    server: str
    port: int
    security: Security
    needs_app_password: bool = True


_GMAIL = Preset("smtp.gmail.com", 587, Security.STARTTLS)
_OUTLOOK = Preset("smtp-mail.outlook.com", 587, Security.STARTTLS)
_QQ = Preset("smtp.qq.com", 465, Security.TLS)
_ICLOUD = Preset("smtp.mail.me.com", 587, Security.STARTTLS)
_YAHOO = Preset("smtp.mail.yahoo.com", 465, Security.TLS)
_GMX = Preset("mail.gmx.net", 587, Security.STARTTLS, needs_app_password=False)
PRESETS: Mapping[str, Preset] = {
    "gmail.com": _GMAIL,
    "googlemail.com": _GMAIL,
    "outlook.com": _OUTLOOK,
    "hotmail.com": _OUTLOOK,
    "live.com": _OUTLOOK,
    "qq.com": _QQ,
    "foxmail.com": _QQ,
    "163.com": Preset("smtp.163.com", 465, Security.TLS),
    "126.com": Preset("smtp.126.com", 465, Security.TLS),
    "yeah.net": Preset("smtp.yeah.net", 465, Security.TLS),
    "sina.com": Preset("smtp.sina.com", 465, Security.TLS),
    "aliyun.com": Preset("smtp.aliyun.com", 465, Security.TLS),
    "icloud.com": _ICLOUD,
    "me.com": _ICLOUD,
    "yahoo.com": _YAHOO,
    "gmx.de": _GMX,
    "gmx.net": _GMX,
    "web.de": Preset("smtp.web.de", 587, Security.STARTTLS, needs_app_password=False),
}


def preset_for(address: str) -> Preset | None:
    """Return how the server of an address is reached; None where that is unknown."""
    return PRESETS.get(address.rpartition("@")[2].strip().lower())


_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}")
_HOST = re.compile(
    r"(?=.{1,253}$)[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
    r"(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*"
)


def sound_address(text: str) -> str:
    """Return an e-mail address as it is sent to; a host in other letters is encoded.

    Raises:
        BadAddress: It is none, or one that ordinary servers do not take.
    """
    said = text.strip()
    name, at, host = said.rpartition("@")
    try:
        plain = host.encode("idna").decode("ascii") if host else ""
    except UnicodeError:
        plain = ""
    is_name = _LOCAL.fullmatch(name) and not re.search(r"^\.|\.\.|\.$", name)
    if not (at and is_name and _HOST.fullmatch(plain)):
        raise BadAddress(said[:80])
    return f"{name}@{plain}"


def next_try(attempts: int, now: datetime) -> datetime | None:
    """Return when a message is tried again after so many "not now"; None: no more."""
    return now + BACKOFF[attempts - 1] if attempts <= len(BACKOFF) else None


@dataclass(frozen=True, slots=True)
class OutboxLine:
    """One message of the outbox."""

    id: MessageId
    version: int
    client_id: ClientId
    client: str
    recipient: str
    subject: str
    words: str
    purpose: Purpose
    state: State
    attempts: int
    queued_at: datetime
    next_at: datetime | None
    sent_at: datetime | None
    trouble: str
    reply: str
    by: str
    message_id: str
    valid_until: date | None = None
    paper_name: str = ""

    @property
    def why(self) -> str:
        """Why it is not sent, or not yet, in words; "" where all is well."""
        if not self.trouble:
            return ""
        day = short_day(self.next_at.date()) if self.next_at is not None else ""
        return _(TROUBLE_WORDS[Trouble(self.trouble)]).format(day=day)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message that is claimed by one sender, with all that it takes."""

    id: MessageId
    token: str
    recipient: str
    subject: str
    words: str
    language: str
    message_id: str
    purpose: Purpose
    is_automatic: bool
    enclosed: "Enclosed | None" = None


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A paper that goes with a mail."""

    name: str  # "Plan.pdf"
    pdf: bytes


@dataclass(frozen=True, slots=True)
class Counts:
    """How the outbox stands."""

    waiting: int = 0
    failed: int = 0
    unsure: int = 0
    trouble: str = ""  # of the account: all mail waits

    @property
    def needs_somebody(self) -> int:
        """How many a person has to decide about."""
        return self.failed + self.unsure


@dataclass(eq=False)
class BadAddress(SalonError):
    """What should be an e-mail address and is none."""

    said: str

    text = N_(
        "“{said}” is no e-mail address that mail servers take. Ask for it again, or "
        "choose another way."
    )


@dataclass(eq=False)
class BadAccount(SalonError):
    """A setting of the mail account that will not do."""

    key: str
    said: str

    text = N_("“{said}” will not do for {key} of the mail account.")


@dataclass(eq=False)
class OpenConnection(SalonError):
    """A connection that anybody on the way could read."""

    server: str

    text = N_(
        "Without STARTTLS or TLS anybody on the way to {server} could read the mail "
        "and the password. Choose one of them; none is for this computer itself."
    )


class NoAccount(SalonError):
    """Mail was to be sent and no account is set up."""

    text = N_(
        "No mail account is set up. Do it in the settings, under Mail, or open your "
        "own mail program instead."
    )


class NoPassword(SalonError):
    """This computer's key store does not have the password of the account."""

    text = N_(
        "This computer does not know the password of the mail account. Enter it in the "
        "settings, under Mail; what waits is kept."
    )


class NothingToSay(SalonError):
    """A message without a word."""

    text = N_("There are no words to send yet. Write them first.")


@dataclass(eq=False)
class Unwished(SalonError):
    """The client does not want to be contacted about this, or in this way."""

    client: str
    purpose: str

    text = N_(
        "{client} does not want to be contacted about this in this way ({purpose}). "
        "If it must be said all the same, give the reason; it is kept."
    )


@dataclass(eq=False)
class NeverAsked(Unwished):
    """Offers to somebody who wants no contact: no reason helps."""

    text = N_(
        "{client} asked not to be contacted. Nothing that sells is sent, whatever the "
        "reason."
    )


@dataclass(eq=False)
class WhileUnhappy(Unwished):
    """An offer or a survey to somebody whose complaint is open."""

    text = N_(
        "A complaint of {client} is open: no offer and no survey is sent until it is "
        "closed. If it must be, give the reason; it is kept."
    )


@dataclass(eq=False)
class NotLikeThis(SalonError):
    """A message stands otherwise than what was to be done with it needs."""

    state: str

    text = N_("This message is {state} by now; nothing was changed.")


@dataclass(eq=False)
class GoneOut(ChangedSince):
    """It is on its way or sent, and cannot be taken back."""

    text = N_(
        "The mail was taken up for sending, so it cannot be taken back. What still "
        "waits can be called off in the outbox."
    )

    @classmethod
    def kind(cls) -> str:
        """Return the name of whatever has moved on: scripts know it."""
        return ChangedSince.kind()


class OnlyASample(SalonError):
    """Mail was to be sent from the sample salon."""

    text = N_("In the sample salon everybody is invented: no mail is sent from it.")


class ClockStands(SalonError):
    """Mail was to be sent while the clock is set by hand."""

    text = N_("With --now the clock stands still, and no mail is sent.")

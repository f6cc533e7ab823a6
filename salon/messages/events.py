"""What can happen to messages."""

from dataclasses import dataclass

from salon.events import Event
from salon.text import N_


@dataclass(frozen=True)
class AccountChanged(Event):
    """The salon's mail account was set up, changed or taken away."""

    text = N_("Mail account changed")


@dataclass(frozen=True)
class MailQueued(Event):
    """A message waits to be sent."""

    message_id: int
    client_id: int

    text = N_("Mail put in the outbox")


@dataclass(frozen=True)
class MailCancelled(Event):
    """A message will not be sent."""

    message_id: int

    text = N_("Mail called off")


@dataclass(frozen=True)
class MailDecided(Event):
    """Somebody said what is to become of a message."""

    message_id: int
    what: str  # again, arrived

    text = N_("Mail settled")


@dataclass(frozen=True)
class Written(Event):
    """A message went out by another program, as somebody says."""

    client_id: int
    channel: str

    text = N_("Message noted")


@dataclass(frozen=True)
class MailMoved(Event):
    """The sender has taken a message on, or says what came of it."""

    message_id: int
    state: str

    text = N_("Mail sent by itself")
    undoable = False


@dataclass(frozen=True)
class AccountInTrouble(Event):
    """The account is not let in, or may be again."""

    trouble: str

    text = N_("Mail account checked")
    undoable = False

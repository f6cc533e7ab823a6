"""What can happen to what clients sign."""

from dataclasses import dataclass

from salon.clients.model import ClientId
from salon.events import Event
from salon.text import N_


@dataclass(frozen=True)
class FormSigned(Event):
    """A form was read and signed."""

    client_id: ClientId
    item: str

    text = N_("Form signed")


@dataclass(frozen=True)
class FormSame(Event):
    """A form was read again, and nothing had changed."""

    client_id: ClientId
    item: str

    text = N_("Nothing changed, confirmed")


@dataclass(frozen=True)
class FormDeclined(Event):
    """Somebody would rather not sign."""

    client_id: ClientId
    item: str

    text = N_("Would rather not sign")


@dataclass(frozen=True)
class FormReworded(Event):
    """A form has other words from now on."""

    ref: str

    text = N_("Form reworded")


@dataclass(frozen=True)
class FormSwitched(Event):
    """A form is in use, or no longer."""

    ref: str

    text = N_("Form switched on or off")

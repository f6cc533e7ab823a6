"""What can happen on the way to being forgotten."""

from dataclasses import dataclass

from salon.clients.model import ClientId
from salon.events import Event
from salon.text import N_


@dataclass(frozen=True)
class ClientErased(Event):
    """Who it was is gone; dates, services and sums stay. It is no step of undo."""

    client_id: ClientId

    text = N_("Client erased")
    undoable = False


@dataclass(frozen=True)
class ErasureBegun(Event):
    """What is not needed any more is gone; the rest goes when nothing holds it."""

    client_id: ClientId

    text = N_("Erasure begun")
    undoable = False


@dataclass(frozen=True)
class ErasureCalledOff(Event):
    """The client thought better of it, before the rest was gone."""

    client_id: ClientId

    text = N_("Erasure called off")

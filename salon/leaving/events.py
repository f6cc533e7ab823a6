"""What can happen when a colleague leaves."""

from dataclasses import dataclass

from salon.events import Event
from salon.text import N_


@dataclass(frozen=True)
class LeavingBegan(Event):
    """A colleague leaves: her clients are handed over."""

    staff_id: int

    text = N_("Handing over of a colleague's clients begun")


@dataclass(frozen=True)
class LeavingChanged(Event):
    """Who looks after whom was changed, or who was introduced."""

    staff_id: int

    text = N_("Handing over changed")


@dataclass(frozen=True)
class LeavingWithdrawn(Event):
    """She stays after all."""

    staff_id: int

    text = N_("A colleague stays after all")


@dataclass(frozen=True)
class AccessEnded(Event):
    """The last day is over; she is no more at the desk."""

    staff_id: int

    text = N_("Access ended with the last day")
    undoable = False


@dataclass(frozen=True)
class ExportSeen(Event):
    """The manager looked at an export of who leaves."""

    staff_id: int

    text = N_("Export looked at")


@dataclass(frozen=True)
class TalkNoted(Event):
    """A talk with a colleague was written down, or taken off."""

    staff_id: int

    text = N_("Talk with a colleague noted")

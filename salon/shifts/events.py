"""What can happen between shifts."""

from dataclasses import dataclass

from salon.events import Event
from salon.text import N_


@dataclass(frozen=True)
class ShiftHandedOver(Event):
    """A shift left word for the next one."""

    handover_id: int

    text = N_("Shift handed over")


@dataclass(frozen=True)
class ShiftTakenOver(Event):
    """The next shift has read it."""

    handover_id: int

    text = N_("Shift taken over")


@dataclass(frozen=True)
class ShopSeen(Event):
    """Somebody went round the shop; the second round of a day is unannounced."""

    nth: int = 1

    text = N_("Shop round done")

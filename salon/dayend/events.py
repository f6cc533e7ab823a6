"""What can happen at the end of a day."""

from dataclasses import dataclass
from datetime import date

from salon.events import Event
from salon.text import N_


@dataclass(frozen=True)
class TillOpened(Event):
    """The till was opened with a float."""

    day: date

    text = N_("Till opened")


@dataclass(frozen=True)
class TillCounted(Event):
    """Somebody counted the till."""

    day: date

    text = N_("Till counted")


@dataclass(frozen=True)
class TillSpent(Event):
    """Something was bought with money out of the till."""

    word: str

    text = N_("Spent from the till")


@dataclass(frozen=True)
class DayClosed(Event):
    """A day was counted and closed; nothing of it changes any more."""

    day: date

    text = N_("Day closed")
    undoable = False


@dataclass(frozen=True)
class DaysKept(Event):
    """Days that nobody closed were closed by themselves, without a count."""

    last: date

    text = N_("Days kept")
    undoable = False


@dataclass(frozen=True)
class CommissionSet(Event):
    """Somebody's commission was agreed anew."""

    rule_id: int

    text = N_("Commission set")

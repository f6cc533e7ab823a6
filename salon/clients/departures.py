"""Words of leaving, and what each way of it stops."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from salon.errors import SalonError
from salon.text import N_, _, dated_day


class Leave(StrEnum):
    """How somebody has left."""

    ARCHIVED = "archived"  # not on lists; search finds her all the same
    BLOCKED = "blocked"  # not booked until somebody lifts it
    DECEASED = "deceased"  # nothing goes out any more


LEAVE_WORDS = {
    Leave.ARCHIVED: N_("Archived"),
    Leave.BLOCKED: N_("Blocked"),
    Leave.DECEASED: N_("Deceased"),
}


@dataclass(eq=False)
class ReasonNeeded(SalonError):
    """Somebody is to be blocked and nobody says why."""

    text = N_("Say in a few words why the client is blocked; whoever books reads it.")


@dataclass(eq=False)
class Blocked(SalonError):
    """Somebody who is blocked was to be booked."""

    name: str
    reason: str

    text = N_(
        "{name} is blocked: {reason}. Whoever manages the salon can lift it; nothing "
        "was booked or moved."
    )


@dataclass(eq=False)
class HasDied(SalonError):
    """Somebody who has died was to be booked."""

    name: str

    text = N_("{name} has died. Nothing was booked or moved.")


@dataclass(eq=False)
class ErasureUnderWay(SalonError):
    """Something new was to begin for somebody who is being erased."""

    name: str
    public: str
    asked: date
    until: str  # what it waits for, in words; "": it is not known

    text = N_(
        "{name} is to be erased, as was asked on {day}: nothing new is booked, sold or "
        "written, no visit moved, no file joined or parted. What is open can be ended, "
        "and the rest goes by itself after {until}. If that is not wanted any more, "
        "call the erasure off first (Erase in the file, or client erase {public} "
        "--call-off)."
    )

    def __str__(self) -> str:
        until = self.until or _(UNTIL_OVER)
        said = {"day": dated_day(self.asked), "until": until}
        return _(self.text).format(name=self.name, public=self.public, **said)


UNTIL_OVER = N_("what still holds it is over")


@dataclass(eq=False)
class VisitsToCome(SalonError):
    """Somebody leaves, and nobody said what becomes of the visits."""

    name: str
    visits: str

    text = N_(
        "Visits of {name} are still booked: {visits}. Say whether they are called off "
        "or kept."
    )


@dataclass(eq=False)
class NotLeft(SalonError):
    """Somebody was to come back who had not left so."""

    name: str
    mark: str

    text = N_("{name} is not marked as such: {mark}.")

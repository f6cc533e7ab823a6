"""Words of leaving, and what each way of it stops."""

from dataclasses import dataclass
from enum import StrEnum

from salon.errors import SalonError
from salon.text import N_


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

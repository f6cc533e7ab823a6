"""Words of leaving, and what each way of it stops."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from salon.clients.model import ClientId
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


@dataclass(frozen=True, slots=True)
class Left:
    """That somebody has left, since when, and why."""

    client_id: ClientId
    kind: Leave
    reason: str
    on: date
    by: str  # name; "": the house


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
        "was booked."
    )


@dataclass(eq=False)
class HasDied(SalonError):
    """Somebody who has died was to be booked."""

    name: str

    text = N_("{name} has died. Nothing was booked.")


@dataclass(eq=False)
class VisitsToCome(SalonError):
    """Somebody died, and nobody said what becomes of the visits."""

    name: str
    visits: tuple[str, ...]

    text = N_(
        "Visits of {name} are still booked: {listed}. Call them off with it, or keep "
        "them for the family."
    )

    @property
    def listed(self) -> str:
        """The visits in words."""
        return ", ".join(self.visits)


@dataclass(eq=False)
class NotLeft(SalonError):
    """Somebody was to come back who had not left so."""

    name: str
    kind_: str

    text = N_("{name} is not marked so: {kind_}.")

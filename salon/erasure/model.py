"""Words and rules of being forgotten."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from salon.clients.model import ClientId
from salon.errors import SalonError
from salon.text import N_


class Why(StrEnum):
    """What holds the rest of a file for a while."""

    VISIT = "visit"
    COURSE = "course"
    MONEY = "money"
    INCIDENT = "incident"
    COMPLAINT = "complaint"
    BILL = "bill"


@dataclass(frozen=True, slots=True)
class Held:
    """One thing that has to come to its end before the rest of a file can go."""

    why: Why
    what: str
    until: date | None  # the last day it holds; None: until somebody ends it


@dataclass(frozen=True, slots=True)
class Pending:
    """An erasure that was asked for and waits for its day."""

    client_id: ClientId
    asked_on: date
    due: date | None


@dataclass(frozen=True, slots=True)
class Prospect:
    """What an erasure would do, before anybody does it."""

    client_id: ClientId
    name: str
    asked_on: date | None  # it was begun already
    goes: tuple[tuple[str, int], ...]  # rows by table
    stays: tuple[tuple[str, int], ...]  # rows by table, without name and words
    held: tuple[Held, ...]
    due: date | None  # the day of the rest; None: now, or not known yet
    elsewhere: int  # rows of others that name the client
    untouched: int  # that are left: a word besides, or what others are called too
    left: tuple[str, ...]  # the first of those, by their public numbers
    joined: tuple[tuple[ClientId, str], ...]  # files that were joined into it, go too

    @property
    def is_whole(self) -> bool:
        """Whether all of it goes at once."""
        return not self.held


LEFT_ALONE = N_(
    "Left as it is ({n}), as it may mean somebody or something else: {places}. Look "
    "there, and write it anew where it is the client."
)
JOINED_TOO = N_(
    "Files that were joined into this one go with it: {names}. If one of them is of "
    "somebody else, part them first."
)


@dataclass(eq=False)
class AskedAlready(SalonError):
    """What was asked for again."""

    name: str

    text = N_(
        "The erasure of {name} was begun already; the rest goes by itself. If it is "
        "not wanted any more, it can be called off (--call-off)."
    )


@dataclass(eq=False)
class NotAsked(SalonError):
    """There is nothing to call off."""

    name: str

    text = N_("No erasure of {name} is under way.")


def due_of(held: Iterable[Held]) -> date | None:
    """Return the day on which the last of *held* ends; None: nobody knows, or now."""
    days = [one.until for one in held]
    known = [day for day in days if day is not None]
    return max(known) if known and len(known) == len(days) else None

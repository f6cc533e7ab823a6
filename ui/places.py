"""Addresses: where one can be in the window, and the way back.

Pages do not know each other; they go to one another by address,
`desk.go(ClientCard(client_id))`.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Place:
    """Somewhere one can be."""


@dataclass(frozen=True)
class FirstStart(Place):
    """A folder in which no salon has begun yet."""


@dataclass(frozen=True)
class Today(Place):
    """Who is coming, whom to ring, what to prepare."""


@dataclass(frozen=True)
class DayOf(Place):
    """One day of the calendar; None is today. Columns are "people" or "rooms"."""

    day: date | None = None
    by: str = "people"


@dataclass(frozen=True)
class WeekOf(Place):
    """The week in which *day* lies; None is this one."""

    day: date | None = None


@dataclass(frozen=True)
class ClientList(Place):
    """All clients, narrowed to *text*."""

    text: str = ""


@dataclass(frozen=True)
class ClientCard(Place):
    """One client, on one of the card's tabs; an empty tab is the first."""

    id: int
    tab: str = ""


@dataclass(frozen=True)
class CallList(Place):
    """The calls that are owed, and the one that is being made.

    That is the call *id*, else one to the client *client_id*, planned or not.
    """

    id: int | None = None
    client_id: int = 0


@dataclass(frozen=True)
class SkinChanged(Place):
    """What changed of a client's skin; the first and the newest day if none is said."""

    id: int
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True)
class OccasionList(Place):
    """Occasions to be in touch: planned, held back, and to come."""


@dataclass(frozen=True)
class IncidentOf(Place):
    """Something that went wrong, until it is closed and after."""

    id: int


@dataclass(frozen=True)
class ComplaintOf(Place):
    """What a client was not content with, until it is closed and after."""

    id: int


@dataclass(frozen=True)
class RecordOf(Place):
    """What was done at one visit, being written or read."""

    appointment_id: int


@dataclass(frozen=True)
class Till(Place):
    """One bill, or that of a client's visit today; with neither, the bills of today."""

    bill_id: int | None = None
    client_id: int = 0


@dataclass(frozen=True)
class DayEnd(Place):
    """The end of a day, None is today; *tab* is "" or "reports"."""

    day: date | None = None
    tab: str = ""


@dataclass(frozen=True)
class PlanList(Place):
    """All plans."""


@dataclass(frozen=True)
class PlanEditor(Place):
    """One plan, being written or read."""

    id: int


@dataclass(frozen=True)
class Shelf(Place):
    """What stands on the shelf; *tab* is "", "moves", "count" or "recall"."""

    tab: str = ""
    product_id: int = 0


@dataclass(frozen=True)
class Promises(Place):
    """Hours and money that are owed, and whether they can be given."""


@dataclass(frozen=True)
class House(Place):
    """The house; *tab* is "", "suggestions", "training" or "door"."""

    tab: str = ""


@dataclass(frozen=True)
class Surveys(Place):
    """Surveys; *tab* is "", "due", "results" or "pulse"; of one round, if named."""

    tab: str = ""
    round_id: int = 0


@dataclass(frozen=True)
class Campaigns(Place):
    """Campaigns: to whom, and what came of them; *id* is one of them."""

    id: int = 0


@dataclass(frozen=True)
class Team(Place):
    """What each colleague keeps, and who leaves; *tab* is "", "again" or "leaving"."""

    tab: str = ""


@dataclass(frozen=True)
class SettingsPage(Place):
    """The settings; an empty section is the first."""

    section: str = ""


class Trail:
    """Where one has been: back and forward, as a browser does it."""

    def __init__(self, most: int = 50) -> None:
        self._been: list[Place] = []
        self._at = -1
        self._most = most

    @property
    def here(self) -> Place | None:
        """Where one is."""
        return self._been[self._at] if self._been else None

    def go(self, place: Place) -> None:
        """Go on to *place*; what was ahead is forgotten."""
        if place == self.here:
            return
        self._been = [*self._been[: self._at + 1], place][-self._most :]
        self._at = len(self._been) - 1

    def settle(self, place: Place) -> None:
        """Say more exactly where one is, another tab or day; no step of its own."""
        if self._been:
            self._been[self._at] = place
        else:
            self.go(place)

    def back(self) -> Place | None:
        """Return where one was before, and be there; None at the beginning."""
        if self._at <= 0:
            return None
        self._at -= 1
        return self.here

    def forward(self) -> Place | None:
        """Return where one had gone on to, and be there; None at the end."""
        if self._at + 1 >= len(self._been):
            return None
        self._at += 1
        return self.here


@dataclass(frozen=True)
class Loyalty(Place):
    """Who stays and who leaves, of the last *days*."""

    days: int = 90


@dataclass(frozen=True)
class OwnerMonth(Place):
    """A month for the owner; None: the last whole one."""

    day: date | None = None

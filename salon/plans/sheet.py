"""All that a printed plan says: a copy of the facts, not a window on them."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from salon.money import Money
from salon.paper.sheets import Photograph, Ruler


class Kind(Enum):
    """What a visit of a plan is: only treatments carry numbers."""

    TREATMENT = "treatment"
    TALK = "talk"  # the first consultation
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class SessionLine:
    """One visit of the course; booked where it has an hour."""

    service: str
    minutes: int
    at: datetime | None = None  # in the salon's zone
    due_from: date | None = None
    due_to: date | None = None
    person: str = ""
    kind: Kind = Kind.TREATMENT
    is_done: bool = False

    @property
    def day(self) -> date | None:
        """Return the day it stands at, or the first of its days."""
        return self.at.date() if self.at else self.due_from or self.due_to


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """When we look together whether the plan works, and at what."""

    day: date
    what: str
    until: date | None = None  # the last of its days, where it is not booked yet


@dataclass(frozen=True, slots=True)
class PhaseLine:
    """A stretch of the road and what it is for."""

    name: str  # "Calm and clear"
    when: str  # "weeks 1 to 4"
    aim: str = ""
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class HomeStep:
    """One product in the order of use."""

    product: str
    amount: str = ""  # "two finger lengths"
    note: str = ""  # "not on peel nights", "lasts until about 8 December"


@dataclass(frozen=True, slots=True)
class Pause:
    """What is left out around a session, and how long."""

    when: str  # "from 30 Nov"
    what: str
    day: date | None = None  # on which it begins
    short: str = ""  # for a cell of the calendar: "stop acids"


@dataclass(frozen=True, slots=True)
class AdviceLine:
    """One advice beyond the salon; the topic is a word: "Food", "Sleep"."""

    topic: str
    text: str
    kind: str = ""  # food, sleep, movement, sun, stress


@dataclass(frozen=True, slots=True)
class Helper:
    """Somebody of the salon whom the client will meet."""

    name: str
    role: str  # "your beautician"


@dataclass(frozen=True, slots=True)
class Worth:
    """What one kind of treatment counts for, and how much of it was received."""

    service: str
    each: Money
    of: int
    received: int


@dataclass(frozen=True, slots=True)
class PriceLine:
    """What the plan costs, and how it stands."""

    currency: str  # ISO 4217
    total: Money
    count: int = 0  # treatments
    list_total: Money | None = None  # one by one
    received: Money | None = None
    to_come: Money | None = None
    worth: tuple[Worth, ...] = ()
    terms: tuple[str, ...] = ()  # validity, refund and cancellation, in words


@dataclass(frozen=True, slots=True)
class PlanSheet:
    """A plan as the client takes it home, or as staff keep it."""

    number: str  # "2026-0147"
    drawn_up: date
    today: date
    title: str
    client: str  # as on file
    said: str = ""  # how the name is read: "Lín Měihuá"
    helpers: tuple[Helper, ...] = ()
    her_words: str = ""
    where_we_are: str = ""
    what_we_aim_for: tuple[str, ...] = ()
    road: Ruler | None = None  # the measure the plan is about, over time
    measures: tuple[Ruler, ...] = ()
    photographs: tuple[Photograph, ...] = ()  # two of one view; only if agreed
    phases: tuple[PhaseLine, ...] = ()
    sessions: tuple[SessionLine, ...] = ()
    spacing: str = ""  # "At least 14 days between two peels"
    morning: tuple[HomeStep, ...] = ()
    evening: tuple[HomeStep, ...] = ()
    weekly: tuple[HomeStep, ...] = ()
    left_out: tuple[str, ...] = ()  # products that must not be used now
    pauses: tuple[Pause, ...] = ()
    advice: tuple[AdviceLine, ...] = ()
    habit: str = ""
    expectation: tuple[str, ...] = ()
    not_promised: tuple[str, ...] = ()
    reviews: tuple[ReviewLine, ...] = ()
    ring_us_if: tuple[str, ...] = ()
    ring_phone: str = ""
    open_hours: str = ""  # "Monday to Saturday, 10 to 19"
    emergency_number: str = ""
    price: PriceLine | None = None
    settings: tuple[str, ...] = ()  # for the staff copy alone
    is_staff_copy: bool = False

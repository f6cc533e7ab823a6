"""All that a printed plan says: a copy of the facts, not a window on them."""

from dataclasses import dataclass
from datetime import date, datetime

from salon.money import Money
from salon.paper.sheets import Photograph, Ruler


@dataclass(frozen=True, slots=True)
class SessionLine:
    """One visit of the course; booked where it has an hour."""

    number: int
    service: str
    minutes: int
    person: str = ""
    at: datetime | None = None  # in the salon's zone
    due_from: date | None = None
    due_to: date | None = None
    note: str = ""  # "results and photographs"
    is_done: bool = False


@dataclass(frozen=True, slots=True)
class PhaseLine:
    """A stretch of the road and what it is for."""

    name: str  # "Calm and clear"
    when: str  # "Week 1 to 4"
    aim: str = ""


@dataclass(frozen=True, slots=True)
class HomeStep:
    """One product in the order of use."""

    product: str
    amount: str = ""  # "two finger lengths"
    note: str = ""  # "not on peel nights", "lasts until about 8 December"


@dataclass(frozen=True, slots=True)
class Pause:
    """What is left out around a session, and how long."""

    when: str  # "Seven days before a peel"
    what: str


@dataclass(frozen=True, slots=True)
class AdviceLine:
    """One advice beyond the salon; the topic is a word: "Food", "Sleep"."""

    topic: str
    text: str


@dataclass(frozen=True, slots=True)
class PriceLine:
    """What the plan costs, and how it stands."""

    currency: str  # ISO 4217
    total: Money
    list_total: Money | None = None
    paid: Money | None = None
    delivered: Money | None = None
    still_yours: Money | None = None
    terms: tuple[str, ...] = ()  # validity, refund and cancellation, in words


@dataclass(frozen=True, slots=True)
class PlanSheet:
    """A plan as the client takes it home, or as staff keep it."""

    number: str  # "2026-0147"
    drawn_up: date
    prepared_by: str
    title: str
    client: str  # as she likes to be called
    her_words: str = ""
    where_we_are: str = ""
    what_we_aim_for: str = ""
    measures: tuple[Ruler, ...] = ()
    photographs: tuple[Photograph, ...] = ()  # only if she agreed
    phases: tuple[PhaseLine, ...] = ()
    sessions: tuple[SessionLine, ...] = ()
    spacing: str = ""  # "14 days apart, at least 10, so that the skin can mend"
    morning: tuple[HomeStep, ...] = ()
    evening: tuple[HomeStep, ...] = ()
    weekly: tuple[HomeStep, ...] = ()
    left_out: tuple[str, ...] = ()  # products that she must not use now
    pauses: tuple[Pause, ...] = ()
    advice: tuple[AdviceLine, ...] = ()
    first_habit: str = ""
    habit_from: date | None = None
    expectation: tuple[str, ...] = ()
    not_promised: tuple[str, ...] = ()
    reviews: tuple[date, ...] = ()
    ring_us_if: tuple[str, ...] = ()
    ring_phone: str = ""  # the letterhead's where empty
    emergency_number: str = ""
    price: PriceLine | None = None
    code: str = ""  # finds the plan at the desk
    settings: tuple[str, ...] = ()  # for the staff copy alone
    is_staff_copy: bool = False

"""The words of loyalty: classes, states, what decides them, and what is done then."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from salon.errors import SalonError
from salon.money import Money
from salon.text import N_

LightId = NewType("LightId", int)


class Abc(StrEnum):
    """A class by what was earned with somebody in twelve months (loyalty 1)."""

    A = "A"
    B = "B"
    C = "C"
    Z = "Z"  # nothing, or less than nothing

    @property
    def rank(self) -> int:
        """0 for the best."""
        return "ABCZ".index(self.value)


class Method(StrEnum):
    """How ABC is drawn."""

    SHARE = "share"  # of what is earned: up to 80, up to 95 per cent
    COUNT = "count"  # of those who spend: the first 20, the first 50 per cent


class Loyalty(StrEnum):
    """A class by behaviour and attitude (loyalty 2)."""

    LOYAL = "loyal"
    SWITCHER = "switcher"
    NONE = "none"
    NEW = "new"
    DORMANT = "dormant"
    LEAD = "lead"


LOYALTY_WORDS: Mapping[Loyalty, str] = {
    Loyalty.LOYAL: N_("loyal"),
    Loyalty.SWITCHER: N_("switching"),
    Loyalty.NONE: N_("not attached"),
    Loyalty.NEW: N_("new"),
    Loyalty.DORMANT: N_("dormant"),
    Loyalty.LEAD: N_("enquiry"),
}


class Flag(StrEnum):
    """What marks somebody beside the class."""

    SPURIOUS = "spurious"  # comes regularly, is not attached
    LATENT = "latent"  # is attached, comes rarely
    ONE_PERSON = "one_person"  # comes to one therapist only
    EARLY_ADOPTER = "early_adopter"
    ADVOCATE = "advocate"  # two friends came in two years
    DEAL_HUNTER = "deal_hunter"  # buys when it is cheaper


FLAG_WORDS: Mapping[Flag, str] = {
    Flag.SPURIOUS: N_("comes often, would not recommend us"),
    Flag.LATENT: N_("likes us, comes rarely"),
    Flag.ONE_PERSON: N_("comes to one therapist only"),
    Flag.EARLY_ADOPTER: N_("tries new things first"),
    Flag.ADVOCATE: N_("brings friends"),
    Flag.DEAL_HUNTER: N_("buys when it is cheaper"),
}


class Segment(StrEnum):
    """What recency, frequency and money say together (loyalty 3)."""

    CHAMPIONS = "champions"
    STEADY = "steady"
    NEW_OR_BACK = "new_or_returning"
    NEEDS_A_HAND = "needs_a_hand"
    DO_NOT_LOSE = "do_not_lose"
    SLIPPING = "slipping"
    ASLEEP = "asleep"


SEGMENT_WORDS: Mapping[Segment, str] = {
    Segment.CHAMPIONS: N_("champions"),
    Segment.STEADY: N_("steady"),
    Segment.NEW_OR_BACK: N_("new or returning"),
    Segment.NEEDS_A_HAND: N_("needs a hand"),
    Segment.DO_NOT_LOSE: N_("do not lose"),
    Segment.SLIPPING: N_("slipping"),
    Segment.ASLEEP: N_("asleep"),
}


class State(StrEnum):
    """How somebody stands against her own rhythm (loyalty 6)."""

    ACTIVE = "active"
    DUE = "due"
    OVERDUE = "overdue"
    LAPSING = "lapsing"
    LOST = "lost"


STATE_WORDS: Mapping[State, str] = {
    State.ACTIVE: N_("comes"),
    State.DUE: N_("is due"),
    State.OVERDUE: N_("is late"),
    State.LAPSING: N_("is slipping away"),
    State.LOST: N_("is lost"),
}


class Axis(StrEnum):
    """Which class a person pinned."""

    ABC = "abc"
    LOYALTY = "loyalty"


class Loss(StrEnum):
    """Why somebody is lost: found in the records, or told by her."""

    ONE_VISIT = "one_visit"
    COURSE_ENDED = "course_ended"
    COMPLAINT = "complaint"
    PERSON_LEFT = "person_left"
    MOVED = "moved"
    OWN_LIFE = "own_life"
    COMPETITOR = "competitor"
    VALUE = "value"  # price, result
    SYSTEM = "system"  # waiting, booking, the place
    UNKNOWN = "unknown"


LOSS_WORDS: Mapping[Loss, str] = {
    Loss.ONE_VISIT: N_("After one visit"),
    Loss.COURSE_ENDED: N_("Course ended"),
    Loss.COMPLAINT: N_("After a complaint"),
    Loss.PERSON_LEFT: N_("A colleague left"),
    Loss.MOVED: N_("Moved away"),
    Loss.OWN_LIFE: N_("Own life"),
    Loss.COMPETITOR: N_("Another salon"),
    Loss.VALUE: N_("Price or result"),
    Loss.SYSTEM: N_("Waiting, booking, the place"),
    Loss.UNKNOWN: N_("Not known"),
}


class Light(StrEnum):
    """What the guard of gold clients looks at each Monday."""

    RHYTHM = "rhythm"
    NEXT = "next"
    PROMISE = "promise"
    COMPLAINT = "complaint"
    FILE = "file"
    SPOKEN = "spoken"


LIGHT_WORDS: Mapping[Light, str] = {
    Light.RHYTHM: N_("Rhythm"),
    Light.NEXT: N_("Next"),
    Light.PROMISE: N_("Promise"),
    Light.COMPLAINT: N_("Complaint"),
    Light.FILE: N_("File"),
    Light.SPOKEN: N_("Spoken"),
}


class Outcome(StrEnum):
    """What came of a red light."""

    OPEN = "open"
    MENDED = "mended"
    TRIED = "tried"
    LEFT = "left"  # for a reason


class Cost(StrEnum):
    """What winning and keeping clients costs (loyalty 5)."""

    ADVERTISING = "advertising"
    FIRST_OFFERS = "first_offers"
    COMMISSION_NEW = "commission_new"
    CONSULTATIONS = "consultations"
    CARE_HOURS = "care_hours"
    BENEFITS = "benefits"
    GIFTS = "gifts"
    RECALL_OFFERS = "recall_offers"

    @property
    def is_winning(self) -> bool:
        """Whether it is spent on new clients; else on those who stay."""
        return self in (
            *(Cost.ADVERTISING, Cost.FIRST_OFFERS),
            *(Cost.COMMISSION_NEW, Cost.CONSULTATIONS),
        )


COST_WORDS: Mapping[Cost, str] = {
    Cost.ADVERTISING: N_("advertising"),
    Cost.FIRST_OFFERS: N_("cheaper first visits"),
    Cost.COMMISSION_NEW: N_("commission for new clients"),
    Cost.CONSULTATIONS: N_("hours of first consultations"),
    Cost.CARE_HOURS: N_("hours of after-care"),
    Cost.BENEFITS: N_("benefits of members"),
    Cost.GIFTS: N_("gifts and making good"),
    Cost.RECALL_OFFERS: N_("offers to come back"),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """How somebody stands, as last worked out (`loyalty.queries.standings`)."""

    client_id: int
    abc: Abc  # shown: falls only after two month-ends, rises at once
    abc_by_count: Abc
    abc_since: date
    loyalty: Loyalty
    loyalty_since: date
    score: float  # 0 to 1
    flags: frozenset[Flag]
    segment: Segment | None  # None: no visit in two years, or fewer than 50 clients
    state: State
    overdue: float  # how certain it is that she is late, 0 to 1
    expected: float  # days between visits
    visits: int  # in twelve months
    all_visits: int
    first_visit: date | None
    last_visit: date | None
    next_visit: date | None
    spent: Money  # earned with her in twelve months
    spent_ever: Money
    next_year: Money  # what the next twelve months are likely to bring
    value: Money  # what is still to come in all, by margin and retention
    limit: Money  # what may be spent on her without costing more than she is worth
    regularity: float
    discount_share: float
    families: int
    recommends: int | None  # 0 to 10, said in the last twelve months
    friends: int  # who came in two years
    staff_id: int | None  # with whom she was most
    late: int  # days beyond her own rhythm; 0: not late
    is_pinned: bool = False
    why_pinned: str = ""


@dataclass(frozen=True, slots=True)
class Pin:
    """A class that a person holds for a while, and why."""

    id: int
    client_id: int
    axis: Axis
    value: str
    why: str
    until: date
    by: str


@dataclass(frozen=True, slots=True)
class ToldLoss:
    """Why somebody does not come any more, as it was noted."""

    reason: Loss
    words: str
    on: date


@dataclass(frozen=True, slots=True)
class LightLine:
    """One red or amber light of a gold client, who acts on it, and what came of it."""

    id: LightId
    client_id: int
    client: str
    week: date  # its Monday
    light: Light
    is_red: bool
    measure: int  # days late, days since, or how many; by the light
    words: str
    staff_id: int | None
    person: str
    due: date
    outcome: Outcome
    note: str
    done_at: datetime | None
    done_by: str


@dataclass(eq=False)
class PinNeedsReason(SalonError):
    """A class was to be held without saying why."""

    text = N_("Say in a few words why this class is held; it is kept with it.")


@dataclass(eq=False)
class NoSuchClass(SalonError):
    """A class that does not exist on its axis."""

    said: str
    choices: str

    text = N_("There is no class “{said}”. Say one of: {choices}.")


@dataclass(eq=False)
class NotLost(SalonError):
    """A reason was given for the loss of somebody who still comes."""

    client: str

    text = N_("{client} still comes, so there is no loss to explain.")


@dataclass(eq=False)
class LightIsOut(SalonError):
    """Somebody else has already said what came of it."""

    by: str

    text = N_("{by} has already said what came of it; nothing was changed.")


@dataclass(eq=False)
class OutcomeNeedsWords(SalonError):
    """A light was left alone without a reason."""

    text = N_("Say in a few words why nothing is done; it is kept with it.")


@dataclass(eq=False)
class BadCost(SalonError):
    """A cost below nothing."""

    said: str

    text = N_("{said} is no cost: enter what was spent, 0 or more.")


@dataclass(eq=False)
class BadMonth(SalonError):
    """A month that has not begun."""

    month: str

    text = N_("{month} has not begun yet; nothing is known of it.")

"""The words and rules of complaints."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import IntEnum, StrEnum
from typing import NewType

from salon.clients.model import ClientId
from salon.money import Money
from salon.public import public_id
from salon.text import N_, Names

ComplaintId = NewType("ComplaintId", int)
OfferId = NewType("OfferId", int)

LONGEST_WORDS = 4000  # characters; a longer account belongs on paper
REOPENS = timedelta(days=90)  # after closing, in which a new word opens it again
RECURS = timedelta(days=90)  # in which cases with one root are counted
THIRD = 3  # with the same root within that time: a problem, no accident
TRIES, TRIED_OVER = 3, timedelta(days=10)  # then a written offer may stand for a yes
GROWN_UP = 18
BEST = 10  # score that a client may expect
LATE, FAR_OFF = timedelta(days=365), timedelta(days=3653)  # of an answer in writing
LONGEST_PRODUCT, LONGEST_BATCH = 200, 80  # characters
NOTHING = Money()
TWO_WAYS = 2  # to choose from; one is no choice


class Level(IntEnum):
    """Whom it was told, and so who answers and how soon."""

    TOLD_US = 1
    TOLD_OTHERS = 2
    THIRD_PARTY = 3


class Source(StrEnum):
    """How we came to hear of it."""

    CALL = "call"
    DESK = "desk"
    SCORE = "score"
    INCIDENT = "incident"
    LETTER = "letter"
    PUBLIC = "public"


SOURCE_WORDS = {
    Source.CALL: N_("said in a call"),
    Source.DESK: N_("said at the desk"),
    Source.SCORE: N_("a low score"),
    Source.INCIDENT: N_("after an incident"),
    Source.LETTER: N_("a letter or message"),
    Source.PUBLIC: N_("said in public"),
}


class Step(StrEnum):
    """The six steps, in their order."""

    LISTEN = "listen"
    APOLOGISE = "apologise"
    CLARIFY = "clarify"
    PROPOSE = "propose"
    AGREE = "agree"
    FOLLOW_UP = "follow_up"


STEPS = tuple(Step)
STEP_WORDS = {
    Step.LISTEN: N_("Listen"),
    Step.APOLOGISE: N_("Apologise"),
    Step.CLARIFY: N_("Clarify"),
    Step.PROPOSE: N_("Propose"),
    Step.AGREE: N_("Agree"),
    Step.FOLLOW_UP: N_("Follow up"),
}


class Kind(StrEnum):
    """What a line of a complaint's course says, beside the six steps."""

    BACK = "back"  # a step was none after all
    SAID = "said"  # a further word of the client
    LEVEL = "level"
    RAISED = "raised"  # nobody answered in time
    OWNER = "owner"
    ATTEMPT = "attempt"  # not reached
    THINKS = "thinks"  # wants to think it over
    TICK = "tick"
    UNTICK = "untick"
    CONTACT = "contact"  # one of the calls after the agreement was made
    UNHEARD = "unheard"  # such a call was none after all: its mail never went out
    APPROVAL = "approval"
    NOTE = "note"
    ABOUT = "about"  # somebody it was about until then, by key
    SHEET = "sheet"  # a problem sheet: what changes for everybody
    CLOSED = "closed"
    REOPENED = "reopened"


class Mark(StrEnum):
    """What is ticked beside the steps."""

    FIXED = "fixed"
    STAFF_TOLD = "staff_told"
    REPLIED = "replied"
    INSURER = "insurer"
    WRITTEN = "written"
    BODY_CLOSED = "body_closed"


MARK_WORDS = {
    Mark.FIXED: N_("What caused it is put right"),
    Mark.STAFF_TOLD: N_("The colleague was told, kindly"),
    Mark.REPLIED: N_("The public reply stands, without private facts"),
    Mark.INSURER: N_("The insurer was told"),
    Mark.WRITTEN: N_("The offer went out in writing"),
    Mark.BODY_CLOSED: N_("The outside body has closed it"),
}


class Outcome(StrEnum):
    """How a complaint ended."""

    CONTENT = "content"
    WRITTEN = "written"
    BODY = "body"
    WITHDRAWN = "withdrawn"
    MISTAKE = "mistake"


OUTCOME_WORDS = {
    Outcome.CONTENT: N_("The client is content"),
    Outcome.WRITTEN: N_("Our written offer stands"),
    Outcome.BODY: N_("The outside body has decided"),
    Outcome.WITHDRAWN: N_("The client took it back"),
    Outcome.MISTAKE: N_("Opened by mistake"),
}


class Answer(StrEnum):
    """What came of what was asked of somebody who may grant more."""

    NONE = ""  # nobody has to be asked, or nobody was
    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"


ADVERSE, PRIVACY, GAP = "adverse_reaction", "privacy", "expectation_gap"
# What is wrong with the house itself, so that it is put right before anything closes.
TO_BE_FIXED = frozenset(("product_quality", "hygiene", "environment", "staff_skill"))
WORDS_ALONE = frozenset(("apology", "explain"))  # carried out by saying them
REPEATS = frozenset(("redo", "extra_session", "product_swap"))
REFUNDS = frozenset(("partial_refund", "full_refund"))
MONEY = REFUNDS | {"credit", "medical_cost"}
COUNTED = REPEATS | {"small_gift", "extend_validity"}  # there may be more than one
LONGEST_EXTENSION = 6  # months that a consultant may add

# who may grant what, by the words of the matrix
RANKS = {"staff": 0, "therapist": 1, "consultant": 2, "manager": 3, "owner": 4}
RANK_WORDS = {
    0: N_("anybody"),
    1: N_("a therapist"),
    2: N_("a consultant"),
    3: N_("the manager"),
    4: N_("the owner"),
}


@dataclass(frozen=True, slots=True)
class Clock:
    """Until when a step is to be done, all on the salon's wall clock."""

    began: datetime
    due: datetime
    now: datetime

    @property
    def total(self) -> timedelta:
        """How long there was from the beginning."""
        return max(self.due - self.began, timedelta(minutes=1))

    @property
    def left(self) -> timedelta:
        """How long there is still; less than nothing where it is late.

        Never more than there ever was: a clock may have been put back.
        """
        return min(self.due - self.now, self.total)

    @property
    def is_late(self) -> bool:
        """Whether the time is over."""
        return self.now > self.due

    @property
    def is_short(self) -> bool:
        """Whether its last tenth has begun."""
        return not self.is_late and self.left * 10 <= self.total

    @property
    def used(self) -> float:
        """How much of it is gone, from 0 to 1."""
        return min(1.0, max(0.0, 1 - self.left / self.total))


@dataclass(frozen=True, slots=True)
class StepLine:
    """One line of what was done about it, and by whom."""

    kind: str
    what: str
    note: str
    at: datetime  # on the salon's wall clock
    by: str
    due: date | None = None


@dataclass(frozen=True, slots=True)
class StepState:
    """One of the six steps: done, in hand, or to come."""

    step: Step
    clock: Clock
    done: StepLine | None = None
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class OfferLine:
    """One way to put it right."""

    id: OfferId
    version: int
    kind: str  # of vocabulary compensation
    name: Names
    amount: Money
    currency: str
    count: int  # gifts, sessions, months
    text: str
    promised_on: date | None
    needs: int  # the rank that may grant it
    answer: Answer
    granted_by: str = ""
    granted_at: datetime | None = None
    asked_of: str = ""
    refusal: str = ""
    is_chosen: bool = False
    chosen_at: datetime | None = None
    done_on: date | None = None
    is_gone: bool = False  # taken off the table

    @property
    def is_granted(self) -> bool:
        """Whether it may be offered to the client."""
        return self.answer is Answer.GRANTED

    @property
    def is_promised(self) -> bool:
        """Whether it was chosen and is still to be carried out."""
        return self.is_chosen and self.done_on is None


@dataclass(frozen=True, slots=True)
class ComplaintLine:
    """A complaint as lists, alerts and rules know it."""

    id: ComplaintId
    version: int
    client_id: ClientId
    client: str
    opened: datetime  # on the salon's wall clock
    level: Level
    responder: Level  # who is to answer by now: higher where nobody did in time
    step: Step | None  # in hand; None: all six are done
    clock: Clock | None
    status: str  # of vocabulary complaint_status
    source: str
    cause: str
    words: str
    owner_id: int | None
    owner: str
    appointment_id: int | None = None
    service_id: int | None = None
    service: Names | None = None
    staff_id: int | None = None
    person: str = ""
    incident_id: int | None = None
    is_open: bool = True
    outcome: str = ""
    closed: datetime | None = None
    is_to_rise: bool = False  # late, and not handed on yet

    @property
    def is_late(self) -> bool:
        """Whether what is in hand is over its time."""
        return self.is_open and self.clock is not None and self.clock.is_late


@dataclass(frozen=True, slots=True)
class Given:
    """What a client was given for complaints, and how much there may be."""

    gifts: int = 0  # in this month
    repeats: int = 0  # in this year
    credit: Money = NOTHING
    refunds: Money = NOTHING
    most_gifts: int = 1
    most_repeats: int = 1
    most_credit: Money = NOTHING
    most_refunds: Money = NOTHING


@dataclass(frozen=True, slots=True)
class ComplaintCard:
    """One complaint, whole."""

    line: ComplaintLine
    opened_by: str
    began: datetime  # when its clock began: opened, or opened again
    causes: tuple[str, ...]  # beside the main one
    root: str
    promised: str
    expected: int | None
    room_id: int | None
    product: str
    batch: str
    is_about_owner: bool
    body: str
    body_due: date | None
    change: str
    change_by: str
    change_due: date | None
    steps: tuple[StepState, ...]
    course: tuple[StepLine, ...]
    marks: frozenset[str]
    offers: tuple[OfferLine, ...]  # that stand, in their order
    named: frozenset[int]  # everybody it ever was about
    next_owner_id: int | None  # who would answer next
    next_owner: str
    closed_by: str = ""

    @property
    def chosen(self) -> tuple[OfferLine, ...]:
        """What the client chose."""
        return tuple(one for one in self.offers if one.is_chosen)

    def is_done(self, step: Step) -> bool:
        """Return whether a step is done."""
        return any(one.step is step and one.done is not None for one in self.steps)


@dataclass(frozen=True, slots=True)
class Sayings:
    """What to say in a step, what to do, and what to leave out."""

    say: str  # in the client's language
    say_here: str  # in the language of the window, where that is another one
    do: tuple[str, ...]
    leave: tuple[str, ...]
    manner: str = ""  # the personality they are made for; "": nobody's


@dataclass(frozen=True, slots=True)
class Tally:
    """How often something was complained about, per thousand visits."""

    key: str
    name: str
    cases: int
    visits: int
    low: float  # of a thousand visits, with 95 % confidence
    rate: float
    high: float


def words_place(key: ComplaintId) -> str:
    """Return where what the client answers is kept while it is typed."""
    return f"complaint {public_id('complaint', key)}"


def wilson(cases: int, visits: int) -> tuple[float, float, float]:
    """Return low, rate and high of *cases* in *visits*, per thousand.

    The interval of Wilson with 95 % confidence: honest where there are few.
    """
    if visits <= 0:
        return 0.0, 0.0, 1000.0
    z, n = 1.959964, float(visits)
    p = min(cases / n, 1.0)
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * (p * (1 - p) / n + z * z / (4 * n * n)) ** 0.5
    return max(0.0, middle - half) * 1000, p * 1000, min(1.0, middle + half) * 1000

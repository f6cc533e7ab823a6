"""The words of occasions to be in touch."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple, NewType

from salon.clients.model import ClientId
from salon.clients.reach import Purpose
from salon.errors import SalonError
from salon.text import N_, Names

OccasionId = NewType("OccasionId", int)
PromiseId = NewType("PromiseId", int)

NEW_CLIENT = "ac_new_client"  # whose steps are said as they stand
PROMISED = "promised"
LONGEST = 400  # letters of what somebody types


class Kind(StrEnum):
    """What the occasion is."""

    PATCH = "patch"
    REFERRED = "referred"
    PROMISE = "promise"
    MISSED = "missed"
    BIRTHDAY = "birthday"
    LOSS = "loss"
    NEW = "new"
    COURSE = "course"
    REVIEW = "review"
    RELATIVE = "relative"
    DATE = "date"
    CARD = "card"
    FIRST_VISIT = "first_visit"
    FESTIVAL = "festival"
    PRODUCT = "product"
    CONSULTED = "consulted"
    LAPSED = "lapsed"
    UNUSED = "unused"
    CAMPAIGN = "campaign"


KIND_WORDS = {
    Kind.PATCH: N_("Patch test to read"),
    Kind.REFERRED: N_("To be seen by a doctor"),
    Kind.PROMISE: N_("Promise"),
    Kind.MISSED: N_("Missed visit"),
    Kind.BIRTHDAY: N_("Birthday"),
    Kind.LOSS: N_("Bereavement"),
    Kind.NEW: N_("New client"),
    Kind.COURSE: N_("Course ending"),
    Kind.REVIEW: N_("Review of the plan"),
    Kind.RELATIVE: N_("Birthday in the family"),
    Kind.DATE: N_("Important day"),
    Kind.CARD: N_("Birthday card"),
    Kind.FIRST_VISIT: N_("Years with us"),
    Kind.FESTIVAL: N_("Festival"),
    Kind.PRODUCT: N_("Product runs out"),
    Kind.CONSULTED: N_("Consulted only"),
    Kind.LAPSED: N_("Beyond the usual rhythm"),
    Kind.UNUSED: N_("Paid ahead, not used"),
    Kind.CAMPAIGN: N_("Campaign"),
}
SAFETY = (Kind.PATCH, Kind.REFERRED)
SERVICE = (*SAFETY, Kind.PROMISE)  # safety, or asked for: no cap holds them


class State(StrEnum):
    """What has become of an occasion."""

    HELD = "held"
    PLANNED = "planned"
    DROPPED = "dropped"
    DONE = "done"


STATE_WORDS = {
    State.HELD: N_("Held back"),
    State.PLANNED: N_("Planned"),
    State.DROPPED: N_("Left out"),
    State.DONE: N_("Done"),
}


class Why(StrEnum):
    """Why an occasion is held back or left out, or how it was planned."""

    NONE = ""
    TURN = "turn"
    CAPPED = "capped"
    ANOTHER = "another"
    COMPLAINT = "complaint"
    MEMORIAL = "memorial"
    LOSS = "loss"
    MERGED = "merged"
    OVER = "over"
    SILENT = "no_contact"
    REFUSED = "refused"
    COOLS = "cooldown"
    OFFERED = "offered"
    ILL = "ill"
    GONE = "gone"
    OFF = "rule_off"
    BOOKED = "rebooked"
    CAME = "visited"
    SKIPPED = "skipped"
    UNREACHED = "not_reached"
    PAUSED = "paused"
    STOPPED = "stopped"
    DIED = "deceased"
    LEFT = "left"


WHY_WORDS = {
    Why.TURN: N_("Waits for its turn: enough is planned for the day"),
    Why.CAPPED: N_("Contacted often enough of late"),
    Why.ANOTHER: N_("Something else is said to the client on that day"),
    Why.COMPLAINT: N_("Somebody is to be listened to first"),
    Why.MEMORIAL: N_("It is a day of remembrance: nothing goes out unless you say so"),
    Why.LOSS: N_("There was a death in the family"),
    Why.MERGED: N_("Said in the call of that day"),
    Why.OVER: N_("It is over, and not said late"),
    Why.SILENT: N_("Wants no contact"),
    Why.DIED: N_("Has died"),
    Why.LEFT: N_("Comes no more"),
    Why.REFUSED: N_("Does not want this, or not by any of these ways"),
    Why.COOLS: N_("Heard something of this kind a short while ago"),
    Why.OFFERED: N_("Had an offer a short while ago"),
    Why.ILL: N_("Pregnant or ill as far as we know: nobody is asked back"),
    Why.GONE: N_("It is no longer so"),
    Why.OFF: N_("The rule is off"),
    Why.BOOKED: N_("Has booked"),
    Why.CAME: N_("Has been here since"),
    Why.SKIPPED: N_("Left out by hand"),
    Why.UNREACHED: N_("Not reached"),
    Why.PAUSED: N_("All marketing pauses"),
    Why.STOPPED: N_("The campaign was stopped"),
}
MAY_YET = (State.HELD, State.PLANNED)  # nobody has said it yet


class Pace(StrEnum):
    """What somebody says of a product that should be used up."""

    HALF = "half"
    USED_UP = "used_up"
    NOT_SUITED = "not_suited"


class DateKind(StrEnum):
    """Which day of a client's life is kept; vocabulary date_kind, and more."""

    WEDDING = "wedding"
    EXAM = "exam"
    DUE_DATE = "due_date"
    OPERATION = "operation"
    MEMORIAL = "memorial"
    BEREAVEMENT = "bereavement"  # the day on which we learnt of it
    FESTIVAL = "festival"  # one that the client chose


DATE_WORDS = {
    DateKind.WEDDING: N_("Wedding day"),
    DateKind.EXAM: N_("Exam of a child"),
    DateKind.DUE_DATE: N_("Due date"),
    DateKind.OPERATION: N_("Operation"),
    DateKind.MEMORIAL: N_("Day of remembrance"),
    DateKind.BEREAVEMENT: N_("Death in the family"),
    DateKind.FESTIVAL: N_("Festival to be greeted on"),
}


@dataclass(frozen=True, slots=True)
class Rule:
    """How a kind of occasion is dealt with; see `occasion_rules.toml`."""

    kind: Kind
    on: bool
    look_back: int
    grace: int
    offsets: tuple[int, ...]
    cooldown: int
    a_day: int
    worth: int
    purpose: Purpose
    step: str
    priority: int
    caller: str
    channels: tuple[str, ...]
    messages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Due:
    """One occasion as it follows from the records, before it is kept."""

    kind: Kind
    client_id: int
    reference: str  # of one kind and client: said once only
    day: date  # on which it is to be said
    message: str
    detail: Mapping[str, str] = field(default_factory=dict)
    weight: int = 0  # visits; the more, the sooner
    appointment_id: int | None = None


@dataclass(frozen=True, slots=True)
class OccasionLine:
    """One occasion of a list."""

    id: OccasionId | None  # None: nobody has kept it yet
    version: int
    kind: Kind
    client_id: ClientId
    client: str
    reference: str
    day: date
    state: State
    why: Why
    reason: str  # in words: what it is about
    sight: date | None = None  # of one that is held: when its turn is likely
    call_id: int | None = None
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """Something that was promised to a client."""

    id: PromiseId
    version: int
    text: str
    owner: str
    made: date
    due: date
    kept_on: date | None


@dataclass(frozen=True, slots=True)
class ProductLine:
    """A product that a client uses at home."""

    id: int
    version: int
    product: str  # reference id
    units: int
    opened_on: date
    ends_on: date
    finished_on: date | None
    is_unsuited: bool = False
    names: Names | None = None  # None: no product of that name is known any more

    @property
    def is_in_use(self) -> bool:
        """Whether it is still used, as far as we know."""
        return self.finished_on is None and not self.is_unsuited


class DateLine(NamedTuple):
    """A day of a client's life, or a festival that was chosen."""

    id: int
    kind: DateKind
    year: int | None
    month: int
    day: int
    is_lunar: bool
    name: str


@dataclass(frozen=True, slots=True)
class OnFile:
    """What a client's file says of promises, products at home and days."""

    promises: tuple[PromiseLine, ...] = ()  # the open ones first
    products: tuple[ProductLine, ...] = ()  # those in use first
    dates: tuple[DateLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Matches:
    """Who a rule would be about in the next days, and why."""

    rule: Rule
    lines: tuple[OccasionLine, ...]
    total: int
    is_thin: bool  # too little is known to judge by


@dataclass(frozen=True, slots=True)
class Ran:
    """What a night's run came to."""

    found: int
    planned: int
    held: int
    dropped: int
    is_whole: bool = True  # it went on to its end
    share: int = 100  # of the clients that were looked at


@dataclass(eq=False)
class NoSuchKind(SalonError):
    """A word that is no kind of occasion."""

    said: str
    kinds: str

    text = N_("“{said}” is no kind of occasion. Say one of: {kinds}.")


@dataclass(eq=False)
class BadRule(SalonError):
    """A rule was given something that it does not take."""

    key: str
    value: str

    text = N_(
        "A rule cannot take {key} = “{value}”. Look back 1 to 400 days, grace 0 to "
        "400, cooldown 0 to 400, a day 0 to 200, and as many offsets as there were."
    )


@dataclass(eq=False)
class AlreadyOver(SalonError):
    """An occasion was to be changed that is done or left out."""

    state: str

    text = N_("This occasion is already “{state}”. Look at the list again.")


@dataclass(eq=False)
class NoReferral(SalonError):
    """An occasion was answered so that asks nobody about a doctor."""

    text = N_("Nobody was asked to see a doctor here. Choose the task that asks it.")


@dataclass(eq=False)
class BadDate(SalonError):
    """A day that cannot be kept so."""

    value: str

    text = N_("“{value}” is no day that can be kept here. Write it as 2026-03-27.")


@dataclass(eq=False)
class BadProduct(SalonError):
    """Numbers or days of a product at home that cannot be."""

    said: str

    text = N_(
        "“{said}” cannot be of a product at home: 1 to {most} of it, opened or bought "
        "within five years back and one ahead, rested 1 to {rest} days at once."
    )
    most: int = 50
    rest: int = 365


@dataclass(eq=False)
class ProductIsOver(SalonError):
    """A product that is used up, did not suit, or is not opened yet."""

    text = N_("This product is not in use now: note it again, or correct its opening.")


@dataclass(eq=False)
class NoSuchProduct(SalonError):
    """A product that is not in the list."""

    said: str

    text = N_("There is no product “{said}”. Write its reference id, such as se_ha.")


@dataclass(eq=False)
class NothingPromised(SalonError):
    """A promise without a word, or for a day that is over."""

    text = N_("Say in a few words what was promised, and until which day from today.")


def contact_day(
    day: date, until: date, first: date, may: Callable[[date], bool]
) -> date | None:
    """Return when it is said: on its day, else on the next open one within *until*.

    Where none is open by then, on the last open day before it; None: it is over.

    Args:
        day: On which it is to be said.
        until: The last day on which it still makes sense.
        first: Nothing is said before.
        may: Whether one may be in touch on a day.
    """
    at = max(day, first)
    while at <= until:
        if may(at):
            return at
        at += timedelta(days=1)
    at = day - timedelta(days=1)
    while at >= first and day - at <= _EARLY:
        if may(at):
            return at
        at -= timedelta(days=1)
    return None


_EARLY = timedelta(days=21)


def last_day(due: Due, rule: Rule) -> date:
    """Return the last day on which an occasion makes sense: its grace.

    What is said ahead of a day is not said after it.
    """
    if due.kind is Kind.CAMPAIGN:
        return date.fromisoformat(due.detail["until"])
    until = due.day + timedelta(days=rule.grace)
    on = due.detail.get("on")
    is_ahead = on is not None and date.fromisoformat(on) > due.day
    is_of_a_day = due.kind in (Kind.RELATIVE, Kind.DATE, Kind.CARD, Kind.FESTIVAL)
    if on is not None and is_ahead and is_of_a_day:
        return min(until, date.fromisoformat(on))
    return until


class MayContact:
    """Whether one may be in touch on a day: open, and no first day of the moon's year.

    Asked often: each day is worked out once.
    """

    def __init__(self, is_open: Callable[[date], bool]) -> None:
        self._is_open = is_open
        self._known: dict[date, bool] = {}

    def __call__(self, day: date) -> bool:
        """Return whether it is so on *day*."""
        if day not in self._known:
            self._known[day] = self._is_open(day) and not is_lunar_new_year(day)
        return self._known[day]


def is_lunar_new_year(day: date) -> bool:
    """Return whether *day* is the first of the moon's year: nobody is contacted."""
    if day.month not in (1, 2):
        return False
    from salon.clients.birthdays import Lunar, lunar_in_year

    try:
        return day in lunar_in_year(Lunar(1, 1), day.year)
    except ValueError:  # beyond the tables
        return False

"""The words of courses: what was paid for ahead, and what is left of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, NewType

from salon.clients.model import ClientId
from salon.errors import SalonError
from salon.money import Money
from salon.text import N_, Names, _, dated_day

CourseId = NewType("CourseId", int)
RedemptionId = NewType("RedemptionId", int)


class CourseKind(StrEnum):
    """How a course is counted."""

    SESSIONS = "sessions"
    VALUE = "value"  # by the list price of what is taken
    CHOICE = "choice"  # sessions, each of one of several services


class CourseState(StrEnum):
    """The life of a course."""

    ACTIVE = "active"
    FROZEN = "frozen"
    CONVERTED = "converted"
    REFUNDED = "refunded"
    EXPIRED = "expired"  # and released, by a person
    TAKEN_BACK = "taken_back"  # with its bill


ON_GOING = (CourseState.ACTIVE, CourseState.FROZEN)
STATE_WORDS = {
    CourseState.ACTIVE: N_("active"),
    CourseState.FROZEN: N_("frozen"),
    CourseState.CONVERTED: N_("changed into another"),
    CourseState.REFUNDED: N_("paid back"),
    CourseState.EXPIRED: N_("ran out"),
    CourseState.TAKEN_BACK: N_("sale reversed"),
}


class Doing(StrEnum):
    """What happened to a course, as its log says it."""

    SOLD = "sold"
    FUNDED = "funded"
    FROZEN = "frozen"
    UNFROZEN = "unfrozen"
    EXTENDED = "extended"
    PASSED = "passed"
    SHARED = "shared"
    UNSHARED = "unshared"
    CONVERTED = "converted"
    INTO = "into"  # this one was made of another
    REFUNDED = "refunded"
    EXPIRED = "expired"
    TAKEN_BACK = "taken_back"
    SESSION_BACK = "session_back"


DOING_WORDS = {
    Doing.SOLD: N_("Sold"),
    Doing.FUNDED: N_("Paid in"),
    Doing.FROZEN: N_("Frozen"),
    Doing.UNFROZEN: N_("Runs again"),
    Doing.EXTENDED: N_("Extended"),
    Doing.PASSED: N_("Passed on"),
    Doing.SHARED: N_("Shared"),
    Doing.UNSHARED: N_("No longer shared"),
    Doing.CONVERTED: N_("Changed into another course"),
    Doing.INTO: N_("Made of another course"),
    Doing.REFUNDED: N_("Paid back"),
    Doing.EXPIRED: N_("Released as run out"),
    Doing.TAKEN_BACK: N_("Sale reversed"),
    Doing.SESSION_BACK: N_("Session taken back"),
}


class Basis(StrEnum):
    """By which price a course is paid back."""

    PRO_RATA = "pro_rata"  # what was taken counts at the price paid
    LIST = "list"  # what was taken counts at the list price


BASIS_WORDS = {
    Basis.PRO_RATA: N_("By the price paid"),
    Basis.LIST: N_("At the list price"),
}
FROZEN = N_("it is frozen. Let it run again first")  # why nothing is taken
FROZEN_UNTIL = N_("it is frozen until {day}. Let it run again first")
OVER = N_("its last day is over. Extend it first")
USUAL_DAYS = 28  # from one session to the next, where nothing else is known
FAR = 36_500  # days that are no plan any more
ON_PAPER = "paper"  # where a signature stands on a printed slip
LONGEST_EXTENSION = 6  # months that a consultant may add (compensation_matrix)
CODE_LENGTH = 7  # of `salon.codes.LETTERS`


def spelt(code: str) -> str:
    """Return a check code as paper shows it: 7K4-M2QA."""
    return f"{code[:3]}-{code[3:]}" if code else ""


@dataclass(frozen=True, slots=True)
class Offer:
    """A course as it is offered at the till.

    The list price is that of one session; of a course by value it is the worth that
    may be taken at list prices.
    """

    kind: CourseKind
    service_ids: tuple[int, ...]  # the first names it
    sessions: int  # of a course by value: 0
    list_unit: Money
    months: int | None = None  # how long it is good; None: the salon's setting
    plan_id: int | None = None  # whose sessions take from it
    gift_for: int | None = None  # the client who will have it
    name: str = ""

    def to_plain(self) -> dict[str, Any]:
        """Return it as JSON holds it."""
        return {
            "kind": self.kind.value,
            "service_ids": list(self.service_ids),
            "sessions": self.sessions,
            "list_unit": self.list_unit.minor,
            "months": self.months,
            "plan_id": self.plan_id,
            "gift_for": self.gift_for,
            "name": self.name,
        }

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> "Offer":
        """Return it from what JSON holds."""
        return cls(
            kind=CourseKind(plain["kind"]),
            service_ids=tuple(plain["service_ids"]),
            sessions=plain["sessions"],
            list_unit=Money(plain["list_unit"]),
            months=plain.get("months"),
            plan_id=plain.get("plan_id"),
            gift_for=plain.get("gift_for"),
            name=plain.get("name", ""),
        )


@dataclass(frozen=True, slots=True)
class CourseLine:
    """A course that was paid for, and what is left of it."""

    id: int
    client_id: ClientId
    service: Names
    service_id: int
    sessions: int
    used: int
    price: Money
    expires: date | None
    version: int = 0
    kind: CourseKind = CourseKind.SESSIONS
    name: str = ""
    list_unit: Money = field(default_factory=Money)
    value_used: Money = field(default_factory=Money)  # at list prices, of one by value
    unpaid: Money = field(default_factory=Money)
    given: Money = field(default_factory=Money)
    gone: Money = field(default_factory=Money)  # paid back, run out, changed
    state: CourseState = CourseState.ACTIVE
    frozen_from: date | None = None
    frozen_until: date | None = None
    sold_on: date | None = None
    plan_id: int | None = None
    buyer_id: int | None = None  # who paid, where it is somebody else
    usual_days: int = 0  # from one treatment to the next, where the service says so
    is_shared: bool = False  # it is another's, who lets this client use it

    @property
    def title(self) -> str:
        """Return what it is called."""
        return self.name or str(self.service)

    @property
    def left(self) -> int:
        """Return how many sessions are left; by value: 0."""
        return max(0, self.sessions - self.used)

    @property
    def worth_left(self) -> Money:
        """Return what is still to be given for the price, paid or not."""
        return self.price - self.given - self.gone

    @property
    def value_left(self) -> Money:
        """Return what may still be taken at list prices, of a course by value."""
        if self.kind is not CourseKind.VALUE:
            return Money()
        return self.list_unit - self.value_used

    @property
    def is_used_up(self) -> bool:
        """Return whether nothing is left to take."""
        if self.kind is CourseKind.VALUE:
            return self.value_left.minor <= 0
        return self.used >= self.sessions

    def days_each(self, today: date) -> int:
        """Return how many days a session takes at this client's pace.

        That is by what was taken since it was sold; of one that was never used as the
        treatment is usual.
        """
        since = (today - self.sold_on).days if self.sold_on is not None else 0
        if self.used and since > 0:
            return max(1, -(-since // self.used))
        return self.usual_days or USUAL_DAYS

    def used_by(self, today: date) -> date | None:
        """Return when all of it is used at this pace; None: by value, or far away."""
        if self.kind is CourseKind.VALUE or self.is_used_up:
            return None
        days = self.left * self.days_each(today)
        return today + timedelta(days=days) if days < FAR else None

    def is_too_slow(self, today: date) -> bool:
        """Return whether at this pace something is left when it ends."""
        if self.expires is None or self.is_used_up or self.kind is CourseKind.VALUE:
            return False
        return self.left * self.days_each(today) > (self.expires - today).days

    def is_frozen(self, today: date) -> bool:
        """Return whether it waits on *today*."""
        return self.state is CourseState.FROZEN and (
            self.frozen_until is None or self.frozen_until >= today
        )

    def is_open(self, today: date) -> bool:
        """Return whether something may be taken from it on *today*."""
        return (
            self.state in (CourseState.ACTIVE, CourseState.FROZEN)
            and not self.is_frozen(today)
            and not self.is_used_up
            and (self.expires is None or self.expires >= today)
        )


@dataclass(frozen=True, slots=True)
class Redeemed:
    """What was taken from a course at one visit, as a bill and a slip show it."""

    id: RedemptionId
    version: int
    course_id: int
    appointment_id: int | None
    name: str  # of the course
    service: Names
    number: int  # session n
    of: int  # 0: by value
    worth: Money  # at the price paid
    listed: Money  # at the list price; by value: what of the visit it covers
    left: int  # sessions left after it
    worth_left: Money  # after it
    at: datetime
    staff: str
    staff_sign: str  # strokes, `ON_PAPER`, or "": missing
    client_sign: str
    code: str
    treated_id: int | None = None
    treated: str = ""  # who had it, of a course that is shared
    taken_back: str = ""  # why, where it was
    expires: date | None = None

    @property
    def is_signed(self) -> bool:
        """Return whether both have signed."""
        return bool(self.staff_sign and self.client_sign)


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of a course's log."""

    at: datetime
    doing: Doing
    staff: str
    reason: str
    amount: Money
    days: int
    other: str  # the client or the course it went to


@dataclass(frozen=True, slots=True)
class Refund:
    """What a course is worth if it is paid back: both figures, and why they differ."""

    paid: Money
    given: Money  # at the price paid
    listed: Money  # the same at the list price
    used: int
    unit: Money  # the price paid of a session
    list_unit: Money
    pro_rata: Money
    at_list: Money
    unpaid: Money  # that need not be paid any more

    def by(self, basis: Basis) -> Money:
        """Return the figure on one basis."""
        return self.pro_rata if basis is Basis.PRO_RATA else self.at_list

    @property
    def given_more(self) -> bool:
        """Return whether more was given than paid at the list price."""
        return self.listed > self.paid


@dataclass(frozen=True, slots=True)
class Converted:
    """What came of a course that was changed into another."""

    course_id: int
    paid: Money  # on top
    credited: Money  # to stored value


@dataclass(frozen=True, slots=True)
class CourseCard:
    """One course, whole: what was taken, who may use it, what happened to it."""

    line: CourseLine
    client: str
    buyer: str
    services: tuple[tuple[int, Names], ...]
    taken: tuple[Redeemed, ...]  # the first one first; also what was taken back
    holders: tuple[tuple[ClientId, str], ...]
    log: tuple[Happening, ...]
    refund: Refund
    limit: Money  # above it the manager says whether it is paid back
    rule: tuple[str, ...] = ()  # of the region, in words
    cooling_until: date | None = None  # within which all of it can be asked back
    signed_on: date | None = None  # the contract
    clause: str = ""  # of it, on paying back, where one is known
    promised: tuple[str, ...] = ()  # what the plan it was sold with says to expect
    not_promised: tuple[str, ...] = ()


@dataclass(eq=False)
class BadCourse(SalonError):
    """A course that cannot be sold so."""

    key: str
    value: str

    text = N_(
        "A course cannot have {key} = “{value}”. Name a service, at least one session "
        "and a price that is not below zero."
    )


@dataclass(eq=False)
class CourseIsUsed(SalonError):
    """A sale is to be reversed of which something was taken."""

    name: str
    used: int

    text = N_(
        "Of “{name}” {used} was taken already, so its sale is not reversed. "
        "Pay back what is left instead: both figures stand on the refund sheet."
    )


@dataclass(eq=False)
class NothingLeft(SalonError):
    """Nothing is left of a course: who took the last of it, and when."""

    name: str
    who: str
    day: str
    at: str

    text = N_(
        "Nothing is left of “{name}”: {who} took the last on {day} at {at}. "
        "Let this visit be paid, or take it from another course."
    )


@dataclass(eq=False)
class NotOpen(SalonError):
    """A course is of no use now: why, and what helps."""

    name: str
    why: str
    day: date | None = None

    text = N_("Nothing can be taken from “{name}”: {why}.")

    def __str__(self) -> str:
        day = "" if self.day is None else dated_day(self.day)
        return _(self.text).format(name=self.name, why=_(self.why).format(day=day))


@dataclass(eq=False)
class NotOfThisCourse(SalonError):
    """A service that a course does not hold, or a client who may not use it."""

    name: str
    what: str

    text = N_(
        "“{name}” is not for {what}. Choose another course, change this one into "
        "another, or share it."
    )


@dataclass(eq=False)
class WhichCourse(SalonError):
    """Several courses would do."""

    choices: str

    text = N_("Several courses would do: {choices}. Say which.")


@dataclass(eq=False)
class NoCourse(SalonError):
    """There is no course for this."""

    text = N_("There is no open course for this. Let the visit be paid.")


@dataclass(eq=False)
class TakenAlready(SalonError):
    """The visit was taken from a course before."""

    number: int
    name: str

    text = N_("This visit was taken from “{name}” already, as number {number}.")


@dataclass(eq=False)
class NamesakeAsks(SalonError):
    """There is another client of that name, and the digits are not the right ones."""

    client: str

    text = N_(
        "There is another {client}. Ask for the last four digits of the telephone "
        "number, and say them."
    )


@dataclass(eq=False)
class NoReason(SalonError):
    """Something was bent without saying why."""

    text = N_("Say why: it stays in the log of the course.")


@dataclass(eq=False)
class AboveLimit(SalonError):
    """More than one may pay back or add oneself."""

    limit: str

    text = N_("Above {limit} the manager says yes. Ask, or choose less.")


@dataclass(eq=False)
class NotThatWay(SalonError):
    """The course is in a state in which this cannot be done."""

    name: str
    state: CourseState

    text = N_("“{name}” is {state}, so this cannot be done with it.")

    def __str__(self) -> str:
        state = _(STATE_WORDS[self.state])
        return _(self.text).format(name=self.name, state=state)


@dataclass(eq=False)
class BadUntil(SalonError):
    """A day that will not do for freezing or extending."""

    day: date

    text = N_(
        "{day} will not do: choose a day that is not over, after the old one and "
        "within ten years."
    )

    def __str__(self) -> str:
        return _(self.text).format(day=dated_day(self.day))


@dataclass(eq=False)
class DoesNotEnd(SalonError):
    """A course without a last day is to be extended or released."""

    name: str

    text = N_("“{name}” has no last day: it is good for as long as it takes.")


@dataclass(eq=False)
class NotOverYet(SalonError):
    """A course is to be released that is still good."""

    name: str
    day: date

    text = N_("“{name}” is good until {day}. Only what ran out is released.")

    def __str__(self) -> str:
        return _(self.text).format(name=self.name, day=dated_day(self.day))


@dataclass(eq=False)
class BadWay(SalonError):
    """Money is to be paid by something that is no money here."""

    said: str

    text = N_("No money is paid by “{said}” here. Name a way of the till, as cash.")


@dataclass(eq=False)
class NobodyElse(SalonError):
    """A course is to be passed on or shared with whom it belongs to."""

    client: str

    text = N_("{client} has or uses it already. Choose somebody else.")


@dataclass(eq=False)
class NotOfTheHousehold(SalonError):
    """A course is to be shared with somebody who is no family."""

    client: str

    text = N_("{client} is not noted as family. Note it in the file first.")


@dataclass(eq=False)
class NotPaidYet(SalonError):
    """Part of a course waits for its money."""

    name: str
    amount: str

    text = N_(
        "{amount} of “{name}” is not paid yet. Take the payment first, or end it with "
        "its refund sheet: what is unpaid is not owed then."
    )


@dataclass(eq=False)
class NothingToGive(SalonError):
    """Nothing is left that could be paid back or changed."""

    name: str

    text = N_("Nothing is left of “{name}” that could be paid back or changed.")


@dataclass(eq=False)
class WayMissing(SalonError):
    """The other course costs more, and it is not said how the rest is paid."""

    amount: str

    text = N_("The other course costs {amount} more. Say how that is paid.")


@dataclass(eq=False)
class NoSignature(SalonError):
    """What was drawn is no signature."""

    text = N_("This is no signature. Draw it again, or say that it stands on paper.")


@dataclass(eq=False)
class SessionStands(SalonError):
    """Undo would take a session that somebody else has, since."""

    what: str

    text = N_(
        "“{what}” can no longer be taken back: that session of the course has been "
        "taken meanwhile."
    )

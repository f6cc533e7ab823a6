"""The words of promises: hours that are owed and free, what is a client's."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from salon.clients.model import ClientId
from salon.courses.model import CourseLine
from salon.errors import SalonError
from salon.ledger.model import Kind
from salon.money import Money
from salon.text import N_, Names

WEEKS = 12  # that free hours are looked for
HOUR = 60
FRESH = 30  # days for which what was typed of the bank holds
LEAST_GAP = 15  # minutes; shorter ones are of no use to anybody


class Level(StrEnum):
    """What a number of weeks asks for before more is sold."""

    FINE = ""
    WARN = "warn"  # the desk is told, and says why it sells all the same
    OWNER = "owner"  # whoever manages the salon says so


LEVEL_WORDS = {
    Level.WARN: N_("warn the desk"),
    Level.OWNER: N_("ask the owner"),
}


@dataclass(frozen=True, slots=True)
class Limits:
    """From how many weeks on more is sold only with a reason, or by the owner."""

    warn: int = 12
    owner: int = 16

    def level(self, weeks: float | None) -> Level:
        """Return what so many weeks ask for; None: there is no free hour at all."""
        if weeks is None or weeks > self.owner:
            return Level.OWNER
        return Level.WARN if weeks > self.warn else Level.FINE


@dataclass(frozen=True, slots=True)
class Owing:
    """What is owed of one service, over all open courses."""

    service_id: int
    courses: int
    sessions: int
    minutes: int

    def __add__(self, other: "Owing") -> "Owing":
        return Owing(
            self.service_id,
            self.courses + other.courses,
            self.sessions + other.sessions,
            self.minutes + other.minutes,
        )


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: hours owed, hours free a week, and the weeks they take."""

    key: str  # the family of services, or the id of the person
    name: str
    owed: int  # minutes
    free: float  # minutes a week
    weeks: float | None  # None: nobody has a free hour for it
    level: Level = Level.FINE
    narrow: str = ""  # the room or device that is scarcer than people
    sessions: int = 0
    is_given: bool = True  # False: nobody here can give it at all


@dataclass(frozen=True, slots=True)
class Advice:
    """The narrowest skill, and what brings it under the limit."""

    kinds: tuple[str, ...]
    people: tuple[str, ...]
    owed: int  # minutes
    more: int  # hours a week
    limit: int  # weeks
    narrow: str = ""  # the device or room, where that is it
    is_everybody: bool = False  # nobody is fuller than the others


@dataclass(frozen=True, slots=True)
class Promises:
    """What the salon owes in time, against what is free."""

    day: date
    owed: int  # minutes
    sessions: int
    courses: int
    free: float  # minutes a week
    weeks: float | None
    limits: Limits
    kinds: tuple[Row, ...] = ()  # longest first; what nobody can give on top
    people: tuple[Row, ...] = ()
    has_rota: bool = True
    over_sessions: int = 0  # of courses whose last day has passed
    over_minutes: int = 0
    sold: float = 0  # minutes a week, of late
    given: float = 0
    before: int | None = None  # minutes that were owed half a year ago
    before_on: date | None = None
    advice: Advice | None = None

    @property
    def until(self) -> date | None:
        """Return when all is given at this pace."""
        if self.weeks is None:
            return None
        return self.day + timedelta(weeks=round(self.weeks))

    @property
    def later(self) -> float | None:
        """Return how many weeks it will be then, if as much is sold and given."""
        if self.weeks is None or not self.free:
            return None
        grown = self.owed + (self.sold - self.given) * round(self.weeks)
        return max(0.0, grown) / self.free


@dataclass(frozen=True, slots=True)
class EndsFirst:
    """A course that ends before all of it is used."""

    line: CourseLine
    client: str
    pinyin: str
    rest: int  # sessions that do not fit
    is_hopeless: bool  # not even at the shortest interval: it must be extended


@dataclass(frozen=True, slots=True)
class OwedCourse:
    """One course behind a figure."""

    course_id: int
    client_id: ClientId
    client: str
    title: str
    service: Names
    left: int
    minutes: int
    expires: date | None


@dataclass(frozen=True, slots=True)
class Moved:
    """One movement of what a client paid ahead, as the ledger has it."""

    id: int
    day: date
    kind: Kind
    account: str  # course, stored or deposit
    other: str  # where it came from, or went
    amount: Money  # above nothing: more is the client's
    bill_id: int | None
    course_id: int | None
    line_id: int | None
    staff_id: int | None


@dataclass(frozen=True, slots=True)
class Told:
    """What a movement was about."""

    what: str
    number: int = 0  # session n
    of: int = 0  # 0: by value
    code: str = ""  # of its slip


@dataclass(frozen=True, slots=True)
class Worth:
    """What was paid ahead, and what has become of it: it always adds up."""

    paid: Money = field(default=Money())
    delivered: Money = field(default=Money())
    refunded: Money = field(default=Money())
    expired: Money = field(default=Money())

    @property
    def left(self) -> Money:
        """Return what is still the client's."""
        return self.paid - self.delivered - self.refunded - self.expired

    @property
    def share(self) -> int | None:
        """Return how many per cent of it were delivered; None: nothing was paid."""
        if self.paid.minor <= 0:
            return None
        return round(100 * self.delivered.minor / self.paid.minor)


@dataclass(frozen=True, slots=True)
class Cover:
    """What is owed in money, against what is in the bank."""

    owed: Money
    bank: Money | None
    day: date | None  # on which the bank was looked at
    is_stale: bool = False

    @property
    def times(self) -> float | None:
        """Return how many times it is covered; None: not known, or nothing is owed."""
        if self.bank is None or self.is_stale or self.owed.minor <= 0:
            return None
        return self.bank.minor / self.owed.minor


class Stands(StrEnum):
    """What stands against selling a course."""

    WEEKS = "weeks"  # there are not enough free hours
    NOBODY = "nobody"  # can give it
    PACE = "pace"  # it is not used up at this client's pace
    UNUSED = "unused"  # much was paid ahead and not used
    BOOKS = "books"  # what this client has does not add up


@dataclass(frozen=True, slots=True)
class Objection:
    """One thing that stands against selling a course, and who may sell it yet."""

    what: Stands
    level: Level
    text: str
    fits: int = 0  # sessions that would do


@dataclass(eq=False)
class TooMuchPromised(SalonError):
    """More would be sold than can be given; a reason is enough to go on."""

    why: str

    text = N_("{why} Sell less, or say why it is sold all the same.")


@dataclass(eq=False)
class OwnerDecides(SalonError):
    """More would be sold than can be given, by far."""

    why: str

    text = N_(
        "{why} Whoever manages the salon may sell it with a reason: let them sign in."
    )

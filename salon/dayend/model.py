"""The words of the day's end."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from salon.errors import SalonError
from salon.money import Money, total
from salon.text import N_

CountId = NewType("CountId", int)
RuleId = NewType("RuleId", int)

COINS = "coins"  # all coins in one box, by their worth, where they are weighed
UNKNOWN = ""  # a key for what has no person, no service, no rate


class Measure(StrEnum):
    """What a figure counts; `measures_money.csv` says what it means."""

    TAKEN = "taken"
    DELIVERED = "delivered"
    LIABILITY = "liability"
    BONUS = "bonus"
    TIPS = "tips"
    TAX = "tax"
    COMMISSION = "commission"
    STOCK = "stock"
    BILLS = "bills"


class By(StrEnum):
    """By what a figure is told apart."""

    MEANS = "means"
    KIND = "kind"
    SERVICE = "service"
    PERSON = "person"
    ACCOUNT = "account"  # with what moved: "course:sold"
    RATE = "rate"
    MOVE = "move"  # of the shelf
    WHAT = "what"


class Report(StrEnum):
    """What can be asked for."""

    TAKINGS = "takings"
    COMMISSION = "commission"
    LIABILITY = "liability"
    STOCK = "stock"


class Kind(StrEnum):
    """For what somebody has a commission."""

    SERVICE = "service"
    PRODUCT = "product"
    COURSE = "course"


class Moment(StrEnum):
    """When a course counts: as it is sold, or session by session."""

    SALE = "sale"
    DELIVERY = "delivery"


class Price(StrEnum):
    """What a commission is a part of."""

    VALUE = "value"  # what was paid for it
    LIST = "list"  # what it costs on the price list


KIND_WORDS = {
    Kind.SERVICE: N_("treatments"),
    Kind.PRODUCT: N_("products"),
    Kind.COURSE: N_("courses"),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of one day, or of a stretch of days."""

    measure: Measure
    by: By
    key: str
    amount: Money
    count: int = 0
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """How many pieces of each kind lie in the till; coins may be one sum."""

    pieces: Mapping[int, int]  # worth of one, in minor units, to how many
    coins: Money | None = None  # what all coins are worth together

    @property
    def worth(self) -> Money:
        """What it all comes to."""
        own = total(Money(worth) * many for worth, many in self.pieces.items())
        return own + (self.coins or Money())

    def to_plain(self) -> dict[str, int]:
        """Return it as JSON holds it."""
        plain = {str(worth): many for worth, many in sorted(self.pieces.items())}
        return plain | ({} if self.coins is None else {COINS: self.coins.minor})

    @classmethod
    def from_plain(cls, plain: Mapping[str, int]) -> "Count":
        """Return what JSON holds."""
        coins = plain.get(COINS)
        return cls(
            {int(key): many for key, many in plain.items() if key != COINS},
            None if coins is None else Money(coins),
        )


@dataclass(frozen=True, slots=True)
class Closing:
    """What came of closing a day: closed now, or before and by whom."""

    day: date
    expected: Money
    counted: Money
    difference: Money
    to_safe: Money
    stays: Money
    is_late: bool = False  # somebody was quicker; this count is kept as a note
    by: str = ""
    at: datetime | None = None  # the salon's wall clock


@dataclass(frozen=True, slots=True)
class TillLine:
    """A day of the till as it stands: open, closed or never opened."""

    day: date
    opened_at: datetime | None  # the salon's wall clock
    opened_by: str
    float_: Money
    movements: Mapping[str, Money] = field(hash=False)  # of cash, by their kind
    count: Count | None = None
    expected: Money = field(default=Money())
    difference: Money = field(default=Money())
    why: str = ""
    spent: str = ""  # on what
    to_safe: Money = field(default=Money())
    stays: Money = field(default=Money())
    note: str = ""
    closed_at: datetime | None = None
    closed_by: str = ""
    second_by: str = ""

    @property
    def is_closed(self) -> bool:
        """Whether nothing of it changes any more."""
        return self.closed_at is not None

    @property
    def should_be(self) -> Money:
        """What should lie in the till."""
        if self.is_closed:
            return self.expected
        return self.float_ + total(self.movements.values())


@dataclass(frozen=True, slots=True)
class CountLine:
    """A count that was kept: before the close, or after somebody else's."""

    id: int
    day: date
    at: datetime  # the salon's wall clock
    by: str
    count: Count
    note: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class RuleLine:
    """How much somebody has of what."""

    id: int
    kind: Kind
    staff_id: int | None  # None: everybody without a rule of their own
    staff: str
    service_id: int | None
    service: str
    rate: int  # in hundredths of a per cent
    moment: Moment
    price: Price
    after_cost: bool


@dataclass(frozen=True, slots=True)
class Behind:
    """One row behind a figure."""

    day: date
    words: str
    amount: Money
    bill_id: int | None = None
    number: str = ""
    client: str = ""
    staff: str = ""


@dataclass(eq=False)
class NotCounted(SalonError):
    """Boxes that are empty; an empty box is not a nought."""

    many: int
    names: str

    text = N_("Not counted yet: {names}. Write 0 where there is none.")


@dataclass(eq=False)
class NoSuchPiece(SalonError):
    """A note or a coin there is none of."""

    said: str
    choices: str

    text = N_("There is no note or coin of {said} here. There are: {choices}.")


@dataclass(eq=False)
class BadCount(SalonError):
    """A number of pieces that cannot be meant."""

    said: str

    text = N_("“{said}” is no number of notes or coins. Count whole ones, from 0 up.")


@dataclass(eq=False)
class WordWhy(SalonError):
    """The count differs and nobody says why."""

    difference: str

    text = N_("The till differs by {difference}. Say a word why; “not known” will do.")


@dataclass(eq=False)
class SecondNeeded(SalonError):
    """The count differs by more than one person may close with."""

    difference: str
    most: str

    text = N_(
        "The till differs by {difference}, more than {most}. Let a second person count "
        "too, and name them."
    )


@dataclass(eq=False)
class SecondIsSame(SalonError):
    """The second person would be the first."""

    text = N_("The second person has to be somebody else.")


@dataclass(eq=False)
class TillIsOpen(SalonError):
    """The till has been opened today."""

    day: str
    by: str
    at: str

    text = N_("The till of {day} was opened by {by} at {at}. Count it instead.")


@dataclass(eq=False)
class DayWasClosed(SalonError):
    """A day was closed before; what was counted is kept beside it."""

    day: str
    by: str
    at: str

    text = N_(
        "{day} was closed by {by} at {at}. Your count is kept as a note; what was "
        "wrong is reversed, on the next day."
    )


@dataclass(eq=False)
class DayAhead(SalonError):
    """A day that has not come."""

    day: str

    text = N_("{day} has not come yet. A day is closed when it is over, or today.")


@dataclass(eq=False)
class StaysTooMuch(SalonError):
    """More is to stay in the till than lies in it."""

    said: str
    most: str

    text = N_("{said} cannot stay in the till: {most} lies in it.")


@dataclass(eq=False)
class BadRate(SalonError):
    """A part that cannot be meant."""

    said: str

    text = N_("“{said}” will not do: say per cent, from 0 to 100.")


class ExpenseNeedsWord(SalonError):
    """Money goes out of the till and nobody says for what."""

    text = N_("Say for what the money is taken, as “milk” or “stamps”.")


@dataclass(eq=False)
class TooMuchTaken(SalonError):
    """More is to be taken from the till than lies in it."""

    said: str
    most: str

    text = N_("{said} is more than lies in the till ({most}).")

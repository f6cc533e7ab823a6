"""The words of the till."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, NewType

from salon.clients.model import ClientId
from salon.errors import SalonError
from salon.money import Money
from salon.text import N_, _

BillId = NewType("BillId", int)


class BillKind(StrEnum):
    """What a bill does: it sells, or gives back what another one sold."""

    SALE = "sale"
    CREDIT = "credit"


class BillState(StrEnum):
    """Where a bill is."""

    OPEN = "open"
    HELD = "held"
    CLOSED = "closed"


class LineKind(StrEnum):
    """What a line sells."""

    SERVICE = "service"
    PRODUCT = "product"
    COURSE = "course"
    TOP_UP = "top_up"
    VOUCHER = "voucher"
    MEMBERSHIP = "membership"
    DEPOSIT = "deposit"  # held for a visit
    DEBT = "debt"  # of an earlier bill
    TIP = "tip"
    SESSION = "session"  # taken from a course: paid ahead, nothing to pay


LINE_WORDS = {
    LineKind.SERVICE: N_("treatment"),
    LineKind.PRODUCT: N_("product"),
    LineKind.COURSE: N_("course"),
    LineKind.TOP_UP: N_("top-up"),
    LineKind.VOUCHER: N_("voucher"),
    LineKind.MEMBERSHIP: N_("membership"),
    LineKind.DEPOSIT: N_("deposit"),
    LineKind.DEBT: N_("paid of what was owed"),
    LineKind.TIP: N_("tip"),
    LineKind.SESSION: N_("session of a course"),
}
AHEAD = frozenset(
    {LineKind.COURSE, LineKind.TOP_UP, LineKind.VOUCHER}
    | {LineKind.MEMBERSHIP, LineKind.DEPOSIT}
)
"""What is sold ahead: a promise until it is delivered, and never discounted away."""

UNDISCOUNTED = frozenset(
    {LineKind.TOP_UP, LineKind.VOUCHER, LineKind.DEPOSIT, LineKind.DEBT}
    | {LineKind.TIP, LineKind.SESSION}
)

EARNS = frozenset(LineKind) - {LineKind.TIP, LineKind.VOUCHER, LineKind.DEBT}
"""For whose money points are given; what pays a debt counts for the bill it was on."""

STORED, VOUCHER, DEPOSIT, POINTS = "stored", "voucher", "deposit", "points"
CASH, CARD = "cash", "card"
WORTH = frozenset({STORED, VOUCHER, DEPOSIT, POINTS})  # paid with what is theirs
MEANS = {
    CASH: N_("Cash"),
    CARD: N_("Bank card"),
    "wechat": N_("WeChat Pay"),
    "alipay": N_("Alipay"),
    "bank": N_("Bank transfer"),
    "line_pay": N_("LINE Pay"),
    "fps": N_("FPS"),
    "octopus": N_("Octopus"),
    "paynow": N_("PayNow"),
    STORED: N_("Stored value"),
    VOUCHER: N_("Voucher"),
    DEPOSIT: N_("Deposit"),
    POINTS: N_("Points"),
}
USUAL_MEANS: Mapping[str, tuple[str, ...]] = {
    "cn": ("wechat", "alipay", CASH, CARD, "bank"),
    "tw": (CASH, CARD, "line_pay", "bank"),
    "hk": (CARD, "fps", "octopus", CASH, "alipay", "wechat"),
    "sg": (CARD, "paynow", CASH, "bank"),
}
MEANS_ELSEWHERE = (CARD, CASH, "wechat", "bank")


def means_named(means: str) -> str:
    """Return what a means of payment is called here; its own word if it is unknown."""
    return _(MEANS[means]) if means in MEANS else means


@dataclass(frozen=True, slots=True)
class Paying:
    """One means by which a bill is to be paid."""

    means: str
    amount: Money
    tendered: Money | None = None  # the notes that were given; cash only
    voucher: str = ""  # its number
    payer_id: int | None = None  # who pays, if it is somebody else
    reference: str = ""


@dataclass(frozen=True, slots=True)
class LineCard:
    """One line of a bill as it is shown."""

    id: int
    version: int
    kind: LineKind
    words: str
    quantity: int
    list: Money
    price: Money
    discount_why: str
    tax_rate: int
    tax: Money
    staff_id: int | None
    staff: str
    service_id: int | None
    product_id: int | None
    appointment_id: int | None
    course_id: int | None
    debt_of: int | None
    taken: Money
    earned: Money
    unpaid: Money
    given_back: Money = field(default=Money())  # by later credit notes
    voucher: str = ""  # the number of the one that it sold
    body: Mapping[str, Any] = field(default_factory=dict, hash=False)

    @property
    def full(self) -> Money:
        """What it would be without a discount."""
        return self.list * self.quantity

    @property
    def discount(self) -> Money:
        """By how much it is cheaper."""
        return self.full - self.price


@dataclass(frozen=True, slots=True)
class PaymentLine:
    """One payment as it is shown."""

    id: int
    means: str
    amount: Money
    bonus: Money
    tendered: Money | None
    voucher: str
    payer: str
    day: date
    reference: str = ""

    @property
    def change(self) -> Money:
        """What was given back of the notes."""
        if self.tendered is None:
            return Money()
        return self.tendered - self.amount


@dataclass(frozen=True, slots=True)
class BillCard:
    """One bill, whole."""

    id: BillId
    version: int
    number: str  # "2026-1183"; "" until it is closed
    kind: BillKind
    state: BillState
    client_id: ClientId | None
    client: str
    day: date
    opened_at: datetime
    closed_at: datetime | None
    closed_by: str
    total: Money
    tax: Money
    rounding: Money
    owing: Money
    reason: str
    note: str
    reverses: str  # the number of the bill that it gives back
    reversed_by: tuple[str, ...]
    lines: tuple[LineCard, ...]
    payments: tuple[PaymentLine, ...]

    @property
    def paid(self) -> Money:
        """What has been paid of it."""
        return self.total + self.rounding - self.owing


@dataclass(frozen=True, slots=True)
class BillLineShort:
    """One bill of a list."""

    id: BillId
    number: str
    kind: BillKind
    state: BillState
    client_id: ClientId | None
    client: str
    day: date
    total: Money
    owing: Money


def bill_number(series: str, number: int | None) -> str:
    """Return a bill's number as it is printed: "2026-1183"; "" without one."""
    return "" if number is None else f"{series}-{number:04}"


@dataclass(eq=False)
class NoSuchBill(SalonError):
    """No bill has that number."""

    said: str

    text = N_(
        "There is no bill “{said}”. Its number stands on the receipt, as 2026-1183."
    )


@dataclass(eq=False)
class BadAmount(SalonError):
    """An amount that cannot be meant."""

    said: str

    text = N_("“{said}” will not do. Type an amount above nothing, as 12.50.")


@dataclass(eq=False)
class BadDiscount(SalonError):
    """A discount of more than the price, or below nothing."""

    said: str
    most: str

    text = N_("A discount of {said} will not do: it can be from 0 to {most}.")


class DiscountNeedsReason(SalonError):
    """A discount without a word why."""

    text = N_("Say why it is cheaper: without a reason there is no discount.")


@dataclass(eq=False)
class DiscountTooHigh(SalonError):
    """More than whoever sits there may give."""

    said: str
    most: str

    text = N_(
        "{said} is more than you may give ({most}). Ask the manager to give it, or "
        "choose less."
    )


@dataclass(eq=False)
class NothingOff(SalonError):
    """What is never discounted."""

    what: str

    text = N_("“{what}” has no discount: it is worth what is paid for it.")


@dataclass(eq=False)
class BillIsClosed(SalonError):
    """It has its number, and nothing of it changes."""

    number: str

    text = N_("Bill {number} is closed. Reverse it, or give a line back.")


class BillIsEmpty(SalonError):
    """There is nothing on it."""

    text = N_("Nothing is on this bill yet. Add a treatment or a product first.")


@dataclass(eq=False)
class PaysTooMuch(SalonError):
    """More is paid than the bill asks for."""

    said: str
    most: str

    text = N_("{said} is more than is to be paid ({most}).")


@dataclass(eq=False)
class NotPaidWhole(SalonError):
    """Something stays open, and nobody said that it is paid later."""

    rest: str

    text = N_("{rest} is still to be paid. Choose how, or “Pay later”.")


class NobodyOwes(SalonError):
    """A bill without a client cannot stay open."""

    text = N_(
        "Somebody without a file cannot pay later. Name the client, or take it all now."
    )


@dataclass(eq=False)
class TooFewNotes(SalonError):
    """Less was given than is to be paid in cash."""

    given: str
    asked: str

    text = N_("{given} in notes is less than {asked}.")


@dataclass(eq=False)
class BadMeans(SalonError):
    """A means of payment the salon does not have, or that does not fit here."""

    said: str
    choices: str

    text = N_("Nothing is paid by “{said}” here. Choose one of these: {choices}.")


@dataclass(eq=False)
class ReturnsTooMuch(SalonError):
    """More is to be given back than was sold or paid."""

    said: str
    most: str

    text = N_("{said} cannot be given back: at most {most} is left of it.")


class ReasonNeeded(SalonError):
    """Something is reversed without a word why."""

    text = N_("Say why: a reversal keeps its reason.")


@dataclass(eq=False)
class ReturnNeedsManager(SalonError):
    """Above what whoever sits there may pay back."""

    said: str
    most: str

    text = N_("{said} is above what you may pay back ({most}). Ask the manager.")


@dataclass(eq=False)
class AlreadyGivenBack(SalonError):
    """A bill was reversed before."""

    number: str
    by: str

    text = N_("Bill {number} has been given back already, with {by}.")


@dataclass(eq=False)
class LineGivenBack(SalonError):
    """Lines were reversed before, while others of the bill stand."""

    line: str
    number: str
    left: str

    text = N_(
        "“{line}” has been given back already. "
        "What is left of bill {number} to give back is {left}."
    )


@dataclass(eq=False)
class NothingToGiveBack(SalonError):
    """Nothing was paid with a bill that could go back: what stands there, and how."""

    number: str
    how: str

    text = N_("There is nothing to give back on bill {number}. {how}")

    def __str__(self) -> str:
        return _(self.text).format(number=self.number, how=_(self.how)).strip()


ON_THE_COURSE = N_(
    "What was taken from a course is taken back on the course: "
    "open the client’s courses and choose “Take a session back”."
)
ON_ITS_BILL = N_("What was paid of an earlier bill is given back on that bill.")


@dataclass(eq=False)
class VisitOnAnother(SalonError):
    """A visit is on another bill already."""

    number: str

    text = N_("This visit is already on {number}.")

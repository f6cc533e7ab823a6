"""The words of the ledger: accounts, what moves between them, and when it may not."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NewType

from salon.errors import ChangedSince, SalonError
from salon.money import Money
from salon.text import N_

PostingId = NewType("PostingId", int)


class Account(StrEnum):
    """Where money or worth lies; means of payment are accounts too (`of_means`)."""

    # What the salon has
    SAFE = "safe"
    BANK = "bank"
    OWED = "owed"  # by clients, on bills
    # What the salon owes: the worth that was paid for
    COURSE = "course"
    STORED = "stored"
    VOUCHER = "voucher"
    MEMBERSHIP = "membership"
    DEPOSIT = "deposit"
    TIP = "tip"
    TAX = "tax"
    # Promised without money: kept apart, each with its other side
    UNPAID = "unpaid"  # sold ahead on a bill that still waits for its money
    BONUS = "bonus"
    BONUS_PROMISED = "bonus_promised"
    POINTS = "points"
    POINTS_PROMISED = "points_promised"
    # What was earned, and what lessens it
    SERVICE = "service"
    PRODUCT = "product"
    MEMBER_FEE = "member_fee"
    KEPT = "kept"  # of a course that was paid back at list price
    EXPIRED = "expired"
    BONUS_GIVEN = "bonus_given"
    POINTS_GIVEN = "points_given"
    ROUNDING = "rounding"
    DIFFERENCE = "difference"  # of a count
    EXPENSE = "expense"
    OPENING = "opening"  # brought from another program


_MEANS = "means:"

LIABILITIES = (
    *(Account.COURSE, Account.STORED, Account.VOUCHER),
    *(Account.MEMBERSHIP, Account.DEPOSIT),
)
EARNED = (Account.SERVICE, Account.PRODUCT, Account.MEMBER_FEE)


def of_means(means: str) -> str:
    """Return the account of a means of payment: "means:cash"."""
    return _MEANS + means


def means_of(account: str) -> str | None:
    """Return the means of payment an account stands for; None for any other."""
    return account.removeprefix(_MEANS) if account.startswith(_MEANS) else None


class Kind(StrEnum):
    """Why something moved."""

    SALE = "sale"
    TAX = "tax"
    PAYMENT = "payment"
    SPENT = "spent"  # stored value, a voucher, a deposit, points
    REDEMPTION = "redemption"
    FUNDED = "funded"  # the money for what was sold ahead has come
    REFUND = "refund"
    REVERSAL = "reversal"
    EXPIRY = "expiry"
    CONVERSION = "conversion"
    PROMISE = "promise"  # bonus and points: no money
    EARNED = "earned"  # with time, as a membership
    OPENING = "opening"
    FLOAT = "float"
    EXPENSE = "expense"
    TO_SAFE = "to_safe"
    DIFFERENCE = "difference"
    ROUNDING = "rounding"


COLUMN_OF = {
    Kind.OPENING: "brought",
    Kind.SALE: "sold",
    Kind.FUNDED: "sold",
    Kind.REDEMPTION: "redeemed",
    Kind.SPENT: "redeemed",
    Kind.EARNED: "redeemed",
    Kind.REFUND: "refunded",
    Kind.EXPIRY: "expired",
}


def column_of(kind: Kind) -> str:
    """Return in which column of what is owed a movement counts."""
    return COLUMN_OF.get(kind, "other")


@dataclass(frozen=True, slots=True)
class Turnover:
    """What moved into and out of one account in a period, for one reason."""

    account: str
    kind: Kind
    debit: Money
    credit: Money


@dataclass(frozen=True, slots=True)
class LiabilityLine:
    """What is owed of one kind: from opening to closing; `closing` is their sum."""

    account: Account
    opening: Money
    brought: Money  # from another program
    sold: Money
    redeemed: Money
    refunded: Money
    expired: Money
    other: Money  # passed into another kind, reversed
    closing: Money


@dataclass(frozen=True, slots=True)
class PostingLine:
    """One movement, as lists show it."""

    id: PostingId
    day: date
    kind: Kind
    debit: str
    credit: str
    amount: Money
    client_id: int | None
    bill_id: int | None
    course_id: int | None
    staff_id: int | None


@dataclass(frozen=True, slots=True)
class LedgerFault:
    """Something that does not add up: where, what stands there, what should."""

    what: str
    key: int
    stands: Money
    should: Money = field(default=Money())


@dataclass(eq=False)
class DayIsClosed(SalonError):
    """Something would change a day that has been counted and closed."""

    day: date

    text = N_(
        "{day} is closed, and nothing of it changes any more. Reverse what was wrong: "
        "that is a line of today, and both stay."
    )


@dataclass(eq=False)
class BooksStand(ChangedSince):
    """Undo would take something out of the books that others count on."""

    text = N_(
        "“{what}” stands in the books: its day is closed, or a later bill has the next "
        "number. Reverse it instead; both lines stay."
    )


@dataclass(eq=False)
class CurrencyStands(SalonError):
    """The currency was to be changed while there are books."""

    said: str

    text = N_(
        "There are entries in the books, and {said} would give each of them another "
        "worth. A salon with another currency begins in a folder of its own."
    )

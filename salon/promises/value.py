"""What a client paid ahead and what has become of it: it adds up, whatever was done."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from salon.courses.model import CourseLine
from salon.courses.sums import Sums
from salon.ledger.model import Account, Kind
from salon.money import Money
from salon.prepaid.model import Purse
from salon.promises.model import Moved, Worth
from salon.text import N_, _

_GIVEN = (Kind.REDEMPTION, Kind.SPENT, Kind.EARNED)


def worth_of(moves: Sequence[Moved], bills: Mapping[int, Money]) -> Worth:
    """Return paid, delivered, refunded and run out; what is left is the rest.

    What stored value or a deposit paid of a course was neither paid twice nor
    delivered: it only changed its place. A balance pays for treatments and products
    first (`salon.till.closing`), so that is what exceeds them.

    Args:
        moves: All that moved.
        bills: What bills came to, by their ids.
    """
    paid = delivered = refunded = expired = 0
    for one in moves:
        change = one.amount.minor
        if one.kind in _GIVEN or _is_given_back(one):
            delivered -= change
        elif one.kind is Kind.REFUND and one.other == Account.KEPT:
            delivered -= change  # at the list price it was given already
        elif one.kind is Kind.REFUND:
            refunded -= change
        elif one.kind is Kind.EXPIRY:
            expired -= change
        else:
            paid += change
    via = _only_moved(moves, bills)
    return Worth(
        Money(paid - via), Money(delivered - via), Money(refunded), Money(expired)
    )


def apart(
    moves: Sequence[Moved], courses: Sequence[CourseLine], purse: Purse
) -> tuple[str, ...]:
    """Return what of a client's is not worth what the books owe for it."""
    held: dict[tuple[str, int | None], int] = defaultdict(int)
    for one in moves:
        of = one.course_id if one.account == Account.COURSE else None
        held[one.account, of] += one.amount.minor
    found = [
        one.title
        for one in courses
        if held[Account.COURSE, one.id] != owed_for(one).minor
    ]
    for account, kept, words in (
        (Account.STORED, purse.paid, N_("Stored value")),
        (Account.DEPOSIT, purse.deposit, N_("Deposit")),
    ):
        if held[account, None] != kept.minor:
            found.append(_(words))
    return tuple(found)


def owed_for(course: CourseLine) -> Money:
    """Return what the books owe for a course."""
    return Sums(course.price, course.unpaid, course.given, course.gone).owed


def _is_given_back(one: Moved) -> bool:
    """Return whether what was given came back: a session, or what a balance paid."""
    return one.kind is Kind.REVERSAL and one.amount.minor > 0


def _only_moved(moves: Sequence[Moved], bills: Mapping[int, Money]) -> int:
    sold: dict[int, int] = defaultdict(int)
    spent: dict[int, int] = defaultdict(int)
    for one in moves:
        if one.bill_id is None:
            continue
        if one.kind is Kind.SALE:
            sold[one.bill_id] += one.amount.minor
        elif one.kind is Kind.SPENT:
            spent[one.bill_id] -= one.amount.minor
    via = 0
    for key, much in spent.items():
        other = max(0, bills.get(key, Money()).minor - sold[key])
        via += max(0, min(much - other, sold[key]))
    return via

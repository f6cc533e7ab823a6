"""What reports and screens ask of the ledger."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select

from salon.ledger.model import (
    COLUMN_OF,
    LIABILITIES,
    Account,
    Kind,
    LiabilityLine,
    PostingLine,
    Turnover,
    column_of,
)
from salon.ledger.tables import Posting, TillDay
from salon.money import Money
from salon.work import Reading


def last_closed(reading: Reading) -> date | None:
    """Return the last day that was counted and closed."""
    asked = select(func.max(TillDay.day)).where(TillDay.closed_at.is_not(None))
    found: date | None = reading.session.scalar(asked)
    return found


def books_day(reading: Reading) -> date:
    """Return the day for which what happens now counts: today, or the next open one.

    Where the clock was set back behind a closed day, it is the day after that one.
    """
    closed = last_closed(reading)
    if closed is None or closed < reading.today:
        return reading.today
    return closed + timedelta(days=1)


def balance(
    reading: Reading,
    account: str,
    *,
    client_id: int | None = None,
    course_id: int | None = None,
    voucher_id: int | None = None,
    bill_id: int | None = None,
) -> Money:
    """Return what an account holds: debits less credits, so what is owed is negative.

    Args:
        reading: As ever.
        account: Which.
        client_id: Only what is this client's.
        course_id: Only of this course.
        voucher_id: Only of this voucher.
        bill_id: Only of this bill.
    """
    only = [
        column == value
        for column, value in (
            (Posting.client_id, client_id),
            (Posting.course_id, course_id),
            (Posting.voucher_id, voucher_id),
            (Posting.bill_id, bill_id),
        )
        if value is not None
    ]
    sums = [
        reading.session.scalar(
            select(func.sum(Posting.amount)).where(side == account, *only)
        )
        for side in (Posting.debit, Posting.credit)
    ]
    debit, credit = (Money() if one is None else one for one in sums)
    return debit - credit


def turnovers(
    reading: Reading, first: date | None, last: date | None
) -> list[Turnover]:
    """Return what moved from *first* to *last*, both counted, by account and kind."""
    within = []
    if first is not None:
        within.append(Posting.day >= first)
    if last is not None:
        within.append(Posting.day <= last)
    asked = (
        select(Posting.debit, Posting.credit, Posting.kind, func.sum(Posting.amount))
        .where(*within)
        .group_by(Posting.debit, Posting.credit, Posting.kind)
    )
    rows: list[Any] = list(reading.session.execute(asked))
    sums: dict[tuple[str, Kind], list[Money]] = defaultdict(lambda: [Money(), Money()])
    for debit, credit, kind, amount in rows:
        sums[debit, kind][0] += amount
        sums[credit, kind][1] += amount
    return [Turnover(*key, *both) for key, both in sorted(sums.items())]


def liabilities(
    reading: Reading,
    first: date,
    last: date,
    accounts: Collection[Account] = LIABILITIES,
) -> list[LiabilityLine]:
    """Return what was owed before *first*, what moved, and what is owed after *last*.

    Sold counts as the money comes in, not with the sale. Figures are as people say
    them: what is owed is positive, what was redeemed, refunded or ran out as well.
    """
    before: dict[str, Money] = defaultdict(Money)
    for one in _before(reading, first):
        before[one.account] += one.credit - one.debit
    moved: dict[tuple[str, str], Money] = defaultdict(Money)
    for one in turnovers(reading, first, last):
        column = column_of(one.kind)
        moved[one.account, column] += one.credit - one.debit
    found = []
    for account in accounts:
        own = {
            column: moved[account, column]
            for column in (*dict.fromkeys(COLUMN_OF.values()), "other")
        }
        closing = before[account]
        for amount in own.values():
            closing += amount
        for column in ("redeemed", "refunded", "expired"):
            own[column] = Money(-own[column].minor)
        found.append(
            LiabilityLine(account, opening=before[account], closing=closing, **own)
        )
    return found


def _before(reading: Reading, first: date) -> list[Turnover]:
    return turnovers(reading, None, first - timedelta(days=1))


def postings(
    reading: Reading,
    *,
    bill_id: int | None = None,
    client_id: int | None = None,
    limit: int = 500,
) -> list[PostingLine]:
    """Return the movements of a bill, or of a client, the newest first."""
    asked = select(
        *(Posting.id, Posting.day, Posting.kind, Posting.debit, Posting.credit),
        *(Posting.amount, Posting.client_id, Posting.bill_id, Posting.course_id),
        Posting.staff_id,
    )
    if bill_id is not None:
        asked = asked.where(Posting.bill_id == bill_id)
    if client_id is not None:
        asked = asked.where(Posting.client_id == client_id)
    rows: Any = reading.session.execute(asked.order_by(Posting.id.desc()).limit(limit))
    return [PostingLine(*row) for row in rows]

"""How amounts come into the ledger: the one way, for every feature that moves money."""

from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import Column, Date, DateTime, MetaData, Table, func, select

from salon.ledger.model import DayIsClosed, Kind
from salon.ledger.tables import Posting
from salon.money import Money
from salon.work import Reading, Work

# The till stands above and owns it; only its last closed day is asked for here.
_DAYS = Table(
    "till_day", MetaData(), Column("day", Date), Column("closed_at", DateTime)
)


def last_closed(reading: Reading) -> date | None:
    """Return the last day that was counted and closed."""
    asked = select(func.max(_DAYS.c.day)).where(_DAYS.c.closed_at.is_not(None))
    return reading.session.scalar(asked)


def books_day(reading: Reading) -> date:
    """Return the day for which what happens now counts: today, or the next open one.

    Where the clock was set back behind a closed day, it is the day after that one.
    """
    closed = last_closed(reading)
    if closed is None or closed < reading.today:
        return reading.today
    return closed + timedelta(days=1)


def post(
    work: Work,
    kind: Kind,
    debit: str,
    credit: str,
    amount: Money,
    *,
    client_id: int | None = None,
    bill_id: int | None = None,
    line_id: int | None = None,
    course_id: int | None = None,
    voucher_id: int | None = None,
    staff_id: int | None = None,
    day: date | None = None,
) -> None:
    """Move *amount* from the account *credit* to the account *debit*.

    Nothing moves for nothing; a negative amount moves the other way.

    Args:
        work: As ever.
        kind: Why.
        debit: The account that has it then: what is had grows, what is owed shrinks.
        credit: The account that had it: what is owed grows, what is had shrinks.
        amount: In minor units.
        client_id: Whose money or worth it is.
        bill_id: The bill that moved it.
        line_id: The line of the bill.
        course_id: The course it belongs to.
        voucher_id: The voucher it belongs to.
        staff_id: Who earned it.
        day: Of the books; None: `books_day`.

    Raises:
        DayIsClosed: *day* has been closed.
    """
    if not amount.minor:
        return
    if amount.minor < 0:
        debit, credit, amount = credit, debit, Money(-amount.minor)
    if day is None:
        day = books_day(work)
    elif (closed := last_closed(work)) is not None and day <= closed:
        raise DayIsClosed(day)
    work.session.add(
        Posting(
            at=work.now,
            day=day,
            kind=kind,
            debit=debit,
            credit=credit,
            amount=amount,
            client_id=client_id,
            bill_id=bill_id,
            line_id=line_id,
            course_id=course_id,
            voucher_id=voucher_id,
            staff_id=staff_id,
        )
    )


def reverse(work: Work, rows: Iterable[Posting], *, bill_id: int | None = None) -> None:
    """Move the amounts of *rows* back, each by a posting of today that names it."""
    day = books_day(work)
    for row in rows:
        work.session.add(
            Posting(
                at=work.now,
                day=day,
                kind=Kind.REVERSAL,
                debit=row.credit,
                credit=row.debit,
                amount=row.amount,
                client_id=row.client_id,
                bill_id=bill_id,
                line_id=row.line_id,
                course_id=row.course_id,
                voucher_id=row.voucher_id,
                staff_id=row.staff_id,
                reverses_id=row.id,
            )
        )

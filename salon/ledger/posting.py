"""How amounts come into the ledger: the one way, for every feature that moves money."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import func, select

from salon.errors import SalonError
from salon.ledger.model import BooksStand, DayIsClosed, Kind
from salon.ledger.queries import books_day, last_closed
from salon.ledger.tables import Posting
from salon.money import Money
from salon.store.rows import Image
from salon.work import Work

_DAYS = 7_611_002  # of the advisory lock under which days are closed


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
    hold_days(work, alone=False)
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
    hold_days(work, alone=False)
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


def hold_days(work: Work, *, alone: bool = True) -> None:
    """Let no day be closed while something is posted, and nothing be posted meanwhile.

    Args:
        work: As ever.
        alone: To close one; else to post, beside others who do.
    """
    if not work.has_it_alone:
        lock = (
            func.pg_advisory_xact_lock if alone else func.pg_advisory_xact_lock_shared
        )
        work.session.execute(select(lock(_DAYS)))


def stands_in_books(_work: Work, what: str, _row: Image) -> SalonError:
    """Say why a step back would take something out of the books."""
    return BooksStand(what)

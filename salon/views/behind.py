"""The rows behind a figure: what it adds up, line by line."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select

from salon.catalogue.queries import as_called
from salon.catalogue.tables import Product, Service
from salon.clients.tables import Client
from salon.courses.tables import Course
from salon.dayend.model import Behind, By, Measure
from salon.dayend.queries import DRAWER
from salon.dayend.tables import CommissionLine, earned, is_earned, session_service
from salon.ledger.model import Account, Kind, column_of, of_means
from salon.ledger.sums import share_out
from salon.ledger.tables import Posting
from salon.money import Money
from salon.shelf.queries import articles
from salon.shelf.tables import StockMove
from salon.staff.tables import StaffMember
from salon.till.model import BillState, LineKind, bill_number
from salon.till.tables import Bill, BillLine, LineShare
from salon.work import Reading

MOST = 500  # rows that are shown at once
_DONE = (LineKind.SERVICE, LineKind.SESSION)


def behind(
    reading: Reading,
    measure: Measure,
    by: By,
    key: str,
    first: date,
    last: date,
    limit: int = MOST,
) -> list[Behind]:
    """Return what a figure adds up, the newest first.

    Args:
        reading: As ever.
        measure: Of which measure.
        by: By what it was told apart.
        key: Which of its keys, as `Figure.key`.
        first: The first day.
        last: The last day.
        limit: How many rows at most.
    """
    days = first, last
    match measure:
        case Measure.TAKEN if by is By.MEANS:
            return _postings(
                reading, _of_means(key), _signed(of_means(key)), days, limit
            )
        case Measure.TAKEN:
            found = _lines(reading, by, key, days, BillLine.taken, limit)
            if by is not By.MEANS and (apart := _apart(by, key)) is not None:
                found += _postings(reading, apart, _money(), days, limit)
            found += _rounded(reading, by, key, days, limit)
            return sorted(found, key=lambda one: one.day, reverse=True)[:limit]
        case Measure.DELIVERED:
            only = _delivered(by, key)
            return _postings(reading, and_(is_earned(), only), earned(), days, limit)
        case Measure.LIABILITY:
            account, _mark, column = key.partition(":")
            kinds = [one for one in Kind if column_of(one) == column]
            only = Posting.kind.in_(kinds) if column else Posting.id.is_not(None)
            its = and_(only, _touches(account))
            return _postings(reading, its, _credited(account), days, limit)
        case Measure.BONUS:
            side = Posting.credit if key == "given" else Posting.debit
            its = side == Account.BONUS.value
            return _postings(reading, its, _credited(Account.BONUS), days, limit)
        case Measure.TIPS:
            its = and_(_touches(Account.TIP), _is(Posting.staff_id, key))
            return _postings(reading, its, _credited(Account.TIP), days, limit)
        case Measure.TAX:
            return _lines(reading, by, key, days, BillLine.tax, limit)
        case Measure.COMMISSION:
            return _commissions(reading, by, key, days, limit)
        case Measure.STOCK:
            return _moves(reading, key, days, limit)
    return _bills(reading, key, days, limit)


def _is(column: Any, key: str) -> ColumnElement[bool]:
    found: ColumnElement[bool] = column == int(key) if key else column.is_(None)
    return found


def _touches(account: str) -> ColumnElement[bool]:
    return or_(Posting.debit == account, Posting.credit == account)


def _of_means(means: str) -> ColumnElement[bool]:
    return and_(_touches(of_means(means)), Posting.kind.not_in(DRAWER))


def _signed(account: str) -> ColumnElement[Any]:
    return case((Posting.debit == account, Posting.amount), else_=-Posting.amount)


def _credited(account: str) -> ColumnElement[Any]:
    return case((Posting.credit == account, Posting.amount), else_=-Posting.amount)


def _money() -> ColumnElement[Any]:
    """Return what came in as money: below nothing where it went out."""
    came = Posting.debit.startswith("means:")
    return case((came, Posting.amount), else_=-Posting.amount)


_ACCOUNTS = {
    LineKind.COURSE: (Account.COURSE, Account.OWED),
    LineKind.TOP_UP: (Account.STORED,),
    LineKind.VOUCHER: (Account.VOUCHER,),
    LineKind.MEMBERSHIP: (Account.MEMBERSHIP,),
    LineKind.DEPOSIT: (Account.DEPOSIT,),
    LineKind.TIP: (Account.TIP,),
}


def _apart(by: By, key: str) -> ColumnElement[bool] | None:
    """Return which money without a bill belongs to a figure; None: none."""
    sides = Posting.debit.startswith("means:"), Posting.credit.startswith("means:")
    without = and_(Posting.bill_id.is_(None), or_(*sides), Posting.kind.not_in(DRAWER))
    if by is By.PERSON:
        return and_(without, _is(Posting.staff_id, key))
    accounts = next((its for kind, its in _ACCOUNTS.items() if kind == key), None)
    if accounts is None:
        return None
    return and_(without, or_(*(_touches(one) for one in accounts)))


def _delivered(by: By, key: str) -> ColumnElement[bool]:
    if by is By.PERSON:
        return _is(Posting.staff_id, key)
    if by is By.ACCOUNT:
        return _touches(key)
    word, _mark, rest = key.partition(":")
    of_line = and_(Posting.line_id.is_not(None), _of_line(by, key))
    without = Posting.line_id.is_(None)
    if word == "family":
        its = select(Service.id).where(Service.family == rest)
        return or_(of_line, and_(without, session_service().in_(its)))
    if word == "service":
        return or_(of_line, and_(without, session_service() == int(rest)))
    if key == LineKind.MEMBERSHIP:
        return or_(of_line, and_(without, _touches(Account.MEMBER_FEE)))
    return of_line


def _of_line(by: By, key: str) -> ColumnElement[bool]:
    """Say which lines of bills belong to a key."""
    if by is By.RATE:
        return BillLine.tax_rate == int(key)
    word, mark, rest = key.partition(":")
    if by is By.PERSON:
        whose = func.coalesce(BillLine.staff_id, Bill.closed_by)
        shared = select(LineShare.line_id).where(_is(LineShare.staff_id, key))
        return or_(_is(whose, key), BillLine.id.in_(shared))
    if not mark:
        return BillLine.kind == key
    match word:
        case "family":
            return and_(BillLine.kind.in_(_DONE), Service.family == rest)
        case "service":
            return and_(BillLine.kind.in_(_DONE), BillLine.service_id == int(rest))
    return and_(BillLine.kind == LineKind.PRODUCT, BillLine.product_id == int(rest))


def _lines(
    reading: Reading,
    by: By,
    key: str,
    days: tuple[date, date],
    amount: Any,
    limit: int,
) -> list[Behind]:
    asked = (
        select(
            *(Bill.day, BillLine.words, amount, Bill.id, Bill.series, Bill.number),
            *(Client.name, StaffMember.name, BillLine.id),
        )
        .select_from(Bill)
        .join(BillLine, BillLine.bill_id == Bill.id)
        .outerjoin(Service, Service.id == BillLine.service_id)
        .outerjoin(Client, Client.id == Bill.client_id)
        .outerjoin(StaffMember, StaffMember.id == BillLine.staff_id)
        .where(
            Bill.day.between(*days),
            Bill.state == BillState.CLOSED,
            amount != Money(),
            _of_line(by, key),
        )
        .order_by(Bill.day.desc(), BillLine.id.desc())
        .limit(limit)
    )
    found = []
    for day, words, worth, bill, series, number, client, staff, line in _rows(
        reading, asked
    ):
        if by is By.PERSON:
            worth = _own_part(reading, line, worth, key)
            if not worth.minor:
                continue
        found.append(
            Behind(
                *(day, as_called(reading, words), worth, bill),
                bill_number(series, number),
                *(client or "", staff or ""),
            )
        )
    return found


def _own_part(reading: Reading, line: int, worth: Money, key: str) -> Money:
    """Return what of a line that was shared is one person's."""
    asked = select(LineShare.staff_id, LineShare.part).where(LineShare.line_id == line)
    shares = list(_rows(reading, asked.order_by(LineShare.id)))
    if not shares:
        return worth
    parts = share_out(worth, [part for _who, part in shares])
    return next(
        (
            part
            for (who, _part), part in zip(shares, parts, strict=True)
            if str(who) == key
        ),
        Money(),
    )


def _rows(reading: Reading, asked: Any) -> Any:
    return reading.session.execute(asked)


def _postings(
    reading: Reading,
    only: ColumnElement[bool],
    amount: ColumnElement[Any],
    days: tuple[date, date],
    limit: int,
) -> list[Behind]:
    words = func.coalesce(BillLine.words, Service.en)
    asked: Any = (
        select(
            *(Posting.day, Posting.kind, words, amount, Posting.bill_id),
            *(Bill.series, Bill.number, Client.name, StaffMember.name),
        )
        .select_from(Posting)
        .outerjoin(Bill, Bill.id == Posting.bill_id)
        .outerjoin(BillLine, BillLine.id == Posting.line_id)
        .outerjoin(Course, Course.id == Posting.course_id)
        .outerjoin(
            Service,
            Service.id == func.coalesce(BillLine.service_id, Course.service_id),
        )
        .outerjoin(Client, Client.id == Posting.client_id)
        .outerjoin(StaffMember, StaffMember.id == Posting.staff_id)
        .where(Posting.day.between(*days), only)
        .order_by(Posting.day.desc(), Posting.id.desc())
        .limit(limit)
    )
    return [
        Behind(
            *(row[0], as_called(reading, row[2] or row[1].value), row[3], row[4]),
            *(bill_number(row[5] or "", row[6]), row[7] or "", row[8] or ""),
        )
        for row in _rows(reading, asked)
    ]


def _rounded(
    reading: Reading, by: By, key: str, days: tuple[date, date], limit: int
) -> list[Behind]:
    if by is By.PERSON:
        only = _is(Bill.closed_by, key)
    elif key == Kind.ROUNDING:
        only = Bill.id.is_not(None)
    else:
        return []
    return _of_bills(
        reading, and_(only, Bill.rounding != Money()), Bill.rounding, days, limit
    )


def _bills(
    reading: Reading, key: str, days: tuple[date, date], limit: int
) -> list[Behind]:
    return _of_bills(reading, Bill.kind == key, Bill.total, days, limit)


def _of_bills(
    reading: Reading,
    only: ColumnElement[bool],
    amount: Any,
    days: tuple[date, date],
    limit: int,
) -> list[Behind]:
    asked = (
        select(
            *(Bill.day, Bill.kind, amount, Bill.id, Bill.series, Bill.number),
            *(Client.name, StaffMember.name),
        )
        .outerjoin(Client, Client.id == Bill.client_id)
        .outerjoin(StaffMember, StaffMember.id == Bill.closed_by)
        .where(Bill.day.between(*days), Bill.state == BillState.CLOSED, only)
        .order_by(Bill.day.desc(), Bill.id.desc())
        .limit(limit)
    )
    return [
        Behind(
            *(row[0], row[1].value, row[2], row[3]),
            *(bill_number(row[4], row[5]), row[6] or "", row[7] or ""),
        )
        for row in _rows(reading, asked)
    ]


def _commissions(
    reading: Reading, by: By, key: str, days: tuple[date, date], limit: int
) -> list[Behind]:
    who, _mark, kind = key.partition(":")
    c = CommissionLine
    asked = (
        select(
            *(c.day, BillLine.words, c.amount, c.bill_id, Bill.series, Bill.number),
            *(Client.name, StaffMember.name, c.kind),
        )
        .outerjoin(BillLine, BillLine.id == c.line_id)
        .outerjoin(Bill, Bill.id == c.bill_id)
        .outerjoin(Client, Client.id == Bill.client_id)
        .outerjoin(StaffMember, StaffMember.id == c.staff_id)
        .where(c.day.between(*days), c.staff_id == int(who))
        .order_by(c.day.desc(), c.id.desc())
        .limit(limit)
    )
    if by is By.KIND:
        asked = asked.where(c.kind == kind)
    return [
        Behind(
            *(row[0], as_called(reading, row[1] or row[8].value), row[2], row[3]),
            *(bill_number(row[4] or "", row[5]), row[6] or "", row[7] or ""),
        )
        for row in _rows(reading, asked)
    ]


def _moves(
    reading: Reading, key: str, days: tuple[date, date], limit: int
) -> list[Behind]:
    known = articles(reading)
    m = StockMove
    asked = (
        select(
            *(m.day, m.product_id, m.quantity, m.unit_cost, Client.name),
            StaffMember.name,
        )
        .join(Product, Product.id == m.product_id)
        .outerjoin(Client, Client.id == m.client_id)
        .outerjoin(StaffMember, StaffMember.id == m.staff_id)
        .where(m.day.between(*days), m.kind == key)
        .order_by(m.day.desc(), m.id.desc())
        .limit(limit)
    )
    found = []
    for day, product, quantity, cost, client, staff in _rows(reading, asked):
        of = known[product]
        minor = 0 if cost is None else quantity * cost.minor // of.measure.size
        words = f"{of.name}, {of.measure.said(quantity)}"
        found.append(
            Behind(day, words, Money(minor), client=client or "", staff=staff or "")
        )
    return found

"""What the day came to, from the books: figures by day, kept or counted now."""

from collections import Counter, defaultdict
from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    and_,
    case,
    exists,
    func,
    or_,
    select,
    type_coerce,
)

from salon.catalogue.tables import Service
from salon.courses.tables import Course
from salon.dayend.model import UNKNOWN, By, Figure, Measure
from salon.dayend.tables import (
    CommissionLine,
    earned,
    is_earned,
    kept_figures,
    session_service,
)
from salon.dayend.tables import Figure as Row
from salon.ledger.model import (
    EARNED,
    LIABILITIES,
    Account,
    Kind,
    column_of,
    means_of,
    of_means,
)
from salon.ledger.sums import share_out
from salon.ledger.tables import Posting, TillDay
from salon.money import Money
from salon.shelf.queries import articles
from salon.shelf.tables import Batch, StockMove
from salon.till.model import CASH, BillState, LineKind
from salon.till.tables import Bill, BillLine, LineShare
from salon.work import Reading

DRAWER = frozenset({Kind.FLOAT, Kind.EXPENSE, Kind.TO_SAFE, Kind.DIFFERENCE})
"""Kinds by which money goes into the till and out of it without being taken."""

CASH_ACCOUNT = of_means(CASH)
KEPT = "kept"  # the mark of the last day whose figures are kept
Key = tuple[date, Measure, By, str]


class Sums:
    """Adds up figures by day, measure, by what, and key."""

    def __init__(self) -> None:
        self._sums: dict[Key, list[int]] = defaultdict(lambda: [0, 0])

    def add(
        self,
        day: date,
        measure: Measure,
        by: By,
        key: object,
        amount: int,
        count: int = 0,
    ) -> None:
        """Add to one figure."""
        found = self._sums[day, measure, by, UNKNOWN if key is None else str(key)]
        found[0] += amount
        found[1] += count

    def figures(self) -> list[Figure]:
        """Return them, without those that came to nothing."""
        return [
            Figure(measure, by, key, Money(amount), count, day)
            for (day, measure, by, key), (amount, count) in sorted(self._sums.items())
            if amount or count
        ]


def kept_until(reading: Reading) -> date | None:
    """Return the last day whose figures are kept; None: none are."""
    asked = select(func.max(Row.day)).where(Row.measure == KEPT, Row.by == KEPT)
    found: date | None = reading.session.scalar(asked)
    return found


def first_day(reading: Reading) -> date | None:
    """Return the first day of the books."""
    found: date | None = reading.session.scalar(select(func.min(Posting.day)))
    return found


def figures(
    reading: Reading,
    measure: Measure,
    by: By,
    first: date,
    last: date,
) -> list[Figure]:
    """Return a measure of some days: what is kept, and what is counted now.

    Days that are closed are read from what was kept of them, one row each, however
    many bills they had; only what is open since is counted from the books.
    """
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    until = kept_until(reading)
    if until is not None and first <= until:
        kept: Any = reading.session.execute(
            kept_figures(measure, by, first, min(last, until))
        )
        for key, amount, count in kept:
            sums[key] = [amount.minor, count]
        first = until + timedelta(days=1)
    if first <= last:
        for one in live(reading, first, last, measure):
            if one.by is by:
                sums[one.key][0] += one.amount.minor
                sums[one.key][1] += one.count
    return [
        Figure(measure, by, key, Money(amount), count)
        for key, (amount, count) in sums.items()
        if amount or count
    ]


def live(
    reading: Reading, first: date, last: date, only: Measure | None = None
) -> list[Figure]:
    """Count figures of some days from the books, one for each day.

    Args:
        reading: As ever.
        first: The first day.
        last: The last day.
        only: Only this measure; None: all of them.
    """
    sums = Sums()
    wanted = set(Measure) if only is None else {only}
    if wanted - {Measure.STOCK, Measure.COMMISSION, Measure.BILLS}:
        _of_postings(reading, sums, first, last)
    if Measure.TAKEN in wanted:
        _taken_by_line(reading, sums, first, last)
        _taken_apart(reading, sums, first, last)
    if Measure.DELIVERED in wanted:
        _delivered_by_line(reading, sums, first, last)
    if Measure.TAX in wanted:
        _tax(reading, sums, first, last)
    if Measure.BILLS in wanted:
        _bills(reading, sums, first, last)
    if Measure.STOCK in wanted:
        _stock(reading, sums, first, last)
    if Measure.COMMISSION in wanted:
        _commission(reading, sums, first, last)
    return [one for one in sums.figures() if one.measure in wanted]


def _of_postings(reading: Reading, sums: Sums, first: date, last: date) -> None:
    asked = (
        select(
            *(Posting.day, Posting.kind, Posting.debit, Posting.credit),
            *(Posting.staff_id, func.sum(Posting.amount), func.count()),
        )
        .where(Posting.day.between(first, last))
        .group_by(
            *(Posting.day, Posting.kind, Posting.debit, Posting.credit),
            Posting.staff_id,
        )
    )
    for day, kind, debit, credit, staff, amount, count in reading.session.execute(
        asked
    ):
        for account, sign in ((debit, 1), (credit, -1)):
            _of_account(
                sums, day, kind, account, staff, amount.minor * sign, count * sign
            )


def _of_account(
    sums: Sums,
    day: date,
    kind: Kind,
    account: str,
    staff: int | None,
    amount: int,
    count: int,
) -> None:
    """Add what one account was debited (or credited: below nothing) for one reason."""
    many = abs(count)
    means = means_of(account)
    if means is not None and kind not in DRAWER:
        sums.add(day, Measure.TAKEN, By.MEANS, means, amount, many)
    elif account in EARNED and kind is not Kind.TAX:
        sums.add(day, Measure.DELIVERED, By.PERSON, staff, -amount, many)
        sums.add(day, Measure.DELIVERED, By.ACCOUNT, account, -amount, many)
    elif account in LIABILITIES:
        key = f"{account}:{column_of(kind)}"
        sums.add(day, Measure.LIABILITY, By.ACCOUNT, key, -amount, many)
    elif account == Account.BONUS:
        way = "given" if amount < 0 else "used"
        sums.add(day, Measure.BONUS, By.WHAT, way, -amount, many)
    elif account == Account.TIP:
        sums.add(day, Measure.TIPS, By.PERSON, staff, -amount, many)


def _in_days(first: date, last: date) -> ColumnElement[bool]:
    return and_(Bill.day.between(first, last), Bill.state == BillState.CLOSED)


def _taken_by_line(reading: Reading, sums: Sums, first: date, last: date) -> None:
    """Say of the money what it was paid for: as the bills shared it out."""
    shared = exists().where(LineShare.line_id == BillLine.id)
    whose = func.coalesce(BillLine.staff_id, Bill.closed_by)
    asked = (
        select(
            *(Bill.day, BillLine.kind, BillLine.service_id, BillLine.product_id),
            *(Service.family, whose, func.sum(BillLine.taken), func.count()),
        )
        .select_from(Bill)
        .join(BillLine, BillLine.bill_id == Bill.id)
        .outerjoin(Service, Service.id == BillLine.service_id)
        .where(_in_days(first, last), BillLine.taken != Money())
    )
    groups: Any = (
        *(Bill.day, BillLine.kind, BillLine.service_id, BillLine.product_id),
        *(Service.family, whose),
    )
    for row in reading.session.execute(asked.where(~shared).group_by(*groups)):
        day, kind, service, product, family, staff, taken, many = row
        amount = taken.minor
        _of_line(sums, Measure.TAKEN, day, kind, service, product, family, amount, many)
        sums.add(day, Measure.TAKEN, By.PERSON, staff, amount, many)
    for line in reading.session.execute(
        asked.where(shared).group_by(*groups, BillLine.id).add_columns(BillLine.id)
    ):
        day, kind, service, product, family, _staff, taken, many, key = line
        amount = taken.minor
        _of_line(sums, Measure.TAKEN, day, kind, service, product, family, amount, many)
        parts = _parts(reading, key)
        weights = [part for _who, part in parts]
        for (who, _part), own in zip(parts, share_out(taken, weights), strict=True):
            sums.add(day, Measure.TAKEN, By.PERSON, who, own.minor, many)
    rounded: Any = (
        select(Bill.day, Bill.closed_by, func.sum(Bill.rounding))
        .where(_in_days(first, last), Bill.rounding != Money())
        .group_by(Bill.day, Bill.closed_by)
    )
    word = Kind.ROUNDING.value
    for on, closer, rounding in reading.session.execute(rounded):
        sums.add(on, Measure.TAKEN, By.PERSON, closer, rounding.minor)
        sums.add(on, Measure.TAKEN, By.KIND, word, rounding.minor)
        sums.add(on, Measure.TAKEN, By.SERVICE, word, rounding.minor)


def _parts(reading: Reading, line_id: int) -> list[tuple[int, int]]:
    asked = select(LineShare.staff_id, LineShare.part)
    rows = reading.session.execute(
        asked.where(LineShare.line_id == line_id).order_by(LineShare.id)
    )
    return [(who, part) for who, part in rows]


def _of_line(
    sums: Sums,
    measure: Measure,
    day: date,
    kind: LineKind,
    service: int | None,
    product: int | None,
    family: str | None,
    amount: int,
    count: int,
) -> None:
    """Add what a line came to, by kind and by what it sells."""
    sums.add(day, measure, By.KIND, _kind_key(kind, family), amount, count)
    sums.add(
        day, measure, By.SERVICE, _thing_key(kind, service, product), amount, count
    )


def _kind_key(kind: LineKind, family: str | None) -> str:
    """Return under which kind a line counts: treatments by their family."""
    done = (LineKind.SERVICE, LineKind.SESSION)
    return f"family:{family or ''}" if kind in done else kind.value


def _thing_key(kind: LineKind, service: int | None, product: int | None) -> str:
    """Return under what a line counts: its service, its product, else its kind."""
    if kind is LineKind.PRODUCT:
        return f"product:{product or 0}"
    done = (LineKind.SERVICE, LineKind.SESSION)
    return f"service:{service or 0}" if kind in done else kind.value


_OF_ACCOUNT = {  # money that came or went without a bill
    Account.COURSE: LineKind.COURSE,
    Account.OWED: LineKind.COURSE,  # more for another course
    Account.STORED: LineKind.TOP_UP,
    Account.VOUCHER: LineKind.VOUCHER,
    Account.MEMBERSHIP: LineKind.MEMBERSHIP,
    Account.DEPOSIT: LineKind.DEPOSIT,
    Account.TIP: LineKind.TIP,
}


def _taken_apart(reading: Reading, sums: Sums, first: date, last: date) -> None:
    """Add money that moved without a bill, as a course that was paid back."""
    asked = (
        select(
            *(Posting.day, Posting.kind, Posting.debit, Posting.credit),
            *(Posting.staff_id, func.sum(Posting.amount), func.count()),
        )
        .where(
            Posting.day.between(first, last),
            Posting.bill_id.is_(None),
            or_(
                Posting.debit.startswith("means:"), Posting.credit.startswith("means:")
            ),
        )
        .group_by(
            *(Posting.day, Posting.kind, Posting.debit, Posting.credit),
            Posting.staff_id,
        )
    )
    for row in reading.session.execute(asked):
        day, kind, debit, credit, staff, money, count = row
        into, out = means_of(debit), means_of(credit)
        if kind in DRAWER or (into and out):
            continue
        amount = money.minor if into else -money.minor
        other = credit if into else debit
        word = next(
            (one.value for at, one in _OF_ACCOUNT.items() if at == other), other
        )
        sums.add(day, Measure.TAKEN, By.KIND, word, amount, count)
        sums.add(day, Measure.TAKEN, By.SERVICE, word, amount, count)
        sums.add(day, Measure.TAKEN, By.PERSON, staff, amount, count)


def _delivered_by_line(reading: Reading, sums: Sums, first: date, last: date) -> None:
    """Say of what was delivered which treatment or which product it was."""
    days = Posting.day.between(first, last)
    amount = func.sum(earned())
    groups: Any = (
        *(Posting.day, BillLine.kind, BillLine.service_id, BillLine.product_id),
        Service.family,
    )
    by_line = (
        select(*groups, amount, func.count())
        .select_from(Posting)
        .join(BillLine, BillLine.id == Posting.line_id)
        .outerjoin(Service, Service.id == BillLine.service_id)
        .where(days, is_earned())
        .group_by(*groups)
    )
    lines: Any = reading.session.execute(by_line)
    for day, kind, service, product, family, worth, count in lines:
        of_it = day, kind, service, product, family
        _of_line(sums, Measure.DELIVERED, *of_it, worth.minor, count)
    inner = (
        select(
            Posting.day.label("day"),
            Posting.credit.label("credit"),
            Posting.debit.label("debit"),
            session_service().label("service_id"),
            earned().label("worth"),
        )
        .select_from(Posting)
        .outerjoin(Course, Course.id == Posting.course_id)
        .where(days, is_earned(), Posting.line_id.is_(None))
        .subquery()
    )
    account = case((inner.c.credit.in_(EARNED), inner.c.credit), else_=inner.c.debit)
    by_course = (
        select(
            *(inner.c.day, account, inner.c.service_id, Service.family),
            *(func.sum(inner.c.worth), func.count()),
        )
        .outerjoin(Service, Service.id == inner.c.service_id)
        .group_by(inner.c.day, account, inner.c.service_id, Service.family)
    )
    kinds = {
        Account.SERVICE: LineKind.SERVICE,
        Account.PRODUCT: LineKind.PRODUCT,
        Account.MEMBER_FEE: LineKind.MEMBERSHIP,
    }
    for day, of, service, family, worth, count in reading.session.execute(by_course):
        kind = kinds[Account(of)]
        done = day, kind, service, None, family
        _of_line(sums, Measure.DELIVERED, *done, worth.minor, count)


def _tax(reading: Reading, sums: Sums, first: date, last: date) -> None:
    asked = (
        select(Bill.day, BillLine.tax_rate, func.sum(BillLine.tax), func.count())
        .join(BillLine, BillLine.bill_id == Bill.id)
        .where(_in_days(first, last), BillLine.tax != Money())
        .group_by(Bill.day, BillLine.tax_rate)
    )
    for day, rate, amount, count in reading.session.execute(asked):
        sums.add(day, Measure.TAX, By.RATE, rate, amount.minor, count)


def _bills(reading: Reading, sums: Sums, first: date, last: date) -> None:
    asked = (
        select(Bill.day, Bill.kind, func.count(), func.sum(Bill.total))
        .where(_in_days(first, last))
        .group_by(Bill.day, Bill.kind)
    )
    for day, kind, many, whole in reading.session.execute(asked):
        sums.add(day, Measure.BILLS, By.WHAT, kind.value, whole.minor, many)


def _stock(reading: Reading, sums: Sums, first: date, last: date) -> None:
    """Add what came to the shelf and went from it, at what it cost."""
    whole = {key: one.measure.size for key, one in articles(reading).items()}
    cost = type_coerce(StockMove.unit_cost, BigInteger)
    asked = (
        select(
            *(StockMove.day, StockMove.kind, StockMove.product_id),
            func.sum(StockMove.quantity * func.coalesce(cost, 0)),
            func.count(),
        )
        .where(StockMove.day.between(first, last))
        .group_by(StockMove.day, StockMove.kind, StockMove.product_id)
    )
    parts: dict[tuple[date, str], list[tuple[int, int]]] = defaultdict(list)
    many: Counter[tuple[date, str]] = Counter()
    for day, kind, product, worth, count in reading.session.execute(asked):
        parts[day, kind.value].append((int(worth or 0), whole[product]))
        many[day, kind.value] += count
    for (day, word), found in parts.items():
        amount = sum(_whole(minor, size) for minor, size in found)
        sums.add(day, Measure.STOCK, By.MOVE, word, amount, many[day, word])


def _whole(minor: int, size: int) -> int:
    """Return the worth of an amount whose cost is of a whole one, halves away."""
    sign = 1 if minor >= 0 else -1
    return sign * ((2 * abs(minor) + size) // (2 * size))


def stock_value(reading: Reading) -> dict[str, Money]:
    """Return what is on the shelf now at what it cost, by category."""
    known = articles(reading)
    found: dict[str, int] = defaultdict(int)
    cost = type_coerce(Batch.unit_cost, BigInteger)
    asked = select(Batch.product_id, Batch.stock, cost).where(
        Batch.stock > 0, Batch.unit_cost.is_not(None)
    )
    for product, stock, each in reading.session.execute(asked):
        of = known[product]
        found[of.category] += _whole(stock * int(each or 0), of.measure.size)
    return {key: Money(minor) for key, minor in sorted(found.items())}


def _commission(reading: Reading, sums: Sums, first: date, last: date) -> None:
    asked = (
        select(
            *(CommissionLine.day, CommissionLine.staff_id, CommissionLine.kind),
            *(func.sum(CommissionLine.amount), func.count()),
        )
        .where(CommissionLine.day.between(first, last))
        .group_by(CommissionLine.day, CommissionLine.staff_id, CommissionLine.kind)
    )
    for day, staff, kind, amount, count in reading.session.execute(asked):
        sums.add(day, Measure.COMMISSION, By.PERSON, staff, amount.minor, count)
        key = f"{staff}:{kind.value}"
        sums.add(day, Measure.COMMISSION, By.KIND, key, amount.minor, count)


def in_drawer(reading: Reading, day: date) -> Money:
    """Return what should lie in the till as a day begins: what stayed, what came."""
    last = reading.session.scalar(
        select(TillDay)
        .where(TillDay.closed_at.is_not(None), TillDay.day < day)
        .order_by(TillDay.day.desc())
        .limit(1)
    )
    if last is None:
        return cash_moved(reading, None, day - timedelta(days=1))
    between = cash_moved(reading, last.day + timedelta(days=1), day - timedelta(days=1))
    return last.stays + between


def cash_moved(reading: Reading, first: date | None, last: date) -> Money:
    """Return by how much the cash grew in some days."""
    sums = Money()
    for side, sign in ((Posting.debit, 1), (Posting.credit, -1)):
        asked = select(func.sum(Posting.amount)).where(
            side == CASH_ACCOUNT, Posting.day <= last
        )
        if first is not None:
            asked = asked.where(Posting.day >= first)
        sums += (reading.session.scalar(asked) or Money()) * sign
    return sums


def cash_of_day(reading: Reading, day: date) -> Money:
    """Return by how much the cash grew on a day, its float apart."""
    reading.session.flush()
    moved = cash_moved(reading, day, day)
    floats = Money()
    for side, sign in ((Posting.debit, 1), (Posting.credit, -1)):
        asked = select(func.sum(Posting.amount)).where(
            Posting.day == day, Posting.kind == Kind.FLOAT, side == CASH_ACCOUNT
        )
        floats += (reading.session.scalar(asked) or Money()) * sign
    return moved - floats

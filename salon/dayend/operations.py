"""What is done at the till from its opening to the close of the day."""

import json
from datetime import date, timedelta

from sqlalchemy import insert, select

from salon.dayend import queries
from salon.dayend.commission import keep_commissions
from salon.dayend.events import (
    CommissionSet,
    DayClosed,
    DaysKept,
    TillCounted,
    TillOpened,
    TillSpent,
)
from salon.dayend.model import (
    BadCount,
    BadRate,
    Closing,
    Count,
    DayAhead,
    ExpenseNeedsWord,
    Kind,
    Moment,
    NoSuchPiece,
    NotCounted,
    Price,
    SecondIsSame,
    SecondNeeded,
    StaysTooMuch,
    TillIsOpen,
    TooMuchTaken,
    WordWhy,
)
from salon.dayend.queries import CASH_ACCOUNT, cash_of_day, in_drawer
from salon.dayend.tables import CommissionRule, Figure, TillCount
from salon.ledger.coins import coins, pieces
from salon.ledger.model import Account
from salon.ledger.model import Kind as Moved
from salon.ledger.posting import hold_days, post
from salon.ledger.queries import books_day, last_closed
from salon.ledger.sums import WHOLE
from salon.ledger.tables import TillDay
from salon.money import Money
from salon.rights import Right
from salon.settings.queries import premises
from salon.settings.usual import difference_limit
from salon.shifts.operations import hand_over
from salon.staff.model import StaffId
from salon.staff.tables import StaffMember
from salon.store.base import table_of
from salon.text import amount, full_day, hour, listed
from salon.till.heeding import hold_books
from salon.till.model import BadAmount
from salon.work import Work, needs

LEFT_ALONE = 7  # days after which a day nobody closed is closed by itself
STEP = 92  # days that are kept at once
LONGEST = 1000  # letters of a note
_FIGURES = table_of(Figure)  # beside the history: it follows from the books


@needs(Right.SELL)
def open_day(work: Work, float_: Money | None = None) -> date:
    """Open the till for today with a float; return the day it is for.

    Args:
        work: As ever.
        float_: What lies in it; None: what stayed when it was closed last.

    Raises:
        TillIsOpen: It has been opened.
        BadAmount: A float below nothing.
    """
    hold_books(work)
    day = books_day(work)
    row = work.session.scalar(select(TillDay).where(TillDay.day == day))
    if row is not None:
        at = work.local(row.opened_at)
        raise TillIsOpen(full_day(day), _name(work, row.opened_by), hour(at))
    _open(work, day, float_)
    work.record(TillOpened(day))
    return day


def _open(work: Work, day: date, float_: Money | None) -> TillDay:
    proposed = in_drawer(work, day)
    if float_ is not None and float_.minor < 0:
        raise BadAmount(_said(work, float_))
    lies = proposed if float_ is None else float_
    lies = max(lies, Money())
    # what was put in, or taken to the safe, since the till was closed last
    post(
        *(work, Moved.FLOAT, CASH_ACCOUNT, Account.SAFE, lies - proposed),
        staff_id=work.by.id,
        day=day,
    )
    return work.add(
        TillDay(day=day, opened_at=work.now, opened_by=work.by.id, float_=lies)
    )


@needs(Right.SELL)
def count_till(work: Work, count: Count, note: str = "") -> Money:
    """Keep a count of the till without closing it; return what it comes to.

    Raises:
        NoSuchPiece, BadCount: A piece or a number that cannot be.
    """
    _check(work, count, is_whole=False)
    day = min(books_day(work), work.today)
    _keep_count(work, day, count, note, is_late=False)
    work.record(TillCounted(day))
    return count.worth


def _keep_count(
    work: Work, day: date, count: Count, note: str, *, is_late: bool
) -> None:
    work.session.add(
        TillCount(
            day=day,
            at=work.now,
            staff_id=work.by.id,
            counted=json.dumps(count.to_plain()),
            worth=count.worth,
            note=note.strip()[:LONGEST],
            is_late=is_late,
        )
    )


@needs(Right.SELL)
def spend(work: Work, money: Money, word: str) -> None:
    """Take money out of the till for something the salon needs, as milk.

    Raises:
        BadAmount: Nothing, or less.
        ExpenseNeedsWord: Nobody says for what.
        TooMuchTaken: More than lies in it.
    """
    if money.minor <= 0:
        raise BadAmount(_said(work, money))
    if not word.strip():
        raise ExpenseNeedsWord
    hold_books(work)
    day = books_day(work)
    row = _till_day(work, day) or _open(work, day, None)
    lies = row.float_ + cash_of_day(work, day)
    if money > lies:
        raise TooMuchTaken(_said(work, money), _said(work, lies))
    post(
        *(work, Moved.EXPENSE, Account.EXPENSE, CASH_ACCOUNT, money),
        staff_id=work.by.id,
    )
    said = " ".join(word.split())[:80]
    row.spent = f"{row.spent}, {said}" if row.spent else said
    work.record(TillSpent(said))


def _till_day(work: Work, day: date) -> TillDay | None:
    return work.session.scalar(select(TillDay).where(TillDay.day == day))


@needs(Right.SELL)
def close_day(
    work: Work,
    count: Count,
    *,
    day: date | None = None,
    stays: Money | None = None,
    why: str = "",
    note: str = "",
    second: StaffId | None = None,
) -> Closing:
    """Count a day and close it: from then on nothing of it changes.

    What differs is posted, what does not stay goes to the safe, the figures of the day
    and the commissions are kept. Where another desk was quicker, nothing is changed
    and this count is kept as a note.

    Args:
        work: As ever.
        count: Every kind of note and coin; nought where there is none.
        day: Which; None: today.
        stays: What stays in the till for tomorrow; None: as much as it began with.
        why: A word why it differs.
        note: For tomorrow; it is handed over.
        second: Who counted as well.

    Raises:
        NotCounted, NoSuchPiece, BadCount: See there.
        WordWhy, SecondNeeded, SecondIsSame: It differs.
        StaysTooMuch: More would stay than lies in it.
        DayAhead: It has not come.
    """
    hold_books(work)
    hold_days(work)
    day = day or work.today
    if day > work.today:
        raise DayAhead(full_day(day))
    _check(work, count, is_whole=True)
    closed = last_closed(work)
    if closed is not None and day <= closed:
        return _too_late(work, day, count, note)
    row = _till_day(work, day) or _open(work, day, None)
    expected = row.float_ + cash_of_day(work, day)
    counted = count.worth
    difference = counted - expected
    _heed_difference(work, difference, why, second)
    left = min(row.float_, counted) if stays is None else stays
    if left.minor < 0 or left > counted:
        raise StaysTooMuch(_said(work, left), _said(work, counted))
    by = work.by.id
    post(
        *(work, Moved.DIFFERENCE, CASH_ACCOUNT, Account.DIFFERENCE, difference),
        staff_id=by,
        day=day,
    )
    to_safe = counted - left
    post(
        *(work, Moved.TO_SAFE, Account.SAFE, CASH_ACCOUNT, to_safe),
        staff_id=by,
        day=day,
    )
    row.counted = json.dumps(count.to_plain())
    row.expected, row.difference = expected, difference
    row.to_safe, row.stays = to_safe, left
    row.why = why.strip()[:LONGEST]
    row.note = note.strip()[:LONGEST]
    row.closed_by, row.second_by = by, second
    _keep(work, day)
    row.closed_at = work.now
    work.session.flush()
    work.record(DayClosed(day))
    if row.note and Right.CALL in work.by.rights:
        hand_over(work, row.note)
    return Closing(day, expected, counted, difference, to_safe, left)


def _too_late(work: Work, day: date, count: Count, note: str) -> Closing:
    """Keep a count of a day that somebody else has closed, and say who and when."""
    row = work.session.scalars(
        select(TillDay)
        .where(TillDay.day >= day, TillDay.closed_at.is_not(None))
        .order_by(TillDay.day)
        .limit(1)
    ).one()
    _keep_count(work, day, count, note, is_late=True)
    work.record(TillCounted(day))
    assert row.closed_at is not None
    return Closing(
        *(day, row.expected, count.worth, count.worth - row.expected),
        *(row.to_safe, row.stays),
        is_late=True,
        by=_name(work, row.closed_by),
        at=work.local(row.closed_at),
    )


def _check(work: Work, count: Count, *, is_whole: bool) -> None:
    here = premises(work)
    known = [one.minor for one in pieces(here.currency)]
    for worth, many in count.pieces.items():
        if known and worth not in known:
            names = listed([_said(work, Money(one)) for one in known])
            raise NoSuchPiece(_said(work, Money(worth)), names)
        if not 0 <= many < 10**7:
            raise BadCount(str(many))
    if count.coins is not None and count.coins.minor < 0:
        raise BadCount(_said(work, count.coins))
    if not is_whole:
        return
    boxed = () if count.coins is None else coins(here.currency)
    missing = [
        one for one in known if one not in count.pieces and Money(one) not in boxed
    ]
    if missing:
        names = listed([_said(work, Money(one)) for one in missing])
        raise NotCounted(len(missing), names)


def _heed_difference(
    work: Work, difference: Money, why: str, second: StaffId | None
) -> None:
    """Let a difference have a word, and a large one a second person."""
    if second is not None:
        work.get(StaffMember, second)
        if second == work.by.id:
            raise SecondIsSame
    if not difference.minor:
        return
    said = _said(work, difference)
    if not why.strip():
        raise WordWhy(said)
    most = difference_limit(premises(work))
    if abs(difference.minor) > most.minor and second is None:
        raise SecondNeeded(said, _said(work, most))


def _keep(work: Work, last: date) -> None:
    """Keep the figures and the commissions of all days up to one that is closed."""
    work.session.flush()
    until = queries.kept_until(work)
    first = queries.first_day(work) if until is None else until + timedelta(days=1)
    if first is None:
        first = last
    # what was before the first close was agreed, and paid, in another way
    keep_commissions(work, last if until is None else first, last)
    while first <= last:
        end = min(first + timedelta(days=STEP - 1), last)
        rows = [
            {
                "day": one.day,
                "measure": one.measure.value,
                "by": one.by.value,
                "key": one.key,
                "amount": one.amount,
                "count": one.count,
            }
            for one in queries.live(work, first, end)
        ]
        if rows:
            work.session.connection().execute(insert(_FIGURES), rows)
        first = end + timedelta(days=1)
    kept: list[dict[str, object]] = [
        {"measure": queries.KEPT, "by": queries.KEPT, "key": "", "amount": Money()}
    ]
    kept += [
        {"measure": "stock", "by": "account", "key": key, "amount": worth}
        for key, worth in queries.stock_value(work).items()
    ]
    work.session.connection().execute(
        insert(_FIGURES), [one | {"day": last, "count": 0} for one in kept]
    )


@needs(Right.SELL)
def keep_days(work: Work) -> date | None:
    """Close days by themselves that nobody closed within a week; return the last.

    So their figures stay as well, and reports are quick. Nothing was counted then.
    """
    last = work.today - timedelta(days=LEFT_ALONE + 1)
    closed, first = last_closed(work), queries.first_day(work)
    if first is None or first > last or (closed is not None and closed >= last):
        return None
    hold_books(work)
    hold_days(work)
    row = _till_day(work, last) or _open(work, last, None)
    expected = row.float_ + cash_of_day(work, last)
    row.expected = row.stays = expected
    _keep(work, last)
    row.closed_at = work.now
    work.session.flush()
    work.record(DaysKept(last))
    return last


@needs(Right.MANAGE)
def set_commission(
    work: Work,
    kind: Kind,
    rate: int,
    *,
    staff_id: StaffId | None = None,
    service_id: int | None = None,
    moment: Moment = Moment.DELIVERY,
    price: Price = Price.VALUE,
    after_cost: bool = False,
) -> int:
    """Agree what part somebody has; return the rule's id.

    It holds for the days that are not closed yet; what was kept stays as it was.

    Args:
        work: As ever.
        kind: Of what.
        rate: In hundredths of a per cent; 0: none.
        staff_id: Who; None: everybody without a rule of their own.
        service_id: Of which treatment; None: of every one.
        moment: When a course counts.
        price: Of what was paid, or of the price list.
        after_cost: Whether what the goods cost is taken off before.

    Raises:
        BadRate: Below nothing, or more than all of it.
    """
    if not 0 <= rate <= WHOLE:
        raise BadRate(f"{rate / 100:g}")
    row = work.session.scalar(
        select(CommissionRule).where(
            CommissionRule.kind == kind,
            CommissionRule.staff_id.is_not_distinct_from(staff_id),
            CommissionRule.service_id.is_not_distinct_from(service_id),
        )
    )
    if row is None:
        if staff_id is not None:
            work.get(StaffMember, staff_id)
        row = work.add(
            CommissionRule(
                kind=kind, staff_id=staff_id, service_id=service_id, rate=rate
            )
        )
    row.rate, row.moment, row.price = rate, moment, price
    row.after_cost = after_cost
    work.record(CommissionSet(row.id))
    return row.id


def _name(work: Work, key: int | None) -> str:
    if key is None:
        return "–"
    found = work.session.get(StaffMember, key)
    return "–" if found is None else found.name


def _said(work: Work, money: Money) -> str:
    return amount(money, premises(work).currency)

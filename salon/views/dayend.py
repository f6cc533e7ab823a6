"""What the page and the paper of a day's end show, asked in one look."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, or_, select

from salon.appointments.tables import Appointment
from salon.catalogue.tables import Service
from salon.clients.tables import Client
from salon.courses.tables import Course, Redemption
from salon.dayend.model import (
    By,
    Count,
    CountLine,
    Figure,
    Measure,
    Report,
    RuleLine,
    TillLine,
)
from salon.dayend.queries import figures, in_drawer
from salon.dayend.tables import CommissionRule, TillCount
from salon.ledger.coins import coins, pieces
from salon.ledger.model import Kind, of_means
from salon.ledger.queries import books_day, last_closed
from salon.ledger.tables import Posting, TillDay
from salon.money import Money, total
from salon.settings.queries import premises
from salon.settings.usual import difference_limit
from salon.staff.tables import StaffMember
from salon.till.model import CASH, BillLineShort, BillState
from salon.till.queries import visits_to_pay, waiting_bills
from salon.till.tables import Bill
from salon.views.takings import ReportTable, owed, report
from salon.work import Reading

SHOWN = 6  # of loose ends of one sort
EARLIER = 40  # days that can be looked back at


@dataclass(frozen=True, slots=True)
class Unsigned:
    """A session of today that lacks a signature."""

    client_id: int
    client: str


@dataclass(frozen=True, slots=True)
class Unbilled:
    """Somebody who was treated on the day and stands on no bill."""

    client_id: int
    client: str


@dataclass(frozen=True, slots=True)
class DaySight:
    """A day of the till with all that is looked at before it is closed."""

    day: date
    now: datetime  # the salon's wall clock
    currency: str
    pieces: tuple[Money, ...]  # the largest first
    coins: tuple[Money, ...]  # those of them that one box holds; none: each its own
    is_blind: bool
    limit: Money  # a larger difference wants a second person
    till: TillLine
    takings: ReportTable
    opening: Money  # owed to clients in the morning
    closing: Money
    moved: tuple[Figure, ...]  # of what is owed, by "account:column"
    bonus: tuple[Figure, ...]
    held: tuple[BillLineShort, ...]
    unsigned: tuple[Unsigned, ...]
    unbilled: tuple[Unbilled, ...]
    bills: int
    first_number: str
    last_number: str
    counts: tuple[CountLine, ...]  # the newest first
    team: tuple[tuple[int, str], ...]  # who may be the second
    can_close: bool  # not closed, and not before a day that is

    @property
    def taken(self) -> Money:
        """What came in."""
        means = next(one for one in self.takings.sections if one.id == By.MEANS)
        return means.totals[0] or Money()


def day_sight(reading: Reading, day: date | None = None) -> DaySight:
    """Return a day of the till; None: today."""
    day = day or reading.today
    here = premises(reading)
    sums = owed(reading, day, day)
    closed = last_closed(reading)
    numbers = _numbers(reading, day)
    held = waiting_bills(reading)
    return DaySight(
        day=day,
        now=reading.local(reading.now),
        currency=here.currency,
        pieces=pieces(here.currency),
        coins=coins(here.currency) if here.coins_weighed else (),
        is_blind=here.blind_count,
        limit=difference_limit(here),
        till=till_line(reading, day),
        takings=report(reading, Report.TAKINGS, day, day),
        opening=total(opening for opening, _own, _closing in sums.values()),
        closing=total(closing for _opening, _own, closing in sums.values()),
        moved=tuple(figures(reading, Measure.LIABILITY, By.ACCOUNT, day, day)),
        bonus=tuple(figures(reading, Measure.BONUS, By.WHAT, day, day)),
        held=tuple(held),
        unsigned=tuple(_unsigned(reading, day)),
        unbilled=tuple(_unbilled(reading, day, {one.client_id for one in held})),
        bills=numbers[0],
        first_number=numbers[1],
        last_number=numbers[2],
        counts=tuple(counts_of(reading, day)),
        team=tuple(_team(reading)),
        can_close=closed is None or day > closed,
    )


def till_line(reading: Reading, day: date) -> TillLine:
    """Return a day of the till; the float of one that was not opened is proposed."""
    opener, closer, second = _names(reading)
    row = reading.session.execute(
        select(
            *(TillDay.opened_at, TillDay.float_, TillDay.counted, TillDay.expected),
            *(TillDay.difference, TillDay.why, TillDay.spent, TillDay.to_safe),
            *(TillDay.stays, TillDay.note, TillDay.closed_at),
            *(opener.name, closer.name, second.name),
        )
        .select_from(TillDay)
        .outerjoin(opener, opener.id == TillDay.opened_by)
        .outerjoin(closer, closer.id == TillDay.closed_by)
        .outerjoin(second, second.id == TillDay.second_by)
        .where(TillDay.day == day)
    ).one_or_none()
    moved = _movements(reading, day)
    if row is None:
        return TillLine(day, None, "", max(in_drawer(reading, day), Money()), moved)
    plain = json.loads(row.counted)
    return TillLine(
        *(day, reading.local(row.opened_at), row[11] or "", row.float_, moved),
        count=Count.from_plain(plain) if plain else None,
        expected=row.expected,
        difference=row.difference,
        why=row.why,
        spent=row.spent,
        to_safe=row.to_safe,
        stays=row.stays,
        note=row.note,
        closed_at=None if row.closed_at is None else reading.local(row.closed_at),
        closed_by=row[12] or "",
        second_by=row[13] or "",
    )


def _names(reading: Reading) -> tuple[type[StaffMember], ...]:
    from sqlalchemy.orm import aliased

    return aliased(StaffMember), aliased(StaffMember), aliased(StaffMember)


def _movements(reading: Reading, day: date) -> dict[str, Money]:
    """Return how the cash of a day moved, by why; the float apart."""
    cash = of_means(CASH)
    found: dict[str, Money] = {}
    for side, sign in ((Posting.debit, 1), (Posting.credit, -1)):
        asked = (
            select(Posting.kind, func.sum(Posting.amount))
            .where(
                Posting.day == day,
                side == cash,
                Posting.kind.not_in((Kind.FLOAT, Kind.TO_SAFE, Kind.DIFFERENCE)),
            )
            .group_by(Posting.kind)
        )
        for kind, amount in reading.session.execute(asked):
            word = "spent" if kind is Kind.EXPENSE else "taken"
            found[word] = found.get(word, Money()) + amount * sign
    return found


def counts_of(reading: Reading, day: date) -> list[CountLine]:
    """Return the counts that were kept of a day, the newest first."""
    c = TillCount
    asked = (
        select(c.id, c.day, c.at, StaffMember.name, c.counted, c.note, c.is_late)
        .outerjoin(StaffMember, StaffMember.id == c.staff_id)
        .where(c.day == day)
        .order_by(c.id.desc())
    )
    return [
        CountLine(
            *(key, on, reading.local(at), name or ""),
            Count.from_plain(json.loads(counted)),
            *(note, is_late),
        )
        for key, on, at, name, counted, note, is_late in reading.session.execute(asked)
    ]


def _unsigned(reading: Reading, day: date) -> list[Unsigned]:
    """Return who has had a session of a course that lacks a signature."""
    begin = reading.instant(day, datetime.min.time())
    asked = (
        select(Client.id, Client.name)
        .join(Course, Course.client_id == Client.id)
        .join(Redemption, Redemption.course_id == Course.id)
        .where(
            Redemption.at >= begin,
            Redemption.back_at.is_(None),
            or_(Redemption.staff_sign == "", Redemption.client_sign == ""),
        )
        .distinct()
        .order_by(Client.name)
    )
    return [Unsigned(*row) for row in reading.session.execute(asked)]


def _unbilled(
    reading: Reading, day: date, waiting: Collection[int | None]
) -> list[Unbilled]:
    """Return whose visits were kept and not billed; who has a bill waiting apart."""
    keys = visits_to_pay(reading, day)
    if not keys:
        return []
    asked = (
        select(Client.id, Client.name)
        .join(Appointment, Appointment.client_id == Client.id)
        .where(Appointment.id.in_(sorted(keys)))
        .distinct()
        .order_by(Client.name)
    )
    rows = reading.session.execute(asked)
    return [Unbilled(key, name) for key, name in rows if key not in waiting]


def _numbers(reading: Reading, day: date) -> tuple[int, str, str]:
    """Return how many bills a day had, and the first and the last number of them."""
    from salon.till.model import bill_number

    asked = select(
        func.count(),
        func.max(Bill.series),
        func.min(Bill.number),
        func.max(Bill.number),
    ).where(Bill.day == day, Bill.state == BillState.CLOSED)
    many, series, first, last = reading.session.execute(asked).one()
    return many, bill_number(series or "", first), bill_number(series or "", last)


def _team(reading: Reading) -> list[tuple[int, str]]:
    asked = select(StaffMember.id, StaffMember.name).where(
        StaffMember.is_active.is_(True)
    )
    return [
        (key, name)
        for key, name in reading.session.execute(asked.order_by(StaffMember.name))
    ]


def earlier_days(reading: Reading, limit: int = EARLIER) -> list[TillLine]:
    """Return the days that were closed, the newest first."""
    asked = (
        select(TillDay.day)
        .where(TillDay.closed_at.is_not(None))
        .order_by(TillDay.day.desc())
        .limit(limit)
    )
    return [till_line(reading, day) for day in reading.session.scalars(asked).all()]


def open_till_day(reading: Reading) -> date:
    """Return the day that is to be closed next: today, if it is not closed."""
    return min(books_day(reading), reading.today)


def commission_rules(reading: Reading) -> list[RuleLine]:
    """Return how much everybody has of what."""
    r = CommissionRule
    asked = (
        select(
            *(r.id, r.kind, r.staff_id, StaffMember.name, r.service_id),
            *(Service.names, r.rate, r.moment, r.price, r.after_cost),
        )
        .outerjoin(StaffMember, StaffMember.id == r.staff_id)
        .outerjoin(Service, Service.id == r.service_id)
        .order_by(StaffMember.name, r.kind, r.id)
    )
    found = []
    for row in reading.session.execute(asked):
        key, kind, who, name, service, names, rate, moment, price, after = row
        said = str(names) if service is not None else ""
        found.append(
            RuleLine(
                *(key, kind, who, name or "", service, said, rate, moment, price),
                after,
            )
        )
    return found

"""What is owed in hours and in money, as the records have it."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Select, and_, case, func, or_, select

from salon.appointments.model import Resource, Status, minute_of
from salon.appointments.openings import Stretch, gaps
from salon.appointments.queries import skilled, working_hours
from salon.appointments.tables import Appointment, Hold
from salon.catalogue.queries import all_services, terms
from salon.catalogue.tables import Service
from salon.clients.model import ClientId
from salon.clients.tables import Client
from salon.courses.model import ON_GOING, CourseKind, CourseState
from salon.courses.queries import courses_ending
from salon.courses.tables import Course, CourseChoice, Redemption, used_sessions
from salon.ledger.model import Account, Kind
from salon.ledger.queries import liabilities
from salon.ledger.tables import Posting
from salon.money import Money, total
from salon.promises.model import (
    FRESH,
    LEAST_GAP,
    WEEKS,
    Cover,
    EndsFirst,
    Limits,
    Moved,
    OwedCourse,
    Owing,
    Promises,
    Told,
)
from salon.promises.weighing import Free, Known, laid_out
from salon.rooms.queries import devices, rooms
from salon.settings.queries import premises
from salon.staff.queries import team
from salon.text import listed
from salon.till.tables import Bill, BillLine
from salon.work import Reading, once

AHEAD = (Account.COURSE, Account.STORED, Account.DEPOSIT)
HALF_A_YEAR = 182
_BOOKED = (Status.BOOKED, Status.CONFIRMED)
_KEPT = (Status.COMPLETED, Status.LEFT)
_ENDS = 500  # courses looked at


def limits(reading: Reading) -> Limits:
    """Return from how many weeks on the desk is warned, and the owner asked."""
    here = premises(reading)
    return Limits(here.promise_warn, max(here.promise_warn, here.promise_owner))


@once
def promises(reading: Reading) -> Promises:
    """Return what the salon owes in hours, against what is free in twelve weeks."""
    owing, over = owing_by_service(reading)
    since = reading.today - timedelta(weeks=WEEKS)
    before_on = reading.today - timedelta(days=HALF_A_YEAR)
    found = laid_out(
        reading.today, owing, free_hours(reading), limits(reading), known(reading)
    )
    return replace(
        found,
        over_sessions=over.sessions,
        over_minutes=over.minutes,
        sold=_sold_since(reading, since) / WEEKS,
        given=_given_since(reading, since) / WEEKS,
        before=_owed_on(reading, before_on),
        before_on=before_on,
    )


def known(reading: Reading) -> Known:
    """Return who may give what, and what everything is called."""
    every = all_services(reading)
    return Known(
        services=every,
        able={key: tuple(skilled(reading, one)) for key, one in every.items()},
        people={int(one.id): one.name for one in team(reading)},
        families=terms(reading, "service_family"),
        devices=terms(reading, "device_type"),
        rooms=terms(reading, "room_type"),
    )


# what is owed


def _still() -> Any:
    """Return that something of a course may be left: cheap, before it is counted."""
    c = Course
    worth = or_(c.given + c.gone < c.price, c.price == Money())
    return and_(c.state.in_(ON_GOING), worth)


def _is_over(today: date) -> Any:
    c = Course
    return and_(c.state == CourseState.ACTIVE, c.expires_on < today)


def owing_by_service(reading: Reading) -> tuple[list[Owing], Owing]:
    """Return what is owed of each service, and what of courses that ran out."""
    found: dict[int, Owing] = {}
    over = Owing(0, 0, 0, 0)
    for key, is_over, one in (*_counted(reading), *_one_by_one(reading)):
        if is_over:
            over += one
        else:
            found[key] = found[key] + one if key in found else one
    return list(found.values()), over


def _counted(reading: Reading) -> list[tuple[int, bool, Owing]]:
    c = Course
    left = (c.sessions - used_sessions()).label("left")
    over = case((_is_over(reading.today), 1), else_=0).label("over")
    each = (
        select(c.service_id, over, left)
        .where(_still(), c.kind == CourseKind.SESSIONS)
        .subquery()
    )
    minutes = Service.minutes + Service.buffer_minutes
    asked = (
        select(each.c.service_id, each.c.over, func.count(), func.sum(each.c.left))
        .add_columns(func.max(minutes))
        .select_from(each)
        .join(Service, Service.id == each.c.service_id)
        .where(each.c.left > 0)
        .group_by(each.c.service_id, each.c.over)
    )
    rows: Sequence[Any] = reading.session.execute(asked).all()
    return [
        (int(key), bool(is_over), Owing(int(key), many, int(left), each * int(left)))
        for key, is_over, many, left, each in rows
    ]


def _one_by_one(reading: Reading) -> list[tuple[int, bool, Owing]]:
    """Return courses by value and by choice: they are few, and each is its own."""
    rows = reading.session.execute(
        _courses(reading).where(Course.kind != CourseKind.SESSIONS)
    ).all()
    length = _lengths(reading, [row.id for row in rows])
    found = []
    for row in rows:
        left, minutes = _of_course(row, length)
        if left or minutes:
            one = Owing(row.service_id, 1, left, minutes)
            found.append((int(row.service_id), bool(row.over), one))
    return found


def _courses(reading: Reading) -> Select[Any]:
    c = Course
    over = case((_is_over(reading.today), 1), else_=0)
    columns: list[Any] = [
        *(c.id, c.client_id, c.service_id, c.kind, c.name, c.expires_on, c.list_unit),
        *(c.value_used, (c.sessions - used_sessions()).label("left")),
        *(over.label("over"), Service.names, Service.price),
        (Service.minutes + Service.buffer_minutes).label("minutes"),
    ]
    return select(*columns).join(Service, Service.id == c.service_id).where(_still())


def _lengths(
    reading: Reading, keys: Collection[int]
) -> dict[int, list[tuple[int, int]]]:
    """Return minutes and price of what courses may also be taken as."""
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    if not keys:
        return found
    asked = (
        select(CourseChoice.course_id, Service.minutes + Service.buffer_minutes)
        .add_columns(Service.price)
        .join(Service, Service.id == CourseChoice.service_id)
    )
    rows: Sequence[Any] = reading.session.execute(asked).all()
    wanted = set(keys)
    for course, minutes, price in rows:
        if course in wanted:
            found[course].append((minutes, price.minor))
    return found


def _of_course(row: Any, length: dict[int, list[tuple[int, int]]]) -> tuple[int, int]:
    """Return sessions and minutes that are left of one course.

    By choice a session lasts as long as its services do on the average; by value it is
    what is left of it, over the price of a minute of them.
    """
    every = [(row.minutes, row.price.minor), *length.get(row.id, ())]
    minutes = sum(one for one, _price in every)
    if row.kind is CourseKind.VALUE:
        price = sum(one for _minutes, one in every)
        left = max(0, (row.list_unit - row.value_used).minor)
        return 0, round(left * minutes / price) if price else 0
    left = max(0, int(row.left))
    return left, round(left * minutes / len(every))


def courses_behind(
    reading: Reading,
    service_ids: Collection[int] | None = None,
    *,
    is_over: bool = False,
    limit: int = 500,
) -> list[OwedCourse]:
    """Return the courses behind a figure, what ends first before the rest.

    Args:
        reading: As ever.
        service_ids: Only of these services; None: of all.
        is_over: Those whose last day has passed, instead of the others.
        limit: At most so many.
    """
    c = Course
    asked = _courses(reading).add_columns(Client.name)
    asked = asked.join(Client, Client.id == c.client_id)
    if service_ids is not None:
        asked = asked.where(c.service_id.in_(sorted(service_ids)))
    over = _is_over(reading.today)
    asked = asked.where(over if is_over else or_(~over, c.expires_on.is_(None)))
    asked = asked.where(or_(c.kind == CourseKind.VALUE, c.sessions > used_sessions()))
    rows: Sequence[Any] = reading.session.execute(
        asked.order_by(c.expires_on.is_(None), c.expires_on, c.id).limit(limit)
    ).all()
    special = [row.id for row in rows if row.kind is not CourseKind.SESSIONS]
    length = _lengths(reading, special)
    found = []
    for row in rows:
        left, minutes = _of_course(row, length)
        if left or minutes:
            found.append(
                OwedCourse(
                    *(row.id, row.client_id, row[-1], row.name or str(row.names)),
                    *(row.names, left, minutes, row.expires_on),
                )
            )
    return found


def _sold_since(reading: Reading, since: date) -> int:
    c = Course
    asked = (
        select(func.sum(c.sessions * (Service.minutes + Service.buffer_minutes)))
        .join(Service, Service.id == c.service_id)
        .where(c.sold_on > since, c.state != CourseState.TAKEN_BACK)
    )
    return int(reading.session.scalar(asked) or 0)


def _given_since(reading: Reading, since: date) -> int:
    r = Redemption
    at = reading.instant(since + timedelta(days=1), time.min)
    asked = (
        select(func.sum(Service.minutes + Service.buffer_minutes))
        .select_from(r)
        .join(Service, Service.id == r.service_id)
        .where(r.at >= at, r.back_at.is_(None))
    )
    return int(reading.session.scalar(asked) or 0)


def _owed_on(reading: Reading, day: date) -> int | None:
    """Return what was owed at the end of a day, of courses that still go on.

    None where none of them was sold by then.
    """
    c, r = Course, Redemption
    at = reading.instant(day + timedelta(days=1), time.min)
    used = (
        select(func.count())
        .select_from(r)
        .where(r.course_id == c.id, r.back_at.is_(None), r.at < at)
        .correlate(c)
        .scalar_subquery()
    )
    left = (c.sessions - used).label("left")
    ended = c.state.in_((CourseState.TAKEN_BACK, CourseState.EXPIRED))
    each = (
        select(c.service_id, left)
        .where(c.sold_on <= day, c.kind != CourseKind.VALUE, ~ended)
        .where(or_(c.expires_on.is_(None), c.expires_on >= day))
        .subquery()
    )
    minutes = Service.minutes + Service.buffer_minutes
    asked = (
        select(func.sum(each.c.left * minutes))
        .select_from(each)
        .join(Service, Service.id == each.c.service_id)
        .where(each.c.left > 0)
    )
    found = reading.session.scalar(asked)
    return None if found is None else int(found)


# what is free


def free_hours(reading: Reading) -> Free:
    """Return what is free of people, rooms and devices, in minutes a week.

    On the rota, not booked, not kept for urgent visits. What is booked to take a
    session of a course is free for it: it keeps the promise.
    """
    first, days = reading.today, 7 * WEEKS
    here = premises(reading)
    busy, own = _busy(reading, first, days), _promised_visits(reading, first, days)
    people: dict[int, int] = defaultdict(int)
    places: dict[tuple[Resource, int], int] = defaultdict(int)
    there = 0
    kinds: dict[Resource, list[int]] = {
        Resource.ROOM: [int(one.id) for one in rooms(reading)],
        Resource.DEVICE: [int(one.id) for one in devices(reading)],
    }
    now = reading.local(reading.now)
    begun = minute_of(now.time())
    for at in range(days):
        day = first + timedelta(days=at)
        least = begun if not at else 0
        for who, hours in working_hours(reading, day).items():
            spans = _from(hours, least)
            there += sum(until - start for start, until in spans)
            taken = _but(busy.get((Resource.PERSON, who, day), ()), own)
            idle = sum(b - a for a, b in gaps(spans, taken, LEAST_GAP))
            kept = here.urgent_minutes if spans else 0
            people[who] += max(0, idle - kept)
        opens = [(minute_of(a), minute_of(b)) for a, b in here.hours.on(day)]
        spans = _from(opens, least)
        for kind, keys in kinds.items():
            for key in keys:
                taken = _but(busy.get((kind, key, day), ()), own)
                idle = sum(b - a for a, b in gaps(spans, taken, LEAST_GAP))
                places[kind, int(key)] += idle
    treats = {int(one.id) for one in team(reading) if one.role.treats}
    return Free(
        people={key: much / WEEKS for key, much in people.items() if key in treats},
        rooms={
            int(one.id): (one.room_type, places[Resource.ROOM, int(one.id)] / WEEKS)
            for one in rooms(reading)
        },
        devices={
            int(one.id): (one.device_type, places[Resource.DEVICE, int(one.id)] / WEEKS)
            for one in devices(reading)
        },
        has_rota=there > 0 and bool(treats),
    )


_Taken = tuple[int, int, int | None]  # from, until, by which visit


def _from(spans: Sequence[Stretch], least: int) -> list[Stretch]:
    return [(max(a, least), b) for a, b in spans if b > least]


def _but(taken: Sequence[_Taken], own: Collection[int]) -> list[Stretch]:
    return [(a, b) for a, b, visit in taken if visit not in own]


def _busy(
    reading: Reading, first: date, days: int
) -> dict[tuple[Resource, int, date], list[_Taken]]:
    found: dict[tuple[Resource, int, date], list[_Taken]] = defaultdict(list)
    h = Hold
    asked = select(
        *(h.resource, h.resource_id, h.day, h.start, h.until, h.appointment_id)
    ).where(
        h.day.between(first, first + timedelta(days=days - 1)),
        h.resource != Resource.CLIENT,
    )
    for kind, key, day, start, until, visit in reading.session.execute(asked):
        one = minute_of(start), minute_of(until), visit
        found[kind, key, day].append(one)
    return found


def _promised_visits(reading: Reading, first: date, days: int) -> frozenset[int]:
    """Return the visits that are booked to take a session of an open course."""
    a, c = Appointment, Course
    left = c.sessions - used_sessions()
    asked = (
        select(a.id, a.client_id, a.service_id, left)
        .join(c, and_(c.client_id == a.client_id, c.service_id == a.service_id))
        .where(
            a.day.between(first, first + timedelta(days=days - 1)),
            a.status.in_(_BOOKED),
            _still(),
            or_(~_is_over(reading.today), c.expires_on.is_(None)),
        )
        .order_by(a.day, a.start)
    )
    room: dict[tuple[int, int], dict[int, int]] = defaultdict(dict)
    found: set[int] = set()
    counted: dict[tuple[int, int], int] = defaultdict(int)
    rows: Sequence[Any] = reading.session.execute(asked.add_columns(c.id)).all()
    for _visit, client, service, much, course in rows:
        room[client, service][course] = int(much)
    for visit, client, service, _much, _course in rows:
        key = client, service
        if visit not in found and counted[key] < sum(room[key].values()):
            counted[key] += 1
            found.add(visit)
    return frozenset(found)


# whose course ends first


def ends_first(reading: Reading, limit: int = 200) -> list[EndsFirst]:
    """Return the courses that end before all of them is used at the client's pace."""
    found = []
    keys = all_services(reading)
    for line, name in courses_ending(reading, limit=_ENDS):
        if line.expires is None or not line.is_too_slow(reading.today):
            continue
        days = (line.expires - reading.today).days
        fit = max(0, days) // line.days_each(reading.today)
        service = keys.get(line.service_id)
        shortest = service.interval_min_days if service is not None else 0
        is_hopeless = (line.left - 1) * max(1, shortest) > days
        found.append(EndsFirst(line, name, "", line.left - fit, is_hopeless))
    return found[:limit]


# in money


def cover(reading: Reading) -> Cover:
    """Return what is owed of all kinds, against what was typed of the bank."""
    here = premises(reading)
    owed = total(
        one.closing for one in liabilities(reading, reading.today, reading.today)
    )
    if not here.bank_day:
        return Cover(owed, None, None)
    day = date.fromisoformat(here.bank_day)
    is_stale = (reading.today - day).days > FRESH
    return Cover(owed, Money(here.bank_balance), day, is_stale)


def moved(reading: Reading, client_id: ClientId) -> list[Moved]:
    """Return all that moved of what a client paid ahead, the first one first.

    A course that was passed on brings with it what happened to it before: postings of
    courses go by the course, of stored value and deposits by the client.
    """
    p = Posting
    hers = select(Course.id).where(Course.client_id == client_id)
    touches = or_(p.debit.in_(AHEAD), p.credit.in_(AHEAD))
    columns = (
        *(p.id, p.day, p.kind, p.debit, p.credit, p.amount, p.bill_id),
        *(p.course_id, p.line_id, p.staff_id),
    )
    of_courses = select(*columns).where(p.course_id.in_(hers), touches)
    of_client = select(*columns).where(
        p.client_id == client_id,
        p.course_id.is_(None),
        touches,
    )
    # what a change of a course left over is stored value and names the course
    over = select(*columns).where(
        p.client_id == client_id,
        p.course_id.is_not(None),
        or_(p.credit == Account.STORED, p.debit == Account.STORED),
    )
    rows = {
        row[0]: row
        for asked in (of_courses, of_client, over)
        for row in reading.session.execute(asked)
    }
    found: list[Moved] = []
    for row in sorted(rows.values(), key=_in_order):
        found += _moved(row)
    return found


def _in_order(row: Any) -> tuple[date, bool, int]:
    """Return what sorts postings: of one day what comes in stands first."""
    return row.day, row.credit not in AHEAD, row.id


def _moved(row: Any) -> list[Moved]:
    key, day, kind, debit, credit, amount, bill_id, course_id, line_id, staff_id = row
    found = []
    for account, other, sign in ((debit, credit, -1), (credit, debit, 1)):
        if account in AHEAD:
            change = Money(sign * amount.minor)
            found.append(
                Moved(
                    *(key, day, kind, account, other, change),
                    *(bill_id, course_id, line_id, staff_id),
                )
            )
    return found


def told(reading: Reading, moves: Sequence[Moved]) -> dict[int, Told]:
    """Return what movements were about: a session of a course, a line of a bill."""
    taken = [one for one in moves if one.kind is Kind.REDEMPTION]
    lines = {one.line_id for one in moves if one.line_id is not None}
    found: dict[int, Told] = {}
    p = Posting
    if taken:
        found |= _sessions(reading, taken)
    if lines:
        its = select(p.id, BillLine.words).join(BillLine, BillLine.id == p.line_id)
        words = its.where(p.line_id.in_(sorted(lines)))
        for key, said in reading.session.execute(words):
            found.setdefault(int(key), Told(said))
    return found


def _sessions(reading: Reading, taken: Sequence[Moved]) -> dict[int, Told]:
    """Return which session each posting is; both were written at one instant."""
    p, r = Posting, Redemption
    courses = {one.course_id for one in taken if one.course_id is not None}
    asked = (
        select(r.course_id, r.at, Service.names, r.number, Course.sessions, r.code)
        .join(Service, Service.id == r.service_id)
        .join(Course, Course.id == r.course_id)
        .where(r.course_id.in_(sorted(courses)))
        .order_by(r.id.desc())
    )
    waiting: dict[tuple[int, datetime], list[Told]] = defaultdict(list)
    for course, at, names, place, of, code in reading.session.execute(asked):
        waiting[course, at].append(Told(str(names), place, of, code))
    keys = {one.id for one in taken}
    its = select(p.id, p.course_id, p.at).where(p.course_id.in_(sorted(courses)))
    found = {}
    rows: Sequence[Any] = reading.session.execute(its.order_by(p.id)).all()
    for key, course, at in rows:
        if key in keys and waiting.get((course, at)):
            found[int(key)] = waiting[course, at].pop()
    return found


def bonus_moved(reading: Reading, client_id: ClientId) -> list[Moved]:
    """Return what moved of a client's bonus, the first one first."""
    p = Posting
    asked = (
        select(p)
        .where(p.client_id == client_id)
        .where(or_(p.credit == Account.BONUS, p.debit == Account.BONUS))
        .order_by(p.id)
    )
    found = []
    for one in reading.session.scalars(asked):
        is_more = one.credit == Account.BONUS
        change = one.amount if is_more else Money(-one.amount.minor)
        other = one.debit if is_more else one.credit
        found.append(
            Moved(
                *(int(one.id), one.day, one.kind, Account.BONUS, other, change),
                *(one.bill_id, one.course_id, one.line_id, one.staff_id),
            )
        )
    return found


def bill_words(reading: Reading, keys: Collection[int]) -> dict[int, str]:
    """Return what stands on bills, in a few words each."""
    if not keys:
        return {}
    asked = select(BillLine.bill_id, BillLine.words).where(
        BillLine.bill_id.in_(sorted(keys))
    )
    found: dict[int, list[str]] = defaultdict(list)
    rows = reading.session.execute(asked.order_by(BillLine.position, BillLine.id))
    for key, words in rows:
        found[int(key)].append(words)
    return {key: listed(some[:2]) for key, some in found.items()}


def totals_of(reading: Reading, bill_ids: Collection[int]) -> dict[int, Money]:
    """Return what bills come to."""
    if not bill_ids:
        return {}
    asked = select(Bill.id, Bill.total).where(Bill.id.in_(sorted(bill_ids)))
    return {int(key): whole for key, whole in reading.session.execute(asked)}


def earned_since(
    reading: Reading, client_id: ClientId, since: date
) -> tuple[Money, date | None]:
    """Return what was earned with a client since a day, and the first day of that."""
    p = Posting
    income = (Account.SERVICE, Account.PRODUCT, Account.MEMBER_FEE)
    asked = select(func.sum(p.amount), func.min(p.day)).where(
        p.client_id == client_id, p.day > since
    )
    more, first = reading.session.execute(asked.where(p.credit.in_(income))).one()
    less = reading.session.scalar(
        asked.with_only_columns(func.sum(p.amount)).where(p.debit.in_(income))
    )
    got, back = (Money() if one is None else one for one in (more, less))
    return got - back, first


def visit_days(
    reading: Reading, client_id: ClientId, since: date
) -> list[tuple[date, str]]:
    """Return the days on which a client came, each with the family of the service."""
    a = Appointment
    asked = (
        select(a.day, Service.family)
        .join(Service, Service.id == a.service_id)
        .where(a.client_id == client_id, a.status.in_(_KEPT), a.day >= since)
        .order_by(a.day)
    )
    return [(day, family) for day, family in reading.session.execute(asked)]

"""What screens, bills and papers ask of courses."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import aliased

from salon.catalogue.tables import Service
from salon.clients.model import ClientId
from salon.clients.tables import Client, Consent
from salon.codes import read_code
from salon.courses.model import (
    ON_GOING,
    CourseCard,
    CourseKind,
    CourseLine,
    CourseState,
    Happening,
    Redeemed,
    Refund,
)
from salon.courses.sums import Sums, refund_of
from salon.courses.tables import (
    Course,
    CourseChoice,
    CourseEvent,
    CourseHolder,
    Redemption,
    used_sessions,
)
from salon.errors import Missing
from salon.money import Money
from salon.plans.model import PlanBody, body_from_plain
from salon.plans.tables import Plan
from salon.settings.queries import premises
from salon.settings.regions import prepaid_rules
from salon.settings.usual import pay_back_limit
from salon.staff.tables import StaffMember
from salon.text import Names
from salon.work import Reading

AHEAD = 183  # days in which something can still be done about a slow pace
MOST = 500  # courses looked at
CONTRACT = "prepaid_terms"  # the consent that is signed for what is paid ahead


def _lines_asked() -> Select[Any]:
    c = Course
    columns: list[Any] = [
        *(c.id, c.client_id, Service.names, c.service_id, c.sessions),
        *(used_sessions(), c.price, c.expires_on, c.version, c.kind, c.name),
        *(c.list_unit, c.value_used, c.unpaid, c.given, c.gone, c.state),
        *(c.frozen_from, c.frozen_until, c.sold_on, c.plan_id, c.buyer_id),
        func.coalesce(Service.interval_usual_days, 0),
    ]
    return select(*columns).join(Service, Service.id == c.service_id)


def courses_of(
    reading: Reading, client_id: ClientId, *, with_shared: bool = False
) -> list[CourseLine]:
    """Return what a client has paid for ahead, and how much of it is used.

    Args:
        reading: As ever.
        client_id: Whose.
        with_shared: Also those of the family that this client may use.
    """
    its = Course.client_id == client_id
    if with_shared:
        shared = select(CourseHolder.course_id).where(
            CourseHolder.client_id == client_id
        )
        its = or_(its, Course.id.in_(shared))
    rows: Sequence[Any] = reading.session.execute(
        _lines_asked().where(its).order_by(Course.id.desc())
    ).all()
    lines = [CourseLine(*row) for row in rows]
    return [replace(one, is_shared=one.client_id != client_id) for one in lines]


def course_line(reading: Reading, key: int) -> CourseLine:
    """Return one course; raises Missing."""
    row: Any = reading.session.execute(
        _lines_asked().where(Course.id == key)
    ).one_or_none()
    if row is None:
        raise Missing("Course", key)
    return CourseLine(*row)


def open_for(
    reading: Reading, client_id: ClientId, service_id: int
) -> list[CourseLine]:
    """Return the courses from which a client may take a service today."""
    also = select(CourseChoice.course_id).where(CourseChoice.service_id == service_id)
    able = {int(key) for key in reading.session.scalars(also)}
    return [
        one
        for one in courses_of(reading, client_id, with_shared=True)
        if one.is_open(reading.today)
        and (one.service_id == service_id or one.id in able)
    ]


def courses_ending(
    reading: Reading, days: int = 30, limit: int = 20
) -> list[tuple[CourseLine, str]]:
    """Return courses with sessions left to speak of, with the client's name.

    What ends within *days*, and what ends within half a year and is not used up by
    then at the client's pace; what ends first comes first.
    """
    today = reading.today
    rows: Sequence[Any] = reading.session.execute(
        _lines_asked()
        .add_columns(Client.name)
        .join(Client, Client.id == Course.client_id)
        .where(
            Course.expires_on.between(today, today + timedelta(days=max(days, AHEAD))),
            used_sessions() < Course.sessions,
            Course.state.in_(ON_GOING),
            or_(  # what waits without an end ends later than its last day says
                Course.state == CourseState.ACTIVE, Course.frozen_until.is_not(None)
            ),
        )
        .order_by(Course.expires_on, Course.id)
        .limit(MOST)
    ).all()
    soon = today + timedelta(days=days)
    found = []
    for *row, name in rows:
        line = CourseLine(*row)
        ends = line.expires is not None and line.expires <= soon
        if ends or line.is_too_slow(today):
            found.append((line, name))
    return found[:limit]


def lines_for(
    reading: Reading, client_id: int, appointment_ids: Collection[int]
) -> list[Redeemed]:
    """Return what was taken from courses at some visits, as a bill shows it.

    Args:
        reading: As ever.
        client_id: Whose bill it is; a shared course may be somebody else's.
        appointment_ids: The visits.
    """
    del client_id  # the visits say whose they are
    if not appointment_ids:
        return []
    stands = Redemption.back_at.is_(None)
    return _redeemed(
        reading, stands, Redemption.appointment_id.in_(sorted(appointment_ids))
    )


def redeemed(reading: Reading, key: int) -> Redeemed:
    """Return one session that was taken; raises Missing."""
    found = _redeemed(reading, Redemption.id == key)
    if not found:
        raise Missing("Redemption", key)
    return found[0]


def unsigned(reading: Reading, client_id: ClientId) -> list[Redeemed]:
    """Return which sessions of a client's courses lack a signature."""
    return _redeemed(
        reading,
        Course.client_id == client_id,
        Redemption.back_at.is_(None),
        Redemption.code != "",
        or_(Redemption.staff_sign == "", Redemption.client_sign == ""),
    )


def by_code(reading: Reading, code: str) -> list[Redeemed]:
    """Return the sessions whose slip shows *code*."""
    plain = read_code(code)
    return _redeemed(reading, Redemption.code == plain) if plain else []


def _redeemed(reading: Reading, *where: Any) -> list[Redeemed]:
    """Return sessions taken, each with what was left after it."""
    r, c, treated = Redemption, Course, aliased(Client)
    named = aliased(Service)
    asked = (
        select(
            *(r, c.name, named.names, Service.names, c.sessions, c.kind, c.price),
            *(c.expires_on, StaffMember.name, treated.name),
        )
        .join(c, c.id == r.course_id)
        .join(named, named.id == c.service_id)
        .join(Service, Service.id == r.service_id)
        .outerjoin(StaffMember, StaffMember.id == r.staff_id)
        .outerjoin(treated, treated.id == r.client_id)
        .where(*where)
        .order_by(r.at, r.id)
    )
    rows: Sequence[Any] = reading.session.execute(asked).all()
    after = _left_after(reading, {row[0].course_id for row in rows})
    found = []
    for row, name, course, service, of, _kind, price, ends, staff, who in rows:
        count, given = after[row.course_id].get(row.id, (0, Money()))
        found.append(
            Redeemed(
                id=row.id,
                version=row.version,
                course_id=row.course_id,
                appointment_id=row.appointment_id,
                name=name or str(course),
                service=service,
                number=row.number,
                of=of,
                worth=row.worth,
                listed=row.listed,
                left=max(0, of - count),
                worth_left=price - given,
                at=reading.local(row.at),
                staff=staff or "",
                staff_sign=row.staff_sign,
                client_sign=row.client_sign,
                code=row.code,
                treated_id=row.client_id,
                treated=who or "",
                taken_back=row.back_reason if row.back_at is not None else "",
                expires=ends,
            )
        )
    return found


def _left_after(
    reading: Reading, courses: Iterable[int]
) -> dict[int, dict[int, tuple[int, Money]]]:
    """Return for each session what stood until then, and what that was worth."""
    r = Redemption
    rows = reading.session.execute(
        select(r.course_id, r.id, r.worth)
        .where(r.course_id.in_(sorted(courses)), r.back_at.is_(None))
        .order_by(r.at, r.id)
    )
    found: dict[int, dict[int, tuple[int, Money]]] = defaultdict(dict)
    so_far: dict[int, tuple[int, Money]] = {}
    for course, key, worth in rows:
        count, given = so_far.get(course, (0, Money()))
        so_far[course] = count + 1, given + worth
        found[course][key] = so_far[course]
    return found


def refund_figures(reading: Reading, key: int) -> Refund:
    """Return both figures of what a course is worth if it is paid back.

    Where the list price was never kept, it is the price of the service today.
    """
    one = course_line(reading, key)
    r = Redemption
    listed, unknown = Money(), 0
    for said in reading.session.scalars(
        select(r.listed).where(r.course_id == key, r.back_at.is_(None))
    ):
        listed += said
        unknown += not said.minor
    price: Money = one.list_unit
    if not price.minor and one.kind is not CourseKind.VALUE:
        of_service = select(Service.price).where(Service.id == one.service_id)
        price = reading.session.scalar(of_service) or Money()
        listed += price * unknown
    unit = Money(one.price.minor // one.sessions) if one.sessions else Money()
    return refund_of(
        Sums(one.price, one.unpaid, one.given, one.gone),
        used=one.used,
        listed=listed,
        unit=unit,
        list_unit=price,
    )


def course_card(reading: Reading, key: int) -> CourseCard:
    """Return one course, whole; raises Missing."""
    line = course_line(reading, key)
    here = premises(reading)
    holders = reading.session.execute(
        select(CourseHolder.client_id, Client.name)
        .join(Client, Client.id == CourseHolder.client_id)
        .where(CourseHolder.course_id == key)
        .order_by(CourseHolder.id)
    ).all()
    people = {line.client_id, *([line.buyer_id] if line.buyer_id else [])}
    called = select(Client.id, Client.name).where(Client.id.in_(people))
    names = {int(row[0]): row[1] for row in reading.session.execute(called)}
    more = reading.session.execute(
        select(Service.id, Service.names)
        .join(CourseChoice, CourseChoice.service_id == Service.id)
        .where(CourseChoice.course_id == key)
        .order_by(CourseChoice.id)
    ).all()
    services: list[tuple[int, Names]] = [(line.service_id, line.service)]
    services += [(int(row[0]), row[1]) for row in more]
    rule, days = prepaid_rules(here.region)
    signed, plan = _contract(reading, line), _plan(reading, line.plan_id)
    cooling = None
    if line.sold_on is not None and days:
        cooling = line.sold_on + timedelta(days=days)
    return CourseCard(
        line=line,
        client=names.get(line.client_id, ""),
        buyer=names.get(line.buyer_id or 0, ""),
        services=tuple(services),
        taken=tuple(_redeemed(reading, Redemption.course_id == key)),
        holders=tuple((ClientId(row[0]), row[1]) for row in holders),
        log=tuple(_log(reading, key)),
        refund=refund_figures(reading, key),
        limit=pay_back_limit(here),
        rule=rule,
        cooling_until=cooling,
        signed_on=signed,
        clause=here.course_clause if signed is not None else "",
        promised=tuple(map(str, plan.expectation)) if plan is not None else (),
        not_promised=tuple(map(str, plan.not_promised)) if plan is not None else (),
    )


def _contract(reading: Reading, line: CourseLine) -> date | None:
    """Return when the terms of what is paid ahead were signed last, if they stand."""
    c = Consent
    payers = {line.buyer_id or line.client_id, line.client_id}
    signed: date | None = reading.session.scalar(
        select(func.max(c.given_on)).where(
            c.client_id.in_(payers),
            c.consent == CONTRACT,
            c.withdrawn_on.is_(None),
        )
    )
    return signed


def _plan(reading: Reading, key: int | None) -> PlanBody | None:
    body = reading.session.scalar(select(Plan.body).where(Plan.id == key))
    return None if body is None else body_from_plain(json.loads(body))


def _log(reading: Reading, key: int) -> list[Happening]:
    e, into = CourseEvent, aliased(Course)
    rows = reading.session.execute(
        select(e, StaffMember.name, Client.name, into.name, Service.names)
        .outerjoin(StaffMember, StaffMember.id == e.staff_id)
        .outerjoin(Client, Client.id == e.other_id)
        .outerjoin(into, into.id == e.other_course)
        .outerjoin(Service, Service.id == into.service_id)
        .where(e.course_id == key)
        .order_by(e.at, e.id)
    ).all()
    return [
        Happening(
            at=reading.local(one.at),
            doing=one.doing,
            staff=staff or "",
            reason=one.reason,
            amount=one.amount,
            days=one.days,
            other=client or name or (str(service) if one.other_course else ""),
        )
        for one, staff, client, name, service in rows
    ]

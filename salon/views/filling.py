"""Whom to ring for a gap: who is due for something that fits into it, best first."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, func, or_, select

from salon.aftercare.tables import ContactMade
from salon.appointments.model import Status, minute_of
from salon.appointments.queries import skilled
from salon.appointments.tables import Appointment
from salon.catalogue.model import ServiceCard
from salon.catalogue.queries import services
from salon.clients.model import ClientId
from salon.clients.narrowing import days_late, rhythm
from salon.clients.tables import Client, ClientPhone
from salon.courses.model import ON_GOING
from salon.courses.tables import Course, used_sessions
from salon.plans.model import PlanStatus
from salon.plans.tables import Plan, PlanSession
from salon.safety.model import Verdict
from salon.safety.queries import safety_answer
from salon.views.day import Filling, Gap, Why, Worth

if TYPE_CHECKING:
    from salon.work import Reading

MOST = 3  # people worth ringing for one gap
LOOKED_AT = 40  # among whom they are chosen
REST = 7  # days after a contact in which nobody is rung for this
BETWEEN = 14  # days after a visit in which a course waits
LONG_AGO = 200  # days after which somebody is won back in another way
LEAST_VISITS = 3  # by which one sees how often somebody comes
_KEPT = (Status.COMPLETED, Status.LEFT)
_AGREED = (Status.BOOKED, Status.CONFIRMED, Status.ARRIVED, Status.IN_TREATMENT)


@dataclass(frozen=True, slots=True)
class _Due:
    client_id: int
    service_id: int
    why: Why
    number: int
    of: int
    since: date | None
    rank: tuple[float, ...]


def worth_ringing(reading: "Reading", gap: Gap) -> Filling:
    """Return who could be asked to come into *gap*, at most three, best first.

    Who has a visit before them, asked not to be contacted, or was spoken with in the
    last week is left in peace, and counted. What a client may not have, or only with
    a doctor's letter, is not offered.
    """
    room = minute_of(gap.until) - minute_of(gap.start)
    cards = {
        int(card.id): card
        for card in services(reading)
        if card.minutes + card.buffer_minutes <= room
        and gap.person_id in skilled(reading, card)
    }
    best: dict[int, _Due] = {}
    for due in (*_sessions(reading), *_courses(reading), *_usual(reading)):
        if due.service_id in cards:
            best.setdefault(due.client_id, due)
    booked = _with_a_visit(reading, best)
    left = {key: due for key, due in best.items() if key not in booked}
    about = _about(reading, left)
    silent = {key for key in left if about[key].do_not_contact}
    rested = _contacted(reading, left) - silent
    asked = [due for due in left.values() if due.client_id not in silent | rested]
    found = _allowed(reading, sorted(asked, key=lambda due: due.rank), cards)
    people = []
    for due in found:
        who, card = about[due.client_id], cards[due.service_id]
        people.append(
            Worth(
                due.client_id,
                who.name,
                who.pinyin,
                who.phone or "",
                who.channel,
                due.service_id,
                card.names,
                card.minutes,
                due.why,
                due.number,
                due.of,
                due.since,
            )
        )
    return Filling(gap, tuple(people), len(rested), len(silent), len(booked))


def _sessions(reading: "Reading") -> Iterator[_Due]:
    """Yield who has a session of a plan that is due and not booked."""
    every = (
        select(PlanSession.plan_id, func.count().label("of"))
        .group_by(PlanSession.plan_id)
        .subquery()
    )
    asked = (
        select(
            *(Plan.client_id, PlanSession.service_id, PlanSession.number),
            *(every.c.of, PlanSession.due_from),
        )
        .join(Plan, Plan.id == PlanSession.plan_id)
        .join(every, every.c.plan_id == Plan.id)
        .where(
            Plan.status.in_((PlanStatus.AGREED, PlanStatus.RUNNING)),
            PlanSession.appointment_id.is_(None),
            PlanSession.due_from <= reading.today,
            PlanSession.due_from > reading.today - timedelta(days=LONG_AGO),
        )
        .order_by(PlanSession.due_from, PlanSession.number)
        .limit(LOOKED_AT)
    )
    for who, service, number, of, since in reading.session.execute(asked):
        rank = (0, (since - reading.today).days)
        yield _Due(who, service, Why.SESSION, number, of, since, rank)


def _courses(reading: "Reading") -> Iterator[_Due]:
    """Yield who has paid for sessions that are left, and was not here lately."""
    used = used_sessions()
    lately = (
        select(Appointment.id)
        .where(
            Appointment.client_id == Course.client_id,
            Appointment.status.in_(_KEPT),
            Appointment.day > reading.today - timedelta(days=BETWEEN),
        )
        .exists()
    )
    asked = (
        select(
            *(Course.client_id, Course.service_id, Course.sessions, used.label("used")),
            Course.expires_on,
        )
        .where(
            or_(Course.expires_on.is_(None), Course.expires_on >= reading.today),
            used < Course.sessions,
            Course.state.in_(ON_GOING),
            ~lately,
        )
        .order_by(Course.expires_on.is_(None), Course.expires_on, Course.id)
        .limit(LOOKED_AT)
    )
    for who, service, sessions, gone, ends in reading.session.execute(asked):
        far = (ends - reading.today).days if ends is not None else LONG_AGO
        rank = (1, far)
        yield _Due(who, service, Why.COURSE, sessions - gone, sessions, ends, rank)


def _usual(reading: "Reading") -> Iterator[_Due]:
    """Yield who has not been here for longer than is usual for them."""
    visits, last = func.count(), func.max(Appointment.day)
    asked = (
        select(Appointment.client_id)
        .where(Appointment.status.in_(_KEPT), Appointment.day <= reading.today)
        .group_by(Appointment.client_id)
        .having(
            visits >= LEAST_VISITS,
            last > reading.today - timedelta(days=LONG_AGO),
            last < reading.today - timedelta(days=BETWEEN),
        )
        .order_by(visits.desc(), Appointment.client_id)
        .limit(LOOKED_AT)
    )
    keys = list(reading.session.scalars(asked))
    if not keys:
        return
    all_of = (
        select(Appointment.client_id, Appointment.day, Appointment.service_id)
        .where(Appointment.client_id.in_(keys), Appointment.status.in_(_KEPT))
        .order_by(Appointment.client_id, Appointment.day)
    )
    been: dict[int, list[tuple[date, int]]] = {}
    for key, day, given in reading.session.execute(all_of):
        been.setdefault(key, []).append((day, given))
    for who, kept in been.items():
        days = sorted({day for day, _service in kept})
        usual = rhythm(days)
        past = days_late(days[-1], usual, reading.today)
        if not past:
            continue
        often = Counter(service for _day, service in kept[-6:])
        service = often.most_common(1)[0][0]
        rank = (2, -past / max(usual, 1))
        yield _Due(who, service, Why.USUAL, past, usual, None, rank)


def _with_a_visit(reading: "Reading", clients: Collection[int]) -> set[int]:
    """Return who of them has a visit today or later, or was here today."""
    if not clients:
        return set()
    asked = select(Appointment.client_id).where(
        Appointment.client_id.in_(clients),
        Appointment.day >= reading.today,
        Appointment.status.in_((*_AGREED, *_KEPT)),
    )
    return set(map(int, reading.session.scalars(asked.distinct())))


def _about(reading: "Reading", clients: Iterable[int]) -> dict[int, Row[Any]]:
    phone = (
        select(ClientPhone.number)
        .where(ClientPhone.client_id == Client.id)
        .order_by(ClientPhone.sort)
        .limit(1)
        .correlate(Client)
        .scalar_subquery()
    )
    asked = select(
        *(Client.id, Client.name, Client.pinyin, Client.channel),
        *(Client.do_not_contact, phone.label("phone")),
    ).where(Client.id.in_(list(clients)))
    return {int(row.id): row for row in reading.session.execute(asked)}


def _contacted(reading: "Reading", clients: Iterable[int]) -> set[int]:
    since = reading.now - timedelta(days=REST)
    asked = select(ContactMade.client_id).where(
        ContactMade.client_id.in_(list(clients)), ContactMade.at >= since
    )
    return set(map(int, reading.session.scalars(asked.distinct())))


def _allowed(
    reading: "Reading", dues: Sequence[_Due], cards: dict[int, ServiceCard]
) -> list[_Due]:
    """Return the first for whom nothing stands against it that a word cannot answer."""
    among = [ClientId(due.client_id) for due in dues[:LOOKED_AT]]
    found: list[_Due] = []
    for due in dues[:LOOKED_AT]:
        if len(found) == MOST:
            break
        answer = safety_answer(
            *(reading, ClientId(due.client_id), cards[due.service_id], reading.today),
            among=among,
        )
        grave = (Verdict.DEFER, Verdict.LETTER, Verdict.BLOCK)
        if not any(one.verdict in grave for one in answer.objections):
            found.append(due)
    return found

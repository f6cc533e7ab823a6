"""What screens and papers ask of plans."""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select

from salon.appointments.tables import Appointment
from salon.catalogue.tables import Service
from salon.clients.model import ClientId
from salon.clients.tables import Client
from salon.errors import Missing
from salon.plans.model import (
    PlanCard,
    PlanId,
    PlanLine,
    PlanStatus,
    SessionLine,
    body_from_plain,
)
from salon.plans.tables import Plan, PlanSession
from salon.public import public_id
from salon.staff.tables import StaffMember
from salon.work import Reading

_KEPT = ("completed", "left")


def plan(reading: Reading, key: PlanId) -> PlanCard:
    """Return one plan, whole; raises Missing."""
    row: Any = reading.session.execute(
        select(Plan, Client.name, StaffMember.name)
        .join(Client, Client.id == Plan.client_id)
        .outerjoin(StaffMember, StaffMember.id == Plan.staff_id)
        .where(Plan.id == key)
    ).one_or_none()
    if row is None:
        raise Missing("Plan", key)
    one, client, made_by = row
    return PlanCard(
        id=one.id,
        version=one.version,
        number=public_id("plan", one.id),
        client_id=one.client_id,
        client=client,
        template=one.template,
        title=one.title,
        status=one.status,
        start=one.start,
        created=one.created,
        language=one.language,
        price=one.price,
        sessions=tuple(sessions_of(reading, key)),
        body=body_from_plain(json.loads(one.body)),
        made_by=made_by or "",
    )


def sessions_of(reading: Reading, key: PlanId) -> list[SessionLine]:
    """Return the sessions of a plan, with the appointments they were booked as."""
    asked = (
        select(
            *(PlanSession, Service.ref, Service.names, Service.minutes),
            *(Appointment.day, Appointment.start, Appointment.status),
            StaffMember.name,
        )
        .join(Service, Service.id == PlanSession.service_id)
        .outerjoin(Appointment, Appointment.id == PlanSession.appointment_id)
        .outerjoin(StaffMember, StaffMember.id == Appointment.staff_id)
        .where(PlanSession.plan_id == key)
        .order_by(PlanSession.number, PlanSession.id)
    )
    rows: Sequence[Any] = reading.session.execute(asked).all()
    return [
        SessionLine(
            id=one.id,
            version=one.version,
            number=one.number,
            service_id=one.service_id,
            service_ref=ref,
            service=names,
            minutes=minutes,
            due_from=one.due_from,
            due_until=one.due_until,
            phase=one.phase,
            price=one.price,
            appointment_id=one.appointment_id,
            booked_for=day,
            booked_at=f"{start:%H:%M}" if start is not None else "",
            person=person or "",
            status=status.value if status is not None else "",
        )
        for one, ref, names, minutes, day, start, status, person in rows
    ]


def plans(
    reading: Reading, client_id: ClientId | None = None, limit: int = 300
) -> list[PlanLine]:
    """Return the plans, of one client or of all, the newest first."""
    asked = _plans_asked().limit(limit)
    if client_id is not None:
        asked = asked.where(Plan.client_id == client_id)
    return _plan_lines(reading, asked)


def find_plans(reading: Reading, text: str, most: int) -> list[PlanLine]:
    """Return the plans in whose title or client's name every word of *text* stands."""
    if len(text.strip()) < 2:
        return []
    said = [
        or_(Plan.title.icontains(word, autoescape=True), _named(word))
        for word in text.split()
    ]
    return _plan_lines(reading, _plans_asked().where(*said).limit(most))


def _named(word: str) -> ColumnElement[bool]:
    return Client.name.icontains(word, autoescape=True)


def _plans_asked() -> Select[Any]:
    """Return the question for plans; sessions are counted for those that are shown."""
    all_of = select(func.count()).select_from(PlanSession)
    of_plan = all_of.where(PlanSession.plan_id == Plan.id)
    kept = of_plan.join(Appointment, Appointment.id == PlanSession.appointment_id)
    counts = (
        of_plan,
        of_plan.where(PlanSession.appointment_id.is_not(None)),
        kept.where(Appointment.status.in_(_KEPT)),
    )
    return (
        select(
            *(Plan.id, Plan.version, Plan.client_id, Client.name, Plan.title),
            *(Plan.template, Plan.status, Plan.start),
            *(one.correlate(Plan).scalar_subquery() for one in counts),
        )
        .join(Client, Client.id == Plan.client_id)
        .order_by(Plan.status == PlanStatus.CLOSED, Plan.created.desc(), Plan.id.desc())
    )


def _plan_lines(reading: Reading, asked: Select[Any]) -> list[PlanLine]:
    rows: Sequence[Any] = reading.session.execute(asked).all()
    return [
        PlanLine(
            id=row[0],
            version=row[1],
            client_id=row[2],
            client=row[3],
            title=row[4],
            template=row[5],
            status=row[6],
            start=row[7],
            sessions=int(row[8] or 0),
            booked=int(row[9] or 0),
            done=int(row[10] or 0),
        )
        for row in rows
    ]

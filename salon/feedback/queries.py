"""What screens ask of feedback."""

import json
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from salon.appointments.model import Status
from salon.appointments.tables import Appointment
from salon.catalogue.tables import Service
from salon.clients.tables import Client
from salon.feedback.model import SURVEY, FeedbackId, FeedbackLine
from salon.feedback.tables import Feedback, Hope
from salon.settings.queries import premises
from salon.staff.queries import team
from salon.staff.tables import StaffMember
from salon.work import Reading

RECENT = 14  # days for which a praise waits to be passed on
SOON = timedelta(days=7)  # of one client asked at most once


def feedback_of(reading: Reading, appointment_id: int) -> FeedbackLine | None:
    """Return what was said of a visit; None where nothing was."""
    asked = _asked().where(Feedback.appointment_id == appointment_id)
    return next(iter(_lines(reading, asked)), None)


def feedback_line(reading: Reading, key: FeedbackId) -> FeedbackLine | None:
    """Return a feedback; None where there is none of that number."""
    return next(iter(_lines(reading, _asked().where(Feedback.id == key))), None)


def feedbacks(
    reading: Reading, days: int = 90, client_id: int | None = None
) -> list[FeedbackLine]:
    """Return what was said within *days*, the newest first."""
    since = reading.now - timedelta(days=days)
    asked = _asked().where(Feedback.at >= since).order_by(Feedback.at.desc())
    if client_id is not None:
        asked = asked.where(Feedback.client_id == client_id)
    return _lines(reading, asked)


def praises(reading: Reading) -> list[FeedbackLine]:
    """Return praise of somebody by name that nobody has passed on yet."""
    return [
        one
        for one in feedbacks(reading, RECENT)
        if one.praised_id is not None and not one.is_passed_on and not one.is_low
    ]


def hope_of(reading: Reading, appointment_id: int) -> tuple[int, str] | None:
    """Return what was hoped of a visit, 0 to 10 and in words; None: nobody asked."""
    asked = select(Hope.score, Hope.words).where(Hope.appointment_id == appointment_id)
    row = reading.session.execute(asked).first()
    return (row.score, row.words) if row is not None else None


def may_be_asked(reading: Reading, appointment_id: int) -> bool:
    """Return whether a client may be asked how a visit was.

    Once a visit, at most once in seven days, and only of one that is over; not where
    the salon has switched it off.
    """
    if SURVEY in premises(reading).surveys_off:
        return False
    visit = reading.session.execute(
        select(Appointment.client_id, Appointment.status).where(
            Appointment.id == appointment_id
        )
    ).first()
    if visit is None or visit.status not in (Status.COMPLETED, Status.LEFT):
        return False
    lately = select(Feedback.id).where(
        Feedback.client_id == visit.client_id,
        (Feedback.at > reading.now - SOON)
        | (Feedback.appointment_id == appointment_id),
    )
    return reading.session.scalar(lately.limit(1)) is None


def _asked() -> Any:
    return (
        select(
            *(Feedback.id, Feedback.client_id, Client.name.label("client")),
            *(Feedback.appointment_id, Service.names, StaffMember.name.label("person")),
            *(Feedback.at, Feedback.how, Feedback.csat, Feedback.gap),
            *(Hope.score.label("hoped"), Feedback.words, Feedback.praised_id),
            *(Feedback.passed_on_at, Feedback.answers),
        )
        .join(Client, Client.id == Feedback.client_id)
        .join(Appointment, Appointment.id == Feedback.appointment_id)
        .join(Service, Service.id == Appointment.service_id)
        .outerjoin(StaffMember, StaffMember.id == Appointment.staff_id)
        .outerjoin(Hope, Hope.appointment_id == Feedback.appointment_id)
    )


def _lines(reading: Reading, asked: Any) -> list[FeedbackLine]:
    people = {one.id: one.name for one in team(reading, everyone=True)}
    return [
        FeedbackLine(
            *(row.id, row.client_id, row.client, row.appointment_id, row.names),
            *(row.person or "", reading.local(row.at).replace(tzinfo=None), row.how),
            *(row.csat, row.gap, row.hoped, row.words),
            people.get(row.praised_id, ""),
            row.praised_id,
            row.passed_on_at is not None,
            json.loads(row.answers),
        )
        for row in reading.session.execute(asked)
    ]

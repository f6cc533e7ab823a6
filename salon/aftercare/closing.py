"""What becomes of calls when the salon is closed on days: none is lost."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import and_, or_, select

from salon.aftercare.model import (
    COMPLAINT,
    INCIDENT,
    REMINDER,
    SAFETY,
    WORTH,
    CallStatus,
    day_of_safety,
    last_open,
    next_open,
)
from salon.aftercare.tables import Call
from salon.appointments.tables import Appointment
from salon.settings.events import DaysClosed
from salon.settings.queries import premises
from salon.work import Work


def follow_closing(work: Work, event: DaysClosed) -> None:
    """Put off what was to be said on closed days, or say it before; name the rest.

    Safety is asked on the last open day before, else on the first after; what else
    would come too late is dropped. Nobody is reminded of a visit on a closed day: it
    is to be moved. Calls about an incident stay.
    """
    hours = premises(work).hours

    def is_open(day: date) -> bool:
        return hours.is_open(day) and not event.first <= day <= event.last

    visit = Appointment
    touched = (
        select(Call, visit.day)
        .outerjoin(visit, visit.id == Call.appointment_id)
        .where(Call.status == CallStatus.WAITING, Call.protocol != INCIDENT)
        .where(
            or_(
                Call.due.between(event.first, event.last),
                and_(
                    Call.protocol == REMINDER,
                    visit.day.between(event.first, event.last),
                ),
            )
        )
    )
    found: Sequence[Any] = work.session.execute(touched).all()
    for call, day in found:
        if call.protocol == REMINDER:
            if day is not None and event.first <= day <= event.last:
                call.status, call.reason = CallStatus.DROPPED, "closed"
            else:
                call.due = last_open(call.due, work.today, is_open)
        elif call.protocol == COMPLAINT:
            call.due = next_open(call.due, is_open)
        elif call.priority <= SAFETY:
            call.due = day_of_safety(call.due, work.today, is_open)
        else:
            due = next_open(call.due, is_open)
            if call.protocol != "promised" and due - call.due > WORTH:
                call.status, call.reason = CallStatus.DROPPED, "too_late"
            else:
                call.due = due

"""Reminders of coming visits, one a person and day: what follows from the day book.

Each visit that is not confirmed has a reminder; of those of one day the first speaks
for all, and the others yield to it until its visit is moved or called off.
"""

from collections import defaultdict
from datetime import date, timedelta

from sqlalchemy import or_, select

from salon.aftercare.model import (
    RECALL,
    REMINDER,
    THINKING,
    CallStatus,
    calling_hours,
    last_open,
)
from salon.aftercare.queries import steps_of
from salon.aftercare.tables import Call
from salon.appointments import events as day_book
from salon.appointments.model import Status
from salon.appointments.tables import Appointment
from salon.clients.model import ClientId
from salon.clients.queries import reaches
from salon.clients.reach import Purpose
from salon.clients.tables import Client
from salon.settings.queries import premises
from salon.work import Work


def remind_of_visit(work: Work, event: day_book.Booked | day_book.Moved) -> None:
    """Owe her one call on the day before; the one of the old time goes."""
    visit = work.get(Appointment, event.appointment_id)
    _drop_rebooked(work, ClientId(event.client_id), visit)
    is_new = isinstance(event, day_book.Booked)
    waiting = [] if is_new else _reminders(work, visit.id)
    if visit.day <= work.today:
        drop_reminders(work, visit.id, "came")
        one_a_day(work, visit.client_id)
        return
    due = max(visit.day - timedelta(days=1), work.today)
    is_open = premises(work).hours.is_open
    due = last_open(due, work.today, is_open)
    for call in waiting:
        call.due = due
    client = work.get(Client, visit.client_id)
    start, until = calling_hours(client.call_from, client.call_until)
    way = reaches(work, [visit.client_id])[visit.client_id].way(Purpose.BOOKING)
    if not waiting and way:
        work.add(
            Call(
                client_id=visit.client_id,
                appointment_id=visit.id,
                protocol=REMINDER,
                step="before_24h",
                purpose="booking",
                priority=4,
                channel=way,
                caller="reception",
                due=due,
                time_from=start,
                time_until=until,
                status=CallStatus.WAITING,
            )
        )
    one_a_day(work, visit.client_id)


def one_a_day(work: Work, client_id: int) -> None:
    """Let one reminder wait for each day that a client comes: that of the first hour.

    The others of the day yield to it. When its visit is moved or called off, the next
    one speaks; not where somebody has spoken with her of that day already.
    """
    its = (
        select(Call, Appointment.day, Appointment.status)
        .join(Appointment, Appointment.id == Call.appointment_id)
        .where(Call.client_id == client_id, Call.protocol == REMINDER)
        .where(Appointment.day >= work.today)
        .order_by(Appointment.day, Appointment.start, Call.id)
    )
    owed: dict[date, list[Call]] = defaultdict(list)
    told: set[date] = set()  # of what was due then somebody has spoken with her
    for call, day, status in work.session.execute(its).all():
        if call.status is CallStatus.DONE or call.reason in _SETTLED:
            told.add(call.due)
        elif status is Status.BOOKED and (_waits(call) or _yields(call)):
            owed[day].append(call)
    for calls in owed.values():
        if not any(map(_waits, calls)) and any(one.due in told for one in calls):
            continue
        first = calls[0]
        for call in calls:
            if call.attempts > first.attempts:  # they were made for the whole day
                _hand_over(call, first)
            call.status = CallStatus.WAITING if call is first else CallStatus.MERGED
            call.reason = "" if call is first else "merged"


def _hand_over(call: Call, to: Call) -> None:
    to.attempts, to.due = call.attempts, call.due
    to.time_from, to.time_until = call.time_from, call.time_until


def _waits(call: Call) -> bool:
    return call.status is CallStatus.WAITING


_SETTLED = ("not_reached", "no_contact")  # of a reminder that nobody needs to make


def _yields(call: Call) -> bool:
    return call.status is CallStatus.MERGED and call.reason == "merged"


def remind_of_both(work: Work, event: day_book.Swapped) -> None:
    """Let the reminders of two swapped visits follow their new times."""
    for key in (event.appointment_id, event.other_id):
        visit = work.get(Appointment, key)
        remind_of_visit(work, day_book.Moved(key, visit.client_id))


def forget_reminder(
    work: Work,
    event: day_book.Cancelled | day_book.Missed | day_book.ClientArrived,
) -> None:
    """Let the reminder go with the visit; a call that it made needless comes back."""
    came = isinstance(event, day_book.ClientArrived)
    drop_reminders(work, event.appointment_id, "came" if came else "cancelled")
    if came:
        _drop_of_today(work, event.client_id)
        return
    one_a_day(work, event.client_id)
    coming = select(Appointment.id).where(
        Appointment.client_id == event.client_id,
        Appointment.day >= work.today,
        Appointment.status.in_((Status.BOOKED, Status.CONFIRMED)),
    )
    if work.session.scalar(coming) is not None:
        return
    for call in work.session.scalars(
        select(Call).where(
            Call.client_id == event.client_id,
            Call.status == CallStatus.DROPPED,
            Call.reason == "rebooked",
            Call.due >= work.today,
        )
    ):
        call.status, call.reason = CallStatus.WAITING, ""


def confirmed_needs_no_call(work: Work, event: day_book.Confirmed) -> None:
    """Drop the reminder of a visit that she has confirmed."""
    drop_reminders(work, event.appointment_id, "confirmed")
    one_a_day(work, work.get(Appointment, event.appointment_id).client_id)


def _drop_rebooked(work: Work, client_id: ClientId, visit: Appointment) -> None:
    if visit.day >= work.today:
        drop_planned(work, client_id, "rebooked", "rebooked", but=visit.id)
        asked_after = select(Call).where(
            Call.client_id == client_id,
            Call.status == CallStatus.WAITING,
            Call.step.in_((RECALL, THINKING)),
        )
        for call in work.session.scalars(asked_after).all():
            call.status, call.reason = CallStatus.DROPPED, "rebooked"


def drop_planned(
    work: Work, client_id: ClientId, skip_if: str, reason: str, *, but: int
) -> None:
    """Drop calls that a step of their protocol says *skip_if* makes needless."""
    waiting = select(Call).where(
        Call.client_id == client_id,
        Call.status == CallStatus.WAITING,
        Call.protocol.not_in((REMINDER, "promised")),
        or_(Call.appointment_id.is_(None), Call.appointment_id != but),
    )
    for call in work.session.scalars(waiting).all():
        _name, steps = steps_of(work, call.protocol)
        if any(
            step["id"] == call.step and skip_if in step.get("skip_if", ())
            for step in steps
        ):
            call.status, call.reason = CallStatus.DROPPED, reason


def _reminders(work: Work, appointment_id: int) -> list[Call]:
    """Return what reminds of a visit, or would if no earlier one of the day did."""
    its = select(Call).where(
        Call.appointment_id == appointment_id,
        Call.protocol == REMINDER,
        Call.status.in_((CallStatus.WAITING, CallStatus.MERGED)),
    )
    calls = work.session.scalars(its).all()
    return [one for one in calls if one.status is CallStatus.WAITING or _yields(one)]


def _drop_of_today(work: Work, client_id: int) -> None:
    """Let nobody be reminded of what is today who has come."""
    its = select(Call).where(
        Call.client_id == client_id,
        Call.protocol == REMINDER,
        Call.appointment_id == Appointment.id,
        Appointment.day == work.today,
        Call.status.in_((CallStatus.WAITING, CallStatus.MERGED)),
    )
    for call in work.session.scalars(its).all():
        call.status, call.reason = CallStatus.DROPPED, "came"


def drop_reminders(work: Work, appointment_id: int, reason: str) -> None:
    """Drop what reminds of a visit, whether it waits or yields."""
    for call in _reminders(work, appointment_id):
        if call.attempts:
            visit = work.get(Appointment, appointment_id)
            of_day = select(Call).where(
                Call.client_id == call.client_id,
                Call.protocol == REMINDER,
                Call.appointment_id == Appointment.id,
                Appointment.day == visit.day,
            )
            for other in filter(_yields, work.session.scalars(of_day).all()):
                _hand_over(call, other)
        call.status, call.reason = CallStatus.DROPPED, reason

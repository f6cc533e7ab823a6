"""The calls after a complaint: agreed today, asked after on days 1, 3, 7 and 30."""

from sqlalchemy import select

from salon.aftercare.events import CallTakenBack
from salon.aftercare.model import (
    AFTERMATH,
    COMPLAINT,
    SAFETY,
    UNHEARD,
    CallStatus,
    Outcome,
    call_day,
    calling_hours,
)
from salon.aftercare.tables import Call
from salon.clients.model import ClientId
from salon.clients.queries import reaches
from salon.clients.reach import CHANNELS, Purpose
from salon.clients.tables import Client
from salon.complaints.events import (
    ComplaintAgreed,
    ComplaintChanged,
    ComplaintEnded,
    ComplaintReopened,
    ComplaintTakenBack,
)
from salon.complaints.model import ComplaintId, ComplaintLine, Step
from salon.complaints.model import Outcome as Ended
from salon.complaints.operations import (
    note_attempt,
    note_contact,
    open_complaint,
    take_contact_back,
)
from salon.complaints.queries import complaint
from salon.settings.queries import premises
from salon.staff.queries import team
from salon.text import N_, _
from salon.work import Work

_RUNG = "complaint"  # the step of the call that listens, promised when it was said


def plan_aftermath(work: Work, event: ComplaintAgreed) -> None:
    """Owe the client the calls that follow an agreement, by whoever has the case.

    On open days alone; by the channel on which the client wants to hear of it, and not
    at all where there is none.
    """
    _drop(work, event.complaint_id, "complaint_back", (COMPLAINT,))
    line = complaint(work, ComplaintId(event.complaint_id)).line
    way = reaches(work, [event.client_id])[event.client_id].way(Purpose.CARE, CHANNELS)
    if not way:
        return
    client = work.get(Client, ClientId(event.client_id))
    start, until = calling_hours(client.call_from, client.call_until)
    roles: dict[int | None, str] = {
        one.id: one.role.value for one in team(work, everyone=True)
    }
    is_open = premises(work).hours.is_open
    for step, days in AFTERMATH.items():
        work.add(
            Call(
                client_id=client.id,
                appointment_id=None,
                protocol=COMPLAINT,
                step=step,
                purpose="relation",
                priority=SAFETY,
                channel=way,
                caller=roles.get(line.owner_id, "manager"),
                due=call_day(work.today, days, is_open),
                time_from=start,
                time_until=until,
                words=_who(line),
                status=CallStatus.WAITING,
                complaint_id=line.id,
            )
        )


def drop_aftermath(
    work: Work, event: ComplaintTakenBack | ComplaintReopened | ComplaintEnded
) -> None:
    """Let those calls go that speak of what is not so any more."""
    if isinstance(event, ComplaintEnded):
        both = (COMPLAINT,) if event.outcome == Ended.MISTAKE else ()
        _drop(work, event.complaint_id, "complaint_closed", (*both, "promised"))
    elif isinstance(event, ComplaintReopened) or event.what == Step.AGREE:
        _drop(work, event.complaint_id, "complaint_back", (COMPLAINT,))


def listened(work: Work, event: ComplaintChanged) -> None:
    """Nobody is rung to be listened to who has been listened to."""
    if event.what == Step.LISTEN:
        _drop(work, event.complaint_id, "heard", ("promised",))


def begin_complaint(work: Work, call: Call, note: str) -> ComplaintId:
    """Open the complaint of somebody who was unhappy in a call; the call knows it."""
    visit = call.appointment_id
    if call.complaint_id is not None:
        key = ComplaintId(call.complaint_id)
        visit = complaint(work, key).line.appointment_id
    opened = open_complaint(
        work, call.client_id, words=note, appointment_id=visit, source="call"
    )
    call.complaint_id = opened
    return opened


def tell_complaint(work: Work, call: Call, outcome: Outcome, note: str) -> None:
    """Let a complaint know how a call about it went."""
    if call.protocol != COMPLAINT or call.complaint_id is None:
        return
    key = ComplaintId(call.complaint_id)
    if outcome not in UNHEARD:
        note_contact(work, key, call.step, note)
    elif complaint(work, key).line.is_open:
        note_attempt(work, key, note)


def untell_complaint(work: Work, event: CallTakenBack) -> None:
    """Let a complaint know that a call about it has not come about."""
    call = work.get(Call, event.call_id)
    if call.protocol == COMPLAINT and call.complaint_id is not None:
        take_contact_back(work, ComplaintId(call.complaint_id), call.step)


def _drop(
    work: Work, complaint_id: int, reason: str, protocols: tuple[str, ...]
) -> None:
    for call in work.session.scalars(
        select(Call).where(
            Call.complaint_id == complaint_id,
            Call.status == CallStatus.WAITING,
            Call.protocol.in_(protocols),
        )
    ):
        if call.protocol == COMPLAINT or call.step == _RUNG:
            call.status, call.reason = CallStatus.DROPPED, reason


def _who(line: ComplaintLine) -> str:
    """Return for the caller who is to ring, and who is not."""
    if not line.owner:
        return ""
    if not line.person:
        return _(N_("{owner} rings")).format(owner=line.owner)
    said = _(N_("{owner} rings, not {person}"))
    return said.format(owner=line.owner, person=line.person)

"""The calls after a complaint: agreed today, asked after on days 1, 3, 7 and 30."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from sqlalchemy import select

from salon.aftercare.events import CallTakenBack
from salon.aftercare.model import (
    AFTERMATH,
    COMPLAINT,
    INCIDENT,
    REMINDER,
    SAFETY,
    UNHEARD,
    CallStatus,
    Outcome,
    call_day,
    calling_hours,
    next_open,
)
from salon.aftercare.tables import Call
from salon.clients.model import ClientId
from salon.clients.queries import reaches
from salon.clients.reach import CHANNELS, Purpose
from salon.clients.tables import Client
from salon.complaints.clock import closing_after
from salon.complaints.events import (
    ComplaintAgreed,
    ComplaintChanged,
    ComplaintEnded,
    ComplaintReopened,
    ComplaintsRaised,
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

_BOTH = "with_complaint"  # why a call does not wait: it goes with that one
_RUNG = "complaint"  # the step of the call that listens, promised when it was said


def plan_aftermath(work: Work, event: ComplaintAgreed) -> None:
    """Owe the client the calls that follow an agreement, by whoever has the case.

    On open days alone; by the channel on which the client wants to hear of it, and not
    at all where there is none. A day on which another case is asked after is left to
    that; what is to be asked of a treatment on such a day goes without a call of its
    own, but for what is about safety.
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
    taken = _days_taken(work, client.id)
    for step, days in AFTERMATH.items():
        due = call_day(work.today, days, is_open)
        while due in taken:  # of another case: one contact a day
            due = next_open(due + timedelta(days=1), is_open)
        taken.add(due)
        _ask_after_both(work, client.id, due)
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
                due=due,
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
    """Nobody is rung to be listened to who has been listened to.

    Whoever has the complaint by now is who rings; no call says anything else.
    """
    if event.what == Step.LISTEN:
        _drop(work, event.complaint_id, "heard", ("promised",))
    line = complaint(work, ComplaintId(event.complaint_id)).line
    whom = ringing(work, line)
    for call in _waiting(work, event.complaint_id, (COMPLAINT, "promised")):
        if call.protocol == COMPLAINT:
            call.caller, call.words = whom.caller, _who(line)
        elif call.step == _RUNG:
            call.caller, call.words = whom.caller, whom.words
            call.for_staff_id = line.owner_id


def handed_on(work: Work, event: ComplaintsRaised) -> None:
    """Let whoever has a late complaint now be the one who rings."""
    for key in event.complaints:
        listened(work, ComplaintChanged(key, 0, "raised"))


@dataclass(frozen=True, slots=True)
class Ringing:
    """Who rings somebody back to listen, and when."""

    words: str
    caller: str
    due: date
    at: time | None


def ringing(work: Work, line: ComplaintLine) -> Ringing:
    """Return who rings back about a complaint, and when: as the complaint has it.

    Today from now on while the salon is open, else on the day on which it is due.
    """
    roles: dict[int | None, str] = {
        one.id: one.role.value for one in team(work, everyone=True)
    }
    caller = roles.get(line.owner_id, "manager")
    now = work.local(work.now).replace(tzinfo=None, second=0, microsecond=0)
    said = _(N_("Unhappy: {owner} rings to listen")).format(owner=line.owner)
    if not line.owner:
        said = _(N_("Unhappy: ring to listen"))
    is_today = closing_after(now, premises(work).hours) is not None
    if is_today or line.clock is None or line.clock.due < now:
        return Ringing(said, caller, now.date(), now.time())
    return Ringing(said, caller, line.clock.due.date(), None)


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


def _days_taken(work: Work, client_id: int) -> set[date]:
    """Return on which days a client is rung about a complaint."""
    waiting = select(Call.due).where(
        *(Call.client_id == client_id, Call.protocol == COMPLAINT),
        Call.status == CallStatus.WAITING,
    )
    return set(work.session.scalars(waiting))


def _ask_after_both(work: Work, client_id: int, due: date) -> None:
    for call in work.session.scalars(
        select(Call).where(
            *(Call.client_id == client_id, Call.due == due),
            *(Call.status == CallStatus.WAITING, Call.appointment_id.is_not(None)),
            *(Call.priority > SAFETY, Call.protocol.not_in((REMINDER, INCIDENT))),
        )
    ):
        call.status, call.reason = CallStatus.MERGED, _BOTH


def _ask_after_each(work: Work, client_id: ClientId) -> None:
    """Let what went with calls about a complaint be asked again that come no more."""
    if not reaches(work, [client_id])[client_id].may(Purpose.CARE):
        return
    taken = _days_taken(work, client_id)
    for call in work.session.scalars(
        select(Call).where(
            *(Call.client_id == client_id, Call.status == CallStatus.MERGED),
            *(Call.reason == _BOTH, Call.due >= work.today),
        )
    ):
        if call.due not in taken:
            call.status, call.reason = CallStatus.WAITING, ""


def _drop(
    work: Work, complaint_id: int, reason: str, protocols: tuple[str, ...]
) -> None:
    for call in _waiting(work, complaint_id, protocols):
        if call.protocol == COMPLAINT or call.step == _RUNG:
            call.status, call.reason = CallStatus.DROPPED, reason
    work.session.flush()
    if COMPLAINT in protocols:
        row = complaint(work, ComplaintId(complaint_id)).line
        _ask_after_each(work, row.client_id)


def _waiting(
    work: Work, complaint_id: int, protocols: tuple[str, ...]
) -> Sequence[Call]:
    asked = select(Call).where(
        Call.complaint_id == complaint_id,
        Call.status == CallStatus.WAITING,
        Call.protocol.in_(protocols),
    )
    return work.session.scalars(asked).all()


def _who(line: ComplaintLine) -> str:
    """Return for the caller who is to ring, and who is not."""
    if not line.owner:
        return ""
    if not line.person:
        return _(N_("{owner} rings")).format(owner=line.owner)
    said = _(N_("{owner} rings, not {person}"))
    return said.format(owner=line.owner, person=line.person)

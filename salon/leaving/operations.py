"""What is done when a colleague leaves, and in the years before."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import select

from salon.aftercare.model import CallStatus, calling_hours
from salon.aftercare.tables import Call
from salon.clients.events import ClientsMerged
from salon.clients.queries import reaches
from salon.clients.reach import Purpose
from salon.clients.tables import Client
from salon.leaving import events
from salon.leaving.model import (
    LONGEST,
    AlertId,
    BadLastDay,
    HerClient,
    LeavesAlready,
    LeavingClientId,
    LeavingId,
    NoSuccessor,
    NothingSaid,
    NotLeaving,
    State,
    Talk,
    TalkId,
)
from salon.leaving.proposing import call_by
from salon.leaving.queries import closes_at, her_clients, running_of
from salon.leaving.tables import Leaving, LeavingAlert, LeavingClient, StaffTalk
from salon.rights import Right
from salon.settings.queries import premises
from salon.staff.events import StaffChanged
from salon.staff.tables import StaffMember
from salon.text import N_, _, full_day
from salon.work import Work, needs

STEP = "leaving"  # of calls that are promised
_DAY = timedelta(days=1)
_WORDS = N_(
    "{leaver} leaves on {day}. Say it in person, introduce {successor}, and offer a "
    "first visit with both."
)
_NOBODY = N_("{leaver} leaves on {day}. Say it in person, and ask what is wished for.")


@needs(Right.MANAGE)
def start_leaving(work: Work, staff_id: int, last_day: date) -> LeavingId:
    """Begin handing over the clients of who leaves; return its number.

    Whoever sees only her is rung in person, by who comes after, until two weeks before
    the last day; nothing goes out to many at once. Her access ends when the doors close
    on the last day.

    Raises:
        BadLastDay: It is over, or beyond a year.
        LeavesAlready: It was begun before.
        Missing: There is no such person.
    """
    if not work.today <= last_day <= work.today + timedelta(days=366):
        raise BadLastDay(last_day)
    person = work.get(StaffMember, staff_id)
    before = running_of(work, staff_id)
    if before is not None:
        raise LeavesAlready(person.name, work.get(Leaving, before).last_day)
    row = work.add(
        Leaving(
            staff_id=staff_id,
            last_day=last_day,
            begun=work.today,
            call_by=call_by(last_day, work.today),
            begun_by=work.by.id,
            state=State.RUNNING,
        )
    )
    person.leaves_at = closes_at(work, last_day)
    clients = her_clients(work, staff_id)
    calls = _calls(work, row, person.name, [one for one in clients if one.is_only])
    for one in clients:
        work.add(
            LeavingClient(
                leaving_id=row.id,
                client_id=one.client_id,
                abc=one.abc,
                visits=one.visits,
                others=one.others,
                is_only=one.is_only,
                spent=one.spent,
                next_year=one.next_year,
                last_visit=one.last_visit,
                expected=one.expected,
                successor_id=one.successor_id,
                why=one.why,
                call_id=calls.get(one.client_id),
            )
        )
    work.record(events.LeavingBegan(staff_id))
    work.record(StaffChanged(person.id))
    return row.id


def _calls(
    work: Work, row: Leaving, name: str, clients: Sequence[HerClient]
) -> dict[int, int]:
    """Owe each a call, spread over the open days until it is to be done."""
    is_open = premises(work).hours.is_open
    days = [
        work.today + at * _DAY
        for at in range((row.call_by - work.today).days + 1)
        if is_open(work.today + at * _DAY)
    ] or [work.today]
    found = {}
    for place, one in enumerate(clients):
        key = _call(work, row, name, one, days[place * len(days) // len(clients)])
        if key is not None:
            found[one.client_id] = key
    return found


def _call(work: Work, row: Leaving, name: str, one: HerClient, due: date) -> int | None:
    way = reaches(work, [one.client_id])[one.client_id].way(Purpose.CARE)
    if not way:
        return None
    client = work.get(Client, one.client_id)
    start, until = calling_hours(client.call_from, client.call_until)
    words = _(_WORDS if one.successor else _NOBODY).format(
        leaver=name, day=full_day(row.last_day), successor=one.successor
    )
    call = Call(
        client_id=client.id,
        appointment_id=None,
        protocol="promised",
        step=STEP,
        purpose="relation",
        priority=4,
        channel=way,
        caller="therapist" if one.successor_id is not None else "manager",
        due=due,
        time_from=start,
        time_until=until,
        words=words,
        for_staff_id=one.successor_id or row.begun_by,
        status=CallStatus.WAITING,
    )
    return int(work.add(call).id)


@needs(Right.MANAGE)
def hand_over(work: Work, key: LeavingClientId, successor_id: int) -> None:
    """Say who looks after a client from now on; the call goes to her.

    Raises:
        NoSuccessor: She does not treat, leaves too, or is no more here.
        NotLeaving: It is over.
    """
    row, leaving = _client(work, key)
    person = work.get(StaffMember, successor_id)
    goes = running_of(work, successor_id) is not None
    if goes or not person.is_active or not person.role.treats:
        raise NoSuccessor(person.name)
    row.successor_id, row.why = successor_id, ""
    call = work.session.get(Call, row.call_id) if row.call_id is not None else None
    if call is not None and call.status is CallStatus.WAITING:
        name = work.get(StaffMember, leaving.staff_id).name
        call.for_staff_id = successor_id
        call.words = _(_WORDS).format(
            leaver=name, day=full_day(leaving.last_day), successor=person.name
        )
    work.record(events.LeavingChanged(leaving.staff_id))


@needs(Right.MANAGE, Right.TREAT)
def note_introduced(work: Work, key: LeavingClientId, on: date | None = None) -> None:
    """Note that a client and who comes after have met; noted again, it is taken back.

    Args:
        work: As ever.
        key: The client of the handing over.
        on: The day; None is today.
    """
    row = work.get(LeavingClient, key)
    day = on or work.today
    row.introduced_on = None if row.introduced_on == day else day
    work.record(events.LeavingChanged(work.get(Leaving, row.leaving_id).staff_id))


@needs(Right.MANAGE)
def write_farewell(work: Work, key: LeavingId, words: str) -> None:
    """Write down what was said at the end."""
    row = work.get(Leaving, key)
    row.farewell = words.strip()[:LONGEST]
    work.record(events.LeavingChanged(row.staff_id))


@needs(Right.MANAGE)
def withdraw_leaving(work: Work, key: LeavingId) -> None:
    """Let somebody stay after all: her access, and nobody is rung about it."""
    row = work.get(Leaving, key)
    person = work.get(StaffMember, row.staff_id)
    if row.state is not State.RUNNING:
        raise NotLeaving(person.name)
    c = LeavingClient
    for one in work.session.scalars(select(c).where(c.leaving_id == key)).all():
        call = work.session.get(Call, one.call_id) if one.call_id is not None else None
        if call is not None and call.status is CallStatus.WAITING:
            call.status, call.reason = CallStatus.DROPPED, "gone"
    row.state, row.ended_at = State.WITHDRAWN, work.now
    person.leaves_at = None
    work.record(events.LeavingWithdrawn(row.staff_id))
    work.record(StaffChanged(person.id))


@needs(Right.MANAGE)
def end_leavings(work: Work) -> int:
    """Take whoever's last day is over off the team; return how many.

    The night does it; their access has ended with that day already.
    """
    rows = work.session.scalars(
        select(Leaving).where(
            Leaving.state == State.RUNNING, Leaving.last_day <= work.today
        )
    ).all()
    gone = 0
    for row in rows:
        person = work.get(StaffMember, row.staff_id)
        if person.leaves_at is not None and person.leaves_at > work.now:
            continue
        row.state, row.ended_at = State.GONE, work.now
        person.is_active = False
        gone += 1
        work.record(events.AccessEnded(row.staff_id))
        work.record(StaffChanged(person.id))
    return gone


@needs(Right.MANAGE)
def see_export(work: Work, key: AlertId) -> None:
    """Note that somebody has looked at an export of who leaves."""
    row = work.get(LeavingAlert, key)
    if row.seen_at is None:
        row.seen_at, row.seen_by = work.now, work.by.id
    work.record(events.ExportSeen(work.get(Leaving, row.leaving_id).staff_id))


@needs(Right.MANAGE)
def note_talk(
    work: Work,
    staff_id: int,
    kind: Talk,
    words: str,
    on: date | None = None,
    next_on: date | None = None,
) -> TalkId:
    """Write down a talk with a colleague; return its number; raises NothingSaid."""
    said = words.strip()[:LONGEST]
    if not said:
        raise NothingSaid
    work.get(StaffMember, staff_id)
    row = work.add(
        StaffTalk(
            staff_id=staff_id,
            kind=kind,
            on=on or work.today,
            words=said,
            next_on=next_on,
            by_id=work.by.id,
        )
    )
    work.record(events.TalkNoted(staff_id))
    return row.id


@needs(Right.MANAGE)
def drop_talk(work: Work, key: TalkId) -> None:
    """Take a talk off again."""
    row = work.get(StaffTalk, key)
    work.session.delete(row)
    work.record(events.TalkNoted(row.staff_id))


def join_handed(work: Work, event: ClientsMerged) -> None:
    """Let the kept file be handed over once."""
    c = LeavingClient
    mine = set(
        work.session.scalars(select(c.leaving_id).where(c.client_id == event.kept_id))
    )
    theirs = select(c).where(c.client_id == event.away_id)
    for row in work.session.scalars(theirs).all():
        if row.leaving_id not in mine:
            row.client_id = event.kept_id


def _client(work: Work, key: LeavingClientId) -> tuple[LeavingClient, Leaving]:
    row = work.get(LeavingClient, key)
    leaving = work.get(Leaving, row.leaving_id)
    if leaving.state is not State.RUNNING:
        raise NotLeaving(work.get(StaffMember, leaving.staff_id).name)
    return row, leaving

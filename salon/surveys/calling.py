"""The calls in which a survey is asked: spread over the field time, one a client."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from salon.aftercare.events import CallMade
from salon.aftercare.model import (
    SURVEY,
    CallId,
    CallStatus,
    Outcome,
    calling_hours,
    next_open,
    notes_place,
)
from salon.aftercare.spontaneous import spontaneous
from salon.aftercare.tables import Call, ContactMade
from salon.clients.model import ClientId
from salon.clients.reach import Purpose, Reach
from salon.clients.tables import Client
from salon.settings.queries import premises
from salon.store.drafts import drop_own
from salon.work import Work

FIRST = 1  # days after the sample is drawn


def owe_calls(
    work: Work,
    clients: Sequence[int],
    ways: Mapping[int, Reach],
    words: str,
    until: date,
    caller: str = "manager",
) -> dict[int, int]:
    """Owe each of *clients* a call by *until*, the same number a day; return them.

    Whoever is not rung for surveys, nor written to, is owed none.

    Args:
        work: As ever.
        clients: Who, in the order in which they are rung.
        ways: How each lets herself be contacted.
        words: What the caller reads.
        until: The last day.
        caller: By which role.
    """
    is_open = premises(work).hours.is_open
    first = work.today + timedelta(days=FIRST)
    ahead = [first + timedelta(days=n) for n in range(max(1, (until - first).days + 1))]
    days = [day for day in ahead if is_open(day)] or [next_open(first, is_open)]
    channels = {key: ways[key].way(Purpose.SURVEY) for key in clients}
    rung = [key for key in clients if channels[key]]
    rows: list[dict[str, Any]] = []
    for place, key in enumerate(rung):
        client = work.get(Client, key)
        start, end = calling_hours(client.call_from, client.call_until)
        rows.append(
            {
                "client_id": ClientId(key),
                "appointment_id": None,
                "protocol": "promised",
                "step": SURVEY,
                "purpose": "relation",
                "priority": 5,
                "channel": channels[key],
                "caller": caller,
                "due": days[place * len(days) // len(rung)],
                "time_from": start,
                "time_until": end,
                "words": words,
                "status": CallStatus.WAITING,
            }
        )
    return dict(zip(rung, work.add_many(Call, rows), strict=True))


def end_call(work: Work, call_id: int | None) -> None:
    """Let the call in which it was to be asked go, as it is answered or over."""
    if call_id is None:
        return
    call = work.get(Call, call_id)
    if call.status is CallStatus.WAITING:
        call.status, call.reason = CallStatus.DROPPED, "surveyed"


def spoken_with(
    work: Work,
    client_id: int,
    call_id: int | None,
    outcome: Outcome,
    note: str,
    complaint_id: int | None,
) -> None:
    """Note that the client was spoken with: the call is made, and counts as one."""
    call = None
    if call_id is not None:
        planned = work.get(Call, call_id)
        call = planned if planned.status is CallStatus.WAITING else None
    if call is None:
        call = work.add(Call(**spontaneous(ClientId(client_id), work.today)))
    work.add(
        ContactMade(
            call_id=call.id,
            client_id=call.client_id,
            at=work.now,
            staff_id=work.by.id,
            outcome=outcome,
            note=note,
            words=call.words,
        )
    )
    drop_own(work.session.connection(), notes_place(CallId(call.id)), work.desk)
    call.attempts += 1
    call.status, call.outcome, call.reason = CallStatus.DONE, outcome, ""
    call.complaint_id = complaint_id or call.complaint_id
    work.record(CallMade(CallId(call.id), call.client_id, outcome.value))

"""What the page of calls shows, asked in one look at the records."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from salon.aftercare.model import CallId, CallLine, CallStatus, Contact
from salon.aftercare.queries import (
    call_line,
    call_to,
    calls_due,
    calls_of,
    contacts_of,
    count_due,
    resting,
    steps_of,
)
from salon.catalogue.queries import terms
from salon.clients.model import ClientId, ClientLine
from salon.clients.queries import client_line
from salon.errors import Missing
from salon.settings.queries import premises
from salon.staff.model import StaffId

if TYPE_CHECKING:
    from salon.work import Reading


CALLS = 200  # more than anybody makes in a day


@dataclass(frozen=True, slots=True)
class Queue:
    """The calls of now and of later today, the best first."""

    now: datetime
    calls: tuple[CallLine, ...]
    rested: int  # who were contacted in the last week
    silent: int  # who want no calls
    emergency: str
    due: int = 0  # calls, in all; the list holds the best of them
    asked: CallLine | None = None  # who is meant to be rung now, whatever is due


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step of the protocol: done, now or to come."""

    days: int  # after the treatment
    purpose: str
    state: str  # done, now, next
    due: date | None = None


@dataclass(frozen=True, slots=True)
class About:
    """What is worth knowing of the one who is rung."""

    client: ClientLine
    contacts: tuple[Contact, ...]
    steps: tuple[StepLine, ...]


def call_queue(
    reading: "Reading",
    call: int | None = None,
    client: int = 0,
    speaker: StaffId | None = None,
) -> Queue:
    """Return whom to ring, the best first, and who rests.

    Args:
        reading: As ever.
        call: A call that is meant, be it due or not; then it is in the list, and on
            top if it would not be there otherwise.
        client: Or a client who is to be rung: the call that waits, else one unplanned.
        speaker: Who is at the desk, and says "this is Mei".
    """
    rested, silent = resting(reading)
    calls = calls_due(reading, limit=CALLS, speaker=speaker)
    asked = _asked(reading, calls, call, client, speaker)
    if asked is not None and all(one.id != asked.id for one in calls):
        calls = [asked, *calls]
    return Queue(
        now=reading.local(reading.now),
        calls=tuple(calls),
        due=count_due(reading),
        rested=rested,
        silent=silent,
        emergency=premises(reading).emergency_number,
        asked=asked,
    )


def _asked(
    reading: "Reading",
    calls: list[CallLine],
    key: int | None,
    client: int,
    speaker: StaffId | None,
) -> CallLine | None:
    """Return the call that is meant; one that is over is none."""
    if key is not None:
        found = next((one for one in calls if one.id == key), None)
        try:
            found = found or call_line(reading, CallId(key), speaker)
        except Missing:
            return None
        return found if found.status is CallStatus.WAITING else None
    if not client:
        return None
    found = next((one for one in calls if one.client_id == client), None)
    return found or call_to(reading, ClientId(client), speaker)


def about_call(reading: "Reading", call: CallLine) -> About:
    """Return what is worth knowing while she is on the line."""
    client = ClientId(call.client_id)
    line = client_line(reading, client)
    return About(
        client=line,
        contacts=tuple(contacts_of(reading, client, 6)),
        steps=tuple(_steps(reading, call)),
    )


def _steps(reading: "Reading", call: CallLine) -> list[StepLine]:
    _ref, steps = steps_of(reading, call.protocol)
    mine = {
        one.step: one
        for one in calls_of(reading, call.client_id, scripts=False)
        if one.protocol == call.protocol and one.treated == call.treated
    }
    purposes = terms(reading, "step_purpose")
    found = []
    for step in steps:
        known = mine.get(step["id"])
        state = "next"
        if step["id"] == call.step:
            state = "now"
        elif known is not None and known.status is not CallStatus.WAITING:
            state = "done"
        days = int(step.get("day_offset", 0))
        due = known.due if known is not None else None
        if due is None and call.treated is not None:
            due = call.treated + timedelta(days=days)
        purpose = str(purposes.get(step["purpose"], step["purpose"]))
        found.append(StepLine(days, purpose, state, due))
    return found

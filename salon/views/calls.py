"""What the page of calls shows, asked in one look at the records."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from salon.aftercare.model import CallId, CallLine, CallStatus, Contact
from salon.aftercare.queries import (
    call_line,
    call_lines,
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
AT_HAND = 2  # calls at the head of the list whose words are there at once


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
    shown: int | None = None,
) -> Queue:
    """Return whom to ring, the best first, and who rests.

    Args:
        reading: As ever.
        call: A call that is meant, be it due or not; then it is in the list, and on
            top if it would not be there otherwise.
        client: Or a client who is to be rung: the call that waits, else one unplanned.
        speaker: Who is at the desk, and says "this is Mei".
        shown: The call that is in sight. What to say is in its line, and in the first
            ones; the others say who and why (`whole_call` is asked for them).
    """
    rested, silent = resting(reading)
    calls = calls_due(reading, limit=CALLS, scripts=False, speaker=speaker)
    at_hand = [one.id for one in calls[:AT_HAND]]
    at_hand += [one.id for one in calls if one.id == shown and one.id not in at_hand]
    whole = {one.id: one for one in call_lines(reading, at_hand, speaker=speaker)}
    calls = [_filled(one, whole.get(one.id)) for one in calls]
    asked = _asked(reading, calls, call, client, speaker)
    if asked is not None:
        known = any(one.id == asked.id for one in calls)
        calls = [asked if one.id == asked.id else one for one in calls]
        calls = calls if known else [asked, *calls]
    return Queue(
        now=reading.local(reading.now),
        calls=tuple(calls),
        due=count_due(reading),
        rested=rested,
        silent=silent,
        emergency=premises(reading).emergency_number,
        asked=asked,
    )


def whole_call(
    reading: "Reading", call: CallLine, speaker: StaffId | None = None
) -> CallLine:
    """Return a call of the queue with what to say in it.

    Raises:
        Missing: It is gone.
    """
    return _filled(call, call_line(reading, call.id, speaker))


def _filled(line: CallLine, whole: CallLine | None) -> CallLine:
    """Return a line of the queue with what to say; what it has of the hour stays."""
    if whole is None:
        return line
    ranked = ("held", "best", "is_now", "value")
    return replace(whole, **{name: getattr(line, name) for name in ranked})


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
            if found is None:
                found = call_line(reading, CallId(key), speaker)
            elif not found.is_whole:
                found = whole_call(reading, found, speaker)
        except Missing:
            return None
        return found if found.status is CallStatus.WAITING else None
    if not client:
        return None
    found = next((one for one in calls if one.client_id == client), None)
    if found is not None and not found.is_whole:
        return whole_call(reading, found, speaker)
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

"""What the page of calls shows, asked in one look at the records."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from salon.aftercare.model import CallLine, CallStatus, Contact
from salon.aftercare.queries import (
    calls_due,
    calls_of,
    contacts_of,
    count_due,
    resting,
    steps_of,
)
from salon.catalogue.queries import terms
from salon.clients.model import ClientId, ClientLine
from salon.clients.queries import client_lines
from salon.settings.queries import premises

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


def call_queue(reading: "Reading") -> Queue:
    """Return whom to ring, the best first, and who rests."""
    rested, silent = resting(reading)
    return Queue(
        now=reading.local(reading.now),
        calls=tuple(calls_due(reading, limit=CALLS)),
        due=count_due(reading),
        rested=rested,
        silent=silent,
        emergency=premises(reading).emergency_number,
    )


def about_call(reading: "Reading", call: CallLine) -> About:
    """Return what is worth knowing while she is on the line."""
    client = ClientId(call.client_id)
    [line] = client_lines(reading, [client])
    return About(
        client=line,
        contacts=tuple(contacts_of(reading, client, 6)),
        steps=tuple(_steps(reading, call)),
    )


def _steps(reading: "Reading", call: CallLine) -> list[StepLine]:
    _ref, steps = steps_of(reading, call.protocol)
    mine = {
        one.step: one
        for one in calls_of(reading, call.client_id)
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

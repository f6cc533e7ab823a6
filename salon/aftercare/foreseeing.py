"""What an outcome would lead to, so that it can be said before the key is pressed."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from salon.aftercare.hours import Habit
from salon.aftercare.model import (
    INCIDENT,
    REMINDER,
    SAFETY,
    UNPLANNED,
    WORTH,
    Outcome,
    calling_hours,
)
from salon.aftercare.retrying import SOON, after_no_answer, while_waking
from salon.settings.queries import premises
from salon.text import N_, _, hour, short_day
from salon.work import Reading

NOT_REACHED, TOO_LATE = "not_reached", "too_late"  # why there is no other attempt


@dataclass(frozen=True, slots=True)
class Retry:
    """When somebody who does not answer is rung again; else why nobody does."""

    at: datetime | None
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Attempted:
    """A call as it is before somebody tries."""

    protocol: str
    step: str
    priority: int
    attempts: int


def next_try(
    reading: Reading,
    call: Attempted,
    client: Any,
    visit: tuple[date, time] | None,
    steps: list[dict[str, Any]],
    habit: Habit,
) -> Retry:
    """Return what comes of it if nobody answers *call* now.

    Args:
        reading: As ever.
        call: As it is before this attempt.
        client: The row.
        visit: Day and hour of the visit it is about, if it is about one.
        steps: Of its protocol.
        habit: When the client answers.
    """
    now = reading.local(reading.now).replace(tzinfo=None)
    if call.protocol == INCIDENT:  # until somebody is reached
        return Retry(while_waking(now + SOON))
    hours = calling_hours(client.call_from, client.call_until)
    is_open = premises(reading).hours.is_open
    at = after_no_answer(now, call.attempts + 1, hours, is_open, habit)
    if at is None:
        return Retry(None, NOT_REACHED)
    if visit is not None and _is_past(call, visit, steps, at):
        return Retry(None, TOO_LATE)
    return Retry(at)


def foreseen(
    reading: Reading, protocol: str, retry: Retry, therapist: str
) -> dict[Outcome, str]:
    """Return, by outcome, what its key says in place of its usual words.

    Args:
        reading: As ever.
        protocol: Of the call.
        retry: What comes of it if nobody answers.
        therapist: Who gave the treatment it is about; "" where that is not known.
    """
    found = {}
    if retry.at is not None:
        same = retry.at.date() == reading.today
        when = hour(retry.at.time())
        if not same:
            when = f"{short_day(retry.at.date())} {when}"
        found[Outcome.NO_ANSWER] = _(N_("No answer, again {when}")).format(when=when)
    elif protocol != UNPLANNED:
        found[Outcome.NO_ANSWER] = _(N_("No answer: one message, no more calls"))
    if therapist:
        worried = _(N_("Worried: tell {name} now")).format(name=therapist)
        found[Outcome.WORRIED] = worried
    return found


def _is_past(
    call: Attempted, visit: tuple[date, time], steps: list[dict[str, Any]], at: datetime
) -> bool:
    """Return whether a call at that moment would come after what it is about."""
    day, start = visit
    if call.protocol == REMINDER:
        return at >= datetime.combine(day, start)
    offset = next(
        (int(one.get("day_offset", 0)) for one in steps if one["id"] == call.step), None
    )
    if offset is None or call.priority <= SAFETY:
        return False
    return at.date() > day + timedelta(days=offset) + WORTH

"""When somebody who was not reached is rung again: within her hours, never too late."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from salon.aftercare.hours import Habit, band_at
from salon.aftercare.model import (
    EARLIEST,
    LATEST,
    MAX_ATTEMPTS,
    RETRY_AFTER_HOURS,
    next_open,
)

SOON = timedelta(minutes=30)  # after which one is rung again who may be in danger
NOON = (time(12), time(14))  # left in peace


def after_no_answer(
    now: datetime,
    attempts: int,
    hours: tuple[time, time],
    is_open: Callable[[date], bool],
    habit: Habit,
) -> datetime | None:
    """Return when to ring again; None: often enough, one message and no more.

    First four hours later; then on another day, at an hour of the day that was not
    tried last, the one in which she answers best.

    Args:
        now: The salon's wall clock.
        attempts: How often she was rung, this time included.
        hours: Between which she is rung.
        is_open: Whether the salon is open on a day.
        habit: When she answers.
    """
    if attempts >= MAX_ATTEMPTS:
        return None
    wished = _quarter(now + timedelta(hours=RETRY_AFTER_HOURS[max(attempts, 1) - 1]))
    at = into_hours(wished, hours, is_open)
    if at.date() == now.date():
        return at
    return _another_hour(at, band_at(now).start, hours, habit)


def _quarter(at: datetime) -> datetime:
    """Return the quarter of an hour in which it lies: so people say a time."""
    return at.replace(minute=at.minute // 15 * 15, second=0, microsecond=0)


def into_hours(
    wished: datetime, hours: tuple[time, time], is_open: Callable[[date], bool]
) -> datetime:
    """Return *wished*, or the next moment at which one may ring within *hours*."""
    first, last = hours
    if first < NOON[0] and last > NOON[1] and NOON[0] <= wished.time() < NOON[1]:
        wished = wished.replace(hour=NOON[1].hour, minute=0)
    if wished.time() >= last:
        wished = datetime.combine(wished.date() + timedelta(days=1), first)
    elif wished.time() < first:
        wished = datetime.combine(wished.date(), first)
    opens = next_open(wished.date(), is_open)
    return wished if opens == wished.date() else datetime.combine(opens, first)


def while_waking(wished: datetime) -> datetime:
    """Return *wished*, or the next morning: about safety one rings at any fair hour."""
    if wished.time() >= LATEST:
        return datetime.combine(wished.date() + timedelta(days=1), EARLIEST)
    return max(wished, datetime.combine(wished.date(), EARLIEST))


def _another_hour(
    at: datetime, tried: int, hours: tuple[time, time], habit: Habit
) -> datetime:
    """Return the best hour of that day beside the band that was tried; else *at*."""
    first, last = hours
    found = []
    for start in range(8, 20, 2):
        opens = max(time(start), first)
        if opens >= min(time(start + 2), last) or NOON[0] <= opens < NOON[1]:
            continue
        then = datetime.combine(at.date(), opens)
        if start == tried or then < at.replace(hour=0, minute=0):
            continue
        if habit.stated.never_at(opens):
            continue
        found.append((-habit.chance(then), abs((then - at).total_seconds()), then))
    return min(found)[2] if found else at

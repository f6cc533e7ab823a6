"""The nights in which the clocks are changed: hours that are not there, or there twice.

A visit stands on the salon's wall clock. Where the clock jumps, an hour of it is never
shown, and nothing can be agreed for it; and a visit across it lasts longer or shorter
than the wall says.
"""

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache

from salon.appointments.model import Slot
from salon.appointments.openings import Stretch

_DAY = 24 * 60  # minutes


@lru_cache(maxsize=2_000)
def lost(day: date, zone: tzinfo) -> Stretch | None:
    """Return from and until, in minutes of *day*, what the clocks jump over, if so."""
    start = datetime.combine(day, time(), zone)
    end = start + timedelta(days=1)
    before, after = start.utcoffset(), end.utcoffset()
    if before == after:
        return None
    missing = [minute for minute in range(0, _DAY, 5) if not _is_there(start, minute)]
    return (missing[0], missing[-1] + 5) if missing else None


def _is_there(start: datetime, minute: int) -> bool:
    wall = start + timedelta(minutes=minute)
    return wall.astimezone(UTC).astimezone(wall.tzinfo).time() == wall.time()


def left_of(stretches: list[Stretch], day: date, zone: tzinfo) -> list[Stretch]:
    """Return *stretches* of a day without the minutes that it does not have."""
    gap = lost(day, zone)
    if gap is None:
        return stretches
    pieces = [
        piece
        for start, until in stretches
        for piece in ((start, min(until, gap[0])), (max(start, gap[1]), until))
    ]
    return [(start, until) for start, until in pieces if start < until]


def touches_lost(slot: Slot, zone: tzinfo) -> Stretch | None:
    """Return the minutes jumped over that lie in *slot*, or None."""
    gap = lost(slot.day, zone)
    if gap is None:
        return None
    start = slot.start.hour * 60 + slot.start.minute
    return gap if start < gap[1] and gap[0] < start + slot.minutes else None


def lasting(slot: Slot, zone: tzinfo) -> int:
    """Return how many minutes of real time a slot lasts."""
    begins = datetime.combine(slot.day, slot.start, zone).astimezone(UTC)
    ends = datetime.combine(slot.day, slot.end, zone).astimezone(UTC)
    return round((ends - begins).total_seconds() / 60)

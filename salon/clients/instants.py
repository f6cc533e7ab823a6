"""A day of birth that a program wrote as an instant: 1983-11-30T16:00:00Z.

That is midnight of 1 December in China: the day is the one that begun there. It is
certain where only one day can be meant, whoever wrote it; else there is none.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_CLOCK = r"(?P<hour>\d\d?):?(?P<minute>\d\d)(?::?(?P<second>\d\d)(?:[.,]\d+)?)?"
_OFFSET = (
    r"(?:(?P<utc>Z|UTC|GMT)?\s*(?:(?P<sign>[+\-−])(?P<oh>\d\d?):?(?P<om>\d\d)?)?)"
    r"(?:\s*\([^)]*\)|\[[\w/+\-]+\])?"
)
_ISO = re.compile(
    rf"(?P<y>\d{{4}})[-/.]?(?P<m>\d\d?)[-/.]?(?P<d>\d\d?)(?:T|\s+){_CLOCK}\s*{_OFFSET}",
    re.IGNORECASE,
)
_SPOKEN = re.compile(
    r"(?:[A-Za-z]{3,9},?\s+)?(?:(?P<name>[A-Za-z]{3,9})\s+(?P<d>\d\d?)|"
    rf"(?P<d2>\d\d?)[\s-](?P<name2>[A-Za-z]{{3,9}})),?[\s-](?P<y>\d{{4}})\s+{_CLOCK}\s*{_OFFSET}",
    re.IGNORECASE,
)
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()  # noqa: SIM905
_HOUR = timedelta(hours=1)
_FULL = (0, 15, 30, 45)  # minutes by which zones differ


@dataclass(frozen=True, slots=True)
class Moment:
    """What a text with an hour says; without `offset` it is a wall's clock."""

    wall: datetime
    offset: timedelta | None


def read_moment(text: str) -> Moment | None:
    """Return the moment in *text*; None where no hour is written, or none that is."""
    found = _ISO.fullmatch(text) or _SPOKEN.fullmatch(text)
    if found is None:
        return None
    said = found.groupdict()
    month = said.get("m") or said.get("name") or said.get("name2") or ""
    if not month.isdigit():
        if month[:3].lower() not in MONTHS:
            return None
        month = str(MONTHS.index(month[:3].lower()) + 1)
    day = said.get("d") or said.get("d2") or ""
    try:
        wall = datetime(  # noqa: DTZ001  a wall's clock; the zone comes beside it
            *(int(said["y"]), int(month), int(day)),
            *(int(said["hour"]), int(said["minute"]), int(said["second"] or 0)),
        )
    except ValueError:
        return None
    offset = None
    if said["sign"]:
        offset = timedelta(hours=int(said["oh"]), minutes=int(said["om"] or 0))
        offset = offset if said["sign"] == "+" else -offset
    elif said["utc"]:
        offset = timedelta()
    return Moment(wall, offset)


def day_of(moment: Moment, zone: str) -> date | None:
    """Return the day that was meant; None where it could be one of two.

    Midnight where it was written is that day. Midnight in Greenwich, or noon, is how
    programs write a day without an hour. Any other instant is looked at where the
    salon is, with the summer time of then; and where it is a full hour, it may be
    midnight somewhere else, which must be the same day.
    """
    wall, home = moment.wall, _zone(zone)
    if moment.offset is None:
        if home is None or not (wall.hour or wall.minute):
            return wall.date()
        there = wall.replace(tzinfo=UTC).astimezone(home)
        is_cut = not (there.hour or there.minute) and there.date() != wall.date()
        return None if is_cut else wall.date()  # a dump in Greenwich's time?
    is_midnight = not (wall.hour or wall.minute)
    instant = wall.replace(tzinfo=UTC) - moment.offset
    if is_midnight and moment.offset:
        return wall.date()
    days = {instant.date()}
    if home is not None:
        there = instant.astimezone(home)
        if there - there.replace(hour=0, minute=0, second=0) <= _HOUR:
            return there.date()
        if not is_midnight and not _is_noon(instant):
            days = {there.date()}
    if instant.hour > 12 and instant.minute in _FULL and not instant.second:
        days.add(instant.date() + timedelta(days=1))
    return days.pop() if len(days) == 1 else None


def _is_noon(instant: datetime) -> bool:
    return instant.hour == 12 and not (instant.minute or instant.second)


@lru_cache(maxsize=20)
def _zone(name: str) -> ZoneInfo | None:
    if not name:
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None

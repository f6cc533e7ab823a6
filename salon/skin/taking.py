"""When a photograph was taken: what the camera wrote, as far as it can be so."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import Any

from salon.text import N_, _

EARLIEST = date(1990, 1, 1)  # no camera wrote a day before
_AHEAD = timedelta(hours=14)  # how far a camera's clock may be ahead by its zone
# when it was taken, digitised, changed; beside each the tag of its offset
_TAGS = ((36867, 36881), (36868, 36882), (306, 36880))
_EXIF = 0x8769

SAYS_NOTHING = N_("“{name}” does not say when it was taken; the present hour stands.")
NOT_YET = N_(
    "“{name}” says it was taken on {day}, which is still to come; the present hour "
    "stands."
)
TOO_EARLY = N_(
    "“{name}” says it was taken on {day}, which cannot be; the present hour stands."
)


@dataclass(frozen=True, slots=True)
class Taken:
    """When a picture was taken, or why its word is not believed."""

    at: datetime | None  # in UTC
    problem: str = ""  # marked, with {name} and {day}
    day: str = ""

    def said(self, name: str) -> str:
        """Return the doubt in the language of here and now; "" where there is none."""
        return _(self.problem).format(name=name, day=self.day) if self.problem else ""


def written(exif: Any) -> datetime | None:
    """Return the time in the EXIF of a picture; with its offset, where that is told."""
    inner = exif.get_ifd(_EXIF)
    for tag, offset in _TAGS:
        for place in (inner, exif):
            if found := _read(str(place.get(tag, ""))):
                return found.replace(tzinfo=_zone(str(place.get(offset, ""))))
    return None


def _read(text: str) -> datetime | None:
    try:
        return datetime.strptime(text.strip("\x00 ")[:19], "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007
    except ValueError:
        return None


def _zone(text: str) -> timezone | None:
    try:
        offset = datetime.strptime(text.strip("\x00 ").replace("Z", "+00:00"), "%z")
    except ValueError:
        return None
    away = offset.utcoffset()
    return None if away is None else timezone(away)


def believed(
    wall: datetime | None, zone: tzinfo, now: datetime, born: date | None
) -> Taken:
    """Return when a picture was taken.

    Args:
        wall: What `written` read; without an offset it is the salon's wall clock.
        zone: The salon's.
        now: Nothing is taken after it.
        born: The client's day of birth, before which nobody took it.
    """
    if wall is None:
        return Taken(None, SAYS_NOTHING)
    is_told = wall.tzinfo is not None
    at = (wall if is_told else wall.replace(tzinfo=zone)).astimezone(UTC)
    day = wall.date().isoformat()
    if at > now + (timedelta(minutes=5) if is_told else _AHEAD):
        return Taken(None, NOT_YET, day)
    if wall.date() < max(EARLIEST, born or EARLIEST):
        return Taken(None, TOO_EARLY, day)
    return Taken(min(at, now))

"""The booked dates of a plan, for the calendar in a client's telephone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from salon.plans.sheet import SessionLine

CODE_MOST = 900  # bytes a telephone still reads from paper


@dataclass(frozen=True, slots=True)
class Invitation:
    """Dates as iCalendar, how many they are, and whether that is all of them."""

    text: str
    count: int
    is_all: bool


def calendar(sessions: Sequence[SessionLine], salon: str) -> Invitation | None:
    """Return the booked dates that are to come, as many as a code can hold."""
    booked = [line for line in sessions if line.at and not line.is_done]
    if not booked:
        return None
    start, end = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", "END:VCALENDAR"
    text, count = start, 0
    for line in booked:
        event = _event(line, salon)
        if count and len((text + event + end).encode()) > CODE_MOST:
            break
        text, count = text + event, count + 1
    return Invitation(text + end, count, count == len(booked))


def _event(line: SessionLine, salon: str) -> str:
    assert line.at  # only booked lines come here
    ends = line.at + timedelta(minutes=line.minutes)
    what = " · ".join(part[:40] for part in (line.service, salon) if part)
    for sign in ("\\", ";", ","):
        what = what.replace(sign, "\\" + sign)
    what = " ".join(what.split())
    return (
        f"BEGIN:VEVENT\r\nSUMMARY:{what}\r\nDTSTART:{_instant(line.at)}\r\n"
        f"DTEND:{_instant(ends)}\r\nEND:VEVENT\r\n"
    )


def _instant(at: datetime) -> str:
    """Return an instant as iCalendar writes it; without a zone it floats."""
    if at.tzinfo:
        return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    return f"{at:%Y%m%dT%H%M%S}"

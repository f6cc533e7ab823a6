"""When the sessions of a plan are due; plain dates, nothing of the store."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Wanted:
    """Some sessions of one service within a phase."""

    service: str  # reference id
    count: int
    every_days: int
    interval_min_days: int = 0
    day_offset: int | None = None  # fixed against the anchor: a bridal facial at -3


@dataclass(frozen=True, slots=True)
class Phase:
    """A phase, in weeks from the anchor: 1 is the first; before an event, negative."""

    ref: str
    week_from: int
    week_until: int
    sessions: tuple[Wanted, ...]


@dataclass(frozen=True, slots=True)
class Due:
    """One session and the days within which it should be."""

    service: str
    phase: str
    day: date
    until: date


def schedule(
    anchor: date, phases: Sequence[Phase], *, is_event: bool = False
) -> list[Due]:
    """Return every session in its order (treatment-plans 2.4).

    Sessions of one service keep their distance, never under the service's shortest
    interval; where services alternate, the second falls between two of the first.
    """
    found: list[Due] = []
    last: dict[str, date] = {}
    for phase in phases:
        first = _week(anchor, phase.week_from, is_event=is_event)
        for place, wanted in enumerate(phase.sessions):
            step = max(wanted.every_days, wanted.interval_min_days, 1)
            shift = _shift(phase.sessions, place)
            for number in range(wanted.count):
                if wanted.day_offset is not None and wanted.count == 1:
                    day = anchor + timedelta(days=wanted.day_offset)
                else:
                    day = first + timedelta(days=shift + number * step)
                before = last.get(wanted.service)
                if before is not None:
                    day = max(day, before + timedelta(days=max(step, 1)))
                last[wanted.service] = day
                room = timedelta(days=min(7, max(2, step // 3)))
                found.append(Due(wanted.service, phase.ref, day, day + room))
    return sorted(found, key=lambda due: (due.day, due.service))


def _week(anchor: date, week: int, *, is_event: bool) -> date:
    if is_event:
        return anchor + timedelta(weeks=week)
    return anchor + timedelta(weeks=week - 1)


def _shift(sessions: Iterable[Wanted], place: int) -> int:
    """Return by how many days one service waits for those named before it."""
    before = [one for one in list(sessions)[:place] if one.every_days > 0]
    if not before:
        return 0
    return max(1, before[0].every_days * place // (place + 1))

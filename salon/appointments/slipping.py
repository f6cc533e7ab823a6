"""What somebody who is late or takes longer does to the day: minutes, and no store.

Booked times are promises and stay as they are; what is said here are estimates.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from salon.appointments.model import (
    AwayLine,
    DayLine,
    Resource,
    Shape,
    Status,
    minute_of,
)
from salon.appointments.openings import Stretch

ROUND = 5  # minutes; nobody is told 10:52
MOST = 20  # minutes that somebody may be kept waiting before another way is better

Key = tuple[Resource, int]
Works = Mapping[int, Sequence[Stretch]]  # by person; who is not in it works always


class TakenUp(StrEnum):
    """What takes an overrun up in the end."""

    NOTHING = "nothing"  # somebody would wait too long, or the day ends too late
    SLACK = "slack"  # nobody has to wait for it at all
    GAP = "gap"
    EVENING = "evening"  # the hours that are left after the last of them


@dataclass(frozen=True, slots=True)
class Stay:
    """A visit as a stretch of the day: whom and what it keeps busy."""

    id: int
    start: int  # as booked, in minutes of the day
    minutes: int
    shape: Shape
    keys: tuple[Key, ...]
    is_under_way: bool = False

    @property
    def end(self) -> int:
        """The booked end."""
        return self.start + self.minutes

    @property
    def person(self) -> int:
        """Who gives it."""
        return next(key for kind, key in self.keys if kind is Resource.PERSON)

    def busy(self, start: int) -> Iterator[tuple[Key, int, int]]:
        """Yield what it keeps busy, from and until, if it begins at *start*."""
        for key in self.keys:
            for a, b in self.shape.stretches(key[0]):
                if b > a:
                    yield key, start + a, start + b


@dataclass(frozen=True, slots=True)
class Slip:
    """When somebody begins, if it goes on like this."""

    id: int
    start: int  # an estimate, never before the booked time
    late: int  # minutes after it
    fits: bool  # whether that will do


@dataclass(frozen=True, slots=True)
class Overrun:
    """A treatment that takes longer, who waits for it and what takes it up."""

    id: int
    over: int  # minutes past the booked end
    slips: tuple[Slip, ...]
    taken_up: TakenUp
    at: int = 0  # when the gap begins, in minutes of the day


@dataclass(slots=True)
class _Book:
    """Who and what is busy by the estimates, and through whose overrun."""

    busy: dict[Key, list[tuple[int, int, int]]] = field(default_factory=dict)

    def take(self, key: Key, start: int, until: int, cause: int = 0) -> None:
        self.busy.setdefault(key, []).append((start, until, cause))

    def clash(self, stay: Stay, start: int) -> tuple[int, int] | None:
        """Return until when it has to wait at least, and through whom."""
        for key, a, b in stay.busy(start):
            for c, d, cause in self.busy.get(key, ()):
                if a < d and c < b:
                    return start + d - a, cause
        return None


def stay_of(line: DayLine) -> Stay:
    """Return a visit of the day book as a stretch of the day."""
    minutes = line.slot.minutes
    has_gap = line.gap_offset + line.gap_minutes < minutes
    gap = (line.gap_offset, line.gap_minutes) if has_gap else (0, 0)
    keys: list[Key] = [
        (Resource.PERSON, line.person.id),
        (Resource.CLIENT, line.client_id),
    ]
    if line.room is not None:
        keys.append((Resource.ROOM, line.room.id))
    if line.device is not None:
        keys.append((Resource.DEVICE, line.device.id))
    return Stay(
        int(line.id),
        minute_of(line.slot.start),
        minutes,
        Shape(minutes, *gap, line.buffer_minutes),
        tuple(keys),
        line.status is Status.IN_TREATMENT,
    )


def overruns(
    now: int, stays: Sequence[Stay], works: Works, away: Sequence[AwayLine] = ()
) -> list[Overrun]:
    """Return what the treatments that are over their time do to the others.

    Args:
        now: The minute of the day.
        stays: Who is treated, and who is still to come; nobody who is not expected.
        works: When each person is there.
        away: What is not to be had besides.
    """
    book, causes = _Book(), {}
    for gone in away:
        key = (gone.resource, gone.resource_id)
        book.take(key, minute_of(gone.slot.start), minute_of(gone.slot.end))
    for stay in stays:
        if not stay.is_under_way:
            continue
        more = max(0, now - stay.end)
        if more:
            causes[stay.id] = stay
        for key, a, b in stay.busy(stay.start):
            is_last = b >= stay.end
            book.take(key, a, b + more if is_last else b, stay.id if more else 0)
    if not causes:
        return []
    found: dict[int, list[Slip]] = {key: [] for key in causes}
    expected = [stay for stay in stays if not stay.is_under_way]
    for stay in sorted(expected, key=lambda one: (one.start, one.id)):
        start, cause = _first(book, stay)
        for key, a, b in stay.busy(start):
            book.take(key, a, b, cause)
        if cause and start > stay.start:
            late = start - stay.start
            fits = late <= MOST and _is_there(works, stay, start)
            found[cause].append(Slip(stay.id, start, late, fits))
    by_id = {stay.id: stay for stay in stays}
    return [
        Overrun(key, now - stay.end, tuple(found[key]), *_end(found[key], by_id, works))
        for key, stay in causes.items()
    ]


def _first(book: _Book, stay: Stay) -> tuple[int, int]:
    """Return when it begins at the earliest, and through whose overrun."""
    start, through = stay.start, 0
    while (hit := book.clash(stay, start)) is not None:
        after, cause = hit
        start = -(-after // ROUND) * ROUND
        through = cause or through
    return start, through


def _is_there(works: Works, stay: Stay, start: int) -> bool:
    spans = works.get(stay.person)
    end = start + stay.minutes
    booked = (stay.start, stay.end)
    if spans is None or not any(a <= booked[0] and booked[1] <= b for a, b in spans):
        return True  # booked outside the hours as it is
    return any(a <= start and end <= b for a, b in spans)


def _end(
    slips: Sequence[Slip], stays: Mapping[int, Stay], works: Works
) -> tuple[TakenUp, int]:
    if not slips:
        return TakenUp.SLACK, 0
    if not all(slip.fits for slip in slips):
        return TakenUp.NOTHING, 0
    last = max(slips, key=lambda one: one.start)
    stay = stays[last.id]
    at = last.start + stay.minutes + stay.shape.buffer_minutes
    later = [one for one in stays.values() if one.person == stay.person]
    if any(one.start >= at for one in later):
        return TakenUp.GAP, at
    return TakenUp.EVENING, at


def room_left(
    now: int,
    stay: Stay,
    others: Sequence[Stay],
    works: Works,
    away: Sequence[AwayLine] = (),
) -> int:
    """Return how many minutes of treatment there are from now until others need it.

    What follows keeps its time: the person, the room and the device are looked at, the
    buffer is kept. Who came before is past, however long it takes.
    """
    mine = {key for key in stay.keys if key[0] is not Resource.CLIENT}
    taken = [
        (key, a)
        for one in others
        if one.id != stay.id and one.start >= stay.start
        for key, a, b in one.busy(one.start)
        if b > now
    ]
    for gone in away:
        if minute_of(gone.slot.end) > now:
            key = (gone.resource, gone.resource_id)
            taken.append((key, minute_of(gone.slot.start)))
    ends = [b for a, b in works.get(stay.person, ()) if a <= stay.start < b]
    for key, start in taken:
        if key in mine:
            has_buffer = key[0] in (Resource.PERSON, Resource.ROOM)
            ends.append(start - (stay.shape.buffer_minutes if has_buffer else 0))
    return max(0, min(ends, default=24 * 60) - now)

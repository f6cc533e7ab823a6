"""Who is free when: intervals of minutes of one day, nothing of the store."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from salon.appointments.model import Resource, Shape

GRID = 15  # minutes; times are offered on the quarter of an hour
Stretch = tuple[int, int]  # from, until, in minutes of the day


@dataclass(slots=True)
class Day:
    """What is known of one day: who works when, and who is busy when."""

    works: dict[int, Sequence[Stretch]]  # by person; when somebody is there
    busy: dict[tuple[Resource, int], list[Stretch]] = field(default_factory=dict)

    def is_free(
        self, resource: Resource, key: int, stretches: Iterable[Stretch]
    ) -> bool:
        """Return whether nothing is in the way of any of *stretches*."""
        taken = self.busy.get((resource, key), ())
        return not any(
            start < until_ and start_ < until
            for start, until in stretches
            for start_, until_ in taken
        )

    def is_there(self, person: int, start: int, until: int) -> bool:
        """Return whether the person works from *start* to *until*."""
        return any(a <= start and until <= b for a, b in self.works.get(person, ()))


@dataclass(frozen=True, slots=True)
class Needs:
    """What a service takes: who could give it, where it could be given, with what."""

    shape: Shape
    people: Sequence[int]  # in the order of preference
    rooms: Sequence[int]
    devices: Sequence[int]
    needs_room: bool = True
    needs_device: bool = False
    client: int | None = None


@dataclass(frozen=True, slots=True)
class Opening:
    """One time that would do, with who and where."""

    start: int  # minutes of the day
    person: int
    room: int | None
    device: int | None


def openings(day: Day, wanted: Needs, earliest: int = 0) -> Iterator[Opening]:
    """Yield the times of *day* at which everything needed is free, in order.

    Args:
        day: Who works, and who is busy.
        wanted: What is needed.
        earliest: The first minute that may still be offered.
    """
    for start in _starts(day, wanted, earliest):
        found = at(day, wanted, start)
        if found is not None:
            yield found


def at(day: Day, wanted: Needs, start: int) -> Opening | None:
    """Return who and where if everything needed is free at *start*, else None."""
    shape = wanted.shape

    def free(resource: Resource, key: int) -> bool:
        spans = [(start + a, start + b) for a, b in shape.stretches(resource)]
        return day.is_free(resource, key, spans)

    if wanted.client is not None and not free(Resource.CLIENT, wanted.client):
        return None
    until = start + shape.minutes
    person = next(
        (
            one
            for one in wanted.people
            if day.is_there(one, start, until) and free(Resource.PERSON, one)
        ),
        None,
    )
    room = next((one for one in wanted.rooms if free(Resource.ROOM, one)), None)
    device = next((one for one in wanted.devices if free(Resource.DEVICE, one)), None)
    if person is None or (wanted.needs_room and room is None):
        return None
    if wanted.needs_device and device is None:
        return None
    return Opening(start, person, room, device)


def next_free(
    busy: Iterable[Stretch], shape: Shape, resource: Resource, start: int
) -> int:
    """Return the first minute from *start* at which one resource alone is free."""
    taken = sorted(busy)
    candidates = sorted({start, *(until for _start, until in taken if until > start)})
    for minute in candidates:
        spans = [(minute + a, minute + b) for a, b in shape.stretches(resource)]
        if not any(a < d and c < b for a, b in spans for c, d in taken):
            return minute
    return candidates[-1]


def gaps(
    works: Sequence[Stretch], busy: Iterable[Stretch], least: int
) -> list[Stretch]:
    """Return the stretches of at least *least* minutes in which someone is idle."""
    found: list[Stretch] = []
    taken = sorted(busy)
    for start, until in works:
        inside = [
            (max(a, start), min(b, until)) for a, b in taken if a < until and b > start
        ]
        edges = [(start, start), *inside, (until, until)]
        reach = start
        for before, after in pairwise(edges):
            reach = max(reach, before[1])
            if after[0] - reach >= least:
                found.append((reach, after[0]))
    return found


def _starts(day: Day, wanted: Needs, earliest: int) -> list[int]:
    """Return the quarters of an hour to try, and the minutes at which someone frees."""
    found: set[int] = set()
    for person in wanted.people:
        for start, until in day.works.get(person, ()):
            last = until - wanted.shape.minutes
            first = max(start, earliest)
            on_grid = -(-first // GRID) * GRID
            found.update(range(on_grid, last + 1, GRID))
            if start >= earliest and start <= last:
                found.add(start)
            for _from, free_at in day.busy.get((Resource.PERSON, person), ()):
                if first <= free_at <= last and free_at % 5 == 0:
                    found.add(free_at)
    return sorted(found)

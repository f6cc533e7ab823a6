"""Who is busy when, in strokes of five minutes: fast enough for ten years at once.

A day of one person, room or device is a whole number whose bits are strokes. A visit
takes the strokes of `Shape.stretches`, rounded outwards, so that what does not
overlap here cannot overlap in the store.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from salon.appointments.model import Resource, Shape

STROKE = 5  # minutes
STEP = 3  # strokes: visits begin on the quarter of an hour
DAY = 24 * 60 // STROKE
FULL = (1 << DAY) - 1


def strokes(start: int, until: int) -> int:
    """Return the bits of the minutes from *start* to *until*."""
    first, last = start // STROKE, -(-until // STROKE)
    return ((1 << max(0, last - first)) - 1) << first


@dataclass(frozen=True, slots=True)
class Form:
    """The strokes of one service for each resource, from its start on."""

    person: int
    room: int
    device: int
    spans: tuple[tuple[Resource, tuple[tuple[int, int], ...]], ...]

    @classmethod
    def of(cls, shape: Shape) -> "Form":
        """Return the form of *shape*."""
        spans = {
            kind: tuple((a, b) for a, b in shape.stretches(kind) if b > a)
            for kind in Resource
        }
        bits = {
            kind: sum(strokes(a, b) for a, b in _joined(found))
            for kind, found in spans.items()
        }
        return cls(
            bits[Resource.PERSON],
            bits[Resource.ROOM],
            bits[Resource.DEVICE],
            tuple(spans.items()),
        )


def _joined(spans: Sequence[tuple[int, int]]) -> Iterable[tuple[int, int]]:
    """Return *spans* rounded outwards, those that now touch made one."""
    out: list[tuple[int, int]] = []
    for start, until in spans:
        low, high = start // STROKE * STROKE, -(-until // STROKE) * STROKE
        if out and low <= out[-1][1]:
            out[-1] = (out[-1][0], max(high, out[-1][1]))
        else:
            out.append((low, high))
    return out


@dataclass(slots=True)
class Diary:
    """The days of some people, rooms and devices, by number of the day."""

    days: int
    shut: dict[int, list[int]]  # of each person, by day of the week: not there
    weekday: Sequence[int]  # of each day
    closed: Sequence[bool]  # whether the salon is closed on a day
    people: dict[int, list[int]] = field(default_factory=dict)
    others: dict[int, list[int]] = field(default_factory=dict)  # rooms and devices
    clients: dict[tuple[int, int], int] = field(default_factory=dict)

    def open_for(self, persons: Iterable[int], others: Iterable[int]) -> None:
        """Begin an empty page for each day of these people, rooms and devices."""
        for person in persons:
            shut = self.shut[person]
            self.people[person] = [
                FULL if closed else shut[weekday]
                for weekday, closed in zip(self.weekday, self.closed, strict=True)
            ]
        for other in others:
            self.others[other] = [0] * self.days

    def block(self, pages: list[int], day: int, start: int, until: int) -> None:
        """Take the minutes from *start* to *until* of a day."""
        pages[day] |= strokes(start, until)

    def place(
        self,
        form: Form,
        day: int,
        client: int,
        persons: Sequence[int],
        rooms: Sequence[int],
        devices: Sequence[int],
        wish: int,
    ) -> tuple[int, int, int | None, int | None] | None:
        """Take the time nearest to *wish* that is free; None if none is.

        Args:
            form: What is taken.
            day: Number of the day.
            client: Whose time it is.
            persons: Who may give it, the first preferred.
            rooms: Where it may be; a room is always needed.
            devices: One of these is needed, none if empty.
            wish: The wished start in minutes.

        Returns:
            Start in minutes, person, room, device.
        """
        hers = self.clients.get((client, day), 0)
        others = self.others
        for person in persons:
            page = self.people[person][day]
            if page == FULL:
                continue
            for at in _order(wish // STROKE // STEP * STEP):
                if page & (form.person << at) or hers & (form.device << at):
                    continue
                taken = form.room << at
                room = next((one for one in rooms if not others[one][day] & taken), 0)
                if not room:
                    continue
                device = None
                if devices:
                    needed = form.device << at
                    device = next(
                        (one for one in devices if not others[one][day] & needed), None
                    )
                    if device is None:
                        continue
                    others[device][day] |= needed
                self.people[person][day] = page | form.person << at
                others[room][day] |= taken
                self.clients[client, day] = hers | form.device << at
                return at * STROKE, person, room, device
        return None

    def load(self, person: int, day: int) -> tuple[int, int]:
        """Return how many strokes of a day are taken, and how many there are."""
        shut = FULL if self.closed[day] else self.shut[person][self.weekday[day]]
        there = DAY - shut.bit_count()
        return self.people[person][day].bit_count() - shut.bit_count(), there


@cache
def _order(wish: int) -> tuple[int, ...]:
    """Return every start of a day, those near the wished one first."""
    starts = range(7 * 60 // STROKE, 22 * 60 // STROKE, STEP)
    return tuple(sorted(starts, key=lambda at: (abs(at - wish), at)))

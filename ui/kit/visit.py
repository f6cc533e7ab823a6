"""A visit as the calendars show it."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace

from ui.kit.tokens import Tone

SNAP = 15


@dataclass(frozen=True)
class Span:
    """The hours a calendar shows, in minutes of the day."""

    open: int = 9 * 60
    close: int = 19 * 60 + 30

    @property
    def minutes(self) -> int:
        """How long that is."""
        return self.close - self.open


@dataclass(frozen=True)
class Person:
    """A column of the day: who works, and when, in minutes of the day."""

    name: str
    remark: str
    tone: Tone
    start: int
    end: int
    brief: str = ""  # the remark where there is little room


@dataclass(frozen=True)
class Visit:
    """What fills a stretch of somebody's day."""

    name: str
    detail: str
    person: int
    start: int
    minutes: int
    tone: Tone = Tone.ROSE
    icon: str = ""
    note: str = ""
    away: bool = False
    striped: bool = False
    day: int = 0
    key: Hashable = None  # what it stands for
    fixed: bool = False  # whether it may be neither moved nor stretched
    free: tuple[int, int] | None = None  # from which minute of it for how long
    free_words: str = ""  # said on that stretch, where there is room

    @property
    def end(self) -> int:
        """The minute of the day at which it ends."""
        return self.start + self.minutes

    def hours(self) -> str:
        """Return from when to when."""
        return f"{clock(self.start)} – {clock(self.end)}"

    def moved(self, person: int, start: int, span: Span) -> "Visit":
        """Return the same visit with another person or at another time."""
        start = max(span.open, min(span.close - self.minutes, start))
        return replace(self, person=person, start=start)

    def resized(self, minutes: int, span: Span) -> "Visit":
        """Return the same visit, longer or shorter."""
        return replace(self, minutes=max(SNAP, min(span.close - self.start, minutes)))

    def meets(self, other: "Visit") -> bool:
        """Return whether one person cannot do both."""
        same = self.person == other.person and self.day == other.day
        return same and self.start < other.end and other.start < self.end


def clock(minute: int) -> str:
    """Return a minute of the day as people write it."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def lanes(visits: Sequence[Visit]) -> list[tuple[Visit, int, int]]:
    """Give each visit of a day a lane beside those it overlaps, of so many."""
    placed: list[tuple[Visit, int, int]] = []
    group: list[tuple[Visit, int]] = []
    ends: list[int] = []

    def close() -> None:
        placed.extend((visit, lane, len(ends)) for visit, lane in group)
        group.clear()
        ends.clear()

    for visit in sorted(visits, key=lambda v: (v.start, v.person)):
        if ends and visit.start >= max(ends):
            close()
        lane = next((i for i, end in enumerate(ends) if end <= visit.start), len(ends))
        if lane == len(ends):
            ends.append(visit.end)
        else:
            ends[lane] = visit.end
        group.append((visit, lane))
    close()
    return placed

"""Which copies may go: by age, and where they take more room than they may."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from salon.store.copies import Copy, newest_good

IDEAL = {"day": 14, "week": 8, "month": 12}  # the newest of each
MOST = 36  # copies: the ideal, and those of two days


def to_drop(
    kept: Iterable[Copy], now: datetime, space: int | None = None
) -> list[Copy]:
    """Return which may go, the first to go first.

    All of two days stay, then 14 days, 8 weeks, 12 months: the newest of each. Where
    that is more than *space* bytes, the others of a day go, then the oldest. The
    newest good one always stays.
    """
    ordered = sorted(kept, key=lambda copy: (copy.at, copy.seq), reverse=True)
    stay = _ideal(ordered, now)
    gone = [copy for copy in reversed(ordered) if copy.path not in stay]
    if space is None:
        return gone
    held = sum(copy.size for copy in ordered if copy.path in stay)
    for copy in in_order(copy for copy in ordered if copy.path in stay):
        if held <= space:
            break
        gone.append(copy)
        held -= copy.size
    return gone


def last_day(at: datetime) -> date:
    """Return until when a copy is kept at most, by `IDEAL`: as the last of a month."""
    return at.date() + timedelta(days=31 * (IDEAL["month"] + 1))


def in_order(kept: Iterable[Copy]) -> Iterator[Copy]:
    """Return in which order copies go where room is wanted; the newest good never."""
    ordered = sorted(kept, key=lambda copy: (copy.at, copy.seq), reverse=True)
    days: set[Any] = set()
    last_of_day: list[Copy] = []
    others: list[Copy] = []
    for copy in ordered:
        (others if copy.at.date() in days else last_of_day).append(copy)
        days.add(copy.at.date())
    best = newest_good(ordered)
    for copy in (*reversed(others), *reversed(last_of_day)):
        if best is not None and copy.path != best.path:
            yield copy


def _ideal(ordered: list[Copy], now: datetime) -> set[Path]:
    best = newest_good(ordered)
    stay: set[Path] = set() if best is None else {best.path}
    seen: dict[str, set[Any]] = {span: set() for span in IDEAL}
    for place, copy in enumerate(ordered):
        if place == 0 or now - copy.at < timedelta(days=2):
            stay.add(copy.path)
        marks = {
            "day": copy.at.date(),
            "week": copy.at.isocalendar()[:2],
            "month": (copy.at.year, copy.at.month),
        }
        for span, mark in marks.items():
            if mark not in seen[span] and len(seen[span]) < IDEAL[span]:
                seen[span].add(mark)
                stay.add(copy.path)
    return stay


def usual_space(size: int, free: int, held: int) -> int:
    """Return how much the copies may take where nobody has said.

    As many as the ideal asks for, but no more than a quarter of what the disk has
    left without them; two always, so that one is there while the next is made.
    """
    return max(min(MOST * size, (free + held) // 4), 2 * size)

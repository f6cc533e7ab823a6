"""Who gives what is owed: shared out so that the fullest is as light as can be."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

Able = frozenset[int]  # the people who may give something


@dataclass(frozen=True, slots=True)
class Tight:
    """Who is held equally busy by what only they may give."""

    groups: frozenset[Able]
    people: Able
    owed: float
    free: float  # a week
    weeks: float | None  # None: no free hour


def weeks_of(owed: float, free: float) -> float | None:
    """Return how many weeks it takes; None where nothing is free for it."""
    if owed <= 0:
        return 0.0
    return owed / free if free > 0 else None


def shared_out(owed: Mapping[Able, float], free: Mapping[int, float]) -> list[Tight]:
    """Return who is held how busy, the fullest first.

    What only a few may give comes first: they do nothing else until it is level with
    the rest. So no other way of sharing would be done sooner.

    Args:
        owed: Minutes, by the people who may give them; nobody is left out.
        free: Minutes a week, by person.
    """
    left = {able: much for able, much in owed.items() if able and much > 0}
    open_ = dict(free)
    found = []
    while left:
        best: Tight | None = None
        for groups in _subsets(list(left)):
            people = frozenset().union(*groups) & open_.keys()
            one = _tight(groups, people, left, open_)
            if best is None or _is_fuller(one, best):
                best = one
        assert best is not None
        found.append(best)
        for able in best.groups:
            del left[able]
        for person in best.people:
            open_.pop(person, None)
    return found


def _subsets(groups: list[Able]) -> list[tuple[Able, ...]]:
    return [
        some
        for size in range(1, len(groups) + 1)
        for some in combinations(groups, size)
    ]


def _tight(
    groups: tuple[Able, ...],
    people: Able,
    owed: Mapping[Able, float],
    free: Mapping[int, float],
) -> Tight:
    whole = sum(owed[one] for one in groups)
    there = sum(free[one] for one in people)
    return Tight(frozenset(groups), people, whole, there, weeks_of(whole, there))


def _is_fuller(one: Tight, other: Tight) -> bool:
    """Return whether *one* is fuller; of two alike it is the larger."""
    weeks = [float("inf") if it.weeks is None else it.weeks for it in (one, other)]
    if weeks[0] != weeks[1]:
        return weeks[0] > weeks[1]
    return len(one.groups) > len(other.groups)


def hours_more(owed: float, free: float, weeks: int) -> int:
    """Return how many hours a week more bring it down to so many *weeks*."""
    lacking = owed / weeks - free
    return max(0, -int(-lacking // 60)) if lacking > 0 else 0

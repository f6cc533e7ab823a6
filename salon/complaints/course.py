"""What the course of a complaint says: what is done, ticked, handed on by now."""

from collections.abc import Iterable

from salon.complaints.model import STEPS, Kind, Step, StepLine


def this_round(course: Iterable[StepLine]) -> tuple[StepLine, ...]:
    """Return what was done since it was opened, or opened again."""
    found: list[StepLine] = []
    for one in course:
        if one.kind == Kind.REOPENED:
            found = []
        else:
            found.append(one)
    return tuple(found)


def steps_done(course: Iterable[StepLine]) -> dict[Step, StepLine]:
    """Return which of the six steps stand, by the last word on each of them."""
    found: dict[Step, StepLine] = {}
    for one in this_round(course):
        if one.kind in STEPS:
            found[Step(one.kind)] = one
        elif one.kind == Kind.BACK and one.what in STEPS:
            found.pop(Step(one.what), None)
    return found


def marks(course: Iterable[StepLine]) -> frozenset[str]:
    """Return which ticks stand, as the last word on each of them has it."""
    on = {
        one.what: one.kind == Kind.TICK
        for one in this_round(course)
        if one.kind in (Kind.TICK, Kind.UNTICK)
    }
    return frozenset(what for what, stands in on.items() if stands)


def called(course: Iterable[StepLine]) -> frozenset[str]:
    """Return which of the calls after the agreement were made and stand."""
    found: set[str] = set()
    for one in this_round(course):
        if one.kind == Kind.CONTACT:
            found.add(one.what)
        elif one.kind == Kind.UNHEARD:
            found.discard(one.what)
    return frozenset(found)


def ever_named(course: Iterable[StepLine], staff_id: int | None) -> frozenset[int]:
    """Return everybody whom it ever was about; *staff_id* is whom it is about now."""
    before = {int(one.what) for one in course if one.kind == Kind.ABOUT}
    return frozenset(before if staff_id is None else {*before, staff_id})


def was_raised(course: Iterable[StepLine], step: Step | None) -> bool:
    """Return whether a step went to the next responder since it was (re)opened."""
    return any(
        one.kind == Kind.RAISED and one.what == step for one in this_round(course)
    )

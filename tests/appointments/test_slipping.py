"""What an overrun does to the day, and what room is left for who is late."""

from datetime import date
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salon.appointments.model import AwayLine, Resource, Shape, Slot, clock_time
from salon.appointments.slipping import (
    MOST,
    Overrun,
    Slip,
    Stay,
    TakenUp,
    overruns,
    room_left,
)

ANA, ROSA, ROOM = 1, 2, 7
DAY = date(2026, 11, 24)
NINE, SIX = 9 * 60, 18 * 60
WORKS = {ANA: [(NINE, SIX)], ROSA: [(NINE, SIX)]}


def at(said: str) -> int:
    hours, minutes = said.split(":")
    return int(hours) * 60 + int(minutes)


def stay(
    key: int,
    start: str,
    minutes: int,
    *,
    person: int = ANA,
    room: int = 0,
    buffer: int = 0,
    gap: tuple[int, int] = (0, 0),
    on: bool = False,
) -> Stay:
    keys = [(Resource.PERSON, person), (Resource.CLIENT, 100 + key)]
    if room:
        keys.append((Resource.ROOM, room))
    shape = Shape(minutes, *gap, buffer)
    return Stay(key, at(start), minutes, shape, tuple(keys), on)


def away(start: str, minutes: int, person: int = ANA) -> AwayLine:
    slot = Slot(DAY, clock_time(at(start)), minutes)
    return AwayLine(1, Resource.PERSON, person, slot, "lunch")


def only(found: list[Overrun]) -> Overrun:
    [one] = found
    return one


def test_nobody_slips_while_everybody_is_in_time() -> None:
    stays = [stay(1, "9:00", 60, on=True), stay(2, "10:00", 60)]
    assert overruns(at("10:00"), stays, WORKS) == []
    assert overruns(at("10:01"), stays, WORKS) != []


def test_who_follows_begins_on_the_next_five_minutes_and_the_buffer_stays() -> None:
    stays = [stay(1, "9:00", 60, on=True, buffer=10), stay(2, "10:10", 60)]

    found = only(overruns(at("10:12"), stays, WORKS))

    assert found.over == 12
    assert found.slips == (Slip(2, at("10:25"), 15, True),)


def test_a_gap_takes_the_rest_and_who_comes_after_it_begins_as_booked() -> None:
    stays = [
        stay(1, "9:00", 60, on=True),
        stay(2, "10:00", 60),
        stay(3, "11:00", 30),
        stay(4, "13:00", 30),
    ]

    found = only(overruns(at("10:10"), stays, WORKS))

    assert [slip.id for slip in found.slips] == [2, 3]
    assert (found.taken_up, found.at) == (TakenUp.GAP, at("11:40"))


def test_the_room_makes_others_wait_as_well() -> None:
    stays = [
        stay(1, "9:00", 60, room=ROOM, on=True),
        stay(2, "10:00", 30, person=ROSA, room=ROOM),
        stay(3, "10:00", 30, person=ROSA + 1),
    ]

    assert [one.id for one in only(overruns(at("10:05"), stays, WORKS)).slips] == [2]


def test_the_evening_takes_it_as_far_as_the_person_is_there() -> None:
    stays = [stay(1, "16:00", 60, on=True), stay(2, "17:00", 50)]
    in_time = only(overruns(at("17:10"), stays, WORKS))
    too_late = only(overruns(at("17:11"), stays, WORKS))

    assert (in_time.taken_up, in_time.slips[0].fits) == (TakenUp.EVENING, True)
    assert (too_late.taken_up, too_late.slips[0].fits) == (TakenUp.NOTHING, False)


def test_nobody_is_kept_waiting_for_longer_than_that_will_do() -> None:
    stays = [stay(1, "9:00", 60, on=True), stay(2, "10:00", 60)]

    just = only(overruns(at("10:00") + MOST, stays, WORKS)).slips[0]
    more = only(overruns(at("10:00") + MOST + 1, stays, WORKS)).slips[0]

    assert (just.late, just.fits) == (MOST, True)
    assert (more.late, more.fits) == (MOST + 5, False)


def test_nobody_has_to_wait_where_there_is_slack() -> None:
    stays = [stay(1, "9:00", 60, on=True), stay(2, "10:30", 60)]
    assert only(overruns(at("10:30"), stays, WORKS)).taken_up is TakenUp.SLACK
    assert only(overruns(at("10:31"), stays, WORKS)).taken_up is not TakenUp.SLACK


def test_a_blocked_hour_is_jumped_over() -> None:
    stays = [stay(1, "9:00", 60, on=True), stay(2, "10:00", 60)]
    blocked = [away("11:00", 60)]
    slip = only(overruns(at("10:05"), stays, WORKS, blocked)).slips[0]
    assert slip.start == at("12:00")


def test_the_free_minutes_of_a_treatment_stay_free_for_another() -> None:
    """From 20 to 50 minutes of hers nobody is needed: another fits in there."""
    stays = [
        stay(1, "9:00", 60, on=True),
        stay(2, "10:00", 90, gap=(20, 30)),
        stay(3, "10:20", 20),
    ]
    slips = {one.id: one for one in only(overruns(at("10:05"), stays, WORKS)).slips}
    assert slips[2].start == at("10:05")
    assert slips[3].start == at("10:25")


@pytest.mark.parametrize(
    ("now", "left"), [("14:00", 80), ("14:25", 55), ("15:19", 1), ("15:40", 0)]
)
def test_room_for_who_is_late_until_the_room_is_needed(now: str, left: int) -> None:
    late = stay(1, "14:00", 75, room=ROOM, buffer=10)
    after = stay(2, "15:30", 60, person=ROSA, room=ROOM)
    assert room_left(at(now), late, [late, after], WORKS) == left


def test_room_until_the_end_of_the_hours_and_until_a_break() -> None:
    late = stay(1, "16:30", 60, buffer=10)
    assert room_left(at("17:00"), late, [late], WORKS) == 60
    assert room_left(at("16:40"), late, [late], WORKS, [away("17:20", 30)]) == 30
    assert room_left(at("16:40"), late, [late], WORKS, [away("15:00", 30)]) == 80


@st.composite
def days(draw: st.DrawFn) -> tuple[int, list[Stay], list[AwayLine]]:
    """Return a day as the book allows it: nobody and nothing is booked twice."""
    taken: dict[tuple[Resource, int], list[tuple[int, int]]] = {}
    stays: list[Stay] = []
    now = draw(st.integers(NINE, SIX))
    blocked = []
    if draw(st.booleans()):
        slot = Slot(DAY, clock_time(draw(st.integers(NINE, SIX) | st.just(780))), 30)
        blocked.append(AwayLine(1, Resource.PERSON, ANA, slot, ""))
        start = slot.start.hour * 60 + slot.start.minute
        taken[Resource.PERSON, ANA] = [(start, start + 30)]
    for key in range(1, draw(st.integers(2, 12))):
        minutes = draw(st.integers(2, 18)) * 5
        offset = draw(st.integers(1, max(1, minutes // 2)))
        rest = draw(st.integers(0, max(0, minutes - offset - 1)))
        shape = Shape(minutes, offset, rest, draw(st.sampled_from((0, 5, 10, 15))))
        keys = [
            (Resource.PERSON, draw(st.sampled_from((ANA, ROSA)))),
            (Resource.ROOM, draw(st.integers(ROOM, ROOM + 1))),
            (Resource.CLIENT, draw(st.integers(100, 104))),
        ]
        start = draw(st.integers(NINE // 5, SIX // 5)) * 5
        one = Stay(key, start, minutes, shape, tuple(keys))
        spans = list(one.busy(start))
        if any(a < d and c < b for k, a, b in spans for c, d in taken.get(k, ())):
            continue
        for k, a, b in spans:
            taken.setdefault(k, []).append((a, b))
        is_on = start < now and draw(st.booleans())
        stays.append(Stay(key, start, minutes, shape, tuple(keys), is_on))
    return now, stays, blocked


@given(days())
def test_no_estimate_is_before_its_time_and_never_two_at_once(
    day: tuple[int, list[Stay], list[AwayLine]],
) -> None:
    now, stays, blocked = day
    found = overruns(now, stays, WORKS, blocked)
    starts = {slip.id: slip.start for one in found for slip in one.slips}
    busy: dict[tuple[Resource, int], list[tuple[int, int, bool]]] = {}
    for gone in blocked:
        start = gone.slot.start.hour * 60 + gone.slot.start.minute
        key = (gone.resource, gone.resource_id)
        busy.setdefault(key, []).append((start, start + gone.slot.minutes, False))
    for one in stays:
        start = starts.get(one.id, one.start)
        assert start >= one.start
        assert one.id not in starts or (start > one.start and not one.is_under_way)
        more = max(0, now - one.end) if one.is_under_way else 0
        for key, a, b in one.busy(start):
            until = b + more if b >= start + one.minutes else b
            busy.setdefault(key, []).append((a, until, not one.is_under_way))
    for spans in busy.values():
        for (a, b, waits), (c, d, waits_too) in combinations(spans, 2):
            if waits or waits_too:  # what has begun is as it is
                assert b <= c or d <= a

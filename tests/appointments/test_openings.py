"""Times that are offered hold nothing that is held already, whoever asks for what."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salon.appointments.model import Resource, Shape
from salon.appointments.openings import (
    Day,
    Needs,
    Opening,
    Stretch,
    at,
    gaps,
    next_free,
    openings,
)

OPENS, CLOSES = 9 * 60, 18 * 60
LEA, MEI, ROOM, BATH, LASER, HER = 1, 2, 11, 12, 21, 31
PLAIN = Shape(45)


def a_day(busy: dict[tuple[Resource, int], list[Stretch]] | None = None) -> Day:
    return Day({LEA: [(OPENS, CLOSES)], MEI: [(OPENS, 12 * 60)]}, dict(busy or {}))


def needs(shape: Shape = PLAIN, people: Sequence[int] = (LEA,)) -> Needs:
    return Needs(shape, people, (ROOM,), (LASER,), needs_device=True, client=HER)


def starts(found: Sequence[Opening]) -> list[int]:
    return [one.start for one in found]


def test_visits_follow_one_another_without_a_minute_lost() -> None:
    day = a_day({(Resource.PERSON, LEA): [(OPENS, OPENS + 45)]})

    assert at(day, needs(), OPENS + 44) is None
    assert at(day, needs(), OPENS + 45) is not None
    assert starts(list(openings(day, needs())))[0] == OPENS + 45


def test_a_visit_begins_and_ends_while_she_works() -> None:
    found = starts(list(openings(a_day(), needs())))

    assert (found[0], found[-1]) == (OPENS, CLOSES - 45)
    assert at(a_day(), needs(), CLOSES - 44) is None
    assert at(a_day(), needs(), OPENS - 1) is None


@pytest.mark.parametrize(
    ("kind", "key"),
    [
        (Resource.PERSON, LEA),
        (Resource.ROOM, ROOM),
        (Resource.DEVICE, LASER),
        (Resource.CLIENT, HER),
    ],
)
def test_whoever_or_whatever_is_taken_is_not_offered(kind: Resource, key: int) -> None:
    day = a_day({(kind, key): [(600, 660)]})

    assert at(day, needs(), 630) is None
    assert at(day, needs(), 660) is not None


def test_the_therapist_is_free_in_the_gap_and_busy_after_it() -> None:
    shape = Shape(90, gap_offset=30, gap_minutes=30)

    for busy, fits in (((630, 660), True), ((620, 650), False), ((660, 670), False)):
        day = a_day({(Resource.PERSON, LEA): [busy]})
        assert (at(day, needs(shape), 600) is not None) is fits


def test_therapist_and_room_need_a_while_afterwards_client_and_device_do_not() -> None:
    shape = Shape(45, buffer_minutes=15)

    for kind, key, fits in (
        (Resource.PERSON, LEA, False),
        (Resource.ROOM, ROOM, False),
        (Resource.DEVICE, LASER, True),
        (Resource.CLIENT, HER, True),
    ):
        day = a_day({(kind, key): [(650, 700)]})
        assert (at(day, needs(shape), 600) is not None) is fits


def test_the_first_of_those_who_are_free_is_taken() -> None:
    day = a_day({(Resource.PERSON, LEA): [(OPENS, 600)]})
    both = needs(people=(LEA, MEI))

    assert [at(day, both, m).person for m in (OPENS, 600)] == [MEI, LEA]  # type: ignore[union-attr]
    assert at(day, both, CLOSES - 45).person == LEA  # type: ignore[union-attr]


def test_a_gap_begins_where_the_longest_of_two_ends() -> None:
    works, busy = [(OPENS, CLOSES)], [(600, 900), (630, 660)]

    assert gaps(works, busy, 45) == [(OPENS, 600), (900, CLOSES)]
    assert gaps(works, [(OPENS + 44, CLOSES)], 45) == []
    assert gaps(works, [(OPENS + 45, CLOSES)], 45) == [(OPENS, OPENS + 45)]


def test_somebody_is_free_again_when_all_of_it_fits() -> None:
    busy = [(600, 660), (690, 720)]

    assert next_free(busy, PLAIN, Resource.PERSON, 600) == 720
    assert next_free(busy, Shape(30), Resource.PERSON, 600) == 660
    assert next_free(busy, Shape(30), Resource.PERSON, 540) == 540


MINUTES = st.integers(OPENS - 30, CLOSES + 30)
BUSY = st.lists(
    st.tuples(MINUTES, st.integers(5, 180)).map(lambda one: (one[0], sum(one))),
    max_size=5,
)
SHAPES = st.builds(
    Shape, st.integers(5, 120), st.just(0), st.just(0), st.integers(0, 30)
) | st.builds(Shape, st.just(90), st.integers(5, 40), st.integers(5, 45), st.just(10))
DAYS = st.dictionaries(
    st.sampled_from(
        [
            *((Resource.PERSON, one) for one in (LEA, MEI)),
            *((Resource.ROOM, one) for one in (ROOM, BATH)),
            *((Resource.DEVICE, LASER), (Resource.CLIENT, HER)),
        ]
    ),
    BUSY,
)


@given(DAYS, SHAPES, st.integers(0, CLOSES))
def test_no_time_that_is_offered_overlaps_what_is_held(
    busy: dict[tuple[Resource, int], list[Stretch]], shape: Shape, earliest: int
) -> None:
    day = a_day(busy)
    wanted = Needs(
        *(shape, (LEA, MEI), (ROOM, BATH), (LASER,)), needs_device=True, client=HER
    )

    found = list(openings(day, wanted, earliest))

    assert starts(found) == sorted(set(starts(found)))
    for one in found:
        assert one.start >= earliest
        works = day.works[one.person]
        assert any(a <= one.start and one.start + shape.minutes <= b for a, b in works)
        for kind, key in (
            (Resource.PERSON, one.person),
            (Resource.ROOM, one.room),
            (Resource.DEVICE, one.device),
            (Resource.CLIENT, HER),
        ):
            assert key is not None
            mine = {
                minute
                for a, b in shape.stretches(kind)
                for minute in range(one.start + a, one.start + b)
            }
            held = busy.get((kind, key), ())
            assert not any(mine & set(range(a, b)) for a, b in held)


@given(BUSY, SHAPES, MINUTES)
def test_nobody_is_said_to_be_free_earlier_than_she_is(
    busy: list[Stretch], shape: Shape, start: int
) -> None:
    def fits(minute: int) -> bool:
        return not any(
            minute + a < d and c < minute + b
            for a, b in shape.stretches(Resource.PERSON)
            for c, d in busy
        )

    found = next_free(busy, shape, Resource.PERSON, start)

    assert found >= start
    assert fits(found)
    if fits(start):
        assert found == start


@given(BUSY, st.integers(1, 90))
def test_a_gap_is_long_enough_and_nobody_is_in_it(
    busy: list[Stretch], least: int
) -> None:
    taken = {minute for a, b in busy for minute in range(a, b)}

    for start, until in gaps([(OPENS, CLOSES)], busy, least):
        assert until - start >= least
        assert start >= OPENS
        assert until <= CLOSES
        assert not taken & set(range(start, until))
        assert start == OPENS or start - 1 in taken
        assert until == CLOSES or until in taken

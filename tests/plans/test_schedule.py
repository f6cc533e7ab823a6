"""When sessions fall due: spaced as the skin needs it, whatever a plan asks for."""

import itertools
from collections import defaultdict
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salon.plans.schedule import Due, Phase, Wanted, schedule

MONDAY = date(2026, 3, 30)


def days(*phases: Phase, is_event: bool = False) -> list[int]:
    """Return how many days after the anchor each session falls due."""
    found = schedule(MONDAY, phases, is_event=is_event)
    return [(due.day - MONDAY).days for due in found]


@pytest.mark.parametrize(
    ("every", "least", "expected"),
    [(7, 0, [0, 7, 14]), (7, 10, [0, 10, 20]), (0, 0, [0, 1, 2])],
)
def test_sessions_keep_their_distance_and_never_less_than_the_skin_needs(
    every: int, least: int, expected: list[int]
) -> None:
    assert days(Phase("one", 1, 4, (Wanted("peel", 3, every, least),))) == expected


def test_a_phase_waits_for_the_last_session_of_the_one_before() -> None:
    wanted = (Wanted("peel", 2, 14, 14),)

    assert days(Phase("one", 1, 2, wanted), Phase("two", 3, 6, wanted)) == [
        0,
        14,
        28,
        42,
    ]


def test_of_two_services_the_second_falls_between_two_of_the_first() -> None:
    both = (Wanted("peel", 2, 28), Wanted("mask", 2, 28))

    assert days(Phase("one", 1, 8, both)) == [0, 14, 28, 42]


def test_a_plan_towards_a_day_counts_back_from_it() -> None:
    before = Phase("before", -4, 0, (Wanted("peel", 2, 7),))
    last = Phase("last", -1, 0, (Wanted("glow", 1, 0, 0, -3),))

    assert days(before, last, is_event=True) == [-28, -21, -3]


WANTED = st.builds(
    Wanted,
    st.sampled_from(["peel", "mask", "light"]),
    st.integers(1, 6),
    st.integers(0, 40),
    st.integers(0, 40),
)
PHASES = st.lists(
    st.builds(
        Phase,
        st.just("phase"),
        st.integers(1, 20),
        st.integers(1, 30),
        st.lists(WANTED, min_size=1, max_size=3, unique_by=lambda w: w.service).map(
            tuple
        ),
    ),
    max_size=4,
)


@given(PHASES)
def test_no_plan_asks_for_a_session_before_the_skin_has_mended(
    phases: list[Phase],
) -> None:
    found = schedule(MONDAY, phases)

    wanted = [one for phase in phases for one in phase.sessions]
    assert len(found) == sum(one.count for one in wanted)
    assert found == sorted(found, key=lambda due: (due.day, due.service))
    assert all(MONDAY <= due.day < due.until for due in found)
    by_service: dict[str, list[Due]] = defaultdict(list)
    for due in found:
        by_service[due.service].append(due)
    for service, dues in by_service.items():
        least = min(
            max(one.every_days, one.interval_min_days, 1)
            for one in wanted
            if one.service == service
        )
        for before, after in itertools.pairwise(dues):
            assert after.day - before.day >= timedelta(days=least)

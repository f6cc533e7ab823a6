"""Hours shared out: by the figures of the owner's page, and whatever they are."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salon.promises.model import Level, Limits, Promises
from salon.promises.sharing import hours_more, shared_out, weeks_of
from tests.house import FRIDAY

H = 60


@pytest.mark.parametrize(  # of the picture of the page: owed, free a week, weeks
    ("owed", "free", "weeks"),
    [
        (412, 37, 11),
        (58, 3, 19),
        (74, 5, 15),
        (32, 3, 11),
        (168, 16.5, 10),
        (18, 2, 9),
        (62, 7.5, 8),
        (171, 9.5, 18),
        (84, 8, 10),
        (28, 3, 9),
        (71, 9, 8),
        (58, 7.5, 8),
    ],
)
def test_the_figures_of_the_page_come_out(owed: int, free: float, weeks: int) -> None:
    found = weeks_of(owed * H, free * H)

    assert found is not None
    assert round(found) == weeks


def test_what_the_page_says_of_the_pile() -> None:
    found = Promises(
        *(FRIDAY, 412 * H, 430, 112, 37 * H, weeks_of(412, 37), Limits()),
        sold=43 * H,
        given=37 * H,
    )

    assert found.later is not None
    assert round(found.later) == 13  # 412 and six a week more, for eleven weeks
    assert found.until is not None
    assert (found.until - FRIDAY).days == 77


def test_five_more_hours_bring_her_down_to_twelve_weeks() -> None:
    assert hours_more(171 * H, 9.5 * H, 12) == 5
    assert hours_more(12 * 9 * H, 9 * H, 12) == 0


@pytest.mark.parametrize(
    ("weeks", "level"),
    [
        (0.0, Level.FINE),
        (12.0, Level.FINE),
        (12.01, Level.WARN),
        (16.0, Level.WARN),
        (16.01, Level.OWNER),
        (None, Level.OWNER),
    ],
)
def test_a_limit_is_not_over_itself(weeks: float | None, level: Level) -> None:
    assert Limits().level(weeks) is level


def test_what_only_one_may_give_leaves_the_rest_to_the_others() -> None:
    ana, others = frozenset({1}), frozenset({1, 2, 3})

    found = shared_out(
        {ana: 132 * H, others: 280 * H}, {1: 9.5 * H, 2: 8 * H, 3: 20 * H}
    )

    assert [sorted(one.people) for one in found] == [[1], [2, 3]]
    assert [round(one.weeks or 0, 1) for one in found] == [13.9, 10.0]


def test_without_a_free_hour_there_are_no_weeks_and_never_infinity() -> None:
    found = shared_out({frozenset({1}): 60.0, frozenset({2}): 60.0}, {1: 0.0, 2: 30.0})

    assert [one.weeks for one in found] == [None, 2.0]
    assert weeks_of(0, 0) == 0.0


ables = st.frozensets(st.integers(1, 4), min_size=1)


@given(
    st.dictionaries(ables, st.integers(1, 5000), min_size=1, max_size=5),
    st.fixed_dictionaries({key: st.integers(0, 600) for key in (1, 2, 3, 4)}),
)
def test_everything_is_given_by_somebody_and_nobody_is_fuller_than_need_be(
    owed: dict[frozenset[int], int], free: dict[int, int]
) -> None:
    found = shared_out(owed, free)

    assert sum(one.owed for one in found) == sum(owed.values())
    people = [one for tight in found for one in tight.people]
    assert len(people) == len(set(people))
    weeks = [float("inf") if one.weeks is None else one.weeks for one in found]
    assert weeks == sorted(weeks, reverse=True)
    # no way of sharing is sooner than what only these people may give
    most = max(
        _ratio([*some], owed, free)
        for size in range(1, len(owed) + 1)
        for some in combinations(owed, size)
    )
    assert weeks[0] == pytest.approx(most)


def _ratio(
    some: list[frozenset[int]], owed: dict[frozenset[int], int], free: dict[int, int]
) -> float:
    there = sum(free[one] for one in frozenset().union(*some))
    return sum(owed[one] for one in some) / there if there else float("inf")

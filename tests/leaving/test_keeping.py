"""What each keeps: both sides of each limit, and the worked numbers."""

from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salon.leaving.keeping import (
    Seen,
    drawn,
    funnel,
    is_outside,
    kept,
    once_each,
    returns_of,
)
from salon.loyalty.statistics import Share

DAY = date(2026, 1, 5)
TODAY = DAY + timedelta(days=100)


def seen(days: int, staff: int = 1, client: int = 1) -> Seen:
    return Seen(client, staff, DAY + timedelta(days=days))


def found(*visits: Seen, ever: int = -300, today: date = TODAY) -> tuple[int, int]:
    """Return who came back to the salon and to her, of one whom 28 days are usual."""
    lines = kept(visits, {1: 28.0}, {1: DAY + timedelta(days=ever)}, DAY, DAY, today)
    returns = returns_of(lines)
    return returns.all.part, returns.same.part


@pytest.mark.parametrize(("days", "came"), [(1, 1), (42, 1), (43, 0)])
def test_half_as_long_again_the_last_day_included(days: int, came: int) -> None:
    assert found(seen(0), seen(days)) == (came, came)


def test_to_the_salon_and_to_her_are_two_things() -> None:
    assert found(seen(0), seen(20, staff=2)) == (1, 0)
    assert found(seen(0), seen(0, staff=2)) == (0, 0)  # the same day is no return


@pytest.mark.parametrize(("ago", "counts"), [(42, 0), (43, 1)])
def test_whose_time_is_not_over_does_not_count(ago: int, counts: int) -> None:
    today = DAY + timedelta(days=ago)
    lines = kept([seen(0)], {1: 28.0}, {}, DAY, DAY, today)
    assert len(lines) == counts


def test_who_came_early_does_not_count_before_the_others_do() -> None:
    today = DAY + timedelta(days=30)
    assert kept([seen(0), seen(10)], {1: 28.0}, {}, DAY, DAY, today) == []


def test_new_ones_are_told_apart() -> None:
    visits = [seen(0), seen(20)]
    lines = kept(visits, {}, {1: DAY}, DAY, DAY, TODAY)
    returns = returns_of(lines)
    assert (returns.new, returns.regular) == (Share(1, 1), Share(0, 0))


def test_each_client_once_for_the_whole_salon() -> None:
    visits = [seen(0), seen(5, staff=2), seen(20)]
    lines = kept(visits, {1: 28.0}, {}, DAY, DAY + timedelta(days=9), TODAY)
    assert len(lines) == 2
    assert len(once_each(lines)) == 1


@pytest.mark.parametrize(
    ("part", "of", "rate"),
    [(3, 3, 0.669565), (9, 10, 0.713333), (60, 100, 0.603333), (0, 4, 0.516667)],
)
def test_small_numbers_are_drawn_to_the_salon(part: int, of: int, rate: float) -> None:
    assert drawn(Share(part, of), 0.62) == pytest.approx(rate, abs=1e-6)


def test_the_funnel_narrows() -> None:
    assert funnel(0.62, 0) is None
    few, many = funnel(0.62, 10), funnel(0.62, 1000)
    assert few is not None
    assert many is not None
    assert few[0] < many[0] < 0.62 < many[1] < few[1]
    assert many[1] - 0.62 == pytest.approx(1.96 * (0.62 * 0.38 / 1000) ** 0.5)


@pytest.mark.parametrize(
    ("part", "of", "outside"),
    [(1, 9, False), (2, 10, True), (62, 100, False), (75, 100, True)],
)
def test_only_beyond_chance_is_marked_and_of_few_nothing(
    part: int, of: int, outside: bool
) -> None:
    assert is_outside(Share(part, of), 0.62) is outside


VISITS = st.lists(
    st.builds(seen, st.integers(0, 80), st.integers(1, 3), st.integers(1, 6)),
    max_size=40,
)


@given(VISITS, st.randoms())
def test_the_order_of_rows_is_nothing(visits: list[Seen], chance: Random) -> None:
    last = DAY + timedelta(days=40)
    first = sorted(kept(visits, {}, {}, DAY, last, TODAY), key=lambda one: repr(one))
    chance.shuffle(visits)
    again = sorted(kept(visits, {}, {}, DAY, last, TODAY), key=lambda one: repr(one))
    assert first == again

"""When somebody is expected, how late she is, and when she is lost."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salon.loyalty.model import State
from salon.loyalty.rhythm import (
    days_late,
    interval_model,
    lost_after,
    overdue_probability,
    returning,
    visit_state,
)
from salon.loyalty.rhythms import rhythms_at
from tests.loyalty.facts import TODAY, Came, gathered

CASES = json.loads(
    (Path(__file__).parents[1] / "data" / "loyalty_cases.json").read_text("utf-8")
)
STATES = list(State)


@pytest.mark.parametrize("case", CASES["interval"], ids=lambda one: one["case"])
def test_the_table_of_intervals(case: dict[str, Any]) -> None:
    expected, sigma = interval_model(case["intervals"], case["prior_days"])
    p = overdue_probability(case["days_since"], expected, sigma)
    assert expected == pytest.approx(case["expected_days"], abs=5e-4)
    assert sigma == pytest.approx(case["sigma"], abs=5e-5)
    assert p == pytest.approx(case["probability"], abs=5e-5)
    assert visit_state(p, case["days_since"], is_booked=False) == case["state"]
    assert visit_state(p, case["days_since"], is_booked=True) is State.ACTIVE


@pytest.mark.parametrize("case", CASES["interval"], ids=lambda one: one["case"])
def test_everybody_at_once_comes_out_the_same(case: dict[str, Any]) -> None:
    days = [case["days_since"]]
    for gap in reversed(case["intervals"]):
        days.append(days[-1] + gap)
    g = gathered({7: Came(days, prior=case["prior_days"])})
    found = rhythms_at(g, TODAY.toordinal())
    assert found.expected[0] == pytest.approx(case["expected_days"], abs=5e-4)
    assert found.sigma[0] == pytest.approx(case["sigma"], abs=5e-5)
    assert found.overdue[0] == pytest.approx(case["probability"], abs=5e-5)
    assert STATES[found.state[0]] == case["state"]


@given(
    st.lists(st.integers(1, 200), max_size=14),
    st.integers(0, 400),
    st.integers(5, 90),
)
def test_one_and_all_agree(gaps: list[int], since: int, prior: int) -> None:
    days = [since]
    for gap in reversed(gaps):
        days.append(days[-1] + gap)
    found = rhythms_at(gathered({1: Came(days, prior=prior)}), TODAY.toordinal())
    expected, sigma = interval_model(gaps, prior)
    p = overdue_probability(since, expected, sigma)
    assert found.expected[0] == pytest.approx(expected)
    assert found.sigma[0] == pytest.approx(sigma)
    assert found.overdue[0] == pytest.approx(p, abs=1e-9)
    assert STATES[found.state[0]] is visit_state(p, since, is_booked=False)
    assert bool(found.stays[0]) is (STATES[found.state[0]] is not State.LOST)


def test_two_visits_on_one_day_are_one() -> None:
    once = rhythms_at(gathered({1: Came([60, 30, 2])}), TODAY.toordinal())
    twice = rhythms_at(gathered({1: Came([60, 60, 30, 30, 2])}), TODAY.toordinal())
    assert once.expected[0] == twice.expected[0]
    assert twice.all_visits[0] == 3


@pytest.mark.parametrize(
    ("p", "days", "state"),
    [
        (0.4999, 10, State.ACTIVE),
        (0.50, 10, State.DUE),
        (0.7999, 10, State.DUE),
        (0.80, 10, State.OVERDUE),
        (0.95, 44, State.OVERDUE),
        (0.95, 45, State.LAPSING),
        (0.9499, 45, State.OVERDUE),
        (0.99, 179, State.LAPSING),
        (0.99, 180, State.LOST),
        (0.9899, 180, State.LAPSING),
    ],
)
def test_every_border_of_a_state(p: float, days: int, state: State) -> None:
    assert visit_state(p, days, is_booked=False) is state


def test_known_absences_stop_the_clock() -> None:
    days = [100, 72, 44]
    plain = rhythms_at(gathered({1: Came(days)}), TODAY.toordinal())
    away = rhythms_at(gathered({1: Came(days, away=[(40, 11)])}), TODAY.toordinal())
    shut = rhythms_at(gathered({1: Came(days)}, closed=[5, 6, 7]), TODAY.toordinal())
    assert plain.since[0] == 44
    assert away.since[0] == 14
    assert shut.since[0] == 41
    before = rhythms_at(gathered({1: Came(days, away=[(90, 60)])}), TODAY.toordinal())
    assert before.since[0] == 44  # it was over when she last came


def test_a_date_keeps_her_in_the_bucket_only_if_made_before_she_was_lost() -> None:
    days = [300, 272, 244]
    lost = rhythms_at(gathered({1: Came(days)}), TODAY.toordinal())
    assert not lost.stays[0]
    late = rhythms_at(gathered({1: Came(days, booked=[(1, 5)])}), TODAY.toordinal())
    assert STATES[late.state[0]] is State.ACTIVE
    assert not late.stays[0]
    early = rhythms_at(gathered({1: Came(days, booked=[(200, 5)])}), TODAY.toordinal())
    assert early.stays[0]


def test_she_is_lost_after_so_many_days() -> None:
    expected, sigma = interval_model([28, 28, 28], 28)
    assert lost_after(expected, sigma) == 180
    slow, wide = interval_model([150, 160, 170], 150)
    border = lost_after(slow, wide)
    assert border > 180
    assert overdue_probability(int(border) + 1, slow, wide) >= 0.99
    assert overdue_probability(int(border) - 1, slow, wide) < 0.99


def test_days_late_count_from_her_own_rhythm() -> None:
    assert days_late(28, 28.4) == 0
    assert days_late(29, 28.4) == 1
    assert days_late(5, 0) == 0


@given(st.floats(0, 1), st.floats(0.001, 0.9))
def test_the_longer_away_the_less_likely_she_returns(late: float, drop: float) -> None:
    now = returning(late, drop)
    assert 0 <= now <= 1 - drop + 1e-9
    assert returning(min(1.0, late + 0.1), drop) <= now + 1e-12


def test_of_one_visit_in_the_future_nothing_is_known_yet() -> None:
    g = gathered({1: Came([]), 2: Came([10])})
    found = rhythms_at(g, TODAY.toordinal())
    assert found.last.tolist()[0] == 0
    assert not found.stays[0]
    assert found.overdue[0] == 0

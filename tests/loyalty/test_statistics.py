"""Rates, scores and their intervals come out as the domain's cases say."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salon.loyalty.statistics import (
    Share,
    Span,
    csat,
    gap,
    mean,
    nps,
    shrunk,
    wilson,
)

CASES = json.loads(
    (Path(__file__).parents[1] / "data" / "loyalty_cases.json").read_text("utf-8")
)


@pytest.mark.parametrize("case", CASES["nps"], ids=lambda one: one["case"])
def test_who_recommends_us(case: dict[str, Any]) -> None:
    found = nps(case["scores"])
    assert found is not None
    assert found.value == pytest.approx(case["nps"])
    assert found.low == pytest.approx(case["low"], abs=1e-4)
    assert found.high == pytest.approx(case["high"], abs=1e-4)


def test_who_is_content() -> None:
    found = csat(CASES["csat"]["scores"])
    assert found.rate == pytest.approx(CASES["csat"]["rate"])
    assert (found.part, found.of) == (7, 10)


@pytest.mark.parametrize("case", CASES["gap"])
def test_felt_against_hoped_for(case: dict[str, int]) -> None:
    assert gap(case["experience"], case["expectation"]) == case["gap"]


@pytest.mark.parametrize("case", CASES["wilson"])
def test_between_what_a_share_lies(case: dict[str, Any]) -> None:
    found = wilson(case["k"], case["n"])
    assert found == pytest.approx((case["low"], case["high"]), abs=1e-6)


@pytest.mark.parametrize("case", CASES["shrunk"])
def test_a_small_group_is_drawn_towards_the_salon(case: dict[str, Any]) -> None:
    found = shrunk(case["k"], case["n"], case["base"], case["strength"])
    assert found == pytest.approx(case["rate"], abs=1e-6)


def test_of_nobody_nothing_is_said() -> None:
    assert nps([]) is None
    assert wilson(0, 0) is None
    assert mean([]) is None
    assert csat([]).rate is None
    assert csat([]).span is None
    assert not Share(0, 0).differs(Share(5, 5))


@pytest.mark.parametrize(
    ("of", "few", "with_span"),
    [
        (0, True, True),
        (9, True, True),
        (10, False, True),
        (29, False, True),
        (30, False, False),
    ],
)
def test_when_per_cent_and_when_an_interval(
    of: int, few: bool, with_span: bool
) -> None:
    share = Share(0, of)
    assert (share.is_few, share.wants_span) == (few, with_span)


def test_a_mean_of_one_and_of_many() -> None:
    assert mean([4]) == Span(4, 4, 4)
    assert mean([4, 4, 4]) == Span(4, 4, 4)
    found = mean([1, 2, 3, 4, 5])
    assert found is not None
    assert found.value == 3
    assert found.high - 3 == pytest.approx(1.96 * (2.5 / 5) ** 0.5)


def test_intervals_that_touch_are_no_real_change() -> None:
    assert Span(1, 0, 2).meets(Span(3, 2, 4))
    assert not Span(1, 0, 2).meets(Span(3, 2.1, 4))
    assert Share(10, 100).differs(Share(90, 100))
    assert not Share(1, 3).differs(Share(2, 3))


@given(st.lists(st.integers(0, 10), min_size=1, max_size=60))
def test_an_interval_never_leaves_the_scale_and_order_is_nothing(
    scores: list[int],
) -> None:
    found = nps(scores)
    assert found is not None
    assert -100 <= found.low <= found.high <= 100
    assert nps(sorted(scores)) == found


@given(st.integers(0, 200), st.integers(1, 200))
def test_a_share_lies_in_its_interval(part: int, of: int) -> None:
    part = min(part, of)
    found = Share(part, of).span
    assert found is not None
    assert 0 <= found.low <= found.value + 1e-9
    assert found.value - 1e-9 <= found.high <= 1

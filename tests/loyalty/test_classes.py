"""ABC, RFM and loyal, switching or none come out as the domain's tables say."""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from salon.loyalty.classes import (
    MARGIN,
    Patient,
    Signs,
    as_ranks,
    flags,
    from_pairs,
    loyalty_class,
    loyalty_score,
    quintiles,
    segment,
    shown_classes,
    top_share,
)
from salon.loyalty.model import Abc, Flag, Loyalty, Segment

CASES = json.loads(
    (Path(__file__).parents[1] / "data" / "loyalty_cases.json").read_text("utf-8")
)
SPENDS = st.dictionaries(
    st.integers(1, 400), st.integers(-500, 3_000), min_size=1, max_size=60
)


@pytest.mark.parametrize("name", ["abc", "abc_all_equal", "abc_edge"])
def test_classes_by_share_and_by_count(name: str) -> None:
    case = CASES[name]
    assert from_pairs(case["spend"]) == case["by_share"]
    assert from_pairs(case["spend"], by_count=True) == case["by_count"]


def test_the_best_fifth_brings_its_real_share() -> None:
    spend = list(CASES["abc"]["spend"].values())
    assert top_share(spend) == pytest.approx(CASES["abc"]["top20_share"], abs=1e-6)
    assert top_share([]) == 0.0


@given(SPENDS, st.randoms())
def test_classes_do_not_depend_on_the_order_of_rows(
    spend: dict[int, int], random: Any
) -> None:
    keys = list(spend)
    random.shuffle(keys)
    turned = {key: spend[key] for key in keys}
    for by_count in (False, True):
        found = from_pairs(spend, by_count=by_count)
        assert found == from_pairs(turned, by_count=by_count)


@given(SPENDS)
def test_equal_spend_has_an_equal_class_and_more_is_never_lower(
    spend: dict[int, int],
) -> None:
    for by_count in (False, True):
        found = from_pairs(spend, by_count=by_count)
        ranked = sorted(spend, key=lambda key: -spend[key])
        for one, other in pairwise(ranked):
            assert found[one].rank <= found[other].rank
            if spend[one] == spend[other]:
                assert found[one] is found[other]
        assert all((spend[key] <= 0) is (found[key] is Abc.Z) for key in spend)


def test_quintiles_and_segments() -> None:
    case = CASES["rfm"]
    keys = sorted(case["recency_days"])

    def of(name: str) -> Any:
        return np.array([case[name][key] for key in keys])

    r = quintiles(of("recency_days"), is_more_better=False)
    f, m = quintiles(of("visits")), quintiles(of("spend"))
    assert dict(zip(keys, r.tolist(), strict=True)) == case["r"]
    assert dict(zip(keys, f.tolist(), strict=True)) == case["f"]
    assert dict(zip(keys, m.tolist(), strict=True)) == case["m"]


@pytest.mark.parametrize(
    ("r", "f", "expected"),
    [
        (4, 4, Segment.CHAMPIONS),
        (3, 4, Segment.STEADY),
        (4, 3, Segment.STEADY),
        (4, 2, Segment.NEW_OR_BACK),
        (3, 2, Segment.NEEDS_A_HAND),
        (2, 4, Segment.DO_NOT_LOSE),
        (2, 3, Segment.SLIPPING),
        (2, 2, Segment.ASLEEP),
        (1, 1, Segment.ASLEEP),
    ],
)
def test_a_segment_is_the_first_that_fits(r: int, f: int, expected: Segment) -> None:
    assert segment(r, f, 3) is expected


def _signs(case: dict[str, Any]) -> Signs:
    return Signs(
        regularity=case["regularity"],
        discount_share=case["discount_share"],
        families=case["categories"],
        recommends=case["nps"],
        friends=case["referrals"],
        visits=case["visits"],
        tenure_days=case["tenure_days"],
        days_since_last=case["days_since_last"],
        expected_days=case["expected_days"],
    )


@pytest.mark.parametrize("case", CASES["loyalty"], ids=lambda one: one["case"])
def test_loyal_switching_or_none(case: dict[str, Any]) -> None:
    signs = _signs(case)
    assert loyalty_score(signs) == pytest.approx(case["score"], abs=1e-9)
    assert loyalty_class(signs, case["score"]) == case["cls"]


def test_flags_decide_beside_the_class() -> None:
    often, _offers, hopper, rare = CASES["loyalty"][1:5]
    off: dict[str, Any] = {"buys": 0, "is_one_person": False, "adopted": 0}
    assert Flag.SPURIOUS in flags(_signs(often), **off)
    assert Flag.LATENT in flags(_signs(rare), **off)
    assert Flag.DEAL_HUNTER in flags(_signs(hopper), **{**off, "buys": 3})
    assert Flag.DEAL_HUNTER not in flags(_signs(hopper), **{**off, "buys": 2})
    loyal = _signs(CASES["loyalty"][0])
    assert Flag.ADVOCATE in flags(loyal, **off)
    assert Flag.ONE_PERSON in flags(loyal, **{**off, "is_one_person": True})
    assert Flag.EARLY_ADOPTER not in flags(loyal, **{**off, "adopted": 1})
    assert Flag.EARLY_ADOPTER in flags(loyal, **{**off, "adopted": 2})


@pytest.mark.parametrize(
    ("visits", "tenure", "since", "expected"),
    [
        (0, 10, 10, Loyalty.LEAD),
        (3, 90, 90, Loyalty.LOYAL),
        (3, 90, 91, Loyalty.DORMANT),  # more than 90 days
        (2, 400, 20, Loyalty.NEW),
        (3, 89, 20, Loyalty.NEW),
    ],
)
def test_each_border_of_a_class_on_both_sides(
    visits: int, tenure: int, since: int, expected: Loyalty
) -> None:
    signs = Signs(1.0, 0.0, 4, 10, 2, visits, tenure, since, 28)
    assert loyalty_class(signs, 1.0) is expected


def test_a_slow_client_is_dormant_after_two_and_a_half_of_her_own_intervals() -> None:
    def at(since: int) -> Loyalty:
        return loyalty_class(Signs(1, 0, 4, 9, 0, 5, 900, since, 60), 0.9)

    assert at(150) is Loyalty.LOYAL
    assert at(151) is Loyalty.DORMANT


def test_near_a_border_nobody_flickers() -> None:
    signs = Signs(0.5, 0.2, 2, None, 0, 9, 500, 10, 28)
    near = 0.60 - MARGIN / 2
    assert loyalty_class(signs, near) is Loyalty.SWITCHER
    assert loyalty_class(signs, near, Loyalty.LOYAL) is Loyalty.LOYAL
    assert loyalty_class(signs, 0.60 - 2 * MARGIN, Loyalty.LOYAL) is Loyalty.SWITCHER
    over = 0.60 + MARGIN / 2
    assert loyalty_class(signs, over, Loyalty.SWITCHER) is Loyalty.SWITCHER
    assert loyalty_class(signs, over, Loyalty.NEW) is Loyalty.LOYAL


def test_a_class_rises_at_once_and_falls_after_two_month_ends() -> None:
    one = Patient(Abc.A)
    one = one.at_month_end(Abc.B)
    assert one.shown is Abc.A
    assert one.at_month_end(Abc.A).shown is Abc.A
    assert one.at_month_end(Abc.A).at_month_end(Abc.B).shown is Abc.A  # begins anew
    assert one.at_month_end(Abc.C).shown is Abc.C
    assert Patient(Abc.C).today(Abc.A) is Abc.A
    assert Patient(Abc.A).today(Abc.C) is Abc.A


@given(
    st.lists(st.sampled_from(list(Abc)), min_size=1, max_size=8), st.sampled_from(Abc)
)
def test_everybody_at_once_is_as_patient_as_one(ends: list[Abc], now: Abc) -> None:
    one = Patient(ends[0])
    for end in ends[1:]:
        one = one.at_month_end(end)
    ranks = [as_ranks(np.array([end.value])) for end in ends]
    found = shown_classes(ranks, as_ranks(np.array([now.value])))
    assert found[0] == one.today(now).rank

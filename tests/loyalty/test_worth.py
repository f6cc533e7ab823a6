"""What a client is worth, and that spending more never lowers it."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salon.loyalty.model import Loyalty
from salon.loyalty.rules import LoyaltyRules
from salon.loyalty.working_out import Before, work_out
from salon.loyalty.worth import (
    margin_value,
    simple_value,
    spending_limit,
    visits_a_year,
)
from salon.money import Money
from tests.loyalty.facts import TODAY, Came, gathered

CASES = json.loads(
    (Path(__file__).parents[1] / "data" / "loyalty_cases.json").read_text("utf-8")
)
DAYS = st.lists(st.integers(0, 800), min_size=1, max_size=8)


def test_the_worked_numbers() -> None:
    case = CASES["clv"]
    assert simple_value(Money(100), 50, 10) == Money(case["stew_leonard"])
    assert simple_value(Money(420), 9, 6) == Money(case["salon_simple"])
    margin, r, d = Money(2_400_00), 0.8, 0.10
    assert margin_value(margin, r, d) == Money(round(case["discounted_endless"] * 100))
    five = margin_value(margin, r, d, 5)
    assert five.minor == pytest.approx(case["discounted_5y"] * 100, abs=1)


@pytest.mark.parametrize(
    ("tenure", "a_year"),
    [
        *((0, 16.22), (89, 16.22), (90, 16.22), (91, 16.04), (364, 4.01)),
        *((365, 4.0), (366, 4.0), (900, 4.0)),
    ],
)
def test_visits_of_a_young_file_are_those_of_a_whole_year(
    tenure: int, a_year: float
) -> None:
    assert round(visits_a_year(4, tenure), 2) == a_year


def test_a_tenth_of_what_she_will_leave_may_be_spent() -> None:
    assert spending_limit(Money(12_345)) == Money(1_235)
    assert spending_limit(Money(-500)) == Money()


@settings(max_examples=60, deadline=None)
@given(
    st.lists(DAYS, min_size=1, max_size=6),
    st.integers(0, 5),
    st.integers(1, 90_000),
    st.integers(0, 40_000),
)
def test_a_client_who_spends_more_never_falls_in_value(
    people: list[list[int]], who: int, spend: int, more: int
) -> None:
    facts = {key: Came(sorted(days), spend) for key, days in enumerate(people, 1)}
    key = who % len(people) + 1
    richer = facts | {key: replace(facts[key], spend=spend + more)}
    rules = LoyaltyRules()
    before = {row["client_id"]: row for row in work_out(gathered(facts), rules).rows}
    after = {row["client_id"]: row for row in work_out(gathered(richer), rules).rows}
    for column in ("spent", "next_year", "value", "worth_limit"):
        assert after[key][column] >= before[key][column]
    assert after[key]["abc_raw"] <= before[key]["abc_raw"]


@settings(max_examples=40, deadline=None)
@given(st.lists(DAYS, min_size=1, max_size=6), st.randoms())
def test_standings_do_not_depend_on_the_order_of_rows(
    people: list[list[int]], random: object
) -> None:
    facts = {key: Came(sorted(days)) for key, days in enumerate(people, 1)}
    many = sum(map(len, people))
    order = list(range(many))
    random.shuffle(order)  # type: ignore[attr-defined]
    rules = LoyaltyRules()
    plain = work_out(gathered(facts), rules).rows
    turned = work_out(gathered(facts, order=order), rules).rows
    assert plain == turned


def _row(came: Came, **others: Came) -> dict[str, object]:
    people = {1: came} | {int(key[1:]): one for key, one in others.items()}
    return work_out(gathered(people), LoyaltyRules()).rows[0]


def test_refunds_above_purchases_are_no_class() -> None:
    found = _row(Came([30, 2], [5_000, -9_000]), _2=Came([4]))
    assert found["abc_raw"] == "Z"
    assert found["spent"] == -4_000
    assert found["next_year"] == 0
    assert found["worth_limit"] == 0


def test_a_salon_of_three_says_ranks_and_no_quintiles() -> None:
    rows = work_out(
        gathered({1: Came([3], 900), 2: Came([9], 100), 3: Came([])}), LoyaltyRules()
    ).rows
    assert [row["segment"] for row in rows] == ["", "", ""]
    assert [row["abc_raw"] for row in rows] == ["A", "B", "Z"]
    assert rows[2]["loyalty"] == "lead"
    assert rows[2]["last_visit"] is None


def test_one_who_spends_everything_is_the_only_a() -> None:
    rows = work_out(
        gathered({1: Came([3], 99_000), 2: Came([9], 0)}), LoyaltyRules()
    ).rows
    assert [row["abc_raw"] for row in rows] == ["A", "Z"]


def test_a_salon_without_anybody() -> None:
    done = work_out(gathered({}), LoyaltyRules())
    assert done.rows == []


def test_a_class_that_was_high_for_months_falls_with_patience() -> None:
    big = Came([20], 100_000)
    held = work_out(
        gathered({1: Came([375], 30_000), 2: Came([375], 29_000), 3: big}),
        LoyaltyRules(),
    ).rows
    assert held[0]["abc_raw"] == "Z"  # her only visit left the window ten days ago
    assert held[0]["abc"] == "A"  # one month-end is not yet evidence
    gone = work_out(
        gathered({1: Came([440], 30_000), 2: Came([440], 29_000), 3: big}),
        LoyaltyRules(),
    ).rows
    assert gone[0]["abc"] == "Z"  # two were


def test_what_was_said_and_bought_decides() -> None:
    base = Came(list(range(10, 360, 28)), 8_000)
    plain = _row(base)
    praised = _row(replace(base, said=[(200, 3), (40, 10)]))
    assert praised["recommends"] == 10
    assert praised["score"] > plain["score"]  # type: ignore[operator]
    old = _row(replace(base, said=[(366, 10)]))
    assert old["recommends"] is None
    cheap = _row(replace(base, bought=[(9, 1_000, 1_000)] * 3))
    assert cheap["discount_share"] == 10_000
    assert "deal_hunter" in str(cheap["flags"])
    past = _row(replace(base, bought=[(366, 1_000, 1_000)] * 3))
    assert past["discount_share"] == 0


def test_friends_who_came_count_once_for_two_years() -> None:
    came = Came(
        list(range(10, 360, 28)), friends=[(2, 30), (2, 20), (3, 729), (4, 731)]
    )
    row = _row(came, _2=Came([30]), _3=Came([729]), _4=Came([731]))
    assert row["friends"] == 2
    assert "advocate" in str(row["flags"])


def test_a_class_stays_since_when_it_began_and_nobody_flickers() -> None:
    people = {1: Came(list(range(10, 360, 28)))}
    done = work_out(gathered(people), LoyaltyRules())
    kind = Loyalty(done.rows[0]["loyalty"])
    long_ago = TODAY.replace(year=2025)
    again = work_out(
        gathered(people), LoyaltyRules(), {1: Before(kind, long_ago)}
    ).rows[0]
    assert again["loyalty_since"] == long_ago
    other = work_out(
        gathered(people), LoyaltyRules(), {1: Before(Loyalty.NEW, long_ago)}
    ).rows[0]
    assert other["loyalty_since"] == TODAY

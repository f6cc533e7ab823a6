"""The bucket adds up to the rows behind it, in people and in money."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salon.loyalty.bucket import Hints, bucket, bucket_rows, cohorts, loss_of
from salon.loyalty.model import Loss
from tests.loyalty.facts import TODAY, Came, gathered

CASES = json.loads(
    (Path(__file__).parents[1] / "data" / "loyalty_cases.json").read_text("utf-8")
)
LAST = TODAY.toordinal()


@pytest.mark.parametrize("case", CASES["bucket"])
def test_the_sheet_of_the_founding_text(case: dict[str, Any]) -> None:
    found = bucket(case["opening"], case["new"], case["reactivated"], case["lost"])
    assert found == case["closing"]


PEOPLE = st.lists(st.lists(st.integers(0, 900), max_size=7), min_size=1, max_size=12)


@settings(max_examples=80, deadline=None)
@given(PEOPLE, st.integers(1, 400), st.integers(0, 400), st.integers(-3_000, 30_000))
def test_bars_add_up_to_the_rows_behind_them(
    people: list[list[int]], days: int, ago: int, spend: int
) -> None:
    facts = {key: Came(sorted(one), spend) for key, one in enumerate(people, 1)}
    rows = bucket_rows(gathered(facts), LAST - ago - days + 1, LAST - ago)
    closing = bucket(
        len(rows.opening), len(rows.new), len(rows.won_back), len(rows.lost)
    )
    assert closing == len(rows.closing)
    money = rows.money()
    assert money["closing"] == (
        money["opening"]
        + money["new"]
        + money["won_back"]
        + money["growth"]
        - money["shrink"]
        - money["lost"]
    )
    opening, closing_rows = set(rows.opening.tolist()), set(rows.closing.tolist())
    assert not opening & set(rows.new.tolist())
    came = set(rows.new.tolist()) | set(rows.won_back.tolist())
    assert set(rows.lost.tolist()) == (opening | came) - closing_rows


@settings(max_examples=40, deadline=None)
@given(PEOPLE, st.integers(1, 200), st.integers(1, 200))
def test_one_month_begins_where_the_other_ended(
    people: list[list[int]], first: int, second: int
) -> None:
    facts = gathered({key: Came(sorted(one)) for key, one in enumerate(people, 1)})
    early = bucket_rows(facts, LAST - second - first + 1, LAST - second)
    late = bucket_rows(facts, LAST - second + 1, LAST)
    assert early.closing.tolist() == late.opening.tolist()


def test_new_won_back_and_lost() -> None:
    g = gathered(
        {
            1: Came([20, 5]),  # new
            2: Came([700, 672, 10]),  # won back
            3: Came([260, 232, 204]),  # lost in this month: 180 days are over
            4: Came([50, 22]),  # stays
            5: Came([]),  # never came
        }
    )
    rows = bucket_rows(g, LAST - 29, LAST)
    ids = [g.clients[one].tolist() for one in (rows.new, rows.won_back, rows.lost)]
    assert ids == [[1], [2], [3]]


def test_the_owners_month_end_adds_up() -> None:
    """Scenario 32: 320 + 46 + 12 - 38 = 340, reasons known for 29 of 38."""
    people: dict[int, Came] = {}
    kinds = [
        (282, Came([250, 222, 194, 20])),  # who stayed
        (38, Came([260, 232, 204])),  # who was lost in this month
        (46, Came([12])),  # new
        (12, Came([700, 672, 9])),  # won back
    ]
    for many, came in kinds:
        for _one in range(many):
            people[len(people) + 1] = came
    g = gathered(people)
    rows = bucket_rows(g, LAST - 29, LAST)
    assert [
        len(one)
        for one in (rows.opening, rows.new, rows.won_back, rows.lost, rows.closing)
    ] == [320, 46, 12, 38, 340]
    lost = g.clients[rows.lost].tolist()
    hints = _hints(told=dict.fromkeys(lost[:29], Loss.MOVED))
    why = [loss_of(key, 3, LAST - 204, hints) for key in lost]
    assert why.count(Loss.UNKNOWN) == 9


def test_whoever_came_and_went_within_the_days_stands_behind_both_bars() -> None:
    g = gathered({1: Came([260, 240, 220])})
    rows = bucket_rows(g, LAST - 364, LAST)
    assert (len(rows.new), len(rows.lost), len(rows.closing)) == (1, 1, 0)
    money = rows.money()
    assert money["new"] == money["lost"] == 15_000


def test_whoever_books_again_is_won_back_when_she_comes() -> None:
    booked = gathered({1: Came([700, 672], booked=[(3, 5)])})
    assert not len(bucket_rows(booked, LAST - 29, LAST).won_back)
    came = gathered({1: Came([700, 672, 0])})
    assert len(bucket_rows(came, LAST - 29, LAST).won_back) == 1


def test_an_empty_salon_has_an_empty_bucket() -> None:
    rows = bucket_rows(gathered({}), LAST - 29, LAST)
    assert rows.money()["closing"] == 0


def _hints(**known: Any) -> Hints:
    empty: dict[str, Any] = {
        "told": {},
        "complaints": {},
        "last_staff": {},
        "gone": {},
        "course_ended": {},
    }
    return Hints(**(empty | known))


@pytest.mark.parametrize(
    ("hints", "visits", "expected"),
    [
        (_hints(told={1: Loss.MOVED}, complaints={1: (1_000,)}), 5, Loss.MOVED),
        (_hints(complaints={1: (970,)}), 5, Loss.COMPLAINT),
        (_hints(complaints={1: (969,)}), 5, Loss.UNKNOWN),
        (_hints(complaints={1: (1_060,)}), 5, Loss.COMPLAINT),
        (_hints(complaints={1: (1_061,)}), 5, Loss.UNKNOWN),
        (_hints(last_staff={1: 4}, gone={4: 1_120}), 5, Loss.PERSON_LEFT),
        (_hints(last_staff={1: 4}, gone={4: 1_121}), 5, Loss.UNKNOWN),
        (_hints(last_staff={1: 3}, gone={4: 1_000}), 5, Loss.UNKNOWN),
        (_hints(course_ended={1: 979}), 5, Loss.COURSE_ENDED),
        (_hints(course_ended={1: 978}), 5, Loss.UNKNOWN),
        (_hints(course_ended={1: 1_000}), 1, Loss.ONE_VISIT),
        (_hints(), 2, Loss.UNKNOWN),
    ],
)
def test_a_loss_has_the_first_reason_that_holds(
    hints: Hints, visits: int, expected: Loss
) -> None:
    assert loss_of(1, visits, 1_000, hints) is expected


def test_cohorts_count_who_still_comes() -> None:
    g = gathered(
        {
            1: Came([125, 90, 5]),  # first in February 2026
            2: Came([125]),
            3: Came([3], booked=[(1, 20)]),
        }
    )
    heads, cells = cohorts(g, 6)
    by_month = dict(heads)
    february, june = 2026 * 12 + 1, 2026 * 12 + 5
    assert by_month[february] == 2
    assert by_month[june] == 1
    row = [month for month, _many in heads].index(february)
    assert cells[row].tolist()[:5] == [2, 0, 1, 0, 1]  # in April, and in June
    assert cells[-1].tolist() == [1, -1, -1, -1, -1, -1]
    assert cohorts(gathered({}), 3)[0][0][1] == 0

"""What may be compared, at both sides of each boundary."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salon.skin.comparing import (
    BY_DEVICE,
    Taken,
    Verdict,
    Why,
    compare,
    error_of,
    is_same_season,
    is_spread,
    least_change,
    season_of,
)

JUNE, NOVEMBER = date(2026, 6, 12), date(2026, 11, 23)
GOOD: dict[str, Any] = {
    "unit": "a.u.",
    "device": "Probe",
    "cleansed": True,
    "rested": 15,
    "humidity": 45.0,
    "temperature": 21.0,
}


def taken(day: date, value: float, **more: Any) -> Taken:
    return Taken(day, value, **(GOOD | more))


FIRST = taken(JUNE, 100.0)


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({}, None),
        ({"device": "Other"}, Why.DEVICE),
        ({"device": ""}, Why.DEVICE_UNKNOWN),
        ({"cleansed": False}, Why.NOT_CLEANSED),
        ({"cleansed": None}, None),
        ({"rested": 14}, Why.REST),
        ({"rested": 15}, None),
        ({"rested": None}, None),
        ({"temperature": 17.9}, Why.TEMPERATURE),
        ({"temperature": 18.0}, None),
        ({"temperature": 24.0}, None),
        ({"temperature": 24.1}, Why.TEMPERATURE),
        ({"humidity": 29.9}, Why.HUMIDITY),
        ({"humidity": 30.0}, None),
        ({"humidity": 65.0}, None),
        ({"humidity": 65.1}, Why.HUMIDITY),
        ({"unit": "%"}, Why.UNIT),
    ],
)
def test_what_was_taken_otherwise_has_no_difference(
    more: dict[str, Any], why: Why | None
) -> None:
    now = taken(NOVEMBER, 150.0, **more)
    for pair in ((FIRST, now), (replace(now, day=JUNE), replace(FIRST, day=NOVEMBER))):
        said = compare(*pair, "colour", "uk")
        assert (said.verdict is Verdict.NO) == (why is not None)
        assert (said.change is None) == (why is not None)
        assert said.why[0] is (why or Why.SAME_DEVICE)


@pytest.mark.parametrize("group", ["score", "lesions", "body"])
def test_what_no_instrument_says_needs_neither_rest_nor_device(group: str) -> None:
    now = taken(NOVEMBER, 150.0, device="", cleansed=False, rested=0, person="Ana")
    said = compare(replace(FIRST, person="Ana"), now, group, "uk")
    assert said.verdict is Verdict.YES
    assert said.why == (Why.SAME_EYE,)


@pytest.mark.parametrize(
    ("value", "verdict"),
    [
        (114.9, Verdict.SMALL),
        (115.0, Verdict.SMALL),  # it must exceed 15 % of the first
        (115.1, Verdict.YES),
        (85.0, Verdict.SMALL),
        (84.9, Verdict.YES),
        (100.0, Verdict.SMALL),
    ],
)
def test_a_change_is_one_beyond_fifteen_per_cent(
    value: float, verdict: Verdict
) -> None:
    assert compare(FIRST, taken(JUNE, value), "colour", "uk").verdict is verdict


@pytest.mark.parametrize(
    ("error", "value", "verdict"),
    [(2.0, 104.0, Verdict.SMALL), (2.0, 104.1, Verdict.YES), (9.0, 117, Verdict.SMALL)],
)
def test_or_beyond_twice_the_error_of_the_device(
    error: float, value: float, verdict: Verdict
) -> None:
    said = compare(FIRST, taken(JUNE, value), "colour", "uk", error)
    assert said.verdict is verdict


@pytest.mark.parametrize(("now", "is_real"), [(80.0, True), (80.1, False), (82, True)])
def test_a_tape_tells_a_centimetre(now: float, is_real: bool) -> None:
    tape = {"unit": "cm", "device": ""}
    said = compare(taken(JUNE, 81.0, **tape), taken(JUNE, now, **tape), "body", "uk")
    assert (said.verdict is Verdict.YES) == is_real


@pytest.mark.parametrize(
    ("repeats", "spread"),
    [
        *(((), False), ((40,), False), ((100, 115), False), ((100, 100, 115), False)),
        *(((100, 100, 115.1), True), ((0, 0, 0), False), ((0, 0, 1), True)),
    ],
)
def test_three_readings_that_lie_apart_are_doubted(
    repeats: tuple[float, ...], spread: bool
) -> None:
    assert is_spread(repeats) == spread


def test_the_error_of_a_device_is_known_from_three_sets_on() -> None:
    sets = [(44.0, 46.0, 48.0)] * 2
    assert error_of(sets) is None
    assert error_of([*sets, (50.0,)]) is None
    assert error_of([*sets, (50.0, 52.0, 54.0)]) == pytest.approx(2.0)
    assert least_change(46.0, "a.u.", 2.0) == 4.0
    assert least_change(46.0, "a.u.", None) == pytest.approx(6.9)


@pytest.mark.parametrize(
    ("day", "uk", "au", "sg"),
    [
        (date(2026, 2, 28), "winter", "summer", ""),
        (date(2026, 3, 1), "spring", "autumn", ""),
        (date(2026, 8, 31), "summer", "winter", ""),
        (date(2026, 9, 1), "autumn", "spring", ""),
        (date(2026, 12, 1), "winter", "summer", ""),
    ],
)
def test_the_season_is_that_of_the_salon(day: date, uk: str, au: str, sg: str) -> None:
    assert (season_of(day, "uk"), season_of(day, "AU"), season_of(day, "sg")) == (
        *(uk, au),
        sg,
    )


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (date(2026, 8, 31), date(2026, 9, 1), True),  # a day apart is no other season
        (date(2026, 8, 1), date(2026, 9, 1), True),
        (date(2026, 7, 31), date(2026, 9, 1), False),
        (date(2025, 12, 20), date(2026, 1, 10), True),
        (JUNE, NOVEMBER, False),
        (date(2025, 6, 20), date(2026, 8, 20), True),
    ],
)
def test_summer_is_compared_with_summer(one: date, other: date, same: bool) -> None:
    assert is_same_season(one, other, "uk") == same
    pair = taken(one, 100.0), taken(other, 150.0)
    assert (compare(*pair, "sebum", "uk").verdict is Verdict.YES) == same
    assert compare(*pair, "hydration", "uk").verdict is Verdict.YES
    assert compare(*pair, "sebum", "sg").verdict is Verdict.YES  # no seasons there


DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
READINGS = st.builds(
    Taken,
    day=DAYS,
    value=st.floats(-50, 999, allow_nan=False).map(lambda v: round(v, 2)),
    unit=st.sampled_from(("a.u.", "cm", "%")),
    device=st.sampled_from(("", "A", "B")),
    cleansed=st.sampled_from((None, True, False)),
    rested=st.none() | st.integers(0, 60),
    humidity=st.none() | st.floats(0, 100),
    temperature=st.none() | st.floats(0, 40),
)


@given(READINGS, READINGS, st.sampled_from((*sorted(BY_DEVICE), "score", "body")))
def test_no_difference_is_told_that_may_not_be(
    first: Taken, now: Taken, group: str
) -> None:
    said = compare(first, now, group, "uk")
    assert (said.change is None) == (said.verdict is Verdict.NO)
    back = compare(now, first, group, "uk")
    assert (said.verdict is Verdict.NO) == (back.verdict is Verdict.NO)
    if said.verdict is Verdict.YES:
        assert said.change is not None
        assert abs(said.change) >= said.least - 1e-5
    same = compare(first, replace(first, day=first.day), group, "uk")
    assert same.verdict is not Verdict.YES


@given(DAYS, st.integers(0, 31))
def test_days_within_a_month_are_of_one_season(day: date, after: int) -> None:
    assert is_same_season(day, day + timedelta(days=after), "uk")

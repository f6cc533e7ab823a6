"""On which day it is said: by sun and moon, before closed days, never too late."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salon.clients.birthdays import LeapRule, Lunar, lunar_in_year
from salon.occasions.festivals import days_of, festival_day, festivals, in_year
from salon.occasions.model import MayContact, contact_day, is_lunar_new_year

DAY = timedelta(days=1)
FILES = Path(__file__).parent / "files"
FRIDAY = date(2026, 3, 27)


def _rows(name: str) -> list[dict[str, str]]:
    with (FILES / name).open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened))


@pytest.mark.parametrize(
    "row", _rows("festival_dates.csv"), ids=lambda r: f"{r['festival_id']}{r['year']}"
)
def test_festivals_fall_on_their_days(row: dict[str, str]) -> None:
    found = festival_day(row["festival_id"], int(row["year"]))
    assert found == date.fromisoformat(row["date"])


def test_every_festival_that_is_greeted_is_known() -> None:
    from salon.occasions.rules import shipped

    assert {one.id for one in shipped().festivals} <= set(festivals())


@pytest.mark.parametrize(
    "row", _rows("lunar_birthdays.csv"), ids=lambda r: f"{r['case']} {r['lunar_year']}"
)
def test_birthdays_by_the_moon_fall_on_their_days(row: dict[str, str]) -> None:
    born = Lunar(
        int(row["lunar_month"]),
        int(row["lunar_day"]),
        row["born_in_leap_month"] == "yes",
    )
    found = lunar_in_year(born, int(row["lunar_year"]), LeapRule(row["rule"]))
    assert [day.isoformat() for day in found] == row["greeting_dates"].split()


def test_the_29th_of_february_is_kept_on_the_28th() -> None:
    assert in_year(2026, 2, 29) == date(2026, 2, 28)
    assert in_year(2028, 2, 29) == date(2028, 2, 29)
    assert in_year(2026, 2, 30) is None


def test_a_kept_day_comes_round_once_a_year() -> None:
    class Row:
        month, day, is_lunar = 8, 15, True

    found = list(days_of(Row, date(2025, 1, 1), date(2026, 12, 31)))
    assert found == [date(2025, 10, 6), date(2026, 9, 25)]


def test_nobody_is_contacted_on_the_first_day_of_the_moons_year() -> None:
    may = MayContact(lambda _day: True)
    first = date(2026, 2, 17)
    assert is_lunar_new_year(first)
    assert [may(first + at * DAY) for at in (-1, 0, 1)] == [True, False, True]


@pytest.mark.parametrize(
    ("closed", "grace", "said"),
    [
        ((), 3, 0),  # on its day
        ((0,), 3, 1),  # the next open one
        ((0, 1, 2), 3, 3),
        ((0, 1, 2, 3), 3, -1),  # it would be over: before
        ((0,), 0, -1),
        ((-2, -1, 0, 1), 1, -3),
    ],
)
def test_closed_days_put_it_off_or_bring_it_forward(
    closed: tuple[int, ...], grace: int, said: int
) -> None:
    shut = {FRIDAY + at * DAY for at in closed}
    found = contact_day(
        FRIDAY, FRIDAY + grace * DAY, FRIDAY - 5 * DAY, lambda day: day not in shut
    )
    assert found == FRIDAY + said * DAY


def test_what_is_over_is_not_said_late() -> None:
    day, until = FRIDAY - 8 * DAY, FRIDAY - 5 * DAY
    assert contact_day(day, until, FRIDAY, lambda _day: True) is None
    until = FRIDAY
    assert contact_day(day, until, FRIDAY, lambda _day: True) == FRIDAY


@given(
    st.integers(0, 30), st.integers(0, 20), st.sets(st.integers(-40, 60), max_size=80)
)
def test_it_is_said_on_an_open_day_that_makes_sense_or_not_at_all(
    ahead: int, grace: int, closed: set[int]
) -> None:
    shut = {FRIDAY + at * DAY for at in closed}
    day = FRIDAY + ahead * DAY
    found = contact_day(day, day + grace * DAY, FRIDAY, lambda one: one not in shut)
    if found is None:
        inside = [day + at * DAY for at in range(grace + 1)]
        assert all(one in shut for one in inside)
    else:
        assert found not in shut
        assert FRIDAY <= found <= day + grace * DAY

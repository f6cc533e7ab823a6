"""How long something lasts, learnt from what was seen."""

from datetime import date, timedelta

import pytest

from salon.appointments.rhythm import expected_interval
from salon.occasions.pace import days_of_unit, end_of, end_of_half, rungs


@pytest.mark.parametrize(  # the table of loyalty 6
    ("gaps", "usual", "expected"),
    [
        ([28, 29, 27, 28, 30], 28, 28.318),
        ([14, 60, 25, 45], 28, 30.515),
        ([], 28, 28.000),
        ([21], 28, 24.249),
        ([7, 7, 6, 8, 7, 7], 14, 7.706),
        ([0, 21, 0], 28, 24.249),  # two visits of one day are one
    ],
)
def test_a_rhythm_is_that_of_the_table(
    gaps: list[int], usual: int, expected: float
) -> None:
    assert expected_interval(gaps, usual) == pytest.approx(expected, abs=0.001)


def test_only_the_last_ten_gaps_count() -> None:
    assert expected_interval([400] * 9 + [28] * 10, 28) == pytest.approx(28)


def test_the_ladder_is_in_hundredths_of_the_rhythm() -> None:
    last = date(2026, 1, 1)
    found = [(day - last).days for day in rungs(last, 28, (100, 150, 225, 350))]
    assert found == [28, 42, 63, 98]


def test_a_unit_lasts_what_is_usual_until_two_were_used_up() -> None:
    assert days_of_unit(30, []) == 30
    assert days_of_unit(30, [(50, 1)]) == 30
    assert days_of_unit(30, [(50, 1), (50, 1)]) == 40  # half-way to what is usual
    assert days_of_unit(30, [(10, 1), (50, 1), (50, 1), (50, 1)]) == 40
    assert days_of_unit(30, [(100, 2), (50, 1)]) == 40


def test_half_used_takes_as_many_days_again() -> None:
    opened = date(2025, 6, 1)
    assert end_of(opened, 1, 30) == date(2025, 7, 1)
    assert end_of_half(opened, date(2025, 6, 24)) == date(2025, 7, 17)
    assert end_of_half(opened, opened + timedelta(days=1)) == date(2025, 6, 3)

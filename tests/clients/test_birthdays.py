"""Birthdays: what a list says, and the days on which they are kept."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from salon.clients.birthdays import (
    FUTURE,
    IMPOSSIBLE,
    PLACEHOLDER,
    SHORT_YEAR,
    TOO_OLD,
    TWO_WAYS,
    UNREADABLE,
    VERY_OLD,
    Birthday,
    Kept,
    LeapRule,
    Lunar,
    age,
    celebrated,
    in_year,
    lunar_in_year,
    lunar_of,
    next_birthday,
    read_alternate,
    read_birthday,
)

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "region", "birthday"),
    [
        ("1988-02-29", "uk", "1988-02-29"),
        ("1985/3/5", "tw", "1985-03-05"),
        ("19850305", "cn", "1985-03-05"),
        ("1985-03-05 00:00:00", "cn", "1985-03-05"),
        ("1985-03-05T00:00:00Z", "cn", "1985-03-05"),
        ("1988年8月8日", "cn", "1988-08-08"),
        ("一九八八年八月二十八日", "cn", "1988-08-28"),
        ("１９８８．０８．０８", "cn", "1988-08-08"),
        ("24.12.1980", "eu", "1980-12-24"),
        ("5/3/1985", "uk", "1985-03-05"),
        ("5/3/1985", "us", "1985-05-03"),
        ("15/3/1985", "us", "1985-03-15"),
        ("3/15/1985", "uk", "1985-03-15"),
        ("15/3/1985", "cn", "1985-03-15"),
        ("5 March 1985", "uk", "1985-03-05"),
        ("March 5, 1985", "us", "1985-03-05"),
        ("31112", "cn", "1985-03-06"),
        ("31112.0", "cn", "1985-03-06"),
        ("--03-15", "uk", "--03-15"),
        ("--1102", "uk", "--11-02"),
        ("1604-03-15", "cn", "--03-15"),
        ("3月15日", "cn", "--03-15"),
        ("3-15", "cn", "--03-15"),
        ("15/3", "uk", "--03-15"),
        ("15 March", "uk", "--03-15"),
        ("民國74年3月5日", "tw", "1985-03-05"),
        ("民国前2年5月1日", "uk", "1910-05-01"),
        ("113年3月5日", "tw", "2024-03-05"),
    ],
)
def test_a_birthday_is_read_as_written(text: str, region: str, birthday: str) -> None:
    assert str(read_birthday(text, region, TODAY).birthday) == birthday


@pytest.mark.parametrize(
    ("text", "birthday"),
    [
        ("74/3/5", "1985-03-05"),
        ("74.03.05", "1985-03-05"),
        ("0740305", "1985-03-05"),
        ("1001010", "2011-10-10"),
        ("100/10/10", "2011-10-10"),
        ("85-02-29", "1996-02-29"),
        ("1985/3/5", "1985-03-05"),
        ("1001年", "None"),
        ("86-02-29", "None"),
    ],
)
def test_a_column_of_the_republic_counts_from_1912(text: str, birthday: str) -> None:
    assert str(read_birthday(text, "tw", TODAY, is_roc=True).birthday) == birthday


@pytest.mark.parametrize(
    ("text", "region", "problem"),
    [
        ("1986-02-29", "cn", IMPOSSIBLE),
        ("2月30日", "cn", IMPOSSIBLE),
        ("2027-01-01", "cn", FUTURE),
        ("1880-01-01", "cn", TOO_OLD),
        ("3/5/1985", "cn", TWO_WAYS),
        ("1900-01-00", "cn", PLACEHOLDER),
        ("0000-00-00", "cn", PLACEHOLDER),
        ("属龙", "cn", UNREADABLE),
        ("农历八月三十一", "cn", IMPOSSIBLE),
    ],
)
def test_a_day_that_cannot_be_is_left_out_and_named(
    text: str, region: str, problem: str
) -> None:
    born = read_birthday(text, region, TODAY)

    assert (born.birthday, born.lunar, born.problem) == (None, None, problem)
    assert text in born.said()


@pytest.mark.parametrize(
    ("text", "region", "birthday", "problem"),
    [
        ("1912-05-01", "cn", "1912-05-01", VERY_OLD),
        ("85-03-05", "cn", "1985-03-05", SHORT_YEAR),
        ("74/3/5", "tw", "1985-03-05", SHORT_YEAR),
        ("5/3/85", "uk", "1985-03-05", SHORT_YEAR),
    ],
)
def test_a_day_that_may_be_is_kept_and_named(
    text: str, region: str, birthday: str, problem: str
) -> None:
    born = read_birthday(text, region, TODAY)

    assert (str(born.birthday), born.problem) == (birthday, problem)


@pytest.mark.parametrize(
    ("text", "lunar", "birthday"),
    [
        ("农历八月十五", Lunar(8, 15), None),
        ("農曆閏六月十二", Lunar(6, 12, leap=True), None),
        ("闰六月十二", Lunar(6, 12, leap=True), None),
        ("正月初一", Lunar(1, 1), None),
        ("腊月廿三", Lunar(12, 23), None),
        ("冬月三十", Lunar(11, 30), None),
        ("lunar 8-15", Lunar(8, 15), None),
        ("6-12-leap", None, None),
        ("农历1986年八月十五", Lunar(8, 15), Birthday(1986, 9, 18)),
        ("1986年农历八月十五", Lunar(8, 15), Birthday(1986, 9, 18)),
        ("1986-8-15（农历）", Lunar(8, 15), Birthday(1986, 9, 18)),
        ("1986-08-15 農曆", Lunar(8, 15), Birthday(1986, 9, 18)),
        ("1986-8-15(农)", Lunar(8, 15), Birthday(1986, 9, 18)),
        ("（农）8-15", Lunar(8, 15), None),
        ("農8.15", Lunar(8, 15), None),
        ("阴历八月十五", Lunar(8, 15), None),
        ("1986-09-18（农历八月十五）", Lunar(8, 15), Birthday(1986, 9, 18)),
    ],
)
def test_lunar_words_give_a_lunar_day(
    text: str, lunar: Lunar | None, birthday: Birthday | None
) -> None:
    born = read_birthday(text, "cn", TODAY)

    assert (born.lunar, born.birthday) == (lunar, birthday)


@pytest.mark.parametrize("text", ["8-15", "8月15日", "八月十五", "0815", "08.15"])
def test_a_lunar_column_is_lunar_without_the_word(text: str) -> None:
    born = read_birthday(text, "cn", TODAY, is_lunar=True)

    assert born.lunar == (None if text == "0815" else Lunar(8, 15))


def test_a_lunar_day_reads_back_as_it_is_written() -> None:
    for lunar in (Lunar(8, 15), Lunar(6, 12, leap=True)):
        assert read_birthday(str(lunar), "cn", TODAY, is_lunar=True).lunar == lunar


@pytest.mark.parametrize(
    ("text", "lunar", "birthday"),
    [
        ("007800030815", Lunar(8, 15), Birthday(1986, 9, 18)),
        ("007800310318", Lunar(3, 18), Birthday(2014, 4, 17)),
        ("00780042L0612", None, None),
    ],
)
def test_a_card_counts_years_in_cycles_of_sixty(
    text: str, lunar: Lunar | None, birthday: Birthday | None
) -> None:
    born = read_alternate(text, TODAY)

    assert (born.lunar, born.birthday) == (lunar, birthday)


@pytest.mark.parametrize(
    ("month", "leap", "day", "rule", "year", "days"),
    [
        (6, True, 12, "leap_when_exists", 2024, "2024-07-17"),
        (6, True, 12, "leap_when_exists", 2025, "2025-08-05"),
        (6, True, 12, "leap_when_exists", 2026, "2026-07-25"),
        (6, True, 12, "same_month_first", 2024, "2024-07-17"),
        (6, True, 12, "same_month_first", 2025, "2025-07-06"),
        (6, True, 12, "both", 2024, "2024-07-17"),
        (6, True, 12, "both", 2025, "2025-07-06 2025-08-05"),
        (12, False, 30, "same_month_first", 2024, "2025-01-28"),
        (12, False, 30, "same_month_first", 2025, "2026-02-16"),
        (12, False, 30, "same_month_first", 2026, "2027-02-05"),
        (12, False, 30, "same_month_first", 2027, "2028-01-25"),
        (6, False, 12, "same_month_first", 2025, "2025-07-06"),
        (4, True, 30, "leap_when_exists", 2020, "2020-06-20"),
        (4, True, 30, "leap_when_exists", 2021, "2021-06-09"),
        (4, True, 30, "leap_when_exists", 2022, "2022-05-29"),
        (8, False, 15, "same_month_first", 2025, "2025-10-06"),
        (8, False, 15, "same_month_first", 2026, "2026-09-25"),
        (8, False, 15, "same_month_first", 2027, "2027-09-15"),
        (10, True, 3, "leap_when_exists", 2025, "2025-11-22"),
        (10, True, 3, "leap_when_exists", 2026, "2026-11-11"),
    ],
)
def test_a_lunar_birthday_is_kept_by_the_leap_rule(
    month: int, leap: bool, day: int, rule: str, year: int, days: str
) -> None:
    kept = lunar_in_year(Lunar(month, day, leap), year, LeapRule(rule))

    assert " ".join(map(str, kept)) == days


@pytest.mark.parametrize(
    ("year", "month", "first", "last"),
    [
        (1930, 6, "1930-07-26", "1930-08-23"),
        (1933, 5, "1933-06-23", "1933-07-22"),
        (1936, 3, "1936-04-21", "1936-05-20"),
        (1938, 7, "1938-08-25", "1938-09-23"),
        (1941, 6, "1941-07-24", "1941-08-22"),
        (1944, 4, "1944-05-22", "1944-06-20"),
        (1947, 2, "1947-03-23", "1947-04-20"),
        (1949, 7, "1949-08-24", "1949-09-21"),
        (1952, 5, "1952-06-22", "1952-07-21"),
        (1955, 3, "1955-04-22", "1955-05-21"),
        (1957, 8, "1957-09-24", "1957-10-22"),
        (1960, 6, "1960-07-24", "1960-08-21"),
        (1963, 4, "1963-05-23", "1963-06-20"),
        (1966, 3, "1966-04-21", "1966-05-19"),
        (1968, 7, "1968-08-24", "1968-09-21"),
        (1971, 5, "1971-06-23", "1971-07-21"),
        (1974, 4, "1974-05-22", "1974-06-19"),
        (1976, 8, "1976-09-24", "1976-10-22"),
        (1979, 6, "1979-07-24", "1979-08-22"),
        (1982, 4, "1982-05-23", "1982-06-20"),
        (1984, 10, "1984-11-23", "1984-12-21"),
        (1987, 6, "1987-07-26", "1987-08-23"),
        (1990, 5, "1990-06-23", "1990-07-21"),
        (1993, 3, "1993-04-22", "1993-05-20"),
        (1995, 8, "1995-09-25", "1995-10-23"),
        (1998, 5, "1998-06-24", "1998-07-22"),
        (2001, 4, "2001-05-23", "2001-06-20"),
        (2004, 2, "2004-03-21", "2004-04-18"),
        (2006, 7, "2006-08-24", "2006-09-21"),
        (2009, 5, "2009-06-23", "2009-07-21"),
        (2012, 4, "2012-05-21", "2012-06-18"),
        (2014, 9, "2014-10-24", "2014-11-21"),
        (2017, 6, "2017-07-23", "2017-08-21"),
        (2020, 4, "2020-05-23", "2020-06-20"),
        (2023, 2, "2023-03-22", "2023-04-19"),
        (2025, 6, "2025-07-25", "2025-08-22"),
        (2028, 5, "2028-06-23", "2028-07-21"),
        (2031, 3, "2031-04-22", "2031-05-20"),
        (2033, 11, "2033-12-22", "2034-01-19"),
        (2036, 6, "2036-07-23", "2036-08-21"),
        (2039, 5, "2039-06-22", "2039-07-20"),
        (2042, 2, "2042-03-22", "2042-04-19"),
        (2044, 7, "2044-08-23", "2044-09-20"),
        (2047, 5, "2047-06-23", "2047-07-22"),
        (2050, 3, "2050-04-21", "2050-05-20"),
    ],
)
def test_leap_months_lie_where_the_observatory_says(
    year: int, month: int, first: str, last: str
) -> None:
    assert str(lunar_in_year(Lunar(month, 1, leap=True), year)[0]) == first
    assert str(lunar_in_year(Lunar(month, 30, leap=True), year)[0]) == last
    assert lunar_of(date.fromisoformat(first)) == Lunar(month, 1, leap=True)


def test_a_solar_year_may_hold_none_or_two_of_one_lunar_day() -> None:
    def in_2025(lunar: Lunar) -> list[date]:
        return list(celebrated(None, lunar, date(2025, 1, 1), date(2026, 1, 1)))

    assert in_2025(Lunar(11, 29)) == []
    assert len(in_2025(Lunar(12, 2))) == 1
    assert lunar_in_year(Lunar(12, 30), 2025) == (date(2026, 2, 16),)


def test_the_next_birthday_follows_the_calendar_she_keeps() -> None:
    born, lunar = Birthday(1986, 9, 18), Lunar(8, 15)

    assert next_birthday(born, lunar, TODAY) == date(2027, 9, 18)
    assert next_birthday(born, lunar, TODAY, kept=Kept.LUNAR) == date(2027, 9, 15)
    assert next_birthday(born, lunar, TODAY, kept=Kept.BOTH) == date(2027, 9, 15)
    assert next_birthday(None, lunar, TODAY) == date(2027, 9, 15)
    assert next_birthday(None, None, TODAY) is None


def test_one_born_on_29_february_keeps_the_28th_in_common_years() -> None:
    born = Birthday(1988, 2, 29)

    assert in_year(born, 2027) == date(2027, 2, 28)
    assert in_year(born, 2028) == date(2028, 2, 29)
    assert next_birthday(born, None, date(2027, 2, 28)) == date(2027, 2, 28)
    assert age(born, date(2027, 2, 28)) == 39
    assert age(born, date(2027, 2, 27)) == 38
    assert age(Birthday(None, 2, 28), TODAY) is None


@given(some.text(max_size=40), some.sampled_from(["cn", "tw", "uk", "us", "eu"]))
def test_any_text_gives_a_day_or_a_sentence(text: str, region: str) -> None:
    born = read_birthday(text, region, TODAY)

    if born.birthday and born.birthday.date:
        assert TODAY - timedelta(days=366 * 121) < born.birthday.date <= TODAY
    born.said()


@given(some.dates(date(1908, 1, 1), TODAY), some.sampled_from(["cn", "tw", "uk", "us"]))
def test_every_day_reads_back_as_written(day: date, region: str) -> None:
    shown = Birthday(day.year, day.month, day.day)

    assert read_birthday(str(shown), region, TODAY).birthday == shown


@given(some.integers(1, 12), some.integers(1, 31), some.dates(TODAY, date(2060, 1, 1)))
def test_a_solar_birthday_comes_within_a_year_and_is_missed_on_no_day(
    month: int, day: int, today: date
) -> None:
    day = min(day, in_year(Birthday(None, month, day), 2028).day)
    born = Birthday(None, month, day)

    comes = next_birthday(born, None, today)

    assert comes is not None
    assert today <= comes < today + timedelta(days=366)
    assert comes == in_year(born, comes.year)
    assert next_birthday(born, None, comes) == comes
    between = (today + timedelta(days=n) for n in range((comes - today).days))
    assert not any((one.month, one.day) == (month, day) for one in between)


@given(
    some.integers(1, 12),
    some.integers(1, 30),
    some.booleans(),
    some.dates(TODAY, date(2060, 1, 1)),
)
def test_a_lunar_birthday_is_kept_on_its_own_day_of_the_moon(
    month: int, day: int, leap: bool, today: date
) -> None:
    """Day thirty on the 29th of a short month; a leap month only where there is one."""
    lunar = Lunar(month, day, leap)

    comes = next_birthday(None, lunar, today)

    assert comes is not None
    assert today <= comes <= today + timedelta(days=385)
    moon = lunar_of(comes)
    assert moon.month == month
    assert moon.day == day or (day, moon.day) == (30, 29)
    assert not moon.leap or leap
    assert next_birthday(None, lunar, comes) == comes

"""Everybody has a birthday every year, also whose day this year does not have."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from salon.clients.birthdays import (
    Birthday,
    LeapRule,
    Lunar,
    celebrated,
    kept_on,
    lunar_of,
)
from salon.clients.model import BirthdayLine, ClientDraft, LunarDay
from salon.clients.operations import correct_client
from salon.clients.tables import ClientFact
from salon.clock import StoppedClock
from salon.views.celebrations import birthdays, celebrating
from salon.work import Work
from tests.house import House
from tests.leaning import RowMade, a_row

DAY = timedelta(days=1)
A_CENTURY = some.integers(1999, 2098)
SOLAR = some.dates(date(2000, 1, 1), date(2000, 12, 31)).map(
    lambda day: Birthday(1984, day.month, day.day)
)
LUNAR = some.builds(Lunar, some.integers(1, 12), some.integers(1, 30), some.booleans())


def days_of(year: int, by_sun: Birthday | None, by_moon: Lunar | None) -> list[date]:
    return list(celebrated(by_sun, by_moon, date(year, 1, 1), date(year + 1, 1, 1)))


@given(SOLAR, A_CENTURY)
def test_by_the_sun_everybody_celebrates_once_a_year(born: Birthday, year: int) -> None:
    [day] = days_of(year, born, None)

    is_leap_day = (born.month, born.day) == (2, 29) and not _has_29_february(year)
    assert (day.month, day.day) == ((2, 28) if is_leap_day else (born.month, born.day))
    assert (born.month, born.day) in kept_on(day)[0]


def _has_29_february(year: int) -> bool:
    return (date(year, 3, 1) - DAY).day == 29


@settings(max_examples=60)
@given(LUNAR, A_CENTURY, some.sampled_from(LeapRule))
def test_by_the_moon_everybody_celebrates_once_a_lunar_year(
    lunar: Lunar, year: int, rule: LeapRule
) -> None:
    """Twice only by the wish for both, in a year that has the leap month."""
    new_year, next_year = _new_year(year), _new_year(year + 1)

    days = list(celebrated(None, lunar, new_year, next_year, rule=rule))

    leap = [day for day in days if lunar_of(day).leap]
    twice = rule is LeapRule.BOTH and bool(leap)
    assert len(days) == (2 if twice else 1)
    assert not leap or (lunar.leap and rule is not LeapRule.SAME_MONTH_FIRST)
    for day in days:
        moon = lunar_of(day)
        is_short = lunar_of(day + DAY).day == 1 and lunar.day == 30
        assert moon.month == lunar.month
        assert moon.day == (29 if is_short and moon.day == 29 else lunar.day)
        assert (lunar.month, lunar.day) in kept_on(day)[1]  # so the list finds her


def _new_year(year: int) -> date:
    [day] = days_of(year, None, Lunar(1, 1))
    return day


def on(house: House, day: date) -> None:
    zone = ZoneInfo("Europe/Paris")
    house.salon._clock = StoppedClock(zone, datetime.combine(day, time(9)))


def born(house: House, birthday: BirthdayLine, **facts: str) -> None:
    house.salon.do(correct_client, house.amira, ClientDraft(birthday=birthday))

    def note(work: Work) -> None:
        for field, value in facts.items():
            more = {"client_id": house.amira, "on": work.today, "source": "staff"}
            a_row(work, ClientFact, field=field, value=value, **more)
        work.record(RowMade())

    if facts:
        house.salon.do(note)


def listed(house: House, day: date) -> list[tuple[date, bool]]:
    """Return when she celebrates by the list of *day* alone."""
    on(house, day)
    found = house.salon.ask(birthdays, day)
    assert house.salon.ask(celebrating, [day]) == {line.id for line, _, _ in found}
    return [(when, by_moon) for _line, when, by_moon in found]


@pytest.mark.parametrize(
    ("birthday", "shown", "silent"),
    [
        (BirthdayLine(1988, 2, 29), "2027-02-28 2028-02-29", "2027-03-01 2028-02-28"),
        (BirthdayLine(lunar=LunarDay(12, 30)), "2026-02-16 2027-02-05", "2026-02-15"),
        (
            BirthdayLine(lunar=LunarDay(6, 12, leap=True)),
            "2025-08-05 2026-07-25",
            "2025-07-06",
        ),
        (BirthdayLine(lunar=LunarDay(4, 30, leap=True)), "2021-06-09 2022-05-29", ""),
        (BirthdayLine(lunar=LunarDay(6, 12)), "2025-07-06 2026-07-25", "2025-08-05"),
        (
            BirthdayLine(1986, 9, 18, LunarDay(8, 15)),
            "2026-09-18",
            "2026-09-25",
        ),
    ],
)
def test_the_list_shows_a_day_that_this_year_does_not_have(
    house: House, birthday: BirthdayLine, shown: str, silent: str
) -> None:
    born(house, birthday)

    for text in shown.split():
        day = date.fromisoformat(text)
        assert listed(house, day) == [(day, birthday.date is None)], text
    for text in silent.split():
        assert listed(house, date.fromisoformat(text)) == [], text


@pytest.mark.parametrize(
    ("facts", "shown"),
    [
        ({"birthday_kept": "solar"}, "2025-08-06"),
        ({"birthday_kept": "lunar"}, "2025-08-05"),
        ({"birthday_kept": "both"}, "2025-08-05 2025-08-06"),
        ({"birthday_kept": "lunar", "leap_rule": "same_month_first"}, "2025-07-06"),
        ({"birthday_kept": "lunar", "leap_rule": "both"}, "2025-07-06 2025-08-05"),
        ({"birthday_kept": "lunar", "leap_rule": "ask"}, "2025-08-05"),
    ],
)
@pytest.mark.parametrize("is_moon_known", [True, False])
def test_the_list_follows_the_calendar_and_the_leap_rule_of_her_wish(
    house: House, facts: dict[str, str], shown: str, *, is_moon_known: bool
) -> None:
    """Born on 6 August 1987, the twelfth of the leap sixth month."""
    moon = LunarDay(6, 12, leap=True) if is_moon_known else None
    born(house, BirthdayLine(1987, 8, 6, moon), **facts)

    for text in ("2025-07-06", "2025-08-05", "2025-08-06"):
        day = date.fromisoformat(text)
        found = [when for when, _by_moon in listed(house, day)]
        assert found == ([day] if text in shown else []), text

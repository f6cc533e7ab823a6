"""The salon's own settings: each value fits, and decides from the next action on."""

from datetime import date, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salon.appointments.queries import free_times
from salon.catalogue.queries import service
from salon.errors import NotAllowed
from salon.history.queries import history
from salon.settings.model import (
    REGIONS,
    BadSetting,
    Hours,
    Premises,
    hours_from_plain,
    hours_to_plain,
)
from salon.settings.operations import CURRENCIES, describe
from salon.settings.queries import premises
from salon.staff.model import Role
from salon.staff.operations import hire
from salon.text import LANGUAGES
from tests.house import FRIDAY, NOW, House

NINE = (time(9), time(17))


def test_a_setting_is_changed_again_and_taken_back(house: House) -> None:
    for name in ("Lotus", "Camellia"):
        house.salon.do(describe, name=name)
        assert house.salon.ask(premises).name == name
        assert house.salon.premises.name == name

    house.salon.undo()
    assert house.salon.ask(premises).name == "Lotus"
    house.salon.undo()
    assert house.salon.ask(premises).name == "House"


def test_what_is_said_again_is_no_change(house: House) -> None:
    house.salon.do(describe, name="Lotus", phone="+33100000000")
    before = len(house.salon.ask(history))

    house.salon.do(describe, name="Lotus")

    assert len(house.salon.ask(history)) == before


@pytest.mark.parametrize(
    "said",
    [
        {"colour": "rose"},
        {"language": "fr"},
        {"timezone": "Mars/Olympus"},
        {"timezone": ""},
        {"currency": "XXX"},
        {"backup_space": -1},
        {"backup_space": "many"},
        {"name": "  "},
        {"name": "x" * 201},
    ],
)
def test_what_does_not_fit_is_refused_and_the_rest_with_it(
    house: House, said: dict[str, Any]
) -> None:
    with pytest.raises(BadSetting):
        house.salon.do(describe, phone="+33100000000", **said)

    assert house.salon.ask(premises).phone == ""


def test_times_are_offered_in_the_hours_of_that_weekday_and_no_other(
    house: House,
) -> None:
    """Friday is the fifth day of a week that begins on Monday."""
    days: list[Any] = [()] * 7
    days[4] = (NINE,)
    house.salon.do(describe, hours=Hours(tuple(days)))

    card = house.salon.ask(service, house.peel)
    found = house.salon.ask(free_times, card, days=7, limit=200)
    assert {one.day for one in found} == {FRIDAY}
    assert (found[0].start, found[-1].start) == (time(9), time(16, 15))


def test_the_hour_on_the_wall_follows_the_zone_at_once(house: House) -> None:
    house.salon.do(describe, timezone="Asia/Taipei")

    assert house.salon.now().replace(tzinfo=None) == NOW.replace(hour=14, tzinfo=None)


@given(
    st.dates(),
    st.lists(st.sampled_from([(), (NINE,), (NINE, NINE)]), min_size=7, max_size=7),
)
def test_hours_are_read_as_they_were_written(day: date, days: list[Any]) -> None:
    hours = Hours(tuple(days))

    assert hours_from_plain(hours_to_plain(hours)) == hours
    assert hours.on(day) == days[day.weekday()]
    assert hours.is_open(day) is bool(days[day.weekday()])


def test_every_region_has_settings_that_fit_and_a_number_for_an_emergency() -> None:
    numbers = {"cn": "120", "tw": "119", "us": "911", "sg": "995"}
    numbers |= {"eu": "112", "nowhere": "112"} | dict.fromkeys(
        ("hk", "uk", "my"), "999"
    )

    for region, number in numbers.items():
        assert Premises(region=region).emergency_number == number
    for language, currency, _zone in REGIONS.values():
        assert language in LANGUAGES
        assert currency in CURRENCIES


def test_the_settings_are_the_managers(house: House) -> None:
    lily = house.salon.do(hire, "Lily", Role.RECEPTION)

    with pytest.raises(NotAllowed):
        house.salon.do_as(lily, describe, name="Lily’s")

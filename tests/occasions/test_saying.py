"""What is said: whole, in turn, and true on the day on which it is said."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salon.aftercare.model import Said
from salon.occasions.rules import sayings
from salon.occasions.saying import script_of
from salon.text import Names

DAY = date(2026, 3, 27)
KNOWN = {
    "address": "Ms Lin",
    "salon": "Camellia",
    "date": "27 March",
    "family_name": "Tom",
    "relation": "spouse",
    "years": "3",
    "visits": "12",
    "product": "Serum",
    "service": "Facial",
    "expiry": "1 May 2026",
    "sessions_left": "2",
    "staff": "Ana",
    "caller": "Ana",
}
TODAY = re.compile(r"\b(?:today|tonight|tomorrow)\b|今天|今晚|明天", re.IGNORECASE)


def said(message: str, **more: Any) -> str:
    given: dict[str, Any] = {
        "shipped": None,
        "known": KNOWN,
        "earlier": (),
        "tongue": "en",
        "client": 1,
        "day": DAY,
        "said_on": DAY,
    }
    given |= more
    return script_of(message, **given)


@given(
    st.sampled_from(sorted(sayings())),
    st.sampled_from(["en", "zh_CN", "zh_TW"]),
    st.integers(-20, 20),
    st.integers(1, 10_000),
)
def test_something_whole_is_always_said(
    message: str, tongue: str, late: int, client: int
) -> None:
    on = DAY + timedelta(days=late)
    text = said(message, tongue=tongue, said_on=on, client=client)
    assert text
    assert set(re.findall(r"\{(\w+)\}", text)) <= KNOWN.keys()


@given(st.integers(-20, 20).filter(bool), st.integers(1, 500))
def test_on_another_day_nobody_says_today(late: int, client: int) -> None:
    on = DAY + timedelta(days=late)
    for tongue in ("en", "zh_CN", "zh_TW"):
        text = said("gr_birthday", tongue=tongue, said_on=on, client=client)
        assert not TODAY.search(text)


@given(st.integers(1, 10_000), st.integers(2020, 2060))
def test_two_years_running_are_never_the_same(client: int, year: int) -> None:
    for message in ("gr_birthday", "gr_birthday_lunar", "gr_birthday_eve"):
        one, other = (
            said(message, client=client, day=day, said_on=day)
            for day in (date(year, 3, 27), date(year + 1, 3, 27))
        )
        assert one != other


def test_what_lacks_a_filling_is_left_for_what_is_whole() -> None:
    own = Names("{address}, {unknown}.", "", "")
    for client in range(20):
        assert "{unknown}" not in said("gr_birthday", shipped=own, client=client)


def test_what_was_said_a_short_while_ago_is_not_said_again() -> None:
    first = said("gr_birthday")
    before = Said(first.replace("{address}", "Ms Lin").replace("{salon}", "Camellia"))
    assert said("gr_birthday", earlier=(before,)) != first


@pytest.mark.parametrize("message", ["nothing", "fe_nothing"])
def test_of_what_has_no_words_nothing_is_said(message: str) -> None:
    assert said(message) == ""

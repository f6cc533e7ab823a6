"""Words, days and money as people of each language write them."""

from datetime import date
from threading import Thread

import pytest

from salon.money import Money
from salon.text import (
    LANGUAGES,
    Names,
    amount,
    aside,
    day_and_time,
    day_of_month,
    day_span,
    full_day,
    headed,
    language,
    listed,
    long_day,
    nearest,
    number,
    plain_day,
    sentences,
    short_day,
    speaking,
    use_today,
)
from tests.house import FRIDAY, House


@pytest.mark.parametrize(
    ("code", "ours"),
    [
        *((one, "zh_TW") for one in ("zh_TW", "zh-HK", "zh_MO.UTF-8", "zh-Hant")),
        *((one, "zh_CN") for one in ("zh", "zh_CN", "zh-SG", "zh_Hans_CN")),
        *((one, "en") for one in ("en", "en_GB", "fr", "")),
    ],
)
def test_who_reads_another_language_is_spoken_to_in_the_nearest(
    code: str, ours: str
) -> None:
    assert nearest(code) == ours


def test_a_paper_speaks_its_language_in_its_thread_and_no_longer() -> None:
    heard = []
    with speaking("zh_TW"):
        assert language() == "zh_TW"
        other = Thread(target=lambda: heard.append(language()))
        other.start()
        other.join()
        with speaking("zh_CN"):
            assert language() == "zh_CN"
        assert language() == "zh_TW"
    assert heard == [language()] == ["en"]


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (Names("Peel", "焕肤", "煥膚"), ("Peel", "焕肤", "煥膚")),
        (Names("Peel"), ("Peel", "Peel", "Peel")),
        (Names("", "焕肤"), ("焕肤", "焕肤", "焕肤")),
        (Names("Peel", "", "煥膚"), ("Peel", "煥膚", "煥膚")),
    ],
)
def test_a_thing_has_a_name_in_every_language(
    names: Names, said: tuple[str, ...]
) -> None:
    assert tuple(map(names.said_in, LANGUAGES)) == said


@pytest.mark.parametrize(
    ("minor", "currency", "said"),
    [
        (9000, "GBP", "£90"),
        (8505, "GBP", "£85.05"),
        (2800, "TWD", "NT$2,800"),
        (900, "JPY", "JP¥900"),
        (-8550, "EUR", "-€85.50"),
    ],
)
def test_money_is_written_to_the_unit_of_its_currency(
    minor: int, currency: str, said: str
) -> None:
    assert amount(Money(minor), currency) == said


def test_days_and_numbers_are_written_as_people_write_them() -> None:
    assert (short_day(FRIDAY), full_day(FRIDAY)) == ("Fri 27 Mar", "27 Mar 2026")
    assert (number(1234.5), number(2, 1)) == ("1,234.5", "2.0")
    with speaking("zh_CN"):
        assert (short_day(FRIDAY), full_day(FRIDAY)) == (
            "3月27日（周五）",
            "2026年3月27日",
        )


@pytest.mark.parametrize(
    ("code", "day", "two", "mild", "both"),
    [
        ("en", "Thu 17 Dec", "brow, lip", "brow (mild)", "a, b; c"),
        ("zh_CN", "12月17日（周四）", "brow、lip", "brow（mild）", "a, b；c"),
        ("zh_TW", "12月17日（週四）", "brow、lip", "brow（mild）", "a, b；c"),
    ],
)
def test_chinese_has_marks_of_its_own(
    code: str, day: str, two: str, mild: str, both: str
) -> None:
    with speaking(code):
        assert short_day(date(2026, 12, 17)) == day
        assert listed(("brow", None, "", "lip")) == two
        assert aside("brow", "mild") == mild
        assert aside("brow", "") == "brow"
        assert sentences(("a, b", "", "c")) == both


@pytest.mark.parametrize(
    ("code", "head", "day"),
    [
        ("en", "Peel: not now", "Fri 27 Mar, 09:00"),
        ("zh_CN", "Peel：not now", "3月27日（周五）09:00"),
        ("zh_TW", "Peel：not now", "3月27日（週五）09:00"),
    ],
)
def test_what_it_is_about_and_when_are_said_with_the_marks_of_the_language(
    code: str, head: str, day: str
) -> None:
    with speaking(code):
        assert headed("Peel", "not now") == head
        assert day_and_time(FRIDAY, "09:00") == day


def test_what_ends_with_its_own_full_stop_is_followed_by_the_next() -> None:
    assert sentences(["a, b", "c"]) == "a, b; c"
    assert sentences(["It is so.", "", None, "And so"]) == "It is so. And so"
    with speaking("zh_CN"):
        assert sentences(["甲，乙", "丙"]) == "甲，乙；丙"
        assert sentences(["是这样。", "还有"]) == "是这样。还有"


@pytest.mark.parametrize(
    ("day", "code", "said"),
    [
        (date(2025, 12, 31), "en", ("Wed 31 Dec 2025", "31 Dec 2025")),
        (date(2026, 1, 1), "en", ("Thu 1 Jan", "1 Jan")),
        (date(2026, 12, 31), "en", ("Thu 31 Dec", "31 Dec")),
        (date(2027, 1, 1), "en", ("Fri 1 Jan 2027", "1 Jan 2027")),
        (date(2027, 1, 1), "zh_CN", ("2027年1月1日（周五）", "2027年1月1日")),
        (date(2026, 1, 1), "zh_TW", ("1月1日（週四）", "1月1日")),
    ],
)
def test_a_day_of_another_year_carries_it(
    day: date, code: str, said: tuple[str, str]
) -> None:
    with speaking(code):
        bare = day_of_month(day)
        assert plain_day(day) == bare  # nobody has said yet what day it is
        use_today(lambda: date(2026, 11, 23))
        assert (short_day(day), plain_day(day)) == said
        assert day_of_month(day) == bare
        is_other = day.year != 2026
        assert (str(day.year) in long_day(day)) is is_other
        assert (str(day.year) in day_and_time(day, "09:00")) is is_other
        assert (str(day.year) in day_span(day, day)) is is_other


def test_days_running_over_the_end_of_a_year_each_have_theirs() -> None:
    use_today(lambda: date(2026, 11, 23))
    first, last = date(2026, 12, 30), date(2027, 1, 2)
    assert day_span(first, last) == "30 Dec 2026 – 2 Jan 2027"
    assert day_span(date(2027, 1, 4), date(2027, 1, 6)) == "4 – 6 Jan 2027"
    assert day_span(date(2026, 4, 4), date(2026, 4, 6)) == "4 – 6 Apr"


def test_an_open_salon_says_what_year_it_is(house: House) -> None:
    assert house.salon.today().year == 2026
    assert short_day(date(2025, 9, 6)) == "Sat 6 Sept 2025"
    assert short_day(date(2026, 9, 6)) == "Sun 6 Sept"

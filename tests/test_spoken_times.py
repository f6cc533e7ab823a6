"""What people say of a day and an hour is understood whole, or not at all."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salon.spoken_times import When, spoken

TODAY = date(2026, 11, 24)  # a Tuesday


def day(month: int, number: int, year: int = 2026) -> date:
    return date(year, month, number)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("thu", When(day(11, 26))),
        ("Thu after 18", When(day(11, 26), time(18))),
        ("Thursday after six pm", When(day(11, 26), time(18))),
        ("thu after 6", When(day(11, 26), time(18))),
        ("thu 6pm", When(day(11, 26), time(18))),
        ("Thu, 10:30", When(day(11, 26), time(10, 30))),
        ("thursday at 9", When(day(11, 26), time(9))),
        ("thursday at 7", When(day(11, 26), time(19))),
        ("thursday 7 am", When(day(11, 26), time(7))),
        ("next thu", When(day(12, 3))),
        ("next thursday afternoon", When(day(12, 3), time(13))),
        ("tue", When(day(12, 1))),  # today is said otherwise
        ("this tue", When(day(11, 24))),
        ("this mon", When(day(11, 30))),  # of this week it is over
        ("mon", When(day(11, 30))),
        ("wed", When(day(11, 25))),
        ("a week on fri", When(day(12, 4))),
        ("fri week", When(day(12, 4))),
        ("today", When(TODAY)),
        ("tonight", When(TODAY, time(18))),
        ("tomorrow morning", When(day(11, 25), time(9))),
        ("the day after tomorrow", When(day(11, 26))),
        ("in 10 days", When(day(12, 4))),
        ("in two weeks", When(day(12, 8))),
        ("in a month", When(day(12, 24))),
        ("3 dec", When(day(12, 3))),
        ("Dec 3rd at 14:15", When(day(12, 3), time(14, 15))),
        ("Thu 26 Nov", When(day(11, 26))),
        ("23 nov", When(day(11, 23, 2027))),
        ("the 3rd", When(day(12, 3))),
        ("the 24th", When(TODAY)),
        ("after 18", When(None, time(18))),
        ("evening", When(None, time(18))),
        ("周四", When(day(11, 26))),
        ("下周四六点后", When(day(12, 3), time(18))),
        ("下週四六點後", When(day(12, 3), time(18))),
        ("下个星期四下午三点半", When(day(12, 3), time(15, 30))),
        ("下下周一", When(day(12, 7))),
        ("这周四", When(day(11, 26))),
        ("禮拜日", When(day(11, 29))),
        ("星期天上午十点", When(day(11, 29), time(10))),
        ("今天下午", When(TODAY, time(13))),
        ("今晚七点", When(TODAY, time(19))),
        ("明天", When(day(11, 25))),
        ("聽日", When(day(11, 25))),
        ("后天中午", When(day(11, 26), time(12))),
        ("大后天", When(day(11, 27))),
        ("两周后", When(day(12, 8))),
        ("三天后", When(day(11, 27))),
        ("十天后上午", When(day(12, 4), time(9))),
        ("12月3号", When(day(12, 3))),
        ("12月17日（周四）", When(day(12, 17))),
        ("十二月三号晚上", When(day(12, 3), time(18))),
        ("3号", When(day(12, 3))),
        ("24号", When(TODAY)),
        ("周六18点以后", When(day(11, 28), time(18))),
        ("周六十一点", When(day(11, 28), time(11))),
    ],
)
def test_what_is_meant(said: str, meant: When | None) -> None:
    assert spoken(said, TODAY) == meant


@pytest.mark.parametrize(
    "said",
    [
        *("", "thu or fri", "soon", "30 feb", "thu after 25", "周八", "下周", "x", "%"),
        *("Wed 26 Nov", "12am", "0点", "tomorrow at 0", "²", "14", "thu 12 am"),
        *("13月3日", "peanut", "later thu maybe", "月", "点", "in 999 weeks"),
    ],
)
def test_what_is_half_understood_is_not_understood(said: str) -> None:
    assert spoken(said, TODAY) is None


@given(st.dates(date(2020, 1, 1), date(2100, 1, 1)), st.integers(0, 6))
def test_a_weekday_is_within_the_seven_days_to_come(today: date, at: int) -> None:
    names = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    for said in (names[at], "周" + "一二三四五六日"[at], "星期" + "一二三四五六天"[at]):
        found = spoken(said, today)
        assert found is not None
        assert found.day is not None
        assert timedelta(1) <= found.day - today <= timedelta(7)
        assert found.day.weekday() == at
    later = spoken(f"next {names[at]}", today)
    assert later == spoken("下周" + "一二三四五六日"[at], today)
    assert later is not None
    assert later.day is not None
    assert later.day.isocalendar().week != today.isocalendar().week


@given(st.text(max_size=70), st.dates(date(2020, 1, 1), date(2100, 1, 1)))
def test_nothing_typed_breaks_it(said: str, today: date) -> None:
    found = spoken(said, today)
    assert found is None or found.day or found.at


@given(
    st.sampled_from(["周四", "下周四", "thu", "明天", "after 18", "六点后", "12月3号"]),
    st.sampled_from(["xyz", "吗", "or not"]),
)
def test_a_rest_is_never_dropped(said: str, rest: str) -> None:
    alone = spoken(said, TODAY)
    if alone is not None and rest.strip():
        assert spoken(f"{said} {rest}", TODAY) is None

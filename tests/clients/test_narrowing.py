"""What narrows the list: rhythm, lateness, months, and views as they are kept."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salon.clients.keeping_views import drop_view, keep_view, rename_view
from salon.clients.narrowing import (
    FILTERS,
    GONE,
    LONGEST,
    MOST_VIEWS,
    BadView,
    Came,
    KeptView,
    Narrow,
    Order,
    TooManyViews,
    Wish,
    days_late,
    month_of,
    rhythm,
    views_from_text,
    views_to_text,
    wish_of,
)
from salon.views.roll import choices
from tests.house import House

TODAY = date(2026, 11, 23)
NARROWS = st.builds(
    Narrow,
    late=st.sampled_from((0, 30, 60, 90)),
    unbooked=st.booleans(),
    born=st.sampled_from(("", "this", "next", "1", "12")),
    person=st.none() | st.integers(1, 9),
    language=st.sampled_from(("", "en", "zh_CN")),
    wish=st.sampled_from([str(one) for one in Wish]),
    alert=st.booleans(),
    source=st.sampled_from(("", "friend")),
    came=st.sampled_from([str(one) for one in Came]),
    order=st.sampled_from([str(one) for one in Order]),
    is_down=st.booleans(),
)


def days(*ago: int) -> list[date]:
    return [TODAY - timedelta(days=each) for each in ago]


def test_a_rhythm_is_the_median_gap_and_takes_three_visits() -> None:
    assert rhythm(days(90, 60)) == 0
    assert rhythm(days(90, 60, 30)) == 30
    assert rhythm(days(230, 130, 100, 70)) == 30  # one long pause does not count
    assert rhythm([]) == 0


def test_late_is_what_goes_beyond_the_usual_and_ends_after_a_year() -> None:
    assert days_late(TODAY - timedelta(days=30), 30, TODAY) == 0
    assert days_late(TODAY - timedelta(days=31), 30, TODAY) == 1
    assert days_late(TODAY - timedelta(days=GONE), 30, TODAY) == GONE - 30
    assert days_late(TODAY - timedelta(days=GONE + 1), 30, TODAY) == 0
    assert days_late(None, 30, TODAY) == 0
    assert days_late(TODAY - timedelta(days=90), 0, TODAY) == 0


def test_months_of_birthdays_move_with_the_year() -> None:
    assert month_of("this", TODAY) == (2026, 11)
    assert month_of("next", TODAY) == (2026, 12)
    assert month_of("next", date(2026, 12, 31)) == (2027, 1)
    assert month_of("next", date(2026, 1, 31)) == (2026, 2)
    assert month_of("11", TODAY) == (2026, 11)
    assert month_of("10", TODAY) == (2027, 10)
    for nothing in ("", "0", "13", "soon"):
        assert month_of(nothing, TODAY) is None


def test_whoever_wants_no_calls_is_silent_whatever_the_channel() -> None:
    assert wish_of(False, "phone") is Wish.ANY
    assert wish_of(False, "wechat") is Wish.MESSAGES
    assert wish_of(False, "none") is Wish.SILENT
    assert wish_of(True, "wechat") is Wish.SILENT


def test_each_filter_alone_narrows_and_the_order_does_not() -> None:
    said: dict[str, Any] = {"late": 30, "person": 1, "unbooked": True, "alert": True}
    for name in FILTERS:
        one: dict[str, Any] = {name: said.get(name, "this")}
        assert replace(Narrow(), **one).is_narrow, name
    assert not Narrow(order=Order.LAST, is_down=True).is_narrow


@given(st.lists(st.builds(KeptView, st.text(min_size=1), NARROWS), max_size=5))
def test_views_come_back_from_the_settings_as_they_were_kept(
    views: list[KeptView],
) -> None:
    assert views_from_text(views_to_text(views)) == tuple(views)


@pytest.mark.parametrize(
    "text", ["", "{", "3", '{"name": "x"}', '["x", 3, {"name": 4}, {}]']
)
def test_settings_that_hold_no_views_hold_none(text: str) -> None:
    assert views_from_text(text) == ()


def test_what_a_later_version_kept_besides_is_left_out() -> None:
    text = '[{"name": "A", "late": "30", "order": "moon", "cats": 1, "alert": true}]'
    assert views_from_text(text) == (KeptView("A", Narrow(alert=True)),)


def kept(house: House) -> list[str]:
    return [one.name for one in house.salon.ask(choices).views]


def test_views_are_kept_renamed_dropped_and_taken_back(house: House) -> None:
    late = Narrow(late=30)
    house.salon.do(keep_view, "  Due   soon ", late)
    house.salon.do(keep_view, "Other", Narrow(alert=True))
    assert kept(house) == ["Due soon", "Other"]
    assert house.salon.ask(choices).views[0].narrow == late
    house.salon.do(keep_view, "Due soon", Narrow(late=60))  # the same name: replaced
    assert kept(house) == ["Other", "Due soon"]
    house.salon.do(rename_view, "Other", "Alerts")
    assert kept(house) == ["Alerts", "Due soon"]
    house.salon.do(drop_view, "Alerts")
    assert kept(house) == ["Due soon"]
    house.salon.undo(None)
    assert kept(house) == ["Alerts", "Due soon"]


def test_a_view_needs_a_name_of_its_own(house: House) -> None:
    house.salon.do(keep_view, "A" * LONGEST, Narrow())
    house.salon.do(keep_view, "B", Narrow())
    for name in ("", "   ", "A" * (LONGEST + 1)):
        with pytest.raises(BadView):
            house.salon.do(keep_view, name, Narrow())
    with pytest.raises(BadView):
        house.salon.do(rename_view, "B", "A" * LONGEST)
    house.salon.do(rename_view, "B", "B")


def test_there_are_only_so_many_views(house: House) -> None:
    for number in range(MOST_VIEWS):
        house.salon.do(keep_view, f"View {number}", Narrow())
    with pytest.raises(TooManyViews):
        house.salon.do(keep_view, "One more", Narrow())
    house.salon.do(keep_view, "View 3", Narrow(late=30))

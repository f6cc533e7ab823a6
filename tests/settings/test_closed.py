"""A closed day: no time is offered, nobody is rung, and what is booked is named."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salon.aftercare.model import call_day
from salon.aftercare.queries import calls_due
from salon.appointments.model import ClosedThatDay
from salon.appointments.operations import Booking, book
from salon.appointments.queries import free_times, visits_between
from salon.catalogue.queries import service
from salon.errors import NotAllowed
from salon.history.queries import history
from salon.settings.model import (
    MOST_CLOSED,
    BadSpan,
    ClosedDay,
    Hours,
    closed_from_plain,
    closed_to_plain,
)
from salon.settings.operations import close_days, describe, open_days
from salon.settings.queries import premises
from salon.staff.model import Role, StaffId
from salon.staff.operations import hire
from salon.views.calendar import day_by
from tests.house import FRIDAY, House

SATURDAY, MONDAY = FRIDAY + timedelta(days=1), FRIDAY + timedelta(days=3)
TUESDAY = MONDAY + timedelta(days=1)


def days(house: House) -> list[tuple[date, str]]:
    return [(one.day, one.reason) for one in house.salon.ask(premises).closed_days]


def test_no_time_is_offered_on_a_closed_day_and_booking_says_why(house: House) -> None:
    assert house.salon.do(close_days, MONDAY, MONDAY, "works outing") == 1
    peel = house.salon.ask(service, house.peel)
    times = house.salon.ask(free_times, peel, start=MONDAY, days=3)
    offered = {one.day for one in times}
    assert MONDAY not in offered
    assert TUESDAY in offered
    with pytest.raises(ClosedThatDay, match="works outing") as refused:
        house.salon.do(book, Booking(house.amira, house.peel, MONDAY, time(10)))
    assert refused.value.kind() == "closed"
    assert house.salon.do(book, Booking(house.amira, house.peel, TUESDAY, time(10)))


def test_it_is_taken_back_and_opened_again(house: House) -> None:
    house.salon.do(close_days, MONDAY, TUESDAY, "holidays")
    assert days(house) == [(MONDAY, "holidays"), (TUESDAY, "holidays")]
    assert house.salon.do(open_days, TUESDAY, TUESDAY) == 1
    assert days(house) == [(MONDAY, "holidays")]
    house.salon.undo()
    assert len(days(house)) == 2
    house.salon.undo()
    assert days(house) == []
    assert house.salon.ask(premises).hours.is_open(MONDAY)


def test_a_day_closed_again_has_the_new_reason_and_is_not_twice(house: House) -> None:
    house.salon.do(close_days, MONDAY, MONDAY, "flood")
    assert house.salon.do(close_days, MONDAY, TUESDAY, "  painting \n the walls ") == 1
    assert days(house) == [(one, "painting the walls") for one in (MONDAY, TUESDAY)]


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (FRIDAY - timedelta(days=1), FRIDAY),
        (MONDAY, SATURDAY),
        (MONDAY, MONDAY + timedelta(days=MOST_CLOSED)),
    ],
)
def test_days_that_are_over_in_no_order_or_too_many_are_refused(
    house: House, first: date, last: date
) -> None:
    before = len(house.salon.ask(history))
    with pytest.raises(BadSpan):
        house.salon.do(close_days, first, last)
    assert days(house) == []
    assert len(house.salon.ask(history)) == before


def test_the_longest_span_and_today_may_be_closed(house: House) -> None:
    last = FRIDAY + timedelta(days=MOST_CLOSED - 1)
    assert house.salon.do(close_days, FRIDAY, last) == MOST_CLOSED


def test_opening_what_was_open_is_no_change(house: House) -> None:
    before = len(house.salon.ask(history))
    assert house.salon.do(open_days, MONDAY, TUESDAY) == 0
    assert len(house.salon.ask(history)) == before


def test_visits_of_the_day_stay_and_are_counted(house: House) -> None:
    house.salon.do(book, Booking(house.amira, house.peel, MONDAY, time(10)))
    house.salon.do(close_days, MONDAY, MONDAY)
    assert house.salon.ask(visits_between, MONDAY, MONDAY) == 1
    assert house.salon.ask(visits_between, TUESDAY, TUESDAY) == 0


def test_the_book_of_the_day_says_that_it_is_closed_and_why(house: House) -> None:
    house.salon.do(close_days, MONDAY, MONDAY, "outing")
    for by in ("people", "rooms"):
        book_of_day = house.salon.ask(day_by, MONDAY, by)
        assert book_of_day.closed == ClosedDay(MONDAY, "outing")
        assert not any(column.hours for column in book_of_day.columns)
        assert not book_of_day.gaps
    assert house.salon.ask(day_by, TUESDAY, "people").closed is None


def test_a_call_waits_until_the_salon_is_open_again(house: House) -> None:
    house.salon.do(close_days, MONDAY, TUESDAY)
    is_open = house.salon.ask(premises).hours.is_open
    assert call_day(FRIDAY, 3, is_open) == TUESDAY + timedelta(days=1)
    house.salon.do(
        book,
        Booking(house.amira, house.peel, TUESDAY + timedelta(days=1), time(10)),
    )
    due = house.salon.ask(calls_due, TUESDAY + timedelta(days=1))
    assert [one.due for one in due] == [SATURDAY]  # the last open day before it


def test_other_hours_leave_closed_days_closed(house: House) -> None:
    house.salon.do(close_days, MONDAY, MONDAY)
    house.salon.do(describe, hours=Hours((((time(8), time(12)),),) * 7))
    here = house.salon.ask(premises)
    assert not here.hours.is_open(MONDAY)
    assert here.hours.is_open(TUESDAY)


def test_only_who_manages_may_close(house: House) -> None:
    helper = StaffId(house.salon.do(hire, "Ina", Role.RECEPTION))
    for step in (close_days, open_days):
        with pytest.raises(NotAllowed):
            house.salon.do_as(helper, step, MONDAY, MONDAY)


@given(
    st.lists(
        st.builds(ClosedDay, st.dates(), st.text(max_size=20)),
        unique_by=lambda one: one.day,
    )
)
def test_closed_days_are_kept_as_they_were_said(closed: list[ClosedDay]) -> None:
    assert closed_from_plain(closed_to_plain(closed)) == tuple(closed)

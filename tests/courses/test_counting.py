"""Courses: counted to the session, whoever ends first."""

from datetime import time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salon.appointments.operations import Booking, book
from salon.catalogue.queries import service
from salon.clients.model import ClientDraft
from salon.clients.operations import add_client
from salon.clock import StoppedClock
from salon.courses.model import BadCourse
from salon.courses.operations import sell_course
from salon.courses.queries import courses_ending, courses_of
from salon.money import Money
from tests.courses.shop import booked, kept, peel, sold
from tests.house import FRIDAY, House

WEEK = timedelta(days=7)


def test_a_course_is_used_up_to_its_last_session_and_not_beyond(house: House) -> None:
    house.salon.do(sell_course, house.amira, peel(house), 2, Money(15000))

    used = []
    for hour in (9, 11, 14):
        kept(house, booked(house, house.peel, start=time(hour)))
        [course] = house.salon.ask(courses_of, house.amira)
        used.append(course.used)
    assert used == [1, 2, 2]


@pytest.mark.parametrize(("days", "counts"), [(-1, 0), (0, 1), (1, 1), (None, 1)])
def test_a_course_is_good_to_the_end_of_its_last_day(
    house: House, days: int | None, counts: int
) -> None:
    last = None if days is None else FRIDAY + timedelta(days=days)
    house.salon.do(sell_course, house.amira, peel(house), 5, Money(1), expires=last)

    kept(house, booked(house, house.peel))

    [course] = house.salon.ask(courses_of, house.amira)
    assert course.used == counts


def test_the_course_that_ends_first_is_used_first(house: House) -> None:
    for days in (None, 40, 20):
        last = None if days is None else FRIDAY + timedelta(days=days)
        house.salon.do(sell_course, house.amira, peel(house), 1, Money(1), expires=last)

    used = []
    for hour in (9, 11, 14):
        kept(house, booked(house, house.peel, start=time(hour)))
        found = house.salon.ask(courses_of, house.amira)
        used.append({one.expires for one in found if one.used})
    soon, late = FRIDAY + timedelta(days=20), FRIDAY + timedelta(days=40)
    assert used == [{soon}, {soon, late}, {soon, late, None}]


def test_a_course_of_another_service_is_left_alone(house: House) -> None:
    mask = house.salon.ask(service, sold(house, "mask"))
    house.salon.do(sell_course, house.amira, mask, 5, Money(1))
    house.salon.do(sell_course, house.basia, peel(house), 5, Money(1))

    kept(house, booked(house, house.peel))

    for client in (house.amira, house.basia):
        [course] = house.salon.ask(courses_of, client)
        assert course.used == 0


def test_a_session_comes_back_when_its_treatment_is_taken_back(house: House) -> None:
    house.salon.do(sell_course, house.amira, peel(house), 1, Money(1))
    kept(house, booked(house, house.peel))

    house.salon.undo()

    [course] = house.salon.ask(courses_of, house.amira)
    assert course.used == 0


def test_who_has_sessions_left_is_named_while_they_are_good(house: House) -> None:
    """To the day: from the last day of a course back to thirty days before it."""
    for days in (-1, 0, 30, 31):
        last = FRIDAY + timedelta(days=days)
        house.salon.do(sell_course, house.basia, peel(house), 1, Money(1), expires=last)
    soon = FRIDAY + timedelta(days=5)
    house.salon.do(sell_course, house.amira, peel(house), 1, Money(1), expires=soon)
    kept(house, booked(house, house.peel))

    found = house.salon.ask(courses_ending)

    assert [(one.expires, name) for one, name in found] == [
        (FRIDAY, "Basia Nowak"),
        (FRIDAY + timedelta(days=30), "Basia Nowak"),
    ]


@pytest.mark.parametrize(("sessions", "price"), [(0, 1), (-1, 1), (1, -1)])
def test_a_course_has_a_session_and_a_price(
    house: House, sessions: int, price: int
) -> None:
    with pytest.raises(BadCourse):
        house.salon.do(sell_course, house.amira, peel(house), sessions, Money(price))


@given(st.lists(st.tuples(st.integers(1, 3), st.integers(-1, 3)), max_size=4))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=12)
def test_however_many_courses_she_has_each_visit_uses_one_session_that_is_good(
    house: House, courses: list[tuple[int, int]]
) -> None:
    """Five visits on five days, a week of courses that end meanwhile."""
    clock = house.salon._clock
    assert isinstance(clock, StoppedClock)
    start = clock.instant
    key = house.salon.do(add_client, ClientDraft(name="One More"))
    today = house.salon.today()
    for sessions, days in courses:
        last = today + timedelta(days=days)
        args = (key, peel(house), sessions, Money(1))
        house.salon.do(sell_course, *args, expires=last)
    left = [[days, sessions] for sessions, days in sorted(courses, key=lambda c: c[1])]
    for day in range(5):
        clock.instant = start + timedelta(days=day)
        if (today + timedelta(days=day)).weekday() == 6:
            continue  # closed
        wish = Booking(key, house.peel, today + timedelta(days=day), time(9))
        visit = house.salon.do(book, wish)
        kept(house, visit)
        good = next((one for one in left if one[0] >= day and one[1]), None)
        if good is not None:
            good[1] -= 1
        used = sum(one.used for one in house.salon.ask(courses_of, key))
        assert used == sum(s for s, _d in courses) - sum(one[1] for one in left)
    clock.instant = start + WEEK  # the next example finds the week free

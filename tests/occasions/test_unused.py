"""Much paid ahead, little given, nothing booked: a call; both sides of each limit."""

from datetime import date, datetime, time, timedelta

import pytest

from salon.appointments.operations import Booking, arrive, book, complete
from salon.courses.operations import redeem_by_hand
from salon.ledger.model import Account, Kind, of_means
from salon.ledger.posting import post
from salon.money import Money
from salon.occasions.model import Kind as OccasionKind
from salon.occasions.model import State
from salon.occasions.operations import set_rule
from salon.occasions.queries import rules_of
from salon.occasions.unused import Unasked, Unused
from salon.settings.model import Hours
from salon.settings.operations import describe
from salon.work import Reading, Work
from tests.courses.shop import CourseOnBill, on_a_bill
from tests.house import FRIDAY, House
from tests.occasions.conftest import Night

YEAR = timedelta(days=365)


def at(day: date) -> datetime:
    return datetime.combine(day, time(8))


def came(house: House, day: date) -> None:
    """Let Amira have a peel that is paid on the day."""
    every_day = Hours((((time(7), time(22)),),) * 7)
    with house.salon.stopped_at(at(day)):
        house.salon.do(describe, hours=every_day)
        key = house.salon.do(book, Booking(house.amira, house.peel, day, time(12)))
        house.salon.do(arrive, key)
        house.salon.do(complete, key)


def paid(house: House, minor: int, sessions: int = 10) -> int:
    """Let Amira have paid for a course; return its id."""
    key = on_a_bill(house, minor, sessions)

    def pay(work: Work) -> None:
        post(
            *(work, Kind.PAYMENT, of_means("card"), Account.OWED, Money(minor)),
            client_id=house.amira,
            course_id=key,
        )
        work.record(CourseOnBill())

    house.salon.do(pay)
    return key


def asked(house: House, day: date = FRIDAY) -> list[int]:
    def due(reading: Reading) -> list[Unused]:
        rules = rules_of(reading)
        [days] = rules[OccasionKind.UNUSED].offsets
        return Unasked(reading, rules.unused_ratio).due([house.amira], days)

    with house.salon.stopped_at(at(day)):
        return [one.client_id for one in house.salon.ask(due)]


@pytest.mark.parametrize(("days", "is_asked"), [(60, False), (61, True)])
def test_more_than_sixty_days_after_the_last_visit(
    house: House, days: int, *, is_asked: bool
) -> None:
    day = FRIDAY - timedelta(days=days)
    came(house, day)
    with house.salon.stopped_at(at(day)):
        paid(house, 100000)

    assert asked(house) == ([house.amira] if is_asked else [])


@pytest.mark.parametrize(("taken", "is_asked"), [(4, True), (5, False)])
def test_less_than_half_of_what_came_in_was_given(
    house: House, taken: int, *, is_asked: bool
) -> None:
    day = FRIDAY - timedelta(days=61)
    with house.salon.stopped_at(at(day)):
        key = paid(house, 100000)
        for _time in range(taken):
            house.salon.do(redeem_by_hand, house.amira, course_id=key)

    assert asked(house) == ([house.amira] if is_asked else [])


@pytest.mark.parametrize(("days", "is_asked"), [(-1, True), (0, False), (40, False)])
def test_who_has_booked_is_left_in_peace(
    house: House, days: int, *, is_asked: bool
) -> None:
    came(house, FRIDAY - timedelta(days=100))
    with house.salon.stopped_at(at(FRIDAY - timedelta(days=90))):
        paid(house, 100000)
    with house.salon.stopped_at(at(FRIDAY - timedelta(days=5))):
        on = FRIDAY + timedelta(days=days)
        if on.weekday() == 6:
            on += timedelta(days=1)
        house.salon.do(book, Booking(house.amira, house.peel, on, time(12)))

    assert asked(house) == ([house.amira] if is_asked else [])


def test_money_of_more_than_a_year_ago_is_not_forgotten(house: House) -> None:
    with house.salon.stopped_at(at(FRIDAY - YEAR - timedelta(days=40))):
        paid(house, 90000)

    assert asked(house) == [house.amira]


def test_who_has_nothing_left_is_not_asked(house: House) -> None:
    day = FRIDAY - timedelta(days=200)
    with house.salon.stopped_at(at(day)):
        key = paid(house, 10000, 1)
        house.salon.do(redeem_by_hand, house.amira, course_id=key)

    assert asked(house) == []


def test_a_night_plans_a_call_that_sells_nothing_and_a_booking_takes_it_back(
    full: Night,
) -> None:
    night = full
    house = night.house
    day = FRIDAY - timedelta(days=62)
    came(house, day)
    with house.salon.stopped_at(at(day)):
        paid(house, 100000)

    night.run()

    [line] = night.lines(house.amira, OccasionKind.UNUSED)
    assert line.state is State.PLANNED
    assert "1,000 is paid ahead and not used; last here on" in line.reason
    [call] = [one for one in night.calls(house.amira) if one.protocol == "occasion"]
    assert "is kept here for you" in call.words
    assert call.purpose_name != "Offer"

    later = Booking(house.amira, house.peel, FRIDAY + timedelta(days=3), time(12))
    house.salon.do(book, later)
    [line] = night.lines(house.amira, OccasionKind.UNUSED)
    assert line.state is State.DROPPED


def test_the_numbers_are_rules(house: House) -> None:
    day = FRIDAY - timedelta(days=61)
    came(house, day)
    with house.salon.stopped_at(at(day)):
        paid(house, 100000)

    house.salon.do(set_rule, "unused", offsets="90")

    assert asked(house) == []
    assert asked(house, FRIDAY + timedelta(days=29)) == [house.amira]
    assert house.salon.ask(rules_of)[OccasionKind.UNUSED].purpose.value == "care"

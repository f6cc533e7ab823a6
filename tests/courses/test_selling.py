"""What the till asks of courses: begun, funded, taken back, shown on a bill."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from salon.clock import months_after
from salon.courses.model import (
    BadCourse,
    CourseIsUsed,
    CourseKind,
    CourseState,
    NothingLeft,
    NotThatWay,
    Offer,
)
from salon.courses.operations import (
    redeem_by_hand,
    sell_course,
    take_back_redemption,
)
from salon.courses.queries import course_line, courses_of
from salon.courses.selling import begin, courses_of_lines, fund, give_up, take_back
from salon.courses.selling import lines_for as shown
from salon.courses.sums import shares, worth_of
from salon.courses.tables import Course, Redemption
from salon.money import Money, total
from salon.settings.operations import describe
from salon.work import Work
from tests.courses.shop import (
    adds_up,
    booked,
    books,
    kept,
    on_a_bill,
    peel,
    sold,
    step,
)
from tests.house import FRIDAY, House


def test_an_offer_comes_back_from_json_as_it_was() -> None:
    offer = Offer(CourseKind.CHOICE, (3, 4), 6, Money(10500), 12, 7, 9, "Even tone")

    assert Offer.from_plain(offer.to_plain()) == offer


def test_a_course_on_a_bill_keeps_both_prices_and_owes_what_was_paid(
    house: House,
) -> None:
    """value-ledger: six at 90.00, list 105.00."""
    key = on_a_bill(house, 54000, 6, list_unit=10500, name="Even tone", months=6)

    [one] = house.salon.ask(courses_of, house.amira)
    assert (one.id, one.title, one.sessions, one.used) == (key, "Even tone", 6, 0)
    assert (one.price, one.list_unit) == (Money(54000), Money(10500))
    assert one.expires == date(2026, 9, 27)
    assert books(house, key)["course"] == 54000


def test_a_visit_takes_a_session_and_earns_its_worth(house: House) -> None:
    key = on_a_bill(house, 54000, 6)
    visit = booked(house, house.peel)

    kept(house, visit)

    [line] = house.salon.ask(shown, house.amira, [visit])
    assert (line.course_id, line.number, line.of) == (key, 1, 6)
    assert (line.worth, line.left, line.worth_left) == (Money(9000), 5, Money(45000))
    assert (line.staff, line.is_signed, len(line.code)) == ("Léa", False, 7)
    assert not set(line.code) & set("0O1I")
    assert books(house, key) | {"course": 45000, "service": 9000} == books(house, key)
    adds_up(house, key)


@given(st.integers(0, 10**9), st.integers(1, 60))
def test_all_sessions_together_are_the_price(price: int, sessions: int) -> None:
    worths = [worth_of(Money(price), sessions, n + 1) for n in range(sessions)]

    assert total(worths) == Money(price)
    assert worths == Money(price).split(sessions)


@given(st.integers(0, 10**9), st.lists(st.integers(1, 10**6), min_size=1, max_size=9))
def test_a_package_is_shared_out_to_the_minor_unit(
    price: int, weights: list[int]
) -> None:
    found = shares(Money(price), [Money(one) for one in weights])

    assert total(found) == Money(price)
    for part, weight in zip(found, weights, strict=True):
        assert abs(part.minor - price * weight / sum(weights)) <= 1


def test_what_is_given_before_it_is_paid_is_earned_against_what_is_awaited(
    house: House,
) -> None:
    key = on_a_bill(house, 10000, 2, unpaid=8000)

    house.salon.do(redeem_by_hand, house.amira, course_id=key)
    held = books(house, key)
    assert (held["course"], held["unpaid"], held["service"]) == (0, 5000, 5000)
    # 3000 was given on trust: of 4000 that come 1000 is owed from now on
    assert step(house, fund, key, Money(4000)) == Money(1000)

    line = house.salon.ask(course_line, key)
    assert (line.unpaid, line.worth_left) == (Money(4000), Money(5000))
    with pytest.raises(BadCourse):
        step(house, fund, key, Money(4001))


def test_a_sale_is_taken_back_while_nothing_was_taken(house: House) -> None:
    key, other = on_a_bill(house, 10000, 2), on_a_bill(house, 10000, 2)
    taken = house.salon.do(redeem_by_hand, house.amira, course_id=other)

    step(house, take_back, key, "wrong client")
    with pytest.raises(CourseIsUsed, match="1 was taken already"):
        step(house, take_back, other, "wrong client")
    house.salon.do(take_back_redemption, taken, "wrong course")
    step(house, take_back, other, "wrong client")

    found = house.salon.ask(courses_of, house.amira)
    assert {one.state for one in found} == {CourseState.TAKEN_BACK}
    assert all(one.worth_left == Money() for one in found)
    with pytest.raises(NotThatWay):
        step(house, take_back, key, "again")
    kept(house, visit := booked(house, house.peel))
    assert house.salon.ask(shown, house.amira, [visit]) == []


def test_a_gift_belongs_to_whom_it_is_for(house: House) -> None:
    key = on_a_bill(house, 10000, 2, gift_for=house.basia)

    assert house.salon.ask(courses_of, house.amira) == []
    [one] = house.salon.ask(courses_of, house.basia)
    assert (one.id, one.buyer_id) == (key, house.amira)


def test_a_line_of_a_bill_finds_its_course(house: House) -> None:
    key = on_a_bill(house, 10000, 2)

    assert step(house, courses_of_lines, [1, 2]) == {1: key}


def test_what_is_given_up_says_how_much_is_to_be_moved(house: House) -> None:
    key = on_a_bill(house, 10000, 3)
    house.salon.do(redeem_by_hand, house.amira, course_id=key)

    assert step(house, give_up, key, "to stored value") == Money(6666)
    with pytest.raises(NotThatWay):
        step(house, give_up, key, "again")


@pytest.mark.parametrize(
    ("kind", "services", "sessions", "list_unit", "price", "unpaid", "months"),
    [
        (CourseKind.SESSIONS, 0, 1, 0, 1, 0, None),
        (CourseKind.SESSIONS, 1, 0, 0, 1, 0, None),
        (CourseKind.SESSIONS, 1, 1000, 0, 1, 0, None),
        (CourseKind.SESSIONS, 1, 1, 0, -1, 0, None),
        (CourseKind.SESSIONS, 1, 1, 0, 1, 2, None),
        (CourseKind.SESSIONS, 1, 1, 0, 1, -1, None),
        (CourseKind.SESSIONS, 1, 1, -1, 1, 0, None),
        (CourseKind.SESSIONS, 1, 1, 0, 1, 0, -1),
        (CourseKind.VALUE, 1, 0, 0, 1, 0, None),
    ],
)
def test_a_course_that_cannot_be_is_refused(
    house: House,
    kind: CourseKind,
    services: int,
    sessions: int,
    list_unit: int,
    price: int,
    unpaid: int,
    months: int | None,
) -> None:
    offer = Offer(
        kind, (house.peel,) * services, sessions, Money(list_unit), months=months
    )

    def sell(work: Work) -> int:
        return begin(
            *(work, house.amira, offer),
            price=Money(price),
            unpaid=Money(unpaid),
            line_id=None,
            staff_id=None,
        )

    with pytest.raises(BadCourse):
        house.salon.do(sell)


def test_a_course_is_good_for_as_long_as_the_salon_says(house: House) -> None:
    assert house.salon.ask(course_line, on_a_bill(house, 1)).expires == months_after(
        FRIDAY, 12
    )
    house.salon.do(describe, course_months=0)
    assert house.salon.ask(course_line, on_a_bill(house, 1)).expires is None


def test_a_course_by_choice_is_taken_as_any_of_its_services(house: House) -> None:
    mask = sold(house, "mask", price=Money(3000))
    key = on_a_bill(
        house, 10000, 3, kind=CourseKind.CHOICE, services=(house.peel, mask)
    )
    for service, hour in ((mask, 9), (house.peel, 11), (mask, 13)):
        kept(house, visit := booked(house, service, start=time(hour)))
        [line] = house.salon.ask(shown, house.amira, [visit])
        assert line.course_id == key

    assert house.salon.ask(course_line, key).worth_left == Money()
    adds_up(house, key)


def test_a_course_by_value_gives_what_its_price_bought(house: House) -> None:
    """Worth 200.00 at list for 150.00: a peel of 85.00 is worth 63.75 of it."""
    key = on_a_bill(house, 15000, 0, kind=CourseKind.VALUE, list_unit=20000)
    for hour, (listed, worth) in zip(
        (9, 11, 13), ((8500, 6375), (8500, 6375), (3000, 2250)), strict=True
    ):
        kept(house, visit := booked(house, house.peel, start=time(hour)))
        [line] = house.salon.ask(shown, house.amira, [visit])
        assert (line.listed, line.worth) == (Money(listed), Money(worth))
    one = house.salon.ask(course_line, key)
    assert (one.is_used_up, one.worth_left, one.value_left) == (True, Money(), Money())
    with pytest.raises(NothingLeft):
        house.salon.do(redeem_by_hand, house.amira, course_id=key)
    adds_up(house, key)


def test_the_database_itself_refuses_a_session_twice_and_one_too_many(
    house: House,
) -> None:
    key = on_a_bill(house, 10000, 2)
    house.salon.do(redeem_by_hand, house.amira, course_id=key)

    def cheat(work: Work, number: int) -> None:
        work.add(Redemption(course_id=key, number=number, worth=Money(1), at=work.now))

    for number in (1, 3):
        with pytest.raises(IntegrityError, match="no_session_twice"):
            step(house, cheat, number)
    with pytest.raises(IntegrityError, match="no_more_than_sold"):
        step(house, _give_more, key)


def _give_more(work: Work, key: int) -> None:
    work.get(Course, key).given = Money(10001)
    work.session.flush()


def test_by_hand_it_is_sold_without_a_bill_and_the_books_say_so(house: House) -> None:
    last = FRIDAY + timedelta(days=90)
    key = house.salon.do(
        sell_course, house.amira, peel(house), 3, Money(20000), expires=last
    )

    assert books(house, key)["course"] == 20000
    assert house.salon.ask(course_line, key).list_unit == Money(8500)
    house.salon.undo()
    assert books(house, key)["course"] == 0

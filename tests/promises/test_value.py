"""Every cent that was paid ahead is found again, whatever was done."""

from collections.abc import Callable
from datetime import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salon.courses.ending import convert_course, refund_course
from salon.courses.model import Basis, CourseKind, Offer, Redeemed
from salon.courses.operations import redeem_by_hand, take_back_redemption
from salon.courses.queries import course_card, courses_of
from salon.errors import SalonError
from salon.money import Money
from salon.prepaid.queries import purse_of
from salon.promises.model import Worth
from salon.promises.queries import moved, totals_of
from salon.promises.value import apart, owed_for, worth_of
from salon.staff.model import Role
from salon.staff.tables import StaffMember
from salon.till.model import DEPOSIT, STORED, Paying
from salon.till.operations import add_product
from salon.till.returning import give_back
from salon.till.selling import add_course, add_deposit, add_top_up
from salon.work import Work
from tests.house import Furnished, House
from tests.leaning import RowMade
from tests.till.counter import Counter, counter_of, pounds


def as_owner(house: House) -> Counter:
    """Furnish a till at which the owner stands."""

    def rise(work: Work) -> None:
        work.get(StaffMember, house.lea).role = Role.OWNER
        work.record(RowMade())

    house.salon.do(rise)
    return counter_of(house)


@pytest.fixture
def counter(house: House) -> Counter:
    return as_owner(house)


def worth(house: House) -> Worth:
    moves = house.salon.ask(moved, house.amira)
    bills = {one.bill_id for one in moves if one.bill_id is not None}
    return worth_of(moves, house.salon.ask(totals_of, bills))


def course(counter: Counter, sessions: int, price: str) -> int:
    """Sell Amira a course for cash; return its id."""
    house = counter.house
    key = counter.empty()
    offer = Offer(CourseKind.SESSIONS, (house.peel,), sessions, pounds("105"))
    house.salon.do(add_course, key, offer, pounds(price), despite="It is a test")
    counter.close(key, Paying("card", pounds(price)))
    return house.salon.ask(courses_of, house.amira)[0].id


def taken(counter: Counter, key: int, times: int) -> None:
    for _time in range(times):
        counter.house.salon.do(redeem_by_hand, counter.house.amira, course_id=key)


def test_the_worth_of_the_picture_comes_out_to_the_cent(counter: Counter) -> None:
    salon = counter.house.salon
    for sessions, price in ((10, "500"), (10, "600"), (6, "320")):  # three finished
        taken(counter, course(counter, sessions, price), sessions)
    taken(counter, course(counter, 6, "540"), 1)
    taken(counter, course(counter, 10, "360"), 3)
    key = counter.empty()
    salon.do(add_top_up, key, pounds("800"), bonus=pounds("80"))
    salon.do(add_deposit, key, pounds("20"))
    counter.close(key, Paying("cash", pounds("820")))
    key = counter.empty()
    salon.do(add_product, key, counter.serum, quantity=10)  # 460.00
    counter.close(
        key,
        Paying(DEPOSIT, pounds("20")),
        Paying(STORED, pounds("418")),  # 380 paid in, 38 of bonus
        Paying("cash", pounds("22")),
    )

    found = worth(counter.house)

    assert found == Worth(pounds("3140"), pounds("2018"))
    assert found.left == pounds("1122")
    assert found.share == 64
    purse = salon.ask(purse_of, counter.house.amira)
    assert (purse.paid, purse.bonus) == (pounds("420"), pounds("42"))


def test_stored_value_that_pays_a_course_is_not_paid_twice(counter: Counter) -> None:
    salon, house = counter.house.salon, counter.house
    key = counter.empty()
    salon.do(add_top_up, key, pounds("500"))
    counter.close(key, Paying("cash", pounds("500")))
    key = counter.visit(time(9))  # a peel for 85.00 on the same bill
    offer = Offer(CourseKind.SESSIONS, (house.peel,), 5, pounds("85"))
    salon.do(add_course, key, offer, pounds("400"), despite="It is a test")
    counter.close(key, Paying(STORED, pounds("485")))

    found = worth(house)

    assert found == Worth(pounds("500"), pounds("85"))
    assert found.left == pounds("415")


Act = Callable[[Counter, int], object]


def sell(counter: Counter, much: int) -> None:
    course(counter, 1 + much % 5, str(100 + much))


def on_trust(counter: Counter, much: int) -> None:
    key = counter.empty()
    offer = Offer(CourseKind.SESSIONS, (counter.house.peel,), 3, pounds("85"))
    counter.house.salon.do(
        add_course, key, offer, pounds("200"), despite="It is a test"
    )
    counter.close(key, Paying("card", pounds(str(much))), later=True)


def top_up(counter: Counter, much: int) -> None:
    key = counter.empty()
    counter.house.salon.do(add_top_up, key, pounds("50"), bonus=pounds(str(much % 9)))
    counter.close(key, Paying("cash", pounds("50")))


def spend(counter: Counter, _much: int) -> None:
    key = counter.empty()
    counter.house.salon.do(add_product, key, counter.serum)
    counter.close(key, Paying(STORED, pounds("20")), Paying("cash", pounds("26")))


def give_all_back(counter: Counter, much: int) -> None:
    from salon.till.queries import bills_of

    done = counter.house.salon.ask(bills_of, counter.house.amira)
    key = done[much % len(done)].id
    counter.house.salon.do(give_back, key, reason="A mistake")


def take(counter: Counter, much: int) -> None:
    taken(counter, _one(counter, much), 1)


def untake(counter: Counter, much: int) -> None:
    card = counter.house.salon.ask(course_card, _one(counter, much))
    one: Redeemed = card.taken[-1]
    counter.house.salon.do(take_back_redemption, one.id, "A mistake")


def refund(counter: Counter, much: int) -> None:
    basis = Basis.LIST if much % 2 else Basis.PRO_RATA
    counter.house.salon.do(refund_course, _one(counter, much), basis, "Moves away")


def convert(counter: Counter, much: int) -> None:
    offer = Offer(CourseKind.SESSIONS, (counter.house.peel,), 2, pounds("85"))
    counter.house.salon.do(
        convert_course,
        *(_one(counter, much), offer, "Something else"),
        price=pounds(str(much)),
        means="cash",
    )


def _one(counter: Counter, much: int) -> int:
    every = counter.house.salon.ask(courses_of, counter.house.amira)
    return every[much % len(every)].id


acts = st.lists(
    st.tuples(
        st.sampled_from(
            [
                *(sell, on_trust, top_up, spend, give_all_back),
                *(take, take, untake, refund, convert),
            ]
        ),
        st.integers(1, 150),
    ),
    min_size=3,
    max_size=9,
)


@settings(
    max_examples=12,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(acts)
def test_paid_is_delivered_and_still_to_give_and_refunded_and_run_out(
    furnished: Furnished, done: list[tuple[Act, int]]
) -> None:
    with furnished(as_owner) as (house, made):
        counter = Counter(house, made.serum)
        for act, much in done:
            try:
                act(counter, much)
            except (SalonError, IndexError, ZeroDivisionError):
                continue
        found = worth(house)
        courses = house.salon.ask(courses_of, house.amira)
        purse = house.salon.ask(purse_of, house.amira)
        held = [owed_for(one).minor for one in courses]
        there = sum(held) + purse.paid.minor + purse.deposit.minor
        assert found.left == Money(there)
        parts = (found.delivered, found.left, found.refunded, found.expired)
        assert found.paid.minor == sum(one.minor for one in parts)
        assert found.refunded.minor >= 0
        assert apart(house.salon.ask(moved, house.amira), courses, purse) == ()


def test_what_does_not_add_up_is_named(counter: Counter) -> None:
    house = counter.house
    key = course(counter, 10, "680")

    def spoil(work: Work) -> None:
        from salon.courses.tables import Course

        work.get(Course, key).given += Money(6800)
        work.record(RowMade())

    house.salon.do(spoil)

    moves = house.salon.ask(moved, house.amira)
    courses = house.salon.ask(courses_of, house.amira)
    purse = house.salon.ask(purse_of, house.amira)
    assert apart(moves, courses, purse) == ("Peel",)

"""What the team has: worked out as the day is closed, and never again."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from salon.courses.model import CourseKind, Offer, RedemptionId
from salon.courses.operations import take_back_redemption
from salon.courses.tables import Redemption
from salon.dayend.model import BadRate, Kind, Moment, Price
from salon.dayend.operations import set_commission
from salon.dayend.tables import CommissionLine
from salon.errors import NotAllowed
from salon.money import Money, total
from salon.shelf.operations import receive
from salon.staff.model import Role
from salon.staff.operations import hire
from salon.till.model import CARD, Paying
from salon.till.operations import add_product, discount, share_line
from salon.till.returning import give_back
from salon.till.selling import add_course
from salon.views.dayend import commission_rules
from salon.work import Reading
from tests.dayend.drawer import closed, set_clock
from tests.house import FRIDAY
from tests.till.counter import Counter, pounds

SATURDAY = FRIDAY + timedelta(days=1)


def had(counter: Counter, day: date = FRIDAY) -> list[tuple[int, Money, Money]]:
    """Return who has what, out of what, of a day."""

    def asked(reading: Reading) -> list[tuple[int, Money, Money]]:
        c = CommissionLine
        rows = reading.session.execute(
            select(c.staff_id, c.base, c.amount).where(c.day == day).order_by(c.id)
        )
        return [(who, base, amount) for who, base, amount in rows]

    return counter.house.salon.ask(asked)


def rule(counter: Counter, kind: Kind, rate: int, **more: object) -> None:
    doing = counter.house.salon.do
    doing(set_commission, kind, rate, **more)  # type: ignore[arg-type]


def a_course(counter: Counter) -> None:
    house = counter.house
    key = counter.empty()
    offer = Offer(CourseKind.SESSIONS, (house.peel,), 4, pounds("85"))
    house.salon.do(add_course, key, offer, pounds("200"), staff_id=house.lea)
    counter.close(key, Paying(CARD, pounds("200")))


def test_a_treatment_and_a_product_each_by_its_rule(counter: Counter) -> None:
    house = counter.house
    rule(counter, Kind.SERVICE, 1250, staff_id=house.lea)
    rule(counter, Kind.PRODUCT, 1000)
    key = counter.visit()
    house.salon.do(add_product, key, counter.serum, staff_id=house.lea)
    counter.close(key, Paying(CARD, pounds("131")))

    assert had(counter) == []  # not before the day is closed
    closed(house.salon, Money())

    assert had(counter) == [
        (house.lea, pounds("85"), Money(1063)),  # half a penny goes up
        (house.lea, pounds("46"), pounds("4.60")),
    ]


@pytest.mark.parametrize(
    ("price", "base"), [(Price.VALUE, "76.50"), (Price.LIST, "85")]
)
def test_a_discount_lessens_the_value_and_not_the_list_price(
    counter: Counter, price: Price, base: str
) -> None:
    rule(counter, Kind.SERVICE, 1000, price=price)
    key = counter.visit()
    line = counter.card(key).lines[0].id
    counter.house.salon.do(discount, line, why="opening week", percent=1000)
    counter.close(key, Paying(CARD, pounds("76.50")))
    closed(counter.house.salon, Money())

    assert [one[1] for one in had(counter)] == [pounds(base)]


def test_two_who_shared_a_treatment_each_have_of_their_part(counter: Counter) -> None:
    house = counter.house
    mia = house.salon.do(hire, "Mia", Role.THERAPIST)
    rule(counter, Kind.SERVICE, 1000)
    rule(counter, Kind.SERVICE, 2000, staff_id=mia)
    key = counter.visit()
    line = counter.card(key).lines[0].id
    house.salon.do(share_line, line, [(house.lea, 6000), (mia, 4000)])
    counter.close(key, Paying(CARD, pounds("85")))
    closed(house.salon, Money())

    assert had(counter) == [
        (house.lea, pounds("51"), pounds("5.10")),
        (mia, pounds("34"), pounds("6.80")),
    ]


@pytest.mark.parametrize(("price", "base"), [(Price.VALUE, "50"), (Price.LIST, "85")])
def test_a_course_counts_session_by_session_by_value_or_list(
    counter: Counter, price: Price, base: str
) -> None:
    rule(counter, Kind.COURSE, 1000, price=price)
    a_course(counter)
    counter.close(counter.visit())
    closed(counter.house.salon, Money())

    assert had(counter) == [
        (counter.house.lea, pounds(base), Money(pounds(base).minor // 10))
    ]


def test_a_course_counts_as_it_is_sold_where_that_was_agreed(counter: Counter) -> None:
    rule(counter, Kind.COURSE, 500, moment=Moment.SALE)
    a_course(counter)
    counter.close(counter.visit())
    closed(counter.house.salon, Money())

    assert had(counter) == [(counter.house.lea, pounds("200"), pounds("10"))]


def test_what_the_goods_cost_is_taken_off_before(counter: Counter) -> None:
    house = counter.house
    house.salon.do(receive, counter.serum, 5000, lot="A1", unit_cost=pounds("16"))
    rule(counter, Kind.PRODUCT, 1000, after_cost=True)
    key = counter.empty()
    house.salon.do(add_product, key, counter.serum, quantity=2, staff_id=house.lea)
    counter.close(key, Paying(CARD, pounds("92")))
    closed(house.salon, Money())

    assert had(counter) == [(house.lea, pounds("92"), pounds("6"))]


def test_a_cost_nobody_noted_takes_nothing_off(counter: Counter) -> None:
    rule(counter, Kind.PRODUCT, 1000, after_cost=True)
    key = counter.empty()
    house = counter.house
    house.salon.do(add_product, key, counter.serum, staff_id=house.lea)
    counter.close(key, Paying(CARD, pounds("46")))
    closed(house.salon, Money())

    assert had(counter) == [(house.lea, pounds("46"), pounds("4.60"))]


def test_given_back_in_parts_comes_to_nothing_on_its_own_days(
    counter: Counter,
) -> None:
    salon = counter.house.salon
    rule(counter, Kind.SERVICE, 1111)
    key = counter.visit()
    counter.close(key, Paying(CARD, pounds("85")))
    line = counter.card(key).lines[0].id
    closed(salon, Money())
    kept = had(counter)
    rule(counter, Kind.SERVICE, 9900)
    amounts = []
    for ago, part in enumerate(("20", "30", "35"), 1):
        day = FRIDAY + timedelta(days=ago)
        set_clock(salon, day)
        salon.do(give_back, key, reason="not content", amounts={line: pounds(part)})
        closed(salon, Money())
        amounts += [amount for _who, _base, amount in had(counter, day)]

    assert had(counter) == kept
    assert [one.minor < 0 for one in amounts] == [True] * 3
    assert total([*amounts, *(one[2] for one in kept)]) == Money()


def test_a_session_taken_back_takes_its_part_back(counter: Counter) -> None:
    salon = counter.house.salon
    rule(counter, Kind.COURSE, 1000)
    a_course(counter)
    counter.close(counter.visit())
    closed(salon, Money())
    set_clock(salon, SATURDAY)

    def only(reading: Reading) -> RedemptionId:
        return RedemptionId(reading.session.scalars(select(Redemption.id)).one())

    salon.do(take_back_redemption, salon.ask(only), "not given")
    closed(salon, Money())

    assert had(counter, SATURDAY) == [(counter.house.lea, Money(-5000), Money(-500))]


def test_sold_and_given_back_on_one_day_is_nothing(counter: Counter) -> None:
    rule(counter, Kind.SERVICE, 1000)
    key = counter.visit()
    counter.close(key, Paying(CARD, pounds("85")))
    counter.house.salon.do(give_back, key, reason="wrong price")
    closed(counter.house.salon, Money())

    assert total(one[2] for one in had(counter)) == Money()


@pytest.mark.parametrize("rate", [-1, 10_001])
def test_a_part_below_nothing_or_above_all_is_refused(
    counter: Counter, rate: int
) -> None:
    with pytest.raises(BadRate):
        counter.house.salon.do(set_commission, Kind.SERVICE, rate)


def test_parts_are_agreed_by_who_manages_and_one_rule_stands(counter: Counter) -> None:
    salon = counter.house.salon
    salon.do(set_commission, Kind.SERVICE, 0)
    salon.do(set_commission, Kind.SERVICE, 10_000)

    assert [one.rate for one in salon.ask(commission_rules)] == [10_000]
    salon.by = salon.do(hire, "Mei", Role.RECEPTION)
    with pytest.raises(NotAllowed):
        salon.do(set_commission, Kind.SERVICE, 100)

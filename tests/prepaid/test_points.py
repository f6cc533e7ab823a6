"""Points: on money and on deeds, spent in steps, given back when undone."""

from datetime import date, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salon.appointments.model import AppointmentId
from salon.appointments.operations import Booking, arrive, book, cancel, complete
from salon.clients.operations import merge_clients
from salon.clients.tables import Client
from salon.errors import SalonError
from salon.money import Money
from salon.prepaid.holding import holding_of
from salon.prepaid.model import (
    NotEnoughPoints,
    NotInSteps,
    NotOver,
    PointsWhy,
    WhyPoints,
)
from salon.prepaid.operations import give_points, release_points
from salon.prepaid.queries import points_of, points_over
from salon.prepaid.rules import Deed, PointRules
from salon.reports.queries import book_findings
from salon.till.model import BillId, Paying
from salon.till.operations import add_debt, add_product, add_tip
from salon.till.returning import give_back
from salon.till.selling import add_deposit, add_voucher
from salon.work import Work
from tests.house import FRIDAY, House, HouseOpened
from tests.prepaid.desk import POINTS, days_on, peeled, purse, rule, sound, topped_up
from tests.till.counter import Counter, counter_of, pounds


def test_without_rules_there_are_no_points(counter: Counter) -> None:
    peeled(counter)

    assert purse(counter.house).points == 0


def test_points_are_for_money_and_not_for_what_was_given(counter: Counter) -> None:
    house = counter.house
    rule(house, points=POINTS)
    topped_up(counter, 10000, 2000)
    assert purse(house).points == 100  # the bonus was no money

    peeled(counter, Paying("stored", Money(6000)), Paying("card", Money(2500)))

    assert purse(house).points == 125
    [last, first] = house.salon.ask(points_of, house.amira)
    assert (last.points, last.left, first.left) == (25, 125, 100)
    sound(house)


def test_a_tip_and_a_voucher_bring_none_and_a_deposit_does(counter: Counter) -> None:
    house = counter.house
    rule(house, points=POINTS)
    key = counter.empty()
    house.salon.do(add_tip, key, pounds("10"))
    house.salon.do(add_voucher, key, pounds("40"))
    house.salon.do(add_deposit, key, pounds("20"))
    counter.close(key, Paying("card", pounds("70")))

    assert purse(house).points == 20


@pytest.mark.parametrize(("minor", "points"), [(99, 0), (100, 1), (199, 1), (200, 2)])
def test_points_are_whole(minor: int, points: int) -> None:
    assert POINTS.for_money(Money(minor), 2) == points
    assert POINTS.for_money(Money(minor), 2, 150) == int(minor * 1.5) // 100
    assert PointRules(per_unit=10).for_money(Money(minor * 10), 2) == points
    assert POINTS.for_money(Money(minor), 0) == minor  # money without small coins


def test_points_pay_in_steps(counter: Counter) -> None:
    house = counter.house
    rule(house, points=POINTS)
    house.salon.do(give_points, house.amira, 250, "a start")

    for wrong in (Money(501), Money(499)):
        with pytest.raises(NotInSteps):
            peeled(
                counter, Paying("points", wrong), Paying("card", Money(8500) - wrong)
            )
    with pytest.raises(NotEnoughPoints):
        peeled(counter, Paying("points", Money(1500)), Paying("card", Money(7000)))
    peeled(counter, Paying("points", Money(1000)), Paying("card", Money(7500)))

    assert purse(house).points == 50 + 75
    assert counter.balance("service") == Money(-7500)  # points are no money
    sound(house)


def test_a_bill_given_back_takes_and_gives_points_to_the_last(counter: Counter) -> None:
    house = counter.house
    rule(house, points=POINTS)
    house.salon.do(give_points, house.amira, 300, "a start")
    key = counter.empty()
    house.salon.do(add_product, key, counter.serum, quantity=3)
    counter.close(key, Paying("points", Money(1500)), Paying("card", Money(12300)))
    assert purse(house).points == 123
    line = counter.card(key).lines[0].id

    for part in (Money(4601), Money(4602)):
        house.salon.do(give_back, key, reason="allergy", amounts={line: part})
        sound(house)
    house.salon.do(give_back, key, reason="allergy")

    assert purse(house).points == 300
    sound(house)


def test_points_that_were_spent_since_are_owed_by_the_next_ones(
    counter: Counter,
) -> None:
    house = counter.house
    rule(house, points=POINTS)
    key = counter.empty()
    house.salon.do(add_product, key, counter.serum, quantity=3)
    counter.close(key, Paying("card", Money(13800)))
    peeled(counter, Paying("points", Money(500)), Paying("card", Money(8000)))

    house.salon.do(give_back, key, reason="allergy")

    assert purse(house).points == 138 - 100 + 80 - 138
    sound(house)


def in_the_house(house: House) -> None:
    visit = house.booked(time(9))
    house.salon.do(arrive, visit)


def ahead(house: House, days: int = 3, at: time = time(9)) -> AppointmentId:
    wish = Booking(
        *(house.amira, house.peel, FRIDAY + timedelta(days=days), at),
        staff_id=house.lea,
    )
    return house.salon.do(book, wish)


def test_who_books_before_leaving_has_points_once_a_day(house: House) -> None:
    rule(house, points=POINTS)
    ahead(house)
    assert purse(house).points == 0  # not here
    in_the_house(house)

    key = ahead(house, 4)
    ahead(house, 5)

    assert purse(house).points == 20
    house.salon.do(cancel, key)
    assert purse(house).points == 0
    whys = [one.why for one in house.salon.ask(points_of, house.amira)]
    assert whys == [PointsWhy.DEED_BACK, Deed.REBOOKED]
    sound(house)


def test_a_birthday_is_rewarded_near_it_once_a_year(house: House) -> None:
    rule(house, points=POINTS)

    def born(work: Work) -> None:
        row = work.get(Client, house.amira)
        day = FRIDAY + timedelta(days=7)
        row.birth_month, row.birth_day = day.month, day.day
        work.record(HouseOpened())

    house.salon.do(born)
    for hour in (9, 11):
        house.salon.do(complete, house.booked(time(hour)))

    assert purse(house).points == 50
    sound(house)


@pytest.mark.parametrize(("days", "points"), [(7, 50), (8, 0), (-7, 50), (-8, 0)])
def test_near_is_a_week_on_both_sides(house: House, days: int, points: int) -> None:
    rule(house, points=POINTS)

    def born(work: Work) -> None:
        row = work.get(Client, house.amira)
        day = FRIDAY + timedelta(days=days)
        row.birth_month, row.birth_day = day.month, day.day
        work.record(HouseOpened())

    house.salon.do(born)
    house.salon.do(complete, house.booked(time(9)))

    assert purse(house).points == points


def test_by_hand_points_need_a_word_and_are_never_more_than_there_are(
    house: House,
) -> None:
    with pytest.raises(WhyPoints):
        house.salon.do(give_points, house.amira, 10, " ")
    with pytest.raises(NotEnoughPoints):
        house.salon.do(give_points, house.amira, -1, "wrong")
    house.salon.do(give_points, house.amira, 10, "sorry")
    house.salon.do(give_points, house.amira, -10, "wrong")

    assert purse(house).points == 0
    house.salon.undo()
    assert purse(house).points == 10
    sound(house)


def test_points_run_out_by_a_person_and_the_oldest_are_used_first(house: House) -> None:
    rule(house, points=POINTS)
    house.salon.do(give_points, house.amira, 100, "a start")
    days_on(house, 365)
    house.salon.do(give_points, house.amira, 40, "more")
    house.salon.do(give_points, house.amira, -30, "used")
    days_on(house, 365)
    assert house.salon.today() == date(2028, 3, 26)
    days_on(house, 1)  # of the very day two years on, none is older than that
    with pytest.raises(NotOver):
        house.salon.do(release_points, house.amira, "old")
    days_on(house, 1)
    assert house.salon.ask(points_over, house.amira) == 70

    assert house.salon.do(release_points, house.amira, "old") == 70

    assert purse(house).points == 40
    assert house.salon.ask(points_over, house.amira) == 0
    sound(house)


def test_two_files_of_one_person_have_what_both_had(counter: Counter) -> None:
    house = counter.house
    rule(house, points=POINTS)
    topped_up(counter, 10000, 1000)
    house.salon.do(give_points, house.basia, 30, "a start")

    house.salon.do(merge_clients, house.basia, house.amira)

    found = purse(house, house.basia)
    assert (found.paid, found.bonus, found.points) == (Money(10000), Money(1000), 130)
    assert house.salon.ask(book_findings) == []


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["top_up", "peel", "points", "stored", "back", "undo"]),
        st.integers(1, 300),
    ),
    max_size=9,
)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=STEPS)
def test_whatever_happens_holdings_are_what_the_books_say(
    house: House, steps: list[tuple[str, int]]
) -> None:
    counter = counter_of_once(house)
    rule(house, points=POINTS)
    done: list[BillId] = []
    for what, sum_ in steps:
        try:
            match what:
                case "top_up":
                    done.append(topped_up(counter, sum_ * 100, sum_ * 7))
                case "peel":
                    done.append(peeled(counter))
                case "points":
                    part = Money(500 * (1 + sum_ % 3))
                    rest = Paying("card", Money(8500) - part)
                    done.append(peeled(counter, Paying("points", part), rest))
                case "stored":
                    done.append(peeled(counter, Paying("stored", Money(8500))))
                case "back" if done:
                    key = done[sum_ % len(done)]
                    house.salon.do(give_back, key, reason="why not")
                case "undo":
                    house.salon.undo()
        except SalonError:
            pass
        sound(house)


def counter_of_once(house: House) -> Counter:
    global _COUNTER
    if _COUNTER is None or _COUNTER.house is not house:
        _COUNTER = counter_of(house)
    return _COUNTER


_COUNTER: Counter | None = None


def test_a_debt_paid_later_brings_points_for_the_bill_it_was_on(
    counter: Counter,
) -> None:
    """And given back then, it goes back as the money it was."""
    house = counter.house
    rule(house, points=POINTS)
    first = peeled(counter, Paying("card", Money(5000)), later=True)
    assert purse(house).points == 50
    key = counter.empty()
    house.salon.do(add_debt, key)
    counter.close(key, Paying("card", Money(3500)))
    assert purse(house).points == 85

    house.salon.do(give_back, first, reason="not happy")

    assert purse(house).points == 0
    assert counter.balance("means:card") == Money()
    counter.found_again()
    sound(house)


def test_points_past_their_log_are_found(house: House) -> None:
    def bent(work: Work) -> None:
        holding_of(work, house.amira).points += 1
        work.record(HouseOpened())

    house.salon.do(give_points, house.amira, 5, "a start")
    house.salon.do(bent)

    rules = {one.rule for one in house.salon.ask(book_findings)}
    assert rules == {"points_apart", "points_logged"}

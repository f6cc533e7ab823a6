"""Stored value: bonus tables, what is used first, what is paid back, the law."""

from datetime import timedelta

import pytest

from salon.ledger.model import Account
from salon.money import Money
from salon.prepaid.model import (
    AboveCeiling,
    AheadNeedsReason,
    BadRule,
    BonusNeedsManager,
    EndsTooSoon,
    NothingStored,
    PaysBackTooMuch,
    WhyPoints,
)
from salon.prepaid.operations import refund_stored, set_rules
from salon.prepaid.queries import ring_fenced, rules_of, stored_refund
from salon.prepaid.rules import BonusStep, First, rules_from, rules_to_plain
from salon.settings.model import Premises
from salon.settings.operations import describe
from salon.staff.model import Role
from salon.staff.operations import hire
from salon.till.model import STORED, Paying
from salon.till.operations import add_service
from salon.till.returning import give_back
from salon.till.selling import add_top_up, add_voucher
from tests.house import FRIDAY, House
from tests.prepaid.desk import peeled, purse, rule, sound, topped_up
from tests.till.counter import Counter, pounds

TABLE = (
    BonusStep(Money(50000), bonus=Money(5000)),
    BonusStep(Money(100000), percent=1500),
    BonusStep(Money(200000), percent=3000, last=FRIDAY - timedelta(days=1)),
)


@pytest.mark.parametrize(
    ("paid", "bonus"),
    [(49999, 0), (50000, 5000), (99999, 5000), (100000, 15000), (200000, 30000)],
)
def test_the_table_gives_the_bonus_of_the_step_that_is_reached(
    counter: Counter, paid: int, bonus: int
) -> None:
    rule(counter.house, bonus=TABLE)

    topped_up(counter, paid)

    assert (purse(counter.house).paid, purse(counter.house).bonus) == (
        Money(paid),
        Money(bonus),
    )
    sound(counter.house)


@pytest.mark.parametrize(
    ("days", "is_on"), [(-1, False), (0, True), (3, True), (4, False)]
)
def test_a_step_counts_from_its_first_to_its_last_day(days: int, is_on: bool) -> None:
    step = BonusStep(Money(1), Money(1), 0, FRIDAY, FRIDAY + timedelta(days=3))

    assert step.is_on(FRIDAY + timedelta(days=days)) is is_on


def test_more_than_the_table_needs_a_manager_and_a_reason(counter: Counter) -> None:
    salon, house = counter.house.salon, counter.house
    rule(house, bonus=TABLE)
    key = counter.empty()

    with pytest.raises(BonusNeedsManager):
        salon.do(add_top_up, key, Money(50000), bonus=Money(5001))
    salon.do(add_top_up, key, Money(50000), bonus=Money(5001), why="opening day")
    assert counter.card(key).lines[0].body["why"] == "opening day"
    mia = salon.do(hire, "Mia", Role.RECEPTION)
    with pytest.raises(BonusNeedsManager):
        salon.do_as(mia, add_top_up, key, Money(50000), bonus=Money(5001), why="a day")
    salon.do_as(mia, add_top_up, key, Money(50000), bonus=Money(4999))


def test_the_worked_example(counter: Counter) -> None:
    """Stored 5,000 and 1,000, spent 1,800: 3,500 and 700 (loyalty 11)."""
    salon, house = counter.house.salon, counter.house
    topped_up(counter, 500000, 100000)
    key = counter.empty()
    for _each in range(22):
        salon.do(add_service, key, house.peel)
    counter.close(
        key, Paying(STORED, Money(180000)), Paying("card", Money(8500 * 22 - 180000))
    )

    assert (purse(house).paid, purse(house).bonus) == (Money(350000), Money(70000))
    sound(house)


@pytest.mark.parametrize(
    ("first", "paid", "bonus"),
    [(First.STEP, 42917, 8583), (First.PAID, 41500, 10000), (First.BONUS, 50000, 1500)],
)
def test_what_is_used_first_is_as_the_salon_has_it(
    counter: Counter, first: First, paid: int, bonus: int
) -> None:
    rule(counter.house, first=first)
    topped_up(counter, 50000, 10000)

    peeled(counter, Paying(STORED, Money(8500)))

    assert purse(counter.house).paid == Money(paid)
    assert purse(counter.house).bonus == Money(bonus)
    sound(counter.house)


def test_only_what_was_paid_in_is_paid_back(counter: Counter) -> None:
    salon, house = counter.house.salon, counter.house
    topped_up(counter, 30000, 6000)
    shown = salon.ask(stored_refund, house.amira, Money(10000))

    found = salon.do(
        refund_stored, house.amira, reason="moves", amount=Money(10000), means="card"
    )

    assert found == shown
    assert (found.paid, found.bonus) == (Money(10000), Money(2000))
    assert counter.balance("means:card") == Money(20000)
    salon.do(refund_stored, house.amira, reason="moves", means="card")
    assert purse(house).stored == Money()
    assert counter.balance(Account.BONUS) == Money()
    sound(house)
    salon.undo()
    assert purse(house).paid == Money(20000)
    sound(house)


def test_no_more_is_paid_back_than_was_paid_in_and_not_without_a_word(
    counter: Counter,
) -> None:
    salon, house = counter.house.salon, counter.house
    topped_up(counter, 30000, 6000)

    for wrong in (Money(30001), Money(), Money(-1)):
        with pytest.raises(NothingStored):
            salon.do(refund_stored, house.amira, reason="moves", amount=wrong)
    with pytest.raises(WhyPoints):
        salon.do(refund_stored, house.amira, reason=" ")
    mia = salon.do(hire, "Mia", Role.RECEPTION)
    salon.do(describe, refund_money_limit=20000)
    with pytest.raises(PaysBackTooMuch):
        salon.do_as(
            mia, refund_stored, house.amira, reason="moves", amount=Money(20001)
        )
    salon.do_as(mia, refund_stored, house.amira, reason="moves", amount=Money(20000))


@pytest.mark.parametrize(("paid", "is_let"), [(500000, True), (500001, False)])
def test_the_law_says_what_a_card_on_a_name_may_hold(
    counter: Counter, paid: int, is_let: bool
) -> None:
    house = counter.house
    house.salon.do(describe, region="cn", currency="CNY")
    key = counter.empty()
    if is_let:
        house.salon.do(add_top_up, key, Money(paid))
        with pytest.raises(AboveCeiling):  # both lines count
            house.salon.do(add_top_up, key, Money(1))
    else:
        with pytest.raises(AboveCeiling):
            house.salon.do(add_top_up, key, Money(paid), despite="she asks for it")


@pytest.mark.parametrize(
    ("value", "months", "refusal"),
    [
        (100000, 36, None),
        (100001, 36, AboveCeiling),
        (100000, 35, EndsTooSoon),
        (100000, None, None),
    ],
)
def test_the_law_says_what_a_voucher_may_be(
    counter: Counter, value: int, months: int | None, refusal: type | None
) -> None:
    salon = counter.house.salon
    salon.do(describe, region="cn", currency="CNY")
    key = counter.empty()
    if refusal is None:
        salon.do(add_voucher, key, Money(value), months=months)
        return
    with pytest.raises(refusal):
        salon.do(add_voucher, key, Money(value), months=months)


def test_above_what_the_house_thinks_wise_a_reason_is_kept(counter: Counter) -> None:
    salon, house = counter.house.salon, counter.house
    rule(house, ceiling=pounds("100"))
    topped_up(counter, 10000)
    key = counter.empty()

    with pytest.raises(AheadNeedsReason):
        salon.do(add_top_up, key, Money(1))
    salon.do(add_top_up, key, Money(1), despite="for the wedding")

    assert counter.card(key).lines[0].body["despite"] == "for the wedding"


def test_the_share_that_is_kept_apart_is_of_all_that_is_owed(counter: Counter) -> None:
    house = counter.house
    topped_up(counter, 30000, 6000)
    assert house.salon.ask(ring_fenced) == (Money(), 0)

    rule(house, ring_fenced=2000)

    assert house.salon.ask(ring_fenced) == (Money(6000), 2000)


def test_rules_come_back_as_they_were_kept_and_undo_takes_them(house: House) -> None:
    before = house.salon.ask(rules_of)
    kept = rule(house, bonus=TABLE, first=First.BONUS, ring_fenced=100)

    assert house.salon.ask(rules_of) == kept
    assert rules_from(Premises(prepaid=rules_to_plain(kept))) == kept
    house.salon.undo()
    assert house.salon.ask(rules_of) == before


def test_rules_that_were_altered_from_outside_are_those_that_are_usual() -> None:
    usual = rules_from(Premises())

    assert rules_from(Premises(prepaid={"bonus": [{"start": "x"}]})) == usual
    assert rules_from(Premises(prepaid={"tiers": 3})) == usual


@pytest.mark.parametrize(
    "wrong",
    [
        {"bonus": (BonusStep(Money()),)},
        {"bonus": (BonusStep(Money(1), Money(-1)),)},
        {"bonus": (BonusStep(Money(1), percent=10001),)},
        {"bonus": (BonusStep(Money(1), Money(1), 0, FRIDAY, FRIDAY - timedelta(1)),)},
        {"ring_fenced": 10001},
        {"ceiling": Money(-1)},
    ],
)
def test_rules_that_cannot_be_meant_are_refused(
    house: House, wrong: dict[str, object]
) -> None:
    from dataclasses import replace

    rules = replace(house.salon.ask(rules_of), **wrong)  # type: ignore[arg-type]
    with pytest.raises(BadRule):
        house.salon.do(set_rules, rules)


def test_a_top_up_given_back_takes_its_bonus_with_it(counter: Counter) -> None:
    rule(counter.house, bonus=TABLE)
    key = topped_up(counter, 100000)

    counter.house.salon.do(give_back, key, reason="wrong client")

    assert purse(counter.house).stored == Money()
    sound(counter.house)

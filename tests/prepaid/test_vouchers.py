"""Vouchers: used by several, let go on, let go, and by one of two desks at once."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from salon.app import Salon
from salon.errors import SalonError
from salon.ledger.model import Account
from salon.money import Money
from salon.prepaid.model import (
    BadExtension,
    NoSuchVoucher,
    NotOver,
    VoucherIsOver,
    VoucherIsUsed,
    VoucherLine,
    VoucherState,
    WhyPoints,
)
from salon.prepaid.operations import extend_voucher, pass_on_voucher, release_voucher
from salon.prepaid.queries import voucher, vouchers_of
from salon.till.closing import close_bill
from salon.till.model import BillId, Paying
from salon.till.operations import add_service, open_bill
from salon.till.queries import voucher_uses
from salon.till.selling import add_voucher
from tests.courses.test_racing import at_once
from tests.house import open_house
from tests.prepaid.desk import days_on, peeled, sound
from tests.till.counter import Counter, counter_of, pounds

OpenDesk = Callable[..., Salon]


def bought(counter: Counter, value: str = "85", months: int | None = 12) -> VoucherLine:
    house = counter.house
    key = counter.empty()
    house.salon.do(add_voucher, key, pounds(value), months=months, holder="Basia")
    counter.close(key, Paying("card", pounds(value)))
    return house.salon.ask(vouchers_of, house.amira)[0]


def by(one: VoucherLine, amount: str) -> Paying:
    return Paying("voucher", pounds(amount), voucher=one.code)


def test_several_uses_and_by_whom(counter: Counter) -> None:
    house = counter.house
    one = bought(counter)

    peeled(counter, by(one, "30"), Paying("card", pounds("55")))
    peeled(counter, by(one, "55"), Paying("card", pounds("30")))

    uses = house.salon.ask(voucher_uses, one.id)
    assert [use.amount for use in uses] == [pounds("30"), pounds("55")]
    assert {use.client for use in uses} == {"Amira Khan"}
    with pytest.raises(VoucherIsUsed):
        peeled(counter, by(one, "1"), Paying("card", pounds("84")))
    sound(house)


def test_its_last_day_counts_and_a_manager_lets_it_go_on(counter: Counter) -> None:
    house = counter.house
    one = bought(counter)
    assert one.expires_on is not None
    days_on(house, (one.expires_on - house.salon.today()).days)
    peeled(counter, by(one, "10"), Paying("card", pounds("75")))
    days_on(house, 1)
    with pytest.raises(VoucherIsOver):
        peeled(counter, by(one, "10"), Paying("card", pounds("75")))
    with pytest.raises(BadExtension):
        house.salon.do(extend_voucher, one.id, one.expires_on)

    house.salon.do(extend_voucher, one.id, one.expires_on + timedelta(days=30))

    peeled(counter, by(one, "10"), Paying("card", pounds("75")))
    house.salon.do(extend_voucher, one.id, None)
    assert house.salon.ask(voucher, one.code).expires_on is None
    sound(house)


def test_what_ran_out_is_owed_until_a_person_lets_it_go(counter: Counter) -> None:
    house = counter.house
    one = bought(counter)
    with pytest.raises(NotOver):
        house.salon.do(release_voucher, one.id, "old")
    days_on(house, 366)
    assert counter.balance(Account.VOUCHER) == Money(-8500)
    with pytest.raises(WhyPoints):
        house.salon.do(release_voucher, one.id, " ")

    assert house.salon.do(release_voucher, one.id, "old") == pounds("85")

    assert counter.balance(Account.EXPIRED) == Money(-8500)
    assert house.salon.ask(voucher, one.code).state is VoucherState.RELEASED
    with pytest.raises(NoSuchVoucher):
        house.salon.do(release_voucher, one.id, "old")
    sound(house)
    house.salon.undo()
    sound(house)


def test_it_is_passed_on(counter: Counter) -> None:
    house = counter.house
    one = bought(counter)

    house.salon.do(pass_on_voucher, one.id, holder_id=house.basia)

    [hers] = house.salon.ask(vouchers_of, house.basia)
    assert hers.id == one.id
    house.salon.do(pass_on_voucher, one.id, holder="her  sister")
    assert house.salon.ask(voucher, one.code).holder == "her sister"
    assert house.salon.ask(vouchers_of, house.basia) == []


def test_of_two_desks_at_once_one_gets_it(another_desk: OpenDesk) -> None:
    desks = [another_desk() for _desk in range(3)]
    house = open_house(desks[0])
    counter = counter_of(house)
    one = bought(counter)
    bills: dict[int, BillId] = {}
    for desk in desks:
        key = desk.do(open_bill)
        desk.do(add_service, key, house.peel)
        bills[id(desk)] = key

    found = at_once(
        desks, lambda desk: desk.do(close_bill, bills[id(desk)], [by(one, "85")])
    )

    refused = [each for each in found if isinstance(each, SalonError)]
    assert [type(each) for each in refused] == [VoucherIsUsed] * 2
    assert house.salon.ask(voucher, one.code).left == Money()
    sound(house)

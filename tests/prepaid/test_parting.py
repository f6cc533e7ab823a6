"""Money on a card goes back to the file it was paid into, as the books say."""

import pytest

from salon.clients.operations import merge_clients
from salon.clients.parting import part_clients
from salon.money import Money
from salon.prepaid.model import SpentTogether
from salon.till.model import STORED, Paying
from tests.prepaid.desk import peeled, purse, sound, topped_up
from tests.till.counter import Counter


def test_each_has_its_own_money_again(counter: Counter) -> None:
    house = counter.house
    topped_up(counter, 20_000)
    house.salon.do(merge_clients, house.basia, house.amira)
    assert purse(house, house.basia).paid == Money(20_000)

    house.salon.do(part_clients, house.amira)

    assert purse(house, house.amira).paid == Money(20_000)
    assert purse(house, house.basia).paid == Money()
    sound(house)
    house.salon.undo()
    assert purse(house, house.basia).paid == Money(20_000)
    sound(house)


def test_what_the_other_has_spent_has_to_be_settled_first(counter: Counter) -> None:
    house = counter.house
    topped_up(counter, 20_000)
    house.salon.do(merge_clients, house.basia, house.amira)
    bill = peeled(counter, Paying(STORED, Money(8_500)))

    with pytest.raises(SpentTogether):
        house.salon.do(part_clients, house.amira)
    house.salon.do(part_clients, house.amira, [("bill", bill)])

    assert purse(house, house.amira).paid == Money(11_500)
    assert purse(house, house.basia).paid == Money()
    sound(house)

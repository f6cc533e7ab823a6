"""What a bill takes from the shelf, and what comes back."""

import pytest

from salon.money import Money
from salon.occasions.model import ProductLine as AtHome
from salon.occasions.queries import products_of
from salon.reports.queries import findings
from salon.shelf.model import MoveKind, MoveLine, Source
from salon.shelf.operations import receive
from salon.shelf.queries import moves, on_hand
from salon.till.model import CASH, BillId, Paying
from salon.till.operations import add_product, open_bill
from salon.till.returning import give_back
from tests.till.counter import Counter

ONE = 1000  # thousandths of a piece


def sold(counter: Counter, count: int) -> BillId:
    key = counter.empty()
    salon = counter.house.salon
    salon.do(add_product, key, counter.serum, quantity=count)
    counter.close(key, Paying(CASH, Money(4600 * count)))
    return key


def told(counter: Counter) -> list[MoveLine]:
    return counter.house.salon.ask(moves, counter.serum)


def left(counter: Counter) -> int:
    [one] = counter.house.salon.ask(on_hand, [counter.serum])
    return one.stock


def at_home(counter: Counter) -> list[AtHome]:
    return counter.house.salon.ask(products_of, counter.house.amira)


def test_a_closed_bill_takes_its_products_and_one_that_is_open_does_not(
    counter: Counter,
) -> None:
    salon, house = counter.house.salon, counter.house
    salon.do(receive, counter.serum, 5 * ONE, lot="2609-A")
    key = counter.empty()
    salon.do(add_product, key, counter.serum, quantity=2)
    assert left(counter) == 5 * ONE
    counter.close(key, Paying(CASH, Money(9200)))
    assert left(counter) == 3 * ONE
    [move, _came] = told(counter)
    [line] = counter.card(key).lines
    assert (move.kind, move.source) == (MoveKind.SALE, Source("bill_line", line.id))
    assert move.client_id == house.amira


def test_what_is_taken_home_is_in_use_from_then_on(counter: Counter) -> None:
    sold(counter, 2)
    [one] = at_home(counter)
    today = counter.house.salon.today()
    assert (one.product, one.units) == ("se_aza", 2)
    assert today < one.opened_on < one.ends_on


def test_without_a_file_it_is_sold_and_in_use_with_nobody(counter: Counter) -> None:
    salon = counter.house.salon
    key = salon.do(open_bill)
    salon.do(add_product, key, counter.serum)
    counter.close(key, Paying(CASH, Money(4600)))
    assert (left(counter), told(counter)[0].client_id) == (-ONE, None)


def test_what_is_given_back_is_on_the_shelf_again_and_no_longer_in_use(
    counter: Counter,
) -> None:
    key = sold(counter, 2)
    counter.house.salon.do(give_back, key, reason="not wanted")
    assert left(counter) == 0
    assert [one.amount for one in told(counter)] == [2 * ONE, -2 * ONE]
    [one] = at_home(counter)
    assert one.finished_on is not None
    assert counter.house.salon.ask(findings) == []


@pytest.mark.parametrize(
    ("pence", "back", "units"), [(4600, ONE, 2), (9200, 2 * ONE, 1), (1000, 0, 3)]
)
def test_one_of_three_comes_back_and_a_part_of_a_price_brings_none(
    counter: Counter, pence: int, back: int, units: int
) -> None:
    key = sold(counter, 3)
    [line] = counter.card(key).lines
    [before] = at_home(counter)
    salon = counter.house.salon
    salon.do(give_back, key, reason="one too many", amounts={line.id: Money(pence)})
    assert left(counter) == back - 3 * ONE
    [one] = at_home(counter)
    assert (one.units, one.finished_on) == (units, None)
    assert (one.ends_on < before.ends_on) is (units < 3)


def test_a_bill_that_is_taken_back_takes_its_moves_back(counter: Counter) -> None:
    sold(counter, 1)
    counter.house.salon.undo()
    assert told(counter) == []
    assert at_home(counter) == []
    counter.house.salon.redo()
    assert left(counter) == -ONE
    assert len(at_home(counter)) == 1

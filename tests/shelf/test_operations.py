"""Goods in, off, opened, blocked, counted: what each does and what it refuses."""

from datetime import timedelta

import pytest

from salon.errors import EditedElsewhere
from salon.money import Money
from salon.shelf.model import (
    MOST,
    BadAmount,
    BadShelfValue,
    BarcodeTaken,
    BatchLine,
    CountIsOver,
    CountUnderWay,
    Freshness,
    Measure,
    MoveKind,
    NotAWriteOff,
    NothingCounted,
    NothingMoved,
    OfSomethingElse,
    OtherExpiry,
    OverAlready,
    ReversedAlready,
    Source,
    StockTakeId,
    WhyBlocked,
    measure_of,
)
from salon.shelf.operations import (
    begin_count,
    block_batch,
    block_lot,
    confirm_count,
    correct_batch,
    count_batch,
    count_line,
    drop_count,
    open_batch,
    receive,
    release_batch,
    reverse_move,
    set_article,
    set_use,
    write_off,
)
from salon.shelf.queries import (
    article,
    batch,
    batch_for_scan,
    batches,
    moves,
    on_hand,
    open_take,
    resolve_article,
    stock_take,
    use_of,
)
from salon.shelf.taking import take
from salon.work import Work
from tests.house import FRIDAY, HouseOpened
from tests.shelf.conftest import CREAM, Shelf

DAY = timedelta(days=1)


def only(shelf: Shelf) -> BatchLine:
    [one] = shelf.house.salon.ask(batches, with_empty=True)[int(shelf.cream)]
    return one


def sold(shelf: Shelf, amount: int) -> None:
    def do(work: Work) -> None:
        take(work, shelf.cream, amount, MoveKind.SALE, source=Source("bill_line", 1))
        work.events.insert(0, HouseOpened())

    shelf.house.salon.do(do)


# amounts


@pytest.mark.parametrize(
    ("said", "amount"),
    [
        ("2", 100_000),
        ("63 ml", 63_000),
        ("0.5ml", 500),
        ("0,5 ml", 500),
        ("2 × 50 ml + 13 ml", 113_000),
        ("2 x 50ml+13ml", 113_000),
        ("3瓶", 150_000),
        ("12毫升", 12_000),
        ("−3", -150_000),
    ],
)
def test_an_amount_is_read_as_it_is_written(said: str, amount: int) -> None:
    assert measure_of("50 ml").read(said) == amount


@pytest.mark.parametrize(
    "said", ["", "much", "5 g", "1,000", "0.0005 ml", "2 ×", "1 ml 2 ml", "٣ ml x", "+"]
)
def test_what_is_no_amount_is_refused_and_not_guessed(said: str) -> None:
    with pytest.raises(BadAmount):
        measure_of("50 ml").read(said)


@pytest.mark.parametrize("amount", [0, 500, 50_000, 113_000, -20_000, -163_500, 1])
@pytest.mark.parametrize("size", ["50 ml", "5 pcs", "", "30 g"])
def test_what_is_said_of_an_amount_is_read_as_the_same(size: str, amount: int) -> None:
    measure = measure_of(size)
    assert measure.read(measure.said(amount)) == amount


def test_sizes_that_say_no_measure_are_counted_in_pieces() -> None:
    assert measure_of("one size") == measure_of("0 ml") == Measure()
    assert measure_of("5 pcs").read("1 pair") == 2_000


# in and off


def test_goods_come_in_under_their_lot_and_lots_are_not_told_apart_by_spaces(
    shelf: Shelf,
) -> None:
    salon = shelf.house.salon
    key = salon.do(receive, shelf.cream, CREAM, lot="a 17", unit_cost=Money(850))
    assert salon.do(receive, shelf.cream, CREAM, lot="A17") == key
    assert (only(shelf).stock, only(shelf).unit_cost) == (2 * CREAM, Money(850))
    salon.do(receive, shelf.cream, CREAM, lot="A17", expires_on=FRIDAY)
    with pytest.raises(OtherExpiry):
        salon.do(receive, shelf.cream, CREAM, lot="A17", expires_on=FRIDAY + DAY)
    assert only(shelf).stock == 3 * CREAM


@pytest.mark.parametrize("amount", [0, -1, MOST + 1])
def test_nothing_and_too_much_do_not_come_in(shelf: Shelf, amount: int) -> None:
    with pytest.raises((NothingMoved, BadShelfValue)):
        shelf.house.salon.do(receive, shelf.cream, amount)
    assert shelf.house.salon.do(receive, shelf.cream, MOST) == 1


def test_what_is_thrown_away_has_a_reason_and_a_sale_is_none_of_it(
    shelf: Shelf,
) -> None:
    salon = shelf.house.salon
    salon.do(receive, shelf.cream, 2 * CREAM)
    with pytest.raises(WhyBlocked):
        salon.do(write_off, shelf.cream, CREAM, MoveKind.WASTE, " ")
    for kind in (MoveKind.SALE, MoveKind.TREATMENT, MoveKind.COUNT):
        with pytest.raises(NotAWriteOff):
            salon.do(write_off, shelf.cream, CREAM, kind, "it broke")
    salon.do(write_off, shelf.cream, CREAM, MoveKind.WASTE, "it broke")
    salon.do(write_off, shelf.cream, 1_000, MoveKind.SAMPLE, "")
    assert only(shelf).stock == CREAM - 1_000
    assert [one.reason for one in salon.ask(moves)] == ["", "it broke", ""]


def test_a_line_made_by_hand_is_taken_back_once_and_one_of_a_bill_is_not(
    shelf: Shelf,
) -> None:
    salon = shelf.house.salon
    salon.do(receive, shelf.cream, CREAM)
    [came] = salon.ask(moves)
    with pytest.raises(WhyBlocked):
        salon.do(reverse_move, came.id, "")
    back = salon.do(reverse_move, came.id, "typed wrongly")
    assert only(shelf).stock == 0
    for key in (came.id, back):
        with pytest.raises(ReversedAlready):
            salon.do(reverse_move, key, "once more")
    sold(shelf, CREAM)
    with pytest.raises(OfSomethingElse):
        salon.do(reverse_move, salon.ask(moves)[0].id, "not so")


# batches


def test_a_batch_is_opened_today_or_before_and_not_tomorrow(shelf: Shelf) -> None:
    salon = shelf.house.salon
    key = salon.do(receive, shelf.cream, CREAM)
    with pytest.raises(BadShelfValue):
        salon.do(open_batch, key, FRIDAY + DAY)
    salon.do(open_batch, key)
    assert salon.ask(batch, key).opened_on == FRIDAY
    salon.do(open_batch, key, FRIDAY - DAY)
    assert salon.ask(batch, key).opened_on == FRIDAY - DAY


def test_a_batch_is_blocked_and_released_with_a_reason_that_stays(
    shelf: Shelf,
) -> None:
    salon = shelf.house.salon
    key = salon.do(receive, shelf.cream, CREAM, lot="A17")
    with pytest.raises(WhyBlocked):
        salon.do(block_batch, key, " ")
    salon.do(block_batch, key, "recalled")
    assert salon.ask(batch, key).freshness is Freshness.BLOCKED
    with pytest.raises(WhyBlocked):
        salon.do(release_batch, key, "")
    salon.do(release_batch, key, "cleared by the maker")
    assert salon.ask(batch, key).freshness is Freshness.FINE
    assert salon.ask(moves)[0].reason == "cleared by the maker (recalled)"


def test_a_lot_of_which_nothing_is_here_can_be_blocked_before_it_comes(
    shelf: Shelf,
) -> None:
    key = shelf.house.salon.do(block_lot, shelf.cream, "Z9", "recalled")
    shelf.house.salon.do(receive, shelf.cream, CREAM, lot="z9")
    one = shelf.house.salon.ask(batch, key)
    assert (one.stock, one.freshness) == (CREAM, Freshness.BLOCKED)


def test_what_is_printed_on_a_batch_is_corrected_by_one_desk_at_a_time(
    shelf: Shelf,
) -> None:
    salon = shelf.house.salon
    key = salon.do(receive, shelf.cream, CREAM, lot="A17", expires_on=FRIDAY)
    seen = salon.ask(batch, key).version

    def correct(life: int, seen: int) -> None:
        salon.do(
            correct_batch,
            key,
            expires_on=FRIDAY + DAY,
            life_open_days=life,
            unit_cost=Money(900),
            supplier="Maker",
            seen=seen,
        )

    correct(90, seen)
    one = salon.ask(batch, key)
    assert (one.expires_on, one.life_open_days) == (FRIDAY + DAY, 90)
    with pytest.raises(EditedElsewhere):
        correct(80, seen)
    with pytest.raises(BadShelfValue):
        correct(-1, one.version)


# counting


def begun(shelf: Shelf) -> StockTakeId:
    return shelf.house.salon.do(begin_count)


def test_what_is_sold_during_the_count_is_reckoned_in(shelf: Shelf) -> None:
    salon = shelf.house.salon
    salon.do(receive, shelf.cream, 10 * CREAM, lot="A")
    key = begun(shelf)
    sold(shelf, CREAM)  # before the line is counted
    salon.do(count_line, key, shelf.cream, "A", 8 * CREAM)  # nine should be there
    sold(shelf, 2 * CREAM)  # after
    [line] = salon.ask(stock_take, key).lines
    assert (line.system, line.system_then) == (10 * CREAM, 9 * CREAM)
    assert line.difference == -CREAM
    assert salon.do(confirm_count, key, "one is missing") == 1
    assert only(shelf).stock == 6 * CREAM
    assert salon.ask(moves)[0].source == Source("stock_take", key)


def test_two_desks_count_in_one_and_do_not_overwrite_each_other(shelf: Shelf) -> None:
    salon = shelf.house.salon
    salon.do(receive, shelf.cream, CREAM, lot="A")
    key = begun(shelf)
    with pytest.raises(CountUnderWay):
        begun(shelf)
    [line] = salon.ask(stock_take, key).lines
    salon.do(count_line, key, shelf.cream, "A", 0, seen=line.version)
    with pytest.raises(EditedElsewhere):
        salon.do(count_line, key, shelf.cream, "A", CREAM, seen=line.version)
    salon.do(count_line, key, shelf.acid, "NEW", 1_000, seen=0)
    with pytest.raises(EditedElsewhere):
        salon.do(count_line, key, shelf.acid, "NEW", 2_000, seen=0)
    assert len(salon.ask(stock_take, key).lines) == 2


def test_a_count_needs_lines_and_a_reason_only_where_something_differs(
    shelf: Shelf,
) -> None:
    salon = shelf.house.salon
    salon.do(receive, shelf.cream, CREAM, lot="A")
    key = begun(shelf)
    with pytest.raises(NothingCounted):
        salon.do(confirm_count, key, "")
    salon.do(count_line, key, shelf.cream, "A", 1_000)
    with pytest.raises(WhyBlocked):
        salon.do(confirm_count, key, "")
    salon.do(count_line, key, shelf.cream, "A", CREAM)
    assert salon.do(confirm_count, key, "") == 0
    for over in (
        lambda: salon.do(confirm_count, key, "again"),
        lambda: salon.do(count_line, key, shelf.cream, "A", 0),
        lambda: salon.do(drop_count, key),
    ):
        with pytest.raises(CountIsOver):
            over()


def test_a_dropped_count_changes_nothing_and_lets_another_begin(shelf: Shelf) -> None:
    salon = shelf.house.salon
    salon.do(receive, shelf.cream, CREAM, lot="A")
    key = begun(shelf)
    salon.do(count_line, key, shelf.cream, "A", 0)
    salon.do(drop_count, key)
    assert (only(shelf).stock, salon.ask(open_take)) == (CREAM, None)
    assert begun(shelf) != key


def test_one_batch_is_counted_by_itself(shelf: Shelf) -> None:
    salon = shelf.house.salon
    assert salon.do(count_batch, shelf.cream, "A", 2 * CREAM) == 2 * CREAM
    assert salon.do(count_batch, shelf.cream, "a", CREAM, "two were few") == -CREAM
    assert only(shelf).stock == CREAM
    with pytest.raises(BadShelfValue):
        salon.do(count_batch, shelf.cream, "A", -1)


# the product


def test_price_code_and_minimum_are_set_and_a_code_is_of_one_product(
    shelf: Shelf,
) -> None:
    salon = shelf.house.salon
    salon.do(
        set_article,
        shelf.cream,
        price=Money(3200),
        barcode=" 501 2345",
        min_stock=2 * CREAM,
        order_up_to=5 * CREAM,
        life_open_days=90,
        seen=1,
    )
    one = salon.ask(article, shelf.cream)
    assert (one.price, one.barcode, one.life_open_days) == (Money(3200), "5012345", 90)
    assert salon.ask(resolve_article, "5012345").id == shelf.cream
    found = salon.ask(batch_for_scan, "5012345")
    assert found is not None
    assert (found.product_id, found.batch_id) == (shelf.cream, None)
    with pytest.raises(BarcodeTaken):
        salon.do(set_article, shelf.acid, barcode="5012345")
    with pytest.raises(BadShelfValue):
        salon.do(set_article, shelf.acid, price=Money(-1))
    with pytest.raises(EditedElsewhere):
        salon.do(set_article, shelf.cream, min_stock=0, seen=1)


@pytest.mark.parametrize(
    ("there", "is_low", "order"), [(2, False, 0), (1, True, 4), (0, True, 5)]
)
def test_below_its_minimum_it_is_low_and_on_it_not(
    shelf: Shelf, there: int, is_low: bool, order: int
) -> None:
    salon = shelf.house.salon
    salon.do(set_article, shelf.cream, min_stock=2 * CREAM, order_up_to=5 * CREAM)
    if there:
        salon.do(receive, shelf.cream, there * CREAM)
    salon.do(
        receive,
        shelf.cream,
        9 * CREAM,
        lot="OLD",
        expires_on=FRIDAY - DAY,
        kind=MoveKind.OPENING,
    )
    [one] = salon.ask(on_hand, [shelf.cream])
    assert (one.is_low, one.to_order, one.good) == (is_low, order, there * CREAM)


def test_how_much_a_service_uses_is_said_changed_and_taken_away(shelf: Shelf) -> None:
    salon, peel = shelf.house.salon, shelf.house.peel
    salon.do(set_use, peel, shelf.cream, 2_000)
    assert salon.ask(use_of, peel) == {int(shelf.cream): 2_000}
    salon.do(set_use, peel, shelf.cream, 3_000)
    assert salon.ask(use_of, peel) == {int(shelf.cream): 3_000}
    salon.do(set_use, peel, shelf.cream, 0)
    assert salon.ask(use_of, peel) == {}


def test_what_is_past_its_day_is_not_taken_in(shelf: Shelf) -> None:
    salon = shelf.house.salon
    with pytest.raises(OverAlready, match="is over"):
        salon.do(receive, shelf.cream, CREAM, lot="A", expires_on=FRIDAY - DAY)
    assert salon.ask(batches, [shelf.cream], with_empty=True) == {}
    salon.do(receive, shelf.cream, CREAM, lot="A", expires_on=FRIDAY)

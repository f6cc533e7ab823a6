"""What goes first, how long it is good, and what is there when nothing is."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest

from salon.app import Salon
from salon.errors import Missing
from salon.reports.queries import findings
from salon.shelf.model import (
    SOON,
    SOON_OPEN,
    BatchBlocked,
    Freshness,
    MoveKind,
    NothingMoved,
    Source,
    freshness,
)
from salon.shelf.operations import block_batch, open_batch, receive
from salon.shelf.queries import batch_for_scan, batches, moves, on_hand
from salon.shelf.taking import give_back, give_some_back, take
from salon.work import Work
from tests.house import FRIDAY, HouseOpened, open_house
from tests.shelf.conftest import CREAM, Shelf, stocked

DAY = timedelta(days=1)
SALE = MoveKind.SALE
USED = MoveKind.TREATMENT


def came(
    shelf: Shelf, lot: str, count: int = 1, end: date | None = None
) -> Callable[[], int]:
    """Take whole creams in; return a call that says how much of the lot is left."""
    at_the_start = MoveKind.OPENING  # it may be past its day
    key = shelf.house.salon.do(
        receive,
        shelf.cream,
        count * CREAM,
        lot=lot,
        expires_on=end,
        kind=at_the_start,
    )

    def left() -> int:
        there = shelf.house.salon.ask(batches, [shelf.cream], with_empty=True)
        return next(one.stock for one in there[int(shelf.cream)] if one.id == key)

    return left


def went(shelf: Shelf, amount: int, kind: MoveKind = SALE, source: int = 1) -> None:
    def do(work: Work) -> None:
        take(work, shelf.cream, amount, kind, source=Source("bill_line", source))
        work.events.insert(0, HouseOpened())

    shelf.house.salon.do(do)


def test_the_first_to_expire_goes_first_and_what_is_over_last(shelf: Shelf) -> None:
    late = came(shelf, "LATE", 2, FRIDAY + 90 * DAY)
    over = came(shelf, "OVER", 2, FRIDAY - DAY)
    soon = came(shelf, "SOON", 2, FRIDAY)
    went(shelf, 3 * CREAM)
    assert (soon(), late(), over()) == (0, CREAM, 2 * CREAM)
    went(shelf, 2 * CREAM)
    assert (late(), over()) == (0, CREAM)


def test_a_treatment_takes_from_what_is_open_and_a_sale_from_what_is_closed(
    shelf: Shelf,
) -> None:
    first = came(shelf, "A", 2, FRIDAY + 9 * DAY)
    opened = came(shelf, "B", 2, FRIDAY + 90 * DAY)
    there = shelf.house.salon.ask(batches, [shelf.cream])[int(shelf.cream)]
    shelf.house.salon.do(open_batch, next(b.id for b in there if b.lot == "B"))
    went(shelf, 5_000, USED)
    assert (first(), opened()) == (2 * CREAM, 2 * CREAM - 5_000)
    went(shelf, 2 * CREAM)
    assert (first(), opened()) == (0, 2 * CREAM - 5_000)
    went(shelf, CREAM)  # the closed one of the batch that is open
    assert opened() == CREAM - 5_000


def test_the_first_use_opens_one_and_an_empty_one_opens_the_next(shelf: Shelf) -> None:
    left = came(shelf, "A", 2)
    salon = shelf.house.salon

    def opened_on() -> date | None:
        return salon.ask(batches, with_empty=True)[int(shelf.cream)][0].opened_on

    went(shelf, 10_000, USED)
    assert opened_on() == FRIDAY
    went(shelf, CREAM - 10_000, USED)
    assert (left(), opened_on()) == (CREAM, None)
    went(shelf, 1_000, USED)
    assert opened_on() == FRIDAY


def test_more_than_there_is_may_be_used_and_is_shown_below_nothing(
    shelf: Shelf,
) -> None:
    left = came(shelf, "A")
    went(shelf, CREAM + 20_000, USED)
    [line] = shelf.house.salon.ask(on_hand, [shelf.cream])
    assert (left(), line.stock) == (-20_000, -20_000)
    assert line.article.measure.said(line.stock) == "−20 ml"
    went(shelf, 2 * CREAM)
    assert left() == -2 * CREAM - 20_000
    assert shelf.house.salon.ask(findings) == []


def test_what_was_never_taken_in_can_be_sold_and_is_written_down(shelf: Shelf) -> None:
    went(shelf, CREAM)
    [move] = shelf.house.salon.ask(moves, shelf.cream)
    assert (move.lot, move.before, move.after) == ("", 0, -CREAM)


def test_what_is_blocked_is_not_given_out_but_what_was_used_is_written_down(
    shelf: Shelf,
) -> None:
    left = came(shelf, "A17")
    salon = shelf.house.salon
    [batch] = salon.ask(batches, [shelf.cream])[int(shelf.cream)]
    salon.do(block_batch, batch.id, "recalled by the maker")
    for kind in (SALE, MoveKind.SAMPLE):
        with pytest.raises(BatchBlocked) as said:
            went(shelf, CREAM, kind)
        assert "recalled by the maker" in str(said.value)

    def use(work: Work) -> None:
        take(work, shelf.cream, 1_000, USED, batch_id=batch.id)
        work.events.insert(0, HouseOpened())

    salon.do(use)
    assert left() == CREAM - 1_000
    came(shelf, "B2", 1)
    went(shelf, CREAM)
    assert left() == CREAM - 1_000


def test_nothing_and_what_nobody_knows_cannot_be_taken(shelf: Shelf) -> None:
    def nothing(work: Work) -> None:
        take(work, shelf.cream, 0, SALE)

    def unknown(work: Work) -> None:
        take(work, 4711, 1, SALE)

    with pytest.raises(NothingMoved):
        shelf.house.salon.do(nothing)
    with pytest.raises(Missing):
        shelf.house.salon.do(unknown)


def test_what_went_over_two_batches_comes_back_into_both(shelf: Shelf) -> None:
    first, second = came(shelf, "A", 1, FRIDAY), came(shelf, "B", 2)
    went(shelf, 3 * CREAM, source=7)

    def back(work: Work) -> None:
        give_back(work, Source("bill_line", 7), "not wanted")
        work.events.insert(0, HouseOpened())

    shelf.house.salon.do(back)
    assert (first(), second()) == (CREAM, 2 * CREAM)
    told = shelf.house.salon.ask(moves, shelf.cream, source=Source("bill_line", 7))
    assert [one.amount for one in told] == [2 * CREAM, CREAM, -2 * CREAM, -CREAM]
    assert [one.is_reversed for one in told] == [False, False, True, True]


@pytest.mark.parametrize(("units", "back"), [(1, 1), (3, 3), (5, 3)])
def test_some_of_it_comes_back_and_never_more_than_went(
    shelf: Shelf, units: int, back: int
) -> None:
    first, second = came(shelf, "A", 1, FRIDAY), came(shelf, "B", 2)
    went(shelf, 3 * CREAM, source=7)

    def give(work: Work) -> None:
        give_some_back(work, Source("bill_line", 7), units, "one too many")
        work.events.insert(0, HouseOpened())

    shelf.house.salon.do(give)
    assert first() + second() == back * CREAM
    shelf.house.salon.do(give)
    assert first() + second() == min(3, 2 * back) * CREAM

    def all_back(work: Work) -> None:
        give_back(work, Source("bill_line", 7))
        work.events.insert(0, HouseOpened())

    shelf.house.salon.do(all_back)
    assert first() + second() == 3 * CREAM
    assert shelf.house.salon.ask(findings) == []


def test_of_what_is_open_too_long_the_closed_ones_are_good(shelf: Shelf) -> None:
    salon = shelf.house.salon
    salon.do(receive, shelf.cream, 3 * CREAM, lot="A", life_open_days=10)
    [one] = salon.ask(batches, [shelf.cream])[int(shelf.cream)]
    went(shelf, 1_000, USED)
    salon.do(open_batch, one.id, FRIDAY - 11 * DAY)
    [line] = salon.ask(on_hand, [shelf.cream])
    assert line.freshness is Freshness.OPEN_TOO_LONG
    assert (line.stock, line.good) == (3 * CREAM - 1_000, 2 * CREAM)


@pytest.mark.parametrize(
    ("end", "stands"),
    [
        (FRIDAY - DAY, Freshness.EXPIRED),
        (FRIDAY, Freshness.SOON),
        (FRIDAY + SOON * DAY, Freshness.SOON),
        (FRIDAY + (SOON + 1) * DAY, Freshness.FINE),
        (None, Freshness.FINE),
    ],
)
def test_on_its_last_day_it_is_good_and_on_the_next_it_is_over(
    end: date | None, stands: Freshness
) -> None:
    assert freshness(FRIDAY, end, None, None) is stands


@pytest.mark.parametrize(
    ("days", "stands"),
    [
        (11, Freshness.OPEN_TOO_LONG),
        (10, Freshness.SOON),
        (10 - SOON_OPEN, Freshness.SOON),
        (10 - SOON_OPEN - 1, Freshness.FINE),
    ],
)
def test_once_open_it_is_good_to_the_last_day_of_its_life(
    days: int, stands: Freshness
) -> None:
    assert freshness(FRIDAY, None, FRIDAY - days * DAY, 10) is stands
    assert freshness(FRIDAY, None, FRIDAY - days * DAY, None) is Freshness.FINE
    far = FRIDAY + 400 * DAY
    assert freshness(FRIDAY, far, FRIDAY - days * DAY, 10) is stands
    said = freshness(FRIDAY, FRIDAY - DAY, FRIDAY - days * DAY, 10, "recalled")
    assert said is Freshness.BLOCKED


def test_a_scanner_finds_a_lot_however_it_is_spaced_and_none_that_two_have(
    shelf: Shelf,
) -> None:
    came(shelf, "A 17")
    found = shelf.house.salon.ask(batch_for_scan, "a17")
    assert found is not None
    assert (found.product_id, found.lot) == (shelf.cream, "A 17")
    shelf.house.salon.do(receive, shelf.acid, 1_000, lot="A17")
    assert shelf.house.salon.ask(batch_for_scan, "A17") is None
    assert shelf.house.salon.ask(batch_for_scan, " ") is None


def test_of_two_desks_that_sell_the_last_one_the_second_goes_below_nothing(
    another_desk: Callable[..., Salon],
) -> None:
    desks = [another_desk(), another_desk()]
    shelf = stocked(open_house(desks[0]))
    left = came(shelf, "A")
    start = Barrier(2)

    def sell(desk: Salon) -> None:
        def do(work: Work) -> None:
            take(work, shelf.cream, CREAM, SALE, source=Source("bill_line", 1))
            work.events.insert(0, HouseOpened())

        start.wait()
        desk.do(do)

    with ThreadPoolExecutor(2) as both:
        list(both.map(sell, desks))
    assert left() == -CREAM
    told = desks[1].ask(moves, shelf.cream)
    assert [(one.before, one.after) for one in told[:2]] == [(0, -CREAM), (CREAM, 0)]
    assert desks[0].ask(findings) == []

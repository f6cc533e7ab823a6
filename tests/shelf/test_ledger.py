"""Whatever comes, goes, is counted and taken back: the sums of the shelf hold."""

from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salon.errors import SalonError
from salon.shelf.model import MoveKind, Source
from salon.shelf.operations import (
    begin_count,
    block_batch,
    confirm_count,
    count_batch,
    count_line,
    receive,
    release_batch,
    reverse_move,
)
from salon.shelf.queries import batches, faults, moves, on_hand, open_take
from salon.shelf.taking import give_back, take
from salon.work import Work
from tests.house import FRIDAY, HouseOpened, open_house, salon_at
from tests.shelf.conftest import CREAM, Shelf, stocked

LOTS = ("", "A17", "B2")


def taken(shelf: Shelf, amount: int, kind: MoveKind, **more: object) -> None:
    def do(work: Work) -> None:
        take(work, shelf.cream, amount, kind, **more)  # type: ignore[arg-type]
        work.events.insert(0, HouseOpened())

    shelf.house.salon.do(do)


def back(shelf: Shelf, source: Source) -> None:
    def do(work: Work) -> None:
        give_back(work, source, "given back")
        if work.events:
            work.events.insert(0, HouseOpened())

    shelf.house.salon.do(do)


AMOUNTS = st.integers(1, 4 * CREAM)
STEPS = st.one_of(
    st.tuples(st.just("in"), st.sampled_from(LOTS), AMOUNTS, st.integers(-5, 90)),
    st.tuples(
        st.just("take"),
        st.sampled_from((MoveKind.SALE, MoveKind.TREATMENT, MoveKind.WASTE)),
        *(AMOUNTS, st.integers(1, 3)),
    ),
    st.tuples(st.just("back"), st.integers(1, 3)),
    st.tuples(st.just("reverse"), st.integers(0, 5)),
    st.tuples(st.just("count"), st.sampled_from(LOTS), st.integers(0, 3 * CREAM)),
    st.tuples(st.just("begin")),
    st.tuples(st.just("line"), st.sampled_from(LOTS), st.integers(0, 3 * CREAM)),
    st.tuples(st.just("confirm")),
    st.tuples(st.just("block"), st.integers(0, 2)),
    st.tuples(st.just("release"), st.integers(0, 2)),
    st.tuples(st.just("undo")),
    st.tuples(st.just("redo")),
)


def act(shelf: Shelf, step: tuple[object, ...]) -> None:
    salon, cream = shelf.house.salon, shelf.cream
    there = salon.ask(batches, [cream], with_empty=True).get(int(cream), ())
    match step:
        case ("in", str(lot), int(amount), int(days)):
            end = FRIDAY + timedelta(days=days)
            kind = MoveKind.OPENING  # it may be past its day
            salon.do(receive, cream, amount, lot=lot, expires_on=end, kind=kind)
        case ("take", MoveKind() as kind, int(amount), int(source)):
            taken(shelf, amount, kind, source=Source("bill_line", source))
        case ("back", int(source)):
            back(shelf, Source("bill_line", source))
        case ("reverse", int(place)):
            lines = salon.ask(moves)
            if place < len(lines):
                salon.do(reverse_move, lines[place].id, "typed wrongly")
        case ("count", str(lot), int(found)):
            salon.do(count_batch, cream, lot, found)
        case ("begin",):
            salon.do(begin_count)
        case ("line", str(lot), int(found)):
            if (take_id := salon.ask(open_take)) is not None:
                salon.do(count_line, take_id, cream, lot, found)
        case ("confirm",):
            if (take_id := salon.ask(open_take)) is not None:
                salon.do(confirm_count, take_id, "counted on Friday")
        case ("block", int(place)) if place < len(there):
            salon.do(block_batch, there[place].id, "recalled by the maker")
        case ("release", int(place)) if place < len(there):
            salon.do(release_batch, there[place].id, "cleared by the maker")
        case ("undo",):
            salon.undo()
        case ("redo",):
            salon.redo()


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(STEPS, max_size=14))
def test_the_sum_of_the_moves_is_the_stock_whatever_happens(
    fresh_folder: Callable[[], Path], steps: list[tuple[object, ...]]
) -> None:
    with closing(salon_at(fresh_folder())) as salon:
        shelf = stocked(open_house(salon))
        for step in steps:
            try:
                act(shelf, step)
            except SalonError:
                continue
            assert salon.ask(faults) == {}, step
        there = salon.ask(batches, [shelf.cream], with_empty=True)
        of_it = there.get(int(shelf.cream), ())
        told = salon.ask(moves)
        for one in of_it:
            chain = [m for m in reversed(told) if m.batch_id == one.id]
            assert sum(m.amount for m in chain) == one.stock
            level = 0
            for m in chain:
                assert (m.before, m.after) == (level, level + m.amount)
                level = m.after
        [line] = salon.ask(on_hand, [shelf.cream])
        assert line.stock == sum(m.amount for m in told)

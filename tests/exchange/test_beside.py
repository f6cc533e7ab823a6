"""A list on its way in holds nobody up; and what they do meanwhile is seen."""

from collections.abc import Callable, Iterator
from datetime import time
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest

from salon.app import Salon
from salon.appointments.operations import Booking, book
from salon.appointments.queries import day_book
from salon.clients.model import ClientDraft, PhoneLine
from salon.clients.operations import add_client
from salon.clients.queries import count_clients
from salon.errors import NotAllowed, Stopped
from salon.exchange.model import Incoming
from salon.exchange.operations import (
    TouchedMeanwhile,
    import_clients,
    look_through,
)
from salon.exchange.taking_in import Watching, take_in
from salon.history.queries import newest
from salon.reports.queries import findings
from salon.staff.model import Role
from salon.staff.operations import hire
from tests.exchange.reading import asked
from tests.exchange.test_operations import AMIRA, her
from tests.house import FRIDAY, House, open_house

OpenDesk = Callable[..., Salon]
WAIT = 20  # seconds, until a test that hangs is given up


class _Halfway:
    """Rows that stand still in the middle until they are let go."""

    def __init__(self, rows: int) -> None:
        self.rows = rows
        self.is_there, self.go_on = Event(), Event()

    def __iter__(self) -> Iterator[Incoming]:
        for number in range(self.rows):
            if number == self.rows // 2:
                self.is_there.set()
                assert self.go_on.wait(WAIT)
            yield her(f"Client {number}", f"+336{number:08}", number + 1)


def _begun(act: Callable[[], Any]) -> Thread:
    thread = Thread(target=act, daemon=True)
    thread.start()
    return thread


def test_another_desk_books_while_a_list_is_being_looked_through(
    another_desk: OpenDesk,
) -> None:
    office, desk = another_desk(), another_desk(patience=0.05)
    house = open_house(office)
    people, seen = _Halfway(5_200), list[Any]()
    looking = _begun(
        lambda: seen.append(office.look_as(None, look_through, people, "list.csv"))
    )
    try:
        assert people.is_there.wait(WAIT)
        wish = Booking(house.basia, house.peel, FRIDAY, time(9), staff_id=house.lea)
        desk.do(book, wish)
    finally:
        people.go_on.set()
        looking.join(WAIT)

    assert [line.slot.start.hour for line in desk.ask(day_book, FRIDAY)] == [9]
    [ready] = seen
    assert (ready.outcome.new, len(ready.outcome.rows)) == (5_200, 5_200)
    outcome = office.do(import_clients, ready, "list.csv")  # a booking is no bar
    assert outcome.new == 5_200
    assert outcome.rows[5_199].client_id is not None
    assert desk.ask(findings) == []


def test_a_look_needs_the_right_and_leaves_nothing(house: House) -> None:
    salon = house.salon
    before = salon.ask(count_clients), salon.ask(newest)
    mei = salon.do(hire, "Mei", Role.TRAINEE)
    after_hiring = salon.ask(newest)

    with pytest.raises(NotAllowed):
        salon.look_as(mei, look_through, [her("Dora Neu")], "list.csv")
    ready = salon.look_as(None, look_through, [her("Dora Neu")], "list.csv")

    assert ready.outcome.rows[0].client_id is None
    assert salon.ask(count_clients) == before[0]
    assert salon.ask(newest) == after_hiring


def _add_dora(salon: Salon) -> None:
    salon.do(add_client, ClientDraft("Dora Neu", phones=(PhoneLine("+33655555555"),)))


def test_who_came_while_a_list_was_read_is_not_taken_in_twice(house: House) -> None:
    salon, dora = house.salon, her("Dora Neu", "+33655555555")
    ready = salon.look_as(None, look_through, [dora], "list.csv")
    _add_dora(salon)

    with pytest.raises(TouchedMeanwhile):
        salon.do(import_clients, ready, "list.csv")

    again = salon.look_as(None, look_through, [dora], "list.csv")
    assert salon.do(import_clients, again, "list.csv").matched == 1


@pytest.mark.parametrize("times", [0, 1, 2])
def test_a_list_comes_to_its_end_however_busy_the_salon_is(
    house: House, tmp_path: Path, times: int
) -> None:
    salon, left = house.salon, [times]
    path = tmp_path / "list.csv"
    path.write_text(
        f"Name,Phone\nDora Neu,+33655555555\nAmira Khan,{AMIRA}\nNew One,\n", "utf-8"
    )

    def meanwhile() -> None:
        if left[0] == times > 0:
            _add_dora(salon)
        elif left[0]:
            salon.do(add_client, ClientDraft("Somebody Else"))
        left[0] -= left[0] > 0  # the third reading has the records to itself

    watching = Watching(read_all=meanwhile)
    outcome, sheet = take_in(salon, None, asked(path, "eu"), watching)

    assert (outcome.new, outcome.matched) == ((1, 2) if times else (2, 1))
    assert sheet.shown_columns()["phone"] == "Phone"
    assert salon.ask(findings) == []


def test_stopping_between_reading_and_storing_keeps_nothing(
    house: House, tmp_path: Path
) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Name,Phone\nDora Neu,+33655555555\n", "utf-8")
    is_stopped = list[bool]()
    before = house.salon.ask(newest)
    watching = Watching(
        progress=lambda _rows: not is_stopped, read_all=lambda: is_stopped.append(True)
    )

    with pytest.raises(Stopped):
        take_in(house.salon, None, asked(path, "eu"), watching)

    assert house.salon.ask(newest) == before

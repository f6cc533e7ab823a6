"""A step back into a time that was given away says who has it and what is free."""

from datetime import time
from typing import Any

import pytest

from salon.appointments.model import Resource, Slot, UndoTaken
from salon.appointments.operations import (
    Booking,
    Change,
    block_time,
    book,
    cancel,
    free_time,
    move,
)
from salon.reports.queries import findings
from tests.house import FRIDAY, House


def other(house: House, start: time) -> None:
    """Let somebody else have an hour of Léa's, from the desk beside."""
    wish = Booking(house.basia, house.peel, FRIDAY, start, staff_id=house.lea)
    desk, house.salon.desk = house.salon.desk, "beside"
    house.salon.do(book, wish)
    house.salon.desk = desk


def cancelled(house: House) -> None:
    house.salon.do(cancel, house.booked(time(10)))


def moved(house: House) -> None:
    house.salon.do(move, house.booked(time(10)), Change(start=time(15)))


@pytest.mark.parametrize("leave", [cancelled, moved])
def test_who_stands_there_and_what_is_free_is_named(house: House, leave: Any) -> None:
    leave(house)
    other(house, time(10, 15))

    with pytest.raises(UndoTaken) as caught:
        house.salon.undo()

    said = str(caught.value)
    assert "Basia Nowak, Peel, 10:15–11:00" in said
    assert "Free instead: " in said
    assert "Léa" in said.partition("Free instead")[2]
    assert caught.value.appointment_id == "A2"
    assert house.salon.ask(findings) == []


def test_a_time_that_is_still_free_is_given_back(house: House) -> None:
    moved(house)
    other(house, time(11))  # beside it

    house.salon.undo()

    assert house.salon.ask(findings) == []


def test_blocked_time_that_was_booked_meanwhile_is_named(house: House) -> None:
    slot = Slot(FRIDAY, time(9), 60)
    away = house.salon.do(block_time, Resource.PERSON, house.lea, slot, "Dentist")
    house.salon.do(free_time, away)
    other(house, time(9, 30))

    with pytest.raises(UndoTaken, match="Basia Nowak, Peel, 09:30–10:15"):
        house.salon.undo()


def test_all_who_stand_there_are_named(house: House) -> None:
    house.salon.do(cancel, house.booked(time(10)))
    for start in (time(9, 30), time(10, 15)):
        other(house, start)

    with pytest.raises(UndoTaken) as caught:
        house.salon.undo()

    said = str(caught.value)
    assert "Basia Nowak, Peel, 09:30–10:15; Basia Nowak, Peel, 10:15–11:00" in said
    assert "Free instead: " in said

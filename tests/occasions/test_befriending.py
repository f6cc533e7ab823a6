"""A friend who came is thanked for once; a card that ends is spoken of before."""

from datetime import date, time, timedelta

from sqlalchemy import select

from salon.appointments.operations import complete
from salon.clients.model import ClientId
from salon.occasions.tables import Promise
from salon.prepaid.operations import give_membership, note_brought_by, thank
from salon.text import full_day
from salon.work import Reading
from tests.house import FRIDAY, House


def promised(house: House, whose: ClientId) -> list[tuple[str, date]]:
    def ask(reading: Reading) -> list[tuple[str, date]]:
        asked = select(Promise.text, Promise.due).where(Promise.client_id == whose)
        return [(text, due) for text, due in reading.session.execute(asked)]

    return house.salon.ask(ask)


def test_whoever_brought_somebody_is_thanked_once(house: House) -> None:
    house.salon.do(note_brought_by, house.amira, house.basia)
    assert promised(house, house.basia) == []

    for hour in (9, 11):
        house.salon.do(complete, house.booked(time(hour)))

    day = FRIDAY + timedelta(days=1)
    assert promised(house, house.basia) == [("Thank for bringing Amira Khan", day)]


def test_who_was_thanked_already_is_not_again(house: House) -> None:
    house.salon.do(note_brought_by, house.amira, house.basia)
    house.salon.do(thank, house.amira)

    house.salon.do(complete, house.booked(time(9)))

    assert promised(house, house.basia) == []


def test_a_card_is_spoken_of_two_weeks_before_it_ends(house: House) -> None:
    house.salon.do(give_membership, house.amira, "gold")

    [(text, due)] = promised(house, house.amira)

    last = date(2027, 3, 26)
    assert full_day(last) in text
    assert due == last - timedelta(days=14)
    house.salon.undo()
    assert promised(house, house.amira) == []

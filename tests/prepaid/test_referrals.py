"""Who brought whom: never oneself, never in a circle, thanked once."""

from datetime import time

import pytest

from salon.appointments.operations import complete
from salon.clients.model import ClientDraft, ClientId
from salon.clients.operations import add_client, merge_clients
from salon.money import Money
from salon.prepaid.model import BroughtBySelf, BroughtInCircle
from salon.prepaid.operations import note_brought_by, thank
from salon.prepaid.queries import brought, brought_by
from salon.till.model import Paying
from salon.till.operations import bill_of_visit
from tests.house import FRIDAY, House
from tests.prepaid.desk import POINTS, purse, rule, sound
from tests.till.counter import Counter


def somebody(house: House, name: str) -> ClientId:
    return house.salon.do(add_client, ClientDraft(name=name))


def test_who_was_brought_with_visits_and_worth(counter: Counter) -> None:
    house = counter.house
    house.salon.do(note_brought_by, house.amira, house.basia)
    assert house.salon.ask(brought_by, house.amira) == (house.basia, "Basia Nowak")
    for hour in (9, 11):
        house.salon.do(complete, house.booked(time(hour)))
    key = house.salon.do(bill_of_visit, house.amira)
    counter.close(key, Paying("card", Money(17000)))

    [friend] = house.salon.ask(brought, house.basia)

    assert (friend.name, friend.visits, friend.worth) == ("Amira Khan", 2, Money(17000))
    assert (friend.first_visit, friend.thanked_on) == (FRIDAY, None)


def test_points_come_with_the_first_visit_that_was_kept_and_once(house: House) -> None:
    rule(house, points=POINTS)
    house.salon.do(note_brought_by, house.amira, house.basia)
    assert purse(house, house.basia).points == 0

    for hour in (9, 11):
        house.salon.do(complete, house.booked(time(hour)))

    assert purse(house, house.basia).points == 200
    sound(house)


def test_thanked_once(house: House) -> None:
    assert not house.salon.do(thank, house.amira)  # nobody brought her
    house.salon.do(note_brought_by, house.amira, house.basia)

    assert house.salon.do(thank, house.amira)
    assert not house.salon.do(thank, house.amira)

    [friend] = house.salon.ask(brought, house.basia)
    assert friend.thanked_on == FRIDAY


def test_never_oneself_and_never_in_a_circle(house: House) -> None:
    do = house.salon.do
    carla = somebody(house, "Carla")
    with pytest.raises(BroughtBySelf):
        do(note_brought_by, house.amira, house.amira)
    do(note_brought_by, house.amira, house.basia)
    do(note_brought_by, carla, house.amira)
    for by in (house.amira, carla):
        with pytest.raises(BroughtInCircle):
            do(note_brought_by, house.basia, by)


def test_it_can_be_put_right_and_taken_away(house: House) -> None:
    carla = somebody(house, "Carla")
    house.salon.do(note_brought_by, house.amira, house.basia)
    house.salon.do(note_brought_by, house.amira, carla)
    assert house.salon.ask(brought, house.basia) == []
    house.salon.do(note_brought_by, house.amira, None)
    assert house.salon.ask(brought_by, house.amira) is None
    house.salon.undo()
    assert house.salon.ask(brought_by, house.amira) == (carla, "Carla")


def test_joined_files_have_not_brought_themselves(house: House) -> None:
    house.salon.do(note_brought_by, house.amira, house.basia)

    house.salon.do(merge_clients, house.amira, house.basia)

    assert house.salon.ask(brought_by, house.amira) is None
    assert house.salon.ask(brought, house.amira) == []

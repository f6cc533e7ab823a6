"""An erasure that is under way is seen everywhere, and nothing new is begun."""

from datetime import time, timedelta

import pytest

from salon.appointments.operations import Booking, Change, book, move, swap
from salon.clients.departures import ErasureUnderWay
from salon.clients.model import ClientDraft, ClientId, PhoneLine
from salon.clients.operations import add_client, merge_clients
from salon.clients.parting import part_clients
from salon.clients.queries import client_card, client_line, find_clients
from salon.erasure.operations import call_off_erasure, erase_client
from salon.erasure.queries import is_erased
from salon.views.twins import twins, twins_of
from tests.house import FRIDAY, NEXT_MONTH, House

PHONE = PhoneLine("+447700900118", "", True, "07700 900118")


@pytest.fixture
def twin(house: House) -> ClientId:
    """Return a second file of who may be one with the first."""
    phones = ClientDraft(name="Amira Kahn", phones=(PHONE,))
    key = house.salon.do(add_client, phones)
    house.salon.do(add_client, ClientDraft(name="A. Khan", phones=(PHONE,)))
    return key


def test_nothing_new_is_booked_and_it_is_said_until_when(house: House) -> None:
    salon = house.salon
    house.booked(time(14))
    salon.do(erase_client, house.amira)

    with pytest.raises(ErasureUnderWay) as said:
        salon.do(book, house.wish(time(16)))
    text = str(said.value)
    assert f"C{house.amira}" in text
    assert "14:00" in text
    assert "--call-off" in text
    salon.do(call_off_erasure, house.amira)
    salon.do(book, house.wish(time(16)))


def test_it_stands_at_the_head_and_in_what_is_found(house: House) -> None:
    salon = house.salon
    house.booked(time(14))
    kinds = [one.kind for one in salon.ask(client_line, house.amira).alerts]
    assert "erasing" not in kinds
    salon.do(erase_client, house.amira)

    first = salon.ask(client_line, house.amira).alerts[0]
    assert (first.kind, "27" in first.text) == ("erasing", True)
    assert salon.ask(client_card, house.amira).line.alerts[0] == first
    [found] = salon.ask(find_clients, "Amira")
    assert found.alerts[0] == first
    salon.do(call_off_erasure, house.amira)
    kinds = [one.kind for one in salon.ask(client_line, house.amira).alerts]
    assert "erasing" not in kinds


def test_nobody_is_offered_as_a_twin_or_joined(house: House, twin: ClientId) -> None:
    salon = house.salon
    assert len(salon.ask(twins).pairs) == 1
    salon.do(book, Booking(twin, house.peel, FRIDAY, time(9)))
    salon.do(erase_client, twin)

    assert salon.ask(twins).pairs == ()
    assert salon.ask(twins_of, twin) == ()
    for pair in ((twin, house.basia), (house.basia, twin)):
        with pytest.raises(ErasureUnderWay):
            salon.do(merge_clients, *pair)
    salon.do(call_off_erasure, twin)
    assert len(salon.ask(twins).pairs) == 1
    salon.do(merge_clients, house.basia, twin)


def test_no_file_leaves_an_erasure_by_being_parted(house: House) -> None:
    salon = house.salon
    house.booked(time(14))
    salon.do(merge_clients, house.amira, house.basia)
    salon.do(erase_client, house.amira)

    with pytest.raises(ErasureUnderWay):
        salon.do(part_clients, house.basia)
    salon.do(call_off_erasure, house.amira)
    salon.do(part_clients, house.basia)
    salon.do(erase_client, house.amira)
    later = (salon.now() + timedelta(days=2)).replace(tzinfo=None)
    with salon.stopped_at(later):
        assert salon.do(erase_client, house.amira)
    assert salon.ask(client_line, house.basia).name == "Basia Nowak"
    assert not salon.ask(is_erased, house.basia)


def test_what_is_booked_is_given_to_another_and_to_no_other_time(house: House) -> None:
    salon = house.salon
    key = house.booked(time(14))
    other = salon.do(book, Booking(house.basia, house.peel, FRIDAY, time(9)))
    salon.do(erase_client, house.amira)

    for change in (Change(FRIDAY, time(16)), Change(NEXT_MONTH)):
        with pytest.raises(ErasureUnderWay):
            salon.do(move, key, change)
    for pair in ((key, other), (other, key)):
        with pytest.raises(ErasureUnderWay):
            salon.do(swap, *pair)
    salon.do(move, key, Change(note="the other door", minutes=50))  # as it is agreed
    salon.do(move, other, Change(FRIDAY, time(11)))
    salon.do(call_off_erasure, house.amira)
    salon.do(move, key, Change(FRIDAY, time(16)))

"""A copy of a file that went out on paper is in the history."""

import pytest

from salon.clients.model import ClientDraft, ClientId
from salon.clients.operations import correct_client, note_file_printed
from salon.clients.queries import client_card
from salon.errors import Missing
from salon.history.queries import history
from tests.house import House


def test_that_a_file_was_printed_is_noted_and_no_step_back(house: House) -> None:
    house.salon.do(correct_client, house.amira, ClientDraft(note="quiet"))
    before = house.salon.ask(client_card, house.amira).line.version
    house.salon.do(note_file_printed, house.amira)

    told = house.salon.ask(history)[0]
    assert (told.kind, told.text) == ("clients.FilePrinted", "Record printed")
    card = house.salon.ask(client_card, house.amira)
    assert (card.line.version, card.note) == (before, "quiet")
    house.salon.undo()
    assert house.salon.ask(client_card, house.amira).note == ""
    with pytest.raises(Missing):
        house.salon.do(note_file_printed, ClientId(99))

"""A file that was joined into another is not written in any more, whoever holds it."""

from datetime import time

import pytest

from salon.appointments.operations import book
from salon.appointments.queries import visits_of
from salon.clients.model import ClientDraft
from salon.clients.operations import (
    correct_client,
    merge_clients,
    note_allergy,
)
from salon.clients.queries import allergies_of, client_card, living
from salon.errors import Missing
from salon.reports.queries import findings
from salon.skin.model import AssessmentDraft
from salon.skin.operations import assess
from salon.skin.queries import assessments_of
from tests.house import House


def test_what_another_desk_still_writes_goes_into_the_file_that_was_kept(
    house: House,
) -> None:
    salon, kept, away = house.salon, house.basia, house.amira
    salon.do(merge_clients, kept, away)

    salon.do(assess, away, AssessmentDraft(note="Calm"))
    salon.do(note_allergy, away, "Latex")
    salon.do(book, house.wish(time(12)))

    assert [one.note for one in salon.ask(assessments_of, kept)] == ["Calm"]
    assert [one.substance for one in salon.ask(allergies_of, kept)] == ["Latex"]
    assert len(salon.ask(visits_of, kept, 5)) == 1
    assert salon.ask(assessments_of, away) == []
    assert salon.ask(findings) == []


def test_a_joined_file_is_neither_corrected_nor_joined_again(house: House) -> None:
    salon, kept, away = house.salon, house.basia, house.amira
    salon.do(merge_clients, kept, away)

    with pytest.raises(Missing):
        salon.do(correct_client, away, ClientDraft(note="x"))
    for pair in ((away, kept), (kept, away), (kept, kept)):
        with pytest.raises(Missing):
            salon.do(merge_clients, *pair)
    assert salon.ask(living, away) == kept
    salon.undo()
    assert salon.ask(living, away) == away
    salon.do(correct_client, away, ClientDraft(note="x"))
    assert salon.ask(client_card, away).note == "x"

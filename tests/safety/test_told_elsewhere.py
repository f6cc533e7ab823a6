"""What the file says elsewhere is not asked again."""

from typing import Any

import pytest

from salon.catalogue.queries import resolve_service
from salon.clients.operations import note_allergy, note_condition
from salon.clients.queries import client_card
from salon.safety.queries import safety_answer, understanding_on
from tests.breaks.conftest import Hers
from tests.breaks.conftest import full_folder as full_folder
from tests.breaks.conftest import full_salon as full_salon
from tests.breaks.conftest import hers as hers
from tests.ui.pages.daily import TODAY


def asked(hers: Hers) -> list[str]:
    card = hers.salon.ask(client_card, hers.key)
    found = hers.salon.ask(understanding_on, hers.key, card)
    return [one.word for one in found.questions]


@pytest.mark.parametrize(
    ("more", "is_asked"),
    [
        ({}, True),
        ({"reaction": "swelling within minutes"}, False),
        ({"severity": "severe"}, False),
        ({"severity": "severe", "is_confirmed": False}, True),
    ],
)
def test_an_allergy_told_with_what_happened_is_not_asked_again(
    hers: Hers, more: dict[str, Any], is_asked: bool
) -> None:
    hers.salon.do(note_allergy, hers.key, "latex", **more)
    assert ("latex" in asked(hers)) is is_asked

    service = hers.salon.ask(resolve_service, "mas_aroma")
    found = hers.salon.ask(safety_answer, hers.key, service, TODAY)
    [said] = [one.text for one in found.objections if "latex" in one.text]
    assert ("to be asked" in said) is is_asked


def test_a_note_that_means_its_own_condition_is_not_asked_and_another_is(
    hers: Hers,
) -> None:
    salon = hers.salon
    salon.do(note_condition, hers.key, "retinoid_topical", note="Tretinoin at night")
    assert asked(hers) == []
    salon.do(note_condition, hers.key, "melasma", note="takes prednisolone")
    assert asked(hers) == ["prednisolone"]

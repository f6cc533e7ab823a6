"""The questions after a visit on paper, read back."""

from datetime import time

import pytest

from salon.appointments.operations import Booking, book
from salon.clients.model import ClientDraft
from salon.clients.operations import correct_client
from salon.feedback.model import questions
from salon.paper.sheets import Look, PageSize
from salon.public import public_id
from salon.reports.feedback import compose_form
from tests.aftercare.test_calls import MONDAY
from tests.house import House
from tests.paper.reading import said


@pytest.mark.parametrize("language", ["en", "zh_CN", "zh_TW"])
@pytest.mark.parametrize("size", [PageSize.A5, PageSize.A4])
def test_the_form_asks_everything_on_one_page_in_the_clients_language(
    house: House, language: str, size: PageSize
) -> None:
    draft = ClientDraft(name="Amira Khan", language=language)
    house.salon.do(correct_client, house.amira, draft)
    visit = house.salon.do(book, Booking(house.amira, house.peel, MONDAY, time(9)))

    paper = house.salon.ask(compose_form, visit, Look(size=size)).set()

    assert paper.pages == 1
    assert not paper.missing_characters
    text = said(paper)
    assert public_id("appointment", visit) in text
    assert "Léa" in text
    for one in questions():
        assert "".join(one.names.said_in(language).split()) in text
        for option in one.options:
            assert "".join(option.said_in(language).split()) in text

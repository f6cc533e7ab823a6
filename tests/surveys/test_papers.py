"""The papers of surveys, read back: forms that name nobody, one sheet for a year."""

from datetime import timedelta
from typing import Any

import pytest

from salon.clients.model import ClientDraft
from salon.clients.operations import correct_client
from salon.feedback.asking import questionnaires
from salon.paper.sheets import Look, PageSize
from salon.reports.surveys import compose_ask, compose_forms, compose_round
from salon.surveys.answering import answer, prepare
from salon.surveys.codes import shown
from salon.surveys.model import LOST, AskState, RoundId, Way
from salon.surveys.operations import draw_round, note_changed, promise_after
from salon.surveys.queries import ask_line, asks_of
from tests.house import FRIDAY, House
from tests.paper.reading import pages, said, squeezed
from tests.surveys.people import CONTENT, crowd


@pytest.fixture
def begun(house: House) -> RoundId:
    crowd(house, {"A": 1, "B": 4})
    return house.salon.do(draw_round).round_id


@pytest.mark.parametrize("language", ["en", "zh_CN", "zh_TW"])
@pytest.mark.parametrize("large", [False, True])
def test_a_form_asks_everything_in_her_language_and_names_nobody(
    house: House, begun: RoundId, language: str, large: bool
) -> None:
    [first, *_rest] = house.salon.ask(asks_of, begun)
    draft = ClientDraft(name="Amira Khan", language=language)
    house.salon.do(correct_client, first.client_id, draft)

    paper = house.salon.ask(compose_ask, first.id, Look(is_large=large)).set()

    assert large or paper.pages == 1
    assert not paper.missing_characters
    text = said(paper)
    assert squeezed(shown(first.code)) in text
    assert "AmiraKhan" not in text
    for one in questionnaires()["yearly"].questions:
        assert squeezed(one.names.said_in(language)) in text
        for option in one.options:
            assert squeezed(option.said_in(language)) in text


@pytest.mark.parametrize("size", [PageSize.A4, PageSize.LETTER])
def test_a_short_survey_is_one_page(house: House, size: PageSize) -> None:
    late: dict[str, Any] = {
        "expected": 2000,
        "last_visit": FRIDAY - timedelta(days=120),
    }
    [her] = crowd(house, {"B": 1}, days=120, **late)["B"]
    made = house.salon.do(prepare, LOST, her)
    paper = house.salon.ask(compose_ask, made, Look(size=size)).set()
    assert paper.pages == 1
    assert squeezed("May we contact you again?") in said(paper)
    assert house.salon.ask(ask_line, made).state is AskState.OPEN


def test_the_forms_of_a_round_are_those_still_to_be_answered_on_paper(
    house: House, begun: RoundId
) -> None:
    paper = [one for one in house.salon.ask(asks_of, begun) if one.way is Way.PAPER]
    house.salon.do(answer, paper[0].code, CONTENT)
    made = house.salon.ask(compose_forms, begun, Look()).set()
    read = [squeezed(one) for one in pages(made)]
    assert len(read) == len(paper) - 1
    for one in paper[1:]:
        assert sum(squeezed(shown(one.code)) in page for page in read) == 1


@pytest.mark.parametrize("language", ["en", "zh_CN", "zh_TW"])
def test_the_sheet_of_a_round_is_one_page(
    house: House, begun: RoundId, language: str
) -> None:
    asks = house.salon.ask(asks_of, begun)
    long = "They listened to all I had to say, and did what they said. " * 3
    for place, one in enumerate(asks):
        more = {"ye_best": f"{place} {long}", "ye_worst": f"{place} {long}"}
        house.salon.do(answer, one.code, CONTENT | more)
    house.salon.do(note_changed, begun, long)
    for words in ("Start on time", "Warm beds", "Say what will not work"):
        house.salon.do(promise_after, begun, words, house.lea, FRIDAY)

    look = Look(languages=(language,))
    paper = house.salon.ask(compose_round, begun, look).set()

    assert paper.pages == 1
    assert not paper.missing_characters
    text = said(paper)
    for promised in ("Startontime", "Warmbeds", "Saywhatwillnotwork", "Léa"):
        assert promised in text


def test_a_round_that_nobody_answered_says_so(house: House, begun: RoundId) -> None:
    paper = house.salon.ask(compose_round, begun, Look()).set()
    assert paper.pages == 1
    assert squeezed("Nobody has answered yet.") in said(paper)

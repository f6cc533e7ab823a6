"""What cannot be meant is refused in words, and nothing of it is kept."""

from datetime import date, timedelta
from typing import Any

import pytest

from salon.complaints.operations import apologise, carry_out, clarify, listen
from salon.complaints.queries import open_complaints
from salon.complaints.refusing import BadAnswerDay, BadDoneDay, BadScore
from salon.errors import Missing, SalonError, TooLong
from tests.complaints.conftest import ROOT, WORDS, Case


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"room_id": 999_999}, Missing),
        ({"room_id": 0}, Missing),
        ({"product": "x" * 201}, TooLong),
        ({"batch": "x" * 81}, TooLong),
        ({"batch": "x" * 1_000_000}, TooLong),
    ],
)
def test_of_a_cause(case: Case, said: dict[str, Any], error: type[SalonError]) -> None:
    key = case.opened()
    case.by(case.mei, listen, key, WORDS, is_read_back=True)
    case.by(case.mei, apologise, key)
    with pytest.raises(error):
        case.by(case.mei, clarify, key, "staff_skill", ROOT, **said)

    case.by(
        *(case.mei, clarify, key, "staff_skill", ROOT),
        room_id=case.house.cabin,
        product="x" * 200,
        batch="x" * 80,
    )

    card = case.card(key)
    assert (card.room_id, len(card.product), len(card.batch)) == (
        *(case.house.cabin, 200, 80),
    )


@pytest.mark.parametrize("wrong", [-1, 11, 99, 10**30])
def test_a_score_is_one_of_ten(case: Case, wrong: int) -> None:
    with pytest.raises(BadScore):
        case.opened(expected=wrong)
    assert case.salon.ask(open_complaints) == ()
    for right in (0, 10):
        case.opened(expected=right)


@pytest.mark.parametrize("days", [-366, 3654])
def test_an_answer_is_due_about_now(case: Case, days: int) -> None:
    today = case.salon.today()
    for wrong in (today + timedelta(days=days), date.min, date.max):
        with pytest.raises(BadAnswerDay):
            case.opened(authority="A lawyer", authority_due=wrong)
    nearer = today + timedelta(days=days + (1 if days < 0 else -1))
    case.opened(authority="A lawyer", authority_due=nearer)


def test_a_promise_is_kept_since_the_opening_and_not_in_the_future(case: Case) -> None:
    key = case.agreed()
    [chosen] = case.card(key).chosen
    case.at("29 09:00")
    opened = date(2026, 3, 27)
    for wrong in (opened - timedelta(days=1), date(2026, 3, 30), date.min, date.max):
        with pytest.raises(BadDoneDay):
            case.by(case.mei, carry_out, chosen.id, wrong)

    for right in (opened, date(2026, 3, 29)):
        case.by(case.mei, carry_out, chosen.id, right)
        assert case.card(key).chosen[0].done_on == right

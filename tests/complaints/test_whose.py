"""Whom a complaint is about: they neither steer it, nor does another case hide it."""

import pytest

from salon.complaints.model import ComplaintId
from salon.complaints.offering import ask_approval, grant_offer, offer
from salon.complaints.operations import (
    apologise,
    clarify,
    close_complaint,
    listen,
)
from salon.complaints.owning import give_complaint, hand_on
from salon.complaints.refusing import AboveLimit, NotTheirOwnCase
from salon.money import Money
from tests.complaints.conftest import ROOT, WORDS, Case


def heard(case: Case, **more: object) -> ComplaintId:
    """Return a case that is to be clarified."""
    key = case.opened(**more)
    case.by(case.mei, listen, key, WORDS, is_read_back=True)
    case.by(case.mei, apologise, key)
    return key


def test_whom_it_is_about_does_not_say_that_it_is_about_another(case: Case) -> None:
    key = heard(case, staff_id=case.lena)
    said = (clarify, key, "staff_skill", ROOT)

    with pytest.raises(NotTheirOwnCase, match="Lena"):
        case.by(case.lena, *said, staff_id=case.jun)

    assert case.card(key).line.person == "Lena"
    case.by(case.lena, *said, staff_id=case.lena)  # nothing is another by that


def test_who_was_named_once_never_has_it_grants_nor_closes(case: Case) -> None:
    key = heard(case, staff_id=case.lena)
    case.by(case.mei, clarify, key, "staff_skill", ROOT, staff_id=case.jun)
    way = case.by(case.mei, offer, key, "credit", amount=Money(1000))
    card = case.card(key)
    assert (card.line.person, card.named) == ("Jun", {case.jun, case.lena})

    for person in (case.lena, case.jun):
        with pytest.raises(NotTheirOwnCase):
            case.by(case.mei, give_complaint, key, person)
        with pytest.raises(NotTheirOwnCase):
            case.by(person, close_complaint, key, "withdrawn", reason="Took it back")
        with pytest.raises(NotTheirOwnCase):
            case.by(person, clarify, key, "staff_skill", ROOT, staff_id=case.mei)
        with pytest.raises(AboveLimit, match="Olga"):
            case.by(person, grant_offer, way)
    assert case.by(case.mei, ask_approval, way) == "Olga"  # not Lena
    assert case.by(case.mei, hand_on, key) == "Olga"  # nor is she the next


def test_undoing_it_takes_the_name_back_whole(case: Case) -> None:
    key = heard(case, staff_id=case.lena)
    case.by(case.mei, clarify, key, "staff_skill", ROOT, staff_id=case.jun)

    case.salon.undo(by=case.mei)

    assert case.card(key).named == {case.lena}

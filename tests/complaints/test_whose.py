"""Whom a complaint is about: they neither steer it, nor does another case hide it."""

from datetime import date, time

import pytest

from salon.appointments.operations import Booking, book
from salon.complaints.model import ComplaintId
from salon.complaints.offering import ask_approval, grant_offer, offer
from salon.complaints.operations import (
    apologise,
    clarify,
    close_complaint,
    listen,
    open_complaint,
    reopen_complaint,
)
from salon.complaints.owning import give_complaint, hand_on
from salon.complaints.refusing import AboveLimit, ComplaintOpen, NotTheirOwnCase
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
    assert card.line.person == "Jun"
    assert card.named == frozenset((case.jun, case.lena))

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

    assert case.card(key).named == frozenset((case.lena,))


def test_what_is_said_of_another_is_a_case_of_its_own(case: Case) -> None:
    key = case.opened()  # about Jun
    of_owner = case.by(
        *(case.hana, open_complaint, case.amira),
        words="And the owner shouted at me",
        staff_id=case.olga,
        is_about_owner=True,
    )
    of_jun = case.by(case.hana, open_complaint, case.amira, words="Jun again")

    card = case.card(of_owner)
    assert of_owner != key
    assert (card.line.person, card.is_about_owner) == ("Olga", True)
    assert card.line.owner != "Olga"
    assert "shouted" not in case.card(key).line.words
    with pytest.raises(NotTheirOwnCase):
        case.by(case.lena, give_complaint, of_owner, case.olga)
    with pytest.raises(NotTheirOwnCase):
        case.by(case.olga, close_complaint, of_owner, "withdrawn", reason="By phone")
    assert of_jun == of_owner  # nobody named: it goes to the newest
    assert case.opened(staff_id=case.jun) == key


def test_that_it_is_about_the_owner_sticks_and_is_handed_over(case: Case) -> None:
    key = case.opened(source="public", level=3)
    assert case.card(key).line.owner == "Olga"

    case.opened(words="The owner was rude", is_about_owner=True)
    case.opened(words="And late")

    card = case.card(key)
    assert (card.is_about_owner, card.line.owner) == (True, "Lena")


def test_a_closed_case_is_not_opened_again_by_a_word_on_another(case: Case) -> None:
    key = case.opened()
    case.by(case.lena, close_complaint, key, "withdrawn", reason="Took it back")

    other = case.opened(words="Mei was rude", staff_id=case.mei)

    assert other != key
    assert not case.card(key).line.is_open
    case.by(case.lena, reopen_complaint, key, "Jun, after all")
    with pytest.raises(ComplaintOpen):
        case.by(case.lena, reopen_complaint, key, "Jun, after all")


def test_a_later_visit_is_not_what_was_complained_of_before_it(case: Case) -> None:
    basia = case.house.basia  # has no visit yet
    first = case.by(case.mei, open_complaint, basia, words="Nobody answers")
    case.at("28 09:00")
    wish = Booking(basia, case.house.peel, date(2026, 3, 28), time(10))
    visit = case.salon.do(book, wish)

    second = case.by(
        case.mei, open_complaint, basia, words="It burns", appointment_id=visit
    )

    assert second != first

"""What is typed in a file reaches the rules, with its day, its doubt and its answer."""

import json
from datetime import date, timedelta
from typing import Any

import pytest

from salon.catalogue.model import Subject
from salon.catalogue.queries import service
from salon.catalogue.tables import Entry
from salon.clients.operations import note_allergy, note_medicine
from salon.safety.operations import answer_word
from salon.safety.queries import conditions_on, safety_answer
from salon.work import Reading, Work
from tests.house import FRIDAY, House, HouseOpened


@pytest.fixture
def house(house: House) -> House:
    """The house, with the conditions that these tests speak of."""

    def furnish(work: Work) -> None:
        for ref, kind, days in (
            ("botulinum_2w", "time_limited", "14"),
            ("anticoagulant", "medication", ""),
            ("isotretinoin", "medication", ""),
        ):
            _entry(work, Subject.HEALTH_CONDITION, ref, kind=kind, window_days=days)
        _entry(work, Subject.CLIENT_FIELD, "medications")
        work.record(HouseOpened())

    house.salon.do(furnish)
    return house


def _entry(work: Work, subject: Subject, ref: str, **body: Any) -> None:
    said = {"en": ref, "zh_hans": "", "zh_hant": "", "body": json.dumps(body)}
    work.session.add(Entry(subject=subject, ref=ref, sort=1, origin="", **said))


def stands(house: House, day: date = FRIDAY) -> dict[str, str]:
    """Return what stands, and what is said of it."""
    found = house.salon.ask(conditions_on, house.amira, day)
    return {ref: one.name for ref, one in found.items()}


def against(house: House) -> list[str]:
    def ask(reading: Reading) -> list[str]:
        card = service(reading, house.peel)
        answer = safety_answer(reading, house.amira, card, FRIDAY)
        return [one.rule for one in answer.objections]

    return house.salon.ask(ask)


def test_a_medicine_and_a_reaction_that_were_typed_stand(house: House) -> None:
    house.salon.do(note_medicine, house.amira, "warfarin")
    house.salon.do(note_allergy, house.amira, "latex", reaction="anaphylaxis")

    assert stands(house).keys() == {
        *("anticoagulant", "allergy_latex", "anaphylaxis_history")
    }


def test_what_is_not_sure_says_so_until_it_is_answered(house: House) -> None:
    house.salon.do(note_medicine, house.amira, "rivaroxaban")
    before = stands(house)["anticoagulant"]
    word = (house.amira, "medications", "rivaroxaban")
    house.salon.do(answer_word, *word, "means", ("anticoagulant",))
    after = stands(house)["anticoagulant"]

    assert "to be asked" in before
    assert "to be asked" not in after


def test_an_event_that_was_typed_counts_from_its_day(house: House) -> None:
    house.salon.do(note_medicine, house.amira, "botox 20 March 2026")

    assert "botulinum_2w" in stands(house, date(2026, 4, 2))
    assert "botulinum_2w" not in stands(house, date(2026, 4, 3))


def test_a_medicine_that_was_stopped_goes_on_as_what_it_becomes(house: House) -> None:
    house.salon.do(note_medicine, house.amira, "Roaccutane stopped 20 March 2026")

    assert stands(house).keys() == {"isotretinoin_6m"}
    assert stands(house, FRIDAY + timedelta(days=200)) == {}


def test_one_stopped_on_a_day_nobody_knows_may_have_been_taken_today(
    house: House,
) -> None:
    house.salon.do(note_medicine, house.amira, "used to take Roaccutane")

    assert stands(house).keys() == {"isotretinoin_6m"}


def test_what_is_not_understood_is_said_until_it_is_answered(house: House) -> None:
    house.salon.do(note_medicine, house.amira, "Xyzumab")
    assert "not_understood" in against(house)

    house.salon.do(answer_word, house.amira, "medications", "Xyzumab", "harmless")
    assert "not_understood" not in against(house)

    house.salon.undo()
    assert "not_understood" in against(house)

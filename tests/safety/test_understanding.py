"""What is typed is understood, answered and taught; what is not is asked."""

from datetime import date
from typing import Any

import pytest

from salon.catalogue.model import NotFound, Subject
from salon.catalogue.tables import Entry
from salon.clients.model import BadField
from salon.clients.operations import (
    end_condition,
    merge_clients,
    note_allergy,
    note_condition,
    note_medicine,
)
from salon.clients.queries import client_card
from salon.errors import NotAllowed, SalonError, TooLong
from salon.rights import Actor, Right
from salon.safety.operations import (
    TooShort,
    answer_word,
    forget_word,
    take_back_answer,
    teach_word,
)
from salon.safety.queries import (
    answers_of,
    own_words,
    texts_of,
    understanding_of,
)
from salon.safety.understanding import (
    Said,
    Understanding,
    WordAnswer,
    proposal,
    texts_on,
    typed_facts,
    understanding,
)
from salon.safety.vocabulary import OwnWord, Place, _rows, fold
from salon.text import LANGUAGES, speaking
from salon.work import Work
from tests.house import House, HouseOpened

MEDICINE, ALLERGY, NOTE = Place.MEDICINE, Place.ALLERGY, Place.NOTE
KNOWN = ("anticoagulant", "allergy_latex", "photosensitiser", "isotretinoin")


@pytest.fixture
def house(house: House) -> House:
    """The house, with what these tests need of its catalogue."""

    def furnish(work: Work) -> None:
        for subject, refs in (
            (Subject.HEALTH_CONDITION, KNOWN),
            (Subject.CLIENT_FIELD, ("medications",)),
        ):
            for ref in refs:
                names = {"en": ref, "zh_hans": "", "zh_hant": ""}
                row = Entry(subject=subject, ref=ref, body="{}", sort=1, origin="")
                for name, said in names.items():
                    setattr(row, name, said)
                work.session.add(row)
        work.record(HouseOpened())

    house.salon.do(furnish)
    return house


def known(house: House) -> Understanding:
    return house.salon.ask(understanding_of, house.amira)


def standing(house: House) -> set[str]:
    return {
        condition
        for one in known(house).typed
        if not one.ended
        for condition in one.conditions
    }


def asked(house: House) -> list[str]:
    return [one.word for one in known(house).questions]


# pure


def test_answers_replace_what_a_word_means() -> None:
    texts = [(MEDICINE, "warfarin\nXyzumab 20 mg"), (ALLERGY, "lavender")]
    before = typed_facts(texts)
    after = typed_facts(
        texts,
        (),
        [
            WordAnswer(MEDICINE, "warfarin", Said.NOT_HER),
            WordAnswer(MEDICINE, "xyzumab 20 mg", Said.MEANS, ("photosensitiser",)),
            WordAnswer(ALLERGY, "lavender", Said.ENDED, (), date(2020, 1, 1)),
            WordAnswer(ALLERGY, "warfarin", Said.HARMLESS),  # elsewhere
        ],
    )

    assert [(one.condition, one.known_from) for one in before] == [
        ("anticoagulant", "warfarin"),
        ("allergy_fragrance", "lavender"),
    ]
    assert [(one.condition, one.ended, one.ended_on) for one in after] == [
        ("photosensitiser", False, None),
        ("allergy_fragrance", True, date(2020, 1, 1)),
    ]
    assert all(one.is_sure for one in after)


def test_a_later_answer_replaces_an_earlier() -> None:
    found = typed_facts(
        [(MEDICINE, "warfarin")],
        (),
        [
            WordAnswer(MEDICINE, "warfarin", Said.HARMLESS),
            WordAnswer(MEDICINE, "warfarin", Said.MEANS, ("anticoagulant",)),
        ],
    )

    assert [one.condition for one in found] == ["anticoagulant"]


def test_what_was_said_of_the_time_stands_beside_an_answer() -> None:
    [fact] = typed_facts(
        [(MEDICINE, "Roaccutane stopped 2019")],
        (),
        [WordAnswer(MEDICINE, "roaccutane", Said.MEANS, ("isotretinoin",))],
    )

    assert (fact.ended, fact.ended_on) == (True, date(2019, 12, 31))


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_word_that_asks_has_a_question_in_three_languages(code: str) -> None:
    english = set()
    with speaking("en"):
        for row in _rows():
            english |= {one.text for one in proposal(row.word, MEDICINE).questions}
    with speaking(code):
        for row in _rows():
            for place in Place:
                for one in proposal(row.word, place).questions:
                    assert one.word in one.text
                    assert "{" not in one.text
                    assert code == "en" or one.text not in english


def test_the_question_fits_what_is_not_known() -> None:
    def question(text: str, place: Place = MEDICINE) -> str:
        [one] = proposal(text, place).questions
        return one.text

    assert question("Roaccutane").startswith("Is “Roaccutane” still being taken")
    assert proposal("Roaccutane stopped 2019", MEDICINE).questions == ()
    assert "by mouth" in question("isotretinoin")
    assert "clot" in question("rivaroxaban")
    assert "how severe" in question("penicillin", ALLERGY)
    assert "is it over" in question("warfarin?")
    assert question("Xyzumab") == "“Xyzumab” is not understood yet. What is it?"
    assert proposal("warfarin", MEDICINE).questions == ()


# in the records


def test_all_that_is_typed_in_a_file_is_understood(house: House) -> None:
    do = house.salon.do
    do(note_allergy, house.amira, "latex", reaction="anaphylaxis")
    do(note_medicine, house.amira, "warfarin 5 mg")
    do(note_medicine, house.amira, "  Xyzumab ")
    do(note_medicine, house.amira, "Xyzumab")  # known already
    do(note_condition, house.amira, "photosensitiser", note="takes St. John's wort")

    assert standing(house) == {
        *("allergy_latex", "anaphylaxis_history", "anticoagulant", "photosensitiser")
    }
    assert asked(house)[-1] == "Xyzumab"
    card = house.salon.ask(client_card, house.amira)
    texts = house.salon.ask(texts_of, [house.amira])[house.amira]
    assert texts_on(card) == texts
    assert (MEDICINE, "warfarin 5 mg\nXyzumab") in texts


def test_the_note_of_what_is_over_says_nothing_any_more(house: House) -> None:
    house.salon.do(note_condition, house.amira, "isotretinoin", note="Roaccutane")
    assert standing(house) == {"isotretinoin"}

    house.salon.do(end_condition, _condition(house))

    assert standing(house) == set()


def _condition(house: House) -> int:
    return house.salon.ask(client_card, house.amira).conditions[0].id


def test_a_word_is_answered_answered_anew_and_taken_back(house: House) -> None:
    do = house.salon.do
    do(note_medicine, house.amira, "Xyzumab 20 mg")
    word = (house.amira, MEDICINE, "XYZUMAB 20 mg")

    do(answer_word, *word, "means", ("photosensitiser",))
    assert standing(house) == {"photosensitiser"}
    assert asked(house) == []
    do(answer_word, *word, "harmless")
    assert standing(house) == set()
    assert len(house.salon.ask(answers_of, [house.amira])[house.amira]) == 1
    do(take_back_answer, *word)
    assert asked(house) == ["Xyzumab 20 mg"]

    house.salon.undo()
    assert asked(house) == []
    with pytest.raises(NotFound):
        do(take_back_answer, house.amira, ALLERGY, "Xyzumab")


def test_what_is_over_keeps_its_last_day(house: House) -> None:
    house.salon.do(note_medicine, house.amira, "isotretinoin")

    house.salon.do(
        answer_word,
        house.amira,
        MEDICINE,
        "isotretinoin",
        "ended",
        ended_on=date(2026, 1, 5),
    )

    [one] = known(house).typed
    assert one.conditions == ("isotretinoin",)
    assert (one.ended, one.ended_on, one.is_sure) == (True, date(2026, 1, 5), True)


@pytest.mark.parametrize(
    ("given", "refused"),
    [
        (("somewhere", "x", "harmless"), BadField),
        (("notes", "x", "perhaps"), BadField),
        (("notes", "…", "harmless"), BadField),
        (("notes", "x" * 300, "harmless"), TooLong),
        (("notes", "x", "means"), BadField),
        (("notes", "x", "means", ("no_such",)), BadField),
        (("notes", "x", "ended", (), date(2026, 3, 28)), BadField),
    ],
)
def test_an_answer_that_is_none_is_refused(
    house: House, given: tuple[Any, ...], refused: type[SalonError]
) -> None:
    with pytest.raises(refused):
        house.salon.do(answer_word, house.amira, *given)


def test_of_two_files_that_are_joined_the_later_answer_stands(house: House) -> None:
    do = house.salon.do
    do(note_medicine, house.amira, "warfarin")
    do(answer_word, house.amira, MEDICINE, "warfarin", "harmless")
    do(answer_word, house.basia, MEDICINE, "warfarin", "means", ("isotretinoin",))

    do(merge_clients, house.amira, house.basia)
    assert standing(house) == {"isotretinoin"}
    do(answer_word, house.amira, MEDICINE, "warfarin", "not_her")

    assert standing(house) == set()
    assert len(house.salon.ask(answers_of, [house.amira])[house.amira]) == 1


def test_a_taught_word_counts_for_everybody_until_it_is_forgotten(house: House) -> None:
    do = house.salon.do
    do(note_medicine, house.amira, "granny's tea, warfarin")
    do(teach_word, "Granny’s  tea", ("isotretinoin",), "medications")
    do(teach_word, "Granny’s tea", ("photosensitiser",), "medications")  # better
    do(teach_word, "Warfarin")
    assert set(house.salon.ask(own_words)) == {
        OwnWord("Granny’s tea", ("photosensitiser",), MEDICINE),
        OwnWord("Warfarin", ()),
    }
    assert standing(house) == {"photosensitiser"}

    do(forget_word, "warfarin")
    assert standing(house) == {"photosensitiser", "anticoagulant"}
    do(forget_word, "granny's tea", "medications")
    assert asked(house) == ["granny's tea"]
    with pytest.raises(NotFound):
        do(forget_word, "granny's tea")
    with pytest.raises(BadField):
        do(teach_word, "xy", ("no_such",))


@pytest.mark.parametrize("word", ["x", " é ", "孕", "x-", "\u200bx", "\uff58"])
def test_a_word_of_one_letter_is_not_taught(house: House, word: str) -> None:
    with pytest.raises(TooShort, match="too short"):
        house.salon.do(teach_word, word, ("isotretinoin",))

    assert not house.salon.ask(own_words)
    house.salon.do(teach_word, "老王", ("isotretinoin",))
    house.salon.do(teach_word, "B5")
    assert len(house.salon.ask(own_words)) == 2


def test_only_who_manages_teaches(house: House) -> None:
    actor = Actor(None, frozenset(Right) - {Right.MANAGE})
    work = Work.__new__(Work)
    object.__setattr__(work, "by", actor)

    for operation in (teach_word, forget_word):
        with pytest.raises(NotAllowed):
            operation(work, "tea")


def test_rules_and_the_file_are_told_the_same() -> None:
    texts = [(MEDICINE, "warfarin, Xyzumab"), (NOTE, "mother has epilepsy")]
    whole = understanding(texts)

    assert {one.condition for one in typed_facts(texts)} == {
        condition for one in whole.typed for condition in one.conditions
    }
    assert whole.others == ("mother has epilepsy",)
    assert fold("Xyzumab") in {fold(one.word) for one in whole.questions}

"""What is answered to a health question reaches the rules: weeks, numbers, words."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salon.catalogue.model import Subject
from salon.catalogue.queries import entries, resolve_service
from salon.clients.gestation import FIRST_WEEKS, TERM, read_weeks, weeks_on
from salon.clients.health import answer_health
from salon.clients.health_kinds import fits
from salon.clients.joining import both_told
from salon.clients.model import (
    HEALTH_WORDS,
    ClientDraft,
    ClientId,
    HealthAnswer,
    NotOnScale,
    NotWeeks,
    NotYesOrNo,
)
from salon.clients.operations import correct_client, merge_clients, note_condition
from salon.clients.queries import conditions_of, health_answers
from salon.content import load_content
from salon.safety.model import Answer, Verdict
from salon.safety.queries import safety_answer, understanding_of
from salon.text import speaking
from salon.views.asking import coach_of
from salon.views.changed import changed_sight
from tests.clients.test_answering import pass_days
from tests.house import House

Tell = Callable[..., None]


@pytest.fixture
def filled(house: House) -> House:
    """Return the house with all that a salon is loaded with."""
    house.salon.do(load_content)
    house.salon.by = house.lea
    return house


@pytest.fixture
def tell(filled: House) -> Tell:
    def told(question: str, said: str, *meant: str, who: int = 0) -> None:
        key = ClientId(who) if who else filled.amira
        filled.salon.do(answer_health, key, question, said, meant)

    return told


def verdict(house: House, ref: str, days: int = 0) -> Answer:
    service = house.salon.ask(resolve_service, ref)
    day = house.salon.today() + timedelta(days=days)
    return house.salon.ask(safety_answer, house.amira, service, day)


def reached(house: House, ref: str, days: int = 0) -> set[str]:
    """Return the conditions that a service minds on a day."""
    return {one.condition for one in verdict(house, ref, days).objections}


# weeks


@pytest.mark.parametrize(
    ("said", "is_early"),
    [("1", True), ("12", True), ("12+6", True), ("13", False), ("13周", False)],
)
def test_weeks_note_the_pregnancy_and_how_far_it_is(
    filled: House, tell: Tell, said: str, is_early: bool
) -> None:
    tell("q04", said)
    [row] = filled.salon.ask(conditions_of, filled.amira)
    days = read_weeks(said)
    assert days is not None
    assert row.condition == "pregnancy"
    assert row.expected_on == filled.salon.today() + timedelta(days=TERM - days)
    early = "pregnancy_t1" in reached(filled, "mas_preg")
    assert early == is_early


def test_weeks_move_on_by_themselves(filled: House, tell: Tell) -> None:
    tell("q04", "12")
    assert "pregnancy_t1" in reached(filled, "mas_preg", 6)
    assert "pregnancy_t1" not in reached(filled, "mas_preg", 7)


def test_weeks_told_later_bring_what_was_noted_up_to_date(
    filled: House, tell: Tell
) -> None:
    filled.salon.do(note_condition, filled.amira, "pregnancy_t1")
    assert "pregnancy_t1" in reached(filled, "mas_preg")
    tell("q04", "20")
    assert len(filled.salon.ask(conditions_of, filled.amira)) == 1
    assert "pregnancy_t1" not in reached(filled, "mas_preg")


@pytest.mark.parametrize("said", ["43", "some", "-3", "9.5", "9+7"])
def test_what_is_no_number_of_weeks_is_refused(
    filled: House, tell: Tell, said: str
) -> None:
    with pytest.raises(NotWeeks, match=r"9\+3"):
        tell("q04", said)
    assert filled.salon.ask(conditions_of, filled.amira) == []
    tell("q04", "42")


@given(st.integers(0, 42 * 7 + 6), st.integers(0, 300))
def test_a_day_later_is_a_day_further(days: int, later: int) -> None:
    day = date(2026, 11, 27)
    expected = day + timedelta(days=TERM - days)
    on = day + timedelta(days=later)
    assert weeks_on(expected, on) == (days + later) // 7
    is_early = weeks_on(expected, on) < FIRST_WEEKS
    assert is_early == (days + later < 91)


# 0 to 10


def test_how_much_it_troubles_is_a_number_and_who_asks_judges(
    filled: House, tell: Tell
) -> None:
    for said in ("11", "-1", "a lot", "7.5", "yes"):
        with pytest.raises(NotOnScale, match="0 to 10"):
            tell("q54", said)
    for said in ("0", "10"):
        tell("q54", said)
        assert filled.salon.ask(conditions_of, filled.amira) == []
    tell("q54", "9", "body_image")
    assert "body_image" in reached(filled, "fac_acne")
    tell("q54", "0", "body_image")  # a nought is a no: nothing is ended by it
    assert fits("text", "a lot")


# words


def test_every_question_answered_in_words_is_read(filled: House) -> None:
    asked = filled.salon.ask(entries, Subject.HEALTH_QUESTION)
    in_words = {one.ref for one in asked if one.body.get("answer_type") == "text"}
    assert in_words == set(HEALTH_WORDS)


def test_a_medicine_written_into_the_questions_holds_up_the_peel(
    filled: House, tell: Tell
) -> None:
    assert "isotretinoin" not in reached(filled, "pel_lactic")
    tell("q42", "Roaccutane 20 mg, vitamin C")
    found = filled.salon.ask(understanding_of, filled.amira).typed
    assert "isotretinoin" in {one for each in found for one in each.conditions}
    assert "isotretinoin" in reached(filled, "pel_lactic")
    assert verdict(filled, "pel_lactic").verdict is Verdict.BLOCK
    heads = filled.salon.ask(changed_sight, filled.amira).alerts
    assert any("Isotretinoin" in one.text for one in heads)
    tell("q42", "vitamin C")
    assert "isotretinoin" not in reached(filled, "pel_lactic")


@pytest.mark.parametrize("said", ["yes", "no", "unsure", "skip"])
def test_a_tick_is_no_word(filled: House, tell: Tell, said: str) -> None:
    tell("q42", said, *(["photosensitiser"] if said in ("yes", "unsure") else []))
    found = filled.salon.ask(understanding_of, filled.amira)
    assert (found.typed, found.questions) == ((), ())


def test_joined_files_keep_what_either_was_told(filled: House, tell: Tell) -> None:
    away = filled.basia
    tell("q42", "Roaccutane", who=away)
    tell("q42", "no")
    filled.salon.do(merge_clients, filled.amira, away)
    found = filled.salon.ask(health_answers, filled.amira)
    assert next(x.value for x in found if x.question == "q42") == "Roaccutane"
    assert "isotretinoin" in reached(filled, "pel_lactic")


@pytest.mark.parametrize(
    ("mine", "hers", "both"),
    [
        ("no", "no", "no"),
        ("no", "yes", "yes"),
        ("skip", "no", "skip"),
        ("yes", "unsure", "yes"),
        ("yes", "aspirin", "aspirin"),
        ("aspirin\nzinc", "zinc\niron", "aspirin\nzinc\niron"),
    ],
)
def test_nothing_told_is_lost(mine: str, hers: str, both: str) -> None:
    assert sorted(both_told(hers, mine).splitlines()) == sorted(both.splitlines())
    assert both_told(mine, hers) == both


# asked aloud


def test_what_was_said_last_time_is_said_in_the_language_of_who_is_asked(
    filled: House, tell: Tell
) -> None:
    filled.salon.do(correct_client, filled.amira, ClientDraft(language="zh_CN"))
    first = [
        one.question
        for one in filled.salon.ask(health_answers, filled.amira)
        if one.ask_at == "visit1"
    ]
    for question in first:
        tell(question, "no")
    tell("q33", "yes")
    tell("q08", "yes")
    pass_days(filled, 366)
    with speaking("en"):
        coach = filled.salon.ask(coach_of, filled.amira)
    [ask] = [one for one in coach.asks if one.field == "health_questionnaire"]
    names = {
        one.ref: one.names
        for one in filled.salon.ask(entries, Subject.HEALTH_CONDITION)
    }
    for ref in ("keloid", "pacemaker_icd"):
        assert names[ref].zh_hans in ask.words
        assert names[ref].en in ask.said
    assert "、" in ask.words


# yes and no


@pytest.mark.parametrize(
    ("said", "kept"),
    [("Yes", "yes"), ("是", "yes"), ("没有", "no"), ("NO", "no"), ("不確定", "unsure")],
)
def test_a_yes_is_understood_however_it_is_spelled(
    filled: House, tell: Tell, said: str, kept: str
) -> None:
    tell("q08", said)
    [one] = [x for x in answers(filled) if x.question == "q08"]
    assert one.value == kept
    noted = filled.salon.ask(conditions_of, filled.amira)
    assert bool(noted) == (kept != "no")


@pytest.mark.parametrize(
    "said", ["yes, since 2019", "maybe", "pacemaker", "0", "-", "y e s"]
)
def test_what_is_neither_yes_nor_no_is_refused(
    filled: House, tell: Tell, said: str
) -> None:
    with pytest.raises(NotYesOrNo, match="unsure"):
        tell("q08", said)
    assert {x.value for x in answers(filled)} == {""}


def answers(house: House) -> list[HealthAnswer]:
    return house.salon.ask(health_answers, house.amira)


def test_a_slip_of_the_finger_leaves_nothing_behind(filled: House, tell: Tell) -> None:
    tell("q08", "yes")
    tell("q08", "no")
    assert filled.salon.ask(conditions_of, filled.amira) == []
    tell("q03", "yes")
    tell("q04", "9")
    tell("q03", "no")
    assert filled.salon.ask(conditions_of, filled.amira) == []
    by_question = {one.question: one for one in answers(filled)}
    assert by_question["q04"].value == ""
    assert by_question["q03"].stands == ()


def test_what_was_known_before_today_stands_and_is_said(
    filled: House, tell: Tell
) -> None:
    tell("q08", "yes")
    pass_days(filled, 1)
    tell("q08", "no")
    [row] = filled.salon.ask(conditions_of, filled.amira)
    assert row.condition == "pacemaker_icd"
    [one] = [x for x in answers(filled) if x.question == "q08"]
    assert (one.value, one.stands) == ("no", ("pacemaker_icd",))


def test_what_somebody_noted_with_words_of_their_own_is_no_slip(
    filled: House, tell: Tell
) -> None:
    filled.salon.do(note_condition, filled.amira, "pacemaker_icd", note="since 2019")
    tell("q08", "yes")
    tell("q08", "no")
    [row] = filled.salon.ask(conditions_of, filled.amira)
    assert row.note == "since 2019"


@pytest.mark.parametrize(
    ("question", "said", "kept"),
    [
        *(("q04", "９", "9"), ("q04", "9周", "9"), ("q04", "9 + 3", "9+3")),
        *(("q54", "１０", "10"), ("q54", "007", "7")),
    ],
)
def test_one_number_is_kept_in_one_way(
    filled: House, tell: Tell, question: str, said: str, kept: str
) -> None:
    tell(question, said)
    assert next(x.value for x in answers(filled) if x.question == question) == kept


def test_weeks_say_that_there_is_a_pregnancy(filled: House, tell: Tell) -> None:
    tell("q04", "9")
    assert next(x.value for x in answers(filled) if x.question == "q03") == "yes"

"""Hoped for before, felt after: a low score is listened to, a praise goes on."""

from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salon.aftercare.queries import calls_of
from salon.appointments.model import AppointmentId
from salon.appointments.operations import Booking, arrive, book, cancel, complete
from salon.clients.refusals import refuse_contact
from salon.complaints.model import Source
from salon.complaints.queries import complaint, open_complaints
from salon.errors import Missing
from salon.feedback.model import (
    CSAT,
    GAP,
    TEXT,
    WHO,
    AlreadyTold,
    BadAnswer,
    How,
    NoScore,
    NotYet,
    TooLate,
    is_low,
    is_praise,
    questions,
)
from salon.feedback.operations import note_feedback, note_hope, pass_on
from salon.feedback.queries import (
    feedback_line,
    feedback_of,
    feedbacks,
    hope_of,
    may_be_asked,
    praises,
)
from tests.aftercare.test_calls import at
from tests.house import FRIDAY, House


@pytest.fixture
def visit(house: House) -> AppointmentId:
    at(house, "27 08:00")
    return house.salon.do(book, Booking(house.amira, house.peel, FRIDAY, time(8)))


def over(house: House, key: AppointmentId) -> AppointmentId:
    house.salon.do(arrive, key)
    house.salon.do(complete, key)
    at(house, "27 11:00")
    return key


@pytest.mark.parametrize(
    ("csat", "gap", "low", "praise"),
    [
        (1, None, True, False),
        (2, 2, True, False),
        (3, None, False, False),
        (3, -1, True, False),
        (4, 0, False, False),
        (5, None, False, True),
        (5, 0, False, True),
        (5, -1, True, False),
        (5, 2, False, True),
        (4, 2, False, False),
    ],
)
def test_what_is_low_and_what_is_praise(
    csat: int, gap: int | None, low: bool, praise: bool
) -> None:
    assert is_low(csat, gap) is low
    assert (not low and is_praise(csat, gap)) is praise


@given(st.integers(1, 5), st.one_of(st.none(), st.integers(-2, 2)))
def test_nothing_is_both_low_and_praise(csat: int, gap: int | None) -> None:
    assert not (is_low(csat, gap) and is_praise(csat, gap))


def test_the_questions_are_asked_in_three_languages() -> None:
    ids = [one.id for one in questions()]
    assert ids[:2] == [CSAT, GAP]
    assert {WHO, TEXT} <= set(ids)
    for one in questions():
        assert one.names.en
        assert one.names.zh_hans
        assert one.names.zh_hant


# what is hoped for


def test_what_is_hoped_for_is_asked_before_and_the_last_answer_counts(
    house: House, visit: AppointmentId
) -> None:
    assert house.salon.ask(hope_of, visit) is None
    house.salon.do(note_hope, visit, 8, "Calm skin for Sunday")
    house.salon.do(note_hope, visit, 7, "Calm skin")
    assert house.salon.ask(hope_of, visit) == (7, "Calm skin")
    house.salon.undo()
    assert house.salon.ask(hope_of, visit) == (8, "Calm skin for Sunday")


@pytest.mark.parametrize("score", [-1, 11])
def test_a_hope_that_is_none_is_refused(
    house: House, visit: AppointmentId, score: int
) -> None:
    with pytest.raises(BadAnswer):
        house.salon.do(note_hope, visit, score)
    assert house.salon.ask(hope_of, visit) is None


@pytest.mark.parametrize("score", [0, 10])
def test_the_ends_of_the_scale_are_hopes(
    house: House, visit: AppointmentId, score: int
) -> None:
    house.salon.do(note_hope, visit, score)
    assert house.salon.ask(hope_of, visit) == (score, "")


def test_nobody_hopes_for_what_is_over(house: House, visit: AppointmentId) -> None:
    over(house, visit)
    with pytest.raises(TooLate):
        house.salon.do(note_hope, visit, 8)
    with pytest.raises(Missing):
        house.salon.do(note_hope, 999, 8)


# how it was


def test_a_low_score_opens_a_case_with_the_clients_words(
    house: House, visit: AppointmentId
) -> None:
    house.salon.do(note_hope, visit, 8, "Calm skin for Sunday")
    over(house, visit)

    told = house.salon.do(
        note_feedback, visit, {CSAT: "2", GAP: "-1", TEXT: "Still red"}, How.PAPER
    )

    assert told.complaint_id is not None
    [line] = house.salon.ask(open_complaints)
    assert line.client_id == house.amira
    card = house.salon.ask(complaint, line.id)
    assert card.line.source == Source.SCORE
    assert "Still red" in card.line.words
    assert card.promised == "Calm skin for Sunday"
    assert card.expected == 8
    found = house.salon.ask(feedback_of, visit)
    assert found is not None
    assert (found.csat, found.gap, found.hoped, found.how) == (2, -1, 8, How.PAPER)
    house.salon.undo()
    assert house.salon.ask(open_complaints) == ()
    assert house.salon.ask(feedback_of, visit) is None


def test_a_praise_is_thanked_for_and_reaches_who_was_named(
    house: House, visit: AppointmentId
) -> None:
    over(house, visit)
    told = house.salon.do(
        note_feedback, visit, {CSAT: "5", GAP: "+1", WHO: str(house.lea)}
    )

    assert told.complaint_id is None
    calls = house.salon.ask(calls_of, house.amira)
    [call] = [one for one in calls if one.id == told.thanks]
    assert (call.step, call.caller) == ("thanks", "manager")
    assert call.due == FRIDAY + timedelta(days=1)
    assert "{" not in call.words
    [praise] = house.salon.ask(praises)
    assert praise.praised == "Léa"

    house.salon.do(pass_on, praise.id)
    assert house.salon.ask(praises) == []
    line = house.salon.ask(feedback_line, praise.id)
    assert line is not None
    assert line.is_passed_on


def test_who_wants_no_calls_is_not_thanked_by_one(
    house: House, visit: AppointmentId
) -> None:
    over(house, visit)
    house.salon.do(refuse_contact, house.amira, "care")
    told = house.salon.do(note_feedback, visit, {CSAT: "5"})
    assert told.thanks is None


def test_a_middling_score_leads_nowhere(house: House, visit: AppointmentId) -> None:
    over(house, visit)
    told = house.salon.do(note_feedback, visit, {CSAT: "4", GAP: "0"})
    assert (told.complaint_id, told.thanks) == (None, None)
    assert house.salon.ask(open_complaints) == ()


def test_a_visit_is_told_of_once(house: House, visit: AppointmentId) -> None:
    over(house, visit)
    assert house.salon.ask(may_be_asked, visit)
    house.salon.do(note_feedback, visit, {CSAT: "4"})
    assert not house.salon.ask(may_be_asked, visit)
    with pytest.raises(AlreadyTold):
        house.salon.do(note_feedback, visit, {CSAT: "1"})
    [only] = house.salon.ask(feedbacks)
    assert only.csat == 4


def test_nobody_says_how_it_was_before_it_was(
    house: House, visit: AppointmentId
) -> None:
    assert not house.salon.ask(may_be_asked, visit)
    with pytest.raises(NotYet):
        house.salon.do(note_feedback, visit, {CSAT: "4"})
    house.salon.do(cancel, visit)
    with pytest.raises(NotYet):
        house.salon.do(note_feedback, visit, {CSAT: "4"})


@pytest.mark.parametrize(
    "answers",
    [
        {CSAT: "0"},
        {CSAT: "6"},
        {CSAT: "good"},
        {CSAT: "4", GAP: "-3"},
        {CSAT: "4", GAP: "3"},
        {CSAT: "4", WHO: "999"},
        {CSAT: "4", "pv_wait": "4"},
        {CSAT: "4", "pv_none": "1"},
    ],
)
def test_answers_there_are_not_keep_nothing(
    house: House, visit: AppointmentId, answers: dict[str, str]
) -> None:
    over(house, visit)
    with pytest.raises(BadAnswer):
        house.salon.do(note_feedback, visit, answers)
    assert house.salon.ask(feedback_of, visit) is None


def test_without_the_score_nothing_is_kept(house: House, visit: AppointmentId) -> None:
    over(house, visit)
    for answers in ({}, {GAP: "1"}, {CSAT: " "}):
        with pytest.raises(NoScore):
            house.salon.do(note_feedback, visit, answers)


def test_a_client_is_asked_at_most_once_a_week(
    house: House, visit: AppointmentId
) -> None:
    over(house, visit)
    house.salon.do(note_feedback, visit, {CSAT: "4"})
    at(house, "30 07:00")
    monday = FRIDAY + timedelta(days=3)
    again = house.salon.do(book, Booking(house.amira, house.peel, monday, time(8)))
    house.salon.do(arrive, again)
    house.salon.do(complete, again)
    assert not house.salon.ask(may_be_asked, again)
    with house.salon.stopped_at(datetime.fromisoformat("2026-04-03T11:59")):
        assert not house.salon.ask(may_be_asked, again)
    with house.salon.stopped_at(datetime.fromisoformat("2026-04-03T12:01")):
        assert house.salon.ask(may_be_asked, again)

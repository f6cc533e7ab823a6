"""Answers of a file: confirmed, declined, required; by whom, and from where."""

from collections.abc import Callable
from dataclasses import replace
from datetime import time, timedelta
from typing import Any

import pytest

from salon.appointments.model import Status
from salon.appointments.operations import Booking, book, start_treatment
from salon.appointments.queries import appointment
from salon.catalogue.model import ServiceId
from salon.clients.answering import (
    confirm_fields,
    decline_field,
    needs_no_answer,
    require_fields,
)
from salon.clients.fullness import State
from salon.clients.health import answer_health
from salon.clients.model import (
    AnsweredLine,
    BadField,
    BirthdayLine,
    CannotBeNone,
    ClientDraft,
    FieldsRequired,
    HasAnswer,
    HealthUnasked,
    NotAskedYet,
    NothingToConfirm,
    PhoneLine,
    ToPick,
)
from salon.clients.operations import (
    add_client,
    add_phone,
    correct_client,
    merge_clients,
    note_allergy,
    note_condition,
)
from salon.clients.queries import (
    client_card,
    conditions_of,
    find_clients,
    health_answers,
)
from salon.clock import StoppedClock
from salon.content import load_content
from salon.errors import NotAllowed
from salon.reports.queries import findings
from salon.rights import HOUSE, Actor, Right
from salon.views.asking import coach_of, known_now
from salon.views.knowing import filling, fullness_of_many
from salon.work import Work
from tests.house import FRIDAY, House, a_service
from tests.leaning import RowMade

NUMBER = PhoneLine("+33611111111", "", True, "+33611111111", "")


@pytest.fixture
def filled(house: House) -> House:
    """Return the house with all that a salon is loaded with."""
    house.salon.do(load_content)
    house.salon.by = house.lea
    return house


def pass_days(house: House, days: int) -> None:
    clock = house.salon._clock
    assert isinstance(clock, StoppedClock)
    clock.instant += timedelta(days=days)


def noted(house: House, field: str, who: Any = None) -> AnsweredLine | None:
    card = house.salon.ask(client_card, who or house.amira)
    return next((one for one in card.answered if one.field == field), None)


def state(house: House, field: str) -> State:
    answers = house.salon.ask(known_now, house.amira).answers
    return answers[field].state if field in answers else State.NOT_ASKED


def test_an_answer_keeps_by_whom_and_from_whom_it_is(filled: House) -> None:
    draft = ClientDraft(facts={"sleep_hours": "7"})
    filled.salon.do(correct_client, filled.amira, draft, told_by="client")

    kept = noted(filled, "sleep_hours")

    assert kept == AnsweredLine("sleep_hours", "answered", FRIDAY, "Léa", "client")
    [fact] = filled.salon.ask(client_card, filled.amira).facts
    assert (fact.on, fact.source) == (FRIDAY, "client")


@pytest.mark.parametrize(
    ("draft", "fields"),
    [
        (ClientDraft(called="Ami"), {"nickname"}),
        (ClientDraft(facts={"email": "a@b.fr"}), {"email"}),
        (ClientDraft(family="Khan"), {"family_name", "given_name"}),
        (ClientDraft(phones=(NUMBER,)), {"mobile"}),
        (ClientDraft(call_from="10:00"), {"contact_bands"}),
        (ClientDraft(birthday=BirthdayLine(1990, 5, 2)), {"birth_solar"}),
        (ClientDraft(never_do="No scrubs"), {"never_do"}),
        (ClientDraft(note="Shy"), set()),
    ],
)
def test_columns_and_numbers_are_answers_too(
    filled: House, draft: ClientDraft, fields: set[str]
) -> None:
    filled.salon.do(correct_client, filled.amira, draft)
    card = filled.salon.ask(client_card, filled.amira)
    assert {one.field for one in card.answered} == fields


def test_a_second_number_does_not_confirm_the_first(filled: House) -> None:
    filled.salon.do(add_phone, filled.amira, PhoneLine("+33622222222"))

    assert noted(filled, "mobile") is None
    assert noted(filled, "mobile_2") is not None
    phones = filled.salon.ask(client_card, filled.amira).line.phones
    assert [one.number for one in phones] == ["+33601020304", "+33622222222"]


def test_a_number_that_is_preferred_goes_first_and_no_extension_is_lost(
    filled: House,
) -> None:
    desk = PhoneLine("+33633333333", "work", True, "+33 6 33", "12")
    filled.salon.do(add_phone, filled.amira, desk)
    filled.salon.do(add_phone, filled.amira, NUMBER)
    phones = filled.salon.ask(client_card, filled.amira).line.phones
    assert [one.extension for one in phones] == ["", "12", ""]
    assert phones[0].number == NUMBER.number


def test_one_key_confirms_what_is_stale(filled: House) -> None:
    filled.salon.do(
        correct_client, filled.amira, ClientDraft(facts={"sleep_hours": "7"})
    )
    later = filled.salon
    pass_days(filled, 180)
    assert state(filled, "sleep_hours") is State.STALE

    later.do(confirm_fields, filled.amira, ["sleep_hours"])

    assert state(filled, "sleep_hours") is State.ANSWERED
    [fact] = later.ask(client_card, filled.amira).facts
    assert (fact.value, fact.on) == ("7", FRIDAY + timedelta(days=180))


def test_nothing_is_confirmed_that_was_never_said(filled: House) -> None:
    with pytest.raises(NothingToConfirm, match="Sleep per night"):
        filled.salon.do(confirm_fields, filled.amira, ["sleep_hours"])
    with pytest.raises(BadField):
        filled.salon.do(confirm_fields, filled.amira, ["shoe_size"])


@pytest.mark.parametrize(
    "field", ["allergies", "medications", "family_members", "products_owned"]
)
def test_a_list_of_which_nothing_was_said_is_not_confirmed(
    filled: House, field: str
) -> None:
    before = filled.salon.ask(known_now, filled.amira).full.safety
    with pytest.raises(NothingToConfirm, match="note that there is none"):
        filled.salon.do(confirm_fields, filled.amira, [field])
    assert state(filled, field) is State.NOT_ASKED
    assert filled.salon.ask(known_now, filled.amira).full.safety == before

    filled.salon.do(needs_no_answer, filled.amira, field)
    pass_days(filled, 400)
    filled.salon.do(confirm_fields, filled.amira, [field])
    assert state(filled, field) is State.NA


def test_the_health_questions_are_neither_confirmed_nor_none_before_they_are_put(
    filled: House,
) -> None:
    with pytest.raises(HealthUnasked, match="one by one"):
        filled.salon.do(confirm_fields, filled.amira, ["health_questionnaire"])
    with pytest.raises(HealthUnasked, match="one by one"):
        filled.salon.do(needs_no_answer, filled.amira, "health_questionnaire")
    filled.salon.do(note_allergy, filled.amira, "Nickel")
    with pytest.raises(HealthUnasked):  # an allergy answers no question of health
        filled.salon.do(confirm_fields, filled.amira, ["health_questionnaire"])

    filled.salon.do(note_condition, filled.amira, "pregnancy")
    filled.salon.do(confirm_fields, filled.amira, ["health_questionnaire"])
    with pytest.raises(NothingToConfirm):  # and a pregnancy is no medicine
        filled.salon.do(confirm_fields, filled.amira, ["medications"])
    filled.salon.do(note_condition, filled.amira, "anticoagulant")
    filled.salon.do(confirm_fields, filled.amira, ["medications"])


@pytest.mark.parametrize("field", ["birth_solar", "consents"])
def test_what_everybody_has_is_not_answered_with_none(
    filled: House, field: str
) -> None:
    with pytest.raises(CannotBeNone, match="prefers not to say"):
        filled.salon.do(needs_no_answer, filled.basia, field)
    filled.salon.do(decline_field, filled.basia, field)
    stands = filled.salon.ask(known_now, filled.basia).answers[field].state
    assert stands is State.DECLINED


def test_an_allergy_that_was_proposed_is_sure_once_it_is_confirmed(
    filled: House,
) -> None:
    filled.salon.do(note_allergy, filled.amira, "Nickel", is_confirmed=False)
    filled.salon.do(confirm_fields, filled.amira, ["allergies"])
    [allergy] = filled.salon.ask(client_card, filled.amira).allergies
    assert allergy.confirmed


def test_that_there_are_none_is_an_answer(filled: House) -> None:
    filled.salon.do(needs_no_answer, filled.amira, "allergies")
    assert state(filled, "allergies") is State.NA
    filled.salon.do(note_allergy, filled.amira, "Nickel")
    assert state(filled, "allergies") is State.ANSWERED
    with pytest.raises(HasAnswer):
        filled.salon.do(needs_no_answer, filled.amira, "allergies")


def test_who_prefers_not_to_say_is_never_asked_again(filled: House) -> None:
    asked = [one.field for one in filled.salon.ask(coach_of, filled.amira).asks]
    first = asked[0]
    before = filled.salon.ask(known_now, filled.amira).full

    filled.salon.do(decline_field, filled.amira, first)

    coach = filled.salon.ask(coach_of, filled.amira)
    assert first not in [one.field for one in coach.asks]
    after = filled.salon.ask(known_now, filled.amira).full
    weights = {one.field.ref: one.weight for one in before.points}
    assert (
        sum(one.weight for one in after.points if one.state is State.DECLINED)
        == (weights[first])
    )
    filled.salon.undo()
    assert filled.salon.ask(coach_of, filled.amira).asks[0].field == first


def test_an_answer_after_all_ends_the_silence(filled: House) -> None:
    filled.salon.do(decline_field, filled.amira, "smoking")
    draft = ClientDraft(facts={"smoking": "never"})
    filled.salon.do(correct_client, filled.amira, draft)
    assert state(filled, "smoking") is State.ANSWERED
    filled.salon.do(correct_client, filled.amira, ClientDraft(facts={"smoking": ""}))
    assert state(filled, "smoking") is State.NOT_ASKED


def test_three_questions_are_asked_in_the_clients_language(filled: House) -> None:
    filled.salon.do(correct_client, filled.amira, ClientDraft(language="zh_CN"))
    coach = filled.salon.ask(coach_of, filled.amira)
    assert len(coach.asks) == 3
    assert all(not one.words.isascii() for one in coach.asks)
    assert all(one.label.isascii() for one in coach.asks)


def test_what_is_stale_is_asked_with_what_was_said(filled: House) -> None:
    draft = ClientDraft(facts={"expected_score": "8"}, language="en")
    filled.salon.do(correct_client, filled.amira, draft)
    for _round in range(40):  # until it comes to it
        coach = filled.salon.ask(coach_of, filled.amira)
        if not coach.asks:
            break
        for one in coach.asks:
            filled.salon.do(decline_field, filled.amira, one.field)
    pass_days(filled, 180)
    [ask] = [
        one
        for one in filled.salon.ask(coach_of, filled.amira).asks
        if one.field == "expected_score"
    ]
    assert "8" in ask.words
    assert ask.is_stale
    assert ask.by == "Léa"


def test_no_file_is_opened_without_what_the_salon_requires(filled: House) -> None:
    filled.salon.by = None
    filled.salon.do(require_fields, ["mobile", "source"])

    with pytest.raises(FieldsRequired, match="Mobile") as error:
        filled.salon.do(add_client, ClientDraft(name="Eve"))

    assert error.value.fields == ("mobile", "source")
    assert filled.salon.ask(find_clients, "Eve") == []
    told = ClientDraft(name="Eve", facts={"source": "walk_in"}, declined=("mobile",))
    key = filled.salon.do(add_client, told)
    kept = noted(filled, "mobile", key)
    assert kept is not None
    assert kept.state == "declined"


def test_what_is_required_is_not_emptied_either(filled: House) -> None:
    filled.salon.by = None
    filled.salon.do(require_fields, ["email"])
    has_it = ClientDraft(facts={"email": "a@b.fr"})
    filled.salon.do(correct_client, filled.amira, has_it)
    with pytest.raises(FieldsRequired):
        filled.salon.do(correct_client, filled.amira, ClientDraft(email=""))
    filled.salon.do(correct_client, filled.amira, ClientDraft(called="Ami"))
    assert filled.salon.ask(client_card, filled.amira).email == "a@b.fr"


@pytest.mark.parametrize("field", ["age", "photos", "patch_tests", "lifecycle", "x"])
def test_only_what_somebody_can_be_asked_is_required(filled: House, field: str) -> None:
    filled.salon.by = None
    with pytest.raises(BadField):
        filled.salon.do(require_fields, [field])


def test_no_treatment_begins_before_health_was_asked_where_the_salon_says_so(
    filled: House,
) -> None:
    salon = filled.salon
    salon.by = None
    visit = filled.booked(time(7))
    salon.do(require_fields, ["health_questionnaire", "allergies"])
    salon.do(add_client, ClientDraft(name="Eve"))  # no file waits for it

    with pytest.raises(NotAskedYet, match="Amira") as error:
        salon.do(start_treatment, visit)
    assert error.value.fields == ("health_questionnaire", "allergies")
    salon.do(note_allergy, filled.amira, "Latex")  # told in passing: not all of it
    with pytest.raises(NotAskedYet) as error:
        salon.do(start_treatment, visit)
    assert error.value.fields == ("health_questionnaire",)
    salon.do(decline_field, filled.amira, "health_questionnaire")
    salon.do(start_treatment, visit, override="asked at the door")
    assert salon.ask(appointment, visit).status is Status.IN_TREATMENT


def test_one_may_talk_before_health_was_asked(filled: House) -> None:
    salon = filled.salon
    salon.by = None
    salon.do(require_fields, ["health_questionnaire"])

    def serve(work: Work) -> ServiceId:
        work.record(RowMade())
        return work.add(a_service("tst_talk", "Talk", 30, family="CON")).id

    talk = salon.do(serve)
    visit = salon.do(book, Booking(filled.amira, talk, FRIDAY, time(7)))
    salon.do(start_treatment, visit)


def test_requiring_needs_the_right_to_manage(filled: House) -> None:
    with pytest.raises(NotAllowed):
        filled.salon.do(require_fields, ["mobile"])


def test_of_two_files_the_newer_answer_stays_and_a_refusal_wins(
    filled: House,
) -> None:
    salon = filled.salon
    tell(filled, filled.amira, "water", "gt2")
    salon.do(decline_field, filled.basia, "water")
    salon.do(decline_field, filled.basia, "stress")
    tell(filled, filled.basia, "exercise_limits", "none")

    salon.do(merge_clients, filled.amira, filled.basia)

    stands = {
        one.field: one.state for one in salon.ask(client_card, filled.amira).answered
    }
    assert stands["water"] == "declined"
    assert stands["stress"] == "declined"
    assert stands["exercise_limits"] == "answered"
    assert salon.ask(findings) == []


def tell(house: House, key: Any, field: str, value: str) -> None:
    house.salon.do(correct_client, key, ClientDraft(facts={field: value}))


# the health questions


def test_a_yes_notes_the_condition_that_goes_with_it(filled: House) -> None:
    filled.salon.do(answer_health, filled.amira, "q08", "yes")
    [row] = filled.salon.ask(conditions_of, filled.amira)
    assert (row.condition, row.confirmed) == ("pacemaker_icd", True)


def test_unsure_counts_as_a_yes_until_it_is_cleared(filled: House) -> None:
    filled.salon.do(answer_health, filled.amira, "q03", "unsure")
    [row] = filled.salon.ask(conditions_of, filled.amira)
    assert (row.condition, row.confirmed) == ("pregnancy", False)


def test_where_several_may_be_meant_somebody_says_which(filled: House) -> None:
    with pytest.raises(ToPick, match="hypotension"):
        filled.salon.do(answer_health, filled.amira, "q16", "yes")
    filled.salon.do(answer_health, filled.amira, "q16", "yes", ["hypotension"])
    [row] = filled.salon.ask(conditions_of, filled.amira)
    assert row.condition == "hypotension"
    with pytest.raises(BadField):
        filled.salon.do(answer_health, filled.amira, "q16", "yes", ["epilepsy"])


def test_a_no_leaves_nothing_behind_and_is_asked_again_in_its_time(
    filled: House,
) -> None:
    filled.salon.do(answer_health, filled.amira, "q33", "no")  # 365 days
    filled.salon.do(answer_health, filled.amira, "q02", "no")  # at every visit

    def states() -> tuple[str, str]:
        found = {
            one.question: one.state
            for one in filled.salon.ask(health_answers, filled.amira)
        }
        return found["q33"], found["q02"]

    assert filled.salon.ask(conditions_of, filled.amira) == []
    assert states() == ("answered", "answered")
    pass_days(filled, 1)
    assert states() == ("answered", "stale")
    pass_days(filled, 364)
    assert states() == ("stale", "stale")


def test_the_questionnaire_stands_once_all_is_answered(filled: House) -> None:
    first = [
        one.question
        for one in filled.salon.ask(health_answers, filled.amira)
        if one.ask_at == "visit1"
    ]
    for question in first[:-1]:
        filled.salon.do(answer_health, filled.amira, question, "no")
    assert state(filled, "health_questionnaire") is State.NOT_ASKED
    filled.salon.do(answer_health, filled.amira, first[-1], "no")
    assert state(filled, "health_questionnaire") is State.ANSWERED


# how the files fill


def test_many_files_are_judged_as_one_is(filled: House) -> None:
    draft = ClientDraft(facts={"sleep_hours": "7", "smoking": "never"})
    filled.salon.do(correct_client, filled.amira, draft)
    filled.salon.do(decline_field, filled.amira, "stress")
    many = filled.salon.ask(fullness_of_many, [filled.amira, filled.basia])
    for key in (filled.amira, filled.basia):
        one = filled.salon.ask(known_now, key).full
        assert (many[key].safety, many[key].knowing) == (one.safety, one.knowing)


def test_answers_are_counted_by_person_and_week(filled: House) -> None:
    filled.salon.do(
        correct_client, filled.amira, ClientDraft(facts={"sleep_hours": "7"})
    )
    filled.salon.do(decline_field, filled.amira, "stress")
    pass_days(filled, 7)
    filled.salon.do(confirm_fields, filled.basia, ["mobile"])

    found = filled.salon.ask(filling, 2)
    [lea] = [one for one in found.people if one.name == "Léa"]

    assert (lea.answered, lea.total, lea.declined) == ((2, 1), 3, 1)
    assert filled.salon.ask(filling, 1).people[0].answered == (1,)


def test_a_refused_right_changes_nothing(filled: House) -> None:
    filled.salon.by = None
    rights = HOUSE.rights - {Right.FILE}
    actor = Actor(None, rights)
    work_only = [confirm_fields, decline_field, needs_no_answer]
    for operation in work_only:
        given: Any = ["mobile"] if operation is confirm_fields else "mobile"
        with pytest.raises(NotAllowed):
            filled.salon.do(as_(actor, operation), filled.amira, given)


def as_(actor: Actor, operation: Callable[..., Any]) -> Callable[..., Any]:
    def doing(work: Work, *given: Any) -> Any:
        return operation(replace(work, by=actor), *given)

    return doing

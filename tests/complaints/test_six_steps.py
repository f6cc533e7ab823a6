"""Six steps, each with what it cannot do without, a clock, and somebody who owns it."""

from datetime import date, timedelta

import pytest

from salon.clients.model import ClientDraft
from salon.clients.operations import add_client, merge_clients
from salon.complaints.model import Kind, Level, Step
from salon.complaints.offering import grant_offer, offer
from salon.complaints.operations import (
    agree,
    apologise,
    carry_out,
    clarify,
    follow_up,
    listen,
    mark_complaint,
    note_attempt,
    note_contact,
    note_of_complaint,
    open_complaint,
    propose,
    take_step_back,
    think_over,
)
from salon.complaints.queries import all_complaints, open_complaints, quiet_clients
from salon.complaints.refusing import (
    CauseNeeded,
    ChangeNeeded,
    ComplaintClosed,
    DayNeeded,
    NotOffered,
    NotTheirVisitThen,
    ReadBackFirst,
    RootNeeded,
    StepFirst,
    StepNotDone,
    TooManyCauses,
    TwoWaysNeeded,
    UnknownChoice,
    WhyNeeded,
    WordsNeeded,
)
from salon.errors import EditedElsewhere, Missing
from salon.money import Money
from tests.complaints.conftest import ROOT, WORDS, Case


def test_it_knows_the_visit_whom_it_is_about_and_who_sees_to_it(case: Case) -> None:
    card = case.card(case.opened())

    assert card.line.appointment_id == case.visit
    assert (card.line.person, card.line.owner) == ("Jun", "Mei")
    assert (card.line.level, card.line.step) == (Level.TOLD_US, Step.LISTEN)
    assert (card.line.status, card.line.words) == ("received", WORDS)


def test_whom_it_is_about_never_sees_to_it(case: Case) -> None:
    key = case.by(case.jun, open_complaint, case.amira, words=WORDS)

    assert case.card(key).line.owner == "Mei"  # the consultant, not who heard it


def test_a_second_word_on_one_visit_is_added(case: Case) -> None:
    key = case.opened()

    again = case.opened(words="And nobody rang me")
    other = case.by(case.hana, open_complaint, case.amira, words="Still waiting")

    assert {key, again, other} == {key}
    assert case.card(key).line.words.split("\n") == [
        WORDS,
        "And nobody rang me",
        "Still waiting",
    ]
    assert len(case.salon.ask(all_complaints)) == 1


def test_another_client_cannot_complain_of_that_visit(case: Case) -> None:
    with pytest.raises(NotTheirVisitThen):
        case.by(
            *(case.mei, open_complaint, case.house.basia),
            words=WORDS,
            appointment_id=case.visit,
        )
    with pytest.raises(Missing):
        case.opened(appointment_id=99_999)
    for wrong in ({"level": 4}, {"cause": "moon"}, {"source": "dream"}):
        with pytest.raises(UnknownChoice):
            case.opened(**wrong)


def test_listening_wants_words_that_were_read_back(case: Case) -> None:
    key = case.opened(words="")
    with pytest.raises(WordsNeeded):
        case.by(case.mei, listen, key, "...", is_read_back=True)
    with pytest.raises(ReadBackFirst):
        case.by(case.mei, listen, key, WORDS, is_read_back=False)
    with pytest.raises(EditedElsewhere):
        case.by(case.mei, listen, key, WORDS, is_read_back=True, seen=99)

    case.by(case.mei, listen, key, WORDS, is_read_back=True)

    card = case.card(key)
    assert card.is_done(Step.LISTEN)
    assert card.line.step is Step.APOLOGISE


def test_the_steps_come_in_their_order(case: Case) -> None:
    key = case.opened()
    with pytest.raises(StepFirst, match="Listen"):
        case.by(case.mei, apologise, key)
    case.by(case.mei, listen, key, WORDS, is_read_back=True)
    with pytest.raises(StepFirst, match="Apologise"):
        case.by(case.mei, clarify, key, "waiting", ROOT)
    assert case.card(key).root == ""  # what was refused has left nothing


def test_clarifying_wants_a_cause_and_its_root(case: Case) -> None:
    key = case.opened()
    case.by(case.mei, listen, key, WORDS, is_read_back=True)
    case.by(case.mei, apologise, key, "A seat and tea")
    with pytest.raises(RootNeeded):
        case.by(case.mei, clarify, key, "waiting", " … ")
    with pytest.raises(CauseNeeded):
        case.by(case.mei, clarify, key, "", ROOT)
    with pytest.raises(UnknownChoice):
        case.by(case.mei, clarify, key, "moon", ROOT)
    three = ["hygiene", "refund", "waiting"]
    with pytest.raises(TooManyCauses):
        case.by(case.mei, clarify, key, "staff_skill", ROOT, others=three)

    case.by(
        *(case.mei, clarify, key, "staff_skill", ROOT),
        others=["staff_skill", *three[:2]],  # the main one is no other
        product="Tint", batch="L77", promised="Light brown",
    )  # fmt: skip

    card = case.card(key)
    assert (card.line.cause, card.causes) == ("staff_skill", ("hygiene", "refund"))
    assert (card.root, card.batch, card.promised) == (ROOT, "L77", "Light brown")
    assert card.line.status == "investigating"


def test_one_way_is_no_choice(case: Case) -> None:
    key = case.clarified()
    tomorrow = case.salon.today() + timedelta(days=1)
    case.by(case.mei, offer, key, "redo", promised_on=tomorrow)
    with pytest.raises(TwoWaysNeeded):
        case.by(case.mei, propose, key)

    case.by(case.mei, offer, key, "explain", promised_on=tomorrow)
    case.by(case.mei, propose, key)

    assert case.card(key).line.status == "offered"


def test_each_way_has_a_day_that_is_not_over(case: Case) -> None:
    key = case.clarified()
    today = case.salon.today()
    with pytest.raises(DayNeeded):
        case.by(case.mei, offer, key, "redo", promised_on=today - timedelta(days=1))
    case.by(case.mei, offer, key, "redo", promised_on=today)
    case.by(case.mei, offer, key, "explain")
    with pytest.raises(DayNeeded):
        case.by(case.mei, propose, key)


def test_what_is_not_on_the_table_cannot_be_chosen(case: Case) -> None:
    key = case.clarified()
    first, second = case.two_ways(key)
    above = case.by(case.mei, offer, key, "credit", amount=Money(1000))
    with pytest.raises(StepFirst):
        case.by(case.mei, agree, key, first)
    case.by(case.mei, propose, key)
    with pytest.raises(NotOffered):
        case.by(case.mei, agree, key, above)  # nobody has granted it
    with pytest.raises(NotOffered):
        case.by(case.mei, agree, key, 99_999)

    case.by(case.mei, agree, key, second, "The money, please")

    card = case.card(key)
    assert [one.id for one in card.chosen] == [second]
    assert card.line.status == "agreed"


def test_what_was_chosen_is_a_promise_until_it_is_ticked(case: Case) -> None:
    key = case.agreed()
    [chosen] = case.card(key).chosen
    assert chosen.is_promised
    other = next(one for one in case.card(key).offers if not one.is_chosen)
    with pytest.raises(NotOffered):
        case.by(case.mei, carry_out, other.id)

    case.by(case.mei, carry_out, chosen.id)

    card = case.card(key)
    assert not card.chosen[0].is_promised
    assert card.chosen[0].done_on == case.salon.today()
    assert card.line.status == "implemented"


def test_words_alone_are_carried_out_by_saying_them(case: Case) -> None:
    key = case.clarified()
    today = case.salon.today()
    ways = [
        case.by(case.mei, offer, key, kind, promised_on=today)
        for kind in ("apology", "explain")
    ]
    case.by(case.mei, propose, key)
    case.by(case.mei, agree, key, ways[0])

    assert case.card(key).chosen[0].done_on == today


def test_following_up_wants_a_change_a_name_and_a_day(case: Case) -> None:
    key = case.agreed()
    today = case.salon.today()
    with pytest.raises(ChangeNeeded):
        case.by(case.lena, follow_up, key, "-", case.lena, today)
    with pytest.raises(ChangeNeeded):
        case.by(
            case.lena, follow_up, key, "Show it", case.lena, today - timedelta(days=1)
        )
    with pytest.raises(Missing):
        case.by(case.lena, follow_up, key, "Show it", 99_999, today)

    case.by(case.lena, follow_up, key, "The card is shown", case.lena, today)

    card = case.card(key)
    assert (card.change, card.change_by) == ("The card is shown", "Lena")
    assert card.line.step is None


def test_a_step_taken_back_is_a_line_of_its_own(case: Case) -> None:
    key = case.agreed()
    with pytest.raises(StepNotDone):
        case.by(case.mei, take_step_back, key, Step.PROPOSE)
    with pytest.raises(UnknownChoice):
        case.by(case.mei, take_step_back, key, "dance")

    case.by(case.mei, take_step_back, key, Step.AGREE, "Chose the other")

    card = case.card(key)
    assert card.line.step is Step.AGREE
    assert not card.chosen
    kinds = [one.kind for one in card.course]
    assert kinds[-2:] == [Step.AGREE, Kind.BACK]


def test_undo_takes_a_step_back_whole(case: Case) -> None:
    key = case.agreed()

    case.salon.undo(by=case.mei)

    card = case.card(key)
    assert card.line.step is Step.AGREE
    assert not card.chosen


def test_attempts_thinking_over_and_notes_are_kept(case: Case) -> None:
    key = case.opened()
    today = case.salon.today()
    case.by(case.mei, note_attempt, key)
    with pytest.raises(DayNeeded):
        case.by(case.mei, think_over, key, today - timedelta(days=1))
    case.by(case.mei, think_over, key, today, "Asks a friend")
    with pytest.raises(WhyNeeded):
        case.by(case.mei, note_of_complaint, key, " ")
    case.by(case.mei, note_of_complaint, key, "Jun was heard")
    case.by(case.mei, note_contact, key, "co_1")
    with pytest.raises(UnknownChoice):
        case.by(case.mei, mark_complaint, key, "moon")
    case.by(case.mei, mark_complaint, key, "insurer")
    case.by(case.mei, mark_complaint, key, "insurer")  # once is enough
    case.by(case.mei, mark_complaint, key, "insurer", is_on=False)

    card = case.card(key)
    assert [one.kind for one in card.course] == [
        *(Kind.ATTEMPT, Kind.THINKS, Kind.NOTE, Kind.CONTACT, Kind.TICK, Kind.UNTICK)
    ]
    assert not card.marks


def test_offers_and_reviews_are_quiet_while_one_is_open(case: Case) -> None:
    both = [case.amira, case.house.basia]
    assert case.salon.ask(quiet_clients, both) == set()

    case.opened()

    assert case.salon.ask(quiet_clients, both) == {case.amira}
    assert case.salon.ask(quiet_clients, []) == set()


def test_it_follows_a_file_that_is_joined_into_another(case: Case) -> None:
    key = case.opened()
    kept = case.salon.do(add_client, ClientDraft(name="Amira Khan-Ali"))
    case.salon.do(merge_clients, kept, case.amira)

    [line] = case.salon.ask(open_complaints, [kept])
    assert (line.id, line.client) == (key, "Amira Khan-Ali")
    again = case.by(case.mei, open_complaint, case.amira, words="Once more")
    assert again == key


def test_nothing_is_done_to_a_closed_one(case: Case) -> None:
    from salon.complaints.operations import close_complaint

    key = case.clarified()
    first, _second = case.two_ways(key)
    case.by(case.lena, close_complaint, key, "mistake", reason="Another client")
    for deed in (
        lambda: case.by(case.mei, apologise, key),
        lambda: case.by(case.mei, grant_offer, first),
        lambda: case.by(case.mei, carry_out, first),
    ):
        with pytest.raises(ComplaintClosed):
            deed()


def test_a_day_far_ahead_is_kept(case: Case) -> None:
    key = case.opened(authority="Consumer council", authority_due=date(2026, 12, 1))

    card = case.card(key)
    assert (card.line.level, card.body_due) == (Level.THIRD_PARTY, date(2026, 12, 1))
    assert card.line.owner == "Olga"
    assert card.line.status == "external"

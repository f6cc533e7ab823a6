"""What has to be there before it is closed, and what opens it again."""

from datetime import timedelta
from typing import Any

import pytest

from salon.clients.model import ClientDraft
from salon.clients.operations import add_client
from salon.complaints.model import ComplaintId, Outcome, Step, wilson
from salon.complaints.offering import offer
from salon.complaints.operations import (
    agree,
    carry_out,
    clarify,
    close_complaint,
    follow_up,
    hurt,
    mark_complaint,
    note_attempt,
    note_contact,
    note_problem_sheet,
    propose,
    reopen_complaint,
)
from salon.complaints.queries import (
    alike,
    all_complaints,
    missing_to_close,
    open_complaints,
    tallies,
)
from salon.complaints.refusing import (
    ChangeNeeded,
    ComplaintOpen,
    NotTheirOwnCase,
    NotYetClosed,
    UnknownChoice,
    WhyNeeded,
)
from salon.errors import EditedElsewhere
from salon.incidents.operations import close_incident
from salon.work import Work
from tests.complaints.conftest import ROOT, WORDS, Case


def ready(case: Case, **more: Any) -> ComplaintId:
    """Return a case of which everything is done but closing it."""
    key = case.learned(**more)
    for one in case.card(key).chosen:
        case.by(case.mei, carry_out, one.id)
    for mark in ("fixed", "staff_told"):
        case.by(case.lena, mark_complaint, key, mark)
    case.by(case.lena, note_contact, key, "co_7")
    return key


def missing(case: Case, key: ComplaintId, outcome: str = "content") -> tuple[str, ...]:
    card = case.card(key)
    return case.salon.ask(missing_to_close, card, outcome)


def test_all_that_is_missing_is_named(case: Case) -> None:
    key = case.opened()
    assert missing(case, key) == (*("agreed", "day_7", "root", "change", "staff_told"),)
    with pytest.raises(NotYetClosed, match="the call a week after is not made"):
        case.by(case.mei, close_complaint, key)
    with pytest.raises(UnknownChoice):
        case.by(case.mei, close_complaint, key, "happy")


def test_each_thing_that_is_done_is_missing_no_more(case: Case) -> None:
    key = case.learned()
    assert missing(case, key) == ("carried_out", "day_7", "fixed", "staff_told")
    case.by(case.mei, carry_out, case.card(key).chosen[0].id)
    assert missing(case, key) == ("day_7", "fixed", "staff_told")
    case.by(case.lena, note_contact, key, "co_3")
    assert "day_7" in missing(case, key)  # that was another one
    case.by(case.lena, note_contact, key, "co_7")
    assert missing(case, key) == ("fixed", "staff_told")
    case.by(case.lena, mark_complaint, key, "fixed")
    case.by(case.lena, mark_complaint, key, "staff_told")
    assert missing(case, key) == ()
    with pytest.raises(EditedElsewhere):
        case.by(case.lena, close_complaint, key, seen=1)

    case.by(case.lena, close_complaint, key)

    card = case.card(key)
    assert (card.line.status, card.line.is_open) == ("closed", False)
    assert (card.closed_by, card.line.outcome) == ("Lena", Outcome.CONTENT)
    assert case.salon.ask(open_complaints) == ()


def test_whom_it_is_about_does_not_close_it(case: Case) -> None:
    key = ready(case)
    with pytest.raises(NotTheirOwnCase, match="Jun"):
        case.by(case.jun, close_complaint, key)


def test_in_public_the_reply_stands_first_and_a_body_closes_its_own(case: Case) -> None:
    key = ready(case, source="public", authority="Consumer council")
    assert missing(case, key) == ("replied", "body")
    case.by(case.lena, mark_complaint, key, "replied")
    assert missing(case, key) == ("body",)
    case.by(case.lena, mark_complaint, key, "body_closed")

    case.by(case.lena, close_complaint, key)

    assert not case.card(key).line.is_open


def test_an_open_incident_keeps_it_open_and_it_ends_with_words(case: Case) -> None:
    key = ready(case)
    opened = case.by(case.mei, hurt, key, ["rf_blister"])
    assert missing(case, key) == ("incident",)
    assert missing(case, key, "withdrawn") == ("incident",)
    case.by(case.lena, close_incident, opened, "healed", reason="Seen, all is calm")
    case.by(case.lena, clarify, key, "adverse_reaction", ROOT)
    with pytest.raises(WhyNeeded):
        case.by(case.lena, close_complaint, key)

    case.by(case.lena, close_complaint, key, reason="Healed on Monday")


def test_three_attempts_over_ten_days_and_a_written_offer_stand_for_a_yes(
    case: Case,
) -> None:
    key = case.clarified()
    case.two_ways(key)
    case.by(case.mei, propose, key)
    for day in ("27", "31"):
        case.at(f"{day} 12:00")
        case.by(case.mei, note_attempt, key)
    case.by(case.mei, mark_complaint, key, "written")
    case.at("2026-04-06 11:59")  # a minute short of ten days
    case.by(case.mei, note_attempt, key)
    assert "agreed" in missing(case, key, "written")
    case.at("2026-04-06 12:00")
    case.by(case.mei, note_attempt, key)

    assert missing(case, key, "written") == (*("change", "fixed", "staff_told"),)
    assert "agreed" in missing(case, key)  # the client has not said so


def test_without_the_letter_attempts_are_nothing(case: Case) -> None:
    key = case.clarified()
    for day in ("2026-03-27", "2026-04-02", "2026-04-20"):
        case.at(f"{day} 12:00")
        case.by(case.mei, note_attempt, key)

    assert "agreed" in missing(case, key, "written")


def test_a_mistake_holds_nothing_and_says_nothing(case: Case) -> None:
    key = case.opened()
    with pytest.raises(WhyNeeded):
        case.by(case.mei, close_complaint, key, "mistake")

    case.by(case.mei, close_complaint, key, "mistake", reason="Another client")

    assert case.opened() != key  # a new word is a new case
    assert case.salon.ask(tallies, "person")[0].cases == 1
    card = case.card(key)
    assert len(case.salon.ask(alike, card)) <= 1


def test_a_new_word_within_ninety_days_opens_it_again(case: Case) -> None:
    key = ready(case)
    case.by(case.lena, close_complaint, key)
    closed = case.salon.today()
    case.at(f"{closed + timedelta(days=90)} 21:00")

    again = case.opened(words="It is dark again")

    card = case.card(key)
    assert again == key
    assert card.line.is_open
    assert (card.line.step, card.line.status) == (Step.LISTEN, "reopened")
    assert card.began == card.course[-2].at or card.began.date() == case.salon.today()
    assert not card.marks  # what was ticked then is asked anew
    assert card.root == ROOT  # and what was found is not lost
    assert "day_7" in missing(case, key)


def test_after_ninety_days_it_is_another_case(case: Case) -> None:
    key = ready(case)
    case.by(case.lena, close_complaint, key)
    case.at(f"{case.salon.today() + timedelta(days=91)} 07:00")

    assert case.opened(words="It is dark again") != key


def test_after_a_year_it_is_opened_again_with_a_reason(case: Case) -> None:
    key = ready(case)
    with pytest.raises(ComplaintOpen):
        case.by(case.lena, reopen_complaint, key, "It is open")
    case.by(case.lena, close_complaint, key)
    case.at("2027-04-10 10:00")
    with pytest.raises(WhyNeeded):
        case.by(case.lena, reopen_complaint, key, " ")

    case.by(case.lena, reopen_complaint, key, "The insurer asks again")

    card = case.card(key)
    assert card.line.is_open
    assert not card.line.is_late  # its clock has begun anew
    assert [one.done for one in card.steps] == [None] * 6


def test_undoing_the_closing_opens_it_again(case: Case) -> None:
    key = ready(case)
    case.by(case.lena, close_complaint, key)

    case.salon.undo(by=case.lena)

    [line] = case.salon.ask(open_complaints)
    assert (line.id, line.step) == (key, None)


def test_undoing_the_opening_takes_it_away_whole(case: Case) -> None:
    case.opened(is_read_back=True)

    case.salon.undo(by=case.mei)

    assert case.salon.ask(all_complaints) == ()


def test_the_third_with_one_root_in_ninety_days_is_a_problem(case: Case) -> None:
    first = ready(case)
    case.by(case.lena, close_complaint, first)
    keys = [first]
    for day in ("2026-05-01", "2026-06-25"):
        case.at(f"{day} 12:00")
        key = case.by(case.mei, _of, case, day)
        keys.append(key)

    counts = [len(case.salon.ask(alike, case.card(key))) for key in keys]
    assert counts == [1, 2, 3]  # the first was opened on 27 March, 90 days before

    case.at("2026-06-25 12:01")
    today = case.salon.today()
    with pytest.raises(ChangeNeeded):
        case.by(case.lena, note_problem_sheet, keys[2], "-", case.lena, today)
    case.by(case.lena, note_problem_sheet, keys[2], "A timer", case.lena, today)
    sheet = case.card(keys[2]).course[-1]
    assert (sheet.kind, sheet.what, sheet.note) == ("sheet", "Lena", "A timer")


def test_a_day_later_the_first_is_not_counted(case: Case) -> None:
    first = ready(case)
    case.by(case.lena, close_complaint, first)
    case.at("2026-06-26 12:00")
    later = case.by(case.mei, _of, case, "")

    assert len(case.salon.ask(alike, case.card(later))) == 1


def _of(work: Work, case: Case, _day: str) -> ComplaintId:
    """Open another case with the same root, of another client."""
    from salon.complaints.operations import apologise, listen, open_complaint

    other = add_client(work, ClientDraft(name="Another"))
    key = open_complaint(work, other, staff_id=case.jun, words=WORDS, is_read_back=True)
    listen(work, key, WORDS, is_read_back=True)
    apologise(work, key)
    clarify(work, key, "staff_skill", ROOT.upper())
    close_complaint(work, key, "withdrawn", reason="Took it back")
    return key


def test_what_differs_in_all_is_not_alike(case: Case) -> None:
    first = case.clarified()
    other = case.by(case.mei, _other, case)
    assert len(case.salon.ask(alike, case.card(other))) == 1
    case.by(case.lena, clarify, other, "waiting", "Late", batch="L77")
    case.by(case.lena, clarify, first, "staff_skill", ROOT, batch="L77")
    assert len(case.salon.ask(alike, case.card(other))) == 2  # the same batch


def _other(work: Work, case: Case) -> ComplaintId:
    from salon.complaints.operations import apologise, open_complaint

    key = open_complaint(
        work, case.house.basia, staff_id=case.lena, words=WORDS, is_read_back=True
    )
    apologise(work, key)
    clarify(work, key, "waiting", "The door was shut")
    return key


def test_how_often_is_told_per_thousand_visits_with_its_doubt(case: Case) -> None:
    key = case.clarified()
    case.by(case.lena, clarify, key, "staff_skill", ROOT, batch="L77")

    for by, name in (("cause", "Staff skill"), ("person", "Jun"), ("batch", "L77")):
        [one] = case.salon.ask(tallies, by)
        assert (one.name, one.cases, one.visits) == (name, 1, 1)
        assert 0 < one.low < one.rate <= one.high <= 1000
    [one] = case.salon.ask(tallies, "service")
    assert one.cases == 1


@pytest.mark.parametrize(
    ("cases", "visits", "low", "high"),
    [(0, 100, 0.0, 37.0), (1, 100, 1.8, 54.5), (10, 100, 55.2, 174.4), (0, 0, 0, 1000)],
)
def test_the_interval_is_that_of_wilson(
    cases: int, visits: int, low: float, high: float
) -> None:
    found = wilson(cases, visits)

    assert (round(found[0], 1), round(found[2], 1)) == (low, high)


def test_offers_that_were_not_chosen_are_gone_when_it_begins_anew(case: Case) -> None:
    key = ready(case)
    case.by(case.lena, close_complaint, key)
    case.by(case.lena, reopen_complaint, key, "It is dark again")
    table = case.card(key).offers
    assert [one.is_chosen for one in table] == [True]

    today = case.salon.today()
    case.by(case.mei, _again, key)
    case.by(case.lena, offer, key, "explain", promised_on=today)
    way = case.by(case.lena, offer, key, "apology", promised_on=today)
    case.by(case.lena, propose, key)
    case.by(case.lena, agree, key, way)
    case.by(case.lena, follow_up, key, "A timer by every chair", case.lena, today)
    assert missing(case, key) == ("day_7", "fixed", "staff_told")


def _again(work: Work, key: ComplaintId) -> None:
    from salon.complaints.operations import apologise, listen

    listen(work, key, WORDS, is_read_back=True)
    apologise(work, key)
    clarify(work, key, "staff_skill", ROOT)

"""After an agreement somebody rings on days 1, 3, 7 and 30, and what sells rests."""

from datetime import date, timedelta
from typing import Any

import pytest

from salon.aftercare.model import REMINDER, CallId, CallLine, CallStatus, Cap, Outcome
from salon.aftercare.operations import log_call, log_unplanned
from salon.aftercare.queries import calls_due, calls_of
from salon.aftercare.recalls import NobodyToRing, plan_recalls
from salon.aftercare.tables import Call
from salon.clients.model import ClientDraft
from salon.clients.operations import correct_client
from salon.complaints.model import Kind
from salon.complaints.offering import offer
from salon.complaints.operations import (
    agree,
    apologise,
    carry_out,
    clarify,
    close_complaint,
    listen,
    note_contact,
    open_complaint,
    propose,
    take_contact_back,
    take_offer,
    take_step_back,
)
from salon.complaints.owning import give_complaint, raise_overdue, set_level
from salon.complaints.queries import all_complaints, missing_to_close, open_complaints
from salon.paper.sheets import Look
from salon.reports.complaints import compose_timeline, masked, timeline_sheet
from salon.settings.operations import close_days
from salon.work import Work
from tests.complaints.conftest import ROOT, WORDS, Case
from tests.house import HouseOpened


def after(case: Case, *states: CallStatus) -> list[CallLine]:
    """Return the calls after the agreement, the first one first."""
    wanted = states or (CallStatus.WAITING,)
    found = [
        one
        for one in case.salon.ask(calls_of, case.amira)
        if one.protocol == "complaint" and one.status in wanted
    ]
    return sorted(found, key=lambda one: (one.due, one.id))


def test_they_are_planned_for_open_days_by_whoever_has_it(case: Case) -> None:
    key = case.agreed()  # on Friday 27 March; Sundays are closed

    calls = after(case)

    assert [(one.step, one.due) for one in calls] == [
        ("co_1", date(2026, 3, 28)),
        ("co_3", date(2026, 3, 30)),
        ("co_7", date(2026, 4, 3)),
        ("co_30", date(2026, 4, 27)),  # the 26th is a Sunday
    ]
    assert {one.caller for one in calls} == {"consultant"}  # Mei, and not Jun
    assert {one.complaint_id for one in calls} == {key}
    assert "Mei rings, not Jun" in (calls[0].last_time or "")


def test_they_say_what_was_chosen_and_on_day_thirty_what_changed(case: Case) -> None:
    key = case.learned()
    calls = after(case)
    assert "Made lighter" in calls[0].words
    assert "the next step is Made lighter on" in calls[1].words.lower() or (
        "The next step is Made lighter on" in calls[1].words
    )
    case.by(case.mei, carry_out, case.card(key).chosen[0].id)

    calls = after(case)
    assert "The next step" not in calls[1].words  # there is none any more
    assert "we changed The shade card is shown" in calls[3].words
    assert "{" not in "".join(one.words for one in calls)


def test_to_somebody_who_speaks_chinese_no_english_is_read_out(case: Case) -> None:
    case.salon.do(correct_client, case.amira, ClientDraft(language="zh_CN"))
    case.learned()

    for one in after(case):
        assert "Made lighter" not in one.words
        assert "shade card" not in one.words
        assert one.words


def test_taking_the_agreement_back_drops_them_and_another_plans_anew(
    case: Case,
) -> None:
    key = case.agreed()
    case.by(case.mei, take_step_back, key, "agree")
    assert after(case) == []
    dropped = after(case, CallStatus.DROPPED)
    assert {one.reason for one in dropped} == {"complaint_back"}
    other = next(one for one in case.card(key).offers if one.kind == "partial_refund")

    case.by(case.mei, agree, key, other.id)

    assert len(after(case)) == 4


def test_two_cases_are_never_asked_after_on_one_day(case: Case) -> None:
    first = case.agreed()
    second = case.clarified(staff_id=case.hana, words="And nobody was at the desk")
    assert second != first
    _one, back = case.two_ways(second)
    said = {"promised_on": case.salon.today()}
    case.by(case.lena, offer, second, "apology", **said)
    case.by(case.mei, take_offer, second, back)

    calls = after(case)
    days = [one.due for one in calls]

    assert len(days) == len(set(days)) == 8
    own = [one.due for one in calls if one.complaint_id == first]
    other = [one.due for one in calls if one.complaint_id == second]
    assert own == [
        *(date(2026, 3, 28), date(2026, 3, 30)),
        *(date(2026, 4, 3), date(2026, 4, 27)),
    ]
    assert other == [  # the next open day on which nobody rings
        *(date(2026, 3, 31), date(2026, 4, 1)),
        *(date(2026, 4, 4), date(2026, 4, 28)),
    ]


def owe(case: Case, priority: int, **more: Any) -> CallId:
    """Owe a call about the treatment on the day of the second call after it."""

    def note(work: Work) -> CallId:
        said: dict[str, Any] = {
            "appointment_id": case.visit,
            "protocol": "facial",
            "step": f"of_{priority}",
            "purpose": "relation",
            "channel": "phone",
            "caller": "therapist",
            "due": date(2026, 3, 30),
            "time_from": None,
            "time_until": None,
            "words": "",
            "status": CallStatus.WAITING,
        }
        made = work.add(Call(client_id=case.amira, priority=priority, **said | more))
        work.record(HouseOpened())
        return made.id

    return case.salon.do(note)


def test_what_is_asked_of_a_treatment_goes_with_it(case: Case) -> None:
    key = case.clarified()
    first, _second = case.two_ways(key)
    case.by(case.mei, propose, key)
    grave, usual = owe(case, 2), owe(case, 3)
    later = owe(case, 4, due=date(2026, 3, 31))
    reminder = owe(case, 5, protocol=REMINDER)

    def states(*keys: CallId) -> list[CallStatus]:
        found = {one.id: one.status for one in case.salon.ask(calls_of, case.amira)}
        return [found[one] for one in keys]

    case.by(case.mei, agree, key, first)

    assert states(usual) == [CallStatus.MERGED]
    assert set(states(grave, later, reminder)) == {CallStatus.WAITING}
    case.by(case.mei, take_step_back, key, "agree")
    assert states(usual) == [CallStatus.WAITING]


def test_they_move_with_closed_days_and_are_never_lost(case: Case) -> None:
    case.agreed()

    case.salon.do(close_days, date(2026, 3, 30), date(2026, 4, 20))

    assert [one.due for one in after(case)] == [
        *(date(2026, 3, 28), date(2026, 4, 21), date(2026, 4, 21)),
        date(2026, 4, 27),
    ]


def test_who_wants_no_calls_is_not_rung(case: Case) -> None:
    case.salon.do(correct_client, case.amira, ClientDraft(do_not_contact=True))
    case.agreed()
    assert after(case) == []


def test_who_wants_none_from_now_on_is_rung_no_more(case: Case) -> None:
    case.agreed()
    case.salon.do(correct_client, case.amira, ClientDraft(do_not_contact=True))
    assert after(case) == []


def test_the_case_hears_how_a_call_went(case: Case) -> None:
    key = case.agreed()
    case.at("2026-04-03 12:00")
    calls = {one.step: one.id for one in after(case)}

    case.by(case.mei, log_call, calls["co_3"], Outcome.NO_ANSWER)
    case.by(case.mei, log_call, calls["co_7"], Outcome.WELL, note="All is good")

    last = case.card(key).course[-2:]
    assert [(one.kind, one.what) for one in last] == [
        (Kind.ATTEMPT, "no_answer"),
        (Kind.CONTACT, "co_7"),
    ]


def test_a_call_that_was_none_is_taken_back_by_a_line_of_its_own(case: Case) -> None:
    key = case.agreed()
    case.by(case.mei, note_contact, key, "co_7")
    assert "day_7" not in case.salon.ask(missing_to_close, case.card(key))

    case.by(case.mei, take_contact_back, key, "co_7")

    assert "day_7" in case.salon.ask(missing_to_close, case.card(key))
    case.by(case.mei, note_contact, key, "co_7")
    assert "day_7" not in case.salon.ask(missing_to_close, case.card(key))


def test_whoever_is_unhappy_in_a_call_has_a_case_and_is_rung_back(case: Case) -> None:
    follows = case.by(case.hana, log_unplanned, case.amira, Outcome.UNHAPPY, note=WORDS)

    [line] = case.salon.ask(open_complaints)
    assert (line.words, line.source, line.appointment_id) == (
        *(WORDS, "call"),
        case.visit,
    )
    [follow] = follows
    assert (follow.kind, follow.complaint_id) == ("complaint", line.id)
    assert line.owner == "Hana"  # who heard it
    assert follow.text.endswith("is open. Hana has it: Listen, by 22:00")
    [back] = [one for one in case.salon.ask(calls_due) if one.step == "complaint"]
    assert (back.for_name, back.caller) == ("Hana", "reception")
    assert line.clock is not None
    assert (follow.due, back.due) == (line.clock.due.date(), line.clock.due.date())

    case.by(case.lena, listen, line.id, WORDS, is_read_back=True)

    assert back.id not in [one.id for one in case.salon.ask(calls_due)]
    again = case.salon.ask(calls_of, case.amira)
    assert {one.reason for one in again if one.step == "complaint"} == {"heard"}


def rings(case: Case) -> tuple[str, str]:
    [back] = [one for one in case.salon.ask(calls_due) if one.step == "complaint"]
    return back.for_name, back.caller


def test_the_call_back_says_who_has_the_case_whoever_that_is(case: Case) -> None:
    case.by(case.hana, log_unplanned, case.amira, Outcome.UNHAPPY, note=WORDS)
    [line] = case.salon.ask(open_complaints)
    case.by(case.mei, give_complaint, line.id, case.mei)
    assert rings(case) == ("Mei", "consultant")
    case.by(case.mei, set_level, line.id, 2)
    assert rings(case) == ("Lena", "manager")
    case.at("28 22:30")  # late by now
    case.salon.do(raise_overdue)
    assert rings(case) == ("Olga", "owner")


def test_after_closing_the_call_is_for_the_day_on_which_one_listens(
    case: Case,
) -> None:
    case.at("27 22:30")
    [follow] = case.by(
        case.hana, log_unplanned, case.amira, Outcome.UNHAPPY, note=WORDS
    )

    [line] = case.salon.ask(open_complaints)
    assert line.clock is not None
    assert follow.due == line.clock.due.date() > case.salon.today()


def test_undoing_the_call_takes_the_case_away_whole(case: Case) -> None:
    case.by(case.hana, log_unplanned, case.amira, Outcome.UNHAPPY, note=WORDS)

    case.salon.undo(by=case.hana)

    assert case.salon.ask(all_complaints) == ()


def test_unhappy_again_in_a_call_after_it_opens_it_again(case: Case) -> None:
    key = case.agreed()
    case.by(case.lena, close_complaint, key, "withdrawn", reason="Took it back")
    case.at("2026-04-03 12:00")
    call = next(one for one in after(case) if one.step == "co_7")

    case.by(case.mei, log_call, call.id, Outcome.UNHAPPY, note="Still too dark")

    card = case.card(key)
    assert card.line.is_open
    assert card.line.words.endswith("Still too dark")
    assert after(case) == []  # what was to come spoke of what is not so any more


def test_nobody_is_rung_to_sell_while_one_is_open(case: Case) -> None:
    case.at("2026-04-10 12:00")
    case.salon.do(plan_recalls, [case.house.basia])
    key = case.opened()
    with pytest.raises(NobodyToRing):
        case.salon.do(plan_recalls, [case.amira])

    other = case.by(case.mei, open_complaint, case.house.basia, words=WORDS)

    [call] = [one for one in case.salon.ask(calls_due) if one.step == "recall"]
    assert call.held is not None
    assert (call.held.cap, call.held.until) == (
        Cap.COMPLAINT,
        case.salon.today() + timedelta(days=1),
    )
    for one in (key, other):
        case.by(case.lena, close_complaint, one, "mistake", reason="Another one")
    [call] = [one for one in case.salon.ask(calls_due) if one.step == "recall"]
    assert call.held is None
    case.salon.do(plan_recalls, [case.amira])


def test_a_video_names_the_salon(case: Case) -> None:
    """Scenario 25: from a pushed course to a refund, and a problem sheet."""
    key = case.opened(words="Pushed into a course", cause="pushy_sales")
    case.at("28 12:30")
    [line] = case.salon.ask(open_complaints)
    assert (line.level, line.responder) == (1, 2)  # not answered in 24 hours

    case.at("2026-04-03 10:00")
    case.opened(words="In a video", source="public", authority="A channel")
    card = case.card(key)
    assert (card.line.level, card.line.owner) == (3, "Olga")

    case.by(case.olga, listen, key, "Pushed into a course", is_read_back=True)
    case.by(case.olga, apologise, key)
    case.by(case.olga, clarify, key, "pushy_sales", ROOT)
    today = case.salon.today()
    refund = case.by(case.olga, offer, key, "full_refund", promised_on=today)
    case.by(case.olga, offer, key, "apology", promised_on=today)
    case.by(case.olga, take_offer, key, refund)

    assert case.card(key).offers[0].is_promised
    assert [one.step for one in after(case)] == ["co_1", "co_3", "co_7", "co_30"]


def test_the_time_line_names_nobody_and_keeps_the_facts(case: Case) -> None:
    words = "Amira here, Jun was rude, ring 06 01 02 03 04 or a.khan@mail.org"
    key = case.opened(words=words)
    case.by(case.mei, listen, key, words, is_read_back=True)

    sheet = case.salon.ask(timeline_sheet, key)

    said = " ".join(f"{one.when} {one.what} {one.by}" for one in sheet.facts)
    assert sheet.whose == "A. K."
    for hidden in ("Amira", "Khan", "Jun", "06 01", "mail.org"):
        assert hidden not in said
    assert "A. here, J. was rude, ring ••• or •••" in said
    assert "The visit it is about" in said
    assert case.salon.ask(compose_timeline, key, Look()).set().pages == 1


@pytest.mark.parametrize(
    ("text", "masked_"),
    [
        ("林美华说", "林○○说"),
        ("Junior is no Jun", "Junior is no J."),
        ("5 minutes, £28", "5 minutes, £28"),
    ],
)
def test_names_go_and_words_stay(text: str, masked_: str) -> None:
    assert masked(text, ["林美华", "Jun"]) == masked_

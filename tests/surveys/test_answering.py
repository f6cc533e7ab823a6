"""What a client answers is kept once, leads on, and without a name stays nameless."""

import json
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import select, text

from salon.aftercare.model import CallStatus, Outcome
from salon.aftercare.queries import calls_of, contacts_of
from salon.appointments.operations import Booking, arrive, book, complete
from salon.catalogue.queries import service
from salon.clients.operations import merge_clients
from salon.clients.queries import reaches
from salon.clients.refusals import refuse_contact
from salon.complaints.model import Source
from salon.complaints.queries import complaint, open_complaints
from salon.complaints.tables import Complaint
from salon.courses.operations import sell_course
from salon.errors import Missing
from salon.feedback.asking import BadAnswer
from salon.feedback.model import How
from salon.feedback.operations import note_hope
from salon.loyalty.model import Loss
from salon.loyalty.tables import LossReason, recommendations
from salon.money import Money
from salon.settings.operations import describe
from salon.store.history import Action, Change
from salon.surveys.answering import answer, prepare
from salon.surveys.codes import shown
from salon.surveys.model import (
    COMPLAINT,
    COURSE_END,
    FEWEST,
    LOST,
    AlreadyAnswered,
    AskedBefore,
    AskedByHandler,
    AskLine,
    AskState,
    MayNotBeAsked,
    NoSuchCode,
    NoSuchSurvey,
    NothingAnswered,
    RoundId,
    SurveyIsOff,
)
from salon.surveys.operations import close_round, draw_round
from salon.surveys.queries import (
    answers_of,
    ask_by_code,
    ask_line,
    ask_of_call,
    asks_of,
    asks_waiting,
    given_in,
    round_line,
    to_ask,
)
from salon.surveys.tables import NamelessAnswer
from salon.work import Reading, Work
from tests.aftercare.test_calls import at
from tests.house import FRIDAY, House
from tests.surveys.people import CONTENT, CrowdCame, colleague, crowd

LATE: dict[str, Any] = {"expected": 2000, "last_visit": FRIDAY - timedelta(days=120)}


@pytest.fixture
def begun(house: House) -> RoundId:
    crowd(house, {"A": 2, "C": 3})
    return house.salon.do(draw_round).round_id


@pytest.fixture
def asks(house: House, begun: RoundId) -> list[AskLine]:
    return house.salon.ask(asks_of, begun)


def test_an_answer_is_data_of_the_file(
    house: House, begun: RoundId, asks: list[AskLine]
) -> None:
    one = asks[-1]
    told = house.salon.do(answer, shown(one.code), CONTENT)

    assert (told.complaint_id, told.thanks) == (None, None)
    [line] = house.salon.ask(answers_of, one.client_id)
    assert (line.recommends, line.how, line.abc) == (8, How.PAPER, "C")
    assert line.answers == CONTENT
    assert house.salon.ask(ask_line, one.id).state is AskState.ANSWERED
    assert house.salon.ask(round_line, begun).answered == 1
    with pytest.raises(AlreadyAnswered):
        house.salon.do(answer, one.code, CONTENT)
    house.salon.undo()
    assert house.salon.ask(answers_of, one.client_id) == []
    house.salon.do(answer, one.code, CONTENT)


def test_loyalty_reads_how_likely_we_are_recommended(
    house: House, asks: list[AskLine]
) -> None:
    house.salon.do(answer, asks[0].code, CONTENT)
    house.salon.do(answer, asks[1].code, {"ye_ref": "1"})  # no number
    where = recommendations()
    assert where is not None

    def read(reading: Reading) -> list[tuple[int, int]]:
        asked = select(where.client, where.score).where(*where.held)
        return [(row[0], row[1]) for row in reading.session.execute(asked)]

    assert house.salon.ask(read) == [(asks[0].client_id, 8)]


def test_a_low_score_opens_a_case_with_the_clients_words(
    house: House, asks: list[AskLine]
) -> None:
    said = CONTENT | {"ye_rel_p": "2", "ye_why": "It did not last"}
    told = house.salon.do(answer, asks[0].code, said)
    assert told.complaint_id is not None
    assert told.in_hand
    [line] = house.salon.ask(open_complaints)
    assert line.client_id == asks[0].client_id
    card = house.salon.ask(complaint, line.id)
    assert card.line.source == Source.SCORE
    assert "It did not last" in card.line.words
    house.salon.undo()
    assert house.salon.ask(open_complaints) == ()


def test_a_low_score_without_a_word_is_said_by_its_question(
    house: House, asks: list[AskLine]
) -> None:
    house.salon.do(answer, asks[0].code, CONTENT | {"ye_tan_p": "1"})
    [line] = house.salon.ask(open_complaints)
    words = house.salon.ask(complaint, line.id).line.words
    assert words == "How well do we keep it? 1"


def test_a_named_praise_brings_a_thank_you(house: House, asks: list[AskLine]) -> None:
    said = CONTENT | {"ye_nps": "10", "ye_best": "Léa held my hand"}
    told = house.salon.do(answer, asks[-1].code, said)
    calls = house.salon.ask(calls_of, asks[-1].client_id)
    [call] = [one for one in calls if one.id == told.thanks]
    assert call.step == "thanks"
    assert call.last_time is not None
    assert "Léa" in call.last_time  # read by the caller, not said aloud


# without a name


def test_without_a_name_nothing_follows_and_nobody_can_tell(
    house: House, begun: RoundId, asks: list[AskLine]
) -> None:
    one = next(each for each in asks if each.call_id is not None)
    said = CONTENT | {"ye_nps": "0", "ye_why": "Never again", "ye_rel_p": "1"}
    told = house.salon.do(answer, one.code, said, How.PAPER, is_nameless=True)

    assert told.answer_id is None
    assert house.salon.ask(open_complaints) == ()
    assert house.salon.ask(answers_of, one.client_id) == []
    assert house.salon.ask(ask_line, one.id).state is AskState.NAMELESS
    line = house.salon.ask(round_line, begun)
    assert (line.answered, line.nameless) == (1, 1)
    [call] = house.salon.ask(calls_of, one.client_id)
    assert call.status is CallStatus.DROPPED
    with pytest.raises(AlreadyAnswered):
        house.salon.do(answer, one.code, CONTENT)


@pytest.mark.parametrize(("many", "told"), [(FEWEST - 1, 0), (FEWEST, FEWEST)])
def test_answers_without_names_are_read_when_nobody_stands_out(
    house: House, many: int, told: int
) -> None:
    crowd(house, {"A": 3, "C": 5})
    key = house.salon.do(draw_round).round_id
    for one in house.salon.ask(asks_of, key)[:many]:
        said = CONTENT | {"ye_why": "Never again", "ye_rel_p": "1"}
        house.salon.do(answer, one.code, said, How.PAPER, is_nameless=True)
    assert house.salon.ask(given_in, key) == []  # the next one alone would be told

    house.salon.do(close_round, key)

    given = house.salon.ask(given_in, key)
    assert len(given) == told
    for each in given:
        assert (each.answers["ye_why"], each.about_id) == ("Never again", None)
        assert not each.is_named


def test_what_was_said_without_a_name_is_nowhere_in_the_history(
    house: House, asks: list[AskLine]
) -> None:
    said = {"ye_why": "Unmistakable"}
    house.salon.do(answer, asks[0].code, said, How.PAPER, is_nameless=True)

    def search(reading: Reading) -> list[str]:
        found = []
        for kind in (Change.before, Change.after):
            like = select(kind).where(kind.contains("Unmistakable"))
            found += list(reading.session.scalars(like))
        like = select(Action.data).where(Action.data.contains("Unmistakable"))
        return [*found, *reading.session.scalars(like)]

    assert house.salon.ask(search) == []

    def columns(reading: Reading) -> set[str]:
        return set(NamelessAnswer.__table__.columns.keys())

    # nothing in its row could be put beside an action: no client, person, or moment
    assert house.salon.ask(columns) == {
        *("token", "kind", "round_id", "answers", "recommends")
    }


def test_answers_without_names_lie_in_no_order(
    house: House, asks: list[AskLine]
) -> None:
    for place, one in enumerate(asks):
        said = {"ye_why": str(place)}
        house.salon.do(answer, one.code, said, is_nameless=True)

    def stored(reading: Reading) -> list[str]:
        rows = reading.session.execute(text("SELECT token FROM survey_nameless"))
        return [row.token for row in rows]

    tokens = house.salon.ask(stored)
    assert len(tokens) == len(asks)
    assert tokens == sorted(tokens)  # as drawn, not as they came


# what is no answer


@pytest.mark.parametrize("code", ["", "1", "nonsense", "000000", "12345678"])
def test_a_code_that_was_never_given_out(
    house: House, begun: RoundId, code: str
) -> None:
    with pytest.raises(NoSuchCode):
        house.salon.do(answer, code, CONTENT)
    with pytest.raises(NoSuchCode):
        house.salon.ask(ask_by_code, code)


def test_a_slip_of_the_finger_puts_nothing_to_somebody_else(
    house: House, asks: list[AskLine]
) -> None:
    code = asks[0].code
    for digit in "0123456789":
        slipped = code[:2] + digit + code[3:]
        if slipped != code:
            with pytest.raises(NoSuchCode):
                house.salon.do(answer, slipped, CONTENT)


@pytest.mark.parametrize(
    ("answers", "error"),
    [
        ({}, NothingAnswered),
        ({"ye_why": "  "}, NothingAnswered),
        ({"ye_nps": "11"}, BadAnswer),
        ({"cp_fair": "1"}, BadAnswer),
        ({"ye_none": "1"}, BadAnswer),
    ],
)
def test_answers_that_there_are_not_keep_nothing(
    house: House,
    begun: RoundId,
    asks: list[AskLine],
    answers: dict[str, str],
    error: type[Exception],
) -> None:
    with pytest.raises(error):
        house.salon.do(answer, asks[0].code, answers)
    with pytest.raises(error):
        house.salon.do(answer, asks[0].code, answers, is_nameless=True)
    assert house.salon.ask(round_line, begun).answered == 0


# by phone


def test_what_is_asked_in_a_call_ends_the_call(
    house: House, asks: list[AskLine]
) -> None:
    one = next(each for each in asks if each.call_id is not None)
    assert one.call_id is not None
    found = house.salon.ask(ask_of_call, one.call_id)
    assert found is not None
    assert found.id == one.id

    house.salon.do(answer, one.code, CONTENT, How.CALL)

    [call] = house.salon.ask(calls_of, one.client_id)
    assert (call.status, call.outcome) == (CallStatus.DONE, Outcome.WELL)
    [contact] = house.salon.ask(contacts_of, one.client_id, 5)
    assert contact.outcome is Outcome.WELL
    assert house.salon.ask(ask_of_call, one.call_id) is None
    house.salon.undo()
    [call] = house.salon.ask(calls_of, one.client_id)
    assert call.status is CallStatus.WAITING


def test_a_low_score_in_a_call_is_an_unhappy_call(
    house: House, asks: list[AskLine]
) -> None:
    one = next(each for each in asks if each.call_id is not None)
    said = CONTENT | {"ye_nps": "3", "ye_why": "Too loud"}
    told = house.salon.do(answer, one.code, said, How.CALL)
    calls = house.salon.ask(calls_of, one.client_id)
    made = next(call for call in calls if call.id == one.call_id)
    assert made.outcome is Outcome.UNHAPPY
    assert made.complaint_id == told.complaint_id
    assert len(house.salon.ask(open_complaints)) == 1


def test_a_call_that_nobody_had_planned_counts_as_one(
    house: House, asks: list[AskLine]
) -> None:
    one = next(each for each in asks if each.call_id is None)
    house.salon.do(answer, one.code, CONTENT, How.CALL)
    [contact] = house.salon.ask(contacts_of, one.client_id, 5)
    assert contact.outcome is Outcome.WELL


# the short ones


def closed_case(house: House, owner: int, days: int) -> int:
    def close(work: Work) -> int:
        ended = work.now - timedelta(days=days)
        row = work.add(
            Complaint(
                client_id=house.amira,
                opened_at=ended - timedelta(days=3),
                began_at=ended - timedelta(days=3),
                source="desk",
                level=1,
                status="closed",
                owner_id=owner,
                closed_at=ended,
                closed_by=owner,
                outcome="content",
            )
        )
        work.events[:] = [CrowdCame()]
        return row.id

    return house.salon.do(close)


@pytest.mark.parametrize(
    ("days", "is_due"), [(6, False), (7, True), (29, True), (30, False)]
)
def test_seven_days_after_a_complaint_somebody_else_asks(
    house: House, days: int, is_due: bool
) -> None:
    case = closed_case(house, house.lea, days)
    due = house.salon.ask(to_ask)
    assert [one.kind for one in due] == ([COMPLAINT] if is_due else [])
    if not is_due:
        return
    assert due[0].barred_name == "Léa"

    made = house.salon.do(prepare, COMPLAINT, house.amira, case)

    assert house.salon.do(prepare, COMPLAINT, house.amira, case) == made
    assert house.salon.ask(to_ask) == ()
    [ask] = house.salon.ask(asks_waiting)
    assert ask.id == made
    for how in (How.DESK, How.CALL):
        with pytest.raises(AskedByHandler):
            house.salon.do_as(house.lea, answer, ask.code, {"cp_fair": "4"}, how)
    said = {"cp_fair": "2", "cp_text": "Say sorry"}
    jo = colleague(house, "Jo")
    told = house.salon.do_as(jo, answer, ask.code, said, How.CALL)
    assert told.complaint_id is not None  # not fair: it is listened to again


def test_the_handler_may_give_out_the_paper(house: House) -> None:
    case = closed_case(house, house.lea, 8)
    house.salon.by = house.lea
    made = house.salon.do(prepare, COMPLAINT, house.amira, case)
    code = house.salon.ask(ask_line, made).code
    house.salon.do(answer, code, {"cp_fair": "5"}, How.PAPER)


def used_up(house: House) -> int:
    """A course of one peel, hoped for with 8 of ten, and taken."""
    at(house, "27 08:00")
    peel = house.salon.ask(service, house.peel)
    course = house.salon.do(sell_course, house.amira, peel, 1, Money(8500))
    visit = house.salon.do(book, Booking(house.amira, house.peel, FRIDAY, time(8)))
    house.salon.do(note_hope, visit, 8)
    house.salon.do(arrive, visit)
    house.salon.do(complete, visit)
    at(house, "27 11:00")
    return int(course)


def test_at_the_end_of_a_course_and_a_month_later(house: House) -> None:
    course = used_up(house)
    [due] = house.salon.ask(to_ask)
    assert (due.kind, due.subject, due.part) == (COURSE_END, course, 0)
    made = house.salon.do(prepare, COURSE_END, house.amira, course)
    code = house.salon.ask(ask_line, made).code
    said = {"ce_result": "6", "ce_expected": "8", "ce_promise": "0"}
    told = house.salon.do(answer, code, said, How.DESK)
    assert told.expected == 8  # what was hoped for is told only now
    assert told.complaint_id is not None
    card = house.salon.ask(complaint, told.complaint_id)
    assert card.expected == 8
    with pytest.raises(AskedBefore):
        house.salon.do(prepare, COURSE_END, house.amira, course, 1)
    with house.salon.stopped_at(datetime.fromisoformat("2026-04-25T12:00")):
        assert house.salon.ask(to_ask) == ()

    def heal(work: Work) -> None:
        assert told.complaint_id is not None
        work.get(Complaint, told.complaint_id).closed_at = work.now
        work.events[:] = [CrowdCame()]

    house.salon.do(heal)
    with house.salon.stopped_at(datetime.fromisoformat("2026-04-26T12:00")):
        later = [one for one in house.salon.ask(to_ask) if one.kind == COURSE_END]
        assert [one.part for one in later] == [1]
        assert house.salon.do(prepare, COURSE_END, house.amira, course, 1)


def test_a_course_or_a_complaint_of_somebody_else_is_not_asked_about(
    house: House,
) -> None:
    course = used_up(house)
    with pytest.raises(Missing):
        house.salon.do(prepare, COURSE_END, house.basia, course)
    with pytest.raises(Missing):
        house.salon.do(prepare, COMPLAINT, house.amira, 999)
    with pytest.raises(NoSuchSurvey):
        house.salon.do(prepare, "yearly", house.amira)


def test_who_comes_less_is_asked_once_and_left_alone(house: House) -> None:
    [her, other] = crowd(house, {"B": 2}, days=120, **LATE)["B"]
    assert [one.kind for one in house.salon.ask(to_ask)] == [LOST, LOST]
    made = house.salon.do(prepare, LOST, her, by_phone=True)
    ask = house.salon.ask(ask_line, made)
    assert ask.call_id is not None
    said = {"lo_reason": "0,8", "lo_ok": "2"}
    told = house.salon.do(answer, ask.code, said, How.CALL)
    assert told.is_silent
    assert told.loss.lower() == "another salon"
    assert house.salon.ask(reaches, [her])[her].do_not_contact

    def kept(reading: Reading) -> list[tuple[Loss, str]]:
        asked = select(LossReason.reason, LossReason.words)
        return [(row.reason, row.words) for row in reading.session.execute(asked)]

    assert house.salon.ask(kept) == [(Loss.COMPETITOR, "price, another salon")]
    assert [one.client_id for one in house.salon.ask(to_ask)] == [other]
    with house.salon.stopped_at(datetime.fromisoformat("2028-03-27T12:00")):
        assert her not in [one.client_id for one in house.salon.ask(to_ask)]
        with pytest.raises(MayNotBeAsked):
            house.salon.do(prepare, LOST, her)


def test_once_a_year_is_kept(house: House) -> None:
    [her] = crowd(house, {"B": 1}, days=120, **LATE)["B"]
    made = house.salon.do(prepare, LOST, her)
    code = house.salon.ask(ask_line, made).code
    told = house.salon.do(answer, code, {"lo_reason": "1", "lo_ok": "1"})
    assert not told.is_silent
    crowd(house, {"C": 1})
    with house.salon.stopped_at(datetime.fromisoformat("2026-05-27T12:00")):
        drawn = house.salon.do(draw_round)
        assert drawn.left_out == {"once_a_year": 1}
        with pytest.raises(AskedBefore):
            house.salon.do(prepare, LOST, her)


def test_who_has_booked_again_is_no_loss(house: House) -> None:
    [her] = crowd(house, {"B": 1}, days=120, **LATE)["B"]
    made = house.salon.do(prepare, LOST, her)
    code = house.salon.ask(ask_line, made).code
    monday = FRIDAY + timedelta(days=3)
    house.salon.do(book, Booking(her, house.peel, monday, time(10)))
    told = house.salon.do(answer, code, {"lo_reason": "0"})
    assert told.loss == ""
    assert told.answer_id is not None


def test_who_wants_no_surveys_or_what_is_switched_off_is_not_asked(
    house: House,
) -> None:
    [her] = crowd(house, {"B": 1}, days=120, **LATE)["B"]
    house.salon.do(describe, surveys_off=(LOST,))
    assert house.salon.ask(to_ask) == ()
    with pytest.raises(SurveyIsOff):
        house.salon.do(prepare, LOST, her)
    house.salon.do(describe, surveys_off=())
    house.salon.do(refuse_contact, her, "survey")
    assert house.salon.ask(to_ask) == ()
    with pytest.raises(MayNotBeAsked):
        house.salon.do(prepare, LOST, her)


def test_answers_follow_a_file_that_is_joined(
    house: House, asks: list[AskLine]
) -> None:
    gone, kept = asks[0], asks[1]
    house.salon.do(answer, gone.code, CONTENT)
    house.salon.do(merge_clients, kept.client_id, gone.client_id)
    [line] = house.salon.ask(answers_of, kept.client_id)
    assert line.answers == CONTENT
    assert house.salon.ask(ask_line, gone.id).client_id == kept.client_id


def test_what_is_kept_is_sound(house: House, asks: list[AskLine]) -> None:
    house.salon.do(answer, asks[0].code, CONTENT)

    def raw(reading: Reading) -> dict[str, str]:
        kept = reading.session.execute(text("SELECT answers FROM survey_answer"))
        found: dict[str, str] = json.loads(kept.scalar_one())
        return found

    assert house.salon.ask(raw) == CONTENT
    assert date(2026, 3, 27) == FRIDAY

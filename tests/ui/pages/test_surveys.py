"""Surveys in the window: a form by digits, the client's own screen, the pulse."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from sqlalchemy import func, select

from salon.aftercare.model import CallStatus, Outcome
from salon.aftercare.queries import calls_of
from salon.clients.model import ClientId
from salon.complaints.queries import open_complaints
from salon.feedback.model import How
from salon.rights import Right
from salon.staff.queries import team
from salon.store.history import Action
from salon.surveys.answering import answer
from salon.surveys.model import FEWEST, AskLine, AskState, RoundId, ToAsk, Way
from salon.surveys.operations import close_round, draw_round
from salon.surveys.queries import (
    answers_of,
    ask_line,
    asks_of,
    pulse_is_due,
    pulse_points,
    round_line,
    rounds,
)
from salon.views.surveys import rounds_sight, sitting
from salon.work import Reading
from tests.ui.pages.seeing import Ctrl, is_gone, page_as, the, words_in
from ui.aftercare.page import CallsPage
from ui.desk import Desk
from ui.frame.window import Window
from ui.kit.buttons import Answers
from ui.kit.chips import Chip
from ui.kit.fields import TextField
from ui.kit.sheet import Sheet
from ui.places import CallList, Surveys
from ui.surveys.due import _due_line
from ui.surveys.entering import AnswerSheet, CodeSheet
from ui.surveys.page import SurveysPage
from ui.surveys.screen import NAME, SurveyScreen
from ui.surveys.sheets import (
    ChangedSheet,
    PointSheet,
    PromiseSheet,
    PulseSheet,
    ReplySheet,
    RoundSheet,
    SwitchSheet,
)

Settle = Callable[[], None]
Key = Qt.Key


@pytest.fixture
def drawn(day_desk: Desk) -> RoundId:
    return day_desk.salon.do(draw_round, seed=3).round_id


@pytest.fixture
def page(
    day_window: Window, day_desk: Desk, settle: Settle, drawn: RoundId
) -> SurveysPage:
    day_desk.go(Surveys())
    settle()
    return page_as(day_window, SurveysPage)


def waiting(desk: Desk, key: RoundId, way: Way) -> AskLine:
    every = desk.salon.ask(asks_of, key, AskState.OPEN)
    return next(one for one in every if one.way is way)


def test_without_a_survey_the_page_says_what_it_is_for_and_begins_one(
    day_window: Window, day_desk: Desk, settle: Settle
) -> None:
    day_desk.go(Surveys())
    settle()
    page = page_as(day_window, SurveysPage)
    assert "Nobody has been asked yet" in words_in(page)
    for tab in ("due", "results", "pulse"):  # each says why it is empty
        day_desk.go(Surveys(tab))
        settle()
        assert words_in(page)

    day_desk.go(Surveys())
    settle()
    page.begin.trigger()
    sheet = the(day_window, RoundSheet)
    sheet.most.setValue(5)
    sheet._begin()
    settle()

    [line] = day_desk.salon.ask(rounds)
    assert line.asked == 5
    assert "Yearly satisfaction survey" in words_in(page)
    assert not page.begin.isEnabled()


def test_a_form_is_entered_with_digits_alone(
    page: SurveysPage,
    day_window: Window,
    day_desk: Desk,
    settle: Settle,
    drawn: RoundId,
) -> None:
    ask = waiting(day_desk, drawn, Way.PAPER)
    page.form.trigger()
    settle()
    code = the(day_window, CodeSheet)
    QTest.keyClicks(code.code, ask.code)
    settle()
    assert not is_gone(code)  # Enter is of this sheet, not of the first question
    QTest.keyClick(code.code, Key.Key_Return)
    QTest.keyClicks(code.code, "3")  # faster than the form comes
    settle()
    assert is_gone(code)
    sheet = the(day_window, AnswerSheet)
    assert ask.client not in words_in(sheet)  # a paper names nobody
    assert sheet.nameless.y() < sheet.questions.y()  # seen before the end

    asked = sheet.questions
    assert (asked.at, asked.said()) == (1, {"ye_ref": "2"})
    keys = "54" * 5 + "2" + "1" + "2" + "5"  # to the third place
    for digit in keys:
        assert asked.hasFocus()
        QTest.keyClicks(asked, digit)
    best = asked.fields["ye_best"]
    assert isinstance(best, TextField)
    assert best.hasFocus()
    QTest.keyClicks(best, "The tea")
    QTest.keyClick(best, Key.Key_Return)
    worst = asked.fields["ye_worst"]
    QTest.keyClick(worst, Key.Key_Return)  # nothing to say
    for digit in "13":  # of several: they stay, until Enter goes on
        QTest.keyClicks(asked, digit)
    QTest.keyClick(asked, Key.Key_Return)
    QTest.keyClicks(asked, "2")
    QTest.keyClicks(asked, "10")  # a 1 waits for its 0
    why = asked.fields["ye_why"]
    assert why.hasFocus()
    QTest.keyClick(why, Key.Key_Return)
    assert sheet.kept.hasFocus()
    QTest.keyClick(sheet.kept, Key.Key_Return)
    settle()
    said = day_window.toast.text
    assert "answers kept" in said
    assert ask.client not in said  # nor does what is said of it

    [kept] = day_desk.salon.ask(answers_of, ask.client_id)
    assert kept.how is How.PAPER
    assert kept.recommends == 10
    assert kept.answers["ye_ref"] == "2"
    assert (kept.answers["ye_tan_e"], kept.answers["ye_tan_p"]) == ("5", "4")
    assert (kept.answers["ye_new"], kept.answers["ye_best"]) == ("0,2", "The tea")
    assert "ye_worst" not in kept.answers
    assert the(day_window, CodeSheet).isVisible()  # the next one of the pile


def test_a_one_of_ten_is_a_one_where_no_nought_follows(
    page: SurveysPage,
    day_window: Window,
    day_desk: Desk,
    settle: Settle,
    drawn: RoundId,
) -> None:
    ask = waiting(day_desk, drawn, Way.PAPER)
    sheet = AnswerSheet(
        day_desk, day_window, day_desk.salon.ask(sitting, ask.id), How.DESK
    )
    sheet.begin()
    settle()
    asked = sheet.questions
    place = [one.id for one in asked.questions].index("ye_nps")
    asked.go_to(place)
    asked.digit("1")
    assert asked.at == place
    QTest.keyClick(asked, Key.Key_Return)
    assert asked.said() == {"ye_nps": "1"}
    QTest.keyClick(asked.fields["ye_why"], Key.Key_Up)
    assert asked.at == place
    asked.digit("9")
    assert asked.said() == {"ye_nps": "9"}
    asked.go_to(0)
    asked.digit("9")  # there is no ninth answer
    assert (asked.at, "ye_ref" in asked.said()) == (0, False)
    first = asked.fields["ye_ref"]
    assert isinstance(first, Answers)
    next(iter(first.buttons.values())).click()  # by mouse it goes on as well
    assert (asked.at, asked.said()["ye_ref"]) == (1, "0")
    assert ask.client in words_in(sheet)


def test_a_key_that_rests_here_marks_nobody_else(
    page: SurveysPage, day_window: Window, settle: Settle
) -> None:
    rows = page.rounds.list
    names = [one.name for one in rows.lines.lines]
    noor = names.index("Noor Haddad")
    rows.choose(0 if noor else 1)
    before = rows.currentIndex().row()
    rows.setFocus()
    assert not page.begin.isEnabled()
    QTest.keyClicks(rows, "n")  # begins a survey, and rests while one runs
    assert rows.currentIndex().row() == before
    rows.choose(noor)
    other = next(one for one in names if one[0].lower() not in "afcn")
    QTest.keyClicks(rows, other[0].lower())  # a letter of a name alone
    assert rows.chosen() is not None
    assert rows.currentIndex().row() != noor


def test_many_forms_are_announced_before_they_are_set(
    page: SurveysPage,
    day_window: Window,
    settle: Settle,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("ui.surveys.rounds.MANY_FORMS", 6)
    assert page.rounds.sight is not None
    forms = sum(one.way is Way.PAPER for one in page.rounds.sight.open)
    assert forms == 7
    page.paper.trigger()
    settle()
    asked = the(day_window, Sheet)
    assert f"Print {forms} forms?" in asked.windowTitle()


def test_c_says_what_it_does_where_one_stands(
    page: SurveysPage, day_desk: Desk, settle: Settle
) -> None:
    assert "Go to the" in page.ring.text()
    day_desk.go(Surveys("due"))
    settle()
    assert "On the" in page.ring.text()
    assert not page.paper.isEnabled()
    page.heed(day_desk.salon.ask(rounds_sight))  # the rounds come late
    assert not page.paper.isEnabled()


def test_who_is_due_since_another_year_says_which() -> None:
    one = ToAsk("lost_client", ClientId(7), "Huda Saleh", date(2024, 5, 16))
    line = _due_line(one, date(2026, 11, 23), "the tall one")
    assert isinstance(line.mark, Chip)
    assert "2024" in line.mark.text
    assert "the tall one" in line.detail
    now = _due_line(replace(one, since=date(2026, 5, 14)), date(2026, 11, 23), "")
    assert isinstance(now.mark, Chip)
    assert "2026" not in now.mark.text


def test_a_form_with_answers_is_not_thrown_away_by_esc(
    page: SurveysPage,
    day_window: Window,
    day_desk: Desk,
    settle: Settle,
    drawn: RoundId,
) -> None:
    ask = waiting(day_desk, drawn, Way.PAPER)
    found = day_desk.salon.ask(sitting, ask.id)
    sheet = AnswerSheet(day_desk, day_window, found, How.PAPER)
    sheet.begin()
    settle()
    sheet.questions.digit("2")
    QTest.keyClick(sheet.questions, Key.Key_Escape)
    settle()
    assert sheet.isVisible()
    asked = next(
        one
        for one in sheet.findChildren(Sheet)
        if one.windowTitle() == "Throw away what is written?"
    )
    QTest.keyClick(asked, Key.Key_Escape)
    settle()
    assert sheet.questions.said() == {"ye_ref": "1"}

    QTest.keyClick(sheet.questions, Key.Key_Escape)
    settle()
    asked = next(one for one in sheet.findChildren(Sheet) if one.isVisible())
    assert asked._loud is not None
    asked._loud.click()
    settle()
    assert is_gone(sheet)
    empty = AnswerSheet(day_desk, day_window, found, How.PAPER)
    empty.begin()
    settle()
    QTest.keyClick(empty.questions, Key.Key_Escape)  # nothing is lost
    settle()
    assert is_gone(empty)


def test_answers_left_open_are_said_before_they_are_kept(
    page: SurveysPage,
    day_window: Window,
    day_desk: Desk,
    settle: Settle,
    drawn: RoundId,
) -> None:
    ask = waiting(day_desk, drawn, Way.PAPER)
    found = day_desk.salon.ask(sitting, ask.id)
    sheet = AnswerSheet(day_desk, day_window, found, How.PAPER)
    sheet.begin()
    settle()
    asked = sheet.questions
    QTest.keyClick(asked, Key.Key_Return)  # left open
    asked.digit("4")
    sheet.kept.click()
    settle()
    assert sheet.failure.isVisible()
    assert asked.left_open()[0] in words_in(sheet.failure)
    assert day_desk.salon.ask(answers_of, ask.client_id) == []
    sheet.kept.click()  # it is meant
    settle()
    assert len(day_desk.salon.ask(answers_of, ask.client_id)) == 1


def test_a_slip_of_a_code_says_so_and_opens_nothing(
    page: SurveysPage, day_window: Window, day_desk: Desk, settle: Settle
) -> None:
    page.form.trigger()
    settle()
    sheet = the(day_window, CodeSheet)
    sheet.code.setText("111111")
    sheet.go_on()
    settle()
    assert sheet.failure.isVisible()
    assert not [w for w in day_window.findChildren(AnswerSheet) if w.isVisible()]


def test_the_client_answers_alone_and_without_a_name(
    page: SurveysPage,
    day_window: Window,
    day_desk: Desk,
    settle: Settle,
    drawn: RoundId,
) -> None:
    ask = waiting(day_desk, drawn, Way.PAPER)
    screen = SurveyScreen(day_desk, day_window, day_desk.salon.ask(sitting, ask.id))
    screen._show()
    screen.show()
    settle()
    assert screen.isModal()
    QTest.keyClick(screen, Key.Key_Escape)
    screen.close()
    settle()
    assert screen.isVisible()  # nothing else is reachable

    for held in (Qt.KeyboardModifier.AltModifier, Ctrl):
        QTest.keyClick(screen, Key.Key_2, held)  # keys of the salon's window
        assert screen.answers == {}
    QTest.keyClick(screen, Key.Key_2)  # without a name
    assert screen.answers == {NAME: "1"}
    QTest.keyClick(screen, Key.Key_1)  # worse than a year ago
    for one in screen.questions[2:]:
        if one.id == "ye_nps":
            QTest.keyClick(screen, Key.Key_0, Qt.KeyboardModifier.AltModifier)
            assert "ye_nps" not in screen.answers
            QTest.keyClick(screen, Key.Key_0)
        elif one.takes_several:
            assert screen.several is not None
            screen.several.put("0", "3")
            screen._chosen()
        elif one.id == "ye_why":
            assert screen.words is not None
            screen.words.setPlainText("Loud")
            screen._written()
        else:
            screen.say("")
    settle()

    assert day_desk.salon.ask(ask_line, ask.id).state is AskState.NAMELESS
    assert day_desk.salon.ask(answers_of, ask.client_id) == []
    assert not [
        one
        for one in day_desk.salon.ask(open_complaints)
        if one.client_id == ask.client_id
    ]
    screen.team.click()  # a tap is not enough
    settle()
    assert screen.isVisible()
    screen.leave()
    settle()
    assert is_gone(screen)


def test_a_survey_is_asked_on_the_page_of_calls_and_ends_the_call(
    page: SurveysPage,
    day_window: Window,
    day_desk: Desk,
    settle: Settle,
    drawn: RoundId,
) -> None:
    ask = waiting(day_desk, drawn, Way.INTERVIEW)
    assert ask.call_id is not None
    day_desk.go(CallList(ask.call_id))
    settle()
    calls = page_as(day_window, CallsPage)
    assert calls.survey.isEnabled()
    assert calls.card.asking.isVisible()
    calls.survey.trigger()
    settle()
    sheet = the(day_window, AnswerSheet)
    assert ask.client in words_in(sheet)
    sheet.questions.digit("2")
    sheet.keep()
    settle()
    made = [
        one
        for one in day_desk.salon.ask(calls_of, ask.client_id)
        if one.id == ask.call_id
    ]
    assert [(one.status, one.outcome) for one in made] == [
        (CallStatus.DONE, Outcome.WELL)
    ]


def test_the_report_has_what_we_changed_and_promises(
    page: SurveysPage,
    day_window: Window,
    day_desk: Desk,
    settle: Settle,
    drawn: RoundId,
) -> None:
    ask = waiting(day_desk, drawn, Way.PAPER)
    said = {"ye_rel_e": "5", "ye_rel_p": "3", "ye_nps": "9", "ye_best": "Tea"}
    day_desk.salon.do(answer, ask.code, said)
    day_desk.go(Surveys("results", int(drawn)))
    settle()
    text = words_in(page)
    assert "What to mend first" in text
    assert "“Tea”" in text
    page.changed.trigger()
    sheet = the(day_window, ChangedSheet)
    sheet.words.setPlainText("More towels")
    sheet._keep()
    settle()
    assert day_desk.salon.ask(round_line, drawn).changed == "More towels"
    page.promise.trigger()
    promise = the(day_window, PromiseSheet)
    promise.words.setPlainText("Start on time")
    promise._keep()
    assert promise.failure.isVisible()  # until when?
    promise.until.put(day_desk.today())
    promise._keep()
    settle()
    assert "Start on time" in words_in(page)


@pytest.mark.parametrize(
    ("nameless", "is_closed", "is_told"),
    [(0, False, False), (1, False, True), (1, True, True), (FEWEST, True, False)],
)
def test_answers_without_a_name_that_are_not_read_yet_are_told_of(
    page: SurveysPage,
    day_desk: Desk,
    settle: Settle,
    drawn: RoundId,
    nameless: int,
    is_closed: bool,
    is_told: bool,
) -> None:
    said = {"ye_rel_e": "5", "ye_rel_p": "3", "ye_nps": "9"}
    salon = day_desk.salon
    asks = salon.ask(asks_of, drawn, AskState.OPEN)
    salon.do(answer, asks[0].code, said)
    for one in asks[1 : nameless + 1]:
        salon.do(answer, one.code, said, is_nameless=True)
    if is_closed:
        salon.do(close_round, drawn)
    day_desk.go(Surveys("results", int(drawn)))
    settle()
    told = f"{nameless} answered without a name"
    assert (told in words_in(page)) is is_told


def test_one_of_the_team_says_how_she_is_and_the_history_hears_nothing(
    page: SurveysPage, day_window: Window, day_desk: Desk, settle: Settle
) -> None:
    day_desk.go(Surveys("pulse"))
    settle()
    every = day_desk.salon.ask(team)
    mei = next(one for one in every if Right.MANAGE in one.role.rights)
    day_desk.sign_in(mei.id, mei.name)
    settle()
    who = mei.id
    assert page.answer.isEnabled()
    before = day_desk.salon.ask(_head)
    page.answer.trigger()
    settle()
    sheet = the(day_window, PulseSheet)
    for digit in "435":
        sheet.questions.digit(digit)
    sheet.keep()
    settle()
    assert is_gone(sheet)
    assert not day_desk.salon.ask(pulse_is_due, who)
    assert day_desk.salon.ask(_head) == before
    page.refresh()
    settle()
    assert not page.answer.isEnabled()

    page.point.trigger()
    point = the(day_window, PointSheet)
    point.words.setPlainText("Warmer room")
    point._keep()
    settle()
    assert [one.name for one in page.pulse.list.lines.lines] == ["Warmer room"]
    assert page.pulse.list.isVisible()
    page.pulse.list.choose(0)
    QTest.keyClick(page.pulse.list, Key.Key_Return)
    settle()
    reply = the(day_window, ReplySheet)
    reply._keep()
    assert reply.failure.isVisible()
    reply.answer.put("no")
    reply.why.setPlainText("The heater is new")
    reply._keep()
    settle()
    [line] = day_desk.salon.ask(pulse_points)
    assert (line.answer, line.why) == ("no", "The heater is new")


def test_a_survey_can_be_left_out_and_its_wording_stays(
    page: SurveysPage, day_window: Window, day_desk: Desk, settle: Settle
) -> None:
    page.switches.trigger()
    settle()
    sheet = the(day_window, SwitchSheet)
    assert not sheet.findChildren(TextField)  # nothing to write in
    sheet.ticks["lost_client"].setChecked(False)
    sheet.days.setValue(182)
    sheet._keep()
    settle()
    assert day_desk.premises.surveys_off == ("lost_client",)
    assert day_desk.premises.pulse_days == 182


def _head(reading: Reading) -> int:
    return int(reading.session.scalar(select(func.max(Action.seq))) or 0)

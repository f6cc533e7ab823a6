"""How a visit was: asked by us, or answered by the client alone on the screen."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from salon.appointments.model import DayLine
from salon.appointments.queries import day_book
from salon.complaints.queries import open_complaints
from salon.feedback.model import CSAT, GAP, How, questions
from salon.feedback.queries import feedback_of, hope_of
from salon.views.feedback import asking
from tests.ui.pages.daily import TODAY
from tests.ui.pages.seeing import is_gone, the, words_in
from ui.desk import Desk
from ui.feedback.screen import ClientScreen
from ui.feedback.sheets import FeedbackSheet, HopeSheet, open_feedback, open_hope
from ui.frame.window import Window
from ui.kit.buttons import Answers
from ui.parts.deeds import deeds_of

Settle = Callable[[], None]


def visit(desk: Desk, kept: bool) -> DayLine:
    rows = desk.salon.ask(day_book, TODAY - timedelta(days=7), 8)
    return next(
        one for one in rows if (one.status.was_kept if kept else one.status.is_open)
    )


@pytest.fixture
def done(day_desk: Desk) -> DayLine:
    return visit(day_desk, kept=True)


def test_a_visit_that_is_over_is_asked_about_and_one_to_come_is_hoped_for(
    day_window: Window, day_desk: Desk, settle: Settle, done: DayLine
) -> None:
    coming = visit(day_desk, kept=False)
    can = {name: can for name, _key, _act, can in deeds_of(day_desk, done)}
    assert can["How was it?"]
    assert not can["What is hoped for"]
    can = {name: can for name, _key, _act, can in deeds_of(day_desk, coming)}
    assert can["What is hoped for"]
    assert not can["How was it?"]

    open_hope(day_desk, coming.id)
    settle()
    sheet = the(day_window, HopeSheet)
    sheet._keep()
    assert sheet.failure.isVisible()
    sheet.score.put("8")
    sheet.words.setText("Calm skin")
    sheet._keep()
    settle()
    assert is_gone(sheet)
    assert day_desk.salon.ask(hope_of, coming.id) == (8, "Calm skin")


def test_a_low_score_leads_to_a_case(
    day_window: Window, day_desk: Desk, settle: Settle, done: DayLine
) -> None:
    before = len(day_desk.salon.ask(open_complaints))
    open_feedback(day_desk, done.id)
    settle()
    sheet = the(day_window, FeedbackSheet)
    score, gap = sheet.fields[CSAT], sheet.fields[GAP]
    assert isinstance(score, Answers)
    assert isinstance(gap, Answers)
    sheet._keep()
    settle()
    assert sheet.failure.isVisible()  # without a score nothing is kept
    score.put("1")
    sheet._keep()
    settle()
    told = day_desk.salon.ask(feedback_of, done.id)
    assert told is not None
    assert (told.csat, told.how) == (1, How.DESK)
    assert len(day_desk.salon.ask(open_complaints)) == before + 1

    open_feedback(day_desk, done.id)
    settle()
    assert "Told already: 1 of 5" in words_in(the(day_window, FeedbackSheet))


def test_the_client_answers_alone_and_reaches_nothing_else(
    day_window: Window, day_desk: Desk, settle: Settle, done: DayLine
) -> None:
    found = day_desk.salon.ask(asking, done.id)
    screen = ClientScreen(day_desk, day_window, found)
    screen._show()
    screen.show()
    settle()
    assert screen.isModal()

    QTest.keyClick(screen, Qt.Key.Key_Escape)
    screen.close()
    settle()
    assert screen.isVisible()

    QTest.keyClick(screen, Qt.Key.Key_5)
    assert screen.answers == {CSAT: "5"}
    screen.back()
    assert screen._at == 0
    screen.say("4")
    for _one in questions()[1:-1]:
        screen.say("")
    assert screen.words is not None
    screen.words.setPlainText("More tea")
    screen._written()
    settle()
    told = day_desk.salon.ask(feedback_of, done.id)
    assert told is not None
    assert (told.csat, told.words, told.how) == (4, "More tea", How.SCREEN)
    assert "Thank you" in words_in(screen) or "谢谢" in words_in(screen)

    screen.leave()
    settle()
    assert is_gone(screen)


def test_the_team_takes_the_screen_back_by_holding_a_button(
    day_window: Window, day_desk: Desk, settle: Settle, done: DayLine
) -> None:
    screen = ClientScreen(day_desk, day_window, day_desk.salon.ask(asking, done.id))
    screen._show()
    screen.show()
    settle()
    screen.team.click()  # a tap is not enough
    settle()
    assert screen.isVisible()
    screen.team.pressed.emit()
    assert screen._hold.isActive()
    screen._hold.timeout.emit()
    settle()
    assert is_gone(screen)
    assert day_desk.salon.ask(feedback_of, done.id) is None

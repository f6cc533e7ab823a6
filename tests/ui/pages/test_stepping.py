"""Ctrl+Z is about whom one sees, or it asks first and says whose it is."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from salon.clients.model import ClientDraft, ClientId
from salon.clients.operations import correct_client
from salon.clients.queries import client_card
from salon.history.queries import history
from tests.ui.pages import people
from tests.ui.pages.people import EMMA, LIN, Ctrl, Key, Settle, sheets, words_in
from ui.desk import Desk
from ui.frame.window import Window
from ui.places import CallList, ClientCard, Today

people_template = people.people_template
people_folder = people.people_folder
people_salon = people.people_salon
people_desk = people.people_desk
people_window = people.people_window

Shift = Qt.KeyboardModifier.ShiftModifier


def nickname(desk: Desk, key: ClientId) -> str:
    return desk.salon.ask(client_card, key).line.called


def call_emma_em(window: Window, desk: Desk, settle: Settle) -> None:
    desk.go(ClientCard(EMMA))
    settle()
    desk.do(correct_client, EMMA, ClientDraft(called="Em"))
    settle()
    assert window.toast.holds_undo
    assert nickname(desk, EMMA) == "Em"


def ctrl_z(window: Window, settle: Settle) -> None:
    QTest.keyClick(window, Key.Key_Z, Ctrl)
    settle()


def test_what_was_done_goes_away_with_the_client_it_was_done_for(
    people_window: Window, people_desk: Desk, settle: Settle
) -> None:
    call_emma_em(people_window, people_desk, settle)
    people_desk.go(ClientCard(EMMA, "skin"))
    settle()
    assert people_window.toast.holds_undo

    people_desk.go(ClientCard(LIN))
    settle()

    assert not people_window.toast.isVisible()


def test_what_was_done_stays_where_nobody_else_is_in_sight(
    people_window: Window, people_desk: Desk, settle: Settle
) -> None:
    call_emma_em(people_window, people_desk, settle)
    people_desk.go(Today())
    settle()

    assert people_window.toast.holds_undo
    ctrl_z(people_window, settle)
    assert nickname(people_desk, EMMA) == ""


def test_ctrl_z_over_somebody_else_asks_and_names_whom(
    people_window: Window, people_desk: Desk, settle: Settle
) -> None:
    call_emma_em(people_window, people_desk, settle)
    people_desk.go(ClientCard(LIN))
    settle()

    ctrl_z(people_window, settle)
    assert nickname(people_desk, EMMA) == "Em"
    [asked] = sheets()
    assert "Emma Stone" in words_in(asked)
    QTest.keyClick(asked, Key.Key_Escape)
    settle()
    assert nickname(people_desk, EMMA) == "Em"

    people_window.activateWindow()
    settle()
    ctrl_z(people_window, settle)
    [asked] = sheets()
    QTest.keyClick(asked, Key.Key_Return)
    settle()
    assert nickname(people_desk, EMMA) == ""

    people_window.toast.hide()
    people_window.activateWindow()
    settle()
    QTest.keyClick(people_window, Key.Key_Z, Ctrl | Shift)
    settle()
    assert nickname(people_desk, EMMA) == ""
    [asked] = sheets()
    QTest.keyClick(asked, Key.Key_Return)
    settle()
    assert nickname(people_desk, EMMA) == "Em"


def test_ctrl_z_over_the_same_client_asks_nothing(
    people_window: Window, people_desk: Desk, settle: Settle
) -> None:
    call_emma_em(people_window, people_desk, settle)
    people_window.toast.hide()
    people_desk.go(ClientCard(LIN))
    settle()
    people_desk.go(ClientCard(EMMA))
    settle()

    ctrl_z(people_window, settle)
    assert not sheets()
    assert nickname(people_desk, EMMA) == ""


def test_a_step_that_is_about_nobody_asks_nothing(
    people_window: Window, people_desk: Desk, settle: Settle
) -> None:
    from salon.staff.operations import hire

    people_desk.go(ClientCard(LIN))
    settle()
    people_desk.do(hire, "Berta")
    settle()
    people_window.toast.hide()

    ctrl_z(people_window, settle)
    assert not sheets()
    assert people_desk.salon.ask(history)[0].undoes is not None


def test_on_the_calls_a_line_goes_too_when_another_client_is_rung(
    people_window: Window, people_desk: Desk, settle: Settle
) -> None:
    call_emma_em(people_window, people_desk, settle)
    people_desk.go(CallList(client_id=LIN))
    settle()

    ctrl_z(people_window, settle)
    assert nickname(people_desk, EMMA) == "Em"

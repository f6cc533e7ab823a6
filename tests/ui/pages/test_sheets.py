"""Enter in a sheet presses what has the focus, never what nobody asked for."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from salon.app import Salon
from salon.appointments.queries import visits_of
from salon.clients.queries import find_clients
from salon.safety.model import (
    Contraindicated,
    Objection,
    ReasonNeeded,
    Verdict,
    weigh,
)
from tests.ui.pages.seeing import Ctrl, Key, is_gone, press, the, words_in
from ui.booking.sheet import BookingSheet, open_booking
from ui.clients.adding import NewClient, open_new
from ui.desk import Desk
from ui.frame.window import Window
from ui.kit.buttons import Button
from ui.kit.fields import TextField
from ui.kit.sheet import Sheet
from ui.parts.reasons import ask_reason

Settle = Callable[[], None]
ENTERS = [
    (Key.Key_Return, Qt.KeyboardModifier.NoModifier),
    (Key.Key_Enter, Qt.KeyboardModifier.NoModifier),
    (Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier),
]
AGAINST = Objection("retinoid", "retinoid", Verdict.WARN, "She uses a retinoid.")


def button(sheet: QWidget, text: str) -> Button:
    [found] = [one for one in sheet.findChildren(Button) if one.text() == text]
    return found


def tab_to(sheet: QWidget, wanted: QWidget) -> None:
    """Press Tab until the keyboard is at a widget."""
    for _step in range(40):
        if sheet.focusWidget() is wanted:
            return
        press(sheet, Key.Key_Tab)
    raise AssertionError("Tab does not reach it")


def reason_sheet(desk: Desk, taken: list[str]) -> Sheet:
    made = ask_reason(
        desk, Contraindicated([AGAINST], AGAINST.text, True), taken.append
    )
    assert made is not None
    return made


def number_booked(salon: Salon, name: str) -> int:
    [found] = salon.ask(find_clients, name)
    return len(list(salon.ask(visits_of, found.id)))


@pytest.mark.parametrize(("key", "with_"), ENTERS)
def test_enter_on_cancel_leaves_the_booking_sheet_and_books_nothing(
    day_window: Window,
    day_desk: Desk,
    day_salon: Salon,
    settle: Settle,
    key: Qt.Key,
    with_: Qt.KeyboardModifier,
) -> None:
    before = number_booked(day_salon, "Olivia Grant")
    open_booking(day_desk)
    settle()
    sheet = the(day_window, BookingSheet)
    QTest.keyClicks(sheet.client, "olivia")
    settle()
    press(sheet, Key.Key_Return)
    settle()
    assert sheet.times
    cancel = button(sheet, "Cancel")
    tab_to(sheet, cancel)

    QTest.keyClick(cancel, key, with_)
    settle()

    assert is_gone(sheet)
    assert number_booked(day_salon, "Olivia Grant") == before


def test_enter_on_cancel_opens_no_file_for_someone_new(
    day_window: Window, day_desk: Desk, day_salon: Salon, settle: Settle
) -> None:
    open_new(day_desk, "Somebody Else")
    settle()
    sheet = the(day_window, NewClient)
    cancel = button(sheet, "Cancel")
    tab_to(sheet, cancel)

    QTest.keyClick(cancel, Key.Key_Return)
    settle()

    assert is_gone(sheet)
    assert not day_salon.ask(find_clients, "Somebody Else")


def test_enter_in_a_field_and_control_enter_anywhere_do_what_the_loud_button_does(
    day_window: Window, day_desk: Desk, day_salon: Salon, settle: Settle
) -> None:
    open_new(day_desk, "First Newcomer")
    settle()
    press(the(day_window, NewClient), Key.Key_Return)
    settle()
    assert day_salon.ask(find_clients, "First Newcomer")

    open_new(day_desk, "Second Newcomer")
    settle()
    sheet = the(day_window, NewClient)
    cancel = button(sheet, "Cancel")
    tab_to(sheet, cancel)
    QTest.keyClick(cancel, Key.Key_Return, Ctrl)
    settle()
    assert day_salon.ask(find_clients, "Second Newcomer")


def test_enter_on_leave_it_overrides_no_warning(
    day_window: Window, day_desk: Desk, settle: Settle
) -> None:
    taken: list[str] = []
    sheet = reason_sheet(day_desk, taken)
    settle()
    QTest.keyClicks(the(sheet, TextField), "Her doctor has agreed to it")
    leave = button(sheet, "Leave it")
    tab_to(sheet, leave)

    QTest.keyClick(leave, Key.Key_Return)
    settle()

    assert is_gone(sheet)
    assert not taken


def test_a_reason_that_is_too_short_is_said_so_and_what_is_typed_stays(
    day_window: Window, day_desk: Desk, settle: Settle
) -> None:
    taken: list[str] = []
    sheet = reason_sheet(day_desk, taken)
    settle()
    field = the(sheet, TextField)
    assert "In words" in words_in(sheet)
    QTest.keyClicks(field, "ok")
    QTest.keyClick(field, Key.Key_Return)
    settle()

    assert not is_gone(sheet)
    assert not taken
    assert field.text() == "ok"
    assert "That is not a reason yet" in words_in(sheet)

    QTest.keyClicks(field, "ay")
    assert "Write a little more" not in words_in(sheet)
    QTest.keyClick(field, Key.Key_Return)
    settle()
    assert taken == ["okay"]


def test_the_reason_the_sheet_takes_is_the_one_the_salon_takes() -> None:
    with pytest.raises(ReasonNeeded):
        weigh([AGAINST], "…")
    weigh([AGAINST], "已问")

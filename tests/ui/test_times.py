"""A time is typed as a whole, however one came into the field."""

from datetime import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from ui.kit.fields import FormRow, TextField, TimeField, read_time
from ui.kit.sheet import Sheet

Key = Qt.Key
HALF_PAST_TEN = ["10:30", "1030", "10.30", "10 30"]


class Three(QWidget):
    """A time between two other fields."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__()
        self.before, self.after = TextField(name="Before"), TextField(name="After")
        self.at = TimeField(time(14, 30), name="From")
        self.row = FormRow("From", self.at, "On the clock")
        sheet.add(self.before, self.row, self.after)


@pytest.fixture
def sheet(held: list[QWidget]) -> Sheet:
    home = QMainWindow()
    held.append(home)
    home.resize(600, 600)
    home.show()
    return Sheet(home, "When")


@pytest.fixture
def three(sheet: Sheet) -> Three:
    made = Three(sheet)
    sheet.cancel()
    sheet.button("Do it", primary=True)
    sheet.open()
    sheet.activateWindow()
    QApplication.processEvents()
    made.before.setFocus()
    return made


def by_tab(three: Three) -> None:
    QTest.keyClick(three.before, Key.Key_Tab)


def by_shift_tab(three: Three) -> None:
    three.after.setFocus()
    QTest.keyClick(three.after, Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)


def by_click(three: Three) -> None:
    QTest.mouseClick(three.at, Qt.MouseButton.LeftButton)


def by_click_and_again(three: Three) -> None:
    by_click(three)
    QTest.mouseClick(three.at, Qt.MouseButton.LeftButton)


def by_choosing_all(three: Three) -> None:
    by_click(three)
    QTest.keyClick(three.at, Key.Key_End)
    QTest.keyClick(three.at, Key.Key_A, Qt.KeyboardModifier.ControlModifier)


WAYS = [by_tab, by_shift_tab, by_click, by_click_and_again, by_choosing_all]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("text", HALF_PAST_TEN)
def test_what_is_typed_replaces_the_whole_time(
    three: Three, way: object, text: str
) -> None:
    assert callable(way)
    way(three)
    assert three.at.hasFocus()
    QTest.keyClicks(three.at, text)

    assert three.at.value() == time(10, 30)
    QTest.keyClick(three.at, Key.Key_Tab)
    assert three.at.text() == "10:30"
    assert three.at.value() == time(10, 30)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        *(("9", time(9)), ("930", time(9, 30)), ("0930", time(9, 30))),
        *(("9.30", time(9, 30)), ("21:05", time(21, 5)), ("０９：３０", time(9, 30))),
        *(("2pm", time(14)), ("12am", time(0)), ("9点30分", time(9, 30))),
        *(("25", None), ("2460", None), ("10:3", None), ("10:", None)),
        *(("soon", None), ("", None), ("13pm", None), ("1410:30", None)),
    ],
)
def test_times_are_read_as_people_write_them(text: str, meant: time | None) -> None:
    assert read_time(text) == meant


def test_what_is_no_time_is_said_and_leaves_the_time_as_it_was(three: Three) -> None:
    by_tab(three)
    QTest.keyClicks(three.at, "25:00")
    QTest.keyClick(three.at, Key.Key_Tab)

    assert three.at.text() == "14:30"
    assert three.at.value() == time(14, 30)
    assert "not a time" in three.row.note.text()
    assert "not a time" in three.at.accessibleDescription()

    by_shift_tab(three)
    QTest.keyClicks(three.at, "10:30")
    assert three.row.note.text() == "On the clock"


def test_enter_does_not_go_on_with_what_is_no_time(three: Three, sheet: Sheet) -> None:
    by_tab(three)
    QTest.keyClicks(three.at, "10:9")
    QTest.keyClick(three.at, Key.Key_Return)
    assert sheet.isVisible()
    assert "not a time" in sheet.failure.words.text()

    QTest.keyClicks(three.at, "1030")
    QTest.keyClick(three.at, Key.Key_Return)
    assert sheet.result() == Sheet.DialogCode.Accepted
    assert three.at.value() == time(10, 30)


def test_the_loud_button_does_not_go_on_with_what_is_no_time_either(
    three: Three, sheet: Sheet
) -> None:
    by_tab(three)
    QTest.keyClicks(three.at, "99")
    assert sheet._loud is not None
    QTest.mouseClick(sheet._loud, Qt.MouseButton.LeftButton)

    assert sheet.isVisible()
    assert three.at.hasFocus()
    assert three.at.value() == time(14, 30)
    assert "not a time" in sheet.failure.words.text()


def test_arrows_go_by_quarters_and_pages_by_hours(three: Three) -> None:
    heard: list[time] = []
    three.at.changed.connect(heard.append)
    by_tab(three)
    for key in (Key.Key_Up, Key.Key_Up, Key.Key_Down, Key.Key_PageUp):
        QTest.keyClick(three.at, key)

    assert three.at.value() == time(15, 45)
    assert heard[-1] == time(15, 45)
    assert three.at.accessibleName() == "From"
    assert three.at.selectedText() == "15:45"

"""Fields take what people mean, and never what the mouse wheel passes over."""

from collections.abc import Sequence
from datetime import date, time
from itertools import count

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QKeySequence, QShortcut, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDateTimeEdit,
    QLabel,
    QMainWindow,
    QSlider,
    QTabBar,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from salon.money import Money, read_money
from ui.kit.cards import Scroll
from ui.kit.fields import (
    Choice,
    DateField,
    FormRow,
    Notes,
    Number,
    Scale,
    TextField,
    TimeField,
    read_day,
)
from ui.kit.page import Page
from ui.kit.picker import Picker, Show
from ui.kit.rows import Line
from ui.kit.sheet import Sheet
from ui.kit.states import Progress
from ui.kit.steady import SteadyTabs
from ui.parts.fields import DayEdit, MoneyField
from ui.parts.forms import Form

MONDAY = date(2026, 11, 23)
stamps = count(10_000)


class FormPage(Page):
    """A page that is too long for its window, with every field the wheel could turn."""

    def __init__(self) -> None:
        super().__init__("Form")
        column = self.column()
        tabs = SteadyTabs()
        for name in ("One", "Two", "Three"):
            tabs.addTab(name)
        tabs.setCurrentIndex(1)
        choice = Choice(["Oily", "Dry", "Mixed"], 1, "Skin")
        number, hour = Number(45, unit="min", name="Minutes"), TimeField(time(14, 30))
        scale = Scale(5, 0, 10, name="Expects")
        self.fields = [choice, number, hour, DayEdit(MONDAY), scale, tabs]
        for field in self.fields:
            column.addWidget(field)
        for number_ in range(60):
            column.addWidget(QLabel(f"Line {number_}"))

    def values(self) -> list[object]:
        choice, number, hour, day, scale, tabs = self.fields
        assert isinstance(choice, Choice)
        assert isinstance(number, Number)
        assert isinstance(hour, TimeField)
        assert isinstance(day, DayEdit)
        assert isinstance(scale, Scale)
        assert isinstance(tabs, SteadyTabs)
        return [
            choice.currentIndex(),
            number.value(),
            hour.value(),
            day.day(),
            scale.value(),
            tabs.currentIndex(),
        ]


@pytest.fixture
def page(held: list[QWidget]) -> FormPage:
    window, page = QMainWindow(), FormPage()
    window.setCentralWidget(Scroll(page))
    window.resize(500, 500)
    held.append(window)
    window.show()
    window.activateWindow()
    QApplication.processEvents()
    return page


def area(page: Page) -> Scroll:
    viewport = page.parentWidget()
    found = viewport.parentWidget() if viewport is not None else None
    assert isinstance(found, Scroll)
    return found


def roll(widget: QWidget, steps: int, pause: int = 20) -> None:
    """Turn the wheel over a widget: down when *steps* is negative."""
    at = QPointF(widget.rect().center())
    for _step in range(abs(steps)):
        event = QWheelEvent(
            at,
            QPointF(widget.mapToGlobal(at.toPoint())),
            QPoint(),
            QPoint(0, 120 if steps > 0 else -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        event.setTimestamp(next(stamps) * pause)
        QApplication.sendEvent(widget, event)


def test_the_wheel_over_a_form_scrolls_the_page_and_changes_nothing(
    page: FormPage,
) -> None:
    page.setFocus()
    before = page.values()
    bar = area(page).verticalScrollBar()
    kinds = (QComboBox, QAbstractSpinBox, QDateTimeEdit, QSlider, QTabBar)
    for kind in kinds:
        assert page.findChildren(kind)
    for field in page.fields:
        if isinstance(field, TimeField):
            continue  # a line to write in, which Qt itself lets the wheel pass by
        bar.setValue(0)
        roll(field, -10)
        assert bar.value() > 0, field
        roll(field, 10)
        assert not field.hasFocus()

    assert page.values() == before


def test_a_roll_that_began_elsewhere_never_changes_the_field_with_the_focus(
    page: FormPage,
) -> None:
    number, scale = page.fields[1], page.fields[4]
    number.setFocus()
    before = page.values()

    roll(scale, -3)
    roll(number, -10)
    roll(area(page).viewport(), -2)
    roll(number, 10)

    assert page.values() == before


def test_a_roll_that_began_on_the_field_with_the_focus_changes_it(
    page: FormPage,
) -> None:
    number = page.fields[1]
    assert isinstance(number, Number)
    number.setFocus()
    roll(area(page).viewport(), 1, pause=40)
    for _wait in range(60):
        next(stamps)

    roll(number, 2, pause=40)

    assert number.value() == 47


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-12-07", date(2026, 12, 7)),
        ("7/12/26", date(2026, 12, 7)),
        ("7.12.2026", date(2026, 12, 7)),
        ("7.12.", date(2026, 12, 7)),
        ("5.1.", date(2027, 1, 5)),
        ("12月7日", date(2026, 12, 7)),
        ("2026年12月7日", date(2026, 12, 7)),
        ("+14", date(2026, 12, 7)),
        ("31.2.", None),
        ("soon", None),
    ],
)
def test_a_day_is_read_as_people_write_it(typed: str, meant: date | None) -> None:
    assert read_day(typed, MONDAY) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("22.11.", date(2026, 11, 22)),
        ("23.11.", date(2026, 11, 23)),
        ("24.11.", date(2025, 11, 24)),
        ("7.12.", date(2025, 12, 7)),
        ("29.2.", None),
        ("7.12.26", date(2026, 12, 7)),
        ("-3", date(2026, 11, 20)),
    ],
)
def test_a_day_on_which_something_happened_is_the_last_one_there_was(
    typed: str, meant: date | None
) -> None:
    assert read_day(typed, MONDAY, is_past=True) == meant


def test_a_day_that_is_none_is_said_and_the_last_one_kept(held: list[QWidget]) -> None:
    field = DateField(MONDAY, MONDAY, name="Day")
    held.append(field)
    told: list[object] = []
    field.changed.connect(told.append)

    field.setText("soon")
    field.editingFinished.emit()
    assert field.value() == MONDAY
    assert "not a day" in field.accessibleDescription()

    field.setText("+1")
    field.editingFinished.emit()
    QTest.keyClick(field, Qt.Key.Key_Down)
    assert told == [date(2026, 11, 24), MONDAY]
    assert field.text() == "Mon 23 Nov 2026"


def test_the_month_is_chosen_by_keys(held: list[QWidget]) -> None:
    window = QMainWindow()
    field = DateField(MONDAY, MONDAY, name="Day")
    window.setCentralWidget(field)
    window.resize(500, 500)
    held.append(window)
    window.show()
    window.activateWindow()
    QTest.keyClick(field, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    month = window.focusWidget()
    assert month is not None
    QTest.keyClick(month, Qt.Key.Key_Right)
    QTest.keyClick(month, Qt.Key.Key_Return)

    assert field.value() == date(2026, 11, 24)


class Asked:
    """A provider whose answers come when the test lets them."""

    def __init__(self) -> None:
        self.questions: list[tuple[str, Show]] = []

    def find(self, text: str, show: Show) -> None:
        self.questions.append((text, show))


CLIENTS: Sequence[Line] = (Line("Priya Nair", key=1), Line("林美华", key=2))


def test_a_picker_is_used_by_keys_alone(held: list[QWidget]) -> None:
    asked = Asked()
    window, picker = QMainWindow(), Picker(asked.find, "Find a client", name="Client")
    window.setCentralWidget(picker)
    held.append(window)
    window.show()
    window.activateWindow()
    picker.setFocus()
    taken: list[Line | None] = []
    picker.taken.connect(taken.append)

    QTest.keyClicks(picker, "ni")
    QApplication.processEvents()
    asked.questions[-1][1](CLIENTS)
    assert picker.is_open
    QTest.keyClick(picker, Qt.Key.Key_Down)
    QTest.keyClick(picker, Qt.Key.Key_Return)
    assert [line.key for line in taken if line] == [2]
    assert (picker.text(), picker.key) == ("林美华", 2)

    QTest.keyClicks(picker, "x")
    QApplication.processEvents()
    asked.questions[-1][1](CLIENTS)
    QTest.keyClick(picker, Qt.Key.Key_Escape)
    assert (picker.text(), picker.key) == ("林美华", 2)
    assert not picker.is_open


def test_what_was_typed_first_and_is_answered_last_is_not_shown(
    held: list[QWidget],
) -> None:
    asked = Asked()
    window, picker = QMainWindow(), Picker(asked.find, name="Client")
    window.setCentralWidget(picker)
    held.append(window)
    window.show()
    window.activateWindow()
    picker.setFocus()
    for letter in "ab":
        QTest.keyClicks(picker, letter)
        QApplication.processEvents()
    (_first, show_first), (_second, show_second) = asked.questions

    show_second(CLIENTS[:1])
    show_first(CLIENTS)

    assert list(picker.lines()) == list(CLIENTS[:1])


@pytest.mark.parametrize(
    ("typed", "currency", "minor"),
    [
        ("85", "GBP", 8500),
        ("85.5", "GBP", 8550),
        ("85,50", "EUR", 8550),
        ("1,200", "GBP", 120000),
        ("£1,200.00", "GBP", 120000),
        ("2,800", "TWD", 2800),
        ("2,800.00", "JPY", 2800),
        ("1,200", "KWD", 1_200_000),
        ("1.250", "KWD", 1250),
        ("1.5", "KWD", 1500),
        ("1.200,50", "EUR", 120050),
        ("1.200.000", "EUR", 120_000_000),
        ("1 200,5", "EUR", 120050),
        ("１２．５０", "CNY", 1250),
        ("¥1,200", "CNY", 120000),
        ("NT$2,800", "TWD", 2800),
        ("HK$ 90", "HKD", 9000),
        ("85 GBP", "GBP", 8500),
        ("90元", "CNY", 9000),
        (".5", "GBP", 50),
    ],
)
def test_money_is_read_as_people_write_it(
    typed: str, currency: str, minor: int
) -> None:
    assert read_money(typed, currency) == Money(minor)


@pytest.mark.parametrize(
    ("typed", "currency"),
    [
        *(("-5", "GBP"), ("5.50", "JPY"), ("", "GBP"), ("£", "GBP"), ("1e5", "GBP")),
        *(("12.345", "GBP"), ("1,2,3", "GBP"), ("1,20,000", "GBP"), ("5+5", "GBP")),
        *(("9" * 13, "GBP"), ("5 or 6", "GBP"), ("12.5.0", "GBP"), ("\u22125", "GBP")),
    ],
)
def test_what_is_no_amount_is_none(typed: str, currency: str) -> None:
    assert read_money(typed, currency) is None


def test_money_that_cannot_be_read_leaves_the_last(held: list[QWidget]) -> None:
    field = MoneyField(Money(8500), "GBP", "Price")
    held.append(field)
    field.setText("dear")
    field.editingFinished.emit()
    assert field.value() == Money(8500)
    assert field.text() == "£85"


def test_a_form_knows_what_was_edited_and_never_overwrites_it(
    held: list[QWidget],
) -> None:
    form = Form()
    held.append(form)
    name, minutes = TextField("Peel"), Number(45)
    form.row("name", "Name", name)
    form.row("minutes", "Minutes", minutes)
    QTest.keyClicks(name, " new")

    form.put({"name": "Facial", "minutes": 60})

    assert form.values() == {"name": "Peel new", "minutes": 60}
    assert form.changes() == {"name": "Peel new"}
    assert form.changed_elsewhere({"name": "Facial", "minutes": 60})
    assert not form.changed_elsewhere({"name": "Peel", "minutes": 90})


def test_what_is_wrong_stands_under_its_field_until_it_is_changed(
    held: list[QWidget],
) -> None:
    form = Form()
    held.append(form)
    name = TextField("")
    row = form.row("name", "Name", name, "As on her papers")
    form.show()

    assert form.wrong({"name": "Write her name."})
    assert row.note.text() == "Write her name."
    assert name.accessibleDescription() == "Write her name."
    QTest.keyClicks(name, "M")
    assert row.note.text() == "As on her papers"


def test_a_sheet_says_why_not_and_stays_and_escape_leaves(held: list[QWidget]) -> None:
    window = QMainWindow()
    held.append(window)
    window.show()
    sheet = Sheet(window, "Cancel this visit", "She will not be told.")
    why = TextField("", name="Why")
    sheet.add(FormRow("Why", why))
    sheet.cancel()
    sheet.button("Cancel it", lambda: sheet.fail("The records are busy."), primary=True)
    ended: list[int] = []
    sheet.finished.connect(ended.append)
    sheet.open()

    QTest.keyClick(why, Qt.Key.Key_Return)
    assert sheet.failure.isVisible()
    assert ended == []
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert ended == [0]


def test_long_work_can_be_cancelled(held: list[QWidget]) -> None:
    work = Progress("Bringing clients along")
    held.append(work)
    cancelled: list[bool] = []
    work.cancelled.connect(lambda: cancelled.append(True))

    work.show_step(340, 1200)
    work.cancel.click()

    assert work.bar.value() == 28
    assert cancelled == [True]


def test_who_clears_a_note_by_undo_does_not_take_back_the_days_work(
    qtbot: QtBot,
) -> None:
    home = QWidget()
    qtbot.addWidget(home)
    note = Notes(name="Note")
    taken: list[int] = []
    undo = QShortcut(QKeySequence("Ctrl+Z"), home)
    undo.activated.connect(lambda: taken.append(1))
    QVBoxLayout(home).addWidget(note)
    home.show()
    home.activateWindow()
    note.setFocus()
    qtbot.waitUntil(note.hasFocus)

    QTest.keyClicks(note, "calm")
    for _press in range(3):
        QTest.keyClick(note, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert note.toPlainText() == ""
    assert taken == []
    note.clear()
    note.document().clearUndoRedoStacks()
    QTest.keyClick(note, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert taken == [1]


def test_enter_at_once_takes_the_one_that_fits_or_shows_which_do(
    held: list[QWidget],
) -> None:
    asked = Asked()
    window, picker = QMainWindow(), Picker(asked.find, name="Client")
    window.setCentralWidget(picker)
    held.append(window)
    window.show()
    window.activateWindow()
    picker.setFocus()
    QApplication.processEvents()
    taken: list[Line | None] = []
    picker.taken.connect(taken.append)

    def is_open() -> bool:
        return picker.is_open

    QTest.keyClicks(picker, "ni")
    QTest.keyClick(picker, Qt.Key.Key_Return)  # before anything was asked
    assert not taken
    asked.questions[-1][1](CLIENTS[:1])
    assert [line.key for line in taken if line] == [1]
    assert not is_open()

    picker.selectAll()
    QTest.keyClicks(picker, "x")
    QTest.keyClick(picker, Qt.Key.Key_Return)
    asked.questions[-1][1](CLIENTS)  # several: it is not guessed which
    assert len(taken) == 1
    assert is_open()
    assert list(picker.lines()) == list(CLIENTS)

    picker.selectAll()
    QTest.keyClicks(picker, "y")
    QTest.keyClick(picker, Qt.Key.Key_Return)
    asked.questions[-1][1](())
    assert len(taken) == 1
    assert [line.name for line in picker.lines()] == ["Nothing found"]

    picker.selectAll()
    QTest.keyClicks(picker, "priya nair")
    QTest.keyClick(picker, Qt.Key.Key_Return)
    asked.questions[-1][1](CLIENTS)  # one of them is called so
    assert [line.key for line in taken if line] == [1, 1]

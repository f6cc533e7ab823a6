"""While an input method composes, Esc, Enter and digits are the method's."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from ui.kit.fields import Notes, TextField
from ui.kit.sheet import Sheet

Key = Qt.Key


@pytest.fixture
def home(held: list[QWidget]) -> QWidget:
    home = QWidget()
    held.append(home)
    home.resize(400, 300)
    QVBoxLayout(home)
    home.show()
    home.activateWindow()
    assert QTest.qWaitForWindowActive(home)
    return home


def compose(field: QWidget, preedit: str, commit: str = "") -> None:
    event = QInputMethodEvent(preedit, [])
    if commit:
        event.setCommitString(commit)
    QApplication.sendEvent(field, event)


@pytest.mark.parametrize("kind", [TextField, Notes])
@pytest.mark.parametrize("key", [Key.Key_1, Key.Key_Escape, Key.Key_Return])
def test_no_shortcut_of_the_window_takes_a_key_of_the_method(
    home: QWidget, kind: type[QWidget], key: Qt.Key
) -> None:
    taken: list[int] = []
    QShortcut(QKeySequence(key), home).activated.connect(lambda: taken.append(1))
    field = kind()
    layout = home.layout()
    assert layout is not None
    layout.addWidget(field)
    QApplication.processEvents()
    field.setFocus()
    assert field.hasFocus()
    compose(field, "ni")
    QTest.keyClick(field, key)
    assert not taken
    compose(field, "", "你")
    said = field.toPlainText() if isinstance(field, Notes) else field.property("text")
    assert said == "你"
    if key == Key.Key_Escape:  # it is the window's again
        QTest.keyClick(field, key)
        assert taken
    assert not getattr(field, "composes")  # noqa: B009


def test_a_sheet_stays_open_and_nothing_is_done_while_one_composes(
    home: QWidget,
) -> None:
    done: list[int] = []
    sheet = Sheet(home, "Note")
    field = TextField(name="Words")
    sheet.add(field)
    sheet.button("Keep", lambda: done.append(1), primary=True)
    sheet.open()
    field.setFocus()
    compose(field, "hao")
    QTest.keyClick(field, Key.Key_Return)
    QTest.keyClick(field, Key.Key_Escape)
    assert sheet.isVisible()
    assert not done
    compose(field, "", "好")
    QTest.keyClick(field, Key.Key_Return)
    assert done
    QTest.keyClick(field, Key.Key_Escape)
    assert not sheet.isVisible()


def test_leaving_the_field_ends_the_composing(home: QWidget) -> None:
    field, other = TextField(name="One"), TextField(name="Two")
    layout = home.layout()
    assert layout is not None
    layout.addWidget(field)
    layout.addWidget(other)
    QApplication.processEvents()
    field.setFocus()
    compose(field, "hao")
    assert field.composes
    other.setFocus()
    assert not field.composes

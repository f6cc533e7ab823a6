"""One press is one deed, and what comes unasked waits its turn."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ui.kit import idle
from ui.kit.idle import Idle
from ui.kit.pressing import begun
from ui.kit.sheet import Sheet


@pytest.fixture
def home(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    return widget


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(idle, "PAUSE", 300)
    monkeypatch.setattr(idle, "LOOK", 20)


def test_a_sheet_waits_for_the_end_of_what_it_began(home: QWidget) -> None:
    ends: list[Callable[[], object]] = []
    sheet = Sheet(home, "Allergy")
    field = QLineEdit()
    sheet.add(field)
    loud = sheet.button("Add", lambda: begun(ends.append), primary=True)
    sheet.open()
    loud.click()
    field.setText("latex")  # even where something was changed since
    loud.click()
    assert len(ends) == 1

    ends[0]()
    sheet.fail("refused")
    loud.click()
    assert len(ends) == 2
    begun(ends.append)  # what nobody pressed concerns no sheet
    assert len(ends) == 2
    sheet.reject()


def test_what_comes_unasked_comes_at_once_where_nobody_types(home: QWidget) -> None:
    assert not Idle(home).waits(home.close)
    assert home.isVisible()


@pytest.mark.usefixtures("soon")
def test_it_waits_until_nothing_is_typed_any_more(home: QWidget, qtbot: QtBot) -> None:
    field, came = QLineEdit(home), list[int]()
    waiting = Idle(QObject(home))
    QTest.keyClicks(field, "La")
    assert waiting.waits(lambda: came.append(1))
    QTest.qWait(100)
    assert not came
    qtbot.waitUntil(lambda: came == [1])
    assert not waiting.waits(home.close)


@pytest.mark.usefixtures("soon")
def test_it_waits_until_the_sheet_in_front_is_closed(
    home: QWidget, qtbot: QtBot
) -> None:
    sheet, came = Sheet(home, "New client"), list[int]()
    sheet.open()
    waiting = Idle(QObject(home))
    assert waiting.waits(lambda: came.append(1))
    QTest.qWait(100)
    assert not came
    sheet.reject()
    qtbot.waitUntil(lambda: came == [1])

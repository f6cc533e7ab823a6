"""What the tests of the pages of the day see and press."""

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from salon.app import Salon
from salon.appointments.model import DayLine
from salon.appointments.queries import day_book
from tests.ui.pages.daily import TODAY
from ui.frame.window import Window
from ui.kit.words import Words

Ctrl = Qt.KeyboardModifier.ControlModifier
Key = Qt.Key
W = TypeVar("W", bound=QWidget)


def words_in(widget: QWidget) -> str:
    """Return everything a page says in words."""
    return " ".join(w.text() for w in widget.findChildren(Words) if w.isVisible())


def the(window: QWidget, kind: type[W]) -> W:
    """Return the one widget of *kind* that is shown."""
    [found] = [one for one in window.findChildren(kind) if one.isVisible()]
    return found


def page_as(window: Window, kind: type[W]) -> W:
    """Return the page that is shown, known to be of *kind*."""
    assert isinstance(window.page, kind)
    return window.page


def visits(salon: Salon, name: str) -> list[DayLine]:
    """Return today's visits of a client."""
    return [one for one in salon.ask(day_book, TODAY) if one.client == name]


def press(window: QWidget, key: Qt.Key) -> None:
    """Press a key where the keyboard is."""
    here = window.window().focusWidget()
    QTest.keyClick(here if here is not None else window, key)  # type: ignore[redundant-expr]


def is_gone(sheet: QWidget) -> bool:
    """Return whether a sheet has closed; it is taken away when it has."""
    return not isValid(sheet) or not sheet.isVisible()


def decide_later(window: QWidget) -> None:
    """Leave the sheet of what a new fact breaks, if it is open."""
    from ui.breaks.sheet import BreaksSheet

    for sheet in window.findChildren(BreaksSheet):
        if sheet.isVisible():
            sheet.reject()

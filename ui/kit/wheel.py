"""The mouse wheel scrolls the page; it changes a field only on purpose.

Qt's own fields take the wheel wherever the pointer happens to be, so scrolling down a
form changes what it passes. Here a field takes it only while it has the focus, and
only from a roll that began on it.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QSlider,
    QSpinBox,
    QTabBar,
    QTimeEdit,
    QWidget,
)

PAUSE = 500  # milliseconds without a step end a roll


class _Roll:
    """The roll that is going on: when its last step came, and where it began."""

    def __init__(self) -> None:
        self.last = -PAUSE - 1
        self.began_on = 0  # id() of a widget; only compared, never followed

    def step(self, widget: QWidget, event: QWheelEvent) -> bool:
        """Note a step over *widget*; return whether the roll began on it."""
        at = event.timestamp()
        if at - self.last > PAUSE or at < self.last:
            self.began_on = id(widget)
        self.last = at
        return self.began_on == id(widget)


_roll = _Roll()


def note(widget: QWidget, event: QWheelEvent) -> bool:
    """Note a step of the wheel over *widget*; return whether its roll began there."""
    return _roll.step(widget, event)


if TYPE_CHECKING:
    _Base = QWidget
else:
    _Base = object


class Steady(_Base):
    """Mixed into a field before its Qt class: the wheel passes it by."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Take the wheel only with the focus, in a roll that began here."""
        began_here = note(self, event)
        if began_here and self.hasFocus():
            super().wheelEvent(event)
            event.accept()
        else:
            event.ignore()  # so that the page scrolls


def steady(field: QWidget) -> None:
    """Let *field* get the focus by click and Tab, never by the wheel."""
    field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)


class SteadyCombo(Steady, QComboBox):
    """A combo box the wheel passes by."""


class SteadySpin(Steady, QSpinBox):
    """A number field the wheel passes by."""


class SteadyTime(Steady, QTimeEdit):
    """A time field the wheel passes by."""


class SteadyDate(Steady, QDateEdit):
    """A day field of Qt's own the wheel passes by."""


class SteadySlider(Steady, QSlider):
    """A slider the wheel passes by."""


class SteadyTabs(Steady, QTabBar):
    """A tab bar the wheel passes by."""

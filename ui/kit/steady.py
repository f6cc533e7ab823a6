"""Qt's fields that change by the wheel, held steady (see `wheel`)."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QDateEdit,
    QSlider,
    QSpinBox,
    QTabBar,
    QWidget,
)

from ui.kit.wheel import note

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
            if not event.spontaneous():  # Qt hands on only what the system sent
                _hand_on(self, event)


def _hand_on(field: QWidget, event: QWheelEvent) -> None:
    """Give the wheel to the page round a field."""
    area = field.parentWidget()
    while area is not None and not isinstance(area, QAbstractScrollArea):
        area = area.parentWidget()
    if area is not None:
        QApplication.sendEvent(area.viewport(), event)


def steady(field: QWidget) -> None:
    """Let *field* get the focus by click and Tab, never by the wheel."""
    field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)


class SteadyCombo(Steady, QComboBox):
    """A combo box the wheel passes by."""


class SteadySpin(Steady, QSpinBox):
    """A number field the wheel passes by."""


class SteadyDate(Steady, QDateEdit):
    """A day field of Qt's own the wheel passes by."""


class SteadySlider(Steady, QSlider):
    """A slider the wheel passes by."""


class SteadyTabs(Steady, QTabBar):
    """A tab bar the wheel passes by."""

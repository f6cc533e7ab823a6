"""Places whose contents are exchanged as the records change, and their window."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.kit.sheet import EDGE, Sheet
from ui.kit.states import Calm, Failed

if TYPE_CHECKING:
    pass


class Holder(QWidget):
    """Holds one widget at a time."""

    def __init__(self, inside: QWidget | None = None) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.inside: QWidget | None = None
        if inside is not None:
            self.put(inside)

    def put(self, inside: QWidget) -> None:
        """Show another widget; the old one goes."""
        if self.inside is not None:
            self.inside.hide()
            self._column.removeWidget(self.inside)
            self.inside.deleteLater()
        self.inside = inside
        self._column.addWidget(inside)


def grow(sheet: Sheet) -> None:
    """Let a sheet take the room its new contents need, once they are laid out."""
    QTimer.singleShot(0, sheet, partial(_grow, sheet))


def _grow(sheet: Sheet) -> None:
    inside = sheet.body.parentWidget()
    for widget in (inside, sheet):
        layout = widget.layout() if widget is not None else None
        if layout is not None:
            layout.invalidate()
            layout.activate()
    wanted, home = sheet.sizeHint(), sheet.parentWidget()
    area = inside.parentWidget() if inside is not None else None
    if inside is not None and area is not None:
        more = inside.sizeHint().height() - area.height()
        wanted.setHeight(max(wanted.height(), sheet.height() + more))
    most = home.height() - 48 if isinstance(home, QWidget) else wanted.height()
    room = home.width() - EDGE if isinstance(home, QWidget) else wanted.width()
    wide = max(sheet.width(), min(wanted.width(), room))
    sheet.resize(wide, max(200, min(wanted.height(), most)))


def calm(title: str, text: str = "", *actions: QWidget) -> Calm:
    """Return a calm state.

    Its sentence is shown only once it has a parent: shown before, it would be a
    window of its own for a moment and take the focus away.
    """
    return _with_text(Calm(title, "", *actions), title, text)


def failed(
    title: str, text: str, again: Callable[[], object], *others: QWidget
) -> Failed:
    """Return a failing state, made as `calm` is."""
    made = Failed(title, "", again, *others)
    _with_text(made, title, text)
    return made


def _with_text(made: Calm, title: str, text: str) -> Calm:
    made.setAccessibleName(f"{title}. {text}")
    if text:
        made.said.say(text)
        made.said.setFixedWidth(min(380, max(80, made.said.natural())))
        made.said.show()
    return made

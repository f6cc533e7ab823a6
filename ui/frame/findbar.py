"""Ctrl+F on a page without a search of its own: words are looked for where one is."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QWidget,
)
from shiboken6 import isValid

from salon.text import _
from ui.kit import style
from ui.kit.buttons import Button, Kind
from ui.kit.fields import TextField
from ui.kit.tokens import Type
from ui.kit.words import Words

if TYPE_CHECKING:
    from ui.frame.window import Window
    from ui.kit.page import Page

WIDE, HIGH, EDGE = 420, 52, 12


@dataclass(frozen=True)
class Hit:
    """A place on the page that says what is looked for."""

    widget: QWidget
    index: QPersistentModelIndex | None = None  # of a line of a list


def find_on(window: "Window", page: "Page") -> "FindBar":
    """Open the line in which one writes what is looked for on *page*."""
    bar = FindBar(window, page)
    bar.show()
    bar.raise_()
    bar.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
    return bar


class FindBar(QFrame):
    """A line at the top of the page: Enter goes on, Shift+Enter back, Esc leaves.

    What is found in a list is chosen there; other words are framed. After Esc the
    keyboard is where something was found, else where it was.
    """

    def __init__(self, window: "Window", page: "Page") -> None:
        super().__init__(window.centre)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._window, self._page = window, page
        self._hits: list[Hit] = []
        self._at = -1
        self._frame = _Frame(page)
        self.field = _Field(self)
        self.field.textChanged.connect(self._look)
        self.said = Words("", type=Type.SMALL, faint=True)
        leave = Button(icon="x", kind=Kind.QUIET, small=True, name=_("Close"))
        leave.clicked.connect(self.leave)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 8, 8, 8)
        row.addWidget(self.field, 1)
        row.addWidget(self.said)
        row.addWidget(leave)
        home = window.centre
        top = window.bar.height() + EDGE
        wide = min(WIDE, home.width() - 2 * EDGE)
        self.setGeometry(QRect(home.width() - wide - EDGE, top, wide, HIGH))

    def _look(self, text: str) -> None:
        wanted = " ".join(text.casefold().split())
        self._hits = list(_places(self._page, wanted)) if wanted else []
        self._at = -1
        self.go(1)

    def go(self, by: int) -> None:
        """Show the next place, or the one before."""
        self._hits = [one for one in self._hits if _is_there(one)]
        self._frame.hide()
        if not self._hits:
            has_text = bool(self.field.text().strip())
            self.said.say(_("nothing here says so") if has_text else "")
            return
        self._at = (self._at + by) % len(self._hits)
        hit = self._hits[self._at]
        said = _("{number} of {all}")
        self.said.say(said.format(number=self._at + 1, all=len(self._hits)))
        if hit.index is not None:
            view = hit.widget
            assert isinstance(view, QAbstractItemView)
            view.setCurrentIndex(hit.index)
            view.scrollTo(hit.index)
        _bring_into_view(hit.widget)
        if hit.index is None:
            self._frame.put_round(hit.widget)

    def leave(self) -> None:
        """Close it; the keyboard goes to the list in which something was found."""
        hit = self._hits[self._at] if 0 <= self._at < len(self._hits) else None
        self.close()
        if hit is not None and hit.index is not None and _is_there(hit):
            hit.widget.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._window.put_focus_back()

    def done(self) -> None:
        """Take the frame away with the line."""
        if isValid(self._frame):
            self._frame.hide()
            self._frame.deleteLater()

    def closeEvent(self, event: object) -> None:
        """Leave nothing behind on the page."""
        self.done()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        t = style.theme()
        style.rounded(QPainter(self), QRectF(self.rect()), 10, t.card, t.edge)


class _Field(TextField):
    def __init__(self, bar: FindBar) -> None:
        super().__init__("", _("Find on this page"), "search")
        self._bar = bar

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            is_back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._bar.go(-1 if is_back else 1)
        elif key == Qt.Key.Key_Escape:
            self._bar.leave()
        elif key == Qt.Key.Key_Down:
            self._bar.go(1)
        elif key == Qt.Key.Key_Up:
            self._bar.go(-1)
        else:
            super().keyPressEvent(event)


class _Frame(QWidget):
    """A ring round the words that were found."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def put_round(self, widget: QWidget) -> None:
        home = self.parentWidget()
        assert home is not None
        at = widget.mapTo(home, widget.rect().topLeft())
        self.setGeometry(QRect(at, widget.size()).adjusted(-5, -4, 5, 4))
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        style.focus_ring(QPainter(self), QRectF(self.rect()).adjusted(1, 1, -1, -1))


def _places(page: QWidget, wanted: str) -> Iterator[Hit]:
    """Return where on a page the words stand: lines of lists first, then as one reads.

    A card beside a list speaks of the line that is chosen there, so it says a name
    only because the list does.
    """
    found: list[tuple[tuple[bool, int, int], Hit]] = []
    for one in page.findChildren(QWidget):
        if not one.isVisibleTo(page):
            continue
        at = one.mapTo(page, one.rect().topLeft())
        if isinstance(one, QAbstractItemView):
            model = one.model()
            for row in range(model.rowCount()):
                index = model.index(row, 0)
                if wanted in _said(index):
                    place = (False, at.y() + row, at.x())
                    found.append((place, Hit(one, QPersistentModelIndex(index))))
        elif isinstance(one, QLabel) and wanted in one.text().casefold():
            found.append(((True, at.y(), at.x()), Hit(one)))
    found.sort(key=lambda each: each[0])
    return iter([hit for _place, hit in found])


def _said(index: QModelIndex) -> str:
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole) or index.data()
    return " ".join(str(spoken or "").casefold().split())


def _is_there(hit: Hit) -> bool:
    if not isValid(hit.widget) or not hit.widget.isVisible():
        return False
    return hit.index is None or hit.index.isValid()


def _bring_into_view(widget: QWidget) -> None:
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget, 20, 60)
        above = above.parentWidget()

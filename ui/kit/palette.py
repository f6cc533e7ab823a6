"""The command palette: clients, plans and actions below the search field."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.kit import style, words
from ui.kit.buttons import Button, Kind
from ui.kit.offers import Offers, offer
from ui.kit.rows import Line, Look, People
from ui.kit.speech import speech
from ui.kit.tokens import Type
from ui.kit.topbar import SearchField

ROWS = 8
ROW = 48
EDGE = 16


@dataclass(frozen=True)
class Hit:
    """A line of the palette and what Enter does with it."""

    line: Line
    act: Callable[[], object]
    is_offer: bool = False  # nothing was found: it is what one may do instead
    offers: Offers = ()  # what else can be done with it


Show = Callable[[Sequence[Hit]], None]
Finder = Callable[[str, int, Show], object]
"""Called with the text, how many, and where to bring what is found, now or later."""


class _Found(People):
    """The list: opaque, so that a keystroke repaints nothing below it."""

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self.viewport()).fillRect(event.rect(), style.theme().card)
        super().paintEvent(event)


class Palette(QFrame):
    """A card that floats below the search field; it is no window of its own."""

    def __init__(
        self, field: SearchField, find: Finder, home: QWidget, foot: str
    ) -> None:
        super().__init__(home)
        self.field, self.finder, self.foot = field, find, foot
        self.home = home
        self.hits: Sequence[Hit] = []
        self._offered: Hit | None = None
        self.offer = Button(key="⏎", icon="user-plus", kind=Kind.QUIET, act=self.take)
        self.offer.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.offer.hide()
        self._turn = 0
        column = QVBoxLayout(self)
        column.setContentsMargins(EDGE + 8, 12 + 8, EDGE + 8, 20 + 30)
        self.list = _Found([], Look(height=ROW, avatar=30, small=True), speech().found)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.list.clicked.connect(lambda _index: self.take())
        offer(self.list, self._offers)
        column.addWidget(self.list)
        column.addWidget(self.offer, 0, Qt.AlignmentFlag.AlignLeft)
        field.textEdited.connect(self.search)
        field.moved.connect(self.move_choice)
        field.taken.connect(self.take)
        field.left.connect(self.hide)
        self.hide()

    def search(self, text: str) -> None:
        """Show what is found for the text, as it comes."""
        self._turn += 1
        turn = self._turn

        def show(hits: Sequence[Hit]) -> None:
            if turn == self._turn and self.field.hasFocus():
                self._offer(hits)

        self.finder(text, ROWS, show)

    def _offers(self, row: int) -> Offers:
        return self.hits[row].offers if row < len(self.hits) else ()

    def _offer(self, hits: Sequence[Hit]) -> None:
        self._show_offer(next((hit for hit in hits if hit.is_offer), None))
        hits = [hit for hit in hits if not hit.is_offer]
        row = self.list.currentIndex().row() if self.isVisible() else 0
        same = [hit.line for hit in hits[: row + 1]] == self.list.lines.lines[: row + 1]
        self.hits = hits[:ROWS]
        lines = [hit.line for hit in self.hits]
        self.list.lines.show(lines or [Line(speech().nothing_found, quiet=True)])
        if self.hits and self.field.text().strip():
            self.list.choose(row if same and 0 < row < len(self.hits) else 0)
        else:  # nothing is asked for: Enter does nothing that nobody chose
            self.list.setCurrentIndex(QModelIndex())
        shown = max(1, len(self.hits)) + (self._offered is not None)
        origin = self.field.mapTo(self.home, QPoint(0, 0))
        wide = min(max(560, self.field.width()), self.home.width() - origin.x() - EDGE)
        place = QRect(
            origin.x() - EDGE, origin.y() + 30, wide + 2 * EDGE, shown * ROW + 72
        )
        if place != self.geometry():
            self.setGeometry(place)
        if not self.isVisible():
            self.show()
            self.raise_()

    def _show_offer(self, offered: Hit | None) -> None:
        self._offered = offered
        self.offer.setVisible(offered is not None)
        if offered is not None:
            self.offer.setText(offered.line.name)
            self.offer.setAccessibleName(offered.line.name)
            self.offer.updateGeometry()

    def move_choice(self, by: int) -> None:
        """Move the choice; the first press opens the list."""
        if not self.isVisible():
            self.search(self.field.text())
            return
        count, row = len(self.hits), self.list.currentIndex().row()
        if count:
            self.list.choose((row + by) % count if row >= 0 else min(0, by) % count)

    def take(self) -> None:
        """Do what the chosen line says."""
        row = self.list.currentIndex().row()
        if row < 0 and self.hits:
            return
        self._turn += 1
        self.hide()
        self.field.setText("")  # nothing left to undo in it: Ctrl+Z is the window's
        self.field.done.emit()  # what is done now comes back to where one was
        if 0 <= row < len(self.hits):
            self.hits[row].act()
        elif not self.hits and self._offered is not None:
            self._offered.act()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        t = style.theme()
        painter = QPainter(self)
        box = QRectF(self.rect()).adjusted(EDGE, 12, -EDGE, -20)
        style.floating(painter, self.size(), box, 12)
        if not self.hits:
            return  # nothing that Enter opens
        style.rule(painter, box.left() + 1, box.right() - 1, box.bottom() - 30)
        words.draw(
            painter,
            box.left() + 18,
            box.bottom() - 11,
            self.foot,
            Type.CAPTION,
            t.faint,
        )

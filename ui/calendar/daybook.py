"""The day as a grid in which one also walks through the free time by keys."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QVBoxLayout, QWidget

from salon.text import _
from ui.kit import style, words
from ui.kit.block import Block
from ui.kit.cards import Scroll
from ui.kit.daygrid import GUTTER, LEAST_HOUR, TOP, DayGrid, PeopleHead
from ui.kit.tokens import Tone, Type
from ui.kit.visit import SNAP, Person, Span, Visit, clock

Cell = tuple[int, int]  # a column and a minute of the day


class BookGrid(DayGrid):
    """The hours of the day; whether a move will do, the records decide.

    They know of rooms, devices and the gaps of services, so a block is never sent back
    before they were asked: they say in words what is in the way and what is free.
    """

    def __init__(self, name: str) -> None:
        self.cell: Cell = (0, 9 * 60)
        super().__init__([], [], None, Span(), name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def clashes(self, block: Block) -> bool:
        """Return that nothing is in the way, as far as the grid can know."""
        return False

    def show_book(
        self,
        people: Sequence[Person],
        visits: Sequence[Visit],
        now: int | None,
        span: Span,
    ) -> None:
        """Show another day, or the same one after a change."""
        self.span = span
        self.setMinimumHeight(round(LEAST_HOUR * span.minutes / 60) + TOP)
        column = max(0, min(len(people) - 1, self.cell[0]))
        minute = max(span.open, min(span.close - SNAP, self.cell[1]))
        self.cell = (column, minute)
        self.show_day(people, visits, now)

    def free_cell(self) -> Cell:
        """Return the column and the minute that the keyboard is at."""
        for block in self.blocks:
            if block.hasFocus():
                return (block.visit.person, block.visit.end)
        return self.cell

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk through the free time; Enter asks for a visit there."""
        key = Qt.Key
        steps = {
            key.Key_Up: (0, -SNAP),
            key.Key_Down: (0, SNAP),
            key.Key_Left: (-1, 0),
            key.Key_Right: (1, 0),
        }
        step = steps.get(Qt.Key(event.key()))
        if step is not None and self.people:
            column = max(0, min(len(self.people) - 1, self.cell[0] + step[0]))
            last = self.span.close - SNAP
            minute = max(self.span.open, min(last, self.cell[1] + step[1]))
            self.put_cell((column, minute))
        elif event.key() in (key.Key_Return, key.Key_Enter) and self.people:
            self.wanted.emit(*self.cell)
        else:
            super().keyPressEvent(event)

    def put_cell(self, cell: Cell) -> None:
        """Go to another free time."""
        self.cell = cell
        self.setAccessibleDescription(
            f"{self.people[cell[0]].name}, {clock(cell[1])}" if self.people else ""
        )
        self.seen.emit(self)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the time under the pointer."""
        at = event.position()
        if self.people and at.x() > GUTTER:
            minute = self.span.open + self.minutes(at.y() - TOP)
            self.cell = (self.column(at.x()), int(minute // SNAP) * SNAP)
            self.setFocus()
            self.update()

    def cell_box(self) -> QRectF:
        """Return where the chosen free time lies."""
        column, minute = self.cell
        top, foot = self.y_of(minute), self.y_of(minute + 2 * SNAP)
        x = GUTTER + column * self.wide()
        return QRectF(round(x) + 3, round(top) + 1, self.wide() - 7, foot - top - 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        super().paintEvent(event)
        if not self.hasFocus() or not self.people:
            return
        painter = QPainter(self)
        box = self.cell_box()
        hue = style.shade(Tone.ROSE)
        style.rounded(painter, box, 6, hue.soft)
        style.focus_ring(painter, box, 6)
        said = f"{clock(self.cell[1])}  {_('Enter books')}"
        words.draw(
            painter,
            box.left() + 10,
            box.top() + 18,
            said,
            Type.CAPTION_STRONG,
            hue.text,
            box.width() - 14,
        )

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show that the keyboard is here."""
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the keyboard has gone."""
        self.update()


class BookView(QWidget):
    """Names above, hours below; the hours scroll when the window is low."""

    def __init__(self, name: str) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.head = PeopleHead([])
        top = QVBoxLayout()
        top.addWidget(self.head)
        column.addLayout(top)
        self._top = top
        self.grid = BookGrid(name)
        self.area = Scroll(self.grid)
        column.addWidget(self.area, 1)
        self.area.verticalScrollBar().rangeChanged.connect(self._line_up)
        self.grid.seen.connect(self._follow)

    def _line_up(self) -> None:
        """Keep the names above their columns beside a scroll bar."""
        bar = self.area.verticalScrollBar()
        wide = bar.sizeHint().width() if bar.maximum() > 0 else 0
        self._top.setContentsMargins(0, 0, wide, 0)

    def show_book(
        self,
        people: Sequence[Person],
        visits: Sequence[Visit],
        now: int | None,
        span: Span,
    ) -> None:
        """Show another day."""
        self.head.people = people
        self.head.update()
        self.grid.show_book(people, visits, now, span)

    def _follow(self, widget: QWidget) -> None:
        if widget is self.grid:
            box = self.grid.cell_box()
            self.area.ensureVisible(
                round(box.center().x()), round(box.center().y()), 0, 60
            )
        else:
            self.area.ensureWidgetVisible(widget, 0, 24)

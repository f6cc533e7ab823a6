"""A list of any length: the lines are brought where one looks.

All keys are known, in their order; a line is asked for when it comes into sight. So
100,000 lines scroll like a hundred. Beside it a strip says at which letter one is.
"""

from bisect import bisect_right
from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import QModelIndex, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QScrollBar, QWidget

from ui.kit import style, words
from ui.kit.rows import TICK, Index, Line, Lines, Look, People
from ui.kit.tokens import Type

CHUNK = 100  # lines that are asked for at once
KEPT = 5_000  # lines that are remembered out of sight
LINGERS = 900  # milliseconds for which it is said where one is
STRIP = 34
LEAST = 3  # lines that are seen in the smallest window
BETWEEN = 26  # units between two marks of the strip
_MODIFIERS = Qt.KeyboardModifier
_NOT_YET = "…"

Marks = Sequence[tuple[int, str]]


class LongLines(Lines):
    """The lines of a long list: keys of all, and what has been brought of them."""

    wanted = Signal(object)  # the keys whose lines are looked at and not there
    renewed = Signal()  # lines say something else, where they stand

    def __init__(self, make: Callable[[Any], Line]) -> None:
        super().__init__([])
        self.keys: Sequence[Hashable] = ()
        self._make = make
        self._rows: dict[Hashable, Any] = {}
        self._fresh: set[Hashable] = set()
        self._made: dict[Hashable, Line] = {}
        self._places: dict[Hashable, int] = {}
        self._row = -1  # the last one looked at in vain
        self._is_waiting = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._want)

    @property
    def lines(self) -> Sequence[Line]:
        """The lines as far as they are there, in their order; for a short list."""
        return [self.line(row) for row in range(len(self.keys))]

    def line(self, row: int) -> Line:
        """Return the line of a row, and ask for it where it is not there or old."""
        key = self.keys[row]
        if key not in self._fresh:
            self._row = row
            if not self._is_waiting:
                self._soon.start()
        made = self._made.get(key)
        if made is None and key in self._rows:
            made = self._made[key] = self._make(self._rows[key])
        return made or Line(_NOT_YET, quiet=True, key=key)

    def row_of(self, key: Hashable) -> int:
        """Return where a key stands; -1: nowhere."""
        if not self._places:
            self._places = {one: place for place, one in enumerate(self.keys)}
        return self._places.get(key, -1)

    def known(self, key: Hashable) -> Any:
        """Return what was brought for a key; None before."""
        return self._rows.get(key)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self.keys)

    def put(self, keys: Sequence[Hashable], brought: Mapping[Hashable, Any]) -> None:
        """Show other keys; lines known already stay until newer ones are brought."""
        if len(self._rows) > KEPT:
            self._rows.clear()
        self._fresh = set(brought)
        self._is_waiting = False
        self._rows.update(brought)
        self._made.clear()
        if list(keys) == list(self.keys):
            self._repaint()
            return
        self.beginResetModel()
        self.keys, self._places = keys, {}
        self.endResetModel()

    def bring(self, brought: Mapping[Hashable, Any]) -> None:
        """Take lines that were `wanted`; those in sight that still miss ask again."""
        self._is_waiting = False
        self._rows.update(brought)
        self._fresh.update(brought)
        for key in brought:
            self._made.pop(key, None)
        self._repaint()

    def missed(self) -> None:
        """Hear that what was wanted did not come; it is asked for at the next look."""
        self._is_waiting = False

    def renew(self) -> None:
        """Make all lines anew from what is known: other columns, another language."""
        self._made.clear()
        self._repaint()

    def _repaint(self) -> None:
        self.renewed.emit()  # `dataChanged` would lay all lines out anew

    def _want(self) -> None:
        if self._is_waiting or not 0 <= self._row < len(self.keys):
            return
        first = max(0, self._row - CHUNK // 2)
        asked = self.keys[first : first + CHUNK]
        self._is_waiting = True
        self.wanted.emit([key for key in asked if key not in self._fresh])


class LongList(People):
    """A long list of which several lines can be chosen at once.

    Space or a click into the box chooses, Shift with an arrow chooses on, Ctrl+A all,
    Esc lets go.
    """

    ticking = Signal()  # others are chosen now
    narrowing = Signal()  # somebody wants to type

    def __init__(self, look: Look, name: str, make: Callable[[Any], Line]) -> None:
        self.long = LongLines(make)
        super().__init__([], look, name, model=self.long)
        self.long.setParent(self)
        self.long.renewed.connect(self.viewport().update)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._anchor = -1

    def put(
        self,
        keys: Sequence[Hashable],
        brought: Mapping[Hashable, Any],
        *,
        is_own: bool = True,
    ) -> None:
        """Show other keys; the line one was on and the scrolling stay if they can.

        *is_own* as in `show_lines`.
        """
        at = self.verticalScrollBar().value()
        self.replace(partial(self.long.put, keys, brought), is_own=is_own)
        if not keys:
            return
        if not (self.currentIndex().isValid() or self.has_let_go):
            self.choose(0)
        self.executeDelayedItemsLayout()
        self.verticalScrollBar().setValue(at)

    def tick(self, *keys: Hashable) -> None:
        """Choose exactly these."""
        before = list(self.ticked)
        self.ticked = dict.fromkeys(keys)
        self.viewport().update()
        if list(keys) != before:
            self.ticking.emit()

    def toggle(self, row: int) -> None:
        """Choose a line, or let it go."""
        key = self.long.keys[row]
        kept = [one for one in self.ticked if one != key]
        self._anchor = row
        self.tick(*kept, *(() if key in self.ticked else (key,)))

    def tick_all(self) -> None:
        """Choose all lines; or let them go, where all are chosen."""
        is_all = all(key in self.ticked for key in self.long.keys)
        self.tick(*(() if is_all else self.long.keys))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose by the box, with Ctrl, or up to here with Shift."""
        index = self.indexAt(event.position().toPoint())
        is_left = event.button() == Qt.MouseButton.LeftButton
        if not (is_left and index.isValid()):
            super().mousePressEvent(event)
            return
        in_box = event.position().x() < self.look.pad + TICK + 10
        row, before = index.row(), self.currentIndex().row()
        super().mousePressEvent(event)
        if event.modifiers() & _MODIFIERS.ShiftModifier and before >= 0:
            self._extend(self._anchor if self._anchor >= 0 else before, row)
        elif in_box or event.modifiers() & _MODIFIERS.ControlModifier:
            self.toggle(row)
        else:
            self._anchor = row

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open a line; two quick clicks into its box are two clicks."""
        if event.position().x() < self.look.pad + TICK + 10:
            self.mousePressEvent(event)
        else:
            super().mouseDoubleClickEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys that choose; pass the others on."""
        row, key = self.currentIndex().row(), event.key()
        held = event.modifiers() & ~_MODIFIERS.KeypadModifier
        is_arrow = key in (Qt.Key.Key_Down, Qt.Key.Key_Up)
        if key == Qt.Key.Key_Space and not held and row >= 0:
            self.toggle(row)
        elif held == _MODIFIERS.ShiftModifier and is_arrow and row >= 0:
            to = row + (1 if key == Qt.Key.Key_Down else -1)
            if 0 <= to < len(self.long.keys):
                start = self._anchor if self._anchor >= 0 else row
                self.choose(to)
                self._extend(start, to)
        elif held == _MODIFIERS.ControlModifier and key == Qt.Key.Key_A:
            self.tick_all()
        elif key == Qt.Key.Key_Escape and self.ticked:
            self._anchor = -1
            self.tick()
        elif event.text() == "/":
            self.narrowing.emit()
        else:
            if is_arrow:
                self._anchor = -1
            super().keyPressEvent(event)

    def minimumSizeHint(self) -> QSize:
        """Return how small it may become: a few lines."""
        return QSize(120, LEAST * self.look.height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the line one is on in sight."""
        super().resizeEvent(event)
        if self.hasFocus() and self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def _extend(self, start: int, to: int) -> None:
        """Choose from the line where it began to *to*, besides what is chosen."""
        self._anchor = start
        first, last = min(start, to), max(start, to)
        self.tick(*dict.fromkeys((*self.ticked, *self.long.keys[first : last + 1])))


class _Bubble(QWidget):
    """A small dark label beside the scroll bar: where one is."""

    def __init__(self, home: QWidget) -> None:
        super().__init__(home)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.text = ""
        self.hide()

    def say(self, text: str, right: int, middle: int) -> None:
        """Say *text* to the left of a point."""
        self.text = text
        wide = round(words.width(text, Type.SMALL_STRONG)) + 20
        self.setGeometry(right - wide, middle - 13, wide, 26)
        self.show()
        self.raise_()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        t = style.theme()
        painter = QPainter(self)
        box = QRectF(self.rect())
        style.rounded(painter, box, 6, t.ink)
        words.draw_mid(painter, box, self.text, Type.SMALL_STRONG, t.card)


class Strip(QWidget):
    """The marks of the sorted column beside the scroll bar; a click leads there."""

    led = Signal(int)  # to a row

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(STRIP)
        self.marks: Marks = ()
        self.count = 0
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def put(self, marks: Marks, count: int) -> None:
        """Show other marks of *count* rows."""
        self.marks, self.count = marks, count
        self.update()

    def shown(self) -> list[tuple[int, int, str]]:
        """Return the marks that find room: their place, row and words."""
        found: list[tuple[int, int, str]] = []
        last = -BETWEEN
        for row, text in self.marks:
            at = 8 + round((self.height() - 20) * row / max(1, self.count))
            if at - last >= BETWEEN and words.width(text, Type.CAPTION) < STRIP + 30:
                found.append((at, row, text))
                last = at
        return found

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Lead to the mark that was pressed, or the one above it."""
        y = event.position().y()
        rows = [row for at, row, _text in self.shown() if at <= y + 8]
        if rows:
            self.led.emit(rows[-1])

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        painter, t = QPainter(self), style.theme()
        for at, _row, text in self.shown():
            if words.width(text, Type.CAPTION) > STRIP - 4:
                text = words.metrics(Type.CAPTION).elidedText(
                    text, Qt.TextElideMode.ElideRight, STRIP - 4
                )
            box = QRectF(0, at - 3, STRIP, 16)
            words.draw_mid(painter, box, text, Type.CAPTION, t.faint)


class LongPane(QWidget):
    """A long list with its strip, and a label that says where one is."""

    SHORTEST: ClassVar[int] = 40  # rows below which nobody needs to be told

    def __init__(self, rows: LongList, head: QWidget | None = None) -> None:
        super().__init__()
        self.rows, self.strip = rows, Strip()
        self._marks: Marks = ()
        self._count = 0
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.setRowStretch(1, 1)
        grid.setColumnStretch(0, 1)
        if head is not None:
            grid.addWidget(head, 0, 0)
        grid.addWidget(rows, 1, 0)
        grid.addWidget(self.strip, 1, 1)
        self.bubble = _Bubble(self)
        self._gone = QTimer(self)
        self._gone.setSingleShot(True)
        self._gone.setInterval(LINGERS)
        self._gone.timeout.connect(self._let_go)
        self.bar.valueChanged.connect(self._say)
        self.bar.sliderReleased.connect(self._gone.start)
        self.strip.led.connect(self._lead)
        self.setFocusProxy(rows)

    @property
    def bar(self) -> QScrollBar:
        """The scroll bar."""
        return self.rows.verticalScrollBar()

    def put(self, marks: Marks, count: int) -> None:
        """Say from which row on one is where, of *count* rows."""
        self._marks, self._count = marks, count
        self.strip.put(marks, count)
        self.strip.setVisible(bool(marks) and count > self.SHORTEST)
        self.bubble.hide()

    def where(self, row: int) -> str:
        """Return what the bar says at a row."""
        place = bisect_right(self._marks, row, key=lambda mark: mark[0]) - 1
        return self._marks[place][1] if place >= 0 else ""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say nothing while everything moves."""
        super().resizeEvent(event)
        self.bubble.hide()

    def _lead(self, row: int) -> None:
        self.rows.choose(row)
        self.rows.scrollTo(self.rows.currentIndex(), LongList.ScrollHint.PositionAtTop)
        self.rows.setFocus()

    def _let_go(self) -> None:
        if self.bar.isSliderDown():
            self._gone.start()
        else:
            self.bubble.hide()

    def _say(self, value: int) -> None:
        high = self.rows.look.height
        said = self.where(value // high)
        if not said or self._count <= self.SHORTEST or not self.isVisible():
            return
        whole = max(1, self.bar.maximum())
        room = self.rows.height() - 32
        middle = self.rows.y() + 16 + round(room * value / whole)
        self.bubble.say(said, self.rows.width() - self.bar.width() - 4, middle)
        self._gone.start()

"""A list in groups: headings, rows with their next step, notes between them."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QElapsedTimer,
    QEvent,
    QModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter

from ui.kit import chips, icons, style, words
from ui.kit.remaining import Remaining
from ui.kit.rows import STILL, Index, Line, Lines, Look, Painter, draw_row
from ui.kit.tips import tip_at
from ui.kit.tokens import CONTROL_RADIUS, Tone, Type

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionViewItem

HEAD, NOTE, GAP, MORE = 36, 32, 42, 34
METER = 100  # units of width of a bar
LEFT = 58  # units of width of the times
STEP = 86  # units of width of a button at least
CAP = 28  # that a key cap takes
RESTS = 8  # units that a hand moves a mouse it holds still
SMALL = 560  # units of width below which a button has no icon

_Press = tuple[Hashable, str]  # the key of a line, and what its button says


class Kind(Enum):
    """What a line of the list is."""

    ROW = 0
    HEAD = HEAD
    NOTE = NOTE
    GAP = GAP
    MORE = MORE

    @property
    def is_taken(self) -> bool:
        """Whether the arrow keys stop at it."""
        return self not in (Kind.HEAD, Kind.NOTE)


@dataclass(frozen=True)
class BoardLine(Line):
    """A line of such a list; `name` and `detail` are its words, whatever it is."""

    kind: Kind = Kind.ROW
    step: str = ""  # what the button says
    step_icon: str = ""
    step_key: str = ""
    is_likely: bool = True  # the button stands there; else only where one looks
    is_struck: bool = False  # whether the span is a time that does not hold
    meter: float | None = None  # how much of it is over
    meter_said: str = ""
    said: str = ""  # besides, by a screen reader

    @property
    def is_somebody(self) -> bool:
        """Whether it stands for a client."""
        return self.kind is Kind.ROW

    def spoken(self) -> str:
        """Return the line as a screen reader says it."""
        step = f"{self.step} {self.step_key}".strip()
        parts = (super().spoken(), self.meter_said, self.said, step)
        return ", ".join(part for part in parts if part)


class BoardLines(Lines):
    """The lines of a list in groups; its headings cannot be chosen."""

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return what one can do with a line."""
        line = self.lines[index.row()]
        if isinstance(line, BoardLine) and not line.kind.is_taken:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class BoardPainter(Painter):
    """Paints a line by its kind."""

    rows: "BoardList"

    def sizeHint(self, option: "QStyleOptionViewItem", index: Index) -> QSize:
        """Return how large it likes to be."""
        line = index.data(Qt.ItemDataRole.UserRole)
        high = line.kind.value if isinstance(line, BoardLine) else 0
        return QSize(120, high or self.look.height)

    def paint(
        self, painter: QPainter, option: "QStyleOptionViewItem", index: Index
    ) -> None:
        """Paint one line."""
        line = index.data(Qt.ItemDataRole.UserRole)
        box = QRectF(option.rect)
        if not isinstance(line, BoardLine):
            super().paint(painter, option, index)
            return
        match line.kind:
            case Kind.HEAD:
                self._head(painter, box, line, is_first=index.row() == 0)
            case Kind.NOTE:
                self._note(painter, box, line)
            case Kind.GAP:
                self._gap(painter, box, line, index)
            case Kind.MORE:
                draw_row(painter, box, index, self.rows)
                self._said(painter, box, LEFT, Type.SMALL, line.name)
            case Kind.ROW:
                self._row(painter, box, line, index)

    def _said(
        self, painter: QPainter, box: QRectF, after: float, role: Type, text: str
    ) -> float:
        baseline = box.center().y() + words.cap(role) / 2
        x, ink = box.left() + self.look.pad + after, style.theme().faint
        room = box.right() - x - self.look.pad
        return words.draw(painter, x, baseline, text, role, ink, room)

    def _head(
        self, painter: QPainter, box: QRectF, line: BoardLine, *, is_first: bool
    ) -> None:
        t, pad = style.theme(), self.look.pad
        if not is_first:
            style.rule(painter, box.left() + pad, box.right() - pad, box.top() + 3)
        baseline = box.center().y() + words.cap(Type.STRONG) / 2 + 1
        x = box.left() + pad
        x = words.draw(painter, x, baseline, line.name, Type.STRONG, t.ink) + 7
        x = words.draw(painter, x, baseline, line.span, Type.SMALL, t.faint)
        room = box.right() - pad - x - 16
        if line.detail and words.width(line.detail, Type.CAPTION) <= room:
            words.draw_right(
                *(painter, box.right() - pad, baseline, line.detail),
                *(Type.CAPTION, t.faint),
            )

    def _note(self, painter: QPainter, box: QRectF, line: BoardLine) -> None:
        x = box.left() + self.look.pad + LEFT
        edge = QRectF(x, box.top() + 3, 2, box.height() - 8)
        painter.fillRect(edge, style.shade(line.tone).mark)
        box = box.adjusted(0, -2, 0, -2)
        self._said(painter, box, LEFT + 10, Type.SMALL, line.name)

    def _gap(
        self, painter: QPainter, box: QRectF, line: BoardLine, index: Index
    ) -> None:
        t, pad = style.theme(), self.look.pad
        inner = box.adjusted(1, 3, -1, -3)
        chosen, _over = draw_row(painter, inner, index, self.rows)
        if not chosen:
            pen = style.hair(painter, t.edge)
            pen.setDashPattern([4, 3])
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(inner.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        middle = box.center().y()
        baseline = middle + words.cap(Type.SMALL_STRONG) / 2
        x = box.left() + pad
        words.draw(painter, x, baseline, line.time, Type.STRONG, t.ink)
        x += LEFT
        icons.draw(painter, "wand", x, middle - 8, 16, style.shade(Tone.ROSE).mark)
        right = box.right() - pad - 20
        room = right - x - 24
        x = words.draw(
            painter, x + 24, baseline, line.name, Type.SMALL_STRONG, t.ink, room
        )
        if right - x > 60:
            room = right - x - 8
            words.draw(painter, x + 8, baseline, line.detail, Type.SMALL, t.faint, room)
        icons.draw(painter, "arrow-right", right + 4, middle - 8, 16, t.faint)

    def _row(
        self, painter: QPainter, box: QRectF, line: BoardLine, index: Index
    ) -> None:
        t = style.theme()
        chosen, over = draw_row(painter, box, index, self.rows)
        words_in = QRectF(box)
        words_in.setRight(box.right() - self.rows.room_for_steps())
        if line.meter is not None:
            self._meter(painter, words_in, line)
            words_in.setRight(words_in.right() - METER - 8)
        self._words(painter, words_in, line, chosen)
        if line.is_struck:
            middle = box.center().y() + 13 - words.cap(Type.CAPTION) / 2
            x = box.left() + self.look.pad
            wide = words.width(line.span, Type.CAPTION)
            painter.fillRect(QRectF(x - 1, round(middle), wide + 2, 1), t.faint)
        if line.step and (line.is_likely or chosen or over):
            self._step(painter, box, line, chosen=chosen, index=index)

    def _meter(self, painter: QPainter, box: QRectF, line: BoardLine) -> None:
        t = style.theme()
        right, middle = box.right() - self.look.pad, box.center().y()
        words.draw_right(
            painter, right, middle - 3, line.meter_said, Type.CAPTION, t.faint
        )
        bar = QRectF(right - METER, middle + 6, METER, 4)
        style.rounded(painter, bar, 2, style.mixed(t.line, t.card, 0.8))
        bar.setWidth(max(4.0, METER * min(1.0, line.meter or 0.0)))
        style.rounded(painter, bar, 2, style.shade(line.tone).mark)

    def _step(
        self,
        painter: QPainter,
        row: QRectF,
        line: BoardLine,
        *,
        chosen: bool,
        index: Index,
    ) -> None:
        t, rows = style.theme(), self.rows
        box = rows.step_box(row)
        is_over = rows.over_step and rows.over == index.row()
        edge = t.accent if chosen else t.edge
        style.rounded(
            painter, box, CONTROL_RADIUS, t.hover if is_over else t.card, edge
        )
        ink = style.shade(Tone.ROSE).text if chosen else t.ink
        middle, has_icon = box.center().y(), bool(line.step_icon)
        has_icon = has_icon and rows.width() >= SMALL
        right = box.right()
        if chosen and line.step_key:
            cap = chips.draw_keycap(painter, right - 8, middle, line.step_key, None)
            right = cap - 4
        wide = words.width(line.step, Type.SMALL_MEDIUM) + (22 if has_icon else 0)
        x = max(box.left() + 8, (box.left() + right - wide) / 2)
        if has_icon:
            icons.draw(painter, line.step_icon, x, middle - 8, 16, ink)
            x += 22
        baseline = middle + words.cap(Type.SMALL_MEDIUM) / 2
        room = right - x - 2
        words.draw(painter, x, baseline, line.step, Type.SMALL_MEDIUM, ink, room)


class BoardList(Remaining):
    """A list in groups; a click on the step of a row does it."""

    stepped = Signal(int)

    def __init__(
        self,
        look: Look,
        name: str,
        least: int,
        keys: Mapping[str, Callable[[int], object]] | None = None,
    ) -> None:
        super().__init__(look, name, least, keys)
        self.over_step = False
        self._pressed: _Press | None = None
        self._stepped: _Press | None = None  # the last step that was done
        self._since = QElapsedTimer()  # since then
        self._at = QPoint()  # where
        self._step_wide = 0
        self.lines = BoardLines([])
        self.setModel(self.lines)
        self.setItemDelegate(BoardPainter(look, self))
        self.setUniformItemSizes(False)
        self.selectionModel().currentChanged.connect(self._heed)

    def show_lines(self, lines: Sequence[Line], *, is_own: bool = True) -> None:
        """Show other lines; the chosen one and the scrolling stay where they can."""
        if list(lines) == self.lines.lines:
            return
        steps = [one for one in lines if isinstance(one, BoardLine) and one.step]
        self._step_wide = 0
        if steps:
            wide = max(_wide(one) for one in steps)
            self._step_wide = max(STEP, round(wide))
        super().show_lines(lines, is_own=is_own)

    def nearest(self, row: int) -> int:
        """Return the next line that can be chosen, from *row* on; else before it."""
        if not self.lines.lines:
            return -1
        row = max(0, min(row, len(self.lines.lines) - 1))
        rows = [*range(row, len(self.lines.lines)), *range(row, -1, -1)]
        return next((one for one in rows if self._is_taken(one)), -1)

    def choose(self, row: int) -> None:
        """Choose a line that can be; where none can, none is."""
        self.setCurrentIndex(self.lines.index(row) if row >= 0 else QModelIndex())

    def room_for_steps(self) -> int:
        """Return how wide the steps stand at the right."""
        return self._step_wide + 12 if self._step_wide else 0

    def step_box(self, row: QRectF) -> QRectF:
        """Return where the button of a row lies."""
        right = row.right() - self.look.pad
        left, middle = right - self._step_wide, row.center().y()
        return QRectF(left, middle - 16, self._step_wide, 32)

    def step_at(self, at: QPoint) -> int:
        """Return the row whose button lies at a point; -1: none."""
        index = self.indexAt(at)
        line = self.lines.lines[index.row()] if index.isValid() else None
        if not isinstance(line, BoardLine) or not line.step:
            return -1
        box = self.step_box(QRectF(self.visualRect(index)))
        return index.row() if box.contains(at.toPointF()) else -1

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light the button under the pointer up."""
        at = event.position().toPoint()
        if (at - self._at).manhattanLength() >= RESTS:
            self._stepped = None  # a hand that moves knows where it goes
        over = self.step_at(at) >= 0
        if over != self.over_step:
            self.over_step = over
            shape = Qt.CursorShape.PointingHandCursor if over else None
            if shape is None:
                self.viewport().unsetCursor()
            else:
                self.viewport().setCursor(shape)
            self.viewport().update()
        super().mouseMoveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Press the button under the pointer, or choose its row."""
        is_left = event.button() is Qt.MouseButton.LeftButton
        self._pressed = self._press(event) if is_left else None
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Do the step whose button is let go."""
        pressed, self._pressed = self._pressed, None
        super().mouseReleaseEvent(event)
        at = event.position().toPoint()
        if pressed is None or self._press(event) != pressed:
            return
        if self._is_slip(pressed, at):
            return
        self._stepped, self._at = pressed, at
        self._since.start()
        self.stepped.emit(self.lines.row_of(pressed[0]))

    def _press(self, event: QMouseEvent) -> "_Press | None":
        """Return whose button is under the pointer, and what it does."""
        row = self.step_at(event.position().toPoint())
        line = self.lines.line(row) if row >= 0 else None
        return (line.key, line.step) if isinstance(line, BoardLine) else None

    def _is_slip(self, pressed: "_Press", at: QPoint) -> bool:
        """Return whether somebody else came under a pointer that rests."""
        if self._stepped is None or self._since.elapsed() >= STILL:
            return False
        is_at_rest = (at - self._at).manhattanLength() < RESTS
        return is_at_rest and self._stepped[0] != pressed[0]

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open a row; a button that is pressed twice is pressed once."""
        if self.step_at(event.position().toPoint()) < 0:
            super().mouseDoubleClickEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Say all of a line to a pointer that rests: a long name is cut in the row."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            index = self.indexAt(event.pos())
            if index.isValid():
                line = self.lines.lines[index.row()]
                parts = [line.name, line.detail, *(one.text for one in line.alerts)]
                tip_at(event.globalPos(), "\n".join(filter(None, parts)), self)
                return True
        return super().viewportEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on: the first and the last line are those that can be chosen."""
        key, count = Qt.Key(event.key()), len(self.lines.lines)
        if key is Qt.Key.Key_Home and count:
            self.choose(self.nearest(0))
            self.scrollToTop()
        elif key is Qt.Key.Key_End and count:
            self.choose(self.nearest(count - 1))
        else:
            super().keyPressEvent(event)

    def _again(self, was: Line) -> int:
        """Return where a line stands now; a gap that begins later is the same gap."""
        row = super()._again(was)
        if row < 0 and isinstance(was, BoardLine) and was.kind is Kind.GAP:
            kinds = [getattr(one, "kind", None) for one in self.lines.lines]
            return kinds.index(Kind.GAP) if Kind.GAP in kinds else -1
        return row

    def _is_taken(self, row: int) -> bool:
        line = self.lines.lines[row]
        return not isinstance(line, BoardLine) or line.kind.is_taken


def _wide(line: BoardLine) -> float:
    """Return how wide the button of a line is, with the key it has when chosen."""
    icon = 22 if line.step_icon else 0
    return words.width(line.step, Type.SMALL_MEDIUM) + icon + 20 + CAP

"""A waterfall: what was there, what came, what went, what is there; reads in grey."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit import style, words
from ui.kit.tokens import Tone, Type

GAP = 0.26  # of a bar's room, between two bars
HEAD, FOOT = 30, 46  # for the figure above, for the name below
BROKEN = 0.10  # of the height, for the broken foot of the grey bars
LEAST_BAR = 6.0


@dataclass(frozen=True)
class Step:
    """One bar: a whole (`is_whole`), or what is added or taken away."""

    name: str
    value: float
    figure: str  # as it is written above, with its sign
    is_whole: bool = False

    def spoken(self) -> str:
        """Return it as a screen reader says it."""
        return f"{self.name} {self.figure}"


class Waterfall(QWidget):
    """The bars; the arrow keys go from one to the next, Enter opens it."""

    picked = Signal(int)
    opened = Signal(int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.steps: Sequence[Step] = ()
        self.at = -1
        self.base = 0.0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(190)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(name)

    def sizeHint(self) -> QSize:
        """Return how large it likes to be."""
        return QSize(500, 240)

    def show_steps(self, steps: Sequence[Step], at: int) -> None:
        """Show other bars, and mark one of them."""
        self.steps = tuple(steps)
        self.base = _base(self.steps)
        self.at = max(-1, min(at, len(self.steps) - 1))
        self._say()
        self.update()

    def choose(self, at: int) -> None:
        """Mark a bar, and tell."""
        if 0 <= at < len(self.steps) and at != self.at:
            self.at = at
            self._say()
            self.update()
            self.picked.emit(at)

    def _say(self) -> None:
        here = self.steps[self.at].spoken() if self.at >= 0 else ""
        self.setAccessibleName(f"{self._name}: {here}" if here else self._name)
        self.setAccessibleDescription("; ".join(one.spoken() for one in self.steps))

    def _slot(self) -> float:
        return self.width() / max(len(self.steps), 1)

    def _spans(self) -> list[tuple[float, float]]:
        """Return from what value to what value each bar reaches."""
        found, level = [], 0.0
        for one in self.steps:
            if one.is_whole:
                level = one.value
                found.append((self.base, one.value))
            else:
                found.append((level, level + one.value))
                level += one.value
        return found

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the next bar, or open the marked one."""
        match event.key():
            case Qt.Key.Key_Left:
                self.choose(self.at - 1)
            case Qt.Key.Key_Right:
                self.choose(self.at + 1)
            case Qt.Key.Key_Home:
                self.choose(0)
            case Qt.Key.Key_End:
                self.choose(len(self.steps) - 1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if self.at >= 0:
                self.opened.emit(self.at)
            case _:
                super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Mark the bar under the mouse."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.choose(int(event.position().x() // max(self._slot(), 1)))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open it."""
        if self.at >= 0:
            self.opened.emit(self.at)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show that the keyboard is here."""
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the keyboard has gone."""
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        if not self.steps:
            return
        painter, t = QPainter(self), style.theme()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        spans = self._spans()
        most = max(max(span) for span in spans)
        room = max(most - self.base, 1e-9)
        floor = self.height() - FOOT
        high = floor - HEAD
        foot = high * BROKEN if self.base > 0 else 0.0
        slot = self._slot()

        def y(value: float) -> float:
            return floor - foot - (value - self.base) / room * (high - foot)

        if self.at >= 0:
            mark = QRectF(self.at * slot + 2, 2, slot - 4, self.height() - 4)
            tone = self._tone(self.steps[self.at])
            style.rounded(painter, mark, 8, style.shade(tone).soft)
            if self.hasFocus():
                style.focus_ring(painter, mark, 8)
        style.rule(painter, 0, self.width(), floor)
        painter.setPen(QPen(t.faint, 1, Qt.PenStyle.DotLine))
        for at, (_begin, end) in enumerate(spans[:-1]):
            before = at * slot + slot * (1 - GAP / 2)
            after = (at + 1) * slot + slot * GAP / 2
            painter.drawLine(QPointF(before, y(end)), QPointF(after, y(end)))
        for at, (one, (begin, end)) in enumerate(zip(self.steps, spans, strict=True)):
            left, wide = at * slot + slot * GAP / 2, slot * (1 - GAP)
            top, bottom = y(max(begin, end)), y(min(begin, end))
            if one.is_whole:
                bottom = floor
            box = QRectF(left, top, wide, max(bottom - top, LEAST_BAR))
            shade = style.shade(self._tone(one))
            if one.is_whole:
                style.rounded(painter, box, 4, style.mixed(t.line, t.edge, 0.5))
                if self.base > 0:
                    _tear(painter, box)
            else:
                strong = at == self.at or one.value > 0
                ground = shade.mark if strong else style.mixed(shade.mark, t.card, 0.5)
                style.rounded(painter, box, 4, ground)
            ink = t.ink if one.is_whole else shade.text
            middle = QRectF(at * slot, top - 24, slot, 20)
            role = (
                Type.STRONG
                if words.width(one.figure, Type.STRONG) < slot
                else Type.SMALL_STRONG
            )
            words.draw_mid(painter, middle, one.figure, role, ink)
            _name(painter, at, slot, floor, one.name, at == self.at)
        painter.end()

    @staticmethod
    def _tone(one: Step) -> Tone:
        if one.is_whole or not one.value:
            return Tone.PLAIN
        return Tone.SAGE if one.value > 0 else Tone.RED


def _base(steps: Sequence[Step]) -> float:
    """Return where the bars begin: not at nothing where that would flatten them."""
    wholes = [one.value for one in steps if one.is_whole]
    if not wholes:
        return 0.0
    level, least = wholes[0], min(wholes)
    for one in steps:
        if not one.is_whole:
            level += one.value
            least = min(least, level)
    moved = sum(abs(one.value) for one in steps if not one.is_whole)
    base = least - max(moved, least * 0.02)
    return base if base > least * 0.35 else 0.0


def _tear(painter: QPainter, box: QRectF) -> None:
    """Say with a torn line that the bar does not begin at nothing."""
    t = style.theme()
    path, y, step = QPainterPath(), box.bottom() - 10, box.width() / 6
    path.moveTo(box.left(), y)
    for at in range(1, 7):
        path.lineTo(box.left() + at * step, y + (4 if at % 2 else 0))
    painter.setPen(QPen(t.card, 2.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)


def _name(
    painter: QPainter, at: int, slot: float, floor: float, name: str, is_here: bool
) -> None:
    t = style.theme()
    role = Type.CAPTION_STRONG if is_here else Type.CAPTION
    lines = words.broken(name, role, slot - 4, FOOT)
    for row, line in enumerate(lines):
        box = QRectF(at * slot, floor + 5 + row * 16, slot, 16)
        words.draw_mid(painter, box, line, role, t.ink if is_here else t.faint)

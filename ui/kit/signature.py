"""A field to sign in, with mouse, pen or finger; what was drawn is kept as strokes."""

import json
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QTabletEvent,
    QTouchEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit import style, words
from ui.kit.tokens import CONTROL_RADIUS, Type

RATIO = 3.2  # of width to height: the box in which strokes are kept
NEAR = 0.004  # of the box; points that lie nearer say nothing more
MOST = 1_500  # points
Stroke = list[tuple[float, float]]


class Signature(QWidget):
    """A box to sign in. `value` is JSON of strokes in a box of one by one, or ""."""

    changed = Signal()

    def __init__(self, name: str = "", hint: str = "") -> None:
        super().__init__()
        self.name, self.hint = name, hint
        self.is_readonly = False
        self._strokes: list[Stroke] = []
        self._is_down = False
        self._is_pen = False  # a pen draws; the mouse that follows it does not
        self.setAccessibleName(name)
        self.setAccessibleDescription(hint)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setCursor(Qt.CursorShape.CrossCursor)
        policy = QSizePolicy.Policy
        self.setSizePolicy(policy.Expanding, policy.Fixed)
        self.setFixedHeight(132)

    def sizeHint(self) -> QSize:
        """Return how large it likes to be."""
        return QSize(round(132 * RATIO), 132)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is drawn that could be a signature."""
        return not any(len(stroke) > 1 for stroke in self._strokes)

    def value(self) -> str:
        """Return the strokes as JSON; "" where nothing is drawn."""
        if self.is_empty:
            return ""
        drawn = [
            [[round(x, 4), round(y, 4)] for x, y in stroke]
            for stroke in self._strokes
            if len(stroke) > 1
        ]
        return json.dumps(drawn, separators=(",", ":"))

    def put(self, strokes: Sequence[Stroke], *, readonly: bool = False) -> None:
        """Show strokes, without telling anyone."""
        self._strokes = [list(stroke) for stroke in strokes]
        self.is_readonly = readonly
        if readonly:
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.unsetCursor()
        self.update()

    def clear(self) -> None:
        """Take away what is drawn."""
        self._strokes = []
        self.update()
        self.changed.emit()

    # drawing

    def _box(self) -> QRectF:
        high = min(float(self.height()), self.width() / RATIO)
        wide = high * RATIO
        left, top = (self.width() - wide) / 2, (self.height() - high) / 2
        return QRectF(left, top, wide, high)

    def _place(self, at: QPointF) -> tuple[float, float]:
        box = self._box()
        x = (at.x() - box.left()) / box.width()
        y = (at.y() - box.top()) / box.height()
        return min(1.0, max(0.0, x)), min(1.0, max(0.0, y))

    def _begin(self, at: QPointF) -> None:
        if self.is_readonly:
            return
        self._is_down = True
        self._strokes.append([self._place(at)])

    def _go_on(self, at: QPointF) -> None:
        if not self._is_down or sum(map(len, self._strokes)) >= MOST:
            return
        x, y = self._place(at)
        last_x, last_y = self._strokes[-1][-1]
        if abs(x - last_x) + abs(y - last_y) >= NEAR:
            self._strokes[-1].append((x, y))
            self.update()

    def _end(self) -> None:
        if self._is_down:
            self._is_down = False
            self.changed.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a stroke."""
        if event.button() == Qt.MouseButton.LeftButton and not self._is_pen:
            self._begin(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw on."""
        if not self._is_pen:
            self._go_on(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a stroke."""
        if not self._is_pen:
            self._end()

    def tabletEvent(self, event: QTabletEvent) -> None:
        """Draw with a pen."""
        match event.type():
            case QEvent.Type.TabletPress:
                self._is_pen = True
                self._begin(event.position())
            case QEvent.Type.TabletMove:
                self._go_on(event.position())
            case QEvent.Type.TabletRelease:
                self._end()
                self._is_pen = False
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Draw with a finger; the page must not be dragged away below it."""
        if isinstance(event, QTouchEvent) and event.points():
            at = event.points()[0].position()
            match event.type():
                case QEvent.Type.TouchBegin:
                    self._begin(at)
                case QEvent.Type.TouchUpdate:
                    self._go_on(at)
                case _:
                    self._end()
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take away with Del what is drawn; pass other keys on."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            if not self.is_readonly:
                self.clear()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        t = style.theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = None if self.is_readonly else t.edge
        style.rounded(painter, QRectF(self.rect()), CONTROL_RADIUS, t.card, edge)
        box = self._box()
        if not self.is_readonly:
            line = box.top() + box.height() * 0.78
            painter.setPen(QPen(t.line, 1))
            painter.drawLine(QPointF(16, line), QPointF(self.width() - 16, line))
        if not self._strokes and self.hint:
            words.draw_mid(painter, QRectF(self.rect()), self.hint, Type.SMALL, t.faint)
        pen = QPen(t.ink, max(1.4, box.height() / 60))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for stroke in self._strokes:
            path = QPainterPath()
            for place, (x, y) in enumerate(stroke):
                at = QPointF(box.left() + x * box.width(), box.top() + y * box.height())
                if place:
                    path.lineTo(at)
                else:
                    path.moveTo(at)
            painter.drawPath(path)
        if self.hasFocus():
            style.focus_ring(painter, QRectF(self.rect()))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show that the keyboard is here."""
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the keyboard has gone."""
        self.update()

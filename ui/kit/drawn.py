"""A picture with marks on it: arrows, circles, lines by hand, words."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import atan2, cos, pi, sin

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit import style, words
from ui.kit.tokens import Type

MARK = QColor("#E0245E")  # seen on any skin, in either theme
HALO = QColor(255, 255, 255, 220)
HEAD = 16  # units of an arrow's head
NEAR = 0.004  # of the picture: points of a line by hand nearer than this are one


@dataclass(frozen=True)
class Stroke:
    """A mark, in a box of one by one."""

    kind: str  # "arrow", "circle", "line", "words"
    points: tuple[tuple[float, float], ...]
    text: str = ""


class Drawn(QWidget):
    """A picture, whole, as large as there is room, and what was drawn on it."""

    drawn = Signal(object)  # the points of a new `Stroke`; its kind is `tool`

    def __init__(self, label: str) -> None:
        super().__init__()
        self.label = label
        self.image = QImage()
        self.strokes: Sequence[Stroke] = ()
        self.is_shown = True
        self.tool = ""  # "": nothing is drawn
        self._line: list[tuple[float, float]] = []
        self.setAccessibleName(label)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def put(self, data: bytes) -> None:
        """Show a picture file from memory."""
        self.image = QImage.fromData(data)
        self.update()

    def show_strokes(self, strokes: Sequence[Stroke]) -> None:
        """Show other marks."""
        self.strokes = strokes
        said = "; ".join(one.text or one.kind for one in strokes)
        self.setAccessibleDescription(said)
        self.update()

    def show_marks(self, on: bool) -> None:
        """Show the marks, or the picture as it was taken."""
        self.is_shown = on
        self.update()

    def draw_with(self, tool: str) -> None:
        """Let the mouse draw: one of the kinds of a `Stroke`; "" for none."""
        self.tool = tool
        cross, arrow = Qt.CursorShape.CrossCursor, Qt.CursorShape.ArrowCursor
        self.setCursor(cross if tool else arrow)

    def sizeHint(self) -> QSize:
        """Return how large it likes to be."""
        return QSize(480, 520)

    def frame(self) -> QRectF:
        """Return where the picture stands."""
        size = self.image.size()
        if size.isEmpty():
            return QRectF(self.rect())
        size.scale(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRectF(0, 0, size.width(), size.height())
        place.moveCenter(QRectF(self.rect()).center())
        return place

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        style.rounded(painter, QRectF(self.rect()), 8, style.theme().hover)
        if self.image.isNull():
            return
        frame = self.frame()
        painter.drawImage(frame, self.image)
        if self.is_shown:
            for one in self.strokes:
                draw_stroke(painter, frame, one)
        if self._line:
            draw_stroke(painter, frame, Stroke(self.tool, tuple(self._line), "…"))

    def with_marks(self) -> QImage:
        """Return the picture with its marks, as large as it was taken."""
        made = self.image.convertToFormat(QImage.Format.Format_RGB32)
        painter = QPainter(made)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(made.rect())
        scale = max(frame.width() / 480, 1.0)
        painter.scale(scale, scale)
        small = QRectF(0, 0, frame.width() / scale, frame.height() / scale)
        for one in self.strokes:
            draw_stroke(painter, small, one)
        painter.end()
        return made

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a mark."""
        if self.tool:
            self._line = [self._at(event.position())]

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw it on."""
        if not self._line:
            return
        at = self._at(event.position())
        if self.tool != "line":
            self._line[1:] = [at]
        elif max(abs(a - b) for a, b in zip(at, self._line[-1], strict=True)) > NEAR:
            self._line.append(at)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End it: what is no more than a dot is none, but for words."""
        line, self._line = self._line, []
        if line and (len(line) > 1 or self.tool == "words"):
            self.drawn.emit(tuple(line[:1] if self.tool == "words" else line))
        self.update()

    def _at(self, place: QPointF) -> tuple[float, float]:
        box = self.frame()
        x = (place.x() - box.left()) / max(box.width(), 1)
        y = (place.y() - box.top()) / max(box.height(), 1)
        return min(max(x, 0.0), 1.0), min(max(y, 0.0), 1.0)


def draw_stroke(painter: QPainter, frame: QRectF, one: Stroke) -> None:
    """Paint one mark: rose with a white edge, so that it stands on any ground."""
    spots = [
        QPointF(frame.left() + x * frame.width(), frame.top() + y * frame.height())
        for x, y in one.points
    ]
    if not spots:
        return
    if one.kind == "words":
        role = Type.STRONG
        wide = words.width(one.text, role) + 16
        at = min(spots[0].x(), frame.right() - wide)
        box = QRectF(at, spots[0].y() - 12, wide, 24)
        style.rounded(painter, box, 6, HALO)
        words.draw_mid(painter, box, one.text, role, MARK)
        return
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, wide in ((HALO, 6.0), (MARK, 3.0)):
        pen = QPen(colour, wide)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        if one.kind == "circle" and len(spots) > 1:
            painter.drawEllipse(QRectF(spots[0], spots[-1]).normalized())
        else:
            painter.drawPolyline(QPolygonF(spots))
        if one.kind == "arrow" and len(spots) > 1:
            painter.drawPolyline(QPolygonF(_head(spots[-2], spots[-1])))


def _head(tail: QPointF, tip: QPointF) -> list[QPointF]:
    way = atan2(tip.y() - tail.y(), tip.x() - tail.x())
    sides = [
        tip - QPointF(cos(way + turn) * HEAD, sin(way + turn) * HEAD)
        for turn in (pi / 7, -pi / 7)
    ]
    return [sides[0], tip, sides[1]]

"""A picture with a few points to set on it, by hand or by the arrow keys."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit import style, words
from ui.kit.tokens import Type

STEP, LEAP = 0.002, 0.01  # of the picture
REACH = 22  # units round a point in which it is taken


class PointsOn(QWidget):
    """A picture and its points; a number chooses one, the arrows move it."""

    changed = Signal()

    def __init__(
        self,
        name: str,
        names: Sequence[str],
        points: Sequence[tuple[float, float]],
    ) -> None:
        super().__init__()
        self.names = list(names)
        self.points = list(points)
        self.at = 0
        self.image = QImage()
        self._is_held = False
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._tell()

    def put(self, image: QImage) -> None:
        """Show another picture."""
        self.image = image
        self.update()

    def sizeHint(self) -> QSize:
        """Return how large it likes to be."""
        return QSize(340, 420)

    def frame(self) -> QRectF:
        """Return where the picture stands."""
        if self.image.isNull():
            return QRectF(self.rect())
        size = self.image.size()
        size.scale(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        box = QRectF(0, 0, size.width(), size.height())
        box.moveCenter(QRectF(self.rect()).center())
        return box

    def spot(self, place: int) -> QPointF:
        """Return where a point stands in the widget."""
        box, (x, y) = self.frame(), self.points[place]
        return QPointF(box.left() + x * box.width(), box.top() + y * box.height())

    def move_to(self, place: int, x: float, y: float) -> None:
        """Set a point, within the picture."""
        self.points[place] = (min(max(x, 0.0), 1.0), min(max(y, 0.0), 1.0))
        self._tell()
        self.update()
        self.changed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        style.rounded(painter, QRectF(self.rect()), 8, style.theme().hover)
        if not self.image.isNull():
            painter.drawImage(self.frame(), self.image)
        for place in range(len(self.points)):
            spot = self.spot(place)
            is_on = place == self.at
            painter.setPen(QPen(QColor("#FFFFFF"), 3))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(spot, 9, 9)
            colour = style.theme().accent if is_on else QColor("#2A2226")
            painter.setPen(QPen(colour, 1.6))
            painter.drawEllipse(spot, 9, 9)
            painter.drawLine(spot - QPointF(4, 0), spot + QPointF(4, 0))
            painter.drawLine(spot - QPointF(0, 4), spot + QPointF(0, 4))
            pill = QRectF(spot.x() + 12, spot.y() - 10, 22, 20)
            style.rounded(painter, pill, 6, QColor(42, 34, 38, 190))
            white = QColor("#FFFFFF")
            words.draw_mid(painter, pill, str(place + 1), Type.CAPTION_STRONG, white)
        if self.hasFocus():
            style.focus_ring(painter, QRectF(self.rect()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the nearest point, or set the chosen one here."""
        at = event.position()
        away = [(self.spot(n) - at).manhattanLength() for n in range(len(self.points))]
        nearest = min(range(len(away)), key=away.__getitem__)
        if away[nearest] <= REACH:
            self.at = nearest
        self._is_held = True
        self._follow(at)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the point that is held."""
        if self._is_held:
            self._follow(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self._is_held = False

    def _follow(self, at: QPointF) -> None:
        box = self.frame()
        x = (at.x() - box.left()) / max(box.width(), 1)
        self.move_to(self.at, x, (at.y() - box.top()) / max(box.height(), 1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose a point by its number, move it by the arrows."""
        keys = Qt.Key
        is_far = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        step = LEAP if is_far else STEP
        ways = {
            keys.Key_Left: (-step, 0.0),
            keys.Key_Right: (step, 0.0),
            keys.Key_Up: (0.0, -step),
            keys.Key_Down: (0.0, step),
        }
        number = event.key() - keys.Key_1
        if 0 <= number < len(self.points):
            self.at = number
            self._tell()
            self.update()
        elif keys(event.key()) in ways:
            x, y = self.points[self.at]
            across, down = ways[keys(event.key())]
            self.move_to(self.at, x + across, y + down)
        else:
            super().keyPressEvent(event)

    def _tell(self) -> None:
        x, y = self.points[self.at]
        name = self.names[self.at]
        self.setAccessibleDescription(f"{name}: {x * 100:.0f} %, {y * 100:.0f} %")

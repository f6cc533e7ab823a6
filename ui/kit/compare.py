"""Two pictures on one another: a line to move, one fading into the other, or both.

Both are painted once for where they stand; while a line moves only these two pixmaps
are put on the screen, so that it follows the hand.
"""

from enum import Enum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit import icons, style, words
from ui.kit.tokens import Type

STEP, LEAP = 0.02, 0.1  # of the picture, by an arrow; with Shift
MOST_ZOOM = 8.0
CUT = 1.3  # at most, so that two that lie on one another fill their frame
_INK = QColor(42, 34, 38, 190)
_WHITE = QColor("#FFFFFF")


class Mode(Enum):
    """How the two are held beside one another."""

    SLIDER = 0  # earlier at the left of the line
    WIPE = 1  # earlier above it
    FADE = 2
    BESIDE = 3


class Compare(QWidget):
    """Two pictures; the arrows move the line, the wheel enlarges both."""

    moved = Signal(float)  # how much is seen of the earlier one, 0 to 1

    def __init__(self, name: str = "") -> None:
        super().__init__()
        self.mode = Mode.SLIDER
        self.share = 0.5
        self.zoom = 1.0
        self.shift = QPointF()
        self.labels = ("", "")
        self._images = (QImage(), QImage())
        self._sources = (QPixmap(), QPixmap())
        self._fit: QTransform | None = None
        self._ready: list[QPixmap] = []
        self._drawn: tuple[object, ...] = ()
        self._grip: QPointF | None = None
        self._is_line = False
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    # what is compared

    def put(
        self,
        before: QImage,
        now: QImage,
        labels: tuple[str, str],
        fit: QTransform | None = None,
    ) -> None:
        """Compare two other pictures.

        Args:
            before: The earlier one.
            now: The later one.
            labels: What stands on each.
            fit: How a point of the later one comes to lie on the earlier one; None
                where they cannot be lined up.
        """
        self._images = (before, now)
        self._sources = (QPixmap.fromImage(before), QPixmap.fromImage(now))
        self.labels, self._fit = labels, fit
        self._forget()

    def copy_to(self, other: "Compare") -> None:
        """Let another one show the same two pictures in the same way."""
        other.put(*self._images, self.labels, self._fit)
        other.show_as(self.mode)
        other.share = self.share

    @property
    def is_lined_up(self) -> bool:
        """Return whether the two lie on one another."""
        return self._fit is not None

    @property
    def has_both(self) -> bool:
        """Return whether there are two pictures."""
        return not any(one.isNull() for one in self._images)

    def show_as(self, mode: Mode) -> None:
        """Hold them beside one another in another way."""
        self.mode = mode
        self._forget()

    def move_line(self, share: float) -> None:
        """Show so much of the earlier one: 0 to 1."""
        share = min(max(share, 0.0), 1.0)
        if share != self.share:
            self.share = share
            self._tell()
            self.update()
            self.moved.emit(share)

    def enlarge(self, by: float, at: QPointF | None = None) -> None:
        """Show both larger or smaller, about a point of the widget."""
        zoom = min(max(self.zoom * by, 1.0), MOST_ZOOM)
        middle = QRectF(self._frames()[0]).center()
        about = (at if at is not None else middle) - middle
        ratio = zoom / self.zoom
        self.shift = (
            QPointF() if zoom == 1 else self.shift * ratio + about * (1 - ratio)
        )
        self.zoom = zoom
        self._forget()

    def pan(self, by: QPointF) -> None:
        """Move both; nothing moves as long as all of it is seen."""
        if self.zoom > 1:
            self.shift += by
            self._forget()

    # painting

    def sizeHint(self) -> QSize:
        """Return how large it likes to be."""
        return QSize(400, 380)

    def minimumSizeHint(self) -> QSize:
        """Return how small it may become."""
        return QSize(240, 220)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        self._prepare()
        painter = QPainter(self)
        t = style.theme()
        box = QRectF(self.rect())
        if self.mode is Mode.BESIDE:
            for frame, pixmap in zip(self._frames(), self._ready, strict=True):
                painter.drawPixmap(frame.topLeft(), pixmap)
            self._labels(painter, *self._frames())
        else:
            self._on_one_another(painter, box)
            self._labels(painter, box, box)
        if self.hasFocus():
            style.focus_ring(painter, box)
        if not self.has_both:
            x, y = box.center().x() - 10, box.center().y() - 10
            icons.draw(painter, "photo", x, y, 20, t.faint)

    def _on_one_another(self, painter: QPainter, box: QRectF) -> None:
        before, now = self._ready
        painter.drawPixmap(0, 0, now)
        if self.mode is Mode.FADE:
            painter.setOpacity(self.share)
            painter.drawPixmap(0, 0, before)
            painter.setOpacity(1)
            return
        is_across = self.mode is Mode.SLIDER
        at = (box.width() if is_across else box.height()) * self.share
        seen = QRectF(box)
        if is_across:
            seen.setWidth(at)
        else:
            seen.setHeight(at)
        painter.setClipRect(seen)
        painter.drawPixmap(0, 0, before)
        painter.setClipping(False)
        line = QRectF(at - 1, 0, 2, box.height())
        knob = QPointF(at, box.height() * 0.82)
        if not is_across:
            line = QRectF(0, at - 1, box.width(), 2)
            knob = QPointF(box.width() / 2, at)
        painter.fillRect(line, _WHITE)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_WHITE)
        painter.drawEllipse(knob, 17, 17)
        ink = QColor("#2A2226")
        first, second = ("chevron-left", "chevron-right")
        if not is_across:
            first, second = ("chevron-up", "chevron-down")
            icons.draw(painter, first, knob.x() - 7, knob.y() - 14, 14, ink)
            icons.draw(painter, second, knob.x() - 7, knob.y(), 14, ink)
            return
        icons.draw(painter, first, knob.x() - 14, knob.y() - 7, 14, ink)
        icons.draw(painter, second, knob.x(), knob.y() - 7, 14, ink)

    def _labels(self, painter: QPainter, first: QRectF, second: QRectF) -> None:
        role = Type.CAPTION_STRONG
        for place, (text, frame) in enumerate(
            zip(self.labels, (first, second), strict=True)
        ):
            if not text:
                continue
            wide = words.width(text, role) + 14
            is_right = place == 1 and self.mode is not Mode.BESIDE
            x = frame.right() - wide - 8 if is_right else frame.left() + 8
            y = frame.bottom() - 28 if self._is_below(place) else frame.top() + 8
            pill = QRectF(x, y, wide, 20)
            style.rounded(painter, pill, 6, _INK)
            words.draw_mid(painter, pill, text, role, _WHITE)

    def _is_below(self, place: int) -> bool:
        return self.mode is Mode.WIPE and place == 1

    def _frames(self) -> tuple[QRectF, QRectF]:
        """Return where the two stand: the same place, but side by side."""
        box = QRectF(self.rect())
        if self.mode is not Mode.BESIDE:
            return box, box
        half = (box.width() - 8) / 2
        left = QRectF(0, 0, half, box.height())
        return left, left.translated(half + 8, 0)

    def _prepare(self) -> None:
        """Paint both for where they stand, unless they are."""
        scale = self.devicePixelRatioF()
        wanted = (
            *(self.size(), scale, style.theme().name, self.zoom, self.shift),
            *(self.mode is Mode.BESIDE, self._fit),
        )
        if self._ready and wanted == self._drawn:
            return
        frames = self._frames()
        self._ready = [self._painted(place, frames[place], scale) for place in range(2)]
        self._drawn = wanted

    def _painted(self, place: int, frame: QRectF, scale: float) -> QPixmap:
        size = frame.size().toSize()
        made = QPixmap(size * scale)
        made.setDevicePixelRatio(scale)
        made.fill(style.theme().hover)
        source = self._sources[place]
        if source.isNull():
            return made
        painter = QPainter(made)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setTransform(self._way(place, QRectF(0, 0, *size.toTuple())))
        painter.drawPixmap(0, 0, source)
        painter.end()
        return made

    def _way(self, place: int, frame: QRectF) -> QTransform:
        """Return the way from pixels of a picture to its frame."""
        is_laid = place == 1 and self._fit is not None and self.has_both
        source = self._sources[0 if is_laid else place]
        ratio = max(source.width(), 1), max(source.height(), 1)
        size = min(frame.width() / ratio[0], frame.height() / ratio[1])
        if self.mode is not Mode.BESIDE and self._fit is not None:  # a little is cut
            cover = max(frame.width() / ratio[0], frame.height() / ratio[1])
            size = min(cover, size * CUT)
        size *= self.zoom
        middle = frame.center() + self.shift
        way = QTransform(size, 0, 0, size, middle.x(), middle.y())
        way = QTransform.fromTranslate(-ratio[0] / 2, -ratio[1] / 2) * way
        return self._fit * way if is_laid and self._fit is not None else way

    def _forget(self) -> None:
        self._ready = []
        self._tell()
        self.update()

    def _tell(self) -> None:
        first, second = self.labels
        self.setAccessibleDescription(f"{first} {round(self.share * 100)} % {second}")

    # moving

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Paint both anew."""
        self._ready = []
        super().resizeEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Enlarge both about the pointer."""
        turns = event.angleDelta().y() / 120
        if turns:
            self.enlarge(1.2**turns, event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the line, or both pictures."""
        self._grip = event.position()
        has_line = self.mode in (Mode.SLIDER, Mode.WIPE)
        self._is_line = self.zoom == 1 or (has_line and self._is_near(event.position()))
        if self._is_line and self.mode is not Mode.BESIDE:
            self._follow(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move what was taken."""
        if self._grip is None:
            return
        if self._is_line and self.mode is not Mode.BESIDE:
            self._follow(event.position())
        else:
            self.pan(event.position() - self._grip)
        self._grip = event.position()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self._grip = None

    def _follow(self, at: QPointF) -> None:
        is_down = self.mode is Mode.WIPE
        side = max(self.height() if is_down else self.width(), 1)
        self.move_line((at.y() if is_down else at.x()) / side)

    def _is_near(self, at: QPointF) -> bool:
        if self.mode is Mode.WIPE:
            return abs(at.y() - self.share * self.height()) < 18
        return abs(at.x() - self.share * self.width()) < 18

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the line by the arrows, enlarge by plus and minus, pan with Ctrl."""
        keys, held = Qt.Key, event.modifiers()
        step = LEAP if held & Qt.KeyboardModifier.ShiftModifier else STEP
        ways = {
            keys.Key_Left: (-1, 0),
            keys.Key_Right: (1, 0),
            keys.Key_Up: (0, -1),
            keys.Key_Down: (0, 1),
        }
        key = keys(event.key())
        if key in ways and held & Qt.KeyboardModifier.ControlModifier:
            across, down = ways[key]
            self.pan(QPointF(-across * 40.0, -down * 40.0))
        elif key in (keys.Key_Left, keys.Key_Right):
            self.move_line(round(self.share + ways[key][0] * step, 4))
        elif key in (keys.Key_Up, keys.Key_Down) and self.mode is Mode.WIPE:
            self.move_line(round(self.share + ways[key][1] * step, 4))
        elif key in (keys.Key_Home, keys.Key_End):
            self.move_line(0.0 if key == keys.Key_Home else 1.0)
        elif key in (keys.Key_Plus, keys.Key_Equal):
            self.enlarge(1.25)
        elif key == keys.Key_Minus:
            self.enlarge(0.8)
        else:
            super().keyPressEvent(event)

"""Paper in the window: the very PDF that will be printed."""

from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit import style

MARGIN = 22


class Paper(QWidget):
    """One page of a PDF with a shadow; Page Up and Down turn, + and - zoom."""

    turned = Signal(int, int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.page, self.pages, self.zoom = 0, 0, 1.0
        self.shift = QPointF()
        self._file: Any = None
        self._kept: dict[tuple[int, int], QImage] = {}

    def sizeHint(self) -> QSize:
        """Return how large it likes to be."""
        return QSize(480, 560)

    def open(self, data: bytes) -> None:
        """Show a PDF from memory."""
        import pypdfium2

        if self._file is not None:
            self._file.close()
        self._file = pypdfium2.PdfDocument(data)
        self.pages = len(self._file)
        self._kept.clear()
        self.turn(0)

    def turn(self, page: int) -> None:
        """Go to a page."""
        if 0 <= page < self.pages:
            self.page = page
            self.shift = QPointF()
            self.setAccessibleDescription(f"{page + 1} / {self.pages}")
            self.turned.emit(page + 1, self.pages)
            self.update()

    def enlarge(self, by: float) -> None:
        """Zoom, never below the whole page."""
        self.zoom = max(1.0, min(4.0, self.zoom * by))
        self.update()

    def _box(self) -> QRectF:
        wide, high = self._file[self.page].get_size()
        fit = min(
            (self.width() - 2 * MARGIN) / wide, (self.height() - MARGIN - 8) / high
        )
        size = fit * self.zoom
        box = QRectF(0, 0, wide * size, high * size)
        box.moveCenter(QPointF(self.width() / 2, self.height() / 2 - 6) + self.shift)
        if self.zoom > 1:
            box.moveTop(self.shift.y() + 8)
        return QRectF(box.toRect())

    def _image(self, pixels: int) -> QImage:
        """Return the page as wide as so many device pixels, rendered once."""
        kept = self._kept.get((self.page, pixels))
        if kept is None:
            page = self._file[self.page]
            bitmap = page.render(
                scale=pixels / page.get_size()[0], rev_byteorder=True, prefer_bgrx=True
            )
            kept = QImage(
                bitmap.buffer,
                bitmap.width,
                bitmap.height,
                bitmap.stride,
                QImage.Format.Format_RGBX8888,
            ).copy()
            if len(self._kept) > 6:
                self._kept.clear()
            self._kept[(self.page, pixels)] = kept
        return kept

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        if self._file is None:
            return
        painter = QPainter(self)
        box = self._box()
        style.shadow(painter, box, 3, 20)
        image = self._image(round(box.width() * self.devicePixelRatioF()))
        painter.drawImage(box, image)
        if self.hasFocus():
            style.focus_ring(painter, QRectF(self.rect()), 8)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Take the mouse wheel, where that is safe."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.enlarge(1.15 if event.angleDelta().y() > 0 else 1 / 1.15)
        elif self.zoom > 1:
            self.shift = self.shift + QPointF(event.angleDelta()) / 2
            self.update()
        else:
            self.turn(self.page + (1 if event.angleDelta().y() < 0 else -1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys it knows; pass the others on."""
        key = event.key()
        if key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.turn(self.page + (1 if key == Qt.Key.Key_PageDown else -1))
        elif event.text() in ("+", "-"):
            self.enlarge(1.25 if event.text() == "+" else 0.8)
        elif key == Qt.Key.Key_0:
            self.enlarge(0.01)
        else:
            super().keyPressEvent(event)

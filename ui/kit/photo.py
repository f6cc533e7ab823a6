"""A photograph in its frame, and the frame that waits for one."""

from PySide6.QtCore import QMimeData, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit import icons, style, words
from ui.kit.speech import speech
from ui.kit.tokens import CONTROL_RADIUS, Tone, Type

PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".heic", ".tif", ".tiff", ".bmp")


class Photo(QWidget):
    """A photograph, cut to its frame, with a few words on it."""

    opened = Signal()

    def __init__(self, label: str, data: bytes | None = None) -> None:
        super().__init__()
        self.label = label
        self.image = QImage()
        self.setAccessibleName(label)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(72)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        if data is not None:
            self.put(data)

    def put(self, data: bytes) -> None:
        """Show a picture file from memory."""
        self.image = QImage.fromData(data)
        self.update()

    def sizeHint(self) -> QSize:
        """Return how large it likes to be."""
        return QSize(160, 120)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open it."""
        self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open it with Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        t = style.theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        box = QRectF(self.rect())
        path = QPainterPath()
        path.addRoundedRect(box, CONTROL_RADIUS, CONTROL_RADIUS)
        painter.setClipPath(path)
        if self.image.isNull():
            style.fill(painter, box, t.hover)
            x, y = box.center().x() - 10, box.center().y() - 10
            icons.draw(painter, "photo", x, y, 20, t.faint)
        else:
            wide, high = self.image.width(), self.image.height()
            scale = max(box.width() / wide, box.height() / high)
            part = QRectF(0, 0, box.width() / scale, box.height() / scale)
            part.moveCenter(QRectF(0, 0, wide, high).center())
            painter.drawImage(box, self.image, part)
        painter.setClipping(False)
        if self.label:
            role = Type.CAPTION_STRONG
            pill = QRectF(8, 8, words.width(self.label, role) + 14, 20)
            style.rounded(painter, pill, 6, QColor(42, 34, 38, 190))
            words.draw_mid(painter, pill, self.label, role, QColor("#FFFFFF"))
        if self.hasFocus():
            style.focus_ring(painter, box)


class PhotoTile(QWidget):
    """A place for a photograph: drop a file, paste a picture, or press to choose one.

    `files` brings paths, `pasted` a QImage, `asked` that a file is to be chosen.
    """

    files = Signal(list)
    pasted = Signal(object)
    asked = Signal()

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.text = text or speech().add_photo
        self.over = False
        self.setAccessibleName(self.text)
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMinimumSize(120, 72)

    def sizeHint(self) -> QSize:
        """Return how large it likes to be."""
        return QSize(200, 120)

    def take(self, data: QMimeData) -> bool:
        """Take the pictures that were dropped or pasted; return whether there are."""
        paths = [url.toLocalFile() for url in data.urls()]
        paths = [path for path in paths if path.lower().endswith(PICTURES)]
        if paths:
            self.files.emit(paths)
            return True
        if data.hasImage():
            self.pasted.emit(data.imageData())
            return True
        return False

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Say whether what is dragged may be dropped here."""
        if event.mimeData().hasUrls() or event.mimeData().hasImage():
            self.over = True
            self.update()
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Forget what was dragged."""
        self.over = False
        self.update()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take what is dropped."""
        self.over = False
        self.update()
        if self.take(event.mimeData()):
            event.acceptProposedAction()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ask for a file."""
        self.asked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ask for a file with Enter; paste with Ctrl+V."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_V and control:
            self.take(QGuiApplication.clipboard().mimeData())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.asked.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        t = style.theme()
        painter = QPainter(self)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.over:
            style.rounded(painter, box, CONTROL_RADIUS, style.shade(Tone.ROSE).soft)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = style.hair(painter, t.accent if self.over else t.edge)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, CONTROL_RADIUS, CONTROL_RADIUS)
        x, y = box.center().x(), box.center().y()
        icons.draw(painter, "photo", x - 10, y - 22, 20, t.faint)
        line = QRectF(6, y + 2, box.width() - 12, 20)
        words.draw_mid(painter, line, self.text, Type.CAPTION, t.faint)
        if self.hasFocus():
            style.focus_ring(painter, QRectF(self.rect()))

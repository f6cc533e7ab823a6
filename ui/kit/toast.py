"""The line that says what was just done, and takes it back."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from ui.kit import icons, style, words
from ui.kit.speech import speech
from ui.kit.tokens import Tone, Type

EDGE = 16


class Toast(QFrame):
    """A dark line at the foot of the page, announced to screen readers."""

    def __init__(self, home: QWidget, undo_name: str = "") -> None:
        super().__init__(home)
        self.home = home
        self.text = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(EDGE, 10, EDGE + 8, 22)
        row.addStretch()
        self.undo = _Undo(undo_name or speech().undo)
        row.addWidget(self.undo)
        self._take_back: Callable[[], object] | None = None
        self.undo.clicked.connect(self.take_back)
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.timeout.connect(self.hide)
        self.hide()

    def say(self, text: str, take_back: Callable[[], object] | None = None) -> None:
        """Show a line for eight seconds; the longer it is, the longer it stays."""
        self.text = text
        self.setAccessibleName(text)
        self.undo.setVisible(take_back is not None)
        self._take_back = take_back
        wide = round(words.width(text, Type.MEDIUM)) + 64 + 2 * EDGE
        wide += self.undo.width() + 12 if take_back else 0
        home = self.home
        self.setGeometry((home.width() - wide) // 2, home.height() - 88, wide, 44 + 32)
        self.show()
        self.raise_()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))
        self.timer.start(8000 + 40 * len(text))

    def take_back(self) -> None:
        """Take back what the line says, once."""
        act, self._take_back = self._take_back, None
        self.hide()
        if act is not None:
            act()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        t = style.theme()
        painter = QPainter(self)
        box = QRectF(self.rect()).adjusted(EDGE, 10, -EDGE, -22)
        style.shadow(painter, box, 10)
        ground = t.ink if not t.dark else style.mixed(t.ink, t.card, 0.16)
        style.rounded(painter, box, 10, ground, t.edge if t.dark else None)
        ink = t.card if not t.dark else t.ink
        middle = box.center().y()
        icons.draw(painter, "check", box.left() + 16, middle - 8, 16, ink)
        baseline = middle + words.cap(Type.MEDIUM) / 2
        words.draw(painter, box.left() + 42, baseline, self.text, Type.MEDIUM, ink)


class _Undo(QPushButton):
    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        wide = words.width(text, Type.STRONG) + words.width("Ctrl Z", Type.CAPTION)
        self.setFixedSize(round(wide) + 44, 32)

    def paintEvent(self, event: QPaintEvent) -> None:
        t = style.theme()
        painter = QPainter(self)
        box = QRectF(self.rect())
        soft = style.shade(Tone.ROSE).soft
        ink = soft if not t.dark else style.shade(Tone.ROSE).text
        if self.underMouse() or self.hasFocus():
            veil = style.mixed(ink, t.ink if not t.dark else t.card, 0.2)
            style.rounded(painter, box, 6, veil)
        if self.hasFocus():
            style.rounded(painter, box, 6, None, ink, 2)
        middle = box.center().y()
        baseline = middle + words.cap(Type.STRONG) / 2
        words.draw(painter, 10, baseline, self.text(), Type.STRONG, ink)
        cap = words.width("Ctrl Z", Type.CAPTION) + 12
        frame = QRectF(box.right() - cap - 8, middle - 9, cap, 18)
        style.rounded(painter, frame, 5, None, style.mixed(ink, t.ink, 0.5))
        words.draw_mid(painter, frame, "Ctrl Z", Type.CAPTION, ink)

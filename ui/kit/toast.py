"""The line that says what was just done, and takes it back."""

import re
from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, QTimer
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
TOP, FOOT = 8, 14  # room for the shadow, which takes no press from what is below
LINE = 20


class Toast(QFrame):
    """A dark line over a strip where nothing is pressed, told to screen readers.

    At the foot of a page it would lie on what one presses next: outcomes of a call,
    a gap to fill.
    """

    def __init__(self, home: QWidget, over: QWidget, undo_name: str = "") -> None:
        """Make the line; it floats in *home*, in the middle of *over*."""
        super().__init__(home)
        self.home, self.over = home, over
        self.text, self.icon = "", "check"
        self.lines: list[str] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(EDGE, TOP, EDGE + 8, FOOT)
        row.addStretch()
        self.undo = _Undo(undo_name or speech().undo)
        row.addWidget(self.undo)
        self._take_back: Callable[[], object] | None = None
        self.undo.clicked.connect(self.take_back)
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.timeout.connect(self.hide)
        self.hide()

    def say(
        self,
        text: str,
        take_back: Callable[[], object] | None = None,
        icon: str = "check",
    ) -> None:
        """Show a line for eight seconds; the longer it is, the longer it stays."""
        self.text, self.icon = text, icon
        self.setAccessibleName(text)
        self.undo.setVisible(take_back is not None)
        self._take_back = take_back
        more = 64 + 2 * EDGE + (self.undo.width() + 12 if take_back else 0)
        home = self.home
        room = max(160, min(720, home.width() - more - 2 * EDGE))
        self.lines = broken(text, room, Type.MEDIUM)
        wide = round(max(words.width(s, Type.MEDIUM) for s in self.lines)) + more
        high = 44 + LINE * (len(self.lines) - 1) + TOP + FOOT
        strip = QRect(self.over.mapTo(home, QPoint(0, 0)), self.over.size())
        left = max(0, min(strip.center().x() - wide // 2, home.width() - wide))
        top = max(0, strip.center().y() - 22 - TOP)
        self.setGeometry(left, top, wide, high)
        self.show()
        self.raise_()
        self.update()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))
        self.timer.start(8000 + 40 * len(text))

    def box(self) -> QRectF:
        """Return the dark box itself, without its shadow."""
        return QRectF(self.rect()).adjusted(EDGE, TOP, -EDGE, -FOOT)

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
        box = self.box()
        style.shadow(painter, box, 10)
        ground = t.ink if not t.dark else style.mixed(t.ink, t.card, 0.16)
        style.rounded(painter, box, 10, ground, t.edge if t.dark else None)
        ink = t.card if not t.dark else t.ink
        middle = box.center().y()
        icons.draw(painter, self.icon, box.left() + 16, middle - 8, 16, ink)
        baseline = middle + words.cap(Type.MEDIUM) / 2
        baseline -= LINE * (len(self.lines) - 1) / 2
        for line in self.lines:
            words.draw(painter, box.left() + 42, baseline, line, Type.MEDIUM, ink)
            baseline += LINE


def broken(text: str, room: float, role: Type) -> list[str]:
    """Return a text in lines that fit the room, broken between words or signs."""
    lines = [""]
    for part in re.findall(r"[\u2e80-\uffef]|[^\s\u2e80-\uffef]+|\s+", text):
        if lines[-1] and words.width(lines[-1] + part.rstrip(), role) > room:
            lines.append(part.lstrip())
        else:
            lines[-1] += part
    return [line.rstrip() for line in lines]


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

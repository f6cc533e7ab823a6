"""Small arrangements that many cards share: pairs, steps, scales."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from ui.kit import icons, style, words
from ui.kit.cards import Icon, across
from ui.kit.tokens import Tone, Type
from ui.kit.words import Run, Words


def pairs(rows: Sequence[tuple[str, str | QWidget]], label: int = 96) -> QWidget:
    """Return labels at the left and what they stand for at the right."""
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(6)
    grid.setColumnMinimumWidth(0, label)
    grid.setColumnStretch(1, 1)
    for i, (name, value) in enumerate(rows):
        grid.addWidget(
            Words(name, type=Type.SMALL, faint=True), i, 0, Qt.AlignmentFlag.AlignTop
        )
        shown = (
            value
            if isinstance(value, QWidget)
            else Words(value, type=Type.SMALL_MEDIUM, wrap=True)
        )
        grid.addWidget(shown, i, 1)
    return made


def noted(icon: str, tone: Tone, *runs: Run | str, gap: int = 8) -> QWidget:
    """Return a remark with its icon; it wraps when it is long."""
    made = QWidget()
    row = across(gap=gap)
    made.setLayout(row)
    row.addWidget(Icon(icon, 16, tone), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(Words(*runs, type=Type.SMALL, wrap=True, height=18), 1)
    return made


class Step(QWidget):
    """One step of several: done, now or to come."""

    def __init__(self, text: str, state: str, when: str = "") -> None:
        super().__init__()
        self.text, self.state, self.when = text, state, when
        self.setAccessibleName(f"{text}, {state}")
        self.setFixedHeight(28)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return how large it likes to be."""
        return QSize(200, 28)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        t = style.theme()
        painter = QPainter(self)
        middle = self.height() / 2
        done, now = self.state == "done", self.state == "now"
        tone = Tone.SAGE if done else Tone.ROSE if now else Tone.PLAIN
        name = "circle-check" if done else "circle-dot" if now else "circle"
        icons.draw(painter, name, 0, middle - 8, 16, style.shade(tone).mark)
        role = Type.SMALL_STRONG if now else Type.SMALL
        ink = t.ink if now or done else t.faint
        baseline = middle + words.cap(role) / 2
        room: float = self.width() - 26
        if self.when:
            start = words.draw_right(
                painter, self.width(), baseline, self.when, Type.CAPTION, t.faint
            )
            room = start - 34
        words.draw(painter, 26, baseline, self.text, role, ink, room)


class Severity(QWidget):
    """What the tints and edges of the face chart mean."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self.names = names
        self.setAccessibleName(", ".join(names))
        self.setFixedHeight(20)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        t = style.theme()
        painter = QPainter(self)
        x, mark = 0.0, style.shade(Tone.ROSE).mark
        for i, name in enumerate(self.names):
            fill = QColor(mark)
            fill.setAlphaF(0.10 + 0.09 * (i + 1))
            box = QRectF(x, 3, 22, 14)
            style.rounded(painter, box, 5, fill)
            pen = style.hair(painter, mark, 1.2)
            if i == 0:
                pen.setDashPattern([3, 2.4])
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
            x = words.draw(painter, x + 28, 14, name, Type.CAPTION, t.faint) + 16

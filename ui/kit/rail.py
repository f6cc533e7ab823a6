"""The rail at the left: where one is, and how much waits elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QVBoxLayout, QWidget

from ui.kit import icons, style, words
from ui.kit.speech import speech
from ui.kit.tokens import CONTROL_RADIUS, Tone, Type

WIDTH = 84


@dataclass(frozen=True)
class Place:
    """A page one can go to."""

    key: str
    name: str
    icon: str
    badge: int = 0


class Brand(QWidget):
    """The mark of the house: a camellia of four petals."""

    def __init__(self, size: int = 38, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(size, size)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        t = style.theme()
        painter = QPainter(self)
        side = self.width()
        style.rounded(painter, QRectF(self.rect()), side * 0.26, t.accent)
        pen = style.hair(painter, t.on_accent, side * 0.05)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        c, r = side / 2, side * 0.13
        for dx, dy in ((-1, -1), (1, -1), (-1, 1), (1, 1)):
            painter.drawEllipse(QPointF(c + dx * r * 0.92, c + dy * r * 0.92), r, r)
        painter.setBrush(t.accent)
        painter.drawEllipse(QPointF(c, c), r * 0.5, r * 0.5)


class RailButton(QPushButton):
    """One place of the rail."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.setText(place.name)
        self.place = place
        self.badge = 0
        self.setCheckable(True)
        self.setFixedSize(68, 52)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.wait(place.badge)

    def wait(self, number: int) -> None:
        """Say how much waits there."""
        self.badge = number
        said = speech().waiting.format(name=self.place.name, number=number)
        self.setAccessibleName(said if number else self.place.name)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        t = style.theme()
        painter = QPainter(self)
        box = QRectF(self.rect())
        ink, role = t.faint, Type.CAPTION
        if self.isChecked():
            hue = style.shade(Tone.ROSE)
            style.rounded(painter, box, CONTROL_RADIUS + 2, hue.soft)
            ink, role = hue.text, Type.CAPTION_STRONG
        elif self.underMouse():
            style.rounded(painter, box, CONTROL_RADIUS + 2, t.hover)
        if self.hasFocus():
            style.focus_ring(painter, box, CONTROL_RADIUS + 2)
        middle = box.center().x()
        icons.draw(painter, self.place.icon, middle - 10, 8, 20, ink)
        words.draw_mid(painter, QRectF(2, 30, 64, 18), self.text(), role, ink)
        if self.badge:
            said = str(self.badge)
            wide = max(16.0, words.width(said, Type.CAPTION_STRONG) + 9)
            pill = QRectF(middle + 4, 4, wide, 16)
            ground = style.shade(Tone.ROSE).soft if self.isChecked() else t.rail
            style.rounded(painter, pill.adjusted(-2, -2, 2, 2), 10, ground)
            style.rounded(painter, pill, 8, t.accent)
            words.draw_mid(painter, pill, said, Type.CAPTION_STRONG, t.on_accent)


class Rail(QWidget):
    """The places, one below another, Settings at the foot."""

    chosen = Signal(str)

    def __init__(self, places: Sequence[Place], last: Place) -> None:
        super().__init__()
        self.setFixedWidth(WIDTH)
        self.setAccessibleName(speech().pages)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 14, 8, 12)
        column.setSpacing(3)
        column.addWidget(Brand(), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(10)
        self.group = QButtonGroup(self)
        self.buttons: dict[str, RailButton] = {}
        for place in [*places, last]:
            if place is last:
                column.addStretch()
            button = RailButton(place)
            self.group.addButton(button)
            self.buttons[place.key] = button
            button.clicked.connect(lambda _=False, key=place.key: self.chosen.emit(key))
            column.addWidget(button)

    def wait(self, key: str, number: int) -> None:
        """Show at a place how much waits there."""
        self.buttons[key].wait(number)

    def go(self, key: str) -> None:
        """Mark the page that is shown."""
        if key in self.buttons:
            self.buttons[key].setChecked(True)

    def sizeHint(self) -> QSize:
        """Return how large it likes to be."""
        return QSize(WIDTH, 600)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        painter = QPainter(self)
        style.fill(painter, self.rect(), style.theme().rail)
        style.post(painter, self.width() - 1, 0, self.height())

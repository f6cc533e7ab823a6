"""Cards and what stands in them: headings, hairlines, bars, empty states."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QProgressBar,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.kit import icons, style, wheel
from ui.kit.chips import Chip, ChipLabel
from ui.kit.tokens import CARD_RADIUS, CONTROL_RADIUS, Tone, Type
from ui.kit.words import Words

LEAST_PAGE = 640  # narrower, and a page scrolls sideways


class Icon(QLabel):
    """An icon standing by itself."""

    def __init__(
        self,
        name: str,
        size: int = 18,
        tone: Tone = Tone.ROSE,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.name, self.size_, self.tone = name, size, tone
        self.setFixedSize(size, size)

    def turn(self, name: str, tone: Tone) -> None:
        """Become another icon."""
        self.name, self.tone = name, tone
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        colour = style.shade(self.tone).mark
        icons.draw(QPainter(self), self.name, 0, 0, self.size_, colour)


class Heading(QWidget):
    """The head of a card: icon, title, a quiet remark, and actions at the right."""

    def __init__(
        self,
        title: str,
        *actions: QWidget,
        icon: str = "",
        remark: str = "",
        chip: Chip | None = None,
        title_type: Type = Type.HEADING,
    ) -> None:
        super().__init__()
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(8)
        if icon:
            self.row.addWidget(Icon(icon))
        self.title = Words(title, type=title_type)
        self.row.addWidget(self.title)
        if chip is not None:
            self.row.addWidget(ChipLabel(chip))
        if remark:
            said = Words(remark, type=Type.SMALL, faint=True)
            self.row.addWidget(said)
        self.row.addStretch(1)
        for action in actions:
            self.row.addWidget(action)
        self.setFixedHeight(32 if title_type is Type.HEADING else 36)


class Card(QFrame):
    """A white surface with a hairline round it."""

    def __init__(
        self,
        head: Heading | str | None = None,
        *,
        pad: int = 16,
        gap: int = 8,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(pad, pad - 4, pad, pad)
        self.body.setSpacing(gap)
        if isinstance(head, str):
            head = Heading(head)
        if head is not None:
            self.body.addWidget(head)
            self.setAccessibleName(head.title.text())

    def add(self, *items: QWidget | QLayout, stretch: int = 0) -> "Card":
        """Put things below one another."""
        for item in items:
            if isinstance(item, QLayout):
                self.body.addLayout(item, stretch)
            else:
                self.body.addWidget(item, stretch)
        return self

    def fill(self) -> "Card":
        """Leave what room is left at the bottom."""
        self.body.addStretch(1)
        return self

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        t = style.theme()
        style.rounded(QPainter(self), QRectF(self.rect()), CARD_RADIUS, t.card, t.line)


class Box(Card):
    """A tinted or outlined box inside a card."""

    def __init__(
        self,
        tone: Tone | None = None,
        *,
        edge: bool = False,
        dashed: bool = False,
        pad: int = 12,
        gap: int = 4,
    ) -> None:
        super().__init__(pad=pad, gap=gap)
        self.body.setContentsMargins(pad, pad - 2, pad, pad - 2)
        self.tone, self.edge, self.dashed = tone, edge, dashed

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        t = style.theme()
        painter = QPainter(self)
        box = QRectF(self.rect())
        if self.dashed:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            pen = style.hair(painter, t.edge)
            pen.setDashPattern([4, 3])
            painter.setPen(pen)
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
            return
        ground = style.shade(self.tone).soft if self.tone else None
        edge = t.line if self.edge else None
        style.rounded(painter, box, CONTROL_RADIUS, ground, edge)


class Rule(QWidget):
    """A hairline between parts of a card."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(9)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        style.rule(QPainter(self), 0, self.width(), 4)


class Bar(QProgressBar):
    """A thin line that shows how far something is."""

    def __init__(
        self, part: float, tone: Tone = Tone.ROSE, wide: int = 0, name: str = ""
    ) -> None:
        super().__init__()
        self.tone = tone
        self.setRange(0, 100)
        self.setValue(round(part * 100))
        self.setTextVisible(False)
        self.setAccessibleName(name)
        self.setFixedHeight(6)
        if wide:
            self.setFixedWidth(wide)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        t = style.theme()
        painter = QPainter(self)
        box = QRectF(self.rect())
        style.rounded(painter, box, 3, style.mixed(t.line, t.card, 0.8))
        box.setWidth(max(6.0, box.width() * self.value() / 100))
        style.rounded(painter, box, 3, style.shade(self.tone).mark)


class Empty(QWidget):
    """What a page says when there is nothing: why, and what to do next."""

    def __init__(self, icon: str, title: str, text: str, *actions: QWidget) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addStretch(2)
        column.addWidget(Medallion(icon), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(8)
        head = Words(title, type=Type.FIGURE)
        column.addWidget(head, 0, Qt.AlignmentFlag.AlignHCenter)
        said = Words(text, faint=True, wrap=True, centred=True)
        said.setFixedWidth(min(360, said.natural()))
        column.addLayout(across(None, said, None))
        column.addSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch()
        for action in actions:
            row.addWidget(action)
        row.addStretch()
        column.addLayout(row)
        column.addStretch(3)


class Medallion(QWidget):
    """A large quiet icon on a soft round ground."""

    def __init__(self, icon: str) -> None:
        super().__init__()
        self.icon = icon
        self.setFixedSize(88, 88)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        painter = QPainter(self)
        hue = style.shade(Tone.ROSE)
        style.rounded(painter, QRectF(self.rect()), 44, hue.soft)
        icons.draw(painter, self.icon, 26, 26, 36, hue.mark)


class Scroll(QScrollArea):
    """A column that scrolls when the window is low."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(inside)
        inside.setAutoFillBackground(False)

    def minimumSizeHint(self) -> QSize:
        """Return how small it may become."""
        inside = self.widget()
        wide = inside.minimumSizeHint().width() + 4 if inside else 80
        return QSize(min(wide, LEAST_PAGE), 80)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll, and remember that the roll did not begin on a field."""
        wheel.note(self, event)
        super().wheelEvent(event)


def clear(layout: QLayout) -> None:
    """Take everything out of *layout*; what was in it is hidden now, gone soon."""
    while (item := layout.takeAt(0)) is not None:
        old = item.widget()
        if old is not None:
            old.hide()
            old.deleteLater()


def across(*items: QWidget | int | None, gap: int = 8) -> QHBoxLayout:
    """Return things beside one another; None takes what room is left."""
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(gap)
    for item in items:
        if item is None:
            row.addStretch(1)
        elif isinstance(item, int):
            row.addSpacing(item)
        else:
            row.addWidget(item)
    return row


def down(*items: QWidget | QLayout | int | None, gap: int = 8) -> QVBoxLayout:
    """Return things below one another; None takes what room is left."""
    column = QVBoxLayout()
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(gap)
    for item in items:
        if item is None:
            column.addStretch(1)
        elif isinstance(item, int):
            column.addSpacing(item)
        elif isinstance(item, QLayout):
            column.addLayout(item)
        else:
            column.addWidget(item)
    return column


def held(layout: QLayout) -> QWidget:
    """Return a widget that holds a layout."""
    made = QWidget()
    made.setLayout(layout)
    layout.setContentsMargins(0, 0, 0, 0)
    made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    return made

"""Chips: a state, a grade or a warning, in words, with an icon where it matters."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.kit import icons, style, words
from ui.kit.tokens import CHIP_RADIUS, Tone, Type

HEIGHT = 20
TALL = 26
SIGN = 33  # units of width of a chip without words
LEAST = 60  # units of width of one that may be cut


@dataclass(frozen=True)
class Chip:
    """What a chip says."""

    text: str
    tone: Tone = Tone.PLAIN
    icon: str = ""
    tall: bool = False

    @property
    def type(self) -> Type:
        """The step of the type scale it is set in."""
        return Type.SMALL_STRONG if self.tall else Type.CAPTION_STRONG

    @property
    def height(self) -> int:
        """Its height in units."""
        return TALL if self.tall else HEIGHT


def grade(letter: str) -> Chip:
    """Return the chip of a client's class."""
    return Chip(letter, Tone.ROSE if letter == "A" else Tone.PLAIN)


def measure(chip: Chip) -> int:
    """Return how wide a chip is."""
    pad = 20 if chip.tall else 16
    mark = (20 if chip.tall else 17) if chip.icon else 0
    return round(words.width(chip.text, chip.type)) + pad + mark


def draw(
    painter: QPainter, x: float, y: float, chip: Chip, ground: QColor | None = None
) -> float:
    """Paint a chip with its top left corner at (x, y); return where it ends."""
    wide, high = measure(chip), chip.height
    hue = style.shade(chip.tone)
    style.rounded(painter, QRectF(x, y, wide, high), CHIP_RADIUS, ground or hue.soft)
    at = x + (10 if chip.tall else 8)
    if chip.icon:
        size = 15 if chip.tall else 13
        icons.draw(painter, chip.icon, at - 1, y + (high - size) / 2, size, hue.text)
        at += size + 4
    baseline = y + (high + words.cap(chip.type)) / 2
    words.draw(painter, at, baseline, chip.text, chip.type, hue.text)
    return x + wide


def cut(chip: Chip, room: float) -> Chip:
    """Return a chip whose words are shortened to the room, if they must be."""
    if measure(chip) <= room:
        return chip
    left = room - (measure(chip) - words.width(chip.text, chip.type))
    said = words.metrics(chip.type).elidedText(
        chip.text, Qt.TextElideMode.ElideRight, max(1.0, left)
    )
    return replace(chip, text=said)


def sign(chip: Chip) -> Chip:
    """Return a chip without its words, where they stand elsewhere."""
    return replace(chip, text="")


class ChipLabel(QLabel):
    """A chip that stands on a page by itself."""

    def __init__(
        self, chip: Chip, parent: QWidget | None = None, *, shrinks: bool = False
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)  # before there is any
        self.setText(chip.text)
        self.chip, self._shrinks = chip, shrinks
        wide = QSizePolicy.Policy.Preferred if shrinks else QSizePolicy.Policy.Fixed
        self.setSizePolicy(wide, QSizePolicy.Policy.Fixed)

    def say(self, chip: Chip) -> None:
        """Show another chip."""
        self.chip = chip
        self.setText(chip.text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return how large it likes to be."""
        return QSize(measure(self.chip), self.chip.height)

    def minimumSizeHint(self) -> QSize:
        """Return how small it may become: not smaller, unless it may be cut."""
        hint = self.sizeHint()
        return QSize(min(hint.width(), LEAST), hint.height()) if self._shrinks else hint

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        chip = cut(self.chip, self.width()) if self._shrinks else self.chip
        draw(QPainter(self), 0, (self.height() - chip.height) / 2, chip)


def draw_avatar(
    painter: QPainter,
    x: float,
    y: float,
    size: int,
    name: str,
    tone: Tone = Tone.ROSE,
    ground: QColor | None = None,
) -> None:
    """Paint the round mark of a person: the first letter, or the family name."""
    hue = style.shade(tone)
    style.rounded(painter, QRectF(x, y, size, size), size / 2, ground or hue.soft)
    role = Type.CAPTION_STRONG if size <= 36 else Type.STRONG
    if size >= 56:
        role = Type.TITLE
    words.draw_mid(painter, QRectF(x, y, size, size), name[:1], role, hue.text)


class Avatar(QWidget):
    """The round mark of a person."""

    def __init__(
        self,
        name: str,
        size: int = 36,
        tone: Tone = Tone.ROSE,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.name, self.tone = name, tone
        self.setFixedSize(size, size)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        draw_avatar(QPainter(self), 0, 0, self.width(), self.name, self.tone)


def draw_keycap(
    painter: QPainter,
    right: float,
    middle: float,
    text: str,
    ink: Tone | None,
    on_accent: bool = False,
) -> float:
    """Paint a key cap that ends at `right`; return where it begins."""
    t = style.theme()
    wide = max(20, round(words.width(text, Type.CAPTION)) + 12)
    box = QRectF(right - wide, middle - 9, wide, 18)
    if on_accent:
        edge, colour = style.mixed(t.on_accent, t.accent, 0.55), t.on_accent
        style.rounded(painter, box, 5, None, edge)
    else:
        colour = t.faint if ink is None else style.shade(ink).text
        style.rounded(painter, box.adjusted(0, 0, 0, 1), 5, t.edge)
        style.rounded(painter, box, 5, t.card, t.edge)
    words.draw_mid(painter, box, text, Type.CAPTION, colour)
    return right - wide

"""Bars of money on one scale, painted: paid ahead, delivered, still to give."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit import style, words
from ui.kit.tokens import Tone, Type

HIGH, APART = 24, 8
LABEL = 116
LEAST = 3.0  # units of width of what is not nothing


@dataclass(frozen=True)
class Piece:
    """A part of a bar: from where to where, as parts of one, and what it says."""

    start: float
    until: float
    text: str
    more: str = ""
    tone: Tone = Tone.PLAIN
    is_strong: bool = False


@dataclass(frozen=True)
class MoneyBar:
    """One bar with its name."""

    name: str
    pieces: tuple[Piece, ...]
    is_ground: bool = True  # the rest of the scale is shown behind it

    def spoken(self) -> str:
        """Return it as a screen reader says it."""
        said = (" ".join(filter(None, (one.text, one.more))) for one in self.pieces)
        return f"{self.name}: {', '.join(said)}"


class MoneyBars(QWidget):
    """Several bars below one another; words stand in them, or beside where none fit."""

    def __init__(self) -> None:
        super().__init__()
        self.bars: Sequence[MoneyBar] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_bars(self, bars: Sequence[MoneyBar]) -> None:
        """Show other bars."""
        self.bars = bars
        self.setAccessibleName("; ".join(one.spoken() for one in bars))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return how large it likes to be."""
        count = len(self.bars)
        return QSize(360, count * HIGH + max(0, count - 1) * APART)

    def minimumSizeHint(self) -> QSize:
        """Return how small it may become."""
        return QSize(220, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        t, top = style.theme(), 0.0
        for bar in self.bars:
            middle = top + HIGH / 2 + 4
            last = bar is self.bars[-1]
            role = Type.STRONG if last else Type.BODY
            words.draw(painter, 0, middle, bar.name, role, t.ink, LABEL - 8)
            whole = QRectF(LABEL, top, max(1, self.width() - LABEL), HIGH)
            if bar.is_ground:
                ground = style.mixed(t.line, t.card, 0.6)
                style.rounded(painter, whole, 6, ground)
            for piece in bar.pieces:
                self._piece(painter, whole, piece)
            top += HIGH + APART

    def _piece(self, painter: QPainter, whole: QRectF, piece: Piece) -> None:
        shade, t = style.shade(piece.tone), style.theme()
        left = whole.left() + whole.width() * piece.start
        wide = max(LEAST, whole.width() * (piece.until - piece.start))
        box = QRectF(left, whole.top(), min(wide, whole.right() - left), HIGH)
        if piece.is_strong:
            style.rounded(painter, box, 6, shade.mark)
            ink = style.readable(shade.mark)
        else:
            style.rounded(painter, box, 6, shade.soft, shade.mark)
            ink = shade.text
        if not piece.text:
            return
        needs = words.width(piece.text, Type.SMALL_STRONG) + 20
        more = words.width(piece.more, Type.SMALL) + 8 if piece.more else 0
        middle = whole.top() + HIGH / 2 + 4
        x = box.left() + 10
        if needs > box.width():  # beside the bar, at the side with room
            ink = t.ink
            is_right = box.right() + needs + more < whole.right()
            x = box.right() + 8 if is_right else box.left() - needs - more + 8
        x = words.draw(painter, x, middle, piece.text, Type.SMALL_STRONG, ink)
        inside = box.right() - x - 8 if needs <= box.width() else more
        if piece.more and inside > 24:
            words.draw(painter, x + 8, middle, piece.more, Type.SMALL, ink, inside)


class SplitBar(QWidget):
    """What was paid in, and hatched behind it what was given on top."""

    def __init__(self, paid: int, bonus: int) -> None:
        super().__init__()
        self._paid, self._bonus = max(0, paid), max(0, bonus)
        self.setFixedHeight(10)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        painter = QPainter(self)
        whole = self._paid + self._bonus
        if not whole:
            return
        t, plum = style.theme(), style.shade(Tone.PLUM)
        wide = self.width() * self._paid / whole
        style.rounded(painter, QRectF(0, 0, max(0.0, wide - 2), 10), 5, plum.mark)
        if self._bonus:
            box = QRectF(wide, 0, self.width() - wide, 10)
            style.stripes(painter, box, t.card, plum.soft, 5)
            style.rounded(painter, box, 5, None, plum.mark)

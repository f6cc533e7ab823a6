"""Text that keeps its baseline whatever script is in it.

A fallback font (Chinese in a Latin line) changes the height of a line that Qt lays
out, so rows with and without Chinese stand at different heights. Here every text is
laid out once, kept, and painted from its baseline.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QTextLayout,
)
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.kit import style
from ui.kit.style import font, theme
from ui.kit.tokens import Tone, Type

LINE = "\u2028"  # where a line ends within a paragraph
WIDE = 1e6


@dataclass(frozen=True)
class Run:
    """A stretch of text in one type and tone."""

    text: str
    type: Type = Type.BODY
    tone: Tone | None = None
    faint: bool = False

    def colour(self) -> QColor:
        """Return the colour of the run in the current theme."""
        if self.tone is not None:
            return style.shade(self.tone).text
        return theme().faint if self.faint else theme().ink


@dataclass(frozen=True)
class Laid:
    """A line laid out: paint it with its baseline at a point."""

    layout: QTextLayout
    ascent: float
    width: float


@lru_cache(maxsize=8)
def metrics(role: Type) -> QFontMetricsF:
    """Return the metrics of the first (Latin) font of a type."""
    return QFontMetricsF(font(role))


@lru_cache(maxsize=16)
def cap(role: Type) -> float:
    """Return the height of capitals, by which a line is centred."""
    return metrics(role).capHeight()


@lru_cache(maxsize=8192)
def laid(text: str, role: Type, room: int = 0) -> Laid:
    """Lay one line out, shortened to the room if there is any."""
    shown = text.replace("\n", " ")
    if room > 0 and laid(text, role).width > room:
        shown = metrics(role).elidedText(shown, Qt.TextElideMode.ElideRight, room)
    layout = QTextLayout(shown, font(role))
    layout.setCacheEnabled(True)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(WIDE)
    layout.endLayout()
    return Laid(layout, line.ascent(), line.naturalTextWidth())


def width(text: str, role: Type) -> float:
    """Return how wide a line is."""
    return laid(text, role).width


def draw(
    painter: QPainter,
    x: float,
    baseline: float,
    text: str,
    role: Type,
    colour: QColor,
    room: float = 0,
) -> float:
    """Paint a line from its baseline and return where it ends."""
    if not text:
        return x
    line = laid(text, role, max(1, int(room)) if room else 0)
    painter.setPen(colour)
    line.layout.draw(painter, QPointF(x, round(baseline) - line.ascent))
    return x + line.width


def draw_right(
    painter: QPainter, x: float, baseline: float, text: str, role: Type, colour: QColor
) -> float:
    """Paint a line that ends at x and return where it begins."""
    start = x - width(text, role)
    draw(painter, start, baseline, text, role, colour)
    return start


def draw_mid(
    painter: QPainter, box: QRectF, text: str, role: Type, colour: QColor
) -> None:
    """Paint a line in the middle of a box."""
    room = box.width()
    wide = min(width(text, role), room)
    baseline = box.center().y() + cap(role) / 2
    left = box.center().x() - wide / 2
    draw(painter, left, baseline, text, role, colour, room + 1)


def broken(text: str, role: Type, room: float, high: int) -> list[str]:
    """Return a text on one line, or on two where it is too wide and there is height."""
    if high < 40 or width(text, role) <= room:
        return [text]
    parts = text.split(" ")
    glue = " " if len(parts) > 1 else ""
    pieces = parts if glue else list(text)
    best = [text]
    for at in range(1, len(pieces)):
        first = glue.join(pieces[:at])
        if width(first, role) > room:
            break
        best = [first, glue.join(pieces[at:])]
    return best


def wrapped(text: str, role: Type, room: float) -> list[str]:
    """Return a text on as many lines as it takes, broken between words.

    Chinese, and a word that is wider than the room, are broken between letters.
    """
    lines: list[str] = []
    for word in re.findall(r"[⺀-鿿＀-￯]|[^\s⺀-鿿＀-￯]+|\s+", text):
        whole = (lines[-1] if lines else "") + word
        if lines and width(whole.rstrip(), role) <= room:
            lines[-1] = whole
        elif word.strip():
            lines.append("")
            for letter in word:
                if lines[-1] and width(lines[-1] + letter, role) > room:
                    lines.append("")
                lines[-1] += letter
    return [line.strip() for line in lines]


LINE_HEIGHT = {
    Type.NUMBER: 50,
    Type.DISPLAY: 34,
    Type.TITLE: 28,
    Type.FIGURE: 24,
    Type.READING: 25,
    Type.HEADING: 20,
    Type.BODY: 20,
    Type.MEDIUM: 20,
    Type.STRONG: 20,
    Type.SMALL: 18,
    Type.SMALL_MEDIUM: 18,
    Type.SMALL_STRONG: 18,
    Type.CAPTION: 16,
    Type.CAPTION_STRONG: 16,
}


class Words(QLabel):
    """Text on a page: one line or wrapped, of one or several runs."""

    def __init__(
        self,
        *runs: Run | str,
        type: Type = Type.BODY,  # noqa: A002
        faint: bool = False,
        tone: Tone | None = None,
        wrap: bool = False,
        centred: bool = False,
        height: int = 0,
        middle: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._type, self._faint, self._tone = type, faint, tone
        self._wrap, self._centred, self._middle = wrap, centred, middle
        self._line = height or LINE_HEIGHT[type]
        self._laid: dict[tuple[int, str], tuple[QTextLayout, int]] = {}
        self.say(*runs)
        policy = QSizePolicy.Policy
        self.setSizePolicy(
            policy.Expanding if wrap else policy.Preferred,
            policy.Preferred if wrap else policy.Fixed,
        )
        if wrap:
            held = self.sizePolicy()
            held.setHeightForWidth(True)
            self.setSizePolicy(held)

    def say(self, *runs: Run | str) -> None:
        """Show other words."""
        self._runs: Sequence[Run] = [
            r if isinstance(r, Run) else Run(r, self._type, self._tone, self._faint)
            for r in runs
        ]
        self._laid.clear()
        self.setText("".join(r.text for r in self._runs))
        self.updateGeometry()
        self.update()

    def _layout(self, wide: int) -> tuple[QTextLayout, int]:
        kept = self._laid.get((wide, theme().name))
        if kept is not None:
            return kept
        first = self._runs[0] if self._runs else Run("")
        # A bare line feed is nothing to a layout; the letters before and after it join.
        feed = LINE if self._wrap else " "
        text = "".join(r.text for r in self._runs).replace("\n", feed)
        layout = QTextLayout(text, font(first.type))
        if len(self._runs) > 1:
            layout.setFormats(_formats(self._runs))
        layout.beginLayout()
        y = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(wide if self._wrap else WIDE)
            rise = (self._line + cap(self._type)) / 2
            aside = (wide - line.naturalTextWidth()) / 2 if self._centred else 0.0
            line.setPosition(QPointF(round(aside), round(y + rise) - line.ascent()))
            y += self._line
        layout.endLayout()
        kept = (layout, int(y))
        if len(self._laid) > 4:
            self._laid.clear()
        self._laid[(wide, theme().name)] = kept
        return kept

    def natural(self) -> int:
        """Return the width of the words on one line."""
        return int(sum(width(r.text, r.type) for r in self._runs)) + 2

    def sizeHint(self) -> QSize:
        """Return how large it likes to be."""
        wide = self.natural()
        if self._wrap:
            wide = min(wide, 280)
            return QSize(wide, self.heightForWidth(wide))
        return QSize(wide, self._line)

    def minimumSizeHint(self) -> QSize:
        """Return how small it may become."""
        if self._wrap:
            return QSize(60, self._line)
        return QSize(min(self.natural(), 40), self._line)

    def hasHeightForWidth(self) -> bool:
        """Return whether the height follows from the width."""
        return self._wrap

    def heightForWidth(self, wide: int) -> int:
        """Return how high it is at that width."""
        return self._layout(max(20, wide))[1] if self._wrap else self._line

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        painter = QPainter(self)
        if not self._wrap:
            x, room = 0.0, float(self.width())
            baseline = (self.height() + cap(self._type)) / 2
            for run in self._runs:
                if room - x < 8:
                    break
                x = draw(
                    painter, x, baseline, run.text, run.type, run.colour(), room - x + 1
                )
            return
        if self._runs:
            painter.setPen(self._runs[0].colour())
        layout, high = self._layout(max(20, self.width()))
        top = max(0, (self.height() - high) // 2) if self._middle else 0
        layout.draw(painter, QPointF(0, top))


def _formats(runs: Sequence[Run]) -> list[QTextLayout.FormatRange]:
    """Return the formats of a paragraph of several runs."""
    from PySide6.QtGui import QTextCharFormat  # its enums cost 6 ms: only when needed

    made, at = [], 0
    for run in runs:
        part = QTextLayout.FormatRange()
        part.start, part.length = at, len(run.text.encode("utf-16-le")) // 2
        at += part.length
        form = QTextCharFormat()
        form.setFont(font(run.type))
        form.setForeground(run.colour())
        part.format = form
        made.append(part)
    return made

"""Lines with amounts at their end, painted: courses with their sessions, movements."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit import style, words
from ui.kit.rows import Line, Look, Painter, People
from ui.kit.tokens import Tone, Type

DOTS = 12  # sessions that are painted one by one; above it is a bar
DOT = 10
COLUMN = 88  # units of width of an amount
MIDDLE = 0.42  # of the width, where the second column begins
DAY = 98  # units of width of a day
NARROW = 560  # below which the second column gives way


@dataclass(frozen=True)
class Sessions:
    """How many of a course were given, are given today, are booked, are left."""

    given: int
    today: int
    booked: int
    all: int


@dataclass(frozen=True)
class SumLine(Line):
    """A line with amounts."""

    sums: tuple[str, ...] = ()  # from left to right
    strong: int = -1  # which of them is the one that counts
    grown: int = -1  # which of them is more than before
    more: str = ""  # behind the name, quietly
    second: str = ""  # in the second column
    sessions: Sessions | None = None
    faint: bool = False

    def spoken(self) -> str:
        """Return the line as a screen reader says it."""
        said = [self.time, self.name, self.more, self.detail, self.second, *self.sums]
        return ", ".join(one for one in said if one)


class SumPainter(Painter):
    """Paints them."""

    def _words(self, painter: QPainter, box: QRectF, line: Line, chosen: bool) -> None:
        t = style.theme()
        if not isinstance(line, SumLine):
            super()._words(painter, box, line, chosen)
            return
        middle = box.center().y()
        ink = t.faint if line.faint else t.ink
        right = box.right() - 10
        for place in reversed(range(len(line.sums))):
            role = Type.STRONG if place == line.strong else Type.BODY
            colour = style.shade(Tone.SAGE).text if place == line.grown else ink
            if place == len(line.sums) - 1 and place != line.strong:
                colour = t.faint
            words.draw_right(painter, right, middle + 4, line.sums[place], role, colour)
            right -= COLUMN
        right += COLUMN - 96
        left = box.left() + 10
        if line.time:
            words.draw(painter, left, middle + 4, line.time, Type.SMALL, t.faint)
            left += DAY
        second = box.left() + box.width() * MIDDLE
        is_wide = box.width() > NARROW and (line.second or line.sessions is not None)
        room = (second if is_wide else right) - left - 8
        upper = middle - 4 if line.detail else middle + 4
        role = Type.STRONG if line.strong >= 0 and not line.faint else Type.BODY
        end = words.draw(painter, left, upper, line.name, role, ink, room)
        if line.more and left + room - end > 40:
            said, rest = f"· {line.more}", left + room - end - 5
            words.draw(painter, end + 5, upper, said, Type.SMALL, t.faint, rest)
        if line.detail:
            words.draw(
                painter, left, middle + 14, line.detail, Type.SMALL, t.faint, room
            )
        if is_wide:
            self._second(painter, line, second, middle, right - second)

    def _second(
        self, painter: QPainter, line: SumLine, left: float, middle: float, room: float
    ) -> None:
        t = style.theme()
        if line.sessions is None:
            words.draw(
                painter, left, middle + 4, line.second, Type.SMALL, t.faint, room
            )
            return
        draw_sessions(painter, left, middle - 10, line.sessions, room)
        words.draw(painter, left, middle + 14, line.second, Type.SMALL, t.faint, room)


def draw_sessions(
    painter: QPainter, left: float, middle: float, of: Sessions, room: float
) -> None:
    """Paint sessions: full is given, ringed today, edged in blue booked, else empty."""
    t, plum = style.theme(), style.shade(Tone.PLUM).mark
    if of.all > DOTS:
        box = QRectF(left, middle - 4, min(room, 150.0), 8)
        style.rounded(painter, box, 4, style.mixed(t.line, t.card, 0.8))
        box.setWidth(max(8.0, box.width() * of.given / of.all))
        style.rounded(painter, box, 4, plum)
        return
    painter.save()
    blue = style.shade(Tone.BLUE).mark
    for place in range(of.all):
        centre = QPointF(left + DOT / 2 + 2 + place * (DOT + 6), middle)
        is_given = place < of.given
        is_booked = of.given <= place < of.given + of.booked
        painter.setPen(QPen(plum if is_given else blue if is_booked else t.edge, 1.4))
        painter.setBrush(plum if is_given else t.card)
        painter.drawEllipse(centre, DOT / 2 - 0.5, DOT / 2 - 0.5)
        if of.given - of.today <= place < of.given:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(centre, DOT / 2 + 2, DOT / 2 + 2)
    painter.restore()


class SumRows(People):
    """A list of them, as high as all of its lines or less."""

    def __init__(self, name: str, high: int, parent: QWidget | None = None) -> None:
        super().__init__([], Look(height=high, ruled=True), name, parent=parent)
        self.setItemDelegate(SumPainter(self.look, self))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_lines(self, lines: Sequence[Line], *, is_own: bool = True) -> None:
        """Show other lines; the first is the chosen one where none was."""
        super().show_lines(lines, is_own=is_own)
        if lines and self.currentIndex().row() < 0:
            self.choose(0)

    def sizeHint(self) -> QSize:
        """Return how large it likes to be."""
        return QSize(320, self.lines.rowCount() * self.look.height + 2)

    def minimumSizeHint(self) -> QSize:
        """Return how small it may become."""
        return QSize(220, self.sizeHint().height())


class SumHead(QWidget):
    """What stands above the amounts of such a list."""

    def __init__(self, *names: str) -> None:
        super().__init__()
        self._names = names
        self.setFixedHeight(20)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        painter, ink = QPainter(self), style.theme().faint
        right = self.width() - 10.0
        for name in reversed(self._names):
            words.draw_right(painter, right, 14, name, Type.CAPTION, ink)
            right -= COLUMN

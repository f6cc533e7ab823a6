"""Lines of hours, painted: owed, free a week, a bar with the limit, and the weeks."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from salon.promises.model import LEVEL_WORDS, Level, Row
from salon.promises.words import hours, weeks_words
from salon.text import _
from ui.kit import chips, style, words
from ui.kit.chips import Chip
from ui.kit.rows import Line, Look, Painter, People
from ui.kit.tokens import Tone, Type

HIGH = 30
TONES = {Level.FINE: Tone.SAGE, Level.WARN: Tone.AMBER, Level.OWNER: Tone.RED}
NAME, OWED, FREE, WEEKS, CHIP = 0.27, 62, 74, 92, 104  # a part; then units of width
LEAST_BAR = 40


@dataclass(frozen=True)
class HourLine(Line):
    """A kind of service or a person."""

    row: Row | None = None
    limit: int = 12
    most: float = 1.0  # weeks at the end of the bars

    def spoken(self) -> str:
        """Return the line as a screen reader says it."""
        if self.row is None:
            return self.name
        free = _("free {hours} a week").format(hours=hours(self.row.free))
        owed = _("Owed {hours}").format(hours=hours(self.row.owed))
        level = _(LEVEL_WORDS[self.row.level]) if self.row.level else ""
        said = (self.name, owed, free, weeks_words(self.row), self.row.narrow, level)
        return ", ".join(filter(None, said))


class _HourPainter(Painter):
    """Paints them."""

    def _words(self, painter: QPainter, box: QRectF, line: Line, chosen: bool) -> None:
        if not isinstance(line, HourLine) or line.row is None:
            super()._words(painter, box, line, chosen)
            return
        t, row = style.theme(), line.row
        middle, left = box.center().y() + 4, box.left() + 8
        named = box.width() * NAME
        words.draw(painter, left, middle, line.name, Type.BODY, t.ink, named - 12)
        at = left + named + OWED
        words.draw_right(painter, at, middle, hours(row.owed), Type.BODY, t.ink)
        tone = TONES[row.level]
        if not row.is_given:
            said = weeks_words(row)
            shade = style.shade(Tone.RED).text
            words.draw(painter, at + 16, middle, said, Type.STRONG, shade)
            return
        at += FREE
        words.draw_right(painter, at, middle, hours(row.free), Type.BODY, t.faint)
        right = box.right() - 8
        has_chips = box.width() > 480
        right -= CHIP if has_chips else 0
        shade = style.shade(tone).text if row.level else t.ink
        words.draw_right(painter, right, middle, weeks_words(row), Type.STRONG, shade)
        if has_chips:
            said = row.narrow or (_(LEVEL_WORDS[row.level]) if row.level else "")
            if said:
                chip = chips.cut(
                    Chip(said, tone if row.level else Tone.PLAIN), CHIP - 10
                )
                top = box.center().y() - chips.HEIGHT / 2
                chips.draw(painter, right + 10, top, chip)
        bar = QRectF(at + 12, box.center().y() - 4, right - WEEKS - at - 12, 9)
        if bar.width() > LEAST_BAR:
            _bar(painter, bar, line, tone)


def _bar(painter: QPainter, box: QRectF, line: HourLine, tone: Tone) -> None:
    t, row = style.theme(), line.row
    assert row is not None
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    style.rounded(painter, box, 4.5, style.mixed(t.line, t.card, 0.6))
    part = 1.0 if row.weeks is None else min(1.0, row.weeks / line.most)
    if row.owed:
        inner = QRectF(box)
        inner.setWidth(max(9.0, box.width() * part))
        style.rounded(painter, inner, 4.5, style.shade(tone).mark)
    at = box.left() + box.width() * min(1.0, line.limit / line.most)
    style.post(painter, round(at), box.top() - 4, box.bottom() + 4)


class HourRows(People):
    """A list of them, as high as all of its lines."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__([], Look(height=HIGH), name, parent=parent)
        self.setItemDelegate(_HourPainter(self.look, self))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_rows(self, rows: Sequence[Row], limit: int) -> None:
        """Show other lines."""
        known = [one.weeks for one in rows if one.weeks is not None]
        most = max([*known, limit * 1.6, 1.0])
        self.show_lines(
            [
                HourLine(
                    one.name,
                    key=(one.key, one.is_given),
                    row=one,
                    limit=limit,
                    most=most,
                )
                for one in rows
            ]
        )
        if rows and self.currentIndex().row() < 0:
            self.choose(0)

    def sizeHint(self) -> QSize:
        """Return how large it likes to be."""
        return QSize(360, self.lines.rowCount() * HIGH + 2)

    def minimumSizeHint(self) -> QSize:
        """Return how small it may become."""
        return QSize(300, self.sizeHint().height())


class HourHead(QWidget):
    """What stands above them."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
        self.setFixedHeight(22)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        painter, t = QPainter(self), style.theme()
        left, named = 8.0, self.width() * NAME
        words.draw(painter, left, 15, self.name, Type.CAPTION, t.faint, named - 12)
        at = left + named + OWED
        for said, step in ((_("Owed"), 0), (_("Free a week"), FREE)):
            at += step
            words.draw_right(painter, at, 15, said, Type.CAPTION, t.faint)
        right = self.width() - 8 - (CHIP if self.width() > 480 else 0)
        words.draw_right(painter, right, 15, _("Needs"), Type.CAPTION, t.faint)

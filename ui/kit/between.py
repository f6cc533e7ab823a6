"""What lies between two days on one line of time: what was done, used and lived."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit import chips, style, words
from ui.kit.chips import Chip
from ui.kit.tokens import Tone, Type

LABEL, ROW, HEAD, CURVE, LINE = 148, 28, 26, 58, 16
STEPS = 4


@dataclass(frozen=True)
class Event:
    """Something that was done on a day."""

    at: float  # of the time between, 0 to 1
    text: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True)
class Span:
    """Something that was used for a while."""

    since: float
    until: float
    text: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True)
class Habit:
    """A habit at each time it was asked about, 0 to 4."""

    name: str
    said: str  # "1 → 3"; "" where nobody asked
    levels: tuple[tuple[float, int], ...] = ()


@dataclass(frozen=True)
class Curve:
    """A measure at the foot of it."""

    name: str
    below: str
    points: tuple[tuple[float, float, str], ...]  # where, how much, as it is said


@dataclass(frozen=True)
class Between:
    """All that is drawn."""

    ends: tuple[str, str]
    months: tuple[tuple[float, str], ...] = ()
    done: tuple[Event, ...] = ()
    used: tuple[tuple[Span, ...], ...] = ()  # a line each
    habits: tuple[Habit, ...] = ()
    curve: Curve | None = None
    names: tuple[str, str] = ("", "")  # of the first two rows
    spoken: str = ""


class BetweenChart(QWidget):
    """The line of time; it is as high as what it says."""

    def __init__(self, name: str = "") -> None:
        super().__init__()
        self.shown = Between(("", ""))
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        policy = QSizePolicy.Policy
        self.setSizePolicy(policy.Expanding, policy.Fixed)

    def put(self, shown: Between) -> None:
        """Show another time."""
        self.shown = shown
        self.setAccessibleDescription(shown.spoken)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return how large it likes to be."""
        shown = self.shown
        rows = bool(shown.done) + max(len(shown.used), 0) + len(shown.habits)
        return QSize(480, HEAD + rows * ROW + curve_height(shown.curve) + 6)

    def minimumSizeHint(self) -> QSize:
        """Return how small it may become."""
        return QSize(360, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        t, shown = style.theme(), self.shown
        left, right = float(LABEL), self.width() - 26.0

        def x(at: float) -> float:
            return left + min(max(at, 0.0), 1.0) * (right - left)

        self._months(painter, x)
        y = float(HEAD)
        if shown.done:
            words.draw(painter, 0, y + 19, shown.names[0], Type.SMALL_STRONG, t.ink)
            self._done(painter, x, y, right)
            y += ROW
        for place, spans in enumerate(shown.used):
            if not place:
                room = LABEL - 8
                name = shown.names[1]
                words.draw(painter, 0, y + 19, name, Type.SMALL_STRONG, t.ink, room)
            for span in spans:
                self._span(painter, x, y, span, right)
            y += ROW
        for habit in shown.habits:
            words.draw(painter, 0, y + 19, habit.name, Type.SMALL_STRONG, t.ink, 96)
            words.draw(painter, 98, y + 19, habit.said, Type.SMALL, t.faint)
            style.rule(painter, left, right + 10, y + ROW - 1)
            for at, level in habit.levels:
                draw_steps(painter, x(at) - 5, y + 4, level)
            y += ROW
        if shown.curve is not None:
            self._curve(painter, x, y, shown.curve)
        if self.hasFocus():
            style.focus_ring(painter, QRectF(self.rect()))

    def _months(self, painter: QPainter, x) -> None:  # type: ignore[no-untyped-def]
        t, shown = style.theme(), self.shown
        first, last = shown.ends
        words.draw(painter, x(0), 14, first, Type.SMALL_STRONG, t.ink)
        wide = words.width(last, Type.SMALL_STRONG)
        words.draw(painter, x(1) - wide + 20, 14, last, Type.SMALL_STRONG, t.ink)
        free = x(0) + words.width(first, Type.SMALL_STRONG) + 10
        stop = x(1) - wide + 10
        for at, name in shown.months:
            style.post(painter, x(at), 20, self.height() - 4)
            wide = words.width(name, Type.SMALL)
            if x(at) + 4 > free and x(at) + 4 + wide < stop:
                words.draw(painter, x(at) + 4, 14, name, Type.SMALL, t.faint)
                free = x(at) + wide + 14

    def _done(self, painter: QPainter, x, y: float, right: float) -> None:  # type: ignore[no-untyped-def]
        free = -1e9
        for one in self.shown.done:
            chip = Chip(one.text, one.tone)
            wide = chips.measure(chip)
            at = min(x(one.at) - 4, right + 24 - wide)
            if at >= free:
                chips.draw(painter, at, y + 3, chip)
                free = at + wide + 4
            else:  # no room for its name: a dot stands for it
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(style.shade(one.tone).mark)
                painter.drawEllipse(QPointF(x(one.at), y + ROW - 3), 2.4, 2.4)

    def _span(self, painter: QPainter, x, y: float, span: Span, right: float) -> None:  # type: ignore[no-untyped-def]
        hue = style.shade(span.tone)
        box = QRectF(x(span.since), y + 3, 0, 21)
        box.setRight(max(x(span.until), box.left() + 6))
        style.rounded(painter, box, 6, hue.soft)
        room = max(right - box.left() - 8, 40.0)
        inside = words.width(span.text, Type.CAPTION_STRONG) <= box.width() - 14
        at = box.left() + 8 if inside else min(box.right() + 4, right - 60)
        room = box.width() - 14 if inside else right - at
        colour = hue.text if inside else style.theme().ink
        role = Type.CAPTION_STRONG
        words.draw(painter, at, y + 18, span.text, role, colour, max(room, 30))

    def _curve(self, painter: QPainter, x, y: float, curve: Curve) -> None:  # type: ignore[no-untyped-def]
        t = style.theme()
        named, high = _lines(curve), curve_height(curve)
        line = y + (high - len(named) * LINE) / 2 + 13
        for text, role, is_name in named:
            words.draw(painter, 0, line, text, role, t.ink if is_name else t.faint)
            line += LINE
        values = [value for _at, value, _said in curve.points]
        if not values:
            return
        low, span = min(values), max(max(values) - min(values), 1e-9)
        spots = [
            QPointF(x(at), y + high - 14 - (value - low) / span * (high - 32))
            for at, value, _said in curve.points
        ]
        painter.setPen(QPen(t.accent, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(spots))
        for place, (spot, (_at, _value, said)) in enumerate(
            zip(spots, curve.points, strict=True)
        ):
            is_end = place in (0, len(spots) - 1)
            painter.setPen(QPen(t.accent, 2))
            painter.setBrush(t.accent if is_end else t.card)
            painter.drawEllipse(spot, 4, 4)
            if is_end:
                wide = words.width(said, Type.SMALL_STRONG)
                at = spot.x() + 10 if place == 0 else spot.x() - wide - 10
                up = spot.y() - 7 if spot.y() > y + high / 2 else spot.y() + 16
                colour = t.ink if place == 0 else t.accent
                words.draw(painter, at, up, said, Type.SMALL_STRONG, colour)


def curve_height(curve: Curve | None) -> int:
    """Return how high the measure at the foot is: its whole name has room."""
    return 0 if curve is None else max(CURVE, len(_lines(curve)) * LINE + 10)


def _lines(curve: Curve) -> list[tuple[str, Type, bool]]:
    """Return name and place of a measure, line by line; whether it is the name."""
    room = LABEL - 10
    name, below = Type.SMALL_STRONG, Type.CAPTION
    said = [(one, name, True) for one in words.wrapped(curve.name, name, room)]
    return said + [
        (one, below, False) for one in words.wrapped(curve.below, below, room)
    ]


def draw_steps(painter: QPainter, x: float, y: float, level: int) -> None:
    """Paint a level of 0 to 4 as four small steps, full ones from below."""
    hue, t = style.shade(Tone.SAGE), style.theme()
    for place in range(STEPS):
        box = QRectF(x, y + 17 - place * 5.5, 11, 4)
        style.rounded(painter, box, 2, hue.mark if place < level else t.line)


def spoken(parts: Sequence[str]) -> str:
    """Return what a screen reader says of it."""
    return "; ".join(filter(None, parts))

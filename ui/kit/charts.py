"""Small charts that also read in grey, and as a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor, log10

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import (
    QHeaderView,
    QSizePolicy,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from ui.kit import style, words
from ui.kit.tokens import Tone, Type


@dataclass(frozen=True)
class Reading:
    """A value on a day; `at` counts days from the first."""

    day: str
    at: int
    value: float


@dataclass(frozen=True)
class Treatment:
    """What was done between two readings."""

    name: str
    at: int


@dataclass(frozen=True)
class Trend:
    """A measure over time with what is normal and what was done."""

    name: str
    unit: str
    readings: Sequence[Reading]
    low: float
    high: float
    normal: str
    treatments: Sequence[Treatment] = ()
    goal: float | None = None
    goal_name: str = ""


def ticks(least: float, most: float, about: int = 4) -> list[float]:
    """Return round values between two bounds."""
    rough = (most - least) / about
    size = 10.0 ** floor(log10(rough))
    step = next(size * s for s in (1, 2, 5, 10) if size * s >= rough)
    first = ceil(least / step)
    return [round(i * step, 6) for i in range(first, floor(most / step) + 1)]


def draw_spark(
    painter: QPainter,
    box: QRectF,
    values: Sequence[float],
    tone: Tone,
    low: float | None = None,
    high: float | None = None,
) -> None:
    """Paint a sparkline with its normal band and a dot on the last value."""
    t = style.theme()
    bounds = [*values] + [b for b in (low, high) if b is not None]
    least, most = min(bounds), max(bounds)
    span = (most - least) or 1

    def y(value: float) -> float:
        return box.bottom() - (value - least) / span * box.height()

    if low is not None or high is not None:
        top = y(high) if high is not None else box.top()
        foot = y(low) if low is not None else box.bottom()
        band = style.mixed(style.shade(Tone.SAGE).soft, t.card, 0.75)
        style.rounded(
            painter, QRectF(box.left(), top, box.width(), foot - top), 3, band
        )
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colour = style.shade(tone).mark
    step = (box.width() - 8) / (len(values) - 1)
    points = [QPointF(box.left() + 2 + i * step, y(v)) for i, v in enumerate(values)]
    pen = QPen(colour, 2)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF(points))
    painter.setPen(QPen(t.card, 1.5))
    painter.setBrush(colour)
    painter.drawEllipse(points[-1], 4, 4)


class TrendChart(QWidget):
    """A measure over time; the arrow keys walk along the readings."""

    def __init__(self, trend: Trend) -> None:
        super().__init__()
        self.at = len(trend.readings) - 1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumHeight(130)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.show_trend(trend)

    def show_trend(self, trend: Trend) -> None:
        """Show another measure."""
        self.trend = trend
        self.at = min(self.at, len(trend.readings) - 1)
        said = "; ".join(f"{r.day} {r.value:g}" for r in trend.readings)
        done = "; ".join(f"{m.name}" for m in trend.treatments)
        self.setAccessibleName(f"{trend.name}, {trend.normal}")
        self.setAccessibleDescription(f"{said}. {done}")
        self.update()

    def sizeHint(self) -> QSize:
        """Return how large it likes to be."""
        return QSize(480, 150)

    def _frame(self) -> QRectF:
        return QRectF(40, 26, self.width() - 56, self.height() - 50)

    def _scale(self) -> tuple[float, float]:
        trend = self.trend
        every = [r.value for r in trend.readings] + [trend.low, trend.high]
        if trend.goal is not None:
            every.append(trend.goal)
        room = (max(every) - min(every)) * 0.12 or 1
        return min(every) - room, max(every) + room

    def _point(self, at: float, value: float) -> QPointF:
        box = self._frame()
        least, most = self._scale()
        last = max(1, self.trend.readings[-1].at)
        x = box.left() + 8 + at / last * (box.width() - 24)
        return QPointF(
            x, box.bottom() - (value - least) / (most - least) * box.height()
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        t, trend, box = style.theme(), self.trend, self._frame()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._band(painter, box)
        self._axis(painter, box)
        for mark in trend.treatments:
            self._treatment(painter, box, mark)
        if trend.goal is not None:
            y = self._point(0, trend.goal).y()
            pen = QPen(style.shade(Tone.PLUM).mark, 1.2)
            pen.setDashPattern([5, 4])
            painter.setPen(pen)
            painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
            ink = style.shade(Tone.PLUM).text
            words.draw_right(
                painter, box.right(), y - 5, trend.goal_name, Type.CAPTION, ink
            )
        accent = style.shade(Tone.ROSE).mark
        points = [self._point(r.at, r.value) for r in trend.readings]
        painter.setPen(QPen(accent, 2))
        painter.drawPolyline(QPolygonF(points))
        for i, point in enumerate(points):
            chosen = i == self.at
            painter.setPen(QPen(accent, 2))
            painter.setBrush(accent if chosen else t.card)
            painter.drawEllipse(point, 4.5 if chosen else 3.5, 4.5 if chosen else 3.5)
        self._value(painter, points[self.at], trend.readings[self.at])
        if self.hasFocus():
            style.focus_ring(painter, QRectF(self.rect()))

    def _band(self, painter: QPainter, box: QRectF) -> None:
        trend = self.trend
        top, foot = self._point(0, trend.high).y(), self._point(0, trend.low).y()
        band = QRectF(box.left(), top, box.width(), foot - top)
        hue = style.shade(Tone.SAGE)
        style.rounded(painter, band, 4, style.mixed(hue.soft, style.theme().card, 0.8))
        words.draw(
            painter,
            band.left() + 8,
            band.bottom() - 6,
            trend.normal,
            Type.CAPTION,
            hue.text,
        )

    def _axis(self, painter: QPainter, box: QRectF) -> None:
        t, trend = style.theme(), self.trend
        for value in ticks(*self._scale()):
            y = self._point(0, value).y()
            grid = QRectF(box.left(), y, box.width(), 1)
            painter.fillRect(grid, style.mixed(t.line, t.card, 0.6))
            words.draw_right(
                painter, box.left() - 8, y + 4, f"{value:g}", Type.CAPTION, t.faint
            )
        edge = 0.0
        for reading in trend.readings:
            x = self._point(reading.at, reading.value).x()
            wide = words.width(reading.day, Type.CAPTION)
            left = min(x - wide / 2, self.width() - wide - 2)
            if left > edge + 8:
                edge = words.draw(
                    painter, left, box.bottom() + 18, reading.day, Type.CAPTION, t.faint
                )

    def _treatment(self, painter: QPainter, box: QRectF, mark: Treatment) -> None:
        t = style.theme()
        x = self._point(mark.at, self.trend.low).x()
        pen = QPen(t.faint, 1)
        pen.setDashPattern([1, 3])
        painter.setPen(pen)
        painter.drawLine(
            QPointF(x, box.top() - 4), QPointF(x, self._level(mark.at) - 3)
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(t.faint)
        top = box.top() - 6
        painter.drawPolygon(
            QPolygonF(
                [QPointF(x - 4, top - 6), QPointF(x + 4, top - 6), QPointF(x, top)]
            )
        )
        words.draw(painter, x + 7, top, mark.name, Type.CAPTION, t.faint)

    def _level(self, at: int) -> float:
        """Return how high the line runs on a day between two readings."""
        readings = self.trend.readings
        for a, b in pairwise(readings):
            if a.at <= at <= b.at:
                part = (at - a.at) / (b.at - a.at)
                return self._point(at, a.value + (b.value - a.value) * part).y()
        return self._frame().bottom()

    def _value(self, painter: QPainter, at: QPointF, reading: Reading) -> None:
        t = style.theme()
        said = f"{reading.value:g} {self.trend.unit}".strip()
        wide = words.width(said, Type.CAPTION_STRONG) + 14
        above = at.y() - 32 > 24
        pill = QRectF(
            at.x() - wide / 2, at.y() - 30 if above else at.y() + 10, wide, 20
        )
        pill.moveRight(min(pill.right(), self.width() - 4.0))
        style.rounded(painter, pill, 6, t.ink)
        words.draw_mid(painter, pill, said, Type.CAPTION_STRONG, t.card)

    def _go(self, at: int) -> None:
        self.at = max(0, min(len(self.trend.readings) - 1, at))
        reading = self.trend.readings[self.at]
        self.setAccessibleName(
            f"{self.trend.name}: {reading.day}, {reading.value:g} {self.trend.unit}"
        )
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer."""

        def away(i: int) -> float:
            reading = self.trend.readings[i]
            return abs(
                self._point(reading.at, reading.value).x() - event.position().x()
            )

        self._go(min(range(len(self.trend.readings)), key=away))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys it knows; pass the others on."""
        if event.key() == Qt.Key.Key_Left:
            self._go(self.at - 1)
        elif event.key() == Qt.Key.Key_Right:
            self._go(self.at + 1)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show that the keyboard is here."""
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the keyboard has gone."""
        self.update()


class ChartOrTable(QStackedWidget):
    """A chart that T turns into the table of its readings, and back."""

    def __init__(self, trend: Trend, heads: Sequence[str]) -> None:
        super().__init__()
        self.chart = TrendChart(trend)
        self.table = QTableWidget(0, 3)
        self.table.setHorizontalHeaderLabels(list(heads))
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.horizontalHeader().setSectionResizeMode(
            QHeaderView.ResizeMode.Stretch
        )
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        self.addWidget(self.chart)
        self.addWidget(self.table)
        self.show_trend(trend)

    def show_trend(self, trend: Trend) -> None:
        """Show another measure, in both forms."""
        self.chart.show_trend(trend)
        self.table.setAccessibleName(f"{trend.name}, {trend.normal}")
        self.table.setRowCount(len(trend.readings))
        for i, reading in enumerate(trend.readings):
            before = trend.readings[i - 1].at if i else -1
            done = [m.name for m in trend.treatments if before < m.at <= reading.at]
            cells = (reading.day, f"{reading.value:g} {trend.unit}", ", ".join(done))
            for column, cell in enumerate(cells):
                self.table.setItem(i, column, QTableWidgetItem(cell))

    def turn(self) -> None:
        """Show the other form."""
        self.setCurrentIndex(1 - self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys it knows; pass the others on."""
        if event.text().lower() == "t":
            self.turn()
        else:
            super().keyPressEvent(event)

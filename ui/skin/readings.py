"""What was measured: value, what is normal, the change, and how it went."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from salon.skin.model import MeasureSeries, unit_words
from salon.text import full_day, listed, number, plain_day
from salon.views.skin_words import SkinWords
from ui.kit import chips, style, words
from ui.kit.charts import Reading, Treatment, Trend, draw_spark
from ui.kit.chips import Chip
from ui.kit.rows import Index, Rows, draw_row
from ui.kit.tokens import Tone, Type
from ui.parts.listing import joined

ROW = 44
_TONES = {None: Tone.PLAIN, True: Tone.SAGE, False: Tone.RED}


@dataclass(frozen=True)
class Row:
    """One measure at one zone, as the list paints it."""

    series: MeasureSeries
    name: str
    below: str
    value: str
    change: str
    tone: Tone
    low: float | None
    high: float | None

    @property
    def values(self) -> tuple[float, ...]:
        """Return the values, oldest first."""
        return tuple(value for _day, value in self.series.points)

    def spoken(self) -> str:
        """Return the row as a screen reader says it."""
        values = listed(f"{value:g}" for value in self.values)
        said = f"{self.name} {self.value} {unit_words(self.series.unit)}"
        return listed((said, self.below, self.change, values))


def rows_of(series: Sequence[MeasureSeries], known: SkinWords) -> list[Row]:
    """Return the rows of the list, the newest measures first."""
    return [_row(one, known) for one in series if one.points]


def _row(one: MeasureSeries, known: SkinWords) -> Row:
    values = [value for _day, value in one.points]
    band = known.normal(one.measure)
    below = joined((known.zone(one.zone), known.normal_words(one.measure)))
    change, tone = "", Tone.PLAIN
    if len(values) > 1:
        by = values[-1] - values[0]
        change = f"+{number(by)}" if by > 0 else f"−{number(-by)}" if by else "±0"
        tone = _TONES[one.is_better]
    return Row(
        one,
        known.measure(one.measure),
        below or known.range_words(one.measure),
        number(values[-1]),
        change,
        tone,
        band.low if band is not None else None,
        band.high if band is not None else None,
    )


def trend_of(
    row: Row, known: SkinWords, done: Sequence[tuple[date, str]] = ()
) -> Trend:
    """Return a measure over time, with what was done between the readings."""
    first = row.series.points[0][0]
    last = row.series.points[-1][0]
    values = row.values
    low = row.low if row.low is not None else min(values)
    high = row.high if row.high is not None else low  # no band is painted
    if row.low is None and len(set(values)) == 1:
        high = low + 1
    name = f"{row.name}, {known.zone(row.series.zone)}".rstrip(", ")
    normal = known.normal_words(row.series.measure)
    return Trend(
        name,
        unit_words(row.series.unit),
        [
            Reading(_brief(day, last), (day - first).days, value)
            for day, value in row.series.points
        ],
        low,
        high,
        normal,
        [
            Treatment(said, (day - first).days)
            for day, said in done
            if first <= day <= last
        ],
    )


def _brief(day: date, last: date) -> str:
    if (last - day).days < 300:
        return plain_day(day)
    return full_day(day)


class _Model(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Row] = []

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken()
        return None

    def show(self, rows: Sequence[Row]) -> None:
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()


class _Painter(QStyledItemDelegate):
    def __init__(self, rows: Rows) -> None:
        super().__init__(rows)
        self.rows = rows

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        t = style.theme()
        row: Row = index.data(Qt.ItemDataRole.UserRole)
        box = QRectF(option.rect)
        chosen, over = draw_row(painter, box, index, self.rows)
        if index.row() and not chosen and not over:
            style.rule(painter, box.left(), box.right(), box.top())
        middle, x = box.center().y(), box.left() + 10
        value = x + max(150.0, box.width() * 0.36)
        change = value + max(92.0, box.width() * 0.17)
        room = value - x - 10
        words.draw(painter, x, middle - 3, row.name, Type.SMALL_STRONG, t.ink, room)
        words.draw(painter, x, middle + 13, row.below, Type.CAPTION, t.faint, room)
        end = words.draw(painter, value, middle + 6, row.value, Type.FIGURE, t.ink)
        unit = unit_words(row.series.unit)
        room = change - end - 10
        words.draw(painter, end + 4, middle + 6, unit, Type.CAPTION, t.faint, room)
        if row.change:
            rises = row.change.startswith("+")
            icon = "trending-up" if rises else "trending-down"
            icon = "" if row.change == "±0" else icon
            ground = t.card if chosen else None
            chip = Chip(row.change, row.tone, icon)
            chips.draw(painter, change, middle - 10, chip, ground)
        spark = QRectF(change + 78, middle - 12, box.right() - change - 90, 24)
        if len(row.values) > 1 and spark.width() > 40:
            draw_spark(painter, spark, row.values, row.tone, row.low, row.high)


class Readings(Rows):
    """The measures; the chosen one is charted below."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.lines = _Model()
        self.setModel(self.lines)
        self.setItemDelegate(_Painter(self))

    def show_rows(self, rows: Sequence[Row], most: int = 6) -> None:
        """Show other measures; so many of them without scrolling."""
        before = self.currentIndex().row()
        self.lines.show(rows)
        self.setFixedHeight(ROW * min(most, max(1, len(rows))) + 2)
        if rows:
            place = before if 0 <= before < len(rows) else 0
            self.setCurrentIndex(self.lines.index(place, 0))

    def chosen(self) -> Row | None:
        """Return the chosen measure."""
        place = self.currentIndex().row()
        return self.lines.rows[place] if 0 <= place < len(self.lines.rows) else None

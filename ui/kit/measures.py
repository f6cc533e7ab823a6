"""The list of measures: value, what is normal, change, and how it went."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from ui.kit import chips, style, words
from ui.kit.charts import draw_spark
from ui.kit.chips import Chip
from ui.kit.rows import Index, Rows, draw_row
from ui.kit.tokens import Tone, Type

ROW = 44


@dataclass(frozen=True)
class Measure:
    """One measure of a client's skin."""

    name: str
    normal: str
    value: str
    unit: str
    change: str
    better: bool
    values: tuple[float, ...]
    low: float | None = None
    high: float | None = None

    @property
    def tone(self) -> Tone:
        """How the change is to be taken."""
        return Tone.SAGE if self.better else Tone.RED


class _Model(QAbstractListModel):
    def __init__(self, measures: Sequence[Measure]) -> None:
        super().__init__()
        self.measures = measures

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.measures)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        m = self.measures[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return m
        if role == Qt.ItemDataRole.DisplayRole:
            return m.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            values = ", ".join(f"{v:g}" for v in m.values)
            return f"{m.name} {m.value} {m.unit}, {m.normal}, {m.change}; {values}"
        return None


class _Row(QStyledItemDelegate):
    def __init__(self, rows: Rows) -> None:
        super().__init__(rows)
        self.rows = rows

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        t = style.theme()
        m: Measure = index.data(Qt.ItemDataRole.UserRole)
        box = QRectF(option.rect)
        chosen, over = draw_row(painter, box, index, self.rows)
        if index.row() and not chosen and not over:
            style.rule(painter, box.left(), box.right(), box.top())
        middle, x = box.center().y(), box.left() + 10
        value = x + max(116.0, box.width() * 0.22)
        change = value + max(100.0, box.width() * 0.17)
        room = value - x - 8
        words.draw(painter, x, middle - 3, m.name, Type.SMALL_STRONG, t.ink, room)
        words.draw(painter, x, middle + 13, m.normal, Type.CAPTION, t.faint, room)
        end = words.draw(painter, value, middle + 6, m.value, Type.FIGURE, t.ink)
        words.draw(painter, end + 4, middle + 6, m.unit, Type.CAPTION, t.faint)
        icon = "trending-up" if m.change.startswith("+") else "trending-down"
        chips.draw(painter, change, middle - 10, Chip(m.change, m.tone, icon))
        spark = QRectF(change + 76, middle - 12, box.right() - change - 88, 24)
        draw_spark(painter, spark, m.values, m.tone, m.low, m.high)


class Measures(Rows):
    """The measures; the chosen one is charted below."""

    def __init__(self, measures: Sequence[Measure], name: str) -> None:
        super().__init__(name)
        self.setModel(_Model(measures))
        self.setItemDelegate(_Row(self))
        self.setFixedHeight(ROW * len(measures) + 2)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

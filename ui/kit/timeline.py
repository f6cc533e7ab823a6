"""What happened, newest first, along a thin line."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from ui.kit import chips, found, icons, style, words
from ui.kit.chips import Chip
from ui.kit.rows import Index, Rows, draw_row
from ui.kit.tokens import Tone, Type

DAYS = 96  # units of width of the days, at the least


@dataclass(frozen=True)
class Moment:
    """One thing that happened with a client."""

    day: str
    ago: str
    icon: str
    title: str
    text: str
    tone: Tone = Tone.ROSE
    mark: Chip | None = None
    sought: tuple[str, ...] = ()  # folded words, marked where they stand
    rote: str = ""  # of the text: where they do not count
    on_that_day: bool = False  # the day is what was sought, said in other words


class _Model(QAbstractListModel):
    def __init__(self, moments: Sequence[Moment]) -> None:
        super().__init__()
        self.moments = moments

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.moments)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        m = self.moments[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return m
        if role == Qt.ItemDataRole.DisplayRole:
            return m.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = m.mark.text if m.mark else ""
            return ", ".join(s for s in (m.day, m.ago, m.title, m.text, said) if s)
        return None


class _Row(QStyledItemDelegate):
    height = 60

    def __init__(self, rows: "Timeline") -> None:
        super().__init__(rows)
        self.rows = rows

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, self.height)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        t = style.theme()
        m: Moment = index.data(Qt.ItemDataRole.UserRole)
        box = QRectF(option.rect)
        draw_row(painter, box, index, self.rows)
        x, middle = box.left() + self.rows.days, box.center().y()
        last = index.row() == index.model().rowCount() - 1
        top = box.top() if index.row() else middle
        style.post(painter, x + 15, top, middle if last else box.bottom() + 1)
        wide = words.width(m.day, Type.SMALL_STRONG)
        sought = (m.day.casefold(),) if m.on_that_day else m.sought
        found.draw(
            *(painter, x - 14 - wide, middle - 3, m.day, Type.SMALL_STRONG, t.ink),
            *(wide + 2, sought),
        )
        words.draw_right(painter, x - 14, middle + 13, m.ago, Type.CAPTION, t.faint)
        hue = style.shade(m.tone)
        style.rounded(painter, QRectF(x - 3, middle - 18, 36, 36), 18, t.card)
        style.rounded(painter, QRectF(x, middle - 15, 30, 30), 15, hue.soft)
        icons.draw(painter, m.icon, x + 7, middle - 8, 16, hue.text)
        right = box.right() - 10
        if m.mark is not None:
            right -= chips.measure(m.mark)
            chips.draw(painter, right, middle - 10, m.mark)
            right -= 10
        room = right - x - 46
        left = x + 46
        for at, text, role, ink in (
            (middle - 4, m.title, Type.STRONG, t.ink),
            (middle + 14, m.text, Type.SMALL, t.faint),
        ):
            found.draw(painter, left, at, text, role, ink, room, m.sought, m.rote)


class Timeline(Rows):
    """The story of a client."""

    def __init__(self, moments: Sequence[Moment], name: str) -> None:
        super().__init__(name)
        said = (words.width(one.day, Type.SMALL_STRONG) for one in moments)
        self.days = max(DAYS, max(said, default=0.0) + 22)
        self.setModel(_Model(moments))
        self.setItemDelegate(_Row(self))

    def sizeHint(self) -> QSize:
        """Return how large it likes to be."""
        return QSize(320, 4 * _Row.height)

"""A table in the look of the kit: hundreds of rows, no widget in any of them."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui.kit import style, words
from ui.kit.tokens import Tone, Type

ROW = 40
Index = QModelIndex | QPersistentModelIndex


class Grid(QTableView):
    """A table of which one whole row is chosen at a time."""

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setHighlightSections(False)
        self.setItemDelegate(_Cell(self))


class _Cell(QStyledItemDelegate):
    """Paints a cell from its text and its alignment."""

    def __init__(self, view: Grid) -> None:
        super().__init__(view)
        self.view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return how large it likes to be."""
        wide = words.width(str(index.data() or ""), Type.BODY) + 20
        return QSize(round(wide), ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Paint one cell."""
        t = style.theme()
        box = QRectF(option.rect)
        if index.row() == self.view.currentIndex().row():
            style.fill(painter, box, style.shade(Tone.ROSE).soft)
            if self.view.hasFocus():
                style.fill(
                    painter,
                    QRectF(box.left(), box.bottom() - 2, box.width(), 2),
                    t.accent,
                )
        else:
            style.rule(painter, box.left(), box.right(), box.bottom() - 1)
        text = str(index.data() or "")
        baseline = box.center().y() + words.cap(Type.BODY) / 2
        align = index.data(Qt.ItemDataRole.TextAlignmentRole)
        if align is not None and int(align) & int(Qt.AlignmentFlag.AlignRight.value):
            right = box.right() - 10
            words.draw_right(painter, right, baseline, text, Type.BODY, t.ink)
        else:
            room = box.width() - 16
            words.draw(painter, box.left() + 8, baseline, text, Type.BODY, t.ink, room)

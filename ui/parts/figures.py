"""Rows of a name and cells that end at one edge, and the head above them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.kit import style, words
from ui.kit.rows import Line, Painter, draw_row
from ui.kit.tokens import Type

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionViewItem

    from ui.kit.rows import Index

PAD = 8


class FigurePainter(Painter):
    """Paints a name, and figures that end where their column does."""

    def paint(
        self, painter: QPainter, option: "QStyleOptionViewItem", index: "Index"
    ) -> None:
        """Paint one row."""
        line: Line = index.data(0x0100)  # what stands behind the row
        box = QRectF(option.rect)
        draw_row(painter, box, index, self.rows)
        t = style.theme()
        strong = Type.SMALL_STRONG if line.quiet else Type.SMALL
        base = box.center().y() + words.cap(strong) / 2
        right = box.right() - PAD
        if line.quiet:
            style.rule(painter, box.left(), box.right(), box.top())
        for place, cell in enumerate(reversed(line.cells)):
            at = right - place * self.look.columns[0][0]
            words.draw_right(painter, at, base, str(cell), strong, t.ink)
        room = box.width() - 2 * PAD - len(line.cells) * self.look.columns[0][0]
        words.draw(painter, box.left() + PAD, base, line.name, strong, t.ink, room + 40)


class FigureHead(QWidget):
    """The names of the columns, each over its figures."""

    def __init__(self, wide: int) -> None:
        super().__init__()
        self._title, self._names, self._wide = "", tuple[str, ...](), wide
        self.setFixedHeight(24)

    def name_it(self, title: str, names: Sequence[str]) -> None:
        """Show other names."""
        self._title, self._names = title, tuple(names)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        painter, t = QPainter(self), style.theme()
        base = self.height() / 2 + words.cap(Type.CAPTION) / 2
        words.draw(painter, PAD, base, self._title, Type.CAPTION, t.faint)
        for place, name in enumerate(reversed(self._names)):
            right = self.width() - PAD - place * self._wide
            words.draw_right(painter, right, base, name, Type.CAPTION, t.faint)

"""Tables of figures: names at the left, amounts in columns that end at one edge."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from salon.money import Money
from salon.text import _, amount
from salon.views.takings import ReportRow, Section
from ui.kit import style, words
from ui.kit.cards import down
from ui.kit.remaining import Remaining
from ui.kit.rows import Line, Look, Painter, draw_row
from ui.kit.tokens import Type

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionViewItem

    from ui.kit.rows import Index

WIDE = 104  # units of width of a column
HIGH = 30
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


class FigureList(Remaining):
    """The rows; as high as all of them, if it is let."""

    def __init__(self, name: str, wide: int = WIDE, least: int = 1) -> None:
        super().__init__(Look(height=HIGH, columns=((wide, False),)), name, least)
        self.setItemDelegate(FigurePainter(self.look, self))
        self.is_whole = True

    def sizeHint(self) -> QSize:
        """Return how large it likes to be."""
        many = max(len(self.lines.lines), self.least) if self.is_whole else self.least
        return QSize(200, many * HIGH + 2)

    def minimumSizeHint(self) -> QSize:
        """Return how small it may become."""
        return self.sizeHint() if self.is_whole else QSize(120, self.least * HIGH + 2)


class FigureTable(QWidget):
    """A section of a report: head, rows, sums; Enter opens what stands behind."""

    def __init__(self, name: str, wide: int = WIDE, least: int = 1) -> None:
        super().__init__()
        self.head = FigureHead(wide)
        self.list = FigureList(name, wide, least)
        self.rows: tuple[ReportRow, ...] = ()
        column = down(self.head, self.list, gap=0)
        column.setContentsMargins(0, 0, 0, 0)
        self.setLayout(column)

    def show_section(self, one: Section, currency: str) -> None:
        """Show other figures."""

        def said(money: Money | None) -> str:
            return "–" if money is None else amount(money, currency)

        self.rows = one.rows
        self.head.name_it(one.title, one.columns)
        lines = [
            Line(
                row.words,
                cells=tuple(said(cell.amount) for cell in row.cells),
                key=row.key,
                whole=row.words,
            )
            for row in one.rows
        ]
        if len(lines) > 1:
            sums = tuple(map(said, one.totals))
            lines.append(Line(_("All"), cells=sums, key="", quiet=True))
        self.list.show_lines(lines)
        self.list.updateGeometry()

    def row(self, at: int) -> ReportRow | None:
        """Return what stands in a row; None for the sums."""
        return self.rows[at] if 0 <= at < len(self.rows) else None

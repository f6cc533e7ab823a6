"""Tables of figures: names at the left, amounts in columns that end at one edge."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from salon.money import Money
from salon.text import _, amount
from salon.views.takings import ReportRow, Section
from ui.kit.cards import down
from ui.kit.remaining import Remaining
from ui.kit.rows import Line, Look
from ui.parts.figures import FigureHead, FigurePainter

WIDE = 104  # units of width of a column
HIGH = 30


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

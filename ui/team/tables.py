"""Lines of words in columns, each under its name."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QSizePolicy, QWidget

from salon.text import _, headed
from ui.kit.cards import down
from ui.kit.rows import Line, Look, People
from ui.parts.figures import FigureHead, FigurePainter

HIGH = 30


class WordRows(People):
    """The rows, as high as all of them."""

    def __init__(self, name: str, wide: int) -> None:
        super().__init__([], Look(height=HIGH, columns=((wide, False),)), name)
        self.setItemDelegate(FigurePainter(self.look, self))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return how large it likes to be."""
        return QSize(360, max(1, self.lines.rowCount()) * HIGH + 2)

    def minimumSizeHint(self) -> QSize:
        """Return how small it may become."""
        return QSize(200, self.sizeHint().height())


class WordTable(QWidget):
    """A head and rows of words; Enter opens what is behind one."""

    def __init__(self, name: str, wide: int) -> None:
        super().__init__()
        self.head = FigureHead(wide)
        self.list = WordRows(name, wide)
        column = down(self.head, self.list, gap=0)
        column.setContentsMargins(0, 0, 0, 0)
        self.setLayout(column)

    def show_rows(
        self, heads: Sequence[str], rows: Sequence[Sequence[str]], keys: Sequence[int]
    ) -> None:
        """Show other rows; the first head names the rows."""
        names = [_(one) for one in heads]
        self.head.name_it(names[0], names[1:])
        self.list.show_lines(
            [
                Line(
                    row[0],
                    cells=tuple(row[1:]),
                    key=key,
                    whole=_spoken(names, row),
                )
                for row, key in zip(rows, keys, strict=True)
            ]
        )
        self.list.updateGeometry()


def _spoken(names: Sequence[str], row: Sequence[str]) -> str:
    said = [headed(n, cell) for n, cell in zip(names[1:], row[1:], strict=True)]
    return ", ".join((row[0], *said))

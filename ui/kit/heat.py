"""Rows of cells whose ground says how much; the figure stands in each of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit import style, words
from ui.kit.tokens import Tone, Type

HIGH, GAP = 30, 4
HEAD = 74  # units of width for the name of a row
MOST_WIDE = 66


@dataclass(frozen=True)
class HeatRow:
    """A row: its name, and its cells as a part from 0 to 1 and a figure."""

    name: str
    cells: tuple[tuple[float, str], ...]


class Heat(QWidget):
    """The rows; the arrow keys walk from cell to cell and each is spoken."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.rows: Sequence[HeatRow] = ()
        self.row, self.column = 0, 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)

    def show_rows(self, rows: Sequence[HeatRow]) -> None:
        """Show other rows."""
        self.rows = tuple(rows)
        self._say()
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return how large it likes to be."""
        return QSize(420, max(1, len(self.rows)) * HIGH)

    def minimumSizeHint(self) -> QSize:
        """Return how small it may become."""
        return QSize(320, self.sizeHint().height())

    def _say(self) -> None:
        said = self._name
        if self.rows:
            self.row = min(self.row, len(self.rows) - 1)
            here = self.rows[self.row]
            if here.cells:
                self.column = min(self.column, len(here.cells) - 1)
                said = f"{here.name}, {self.column}: {here.cells[self.column][1]}"
        self.setAccessibleName(said)
        whole = "; ".join(
            f"{one.name}: {', '.join(figure for _part, figure in one.cells)}"
            for one in self.rows
        )
        self.setAccessibleDescription(f"{self._name}. {whole}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk from cell to cell."""
        step = {
            Qt.Key.Key_Left: (0, -1),
            Qt.Key.Key_Right: (0, 1),
            Qt.Key.Key_Up: (-1, 0),
            Qt.Key.Key_Down: (1, 0),
        }.get(Qt.Key(event.key()))
        if step is None or not self.rows:
            super().keyPressEvent(event)
            return
        self.row = max(0, min(self.row + step[0], len(self.rows) - 1))
        last = len(self.rows[self.row].cells) - 1
        self.column = max(0, min(self.column + step[1], last))
        self._say()
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the keyboard has gone."""
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        painter, t = QPainter(self), style.theme()
        many = max((len(one.cells) for one in self.rows), default=1)
        wide = min(MOST_WIDE, (self.width() - HEAD) / max(many, 1))
        full = style.shade(Tone.ROSE).mark
        for at, one in enumerate(self.rows):
            top = at * HIGH
            ink = t.faint
            words.draw(painter, 0, top + 18, one.name, Type.SMALL, ink, HEAD - 6)
            for place, (part, figure) in enumerate(one.cells):
                box = QRectF(HEAD + place * wide, top, wide - GAP, HIGH - GAP)
                ground = style.mixed(full, t.card, 0.12 + 0.8 * max(0.0, min(part, 1)))
                style.rounded(painter, box, 5, ground)
                is_here = self.hasFocus() and (at, place) == (self.row, self.column)
                if is_here:
                    style.focus_ring(painter, box, 5)
                words.draw_mid(
                    painter, box, figure, Type.CAPTION_STRONG, style.readable(ground)
                )

"""Columns that stand beside one another in a wide window, and fold in a narrow one."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

LEAST = 272  # units of width of one column
GAP = 12


class Board(QWidget):
    """Columns side by side: all of them, two and two, or one below the other."""

    def __init__(self, columns: Sequence[QWidget]) -> None:
        super().__init__()
        self.columns = list(columns)
        self.abreast = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP)
        self._fold(len(self.columns))

    def _fold(self, abreast: int) -> None:
        if abreast == self.abreast:
            return
        self.abreast = abreast
        for column in self.columns:
            self._grid.removeWidget(column)
        for place, column in enumerate(self.columns):
            self._grid.addWidget(column, *divmod(place, abreast))
        for at in range(len(self.columns)):
            self._grid.setColumnStretch(at, 1 if at < abreast else 0)
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold or unfold."""
        count, wide = len(self.columns), event.size().width()
        whole = count * LEAST + (count - 1) * GAP
        two = 2 * LEAST + GAP
        self._fold(count if wide >= whole else 2 if wide >= two else 1)
        super().resizeEvent(event)

    def minimumSizeHint(self) -> QSize:
        """Return how small it may become: one column wide."""
        hints = [column.minimumSizeHint() for column in self.columns]
        return QSize(
            max(hint.width() for hint in hints), self._grid.minimumSize().height()
        )

"""How a call ended: answer keys in as few rows as the width allows."""

from collections.abc import Sequence

from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.kit.buttons import Button, Kind
from ui.kit.tokens import Tone

WIDE, MIDDLE = 700, 420  # units of width for three and for two in a row


class AnswerKeys(QWidget):
    """Actions as large buttons, each with its digit; always in sight."""

    def __init__(
        self, actions: Sequence[QAction], tones: Sequence[Tone | None]
    ) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(8)
        self.buttons = [
            Button(action=action, kind=Kind.ANSWER, tone=tone)
            for action, tone in zip(actions, tones, strict=True)
        ]
        self._across = 0
        self._lay(3)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay them out for another width."""
        wide = event.size().width()
        self._lay(3 if wide >= WIDE else 2 if wide >= MIDDLE else 1)
        super().resizeEvent(event)

    def _lay(self, across: int) -> None:
        if across == self._across:
            return
        self._across = across
        for column in range(3):
            self._grid.setColumnStretch(column, 1 if column < across else 0)
        for at, button in enumerate(self.buttons):
            self._grid.addWidget(button, at // across, at % across)

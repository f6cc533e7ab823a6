"""A long list gets its other orders and filters ready while nobody asks for any."""

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from salon.views.roll import get_ready
from ui.desk import Desk

LONG = 5_000  # clients from which on an order takes a moment to work out
PAUSE = 60  # milliseconds between two of them: whoever asks comes first


class Readying(QObject):
    """Asks for one after the other, as long as *page* is seen."""

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page
        self._step = 0
        self._is_asking = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(PAUSE)
        self._soon.timeout.connect(self._ask)

    def begin(self, clients: int) -> None:
        """Begin, or begin again after something has changed."""
        self._step = 0
        if clients >= LONG:
            self._soon.start()

    def _ask(self) -> None:
        if self._is_asking or not self._page.isVisible():
            return
        self._is_asking = True
        asked = self._desk.ask(get_ready, self._step)
        self._step += 1
        asked.then(self._ready).otherwise(lambda _error: self._end())

    def _ready(self, has_more: bool) -> None:
        self._end()
        if has_more or not self._step:  # it was begun again meanwhile
            self._soon.start()

    def _end(self) -> None:
        self._is_asking = False

"""Long work in another thread: how far it is arrives here, and Cancel goes there."""

from threading import Event
from time import monotonic

from PySide6.QtCore import QObject, Signal

OFTEN = 0.1  # seconds between two steps that are told


class Steps(QObject):
    """What a job is given that takes long, and what a page hears of it."""

    stepped = Signal(int, int)  # how much is done, of how much

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stop = Event()
        self._told = 0.0

    def stop(self) -> None:
        """Let it end soon."""
        self._stop.set()

    def go_on(self) -> bool:
        """Return whether it may go on; called in its thread."""
        return not self._stop.is_set()

    def tell(self, done: int, total: int) -> None:
        """Hear how far it is; called in its thread."""
        now = monotonic()
        if done == total or now - self._told > OFTEN:
            self._told = now
            self.stepped.emit(done, total)

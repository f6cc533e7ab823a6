"""Circles of objects are collected in the UI thread, and only there.

Python collects them in whatever thread happens to allocate next. In the records
thread that would destroy widgets under Qt's hands, and Qt would crash with them.
"""

import gc

from PySide6.QtCore import QObject, QTimer
from shiboken6 import isValid

from ui.tasks import Tasks

OFTEN = 1000  # milliseconds between two looks
FULL = 60  # looks between two full collections, if nobody is working
MANY = 2000  # new objects that are worth a look
OLDER = 10  # small collections that make one of the middle ones worth it


class Collector(QObject):
    """Collects from now on, as long as *home* lives or until it is closed."""

    def __init__(self, home: QObject, tasks: Tasks) -> None:
        super().__init__(home)
        self._tasks = tasks
        self._looks = 0
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(OFTEN)

    def look(self) -> None:
        """Collect what is worth it; a full collection waits for a quiet moment."""
        self._looks += 1
        new, middle, _old = gc.get_count()
        if self._looks >= FULL and self._tasks.idle():
            self._looks = 0
            gc.collect()
        elif middle > OLDER:
            gc.collect(1)
        elif new > MANY:
            gc.collect(0)

    def close(self) -> None:
        """Let Python collect by itself again: there are no other threads any more."""
        if isValid(self):
            self._timer.stop()
        gc.enable()

"""Waits with what comes unasked until nobody is in the middle of something else."""

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

PAUSE = 2000  # milliseconds after the last key in a field
LOOK = 250  # milliseconds between two looks
UNASKED = 30_000  # milliseconds after which nobody asks any more
_TYPED = (QEvent.Type.KeyPress, QEvent.Type.InputMethod)


class Idle(QObject):
    """Sees from now on whether a sheet is open or words are typed.

    It looks at every event of the program, so there is one at a time: `idle_of`.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._typed = QElapsedTimer()
        self._acts: list[Callable[[], object]] = []
        self._look = QTimer(self)
        self._look.setInterval(LOOK)
        self._look.timeout.connect(self._try)
        self._over = QTimer(self)
        self._over.setSingleShot(True)
        self._over.setInterval(UNASKED)
        self._over.timeout.connect(self._end)
        self._over.start()
        program = QApplication.instance()
        assert program is not None
        program.installEventFilter(self)

    def waits(self, act: Callable[[], object]) -> bool:
        """Return whether it is no time now; then *act* is called when it is."""
        if self.is_free:
            return False
        self._acts.append(act)
        self._over.stop()
        self._look.start()
        return True

    @property
    def is_free(self) -> bool:
        """Whether no sheet is open, and no field was typed in a moment ago."""
        if QApplication.activeModalWidget() or QApplication.activePopupWidget():
            return False
        return not self._typed.isValid() or self._typed.elapsed() >= PAUSE

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note when a field is typed in."""
        is_field = isinstance(watched, QLineEdit | QPlainTextEdit)
        if is_field and event.type() in _TYPED:
            self._typed.start()
        return False

    def _try(self) -> None:
        if not self.is_free or not self._acts:
            return
        act = self._acts.pop(0)
        if not self._acts:
            self._look.stop()
            self._over.start()
        act()

    def _end(self) -> None:
        program = QApplication.instance()
        if program is not None:
            program.removeEventFilter(self)
        self.setParent(None)
        self.deleteLater()

    def again(self) -> None:
        """See from now on once more: what was typed until now is done with."""
        self._typed.invalidate()
        if not self._acts:
            self._over.start()


def idle_of(owner: QObject) -> Idle:
    """Return what looks for *owner* already, else a new one."""
    for one in owner.children():
        if isinstance(one, Idle):
            one.again()
            return one
    return Idle(owner)

"""A scanner is a keyboard that types at once and ends with Enter.

What it types is a scan wherever the focus is, never the keys of the page and never the
Enter that pays.
"""

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from shiboken6 import isValid

from ui.parts.keys import PENDING

GAP = 45  # milliseconds between two signs of a scanner, at most
LEAST = 4  # signs of the shortest code
_PLAIN = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
_WRITES = (QLineEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox)


class Scanning(QObject):
    """Tells the burst of a scanner from a hand on the keys of a page.

    A sign waits for a moment: when another follows at once it is a scan, else the key
    it is. Fields that take words keep what a hand writes in them.
    """

    def __init__(
        self,
        page: QWidget,
        scanned: Callable[[str], object],
        press: Callable[[str], bool],
        typed: Callable[[str], object],
    ) -> None:
        """Listen on *page*.

        Args:
            page: The page.
            scanned: Takes a code that was scanned.
            press: Does what a key of the page does; returns whether it is one.
            typed: Takes what a hand typed fast, without Enter: words.
        """
        super().__init__(page)
        self._page = page
        self._scanned, self._press, self._typed = scanned, press, typed
        self.gap = GAP
        self._signs = ""
        self._burst, self._before = "", ""  # in a field, and what stood there
        self._between = QElapsedTimer()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._decide)
        # where the keyboard is: a filter over all events would cost every one of them
        self._at: QWidget | None = None
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)

    def _follow(self, _old: QWidget | None, now: QWidget | None) -> None:
        if self._at is not None and isValid(self._at):
            self._at.removeEventFilter(self)
        self._at = None
        if now is not None and self._is_on_page(now):
            self._at = now
            now.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the signs that are meant for the page."""
        kind = event.type()
        if kind not in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
            return False
        if not isinstance(event, QKeyEvent) or not isinstance(watched, QWidget):
            return False
        if isinstance(watched, QLineEdit) and self._is_on_page(watched):
            return kind == QEvent.Type.KeyPress and self._in_field(watched, event)
        if not self._is_ours(watched):
            return False
        is_sign = self._is_sign(event)
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if kind == QEvent.Type.ShortcutOverride:
            if is_sign:
                event.accept()  # it comes as a key then, and not to a shortcut
            return False
        if is_sign:
            if not event.isAutoRepeat():
                self._take(event.text())
            return True
        if is_enter and self._signs:
            return self._enter()
        return False

    def _is_ours(self, watched: QWidget) -> bool:
        return not isinstance(watched, _WRITES) and self._is_on_page(watched)

    def _is_on_page(self, watched: QWidget) -> bool:
        if not self._page.isVisible() or watched.window() is not self._page.window():
            return False  # a sheet is open
        return watched is self._page or self._page.isAncestorOf(watched)

    def _in_field(self, field: QLineEdit, event: QKeyEvent) -> bool:
        """Take a scan out of a field of words; what a hand writes there stays.

        Returns:
            Whether the key is done with: the Enter that ended a scan.
        """
        if self._is_sign(event):
            if not self._burst or self._between.elapsed() > self.gap:
                self._burst, self._before = "", field.text()
            self._burst += event.text()
            self._between.start()
            return False
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        burst, self._burst = self._burst, ""
        if not is_enter or len(burst) < LEAST or self._between.elapsed() > self.gap:
            return False
        field.setText(self._before)
        field.textEdited.emit(self._before)
        self._scanned(burst)
        return True

    @staticmethod
    def _is_sign(event: QKeyEvent) -> bool:
        if event.modifiers() & ~_PLAIN:
            return False
        said = event.text()
        return len(said) == 1 and said.isprintable() and said != " "

    def _take(self, sign: str) -> None:
        self._signs += sign
        self._page.setProperty(PENDING, True)
        self._pause.start(self.gap)

    def _enter(self) -> bool:
        """Return whether an Enter ended a scan; else it is the one that pays."""
        signs, self._signs = self._signs, ""
        self._page.setProperty(PENDING, None)
        self._pause.stop()
        if len(signs) >= LEAST:
            self._scanned(signs)
            return True
        self._give(signs)
        return len(signs) > 1

    @property
    def is_waiting(self) -> bool:
        """Whether a sign waits to be known as a key or a scan."""
        return bool(self._signs)

    def _decide(self) -> None:
        signs, self._signs = self._signs, ""
        self._page.setProperty(PENDING, None)
        self._give(signs)

    def _give(self, signs: str) -> None:
        if len(signs) == 1 and self._press(signs):
            return
        if signs:
            self._typed(signs)

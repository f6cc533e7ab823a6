"""Single keys that act, beside a note that somebody may begin to type unasked."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAction, QInputMethodEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from ui.kit.page import Page

PAUSE = 400  # milliseconds without another key: then it was a key, not a word
LETTER = 800  # of a letter: more words begin with one, and some type slowly
PENDING = "pending"  # property of a page on which a key is not yet decided


class KeysOrWords(QObject):
    """Tells keys from words, so that no digit typed as text ever logs anything.

    A single key acts when no other sign follows it within a moment, or at once with
    Enter. What follows at once makes a text of both, and the text goes to the note.
    """

    def __init__(self, page: Page, note: QPlainTextEdit, *homes: QWidget) -> None:
        super().__init__(page)
        self._page, self.note = page, note
        self._home: QWidget | None = None
        self._typed = ""
        self._act: Callable[[], object] | None = None
        self._action: QAction | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._decide)
        for home in (page, *homes):
            home.installEventFilter(self)
            home.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)

    def key(self, action: QAction, sign: str, act: Callable[[], object]) -> None:
        """Let *sign* do *act* through *action*, its button and its line in the menu."""
        action.setAutoRepeat(False)  # a key that is held down says it once
        action.triggered.disconnect()
        action.triggered.connect(partial(self._pressed, action, sign, act))
        action.installEventFilter(self)

    def let_go(self, home: QWidget) -> None:
        """Let Esc in the note lead to *home*, where the keys act again."""
        self._home = home
        self.note.installEventFilter(self)

    def _leave_note(self, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() != Qt.Key.Key_Escape or self._home is None:
            return False
        self._home.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def forget(self) -> None:
        """Do nothing of what was pressed: another person is in sight by now."""
        self._pause.stop()
        self._typed, self._act, self._action = "", None, None
        self._page.setProperty(PENDING, None)

    def _pressed(
        self, action: QAction, sign: str, act: Callable[[], object], _on: bool = False
    ) -> None:
        if not action.property("by_key"):  # by the mouse, or from a menu
            self.forget()
            act()
            return
        action.setProperty("by_key", None)
        here = QApplication.focusWidget()
        is_elsewhere = here is not None and here is not self._page
        if is_elsewhere and here is not None and not self._page.isAncestorOf(here):
            return  # on the bar or the rail: nobody has this page in hand
        if QApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._write(sign.upper())  # so no key is pressed: a sentence begins
            return
        if self._act is not None and self._action is not action:
            self._write(sign)
            return
        self._typed += sign  # the same twice: a slip of the finger, or "11 days"
        self._act, self._action = act, action
        self._page.setProperty(PENDING, sign)
        self._pause.start(LETTER if sign.isalpha() else PAUSE)

    def _decide(self) -> None:
        act = self._act
        self.forget()
        if act is not None and QApplication.activeModalWidget() is None:
            act()

    def _write(self, more: str) -> None:
        said = self._typed + more
        self.forget()
        note = self.note
        note.setFocus(Qt.FocusReason.OtherFocusReason)
        note.moveCursor(QTextCursor.MoveOperation.End)
        before = note.toPlainText()
        note.insertPlainText(
            f" {said}" if before and not before[-1:].isspace() else said
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what is typed where nothing is to be written."""
        if event.type() == QEvent.Type.Shortcut:
            watched.setProperty("by_key", True)
            return False
        if watched is self.note:
            return self._leave_note(event)
        if isinstance(event, QInputMethodEvent):
            if event.commitString():
                self._write(event.commitString())
            return True
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and self._act is not None:
            self._decide()
            return True
        held = event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        )
        sign = event.text()
        if held or not sign or not sign.isprintable():
            return False
        if isinstance(QApplication.focusWidget(), QLineEdit | QPlainTextEdit):
            return False
        if sign.isspace() and self._act is None:
            return False  # it presses a button, and chooses a line
        self._write(sign)
        return True

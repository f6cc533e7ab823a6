"""Fields that leave Ctrl+Z to the window, and every key to an input method at work."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit


class PassesUndo(QLineEdit):
    """A line in which Ctrl+Z is the window's as long as nothing was typed.

    While an input method composes in it, Esc, Enter, arrows and digits are the
    method's: nothing closes, opens or is logged by them.
    """

    composes = False

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Remember whether something is being composed."""
        self.composes = bool(event.preeditString())
        super().inputMethodEvent(event)

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the window where the field has nothing to undo."""
        if event.type() == QEvent.Type.FocusOut:
            self.composes = False
        if self.composes and is_typed(event):
            event.accept()
            return True
        if event.type() == QEvent.Type.ShortcutOverride and passes(
            event, self.isUndoAvailable(), self.isRedoAvailable()
        ):
            event.ignore()
            return False
        return super().event(event)


def is_typed(event: QEvent) -> bool:
    """Return whether a key was pressed that an input method may want for itself."""
    if not isinstance(event, QKeyEvent) or event.type() == QEvent.Type.KeyRelease:
        return False
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    return not event.modifiers() & held


def passes(event: QEvent, can_undo: bool, can_redo: bool) -> bool:
    """Return whether a key is undo or redo, and nothing was typed in the field.

    Where something was, the key stays in the field also when its last word is taken
    back: whoever clears a note so must not go on to take back the day's work.
    """
    if not isinstance(event, QKeyEvent):
        return False
    if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
        return False
    return event.key() == Qt.Key.Key_Z and not (can_undo or can_redo)

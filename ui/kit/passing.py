"""Fields that leave Ctrl+Z to the window as long as nothing was typed in them."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit


class PassesUndo(QLineEdit):
    """A line in which Ctrl+Z is the window's as long as nothing was typed."""

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the window where the field has nothing to undo."""
        if event.type() == QEvent.Type.ShortcutOverride and passes(
            event, self.isUndoAvailable(), self.isRedoAvailable()
        ):
            event.ignore()
            return False
        return super().event(event)


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

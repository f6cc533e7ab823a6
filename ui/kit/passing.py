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
    """Return whether a key is undo or redo of which a field has none."""
    if not isinstance(event, QKeyEvent):
        return False
    held = event.modifiers()
    if not held & Qt.KeyboardModifier.ControlModifier:
        return False
    again = bool(held & Qt.KeyboardModifier.ShiftModifier)
    if event.key() == Qt.Key.Key_Z:
        return not (can_redo if again else can_undo)
    return False

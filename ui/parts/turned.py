"""The screen turned to the client: nothing of the salon can be reached from it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QDialog, QWidget

from salon.text import _
from ui.kit import style
from ui.kit.buttons import Button, Kind

if TYPE_CHECKING:
    from ui.desk import Desk

HOLD = 2_000  # milliseconds for which the team holds the button to take it back
HELD = (
    Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.MetaModifier
)


class TurnedScreen(QDialog):
    """Full screen and modal to all.

    It is left by the team alone, who hold a button for two seconds; Escape and closing
    do nothing.
    """

    def __init__(self, desk: "Desk", home: QWidget) -> None:
        super().__init__(home.window())
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        style.dress(self)
        self._desk = desk
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._may_leave = False
        self._hold = QTimer(self)
        self._hold.setSingleShot(True)
        self._hold.setInterval(HOLD)
        self._hold.timeout.connect(self.leave)

    def leave(self) -> None:
        """Give the screen back to the team."""
        self._may_leave = True
        self.accept()

    def for_the_team(self) -> Button:
        """Return the button that gives the screen back; it is held."""
        made = Button(_("For the team: hold"), icon="lock", kind=Kind.QUIET, small=True)
        made.pressed.connect(self._hold.start)
        made.released.connect(self._hold.stop)
        return made

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stay: only the team takes it away."""
        if not self._may_leave:
            event.ignore()
            return
        super().closeEvent(event)

    def reject(self) -> None:
        """Do nothing: Escape is no way to the salon's records."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let nothing of the keyboard lead away."""
        event.accept()

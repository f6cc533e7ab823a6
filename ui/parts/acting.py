"""An action of the whole window, as every feature makes its own."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAction, QKeySequence

from ui.kit.iconengine import icon
from ui.parts.homes import page_of

if TYPE_CHECKING:
    from ui.desk import Desk


def action(text: str, keys: str, name: str, act: Callable[[], object]) -> QAction:
    """Return an action with its icon; a key that is held down does it once.

    Args:
        text: What it is called, with its letter marked.
        keys: By which keys, "" for none.
        name: Of its icon.
        act: What it does.
    """
    made = QAction(text)
    made.setAutoRepeat(False)
    if keys:
        made.setShortcut(QKeySequence(keys))
    made.setIcon(icon(name))
    made.setProperty("icon_name", name)
    made.triggered.connect(lambda _checked=False: act())
    return made


class Yielding(QObject):
    """Lets an action of the window give its key to a page that uses it itself."""

    def __init__(self, yields: QAction, desk: "Desk") -> None:
        super().__init__(yields)
        self._action, self._desk = yields, desk
        self._keys = yields.shortcut()
        desk.went.connect(self.look)
        QTimer.singleShot(0, self, self.look)

    def look(self) -> None:
        """Look whether the page that is shown has an action with the same key."""
        page = page_of(self._desk)
        own = page.actions() if page is not None else []
        is_taken = any(one.shortcut() == self._keys for one in own)
        self._action.setShortcut(QKeySequence() if is_taken else self._keys)

"""An action of the whole window, as every feature makes its own."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from salon.text import _
from ui.kit.buttons import Tabs
from ui.kit.iconengine import icon
from ui.kit.tips import tip
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


def turn_by_digits(page: QWidget, tabs: Tabs, turn: Callable[[int], object]) -> None:
    """Let the digit that stands before the name of a tab turn to it.

    They are no actions: a digit in a menu would only repeat what is in sight.
    """

    def to(at: int) -> None:
        tabs.choose(at)
        turn(at)

    for at, button in enumerate(tabs.group.buttons()):
        key = QShortcut(QKeySequence(str(at + 1)), page)
        key.setAutoRepeat(False)
        key.activated.connect(partial(to, at))
        tip(button, _("Key {digit}").format(digit=at + 1))


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

"""An action of the whole window, as every feature makes its own."""

from collections.abc import Callable

from PySide6.QtGui import QAction, QKeySequence

from ui.kit.iconengine import icon


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

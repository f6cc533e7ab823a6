"""What can be done about clients from anywhere in the window."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence

from salon.text import _
from ui.kit.iconengine import icon

if TYPE_CHECKING:
    from ui.desk import Desk


def actions(desk: "Desk") -> Sequence[QAction]:
    """Return the actions of the whole window that are about clients."""

    def new_client() -> None:
        from ui.clients.adding import open_new

        open_new(desk)

    made = QAction(_("&New client"))
    made.setAutoRepeat(False)
    made.setShortcut(QKeySequence("Ctrl+N"))
    made.setIcon(icon("user-plus"))
    made.setProperty("icon_name", "user-plus")
    made.triggered.connect(lambda _checked=False: new_client())
    return [made]

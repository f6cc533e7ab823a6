"""What can be done about photographs from anywhere in the window."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction

from salon.text import _
from ui.parts.acting import action
from ui.skin.watching import open_arrived, watcher_of

if TYPE_CHECKING:
    from ui.desk import Desk


def actions(desk: "Desk") -> Sequence[QAction]:
    """Return the actions of the whole window; the watched folder is watched by now."""
    watcher_of(desk)

    def bring() -> None:
        open_arrived(desk)

    name = _("Photographs from the watched &folder")
    return [action(name, "Ctrl+Shift+I", "photo", bring)]

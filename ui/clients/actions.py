"""What can be done about clients from anywhere in the window."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction

from salon.text import _
from ui.parts.acting import action

if TYPE_CHECKING:
    from ui.desk import Desk


def actions(desk: "Desk") -> Sequence[QAction]:
    """Return the actions of the whole window that are about clients."""

    def new_client() -> None:
        from ui.clients.adding import open_new

        open_new(desk)

    def filling() -> None:
        from ui.clients.filling import open_filling

        open_filling(desk)

    def requiring() -> None:
        from ui.clients.requiring import open_requiring

        open_requiring(desk)

    return [
        action(_("&New client"), "Ctrl+N", "user-plus", new_client),
        action(_("How the files &fill"), "", "clipboard-check", filling),
        action(_("What every client is as&ked"), "", "list-details", requiring),
    ]

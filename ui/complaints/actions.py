"""What can be done about complaints from anywhere in the window."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction

from salon.text import _
from ui.parts.acting import action
from ui.parts.ways import choose_complaint

if TYPE_CHECKING:
    from ui.desk import Desk


def actions(desk: "Desk") -> Sequence[QAction]:
    """Return the actions of the whole window that are about complaints."""
    show = lambda: choose_complaint(desk)  # noqa: E731
    return [action(_("&Complaints"), "", "message-report", show)]

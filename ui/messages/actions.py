"""What can be done about mail from anywhere in the window."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction

from salon.text import _
from ui.messages.sender import keep_sending
from ui.parts.acting import action
from ui.parts.ways import open_outbox

if TYPE_CHECKING:
    from ui.desk import Desk


def actions(desk: "Desk") -> Sequence[QAction]:
    """Return the actions of the whole window that are about mail."""
    keep_sending(desk)
    return [action(_("&Outbox"), "", "mail", lambda: open_outbox(desk))]

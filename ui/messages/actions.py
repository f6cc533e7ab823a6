"""What can be done about mail from anywhere in the window."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction

from salon.text import _
from ui.kit.iconengine import icon
from ui.messages.sender import keep_sending
from ui.parts.ways import open_outbox

if TYPE_CHECKING:
    from ui.desk import Desk


def actions(desk: "Desk") -> Sequence[QAction]:
    """Return the actions of the whole window that are about mail."""
    keep_sending(desk)
    made = QAction(_("&Outbox"))
    made.setAutoRepeat(False)
    made.setIcon(icon("mail"))
    made.setProperty("icon_name", "mail")
    made.triggered.connect(lambda _checked=False: open_outbox(desk))
    return [made]

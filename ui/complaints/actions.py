"""What can be done about complaints from anywhere in the window."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction

from salon.text import _
from ui.parts.acting import action
from ui.places import ClientCard, ComplaintOf

if TYPE_CHECKING:
    from salon.complaints.model import ComplaintLine
    from ui.desk import Desk


def actions(desk: "Desk") -> Sequence[QAction]:
    """Return the actions of the whole window that are about complaints."""
    from salon.complaints.queries import open_complaints

    def show(found: "tuple[ComplaintLine, ...]") -> None:
        place, lines = desk.place, found
        if isinstance(place, ClientCard):  # of the one in sight, first
            mine = tuple(one for one in found if one.client_id == place.id)
            lines = mine or found
        if lines:
            desk.go(ComplaintOf(lines[0].id))
        else:
            desk.say(_("No complaint is open."))

    def ask() -> None:
        desk.ask(open_complaints).then(show)

    return [action(_("&Complaints"), "", "message-report", ask)]

"""What can be done about courses from anywhere in the window."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QAction

from salon.clients.model import ClientId
from salon.text import _
from ui.parts.acting import action
from ui.parts.homes import page_of, tell
from ui.places import ClientCard

if TYPE_CHECKING:
    from ui.desk import Desk


def actions(desk: "Desk") -> Sequence[QAction]:
    """Return the actions of the whole window that are about courses."""
    courses = partial(_courses, desk)
    return [action(_("Co&urses of who is in sight"), "", "gift", courses)]


def _courses(desk: "Desk") -> None:
    """Open the courses of the client that the page is about."""
    from ui.courses.sheet import open_course  # needed only now

    page: Any = page_of(desk)
    known = page.books() if hasattr(page, "books") else {}
    client = known.get("client_id", 0)
    if not client and isinstance(desk.place, ClientCard):
        client = desk.place.id
    if not client:
        tell(desk, _("Open a client first: courses belong to somebody."))
        return
    open_course(desk, ClientId(int(client)))

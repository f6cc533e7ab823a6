"""What can be done about occasions from anywhere in the window."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QAction

from salon.text import _
from ui.parts.acting import action
from ui.parts.homes import page_of
from ui.places import ClientCard, OccasionList

if TYPE_CHECKING:
    from ui.desk import Desk


def actions(desk: "Desk") -> Sequence[QAction]:
    """Return the actions of the whole window that are about occasions."""
    return [
        action(_("&Occasions"), "", "gift", lambda: desk.go(OccasionList())),
        action(
            _("Note a &promise"),
            "Ctrl+Shift+M",
            "heart-handshake",
            lambda: _promise(desk),
        ),
    ]


def _promise(desk: "Desk") -> None:
    from ui.occasions.sheets import open_promise  # needed only now

    page: Any = page_of(desk)
    known = page.books() if hasattr(page, "books") else {}
    client = known.get("client_id")
    if client is None and isinstance(desk.place, ClientCard):
        client = desk.place.id
    if client is None:
        desk.say(_("Open a client’s file, or a call, to note what was promised."))
    else:
        open_promise(desk, client)

"""What can be done about plans and client lists from anywhere in the window."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QAction

from salon.text import _
from ui.parts.acting import Yielding, action
from ui.parts.homes import page_of
from ui.parts.ways import open_export, open_import, open_openings
from ui.places import ClientCard

if TYPE_CHECKING:
    from ui.desk import Desk


def actions(desk: "Desk") -> Sequence[QAction]:
    """Return the actions of the whole window that are about plans and lists."""
    plan = action(_("New &plan"), "F7", "clipboard-list", lambda: _new(desk))
    Yielding(plan, desk)
    return [
        plan,
        action(_("&Import a client list"), "", "playlist-add", lambda: _import(desk)),
        action(
            _("Bring &balances of another program"),
            "",
            "playlist-add",
            lambda: open_openings(desk),
        ),
        action(_("&Export clients"), "", "file-download", lambda: _export(desk)),
    ]


def _new(desk: "Desk") -> None:
    from ui.plans.beginning import open_new_plan  # needed only now

    page: Any = page_of(desk)
    known = page.books() if hasattr(page, "books") else {}
    client = known.get("client_id")
    if client is None and isinstance(desk.place, ClientCard):
        client = desk.place.id
    open_new_plan(desk, client)


def _import(desk: "Desk") -> None:
    open_import(desk)


def _export(desk: "Desk") -> None:
    open_export(desk)

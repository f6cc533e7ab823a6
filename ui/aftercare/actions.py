"""What can be done about contacts and shifts from anywhere in the window."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QAction

from salon.text import _
from ui.parts.acting import action
from ui.parts.homes import page_of
from ui.parts.ways import open_handover, open_round
from ui.places import ClientCard

if TYPE_CHECKING:
    from ui.desk import Desk


def actions(desk: "Desk") -> Sequence[QAction]:
    """Return the actions of the whole window about contacts and shifts."""
    return [
        action(_("Note a &contact"), "Ctrl+J", "message-circle", lambda: note(desk)),
        action(
            _("&Hand over the shift"), "", "users-group", lambda: open_handover(desk)
        ),
        action(_("Shop &round"), "", "list-details", lambda: open_round(desk)),
        action(_("What calls have &taught"), "", "phone-call", lambda: taught(desk)),
    ]


def note(desk: "Desk") -> None:
    """Note a contact of who is in sight, else of somebody who is found."""
    from ui.aftercare.noting import open_contact  # needed only now

    open_contact(desk, in_sight(desk))


def taught(desk: "Desk") -> None:
    """Show what calls have taught."""
    from ui.aftercare.learned import open_learned  # needed only now

    open_learned(desk)


def in_sight(desk: "Desk") -> int | None:
    """Return whom the page is about; None where it is about nobody."""
    if isinstance(desk.place, ClientCard):
        return desk.place.id
    page: Any = page_of(desk)
    known = page.books() if hasattr(page, "books") else {}
    found = known.get("client_id")
    return int(found) if found is not None else None

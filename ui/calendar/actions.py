"""What can be done about times and calls from anywhere in the window."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QAction

from salon.text import _
from ui.parts.acting import Yielding, action
from ui.parts.homes import home_of, page_of
from ui.parts.ways import keep_counting_calls
from ui.places import CallList, ClientCard

if TYPE_CHECKING:
    from ui.desk import Desk


def actions(desk: "Desk") -> Sequence[QAction]:
    """Return the actions of the whole window that are about times and calls."""
    keep_counting_calls(desk)
    booking = action(_("&Book"), "Ctrl+B", "calendar-plus", lambda: book(desk))
    Yielding(booking, desk)
    return [
        booking,
        action(_("&Start calling"), "F8", "phone-call", lambda: desk.go(CallList())),
    ]


def book(desk: "Desk") -> None:
    """Open the booking; who was found in the search, or is on the page, is chosen."""
    from ui.parts.ways import open_booking  # needed only now

    found = _found(desk)
    if found is not None:
        open_booking(desk, found)
        return
    page: Any = page_of(desk)
    known = page.books() if hasattr(page, "books") else {}
    if not known and isinstance(desk.place, ClientCard):
        known = {"client_id": desk.place.id}
    open_booking(desk, **known)


def _found(desk: "Desk") -> int | None:
    """Return the client who is chosen in the open command palette, if one is."""
    palette: Any = getattr(home_of(desk), "palette_", None)
    if palette is None or not palette.isVisible():
        return None
    row = palette.list.currentIndex().row()
    if not 0 <= row < len(palette.hits):
        return None
    place = next(iter(getattr(palette.hits[row].act, "args", ())), None)
    palette.hide()
    return place.id if isinstance(place, ClientCard) else None

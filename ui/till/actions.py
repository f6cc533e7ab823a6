"""What can be done at the till from anywhere in the window."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QAction

from salon.text import _
from ui.parts.acting import action
from ui.parts.homes import page_of
from ui.places import ClientCard, DayEnd, Till
from ui.till.beginning import open_new_bill

if TYPE_CHECKING:
    from ui.desk import Desk


def actions(desk: "Desk") -> Sequence[QAction]:
    """Return the actions of the whole window that are about bills."""
    bill = partial(_bill, desk)
    new = partial(open_new_bill, desk)
    reports = partial(desk.go, DayEnd(None, "reports"))
    return [
        action(_("B&ill of who is in sight"), "Ctrl+Shift+B", "receipt-dollar", bill),
        action(_("Ne&w bill"), "", "receipt-dollar", new),
        action(_("Close the &day"), "", "lock", partial(desk.go, DayEnd())),
        action(_("Repor&ts"), "", "trending-up", reports),
    ]


def _bill(desk: "Desk") -> None:
    """Go to the bill of the client that the page is about, else to the till."""
    page: Any = page_of(desk)
    known = page.books() if hasattr(page, "books") else {}
    client = known.get("client_id", 0)
    if not client and isinstance(desk.place, ClientCard):
        client = desk.place.id
    desk.go(Till(client_id=int(client or 0)))

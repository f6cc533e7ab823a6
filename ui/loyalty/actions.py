"""What leads to the pages of loyalty from anywhere in the window."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction

from salon.text import _
from ui.parts.acting import action
from ui.places import Loyalty, OwnerMonth

if TYPE_CHECKING:
    from ui.desk import Desk


def actions(desk: "Desk") -> Sequence[QAction]:
    """Return the actions of the whole window that are about loyalty."""
    stays = partial(desk.go, Loyalty())
    month = partial(desk.go, OwnerMonth())
    return [
        action(_("Who stays, who &leaves"), "", "heart-handshake", stays),
        action(_("The &month for the owner"), "", "calendar-month", month),
    ]

"""What can be done about the house from anywhere."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction

from salon.text import _
from ui.parts.acting import action
from ui.parts.ways import open_enquiry, open_greeting, open_suggestion
from ui.places import House

if TYPE_CHECKING:
    from ui.desk import Desk


def actions(desk: "Desk") -> Sequence[QAction]:
    """Return the actions of the whole window that are about the house."""
    return [
        action(_("The hous&e"), "", "building-store", partial(desk.go, House())),
        action(_("Somebody came &in"), "", "door-enter", partial(open_enquiry, desk)),
        action(_("Whom to g&reet"), "", "mood-smile", partial(open_greeting, desk)),
        action(
            _("Note a su&ggestion"),
            "",
            "message-circle",
            partial(open_suggestion, desk),
        ),
    ]

"""What leads to the team's figures from anywhere in the window."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction

from salon.text import _
from ui.parts.acting import action
from ui.places import Team

if TYPE_CHECKING:
    from ui.desk import Desk


def actions(desk: "Desk") -> Sequence[QAction]:
    """Return the actions of the whole window that are about colleagues."""
    go = partial(desk.go, Team())
    return [action(_("What each keeps"), "", "users-group", go)]

"""What leads to surveys from anywhere in the window."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction

from salon.text import _
from ui.parts.acting import action
from ui.places import Surveys

if TYPE_CHECKING:
    from ui.desk import Desk


def actions(desk: "Desk") -> Sequence[QAction]:
    """Return the actions of the whole window that are about surveys."""
    go = partial(desk.go, Surveys())
    pulse = partial(desk.go, Surveys("pulse"))
    return [
        action(_("Sur&veys"), "", "clipboard-text", go),
        action(_("How the &team is"), "", "mood-smile", pulse),
    ]

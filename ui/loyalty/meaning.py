"""How it is counted: every figure of a page, defined beside its name."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from salon.loyalty.measures import definitions
from salon.text import _
from ui.kit.sheet import Sheet
from ui.kit.tokens import Type
from ui.kit.words import Words

if TYPE_CHECKING:
    from ui.desk import Desk


def open_meaning(_desk: "Desk", home: QWidget, *measures: str) -> Sheet:
    """Open the definitions of some figures, by their ids; none named: all."""
    sheet = Sheet(home, _("How it is counted"), icon="help-circle", wide=640)
    for name, says in definitions(*measures):
        sheet.add(
            Words(name, type=Type.STRONG),
            Words(says, type=Type.SMALL, faint=True, wrap=True),
        )
    sheet.cancel(_("Close"))
    sheet.open()
    return sheet

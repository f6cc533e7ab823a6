"""Beginning a bill: for whom, or for somebody without a file."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from salon.clients.model import ClientId
from salon.text import _
from salon.till.operations import bill_of_visit, open_bill
from ui.kit.fields import FormRow
from ui.kit.picker import Picker
from ui.kit.sheet import Sheet
from ui.parts.homes import home_of
from ui.parts.ways import picking_client
from ui.places import Till

if TYPE_CHECKING:
    from salon.till.model import BillId
    from ui.desk import Desk


def open_new_bill(desk: "Desk") -> "NewBill | None":
    """Ask for whom a bill is; it opens with the visits of today on it."""
    home = home_of(desk)
    if home is None:
        return None
    sheet = NewBill(desk, home)
    sheet.open()
    sheet.client.setFocus()
    return sheet


class NewBill(Sheet):
    """A client, or nobody: who has no file can buy as well."""

    def __init__(self, desk: "Desk", home: QWidget) -> None:
        super().__init__(home, _("New bill"), icon="receipt-dollar")
        self._desk = desk
        self.client = Picker(
            picking_client(desk),
            _("Find a client by name, phone or card"),
            name=_("Client"),
        )
        hint = _("Left empty it is for somebody without a file.")
        self.add(FormRow(_("For whom?"), self.client, hint))
        self.body.addStretch(1)
        self.cancel()
        self.button(_("Begin the bill"), self._begin, primary=True)

    def _begin(self) -> None:
        key = self.client.key
        if key is None:
            doing = self._desk.do(open_bill)
        else:
            doing = self._desk.do(bill_of_visit, ClientId(int(str(key))))
        doing.then(self._begun).otherwise(self.fail)

    def _begun(self, key: "BillId") -> None:
        self.accept()
        self._desk.go(Till(int(key)))

"""Whom a client brings: noted where the friend has a file, else when she comes."""

from typing import TYPE_CHECKING

from salon.clients.model import ClientId
from salon.prepaid.operations import note_brought_by
from salon.text import _
from ui.kit.picker import Picker
from ui.kit.sheet import Sheet
from ui.kit.words import Words
from ui.parts.homes import home_of, tell
from ui.parts.ways import picking_client
from ui.parts.whose import say_whose

if TYPE_CHECKING:
    from ui.desk import Desk


def open_referral(desk: "Desk", client_id: int, name: str = "") -> "Sheet | None":
    """Ask whether the friend has a file already; else it is noted when she comes."""
    home = home_of(desk)
    if home is None:
        return None
    sheet = Sheet(home, _("Whom the client brings"), icon="users", wide=480)
    say_whose(desk, sheet, client_id)
    said = _(
        "The friend has not asked us for anything: no file is made of a name. If there "
        "is one already, choose it; else note who brought them when they come."
    )
    sheet.add(Words(said, wrap=True))
    friend = Picker(picking_client(desk, client_id), _("Name or phone"))
    friend.setAccessibleName(_("The friend’s file"))
    sheet.add(friend)
    sheet.body.addStretch(1)

    def keep() -> None:
        key = friend.key
        if key is None:
            sheet.accept()
            return
        by = ClientId(client_id)
        doing = desk.do(note_brought_by, ClientId(int(str(key))), by)
        doing.then(done).otherwise(sheet.fail)

    def done(_none: object) -> None:
        sheet.accept()
        tell(desk, _("Kept who brought them"))

    sheet.cancel(_("When they come"))
    sheet.button(_("Keep"), keep, primary=True)
    sheet.open()
    friend.setFocus()
    if name:
        friend.setPlaceholderText(name)
    return sheet

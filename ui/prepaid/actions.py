"""What can be done from anywhere with what a client has with the salon."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QAction

from salon.clients.model import ClientId
from salon.text import _
from ui.parts.acting import action
from ui.parts.homes import page_of, tell
from ui.places import ClientCard

if TYPE_CHECKING:
    from ui.desk import Desk

MEMBER, POINTS, VOUCHERS, REFER, BACK, CONTRACT = range(6)


def actions(desk: "Desk") -> Sequence[QAction]:
    """Return the actions of the whole window that are about what a client has."""
    return [
        action(name, "", icon, partial(_open, desk, what))
        for name, icon, what in (
            (_("&Membership of who is in sight"), "user", MEMBER),
            (_("&Points of who is in sight"), "sparkles", POINTS),
            (_("&Vouchers of who is in sight"), "gift", VOUCHERS),
            (_("Wh&o brought who is in sight"), "users", REFER),
            (_("Pay &stored value back"), "receipt-dollar", BACK),
            (_("&Contract on stored value"), "signature", CONTRACT),
        )
    ]


def _open(desk: "Desk", what: int) -> None:
    """Open a sheet about the client that the page is about."""
    from ui.prepaid import sheets  # needed only now

    page: Any = page_of(desk)
    known = page.books() if hasattr(page, "books") else {}
    client = known.get("client_id", 0)
    if not client and isinstance(desk.place, ClientCard):
        client = desk.place.id
    if not client:
        tell(desk, _("Open a client first: what is paid ahead belongs to somebody."))
        return
    whose = ClientId(int(client))
    if what == CONTRACT:
        sheets.open_contract(desk, whose)
        return
    kinds = {
        MEMBER: sheets.MemberSheet,
        POINTS: sheets.PointsSheet,
        VOUCHERS: sheets.VoucherSheet,
        REFER: sheets.ReferSheet,
        BACK: sheets.TopUpRefundSheet,
    }
    sheets.open_purse(desk, whose, kinds[what])

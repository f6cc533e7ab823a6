"""Bills as the search finds them: by the number as it is printed."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from salon.text import _, amount, full_day
from salon.till.model import BillLineShort
from salon.till.queries import find_bills
from ui.desk import Found
from ui.kit.rows import Line
from ui.places import Till
from ui.tasks import Pending

if TYPE_CHECKING:
    from ui.desk import Desk


def find(desk: "Desk", text: str, most: int) -> "Pending[Sequence[Found]]":
    """Ask for the bill whose number *text* is."""
    found = Pending[Sequence[Found]]()

    def arrive(lines: Sequence[BillLineShort]) -> None:
        found.arrive([_found(desk, one) for one in lines[:most]])

    desk.ask(find_bills, text).then(arrive)
    return found


def _found(desk: "Desk", one: BillLineShort) -> Found:
    detail = _("Bill {number} · {day} · {sum}").format(
        number=one.number,
        day=full_day(one.day),
        sum=amount(one.total, desk.premises.currency),
    )
    who = one.client or _("Somebody without a file")
    return Found(
        Line(who, detail, icon="receipt-dollar", key=int(one.id)), Till(int(one.id))
    )

"""The address of a treatment record, and the way there."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ui.pages import PAGES
from ui.places import Place

if TYPE_CHECKING:
    from ui.desk import Desk


@dataclass(frozen=True)
class RecordOf(Place):
    """What was done at one visit, being written or read."""

    appointment_id: int


PAGES.setdefault(RecordOf, ("ui.treatments.page:RecordPage", "today"))


def open_record(desk: "Desk", appointment_id: int) -> None:
    """Show the treatment record of a visit."""
    desk.go(RecordOf(appointment_id))

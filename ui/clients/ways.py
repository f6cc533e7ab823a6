"""What one begins from a client's file that needs a question first."""

from typing import TYPE_CHECKING

from salon.appointments.model import DayLine
from salon.appointments.queries import last_like
from salon.clients.model import ClientId
from ui.parts.ways import open_booking

if TYPE_CHECKING:
    from ui.desk import Desk


def book_usual(desk: "Desk", key: ClientId) -> None:
    """Open the booking with what she usually has, with whom she usually has it."""

    def begin(usual: DayLine | None) -> None:
        if usual is None:
            open_booking(desk, key)
        else:
            open_booking(desk, key, usual.service_id, person_id=usual.person.id)

    desk.ask(last_like, key).then(begin)

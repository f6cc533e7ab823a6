"""What a page may begin on another one, which it does not know."""

from datetime import date, time
from typing import TYPE_CHECKING, Any

from salon.appointments.model import AppointmentId
from salon.appointments.operations import start_treatment
from salon.errors import SalonError
from ui.frame.pages import named
from ui.parts.reasons import ask_reason
from ui.places import RecordOf

if TYPE_CHECKING:
    from ui.desk import Desk


def open_booking(
    desk: "Desk",
    client_id: int | None = None,
    service_id: int | None = None,
    day: date | None = None,
    start: time | None = None,
    person_id: int | None = None,
) -> None:
    """Open the sheet that gives a client a time; what is known is filled in."""
    opening: Any = named("ui.booking.sheet:open_booking")
    opening(desk, client_id, service_id, day, start, person_id)


def open_record(desk: "Desk", appointment_id: int) -> None:
    """Show the treatment record of a visit."""
    desk.go(RecordOf(appointment_id))


def begin(desk: "Desk", key: AppointmentId) -> None:
    """Start a treatment; where something stands against it, ask for the reason."""

    def again(reason: str) -> None:
        desk.do(start_treatment, key, override=reason)

    def refused(error: SalonError) -> None:
        ask_reason(desk, error, again)

    desk.do(start_treatment, key).otherwise(refused)

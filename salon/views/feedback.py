"""What is needed to ask a client how a visit was, in one look at the records."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from salon.appointments.model import AppointmentId, DayLine
from salon.appointments.queries import appointment
from salon.clients.model import ClientId
from salon.clients.queries import client_card
from salon.feedback.model import FeedbackLine
from salon.feedback.queries import feedback_of, hope_of, may_be_asked
from salon.settings.queries import premises
from salon.staff.queries import team

if TYPE_CHECKING:
    from salon.work import Reading


@dataclass(frozen=True, slots=True)
class Asking:
    """A visit, whom it is asked of and in which language, and what is known of it."""

    visit: DayLine
    language: str
    people: tuple[tuple[int, str], ...]  # who may be named
    hope: tuple[int, str] | None
    told: FeedbackLine | None
    may_be_asked: bool  # not within a week of the last time


def asking(reading: "Reading", appointment_id: AppointmentId) -> Asking:
    """Return what is needed to ask; raises Missing."""
    visit = appointment(reading, appointment_id)
    card = client_card(reading, ClientId(visit.client_id))
    return Asking(
        visit=visit,
        language=card.line.language or premises(reading).language,
        people=tuple((int(one.id), one.name) for one in team(reading)),
        hope=hope_of(reading, appointment_id),
        told=feedback_of(reading, appointment_id),
        may_be_asked=may_be_asked(reading, appointment_id),
    )

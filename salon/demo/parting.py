"""Who leaves although a visit is booked, and who was asked about health by now."""

from sqlalchemy import func, select

from salon.appointments.model import Status
from salon.appointments.tables import Appointment
from salon.catalogue.tables import Service
from salon.clients.answering import require_fields
from salon.clients.departing import note_departure
from salon.clients.departures import Leave
from salon.clients.fullness import HEALTH
from salon.clients.tables import Client, ClientAnswered
from salon.demo.house import House
from salon.demo.words import load
from salon.safety.queries import NEVER_ASKED
from salon.work import Work

_SOON = 3  # days ahead; whoever comes before does not leave
_WAS_HERE = (Status.ARRIVED, Status.IN_TREATMENT, Status.COMPLETED, Status.LEFT)
_AGREED = (Status.BOOKED, Status.CONFIRMED)
_ASKED = {"state": "answered", "source": "client"}


def ask_before_treatments(work: Work, house: House) -> None:
    """Let no treatment begin without the health questions.

    Whoever comes again was asked the last time, whoever is here was asked at the
    door; whoever comes first some day is asked then. Of today one is overlooked.
    """
    require_fields(work, [HEALTH])
    a = Appointment
    today = house.date(house.today)
    comes = select(a.client_id).where(a.day >= today)
    asked = (
        select(a.client_id, func.max(a.day))
        .where(a.client_id.in_(comes), a.day <= today)
        .where(a.status.in_(_WAS_HERE))
        .group_by(a.client_id)
        .order_by(a.client_id)
    )
    overlooked = (
        select(a.client_id)
        .join(Service, Service.id == a.service_id)
        .where(a.day == today, a.status.in_(_AGREED), a.client_id > _known())
        .where(Service.family.not_in(NEVER_ASKED))
        .order_by(a.start, a.client_id)
        .limit(1)
    )
    one = work.session.scalar(overlooked)
    rows = [
        {"client_id": key, "field": HEALTH, "on": day} | _ASKED
        for key, day in work.session.execute(asked)
        if key != one
    ]
    work.add_many(ClientAnswered, rows)


def _known() -> int:
    """Return how many people have stories of their own; they come first."""
    return len(load("people")["person"])


def let_one_leave(work: Work, house: House) -> None:
    """Let the first who can say that it is the last visit; it is kept."""
    a = Appointment
    soon = house.date(min(house.today + _SOON, house.days - 1))
    first, count = func.min(a.day), func.count()
    asked = (
        select(a.client_id)
        .join(Client, Client.id == a.client_id)
        .where(a.status.in_(_AGREED), a.day >= house.date(house.today))
        .where(Client.merged_into.is_(None))
        .group_by(a.client_id)
        .having(count == 1, first >= soon)
        .order_by(a.client_id)
    )
    found = [key for key in work.session.scalars(asked) if key > _known()]
    if found:
        reason = house.texts.first("left.move")
        note_departure(work, found[0], Leave.ARCHIVED, reason, calls_off=False)

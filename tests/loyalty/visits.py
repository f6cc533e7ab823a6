"""Visits that have been, for the tests of loyalty."""

from datetime import time, timedelta

from salon.appointments.model import Status
from salon.appointments.tables import Appointment
from salon.clients.model import ClientId
from salon.events import Event
from salon.money import Money
from salon.work import Work
from tests.house import FRIDAY, House


class Noted(Event):
    text = "Noted"
    undoable = False


def visited(
    house: House,
    who: int,
    *days: int,
    price: int = 8_500,
    status: Status = Status.LEFT,
    booked: int | None = None,
) -> None:
    """Let visits have been so many days before Friday, or be after it."""

    def note(work: Work) -> None:
        for day in days:
            made = work.now - timedelta(days=day + 1 if booked is None else booked)
            work.add(
                Appointment(
                    client_id=ClientId(who),
                    service_id=house.peel,
                    staff_id=house.lea,
                    day=FRIDAY - timedelta(days=day),
                    start=time(10),
                    minutes=45,
                    price=Money(price),
                    status=status,
                    booked_at=made,
                )
            )
        work.record(Noted())

    house.salon.do(note)

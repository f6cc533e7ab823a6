"""A house with the starting content, and a peel that was given to Amira today."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, time

import pytest

from salon.app import Salon
from salon.appointments.model import AppointmentId
from salon.appointments.operations import Booking, arrive, book, complete
from salon.catalogue.model import ServiceId
from salon.catalogue.queries import resolve_service
from salon.clients.model import Alert, ClientId
from salon.clients.queries import client_lines
from salon.clock import StoppedClock
from salon.content import load_content
from salon.staff.model import Role, StaffId
from salon.staff.operations import hire
from tests.house import FRIDAY, Furnished, House


@dataclass(frozen=True)
class Mishap:
    """Amira had a facial with an acid this morning; nobody objects to anything."""

    house: House
    visit: AppointmentId
    service: ServiceId
    hand: StaffId  # looks after clients, may not manage
    trainee: StaffId
    caller: StaffId

    @property
    def salon(self) -> Salon:
        return self.house.salon

    @property
    def amira(self) -> ClientId:
        return self.house.amira

    def alerts(self, client: ClientId | None = None) -> tuple[Alert, ...]:
        [line] = self.salon.ask(client_lines, [client or self.amira])
        return line.alerts

    def at(self, moment: str) -> None:
        """Let it be *moment* on the salon's wall: "27 09:00", a day of March."""
        clock = self.salon._clock
        assert isinstance(clock, StoppedClock)
        day, hour = moment.split()
        clock.instant = datetime.fromisoformat(f"2026-03-{day}T{hour}:00+01:00")


def went_wrong(house: House) -> Mishap:
    """Furnish a house for it: the content, a team, and the peel."""
    salon = house.salon
    salon.do(load_content)
    service = salon.ask(resolve_service, "fac_deep").id
    hand = salon.do(hire, "Hana", Role.RECEPTION)
    trainee = salon.do(hire, "Tess", Role.TRAINEE)
    caller = salon.do(hire, "Cara", Role.AFTERCARE)
    salon.do(hire, "All", Role.THERAPIST, "l4 specialist consultant medical")
    wish = Booking(house.amira, service, FRIDAY, time(7))
    visit = salon.do(book, wish)
    salon.do(arrive, visit)
    salon.do(complete, visit)
    return Mishap(house, visit, service, hand, trainee, caller)


@pytest.fixture
def mishap(furnished: Furnished) -> Iterator[Mishap]:
    with furnished(went_wrong) as (house, first):
        made: Mishap = replace(first, house=house)
        made.at("27 10:41")
        yield made


Do = Callable[..., object]

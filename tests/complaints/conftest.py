"""A house with the starting content, a team of all ranks, and a tint gone too dark."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, time
from typing import Any

import pytest

from salon.app import Salon
from salon.appointments.model import AppointmentId
from salon.appointments.operations import Booking, arrive, book, complete
from salon.appointments.tables import Appointment
from salon.catalogue.queries import resolve_service
from salon.clients.model import ClientId
from salon.clock import StoppedClock
from salon.complaints.model import ComplaintCard, ComplaintId, OfferId
from salon.complaints.offering import offer
from salon.complaints.operations import (
    agree,
    apologise,
    clarify,
    follow_up,
    listen,
    open_complaint,
    propose,
)
from salon.complaints.queries import complaint
from salon.content import load_content
from salon.money import Money
from salon.staff.model import Role, StaffId
from salon.staff.operations import hire
from salon.work import Work
from tests.house import FRIDAY, Furnished, House, HouseOpened

WORDS = "I said light brown twice"
ROOT = "The shade card was not shown"


@dataclass(frozen=True)
class Case:
    """Amira's brows came out darker than agreed; Jun did them on Friday at eight."""

    house: House
    visit: AppointmentId
    jun: StaffId  # therapist; it is about Jun
    mei: StaffId  # consultant
    lena: StaffId  # manager
    olga: StaffId  # owner
    hana: StaffId  # reception

    @property
    def salon(self) -> Salon:
        return self.house.salon

    @property
    def amira(self) -> ClientId:
        return self.house.amira

    def at(self, moment: str) -> None:
        """Let it be *moment* on the salon's wall: "27 09:00", or "2026-04-02 09:00"."""
        clock = self.salon._clock
        assert isinstance(clock, StoppedClock)
        day, hour = moment.split()
        day = day if "-" in day else f"2026-03-{day}"
        wall = datetime.fromisoformat(f"{day}T{hour}:00")
        clock.instant = wall.replace(tzinfo=clock.zone)

    def by(self, who: StaffId | None, deed: Any, *said: Any, **more: Any) -> Any:
        """Let *who* do something."""
        return self.salon.do_as(who, deed, *said, **more)

    def opened(self, **more: Any) -> ComplaintId:
        said = {"words": WORDS, "appointment_id": self.visit, **more}
        key: ComplaintId = self.by(
            said.pop("by", self.mei), open_complaint, self.amira, **said
        )
        return key

    def card(self, key: ComplaintId) -> ComplaintCard:
        return self.salon.ask(complaint, key)

    def clarified(self, **more: Any) -> ComplaintId:
        """Return a case of which the first three steps are done."""
        key = self.opened(**more)
        self.by(self.mei, listen, key, WORDS, is_read_back=True)
        self.by(self.mei, apologise, key)
        self.by(self.lena, clarify, key, "staff_skill", ROOT)
        return key

    def two_ways(self, key: ComplaintId) -> tuple[OfferId, OfferId]:
        """Put a repeat by Mei and a part of the price by Lena on the table."""
        day = self.salon.today()
        first = self.by(
            *(self.mei, offer, key, "redo"), text="Made lighter", promised_on=day
        )
        second = self.by(
            *(self.lena, offer, key, "partial_refund"),
            amount=Money(2800),
            promised_on=day,
        )
        return first, second

    def agreed(self, **more: Any) -> ComplaintId:
        """Return a case in which the client has chosen the repeat."""
        key = self.clarified(**more)
        first, _second = self.two_ways(key)
        self.by(self.mei, propose, key)
        self.by(self.mei, agree, key, first)
        return key

    def learned(self, **more: Any) -> ComplaintId:
        """Return a case of which all six steps are done."""
        key = self.agreed(**more)
        day = self.salon.today()
        self.by(self.lena, follow_up, key, "The shade card is shown", self.lena, day)
        return key


def too_dark(house: House) -> Case:
    """Furnish a house for it: the content, a team, and the tint."""
    salon = house.salon
    salon.do(load_content)
    service = salon.ask(resolve_service, "fac_deep").id
    jun = salon.do(hire, "Jun", Role.THERAPIST, "l4 specialist consultant medical")
    mei = salon.do(hire, "Mei", Role.CONSULTANT)
    lena = salon.do(hire, "Lena", Role.MANAGER)
    olga = salon.do(hire, "Olga", Role.OWNER)
    hana = salon.do(hire, "Hana", Role.RECEPTION)
    wish = Booking(house.amira, service, FRIDAY, time(8), staff_id=jun)
    visit = salon.do(book, wish)
    salon.do(arrive, visit)
    salon.do(complete, visit)

    def price(work: Work) -> None:
        work.get(Appointment, visit).price = Money(2800)
        work.events[:] = [HouseOpened()]

    salon.do(price)
    return Case(house, visit, jun, mei, lena, olga, hana)


@pytest.fixture
def case(furnished: Furnished) -> Iterator[Case]:
    with furnished(too_dark) as (house, first):
        made: Case = replace(first, house=house)
        made.at("27 12:00")
        yield made

"""What the tests of occasions do again and again."""

import json
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from salon.aftercare.model import CallLine, CallStatus
from salon.aftercare.queries import calls_of
from salon.appointments.model import Status
from salon.appointments.tables import Appointment
from salon.catalogue.tables import Product
from salon.clients.model import BirthdayLine, ClientDraft, ClientId
from salon.clients.operations import add_client
from salon.content import load_content
from salon.money import Money
from salon.occasions.model import Kind, OccasionLine, Ran
from salon.occasions.operations import plan_occasions
from salon.occasions.queries import occasions
from salon.work import Work
from tests.house import Furnished, House, HouseOpened

LONG = timedelta(days=1000)


class Night:
    """A salon whose nights are run by hand."""

    def __init__(self, house: House) -> None:
        self.house, self.salon = house, house.salon

    def run(self, day: date | None = None, at: time = time(6), **more: Any) -> Ran:
        """Run a night to its end; of another day with the clock stopped there."""
        if day is not None:
            with self.salon.stopped_at(datetime.combine(day, at)):
                return self.run(**more)
        while not (ran := self.salon.do(plan_occasions, **more)).is_whole:
            more = {}
        return ran

    def lines(self, who: int, *kinds: Kind) -> list[OccasionLine]:
        """Return what is kept of a client, in the order of the days."""
        today = self.salon.today()
        first, last = today - LONG, today + LONG
        found = self.salon.ask(occasions, first, last, ClientId(who), kinds)
        return [one for one in found if one.id is not None]

    def calls(self, who: int) -> list[CallLine]:
        """Return the calls of a client that wait."""
        found = self.salon.ask(calls_of, ClientId(who))
        return [one for one in found if one.status is CallStatus.WAITING]

    def client(self, name: str = "Carla Rossi", **said: Any) -> ClientId:
        """Add a client, perhaps with a birthday as "3-27"."""
        born = said.pop("born", None)
        if born is not None:
            month, day = born.split("-")
            said["birthday"] = BirthdayLine(month=int(month), day=int(day))
        return self.salon.do(add_client, ClientDraft(name=name, **said))

    def visited(
        self,
        who: int,
        *days: date,
        status: Status = Status.LEFT,
        service: int | None = None,
    ) -> list[int]:
        """Let visits have been; return their numbers."""

        def note(work: Work) -> list[int]:
            keys = [
                work.add(
                    Appointment(
                        client_id=ClientId(who),
                        service_id=service or self.house.peel,
                        staff_id=self.house.lea,
                        day=day,
                        start=time(10),
                        minutes=45,
                        price=Money(8500),
                        status=status,
                        booked_at=work.now,
                    )
                ).id
                for day in days
            ]
            work.record(HouseOpened())
            return [int(key) for key in keys]

        return self.salon.do(note)

    def put(self, make: Callable[[Work], Any]) -> Any:
        """Write something into the records as it is."""

        def note(work: Work) -> Any:
            made = make(work)
            work.record(HouseOpened())
            return made

        return self.salon.do(note)


def a_product(ref: str = "se_ha", unit_days: int = 30) -> Product:
    """Return a serum of which one lasts a month."""
    return Product(
        ref=ref,
        category="serum",
        en="Hyaluronic serum",
        zh_hans="玻尿酸精华",
        zh_hant="玻尿酸精華",
        body=json.dumps({"unit_days": unit_days}),
        sort=1,
        origin="",
    )


@pytest.fixture
def night(house: House) -> Night:
    return Night(house)


def with_content(house: House) -> int:
    """Furnish a house with the content of a new salon."""
    return house.salon.do(load_content)


@pytest.fixture
def full(furnished: Furnished) -> Iterator[Night]:
    """The same with the content of a new salon."""
    with furnished(with_content) as (house, _count):
        yield Night(house)

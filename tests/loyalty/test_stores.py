"""Classes come out the same on either kind of store, also at a second desk."""

from collections.abc import Callable
from datetime import time, timedelta

from salon.app import Salon
from salon.appointments.model import Status
from salon.appointments.tables import Appointment
from salon.loyalty.guarding import monday_of
from salon.loyalty.operations import look_after_gold
from salon.loyalty.queries import lights, standings
from salon.loyalty.refreshing import refresh
from salon.money import Money
from salon.views.kept_sheets import work_out_compared, work_out_loyalty, work_out_month
from salon.work import Work
from tests.house import FRIDAY, open_house
from tests.loyalty.visits import Noted


def test_both_stores_work_classes_out(another_desk: Callable[..., Salon]) -> None:
    salon = another_desk()
    house = open_house(salon)

    def note(work: Work) -> None:
        for client, days in ((house.amira, (300, 200, 90)), (house.basia, (9, 2))):
            for day in days:
                work.add(
                    Appointment(
                        client_id=client,
                        service_id=house.peel,
                        staff_id=house.lea,
                        day=FRIDAY - timedelta(days=day),
                        start=time(10),
                        minutes=45,
                        price=Money(8_500),
                        status=Status.LEFT,
                        booked_at=work.now - timedelta(days=day + 1),
                    )
                )
        work.record(Noted())

    salon.do(note)
    assert refresh(salon) is not None
    found = salon.ask(standings)
    assert found[int(house.amira)].spent == Money(25_500)
    assert found[int(house.basia)].loyalty == "new"
    other = another_desk()
    assert other.ask(standings) == found
    other.do(look_after_gold)
    salon.do(look_after_gold)
    lit = salon.ask(lights, monday_of(FRIDAY))
    assert len({(one.client_id, one.light) for one in lit}) == len(lit)
    month = work_out_month(salon, FRIDAY)
    assert month.bars[0].people + month.came - month.went == month.bars[-1].people
    assert work_out_loyalty(other, 90).new.now == 1
    assert work_out_compared(other).groups

"""A crowd of clients who came, with classes as they were worked out."""

from collections.abc import Mapping
from datetime import date, time, timedelta
from typing import Any

from salon.appointments.model import Status
from salon.appointments.tables import Appointment
from salon.clients.model import ClientId
from salon.clients.tables import ClientPhone
from salon.events import Event
from salon.loyalty.tables import Standing
from salon.money import Money
from salon.staff.model import Role, StaffId
from salon.staff.tables import StaffMember
from salon.work import Work
from tests.house import FRIDAY, House, a_client

# What somebody answers who is content, but for one thing.
CONTENT = {
    **{f"ye_{one}_e": "4" for one in ("tan", "rel", "res", "ass", "emp")},
    **{f"ye_{one}_p": "4" for one in ("tan", "rel", "res", "ass", "emp")},
    "ye_ref": "1",
    "ye_afc": "1",
    "ye_nps": "8",
}


class CrowdCame(Event):
    text = "A crowd came"
    undoable = False


def standing(key: int, abc: str, **said: Any) -> Standing:
    """Return how somebody stands: a class, and little else."""
    numbers = (
        *("score", "recency", "frequency", "monetary", "visits"),
        *("all_visits", "paused", "spent", "spent_ever", "next_year", "value"),
        *("worth_limit", "regularity", "discount_share", "families", "friends"),
    )
    kept: dict[str, Any] = dict.fromkeys(numbers, 0)
    kept |= {"abc": abc, "abc_raw": abc, "abc_by_count": abc, "abc_since": FRIDAY}
    kept |= {"loyalty": "loyal", "loyalty_since": FRIDAY}
    kept |= {"flags": "", "segment": "", "first_visit": FRIDAY - timedelta(days=300)}
    kept |= {"last_visit": FRIDAY - timedelta(days=10), "next_visit": None}
    kept |= {"expected": 3000, "sigma": 2500, "recommends": None, "staff_id": None}
    return Standing(client_id=key, **(kept | said))


def colleague(house: House, name: str, role: Role = Role.THERAPIST) -> StaffId:
    """Let somebody else work here too."""

    def hire(work: Work) -> StaffId:
        work.events[:] = [CrowdCame()]
        return work.add(StaffMember(name=name, role=role)).id

    return house.salon.do(hire)


def visited(work: Work, house: House, key: int, day: date, staff: int) -> None:
    """Let somebody have been here."""
    work.session.add(
        Appointment(
            client_id=ClientId(key),
            service_id=house.peel,
            staff_id=StaffId(staff),
            day=day,
            start=time(9),
            minutes=45,
            price=Money(8500),
            status=Status.COMPLETED,
            booked_at=work.now,
        )
    )


def crowd(
    house: House,
    classes: Mapping[str, int],
    staff: tuple[int, ...] = (),
    *,
    days: int = 10,
    is_classed: bool = True,
    **said: Any,
) -> dict[str, list[ClientId]]:
    """Let many have been here *days* ago, so many of each class; return them.

    *said* is of their standing; with several colleagues they share the clients.
    """
    people = staff or (house.lea,)

    def come(work: Work) -> dict[str, list[ClientId]]:
        found: dict[str, list[ClientId]] = {}
        place = 0
        for abc, count in classes.items():
            found[abc] = []
            for number in range(count):
                name = f"{abc or 'Client'} {number:04}"
                client = a_client(name, "")
                work.session.add(client)
                work.session.flush()
                digits = f"337{client.id:08}"
                work.session.add(
                    ClientPhone(client_id=client.id, number=f"+{digits}", digits=digits)
                )
                who = people[place % len(people)]
                visited(work, house, client.id, FRIDAY - timedelta(days=days), who)
                if is_classed:
                    one = {"staff_id": who, **said}
                    work.session.add(standing(client.id, abc, **one))
                found[abc].append(client.id)
                place += 1
        work.session.flush()
        work.events[:] = [CrowdCame()]
        return found

    return house.salon.do(come)

"""Free times are those of the salon's wall clock, hours and people."""

from datetime import date, datetime, time, timedelta

import pytest

from salon.appointments.model import Closed, FreeTime, Resource, Slot
from salon.appointments.operations import Booking, block_time, book
from salon.appointments.queries import Chosen, free_times
from salon.catalogue.queries import service as service_card
from salon.clock import StoppedClock
from salon.rooms.tables import Room
from salon.staff.tables import StaffMember
from salon.work import Work
from tests.house import FRIDAY, House
from tests.leaning import RowMade

SATURDAY, SUNDAY, MONDAY = (FRIDAY + timedelta(days=days) for days in (1, 2, 3))


def offered(house: House, **more: object) -> list[FreeTime]:
    card = house.salon.ask(service_card, house.peel)
    found: list[FreeTime] = house.salon.ask(free_times, card, **more)  # type: ignore[arg-type]
    return found


@pytest.mark.parametrize(
    ("now", "day", "start"),
    [
        ("2026-03-27T06:00:00+00:00", FRIDAY, time(7)),  # seven sharp in Paris
        ("2026-03-27T06:00:01+00:00", FRIDAY, time(7, 15)),
        ("2026-03-27T20:15:00+00:00", FRIDAY, time(21, 15)),  # the last, until 22:00
        ("2026-03-27T20:15:01+00:00", SATURDAY, time(7)),
        ("2026-03-27T23:30:00+00:00", SATURDAY, time(7)),  # Friday still in Greenwich
        ("2026-03-28T20:16:00+00:00", MONDAY, time(7)),  # closed on Sunday
        ("2026-03-30T05:00:00+00:00", MONDAY, time(7)),  # by summer time
        ("2026-03-30T05:01:00+00:00", MONDAY, time(7, 15)),
    ],
)
def test_the_first_free_time_is_told_by_the_clock_on_the_salons_wall(
    house: House, now: str, day: date, start: time
) -> None:
    clock = house.salon._clock
    assert isinstance(clock, StoppedClock)
    clock.instant = datetime.fromisoformat(now)

    first = offered(house, limit=1)[0]

    assert (first.day, first.start) == (day, start)
    house.salon.do(book, Booking(house.amira, house.peel, day, start))


@pytest.mark.parametrize(("days", "count"), [(1, 0), (2, 1)])
def test_times_are_offered_up_to_the_last_day_that_was_asked_for(
    house: House, days: int, count: int
) -> None:
    found = offered(house, start=SUNDAY, days=days, limit=1)

    assert len(found) == count


def test_a_past_day_is_never_offered(house: House) -> None:
    first = offered(house, start=FRIDAY - timedelta(days=7), limit=1)[0]

    assert first.day == FRIDAY


def test_no_time_is_offered_at_which_she_is_here_herself(house: House) -> None:
    def hire(work: Work) -> None:
        work.add(StaffMember(name="Mia"))
        work.add(Room(name="Attic"))
        work.record(RowMade())

    house.salon.do(hire)
    wish = Booking(house.amira, house.peel, FRIDAY, time(7), staff_id=house.lea)
    house.salon.do(book, wish)

    others = offered(house, limit=1, client_id=house.basia)[0]
    hers = offered(house, limit=1, client_id=house.amira)[0]
    with_lea = offered(house, limit=1, client_id=house.basia, chosen=Chosen(house.lea))

    assert (others.start, hers.start) == (time(7), time(7, 45))
    assert with_lea[0].start == time(7, 45)


def test_blocked_time_is_free_again_from_the_minute_it_ends(house: House) -> None:
    slot = Slot(FRIDAY, time(7), 50)
    house.salon.do(block_time, Resource.PERSON, house.lea, slot, "Dentist")

    assert offered(house, limit=1)[0].start == time(7, 50)


@pytest.mark.parametrize(
    ("start", "is_open"),
    [
        (time(7), True),
        (time(21, 15), True),
        (time(6, 59), False),
        (time(21, 16), False),
    ],
)
def test_a_visit_begins_and_ends_within_the_hours(
    house: House, start: time, is_open: bool
) -> None:
    wish = Booking(house.amira, house.peel, MONDAY, start, staff_id=house.lea)

    if is_open:
        house.salon.do(book, wish)
    else:
        with pytest.raises(Closed):
            house.salon.do(book, wish)

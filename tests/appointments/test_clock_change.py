"""When the clocks go forward an hour is lost; nothing can be agreed in it."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from salon.appointments.clock_change import lasting, left_of, lost, touches_lost
from salon.appointments.model import HourLost, Slot
from salon.appointments.operations import Booking, Change, book, move
from salon.appointments.queries import appointment, free_times
from salon.catalogue.queries import service as service_card
from salon.settings.model import Hours
from salon.settings.operations import describe
from tests.house import FRIDAY, House

PARIS = ZoneInfo("Europe/Paris")
SUNDAY = FRIDAY + timedelta(days=2)  # 29 March 2026: two o'clock is three
MONDAY = FRIDAY + timedelta(days=3)
AUTUMN = date(2026, 10, 25)  # three o'clock comes twice
ALL_NIGHT = Hours((((time(0), time(23, 30)),),) * 7)


@pytest.fixture
def house(house: House) -> House:
    """Return the house that is open by night."""
    house.salon.do(describe, hours=ALL_NIGHT)
    return house


@pytest.mark.parametrize(
    ("zone", "day", "gap"),
    [
        ("Europe/Paris", "2026-03-29", (120, 180)),
        ("Europe/London", "2026-03-29", (60, 120)),
        ("America/New_York", "2026-03-08", (120, 180)),
        ("Asia/Shanghai", "1986-05-04", (120, 180)),
        ("Australia/Lord_Howe", "2026-10-04", (120, 150)),
        ("Africa/Cairo", "2026-04-24", (0, 60)),
        ("Europe/Paris", "2026-03-28", None),
        ("Europe/Paris", "2026-10-25", None),
        ("Asia/Shanghai", "2026-05-04", None),
    ],
)
def test_the_lost_minutes_are_those_that_no_wall_clock_shows(
    zone: str, day: str, gap: tuple[int, int] | None
) -> None:
    assert lost(date.fromisoformat(day), ZoneInfo(zone)) == gap


@pytest.mark.parametrize(
    ("start", "is_there"),
    [
        (time(1, 15), True),  # over at two
        (time(1, 20), False),
        (time(2), False),
        (time(2, 30), False),
        (time(2, 55), False),
        (time(3), True),
    ],
)
def test_what_is_booked_or_moved_into_the_lost_hour_is_refused(
    house: House, start: time, *, is_there: bool
) -> None:
    there = Booking(house.amira, house.peel, SUNDAY, start)
    other = house.salon.do(book, Booking(house.basia, house.peel, MONDAY, time(9)))
    if is_there:
        house.salon.do(book, there)
        return

    with pytest.raises(HourLost, match="from 02:00 to 03:00 there is no time"):
        house.salon.do(book, there)
    with pytest.raises(HourLost):
        house.salon.do(move, other, Change(day=SUNDAY, start=start))
    house.salon.do(book, Booking(house.amira, house.peel, MONDAY, start))


def test_a_visit_is_not_made_longer_into_the_lost_hour(house: House) -> None:
    key = house.salon.do(book, Booking(house.amira, house.peel, SUNDAY, time(1)))

    with pytest.raises(HourLost):
        house.salon.do(move, key, Change(minutes=90))
    house.salon.do(move, key, Change(minutes=60))


def test_the_lost_hour_is_never_offered(house: House) -> None:
    card = house.salon.ask(service_card, house.peel)

    found = house.salon.ask(free_times, card, start=SUNDAY, days=2, limit=200)

    sunday = [one.start for one in found if one.day == SUNDAY]
    assert max(start for start in sunday if start < time(2)) == time(1, 15)
    assert min(start for start in sunday if start > time(1, 15)) == time(3)
    assert time(2) in [one.start for one in found if one.day == MONDAY]


@pytest.mark.parametrize(
    ("day", "start", "minutes", "real"),
    [
        (SUNDAY, time(1), 180, 120),
        (SUNDAY, time(3), 45, 45),
        (AUTUMN, time(1, 30), 120, 180),
        (AUTUMN, time(3), 45, 45),
        (FRIDAY, time(1, 30), 120, 120),
    ],
)
def test_the_length_over_the_change_is_that_of_a_watch(
    day: date, start: time, minutes: int, real: int
) -> None:
    assert lasting(Slot(day, start, minutes), PARIS) == real


def test_the_day_book_says_the_real_minutes(house: House) -> None:
    wish = Booking(house.amira, house.peel, AUTUMN, time(1, 30), minutes=120)
    key = house.salon.do(book, wish)

    line = house.salon.ask(appointment, key)

    assert (line.slot.minutes, line.real_minutes) == (120, 180)


@given(some.dates(date(1980, 1, 1), date(2040, 12, 31)), some.integers(0, 1435))
def test_what_is_left_of_a_day_is_what_its_clock_shows(day: date, minute: int) -> None:
    minute -= minute % 5
    wall = datetime.combine(day, time(*divmod(minute, 60)), PARIS)
    is_shown = wall.astimezone(ZoneInfo("UTC")).astimezone(PARIS).time() == wall.time()

    left = left_of([(0, 1440)], day, PARIS)

    assert any(a <= minute < b for a, b in left) == is_shown
    slot = Slot(day, wall.time(), 1)
    assert (touches_lost(slot, PARIS) is None) == is_shown

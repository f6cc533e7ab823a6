"""A treatment and the patch test that precedes it are booked in one step."""

from datetime import date, time, timedelta

import pytest

from salon.appointments.model import SlotTaken, TooLateForTest
from salon.appointments.operations import Booking, book, book_with_patch_test, cancel
from salon.appointments.queries import visits_of
from salon.catalogue.model import ServiceId
from salon.clients.operations import put_on_patch_test, read_patch_test
from salon.events import Event
from salon.safety.patches import Standing
from salon.views.patching import PatchOffer, patch_offer
from salon.work import Work
from tests.house import FRIDAY, NOW, House, a_service

TUESDAY = FRIDAY + timedelta(days=4)


class Furnished(Event):
    text = "Furnished"


@pytest.fixture
def both(house: House) -> tuple[ServiceId, ServiceId]:
    """Return a peel that is tested two days before, and the visit for the test."""

    def more(work: Work) -> tuple[ServiceId, ServiceId]:
        hours = {"patch_wait_hours": 48, "patch_valid_hours": 4380}
        peel = a_service("pel_lactic", "Lactic", 45, patch_rule="required", **hours)
        work.add(peel)
        test = work.add(a_service("con_patch", "Patch test", 10))
        work.record(Furnished())
        return peel.id, test.id

    return house.salon.do(more)


def offer(house: House, peel: ServiceId, day: date, at: time) -> PatchOffer | None:
    return house.salon.ask(patch_offer, house.amira, peel, day, at)


def test_the_earliest_free_time_that_leaves_its_hours_is_offered(
    house: House, both: tuple[ServiceId, ServiceId]
) -> None:
    peel, testing = both
    found = offer(house, peel, TUESDAY, time(10))
    assert found is not None
    assert (found.standing, found.testing) == (Standing.NONE, testing)
    assert found.at is not None
    assert (found.at.day, found.at.start, found.at.person.name) == (
        *(FRIDAY, time(7)),
        "Léa",
    )


@pytest.mark.parametrize(
    ("start", "is_offered"), [(time(8, 9), False), (time(8, 10), True)]
)
def test_the_hours_count_to_the_minute(
    house: House, both: tuple[ServiceId, ServiceId], start: time, is_offered: bool
) -> None:
    """From seven on Friday until ten past, and summer time begins in between."""
    peel, _testing = both
    found = offer(house, peel, FRIDAY + timedelta(days=2), start)
    assert found is not None
    assert (found.at is not None) is is_offered
    assert found.first is not None
    assert f"{found.first:%a %H:%M}" == "Sun 08:00"


def test_both_are_booked_in_one_step_and_taken_back_in_one(
    house: House, both: tuple[ServiceId, ServiceId]
) -> None:
    peel, testing = both
    booking = Booking(house.amira, peel, TUESDAY, time(10))
    test = Booking(house.amira, testing, FRIDAY, time(9))
    one, other = house.salon.do(book_with_patch_test, booking, test)
    mine = {v.id: v.service_ref for v in house.salon.ask(visits_of, house.amira)}
    assert mine == {one: "pel_lactic", other: "con_patch"}
    found = offer(house, peel, TUESDAY, time(12))
    assert found is not None  # it is agreed: no other one is offered
    assert (found.at, f"{found.booked:%H:%M}") == (None, "09:00")
    house.salon.undo()
    assert house.salon.ask(visits_of, house.amira) == []


def test_a_test_too_late_is_refused_and_nothing_is_booked(
    house: House, both: tuple[ServiceId, ServiceId]
) -> None:
    """From Saturday at ten in winter time until Monday at eleven in summer time."""
    peel, testing = both
    monday, saturday = FRIDAY + timedelta(days=3), FRIDAY + timedelta(days=1)
    booking = Booking(house.amira, peel, monday, time(11))
    test = Booking(house.amira, testing, saturday, time(9, 51))
    with pytest.raises(TooLateForTest) as refused:
        house.salon.do(book_with_patch_test, booking, test)
    assert "2 days before" in str(refused.value)
    assert house.salon.ask(visits_of, house.amira) == []
    test = Booking(house.amira, testing, saturday, time(9, 50))
    house.salon.do(book_with_patch_test, booking, test)
    assert len(house.salon.ask(visits_of, house.amira)) == 2


def test_neither_is_booked_where_one_of_them_is_taken(
    house: House, both: tuple[ServiceId, ServiceId]
) -> None:
    peel, testing = both
    house.salon.do(book, Booking(house.basia, peel, TUESDAY, time(10)))
    booking = Booking(house.amira, peel, TUESDAY, time(10), staff_id=house.lea)
    test = Booking(house.amira, testing, FRIDAY, time(9))
    with pytest.raises(SlotTaken):
        house.salon.do(book_with_patch_test, booking, test)
    assert house.salon.ask(visits_of, house.amira) == []


def test_what_she_has_already_is_counted(
    house: House, both: tuple[ServiceId, ServiceId]
) -> None:
    peel, _testing = both
    at = NOW - timedelta(hours=50)
    key = house.salon.do(put_on_patch_test, house.amira, "pel_lactic", applied_at=at)
    found = offer(house, peel, TUESDAY, time(10))
    assert found is not None
    assert (found.standing, found.at) == (Standing.TO_READ, None)
    house.salon.do(read_patch_test, key, "none")
    assert offer(house, peel, TUESDAY, time(10)) is None
    assert offer(house, house.peel, TUESDAY, time(10)) is None  # it needs none


def test_one_that_was_called_off_is_offered_again(
    house: House, both: tuple[ServiceId, ServiceId]
) -> None:
    peel, testing = both
    key = house.salon.do(book, Booking(house.amira, testing, FRIDAY, time(9)))
    known = offer(house, peel, TUESDAY, time(10))
    assert known is not None
    assert known.booked is not None
    house.salon.do(cancel, key)
    again = offer(house, peel, TUESDAY, time(10))
    assert again is not None
    assert again.at is not None

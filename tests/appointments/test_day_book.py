"""The day book: who is offered, what it costs, what is counted, what became of it."""

from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any

import pytest

from salon.appointments.model import (
    AppointmentId,
    OutOfOrder,
    Resource,
    Slot,
    SlotTaken,
    Status,
)
from salon.appointments.operations import (
    Booking,
    Change,
    arrive,
    block_time,
    book,
    cancel,
    complete,
    confirm,
    free_time,
    leave,
    miss,
    move,
    start_treatment,
    swap,
)
from salon.appointments.queries import (
    appointment,
    count_by_day,
    day_book,
    free_times,
    last_like,
    skilled,
)
from salon.catalogue.model import ServiceCard, ServiceId, Subject
from salon.catalogue.operations import change_service
from salon.catalogue.queries import service
from salon.catalogue.tables import Entry
from salon.clients.operations import note_condition
from salon.errors import NotAllowed
from salon.money import Money
from salon.safety.model import Contraindicated
from salon.safety.tables import Override
from salon.staff.model import Role
from salon.staff.operations import hire
from salon.work import Reading, Work
from tests.house import FRIDAY, House, a_service
from tests.leaning import RowMade, a_row
from tests.safety.test_queries import a_rule

WEEK = timedelta(days=7)


def sold(house: House, ref: str, **more: Any) -> ServiceCard:
    def sell(work: Work) -> ServiceId:
        work.record(RowMade())
        return work.add(a_service(ref, ref.title(), 30, **more)).id

    return house.salon.ask(service, house.salon.do(sell))


def kept(house: House, day: date, start: time, staff: int | None = None) -> None:
    wish = Booking(house.amira, house.peel, day, start, staff_id=staff)  # type: ignore[arg-type]
    key = house.salon.do(book, wish)
    house.salon.do(arrive, key)
    house.salon.do(complete, key)


def line(house: House, key: AppointmentId) -> Any:
    return house.salon.ask(appointment, key)


def test_a_moved_visit_keeps_the_price_it_was_booked_at(house: House) -> None:
    key = house.booked(time(9))
    mask = sold(house, "mask", price=Money(1234))
    house.salon.do(change_service, house.peel, price=Money(9900))

    house.salon.do(move, key, Change(start=time(11)))
    assert line(house, key).price == Money(8500)
    house.salon.do(move, key, Change(service_id=mask.id))
    assert line(house, key).price == Money(1234)


def test_her_usual_therapist_is_offered_before_all_others(house: House) -> None:
    mei = house.salon.do(hire, "Mei")
    card = house.salon.ask(service, house.peel)

    def offered() -> int:
        [first] = house.salon.ask(
            free_times, card, start=FRIDAY + WEEK, client_id=house.amira, limit=1
        )
        return first.person.id

    assert offered() == house.lea
    kept(house, FRIDAY, time(9), mei)
    assert offered() == mei
    assert house.salon.ask(last_like, house.amira).service_id == house.peel  # type: ignore[union-attr]


def test_only_who_has_learnt_it_is_offered(house: House) -> None:
    house.salon.do(hire, "Tom", Role.TRAINEE, "trainee")
    pro = house.salon.do(hire, "Mei", Role.THERAPIST, "l4")

    assert house.salon.ask(skilled, sold(house, "hard", skill="l4")) == [pro]
    assert house.salon.ask(skilled, sold(house, "plain")) == [house.lea, pro]


def test_she_is_new_until_she_was_here_once(house: House) -> None:
    kept(house, FRIDAY, time(9))
    [first] = house.salon.ask(day_book, FRIDAY)
    key = house.salon.do(book, Booking(house.amira, house.peel, FRIDAY + WEEK, time(9)))

    assert first.is_new
    assert not line(house, key).is_new


def test_who_will_not_come_is_not_counted(house: House) -> None:
    keys = [house.booked(time(hour)) for hour in (9, 11, 14)]
    house.salon.do(cancel, keys[0])
    house.salon.do(miss, keys[1])

    assert house.salon.ask(count_by_day, FRIDAY, 7) == {FRIDAY: 1}


@pytest.mark.parametrize("step", [cancel, miss])
def test_the_time_of_who_will_not_come_is_given_to_another(
    house: House, step: Callable[..., None]
) -> None:
    key = house.booked(time(9))
    other = Booking(house.basia, house.peel, FRIDAY, time(9), staff_id=house.lea)
    with pytest.raises(SlotTaken):
        house.salon.do(book, other)

    house.salon.do(step, key)

    house.salon.do(book, other)


def test_a_cancelled_visit_says_why(house: House) -> None:
    def why(reading: Reading) -> Any:
        from sqlalchemy import select

        from salon.appointments.tables import Appointment

        return reading.session.scalar(select(Appointment.reason))

    key = house.booked(time(9))
    house.salon.do(cancel, key, " has a cold ")

    assert house.salon.ask(why) == "has a cold"
    with pytest.raises(OutOfOrder):
        house.salon.do(miss, key)


def test_a_finished_visit_is_neither_cancelled_nor_missed(house: House) -> None:
    key = house.booked(time(9))
    house.salon.do(arrive, key)
    house.salon.do(complete, key)

    for step in (cancel, miss, confirm):
        with pytest.raises(OutOfOrder):
            house.salon.do(step, key)
    house.salon.do(leave, key)
    assert line(house, key).status is Status.LEFT


def test_what_came_up_since_the_booking_is_seen_before_it_begins(house: House) -> None:
    key = house.booked(time(9))
    house.salon.do(arrive, key)

    def burnt(work: Work) -> None:
        a_row(work, Entry, subject=Subject.HEALTH_CONDITION, ref="sunburn", body="{}")
        work.add(a_rule("sunburn"))
        note_condition(work, house.amira, "sunburn")
        work.record(RowMade())

    def reasons(reading: Reading) -> list[str]:
        return [one.reason for one in reading.session.query(Override)]

    house.salon.do(burnt)
    with pytest.raises(Contraindicated):
        house.salon.do(start_treatment, key)
    house.salon.do(start_treatment, key, override=" only her back is burnt ")
    assert line(house, key).status is Status.IN_TREATMENT
    assert house.salon.ask(reasons) == ["only her back is burnt"]


def test_a_visit_is_not_moved_before_the_hour_its_patch_test_can_be_ready(
    house: House,
) -> None:
    """It is seven on Friday: two days later, on Sunday, it is closed; so on Monday."""
    hourly = {"patch_wait_hours": 74, "patch_valid_hours": 500}
    dye = sold(house, "dye", patch_rule="required", **hourly)
    wish = Booking(house.amira, dye.id, FRIDAY + timedelta(days=3), time(14))
    key = house.salon.do(book, wish)

    house.salon.do(move, key, Change(start=time(10)))
    with pytest.raises(Contraindicated):
        house.salon.do(move, key, Change(start=time(9)))
    assert line(house, key).slot.start == time(10)


def test_the_book_is_kept_by_who_may_book_and_treat(house: House) -> None:
    key, other = house.booked(time(9)), house.booked(time(11))
    anna = house.salon.do(hire, "Anna", Role.AFTERCARE)
    slot = Slot(FRIDAY, time(14), 60)

    attempts: list[tuple[Callable[..., Any], tuple[Any, ...]]] = [
        (book, (house.wish(time(14)),)),
        (move, (key, Change(start=time(14)))),
        (swap, (key, other)),
        (block_time, (Resource.PERSON, house.lea, slot, "")),
        (free_time, (1,)),
        *((step, (key,)) for step in (confirm, arrive, start_treatment)),
        *((step, (key,)) for step in (complete, leave, cancel, miss)),
    ]
    for operation, args in attempts:
        with pytest.raises(NotAllowed):
            house.salon.do_as(anna, operation, *args)

"""One reminder a person and day, with the first hour and all that is booked."""

from datetime import date, datetime, time
from typing import Any

import pytest
from sqlalchemy import select

from salon.aftercare.model import CallId, CallLine, Outcome
from salon.aftercare.operations import log_call
from salon.aftercare.queries import call_line
from salon.aftercare.tables import Call
from salon.appointments.model import AppointmentId
from salon.appointments.operations import (
    Booking,
    Change,
    arrive,
    book,
    cancel,
    confirm,
    miss,
    move,
)
from salon.catalogue.model import ServiceId
from salon.clients.model import ClientId
from salon.clients.operations import merge_clients
from salon.work import Reading, Work
from tests.aftercare.test_operations import MONDAY, THURSDAY, TUESDAY, WEDNESDAY
from tests.house import FRIDAY, House, a_service
from tests.leaning import RowMade


def waiting(house: House) -> list[tuple[AppointmentId, date]]:
    """Return the reminders that wait: of which visit, due when."""

    def ask(reading: Reading) -> Any:
        its = select(Call.appointment_id, Call.due).where(Call.status == "waiting")
        return reading.session.execute(its.order_by(Call.due, Call.id)).all()

    return [tuple(row) for row in house.salon.ask(ask)]


def reminder(house: House) -> CallLine:
    """Return the one reminder of Amira that waits."""

    def ask(reading: Reading) -> CallId:
        its = select(Call.id).where(Call.status == "waiting")
        hers = its.where(Call.client_id == house.amira, Call.protocol == "reminder")
        return CallId(reading.session.scalars(hers).one())

    return house.salon.ask(call_line, house.salon.ask(ask))


def booked(
    house: House, day: date, hour: int, client: ClientId | None = None
) -> AppointmentId:
    whom = client or house.amira
    wish = Booking(whom, house.peel, day, time(hour), staff_id=house.lea)
    return house.salon.do(book, wish)


@pytest.fixture
def three(house: House) -> list[AppointmentId]:
    """Return three visits of one morning, the first hour booked last."""
    return [booked(house, WEDNESDAY, hour) for hour in (12, 14, 10)]


def test_of_a_day_one_reminder_waits_that_of_the_first_hour(
    house: House, three: list[AppointmentId]
) -> None:
    assert waiting(house) == [(three[2], TUESDAY)]
    booked(house, WEDNESDAY, 16, house.basia)
    assert len(waiting(house)) == 2  # another person has her own


def test_it_says_the_first_hour_and_all_that_is_booked(house: House) -> None:
    def add(work: Work) -> ServiceId:
        work.record(RowMade())
        return work.add(a_service("mani", "Manicure", 30)).id

    manicure = house.salon.do(add)
    late = booked(house, WEDNESDAY, 14)
    early = Booking(house.amira, manicure, WEDNESDAY, time(9), staff_id=house.lea)
    confirmed = house.salon.do(book, early)
    house.salon.do(confirm, confirmed)  # she comes for it all the same

    [(visit, _due)] = waiting(house)
    assert visit == late
    whole = reminder(house)
    assert "at 09:00" in whole.words
    assert "Manicure, Peel" in whole.words
    assert whole.service == "Manicure, Peel"


@pytest.mark.parametrize("leave", [cancel, miss, confirm])
def test_the_next_one_speaks_where_the_first_goes(
    house: House, three: list[AppointmentId], leave: Any
) -> None:
    noon, afternoon, morning = three

    house.salon.do(leave, morning)
    assert waiting(house) == [(noon, TUESDAY)]
    house.salon.do(leave, noon)
    assert waiting(house) == [(afternoon, TUESDAY)]
    house.salon.undo()
    house.salon.undo()
    assert waiting(house) == [(morning, TUESDAY)]
    house.salon.do(leave, afternoon)
    assert waiting(house) == [(morning, TUESDAY)]


def test_a_move_leaves_one_on_each_of_the_days(
    house: House, three: list[AppointmentId]
) -> None:
    noon, _afternoon, morning = three

    house.salon.do(move, morning, Change(day=THURSDAY))
    assert waiting(house) == [(noon, TUESDAY), (morning, WEDNESDAY)]
    house.salon.do(move, morning, Change(day=WEDNESDAY))
    assert waiting(house) == [(morning, TUESDAY)]
    house.salon.do(move, morning, Change(start=time(16)))
    assert waiting(house) == [(noon, TUESDAY)]
    house.salon.do(move, noon, Change(day=FRIDAY))
    assert len(waiting(house)) == 1


def test_who_was_reached_is_not_rung_again_for_the_same_day(
    house: House, three: list[AppointmentId]
) -> None:
    noon, _afternoon, morning = three
    house.salon.do(log_call, reminder(house).id, Outcome.WELL)
    assert waiting(house) == []

    house.salon.do(cancel, morning)
    assert waiting(house) == []
    house.salon.do(move, noon, Change(day=THURSDAY))  # a new day is a new reminder
    assert waiting(house) == [(noon, WEDNESDAY)]


def test_who_was_not_reached_keeps_her_attempts(
    house: House, three: list[AppointmentId]
) -> None:
    noon, _afternoon, morning = three
    house.salon.do(log_call, reminder(house).id, Outcome.NO_ANSWER)

    house.salon.do(cancel, morning)

    [(visit, _due)] = waiting(house)
    assert (visit, reminder(house).attempts) == (noon, 1)


def test_nobody_who_is_here_is_reminded_of_the_same_day(
    house: House, three: list[AppointmentId]
) -> None:
    with house.salon.stopped_at(datetime.combine(WEDNESDAY, time(9, 50))):
        house.salon.do(arrive, three[2])

        assert waiting(house) == []


def test_two_files_of_one_person_are_reminded_once(house: House) -> None:
    first = booked(house, WEDNESDAY, 9)
    booked(house, WEDNESDAY, 14, house.basia)
    other = booked(house, TUESDAY, 14, house.basia)

    house.salon.do(merge_clients, house.amira, house.basia)

    assert waiting(house) == [(other, MONDAY), (first, TUESDAY)]

"""`check` finds what breaks a rule of the trade, names it, and nothing else."""

from collections.abc import Callable
from datetime import time, timedelta

import pytest
from sqlalchemy import select

from salon.aftercare.tables import Call
from salon.appointments.operations import arrive, book, cancel, complete
from salon.appointments.tables import Appointment, Hold
from salon.clients.operations import merge_clients
from salon.clients.tables import Client, ClientPhone
from salon.courses.tables import Course, Redemption
from salon.money import Money
from salon.reports.queries import findings
from salon.skin.tables import Photo
from salon.treatments.tables import Treatment
from salon.work import Work
from tests.house import FRIDAY, House
from tests.leaning import RowMade, a_row

Fault = Callable[[Work, House], None]


def no_hold(work: Work, _house: House) -> None:
    for hold in work.session.scalars(select(Hold)):
        work.session.delete(hold)


def hold_of_another_day(work: Work, _house: House) -> None:
    for hold in work.session.scalars(select(Hold)):
        hold.day = FRIDAY + timedelta(days=3)


def below_zero(work: Work, _house: House) -> None:
    work.session.scalars(select(Appointment)).one().price = Money(-1)


def born_on_the_thirtieth_of_february(work: Work, house: House) -> None:
    her = work.get(Client, house.amira)
    her.birth_month, her.birth_day = 2, 30


def number_twice(work: Work, house: House) -> None:
    said = {"client_id": house.amira, "number": "+33601020304", "digits": "1"}
    work.add(ClientPhone(**said))


def picture_gone(work: Work, house: House) -> None:
    a_row(work, Photo, client_id=house.amira)


def taken(work: Work, course: Course, visit: Appointment) -> None:
    worth = {"number": 1, "worth": Money(), "at": work.now}
    work.add(Redemption(course_id=course.id, appointment_id=visit.id, **worth))


def overdrawn(work: Work, house: House) -> None:
    course = a_row(work, Course, client_id=house.amira, sessions=1, price=Money())
    visit = work.session.scalars(select(Appointment)).one()
    visit.status = "completed"  # type: ignore[assignment]
    taken(work, course, visit)
    course.sessions = 0


def taken_at_no_visit(work: Work, house: House) -> None:
    course = a_row(work, Course, client_id=house.amira, sessions=1, price=Money())
    taken(work, course, work.session.scalars(select(Appointment)).one())


def record_of_another(work: Work, house: House) -> None:
    visit = work.session.scalars(select(Appointment)).one()
    a_row(work, Treatment, appointment_id=visit.id, client_id=house.basia)


def left_in_joined_file(work: Work, house: House) -> None:
    work.get(Client, house.amira).merged_into = house.basia


def joined_in_a_circle(work: Work, house: House) -> None:
    work.get(Client, house.amira).merged_into = house.basia
    work.get(Client, house.basia).merged_into = house.amira


@pytest.mark.parametrize(
    ("rule", "fault", "named"),
    [
        ("visit_without_hold", no_hold, "A1"),
        ("hold_without_visit", hold_of_another_day, "hold 1"),
        ("negative_money", below_zero, "A1"),
        ("impossible_birthday", born_on_the_thirtieth_of_february, "C1"),
        ("phone_twice", number_twice, "C1"),
        ("photo_without_picture", picture_gone, "H1"),
        ("sessions_overdrawn", overdrawn, "CS1"),
        ("session_of_no_treatment", taken_at_no_visit, "CT1"),
        ("treatment_elsewhere", record_of_another, "T1"),
        ("in_joined_file", left_in_joined_file, "C1"),
        ("joined_in_a_circle", joined_in_a_circle, "C1"),
    ],
)
def test_what_breaks_a_rule_is_found_and_named(
    house: House, rule: str, fault: Fault, named: str
) -> None:
    house.booked(time(9))
    assert house.salon.ask(findings) == []

    def break_it(work: Work) -> None:
        fault(work, house)
        work.record(RowMade())

    house.salon.do(break_it)
    found = {one.rule: one.records for one in house.salon.ask(findings)}
    assert named in found[rule]

    house.salon.undo()
    assert house.salon.ask(findings) == []


def test_a_call_that_waits_for_a_visit_that_was_called_off_is_found(
    house: House,
) -> None:
    key = house.booked(time(9))
    house.salon.do(cancel, key)

    def wait(work: Work) -> None:
        said = {"client_id": house.amira, "appointment_id": key, "status": "waiting"}
        a_row(work, Call, **said)
        work.record(RowMade())

    house.salon.do(wait)
    assert "call_of_no_visit" in {one.rule for one in house.salon.ask(findings)}


def test_a_salon_in_which_much_was_done_is_sound(house: House) -> None:
    key = house.booked(time(9))
    house.salon.do(arrive, key)
    house.salon.do(complete, key)
    house.salon.do(cancel, house.booked(time(11)))
    house.salon.do(book, house.wish(time(14)))
    house.salon.do(merge_clients, house.basia, house.amira)

    assert house.salon.ask(findings) == []

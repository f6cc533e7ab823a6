"""Calls follow the truth: planned, moved, dropped and brought back with the visit."""

import json
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from salon.aftercare.model import CallStatus
from salon.aftercare.queries import calls_due
from salon.aftercare.tables import Call
from salon.appointments.model import AppointmentId
from salon.appointments.operations import (
    Booking,
    Change,
    arrive,
    book,
    cancel,
    complete,
    confirm,
    miss,
    move,
    swap,
)
from salon.catalogue.model import ServiceId, Subject
from salon.catalogue.tables import Entry
from salon.clients.model import ClientDraft
from salon.clients.operations import correct_client
from salon.clock import StoppedClock
from salon.work import Reading, Work
from tests.house import FRIDAY, House, a_service
from tests.leaning import RowMade

SATURDAY, MONDAY, TUESDAY, WEDNESDAY, THURSDAY = (
    FRIDAY + timedelta(days=days) for days in (1, 3, 4, 5, 6)
)


def booked(house: House, day: date, start: time = time(9)) -> AppointmentId:
    wish = Booking(house.amira, house.peel, day, start, staff_id=house.lea)
    return house.salon.do(book, wish)


def calls(house: House, key: AppointmentId) -> list[tuple[str, date, str, str]]:
    def ask(reading: Reading) -> list[tuple[str, date, str, str]]:
        asked = select(Call.step, Call.due, Call.status, Call.reason)
        hers = asked.where(Call.appointment_id == key).order_by(Call.id)
        return [(a, b, c.value, d) for a, b, c, d in reading.session.execute(hers)]

    return house.salon.ask(ask)


def reminders(house: House, key: AppointmentId) -> list[date]:
    return [
        due for _step, due, status, _why in calls(house, key) if status == "waiting"
    ]


def a_protocol(house: House, ref: str, *steps: dict[str, Any]) -> ServiceId:
    """Let a service owe the calls *steps*; each waits a day and is of no urgency."""
    usual = {"day_offset": 1, "priority": 4, "skip_if": [], "purpose": "guidance"}
    usual |= {"caller": "therapist", "channels": ["phone"], "questions": []}
    usual |= {"red_flags": [], "script": {"en": "How is it?"}}
    body = [usual | {"id": f"{ref}_{place}"} | one for place, one in enumerate(steps)]

    def add(work: Work) -> ServiceId:
        said = {"en": ref, "zh_hans": "", "zh_hant": "", "sort": 1, "origin": ""}
        entry = json.dumps({"step": body})
        work.add(Entry(subject=Subject.PROTOCOL, ref=ref, body=entry, **said))
        work.record(RowMade())
        return work.add(a_service(ref, ref, 30, protocol=ref)).id

    return house.salon.do(add)


def treated(house: House, service: ServiceId, start: time) -> AppointmentId:
    key = house.salon.do(book, Booking(house.amira, service, FRIDAY, start))
    house.salon.do(arrive, key)
    house.salon.do(complete, key)
    return key


@pytest.mark.parametrize(
    ("day", "due"),
    [
        (SATURDAY, FRIDAY),  # today
        (MONDAY, SATURDAY),  # Sunday is closed
        (WEDNESDAY, TUESDAY),
    ],
)
def test_a_reminder_is_due_on_the_last_open_day_before_the_visit(
    house: House, day: date, due: date
) -> None:
    assert reminders(house, booked(house, day)) == [due]


def test_a_visit_of_today_needs_no_reminder(house: House) -> None:
    assert reminders(house, booked(house, FRIDAY)) == []


def test_a_reminder_goes_with_the_visit_wherever_that_is_moved(house: House) -> None:
    key = booked(house, WEDNESDAY)

    house.salon.do(move, key, Change(day=THURSDAY))
    assert reminders(house, key) == [WEDNESDAY]
    house.salon.undo()
    assert reminders(house, key) == [TUESDAY]

    house.salon.do(move, key, Change(day=FRIDAY))
    assert reminders(house, key) == []
    house.salon.do(move, key, Change(day=THURSDAY))
    assert reminders(house, key) == [WEDNESDAY]


def test_two_swapped_visits_are_reminded_of_on_their_new_days(house: House) -> None:
    one, other = booked(house, TUESDAY), booked(house, THURSDAY, time(14))

    house.salon.do(swap, one, other)

    assert reminders(house, one) == [WEDNESDAY]
    assert reminders(house, other) == [MONDAY]


@pytest.mark.parametrize(
    ("step", "why"),
    [
        (confirm, "confirmed"),
        (cancel, "cancelled"),
        (miss, "cancelled"),
        (arrive, "came"),
    ],
)
def test_a_reminder_that_is_needless_is_dropped_with_its_reason(
    house: House, step: Any, why: str
) -> None:
    key = booked(house, WEDNESDAY)

    house.salon.do(step, key)

    assert calls(house, key) == [("before_24h", TUESDAY, "dropped", why)]


@pytest.mark.parametrize(("priority", "calls_her"), [(2, True), (3, False)])
def test_who_wants_no_contact_is_rung_about_safety_and_nothing_else(
    house: House, priority: int, calls_her: bool
) -> None:
    service = a_protocol(house, "safe", {"priority": priority})
    house.salon.do(correct_client, house.amira, ClientDraft(do_not_contact=True))

    key = treated(house, service, time(9))

    owed = [step for step, *_more in calls(house, key) if step != "before_24h"]
    assert bool(owed) is calls_her


@pytest.mark.parametrize(("priority", "stays"), [(2, True), (3, False)])
def test_who_says_that_she_wants_no_contact_is_not_rung_as_planned_before(
    house: House, priority: int, stays: bool
) -> None:
    service = a_protocol(house, "safe", {"priority": priority})
    key = treated(house, service, time(9))

    house.salon.do(correct_client, house.amira, ClientDraft(do_not_contact=True))

    [(_step, _due, status, why)] = calls(house, key)
    assert (status, why) == (("waiting", "") if stays else ("dropped", "no_contact"))
    house.salon.undo()
    assert calls(house, key)[0][2] == "waiting"


@pytest.mark.parametrize(
    ("there", "offset", "status", "why"),
    [
        (1, 0, "dropped", "too_close"),  # the day before
        (1, 1, "merged", "merged"),  # the same day
        (1, 3, "waiting", ""),  # two days after
        (3, 1, "waiting", ""),  # two days before
        (3, 4, "dropped", "too_close"),  # the day after
    ],
)
def test_two_calls_are_not_nearer_than_two_days(
    house: House, there: int, offset: int, status: str, why: str
) -> None:
    first = a_protocol(house, "first", {"day_offset": there})
    second = a_protocol(house, "second", {"day_offset": offset})
    treated(house, first, time(9))

    [(_step, _due, was, reason)] = calls(house, treated(house, second, time(11)))

    assert (was, reason) == (status, why)


@pytest.mark.parametrize(
    ("now", "day"),
    [("2026-03-27T22:59:00+00:00", FRIDAY), ("2026-03-27T23:00:00+00:00", SATURDAY)],
)
def test_the_day_a_call_is_due_is_the_salons_day(
    house: House, now: str, day: date
) -> None:
    """Midnight in Paris is eleven in the evening in Greenwich."""
    clock = house.salon._clock
    assert isinstance(clock, StoppedClock)
    service = a_protocol(house, "soon", {"day_offset": 0, "priority": 2})
    key = house.salon.do(book, Booking(house.amira, service, FRIDAY, time(21)))
    house.salon.do(arrive, key)
    clock.instant = datetime.fromisoformat(now)
    house.salon.do(complete, key)

    [(_step, due, status, _why)] = calls(house, key)
    assert (due, status) == (day, CallStatus.WAITING)


@pytest.mark.parametrize("days", [0, 5])
def test_a_call_that_a_booking_made_needless_comes_back_when_that_is_cancelled(
    house: House, days: int
) -> None:
    step = {"day_offset": days, "skip_if": ["rebooked"]}
    service = a_protocol(house, "again", step)
    done = treated(house, service, time(9))
    coming = booked(house, WEDNESDAY)
    assert calls(house, done)[0][2:] == ("dropped", "rebooked")

    house.salon.do(cancel, coming)
    assert calls(house, done)[0][2:] == ("waiting", "")


@pytest.mark.parametrize(
    "wrong",
    [
        {"script": None},
        {"script": {}},
        {"id": ""},
        {"channels": []},
        {"day_offset": "x"},
        {"day_offset": -3},
        {"priority": None},
        {"purpose": 7},
        {"caller": None},
    ],
)
def test_a_spoilt_step_of_a_protocol_hides_no_other_call(
    house: House, wrong: dict[str, Any]
) -> None:
    service = a_protocol(house, "spoilt", wrong, {"day_offset": 2})
    visit = treated(house, service, time(9))
    assert [step for step, *_more in calls(house, visit)] == ["spoilt_1"]
    assert len(house.salon.ask(calls_due, FRIDAY + timedelta(days=9))) == 1

"""Nobody is contacted more often than is kind; what rests stays in sight."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salon.aftercare.caps import APART, held_until
from salon.aftercare.model import (
    REMINDER,
    CallId,
    CallStatus,
    Cap,
    Held,
    Outcome,
)
from salon.aftercare.operations import log_call, log_unplanned
from salon.aftercare.queries import call_line, calls_after, calls_due, count_due
from salon.appointments.operations import Booking, book
from salon.settings.operations import close_days
from tests.aftercare.test_calls import at, owed
from tests.aftercare.test_operations import a_protocol, treated
from tests.aftercare.test_recalls import edit
from tests.house import FRIDAY, House

DAY = date(2026, 11, 30)
DAYS = st.lists(st.integers(0, 40), max_size=30)


def ago(*days: int) -> list[date]:
    return [DAY - timedelta(days=one) for one in days]


@pytest.mark.parametrize(
    ("contacts", "held"),
    [
        ((), None),
        ((0,), Held(DAY + timedelta(days=2), Cap.APART)),
        ((1,), Held(DAY + timedelta(days=1), Cap.APART)),
        ((2,), None),
        ((2, 6), Held(DAY + timedelta(days=1), Cap.WEEK)),
        ((2, 7), None),
        ((3, 4), Held(DAY + timedelta(days=3), Cap.WEEK)),
        ((3, 10, 15, 20, 25, 29), Held(DAY + timedelta(days=1), Cap.MONTH)),
        ((3, 10, 15, 20, 25, 30), None),
        ((0, 1, 8, 12, 20, 28), Held(DAY + timedelta(days=6), Cap.WEEK)),
    ],
)
def test_until_when_a_client_rests(
    contacts: tuple[int, ...], held: Held | None
) -> None:
    assert held_until(ago(*contacts), DAY) == held


@given(DAYS)
def test_the_caps_hold_whatever_was_wished(wishes: list[int]) -> None:
    made: list[date] = []
    for wish in sorted(wishes, reverse=True):
        day = DAY - timedelta(days=wish)
        if held_until(made, day) is None:
            made.append(day)
    for day in made:
        assert sum(0 <= (day - one).days < 7 for one in made) <= 2
        assert sum(0 <= (day - one).days < 30 for one in made) <= 6
        assert sum(0 < (day - one).days < APART for one in made) == 0


@given(DAYS.filter(bool))
def test_whoever_rests_is_free_on_the_day_that_is_said(days: list[int]) -> None:
    held = held_until(ago(*days), DAY)
    if held is not None:
        assert held.until > DAY
        assert held_until(ago(*days), held.until) is None


def test_a_call_rests_after_a_contact_and_is_not_counted_as_due(house: House) -> None:
    at(house, "27 11:00")
    care = owed(house)
    safety = owed(house, purpose="safety", priority=1)
    assert house.salon.ask(count_due) == 2
    house.salon.do(log_unplanned, house.amira, Outcome.WELL)
    lines = {one.id: one for one in house.salon.ask(calls_due)}
    assert lines[care].held == Held(FRIDAY + timedelta(days=2), Cap.APART)
    assert lines[safety].held is None
    assert list(lines) == [safety, care]
    assert house.salon.ask(count_due) == 1
    house.salon.undo()
    assert house.salon.ask(calls_due)[-1].held is None


def test_who_was_not_reached_does_not_rest(house: House) -> None:
    at(house, "27 11:00")
    care = owed(house)
    house.salon.do(log_unplanned, house.amira, Outcome.NO_ANSWER)
    assert all(one.held is None for one in house.salon.ask(calls_due))
    assert care in [one.id for one in house.salon.ask(calls_due)]


@pytest.mark.parametrize(
    ("moment", "hours", "again"),
    [
        ("27 11:00", ("10:00", "16:00"), (27, time(15))),
        ("27 13:00", ("10:00", "16:00"), (28, time(10))),  # four hours on is too late
        ("27 09:00", ("18:00", "20:00"), (27, time(18))),
        ("27 14:00", ("18:00", "20:00"), (27, time(18))),
        ("27 16:30", ("18:00", "20:00"), (28, time(18))),
        ("27 09:00", ("12:00", "14:00"), (27, time(13))),  # noon is when she likes it
    ],
)
def test_one_rings_again_within_the_hours_of_the_client(
    house: House, moment: str, hours: tuple[str, str], again: tuple[int, time]
) -> None:
    at(house, moment)
    edit(house, house.amira, call_from=hours[0], call_until=hours[1])
    key = owed(house)
    house.salon.do(log_call, key, Outcome.NO_ANSWER)
    line = house.salon.ask(call_line, key)
    assert (line.due.day, line.time_from) == again


def reminder(house: House) -> CallId:
    [key] = [
        one.id
        for one in house.salon.ask(calls_due, FRIDAY + timedelta(days=1))
        if one.protocol == REMINDER
    ]
    return key


@pytest.mark.parametrize(
    ("start", "status"),
    [(time(10), CallStatus.DROPPED), (time(13), CallStatus.WAITING)],
)
def test_nobody_is_reminded_of_a_visit_that_has_begun(
    house: House, start: time, status: CallStatus
) -> None:
    at(house, "27 09:00")
    saturday = FRIDAY + timedelta(days=1)
    house.salon.do(book, Booking(house.amira, house.peel, saturday, start))
    at(house, "27 17:00")  # four hours on is nine in the evening: tomorrow at ten
    key = reminder(house)
    follows = house.salon.do(log_call, key, Outcome.NO_ANSWER)
    line = house.salon.ask(call_line, key)
    assert line.status is status
    assert follows[0].kind == ("message" if status is CallStatus.DROPPED else "retry")


def test_whoever_wants_no_calls_is_not_reminded(house: House) -> None:
    at(house, "27 09:00")
    edit(house, house.amira, do_not_contact=True)
    saturday = FRIDAY + timedelta(days=1)
    house.salon.do(book, Booking(house.amira, house.peel, saturday, time(10)))
    assert house.salon.ask(calls_due, saturday) == []


@pytest.mark.parametrize(
    ("offset", "status"), [(0, CallStatus.DROPPED), (1, CallStatus.WAITING)]
)
def test_a_call_ends_where_it_would_come_too_late_for_its_treatment(
    house: House, offset: int, status: CallStatus
) -> None:
    at(house, "27 09:00")
    step = {"day_offset": offset, "purpose": "comfort"}
    visit = treated(house, a_protocol(house, "late", step), time(9, 30))
    [due] = house.salon.ask(calls_after, visit)
    at(house, "31 17:00")  # the fourth day: four hours on is the fifth
    house.salon.do(log_call, due.id, Outcome.NO_ANSWER)
    assert house.salon.ask(call_line, due.id).status is status


def test_a_reminder_of_a_visit_that_has_begun_is_no_call_any_more(house: House) -> None:
    at(house, "27 09:00")
    saturday = FRIDAY + timedelta(days=1)
    house.salon.do(book, Booking(house.amira, house.peel, saturday, time(10)))
    for moment, there in (("28 09:59", 1), ("28 10:00", 0), ("30 09:00", 0)):
        at(house, moment)
        assert len(house.salon.ask(calls_due)) == there, moment
        assert house.salon.ask(count_due) == there
    assert len(house.salon.ask(calls_due, everything=True)) == 1


def test_on_a_closed_day_nobody_is_rung_but_about_safety(house: House) -> None:
    at(house, "27 09:00")
    monday = FRIDAY + timedelta(days=3)
    care = owed(house, due=FRIDAY - timedelta(days=1))
    safety = owed(house, purpose="safety", priority=1)
    house.salon.do(close_days, FRIDAY, FRIDAY + timedelta(days=1), "flood")
    lines = {one.id: one for one in house.salon.ask(calls_due)}
    assert lines[care].held == Held(monday, Cap.CLOSED)  # Sunday is never open
    assert lines[safety].held is None
    assert house.salon.ask(count_due) == 1
    house.salon.undo()
    assert house.salon.ask(count_due) == 2


def test_how_the_evening_is_is_asked_in_the_evening(house: House) -> None:
    at(house, "27 09:00")
    step = {"day_offset": 0, "purpose": "safety", "priority": 1}
    visit = treated(house, a_protocol(house, "dusk", step), time(9, 30))
    [due] = house.salon.ask(calls_after, visit)
    assert (due.due, due.time_from, due.is_now) == (FRIDAY, time(17, 30), False)

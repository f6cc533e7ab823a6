"""Closed days and calls: none is lost, none is rung, nobody is reminded in vain."""

from datetime import date, time, timedelta

import pytest

from salon.aftercare.model import (
    REMINDER,
    AgainIsPast,
    CallLine,
    CallStatus,
    Cap,
    Outcome,
    day_of_safety,
    last_open,
    next_open,
)
from salon.aftercare.operations import log_call
from salon.aftercare.queries import call_line, calls_after, calls_due, calls_of
from salon.aftercare.recalls import NobodyToRing, plan_recalls
from salon.appointments.operations import Booking, Change, book, move
from salon.appointments.queries import appointment
from salon.settings.operations import close_days
from tests.aftercare.test_calls import at, owed
from tests.aftercare.test_operations import a_protocol, treated
from tests.house import FRIDAY, House

SATURDAY, MONDAY = FRIDAY + timedelta(days=1), FRIDAY + timedelta(days=3)


def after(house: House, *steps: dict[str, object]) -> list[CallLine]:
    visit = treated(house, a_protocol(house, "closing", *steps), time(9, 30))
    return list(house.salon.ask(calls_after, visit))


def reminder(house: House) -> CallLine:
    [one] = [
        one
        for one in house.salon.ask(calls_of, house.amira)
        if one.protocol == REMINDER
    ]
    return one


@pytest.mark.parametrize(
    ("last", "care", "safety"),
    [
        (SATURDAY, (CallStatus.WAITING, MONDAY), MONDAY),
        (MONDAY, (CallStatus.WAITING, FRIDAY + timedelta(days=4)), FRIDAY),
        (FRIDAY + timedelta(days=20), (CallStatus.DROPPED, SATURDAY), FRIDAY),
    ],
)
def test_what_was_to_be_said_on_closed_days_is_said_in_time_or_named(
    house: House, last: date, care: tuple[CallStatus, date], safety: date
) -> None:
    at(house, "27 09:00")
    mild, grave = after(
        house,
        {"day_offset": 1},
        {"day_offset": 1, "purpose": "safety", "priority": 1},
    )
    if mild.priority < grave.priority:
        mild, grave = grave, mild
    assert {mild.due, grave.due} == {SATURDAY}
    house.salon.do(close_days, SATURDAY, last, "flood")
    line = house.salon.ask(call_line, mild.id)
    if line.status is not CallStatus.MERGED:  # the graver one of the day says it too
        assert (line.status, line.due) == care
    assert house.salon.ask(call_line, grave.id).due == safety
    house.salon.undo()
    assert house.salon.ask(call_line, grave.id).due == SATURDAY


def test_nobody_is_reminded_of_a_visit_on_a_closed_day(house: House) -> None:
    at(house, "27 09:00")
    tuesday = MONDAY + timedelta(days=1)
    key = house.salon.do(book, Booking(house.amira, house.peel, tuesday, time(10)))
    house.salon.do(close_days, tuesday, tuesday)
    assert reminder(house).status is CallStatus.DROPPED
    seen = house.salon.ask(appointment, key).version
    change = Change(day=tuesday + timedelta(days=1))
    house.salon.do(move, key, change, seen=seen)
    waiting = [
        one
        for one in house.salon.ask(calls_of, house.amira)
        if one.status is CallStatus.WAITING
    ]
    assert [one.due for one in waiting] == [MONDAY]


def test_the_reminder_after_a_long_closure_is_seen_before_it(house: House) -> None:
    at(house, "27 09:00")
    house.salon.do(close_days, MONDAY, MONDAY + timedelta(days=30))
    visit = MONDAY + timedelta(days=31)
    house.salon.do(book, Booking(house.amira, house.peel, visit, time(10)))
    assert reminder(house).due == SATURDAY


def test_a_reminder_due_on_a_day_that_is_closed_later_is_made_before(
    house: House,
) -> None:
    at(house, "27 09:00")
    wednesday = MONDAY + timedelta(days=2)
    house.salon.do(book, Booking(house.amira, house.peel, wednesday, time(10)))
    house.salon.do(close_days, MONDAY, MONDAY + timedelta(days=1))
    assert reminder(house).due == SATURDAY


def test_one_rings_again_when_the_salon_is_open_again(house: House) -> None:
    at(house, "27 17:00")
    house.salon.do(close_days, SATURDAY, FRIDAY + timedelta(days=30))
    key = owed(house)
    house.salon.do(log_call, key, Outcome.NO_ANSWER)
    assert house.salon.ask(call_line, key).due == FRIDAY + timedelta(days=31)


@pytest.mark.parametrize("days", [1, 59, 130])
def test_the_next_open_day_is_found_however_long_it_is_closed(days: int) -> None:
    def is_open(day: date) -> bool:
        return not FRIDAY <= day < FRIDAY + timedelta(days=days)

    assert next_open(FRIDAY, is_open) == FRIDAY + timedelta(days=days)
    assert last_open(FRIDAY, FRIDAY - timedelta(days=3), is_open) == (
        FRIDAY - timedelta(days=1)
    )
    assert last_open(FRIDAY, FRIDAY, is_open) == FRIDAY
    near = day_of_safety(FRIDAY, FRIDAY - timedelta(days=3), is_open)
    assert near == FRIDAY + timedelta(days=1 if days == 1 else -1)


def test_whoever_was_asked_after_is_not_asked_after_again_and_rests(
    house: House,
) -> None:
    at(house, "27 11:00")
    house.salon.do(plan_recalls, [house.amira])
    [recall] = [
        one for one in house.salon.ask(calls_of, house.amira) if one.step == "recall"
    ]
    house.salon.do(log_call, recall.id, Outcome.WELL)
    with pytest.raises(NobodyToRing):
        house.salon.do(plan_recalls, [house.amira])
    at(house, "28 11:00")
    care = owed(house, due=SATURDAY)
    [line] = [one for one in house.salon.ask(calls_due) if one.id == care]
    assert line.held is not None
    assert line.held.cap is Cap.APART
    house.salon.undo()
    at(house, "29 11:01")
    assert house.salon.do(plan_recalls, [house.amira]).calls == 1


@pytest.mark.parametrize("minutes", [-60, -1, 0])
def test_a_call_is_not_put_off_to_what_is_over(house: House, minutes: int) -> None:
    at(house, "27 11:00")
    key = owed(house)
    now = house.salon.now().replace(tzinfo=None)
    again = now + timedelta(minutes=minutes)
    with pytest.raises(AgainIsPast):
        house.salon.do(log_call, key, Outcome.NO_ANSWER, again=again)
    assert house.salon.ask(call_line, key).attempts == 0
    soon = now + timedelta(minutes=1)
    house.salon.do(log_call, key, Outcome.NO_ANSWER, again=soon)
    assert house.salon.ask(call_line, key).time_from == soon.time()

"""What each view tells of a day, a client and her calls, asked on a small salon."""

import itertools
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from salon.aftercare.model import Outcome
from salon.aftercare.operations import log_call
from salon.aftercare.queries import calls_due, calls_of
from salon.appointments.model import AppointmentId
from salon.appointments.operations import (
    Booking,
    arrive,
    book,
    cancel,
    complete,
    confirm,
)
from salon.catalogue.model import ServiceId
from salon.clients.model import BirthdayLine, ClientDraft
from salon.clients.operations import correct_client
from salon.clock import StoppedClock
from salon.skin.model import AssessmentDraft
from salon.skin.operations import assess
from salon.views.booking import APART, PER_DAY, offers
from salon.views.calls import about_call, call_queue
from salon.views.client import sight_of
from salon.views.marks import gaps_of
from salon.views.opening import clock_doubt
from salon.views.today import day_at_a_glance
from salon.work import Work
from tests.house import FRIDAY, House, a_service
from tests.leaning import RowMade

DAY = timedelta(days=1)


def at(house: House, moment: str) -> None:
    """Let it be *moment* in Paris: "27 09:00", a day of March in winter."""
    clock = house.salon._clock
    assert isinstance(clock, StoppedClock)
    day, hour = moment.split()
    clock.instant = datetime.fromisoformat(f"2026-03-{day}T{hour}:00+01:00")


def booked(house: House, day: date, start: time, **more: Any) -> AppointmentId:
    wish = Booking(more.pop("client", house.amira), house.peel, day, start, **more)
    return house.salon.do(book, wish)


def kept(house: House, key: AppointmentId) -> None:
    house.salon.do(arrive, key)
    house.salon.do(complete, key)


def sold(house: House, ref: str, **more: Any) -> ServiceId:
    minutes = more.pop("minutes", 45)

    def sell(work: Work) -> ServiceId:
        work.record(RowMade())
        return work.add(a_service(ref, ref.title(), minutes, **more)).id

    return house.salon.do(sell)


def test_tomorrow_shows_who_will_come_and_nobody_else(house: House) -> None:
    tomorrow = FRIDAY + DAY
    stays, goes = (booked(house, tomorrow, time(hour)) for hour in (9, 11))
    booked(house, tomorrow + 2 * DAY, time(9))
    house.salon.do(confirm, stays)
    house.salon.do(cancel, goes)

    day = house.salon.ask(day_at_a_glance)

    assert [one.id for one in day.tomorrow] == [stays]
    assert day.visits == ()


def test_a_birthday_is_told_of_who_is_here_and_of_who_has_it_today(
    house: House,
) -> None:
    soon, today = BirthdayLine(1990, 3, 30), BirthdayLine(None, 3, 27)
    house.salon.do(correct_client, house.amira, ClientDraft(birthday=soon))
    house.salon.do(correct_client, house.basia, ClientDraft(birthday=today))

    def told() -> list[tuple[int, date]]:
        found = house.salon.ask(day_at_a_glance).birthdays
        return [(line.id, day) for line, day, _moon in found]

    assert told() == [(house.basia, FRIDAY)]
    booked(house, FRIDAY, time(9))
    assert told() == [(house.basia, FRIDAY), (house.amira, FRIDAY + 3 * DAY)]


def test_a_gap_that_has_passed_is_no_gap_by_the_clock_on_the_wall(house: House) -> None:
    """Open from seven to ten in the evening; she treats until a quarter to ten."""
    booked(house, FRIDAY, time(9), staff_id=house.lea)

    def gaps(day: date = FRIDAY) -> list[tuple[time, time]]:
        return [(one.start, one.until) for one in house.salon.ask(gaps_of, day)]

    assert gaps() == [(time(7), time(9)), (time(9, 45), time(22))]
    at(house, "27 08:20")
    assert gaps() == [(time(9, 45), time(22))]
    at(house, "27 20:02")
    assert gaps() == [(time(20, 5), time(22))]
    assert gaps(FRIDAY + DAY) == [(time(7), time(22))]


def test_what_is_missing_is_marked_until_she_has_been_treated(house: House) -> None:
    hourly = {"patch_wait_hours": 48, "patch_valid_hours": 500}
    dye = sold(house, "dye", patch_rule="required", **hourly)
    wish = Booking(house.amira, dye, FRIDAY + 3 * DAY, time(9))
    key = house.salon.do(book, wish)
    assert house.salon.ask(day_at_a_glance).against == {}

    at(house, "30 08:00")
    assert house.salon.ask(day_at_a_glance).against == {key: ("No patch test",)}
    house.salon.do(arrive, key)
    assert list(house.salon.ask(day_at_a_glance).against) == [key]
    house.salon.do(complete, key)
    assert house.salon.ask(day_at_a_glance).against == {}


def test_times_that_are_offered_lie_apart_and_few_on_one_day(house: House) -> None:
    found = house.salon.ask(offers, house.amira, house.peel, FRIDAY).times

    by_day: dict[date, list[int]] = {}
    for one in found:
        minute = one.at.start.hour * 60 + one.at.start.minute
        by_day.setdefault(one.at.day, []).append(minute)
    assert len(found) == 5
    for minutes in by_day.values():
        assert len(minutes) <= PER_DAY
        steps = [b - a for a, b in itertools.pairwise(minutes)]
        assert all(step >= APART for step in steps)


@pytest.mark.parametrize(("start", "exact"), [(time(9), True), (time(9, 7), False)])
def test_a_time_that_was_wished_for_is_offered_first_where_it_is_free(
    house: House, start: time, exact: bool
) -> None:
    found = house.salon.ask(offers, house.amira, house.peel, FRIDAY, start)

    assert found.is_exact is exact
    assert found.times[0].at.start >= start


def test_where_a_test_must_come_first_the_times_after_it_are_offered(
    house: House,
) -> None:
    hourly = {"patch_wait_hours": 48, "patch_valid_hours": 500}
    dye = sold(house, "dye", patch_rule="required", **hourly)

    found = house.salon.ask(offers, house.amira, dye, FRIDAY)

    assert "needs a patch test" in found.held_back
    assert found.times[0].at.day >= FRIDAY + 2 * DAY
    assert not found.times[0].against


def test_her_file_shows_what_is_agreed_from_today_on_and_what_was(house: House) -> None:
    first = booked(house, FRIDAY, time(9))
    second = booked(house, FRIDAY, time(20))
    third = booked(house, FRIDAY + 7 * DAY, time(9))
    kept(house, first)

    sight = house.salon.ask(sight_of, house.amira)

    assert [one.id for one in sight.kept] == [first]
    assert [one.id for one in sight.coming] == [second, third]
    assert (sight.therapist, sight.usual and sight.usual.id) == ("Léa", first)


def test_her_story_is_told_from_the_newest_back(house: House) -> None:
    key = booked(house, FRIDAY, time(7))
    at(house, "27 12:00")
    kept(house, key)
    house.salon.do(assess, house.amira, AssessmentDraft(note="calm"))
    at(house, "28 14:00")
    call = house.salon.ask(calls_due)[0]
    house.salon.do(log_call, call.id, Outcome.WELL, note="all fine")
    booked(house, FRIDAY + 7 * DAY, time(9))

    story = house.salon.ask(sight_of, house.amira).story

    days = [one.day for one in story]
    assert days == sorted(days, reverse=True)
    told = [one for one in story if one.detail == "all fine"]
    assert [(one.day, one.at) for one in told] == [(FRIDAY + DAY, "14:00")]


def test_a_clock_that_stands_before_the_last_action_is_doubted(house: House) -> None:
    assert house.salon.ask(clock_doubt) is None
    at(house, "27 06:51")
    assert house.salon.ask(clock_doubt) is None  # two computers never agree
    at(house, "27 06:49")
    doubt = house.salon.ask(clock_doubt)
    assert doubt is not None
    assert doubt.is_early


def test_a_clock_a_day_past_all_that_is_known_is_doubted(house: House) -> None:
    at(house, "28 07:00")
    assert house.salon.ask(clock_doubt) is None
    at(house, "28 07:01")
    assert house.salon.ask(clock_doubt) is not None
    at(house, "27 07:00")
    booked(house, FRIDAY + DAY, time(9))
    at(house, "28 07:01")
    assert house.salon.ask(clock_doubt) is None  # somebody is booked for that day


def test_the_caller_sees_the_steps_of_this_treatment_and_of_no_other(
    house: House,
) -> None:
    kept(house, booked(house, FRIDAY, time(9)))
    at(house, "28 11:00")
    [first] = house.salon.ask(calls_due)
    house.salon.do(log_call, first.id, Outcome.WELL)
    at(house, "30 09:00")
    kept(house, booked(house, FRIDAY + 3 * DAY, time(10)))
    at(house, "31 11:00")

    call = next(
        one
        for one in house.salon.ask(calls_of, house.amira)
        if one.treated == FRIDAY + 3 * DAY and one.step == "d2"
    )
    about = house.salon.ask(about_call, call)

    assert [(one.days, one.state) for one in about.steps] == [(1, "next"), (2, "now")]
    assert [one.outcome for one in about.contacts] == [Outcome.WELL]


def test_the_queue_says_who_rests_and_who_wants_no_calls(house: House) -> None:
    kept(house, booked(house, FRIDAY, time(9)))
    silent = ClientDraft(do_not_contact=True)
    house.salon.do(correct_client, house.basia, silent)
    at(house, "28 11:00")
    queue = house.salon.ask(call_queue)
    assert (len(queue.calls), queue.due, queue.rested, queue.silent) == (1, 1, 0, 1)

    house.salon.do(log_call, queue.calls[0].id, Outcome.WELL)

    queue = house.salon.ask(call_queue)
    assert (queue.calls, queue.due, queue.rested) == ((), 0, 1)

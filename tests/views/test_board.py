"""Today in groups, whom to ring for a gap, and what to offer to who is late."""

from datetime import datetime, time, timedelta

import pytest

from salon.aftercare.model import Outcome
from salon.aftercare.operations import log_call
from salon.aftercare.queries import calls_of
from salon.appointments.model import Status
from salon.appointments.operations import Change, arrive, miss, move
from salon.appointments.operations import start_treatment as begin
from salon.appointments.slipping import Slip
from salon.catalogue.model import ServiceCard
from salon.catalogue.queries import service
from salon.clients.model import ClientDraft, ClientId
from salon.clients.operations import add_client, correct_client
from salon.courses.operations import sell_course
from salon.money import Money
from salon.settings.model import BadSetting
from salon.settings.operations import describe
from salon.staff.model import Role
from salon.staff.operations import hire
from salon.views.board import Board, Group, Row, Step, board_of
from salon.views.day import Filling, Gap, Why
from salon.views.elsewhen import instead_of
from salon.views.filling import worth_ringing
from salon.views.today import day_at_a_glance
from tests.house import FRIDAY, House
from tests.views.test_views import at, booked, kept, sold

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


def board(house: House) -> Board:
    return board_of(house.salon.ask(day_at_a_glance))


def only(rows: tuple[Row, ...]) -> Row:
    [row] = rows
    return row


def test_one_is_late_from_the_fifth_minute_and_not_before(house: House) -> None:
    booked(house, FRIDAY, time(9))

    at(house, "27 09:04")
    assert not board(house).needs
    assert only(board(house).next).step is Step.ARRIVED
    at(house, "27 09:05")
    row = only(board(house).needs)
    assert (row.minutes, row.step, row.is_loud) == (5, Step.RING, False)
    at(house, "27 09:10")
    assert only(board(house).needs).is_loud


def test_a_salon_says_itself_when_one_is_late_and_when_it_is_loud(house: House) -> None:
    booked(house, FRIDAY, time(9))
    house.salon.do(describe, late_after=15, amber_after=20)

    at(house, "27 09:14")
    assert not board(house).needs
    at(house, "27 09:15")
    assert not only(board(house).needs).is_loud
    at(house, "27 09:20")
    assert only(board(house).needs).is_loud
    for wrong in (0, 61, "ten"):
        with pytest.raises(BadSetting):
            house.salon.do(describe, late_after=wrong)


def test_waiting_counts_from_the_arrival_and_stands_before_who_is_late(
    house: House,
) -> None:
    late = booked(house, FRIDAY, time(9))
    waits = booked(house, FRIDAY, time(10), client=house.basia)
    at(house, "27 09:20")
    house.salon.do(arrive, waits)

    at(house, "27 09:27")
    rows = board(house).needs

    assert [row.visit.id for row in rows] == [waits, late]
    assert [row.minutes for row in rows] == [7, 27]
    assert rows[0].visit.arrived == datetime.combine(FRIDAY, time(9, 20))
    assert rows[0].step is Step.START


def test_that_somebody_did_not_come_is_proposed_after_half_an_hour(
    house: House,
) -> None:
    key = booked(house, FRIDAY, time(9))

    at(house, "27 09:29")
    assert only(board(house).needs).step is not Step.MISSED
    at(house, "27 09:30")
    assert only(board(house).needs).step is Step.MISSED
    assert only(board(house).needs).visit.status is Status.BOOKED  # never by itself
    house.salon.do(miss, key)
    assert not board(house).needs
    assert only(board(house).done).visit.id == key


def test_who_is_treated_has_minutes_left_and_then_makes_others_wait(
    house: House,
) -> None:
    first = booked(house, FRIDAY, time(9))
    second = booked(house, FRIDAY, time(10), client=house.basia)
    at(house, "27 09:00")
    house.salon.do(begin, first)

    at(house, "27 09:40")
    assert only(board(house).treated).minutes == -5
    assert only(board(house).next).slip is None
    at(house, "27 10:02")
    row, waits = only(board(house).treated), only(board(house).next)
    assert (row.minutes, row.is_loud) == (17, True)
    assert row.overrun is not None
    assert waits.visit.id == second
    assert waits.slip == Slip(int(second), 10 * 60 + 5, 5, True)
    [seen] = [
        one for one in house.salon.ask(day_at_a_glance).visits if one.id == second
    ]
    assert seen.slot.start == time(10)  # what was promised stays


def test_who_would_wait_too_long_is_offered_other_times(house: House) -> None:
    first = booked(house, FRIDAY, time(9))
    booked(house, FRIDAY, time(9, 50), client=house.basia)
    at(house, "27 09:00")
    house.salon.do(begin, first)

    at(house, "27 09:54")
    assert only(board(house).next).step is Step.ARRIVED
    house.salon.do(describe, late_after=60)  # so that it is not late by itself
    at(house, "27 10:10")
    assert only(board(house).next).step is Step.ARRIVED
    at(house, "27 10:11")
    row = only(board(house).next)
    assert row.slip is not None
    assert (row.slip.fits, row.step) == (False, Step.ELSEWHEN)


def test_a_gap_of_who_is_still_with_somebody_is_none(house: House) -> None:
    key = booked(house, FRIDAY, time(9))
    at(house, "27 09:50")
    assert board(house).gaps[0].start == time(9, 50)
    house.salon.do(begin, key)
    assert all(gap.start > time(9, 55) for gap in board(house).gaps)


def test_groups_change_by_steps_and_not_by_the_minute(house: House) -> None:
    key = booked(house, FRIDAY, time(9))
    for when in ("27 07:00", "27 08:30", "27 09:00"):
        at(house, when)
        assert only(board(house).next).visit.id == key
    house.salon.do(arrive, key)
    assert only(board(house).needs).visit.id == key
    house.salon.do(begin, key)
    assert only(board(house).treated).visit.id == key
    at(house, "27 11:00")
    assert only(board(house).treated).visit.id == key


def test_who_comes_late_is_told_how_much_is_left_before_others_need_it(
    house: House,
) -> None:
    """A peel of 45 minutes at nine; the next one at a quarter to ten."""
    key = booked(house, FRIDAY, time(9))
    booked(house, FRIDAY, time(9, 45), client=house.basia)
    buffer = house.salon.ask(day_at_a_glance).visits[0].buffer_minutes

    at(house, "27 09:10")
    row = board(house).needs[0]
    assert row.left == 35 - buffer
    at(house, "27 09:25")
    house.salon.do(arrive, key)
    row = board(house).needs[0]
    assert (row.left, row.step) == (20 - buffer, Step.ELSEWHEN)


def test_who_came_in_time_is_not_told_that_there_is_too_little(house: House) -> None:
    key = booked(house, FRIDAY, time(9))
    booked(house, FRIDAY, time(9, 45), client=house.basia)
    at(house, "27 08:58")
    house.salon.do(arrive, key)
    at(house, "27 09:25")
    row = only(board(house).needs)
    assert (row.left, row.step) == (None, Step.START)


def test_who_may_still_come_in_time_is_said_until_when(house: House) -> None:
    booked(house, FRIDAY, time(9))
    booked(house, FRIDAY, time(11), client=house.basia)
    at(house, "27 09:10")
    row = board(house).needs[0]
    assert row.left is None
    assert row.here_by is not None
    assert row.here_by <= 11 * 60 - 45


def test_late_by_twenty_five_minutes(house: House) -> None:
    """Scenario 5: shorter now, whole and later with another, and nobody is moved."""
    short = sold(house, "express", minutes=20)
    house.salon.do(hire, "Yu", Role.THERAPIST, "all")
    key = booked(house, FRIDAY, time(14), staff_id=house.lea)
    after = booked(house, FRIDAY, time(14, 45), client=house.basia, staff_id=house.lea)
    at(house, "27 14:25")
    house.salon.do(arrive, key)

    found = house.salon.ask(instead_of, key)

    shapes = [(one.is_shorter, one.minutes) for one in found.offers]
    assert shapes == [(True, 20), (False, 45)]
    for offer in found.offers:
        assert offer.time.start >= time(14, 25)
        if offer.is_shorter:
            assert offer.service_id == short
    whole = next(one for one in found.offers if not one.is_shorter)
    change = Change(
        start=whole.time.start,
        staff_id=whole.time.person.id,  # type: ignore[arg-type]
        room_id=None if whole.time.room is None else whole.time.room.id,  # type: ignore[arg-type]
        minutes=whole.minutes,
    )
    house.salon.do(move, key, change)
    lines = {one.id: one for one in house.salon.ask(day_at_a_glance).visits}
    assert lines[key].status is Status.ARRIVED
    assert lines[after].slot.start == time(14, 45)


def peel(house: House) -> ServiceCard:
    return house.salon.ask(service, house.peel)


def gap_of(house: House, start: time = time(9), until: time = time(12)) -> Gap:
    return Gap(int(house.lea), "Léa", start, until)


def filling(house: House, gap: Gap | None = None) -> Filling:
    return house.salon.ask(worth_ringing, gap or gap_of(house))


def visited(house: House, client: ClientId, *days: str) -> None:
    for day in days:
        at(house, f"{day} 08:00")
        when = FRIDAY.replace(day=int(day))
        kept(house, booked(house, when, time(9), client=client))


def test_who_is_past_the_usual_time_is_worth_ringing_from_the_day_after(
    house: House,
) -> None:
    """Every two days, three times; two weeks is the least that one waits."""
    visited(house, house.amira, "02", "04", "06")
    at(house, "20 09:00")
    assert filling(house).people == ()
    at(house, "23 09:00")
    [one] = filling(house).people
    assert (one.client_id, one.why, one.of, one.number) == (
        *(house.amira, Why.USUAL, 2),
        15,
    )


def test_a_course_that_is_paid_comes_before_what_is_usual(house: House) -> None:
    visited(house, house.amira, "02", "04", "06")
    at(house, "27 09:00")
    house.salon.do(sell_course, house.basia, peel(house), 6, Money(100))
    assert [(one.client_id, one.why) for one in filling(house).people] == [
        (house.basia, Why.COURSE),
        (house.amira, Why.USUAL),
    ]


def test_what_does_not_fit_into_the_gap_is_not_offered(house: House) -> None:
    house.salon.do(sell_course, house.basia, peel(house), 6, Money(100))
    needed = peel(house).minutes + peel(house).buffer_minutes
    until = (datetime.combine(FRIDAY, time(9)) + needed * MINUTE).time()
    short = (datetime.combine(FRIDAY, time(9)) + (needed - 1) * MINUTE).time()
    assert len(filling(house, gap_of(house, until=until)).people) == 1
    assert filling(house, gap_of(house, until=short)).people == ()


def test_who_is_booked_or_wants_no_calls_or_was_just_rung_is_left_in_peace(
    house: House,
) -> None:
    house.salon.do(sell_course, house.basia, peel(house), 6, Money(100))
    house.salon.do(sell_course, house.amira, peel(house), 6, Money(100))
    third = house.salon.do(add_client, ClientDraft(name="Cem Yilmaz"))
    house.salon.do(sell_course, third, peel(house), 6, Money(100))
    assert len(filling(house).people) == 3

    house.salon.do(correct_client, third, ClientDraft(do_not_contact=True))
    booked(house, FRIDAY + 3 * DAY, time(9))

    found = filling(house)
    assert [one.client_id for one in found.people] == [house.basia]
    assert (found.silent, found.booked, found.resting) == (1, 1, 0)


def test_who_was_contacted_this_week_rests(house: House) -> None:
    visited(house, house.basia, "02")
    house.salon.do(sell_course, house.basia, peel(house), 6, Money(100))
    call = house.salon.ask(calls_of, house.basia)[0]
    at(house, "18 09:00")
    house.salon.do(log_call, call.id, Outcome.WELL)
    at(house, "25 08:59")
    assert filling(house).resting == 1
    at(house, "25 09:01")
    assert [one.client_id for one in filling(house).people] == [house.basia]


def test_done_says_who_has_another_visit(house: House) -> None:
    for client in (house.amira, house.basia):
        hour = 9 if client == house.amira else 11
        kept(house, booked(house, FRIDAY, time(hour), client=client))
    booked(house, FRIDAY + 3 * DAY, time(9))
    day = house.salon.ask(day_at_a_glance)
    assert day.coming_back == {house.amira}
    assert {row.group for row in board_of(day).done} == {Group.DONE}

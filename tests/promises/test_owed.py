"""Hours owed and hours free, of a real house on a quiet Friday."""

from datetime import date, time, timedelta
from typing import Any

import pytest

from salon.appointments.operations import Booking, block_time, book
from salon.courses.model import CourseKind
from salon.courses.operations import redeem_by_hand
from salon.promises.model import Level
from salon.promises.queries import (
    courses_behind,
    cover,
    ends_first,
    free_hours,
    promises,
)
from salon.promises.words import advice_words, sentence
from salon.rooms.tables import Device
from salon.settings.model import Hours
from salon.settings.operations import close_days, describe
from salon.staff.operations import set_shifts
from salon.staff.tables import StaffMember
from salon.work import Work
from tests.courses.shop import on_a_bill, sold
from tests.house import FRIDAY, House
from tests.leaning import RowMade

DAY = 15 * 60  # minutes; from seven to ten
WEEK = 6 * DAY


def free_of_lea(house: House) -> float:
    return house.salon.ask(free_hours).people[house.lea]


def test_sessions_are_as_long_as_the_treatment_and_what_comes_after(
    house: House,
) -> None:
    wax = sold(house, "wax", buffer_minutes=15)
    on_a_bill(house, 30000, 10, services=(wax,))
    key = on_a_bill(house, 68000, 10)
    house.salon.do(redeem_by_hand, house.amira, course_id=key)

    found = house.salon.ask(promises)

    assert found.owed == 10 * (30 + 15) + 9 * 45
    assert (found.sessions, found.courses) == (19, 2)
    assert sentence(found).startswith("Owed 14 h; free ")


def test_a_course_by_value_is_owed_as_its_price_buys_minutes(house: House) -> None:
    # 85.00 are 45 minutes: 850.00 at the list price are ten peels
    on_a_bill(house, 70000, 0, kind=CourseKind.VALUE, list_unit=85000)

    found = house.salon.ask(promises)

    assert (found.owed, found.sessions) == (450, 0)


def test_a_session_by_choice_is_as_long_as_its_services_on_the_average(
    house: House,
) -> None:
    wax = sold(house, "wax")
    on_a_bill(house, 30000, 4, kind=CourseKind.CHOICE, services=(house.peel, wax))

    assert house.salon.ask(promises).owed == 4 * (45 + 30) // 2


@pytest.mark.parametrize(("days", "owed", "over"), [(-1, 0, 10), (0, 10, 0)])
def test_what_ran_out_stands_apart(
    house: House, days: int, owed: int, over: int
) -> None:
    key = on_a_bill(house, 68000, 10)
    _ends(house, key, FRIDAY + timedelta(days=days))

    found = house.salon.ask(promises)

    assert (found.sessions, found.over_sessions) == (owed, over)
    assert found.owed + found.over_minutes == 450


def _ends(house: House, key: int, day: date) -> None:
    def change(work: Work) -> None:
        from salon.courses.tables import Course

        work.get(Course, key).expires_on = day
        work.record(RowMade())

    house.salon.do(change)


def test_free_is_the_rota_without_what_is_booked_and_kept(house: House) -> None:
    whole = free_of_lea(house)
    assert whole == pytest.approx(WEEK, abs=DAY / 12)

    house.booked(time(9))
    assert free_of_lea(house) == whole - 45 / 12

    house.salon.do(describe, urgent_minutes=30)
    days = 6 * 12
    assert free_of_lea(house) == pytest.approx(whole - 45 / 12 - days * 30 / 12, abs=3)


def test_a_closed_day_an_absence_and_a_shift_are_not_free(house: House) -> None:
    whole = free_of_lea(house)
    monday = FRIDAY + timedelta(days=3)
    house.salon.do(close_days, monday, monday)
    assert free_of_lea(house) == whole - DAY / 12

    from salon.appointments.model import Resource, Slot

    slot = Slot(monday + timedelta(days=1), time(9), 120)
    house.salon.do(block_time, Resource.PERSON, house.lea, slot, "Course")
    assert free_of_lea(house) == whole - DAY / 12 - 120 / 12

    house.salon.do(set_shifts, house.lea, [[(time(9), time(12))]])
    assert free_of_lea(house) == 11 * 180 / 12  # the first Monday is closed


def test_what_is_booked_to_take_a_session_keeps_the_promise(house: House) -> None:
    on_a_bill(house, 68000, 1)
    whole = free_of_lea(house)
    one = Booking(house.amira, house.peel, FRIDAY + timedelta(days=1), time(9))
    house.salon.do(book, one)
    assert free_of_lea(house) == whole

    two = Booking(house.amira, house.peel, FRIDAY + timedelta(days=3), time(9))
    house.salon.do(book, two)  # more than is left of the course
    assert free_of_lea(house) == whole - 45 / 12


def test_what_nobody_can_give_stands_on_top_in_words(house: House) -> None:
    laser = sold(house, "laser", skill="medical", family="LGT")
    on_a_bill(house, 68000, 10)
    on_a_bill(house, 68000, 9, services=(laser,))

    found = house.salon.ask(promises)

    first = found.kinds[0]
    assert (first.is_given, first.sessions, first.weeks) == (False, 9, None)
    assert first.level is Level.OWNER
    assert [one.is_given for one in found.kinds] == [False, True]


def test_without_a_rota_hours_stay_and_there_are_no_weeks(house: House) -> None:
    on_a_bill(house, 68000, 10)
    house.salon.do(describe, hours=Hours())

    found = house.salon.ask(promises)

    assert (found.owed, found.has_rota, found.weeks) == (450, False, None)
    assert found.people == ()
    assert sentence(found) == "Owed 7.5 h. Free hours need a rota."


def test_a_device_that_is_scarcer_is_named(house: House) -> None:
    laser = sold(house, "laser", device_type="ipl")
    for _one in range(3):
        on_a_bill(house, 900000, 900, services=(laser,))

    def broken(work: Work) -> None:
        work.get(Device, house.laser).device_type = "ipl"
        work.add(StaffMember(name="Ida"))
        work.add(StaffMember(name="Mo"))
        work.record(RowMade())

    house.salon.do(broken)

    [row] = house.salon.ask(promises).kinds
    assert row.narrow == "ipl"
    assert row.weeks == pytest.approx(2700 * 30 / WEEK, rel=0.02)
    advice = house.salon.ask(promises).advice
    assert advice is not None
    assert advice.narrow == "ipl"
    assert advice_words(advice).startswith("ipl is narrowest: 1,350 h")


def test_the_rows_behind_a_figure_begin_with_what_ends_first(house: House) -> None:
    late, soon = on_a_bill(house, 1, 3), on_a_bill(house, 1, 2)
    _ends(house, soon, FRIDAY + timedelta(days=30))

    found = house.salon.ask(courses_behind, {house.peel})

    assert [one.course_id for one in found] == [soon, late]
    assert sum(one.minutes for one in found) == house.salon.ask(promises).owed
    assert house.salon.ask(courses_behind, {9999}) == []


@pytest.mark.parametrize(("days", "ends"), [(56, []), (55, [1])])
def test_a_course_ends_first_where_not_all_of_it_fits(
    house: House, days: int, ends: list[int]
) -> None:
    key = on_a_bill(house, 1, 2)  # a session each 28 days, where nothing is known
    _ends(house, key, FRIDAY + timedelta(days=days))

    assert [one.rest for one in house.salon.ask(ends_first)] == ends


@pytest.mark.parametrize(("days", "is_stale"), [(30, False), (31, True)])
def test_what_is_in_the_bank_holds_for_thirty_days(
    house: House, days: int, is_stale: bool
) -> None:
    on_a_bill(house, 2654500, 10)
    bare = house.salon.ask(cover)
    assert (bare.bank, bare.times) == (None, None)

    day = FRIDAY - timedelta(days=days)
    said: dict[str, Any] = {"bank_balance": 3120000, "bank_day": day.isoformat()}
    house.salon.do(describe, **said)

    found = house.salon.ask(cover)
    assert found.is_stale is is_stale
    assert (None if found.times is None else round(found.times, 1)) == (
        None if is_stale else 1.2
    )

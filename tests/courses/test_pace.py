"""Whether a course is used up before it ends, at the client's own pace."""

from datetime import date, timedelta

import pytest

from salon.clients.model import ClientId
from salon.courses.model import CourseKind, CourseLine
from salon.courses.operations import redeem_by_hand, sell_course
from salon.courses.pace import pace_words
from salon.courses.queries import course_line, courses_ending
from salon.money import Money
from salon.text import Names
from tests.courses.shop import peel
from tests.courses.test_bending import later
from tests.house import FRIDAY, House

TODAY = date(2026, 11, 23)


def line(
    used: int, sold_days: int, ends_days: int | None, **more: object
) -> CourseLine:
    """Return a course of ten, sold some days ago."""
    kept = {
        "sold_on": TODAY - timedelta(days=sold_days),
        "expires": None if ends_days is None else TODAY + timedelta(days=ends_days),
    }
    return CourseLine(
        1,
        ClientId(1),
        Names("Peel", "", ""),
        1,
        10,
        used,
        Money(1),
        **(kept | more),  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("used", "sold", "ends", "each", "slow"),
    [
        (4, 100, 150, 25, False),  # six more take 150 days: just in time
        (4, 100, 149, 25, True),
        (4, 101, 156, 26, False),  # rounded up: 26 days each
        (4, 101, 155, 26, True),
        (0, 100, 280, 28, False),  # never used: as usual
        (0, 100, 279, 28, True),
        (3, 0, 21, 28, True),  # all on the day it was sold says nothing
        (4, 100, None, 25, False),
        (10, 100, 1, 10, False),
    ],
)
def test_to_the_day(
    used: int, sold: int, ends: int | None, each: int, slow: bool
) -> None:
    one = line(used, sold, ends)

    assert one.days_each(TODAY) == each
    assert one.is_too_slow(TODAY) is slow


def test_it_is_said_in_words() -> None:
    in_time = line(4, 60, 200)

    assert pace_words(in_time, TODAY) == (
        "At this pace all are used by February 2027, before it ends."
    )
    assert pace_words(line(4, 100, 149), TODAY) == (
        "At this pace 1 session is left when it ends."
    )
    assert pace_words(line(4, 100, 60), TODAY) == (
        "At this pace 4 sessions are left when it ends."
    )
    assert pace_words(line(4, 100, -1), TODAY) == ""
    assert pace_words(line(4, 100, 60, kind=CourseKind.VALUE), TODAY) == ""


def test_the_pace_warns_before_the_last_month(house: House) -> None:
    """Four left, one a fortnight: 50 days before the end it is too late for one."""
    args = (house.amira, peel(house), 6, Money(60000))
    last = FRIDAY + timedelta(days=78)
    key = house.salon.do(sell_course, *args, expires=last)
    assert house.salon.ask(course_line, key).usual_days in (0, 28)
    for _time in range(2):
        later(house, 14)
        house.salon.do(redeem_by_hand, house.amira, course_id=key)

    found = house.salon.ask(courses_ending)

    assert [one.id for one, _name in found] == [key]
    house.salon.do(redeem_by_hand, house.amira, course_id=key)
    assert house.salon.ask(courses_ending) == []

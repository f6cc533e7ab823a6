"""The statement of a client: every line, every slip, and the sums of the picture."""

from datetime import date, datetime, time, timedelta

import pytest

from salon.courses.model import CourseKind, Offer, spelt
from salon.courses.operations import redeem_by_hand
from salon.courses.queries import course_card, courses_of
from salon.ledger.sums import in_step
from salon.money import Money
from salon.paper.sheets import Look
from salon.reports.statement import compose_statement, statement_sheet
from salon.till.model import STORED, Paying
from salon.till.operations import add_product
from salon.till.selling import add_course, add_top_up
from tests.house import FRIDAY, House
from tests.paper.reading import pages
from tests.till.counter import Counter, counter_of, pounds

LATER = FRIDAY + timedelta(days=42)


@pytest.fixture
def counter(house: House) -> Counter:
    return counter_of(house)


@pytest.fixture
def framed(counter: Counter) -> Counter:
    """680.00 for ten, four taken; 500.00 stored and 100.00 on top, 132.00 spent."""
    house, salon = counter.house, counter.house.salon
    key = counter.empty()
    offer = Offer(CourseKind.SESSIONS, (house.peel,), 10, pounds("80"))
    salon.do(add_course, key, offer, pounds("680"))
    salon.do(add_top_up, key, pounds("500"), bonus=pounds("100"))
    counter.close(key, Paying("card", pounds("1180")))
    [course] = salon.ask(courses_of, house.amira)
    for days, spent in ((7, "54"), (21, "36"), (28, "24"), (42, "18")):
        with salon.stopped_at(datetime.combine(FRIDAY + timedelta(days), time(9))):
            salon.do(redeem_by_hand, house.amira, course_id=course.id)
            key = counter.empty()
            salon.do(add_product, key, counter.serum, price=pounds(spent))
            counter.close(key, Paying(STORED, pounds(spent)))
    return counter


def test_the_sums_of_the_picture_come_out_to_the_cent(framed: Counter) -> None:
    house = framed.house
    with house.salon.stopped_at(datetime.combine(LATER, time(12))):
        sheet = house.salon.ask(statement_sheet, house.amira)

    assert [one.sum for one in sheet.figures[1:]] == ["€390", "€78"] or [
        one.sum for one in sheet.figures[1:]
    ] == ["£390", "£78"]
    assert sheet.figures[0].sum == "6 of the 10"
    course, stored = sheet.blocks
    assert [row[5] for row in course.rows] == (
        ["680.00", "612.00", "544.00", "476.00", "408.00"]
    )
    assert course.last[3:6] == ("4 of the 10", "272.00", "408.00")
    assert [row[3:] for row in stored.rows] == [
        ("+500.00", "+100.00", "500.00", "100.00"),
        ("−45.00", "−9.00", "455.00", "91.00"),
        ("−30.00", "−6.00", "425.00", "85.00"),
        ("−20.00", "−4.00", "405.00", "81.00"),
        ("−15.00", "−3.00", "390.00", "78.00"),
    ]
    assert stored.last[3:] == ("−110.00", "−22.00", "390.00", "78.00")
    [card] = [
        house.salon.ask(course_card, one.id)
        for one in house.salon.ask(courses_of, house.amira)
    ]
    assert [row[6] for row in course.rows] == ["", *(spelt(o.code) for o in card.taken)]


def test_each_payment_takes_five_parts_and_one() -> None:
    assert in_step(Money(5400), Money(50000), Money(10000)) == (
        Money(4500),
        Money(900),
    )


def test_from_a_day_on_what_was_before_is_carried_over(framed: Counter) -> None:
    house = framed.house
    first, last = FRIDAY + timedelta(days=20), FRIDAY + timedelta(days=30)
    with house.salon.stopped_at(datetime.combine(LATER, time(12))):
        sheet = _between(house, first, last)

    course, stored = sheet.blocks
    assert [(row[1], row[5]) for row in course.rows] == [
        ("Carried over", "612.00"),
        ("Peel", "544.00"),
        ("Peel", "476.00"),
    ]
    assert stored.rows[0][1] == "Carried over"
    assert [row[5:] for row in stored.rows] == [
        ("455.00", "91.00"),
        ("425.00", "85.00"),
        ("405.00", "81.00"),
    ]


def _between(house: House, first: date, last: date):  # type: ignore[no-untyped-def]
    from functools import partial

    return house.salon.ask(
        partial(statement_sheet, first=first, last=last), house.amira
    )


def test_who_paid_nothing_ahead_is_told_so(house: House) -> None:
    sheet = house.salon.ask(statement_sheet, house.basia)

    assert sheet.blocks == ()
    assert sheet.figures == ()
    assert sheet.nothing == "Nothing was paid ahead in this time."


@pytest.mark.parametrize("tongue", ["en", "zh_CN", "zh_TW"])
def test_it_is_set_in_each_language(framed: Counter, tongue: str) -> None:
    house = framed.house
    with house.salon.stopped_at(datetime.combine(LATER, time(12))):
        look = Look(languages=(tongue,))
        paper = house.salon.ask(compose_statement, house.amira, look).set()

    assert paper.pages <= 2
    assert paper.missing_characters == ()
    assert "408.00" in "".join(pages(paper))


def test_it_speaks_both_languages_one_after_the_other(framed: Counter) -> None:
    house = framed.house
    with house.salon.stopped_at(datetime.combine(LATER, time(12))):
        look = Look(languages=("en", "zh_CN"))
        paper = house.salon.ask(compose_statement, house.amira, look).set()

    assert paper.pages >= 2
    assert "What is yours" in pages(paper)[0]

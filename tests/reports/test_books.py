"""The books' rules hold, and each says so when it does not."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from salon.courses.model import CourseKind, Offer
from salon.courses.tables import Course
from salon.events import Event
from salon.money import Money
from salon.prepaid.tables import Holding, Voucher
from salon.reports.books import APART, RULES
from salon.reports.queries import book_findings, findings
from salon.store.base import Record
from salon.till.model import Paying
from salon.till.selling import add_course, add_deposit, add_top_up, add_voucher
from salon.till.tables import Bill
from salon.work import Work
from tests.house import House
from tests.till.counter import Counter, counter_of, pounds

PENNY = Money(1)


class Bent(Event):
    text = "Bent"
    undoable = False


@pytest.fixture
def counter(house: House) -> Counter:
    """A till at which something of everything was sold."""
    counter = counter_of(house)
    salon = house.salon
    key = counter.empty()
    salon.do(add_top_up, key, pounds("100"), bonus=pounds("10"))
    salon.do(add_voucher, key, pounds("50"))
    salon.do(add_deposit, key, pounds("20"))
    offer = Offer(CourseKind.SESSIONS, (house.peel,), 10, pounds("85"))
    salon.do(add_course, key, offer, pounds("680"))
    counter.close(key, Paying("card", pounds("850")))
    return counter


def test_all_that_was_sold_agrees_with_the_books(counter: Counter) -> None:
    assert counter.house.salon.ask(book_findings) == []


def bend(kind: type[Record], column: str, by: Money) -> Callable[[Work], None]:
    """Return what changes a row past every operation."""

    def act(work: Work) -> None:
        row = work.session.scalars(select(kind)).first()
        setattr(row, column, getattr(row, column) + by)
        work.record(Bent())

    return act


@pytest.mark.parametrize(
    ("kind", "column", "rule"),
    [
        (Holding, "paid", "stored_apart"),
        (Holding, "bonus", "bonus_apart"),
        (Holding, "deposit", "deposit_apart"),
        (Voucher, "remains", "voucher_apart"),
        (Course, "unpaid", "course_apart"),
        (Bill, "owing", "owed_apart"),
        (Bill, "total", "bill_total"),
    ],
)
def test_a_penny_that_is_nowhere_in_the_books_is_found(
    counter: Counter, kind: type[Record], column: str, rule: str
) -> None:
    salon = counter.house.salon
    salon.do(bend(kind, column, PENNY))

    [found] = salon.ask(book_findings)

    assert (found.rule, found.count, len(found.records)) == (rule, 1, 1)
    assert rule in {one.rule for one in salon.ask(findings)}
    assert rule in {*RULES, *APART}

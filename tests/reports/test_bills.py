"""The papers of bills: receipt from the roll, invoice, the bytes of a printer."""

import pytest

from salon.courses.model import CourseKind, Offer
from salon.paper.escpos import DOTS, to_escpos
from salon.paper.sheets import Look
from salon.reports.bills import (
    compose_invoice,
    compose_receipt,
    receipt_sheet,
)
from salon.settings.operations import describe
from salon.till.model import BillId, Paying
from salon.till.operations import add_product, discount
from salon.till.queries import bill_named
from salon.till.returning import give_back
from salon.till.selling import add_course, add_top_up
from tests.house import House
from tests.paper.reading import pages
from tests.till.counter import Counter, counter_of, pounds


@pytest.fixture
def counter(house: House) -> Counter:
    return counter_of(house)


def paid(counter: Counter) -> BillId:
    """Return a bill of a peel, a serum cheaper, and stored value, paid in notes."""
    salon = counter.house.salon
    salon.do(describe, tax_name="VAT", tax_service=2000, tax_product=500)
    key = counter.visit()
    line = salon.do(add_product, key, counter.serum)
    salon.do(discount, line, why="we began late", off=pounds("4"))
    salon.do(add_top_up, key, pounds("100"), bonus=pounds("10"))
    counter.close(
        key, Paying("card", pounds("127")), Paying("cash", pounds("100"), pounds("120"))
    )
    return key


def test_a_receipt_says_all_of_it(counter: Counter) -> None:
    key = paid(counter)

    paper = counter.house.salon.ask(compose_receipt, key, Look(languages=("en",))).set()

    [page] = pages(paper)
    for said in (
        *("Receipt", "2026-0001", "Amira Khan", "Peel", "£85", "£42"),
        *("£46 less £4: we began late", "Total", "£227"),
        *("VAT 20 % within £85", "£14.17", "VAT 5 % within £42", "£2"),
        *("Bank card", "£127", "Given, Cash", "£120", "Back", "£20"),
        *("Stored value", "£110", "of it bonus", "£10"),
    ):
        assert said in page, said
    assert paper.missing_characters == ()


@pytest.mark.parametrize("tongue", ["en", "zh_CN", "zh_TW"])
def test_receipt_and_invoice_are_set_in_each_language(
    counter: Counter, tongue: str
) -> None:
    key = paid(counter)
    for compose in (compose_receipt, compose_invoice):
        paper = counter.house.salon.ask(compose, key, Look(languages=(tongue,))).set()
        assert paper.pages == 1
        assert paper.missing_characters == ()
        assert "2026-0001" in pages(paper)[0]


def test_a_session_stands_with_its_count_worth_and_code(counter: Counter) -> None:
    salon, house = counter.house.salon, counter.house
    key = counter.empty()
    offer = Offer(CourseKind.SESSIONS, (house.peel,), 10, pounds("85"))
    salon.do(add_course, key, offer, pounds("680"))
    counter.close(key, Paying("card", pounds("680")))
    visit = counter.visit()
    counter.close(visit)

    sheet = salon.ask(receipt_sheet, visit)

    [line] = sheet.lines
    assert line.price == "£0"
    assert line.below[:2] == ("Session 1 of 10", "paid ahead, worth £68")
    assert line.below[2].startswith("Check code ")
    assert ("Peel", "9 sessions left") in sheet.held


@pytest.mark.parametrize(
    ("kind", "sessions", "said"),
    [
        (CourseKind.SESSIONS, 10, ("10 sessions",)),
        (CourseKind.SESSIONS, 1, ("1 session",)),
        (CourseKind.VALUE, 0, ()),
    ],
)
def test_a_sold_course_says_its_number_of_sessions(
    counter: Counter, kind: CourseKind, sessions: int, said: tuple[str, ...]
) -> None:
    key = counter.empty()
    offer = Offer(kind, (counter.house.peel,), sessions, pounds("850"))
    counter.house.salon.do(add_course, key, offer, pounds("680"))
    counter.close(key, Paying("card", pounds("680")))

    [line] = counter.house.salon.ask(receipt_sheet, key).lines

    assert line.below == said


def test_what_is_not_paid_is_said(counter: Counter) -> None:
    key = counter.visit()
    counter.close(key, Paying("cash", pounds("50")), later=True)
    sheet = counter.house.salon.ask(receipt_sheet, key)
    assert sheet.owing == ("Still to be paid", "£35")


def test_a_credit_names_what_it_gives_back_and_why(counter: Counter) -> None:
    salon = counter.house.salon
    key = counter.visit()
    counter.close(key, Paying("card", pounds("85")))
    number = salon.do(give_back, key, reason="burnt")
    sheet = salon.ask(receipt_sheet, salon.ask(bill_named, number))
    assert sheet.title == "Given back"
    assert sheet.notes == ("Of 2026-0001: burnt",)
    assert sheet.total[1] == "-£85"


def test_a_receipt_printer_gets_dots_and_a_cut(
    counter: Counter, capsys: pytest.CaptureFixture[str]
) -> None:
    key = paid(counter)
    paper = counter.house.salon.ask(compose_receipt, key, Look(languages=("en",))).set()

    made = to_escpos(paper.pdf)

    assert made.startswith(b"\x1dv0")  # a raster picture
    assert made[4] + 256 * made[5] == DOTS // 8  # as wide as the roll
    assert b"\x1dV" in made[-6:]  # the cut
    assert capsys.readouterr().out == ""

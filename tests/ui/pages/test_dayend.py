"""The end of a day in the window: counted by keys, closed, looked at, printed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from python_calamine import CalamineWorkbook

from salon.clients.model import ClientId
from salon.dayend.operations import close_day
from salon.ledger.queries import last_closed
from salon.money import Money
from salon.settings.operations import describe
from salon.shifts.queries import handovers
from salon.text import short_day
from salon.till.closing import close_bill
from salon.till.model import Paying
from salon.till.operations import bill_of_visit, hold_bill, open_bill
from salon.till.selling import add_voucher
from salon.views.dayend import commission_rules, day_sight
from tests.dayend.drawer import counted
from tests.ui.pages.daily import TODAY
from tests.ui.pages.seeing import page_as, visits, words_in
from ui.dayend.agreeing import open_counting, open_parts
from ui.dayend.behind import BehindSheet, open_behind
from ui.dayend.earlier import open_earlier
from ui.dayend.page import DayEndPage
from ui.desk import Desk, Found
from ui.frame.pages import finders
from ui.frame.window import Window
from ui.kit.buttons import Button
from ui.places import DayEnd, Till
from ui.till.page import TillPage

Settle = Callable[[], None]
Key = Qt.Key


@pytest.fixture
def page(day_window: Window, day_desk: Desk, settle: Settle) -> DayEndPage:
    """The end of today, with a voucher of 20.00 that was paid in cash."""
    salon = day_desk.salon
    key = salon.do(open_bill)
    salon.do(add_voucher, key, Money(2000))
    salon.do(close_bill, key, [Paying("cash", Money(2000))])
    day_desk.go(DayEnd())
    settle()
    return page_as(day_window, DayEndPage)


def count(page: DayEndPage, worth: Money) -> None:
    """Type a whole count, box by box, with Enter."""
    pieces = counted(worth).pieces
    page.count.order()[0].setFocus()
    for box_worth in page.count.boxes:
        at = page.window().focusWidget()
        QTest.keyClicks(at, str(pieces[box_worth]))
        QTest.keyClick(at, Key.Key_Return)


def should_be(page: DayEndPage) -> Money:
    return page._desk.salon.ask(day_sight).till.should_be


def test_from_the_till_by_a_button(
    day_window: Window, day_desk: Desk, settle: Settle
) -> None:
    day_desk.go(Till())
    settle()
    page_as(day_window, TillPage).day_end.trigger()
    settle()

    assert isinstance(page_as(day_window, DayEndPage), DayEndPage)


def test_counted_by_enter_and_closed_by_keys(page: DayEndPage, settle: Settle) -> None:
    assert not page.close_it.isEnabled()
    assert page.button.text() == "12 kinds not counted yet"

    count(page, should_be(page))
    page.note.setPlainText("Terminal paper is down to the last roll.")

    assert page.count.difference == Money()
    assert page.button.text() == f"Close {short_day(TODAY)}"
    assert page.window().focusWidget() is page.button
    page.close_it.trigger()
    settle()
    salon = page._desk.salon
    assert salon.ask(last_closed) == TODAY
    assert page.closed.isVisible()
    assert not page.count.order()[0].isEnabled()
    assert not page.close_it.isEnabled()
    assert salon.ask(handovers, 1)[0].note.startswith("Terminal paper")


def test_arrows_go_up_and_down(page: DayEndPage) -> None:
    first, second = page.count.order()[:2]
    first.setFocus()
    QTest.keyClick(first, Key.Key_Down)
    assert page.window().focusWidget() is second
    QTest.keyClick(second, Key.Key_Up)
    assert page.window().focusWidget() is first


def test_a_difference_stands_on_the_button_and_asks_a_word(
    page: DayEndPage, settle: Settle
) -> None:
    count(page, should_be(page) + Money(200))

    assert page.button.text() == f"Close {short_day(TODAY)}, £2 over"
    assert page.count.why.isVisible()
    page.close_it.trigger()
    settle()
    assert "£2" in page.late.words.text()
    page.count.why.setText("A coin too many")
    page.close_it.trigger()
    settle()
    assert page._desk.salon.ask(day_sight).till.difference == Money(200)


def test_a_blind_count_hides_what_should_be_until_all_is_counted(
    page: DayEndPage, settle: Settle
) -> None:
    page._desk.salon.do(describe, blind_count=True)
    settle()
    page.refresh()
    settle()

    assert page.count.should.text() == "hidden until counted"
    assert page.count.reckoned.text() == ""
    count(page, should_be(page))
    assert "hidden" not in page.count.should.text()


def test_weighed_coins_have_one_box(page: DayEndPage, settle: Settle) -> None:
    page._desk.salon.do(describe, coins_weighed=True)
    settle()
    page.refresh()
    settle()

    assert page.count.coins is not None
    assert len(page.count.order()) == 5
    for box in page.count.boxes.values():
        box.setText("0")
    assert page.count.uncounted == 1
    page.count.coins.setText("12.40")
    assert page.count.uncounted == 0
    assert page.count.value().worth == Money(1240)


def test_half_a_count_is_there_again(page: DayEndPage, settle: Settle) -> None:
    page.count.order()[0].setText("3")
    page.note.setPlainText("ring her first")
    page._desk.go(Till())
    settle()
    page._desk.go(DayEnd())
    settle()
    again = page_as(page.window(), DayEndPage)  # type: ignore[arg-type]

    assert again.count.order()[0].text() == "3"
    assert again.note.toPlainText() == "ring her first"


def test_the_other_desk_was_quicker_and_this_count_is_kept(
    page: DayEndPage, settle: Settle
) -> None:
    salon = page._desk.salon
    count(page, should_be(page))
    salon.do(close_day, counted(should_be(page)))

    page.close_it.trigger()
    settle()

    assert [one.is_late for one in salon.ask(day_sight).counts] == [True]
    assert page.late.isVisible()
    assert page.closed.isVisible()


def test_a_held_bill_goes_over_and_never_blocks(
    page: DayEndPage, settle: Settle
) -> None:
    salon = page._desk.salon
    key = salon.do(open_bill)
    salon.do(add_voucher, key, Money(500))
    salon.do(hold_bill, key)
    settle()
    count(page, should_be(page))

    assert page.close_it.isEnabled()
    assert page._sight is not None
    assert [one.id for one in page._sight.held] == [key]


def test_enter_opens_the_bills_behind_a_figure(
    page: DayEndPage, settle: Settle
) -> None:
    sheet = open_behind(page._desk, page.means.row(0), TODAY, TODAY)
    assert isinstance(sheet, BehindSheet)
    settle()

    assert sheet.list.lines.lines
    bill = sheet._rows[0].bill_id
    sheet._open(0)
    settle()
    assert page._desk.place == Till(bill)


def test_reports_beside_it_with_what_they_mean(
    page: DayEndPage, settle: Settle, tmp_path: Path
) -> None:
    page._desk.go(DayEnd(None, "reports"))
    settle()
    tab = page.reports
    for at in range(tab.what.count()):
        tab.what.setCurrentIndex(at)
        settle()
        assert tab._found is not None
        assert tab._found.definitions
        assert bool(tab.tables) or "Nothing" in tab.nothing.text()
    tab.what.setCurrentIndex(0)
    tab.span.setCurrentIndex(1)
    settle()
    assert tab.asked[2].month == 10
    tab.since.put(TODAY)
    tab._own()
    settle()
    assert tab.span.currentIndex() == 3
    tab.export_to(tmp_path / "takings")
    settle()
    assert CalamineWorkbook.from_path(tmp_path / "takings.xlsx").sheet_names


def test_how_the_till_is_counted_is_said_in_a_sheet(
    page: DayEndPage, settle: Settle
) -> None:
    sheet = open_counting(page._desk)
    assert sheet is not None
    sheet.form.field("blind_count").setChecked(True)  # type: ignore[attr-defined]
    sheet.form.field("till_limit").setText("5")  # type: ignore[attr-defined]
    sheet._keep()
    settle()

    here = page._desk.salon.premises
    assert (here.blind_count, here.till_limit) == (True, 500)


def test_parts_are_agreed_in_a_sheet(page: DayEndPage, settle: Settle) -> None:
    sheet = open_parts(page._desk)
    assert sheet is not None
    settle()
    sheet.who.setCurrentIndex(1)
    sheet.rate.setText("12,5")
    sheet._keep()
    settle()

    [rule] = page._desk.salon.ask(commission_rules)
    assert (rule.rate, rule.staff) == (1250, sheet.who.currentText())
    sheet.rate.setText("much")
    sheet._keep()
    assert "12.5" in sheet.failure.words.text()
    assert len(sheet.list.lines.lines) == 1


def test_earlier_days_are_seen_and_open_and_so_do_their_bills(
    page: DayEndPage, settle: Settle
) -> None:
    salon = page._desk.salon
    salon.do(close_day, counted(should_be(page)))
    sheet = open_earlier(page._desk)
    assert sheet is not None
    settle()
    assert sheet.list.isVisible()
    assert len(sheet.list.lines.lines) == 1
    bills = sheet._bills()
    assert bills is not None
    settle()
    assert bills.list.isVisible()
    [row] = bills._rows
    bills._open(0)
    settle()
    assert page._desk.place == Till(int(row.id))


def test_an_earlier_day_is_opened(page: DayEndPage, settle: Settle) -> None:
    page._desk.salon.do(close_day, counted(should_be(page)))
    page._desk.go(Till())
    sheet = open_earlier(page._desk)
    assert sheet is not None
    settle()
    sheet._open(0)
    assert page._desk.place == DayEnd(TODAY)


def test_no_day_closed_yet_is_said(page: DayEndPage, settle: Settle) -> None:
    sheet = open_earlier(page._desk)
    assert sheet is not None
    settle()
    assert sheet.nothing.isVisible()
    assert not sheet.bills.isEnabled()


@pytest.mark.parametrize("said", ["2026-0001", " 2026-1", "2026 0001"])
def test_a_bill_is_found_by_its_number(
    page: DayEndPage, settle: Settle, said: str
) -> None:
    found: list[Found] = []
    for find in finders():
        find(page._desk, said, 8).then(found.extend)
    settle()
    assert [type(one.place) for one in found] == [Till]
    assert "2026-0001" in found[0].line.detail
    none: list[Found] = []
    finders()[-1](page._desk, "2026-9999", 8).then(none.extend)
    settle()
    assert none == []


def test_who_is_done_and_not_billed_is_named_and_never_blocks(
    page: DayEndPage, settle: Settle
) -> None:
    salon = page._desk.salon
    [visit] = visits(salon, "林美华")
    assert "1 done and not on a bill" in words_in(page)
    assert "林美华" in words_in(page)
    [go] = [
        one
        for one in page.findChildren(Button)
        if one.accessibleName() == "Open: 1 done and not on a bill"
    ]
    count(page, should_be(page))
    assert page.close_it.isEnabled()
    go.click()
    settle()
    [begun] = salon.ask(day_sight).held
    assert begun.client_id == visit.client_id
    assert page._desk.place == Till(int(begun.id))


def test_who_has_a_bill_waiting_is_not_named_twice(
    page: DayEndPage, settle: Settle
) -> None:
    salon = page._desk.salon
    [visit] = visits(salon, "林美华")
    salon.do(bill_of_visit, ClientId(visit.client_id))
    sight = salon.ask(day_sight)
    assert [one.client for one in sight.held] == ["林美华"]
    assert sight.unbilled == ()


def test_enter_presses_the_button_that_closes(page: DayEndPage, settle: Settle) -> None:
    count(page, should_be(page))
    assert page.window().focusWidget() is page.button
    assert page._desk.salon.ask(last_closed) is None  # not by the Enter of the count
    held = QKeyEvent(
        QKeyEvent.Type.KeyPress, Key.Key_Return, Qt.KeyboardModifier(0), "", True
    )
    QApplication.sendEvent(page.button, held)
    settle()
    assert page._desk.salon.ask(last_closed) is None
    QTest.keyClick(page.button, Key.Key_Return)
    settle()
    assert page._desk.salon.ask(last_closed) == TODAY

"""The till in the window: from what was done to what is paid, by keys."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from salon.app import Salon
from salon.appointments.model import DayLine
from salon.appointments.queries import day_book
from salon.catalogue.model import ProductId
from salon.catalogue.queries import products
from salon.catalogue.tables import Product
from salon.clients.model import ClientId
from salon.courses.model import ON_PAPER, CourseKind, Offer
from salon.courses.operations import redeem_by_hand, sign_slip
from salon.courses.queries import unsigned
from salon.events import Event
from salon.money import Money
from salon.reports.queries import book_findings
from salon.till.closing import close_bill
from salon.till.model import BillCard, BillId, BillState, LineKind, Paying
from salon.till.operations import add_product, hold_bill, open_bill
from salon.till.queries import bill as bill_card
from salon.till.queries import bills_of, owed_by, waiting_bills
from salon.till.selling import add_course, add_deposit, add_top_up, add_voucher
from salon.till.tables import Bill
from salon.views.board import Group, Row
from salon.work import Work
from tests.ui.pages.daily import TODAY
from tests.ui.pages.seeing import page_as, the
from ui.courses.sheet import CourseSheet
from ui.desk import Desk
from ui.frame.window import Window
from ui.places import Till
from ui.places import Today as TodayPlace
from ui.till.page import TillPage
from ui.till.scanning import GAP
from ui.till.sheets import AheadSheet, ReturnSheet, SplitSheet
from ui.today.page import TodayPage

Settle = Callable[[], None]
Key = Qt.Key


class Priced(Event):
    text = "Priced"
    undoable = False


def priced(salon: Salon) -> ProductId:
    """Give the first product a price of 46.00."""
    key = salon.ask(products)[0].id

    def price(work: Work) -> None:
        work.get(Product, key).price = Money(4600)
        work.record(Priced())

    salon.do(price)
    return key


def done_visit(salon: Salon) -> DayLine:
    """Return a visit of today that was kept."""
    return next(one for one in salon.ask(day_book, TODAY) if one.status.was_kept)


@pytest.fixture
def page(day_window: Window, day_desk: Desk, settle: Settle) -> TillPage:
    """The bill of somebody who is done."""
    visit = done_visit(day_desk.salon)
    day_desk.go(Till(client_id=int(visit.client_id)))
    settle()
    return page_as(day_window, TillPage)


def hit(page: TillPage, sign: str) -> None:
    """Press one key of the page, as a hand does."""
    at = page.window().focusWidget()
    QTest.keyClicks(at, sign)
    while page.scanning.is_waiting:
        QTest.qWait(GAP)


def scan(page: TillPage, at: QWidget, code: str) -> None:
    """Type as a scanner does; this computer may be busy with other tests."""
    page.scanning.gap = 5000
    QTest.keyClicks(at, code)
    QTest.keyClick(at, Key.Key_Return)
    page.scanning.gap = GAP


def enter(page: TillPage) -> None:
    QTest.keyClick(page.window().focusWidget(), Key.Key_Return)


def card(page: TillPage) -> BillCard:
    assert page._sight is not None
    return page._sight.card


def test_from_today_to_paid_in_three_keys(
    day_window: Window, day_desk: Desk, settle: Settle
) -> None:
    """B, Enter, Enter: the usual way, the terminal says yes."""
    visit = done_visit(day_desk.salon)
    client = ClientId(visit.client_id)
    salon = day_desk.salon
    before = salon.do(open_bill, client)
    salon.do(add_product, before, priced(salon))
    salon.do(close_bill, before, [Paying("card", Money(4600))])
    day_desk.go(TodayPlace())
    settle()
    today = page_as(day_window, TodayPage)
    row = Row(visit, Group.DONE)
    today.deeds.bill(row)
    assert "B" in [one.shortcut().toString() for one in today.actions()]
    settle()
    page = page_as(day_window, TillPage)
    assert page.pay.way == "card"
    assert day_window.focusWidget() is page.pay.take

    enter(page)
    settle()
    assert card(page).state is BillState.OPEN  # the terminal is asked first
    enter(page)
    settle()

    assert card(page).state is BillState.CLOSED
    assert card(page).payments[0].means == "card"
    assert day_window.focusWidget() is page.paid.buttons[0]  # P, paper: the fourth
    assert salon.ask(book_findings) == []


def test_the_terminal_says_no_and_the_bill_is_kept(
    page: TillPage, settle: Settle
) -> None:
    page.pay.choose("card")
    page.pay.press()
    assert page.pay.no.isVisible()

    page.pay.no.click()
    settle()

    assert page.pay.refusal.isVisible()
    assert card(page).state is BillState.OPEN


def test_a_digit_chooses_another_way(page: TillPage, settle: Settle) -> None:
    ways = [tile.way.key for tile in page.pay.tiles]

    hit(page, "2")

    assert page.pay.way == ways[1]
    assert page.window().focusWidget() is page.pay.take


def test_a_scanner_is_no_hand_and_its_enter_does_not_pay(
    page: TillPage, day_desk: Desk, settle: Settle
) -> None:
    salon = day_desk.salon
    key = priced(salon)
    code = next(one.ref for one in salon.ask(products) if one.id == key)
    way = page.pay.way

    scan(page, page.pay.take, code)
    settle()

    assert card(page).state is BillState.OPEN
    assert page.pay.way == way
    assert [one.product_id for one in card(page).lines][-1] == key


def test_a_scanner_that_reads_something_unknown_says_so(
    page: TillPage, settle: Settle
) -> None:
    lines = len(card(page).lines)

    scan(page, page.pay.take, "4006381333931")
    settle()

    assert "4006381333931" in page.pay.refusal.accessibleName()
    assert len(card(page).lines) == lines
    assert card(page).state is BillState.OPEN


def test_a_scan_into_a_field_is_a_scan_and_leaves_the_field_as_it_was(
    page: TillPage, day_desk: Desk, settle: Settle
) -> None:
    salon = day_desk.salon
    key = priced(salon)
    code = next(one.ref for one in salon.ask(products) if one.id == key)
    hit(page, "-")
    page.strip.why.setFocus()
    page.strip.why.setText("friend")

    scan(page, page.strip.why, code)
    settle()

    assert page.strip.why.text() == "friend"
    assert page.strip.isVisible()
    assert [one.product_id for one in card(page).lines][-1] == key


def test_what_a_hand_writes_in_a_field_stays_there(
    page: TillPage, settle: Settle
) -> None:
    hit(page, "-")
    for sign in "house":
        QTest.keyClicks(page.strip.why, sign)
        QTest.qWait(GAP + 10)
    assert page.strip.why.text() == "house"


def test_a_discount_needs_its_reason_and_does_not_pay(
    page: TillPage, settle: Settle
) -> None:
    full = card(page).total
    hit(page, "-")
    strip = page.strip
    assert strip.off.hasFocus()

    QTest.keyClicks(strip.off, "5")
    QTest.keyClick(strip.off, Key.Key_Return)
    settle()
    assert strip.isVisible()  # no reason, no discount
    assert strip.why.hasFocus()

    strip.chips[0].click()
    QTest.keyClick(strip.off, Key.Key_Return)
    settle()

    assert card(page).total == full - Money(500)
    assert card(page).lines[0].discount_why == strip.chips[0].text()
    assert card(page).state is BillState.OPEN
    assert page.pay.take.hasFocus()


def test_ten_per_cent_may_be_typed(page: TillPage, settle: Settle) -> None:
    full = card(page).total
    hit(page, "-")
    page.strip.off.setText("10%")
    page.strip.why.setText("friend")
    page.strip._keep()
    settle()

    assert card(page).total == Money(full.minor * 9 // 10)


def test_cash_says_what_comes_back(page: TillPage, settle: Settle) -> None:
    page.pay.choose("cash")
    page.pay.notes.setText("200")
    page.pay.notes.textEdited.emit("200")
    back = Money(20000) - card(page).total

    page.pay.press()
    settle()

    paid = card(page).payments[0]
    assert (paid.tendered, paid.change) == (Money(20000), back)


def test_a_double_click_pays_once(
    page: TillPage, day_desk: Desk, settle: Settle
) -> None:
    page.pay.choose("cash")
    page.pay.take.click()
    page.pay.take.click()
    settle()

    assert len(card(page).payments) == 1
    assert day_desk.salon.ask(book_findings) == []


def test_a_held_deposit_pays_by_itself_and_can_be_left_out(
    page: TillPage, day_desk: Desk, settle: Settle
) -> None:
    salon, client = day_desk.salon, card(page).client_id
    salon.do(hold_bill, card(page).id)
    salon.do(
        close_bill,
        _with(salon, client, add_deposit, Money(2000)),
        [Paying("card", Money(2000))],
    )
    settle()
    assert [one.means for one in page._applied] == ["deposit"]
    assert page.pay.due == card(page).total - Money(2000)

    page._leave_out(page._applied[0])
    settle()

    assert page.pay.due == card(page).total


def _with(
    salon: Salon,
    client: ClientId | None,
    add: Callable[[Work, BillId, Money], int],
    amount: Money,
) -> BillId:
    """Return another bill of the client, beside the held one."""

    def begin(work: Work) -> BillId:
        row = work.add(Bill(client_id=client, day=work.today, opened_at=work.now))
        work.record(Priced())
        return row.id

    key = salon.do(begin)
    salon.do(add, key, amount)
    return key


def test_a_voucher_that_is_scanned_pays(
    page: TillPage, day_desk: Desk, settle: Settle
) -> None:
    salon = day_desk.salon
    other = salon.do(open_bill)
    salon.do(add_voucher, other, Money(1500), code="CAM4F7K")
    salon.do(close_bill, other, [Paying("cash", Money(1500))])

    page._scanned("CAM4F7K")
    settle()
    assert [one.amount for one in page._applied] == [Money(1500)]
    page.pay.choose("cash")
    page.pay.press()
    settle()

    assert {one.means for one in card(page).payments} == {"voucher", "cash"}
    assert salon.ask(book_findings) == []


def test_what_is_owed_is_added_with_a(
    page: TillPage, day_desk: Desk, settle: Settle
) -> None:
    salon, client = day_desk.salon, card(page).client_id
    assert client is not None
    page.pay.choose("later")
    owed = card(page).total
    page.pay.press()
    settle()
    assert salon.ask(owed_by, client)[0].owing == owed

    day_desk.go(Till(int(salon.do(open_bill, client))))
    settle()
    hit(page, "a")
    settle()

    assert card(page).lines[0].kind is LineKind.DEBT
    assert card(page).total == owed


def test_hold_and_go_on_with_one_key_each(
    page: TillPage, day_desk: Desk, day_window: Window, settle: Settle
) -> None:
    held = card(page).id
    page.hold.trigger()
    settle()
    assert page.list.isVisible()
    assert day_desk.salon.ask(waiting_bills)[0].state is BillState.HELD

    day_desk.go(Till(int(day_desk.salon.do(open_bill))))
    settle()
    page.resume.trigger()
    settle()

    assert card(page).id == held
    assert card(page).state is BillState.OPEN


def test_a_split_takes_two_means(
    page: TillPage, day_window: Window, settle: Settle
) -> None:
    page.pay.choose("split")
    sheet = the(day_window, SplitSheet)
    whole = sheet.due
    sheet.fields["cash"].put(Money(1000))
    sheet._keep()
    assert sheet.isVisible()  # something is left
    sheet.fields["card"].put(whole - Money(1000))
    sheet._keep()
    settle()

    assert {one.means for one in card(page).payments} == {"cash", "card"}


def test_a_course_is_sold_ahead(
    page: TillPage, day_window: Window, day_desk: Desk, settle: Settle
) -> None:
    hit(page, "b")
    sheet = the(day_window, AheadSheet)
    sheet.service.setFocus()
    QTest.keyClicks(sheet.service, "led")
    settle()
    QTest.keyClick(sheet.service, Key.Key_Return)
    settle()
    sheet.price.put(Money(30000))
    sheet.sessions.setValue(6)
    sheet._keep()
    settle()

    line = card(page).lines[-1]
    assert (line.kind, line.price) == (LineKind.COURSE, Money(30000))


def test_a_session_is_signed_from_its_bill(
    day_window: Window, day_desk: Desk, settle: Settle
) -> None:
    salon = day_desk.salon
    visit = done_visit(salon)
    client = ClientId(visit.client_id)
    before = salon.do(open_bill, client)
    offer = Offer(CourseKind.SESSIONS, (visit.service_id,), 6, Money(6600))
    salon.do(add_course, before, offer, Money(36000))
    salon.do(close_bill, before, [Paying("card", Money(36000))])
    salon.do(redeem_by_hand, client, appointment_id=visit.id)
    day_desk.go(Till(client_id=int(client)))
    settle()
    page = page_as(day_window, TillPage)
    assert page.rows.shown[0].chips[0].text == "signature missing"

    hit(page, "s")
    settle()
    sheet = the(day_window, CourseSheet)
    assert sheet.act == "sign"
    sheet.reject()
    [taken] = salon.ask(unsigned, client)
    salon.do(sign_slip, taken.id, staff=ON_PAPER, client=ON_PAPER)
    settle()

    assert page.rows.shown[0].chips == ()
    assert "both signed" in page.rows.shown[0].more


def test_a_top_up_with_its_bonus(
    page: TillPage, day_window: Window, settle: Settle
) -> None:
    page.ahead.trigger()
    sheet = the(day_window, AheadSheet)
    sheet.kind.choose(1)
    sheet.price.put(Money(50000))
    sheet.bonus.put(Money(5000))
    sheet._keep()
    settle()

    line = card(page).lines[-1]
    assert (line.kind, line.body["bonus"]) == (LineKind.TOP_UP, 5000)


def test_a_line_goes_back_with_its_reason(
    page: TillPage, day_window: Window, day_desk: Desk, settle: Settle
) -> None:
    page.pay.choose("cash")
    page.pay.press()
    settle()
    hit(page, "r")
    sheet = the(day_window, ReturnSheet)
    sheet._keep()
    settle()
    assert sheet.failure.isVisible()  # it asks why

    sheet.reason.setText("burnt a little")
    sheet._keep()
    settle()

    assert card(page).reversed_by
    assert day_desk.salon.ask(book_findings) == []


def test_a_bill_that_the_other_desk_closed_is_not_paid_twice(
    page: TillPage, day_desk: Desk, settle: Settle
) -> None:
    salon, key = day_desk.salon, card(page).id
    sight = page._sight
    assert sight is not None
    salon.do(close_bill, key, [Paying("cash", sight.card.total)])
    page._take([Paying("card", sight.card.total)], False)
    settle()

    assert len(salon.ask(bill_card, key).payments) == 1
    assert card(page).state is BillState.CLOSED


def test_the_list_says_what_is_open_and_what_came_in(
    page: TillPage, day_desk: Desk, settle: Settle
) -> None:
    page.pay.choose("cash")
    page.pay.press()
    settle()
    day_desk.go(Till())
    settle()

    assert page.list.isVisible()
    assert len(page.list.lines.lines) == 1
    QTest.keyClick(page.list, Key.Key_Return)
    settle()
    assert card(page).state is BillState.CLOSED


def test_stored_value_is_a_way_where_there_is_enough(
    page: TillPage, day_desk: Desk, settle: Settle
) -> None:
    salon, client = day_desk.salon, card(page).client_id
    salon.do(hold_bill, card(page).id)
    key = _with(salon, client, add_top_up, Money(50000))
    salon.do(close_bill, key, [Paying("card", Money(50000))])
    settle()
    assert client is not None

    page.pay.choose("stored")
    page.pay.press()
    settle()

    assert card(page).payments[0].means == "stored"
    assert len(salon.ask(bills_of, client)) == 2
    assert salon.ask(book_findings) == []


def test_without_somebody_nothing_is_paid_later(
    page: TillPage, day_desk: Desk, settle: Settle
) -> None:
    salon = day_desk.salon
    key = salon.do(open_bill)
    salon.do(add_product, key, priced(salon))
    day_desk.go(Till(int(key)))
    settle()

    assert "later" not in [tile.way.key for tile in page.pay.tiles]
    assert not page.has.isVisible()


def test_ten_per_cent_stay_ten_per_cent_when_one_goes_on_to_the_reason(
    page: TillPage, settle: Settle
) -> None:
    full = card(page).total
    hit(page, "-")
    QTest.keyClicks(page.strip.off, "10%")
    page.strip.why.setFocus()
    page.strip.why.setText("friend")
    QTest.keyClick(page.strip.why, Key.Key_Return)
    settle()
    assert card(page).total == Money(full.minor * 9 // 10)


def test_a_discount_that_is_half_typed_is_neither_lost_nor_taken(
    page: TillPage, settle: Settle
) -> None:
    hit(page, "-")
    page.strip.off.setText("5")
    page.pay.choose("cash")
    page.pay.press()
    settle()
    assert card(page).state is BillState.OPEN
    assert page.strip.isVisible()
    assert page.pay.refusal.isVisible()


def test_a_held_bill_is_resumed_by_the_bill_of_the_visit(
    page: TillPage, day_desk: Desk, settle: Settle
) -> None:
    client, key = card(page).client_id, card(page).id
    page.hold.trigger()
    settle()
    day_desk.go(Till(client_id=int(client or 0)))
    settle()
    assert (card(page).id, card(page).state) == (key, BillState.OPEN)


def test_an_empty_bill_is_dropped_from_its_page_and_from_the_list(
    page: TillPage, day_desk: Desk, settle: Settle
) -> None:
    salon = day_desk.salon
    day_desk.go(Till(int(salon.do(open_bill))))
    settle()
    assert page.finds.hasFocus()  # nothing is on it: one scans or finds first
    page.drop.trigger()
    settle()
    assert page.list.isVisible()

    other = salon.do(open_bill)
    settle()
    lines = page.list.lines.lines
    page.list.choose([one.key for one in lines].index(int(other)))
    page.list.setFocus()
    page.off.trigger()
    settle()
    assert int(other) not in [one.key for one in page.list.lines.lines]


def test_a_sold_voucher_says_its_number(
    page: TillPage, day_desk: Desk, settle: Settle
) -> None:
    salon = day_desk.salon
    salon.do(add_voucher, card(page).id, Money(5000), code="CAM4F7K")
    page.refresh()
    settle()
    page.pay.choose("cash")
    page.pay.press()
    settle()
    assert "CAM4F7K" in page.rows.shown[-1].more
    assert page.slip.isEnabled()


def test_what_stays_open_of_this_bill_is_owed(page: TillPage, settle: Settle) -> None:
    page.pay.choose("later")
    page.pay.press()
    settle()
    assert page._sight is not None
    assert page._sight.owed == card(page).total


def test_escape_leads_back_to_the_button_that_takes(
    page: TillPage, settle: Settle
) -> None:
    page.search.trigger()
    assert page.picker.hasFocus()
    QTest.keyClick(page.picker, Key.Key_Escape)
    assert page.pay.take.hasFocus()


def test_g_goes_to_the_notes_that_were_given(page: TillPage, settle: Settle) -> None:
    hit(page, "g")
    assert page.pay.way == "cash"
    assert page.pay.notes.hasFocus()
    QTest.keyClicks(page.pay.notes, "200")
    QTest.keyClick(page.pay.notes, Key.Key_Return)
    settle()
    assert card(page).payments[0].tendered == Money(20000)

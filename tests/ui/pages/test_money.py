"""The money of a client in the file: bars, courses, movements, where they lead."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from salon.catalogue.queries import resolve_service
from salon.clients.model import ClientId
from salon.clients.queries import resolve_client
from salon.courses.model import CourseKind, Offer
from salon.courses.operations import redeem_by_hand
from salon.courses.queries import courses_of
from salon.courses.tables import Course
from salon.money import Money
from salon.till.closing import close_bill
from salon.till.model import BillId, Paying
from salon.till.operations import open_bill
from salon.till.selling import add_course, add_top_up
from salon.work import Work
from tests.leaning import RowMade
from tests.ui.pages.seeing import page_as, press, words_in
from ui.booking.sheet import open_booking
from ui.clients.page import ClientPage
from ui.courses.sheet import CourseSheet
from ui.desk import Desk
from ui.frame.window import Window
from ui.money.rows import SumLine
from ui.money.tab import MoneyTab
from ui.parts.printing import PrintSheet
from ui.places import CallList, ClientCard, Till
from ui.till.overpromised import Overpromised
from ui.till.page import TillPage
from ui.till.sheets import AheadSheet

Settle = Callable[[], None]


@pytest.fixture
def noor(day_desk: Desk) -> ClientId:
    [found] = day_desk.salon.ask(resolve_client, "Noor Haddad")
    return found.id


def bought(desk: Desk, client: ClientId) -> int:
    """Ten for 680.00, one taken, and 100.00 stored with ten on top."""
    salon = desk.salon
    peel = salon.ask(resolve_service, "pel_glycolic")
    key = salon.do(open_bill, client)
    offer = Offer(CourseKind.SESSIONS, (int(peel.id),), 10, Money(8000))
    salon.do(add_course, key, offer, Money(68000))
    salon.do(add_top_up, key, Money(10000), bonus=Money(1000))
    salon.do(close_bill, key, [Paying("card", Money(78000))])
    course = salon.ask(courses_of, client)[0].id
    salon.do(redeem_by_hand, client, course_id=course)
    return course


def tab(window: Window, desk: Desk, client: ClientId, settle: Settle) -> MoneyTab:
    desk.go(ClientCard(int(client), "money"))
    settle()
    made = page_as(window, ClientPage)._made["money"]
    assert isinstance(made, MoneyTab)
    return made


def test_bars_courses_and_movements_add_up_on_the_page(
    day_window: Window, day_desk: Desk, settle: Settle, noor: ClientId
) -> None:
    bought(day_desk, noor)

    shown = tab(day_window, day_desk, noor, settle)

    assert [one.spoken() for one in shown.bars.bars] == [
        "Paid: £780",
        "Delivered so far: £68 9 %",
        "Still to give: £712 9 sessions + £100",
    ]
    [course] = shown.courses.lines.lines
    assert isinstance(course, SumLine)
    assert course.sums == ("£680", "£68", "£612")
    assert "1 today, 9 to book" in course.second
    sums = [one.sums for one in shown.movements.lines.lines if isinstance(one, SumLine)]
    assert sums == [("−£68", "£712"), ("+£100", "£780"), ("+£680", "£680")]
    said = words_in(shown)
    for one in ("Stored value", "£110", "£100", "£10", "none open", "Points"):
        assert one in said
    assert {one.amount for one in shown.figures.figures.values()} == {"£612", "£600"}


def test_enter_opens_the_course_and_the_bill(
    day_window: Window, day_desk: Desk, settle: Settle, noor: ClientId
) -> None:
    bought(day_desk, noor)
    shown = tab(day_window, day_desk, noor, settle)

    shown.courses.setFocus()
    press(day_window, Qt.Key.Key_Return)
    settle()
    [sheet] = [one for one in day_window.findChildren(CourseSheet) if one.isVisible()]
    sheet.reject()
    shown.movements.choose(len(shown.movements.lines.lines) - 1)
    shown.movements.setFocus()
    press(day_window, Qt.Key.Key_Return)
    settle()
    assert isinstance(day_desk.place, Till)


def test_ctrl_p_prints_the_statement_beside_the_money_and_the_plan_elsewhere(
    day_window: Window, day_desk: Desk, settle: Settle, noor: ClientId
) -> None:
    bought(day_desk, noor)
    tab(day_window, day_desk, noor, settle)

    QTest.keyClick(day_window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    settle()

    [sheet] = [one for one in day_window.findChildren(PrintSheet) if one.isVisible()]
    sheet.reject()
    page = page_as(day_window, ClientPage)
    page.show_tab("file")
    assert page._actions["statement"].shortcut().isEmpty()
    assert page._actions["plan"].shortcut().toString() == "Ctrl+P"


def test_who_paid_nothing_ahead_sees_no_empty_bars(
    day_window: Window, day_desk: Desk, settle: Settle, noor: ClientId
) -> None:
    shown = tab(day_window, day_desk, noor, settle)

    said = words_in(shown)
    assert "Nothing is paid ahead" in said
    assert "Points" in said
    assert not shown.bars.isVisible()


def test_books_that_do_not_add_up_are_said_in_red(
    day_window: Window, day_desk: Desk, settle: Settle, noor: ClientId
) -> None:
    course = bought(day_desk, noor)

    def spoil(work: Work) -> None:
        work.get(Course, course).given += Money(6800)
        work.record(RowMade())

    day_desk.salon.do(spoil)

    shown = tab(day_window, day_desk, noor, settle)

    assert "These figures do not add up" in words_in(shown)


def test_much_paid_and_little_given_offers_a_call(
    day_window: Window, day_desk: Desk, settle: Settle, noor: ClientId
) -> None:
    from dataclasses import replace

    bought(day_desk, noor)
    shown = tab(day_window, day_desk, noor, settle)
    assert shown.sight is not None

    shown._show(replace(shown.sight, is_unused=True))
    settle()
    assert "£712 is still to give and nothing is booked." in words_in(shown)
    shown._ring()
    settle()
    assert day_desk.place == CallList(client_id=int(noor))


def test_what_is_owed_is_said_quietly_at_the_next_booking(
    day_window: Window, day_desk: Desk, settle: Settle, noor: ClientId
) -> None:
    salon = day_desk.salon
    key = salon.do(open_bill, noor)
    salon.do(add_top_up, key, Money(100))
    peel = salon.ask(resolve_service, "pel_glycolic")
    offer = Offer(CourseKind.SESSIONS, (int(peel.id),), 2, Money(8000))
    salon.do(add_course, key, offer, Money(1200))
    salon.do(close_bill, key, [Paying("card", Money(100))], later=True)

    sheet = open_booking(day_desk, int(noor))
    settle()

    assert sheet is not None
    assert "£12 to be paid" in sheet.about.text()
    sheet.reject()


@pytest.fixture
def ahead(
    day_window: Window, day_desk: Desk, settle: Settle, noor: ClientId
) -> AheadSheet:
    """Return the sheet that sells, after it was warned: 60 peels in a year."""
    key: BillId = day_desk.salon.do(open_bill, noor)
    day_desk.go(Till(int(key)))
    settle()
    page_as(day_window, TillPage)._ahead()
    [sheet] = [one for one in day_window.findChildren(AheadSheet) if one.isVisible()]
    sheet.service.setFocus()
    QTest.keyClicks(sheet.service, "glycolic")
    settle()
    press(sheet, Qt.Key.Key_Return)
    settle()
    sheet.sessions.setValue(60)
    sheet.price.put(Money(300000))
    sheet._keep()
    settle()
    return sheet


def test_the_till_warns_before_it_takes_the_money_and_enter_sells_nothing(
    day_window: Window, settle: Settle, ahead: AheadSheet
) -> None:
    against: Overpromised = ahead.against
    assert against.isVisible()
    assert against.hasFocus()
    assert "sessions are used before" in words_in(against)

    press(ahead, Qt.Key.Key_Return)
    settle()
    assert ahead.isVisible()

    fits = against.fits
    assert 0 < fits < 60
    press(ahead, Qt.Key.Key_1)
    settle()
    sight = page_as(day_window, TillPage)._sight
    assert sight is not None
    [line] = sight.card.lines
    assert line.body["offer"]["sessions"] == fits
    assert line.price == Money(300000 * fits // 60)


def test_a_reason_sells_it_all_the_same(
    day_desk: Desk, day_window: Window, settle: Settle, ahead: AheadSheet
) -> None:
    ahead.against.reason.setFocus()
    QTest.keyClicks(ahead.against.reason, "Two a week until the wedding")
    ahead.against.yet.click()
    settle()

    sight = page_as(day_window, TillPage)._sight
    assert sight is not None
    [line] = sight.card.lines
    assert line.body["despite"] == "Two a week until the wedding"

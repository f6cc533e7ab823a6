"""Today: who is coming, whom to ring, what is worth a word."""

from collections.abc import Callable
from datetime import time
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from salon.app import Salon
from salon.appointments.model import Status
from salon.appointments.queries import day_book
from salon.errors import StoreBusy
from salon.staff.operations import hire
from salon.staff.queries import team
from salon.treatments.model import draft_place
from tests.ui.pages.daily import TODAY, set_clock
from tests.ui.pages.seeing import page_as, the, visits, words_in
from ui.booking.sheet import BookingSheet
from ui.calendar.visit import VisitSheet
from ui.desk import Desk
from ui.frame.window import Window
from ui.kit.cards import Empty
from ui.kit.states import Failed
from ui.places import CallList, ClientCard, RecordOf, Today
from ui.tasks import Tasks
from ui.today.page import TodayPage

Settle = Callable[[], None]


@pytest.fixture
def page(day_window: Window, day_desk: Desk, settle: Settle) -> TodayPage:
    day_desk.go(Today())
    settle()
    return page_as(day_window, TodayPage)


def row_of(page: TodayPage, name: str) -> int:
    return [line.name for line in page.list.lines.lines].index(name)


def press_on(page: TodayPage, name: str, key: Qt.Key) -> None:
    page.list.choose(row_of(page, name))
    QTest.keyClick(page.list, key)


def test_the_day_stands_there_with_warnings_in_words(page: TodayPage) -> None:
    lines = {line.name: line for line in page.list.lines.lines}

    assert [line.time for line in page.list.lines.lines] == sorted(
        line.time for line in lines.values()
    )
    assert "No patch test" in lines["陈雨桐"].spoken()
    assert "New" in lines["陈雨桐"].spoken()
    assert "Allergy: salicylic acid" in lines["Dana Petrov"].spoken()
    assert "Done" in lines["林美华"].spoken()
    assert "9 booked" in words_in(page)


def test_she_is_greeted_by_the_hour_and_by_name(
    page: TodayPage, day_salon: Salon, day_desk: Desk, settle: Settle
) -> None:
    assert page.greeting.text() == "Good morning, Mei"

    set_clock(day_salon, TODAY, time(18, 30))
    page.refresh()
    settle()
    day_desk.sign_in(None, "Ana")

    assert page.greeting.text() == "Good evening, Ana"


def test_letters_let_her_arrive_start_and_be_done(
    page: TodayPage, day_desk: Desk, day_salon: Salon, settle: Settle
) -> None:
    press_on(page, "Sarah Whitcombe", Qt.Key.Key_A)
    settle()
    assert visits(day_salon, "Sarah Whitcombe")[0].status is Status.ARRIVED

    press_on(page, "Sarah Whitcombe", Qt.Key.Key_S)
    settle()
    assert visits(day_salon, "Sarah Whitcombe")[0].status is Status.IN_TREATMENT

    press_on(page, "Sarah Whitcombe", Qt.Key.Key_D)
    settle()
    assert day_desk.place == RecordOf(visits(day_salon, "Sarah Whitcombe")[0].id)


# the platform without a screen cannot, and says so whenever a menu opens
no_grab = pytest.mark.qt_log_ignore("does not support grabbing", extend=True)


def ask_menu(page: TodayPage, name: str, *, by_key: bool = False) -> QMenu:
    """Ask for the menu of a row, by the right button or by the menu key."""
    rows = page.list
    row = row_of(page, name)
    at = rows.visualRect(rows.lines.index(row)).center()
    if by_key:
        rows.choose(row)
        reason = QContextMenuEvent.Reason.Keyboard
        event = QContextMenuEvent(reason, QPoint(1, 1), rows.mapToGlobal(QPoint(1, 1)))
        QApplication.sendEvent(rows, event)
    else:
        port = rows.viewport()
        reason = QContextMenuEvent.Reason.Mouse
        event = QContextMenuEvent(reason, at, port.mapToGlobal(at))
        QApplication.sendEvent(port, event)
    assert page.menu is not None
    assert page.menu.isVisible()
    return page.menu


def take(menu: QMenu, name: str) -> None:
    """Click a line of a menu."""
    [deed] = [one for one in menu.actions() if one.text().split("\t")[0] == name]
    at = menu.actionGeometry(deed).center()
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=at)


@no_grab
@pytest.mark.parametrize("by_key", [False, True])
def test_the_mouse_lets_her_arrive_start_and_be_done(
    page: TodayPage, day_desk: Desk, day_salon: Salon, settle: Settle, by_key: bool
) -> None:
    def status() -> Status:
        return visits(day_salon, "Sarah Whitcombe")[0].status

    take(ask_menu(page, "Sarah Whitcombe", by_key=by_key), "Arrived")
    settle()
    assert status() is Status.ARRIVED

    menu = ask_menu(page, "Sarah Whitcombe", by_key=by_key)
    assert not menu.actions()[0].isEnabled()
    take(menu, "Start treatment")
    settle()
    assert status() is Status.IN_TREATMENT

    take(ask_menu(page, "Sarah Whitcombe", by_key=by_key), "Treatment record")
    settle()
    assert day_desk.place == RecordOf(visits(day_salon, "Sarah Whitcombe")[0].id)


@no_grab
def test_the_menu_of_a_row_opens_the_appointment_and_her_file(
    page: TodayPage, day_window: Window, day_desk: Desk, settle: Settle
) -> None:
    take(ask_menu(page, "Noor Haddad"), "Appointment")
    settle()
    sheet = the(day_window, VisitSheet)
    assert "Noor Haddad" in words_in(sheet)
    sheet.reject()

    take(ask_menu(page, "Noor Haddad"), "Open file")
    settle()
    assert isinstance(day_desk.place, ClientCard)


def test_enter_opens_her_file(page: TodayPage, day_desk: Desk, settle: Settle) -> None:
    press_on(page, "Noor Haddad", Qt.Key.Key_Return)
    settle()

    assert isinstance(day_desk.place, ClientCard)


def test_a_lash_tint_without_a_patch_test_does_not_start_and_says_why(
    page: TodayPage, day_window: Window, day_salon: Salon, settle: Settle
) -> None:
    press_on(page, "陈雨桐", Qt.Key.Key_S)
    settle()

    assert visits(day_salon, "陈雨桐")[0].status is Status.ARRIVED
    assert "needs a patch test" in words_in(day_window)


def test_what_is_worth_a_word_is_said(page: TodayPage) -> None:
    said = words_in(page)

    assert "林美华 — birthday today by the lunar calendar" in said
    assert "Olivia Grant — 8 of 8 sessions left" in said
    assert "first visit at" in said


def test_gaps_are_offered_and_can_be_booked_into(
    page: TodayPage, day_window: Window, settle: Settle
) -> None:
    assert "Gap 11:30 – 14:30 with Rosa." in words_in(page)

    page.fill_gap.click()
    settle()

    sheet = the(day_window, BookingSheet)
    assert sheet.person.text() == "Rosa"


def test_f8_starts_calling(page: TodayPage, day_desk: Desk, settle: Settle) -> None:
    QTest.keyClick(page.list, Qt.Key.Key_F8)
    settle()

    assert day_desk.place == CallList()


def test_a_call_on_the_page_leads_to_that_call(
    page: TodayPage, day_desk: Desk, settle: Settle
) -> None:
    page.calls.choose(2)
    QTest.keyClick(page.calls, Qt.Key.Key_Return)
    settle()

    chosen = page.calls.chosen()
    assert chosen is not None
    assert day_desk.place == CallList(chosen.key)  # type: ignore[arg-type]


def test_a_day_without_anybody_says_so(
    quiet_salon: Salon, tasks: Tasks, shown: Callable[[Desk], Window], settle: Settle
) -> None:
    desk = Desk(quiet_salon, tasks)
    window = shown(desk)
    desk.go(Today())
    settle()

    assert the(window, Empty).isVisible()
    assert "Nobody is booked today" in words_in(window)


def test_a_day_that_cannot_be_read_says_so_and_tries_again(
    page: TodayPage, day_salon: Salon, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_args: Any, **_more: Any) -> None:
        raise StoreBusy

    with monkeypatch.context() as patch:
        patch.setattr(day_salon, "ask", busy)
        page.refresh()
        settle()
        assert "records are busy" in words_in(page)
    the(page, Failed).again.click()
    settle()

    assert page.list.isVisible()


def test_what_others_do_appears_by_itself(
    page: TodayPage, day_desk: Desk, day_salon: Salon, settle: Settle
) -> None:
    before = words_in(page)
    day_desk.do(hire, "Wei")
    settle()

    assert "Wei" in [one.name for one in day_salon.ask(team)]
    assert words_in(page) != before


def test_a_record_that_is_half_written_is_marked_in_the_list(
    page: TodayPage, day_desk: Desk, day_salon: Salon, settle: Settle
) -> None:
    day_salon.keep(draft_place(visits(day_salon, "Sarah Whitcombe")[0].id), "{}")
    page.refresh()
    settle()

    line = page.list.lines.lines[row_of(page, "Sarah Whitcombe")]
    assert "Record half written" in line.spoken()


def test_whoever_has_not_confirmed_is_marked(page: TodayPage, day_salon: Salon) -> None:
    lines = {line.name: line for line in page.list.lines.lines}
    booked = [
        one for one in day_salon.ask(day_book, TODAY) if one.status is Status.BOOKED
    ]

    assert booked
    for one in booked:
        assert "Unconfirmed" in lines[one.client].spoken()
    assert "Unconfirmed" not in lines["林美华"].spoken()

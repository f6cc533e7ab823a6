"""Today: who is coming, whom to ring, what is worth a word."""

from collections.abc import Callable
from dataclasses import replace
from datetime import time, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QToolTip, QWidget

from salon.app import Salon
from salon.appointments.model import AppointmentId, Status
from salon.appointments.operations import arrive, cancel, complete, start_treatment
from salon.appointments.queries import day_book
from salon.catalogue.queries import resolve_service
from salon.clients.queries import find_clients
from salon.courses.operations import sell_course
from salon.errors import StoreBusy
from salon.money import Money
from salon.staff.operations import hire
from salon.staff.queries import team
from salon.treatments.model import TreatmentDraft, draft_place
from salon.treatments.operations import finish
from salon.views.filling import worth_ringing
from salon.views.today import day_at_a_glance
from tests.ui.pages.daily import TODAY, set_clock
from tests.ui.pages.seeing import page_as, the, visits, words_in
from ui.booking.sheet import BookingSheet
from ui.calendar.visit import VisitSheet
from ui.desk import Desk
from ui.frame.window import Window
from ui.kit.board import BoardLine
from ui.kit.cards import Empty
from ui.kit.states import Failed
from ui.parts.printing import PrintSheet
from ui.parts.ringing import RingSheet
from ui.places import CallList, ClientCard, DayOf, RecordOf, Today
from ui.tasks import Tasks
from ui.today.offering import OfferSheet
from ui.today.page import TodayPage
from ui.today.side import SideRow

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


def names(page: TodayPage) -> list[str]:
    return [line.name for line in page.list.lines.lines]


def line_of(page: TodayPage, name: str) -> BoardLine:
    line = page.list.lines.lines[row_of(page, name)]
    assert isinstance(line, BoardLine)
    return line


def move_to(widget: QWidget, at: QPointF) -> None:
    none, no_keys = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    kind, where = QEvent.Type.MouseMove, QPointF(widget.mapToGlobal(at.toPoint()))
    QApplication.sendEvent(widget, QMouseEvent(kind, at, where, none, none, no_keys))


def at_(salon: Salon, page: TodayPage, settle: Settle, hour: int, minute: int) -> None:
    """Let it be another minute of the day, and the page look again."""
    set_clock(salon, TODAY, time(hour, minute))
    page.refresh()
    settle()


def test_the_day_stands_in_groups_with_warnings_in_words(page: TodayPage) -> None:
    """At 10:42 she of 10:45 waits, who is due at 10:30 is not there yet."""
    assert names(page)[:4] == ["Needs you", "陈雨桐", "Sarah Whitcombe", "Next"]
    times = [line.time for line in page.list.lines.lines[4:]]
    assert times == sorted(times)
    assert "No patch test" in line_of(page, "陈雨桐").spoken()
    assert "Waiting since 10:40" in line_of(page, "陈雨桐").spoken()
    assert "New" in line_of(page, "陈雨桐").spoken()
    assert "12 min late" in line_of(page, "Sarah Whitcombe").spoken()
    assert "Allergy: salicylic acid" in line_of(page, "Dana Petrov").spoken()
    said = words_in(page)
    assert "9 today · 1 here · next free: Rosa, 11:30" in said
    assert "1 done" in said
    assert page.leaving.text() == "林美华 has no next visit"


@pytest.mark.parametrize("size", [(1366, 768), (1024, 700), (1024, 600)])
def test_what_is_done_and_to_be_paid_is_said_whole_on_a_small_screen(
    day_window: Window,
    day_desk: Desk,
    page: TodayPage,
    settle: Settle,
    size: tuple[int, int],
) -> None:
    for row in page._board.next[:3]:
        day_desk.salon.do(complete, row.visit.id)
    day_window.resize(*size)
    page.refresh()
    settle()
    said = page._done_said
    assert "to pay" in said.text()
    assert said.width() >= said.natural()
    assert page.width() <= day_window.width()


def test_who_needs_somebody_is_marked_and_the_list_stands_at_its_top(
    page: TodayPage,
) -> None:
    chosen = page.list.chosen()
    assert chosen is not None
    assert chosen.name == "陈雨桐"
    assert page.list.verticalScrollBar().value() == 0


def test_who_is_done_is_one_line_and_h_opens_it(
    page: TodayPage, settle: Settle
) -> None:
    assert "林美华" not in names(page)
    assert "1 done" in words_in(page)

    QTest.keyClick(page.list, Qt.Key.Key_H)
    settle()
    assert names(page)[-2:] == ["Done", "林美华"]
    assert "Done" in line_of(page, "林美华").spoken()
    assert page.show_done.text() == "Hide them"
    page.show_done.click()
    settle()
    assert "林美华" not in names(page)


def test_the_arrow_keys_stop_at_people_and_not_at_headings(page: TodayPage) -> None:
    page.list.setFocus()
    seen = []
    QTest.keyClick(page.list, Qt.Key.Key_Home)
    for _row in names(page):
        chosen = page.list.chosen()
        assert chosen is not None
        seen.append(chosen.name)
        QTest.keyClick(page.list, Qt.Key.Key_Down)
    assert seen[:2] == ["陈雨桐", "Sarah Whitcombe"]
    assert not {"Needs you", "Next"} & set(seen)
    QTest.keyClick(page.list, Qt.Key.Key_End)
    chosen = page.list.chosen()
    assert chosen is not None
    assert chosen.name == "黄淑贞"


def test_a_row_keeps_its_mark_through_a_step(
    page: TodayPage, day_salon: Salon, settle: Settle
) -> None:
    page.list.setFocus()
    press_on(page, "Sarah Whitcombe", Qt.Key.Key_A)
    settle()

    assert visits(day_salon, "Sarah Whitcombe")[0].status is Status.ARRIVED
    chosen = page.list.chosen()
    assert chosen is not None
    assert chosen.name == "Sarah Whitcombe"
    assert page.list.hasFocus()


def test_the_button_of_a_row_does_its_step_whichever_row_is_marked(
    page: TodayPage, day_salon: Salon, day_window: Window, settle: Settle
) -> None:
    def click_step(name: str) -> None:
        index = page.list.lines.index(row_of(page, name))
        box = page.list.step_box(QRectF(page.list.visualRect(index)))
        at = box.center().toPoint()
        port = page.list.viewport()
        move_to(port, QPointF(4, 4))  # the hand goes there on purpose
        QTest.mouseClick(port, Qt.MouseButton.LeftButton, pos=at)
        settle()

    assert line_of(page, "Noor Haddad").step == "Arrived"
    click_step("Noor Haddad")
    assert visits(day_salon, "Noor Haddad")[0].status is Status.ARRIVED
    assert line_of(page, "Noor Haddad").step == "Start"
    click_step("Noor Haddad")
    assert visits(day_salon, "Noor Haddad")[0].status is Status.IN_TREATMENT
    assert visits(day_salon, "陈雨桐")[0].status is Status.ARRIVED

    click_step("Sarah Whitcombe")
    assert "Sarah Whitcombe" in the(day_window, RingSheet).windowTitle()


def test_letters_act_wherever_the_focus_is_but_not_while_one_types(
    page: TodayPage, day_window: Window, day_salon: Salon, settle: Settle
) -> None:
    page.list.choose(row_of(page, "Sarah Whitcombe"))
    field = day_window.findChild(QLineEdit)
    assert field is not None
    field.setFocus()
    QTest.keyClicks(field, "asdrhmn1")
    settle()
    assert visits(day_salon, "Sarah Whitcombe")[0].status is Status.CONFIRMED
    assert not [one for one in day_window.findChildren(RingSheet) if one.isVisible()]

    page.show_done.setFocus()
    QTest.keyClick(page.show_done, Qt.Key.Key_A)
    settle()
    assert visits(day_salon, "Sarah Whitcombe")[0].status is Status.ARRIVED


def test_r_shows_the_number_of_who_is_marked_and_one_key_copies_it(
    page: TodayPage, day_window: Window, settle: Settle
) -> None:
    press_on(page, "Dana Petrov", Qt.Key.Key_R)
    settle()

    sheet = the(day_window, RingSheet)
    assert "Dana Petrov" in sheet.windowTitle()
    assert sheet.number.text() == "07700 900134"
    QTest.keyClick(sheet, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "07700 900134"


def test_who_says_yes_on_the_telephone_is_confirmed_there(
    page: TodayPage, day_window: Window, day_salon: Salon, settle: Settle
) -> None:
    assert line_of(page, "Dana Petrov").step == "Ring"
    press_on(page, "Dana Petrov", Qt.Key.Key_R)
    settle()
    QTest.keyClick(the(day_window, RingSheet), Qt.Key.Key_Return)
    settle()
    assert visits(day_salon, "Dana Petrov")[0].status is Status.CONFIRMED


def test_who_likes_to_be_written_to_is_written_to(
    page: TodayPage, day_salon: Salon
) -> None:
    day = day_salon.ask(day_at_a_glance)
    visits = tuple(replace(one, channel="wechat") for one in day.visits)
    page._show(replace(day, visits=visits))
    assert line_of(page, "Dana Petrov").step == "Write"
    assert line_of(page, "Sarah Whitcombe").step == "Ring"  # late: there is no time


def test_that_somebody_did_not_come_is_said_by_hand_and_not_too_early(
    page: TodayPage, day_salon: Salon, settle: Settle
) -> None:
    at_(day_salon, page, settle, 10, 59)
    press_on(page, "Sarah Whitcombe", Qt.Key.Key_N)
    settle()
    assert visits(day_salon, "Sarah Whitcombe")[0].status is Status.CONFIRMED

    at_(day_salon, page, settle, 11, 0)
    assert line_of(page, "Sarah Whitcombe").step == "Did not come"
    press_on(page, "Sarah Whitcombe", Qt.Key.Key_N)
    settle()
    assert visits(day_salon, "Sarah Whitcombe")[0].status is Status.MISSED
    assert "1 did not come" in words_in(page)


def test_who_comes_too_late_is_offered_other_times(
    page: TodayPage, day_window: Window, day_salon: Salon, settle: Settle
) -> None:
    """Her 75 minutes and the buffer end as Ana's next begins, at twelve."""
    at_(day_salon, page, settle, 11, 5)
    press_on(page, "Sarah Whitcombe", Qt.Key.Key_A)
    settle()
    line = line_of(page, "Sarah Whitcombe")
    assert "min left, needs 75" in line.detail
    assert line.step == "Other times"

    press_on(page, "Sarah Whitcombe", Qt.Key.Key_M)
    settle()
    sheet = the(day_window, OfferSheet)
    said = [one.text() for one in sheet.answers]
    assert said[-1] == "Another day"
    whole = next(at for at, one in enumerate(said) if "shorter" not in one)
    before = visits(day_salon, "Priya Nair")[0].slot
    QTest.keyClick(sheet, Qt.Key(Qt.Key.Key_1 + whole))
    settle()

    [moved] = visits(day_salon, "Sarah Whitcombe")
    assert moved.slot.start > time(11, 5)
    assert moved.slot.minutes == 75
    assert visits(day_salon, "Priya Nair")[0].slot == before


def test_an_overrun_says_who_begins_when_and_booked_times_stay(
    page: TodayPage, day_salon: Salon, settle: Settle
) -> None:
    press_on(page, "Sarah Whitcombe", Qt.Key.Key_S)
    settle()
    at_(day_salon, page, settle, 11, 55)

    notes = [one for one in names(page) if "Priya Nair starts" in one]
    assert len(notes) == 1
    assert "not 12:00" in notes[0]
    line = line_of(page, "Priya Nair")
    assert line.is_struck
    assert line.span == "12:00"
    assert line.time > "12:00"
    assert visits(day_salon, "Priya Nair")[0].slot.start == time(12)


def test_groups_fold_to_ten_rows_and_enter_unfolds_them(
    page: TodayPage, day_salon: Salon, settle: Settle
) -> None:
    day = day_salon.ask(day_at_a_glance)
    some = next(one for one in day.visits if one.status is Status.BOOKED)
    many = tuple(
        replace(
            some,
            id=AppointmentId(key),
            client=f"Client {key}",
            slot=replace(some.slot, start=time(13, key % 60)),
        )
        for key in range(1000, 1052)
    )
    page._show(replace(day, visits=many, gaps=()))
    assert len(names(page)) == 1 + 10 + 1
    assert names(page)[-1] == "and 42 more"

    page.list.choose(page.list.lines.rowCount() - 1)
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    assert len(names(page)) == 1 + 52


def test_an_hour_without_anybody_is_a_good_one_for_calls(
    page: TodayPage, day_salon: Salon, settle: Settle
) -> None:
    day = day_salon.ask(day_at_a_glance)
    later = tuple(one for one in day.visits if one.slot.start >= time(13))
    page._show(replace(day, visits=later, now=day.now.replace(hour=12, minute=0)))
    assert "Nobody until 13:00. A good hour for calls." in words_in(page)
    page._show(replace(day, visits=later, now=day.now.replace(hour=12, minute=1)))
    assert "A good hour for calls" not in words_in(page)


def test_the_day_sheet_is_one_key_away_here_and_in_the_calendar(
    page: TodayPage, day_window: Window, day_desk: Desk, settle: Settle
) -> None:
    for place in (Today(), DayOf()):
        day_desk.go(place)
        settle()
        here = day_window.page
        assert here is not None
        [deed] = [
            one for one in here.actions() if one.shortcut().toString() == "Ctrl+P"
        ]
        deed.trigger()
        settle()
        sheet = the(day_window, PrintSheet)
        sheet.reject()
        settle()


def test_who_has_not_confirmed_for_tomorrow_stands_on_top(
    page: TodayPage, day_salon: Salon
) -> None:
    day = day_salon.ask(day_at_a_glance)
    [one] = day.tomorrow
    sure = replace(
        one,
        id=AppointmentId(900),
        client="Sure",
        status=Status.CONFIRMED,
        slot=replace(one.slot, start=time(9)),
    )
    writes = replace(one, id=AppointmentId(901), client="Writes", channel="wechat")
    page._show(replace(day, tomorrow=(sure, one, writes)))

    lines = page.tomorrow.lines.lines
    assert [line.name for line in lines] == [one.client, "Writes", "Sure"]
    marks = [line.mark.text for line in lines if line.mark is not None]
    assert marks == ["ring", "write", "Confirmed"]
    assert "3 booked · 1 confirmed" in words_in(page)


@pytest.mark.qt_log_ignore("does not support grabbing", extend=True)
def test_every_row_of_the_side_has_its_menu(page: TodayPage) -> None:
    def said() -> list[str]:
        assert page.menu is not None
        return [one.text().split("\t")[0] for one in page.menu.actions()]

    for rows in (page.calls, page.tomorrow):
        rows.choose(0)
        ask_by_key(rows)
        assert "Open file" in said()
    for row in page.findChildren(SideRow):
        ask_by_key(row)
        assert "Open file" in said() or "Read" in said()


def ask_by_key(widget: QWidget) -> None:
    reason = QContextMenuEvent.Reason.Keyboard
    at = widget.mapToGlobal(QPoint(1, 1))
    QApplication.sendEvent(widget, QContextMenuEvent(reason, QPoint(1, 1), at))


def test_who_could_fill_a_gap_is_rung_by_a_digit_and_booked_into_it(
    page: TodayPage, day_window: Window, day_salon: Salon, settle: Settle
) -> None:
    key = day_salon.ask(find_clients, "Emma Clarke")[0].id
    [coming] = [
        one
        for one in day_salon.ask(day_book, TODAY + timedelta(days=2))
        if one.client == "Emma Clarke"
    ]
    day_salon.do(cancel, coming.id)
    facial = day_salon.ask(resolve_service, "fac_hydrate")
    day_salon.do(sell_course, key, facial, 6, Money(60000))
    page.refresh()
    settle()
    assert "For Rosa’s gap" in words_in(page)
    assert "6 of 6 sessions left" in words_in(page)

    QTest.keyClick(page.list, Qt.Key.Key_1)
    settle()
    sheet = the(day_window, RingSheet)
    assert "Emma Clarke" in sheet.windowTitle()
    QTest.keyClick(sheet, Qt.Key.Key_Return)
    settle()

    booking = the(day_window, BookingSheet)
    assert booking.person.text() == "Rosa"
    assert "Emma Clarke" in words_in(booking) or booking.client.text() == "Emma Clarke"


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
    assert "For Rosa’s gap 11:30 – 14:30" in words_in(page)
    assert line_of(page, "180 min free with Rosa").detail == "until 14:30"

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


def test_a_day_on_which_the_salon_is_closed_says_so(
    quiet_salon: Salon, tasks: Tasks, shown: Callable[[Desk], Window], settle: Settle
) -> None:
    sunday = TODAY + timedelta(days=5)
    for day, said in ((sunday, "Closed today"), (TODAY, "Nobody is booked today")):
        set_clock(quiet_salon, day, time(10))
        desk = Desk(quiet_salon, tasks)
        window = shown(desk)
        desk.go(Today())
        settle()
        assert said in words_in(window)


def test_a_name_that_is_cut_is_said_whole_to_a_pointer_that_rests(
    page: TodayPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = page.list
    at = rows.visualRect(rows.lines.index(row_of(page, "Dana Petrov"))).center()
    port = rows.viewport()
    event = QHelpEvent(QEvent.Type.ToolTip, at, port.mapToGlobal(at))
    QApplication.sendEvent(port, event)
    assert "Dana Petrov" in QToolTip.text()
    assert "Allergy: salicylic acid" in QToolTip.text()
    QToolTip.hideText()


def test_who_could_fill_a_gap_is_not_looked_for_every_minute(
    page: TodayPage, day_salon: Salon, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    ask = day_salon.ask

    def listening(query: Any, *args: Any, **more: Any) -> Any:
        asked.append(query)
        return ask(query, *args, **more)

    monkeypatch.setattr(day_salon, "ask", listening)
    page._tick()
    settle()
    assert day_at_a_glance in asked
    assert worth_ringing not in asked
    page.refresh()  # something has changed
    settle()
    assert worth_ringing in asked


def test_a_key_that_is_held_down_acts_once(
    page: TodayPage, day_salon: Salon, settle: Settle
) -> None:
    letters = {"A", "S", "D", "R", "M", "N", "H"}
    held = {one.shortcut().toString(): one.autoRepeat() for one in page.actions()}
    assert letters <= set(held)
    assert not any(held[one] for one in letters)


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
        if one.client != "陈雨桐":
            assert "Unconfirmed" in lines[one.client].spoken()
    assert "Unconfirmed" not in lines["Noor Haddad"].spoken()


def test_a_record_that_lacks_something_is_named_until_it_is_whole(
    page: TodayPage, day_salon: Salon, settle: Settle
) -> None:
    [visit] = visits(day_salon, "Sarah Whitcombe")
    for act in (arrive, start_treatment):
        day_salon.do(act, visit.id)
    day_salon.do(finish, visit.id, TreatmentDraft(scale=1))
    settle()

    said = words_in(page)
    [lack] = day_salon.ask(day_at_a_glance).lacking
    assert (lack.client, lack.appointment_id) == ("Sarah Whitcombe", int(visit.id))
    assert f"{lack.number} things to add" in said
    set_clock(day_salon, TODAY + timedelta(days=4), time(10))
    assert day_salon.ask(day_at_a_glance).lacking == ()


def test_how_many_are_done_is_whole_where_the_window_is_small(
    page: TodayPage, settle: Settle
) -> None:
    page.window().resize(1024, 700)
    page._done_said.say("3 done · 2 did not come · 3 to pay")
    page._done_names.say("Grace Liu · Sarah Whitcombe · Olivia Grant and 4 more")
    settle()
    assert page._done_said.width() >= page._done_said.natural()
    assert page.width() <= 1024

"""The calendar: day and week, moving by mouse and by keys, free times, blocked time."""

from collections.abc import Callable
from datetime import date, time, timedelta

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from salon.app import Salon
from salon.appointments.model import DayLine, Status
from salon.appointments.operations import Booking, Change, book, move
from salon.appointments.queries import absences, day_book
from salon.catalogue.queries import resolve_service
from salon.clients.model import ClientDraft
from salon.clients.operations import add_client, note_condition
from salon.clients.queries import find_clients
from salon.staff.model import Role
from salon.staff.operations import hire
from tests.ui.pages.daily import TODAY
from tests.ui.pages.seeing import (
    decide_later,
    is_gone,
    page_as,
    press,
    the,
    visits,
    words_in,
)
from ui.booking.sheet import BookingSheet
from ui.calendar.absence import AbsenceSheet
from ui.calendar.page import CalendarPage
from ui.calendar.visit import VisitSheet
from ui.desk import Desk
from ui.frame.window import Window
from ui.kit.block import Block
from ui.kit.buttons import Button
from ui.kit.fields import TextField
from ui.kit.picker import Picker
from ui.kit.sheet import Sheet
from ui.places import DayOf, Today, WeekOf

Settle = Callable[[], None]
Key = Qt.Key
Ctrl = Qt.KeyboardModifier.ControlModifier
Shift = Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(day_window: Window, day_desk: Desk, settle: Settle) -> CalendarPage:
    day_desk.go(DayOf())
    settle()
    return page_as(day_window, CalendarPage)


def block(page: CalendarPage, name: str) -> Block:
    return next(b for b in page.grid.blocks if b.visit.name == name)


def send(block: Block, kind: QEvent.Type, at: QPoint) -> None:
    here = block.mapToGlobal(at).toPointF()
    none = Qt.KeyboardModifier.NoModifier
    event = QMouseEvent(kind, at.toPointF(), here, LEFT, LEFT, none)
    QApplication.sendEvent(block, event)


def visit(salon: Salon, name: str) -> DayLine:
    return visits(salon, name)[0]


def here(desk: Desk) -> object:
    return desk.place


def names(page: CalendarPage) -> list[str]:
    return [person.name for person in page.grid.people]


def test_the_day_stands_by_people_with_hours_and_how_much_is_booked(
    page: CalendarPage,
) -> None:
    assert names(page) == ["Ana", "Jun", "Mei", "Rosa"]
    assert page.grid.people[0].remark == "09–18 · 61 % booked"
    assert page.title.text() == "Tuesday 24 November"
    assert page.grid.now == 10 * 60 + 42
    assert {"林美华", "Training: peels"} <= {b.visit.name for b in page.grid.blocks}


def test_rooms_and_devices_have_columns_of_their_own(
    page: CalendarPage, settle: Settle
) -> None:
    page.by.group.button(1).click()
    settle()
    assert names(page)[:2] == ["Room 1", "Room 2"]
    assert "Ana" in block(page, "Priya Nair").visit.detail

    page.by.group.button(2).click()
    settle()
    assert "Steamer" in names(page)


def test_ctrl_and_arrows_move_a_visit(
    page: CalendarPage, day_salon: Salon, day_window: Window, settle: Settle
) -> None:
    before = visit(day_salon, "Olivia Grant")
    moved = block(page, "Olivia Grant")
    moved.setFocus()
    QTest.keyClick(moved, Key.Key_Down, Ctrl)
    settle()

    after = visit(day_salon, "Olivia Grant")
    assert (before.slot.start, after.slot.start) == (time(14), time(14, 15))
    assert block(page, "Olivia Grant").hasFocus()
    assert day_window.toast.undo.isVisible()


def test_a_visit_is_dragged_to_another_person(
    page: CalendarPage, day_salon: Salon, settle: Settle
) -> None:
    moved = block(page, "Olivia Grant")
    middle = moved.rect().center()
    across = round(page.grid.wide())
    QTest.mousePress(moved, LEFT, pos=middle)
    send(moved, QEvent.Type.MouseMove, middle - QPoint(across, 0))
    assert moved.visit.person == 0
    QTest.mouseRelease(moved, LEFT, pos=middle)
    settle()

    assert visit(day_salon, "Olivia Grant").person.name == "Ana"


def test_a_move_that_will_not_do_is_refused_in_words_with_what_is_free(
    page: CalendarPage, day_salon: Salon, settle: Settle
) -> None:
    moved = block(page, "Olivia Grant")
    moved.setFocus()
    QTest.keyClick(moved, Key.Key_Left, Ctrl)
    settle()
    assert visit(day_salon, "Olivia Grant").person.name == "Ana"
    moved = block(page, "Olivia Grant")
    for _step in range(3):
        block(page, "Olivia Grant").setFocus()
        QTest.keyClick(block(page, "Olivia Grant"), Key.Key_Down, Ctrl)
        settle()

    assert page.refused.isVisible()
    said = page.refused.accessibleName()
    assert "Olivia Grant stays in the same place" in said
    assert "黄淑贞" in said
    assert "Free instead" in said
    stays = visit(day_salon, "Olivia Grant").slot
    assert block(page, "Olivia Grant").visit.start == stays.start.hour * 60 + (
        stays.start.minute
    )


def test_a_visit_that_moved_on_since_the_picture_is_not_dragged_over(
    page: CalendarPage, day_salon: Salon, settle: Settle
) -> None:
    key = visit(day_salon, "Olivia Grant").id
    listeners, day_salon._listeners = day_salon._listeners, []
    day_salon.do(move, key, Change(start=time(15)))  # at another desk
    day_salon._listeners = listeners
    moved = block(page, "Olivia Grant")
    moved.setFocus()
    QTest.keyClick(moved, Key.Key_Down, Ctrl)
    settle()

    assert visit(day_salon, "Olivia Grant").slot.start == time(15)
    assert "Someone else has just changed" in page.refused.accessibleName()
    assert block(page, "Olivia Grant").visit.start == 15 * 60


def test_a_visit_pushed_twice_in_a_row_goes_twice_as_far(
    page: CalendarPage, day_salon: Salon, settle: Settle
) -> None:
    moved = block(page, "Olivia Grant")
    moved.setFocus()
    line = page._line(moved.visit.key)
    assert line is not None
    for start in (time(14, 15), time(14, 30)):  # before the page is drawn anew
        page._move(line, Change(start=start))
    settle()

    assert visit(day_salon, "Olivia Grant").slot.start == time(14, 30)
    assert not page.refused.isVisible()


def test_shift_and_arrows_make_a_visit_longer(
    page: CalendarPage, day_salon: Salon, settle: Settle
) -> None:
    longer = block(page, "Noor Haddad")
    longer.setFocus()
    QTest.keyClick(longer, Key.Key_Down, Shift)
    settle()

    assert visit(day_salon, "Noor Haddad").slot.minutes == 35


def test_what_is_over_stays_where_it_was(
    page: CalendarPage, day_salon: Salon, settle: Settle
) -> None:
    done = block(page, "林美华")
    done.setFocus()
    QTest.keyClick(done, Key.Key_Down, Ctrl)
    settle()

    assert visit(day_salon, "林美华").slot.start == time(9)


def test_arrows_walk_through_free_time_and_enter_books_there(
    page: CalendarPage, day_window: Window, settle: Settle
) -> None:
    page.grid.setFocus()
    page.grid.put_cell((1, 12 * 60))
    QTest.keyClick(page.grid, Key.Key_Down)
    QTest.keyClick(page.grid, Key.Key_Down)
    QTest.keyClick(page.grid, Key.Key_Return)
    settle()

    sheet = the(day_window, BookingSheet)
    assert sheet.person.text() == "Jun"
    assert sheet._start == time(12, 30)


def test_b_books_right_after_the_chosen_visit(
    page: CalendarPage, day_window: Window, settle: Settle
) -> None:
    block(page, "Olivia Grant").setFocus()
    QTest.keyClick(block(page, "Olivia Grant"), Key.Key_B)
    settle()

    assert the(day_window, BookingSheet)._start == time(15)


def test_days_and_weeks_are_turned_by_keys(
    page: CalendarPage, day_desk: Desk, settle: Settle
) -> None:
    QTest.keyClick(page.grid, Key.Key_PageDown)
    settle()
    assert here(day_desk) == DayOf(TODAY + timedelta(days=1))
    assert "何静" in {b.visit.name for b in page.grid.blocks}

    QTest.keyClick(page.grid, Key.Key_W)
    settle()
    assert here(day_desk) == WeekOf(TODAY + timedelta(days=1))
    assert page.week.isVisible()
    assert "Mon 23 Nov" in page.title.text()

    QTest.keyClick(page.week, Key.Key_T)
    settle()
    QTest.keyClick(page.week, Key.Key_D)
    settle()
    assert day_desk.place == DayOf(TODAY)


def test_the_back_key_leaves_the_calendar_at_once(
    page: CalendarPage, day_desk: Desk, settle: Settle
) -> None:
    day_desk.go(Today())
    day_desk.go(DayOf())
    settle()
    QTest.keyClick(page.grid, Key.Key_PageDown)
    settle()
    day_desk.back()
    settle()

    assert day_desk.place == Today()


def test_a_day_of_the_month_is_one_click_away(
    page: CalendarPage, day_desk: Desk, settle: Settle
) -> None:
    page.month.picked.emit(date(2026, 11, 26))
    settle()

    assert page.title.text() == "Thursday 26 November"
    assert "Emma Clarke" in {b.visit.name for b in page.grid.blocks}


def test_a_free_time_is_found_and_taken_by_its_digit(
    page: CalendarPage, day_window: Window, settle: Settle
) -> None:
    find = page.finding
    find.client.setFocus()
    QTest.keyClicks(find.client, "olivia")
    settle()
    settle()
    QTest.keyClick(find.client, Key.Key_Return)
    settle()
    settle()
    assert find.service.text() == "Relaxing massage 60"
    assert len(find.buttons) == 3

    page.grid.setFocus()
    QTest.keyClick(page.grid, Key.Key_2)
    settle()
    settle()

    sheet = the(day_window, BookingSheet)
    assert sheet.client.text() == "Olivia Grant"
    assert sheet.times[0].text().startswith(find.offered[1].at.text)


def choose(field: Picker, text: str, settle: Settle) -> None:
    QTest.keyClicks(field, text)
    settle()
    settle()
    QTest.keyClick(field, Key.Key_Return)
    settle()
    settle()


def test_after_client_and_service_a_digit_takes_the_time_at_once(
    page: CalendarPage, day_window: Window, settle: Settle
) -> None:
    find = page.finding
    find.client.setFocus()
    choose(find.client, "emma", settle)
    find.service.setFocus()
    choose(find.service, "hydrating", settle)
    assert find.buttons[0].hasFocus()

    press(page, Key.Key_3)
    settle()
    settle()

    assert find.service.text() == "Hydrating facial"
    sheet = the(day_window, BookingSheet)
    assert sheet.client.text() == "Emma Clarke"
    assert sheet.times[0].text().startswith(find.offered[2].at.text)


def test_enter_on_a_time_that_was_found_takes_it(
    page: CalendarPage, day_window: Window, settle: Settle
) -> None:
    find = page.finding
    find.client.setFocus()
    choose(find.client, "olivia", settle)
    assert find.buttons[0].hasFocus()
    press(page, Key.Key_Tab)
    press(page, Key.Key_Return)
    settle()
    settle()

    sheet = the(day_window, BookingSheet)
    assert sheet.times[0].text().startswith(find.offered[1].at.text)


def test_what_stands_against_a_service_is_said_where_its_time_is_found(
    page: CalendarPage, day_salon: Salon, settle: Settle
) -> None:
    [olivia] = day_salon.ask(find_clients, "Olivia Grant")
    day_salon.do(note_condition, olivia.id, "isotretinoin")
    settle()
    find = page.finding
    find.client.setFocus()
    choose(find.client, "olivia", settle)
    assert not find.warned.isVisible()

    find.service.setFocus()
    find.service.selectAll()
    choose(find.service, "pel_glycolic", settle)

    assert find.warned.isVisible()
    assert "sotretinoin" in words_in(find.warned)
    assert not find.warned.row.isVisible()


def test_a_visit_is_opened_confirmed_and_called_off(
    page: CalendarPage, day_window: Window, day_salon: Salon, settle: Settle
) -> None:
    block(page, "Olivia Grant").setFocus()
    press(page, Key.Key_Return)
    settle()
    sheet = the(day_window, VisitSheet)
    assert "Relaxing massage 60" in words_in(sheet)
    deed(sheet, "Confirmed").click()
    settle()
    assert visit(day_salon, "Olivia Grant").status is Status.CONFIRMED
    assert is_gone(sheet)

    block(page, "Olivia Grant").setFocus()
    press(page, Key.Key_Return)
    settle()
    deed(the(day_window, VisitSheet), "Call it off").click()
    settle()
    assert visit(day_salon, "Olivia Grant").status is Status.CANCELLED


def deed(sheet: Sheet, text: str) -> Button:
    return next(b for b in sheet.findChildren(Button) if b.text() == text)


def test_a_visit_is_moved_by_its_sheet_and_told_why_not(
    page: CalendarPage, day_window: Window, day_salon: Salon, settle: Settle
) -> None:
    block(page, "Olivia Grant").setFocus()
    press(page, Key.Key_Return)
    settle()
    sheet = the(day_window, VisitSheet)
    sheet.person.setCurrentIndex(0)
    sheet.at.put(time(15, 30))
    deed(sheet, "Move").click()
    settle()
    assert "黄淑贞" in sheet.failure.accessibleName()

    sheet.at.put(time(14))
    deed(sheet, "Move").click()
    settle()
    assert is_gone(sheet)
    assert visit(day_salon, "Olivia Grant").person.name == "Ana"


def test_time_is_blocked_and_given_back(
    page: CalendarPage, day_window: Window, day_salon: Salon, settle: Settle
) -> None:
    page.grid.setFocus()
    page.grid.put_cell((2, 15 * 60))
    QTest.keyClick(page.grid, Key.Key_K)
    settle()
    sheet = the(day_window, AbsenceSheet)
    assert sheet.who.currentText() == "Mei"
    QTest.keyClicks(sheet.form.field("reason"), "Dentist")
    deed(sheet, "Block it").click()
    settle()
    assert "Dentist" in [one.reason for one in day_salon.ask(absences, TODAY)]
    away = block(page, "Dentist")

    away.setFocus()
    press(page, Key.Key_Return)
    settle()
    [asked] = [one for one in day_window.findChildren(Sheet) if one.isVisible()]
    deed(asked, "Give it back").click()
    settle()
    assert "Dentist" not in [one.reason for one in day_salon.ask(absences, TODAY)]


def test_time_that_is_booked_cannot_be_blocked_and_says_by_whom(
    page: CalendarPage, day_window: Window, settle: Settle
) -> None:
    page.grid.setFocus()
    page.grid.put_cell((1, 14 * 60))
    QTest.keyClick(page.grid, Key.Key_K)
    settle()
    sheet = the(day_window, AbsenceSheet)
    deed(sheet, "Block it").click()
    settle()

    assert "Olivia Grant" in sheet.failure.accessibleName()


def test_eight_people_and_a_name_of_sixty_characters_fit(
    page: CalendarPage, day_salon: Salon, day_window: Window, settle: Settle
) -> None:
    for name in ("Wei", "Lan", "Yu", "Maximiliana Wilhelmina"):
        day_salon.do(hire, name, Role.THERAPIST, "l4 specialist")
    long = "Anastasia Konstantinopoulou-Featherstonehaugh of Kirkcudbright"
    key = day_salon.do(add_client, ClientDraft(name=long))
    foot = day_salon.ask(resolve_service, "mas_foot").id
    day_salon.do(book, Booking(key, foot, TODAY, time(17)))
    day_window.resize(1100, 760)
    settle()
    page.refresh()
    settle()

    assert len(names(page)) == 8
    found = block(page, long)
    assert found.width() <= page.grid.wide()
    assert long in found.accessibleName()
    assert not page.grid.grab().isNull()


def test_the_gap_of_a_service_is_marked_where_the_therapist_is_free(
    page: CalendarPage,
) -> None:
    priya = block(page, "Priya Nair")
    assert priya.visit.free is not None
    assert "min free" in priya.visit.free_words
    box = priya.free_box(*priya.visit.free)
    assert 0 < box.top() < box.bottom() <= priya.height()
    assert block(page, "Olivia Grant").visit.free is None


def test_a_day_of_the_week_opens_from_the_week(
    page: CalendarPage, day_desk: Desk, settle: Settle
) -> None:
    day_desk.go(WeekOf())
    settle()
    page.week.setFocus()
    QTest.keyClick(page.week, Key.Key_Right)
    QTest.keyClick(page.week, Key.Key_Return)
    settle()

    assert day_desk.place == DayOf(TODAY + timedelta(days=1))


def test_nothing_of_another_day_is_shown_after_a_late_answer(
    page: CalendarPage, day_salon: Salon, settle: Settle
) -> None:
    page.go_on.trigger()
    page.go_on.trigger()
    settle()

    shown = {b.visit.name for b in page.grid.blocks}
    booked = {one.client for one in day_salon.ask(day_book, TODAY + timedelta(days=2))}
    assert shown == booked


def test_moving_to_another_day_against_a_warning_asks_for_a_reason(
    page: CalendarPage, day_window: Window, day_salon: Salon, settle: Settle
) -> None:
    line = visit(day_salon, "黄淑贞")
    day_salon.do(note_condition, line.client_id, "pregnancy")  # type: ignore[arg-type]
    settle()
    decide_later(day_window)
    block(page, "黄淑贞").setFocus()
    press(page, Key.Key_Return)
    settle()
    sheet = the(day_window, VisitSheet)
    sheet.day.put(TODAY + timedelta(days=2))
    deed(sheet, "Move").click()
    settle()
    assert visit(day_salon, "黄淑贞").slot.day == TODAY
    [asked] = [
        one
        for one in day_window.findChildren(Sheet)
        if one.isVisible() and one is not sheet
    ]
    reason = the(asked, TextField)
    QTest.keyClicks(reason, "She knows, adapted")
    QTest.keyClick(reason, Key.Key_Return)
    settle()

    moved = [one.client for one in day_salon.ask(day_book, TODAY + timedelta(days=2))]
    assert "黄淑贞" in moved

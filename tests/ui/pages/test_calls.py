"""The queue of calls: what to say, what was said, and one digit for how it ended."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from salon.aftercare.model import REMINDER, Ask, Outcome
from salon.aftercare.queries import (
    call_line,
    calls_due,
    contacts_of,
    count_due,
    kept_notes,
)
from salon.app import Salon
from salon.start import open_salon
from tests.paper.reading import said as printed
from tests.paper.reading import squeezed
from tests.ui.pages.daily import NOW, TODAY
from tests.ui.pages.seeing import page_as, the, words_in
from ui.aftercare.page import CallsPage, Outcomes
from ui.booking.sheet import BookingSheet
from ui.desk import Desk
from ui.frame.window import Window
from ui.kit.cards import Empty, Scroll
from ui.kit.fields import TextField, TimeField
from ui.kit.rows import Line
from ui.kit.sheet import Sheet
from ui.parts.printing import PrintSheet
from ui.places import CallList, Today
from ui.tasks import Tasks

Settle = Callable[[], None]
Key = Qt.Key


@pytest.fixture
def page(day_window: Window, day_desk: Desk, settle: Settle) -> CallsPage:
    day_desk.go(CallList())
    settle()
    return page_as(day_window, CallsPage)


def chosen(page: CallsPage) -> Line:
    line = page.list.chosen()
    assert line is not None
    return line


def choose_with_flags(page: CallsPage, settle: Settle) -> None:
    assert page._queue is not None
    for row, call in enumerate(page._queue.calls):
        if any(flag.action == "emergency" for flag in call.red_flags):
            page.list.choose(row)
            settle()
            return
    raise AssertionError("no call asks for red flags")


def test_one_key_logs_a_call_that_went_well_and_goes_to_the_next(
    page: CallsPage, day_salon: Salon, day_window: Window, settle: Settle
) -> None:
    before = day_salon.ask(calls_due)
    first, second = before[0], before[1]
    assert chosen(page).key == first.id

    QTest.keyClick(page.list, Key.Key_1)
    settle()

    assert [one.id for one in day_salon.ask(calls_due)] == [
        one.id for one in before[1:]
    ]
    assert chosen(page).key == second.id
    said = day_salon.ask(contacts_of, first.client_id)[0]
    assert said.outcome is Outcome.WELL
    assert first.client in day_window.toast.text
    assert day_window.toast.undo.isVisible()


def test_what_is_noted_outlives_the_window_and_goes_with_the_call(
    page: CallsPage,
    day_salon: Salon,
    day_folder: Path,
    day_desk: Desk,
    shown: Callable[[Desk], Window],
    settle: Settle,
    qtbot: QtBot,
) -> None:
    call, said = day_salon.ask(calls_due)[0], "A little warm on Sun"
    QTest.keyClicks(page.card.note, said)
    qtbot.waitUntil(lambda: bool(day_salon.ask(kept_notes, call.id)))
    settle()
    with closing(open_salon(str(day_folder), NOW)) as again:
        desk = Desk(again, day_desk._tasks)
        window = shown(desk)
        desk.go(CallList())
        settle()
        other = page_as(window, CallsPage)
        assert other.card.note.toPlainText() == said

        QTest.keyClick(other.list, Key.Key_1)
        settle()

        assert again.ask(contacts_of, call.client_id)[0].note == said
        assert not again.ask(kept_notes, call.id)


def test_a_key_pressed_twice_logs_one_call_and_the_next_after_a_pause(
    page: CallsPage, day_salon: Salon, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = day_salon.ask(count_due)
    monkeypatch.setattr("ui.aftercare.page.STILL", 600_000)  # however busy the PC is

    QTest.keyClick(page.list, Key.Key_1)
    QTest.keyClick(page.list, Key.Key_1)
    settle()
    QTest.keyClick(page.list, Key.Key_1)  # the first is logged by now
    settle()

    assert day_salon.ask(count_due) == before - 1

    monkeypatch.setattr("ui.aftercare.page.STILL", 0)  # time has passed
    QTest.keyClick(page.list, Key.Key_1)
    settle()

    assert day_salon.ask(count_due) == before - 2


def test_no_second_call_is_logged_while_the_first_is_on_its_way(
    page: CallsPage, day_salon: Salon, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = day_salon.ask(count_due)
    monkeypatch.setattr("ui.aftercare.page.STILL", 0)

    page.outcomes[0].trigger()  # as a button does it, with no pause before
    page.outcomes[1].trigger()
    settle()

    assert day_salon.ask(count_due) == before - 1
    assert not any(one.autoRepeat() for one in page.outcomes)


def test_no_answer_says_when_to_ring_again(
    page: CallsPage, day_window: Window, settle: Settle
) -> None:
    QTest.keyClick(page.list, Key.Key_3)
    settle()

    assert "Ring again" in day_window.toast.text


def test_worried_makes_the_therapist_ring_today(
    page: CallsPage, day_window: Window, settle: Settle
) -> None:
    QTest.keyClick(page.list, Key.Key_5)
    settle()

    assert "The therapist rings back today" in day_window.toast.text


def test_booked_opens_the_booking_for_her(
    page: CallsPage, day_window: Window, settle: Settle
) -> None:
    name = chosen(page).name
    QTest.keyClick(page.list, Key.Key_2)
    settle()

    assert the(day_window, BookingSheet).client.text() == name


def test_the_after_care_of_the_visit_is_printed_from_its_call(
    page: CallsPage, day_salon: Salon, day_window: Window, settle: Settle
) -> None:
    call = day_salon.ask(calls_due)[0]
    assert call.leaflet_of is not None
    page.print_.trigger()
    settle()
    [sheet] = day_window.findChildren(PrintSheet)
    assert sheet.made is not None
    assert squeezed(call.client) in printed(sheet.made)
    assert f"A{call.leaflet_of}" in printed(sheet.made)
    assert replace(call, protocol=REMINDER).leaflet_of is None
    assert replace(call, appointment_id=None).leaflet_of is None


def test_answers_flag_and_note_are_kept_with_the_call(
    page: CallsPage, day_salon: Salon, settle: Settle
) -> None:
    choose_with_flags(page, settle)
    call = page._chosen()
    assert call is not None
    card = page.card
    next(iter(next(iter(card._asked.values())).buttons.values())).click()
    assert card._flags is not None
    card._flags.buttons["rf_breath"].click()
    QTest.keyClicks(card.note, "12 o'clock is better")
    QTest.keyClick(page.list, Key.Key_5)
    settle()

    said = day_salon.ask(contacts_of, call.client_id)[0]
    assert said.note == "12 o'clock is better"
    assert said.outcome is Outcome.WORRIED


def test_a_red_flag_shows_the_emergency_number_and_what_to_do(
    page: CallsPage, settle: Settle
) -> None:
    choose_with_flags(page, settle)
    assert page.card._flags is not None
    page.card._flags.buttons["rf_breath"].click()
    settle()

    said = words_in(page.card)
    assert "999" in said
    assert "lay the client flat" in said


def test_a_digit_in_the_note_is_a_digit(
    page: CallsPage, day_salon: Salon, settle: Settle
) -> None:
    before = day_salon.ask(count_due)
    page.card.note.setFocus()
    QTest.keyClick(page.card.note, Key.Key_1)
    settle()

    assert page.card.note.toPlainText() == "1"
    assert day_salon.ask(count_due) == before


def test_what_was_noted_waits_while_one_looks_at_another_call(
    page: CallsPage, settle: Settle
) -> None:
    QTest.keyClicks(page.card.note, "rang at ten")
    page.list.choose(1)
    settle()
    assert page.card.note.toPlainText() == ""
    page.list.choose(0)
    settle()

    assert page.card.note.toPlainText() == "rang at ten"


def test_undo_brings_the_call_back(
    page: CallsPage, day_salon: Salon, day_window: Window, settle: Settle
) -> None:
    before = [one.id for one in day_salon.ask(calls_due)]
    QTest.keyClick(page.list, Key.Key_1)
    settle()
    QTest.keyClick(day_window, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle()

    assert [one.id for one in day_salon.ask(calls_due)] == before


def test_the_number_at_the_rail_follows_from_any_page(
    day_window: Window, day_desk: Desk, day_salon: Salon, settle: Settle
) -> None:
    day_desk.go(Today())
    settle()
    assert day_window._counts["calls"] == day_salon.ask(count_due)

    day_desk.go(CallList())
    settle()
    page = page_as(day_window, CallsPage)
    QTest.keyClick(page.list, Key.Key_1)
    settle()

    assert day_window._counts["calls"] == day_salon.ask(count_due)


def test_every_step_of_the_protocol_stands_beside_the_call(page: CallsPage) -> None:
    said = page._steps_head.title.text()
    assert said == "Superficial peel"
    assert page._steps.count() >= 4


def test_when_nobody_is_due_it_says_so(
    quiet_salon: Salon, tasks: Tasks, shown: Callable[[Desk], Window], settle: Settle
) -> None:
    desk = Desk(quiet_salon, tasks)
    window = shown(desk)
    desk.go(CallList())
    settle()

    assert the(window, Empty).isVisible()
    assert "Nobody to ring now" in words_in(window)


def test_the_last_call_of_the_day_leaves_an_empty_list(
    page: CallsPage, day_salon: Salon, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.aftercare.page.STILL", 0)  # each is rung in her time
    for _call in range(day_salon.ask(count_due)):
        QTest.keyClick(page.list, Key.Key_1)
        settle()

    assert day_salon.ask(count_due) == 0
    assert "Nobody to ring now" in words_in(page)


def test_later_moves_the_call_to_the_time_she_named(
    page: CallsPage, day_salon: Salon, day_window: Window, settle: Settle
) -> None:
    first = day_salon.ask(calls_due)[0]
    QTest.keyClick(page.list, Key.Key_L)
    settle()
    sheet = the(day_window, Sheet)
    field = the(sheet, TimeField)
    field.put(time(16, 30))
    QTest.keyClick(field, Key.Key_Return)
    settle()

    moved = day_salon.ask(call_line, first.id)
    assert (moved.due, moved.time_from) == (TODAY, time(16, 30))


def test_a_call_is_left_out_only_with_a_reason(
    page: CallsPage, day_salon: Salon, day_window: Window, settle: Settle
) -> None:
    first = day_salon.ask(calls_due)[0]
    QTest.keyClick(page.list, Key.Key_O)
    settle()
    sheet = the(day_window, Sheet)
    field = the(sheet, TextField)
    QTest.keyClick(field, Key.Key_Return)
    settle()
    assert "A reason is needed" in words_in(sheet)

    QTest.keyClicks(field, "She wrote this morning")
    QTest.keyClick(field, Key.Key_Return)
    settle()

    assert day_salon.ask(call_line, first.id).reason == "She wrote this morning"


@pytest.mark.parametrize("size", [(1440, 900), (1100, 760), (900, 640)])
def test_all_outcomes_stay_in_sight_whatever_the_size(
    page: CallsPage, day_window: Window, settle: Settle, size: tuple[int, int]
) -> None:
    day_window.resize(*size)
    settle()

    outcomes = page.findChild(Outcomes)
    assert outcomes is not None
    area = day_window.stack.currentWidget()
    assert isinstance(area, Scroll)
    if size[1] >= 760:
        assert area.verticalScrollBar().maximum() == 0
    for button in outcomes.buttons:
        whole = button.visibleRegion().boundingRect().size()
        assert size[1] < 760 or whole == button.size()
        assert button.height() >= 44


def test_answers_from_0_to_10_stand_in_one_row(
    page: CallsPage, day_window: Window, settle: Settle
) -> None:
    day_window.resize(1100, 760)
    text = "How comfortable is your skin now, 0 to 10?"
    ask = Ask("comfort", text, tuple(map(str, range(11))))
    page.card._show_questions((ask,))
    settle()

    buttons = page.card._asked["comfort"].buttons.values()
    assert len(buttons) == 11
    assert len({one.y() for one in buttons}) == 1

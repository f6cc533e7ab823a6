"""The pages of the day when they are empty, full, failing, narrow, dark or Chinese."""

from collections.abc import Callable
from datetime import time
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit

from salon.app import Salon
from salon.appointments.model import Status
from salon.appointments.queries import day_book
from salon.clients.model import ClientDraft
from salon.clients.operations import add_client
from salon.errors import StoreBusy
from salon.treatments.model import TreatmentDraft
from salon.treatments.operations import record_treatment
from salon.treatments.queries import kept_draft, treatment_at
from tests.ui.pages.daily import TODAY
from tests.ui.pages.seeing import page_as, the, visits, words_in
from ui.aftercare.page import CallsPage
from ui.calendar.page import CalendarPage
from ui.desk import Desk
from ui.frame.window import Window
from ui.kit import style
from ui.kit.states import Failed
from ui.kit.tokens import DARK
from ui.parts.visit_marks import visit_line
from ui.parts.ways import open_record
from ui.places import CallList, DayOf, Place, RecordOf, Today, WeekOf
from ui.tasks import Tasks
from ui.today.page import TodayPage
from ui.treatments.page import RecordPage

Settle = Callable[[], None]
PLACES: tuple[Place, ...] = (
    *(Today(), DayOf(), DayOf(by="rooms"), DayOf(by="devices"), WeekOf()),
    *(CallList(), RecordOf(2)),
)


@pytest.mark.parametrize("language", ["en", "zh_CN", "zh_TW"])
@pytest.mark.parametrize("place", PLACES, ids=str)
def test_every_page_stands_in_every_language_small_and_dark(
    place: Place,
    language: str,
    day_window: Window,
    day_desk: Desk,
    settle: Settle,
    qapp: QApplication,
) -> None:
    style.use(qapp, DARK)
    day_window.resize(900, 600)
    day_desk.go(place)
    settle()
    day_window.speak(language)
    settle()

    assert type(day_desk.place) is type(place)  # of calls, the one in sight
    assert day_window.page is not None
    assert day_window.page.windowTitle()
    assert not day_window.grab().isNull()


@pytest.mark.parametrize("place", PLACES, ids=str)
def test_everything_one_can_press_or_fill_has_a_name(
    place: Place, day_window: Window, day_desk: Desk, settle: Settle
) -> None:
    day_desk.go(place)
    settle()
    page = day_window.page
    assert page is not None

    kinds = (QAbstractButton, QLineEdit, QPlainTextEdit)
    nameless = [
        widget
        for kind in kinds
        for widget in page.findChildren(kind)
        if widget.isVisible()
        and not widget.accessibleName()
        and not getattr(widget, "text", str)()
    ]
    assert nameless == []


@pytest.mark.parametrize("place", [DayOf(), WeekOf(), CallList(), RecordOf(2)], ids=str)
def test_a_page_that_cannot_be_read_says_so_and_tries_again(
    place: Place,
    day_window: Window,
    day_desk: Desk,
    day_salon: Salon,
    settle: Settle,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def busy(*_args: Any, **_more: Any) -> None:
        raise StoreBusy

    with monkeypatch.context() as patch:
        patch.setattr(day_salon, "ask", busy)
        day_desk.go(place)
        settle()
        assert "records are busy" in words_in(day_window)
    failed = the(day_window, Failed)
    failed.again.click()
    settle()

    assert not [one for one in day_window.findChildren(Failed) if one.isVisible()]


def test_a_visit_that_is_gone_says_so(
    day_window: Window, day_desk: Desk, settle: Settle
) -> None:
    open_record(day_desk, 999)
    settle()

    assert "no longer exists" in words_in(day_window)


@pytest.mark.parametrize("place", [DayOf(), WeekOf(), CallList(), Today()], ids=str)
def test_an_empty_salon_has_a_calm_page(
    place: Place,
    quiet_salon: Salon,
    tasks: Tasks,
    shown: Callable[[Desk], Window],
    settle: Settle,
) -> None:
    desk = Desk(quiet_salon, tasks)
    window = shown(desk)
    desk.go(place)
    settle()

    assert window.page is not None
    assert not window.page.findChildren(Failed)


def test_three_hundred_visits_and_a_long_name_scroll_in_their_list(
    day_window: Window, day_desk: Desk, day_salon: Salon, settle: Settle
) -> None:
    day_desk.go(Today())
    settle()
    page = page_as(day_window, TodayPage)
    [line, *_others] = day_salon.ask(day_book, TODAY)
    long = "Anastasia Konstantinopoulou-Featherstonehaugh of Kirkcudbright"
    from dataclasses import replace

    many = [replace(line, client=long, id=key) for key in range(300)]  # type: ignore[arg-type]
    high = page.height()
    page.list.show_lines([visit_line(one) for one in many])
    settle()

    assert page.list.lines.rowCount() == 300
    assert page.height() == high
    assert not page.grab().isNull()


def test_a_long_name_fits_on_the_page_of_calls_and_on_the_record(
    day_window: Window, day_desk: Desk, day_salon: Salon, settle: Settle
) -> None:
    long = "Anastasia Konstantinopoulou-Featherstonehaugh of Kirkcudbright"
    day_salon.do(add_client, ClientDraft(name=long))
    day_window.resize(900, 600)
    day_desk.go(CallList())
    settle()
    page = page_as(day_window, CallsPage)
    wide = page.width()
    page.card.name.say(long)
    settle()

    assert page.width() == wide


def test_a_record_changed_elsewhere_is_not_overwritten(
    day_window: Window, day_desk: Desk, day_salon: Salon, settle: Settle
) -> None:
    line = visits(day_salon, "林美华")[0]
    open_record(day_desk, line.id)
    settle()
    page = page_as(day_window, RecordPage)
    page.done.setPlainText("mine")
    day_salon.do(record_treatment, line.id, TreatmentDraft(done="theirs"))
    settle()

    page.finish_action.trigger()
    settle()

    written = day_salon.ask(treatment_at, line.id)
    assert written is not None
    assert written.record.done == "theirs"
    assert page.changed.isVisible()
    assert page.done.toPlainText() == "mine"

    page._keep_ours()
    settle()
    written = day_salon.ask(treatment_at, line.id)
    assert written is not None
    assert written.record.done == "mine"
    assert not page.changed.isVisible()


def test_taking_back_a_finished_visit_keeps_what_was_written(
    day_window: Window, day_desk: Desk, day_salon: Salon, settle: Settle
) -> None:
    line = visits(day_salon, "Sarah Whitcombe")[0]
    open_record(day_desk, line.id)
    settle()
    page = page_as(day_window, RecordPage)
    page.done.setPlainText("everything")
    page.finish_action.trigger()
    settle()
    day_desk.undo()
    settle()
    settle()

    assert visits(day_salon, "Sarah Whitcombe")[0].status is Status.CONFIRMED
    kept = day_salon.ask(kept_draft, line.id)
    assert kept is not None
    assert kept.draft.done == "everything"


def test_another_language_keeps_what_is_being_typed(
    day_window: Window, day_desk: Desk, day_salon: Salon, settle: Settle
) -> None:
    open_record(day_desk, visits(day_salon, "Sarah Whitcombe")[0].id)
    settle()
    page_as(day_window, RecordPage).done.setPlainText("half")
    day_window.speak("zh_CN")
    settle()

    assert page_as(day_window, RecordPage).done.toPlainText() == "half"


def test_the_calendar_shows_a_missing_patch_test_in_words(
    day_window: Window, day_desk: Desk, settle: Settle
) -> None:
    day_desk.go(DayOf())
    settle()
    page = page_as(day_window, CalendarPage)

    block = next(b for b in page.grid.blocks if b.visit.name == "陈雨桐")
    assert "No patch test" in block.accessibleName()
    assert time(10, 45) == time(block.visit.start // 60, block.visit.start % 60)

"""The treatment record: kept while typed, there after a power cut, finished by keys."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from salon.aftercare.queries import calls_after
from salon.app import Salon
from salon.appointments.model import DayLine, Status
from salon.appointments.operations import arrive
from salon.clients.operations import note_condition
from salon.start import open_salon
from salon.treatments.model import TreatmentDraft
from salon.treatments.operations import sign
from salon.treatments.queries import kept_draft, treatment_at
from tests.ui.pages.daily import NOW
from tests.ui.pages.seeing import Ctrl, decide_later, page_as, the, visits, words_in
from tests.ui.room import KEY
from ui.booking.sheet import BookingSheet
from ui.desk import Desk
from ui.frame.window import Window
from ui.kit.sheet import Sheet
from ui.kit.taps import GLOVED
from ui.parts.ways import open_record
from ui.places import RecordOf, Today
from ui.treatments.page import RecordPage

Settle = Callable[[], None]
Key = Qt.Key
ROOT = Path(__file__).parents[3]
TYPING = """
import os, signal, sys
from pathlib import Path
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from salon.start import open_salon
from tests.ui.pages.daily import NOW
from tests.ui.pages.seeing import visits
from ui.frame.app import make_tasks
from ui.desk import Desk
from ui.kit import style
from ui.treatments.page import RecordPage
from ui.parts.ways import open_record
from ui.frame.window import Window

program = QApplication(style.arguments("typing"))
style.start(program)
salon = open_salon(sys.argv[1], NOW)
desk = Desk(salon, make_tasks())
window = Window()
window.enter(desk)
window.show()
open_record(desk, visits(salon, "Sarah Whitcombe")[0].id)
while not (isinstance(window.page, RecordPage) and hasattr(window.page, "done")):
    program.processEvents()
QTest.keyClicks(window.page.done, "Warm cleanse, then")
while not window.page.saved.text().startswith("Kept"):
    program.processEvents()
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def visit(day_salon: Salon) -> DayLine:
    return visits(day_salon, "Sarah Whitcombe")[0]


@pytest.fixture
def page(
    day_window: Window, day_desk: Desk, visit: DayLine, settle: Settle
) -> RecordPage:
    open_record(day_desk, visit.id)
    settle()
    return page_as(day_window, RecordPage)


def test_everything_that_was_done_is_written_and_its_calls_follow(
    page: RecordPage,
    visit: DayLine,
    day_salon: Salon,
    day_window: Window,
    settle: Settle,
) -> None:
    QTest.keyClicks(page.done, "Cleansed, steamed, masked")
    page.products.more.click()
    row = page.products.rows[0]
    QTest.keyClicks(row.product, "gel cleanser")
    settle()
    QTest.keyClick(row.product, Key.Key_Return)
    assert row.batch.text() == "B17"  # of the open bottle
    row.amount.clear()
    QTest.keyClicks(row.amount, "1,5")
    page.settings.more.click()
    setting = page.settings.rows[0]
    QTest.keyClicks(setting.name, "steam")
    QTest.keyClicks(setting.value, "8 min")
    assert page.areas is not None
    zone = page.areas.chart.map.zones[0].id
    page.areas.chart.choose(zone)
    QTest.keyClick(page.areas.chart, Key.Key_Space)
    QTest.keyClicks(page.reaction, "slightly pink")
    QTest.keyClicks(page.advice, "mineral sun cream")
    QTest.keyClicks(page.next_time, "less steam")
    QTest.keyClicks(page.note, "likes silence")

    QTest.keyClick(page.done, Key.Key_Return, Ctrl)
    settle()

    written = day_salon.ask(treatment_at, visit.id)
    assert written is not None
    record = written.record
    assert record.done == "Cleansed, steamed, masked"
    [used] = record.products
    assert (used.product, used.batch, used.amount) == ("cl_gel", "B17", 1.5)
    assert record.settings == {"steam": "8 min"}
    assert record.areas == (zone,)
    assert (record.reaction, record.advice) == ("slightly pink", "mineral sun cream")
    assert (record.next_time, record.note) == ("less steam", "likes silence")
    assert visits(day_salon, visit.client)[0].status is Status.COMPLETED
    calls = day_salon.ask(calls_after, visit.id)
    assert calls
    assert "Treatment recorded" in day_window.toast.text
    assert str(len(calls)) in day_window.toast.text
    assert day_window.toast.undo.isVisible()


def test_what_is_typed_is_kept_when_the_page_is_left(
    page: RecordPage, visit: DayLine, day_salon: Salon, day_desk: Desk, settle: Settle
) -> None:
    QTest.keyClicks(page.done, "half a sent")
    day_desk.go(Today())
    settle()

    kept = day_salon.ask(kept_draft, visit.id)
    assert kept is not None
    assert kept.draft.done == "half a sent"


def test_the_pause_after_typing_keeps_it_and_typing_on_does_not_put_it_off(
    page: RecordPage,
) -> None:
    QTest.keyClicks(page.done, "a")
    assert page._pause.isActive()
    assert page._pause.interval() <= 2000
    first = page._longest.remainingTime()
    assert 0 < first <= 1500

    QTest.keyClicks(page.done, "b")

    assert page._longest.isActive()
    assert page._longest.remainingTime() <= first


def test_a_draft_is_there_again_and_says_so(
    page: RecordPage,
    visit: DayLine,
    day_folder: Path,
    shown: Callable[[Desk], Window],
    day_desk: Desk,
    settle: Settle,
) -> None:
    QTest.keyClicks(page.done, "half a sentence")
    page.settings.more.click()
    QTest.keyClicks(page.settings.rows[0].name, "steam")
    QTest.keyClicks(page.settings.rows[0].value, "5 min")
    page.keep()
    settle()
    with closing(open_salon(str(day_folder), NOW)) as again:
        desk = Desk(again, day_desk._tasks)
        window = shown(desk)
        open_record(desk, visit.id)
        settle()
        other = page_as(window, RecordPage)

        assert other.done.toPlainText() == "half a sentence"
        assert other.settings.rows[0].value.text() == "5 min"
        assert other.restored.isVisible()
        assert "is here again" in words_in(other)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no kill -9 here")
def test_what_was_typed_survives_kill_9(day_folder: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", TYPING, str(day_folder)],
        cwd=ROOT,
        env={**os.environ, "SALON_KEY": KEY, "QT_QPA_PLATFORM": "offscreen"},
        check=False,
        capture_output=True,
    )
    assert ended.returncode == -signal.SIGKILL, ended.stderr.decode()

    with closing(open_salon(str(day_folder), NOW)) as salon:
        kept = salon.ask(kept_draft, visits(salon, "Sarah Whitcombe")[0].id)
    assert kept is not None
    assert kept.draft.done == "Warm cleanse, then"


def test_a_finished_record_leaves_no_draft_and_can_be_corrected(
    page: RecordPage, visit: DayLine, day_salon: Salon, settle: Settle
) -> None:
    QTest.keyClicks(page.done, "first")
    page.keep()
    page.finish_action.trigger()
    settle()
    page.keep()
    settle()
    assert day_salon.ask(kept_draft, visit.id) is None

    page.done.setPlainText("second")
    page.finish_action.trigger()
    settle()

    written = day_salon.ask(treatment_at, visit.id)
    assert written is not None
    assert written.record.done == "second"


def test_a_signed_record_is_read_only(
    page: RecordPage, visit: DayLine, day_salon: Salon, day_desk: Desk, settle: Settle
) -> None:
    page.finish_action.trigger()
    settle()
    written = day_salon.ask(treatment_at, visit.id)
    assert written is not None
    day_desk.do(sign, written.id)
    settle()

    assert page.signed.isVisible()
    assert not page.finish_action.isEnabled()


def test_what_stands_against_it_asks_for_a_reason_before_it_is_finished(
    page: RecordPage,
    visit: DayLine,
    day_salon: Salon,
    day_desk: Desk,
    day_window: Window,
    settle: Settle,
) -> None:
    day_desk.do(note_condition, visit.client_id, "pregnancy")  # type: ignore[arg-type]
    settle()
    decide_later(day_window)
    assert page.warned.isVisible()
    assert not page.warned.is_blocked
    page.finish_action.trigger()
    settle()
    assert day_salon.ask(treatment_at, visit.id) is None
    sheet = the(day_window, Sheet)

    from ui.kit.fields import TextField

    reason = the(sheet, TextField)
    QTest.keyClicks(reason, "Adapted: no steam")
    QTest.keyClick(reason, Key.Key_Return)
    settle()

    assert day_salon.ask(treatment_at, visit.id) is not None


def test_a_blocked_treatment_cannot_be_finished(
    day_window: Window, day_desk: Desk, day_salon: Salon, settle: Settle
) -> None:
    line = visits(day_salon, "陈雨桐")[0]
    open_record(day_desk, line.id)
    settle()
    page = page_as(day_window, RecordPage)
    assert "needs a patch test" in words_in(page)

    page.finish_action.trigger()
    settle()

    assert day_salon.ask(treatment_at, line.id) is None


def test_the_next_visit_is_booked_from_here(
    page: RecordPage, day_window: Window, settle: Settle
) -> None:
    page.next_action.trigger()
    settle()

    sheet = the(day_window, BookingSheet)
    assert sheet.client.text() == "Sarah Whitcombe"
    assert sheet.service.text() == "Hydrating facial"
    assert sheet.times


def test_what_a_gloved_hand_taps_is_large(page: RecordPage, settle: Settle) -> None:
    page.again_action.trigger()
    assert page.areas is not None
    row = page.products.rows[0]
    large: list[QWidget] = [page.finish_button]
    large += [page.products.more, row.chip, *page.steps.taps]
    large += [*page.areas.tabs.values(), *page.areas.chips.values()]
    large += [*page.cards.reaction.cells, page.cards.reaction.asked, page.steps.more]
    large += [*page.cards.next.taps.values(), page.cards.photos.sign]
    row.chip.click()
    settle()
    large += [row.product, row.batch, row.amount, row.unit, row.remove, row.close_]

    small = [one.accessibleName() for one in large if one.height() < GLOVED]
    assert len(large) > 60
    assert small == []


def test_a_product_that_is_not_in_the_catalogue_is_kept_as_typed(
    page: RecordPage, settle: Settle
) -> None:
    page.product_action.trigger()
    row = page.products.rows[0]
    QTest.keyClicks(row.product, "Grandmother's honey")
    settle()
    QTest.keyClick(row.product, Key.Key_Return)
    settle()

    assert page.draft().products[0].product == "Grandmother's honey"


def test_what_was_done_last_time_stands_beside_it(page: RecordPage) -> None:
    assert "the same, a little longer" in words_in(page)


def test_starting_empty_drops_what_was_restored(
    page: RecordPage, visit: DayLine, day_desk: Desk, day_window: Window, settle: Settle
) -> None:
    page._start_empty()

    assert page.draft() == TreatmentDraft()
    assert day_desk.place == RecordOf(visit.id)


def test_a_visit_that_moved_on_unseen_does_not_begin(
    page: RecordPage, visit: DayLine, day_salon: Salon, settle: Settle
) -> None:
    day_salon.do(arrive, visit.id)  # at another desk; the page has not heard of it
    page.start_action.trigger()
    assert visits(day_salon, "Sarah Whitcombe")[0].status is Status.ARRIVED

    settle()
    page.start_action.trigger()
    settle()
    assert visits(day_salon, "Sarah Whitcombe")[0].status is Status.IN_TREATMENT

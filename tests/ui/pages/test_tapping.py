"""The record by tapping: as last time, ticks, areas, scale, what is missing, undo."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from salon.app import Salon
from salon.appointments.model import DayLine, Status
from salon.appointments.operations import arrive, start_treatment
from salon.appointments.queries import day_book
from salon.clients.model import ClientId
from salon.clients.operations import give_consent
from salon.start import open_salon
from salon.treatments.model import Again, Step, TreatmentDraft, UsedProduct
from salon.treatments.operations import sign
from salon.treatments.queries import kept_draft, treatment_at
from tests.ui.pages.daily import NOW, TODAY, set_clock
from tests.ui.pages.seeing import page_as, the, visits, words_in
from ui.desk import Desk
from ui.frame.window import Window
from ui.kit.sheet import Sheet
from ui.kit.taps import Tap
from ui.parts.ways import open_record
from ui.places import Today
from ui.treatments.page import RecordPage
from ui.treatments.steps import _StepSheet

Settle = Callable[[], None]
Key = Qt.Key
HER = "Sarah Whitcombe"


@pytest.fixture
def visit(day_salon: Salon) -> DayLine:
    line = visits(day_salon, HER)[0]
    day_salon.do(arrive, line.id)
    day_salon.do(start_treatment, line.id)
    return line


@pytest.fixture
def page(
    day_window: Window, day_desk: Desk, visit: DayLine, settle: Settle
) -> RecordPage:
    open_record(day_desk, visit.id)
    settle()
    page = page_as(day_window, RecordPage)
    day_window.activateWindow()
    return page


def here(window: Window) -> QWidget:
    found = window.focusWidget()
    assert found is not None
    return found


def focus_on(window: Window, widget: QWidget) -> None:
    window.activateWindow()
    widget.setFocus()
    assert window.focusWidget() is widget


def test_as_last_time_fills_in_one_step_and_ctrl_z_empties_it_again(
    page: RecordPage, day_window: Window, visit: DayLine, settle: Settle
) -> None:
    focus_on(day_window, page.steps.more)
    QTest.keyClicks(page.steps.more, "l")
    settle()

    filled = page.draft()
    assert [step.name for step in filled.steps] == ["Cleansed", "Treated", "Soothed"]
    assert filled.products == (UsedProduct("cl_gel", "B17", 1.5, "ml"),)
    assert visit.client in day_window.toast.text
    assert page.steps.taps[0].sub == "from last time"
    assert "from last time" in page.products.rows[0].chip.sub
    assert here(day_window) is page.steps.taps[0]

    QTest.keyClick(here(day_window), Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle()

    assert page.draft() == TreatmentDraft()
    assert page.steps.taps == []
    assert visits(page._desk.salon, HER)[0].status is Status.IN_TREATMENT


def test_the_undo_of_its_toast_takes_back_what_was_filled(
    page: RecordPage, day_window: Window, settle: Settle
) -> None:
    page.again_action.trigger()
    settle()
    day_window.toast.undo.click()
    settle()
    assert page.draft() == TreatmentDraft()
    assert visits(page._desk.salon, HER)[0].status is Status.IN_TREATMENT


def test_a_tap_after_it_has_the_key_and_the_toast_keeps_its_button(
    page: RecordPage, day_window: Window, settle: Settle
) -> None:
    page.again_action.trigger()
    settle()
    page.cards.reaction.cells[1].click()
    page.cards.next.taps[Again.SAME].click()
    focus_on(day_window, page.steps.taps[0])
    ctrl = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(here(day_window), Key.Key_Z, ctrl)
    settle()
    assert page.draft().again is Again.UNSAID
    assert page.draft().scale == 1
    day_window.toast.undo.click()
    settle()
    assert page.draft() == TreatmentDraft()


def test_a_letter_typed_in_a_field_fills_nothing(
    page: RecordPage, day_window: Window, settle: Settle
) -> None:
    focus_on(day_window, page.done)
    QTest.keyClicks(page.done, "lbp")
    settle()
    assert page.done.toPlainText() == "lbp"
    assert page.draft() == TreatmentDraft(done="lbp")
    assert page.products.rows == []


def test_ctrl_z_takes_back_taps_one_by_one_and_leaves_the_words(
    page: RecordPage, day_window: Window, settle: Settle
) -> None:
    page.again_action.trigger()
    page.steps.taps[0].click()
    settle()
    page.cards.reaction.cells[1].click()
    QTest.keyClicks(page.note, "likes silence")
    focus_on(day_window, page.cards.reaction.cells[1])
    ctrl = Qt.KeyboardModifier.ControlModifier

    QTest.keyClick(here(day_window), Key.Key_Z, ctrl)
    settle()
    assert page.draft().scale is None
    assert page.draft().steps[0].at == time(10, 42)
    QTest.keyClick(here(day_window), Key.Key_Z, ctrl)
    settle()
    assert page.draft().steps[0].at is None
    QTest.keyClick(here(day_window), Key.Key_Z, ctrl)
    settle()
    assert page.draft() == TreatmentDraft(note="likes silence")
    assert visits(page._desk.salon, HER)[0].status is Status.IN_TREATMENT


def test_an_action_after_a_tap_is_what_ctrl_z_takes_back(
    page: RecordPage, day_window: Window, day_desk: Desk, settle: Settle
) -> None:
    page.cards.reaction.cells[1].click()
    other = visits(day_desk.salon, "Noor Haddad")[0]
    day_desk.do(arrive, other.id)
    settle()
    assert visits(day_desk.salon, other.client)[0].status is Status.ARRIVED
    focus_on(day_window, page.cards.reaction.cells[1])
    ctrl = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(here(day_window), Key.Key_Z, ctrl)
    settle()
    assert visits(day_desk.salon, other.client)[0].status is other.status
    assert page.draft().scale == 1

    page.cards.reaction.cells[2].click()
    QTest.keyClick(here(day_window), Key.Key_Z, ctrl)
    settle()
    assert page.draft().scale == 1


def test_last_time_is_before_this_visit_never_after(
    day_window: Window, day_desk: Desk, day_salon: Salon, settle: Settle
) -> None:
    past = date(2026, 10, 12)
    [line] = [one for one in day_salon.ask(day_book, past) if one.client == "何静"]
    open_record(day_desk, line.id)
    settle()
    page = page_as(day_window, RecordPage)
    assert "First time with us" in words_in(page)


def test_a_tick_writes_the_minute_and_a_second_one_takes_it_away(
    page: RecordPage, day_salon: Salon, settle: Settle
) -> None:
    page.again_action.trigger()
    set_clock(day_salon, TODAY, time(10, 51))
    first = page.steps.taps[0]
    assert bool(first.is_next)
    first.click()
    settle()

    assert page.draft().steps[0] == Step("Cleansed", "", time(10, 51))
    assert (first.right, first.sub, first.isChecked()) == ("10:51", "", True)
    assert "done" in first.accessibleName()
    assert not first.is_next
    assert page.steps.taps[1].is_next

    first.click()
    settle()
    assert page.draft().steps[0].at is None
    assert not first.isChecked()


def test_the_minute_of_a_step_is_corrected_and_a_step_taken_away(
    page: RecordPage, day_window: Window, settle: Settle
) -> None:
    page.again_action.trigger()
    page.steps.taps[1].click()
    settle()
    focus_on(day_window, page.steps.taps[1])
    QTest.keyClick(here(day_window), Key.Key_F2)
    settle()
    sheet = the(day_window, _StepSheet)
    assert sheet.at is not None
    sheet.at.setFocus()
    sheet.at.selectAll()
    QTest.keyClicks(sheet.at, "10:05")
    QTest.keyClicks(sheet.words, "3 min")
    QTest.keyClick(sheet.words, Key.Key_Return)
    settle()
    assert page.draft().steps[1] == Step("Treated", "3 min", time(10, 5))
    assert here(day_window) is page.steps.taps[1]

    page.steps.correct(0)
    settle()
    sheet = the(day_window, _StepSheet)
    sheet._remove()
    settle()
    assert [step.name for step in page.draft().steps] == ["Treated", "Soothed"]


def test_another_step_is_typed_and_half_of_one_is_kept(
    page: RecordPage,
    day_salon: Salon,
    day_window: Window,
    visit: DayLine,
    settle: Settle,
) -> None:
    page.steps.more.click()
    QTest.keyClicks(page.steps.line, "Balm")
    QTest.keyClick(page.steps.line, Key.Key_Return)
    settle()
    assert page.draft().steps == (Step("Balm", "", time(10, 42)),)
    assert here(day_window) is page.steps.line  # the next one follows

    QTest.keyClicks(page.steps.line, "SPF 5")
    page.keep()
    settle()

    kept = day_salon.ask(kept_draft, visit.id)
    assert kept is not None
    assert kept.draft.steps == (Step("Balm", "", time(10, 42)), Step("SPF 5"))
    focus_on(day_window, page.note)
    settle()
    assert [step.name for step in page.draft().steps] == ["Balm", "SPF 5"]
    assert not page.steps.line.isVisible()


def test_a_key_held_down_ticks_once(
    page: RecordPage, day_window: Window, settle: Settle
) -> None:
    page.again_action.trigger()
    settle()
    tap = page.steps.taps[0]
    focus_on(day_window, tap)
    for is_repeated in (False, True, True):
        event = QKeyEvent(
            *(QEvent.Type.KeyPress, Key.Key_Return, Qt.KeyboardModifier.NoModifier),
            *("\r", is_repeated),
        )
        QApplication.sendEvent(tap, event)
        settle()
    assert tap.isChecked()


def test_an_area_is_tapped_done_left_out_and_free_again(
    page: RecordPage, day_window: Window, settle: Settle
) -> None:
    areas = page.areas
    assert areas is not None
    chart = areas.chart
    zone = chart.map.zone("chin")
    at = chart.map_().map(QPointF(*zone.label)).toPoint()

    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=at)
    assert page.draft().areas == ("chin",)
    focus_on(day_window, chart)
    QTest.keyClick(chart, Key.Key_Return)
    assert (page.draft().areas, page.draft().left_out) == ((), ("chin",))
    assert "left out" in words_in(areas)
    QTest.keyClick(chart, Key.Key_Space)
    assert page.draft().left_out == ()
    QTest.keyClick(chart, Key.Key_Up)
    assert page.draft() == TreatmentDraft()  # walking marks nothing


def test_the_chips_of_the_body_are_one_stop_and_say_their_state(
    page: RecordPage, day_window: Window, settle: Settle
) -> None:
    areas = page.areas
    assert areas is not None
    areas.tabs["body"].click()
    chips = [chip for chip in areas.chips.values() if chip.isVisible()]
    assert len(chips) > 20
    strong = [c for c in chips if c.focusPolicy() == Qt.FocusPolicy.StrongFocus]
    assert len(strong) == 1
    focus_on(day_window, strong[0])
    QTest.keyClick(here(day_window), Key.Key_Right)
    second = here(day_window)
    assert second is chips[1]
    QTest.keyClick(second, Key.Key_Space)
    assert "done" in second.accessibleName()
    assert len(page.draft().areas) == 1


def test_pink_asks_where_and_hot_offers_the_incident(
    page: RecordPage, day_window: Window, settle: Settle
) -> None:
    card = page.cards.reaction
    assert page.areas is not None
    page.areas._tap("chin")
    card.cells[1].click()
    assert not card.where.isVisible()
    card.cells[2].click()
    assert card.where.isVisible()
    card.where.buttons["chin"].click()
    assert page.draft().felt_at == ("chin",)
    assert not card.hot.isVisible()
    card.cells[4].click()
    assert card.hot.isVisible()
    assert page.draft().scale == 4
    card.cells[0].click()
    assert (page.draft().scale, page.draft().felt_at) == (0, ())
    card.cells[0].click()
    assert page.draft().scale is None


def test_the_scale_is_one_stop_and_arrows_walk_it(
    page: RecordPage, day_window: Window
) -> None:
    cells = page.cards.reaction.cells
    focus_on(day_window, cells[0])
    QTest.keyClick(cells[0], Key.Key_Right)
    assert here(day_window) is cells[1]
    assert page.draft().scale is None
    QTest.keyClick(cells[1], Key.Key_Return)
    assert page.draft().scale == 1
    stops = [c for c in cells if c.focusPolicy() == Qt.FocusPolicy.StrongFocus]
    assert stops == [cells[1]]


def test_steppers_move_a_setting_and_typing_is_one_step_back(
    page: RecordPage, day_window: Window, settle: Settle
) -> None:
    page.settings.more.click()
    row = page.settings.rows[0]
    QTest.keyClicks(row.name, "minutes")
    QTest.keyClicks(row.value, "10 min")
    row.more.click()
    row.more.click()
    row.less.click()
    assert page.draft().settings == {"minutes": "11 min"}


def test_what_is_missing_is_said_and_each_leads_to_its_place(
    page: RecordPage, day_window: Window, settle: Settle
) -> None:
    day_window.resize(1440, 900)
    settle()
    page.again_action.trigger()
    settle()
    writing = page._writing
    assert writing is not None
    writing.become(replace(writing.draft, products=(UsedProduct("cl_gel"),)))
    said = [chip.text() for chip in page.foot.chips if chip.isVisible()]
    assert said == ["What was done", "Where", "Batch: Gel cleanser"]
    assert "and 2 more" in words_in(page.foot)

    page.foot.chips[2].click()
    row = page.products.rows[0]
    assert row.is_open
    assert here(day_window) is row.batch
    page.foot.chips[0].click()
    assert here(day_window) is page.steps.taps[0]
    page.foot.chips[1].click()
    assert page.areas is not None
    assert here(day_window) is page.areas.chart

    QTest.keyClicks(row.batch, "B20")
    for tap in page.steps.taps:
        tap.click()
        settle()
    page.areas._tap("chin")
    page.cards.reaction.cells[0].click()
    page.cards.reaction.asked.click()
    assert not any(chip.isVisible() for chip in page.foot.chips)


def test_finish_is_possible_with_things_missing_and_the_toast_counts_them(
    page: RecordPage,
    visit: DayLine,
    day_window: Window,
    day_salon: Salon,
    settle: Settle,
) -> None:
    page.cards.reaction.cells[0].click()
    page.finish_action.trigger()
    settle()
    assert visits(day_salon, HER)[0].status is Status.COMPLETED
    assert visit.client in day_window.toast.text
    assert "3 things to add" in day_window.toast.text
    written = day_salon.ask(treatment_at, visit.id)
    assert written is not None
    assert written.record == TreatmentDraft(scale=0)


def test_all_that_was_tapped_is_in_the_record_and_nothing_is_kept_as_a_draft(
    page: RecordPage, visit: DayLine, day_salon: Salon, day_desk: Desk, settle: Settle
) -> None:
    page.again_action.trigger()
    for tap in page.steps.taps:
        tap.click()
    settle()
    assert page.areas is not None
    page.areas._tap("chin")
    page.areas._tap("nose_tip")
    page.areas._tap("nose_tip")
    page.cards.reaction.cells[1].click()
    page.cards.reaction.asked.click()
    page.cards.next.taps[Again.LONGER].click()
    page.finish_action.trigger()
    settle()

    written = day_salon.ask(treatment_at, visit.id)
    assert written is not None
    record = written.record
    assert [step.at for step in record.steps] == [time(10, 42)] * 3
    assert (record.areas, record.left_out) == (("chin",), ("nose_tip",))
    assert (record.scale, record.asked_none) == (1, True)
    assert record.again is Again.LONGER
    assert record.carried == ()
    day_desk.go(Today())
    settle()
    assert day_salon.ask(kept_draft, visit.id) is None


def test_what_was_tapped_is_there_again_with_its_marks(
    page: RecordPage,
    visit: DayLine,
    day_desk: Desk,
    day_folder: Path,
    shown: Callable[[Desk], Window],
    settle: Settle,
) -> None:
    page.again_action.trigger()
    page.steps.taps[0].click()
    settle()
    page.cards.reaction.cells[3].click()
    page.cards.next.taps[Again.SAME].click()
    before = page.draft()
    page.keep()
    settle()
    with closing(open_salon(str(day_folder), NOW)) as again:
        desk = Desk(again, day_desk._tasks)
        window = shown(desk)
        open_record(desk, visit.id)
        settle()
        other = page_as(window, RecordPage)

        assert other.draft() == before
        assert other.steps.taps[1].sub == "from last time"
        assert other.restored.isVisible()
        assert other.first is other.steps.taps[0]


def test_tab_follows_the_work_and_skips_nothing(
    page: RecordPage, day_window: Window, settle: Settle
) -> None:
    page.again_action.trigger()
    settle()
    page.products.rows[0].chip.click()
    page.settings.more.click()
    QTest.keyClicks(page.settings.rows[0].name, "minutes")
    order: list[QWidget] = [page.steps.taps[0], page.steps.more, page.done, page.note]
    assert page.areas is not None
    order += [page.areas.chart, page.products.rows[0].product]
    order += [page.products.rows[0].batch, page.products.rows[0].amount]
    order += [page.products.more, page.settings.rows[0].value]
    order += [page.cards.reaction.cells[0], page.cards.reaction.asked]
    order += [page.reaction, page.cards.next.taps[Again.SAME], page.next_time]
    order += [page.advice, page.cards.photos.sign, page.finish_button]
    focus_on(day_window, order[0])
    met = [here(day_window)]
    for _step in range(60):
        QTest.keyClick(here(day_window), Key.Key_Tab)
        met.append(here(day_window))
        if met[-1] is page.finish_button:
            break
    lost = [one.accessibleName() for one in order if one not in met]
    assert lost == [], " | ".join(one.accessibleName() for one in met)
    places = [met.index(one) for one in order]
    assert places == sorted(places)
    assert len(met) < 36  # the areas cost one, not forty


def test_the_wheel_over_a_field_changes_nothing(
    page: RecordPage, settle: Settle
) -> None:
    page.again_action.trigger()
    page.products.rows[0].chip.click()
    page.settings.more.click()
    QTest.keyClicks(page.settings.rows[0].name, "minutes")
    QTest.keyClicks(page.settings.rows[0].value, "10")
    before = page.draft()
    kinds: tuple[type[QWidget], ...] = (QLineEdit, QPlainTextEdit, Tap)
    for kind in kinds:
        for one in page.findChildren(kind):
            if one.isVisible():
                middle = QPointF(one.rect().center())
                event = QWheelEvent(
                    *(middle, QPointF(one.mapToGlobal(middle.toPoint())), QPoint()),
                    *(QPoint(0, -120), Qt.MouseButton.NoButton),
                    Qt.KeyboardModifier.NoModifier,
                    Qt.ScrollPhase.NoScrollPhase,
                    False,
                )
                QApplication.sendEvent(one, event)
    assert page.draft() == before


@pytest.mark.parametrize(("over", "is_said"), [(-1, False), (0, False), (12, True)])
def test_the_head_counts_the_minutes_and_says_who_waits(
    page: RecordPage,
    visit: DayLine,
    day_salon: Salon,
    over: int,
    is_said: bool,
    settle: Settle,
) -> None:
    end = datetime.combine(TODAY, visit.slot.start)
    end += timedelta(minutes=visit.slot.minutes)
    at = end + timedelta(minutes=over)
    set_clock(day_salon, TODAY, at.time())
    page._look_at_clock()
    settle()
    begun = datetime.combine(TODAY, time(10, 42))
    minutes = int((at - begun).total_seconds()) // 60
    assert page.head.status.text() == f"In treatment {minutes} min"
    assert page.head.over.isVisible() == is_said
    if is_said:
        assert page.head.over.text() == "12 min over, Priya Nair is next"


def test_a_first_time_says_so_and_offers_nothing_to_repeat(
    day_window: Window, day_desk: Desk, day_salon: Salon, settle: Settle
) -> None:
    open_record(day_desk, visits(day_salon, "Priya Nair")[0].id)
    settle()
    page = page_as(day_window, RecordPage)
    assert "First time with us" in words_in(page)
    assert not page.again_button.isVisible()
    assert not page.again_action.isEnabled()


def test_a_signed_record_cannot_be_tapped(
    page: RecordPage, visit: DayLine, day_salon: Salon, day_desk: Desk, settle: Settle
) -> None:
    page.again_action.trigger()
    page.finish_action.trigger()
    settle()
    written = day_salon.ask(treatment_at, visit.id)
    assert written is not None
    day_desk.do(sign, written.id)
    settle()
    before = page.draft()
    page.steps.taps[0].click()
    page.cards.reaction.cells[2].click()
    page.again_action.trigger()
    page.product_action.trigger()
    settle()
    assert page.draft() == before
    assert not any(chip.isVisible() for chip in page.foot.chips)


def test_who_agreed_may_be_photographed_and_who_did_not_is_not(
    page: RecordPage,
    visit: DayLine,
    day_window: Window,
    day_salon: Salon,
    day_desk: Desk,
    settle: Settle,
) -> None:
    photos = page.cards.photos
    assert "not asked yet" in photos._chip.text()
    assert not photos.take.isVisible()
    page.photo_action.trigger()
    settle()
    assert not [one for one in day_window.findChildren(Sheet) if one.isVisible()]

    day_desk.do(give_consent, ClientId(visit.client_id), "photo_record")
    settle()
    assert photos.take.isVisible()
    assert not photos.sign.isVisible()
    page.photo_action.trigger()
    settle()
    assert the(day_window, Sheet).windowTitle() == "Photographs of today"

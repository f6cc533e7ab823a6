"""An incident in the window: one flag closes all well, and the page leads on."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from salon.aftercare.model import CallLine, CallStatus
from salon.aftercare.queries import call_line, calls_of
from salon.app import Salon
from salon.clients.model import ClientDraft, ClientId
from salon.clients.operations import correct_client
from salon.clients.queries import conditions_of, find_ids
from salon.incidents.model import IncidentCard, IncidentId, Severity
from salon.incidents.operations import open_incident
from salon.incidents.queries import all_incidents, everything_open, incident
from salon.staff.model import StaffId
from salon.staff.queries import team
from tests.ui.pages.seeing import page_as, press, the, words_in
from ui.aftercare.page import CallsPage
from ui.calendar.visit import VisitSheet
from ui.clients.page import ClientPage
from ui.desk import Desk
from ui.frame.window import Window
from ui.incidents.closing import ClosingSheet
from ui.incidents.opening import MishapSheet
from ui.incidents.page import IncidentPage
from ui.kit.rows import Line
from ui.kit.sheet import Sheet
from ui.parts.ways import open_visit
from ui.places import CallList, ClientCard, IncidentOf, Today
from ui.today.page import TodayPage

Settle = Callable[[], None]
Key, Ctrl = Qt.Key, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def grace(day_salon: Salon) -> ClientId:
    [key] = day_salon.ask(find_ids, "Grace Liu", 1)
    facts = {
        "address": "14 Tulsemere Road",
        "emergency_name": "Sami Liu",
        "emergency_phone": "+447700900456",
    }
    day_salon.do(correct_client, key, ClientDraft(facts=facts))
    return key


@pytest.fixture
def opened(day_salon: Salon, grace: ClientId) -> IncidentId:
    return day_salon.do(open_incident, grace, ["rf_breath"])


@pytest.fixture
def page(
    day_window: Window, day_desk: Desk, opened: IncidentId, settle: Settle
) -> IncidentPage:
    day_desk.go(IncidentOf(opened))
    settle()
    return page_as(day_window, IncidentPage)


def card(salon: Salon) -> IncidentCard:
    return salon.ask(incident, salon.ask(all_incidents)[0].id)


def calls_page(
    window: Window, desk: Desk, settle: Settle
) -> tuple[CallsPage, CallLine]:
    """Return the page of calls, at one that asks for an emergency."""
    desk.go(CallList())
    settle()
    page = page_as(window, CallsPage)
    assert page._queue is not None
    for row, call in enumerate(page._queue.calls):
        if any(flag.id == "rf_breath" for flag in call.red_flags):
            page.list.choose(row)
            settle()
            return page, call
    raise AssertionError("no call asks for it")


def test_a_flag_closes_all_well_and_nothing_is_lost(
    day_window: Window, day_desk: Desk, day_salon: Salon, settle: Settle
) -> None:
    page, call = calls_page(day_window, day_desk, settle)
    refused: list[str] = []
    day_desk.refused.connect(refused.append)
    page.card.note.setPlainText("Her throat is tight")
    assert page.card._flags is not None
    page.card._flags.buttons["rf_breath"].click()
    settle()

    for key in (Key.Key_1, Key.Key_2):
        QTest.keyClick(page.list, key)
        settle()
        assert page.card.opening.hasFocus()  # the way on, at once
        page._since.invalidate()  # time has passed

    assert len(refused) == 2
    assert "Hard breathing" in refused[0]
    assert day_salon.ask(call_line, call.id).status is CallStatus.WAITING
    assert page.card.note.toPlainText() == "Her throat is tight"
    assert page.card.said().flag == "rf_breath"
    assert page.ends.buttons[0].icon_name == "lock"

    page.card._flags.buttons["rf_breath"].click()  # it was a slip of the finger
    settle()
    assert page.ends.buttons[0].icon_name != "lock"
    QTest.keyClick(page.list, Key.Key_1)
    settle()
    assert day_salon.ask(call_line, call.id).status is CallStatus.DONE
    assert day_salon.ask(all_incidents) == ()


def test_one_key_opens_the_incident_and_leads_to_its_page(
    day_window: Window, day_desk: Desk, day_salon: Salon, settle: Settle
) -> None:
    page, call = calls_page(day_window, day_desk, settle)
    QTest.keyClick(page.list, Key.Key_I)  # nothing was said: it does nothing
    settle()
    assert day_salon.ask(all_incidents) == ()
    page.card.note.setPlainText("Her throat is tight")
    assert page.card._flags is not None
    page.card._flags.buttons["rf_breath"].click()
    settle()

    QTest.keyClick(page.list, Key.Key_I)
    settle()

    shown = page_as(day_window, IncidentPage)
    assert "999" in shown.panel.number.text()
    assert call.client in shown.name.text()
    assert day_salon.ask(call_line, call.id).status is CallStatus.DONE
    assert shown.words.toPlainText() == "Her throat is tight"

    day_desk.undo()
    settle()
    assert day_salon.ask(call_line, call.id).status is CallStatus.WAITING
    assert day_salon.ask(all_incidents) == ()


def test_a_digit_in_the_note_logs_nothing(
    day_window: Window, day_desk: Desk, day_salon: Salon, settle: Settle
) -> None:
    page, call = calls_page(day_window, day_desk, settle)
    page.card.note.setFocus()
    QTest.keyClicks(page.card.note, "15 min, I")
    settle()
    assert day_salon.ask(call_line, call.id).status is CallStatus.WAITING
    assert page.card.note.toPlainText() == "15 min, I"


def test_space_ticks_the_next_and_1_to_4_are_dead(
    page: IncidentPage, day_window: Window, day_salon: Salon, settle: Settle
) -> None:
    assert list(page.panel.boxes) == ["ambulance", "position", "pen", "door"]
    for _time in range(2):
        press(day_window, Key.Key_Space)
        settle()
    assert card(day_salon).ticked == {"ambulance", "position"}
    assert page.panel.next_tick() == "pen"
    steps = len(card(day_salon).steps)
    for key in (Key.Key_1, Key.Key_2, Key.Key_3, Key.Key_4):
        press(day_window, key)
    settle()
    assert len(card(day_salon).steps) == steps

    QTest.keyClick(page.list, Key.Key_Space)
    settle()
    assert "pen" in card(day_salon).ticked
    page.panel.boxes["pen"].click()
    settle()
    assert "pen" not in card(day_salon).ticked
    assert not page.panel.boxes["pen"].isChecked()


def test_the_facts_are_copied_unless_letters_are_marked(
    page: IncidentPage, day_window: Window, settle: Settle
) -> None:
    clip = QGuiApplication.clipboard()
    clip.clear()
    QTest.keyClick(page.panel, Key.Key_C, Ctrl)
    settle()
    assert "14 Tulsemere Road" in clip.text()
    assert "Glycolic acid peel" in clip.text()

    page.words.setPlainText("It burns")
    page.words.setFocus()
    clip.clear()
    QTest.keyClick(page.words, Key.Key_C, Ctrl)
    settle()
    assert "14 Tulsemere Road" in clip.text()
    page.words.selectAll()
    QTest.keyClick(page.words, Key.Key_C, Ctrl)
    settle()
    assert clip.text() == "It burns"


def test_signs_how_bad_and_when_are_kept_as_one_taps(
    page: IncidentPage, day_salon: Salon, settle: Settle
) -> None:
    assert page.signs is not None
    page.signs.buttons["rf_blister"].click()
    settle()
    page.began.buttons["two_hours"].click()
    settle()
    found = card(day_salon)
    assert {one.flag for one in found.line.signs} == {"rf_breath", "rf_blister"}
    assert found.began == "two_hours"

    page.signs.buttons["rf_breath"].click()
    settle()
    found = card(day_salon)
    assert [one.flag for one in found.line.signs] == ["rf_blister"]
    assert found.line.severity is Severity.EMERGENCY  # until the manager says less
    assert next(iter(page.panel.boxes)) == "ambulance"

    page.severity.buttons[3].click()
    settle()
    sheet = the_sheet(page)
    sheet._press_loud()
    settle()
    assert sheet.isVisible()  # a reason is needed
    assert card(day_salon).line.severity is Severity.EMERGENCY
    sheet.close()


def the_sheet(page: QWidget) -> Sheet:
    [found] = [one for one in page.window().findChildren(Sheet) if one.isVisible()]
    return found


def test_her_words_are_kept_while_they_are_typed(
    page: IncidentPage, day_desk: Desk, day_salon: Salon, settle: Settle
) -> None:
    page.words.setFocus()
    QTest.keyClicks(page.words, "5 minutes ago, on the bus")
    page._store()
    settle()
    assert card(day_salon).words == ""  # still typing: no step of undo yet
    day_desk.go(Today())
    settle()
    assert card(day_salon).words == "5 minutes ago, on the bus"
    day_desk.go(IncidentOf(card(day_salon).line.id))
    settle()
    assert page.words.toPlainText() == "5 minutes ago, on the bus"


def test_help_cut_off_and_doctor_instead(
    page: IncidentPage,
    day_window: Window,
    day_salon: Salon,
    day_desk: Desk,
    grace: ClientId,
    settle: Settle,
) -> None:
    press(day_window, Key.Key_5)
    settle()
    press(day_window, Key.Key_6)
    settle()
    assert [one.what for one in card(day_salon).steps] == ["help", "cut_off"]
    assert QGuiApplication.clipboard().text().endswith("900456")
    waiting = [one.step for one in day_salon.ask(calls_of, grace)]
    assert "cut_off" in waiting

    press(day_window, Key.Key_7)
    settle()
    sheet = the_sheet(page)
    field = sheet.focusWidget()
    assert field is not None
    QTest.keyClicks(field, "Breathing is easy again")
    sheet._press_loud()
    settle()
    assert card(day_salon).line.severity is Severity.DOCTOR
    assert not page.panel.number.isVisible()
    assert "For the doctor" in words_in(page)
    page.turn.trigger()  # and worse again: anybody may say so
    settle()
    assert card(day_salon).line.severity is Severity.EMERGENCY


def test_who_knows_and_what_is_held(
    page: IncidentPage, day_window: Window, day_salon: Salon, settle: Settle
) -> None:
    said = words_in(page)
    assert "Ana" in said
    assert "not told yet" in said
    assert "Treatments like “Glycolic acid peel”" in said
    press(day_window, Key.Key_L)
    settle()
    press(day_window, Key.Key_P)
    settle()
    kinds = [(one.kind, one.what) for one in card(day_salon).steps]
    assert kinds == [("told", "Mei"), ("photos", "asked")]
    assert "told 10:42" in words_in(page)


def test_it_is_closed_with_what_it_leaves_and_taken_back(
    page: IncidentPage,
    day_window: Window,
    day_salon: Salon,
    day_desk: Desk,
    grace: ClientId,
    settle: Settle,
) -> None:
    page.end.trigger()
    settle()
    sheet = the_sheet(page)
    assert isinstance(sheet, ClosingSheet)
    sheet._press_loud()
    settle()
    assert sheet.failure.isVisible()
    sheet.outcome.buttons["lasting"].click()
    sheet._take(Line("Anaphylaxis", key="anaphylaxis_history"))
    sheet._take(Line("Rosacea", key="rosacea"))
    sheet._drop("rosacea")
    sheet.barred.click()
    sheet.reason.setText("The doctor has seen it")
    sheet._press_loud()
    settle()

    found = card(day_salon)
    assert (found.outcome, found.is_barred) == ("lasting", True)
    assert [one.condition for one in day_salon.ask(conditions_of, grace)] == [
        "anaphylaxis_history"
    ]
    assert page.closed.isVisible()
    assert not page.help.isEnabled()
    assert "Not given again" in words_in(page)

    day_desk.undo()
    settle()
    assert card(day_salon).line.is_open
    assert page.help.isEnabled()
    assert day_salon.ask(conditions_of, grace) == []


def test_who_may_not_manage_is_told_so_in_the_sheet(
    page: IncidentPage, day_salon: Salon, day_desk: Desk, settle: Settle
) -> None:
    jun = next(one for one in day_salon.ask(team) if one.name == "Jun")
    day_desk.sign_in(StaffId(jun.id), "Jun")
    page.end.trigger()
    settle()
    sheet = the_sheet(page)
    assert isinstance(sheet, ClosingSheet)
    sheet.outcome.buttons["healed"].click()
    sheet.reason.setText("All is calm again")
    sheet._press_loud()
    settle()
    assert sheet.failure.isVisible()
    assert card(day_salon).line.is_open
    sheet.close()


def test_it_stands_on_today_and_on_the_file_until_it_is_closed(
    day_window: Window,
    day_desk: Desk,
    opened: IncidentId,
    grace: ClientId,
    settle: Settle,
) -> None:
    day_desk.go(Today())
    settle()
    today = page_as(day_window, TodayPage)
    assert today.alarm.isVisible()
    assert "hard breathing, said 10:42" in words_in(today.alarm)
    today.open_incident.click()
    settle()
    assert day_desk.place == IncidentOf(opened)

    day_desk.go(ClientCard(grace))
    settle()
    file = page_as(day_window, ClientPage)
    assert "Open incident: hard breathing" in words_in(file)
    file._actions["incident"].trigger()
    settle()
    assert day_desk.place == IncidentOf(opened)


def test_something_went_wrong_is_said_at_a_file_and_at_a_visit(
    day_window: Window,
    day_desk: Desk,
    day_salon: Salon,
    grace: ClientId,
    settle: Settle,
) -> None:
    day_desk.go(ClientCard(grace))
    settle()
    page_as(day_window, ClientPage)._actions["mishap"].trigger()
    settle()
    sheet = the(day_window, MishapSheet)
    assert sheet.signs is not None
    sheet._press_loud()
    settle()
    assert sheet.failure.isVisible()  # no sign was chosen
    sheet.signs.buttons["rf_red48"].click()
    sheet._press_loud()
    settle()
    [line] = day_salon.ask(everything_open)
    assert day_desk.place == IncidentOf(line.id)
    assert line.service is not None

    assert line.appointment_id is not None
    open_visit(day_desk, line.appointment_id)
    settle()
    the(day_window, VisitSheet)._mishap()
    settle()
    again = the(day_window, MishapSheet)
    assert again.signs is not None
    again.signs.buttons["rf_breath"].click()
    again._press_loud()
    settle()
    [same] = day_salon.ask(everything_open)
    assert (same.id, same.severity) == (line.id, Severity.EMERGENCY)

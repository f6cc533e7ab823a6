"""The sheet of a course: what can be done is done with keys; nothing else is shown."""

from collections.abc import Callable
from datetime import time, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from salon.catalogue.queries import resolve_service
from salon.clients.model import ClientId
from salon.clients.operations import give_consent
from salon.clients.queries import resolve_client
from salon.complaints.operations import open_complaint
from salon.complaints.tables import Complaint
from salon.courses.model import CourseState
from salon.courses.operations import redeem_by_hand, sell_course
from salon.courses.queries import course_card, course_line
from salon.money import Money
from salon.settings.operations import describe
from salon.work import Work
from tests.leaning import RowMade
from tests.ui.pages.daily import TODAY
from tests.ui.pages.seeing import is_gone, press, the, words_in
from ui.courses.acts import Act
from ui.courses.sheet import CourseSheet, open_course
from ui.desk import Desk
from ui.frame.pages import deeds
from ui.frame.window import Window
from ui.kit.buttons import Button
from ui.kit.signature import Signature
from ui.parts.ways import open_course as from_the_file
from ui.places import ClientCard

Settle = Callable[[], None]


@pytest.fixture
def noor(day_desk: Desk) -> ClientId:
    [found] = day_desk.salon.ask(resolve_client, "Noor Haddad")
    return found.id


@pytest.fixture
def course(day_desk: Desk, noor: ClientId) -> int:
    """3,000 for 10, list 400, 4 taken, to the end of March."""
    salon = day_desk.salon
    peel = salon.ask(resolve_service, "pel_glycolic")
    last, unit = TODAY.replace(year=2027, month=3, day=31), Money(40000)
    args = (noor, peel, 10, Money(300000))
    key = salon.do(sell_course, *args, expires=last, list_unit=unit)
    for _time in range(4):
        salon.do(redeem_by_hand, noor, course_id=key)
    return key


@pytest.fixture
def sheet(
    day_window: Window, day_desk: Desk, settle: Settle, noor: ClientId, course: int
) -> CourseSheet:
    open_course(day_desk, noor, course)
    settle()
    return the(day_window, CourseSheet)


def choose(sheet: CourseSheet, act: Act, settle: Settle) -> None:
    """Press what is to be done, by the space bar."""
    button = sheet.acts.buttons[act]
    assert button.isVisible()
    button.setFocus()
    press(sheet, Qt.Key.Key_Space)
    settle()


def shown(sheet: CourseSheet) -> set[str]:
    return {name for name, row in sheet._rows.items() if row.isVisible()}


def test_both_figures_stand_side_by_side_and_one_is_paid_by_keys(
    day_desk: Desk, settle: Settle, sheet: CourseSheet, course: int
) -> None:
    day_desk.salon.do(describe, refund_money_limit=100000)
    assert "4 of 10 taken, £1,800 left" in words_in(sheet)
    choose(sheet, Act.REFUND, settle)
    both = list(sheet.figures.figures.values())
    assert [one.accessibleName() for one in both] == [
        "By the price paid: £1,800",
        "At the list price: £1,400",
    ]
    assert [one.formula for one in both] == ["£3,000 − 4 × £300", "£3,000 − 4 × £400"]
    assert both[0].mapTo(sheet, QPoint()).y() == both[1].mapTo(sheet, QPoint()).y()
    assert "Above" in sheet.law.text()
    assert "No contract" in sheet.law.text()
    both[1].setFocus()
    press(sheet, Qt.Key.Key_Space)
    sheet.reason.setFocus()
    press(sheet, Qt.Key.Key_Return)  # without a reason
    settle()
    assert "Say why" in words_in(sheet.failure)
    assert sheet.reason.hasFocus()
    QTest.keyClicks(sheet.reason, "moves to another city")
    press(sheet, Qt.Key.Key_Return)
    settle()
    assert is_gone(sheet)
    line = day_desk.salon.ask(course_line, course)
    assert line.state is CourseState.REFUNDED


def test_only_what_can_be_done_is_offered(
    day_desk: Desk, day_window: Window, settle: Settle, sheet: CourseSheet, course: int
) -> None:
    able = {key for key, one in sheet.acts.buttons.items() if one.isVisible()}
    assert able == {
        *(Act.TAKE, Act.SIGN, Act.FREEZE, Act.EXTEND, Act.PASS, Act.CONVERT),
        *(Act.REFUND, Act.BACK),
    }
    choose(sheet, Act.FREEZE, settle)
    assert shown(sheet) == {"until", "reason"}
    sheet.until.setFocus()
    QTest.keyClicks(sheet.until, "24.12.")
    sheet.reason.setFocus()
    QTest.keyClicks(sheet.reason, "travelling")
    press(sheet, Qt.Key.Key_Return)
    settle()
    assert is_gone(sheet)
    line = day_desk.salon.ask(course_line, course)
    assert line.frozen_until == TODAY.replace(month=12, day=24)

    open_course(day_desk, ClientId(line.client_id), course)
    settle()
    again = the(day_window, CourseSheet)
    able = {key for key, one in again.acts.buttons.items() if one.isVisible()}
    assert Act.RUN in able
    assert able.isdisjoint({Act.TAKE, Act.FREEZE, Act.CONVERT})
    assert "frozen until" in words_in(again)
    choose(again, Act.RUN, settle)
    again._do()
    settle()
    assert day_desk.salon.ask(course_line, course).state is CourseState.ACTIVE


def test_what_is_missing_is_said_and_nothing_typed_is_lost(
    settle: Settle, sheet: CourseSheet
) -> None:
    for act, said in (
        (Act.EXTEND, "until when"),
        (Act.PASS, "to whom"),
        (Act.SIGN, "sign first"),
        (Act.CONVERT, "Type an amount"),
    ):
        choose(sheet, act, settle)
        sheet.reason.setText("kept")
        sheet._do()
        settle()
        assert said in words_in(sheet.failure)
        assert sheet.reason.text() == "kept"


def test_both_sign_on_the_pad(
    day_desk: Desk, settle: Settle, sheet: CourseSheet, course: int
) -> None:
    choose(sheet, Act.SIGN, settle)
    assert shown(sheet) == {"session", "client", "staff"}
    pad = sheet.client_sign.pad
    draw(pad)
    sheet.staff_sign.on_paper.setChecked(True)
    sheet._do()
    settle()
    taken = day_desk.salon.ask(course_card, course).taken
    assert [one.is_signed for one in taken] == [False, False, False, True]


def draw(pad: Signature) -> None:
    """Draw a line with the mouse."""
    left = Qt.MouseButton.LeftButton
    no = Qt.KeyboardModifier.NoModifier
    QTest.mousePress(pad, left, no, QPoint(60, 40))
    for step in range(6):
        QTest.mouseMove(pad, QPoint(60 + 30 * step, 40 + 20 * (step % 2)))
    QTest.mouseRelease(pad, left, no, QPoint(240, 60))


def test_a_session_is_taken_and_taken_back_from_the_sheet(
    day_desk: Desk, day_window: Window, settle: Settle, sheet: CourseSheet, course: int
) -> None:
    choose(sheet, Act.TAKE, settle)
    assert shown(sheet) == set()
    sheet._do()
    settle()
    assert day_desk.salon.ask(course_line, course).used == 5
    from_the_file(day_desk, day_desk.salon.ask(course_line, course).client_id, course)
    settle()
    again = the(day_window, CourseSheet)
    choose(again, Act.BACK, settle)
    again.reason.setText("the wrong one")
    again._do()
    settle()
    assert day_desk.salon.ask(course_line, course).used == 4


def test_what_was_done_is_said_and_how_much(
    day_desk: Desk, day_window: Window, settle: Settle, noor: ClientId, course: int
) -> None:
    """In words of the past, not as the button calls it."""
    day_desk.salon.do(describe, refund_money_limit=1000000)

    def done(act: Act, **fields: str) -> str:
        open_course(day_desk, noor, course)
        settle()
        sheet = the(day_window, CourseSheet)
        choose(sheet, act, settle)
        for name, text in fields.items():
            field = getattr(sheet, name)
            field.setFocus()
            QTest.keyClicks(field, text)
        sheet.go.click()
        settle()
        assert is_gone(sheet)
        return day_window.toast.text

    assert ": one session taken, 5 sessions left" in done(Act.TAKE)
    assert ": the session is taken back" in done(Act.BACK, reason="a slip")
    assert ": frozen until 24 Dec 2026" in done(
        Act.FREEZE, until="24.12.", reason="away"
    )
    assert ": runs again" in done(Act.RUN, reason="back")
    assert ": £1,800 paid back" in done(Act.REFUND, reason="moves")


def test_a_dearer_course_is_priced_by_its_treatment(
    day_desk: Desk, settle: Settle, sheet: CourseSheet, course: int
) -> None:
    choose(sheet, Act.CONVERT, settle)
    sheet.price.setText("2000")
    sheet.price._read()
    sheet.reason.setText("more")
    sheet._do()
    settle()
    line = day_desk.salon.ask(course_line, course)
    assert line.state is CourseState.CONVERTED


def test_it_opens_from_the_file_and_by_the_palette(
    day_desk: Desk, day_window: Window, settle: Settle, noor: ClientId, course: int
) -> None:
    act = next(one for one in deeds(day_desk) if "urses of who" in one.text())
    act.trigger()
    settle()
    assert not [s for s in day_window.findChildren(CourseSheet) if s.isVisible()]
    day_desk.go(ClientCard(noor))
    settle()
    act.trigger()
    settle()
    sheet = the(day_window, CourseSheet)
    assert sheet.acts.buttons[Act.TAKE].hasFocus()


def test_a_button_stands_where_courses_stand_in_the_file(
    day_desk: Desk, day_window: Window, settle: Settle, noor: ClientId, course: int
) -> None:
    day_desk.go(ClientCard(noor, "plans"))
    settle()
    [button] = [
        one
        for one in day_window.findChildren(Button)
        if one.isVisible() and one.text() == "Courses"
    ]
    button.setFocus()
    press(day_window, Qt.Key.Key_Space)
    settle()
    assert "4 of 10 taken" in words_in(the(day_window, CourseSheet))


def test_who_has_no_course_sees_no_button_for_them(
    day_desk: Desk, day_window: Window, settle: Settle, noor: ClientId
) -> None:
    day_desk.go(ClientCard(noor, "plans"))
    settle()
    buttons = [one for one in day_window.findChildren(Button) if one.isVisible()]
    assert "Courses" not in {one.text() for one in buttons}


def test_enter_alone_leads_from_the_choice_through_its_field_to_the_deed(
    day_desk: Desk, settle: Settle, sheet: CourseSheet, course: int
) -> None:
    sheet.acts.buttons[Act.BACK].setFocus()
    press(sheet, Qt.Key.Key_Return)
    assert sheet.act is Act.BACK
    assert sheet.session.hasFocus()
    press(sheet.session, Qt.Key.Key_Return)
    settle()
    assert sheet.reason.hasFocus()  # it says what is missing
    sheet.acts.buttons[Act.TAKE].setFocus()
    press(sheet, Qt.Key.Key_Return)
    assert sheet.go.hasFocus()  # nothing is to be filled in
    assert day_desk.salon.ask(course_line, course).used == 4
    press(sheet, Qt.Key.Key_Enter)
    settle()
    assert is_gone(sheet)
    assert day_desk.salon.ask(course_line, course).used == 5


def test_enter_on_a_figure_chooses_it_and_pays_nothing(
    day_desk: Desk, settle: Settle, sheet: CourseSheet, course: int
) -> None:
    choose(sheet, Act.REFUND, settle)
    at_list = list(sheet.figures.figures.values())[1]
    at_list.setFocus()
    press(sheet, Qt.Key.Key_Return)
    settle()
    assert at_list.isChecked()
    assert sheet.means.hasFocus()
    assert day_desk.salon.ask(course_line, course).state is CourseState.ACTIVE


def test_opened_to_sign_the_first_signature_has_the_focus(
    day_desk: Desk, day_window: Window, settle: Settle, noor: ClientId, course: int
) -> None:
    open_course(day_desk, noor, course, "sign")
    settle()
    sheet = the(day_window, CourseSheet)
    assert sheet.act is Act.SIGN
    assert sheet.client_sign.on_paper.hasFocus()
    press(sheet, Qt.Key.Key_Space)
    press(sheet, Qt.Key.Key_Return)
    settle()
    assert is_gone(sheet)
    taken = day_desk.salon.ask(course_card, course).taken
    assert [bool(one.client_sign) for one in taken] == [False, False, False, True]


@pytest.mark.parametrize("size", [(1366, 768), (1024, 600)])
def test_it_fits_a_small_screen(
    day_desk: Desk,
    day_window: Window,
    settle: Settle,
    noor: ClientId,
    course: int,
    size: tuple[int, int],
) -> None:
    day_window.resize(*size)
    settle()
    open_course(day_desk, noor, course)
    settle()
    sheet = the(day_window, CourseSheet)
    for act in Act:
        if sheet.acts.buttons[act].isVisible():
            choose(sheet, act, settle)
            assert sheet.height() <= size[1]
            assert sheet.go.isVisible()
            assert sheet.go.text()


def test_days_that_are_over_release(
    day_desk: Desk, day_window: Window, settle: Settle, noor: ClientId, course: int
) -> None:
    from tests.ui.pages.daily import set_clock

    set_clock(day_desk.salon, TODAY + timedelta(days=200), time(9))
    open_course(day_desk, noor, course)
    settle()
    sheet = the(day_window, CourseSheet)
    choose(sheet, Act.RELEASE, settle)
    sheet.reason.setText("by law")
    sheet._do()
    settle()
    assert day_desk.salon.ask(course_line, course).state is CourseState.EXPIRED


def test_scenario_18_all_that_decides_stands_beside_both_figures(
    day_desk: Desk, day_window: Window, settle: Settle, noor: ClientId, course: int
) -> None:
    """The clause, the law, and what the open complaint says it is about."""
    salon = day_desk.salon
    salon.do(describe, course_clause="Clause 6: by the price paid. No fee.")
    salon.do(give_consent, noor, "prepaid_terms")
    key = salon.do(open_complaint, noor, words="Nothing moved", source="letter")
    salon.do(_caused, key)
    open_course(day_desk, noor, course)
    settle()
    sheet = the(day_window, CourseSheet)
    choose(sheet, Act.REFUND, settle)
    said = sheet.law.text()
    assert "Signed on 24 Nov 2026. Clause 6: by the price paid. No fee." in said
    assert "An open complaint says: Expectation gap." in said
    assert "Consumer Rights Act" in said


def _caused(work: Work, key: int) -> None:
    work.get(Complaint, key).cause = "expectation_gap"
    work.record(RowMade())

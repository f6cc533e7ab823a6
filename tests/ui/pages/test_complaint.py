"""A complaint in the window: by the keyboard from the first word to its end."""

from collections.abc import Callable
from datetime import date, time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from salon.app import Salon
from salon.clients.model import ClientDraft, ClientId
from salon.clients.operations import correct_client
from salon.clients.queries import client_line, find_ids
from salon.complaints.model import ComplaintCard, ComplaintId, Step
from salon.complaints.offering import offer
from salon.complaints.operations import (
    apologise,
    clarify,
    listen,
    open_complaint,
    take_step_back,
)
from salon.complaints.queries import complaint, open_complaints
from salon.history.queries import history
from salon.incidents.queries import everything_open
from salon.money import Money
from salon.staff.model import Role, StaffId
from salon.staff.operations import hire
from salon.staff.queries import team
from tests.ui.pages.daily import TODAY, set_clock
from tests.ui.pages.seeing import page_as, press, the, words_in
from ui.aftercare.page import CallsPage
from ui.clients.page import ClientPage
from ui.complaints.choosing import ComplaintsSheet
from ui.complaints.opening import GrievanceSheet
from ui.complaints.page import ComplaintPage
from ui.complaints.sheets import (
    ChangeSheet,
    ClarifySheet,
    EndSheet,
    HurtSheet,
    OfferSheet,
)
from ui.desk import Desk
from ui.frame.helping import open_help
from ui.frame.window import Window
from ui.incidents.page import IncidentPage
from ui.kit.buttons import Button, Tick
from ui.kit.facts import Step as Planned
from ui.parts.ways import choose_complaint
from ui.places import CallList, ClientCard, ComplaintOf, Today
from ui.today.page import TodayPage

Settle = Callable[[], None]
Key, Ctrl = Qt.Key, Qt.KeyboardModifier.ControlModifier
WORDS = "I said light brown twice. People looked at my brows, not at me."
ROOT = "The shade card was not shown; the tint stayed 8 minutes, 5 were planned"


@pytest.fixture
def noor(day_salon: Salon) -> ClientId:
    """Return a client whose brows Mei did; Mei is who it is about."""
    [key] = day_salon.ask(find_ids, "Noor Haddad", 1)
    facts = {"personality": "commanding"}
    day_salon.do(correct_client, key, ClientDraft(facts=facts))
    return key


@pytest.fixture
def people(day_salon: Salon) -> dict[str, StaffId]:
    day_salon.do(hire, "Lena", Role.MANAGER)
    return {one.name: one.id for one in day_salon.ask(team)}


@pytest.fixture
def case(day_salon: Salon, noor: ClientId, people: dict[str, StaffId]) -> ComplaintId:
    """Return a case of which three steps are done; it was opened on Sunday."""
    set_clock(day_salon, date(2026, 11, 22), time(12))
    ana = people["Ana"]
    key = day_salon.do_as(
        ana, open_complaint, noor, words=WORDS, promised="light brown"
    )
    day_salon.do_as(ana, listen, key, WORDS, is_read_back=True)
    day_salon.do_as(ana, apologise, key)
    day_salon.do_as(people["Lena"], clarify, key, "staff_skill", ROOT)
    set_clock(day_salon, TODAY, time(10, 42))
    return key


@pytest.fixture
def two(day_salon: Salon, case: ComplaintId, people: dict[str, StaffId]) -> None:
    for who, kind, amount, text in (
        ("Ana", "redo", None, "your brows made lighter"),
        ("Lena", "partial_refund", Money(100), "the price of the tint back"),
    ):
        day_salon.do_as(
            people[who], offer, case, kind, amount=amount, text=text, promised_on=TODAY
        )


@pytest.fixture
def page(
    day_window: Window,
    day_desk: Desk,
    case: ComplaintId,
    people: dict[str, StaffId],
    settle: Settle,
) -> ComplaintPage:
    day_desk.sign_in(people["Ana"], "Ana")
    day_desk.go(ComplaintOf(case))
    settle()
    return page_as(day_window, ComplaintPage)


def card(salon: Salon, key: ComplaintId) -> ComplaintCard:
    return salon.ask(complaint, key)


def at_step(page: ComplaintPage) -> Step | None:
    assert page._sight is not None
    return page._sight.card.line.step


def back(window: Window) -> None:
    """Come back from a sheet: off the screen nobody gives a window the keyboard."""
    window.activateWindow()
    QApplication.processEvents()


def go_on(window: Window) -> None:
    back(window)
    here = window.focusWidget()
    assert here is not None
    QTest.keyClick(here, Key.Key_Return, Ctrl)


def test_a_case_is_led_to_its_end_by_the_keyboard(
    day_window: Window,
    day_desk: Desk,
    day_salon: Salon,
    noor: ClientId,
    people: dict[str, StaffId],
    settle: Settle,
) -> None:
    ana = people["Ana"]
    day_desk.sign_in(ana, "Ana")
    day_desk.go(ClientCard(noor))
    settle()
    page_as(day_window, ClientPage)._actions["grievance"].trigger()
    settle()
    sheet = the(day_window, GrievanceSheet)
    assert sheet.words.hasFocus()
    QTest.keyClicks(sheet.words, WORDS)
    sheet.read_back.click()
    QTest.keyClick(sheet, Key.Key_Return, Ctrl)
    settle()

    page = page_as(day_window, ComplaintPage)
    assert at_step(page) is Step.APOLOGISE
    assert "Mei" in words_in(page)  # whom it is about
    go_on(day_window)
    settle()
    assert at_step(page) is Step.CLARIFY

    go_on(day_window)
    found = the(day_window, ClarifySheet)
    assert found.of_whom.text() == day_salon.ask(client_line, noor).name
    assert not found._refs[found.cause.currentIndex()]  # nobody has chosen one yet
    found.cause.setCurrentIndex(found._refs.index("staff_skill"))
    QTest.keyClicks(found.root, ROOT)
    found.root.setFocus()
    QTest.keyClick(found.root, Key.Key_Return)
    settle()
    assert at_step(page) is Step.PROPOSE

    for text in ("made lighter by Lena", "what it was for"):
        back(day_window)
        press(day_window, Key.Key_E)
        settle()
        way = the(day_window, OfferSheet)
        if text != "made lighter by Lena":
            way.kind.setCurrentIndex(way._refs.index("explain"))
        QTest.keyClicks(way.text, text)
        way.text.setFocus()
        QTest.keyClick(way.text, Key.Key_Return)
        settle()
    assert "made lighter by Lena" in page.saying.say.text()

    back(day_window)
    press(day_window, Key.Key_1)
    settle()
    [line] = day_salon.ask(open_complaints)
    assert [one.text for one in card(day_salon, line.id).chosen] == [
        "made lighter by Lena"
    ]
    assert at_step(page) is Step.FOLLOW_UP
    assert "a week on" in page.findChildren(Planned)[2].text  # the calls are planned

    day_desk.undo()
    settle()
    assert at_step(page) is Step.PROPOSE
    press(day_window, Key.Key_1)
    settle()

    go_on(day_window)
    change = the(day_window, ChangeSheet)
    QTest.keyClicks(change.change, "The shade card is shown and signed")
    change.change.setFocus()
    QTest.keyClick(change.change, Key.Key_Return)
    settle()
    assert at_step(page) is None

    go_on(day_window)
    end = the(day_window, EndSheet)
    QTest.keyClick(end, Key.Key_Return, Ctrl)
    settle()
    assert "a promise is not carried out" in end.failure.words.text()
    assert day_salon.ask(open_complaints)
    end.reject()


def test_the_page_says_where_one_is_and_what_may_be_offered(
    page: ComplaintPage, two: None, settle: Settle
) -> None:
    settle()
    said = words_in(page)

    assert "1 h 18 min left" in page.head.clock.text()
    assert "then Lena is told" in said
    assert page.saying.say.text() == (
        "“Noor, it’s Ana. I have two ways to settle it, and you decide: your brows "
        "made lighter, by 24 Nov, or the price of the tint back (£1), by 24 Nov. "
        "Which one?”"
    )  # each with its day, money with its sum; what we found is ours
    assert "Commanding" not in page.saying.say.text()
    assert "0 of 1 repeat" in said
    assert "Asking for a review" in said
    assert page.head.ring_button.text().startswith("Ring 07700")
    assert [one.isEnabled() for one in page.answers] == [True] * 6


def test_c_copies_the_number_and_digits_do_nothing_in_the_note(
    day_window: Window,
    day_salon: Salon,
    page: ComplaintPage,
    case: ComplaintId,
    two: None,
    settle: Settle,
) -> None:
    settle()
    press(day_window, Key.Key_C)
    settle()
    assert QGuiApplication.clipboard().text().endswith("900133")

    page.answer.setFocus()
    QTest.keyClicks(page.answer, "1 or 2, c or e?")
    settle()

    assert page.answer.toPlainText() == "1 or 2, c or e?"
    assert not card(day_salon, case).chosen
    page._store()
    settle()
    page._desk.drafts.clear()
    page.arrive(ComplaintOf(0))  # nothing there
    page.arrive(ComplaintOf(case))
    settle()
    assert page.answer.toPlainText() == "1 or 2, c or e?"  # kept where it is safe


@pytest.mark.parametrize(
    "words", ["I waited 45 minutes", "it is 6 days now", "color, everywhere 1 2 3"]
)
def test_words_typed_without_a_click_are_words(
    day_window: Window,
    day_salon: Salon,
    page: ComplaintPage,
    case: ComplaintId,
    two: None,
    settle: Settle,
    words: str,
) -> None:
    settle()
    QGuiApplication.clipboard().setText("mine")
    before = card(day_salon, case)
    for sign in words:
        here = day_window.focusWidget()
        assert here is not None
        QTest.keyClicks(here, sign)
    settle()

    assert page.answer.toPlainText() == words
    assert QGuiApplication.clipboard().text() == "mine"
    after = card(day_salon, case)
    assert (after.course, after.line.owner) == (before.course, before.line.owner)
    press(day_window, Key.Key_Escape)  # out of the words: the keys act again
    press(day_window, Key.Key_4)
    settle()
    assert card(day_salon, case).course[-1].note == words


def test_the_keyboard_is_on_what_comes_next(
    day_window: Window,
    day_desk: Desk,
    day_salon: Salon,
    case: ComplaintId,
    people: dict[str, StaffId],
    settle: Settle,
) -> None:
    for _step in range(3):  # back to the beginning
        last = [one.step for one in card(day_salon, case).steps if one.done][-1]
        day_salon.do(take_step_back, case, last)
    day_desk.sign_in(people["Ana"], "Ana")
    day_desk.go(ComplaintOf(case))
    settle()
    page = page_as(day_window, ComplaintPage)
    assert page.answer.hasFocus()
    go_on(day_window)  # it was not read back
    settle()
    assert day_window.focusWidget() is page.read_back
    page.answer.setPlainText("")
    page.read_back.setChecked(True)
    go_on(day_window)
    settle()
    assert day_window.focusWidget() is page.answer
    page.answer.setPlainText(WORDS)
    go_on(day_window)
    settle()
    assert day_window.focusWidget() is page.on
    go_on(day_window)
    settle()
    assert at_step(page) is Step.CLARIFY
    go_on(day_window)
    found = the(day_window, ClarifySheet)
    found.cause.setCurrentIndex(0)
    QTest.keyClick(found.root, Key.Key_Return)
    settle()
    assert found.focusWidget() is found.cause
    found.cause.setCurrentIndex(found._refs.index("staff_skill"))
    found.root.setText("")
    QTest.keyClick(found.root, Key.Key_Return)
    settle()
    assert found.focusWidget() is found.root
    QTest.keyClicks(found.root, ROOT)
    QTest.keyClick(found.root, Key.Key_Return)
    settle()
    back(day_window)

    assert at_step(page) is Step.PROPOSE
    assert day_window.focusWidget() is page._change_button

    press(day_window, Key.Key_E)
    settle()
    way = the(day_window, OfferSheet)
    way.kind.setCurrentIndex(way._refs.index("small_gift"))
    way.day.setText("")
    QTest.keyClick(way, Key.Key_Return, Ctrl)
    settle()
    assert way.focusWidget() is way.day
    way.day.put(TODAY)
    way.text.setText("  ")
    QTest.keyClick(way, Key.Key_Return, Ctrl)
    settle()
    assert way.focusWidget() is way.text
    assert card(day_salon, case).offers == ()


def test_no_answer_thinking_and_handing_on(
    day_window: Window,
    day_salon: Salon,
    page: ComplaintPage,
    case: ComplaintId,
    two: None,
    settle: Settle,
) -> None:
    settle()
    for key in (Key.Key_4, Key.Key_3, Key.Key_5):
        press(day_window, key)
        settle()

    found = card(day_salon, case)
    assert [one.kind for one in found.course][-4:] == [
        *("attempt", "propose", "thinks", "owner")
    ]
    assert found.line.owner == "Lena"
    assert found.line.step is Step.AGREE


def test_sore_skin_comes_before_everything(
    day_window: Window,
    day_desk: Desk,
    day_salon: Salon,
    page: ComplaintPage,
    case: ComplaintId,
    two: None,
    settle: Settle,
) -> None:
    settle()
    press(day_window, Key.Key_6)
    settle()
    sheet = the(day_window, HurtSheet)
    next(iter(sheet.signs.buttons.values())).click()
    sheet.words.setFocus()
    QTest.keyClick(sheet.words, Key.Key_Return)
    settle()

    page_as(day_window, IncidentPage)
    [incident] = day_salon.ask(everything_open)
    found = card(day_salon, case)
    assert found.line.incident_id == incident.id
    assert found.line.level == 2

    day_desk.go(ComplaintOf(case))
    settle()
    again = page_as(day_window, ComplaintPage)
    assert again.injury.isVisible()
    assert not again.answers[0].isEnabled()
    assert not again.change.isEnabled()  # the offers have vanished
    assert "£" not in again.saying.say.text()


def test_what_is_late_stands_on_today_and_has_gone_on(
    day_window: Window,
    day_desk: Desk,
    day_salon: Salon,
    case: ComplaintId,
    settle: Settle,
) -> None:
    day_desk.go(Today())
    settle()
    assert not page_as(day_window, TodayPage).complaints.isVisible()
    day_desk.go(CallList())
    settle()
    strip = page_as(day_window, CallsPage).complaints
    assert "Noor Haddad, Propose, by 12:00; Ana has it" in strip.words.text()

    set_clock(day_salon, TODAY, time(14))
    day_desk.go(Today())
    settle()
    page_as(day_window, TodayPage).complaints.refresh()
    settle()

    late = page_as(day_window, TodayPage).complaints
    assert late.isVisible()
    assert "2 h 0 min late; Lena has it" in late.words.text()
    assert card(day_salon, case).line.owner == "Lena"
    late.go.click()
    settle()
    page_as(day_window, ComplaintPage)


def test_every_open_case_is_led_to(
    day_window: Window,
    day_desk: Desk,
    day_salon: Salon,
    case: ComplaintId,
    settle: Settle,
) -> None:
    [other] = day_salon.ask(find_ids, "Grace Liu", 1)
    second = day_salon.do(open_complaint, other, words="My cheek burned")
    day_desk.go(CallList())
    settle()
    strip = page_as(day_window, CallsPage).complaints
    assert "and 1 more" in strip.words.text()
    strip.go.click()
    settle()

    sheet = the(day_window, ComplaintsSheet)
    assert [one.name for one in sheet.list.lines.lines] == ["Noor Haddad", "Grace Liu"]
    assert sheet.list.lines.line(0).spoken().endswith("Propose · Ana, by 12:00")
    QTest.keyClick(sheet.list, Key.Key_Down)
    QTest.keyClick(sheet.list, Key.Key_Return)
    settle()

    assert page_as(day_window, ComplaintPage)._id == second
    day_desk.go(Today())
    settle()
    choose_complaint(day_desk)  # the command does the same from anywhere
    settle()
    the(day_window, ComplaintsSheet).reject()


def test_each_letter_of_a_menu_leads_to_one_thing(
    day_window: Window,
    day_desk: Desk,
    noor: ClientId,
    case: ComplaintId,
    settle: Settle,
) -> None:
    for place in (ClientCard(noor), ComplaintOf(case)):
        day_desk.go(place)
        settle()
        assert day_window.page is not None
        said = [one.text() for one in day_window.page.actions()]
        letters = [one[one.index("&") + 1].lower() for one in said if "&" in one]
        assert sorted(letters) == sorted(set(letters))


@pytest.mark.parametrize("size", [(1440, 900), (1366, 768)])
def test_the_end_is_in_sight_when_only_the_end_is_left(
    day_window: Window,
    day_salon: Salon,
    page: ComplaintPage,
    case: ComplaintId,
    two: None,
    settle: Settle,
    size: tuple[int, int],
) -> None:
    day_window.resize(*size)
    settle()
    press(day_window, Key.Key_1)
    settle()
    assert at_step(page) is Step.FOLLOW_UP
    assert "Done: your brows made lighter, by 24 Nov." in page.saying.say.text()
    assert page.head.clock.text().startswith("by Mon 7 Dec 10:00,")  # no year
    view = page.about.viewport()
    for tick in page._hand_card.findChildren(Tick):
        if tick.isVisible():
            assert tick.mapTo(view, tick.rect().topLeft()).y() >= 0, tick.text()
    for button in (page.on, *page._hand_card.findChildren(Button)):
        if button.isVisible():
            low = button.mapTo(view, button.rect().bottomLeft())
            assert 0 <= low.y() <= view.height(), button.text()
    [end] = [
        one for one in page._hand_card.findChildren(Button) if "lose" in one.text()
    ]
    assert end.isVisible()
    spare = page.saying.height() - page.saying.heightForWidth(page.saying.width())
    assert spare < 40


def test_what_was_done_is_said_and_the_button_says_what_it_does(
    day_window: Window,
    day_desk: Desk,
    day_salon: Salon,
    page: ComplaintPage,
    case: ComplaintId,
    settle: Settle,
) -> None:
    settle()
    assert page._change_button.text() == "Add a way"
    assert not page.saying.say.isVisible()  # nothing to choose from yet
    day_salon.do(offer, case, "explain", promised_on=TODAY)
    day_salon.do(offer, case, "redo", promised_on=TODAY)
    settle()
    assert page._change_button.text() == "Change them"
    assert "or a free repeat of the service, by 24 Nov" in page.saying.say.text()
    go_on(day_window)
    settle()
    assert day_salon.ask(history, limit=1)[0].text == "Complaint: the ways are offered"
    assert page.saying.say.text().startswith("“Noor, it’s Ana. I have two ways")


def test_whom_it_is_about_does_not_say_the_words(
    day_window: Window,
    day_desk: Desk,
    page: ComplaintPage,
    people: dict[str, StaffId],
    two: None,
    settle: Settle,
) -> None:
    settle()
    assert not page.own.isVisible()
    day_desk.sign_in(people["Mei"], "Mei")
    settle()
    assert page.own.words.text() == "This is about you: Ana rings, not you."
    assert "it’s Ana" in page.saying.say.text()
    assert not page.ring.isEnabled()
    assert not page.hand.isVisible()  # Ana has it already


def test_help_names_each_key_once(
    day_window: Window, page: ComplaintPage, settle: Settle
) -> None:
    settle()
    sheet = open_help(day_window)
    assert sheet is not None
    assert words_in(sheet).split().count("E") == 1
    sheet.reject()


def test_the_file_says_that_one_is_open_and_no_more(
    day_window: Window,
    day_desk: Desk,
    noor: ClientId,
    case: ComplaintId,
    settle: Settle,
) -> None:
    day_desk.go(ClientCard(noor))
    settle()
    page = page_as(day_window, ClientPage)

    said = words_in(page)
    assert "A complaint is open since Sun 22 Nov" in said
    assert ROOT not in said
    page._actions["complaint"].trigger()
    settle()
    page_as(day_window, ComplaintPage)

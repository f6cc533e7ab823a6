"""A row that moves or goes takes no key, no press and no menu with it."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from salon.aftercare.model import Outcome
from salon.aftercare.operations import log_call
from salon.app import Salon
from salon.appointments.model import AnotherDay, DayLine, Status
from salon.appointments.operations import Change, cancel, move, start_treatment
from salon.appointments.queries import day_book
from salon.clients.model import ClientDraft
from salon.clients.operations import add_client, merge_clients
from salon.clients.queries import find_ids
from salon.start import open_salon
from tests.stories.hands import Hands
from tests.ui.pages.daily import NOW, TODAY
from ui.aftercare.page import CallsPage
from ui.calendar.page import CalendarPage
from ui.calendar.visit import open_visit
from ui.clients.list import ClientsPage
from ui.desk import Desk
from ui.kit.block import Block
from ui.places import ClientCard, ClientList, DayOf
from ui.today.page import TodayPage

pytestmark = [
    pytest.mark.qt_log_ignore("does not support grabbing", extend=True),
    pytest.mark.parametrize(
        "tongue", ["en", "zh_TW"], indirect=True
    ),  # hands, not words
]
LATE = datetime(2026, 11, 24, 12, 5, tzinfo=NOW.tzinfo)


@pytest.fixture
def tongue() -> str:
    return "en"


@pytest.fixture
def other(hands: Hands, folder: Path) -> Iterator[Salon]:
    """Return the same salon at another desk."""
    salon = open_salon(str(folder), NOW, desk="two")
    yield salon
    salon.close()


def desk(hands: Hands) -> Desk:
    assert hands.window.desk is not None
    return hands.window.desk


def hark(hands: Hands) -> None:
    desk(hands)._hark()
    hands.settle()


def visit(hands: Hands, name: str) -> DayLine:
    return next(one for one in hands.salon.ask(day_book, TODAY) if one.client == name)


def today(hands: Hands) -> TodayPage:
    page = hands.window.page
    assert isinstance(page, TodayPage)
    return page


def statuses(hands: Hands) -> dict[str, Status]:
    return {one.client: one.status for one in hands.salon.ask(day_book, TODAY)}


@pytest.mark.parametrize(
    ("where", "who"), [("Tomorrow", "何静"), ("Calls for now", "Sarah Whitcombe")]
)
def test_letters_do_nothing_in_another_list(hands: Hands, where: str, who: str) -> None:
    hands.stand_on("Today’s clients", "Priya Nair")
    before = statuses(hands)
    hands.stand_on(where, who)
    for letter in "ASDMN":
        hands.press(letter)
        assert isinstance(hands.window.page, TodayPage)
        assert not hands.title
    assert statuses(hands) == before

    hands.stand_on("Today’s clients", "Priya Nair")
    hands.press("A")
    assert statuses(hands)["Priya Nair"] is Status.ARRIVED


def test_a_marked_visit_that_another_desk_calls_off_leaves_nobody_marked(
    hands: Hands, other: Salon
) -> None:
    page = today(hands)
    hands.stand_on("Today’s clients", "Noor Haddad")
    at = page.list.currentIndex().row()
    said: list[str] = []
    desk(hands).said.connect(said.append)
    other.do(cancel, visit(hands, "Noor Haddad").id)
    hark(hands)
    before = statuses(hands)
    assert page.list.chosen() is None
    assert said == ["Noor Haddad is no longer in this list."]
    for letter in "ASN":
        hands.press(letter)
    page.show_done.setFocus()
    page.list.setFocus()  # as after a sheet
    hands.press("A")
    page.refresh()
    hands.settle()
    hands.press("A")
    assert statuses(hands) == before
    hands.press("Down")
    assert page.list.currentIndex().row() == page.list.nearest(at)


def test_a_visit_that_one_calls_off_oneself_leaves_the_next_marked(
    hands: Hands,
) -> None:
    hands.stand_on("Today’s clients", "Noor Haddad")
    desk(hands).do(cancel, visit(hands, "Noor Haddad").id)
    hands.settle()
    assert today(hands).list.chosen() is not None


def test_a_client_merged_away_at_another_desk_is_not_the_next_one(
    hands: Hands, other: Salon
) -> None:
    desk(hands).go(ClientList())
    hands.settle()
    page = hands.window.page
    assert isinstance(page, ClientsPage)
    dana, grace = (hands.salon.ask(find_ids, one, 1)[0] for one in ("Dana", "Grace"))
    page.list.choose(page.list.long.row_of(dana))
    page.list.setFocus()
    other.do(merge_clients, grace, dana)
    hark(hands)
    assert page._current() is None
    before = hands.told
    hands.press("Ctrl+L")
    assert hands.told == before


def test_a_second_n_is_not_meant_for_who_follows(
    sit_down: Callable[..., Hands], folder: Path
) -> None:
    hands = sit_down(folder, "", LATE)
    hands.stand_on("Today’s clients", "Sarah Whitcombe")
    hands.press("N")
    hands.press("N")
    assert statuses(hands)["Sarah Whitcombe"] is Status.MISSED
    chosen = today(hands).list.chosen()
    assert chosen is not None
    assert chosen.name == "Noor Haddad"
    assert statuses(hands)["Noor Haddad"] is Status.CONFIRMED

    hands.press("Up")
    hands.press("Down")  # chosen by hand
    hands.press("N")
    assert statuses(hands)["Noor Haddad"] is Status.MISSED


def test_a_letter_that_comes_before_the_row_is_shown_anew_waits_for_it(
    hands: Hands,
) -> None:
    hands.stand_on("Today’s clients", "Priya Nair")
    for key in (Qt.Key.Key_A, Qt.Key.Key_S):
        QTest.keyClick(today(hands).list, key)
    hands.settle()
    hands.settle()
    assert statuses(hands)["Priya Nair"] is Status.IN_TREATMENT


def test_a_menu_of_clients_is_about_whom_it_was_opened_for(
    hands: Hands, other: Salon
) -> None:
    desk(hands).go(ClientList())
    hands.settle()
    page = hands.window.page
    assert isinstance(page, ClientsPage)
    page.list.choose(3)
    one = page._current()
    assert one is not None
    page.list.ask_what()
    menu = page.list.findChildren(QMenu)[-1]
    for name in ("Aaa", "Aab"):
        other.do(add_client, ClientDraft(name=name))
    hark(hands)
    page.list.choose(0)
    next(a for a in menu.actions() if a.text().startswith("Open file")).trigger()
    hands.settle()
    assert desk(hands).place == ClientCard(one.id, "story")


def test_a_menu_of_a_call_that_is_over_logs_no_other(
    hands: Hands, other: Salon
) -> None:
    hands.press("F8")
    page = hands.window.page
    assert isinstance(page, CallsPage)
    page.list.choose(3)
    call = page._chosen()
    assert call is not None
    page.list.ask_what()
    menu = page.list.findChildren(QMenu)[-1]
    other.do(log_call, call.id, Outcome.WELL)
    hark(hands)
    said: list[str] = []
    desk(hands).said.connect(said.append)
    left = page.list.lines.rowCount()
    page._since.invalidate()
    next(a for a in menu.actions() if "all well" in a.text()).trigger()
    hands.settle()
    assert said == [f"{call.client} is no longer in this list."]
    assert page.list.lines.rowCount() == left


@pytest.mark.parametrize("is_gone", [False, True])
def test_a_press_is_about_the_row_it_began_on(
    hands: Hands, other: Salon, is_gone: bool
) -> None:
    page = today(hands)

    def send(kind: QEvent.Type) -> None:
        port, left = page.list.viewport(), Qt.MouseButton.LeftButton
        held = left if kind is QEvent.Type.MouseButtonPress else Qt.MouseButton.NoButton
        where = QPointF(port.mapToGlobal(at))
        none = Qt.KeyboardModifier.NoModifier
        event = QMouseEvent(kind, QPointF(at), where, left, held, none)
        QApplication.sendEvent(port, event)

    def middle(row: int) -> QPoint:
        box = page.list.step_box(
            QRectF(page.list.visualRect(page.list.lines.index(row)))
        )
        return box.center().toPoint()

    names = [line.name for line in page.list.lines.lines]
    at = middle(names.index("Noor Haddad"))
    send(QEvent.Type.MouseButtonPress)
    if is_gone:
        other.do(cancel, visit(hands, "Noor Haddad").id)
        gap = [one.name for one in page.list.lines.lines if "free" in one.name]
        assert gap
        hark(hands)
        row = page.list.lines.row_of(visit(hands, "Priya Nair").id)
        at = middle(row)
    before = statuses(hands)
    send(QEvent.Type.MouseButtonRelease)
    hands.settle()
    assert (statuses(hands) == before) is is_gone


def test_nothing_is_begun_of_a_visit_that_was_moved_meanwhile(
    hands: Hands, other: Salon
) -> None:
    hands.stand_on("Today’s clients", "黄淑贞")
    key = visit(hands, "黄淑贞").id
    other.do(move, key, Change(day=date(2026, 11, 26)))
    refused: list[str] = []
    desk(hands).refused.connect(refused.append)
    hands.press("S")
    hands.press("Escape")
    [moved] = [
        one for one in hands.salon.ask(day_book, date(2026, 11, 26)) if one.id == key
    ]
    assert moved.status is Status.BOOKED
    with pytest.raises(AnotherDay, match="not today"):
        other.do(start_treatment, key)


def test_a_sheet_confirms_no_time_that_it_does_not_show(
    hands: Hands, other: Salon
) -> None:
    key = visit(hands, "王芳").id
    open_visit(desk(hands), key)
    hands.settle()
    other.do(move, key, Change(day=date(2026, 11, 26)))
    hands.click("Confirmed")
    [moved] = [
        one for one in hands.salon.ask(day_book, date(2026, 11, 26)) if one.id == key
    ]
    assert moved.status is Status.BOOKED


def test_two_quick_pushes_do_not_undo_what_another_desk_moved(
    hands: Hands, other: Salon
) -> None:
    desk(hands).go(DayOf())
    hands.settle()
    page = hands.window.page
    assert isinstance(page, CalendarPage)
    line = page._line(visit(hands, "Dana Petrov").id)
    assert line is not None
    other.do(move, line.id, Change(start=time(16)))
    for start in (time(14, 45), time(15), time(15, 15)):
        page._move(line, Change(start=start))
    hands.settle()
    assert visit(hands, "Dana Petrov").slot.start == time(16)


def test_the_calendar_stands_on_who_is_here_or_comes_next(hands: Hands) -> None:
    hands.press("Alt+2")
    block = hands.focus()
    assert isinstance(block, Block)
    assert block.visit.end > NOW.hour * 60 + NOW.minute
    hands.press("Return")
    assert hands.title == "Appointment"

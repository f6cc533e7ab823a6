"""What can be done with a line stands at the line, by mouse and by keys."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from salon.aftercare.queries import calls_due
from salon.app import Salon
from tests.ui.pages import papers, people
from tests.ui.pages.papers import House
from tests.ui.pages.people import LIN
from tests.ui.pages.seeing import page_as
from ui.aftercare.page import CallsPage
from ui.clients.page import ClientPage
from ui.clients.plans import PlansTab
from ui.clients.story import StoryTab
from ui.desk import Desk
from ui.frame.window import Window
from ui.kit.rows import Rows
from ui.places import CallList, ClientCard, PlanEditor, PlanList
from ui.plans.list import PlansPage

Settle = Callable[[], None]
Key = Qt.Key
pytestmark = pytest.mark.qt_log_ignore("does not support grabbing", extend=True)

people_template = people.people_template
people_folder = people.people_folder
people_salon = people.people_salon
people_desk = people.people_desk
people_window = people.people_window
house, papered = papers.house, papers.papered


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    yield
    for menu in menus():
        menu.close()


def menus() -> list[QMenu]:
    tops = QApplication.topLevelWidgets()
    return [top for top in tops if isinstance(top, QMenu) and top.isVisible()]


def by_mouse(rows: Rows, row: int) -> QMenu:
    """Press the right button on a line."""
    view, model = rows.viewport(), rows.model()
    at = rows.visualRect(model.index(row, 0)).center()
    reason = QContextMenuEvent.Reason.Mouse
    QApplication.sendEvent(view, QContextMenuEvent(reason, at, view.mapToGlobal(at)))
    [menu] = menus()
    return menu


def by_key(rows: Rows) -> QMenu:
    """Press Shift+F10 in the list."""
    rows.setFocus()
    QTest.keyClick(rows, Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    [menu] = menus()
    return menu


def entries(menu: QMenu) -> dict[str, QAction]:
    return {one.text().split("\t")[0]: one for one in menu.actions() if one.text()}


def test_a_call_is_ended_from_its_menu_under_the_same_digit(
    day_window: Window, day_desk: Desk, day_salon: Salon, settle: Settle
) -> None:
    day_desk.go(CallList())
    settle()
    page = page_as(day_window, CallsPage)
    before = [one.id for one in day_salon.ask(calls_due)]
    page.list.choose(0)
    menu = by_mouse(page.list, 1)  # the line under the mouse, not the chosen one
    settle()
    said = entries(menu)
    assert said["Message sent"].text().endswith("4")
    assert "Open file" in said
    assert "Ring later" in said
    said["Message sent"].trigger()
    settle()
    assert [one.id for one in day_salon.ask(calls_due)] == [before[0], *before[2:]]


def test_a_plan_is_opened_and_its_client_as_well(house: House) -> None:
    house.desk.go(PlanList())
    house.settle()
    page = house.page(PlansPage)
    said = entries(by_key(page.list))
    assert list(said) == ["Open plan", "Open file", "Print"]
    said["Open file"].trigger()
    house.settle()
    assert isinstance(house.desk.place, ClientCard)


def test_the_plans_in_a_file_have_the_same_menu(house: House) -> None:
    house.desk.go(PlanList())
    house.settle()
    entries(by_key(house.page(PlansPage).list))["Open file"].trigger()
    menus()[0].close()
    house.settle()
    page = house.page(ClientPage)
    page.show_tab("plans")
    house.settle()
    [tab] = page.findChildren(PlansTab)
    said = entries(by_mouse(tab.list.list, 0))
    assert list(said) == ["Open", "Print", "Copy the words"]
    said["Open"].trigger()
    house.settle()
    assert isinstance(house.desk.place, PlanEditor)


def test_what_happened_is_copied_from_the_story(
    people_window: Window, people_desk: Desk, settle: Settle
) -> None:
    people_desk.go(ClientCard(LIN))
    settle()
    [tab] = people_window.findChildren(StoryTab)
    timeline = tab.timeline
    assert timeline is not None
    timeline.setCurrentIndex(timeline.model().index(0, 0))
    entries(by_key(timeline))["Copy the words"].trigger()
    said = QGuiApplication.clipboard().text()
    assert "12 Jun 2026" in said
    assert people_desk.place == ClientCard(LIN, "story")


def test_where_no_line_is_there_is_no_menu(
    people_window: Window, people_desk: Desk, settle: Settle
) -> None:
    people_desk.go(ClientCard(LIN))
    settle()
    [tab] = people_window.findChildren(StoryTab)
    assert tab.timeline is not None
    view = tab.timeline.viewport()
    below = view.rect().bottomLeft()
    reason = QContextMenuEvent.Reason.Mouse
    event = QContextMenuEvent(reason, below, view.mapToGlobal(below))
    QApplication.sendEvent(view, event)
    assert not menus()

"""The team in the window: what each keeps, who came again, who leaves."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from salon.exchange.operations import export_clients
from salon.leaving.model import State, Talk
from salon.leaving.operations import start_leaving
from salon.leaving.queries import leavings, talks
from salon.settings.queries import premises
from salon.staff.queries import team
from tests.ui.pages.daily import TODAY
from tests.ui.pages.seeing import page_as, the, words_in
from ui.desk import Desk
from ui.frame.window import Window
from ui.kit.buttons import Tick
from ui.kit.sheet import Sheet
from ui.parts.printing import PrintSheet
from ui.places import Team
from ui.team.leaving import HandSheet, LeaveSheet, TalkSheet
from ui.team.page import TeamPage

Settle = Callable[[], None]


def shown(window: Window, desk: Desk, settle: Settle, tab: str = "") -> TeamPage:
    desk.go(Team(tab))
    settle()
    return page_as(window, TeamPage)


@pytest.fixture
def page(day_window: Window, day_desk: Desk, settle: Settle) -> TeamPage:
    return shown(day_window, day_desk, settle)


def test_three_tables_and_what_they_mean(page: TeamPage) -> None:
    said = words_in(page)
    for one in ("What comes back", "With whom, and how", "Care beside the visit"):
        assert one in said
    assert "What it means" in said


def test_an_order_only_if_it_is_wanted(
    page: TeamPage, day_desk: Desk, settle: Settle
) -> None:
    tick = next(one for one in page.findChildren(Tick) if "order" in one.text())
    assert not tick.isChecked()
    tick.click()
    settle()
    assert day_desk.salon.ask(premises).team_ranked


def test_without_the_right_ones_own_figures_only(
    day_window: Window, day_desk: Desk, settle: Settle
) -> None:
    rosa = next(one for one in day_desk.salon.ask(team) if one.name == "Rosa")
    day_desk.sign_in(rosa.id, rosa.name)
    page = shown(day_window, day_desk, settle)
    assert page.found is not None
    assert page.found.is_own
    assert {one.name for one in page.found.people} <= {"Rosa"}
    assert not [one for one in page.findChildren(Tick) if "order" in one.text()]
    page = shown(day_window, day_desk, settle, "leaving")
    assert "Only who leads the house" in words_in(page)


def test_it_is_exported_and_printed(
    page: TeamPage, day_window: Window, settle: Settle, tmp_path: Path
) -> None:
    page.export_to(tmp_path / "team")
    settle()
    assert (tmp_path / "team.xlsx").stat().st_size
    page.paper.trigger()
    settle()
    the(day_window, PrintSheet).reject()


def test_who_came_again(
    day_window: Window, day_desk: Desk, settle: Settle, tmp_path: Path
) -> None:
    page = shown(day_window, day_desk, settle, "again")
    page.days.setValue(30)
    page.offer.setCurrentIndex(2)
    settle()
    assert page.again is not None
    assert (page.again.days, page.again.times) == (30, 1)
    page.export_to(tmp_path / "again.xlsx")
    settle()
    assert (tmp_path / "again.xlsx").stat().st_size


def test_a_colleague_leaves(day_window: Window, day_desk: Desk, settle: Settle) -> None:
    page = shown(day_window, day_desk, settle, "leaving")
    assert "Nobody leaves" in words_in(page)
    page.leaving.begin.trigger()
    settle()
    sheet = the(day_window, LeaveSheet)
    assert "see nobody else" in sheet.said.text()
    sheet.day.put(TODAY + timedelta(days=40))
    sheet._begin()
    settle()
    [line] = day_desk.salon.ask(leavings)
    assert line.state is State.RUNNING
    assert line.name in words_in(page)
    page.leaving.stays.trigger()
    settle()
    the(day_window, Sheet).accept()
    settle()
    assert day_desk.salon.ask(leavings)[0].state is State.WITHDRAWN


def test_clients_are_given_to_somebody_else(
    day_window: Window, day_desk: Desk, settle: Settle
) -> None:
    people = day_desk.salon.ask(team)
    mei = next(one for one in people if one.name == "Mei")
    key = day_desk.salon.do(start_leaving, mei.id, TODAY + timedelta(days=30))
    day_desk.salon.do_as(mei.id, export_clients)
    page = shown(day_window, day_desk, settle, "leaving")
    assert "took" in " ".join(
        one.accessibleName() or "" for one in page.findChildren(type(page.body))
    ) or "clients out" in words_in(page)
    page.leaving.seen.trigger()
    settle()
    assert day_desk.salon.ask(leavings)[0].unseen == 0
    assert page.leaving.key == key
    if page.leaving.clients.lines.lines:
        page.leaving.clients.choose(0)
        page.leaving.hand.trigger()
        settle()
        sheet = the(day_window, HandSheet)
        assert "Mei" not in [sheet.who.itemText(at) for at in range(sheet.who.count())]
        sheet._keep()
        settle()


def test_a_talk_is_noted(day_window: Window, day_desk: Desk, settle: Settle) -> None:
    page = shown(day_window, day_desk, settle, "leaving")
    page.leaving.staff.choose(1)
    settle()
    page.leaving.talk.trigger()
    settle()
    sheet = the(day_window, TalkSheet)
    sheet._keep()
    settle()
    assert sheet.failure.isVisible()
    sheet.kind.put(Talk.GROWTH)
    sheet.words.setPlainText("Learns lashes")
    sheet._keep()
    settle()
    QApplication.processEvents()
    key = page.leaving.person
    assert [one.words for one in day_desk.salon.ask(talks, key)] == ["Learns lashes"]


def test_tabs_and_the_table_have_keys(
    page: TeamPage, day_window: Window, settle: Settle
) -> None:
    page.setFocus()
    QTest.keyClick(page, Qt.Key.Key_2)
    settle()
    assert page.tab == "again"
    assert page.table.shortcut().toString() == "X"
    QTest.keyClick(page, Qt.Key.Key_3)
    settle()
    assert page.tab == "leaving"
    assert not page.table.isEnabled()  # the figures are not in sight
    QTest.keyClick(page, Qt.Key.Key_1)
    settle()
    assert page.tab == ""
    assert page.table.isEnabled()

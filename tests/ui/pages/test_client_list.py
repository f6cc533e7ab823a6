"""The list of all clients: any length, views, filters, several chosen, what follows."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot
from python_calamine import CalamineWorkbook

from salon.aftercare.queries import calls_of
from salon.app import Salon
from salon.appointments.model import Status
from salon.appointments.tables import Appointment
from salon.clients.departing import note_departure
from salon.clients.departures import Leave
from salon.clients.keeping_views import keep_view
from salon.clients.model import ClientDraft, ClientId
from salon.clients.narrowing import Narrow, Order
from salon.clients.operations import add_client, correct_client, note_allergy
from salon.clients.queries import client_card
from salon.staff.model import Role
from salon.staff.operations import hire
from salon.views import rollorder
from salon.views.roll import _READY, choices, roll
from salon.work import Work
from tests.leaning import RowMade, a_row
from tests.ui.pages import people
from tests.ui.pages.people import (
    EMMA,
    FANG,
    FANG_TOO,
    LIN,
    LONG,
    LONG_NAME,
    NOW,
    Ctrl,
    Key,
    Settle,
    button,
    sheet,
    sheets,
    words_in,
    write,
)
from ui.clients import chosen, readying
from ui.clients.columns import ColumnsSheet
from ui.clients.kept_views import NameSheet
from ui.clients.list import ClientsPage
from ui.desk import Desk
from ui.exchange.export import ExportSheet
from ui.frame.window import Window
from ui.kit.rows import Line
from ui.parts.printing import PrintSheet
from ui.places import ClientCard, ClientList

Shift = Qt.KeyboardModifier.ShiftModifier
pytestmark = pytest.mark.qt_log_ignore("does not support grabbing", extend=True)
TODAY = NOW.date()

people_template = people.people_template
people_folder = people.people_folder
people_salon = people.people_salon
people_desk = people.people_desk
people_window = people.people_window


@pytest.fixture
def page(
    people_window: Window, people_desk: Desk, settle: Settle
) -> Iterator[ClientsPage]:
    people_desk.go(ClientList())
    settle()
    assert isinstance(people_window.page, ClientsPage)
    yield people_window.page
    for menu in menus():
        menu.close()


def menus() -> list[QMenu]:
    tops = QApplication.topLevelWidgets()
    return [top for top in tops if isinstance(top, QMenu) and top.isVisible()]


def names(page: ClientsPage) -> list[str]:
    return [line.name for line in page.list.lines.lines]


def row_of(page: ClientsPage, key: int) -> int:
    return page.list.long.row_of(key)


def key_on(page: ClientsPage, key: Qt.Key, held: Any = None) -> None:
    page.list.setFocus()
    QTest.keyClick(page.list, key, held or Qt.KeyboardModifier.NoModifier)


def came(salon: Salon, client: int, *ago: int) -> None:
    def write_down(work: Work) -> None:
        for days in ago:
            day: date = TODAY - timedelta(days=days)
            known = {"day": day, "start": time(9), "status": Status.COMPLETED}
            a_row(work, Appointment, client_id=client, staff_id=1, **known)
        work.record(RowMade())

    salon.do(write_down)


def wish(salon: Salon, key: ClientId, **said: Any) -> None:
    seen = salon.ask(client_card, key).line.version
    salon.do(correct_client, key, ClientDraft(**said), seen=seen)


# any length


def test_all_are_there_and_a_line_is_brought_where_one_looks(
    page: ClientsPage, people_salon: Salon, settle: Settle
) -> None:
    for number in range(300):
        people_salon.do(add_client, ClientDraft(name=f"Guest {number:03}"))
    settle()
    page.refresh()
    settle()
    assert page.list.lines.rowCount() == 305
    assert "305 people" in page.more.text()
    assert page.list.long.known(page.list.long.keys[290]) is None  # not yet
    key_on(page, Key.Key_End)
    settle()  # painted in vain, so asked for
    settle()
    last: Line = page.list.lines.line(304)
    assert last.key == page.list.long.keys[304]
    assert not last.quiet
    seen = page.list.lines.line(295)
    assert seen.name.startswith("Guest")
    assert page.list.long.known(page.list.long.keys[150]) is None


def test_a_refresh_keeps_the_line_one_is_on_and_the_scrolling(
    page: ClientsPage, people_salon: Salon, settle: Settle
) -> None:
    for number in range(120):
        people_salon.do(add_client, ClientDraft(name=f"Guest {number:03}"))
    settle()
    page.list.choose(80)
    settle()
    bar = page.list.verticalScrollBar()
    on, at = page.list.chosen(), bar.value()
    assert on is not None
    assert at > 0
    people_salon.do(add_client, ClientDraft(name="Guest 0805"))
    settle()
    assert page.list.lines.rowCount() == 126
    now = page.list.chosen()
    assert now is not None
    assert now.key == on.key
    assert bar.value() == at


def test_the_strip_says_letters_and_leads_there(
    page: ClientsPage, people_salon: Salon, settle: Settle
) -> None:
    assert not page.pane.strip.isVisible()  # a handful needs no letters
    for letter in "ABCDEFGH":
        for number in range(8):
            people_salon.do(add_client, ClientDraft(name=f"{letter}nn {number}"))
    settle()
    assert page.pane.strip.isVisible()
    assert page.pane.where(0) == "A"
    marks = {text: (at, row) for at, row, text in page.pane.strip.shown()}
    at, row = marks["G"]
    QTest.mouseClick(page.pane.strip, Qt.MouseButton.LeftButton, pos=QPoint(10, at + 2))
    settle()
    assert page.list.currentIndex().row() == row
    assert page.list.lines.line(row).name.startswith("G")
    assert page.pane.bubble.text in ("F", "G")
    assert page.list.hasFocus()


# sorting


def test_a_head_sorts_by_click_and_by_key_and_the_other_way_round(
    page: ClientsPage, people_salon: Salon, settle: Settle
) -> None:
    first = names(page)
    assert first == sorted(first, key=str.casefold) or first[0] == "Emma Stone"
    QTest.mouseClick(page.heads.heads["name"], Qt.MouseButton.LeftButton)
    settle()
    assert names(page) == first[::-1]
    came(people_salon, EMMA, 10)
    came(people_salon, FANG, 2)
    head = page.heads.heads["last"]
    head.setFocus()
    QTest.keyClick(head, Key.Key_Space)
    settle()
    assert page.list.long.keys[:2] == (FANG, EMMA)  # the newest on top
    assert head.hasFocus()
    assert "sorted downwards" in head.accessibleName()
    QTest.keyClick(head, Key.Key_Space)
    settle()
    assert page.list.long.keys[:2] == (EMMA, FANG)


# views and filters


def test_views_have_counts_and_keys_and_one_is_marked(
    page: ClientsPage, people_salon: Salon, settle: Settle
) -> None:
    came(people_salon, EMMA, 200, 170, 140)
    settle()
    counts = {tab.view.name: tab.count for tab in page.views.tabs}
    assert counts["Everyone"] == 5
    assert counts["Due, nothing booked"] == 1
    key_on(page, Key.Key_2, Ctrl)
    settle()
    assert names(page) == ["Emma Stone"]
    [cell] = [str(one) for one in page.list.lines.line(0).cells if "usual" in str(one)]
    assert cell == "110 · usual 30"
    assert [tab.view.name for tab in page.views.tabs if tab.isChecked()] == [
        "Due, nothing booked"
    ]
    assert page.filters.chips["late"].value == 30
    key_on(page, Key.Key_1, Ctrl)
    settle()
    assert len(names(page)) == 5


def test_a_chip_narrows_is_marked_and_is_taken_off_by_key(
    page: ClientsPage, settle: Settle
) -> None:
    page.filters._set(page.filters.chips["alert"], True)
    settle()
    assert page.list.long.keys == (EMMA, LIN, LONG)
    chip = page.filters.chips["alert"]
    assert chip.isVisible()
    assert chip.isChecked()
    chip.setFocus()
    QTest.keyClick(chip, Key.Key_Delete)
    settle()
    assert len(names(page)) == 5


def test_the_cross_of_a_chip_takes_it_off_and_the_rest_opens_it(
    page: ClientsPage, settle: Settle
) -> None:
    chip = page.filters.chips["unbooked"]
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    settle()
    assert page.narrow.unbooked
    at = QPoint(chip.width() - 8, chip.height() // 2)
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton, pos=at)
    settle()
    assert page.narrow == Narrow()
    late = page.filters.chips["late"]
    QTest.mouseClick(late, Qt.MouseButton.LeftButton)
    assert late.menu_ is not None
    late.menu_.actions()[2].trigger()  # any time, 30, 60, 90
    settle()
    assert page.narrow.late == 60


def test_an_empty_view_says_which_filter_emptied_it_and_takes_it_off(
    page: ClientsPage, settle: Settle
) -> None:
    page._narrow_to(Narrow(unbooked=True, late=90))
    settle()
    said = words_in(page)
    assert "Nobody is in this view" in said
    assert "Late by 90 days · Nothing booked" in said
    button(page, "Without “Late by 90 days”: 5").click()
    settle()
    assert len(names(page)) == 5
    assert page.narrow == Narrow(unbooked=True)


def test_a_search_in_a_view_stays_in_it_and_leads_out_of_it(
    page: ClientsPage, settle: Settle
) -> None:
    page._narrow_to(Narrow(alert=True))
    settle()
    write(page.search, "wang", settle)
    assert "Nobody is found for “wang”" in words_in(page)
    button(page, "Look among everyone").click()
    settle()
    assert names(page) == ["王芳", "王芳"]


def test_signs_alone_find_nobody_and_it_is_said(
    page: ClientsPage, settle: Settle
) -> None:
    write(page.search, "%", settle)
    assert "Nobody is found for “%”" in words_in(page)


def test_a_view_is_kept_named_renamed_and_deleted(
    page: ClientsPage, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    assert not page.keep.isVisible()  # Everyone is one already
    page._narrow_to(Narrow(alert=True))
    settle()
    key_on(page, Key.Key_S, Ctrl | Shift)
    settle()
    made = sheet()
    assert isinstance(made, NameSheet)
    write(made.name, "With alerts", settle)
    QTest.keyClick(made.name, Key.Key_Return)
    settle()
    assert not sheets()
    assert [one.name for one in people_salon.ask(choices).views] == ["With alerts"]
    tab = page.views.tabs[-1]
    assert (tab.view.name, tab.count, tab.isChecked()) == ("With alerts", 3, True)
    key_on(page, Key.Key_1, Ctrl)
    settle()
    key_on(page, Key.Key_7, Ctrl)
    settle()
    assert page.narrow == Narrow(alert=True)
    tab.setFocus()
    QTest.keyClick(tab, Key.Key_F10, Shift)
    [menu] = menus()
    rename, _drop = menu.actions()
    rename.trigger()
    menu.close()
    settle()
    made = sheet()
    assert isinstance(made, NameSheet)
    write(made.name, "Careful", settle)
    button(made, "Keep").click()
    settle()
    assert page.views.tabs[-1].view.name == "Careful"
    page.views.asked.emit(len(page.views.tabs) - 1, QPoint())
    [menu] = menus()
    _rename, drop = menu.actions()
    drop.trigger()
    settle()
    assert not people_salon.ask(choices).views
    people_desk.undo()
    settle()
    assert page.views.tabs[-1].view.name == "Careful"


# several at once


def test_several_are_chosen_by_keys_and_let_go(
    page: ClientsPage, settle: Settle
) -> None:
    page.list.choose(0)
    key_on(page, Key.Key_Space)
    key_on(page, Key.Key_Down, Shift)
    key_on(page, Key.Key_Down, Shift)
    settle()
    assert list(page.list.ticked) == list(page.list.long.keys[:3])
    assert "3 chosen" in words_in(page.chosen)
    assert page.side.currentWidget() is page.chosen
    key_on(page, Key.Key_A, Ctrl)
    assert len(page.list.ticked) == 5
    assert page.heads.box.state == 2
    key_on(page, Key.Key_Escape)
    settle()
    assert not page.list.ticked
    assert page.side.currentWidget() is page.glance
    assert page.list.hasFocus()


def test_shift_takes_more_upwards_as_well(page: ClientsPage) -> None:
    page.list.choose(3)
    key_on(page, Key.Key_Up, Shift)
    assert set(page.list.ticked) == set(page.list.long.keys[2:4])


def test_the_mouse_chooses_by_the_box_and_opens_beside_it(
    page: ClientsPage, people_desk: Desk, settle: Settle
) -> None:
    view = page.list.viewport()
    left = Qt.MouseButton.LeftButton

    def at(row: int, x: int) -> QPoint:
        box = page.list.visualRect(page.list.lines.index(row))
        return QPoint(x, box.center().y())

    QTest.mouseClick(view, left, pos=at(1, 18))
    assert list(page.list.ticked) == [page.list.long.keys[1]]
    QTest.mouseClick(view, left, Shift, pos=at(3, 200))
    assert list(page.list.ticked) == list(page.list.long.keys[1:4])
    QTest.mouseClick(view, left, Ctrl, pos=at(2, 200))
    assert page.list.long.keys[2] not in page.list.ticked
    QTest.mouseClick(view, left, pos=at(0, 200))  # a plain click chooses nobody
    assert len(page.list.ticked) == 2
    QTest.mouseDClick(view, left, pos=at(0, 18))
    settle()
    assert people_desk.place == ClientList()  # two clicks into the box open nothing


def test_a_space_in_the_search_is_a_space_and_slash_leads_there(
    page: ClientsPage, settle: Settle
) -> None:
    write(page.search, "emma s", settle)
    assert page.search.text() == "emma s"
    assert not page.list.ticked
    key_on(page, Key.Key_Slash)
    assert page.search.hasFocus()
    assert page.search.text() == "emma s"
    key_on(page, Key.Key_F, Ctrl)
    assert page.search.hasFocus()


def test_another_view_lets_go_and_a_narrower_text_does_not(
    page: ClientsPage, settle: Settle
) -> None:
    page.list.tick(LIN, EMMA)
    write(page.search, "wang", settle)
    assert list(page.list.ticked) == [LIN, EMMA]
    page.show_view(2)
    settle()
    assert not page.list.ticked


# what is done with them


def test_who_wants_no_calls_is_named_before_the_key_and_left_out(
    page: ClientsPage, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    wish(people_salon, EMMA, channel="whatsapp")
    wish(people_salon, FANG, do_not_contact=True)
    settle()
    assert "Messages only" in page.list.lines.line(row_of(page, EMMA)).spoken()
    assert "No calls" in page.list.lines.line(row_of(page, FANG)).spoken()
    page.list.tick(LIN, EMMA, FANG, FANG_TOO)
    settle()
    said = words_in(page.chosen)
    assert "Emma Stone wants messages only" in said
    assert "王芳 wants no calls and is left out" in said
    assert page.chosen.plan.text() == "Plan 2 calls, 1 message"
    key_on(page, Key.Key_L, Ctrl)
    settle()

    def planned(key: ClientId) -> int:
        return len(people_salon.ask(calls_of, key))

    assert [planned(key) for key in (LIN, EMMA, FANG, FANG_TOO)] == [1, 1, 0, 1]
    assert not page.list.ticked
    assert page.list.hasFocus()
    people_desk.undo()
    settle()
    assert not any(planned(key) for key in (LIN, EMMA, FANG, FANG_TOO))


def test_more_than_anybody_rings_are_not_planned_and_it_is_said(
    page: ClientsPage, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chosen, "MOST", 2)
    page.list.tick(LIN, EMMA)
    settle()
    assert page.chosen.plan.isEnabled()
    page.list.tick(LIN, EMMA, FANG)
    settle()
    assert not page.chosen.plan.isEnabled()
    assert "at most 2 at once" in words_in(page.chosen)


def test_the_toast_names_whom(
    page: ClientsPage, people_window: Window, settle: Settle
) -> None:
    page.list.tick(LIN, EMMA)
    settle()
    key_on(page, Key.Key_L, Ctrl)
    settle()
    assert "Calls planned: 林美华, Emma Stone" in people_window.toast.text


def test_the_chosen_are_exported_and_nobody_else(
    page: ClientsPage, people_desk: Desk, settle: Settle, tmp_path: Any
) -> None:
    page.list.tick(LIN, EMMA)
    key_on(page, Key.Key_E, Ctrl)
    settle()
    made = sheet()
    assert isinstance(made, ExportSheet)
    assert "The 2 chosen" in [one.text() for one in made.who.buttons.values()]
    path = tmp_path / "out.csv"
    made.save_to(path)
    settle()
    said = path.read_text(encoding="utf-8-sig")
    assert "Emma Stone" in said
    assert "林美华" in said
    assert "王芳" not in said


def test_a_new_booking_is_about_the_client_in_sight(page: ClientsPage) -> None:
    page.list.choose(row_of(page, EMMA))
    assert page.books() == {"client_id": EMMA}


# menus


def ask_menu(page: ClientsPage, row: int) -> QMenu:
    view = page.list.viewport()
    at = page.list.visualRect(page.list.lines.index(row)).center()
    reason = QContextMenuEvent.Reason.Mouse
    QApplication.sendEvent(view, QContextMenuEvent(reason, at, view.mapToGlobal(at)))
    [menu] = menus()
    return menu


def entry(menu: QMenu, text: str) -> Any:
    return next(one for one in menu.actions() if one.text().split("\t")[0] == text)


def test_a_menu_acts_on_the_line_under_the_mouse(
    page: ClientsPage, people_desk: Desk, settle: Settle
) -> None:
    page.list.choose(0)
    menu = ask_menu(page, 3)
    key = page.list.long.keys[3]
    assert entry(menu, "Book the usual").text().endswith("Ctrl+B")
    entry(menu, "Open file").trigger()
    settle()
    assert isinstance(people_desk.place, ClientCard)
    assert people_desk.place.id == key


@pytest.mark.parametrize(
    ("key", "with_"),
    [(Key.Key_Menu, Qt.KeyboardModifier.NoModifier), (Key.Key_F10, Shift)],
)
def test_a_menu_opens_by_keys_for_the_chosen_line(
    page: ClientsPage, settle: Settle, key: Qt.Key, with_: Any
) -> None:
    page.list.choose(2)
    key_on(page, key, with_)
    [menu] = menus()
    entry(menu, "Choose").trigger()
    menu.close()
    assert list(page.list.ticked) == [page.list.long.keys[2]]
    assert page.list.hasFocus()


# narrow and long


def test_in_a_narrow_window_what_is_done_with_the_chosen_stays_in_reach(
    page: ClientsPage, people_window: Window, people_salon: Salon, settle: Settle
) -> None:
    wish(people_salon, EMMA, channel="whatsapp")
    people_window.resize(1024, 600)
    settle()
    assert not page.side.isVisible()
    page.list.tick(LIN, EMMA)
    settle()
    assert page.bulk.isVisible()
    assert "2 chosen" in page.bulk_said.text()
    assert "Emma Stone wants messages only" in page.bulk_left.text()
    assert button(page.bulk, "Plan 1 call, 1 message").isVisible()
    page.list.tick()
    settle()
    assert not page.bulk.isVisible()


def test_the_line_one_is_on_stays_in_sight_when_the_window_becomes_low(
    page: ClientsPage, people_window: Window, people_salon: Salon, settle: Settle
) -> None:
    for number in range(30):
        people_salon.do(add_client, ClientDraft(name=f"Guest {number:03}"))
    settle()
    page.list.choose(12)
    page.list.setFocus()
    people_window.resize(1024, 600)
    settle()
    line = page.list.visualRect(page.list.currentIndex())
    assert page.list.viewport().rect().contains(line)


def test_the_whole_name_is_in_the_tip_where_it_is_cut(page: ClientsPage) -> None:
    index = page.list.lines.index(row_of(page, LONG))
    assert len(page.list.lines.line(index.row()).name) < len(LONG_NAME)
    assert index.data(Qt.ItemDataRole.ToolTipRole) == LONG_NAME


def test_everything_that_acts_has_a_name(page: ClientsPage) -> None:
    for head in page.heads.heads.values():
        assert head.accessibleName()
    for chip in page.filters.chips.values():
        assert chip.accessibleName()
    nameless = [
        one
        for one in page.findChildren(QWidget)
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and one.isVisible()
        and not one.accessibleName()
    ]
    assert not nameless


def columns_sheet(page: ClientsPage, settle: Settle) -> ColumnsSheet:
    page._which.trigger()
    settle()
    made = sheet()
    assert isinstance(made, ColumnsSheet)
    return made


def choose_column(made: ColumnsSheet, name: str, settle: Settle) -> None:
    write(made.search, name, settle)
    made.list.setFocus()
    made.list.choose([line.name for line in made.list.lines.lines].index(name))
    QTest.keyClick(made.list, Key.Key_Space)
    settle()


def test_columns_are_chosen_by_keys_kept_with_a_view_and_shown(
    page: ClientsPage, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    wish(people_salon, ClientId(EMMA), facts={"district": "Camden"})
    made = columns_sheet(page, settle)
    for name in ("Pinyin", "District", "Birthday"):
        choose_column(made, name, settle)
    button(made, "Show them").click()
    settle()
    assert page.narrow.columns == "name pinyin district birthday"
    titles = [one.title for one in page.heads.columns]
    assert titles == ["Pinyin", "District", "Birthday"]
    line = next(one for one in page.list.lines.lines if one.key == EMMA)
    assert line.cells[1] == "Camden"
    assert page.keep.isVisible()
    people_desk.do(keep_view, "Where they live", page.narrow)
    settle()
    page.show_view(0)
    settle()
    assert [one.title for one in page.heads.columns] != titles
    page.show_view(6)
    settle()
    assert [one.title for one in page.heads.columns] == titles
    again = columns_sheet(page, settle)
    assert list(again.list.ticked) == ["pinyin", "district", "birthday"]
    again.usual.click()
    settle()
    assert page.narrow.columns == ""


def test_names_are_sorted_by_strokes_where_columns_are_chosen(
    page: ClientsPage, people_salon: Salon, settle: Settle
) -> None:
    made = columns_sheet(page, settle)
    made.order.buttons["strokes"].click()
    button(made, "Show them").click()
    settle()
    assert page.narrow.order == "strokes"
    assert tuple(page.list.long.keys) == people_salon.ask(roll, page.narrow).keys
    page.heads.heads["name"].click()
    settle()
    assert (page.narrow.order, page.narrow.is_down) == ("strokes", True)


def test_health_is_no_column_for_who_only_calls(
    page: ClientsPage, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    people_salon.do(note_allergy, ClientId(EMMA), "Latex")
    people_desk.sign_in(people_salon.do(hire, "Joy", Role.AFTERCARE), "Joy")
    page.refresh()
    settle()
    names = [title for _key, title in page._titles.items()]
    assert "District" in names
    assert "allergies" not in page._titles
    page._turn_to(Narrow(columns="phone allergies district"))
    settle()
    assert [one.title for one in page.heads.columns] == ["Phone", "District"]
    shown = [str(cell) for line in page.list.lines.lines for cell in line.cells]
    assert not any("Latex" in cell for cell in shown)


def test_the_list_is_printed_and_exported_with_its_columns(
    page: ClientsPage,
    people_desk: Desk,
    people_salon: Salon,
    settle: Settle,
    tmp_path: Path,
) -> None:
    page._turn_to(Narrow(columns="name district phone", order="written"))
    settle()
    page._give.trigger()
    settle()
    made = sheet()
    assert isinstance(made, ExportSheet)
    made.kind.buttons["list"].click()
    path = tmp_path / "list.xlsx"
    made.save_to(path)
    settle()
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    assert rows[0] == ["Name", "District", "Phone"]
    assert len(rows) == 1 + len(page.list.long.keys)
    page._paper.trigger()
    settle()
    printed = sheet()
    assert isinstance(printed, PrintSheet)
    printed.save_to(tmp_path / "list.pdf")
    settle()
    text = "".join(one.extract_text() for one in PdfReader(tmp_path / "list.pdf").pages)
    assert "Emma" in text
    assert "District" in text


def test_the_head_counts_as_the_list_does_and_says_who_is_away(
    page: ClientsPage, people_salon: Salon, settle: Settle
) -> None:
    assert "5 people" in page.title.text()
    assert "archived" not in page.title.text()
    people_salon.do(note_departure, FANG, Leave.ARCHIVED)
    people_salon.do(note_departure, EMMA, Leave.BLOCKED, "rude")  # stays on the list
    settle()
    page.refresh()
    settle()
    assert "4 people · 1 archived or deceased" in page.title.text()
    assert page.more.text() == "4 people"
    assert len(page.list.long.keys) == 4


def test_a_long_list_gets_its_orders_ready_while_it_is_seen(
    page: ClientsPage,
    settle: Settle,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def anew(*_args: Any) -> None:
        raise AssertionError("an order was sorted only when it was asked for")

    monkeypatch.setattr(readying, "LONG", 1)
    page.hide()
    page._readying.begin(2)
    qtbot.wait(2 * readying.PAUSE)
    assert page._readying._step == 0  # nobody sees it
    page.show()
    page.refresh()
    settle()
    qtbot.waitUntil(lambda: page._readying._step == len(_READY))
    settle()
    monkeypatch.setattr(rollorder, "_sorted", anew)
    for order in Order:
        page.sort(order)
        settle()
        assert page._shown is not None
        assert page._shown.narrow.order == order

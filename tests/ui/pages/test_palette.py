"""Ctrl+K understands other words for what can be done, in three languages."""

import ast
from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

import ui
from salon.text import use_language
from tests.ui.pages import people
from tests.ui.pages.people import EMMA, Key, Settle, sheets
from ui.calendar.absence import AbsenceSheet
from ui.desk import Desk
from ui.frame.searching import Searching
from ui.frame.synonyms import SYNONYMS, WAYS, also
from ui.frame.window import Window
from ui.history.sheet import HistorySheet
from ui.kit.buttons import plain
from ui.kit.palette import Hit, Palette
from ui.places import ClientCard, ClientList, Place, SettingsPage, Today

pytestmark = pytest.mark.qt_log_ignore("does not support grabbing", extend=True)

people_template = people.people_template
people_folder = people.people_folder
people_salon = people.people_salon
people_desk = people.people_desk
people_window = people.people_window


def hits(window: Window, desk: Desk, text: str, settle: Settle) -> list[str]:
    assert window.menus is not None
    found: list[Hit] = []

    def show(news: Sequence[Hit]) -> None:
        found[:] = news

    Searching(desk, window.menus.actions).find(text, 8, show)
    settle()
    return [hit.line.name for hit in found if not hit.is_offer]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        *(("undo", "Undo"), ("take back", "Undo"), ("dark", "Light or dark")),
        *(("theme", "Light or dark"), ("holiday", "Holiday or time away")),
        *(("sick", "Holiday or time away"), ("backup", "Backups")),
        *(("restore", "Backups"), ("language", "Language of this window")),
        *(("print", "Printer and this desk"), ("staff", "Team")),
        *(("price", "Price list"), ("walk-in", "New client"), ("excel", "Import")),
        *(("merge", "Join two files of one person"), ("who changed", "Who changed")),
        *(("history", "Who changed what"), ("appointment", "Book")),
        *(("shortcuts", "Keys and about"), ("diary", "Calendar")),
    ],
)
def test_other_words_find_what_is_meant(
    people_window: Window, people_desk: Desk, settle: Settle, typed: str, meant: str
) -> None:
    people_desk.go(Today())
    settle()
    found = hits(people_window, people_desk, typed, settle)
    assert any(name.startswith(meant) for name in found), found
    assert "New client" not in found or meant == "New client"


def test_the_name_itself_stands_before_what_is_only_meant(
    people_window: Window, people_desk: Desk, settle: Settle
) -> None:
    people_desk.go(ClientCard(EMMA))
    settle()
    found = hits(people_window, people_desk, "plan", settle)
    assert found[0] in ("Plan", "New plan")
    found = hits(people_window, people_desk, "merge", settle)
    assert "Join with another file" in found


def test_a_part_of_another_word_is_not_meant(
    people_window: Window, people_desk: Desk, settle: Settle
) -> None:
    people_desk.go(Today())
    settle()
    assert "Light or dark" not in hits(people_window, people_desk, "heme", settle)


def test_chinese_words_and_english_ones_find_it_in_chinese() -> None:
    use_language("zh_CN")
    from salon.text import _

    name = plain(_("&Undo"))
    assert "undo" in also(name)
    assert "take back" in also(name)


def test_each_action_that_has_other_words_is_there() -> None:
    """A renamed action must not lose its synonyms unseen."""
    said: set[str] = set()
    for path in Path(ui.__file__).parent.rglob("*.py"):
        if path.name == "synonyms.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                said.add(node.value)
    assert not [name for name, _words in SYNONYMS if name not in said]


def test_no_way_is_named_twice() -> None:
    names = [way.name for way in WAYS]
    assert len(set(names)) == len(names)


def take(window: Window, text: str, settle: Settle) -> None:
    window.activateWindow()
    settle()
    window.go_find()
    QTest.keyClicks(window.bar.search, text)
    settle()
    QTest.keyClick(window.bar.search, Key.Key_Return)
    settle()


def place(desk: Desk) -> Place | None:
    return desk.place


def test_ways_lead_there_and_act_on_the_client_in_sight(
    people_window: Window, people_desk: Desk, settle: Settle
) -> None:
    people_desk.go(Today())
    take(people_window, "holiday", settle)
    [made] = sheets()
    assert isinstance(made, AbsenceSheet)
    made.reject()
    settle()
    take(people_window, "backup", settle)
    assert isinstance(place(people_desk), SettingsPage)
    assert place(people_desk) == SettingsPage("backups")
    take(people_window, "who changed", settle)  # nobody is in sight
    assert isinstance(place(people_desk), ClientList)
    assert not sheets()
    take(people_window, "who changed", settle)  # the one of the list
    [made] = sheets()
    assert isinstance(made, HistorySheet)
    made.reject()


def test_a_client_who_is_found_can_be_booked_by_the_right_button(
    people_window: Window, people_desk: Desk, settle: Settle
) -> None:
    people_desk.go(Today())
    people_window.go_find()
    QTest.keyClicks(people_window.bar.search, "emma")
    settle()
    palette = people_window.findChildren(Palette)[0]
    view = palette.list.viewport()
    at = palette.list.visualRect(palette.list.lines.index(0)).center()
    reason = QContextMenuEvent.Reason.Mouse
    event = QContextMenuEvent(reason, at, view.mapToGlobal(at) + QPoint())
    QApplication.sendEvent(view, event)
    tops = QApplication.topLevelWidgets()
    [menu] = [one for one in tops if isinstance(one, QMenu) and one.isVisible()]
    assert [one.text().split("\t")[0] for one in menu.actions()] == ["Open", "Book"]
    menu.actions()[0].trigger()
    settle()
    menu.close()
    assert isinstance(people_desk.place, ClientCard)

"""Clients in the search of the window."""

from PySide6.QtTest import QTest

from tests.ui.pages import people
from tests.ui.pages.people import EMMA, LIN, Key, Settle
from ui.clients.actions import actions
from ui.clients.finding import find
from ui.desk import Desk, Found
from ui.places import ClientCard, Today
from ui.window import Window

people_template = people.people_template
people_folder = people.people_folder
people_salon = people.people_salon
people_desk = people.people_desk
people_window = people.people_window


def found(desk: Desk, text: str, settle: Settle, most: int = 8) -> list[Found]:
    news: list[Found] = []
    find(desk, text, most).then(news.extend)
    settle()
    return news


def test_any_part_of_a_name_or_number_finds_her(
    people_desk: Desk, settle: Settle
) -> None:
    for text in ("meihua", "lin", "mh", "林", "8000", "lin 8000"):
        places = [one.place for one in found(people_desk, text, settle)]
        assert ClientCard(LIN) in places, text


def test_a_row_tells_namesakes_apart_and_says_what_could_hurt_her(
    people_desk: Desk, settle: Settle
) -> None:
    rows = found(people_desk, "wangfang", settle)
    details = [one.line.detail for one in rows]
    assert len(rows) == 2
    assert any("2231" in detail for detail in details)
    assert any("8876" in detail for detail in details)
    [lin] = found(people_desk, "lmh", settle)
    assert lin.line.reading == "Lín Měihuá"
    assert [chip.text for chip in lin.line.alerts] == ["Allergy", "Health"]
    assert "never here yet" in lin.line.detail


def test_never_more_rows_than_asked_for(people_desk: Desk, settle: Settle) -> None:
    assert len(found(people_desk, "wang", settle, 1)) == 1


def test_from_any_page_her_file_opens_by_keys_alone(
    people_window: Window, people_desk: Desk, settle: Settle
) -> None:
    people_desk.go(Today())
    people_window.go_find()
    QTest.keyClicks(people_window.bar.search, "emma")
    settle()
    QTest.keyClick(people_window.bar.search, Key.Key_Return)
    settle()
    place = people_desk.place
    assert isinstance(place, ClientCard)
    assert place.id == EMMA


def test_a_new_client_is_an_action_of_the_whole_window(people_desk: Desk) -> None:
    [new] = actions(people_desk)
    assert new.shortcut().toString() == "Ctrl+N"
    assert new.property("icon_name")

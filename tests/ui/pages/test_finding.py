"""Clients in the search of the window."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from salon.app import Salon
from salon.clients.tables import ClientFact
from salon.work import Work
from tests.leaning import RowMade, a_row
from tests.ui.pages import people
from tests.ui.pages.people import EMMA, FANG, LIN, Key, Settle
from tests.ui.pages.seeing import page_as, the
from ui.booking.sheet import BookingSheet, open_booking
from ui.clients.actions import actions
from ui.clients.adding import NewClient
from ui.clients.finding import find
from ui.clients.list import ClientsPage
from ui.desk import Desk, Found
from ui.frame.window import Window
from ui.kit.buttons import Button
from ui.kit.fields import TextField
from ui.kit.palette import Palette
from ui.places import ClientCard, ClientList, Today

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
    new, *_others = actions(people_desk)
    assert new.shortcut().toString() == "Ctrl+N"
    assert new.property("icon_name")


def test_where_nobody_is_found_a_file_for_that_name_is_one_key_away(
    people_window: Window, people_desk: Desk, settle: Settle
) -> None:
    people_desk.go(Today())
    people_window.go_find()
    search = people_window.bar.search
    QTest.keyClicks(search, "zoe quark")
    settle()
    palette = people_window.findChildren(Palette)[0]
    [line] = palette.list.lines.lines
    assert line.quiet
    assert palette.offer.isVisible()
    assert palette.offer.text() == "New client “zoe quark”"

    QTest.keyClick(search, Key.Key_Return)
    settle()

    name = the(people_window, NewClient).form.field("name")
    assert isinstance(name, TextField)
    assert name.text() == "zoe quark"


def test_the_offer_can_be_clicked_and_is_none_for_a_number(
    people_window: Window, people_desk: Desk, settle: Settle
) -> None:
    people_desk.go(Today())
    people_window.go_find()
    search = people_window.bar.search
    palette = people_window.findChildren(Palette)[0]
    QTest.keyClicks(search, "99887766")
    settle()
    assert [line.quiet for line in palette.list.lines.lines] == [True]
    assert not palette.offer.isVisible()

    search.selectAll()
    QTest.keyClicks(search, "quark")
    settle()
    QTest.mouseClick(palette.offer, Qt.MouseButton.LeftButton)
    settle()

    assert the(people_window, NewClient).isVisible()


def test_the_list_of_clients_offers_a_file_for_the_name_typed(
    people_window: Window, people_desk: Desk, settle: Settle
) -> None:
    people_desk.go(ClientList())
    settle()
    page = page_as(people_window, ClientsPage)
    QTest.keyClicks(page.search, "quark")
    settle()
    [new] = [b for b in page.nothing.findChildren(Button) if b.isVisible()]
    assert new.text() == "New client “quark”"
    QTest.mouseClick(new, Qt.MouseButton.LeftButton)
    settle()

    name = the(people_window, NewClient).form.field("name")
    assert isinstance(name, TextField)
    assert name.text() == "quark"


def test_nothing_found_in_a_picker_is_no_client_and_is_not_taken(
    people_window: Window, people_desk: Desk, settle: Settle
) -> None:
    open_booking(people_desk)
    settle()
    sheet = the(people_window, BookingSheet)
    QTest.keyClicks(sheet.client, "zzqqxx")
    settle()
    settle()
    assert [line.quiet for line in sheet.client.lines()] == [True]
    QTest.keyClick(sheet.client, Key.Key_Return)
    settle()

    assert sheet.client.key is None
    assert sheet.isVisible()


def test_namesakes_say_how_to_tell_them_apart(
    people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    def tell(work: Work) -> None:
        told = {"field": "namesake_hint", "value": "short hair, with her mother"}
        for key in (FANG, LIN):
            a_row(work, ClientFact, client_id=key, **told)
        work.record(RowMade())

    people_salon.do(tell)
    rows = found(people_desk, "wangfang", settle)
    said = {one.place: one.line.detail for one in rows}
    assert "short hair, with her mother" in said[ClientCard(FANG)]
    assert all("last here" in one or "never here" in one for one in said.values())
    assert "2231" in said[ClientCard(FANG)]
    [lin] = found(people_desk, "lmh", settle)  # of no namesake it is not said
    assert "short hair" not in lin.line.detail

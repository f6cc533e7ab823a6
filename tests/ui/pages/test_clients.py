"""The list of clients, and opening a file for someone new."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from salon.app import Salon
from salon.clients.model import ClientDraft, ClientId
from salon.clients.operations import add_client
from salon.clients.queries import client_card, count_clients, find_clients
from salon.views.twins import twins, twins_of
from salon.work import Reading
from tests.ui.pages import people
from tests.ui.pages.people import (
    EMMA,
    FANG,
    LIN,
    LONG_NAME,
    Ctrl,
    Key,
    Settle,
    button,
    sheet,
    sheets,
    words_in,
    write,
)
from ui.clients.adding import NewClient
from ui.clients.list import ClientsPage
from ui.clients.words import line_of
from ui.desk import Desk
from ui.frame.window import Window
from ui.kit.fields import Choice
from ui.places import ClientCard, ClientList, Today

people_template = people.people_template
people_folder = people.people_folder
people_salon = people.people_salon
people_desk = people.people_desk
people_window = people.people_window


def page_of(window: Window, desk: Desk, settle: Settle) -> ClientsPage:
    desk.go(ClientList())
    settle()
    assert isinstance(window.page, ClientsPage)
    return window.page


def names(page: ClientsPage) -> list[str]:
    return [line.name for line in page.list.lines.lines]


def test_typing_narrows_the_list_by_name_pinyin_initials_and_number(
    people_window: Window, people_desk: Desk, settle: Settle
) -> None:
    page = page_of(people_window, people_desk, settle)
    assert len(names(page)) == 5
    for typed in ("美华", "meihua", "lmh", "8000"):
        write(page.search, typed, settle)
        assert names(page) == ["林美华"], typed
    write(page.search, "wang", settle)
    assert names(page) == ["王芳", "王芳"]


def test_enter_opens_the_client_the_arrows_have_chosen(
    people_window: Window, people_desk: Desk, settle: Settle
) -> None:
    page = page_of(people_window, people_desk, settle)
    write(page.search, "wang", settle)
    chosen = page.list.lines.lines[1].key
    QTest.keyClick(page.search, Key.Key_Down)
    QTest.keyClick(page.search, Key.Key_Return)
    settle()
    place = people_desk.place
    assert isinstance(place, ClientCard)
    assert place.id == chosen


def test_one_comes_back_to_the_list_as_one_left_it(
    people_window: Window, people_desk: Desk, settle: Settle
) -> None:
    page = page_of(people_window, people_desk, settle)
    write(page.search, "emma", settle)
    QTest.keyClick(page.search, Key.Key_Return)
    settle()
    people_desk.back()
    settle()
    assert people_desk.place == ClientList("emma")
    assert page.search.text() == "emma"


def test_alerts_stand_in_words_and_never_by_colour_alone(
    people_window: Window, people_desk: Desk, settle: Settle
) -> None:
    page = page_of(people_window, people_desk, settle)
    write(page.search, "lmh", settle)
    [line] = page.list.lines.lines
    assert [chip.text for chip in line.alerts] == ["Allergy", "Health"]
    assert all(chip.icon for chip in line.alerts)
    assert line.detail.startswith("Allergy: Salicylic acid")
    assert "Allergy: Salicylic acid" in line.spoken()
    assert "Pregnant" in words_in(page.glance)


def test_a_name_of_sixty_characters_leaves_room_for_its_alert(
    people_salon: Salon, people_desk: Desk
) -> None:
    [client] = people_salon.ask(find_clients, "wilhelmina")
    assert client.name == LONG_NAME
    line = line_of(client, "uk", people_desk.today())
    assert len(line.name) < 40
    assert line.alerts


def test_where_nobody_is_found_a_new_file_begins_with_what_was_typed(
    people_window: Window, people_desk: Desk, settle: Settle
) -> None:
    page = page_of(people_window, people_desk, settle)
    write(page.search, "Rosalind Quill", settle)
    assert "Nobody is found for “Rosalind Quill”" in words_in(page)
    button(page, "New client").click()
    settle()
    made = sheet()
    assert isinstance(made, NewClient)
    assert made.form.values()["name"] == "Rosalind Quill"


def test_an_empty_salon_offers_to_import_and_to_begin(
    window: Window, desk: Desk, settle: Settle
) -> None:
    page = page_of(window, desk, settle)
    assert "Nobody is here yet" in words_in(page)
    assert button(page, "Import your list").isEnabled()
    assert not page.both.isVisible()


def test_the_list_follows_what_is_done_elsewhere(
    people_window: Window, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    page = page_of(people_window, people_desk, settle)
    people_salon.do(add_client, ClientDraft(name="Yuki Tanaka"))
    settle()
    assert "Yuki Tanaka" in names(page)
    people_desk.undo()
    settle()
    assert "Yuki Tanaka" not in names(page)


def new_client(window: Window, desk: Desk, settle: Settle) -> NewClient:
    desk.go(Today())
    settle()
    QTest.keyClick(window, Key.Key_N, Ctrl)
    settle()
    made = sheet()
    assert isinstance(made, NewClient)
    return made


def fill(made: NewClient, settle: Settle, **said: str) -> None:
    for name, text in said.items():
        write(made.form.field(name), text, settle)
    QTest.keyClick(made.form.field("name"), Key.Key_Return)
    settle()


def test_someone_new_is_added_by_keys_from_anywhere_and_her_file_opens(
    people_window: Window, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    made = new_client(people_window, people_desk, settle)
    fill(made, settle, name="赵丽", phone="07700 900555", birthday="农历八月十五")
    place = people_desk.place
    assert isinstance(place, ClientCard)
    card = people_salon.ask(client_card, ClientId(place.id))
    assert card.line.name == "赵丽"
    assert card.line.phone == "+447700900555"
    assert card.line.birthday.lunar is not None
    assert (card.line.birthday.lunar.month, card.line.birthday.lunar.day) == (8, 15)
    assert not sheets()


def test_what_is_wrong_is_said_under_its_field_and_nothing_is_added(
    people_window: Window, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    made = new_client(people_window, people_desk, settle)
    fill(made, settle, name="Nora", phone="12", birthday="31 Feb 1990")
    said = words_in(made)
    assert "“12” is too short" in said
    assert "There is no such day as “31 Feb 1990”" in said
    fill(made, settle, name="")
    assert "A name is needed" in words_in(made)
    assert people_salon.ask(count_clients) == 5


def test_whoever_has_the_number_already_is_shown_and_opened(
    people_window: Window, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    made = new_client(people_window, people_desk, settle)
    fill(made, settle, name="Emma S", phone="07700 900142")
    assert "This client may be here already" in words_in(made)
    button(made, "Open the file").click()
    settle()
    place = people_desk.place
    assert isinstance(place, ClientCard)
    assert place.id == EMMA
    assert people_salon.ask(count_clients) == 5


def test_whoever_may_be_here_already_is_shown_while_one_types_and_why(
    people_window: Window, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    made = new_client(people_window, people_desk, settle)
    write(made.form.field("name"), "Emma S", settle)
    write(made.form.field("phone"), "07700 900142", settle)
    made._soon.setInterval(0)
    made._soon.start()
    settle()
    assert made._known.isVisible()
    [line] = made.known.lines.lines
    assert line.detail.startswith("same phone · ")
    assert made.save.text() == "Open the file"  # nothing was asked yet
    write(made.form.field("phone"), "07700 900998", settle)
    made._soon.start()
    settle()
    assert not made._known.isVisible()
    made.known.show_lines([])
    assert people_salon.ask(count_clients) == 5


def test_a_namesake_with_another_number_is_asked_about_and_no_twin(
    people_window: Window, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    made = new_client(people_window, people_desk, settle)
    fill(made, settle, name="王芳", phone="07700 900999")
    assert people_salon.ask(count_clients) == 5  # it may be one of the two
    made._since.invalidate()  # time has passed
    button(made, "Open a new file").click()
    settle()
    assert people_salon.ask(count_clients) == 6
    assert not sheets()
    assert people_salon.ask(twins).total == 0


def test_who_is_said_to_be_another_is_not_asked_about_again(
    people_window: Window, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    made = new_client(people_window, people_desk, settle)
    fill(made, settle, name="Emma S", phone="07700 900142")
    made._since.invalidate()  # time has passed
    button(made, "Open a new file").click()
    settle()
    place = people_desk.place
    assert isinstance(place, ClientCard)
    assert place.id != EMMA
    assert people_salon.ask(twins_of, ClientId(place.id)) == ()
    people_desk.undo()
    settle()
    assert people_salon.ask(count_clients) == 5


def test_another_person_of_the_same_name_gets_a_file_of_her_own(
    people_window: Window, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    made = new_client(people_window, people_desk, settle)
    fill(made, settle, name="王芳")
    assert len(made.known.lines.lines) == 2
    assert all("same name" in line.detail for line in made.known.lines.lines)
    assert people_salon.ask(count_clients) == 5
    button(made, "Open a new file").click()  # Enter pressed twice is not an answer
    settle()
    assert people_salon.ask(count_clients) == 5
    made._since.invalidate()  # time has passed
    button(made, "Open a new file").click()
    settle()
    assert people_salon.ask(count_clients) == 6


def test_a_daughter_under_her_mothers_number_is_linked_and_keeps_her_own_file(
    people_window: Window, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    made = new_client(people_window, people_desk, settle)
    fill(made, settle, name="王小雨", phone="07700 902231")
    button(made, "Family").click()
    settle()
    assert made.relation.isVisible()
    place = made.relation.findText("Mother")
    made.relation.setCurrentIndex(place)
    button(made, "Open a new file").click()
    settle()
    place_ = people_desk.place
    assert isinstance(place_, ClientCard)
    card = people_salon.ask(client_card, ClientId(place_.id))
    assert [(one.relation, one.other_id) for one in card.relatives] == [
        ("mother", FANG)
    ]


@pytest.mark.parametrize("times", [2, 3])
def test_enter_pressed_twice_or_thrice_opens_one_file(
    people_window: Window,
    people_desk: Desk,
    people_salon: Salon,
    settle: Settle,
    times: int,
) -> None:
    made = new_client(people_window, people_desk, settle)
    field = made.form.field("name")
    write(field, "Nora Quist", settle)
    for _time in range(times):
        QTest.keyClick(field, Key.Key_Return)
    settle()
    assert people_salon.ask(count_clients) == 6


def test_enter_pressed_twice_adds_nobody_whose_namesake_was_not_seen(
    people_window: Window, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    made = new_client(people_window, people_desk, settle)
    field = made.form.field("name")
    write(field, "王芳", settle)
    QTest.keyClick(field, Key.Key_Return)
    QTest.keyClick(field, Key.Key_Return)
    settle()
    assert people_salon.ask(count_clients) == 5
    assert len(made.known.lines.lines) == 2
    assert made.save.isEnabled()


def roll_over(widget: QWidget) -> None:
    """Roll the wheel with the pointer over a field that has not the focus."""
    at = QPointF(widget.rect().center())
    event = QWheelEvent(
        at,
        widget.mapToGlobal(at),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)


def test_the_wheel_over_a_choice_changes_nothing(
    people_window: Window, people_desk: Desk, settle: Settle
) -> None:
    made = new_client(people_window, people_desk, settle)
    field = made.form.field("language")
    assert isinstance(field, Choice)
    before = field.currentIndex()
    roll_over(field)
    assert field.currentIndex() == before


def test_the_search_of_the_list_reads_the_same_records_as_the_palette(
    people_salon: Salon,
) -> None:
    def first(reading: Reading) -> list[int]:
        return [one.id for one in find_clients(reading, "lin 8000")]

    assert people_salon.ask(first) == [LIN]

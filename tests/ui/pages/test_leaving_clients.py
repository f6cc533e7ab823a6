"""Leaving, erasing, copying, comparing and parting in a real window, by keyboard."""

from datetime import time, timedelta
from pathlib import Path

import pytest
from PySide6.QtTest import QTest

from salon.app import Salon
from salon.appointments.model import Status
from salon.appointments.operations import Booking, book
from salon.appointments.queries import appointment
from salon.catalogue.model import ServiceId
from salon.catalogue.queries import services
from salon.clients.departing import note_departure
from salon.clients.departures import Leave
from salon.clients.model import ClientDraft, ClientId, PhoneLine
from salon.clients.operations import add_client, merge_clients, note_allergy
from salon.clients.queries import client_card, client_line, living
from salon.complaints.opening import open_complaint
from salon.erasure.queries import is_erased, pending
from salon.forgotten import erase
from salon.staff.model import Role, StaffId
from salon.staff.operations import hire
from salon.views.twins import twins
from tests.ui.pages import people
from tests.ui.pages.people import (
    EMMA,
    FANG,
    FANG_TOO,
    LIN,
    Ctrl,
    Key,
    Settle,
    button,
    sheet,
    sheets,
    words_in,
    write,
)
from ui.clients.comparing import CompareSheet
from ui.clients.leaving import CopySheet, EraseSheet, LeaveSheet
from ui.clients.list import ClientsPage
from ui.clients.page import ClientPage
from ui.clients.parting import PartSheet
from ui.desk import Desk
from ui.frame.window import Window
from ui.places import ClientCard, ClientList

people_template = people.people_template
people_folder = people.people_folder
people_salon = people.people_salon
people_desk = people.people_desk
people_window = people.people_window


@pytest.fixture
def twin(people_salon: Salon) -> ClientId:
    """Return a second file of Lin, typed in letters by somebody else."""
    phone = PhoneLine("+8613800138000", "", True, "13800138000")
    draft = ClientDraft(name="Lin Meihua", called="Mei", phones=(phone,))
    key = people_salon.do(add_client, draft)
    people_salon.do(note_allergy, key, "Latex")
    return key


@pytest.fixture
def file(people_window: Window, people_desk: Desk, settle: Settle) -> ClientPage:
    people_desk.go(ClientCard(EMMA))
    settle()
    assert isinstance(people_window.page, ClientPage)
    return people_window.page


@pytest.fixture
def compared(
    twin: ClientId, people_window: Window, people_desk: Desk, settle: Settle
) -> CompareSheet:
    people_desk.go(ClientList())
    settle()
    page = people_window.page
    assert isinstance(page, ClientsPage)
    assert "same phone" in words_in(page.twins)
    page.list.setFocus()
    QTest.keyClick(page.list, Key.Key_D, Ctrl)
    settle()
    [made] = sheets()
    assert isinstance(made, CompareSheet)
    return made


def test_twins_are_joined_with_a_choice_for_each_field(
    compared: CompareSheet, people_salon: Salon, twin: ClientId, settle: Settle
) -> None:
    said = words_in(compared)
    for text in ("What comes together", "Salicylic acid", "Latex", "Pair 1 of 1"):
        assert text in said
    rows = {row.choice.field: row for row in compared.rows}
    assert "name" in rows
    compared.rows[0].focus()
    at = list(rows).index("name")
    for _step in range(at):
        QTest.keyClick(compared.focusWidget(), Key.Key_Down)
    QTest.keyClick(compared.focusWidget(), Key.Key_2)
    assert rows["name"].is_away
    QTest.keyClick(compared, Key.Key_Return, Ctrl)
    settle()

    assert people_salon.ask(living, twin) == LIN
    card = people_salon.ask(client_card, LIN)
    assert card.line.name == "Lin Meihua"
    assert {one.substance for one in card.allergies} == {"Salicylic acid", "Latex"}
    assert sheets() == []


def test_two_people_are_told_apart_with_one_key(
    compared: CompareSheet, people_salon: Salon, settle: Settle
) -> None:
    compared.setFocus()
    QTest.keyClick(compared, Key.Key_N)
    settle()

    assert people_salon.ask(twins).total == 0
    assert sheets() == []


def test_a_joined_file_is_parted_and_later_lines_are_sorted(
    file: ClientPage, people_salon: Salon, people_desk: Desk, settle: Settle
) -> None:
    people_salon.do(merge_clients, FANG, FANG_TOO)
    people_salon.do(note_allergy, FANG, "Henna")
    people_desk.go(ClientCard(FANG))
    settle()
    file._actions["part"].trigger()
    settle()
    made = sheet()
    assert isinstance(made, PartSheet)
    allergy = next(row for row, _answers in made.rows if row[0] == "allergy")
    answers = next(one for row, one in made.rows if row == allergy)
    answers.buttons["away"].click()
    QTest.keyClick(made, Key.Key_Return, Ctrl)
    settle()

    card = people_salon.ask(client_card, ClientId(FANG_TOO))
    assert [one.substance for one in card.allergies] == ["Henna"]
    assert people_salon.ask(client_card, ClientId(FANG)).allergies == ()
    people_desk.undo()
    settle()
    assert people_salon.ask(living, ClientId(FANG_TOO)) == FANG


def test_somebody_leaves_and_comes_back(
    file: ClientPage, people_salon: Salon, settle: Settle
) -> None:
    file._actions["leave"].trigger()
    settle()
    made = sheet()
    assert isinstance(made, LeaveSheet)
    made.kind.buttons["blocked"].click()
    made.keep.click()
    settle()
    assert made.failure.isVisible()  # nobody said why
    write(made.reason, "never paid", settle)
    made.keep.click()
    settle()
    assert sheets() == []
    texts = [one.text for one in people_salon.ask(client_line, ClientId(EMMA)).alerts]
    assert texts[0] == "Blocked (never paid)"

    file._actions["leave"].trigger()
    settle()
    button(sheet(), "Here again").click()
    settle()
    kinds = {one.kind for one in people_salon.ask(client_line, ClientId(EMMA)).alerts}
    assert "blocked" not in kinds


def test_what_becomes_of_the_visits_is_asked_before_somebody_leaves(
    file: ClientPage, people_salon: Salon, settle: Settle
) -> None:
    today = people_salon.today()
    wednesday = today + timedelta(days=16 - today.weekday())
    peel = ServiceId(people_salon.ask(services)[0].id)
    wish = Booking(
        ClientId(EMMA), peel, wednesday, time(11), StaffId(1), override="skill is new"
    )
    visit = people_salon.do(book, wish)
    file._actions["leave"].trigger()
    settle()
    made = sheet()
    assert isinstance(made, LeaveSheet)
    assert not made.visits_row.isVisible()
    made.keep.click()
    settle()
    assert made.visits_row.isVisible()
    assert "11:00" in words_in(made)
    made.visits.buttons["cancel"].click()
    made.keep.click()
    settle()
    assert sheets() == []
    assert people_salon.ask(appointment, visit).status is Status.CANCELLED
    people_salon.undo()
    assert people_salon.ask(appointment, visit).status is Status.BOOKED


def test_who_is_archived_is_shown_where_one_asks_for_it(
    people_window: Window, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    people_salon.do(note_departure, ClientId(EMMA), Leave.ARCHIVED)
    people_desk.go(ClientList())
    settle()
    page = people_window.page
    assert isinstance(page, ClientsPage)
    assert EMMA not in page.list.long.keys
    page.filters.chips["left"].put("archived")
    page.filters.changed.emit()
    settle()
    assert list(page.list.long.keys) == [EMMA]


def test_nobody_is_erased_before_the_name_is_typed(
    file: ClientPage, people_salon: Salon, people_folder: Path, settle: Settle
) -> None:
    file._actions["erase"].trigger()
    settle()
    made = sheet()
    assert isinstance(made, EraseSheet)
    assert "undo brings nothing" in words_in(made)
    assert not made.erase.isEnabled()
    write(made.typed, "Emma", settle)
    assert not made.erase.isEnabled()
    write(made.typed, "Emma Stone", settle)
    assert made.erase.isEnabled()
    made.erase.click()
    settle()

    assert people_salon.ask(is_erased, ClientId(EMMA))
    assert (people_folder / "salon.erased").is_file()
    assert sheets() == []


def test_an_erasure_under_way_is_seen_and_called_off(
    file: ClientPage, people_salon: Salon, settle: Settle
) -> None:
    emma = ClientId(EMMA)
    people_salon.do(open_complaint, emma, words="too slow")
    assert not erase(people_salon, emma)
    file._actions["erase"].trigger()
    settle()
    made = sheet()
    assert isinstance(made, EraseSheet)
    assert "Erasure was asked for on" in words_in(made)
    assert made.call_off.isVisible()
    made.call_off.click()
    settle()
    assert sheets() == []
    assert people_salon.ask(pending, emma) == ()


def test_what_goes_with_a_file_and_what_is_left_is_said_before(
    file: ClientPage, people_salon: Salon, settle: Settle
) -> None:
    twin = people_salon.do(add_client, ClientDraft(name="Emma Stonex"))
    people_salon.do(merge_clients, ClientId(EMMA), twin)
    other = ClientDraft(name="Ada Lowe", note="Emma came along")
    third = people_salon.do(add_client, other)
    file._actions["erase"].trigger()
    settle()
    said = words_in(sheet())
    assert f"C{twin} Emma Stonex" in said
    assert f"C{third}" in said
    assert "may mean somebody" in said


def test_who_may_not_erase_is_told_nothing_of_the_file(
    file: ClientPage, people_salon: Salon, people_desk: Desk, settle: Settle
) -> None:
    people_desk.by = people_salon.do(hire, "Mo", role=Role.THERAPIST)
    file._actions["erase"].trigger()
    settle()
    made = sheet()
    assert isinstance(made, EraseSheet)
    assert made.failure.isVisible()
    assert "Goes now" not in words_in(made)


def test_a_copy_is_written_where_it_is_wished(
    file: ClientPage, tmp_path: Path, settle: Settle
) -> None:
    file._actions["copy"].trigger()
    settle()
    made = sheet()
    assert isinstance(made, CopySheet)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").touch()
    made.save_to(tmp_path / "full")
    settle()
    assert made.failure.isVisible()
    made.save_to(tmp_path / "copy")
    settle()
    assert (tmp_path / "copy" / "data.json").is_file()
    assert sheets() == []

"""Who changed a record and when, as people read it."""

from PySide6.QtTest import QTest

from salon.app import Salon
from salon.clients.model import ClientDraft
from salon.clients.operations import correct_client
from salon.store.base import table_of
from salon.tables import RECORDS
from tests.ui.pages import people
from tests.ui.pages.people import LIN, Ctrl, Key, Settle, sheet, words_in
from ui.desk import Desk
from ui.frame.window import Window
from ui.history.sheet import HistorySheet, open_history
from ui.history.words import FIELDS, HIDDEN, TABLES, field_name, said
from ui.places import ClientCard

people_template = people.people_template
people_folder = people.people_folder
people_salon = people.people_salon
people_desk = people.people_desk
people_window = people.people_window


def test_the_history_of_a_client_says_what_stood_there_before(
    people_window: Window, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    people_salon.do(correct_client, LIN, ClientDraft(called="Mei"))
    people_salon.do(correct_client, LIN, ClientDraft(called="Auntie Lin"))
    people_desk.go(ClientCard(LIN))
    settle()
    QTest.keyClick(people_window, Key.Key_H, Ctrl)
    settle()
    shown = sheet()
    assert isinstance(shown, HistorySheet)
    text = words_in(shown)
    assert "Likes to be called" in text
    assert "Mei → Auntie Lin" in text
    assert "23 Nov 2026, 10:42" in text
    assert text.index("Mei → Auntie Lin") < text.index("Client added")


def test_what_was_taken_back_is_told_too(
    people_window: Window, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    people_salon.do(correct_client, LIN, ClientDraft(called="Mei"))
    people_salon.undo()
    shown = open_history(people_desk, "client", LIN, people_window)
    settle()
    assert shown is not None
    assert "Mei → –" in words_in(shown)
    from ui.kit.chips import ChipLabel

    assert "Taken back" in [chip.text() for chip in shown.findChildren(ChipLabel)]


def test_a_record_without_history_says_so(
    people_window: Window, people_desk: Desk, settle: Settle
) -> None:
    shown = open_history(people_desk, "client", 999)
    settle()
    assert shown is not None
    assert "Nothing has changed it yet" in words_in(shown)


def test_values_and_names_are_those_of_people(
    people_window: Window, people_desk: Desk
) -> None:
    assert said(True) == "yes"
    assert said(None) == ""
    assert said("2026-11-23") == "23 Nov 2026"
    assert said(3) == "3"
    assert field_name("sort_key") == ""
    assert field_name("never_do") == "Never do"
    assert all(FIELDS.values())
    assert all(TABLES.values())


def test_every_record_has_a_word_and_no_word_is_without_its_record() -> None:
    assert set(TABLES) == {table_of(kind).name for kind in RECORDS}


def test_every_field_has_a_word_or_is_nobodys_business() -> None:
    fields = {column.key for kind in RECORDS for column in table_of(kind).c}
    assert fields - FIELDS.keys() - HIDDEN == set()
    assert (FIELDS.keys() | HIDDEN) - fields == set()
    assert not FIELDS.keys() & HIDDEN

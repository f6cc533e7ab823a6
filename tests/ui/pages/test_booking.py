"""Booking by keys alone: her usual, what is free, what stands against it."""

from collections.abc import Callable
from contextlib import closing
from datetime import date, time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from salon.app import Salon
from salon.appointments.model import DayLine
from salon.appointments.operations import Booking, book
from salon.appointments.queries import day_book, visits_of
from salon.catalogue.queries import resolve_service
from salon.clients.model import ClientId
from salon.clients.operations import note_condition
from salon.clients.queries import find_clients
from salon.start import open_salon
from tests.ui.pages.daily import NOW, TODAY
from tests.ui.pages.seeing import Ctrl, is_gone, press, the, words_in
from ui.booking.sheet import BookingSheet, open_booking
from ui.desk import Desk
from ui.frame.window import Window
from ui.kit.fields import TextField
from ui.places import ClientCard, Today

Settle = Callable[[], None]
Key = Qt.Key


def client(salon: Salon, name: str) -> ClientId:
    return salon.ask(find_clients, name)[0].id


def coming(salon: Salon, name: str) -> list[DayLine]:
    return [
        one
        for one in salon.ask(visits_of, client(salon, name))
        if one.slot.day >= TODAY and one.status.is_open
    ]


@pytest.fixture
def sheet(day_window: Window, day_desk: Desk, settle: Settle) -> BookingSheet:
    day_desk.go(Today())
    settle()
    press(day_window, Key.Key_Escape)
    QTest.keyClick(day_window, Key.Key_B, Ctrl)
    settle()
    return the(day_window, BookingSheet)


def type_in(field: TextField, text: str, settle: Settle) -> None:
    field.setFocus()
    QTest.keyClicks(field, text)
    settle()
    settle()


def test_her_usual_is_booked_with_at_most_eight_keys_after_her_name(
    sheet: BookingSheet, day_salon: Salon, day_window: Window, settle: Settle
) -> None:
    type_in(sheet.client, "olivia", settle)
    keys = [Key.Key_Return, Key.Key_1]

    for key in keys:
        press(sheet, key)
        settle()

    assert len(keys) <= 8
    assert is_gone(sheet)
    booked = coming(day_salon, "Olivia Grant")
    newest = max(booked, key=lambda one: one.id)
    assert str(newest.service) == "Relaxing massage 60"
    assert newest.person.name == "Jun"
    assert "Olivia Grant" in day_window.toast.text


def test_enter_alone_books_the_first_time(
    sheet: BookingSheet, day_salon: Salon, settle: Settle
) -> None:
    before = len(coming(day_salon, "Noor Haddad"))
    type_in(sheet.client, "noor", settle)
    for _press in range(2):
        press(sheet, Key.Key_Return)
        settle()

    assert len(coming(day_salon, "Noor Haddad")) == before + 1


def test_she_is_found_by_pinyin_and_the_end_of_her_number(
    sheet: BookingSheet, settle: Settle
) -> None:
    type_in(sheet.client, "hejing 5678", settle)

    [line] = sheet.client.lines()
    assert line.name == "何静"
    assert "…5678" in line.detail
    assert "last visit" in line.detail


def test_two_of_one_name_are_told_apart(sheet: BookingSheet, settle: Settle) -> None:
    type_in(sheet.client, "wangfang", settle)
    assert sorted(line.detail[-5:] for line in sheet.client.lines()) == [
        "…2231",
        "…8876",
    ]

    press(sheet, Key.Key_Return)
    settle()

    assert "another client has the same name" in words_in(sheet)


def test_the_usual_of_another_client_replaces_that_of_the_first(
    sheet: BookingSheet, settle: Settle
) -> None:
    type_in(sheet.client, "olivia", settle)
    press(sheet, Key.Key_Return)
    settle()
    sheet.client.selectAll()
    type_in(sheet.client, "hejing", settle)
    press(sheet, Key.Key_Return)
    settle()

    assert sheet.service.text() == "Hydrating facial"
    assert sheet.person.text() == "Rosa"


def test_what_must_not_be_is_said_and_not_booked(
    sheet: BookingSheet, day_salon: Salon, settle: Settle
) -> None:
    key = client(day_salon, "Olivia Grant")
    peel = day_salon.ask(resolve_service, "pel_glycolic").id
    day_salon.do(note_condition, key, "isotretinoin")
    before = len(coming(day_salon, "Olivia Grant"))
    sheet.reject()
    opened = open_booking(sheet._desk, key, peel)
    assert opened is not None
    settle()

    assert opened.warned.isVisible()
    assert opened.warned.is_blocked
    opened.do.click()
    settle()

    assert opened.isVisible()
    assert opened.failure.isVisible()
    assert len(coming(day_salon, "Olivia Grant")) == before


def test_a_warning_goes_on_with_a_reason_that_is_kept(
    sheet: BookingSheet, day_salon: Salon, settle: Settle
) -> None:
    key = client(day_salon, "Olivia Grant")
    day_salon.do(note_condition, key, "pregnancy")
    service = day_salon.ask(resolve_service, "fac_hydrate").id
    before = len(coming(day_salon, "Olivia Grant"))
    sheet.reject()
    opened = open_booking(sheet._desk, key, service)
    assert opened is not None
    settle()
    assert opened.warned.isVisible()
    if opened.warned.is_blocked:
        pytest.skip("this content blocks it")
    press(opened, Key.Key_1)
    settle()
    assert opened.isVisible()

    QTest.keyClicks(opened.warned.reason, "No steam, she knows")
    press(opened, Key.Key_Return)
    settle()

    assert is_gone(opened)
    assert len(coming(day_salon, "Olivia Grant")) == before + 1


def test_a_time_taken_meanwhile_keeps_everything_typed_and_offers_others(
    sheet: BookingSheet, day_folder: Path, day_salon: Salon, settle: Settle
) -> None:
    type_in(sheet.client, "olivia", settle)
    press(sheet, Key.Key_Return)
    settle()
    QTest.keyClicks(sheet.note, "quiet room")
    offered = sheet._offers
    assert offered is not None
    first = offered.times[0].at
    with closing(open_salon(str(day_folder), NOW, desk="other")) as other:
        other.do(
            book,
            Booking(
                client(other, "Emma Clarke"),
                offered.service.id,
                first.day,
                first.start,
                first.person.id,  # type: ignore[arg-type]
            ),
        )

    sheet.times[0].click()
    settle()

    assert sheet.isVisible()
    assert "Emma Clarke" in sheet.failure.accessibleName()
    assert "Free instead" in sheet.failure.accessibleName()
    assert sheet.client.text() == "Olivia Grant"
    assert sheet.note.text() == "quiet room"
    assert len(sheet.times) >= 3
    sheet.times[0].click()
    settle()
    assert is_gone(sheet)
    assert len(coming(day_salon, "Olivia Grant")) == 2


def test_escape_leaves_everything_as_it_is(
    sheet: BookingSheet, day_salon: Salon, settle: Settle
) -> None:
    before = len(day_salon.ask(day_book, TODAY, 60))
    type_in(sheet.client, "olivia", settle)
    press(sheet, Key.Key_Return)
    settle()
    press(sheet, Key.Key_Escape)
    settle()

    assert is_gone(sheet)
    assert len(day_salon.ask(day_book, TODAY, 60)) == before


def test_enter_without_a_client_says_what_is_missing(
    sheet: BookingSheet, settle: Settle
) -> None:
    press(sheet, Key.Key_Return)
    settle()

    assert "Choose the client first" in sheet.failure.accessibleName()
    assert QApplication.focusWidget() is sheet.client


def test_a_wished_time_that_is_not_free_is_said(
    sheet: BookingSheet, day_salon: Salon, settle: Settle
) -> None:
    sheet.reject()
    key = client(day_salon, "Emma Clarke")
    service = day_salon.ask(resolve_service, "mas_foot").id
    jun = next(
        one.person.id
        for one in day_salon.ask(day_book, TODAY)
        if one.person.name == "Jun"
    )
    opened = open_booking(sheet._desk, key, service, TODAY, time(14, 15), jun)
    settle()

    assert opened is not None
    assert "14:15 is not free" in words_in(opened)
    assert opened.times[0].text().startswith("Tue 24 Nov, 15:1")


def test_ctrl_b_in_her_file_knows_whom_it_is_about(
    day_window: Window, day_desk: Desk, day_salon: Salon, settle: Settle
) -> None:
    day_desk.go(ClientCard(client(day_salon, "何静")))
    settle()
    QTest.keyClick(day_window, Key.Key_B, Ctrl)
    settle()

    opened = the(day_window, BookingSheet)
    assert opened.client.text() == "何静"
    assert opened.service.text() == "Hydrating facial"


def test_ctrl_b_on_a_client_in_the_search_books_her_usual(
    day_window: Window, day_desk: Desk, settle: Settle
) -> None:
    day_desk.go(Today())
    settle()
    QTest.keyClick(day_window, Key.Key_K, Ctrl)
    QTest.keyClicks(day_window.bar.search, "hejing")
    settle()
    settle()
    QTest.keyClick(day_window.bar.search, Key.Key_B, Ctrl)
    settle()

    assert the(day_window, BookingSheet).client.text() == "何静"


def test_another_day_offers_its_own_times(sheet: BookingSheet, settle: Settle) -> None:
    type_in(sheet.client, "olivia", settle)
    press(sheet, Key.Key_Return)
    settle()
    sheet.day.put(date(2026, 12, 3))
    sheet.day.changed.emit(date(2026, 12, 3))
    settle()

    assert sheet.times[0].text().startswith("Thu 3 Dec")


def test_what_needs_a_patch_test_is_offered_from_the_day_it_is_possible(
    sheet: BookingSheet, day_salon: Salon, settle: Settle
) -> None:
    sheet.reject()
    key = client(day_salon, "Emma Clarke")
    tint = day_salon.ask(resolve_service, "lsb_tint").id
    opened = open_booking(sheet._desk, key, tint)
    settle()

    assert opened is not None
    assert "needs a patch test" in words_in(opened)
    assert opened.times[0].text().startswith("Thu 26 Nov")
    assert not opened.warned.isVisible()
    opened.times[0].click()
    settle()
    assert is_gone(opened)
    assert coming(day_salon, "Emma Clarke")

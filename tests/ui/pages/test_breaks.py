"""A new fact opens the sheet of what it breaks; keys decide row by row."""

import os
from collections.abc import Callable
from datetime import time, timedelta

import pytest
from PySide6.QtTest import QTest

from salon.app import Salon
from salon.appointments.model import AppointmentId, Status
from salon.appointments.operations import Booking, book
from salon.appointments.queries import appointment
from salon.breaks.model import Way
from salon.breaks.queries import broken
from salon.catalogue.queries import resolve_service
from salon.clients.model import ClientDraft, ClientId
from salon.clients.operations import add_client, note_condition
from salon.clients.queries import find_clients
from salon.plans.operations import make_plan
from tests.ui.pages.daily import TODAY
from tests.ui.pages.seeing import Ctrl, Key, is_gone, press, the, words_in
from ui.breaks.sheet import BreaksSheet
from ui.desk import Desk
from ui.frame.window import Window

Settle = Callable[[], None]
NINE_WEEKS = TODAY + timedelta(days=280 - 63)


@pytest.fixture
def he_jing(day_salon: Salon) -> ClientId:
    [line] = day_salon.ask(find_clients, "何静", 1)
    return line.id


def booked(salon: Salon, key: ClientId, ref: str, days: int) -> AppointmentId:
    service = salon.ask(resolve_service, ref).id
    day = TODAY + timedelta(days=days)
    return salon.do(book, Booking(key, service, day, time(14)))


def tell(desk: Desk, key: ClientId, settle: Settle) -> None:
    desk.do(note_condition, key, "pregnancy", expected_on=NINE_WEEKS)
    for _turn in range(3):
        settle()


def test_a_fact_told_opens_what_it_breaks_and_the_keys_decide(
    day_window: Window,
    day_desk: Desk,
    day_salon: Salon,
    he_jing: ClientId,
    settle: Settle,
) -> None:
    micro = booked(day_salon, he_jing, "fel_micro", 10)
    aroma = booked(day_salon, he_jing, "mas_aroma", 17)
    day_salon.do(make_plan, he_jing, "plan_pigment")
    tell(day_desk, he_jing, settle)

    sheet = the(day_window, BreaksSheet)
    if folder := os.environ.get("PICTURES"):
        day_window.resize(1440, 900)
        settle()
        sheet.grab().save(f"{folder}/breaks.png")
    said = words_in(sheet)
    assert "Microcurrent lifting" in said
    assert "Aromatherapy massage" in said
    assert day_salon.ask(appointment, micro).status is Status.BOOKED  # nothing yet

    first = sheet.rows[0]
    assert first.has_focus()
    walked = [first.way]
    for key in (Key.Key_Right, Key.Key_Left):
        QTest.keyClick(first.ways.buttons[first.way], key)
        walked.append(first.way)
    assert walked == [Way.KEEP, Way.CANCEL, Way.KEEP]
    press(sheet, Key.Key_Down)
    assert sheet.rows[1].has_focus()
    QTest.keyClick(sheet, Key.Key_Return, Ctrl)
    settle()

    assert is_gone(sheet)
    assert day_salon.ask(appointment, micro).service_ref == "fac_preg"
    assert day_salon.ask(appointment, aroma).status is Status.CANCELLED
    day_desk.undo()
    settle()
    assert day_salon.ask(appointment, micro).service_ref == "fel_micro"


def test_decided_later_nothing_is_lost(
    day_window: Window,
    day_desk: Desk,
    day_salon: Salon,
    he_jing: ClientId,
    settle: Settle,
) -> None:
    booked(day_salon, he_jing, "fel_micro", 10)
    tell(day_desk, he_jing, settle)

    press(the(day_window, BreaksSheet), Key.Key_Escape)
    settle()
    found = day_salon.ask(broken, he_jing)
    assert "Microcurrent lifting" in {one.title for one in found}


def test_where_nothing_is_touched_that_is_said(
    day_window: Window, day_desk: Desk, day_salon: Salon, settle: Settle
) -> None:
    key = day_salon.do(add_client, ClientDraft(name="Nobody Booked"))
    day_desk.do(note_condition, key, "thyroid")
    for _turn in range(3):
        settle()
    assert not [s for s in day_window.findChildren(BreaksSheet) if s.isVisible()]

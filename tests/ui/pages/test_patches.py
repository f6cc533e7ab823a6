"""Patch tests and consents in the real window: put on, read, declined, signed."""

import os
from datetime import time, timedelta

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from salon.app import Salon
from salon.appointments.operations import Booking, book, book_with_patch_test
from salon.appointments.queries import visits_of
from salon.catalogue.queries import resolve_service
from salon.clients.consents import read_signature
from salon.clients.model import ClientId
from salon.clients.operations import put_on_patch_test, read_patch_test
from salon.clients.queries import client_card, conditions_of, patch_tests_of
from salon.staff.operations import hire
from salon.staff.queries import team
from tests.ui.pages import people
from tests.ui.pages.people import (
    EMMA,
    FANG,
    LIN,
    NOW,
    Key,
    Settle,
    button,
    sheet,
    sheets,
    words_in,
    write,
)
from ui.booking.sheet import BookingSheet, open_booking
from ui.calendar.visit import open_visit
from ui.clients.consents import ConsentSheet
from ui.clients.file import FileTab
from ui.clients.page import ClientPage
from ui.clients.patches import PutOnSheet, ReadingSheet
from ui.desk import Desk
from ui.frame.window import Window
from ui.kit.chips import ChipLabel
from ui.kit.signature import Signature
from ui.places import ClientCard, RecordOf, Today

people_template = people.people_template
people_folder = people.people_folder
people_salon = people.people_salon
people_desk = people.people_desk
people_window = people.people_window

CtrlShift = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
SPOTS = (("behind_ear", "Tint 3.0", "B12"), ("inner_elbow", "Tint 3.0", "B12"))


def shot(widget: QWidget, name: str) -> None:
    if folder := os.environ.get("SHOTS"):
        widget.grab().save(f"{folder}/{name}.png")


def file_of(window: Window, desk: Desk, settle: Settle, key: int = EMMA) -> FileTab:
    desk.go(ClientCard(key, "file"))
    settle()
    settle()
    assert isinstance(window.page, ClientPage)
    tab = window.page.stack.currentWidget()
    assert isinstance(tab, FileTab)
    return tab


def put_on(
    salon: Salon, hours: float, key: ClientId = EMMA, ref: str = "lsb_tint"
) -> int:
    at = NOW - timedelta(hours=hours)
    return salon.do(put_on_patch_test, key, ref, SPOTS, applied_at=at)


def chips(home: QWidget) -> list[ChipLabel]:
    return [one for one in home.findChildren(ChipLabel) if one.isVisibleTo(home)]


def draw(pad: Signature) -> None:
    points = [QPoint(60, 80), QPoint(110, 30), QPoint(180, 90), QPoint(260, 50)]
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=points[0])
    for point in points[1:]:
        QTest.mouseMove(pad, point)
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=points[-1])


def test_one_is_put_on_by_keys_at_two_places(
    people_window: Window, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    tab = file_of(people_window, people_desk, settle)
    assert "None yet. Peels" in words_in(tab)
    button(tab, "Put on a patch test").click()
    settle()
    asked = sheet()
    assert isinstance(asked, PutOnSheet)
    write(asked.service, "lash tint", settle)
    QTest.keyClick(asked.service, Key.Key_Return)
    settle()
    assert "2 days before" in words_in(asked)
    write(asked.spots[0].what, "Tint 3.0", settle)
    write(asked.spots[0].batch, "B12", settle)
    button(asked, "One more place").click()
    settle()
    shot(asked, "put_on")
    QTest.keyClick(asked.spots[1].batch, Key.Key_Return)
    settle()
    assert sheets() == []
    [one] = people_salon.ask(patch_tests_of, EMMA)
    assert [(s.zone, s.what, s.batch) for s in one.spots] == list(SPOTS)
    assert one.applied_at == NOW.replace(second=0)
    said = words_in(tab)
    assert "to be read from Wed 25 Nov 10:42" in said
    assert "Behind the ear (Tint 3.0, batch B12)" in said
    shot(people_window, "file_open_test")


def test_without_a_service_nothing_is_put_on(
    people_window: Window, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    tab = file_of(people_window, people_desk, settle)
    button(tab, "Put on a patch test").click()
    settle()
    button(sheet(), "Put on").click()
    settle()
    assert "Choose the service" in words_in(sheet().failure)
    assert people_salon.ask(patch_tests_of, EMMA) == []


def test_it_is_read_spot_by_spot_and_says_whom_it_covers(
    people_window: Window, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    put_on(people_salon, 49)
    tab = file_of(people_window, people_desk, settle)
    assert "to read now" in [c.text() for c in chips(tab)]
    button(tab, "Read the patch test for Lash tint").click()
    settle()
    asked = sheet()
    assert isinstance(asked, ReadingSheet)
    shot(asked, "reading")
    button(asked, "Keep").click()
    settle()
    assert "each spot" in words_in(asked.failure)
    for _spot in range(2):
        QTest.keyClick(asked, Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert set(asked.results.values()) == {"none"}
    button(asked, "Keep").click()
    settle()
    [one] = people_salon.ask(patch_tests_of, EMMA)
    assert (one.result, [s.result for s in one.spots]) == ("none", ["none", "none"])
    assert "also for Brow tint" in words_in(tab)
    assert "clear" in [c.text() for c in chips(tab)]
    shot(people_window, "file_read_test")


def test_a_reaction_of_one_spot_is_the_result_and_stands_in_her_file(
    people_window: Window, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    put_on(people_salon, 2)
    tab = file_of(people_window, people_desk, settle)
    button(tab, "Read the patch test for Lash tint").click()
    settle()
    asked = sheet()
    assert isinstance(asked, ReadingSheet)
    assert "It can be read from Wed 25 Nov 08:42" in words_in(asked)
    spots = list(asked.results)
    assert not asked.buttons[spots[0], "none"].isEnabled()
    asked.buttons[spots[1], "positive"].click()
    write(asked.note, "red, itching", settle)
    shot(asked, "reading_early")
    button(asked, "Keep").click()
    settle()
    [one] = people_salon.ask(patch_tests_of, EMMA)
    assert (one.result, one.note) == ("positive", "red, itching")
    known = people_salon.ask(conditions_of, EMMA)
    assert [one.condition for one in known] == ["allergy_tint"]
    settle()
    assert "speaks also against" in words_in(tab)
    people_desk.undo()
    settle()
    assert people_salon.ask(conditions_of, EMMA) == []


def test_one_noted_by_mistake_is_taken_off_after_a_question(
    people_window: Window, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    put_on(people_salon, 2)
    tab = file_of(people_window, people_desk, settle)
    button(tab, "Noted by mistake: patch test for Lash tint").click()
    settle()
    button(sheet(), "Take it off").click()
    settle()
    assert people_salon.ask(patch_tests_of, EMMA) == []


def test_who_declines_a_test_signs_for_the_service(
    people_window: Window, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    tab = file_of(people_window, people_desk, settle)
    button(tab, "Put on a patch test").click()
    settle()
    asked = sheet()
    assert isinstance(asked, PutOnSheet)
    write(asked.service, "brow tint", settle)
    QTest.keyClick(asked.service, Key.Key_Return)
    settle()
    asked.decline.click()
    settle()
    signing = sheet()
    assert isinstance(signing, ConsentSheet)
    button(signing, "Keep").click()
    settle()
    assert "Sign in the field" in words_in(signing.failure)
    draw(signing.signing.pad)
    shot(signing, "declined")
    button(signing, "Keep").click()
    settle()
    [one] = people_salon.ask(client_card, EMMA).signed
    assert (one.consent, one.service_ref) == ("patch_decline", "brw_tint")
    assert one.signature.startswith("[[[")
    assert "noted" in [c.text() for c in chips(tab)]
    button(tab, "Look at: Patch test declined (service refused or replaced)").click()
    settle()
    [pad] = sheet().findChildren(Signature)
    assert not pad.is_empty
    assert pad.is_readonly


def test_a_guardian_is_named_and_may_sign_on_paper(
    people_window: Window, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    tab = file_of(people_window, people_desk, settle)
    button(tab, "Sign: Guardian's consent for a minor").click()
    settle()
    asked = sheet()
    assert isinstance(asked, ConsentSheet)
    assert asked.by is not None
    asked.signing.on_paper.setChecked(True)
    write(asked.by, "abc", settle)
    button(asked, "Keep").click()
    settle()
    assert "not a full name" in words_in(asked.failure)
    write(asked.by, "王芳", settle)
    button(asked, "Keep").click()
    settle()
    [one] = people_salon.ask(client_card, EMMA).signed
    assert (one.signed_by, one.signature) == ("王芳", "")
    button(tab, "Withdrawn: Guardian's consent for a minor").click()
    settle()
    assert people_salon.ask(client_card, EMMA).consents == ()
    assert "withdrawn" in [c.text() for c in chips(tab)]


def test_a_treatment_is_signed_for_itself_and_a_letter_names_its_condition(
    people_window: Window, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    tab = file_of(people_window, people_desk, settle)
    name = "This treatment: nature, risks, alternatives, after-care"
    button(tab, f"Sign: {name}").click()
    settle()
    asked = sheet()
    assert isinstance(asked, ConsentSheet)
    asked.signing.on_paper.setChecked(True)
    button(asked, "Keep").click()
    settle()
    assert "Choose which one" in words_in(asked.failure)
    assert asked.service is not None
    write(asked.service, "lactic", settle)
    QTest.keyClick(asked.service, Key.Key_Return)
    settle()
    button(asked, "Keep").click()
    settle()
    assert "Lactic acid peel · 23 Nov 2026 · until 25 May 2027" in words_in(tab)
    button(tab, "Note: Doctor's written consent").click()
    settle()
    letter = sheet()
    assert isinstance(letter, ConsentSheet)
    assert letter.condition is not None
    assert letter.by is not None
    write(letter.condition, "diabetes", settle)
    QTest.keyClick(letter.condition, Key.Key_Return)
    write(letter.by, "Dr Ann Lee", settle)
    button(letter, "Keep").click()
    settle()
    assert "Dr Ann Lee" in words_in(tab)
    shot(people_window, "file_consents")


# booked together


def wished(
    window: Window, desk: Desk, salon: Salon, settle: Settle, after: int
) -> BookingSheet:
    """Open the sheet for a lash tint so many days on, at three."""
    if len(salon.ask(team)) < 2:
        salon.do(hire, "Mei", skills="all")
    tint = salon.ask(resolve_service, "lsb_tint")
    day = salon.today() + timedelta(days=after)
    made = open_booking(desk, FANG, tint.id, day, time(15))
    assert made is not None
    for _turn in range(4):
        settle()
    return made


def test_the_test_is_booked_together_with_the_treatment(
    people_window: Window, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    opened = wished(people_window, people_desk, people_salon, settle, 4)
    tick = opened.patching.tick
    assert tick.isVisible()
    assert tick.text().startswith("Book the patch test with it: ")
    assert "at least 2 days before" in words_in(opened)
    shot(opened, "booking_with_test")
    QTest.keyClick(opened, Key.Key_1)
    settle()
    visits = people_salon.ask(visits_of, FANG)
    assert [one.service_ref for one in visits] == ["lsb_tint", "con_patch"]
    assert "Patch test Mon 23 Nov" in people_window.toast.text
    assert visits[1].note == "Patch test for Lash tint"
    shot(people_window, "booked_both")
    people_desk.undo()
    settle()
    assert people_salon.ask(visits_of, FANG) == []


def test_who_does_not_want_it_books_the_treatment_alone(
    people_window: Window, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    opened = wished(people_window, people_desk, people_salon, settle, 4)
    opened.patching.tick.click()
    QTest.keyClick(opened, Key.Key_1)
    settle()
    visits = people_salon.ask(visits_of, FANG)
    assert [one.service_ref for one in visits] == ["lsb_tint"]


def test_nothing_is_offered_where_a_test_holds(
    people_window: Window, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    key = put_on(people_salon, 49, FANG)
    opened = wished(people_window, people_desk, people_salon, settle, 4)
    assert "A patch test is on. It can be read from Mon 23 Nov" in words_in(opened)
    assert not opened.patching.tick.isVisible()
    opened.close()
    people_salon.do(read_patch_test, key, "none")
    opened = wished(people_window, people_desk, people_salon, settle, 4)
    assert not opened.patching.isVisible()


# on Today


def test_today_names_the_tests_to_read_and_one_key_reads(
    people_window: Window, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    put_on(people_salon, 50, LIN, "lsb_classic")
    put_on(people_salon, 49, FANG)
    people_salon.do(hire, "Mei", skills="all")
    tint = people_salon.ask(resolve_service, "lsb_tint")
    day = people_salon.today() + timedelta(days=2)
    people_salon.do(book, Booking(FANG, tint.id, day, time(15)))
    people_desk.go(Today())
    settle()
    page = people_window.page
    assert page is not None
    said = words_in(page)
    assert "patch test for Classic lash extensions to read" in said
    assert "patch test for Lash tint to read before Wed 25 Nov" in said
    shot(people_window, "today_tests")
    QTest.keyClick(people_window, Key.Key_T, CtrlShift)
    settle()
    asked = sheet()
    assert isinstance(asked, ReadingSheet)
    assert "王芳" in words_in(asked)  # a visit waits for hers
    for _spot in range(2):
        QTest.keyClick(asked, Key.Key_1, Qt.KeyboardModifier.AltModifier)
    button(asked, "Keep").click()
    settle()
    assert "王芳 — patch test" not in words_in(page)


def test_from_a_visit_it_is_put_on_and_read_and_the_treatment_named(
    people_window: Window, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    people_salon.do(hire, "Mei", skills="all")
    tint, test = (
        people_salon.ask(resolve_service, ref).id for ref in ("lsb_tint", "con_patch")
    )
    day = people_salon.today() + timedelta(days=3)
    wish = Booking(FANG, tint, day, time(15))
    at = Booking(FANG, test, people_salon.today(), time(11))
    treatment, visit = people_salon.do(book_with_patch_test, wish, at)
    people_desk.go(RecordOf(visit))
    settle()
    page = people_window.page
    assert page is not None
    shot(people_window, "record_of_test")
    button(page, "Put on or read a patch test").click()
    settle()
    settle()
    asked = sheet()
    assert isinstance(asked, PutOnSheet)
    assert asked.service.key == "lsb_tint"  # what she comes for on Thursday
    button(asked, "Put on").click()
    settle()
    [one] = people_salon.ask(patch_tests_of, FANG)
    opened = open_visit(people_desk, treatment)
    assert opened is not None
    settle()
    button(opened, "Patch test").click()
    settle()
    settle()
    reading = sheet()
    assert isinstance(reading, ReadingSheet)
    assert reading.is_early
    reading.buttons[one.spots[0].id, "positive"].click()
    button(reading, "Keep").click()
    settle()
    assert people_salon.ask(patch_tests_of, FANG)[0].result == "positive"


# the field to sign in


def test_what_is_drawn_is_kept_and_drawn_back(settle: Settle) -> None:
    pad = Signature("Signature", "Sign here")
    pad.resize(424, 132)
    pad.show()
    settle()
    empty = pad.grab().toImage()
    assert (pad.is_empty, pad.value()) == (True, "")
    QTest.mouseClick(pad, Qt.MouseButton.LeftButton, pos=QPoint(50, 50))
    assert pad.is_empty  # a dot is no signature
    draw(pad)
    kept = pad.value()
    drawn = pad.grab().toImage()
    assert drawn != empty
    strokes = read_signature(kept)
    assert strokes is not None
    assert len(strokes) == 1
    other = Signature("Signature")
    other.resize(212, 66)
    other.setFixedHeight(66)
    other.put(strokes, readonly=True)
    assert other.value() == kept
    draw(other)
    assert other.value() == kept  # it is only to be looked at
    QTest.keyClick(pad, Key.Key_Delete)
    assert pad.is_empty
    pad.close()

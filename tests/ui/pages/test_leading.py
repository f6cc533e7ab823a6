"""What is missing before a visit is said there, and leads to where it is done."""

import os
from collections.abc import Callable
from datetime import date, time, timedelta

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from salon.app import Salon
from salon.appointments.model import AppointmentId, Status
from salon.appointments.operations import Booking, arrive, book
from salon.appointments.queries import appointment
from salon.catalogue.queries import resolve_service
from salon.clients.model import BirthdayLine, ClientDraft, ClientId
from salon.clients.operations import (
    add_client,
    give_consent,
    note_condition,
    note_medicine,
    put_on_patch_test,
)
from salon.clients.queries import find_clients
from salon.incidents.operations import open_incident
from salon.text import use_language
from salon.views.marks import marks_against
from tests.ui.pages.daily import NOW, TODAY, set_clock
from tests.ui.pages.people import button, sheet, sheets
from tests.ui.pages.seeing import Ctrl, Key, page_as, the, words_in
from ui.booking.sheet import BookingSheet, open_booking
from ui.breaks.sheet import BreaksSheet, open_breaks
from ui.calendar.visit import VisitSheet, open_visit
from ui.clients.consents import ConsentSheet
from ui.clients.page import ClientPage
from ui.clients.patches import PutOnSheet, ReadingSheet
from ui.desk import Desk
from ui.frame.window import Window
from ui.kit import style
from ui.kit.chips import ChipLabel
from ui.kit.idle import idle_of
from ui.kit.tokens import DARK
from ui.parts.leading import ToDo
from ui.parts.reasons import RefusedSheet
from ui.parts.ways import open_record, start_visit
from ui.places import ClientCard, IncidentOf, Today
from ui.today.page import TodayPage
from ui.treatments.page import RecordPage

Settle = Callable[[], None]
CONSENTED = "brw_shape"  # asks for a consent, and for no test


def shot(widget: QWidget, name: str) -> None:
    if folder := os.environ.get("SHOTS"):
        widget.grab().save(f"{folder}/{name}.png")


@pytest.fixture
def newcomer(day_salon: Salon) -> ClientId:
    """Return somebody of whom nothing is known and who has signed nothing."""
    born = BirthdayLine(1990, 4, 2)
    return day_salon.do(add_client, ClientDraft(name="Nora New", birthday=born))


def booked(
    salon: Salon,
    key: ClientId,
    ref: str,
    day: date = TODAY,
    at: time = time(16),
    override: str | None = None,
) -> AppointmentId:
    service = salon.ask(resolve_service, ref).id
    return salon.do(book, Booking(key, service, day, at, override=override))


def begin(desk: Desk, key: AppointmentId) -> None:
    """Start a visit as it is now."""
    start_visit(desk, key, desk.salon.ask(appointment, key).version)


def told(settle: Settle) -> None:
    for _turn in range(4):
        settle()


def test_the_booking_sheet_says_what_is_still_to_do_and_books_all_the_same(
    day_window: Window,
    day_desk: Desk,
    day_salon: Salon,
    newcomer: ClientId,
    settle: Settle,
) -> None:
    day_salon.do(note_medicine, newcomer, "warfarin 5 mg")
    service = day_salon.ask(resolve_service, CONSENTED).id
    open_booking(day_desk, int(newcomer), int(service))
    told(settle)
    asked = the(day_window, BookingSheet)
    shown = the(asked, ToDo)
    assert "Still to do before it begins" in words_in(shown)
    assert "No consent to" in words_in(shown)
    assert not shown.findChildren(type(asked.do))  # nothing is signed before a time
    chips = [one.text() for one in asked.findChildren(ChipLabel)]
    assert "Blood-thinning medicine (warfarin)" in chips
    shot(asked, "booking_to_do")


def test_a_visit_leads_on_to_the_consent(
    day_window: Window,
    day_desk: Desk,
    day_salon: Salon,
    newcomer: ClientId,
    settle: Settle,
) -> None:
    key = booked(day_salon, newcomer, CONSENTED)
    open_visit(day_desk, key)
    settle()
    opened = the(day_window, VisitSheet)
    assert "No consent to" in words_in(opened)
    shot(opened, "visit_to_do")
    sign = button(opened, "Sign the consent")
    sign.setFocus()
    QTest.keyClick(sign, Key.Key_Space)
    told(settle)
    consent = the(day_window, ConsentSheet)
    assert consent.service is not None
    assert consent.service.key == CONSENTED
    consent.signing.on_paper.click()
    QTest.keyClick(consent, Key.Key_Return, Ctrl)
    told(settle)
    assert not sheets()
    open_visit(day_desk, key)
    settle()
    assert "Still to do" not in words_in(the(day_window, VisitSheet))


def test_a_start_that_is_refused_leads_on_and_then_starts(
    day_window: Window,
    day_desk: Desk,
    day_salon: Salon,
    newcomer: ClientId,
    settle: Settle,
) -> None:
    key = booked(day_salon, newcomer, CONSENTED)
    day_salon.do(arrive, key)
    begin(day_desk, key)
    told(settle)
    refused = the(day_window, RefusedSheet)
    assert refused.windowTitle() == "Something is missing first"
    assert "No consent to" in words_in(refused)
    shot(refused, "refused")
    sign = button(refused, "Sign the consent")
    assert sign.hasFocus()  # so that Enter leads on
    QTest.keyClick(sign, Key.Key_Return)
    told(settle)
    consent = the(day_window, ConsentSheet)
    consent.signing.on_paper.click()
    QTest.keyClick(consent, Key.Key_Return, Ctrl)
    told(settle)
    assert not sheets()
    begin(day_desk, key)
    told(settle)
    assert day_salon.ask(appointment, key).status is Status.IN_TREATMENT


def test_a_refused_start_offers_another_time(
    day_window: Window,
    day_desk: Desk,
    day_salon: Salon,
    newcomer: ClientId,
    settle: Settle,
) -> None:
    key = booked(day_salon, newcomer, CONSENTED)
    begin(day_desk, key)
    told(settle)
    button(the(day_window, RefusedSheet), "Move the visit").click()
    told(settle)
    assert the(day_window, VisitSheet).day.value() == TODAY


def test_a_test_that_is_ready_is_read_from_the_refusal(
    day_window: Window,
    day_desk: Desk,
    day_salon: Salon,
    newcomer: ClientId,
    settle: Settle,
) -> None:
    day_salon.do(give_consent, newcomer, "treatment_specific", service_ref="lsb_tint")
    at = NOW - timedelta(hours=50)
    spots = (("behind_ear", "Tint 3.0", "B12"),)
    day_salon.do(put_on_patch_test, newcomer, "lsb_tint", spots, applied_at=at)
    key = booked(day_salon, newcomer, "lsb_tint")
    begin(day_desk, key)
    told(settle)
    button(the(day_window, RefusedSheet), "Read the patch test").click()
    told(settle)
    assert the(day_window, ReadingSheet).isVisible()


def test_without_any_test_it_is_not_today_and_one_can_be_put_on(
    day_window: Window,
    day_desk: Desk,
    day_salon: Salon,
    newcomer: ClientId,
    settle: Settle,
) -> None:
    day_salon.do(give_consent, newcomer, "treatment_specific", service_ref="lsb_tint")
    key = booked(day_salon, newcomer, "lsb_tint", TODAY + timedelta(days=8))
    set_clock(day_salon, TODAY + timedelta(days=8), time(16))
    begin(day_desk, key)
    told(settle)
    refused = the(day_window, RefusedSheet)
    assert refused.windowTitle() == "This cannot be done today"
    button(refused, "Patch test").click()
    told(settle)
    assert the(day_window, PutOnSheet).isVisible()


def test_a_minor_leads_to_the_guardian(
    day_window: Window, day_desk: Desk, day_salon: Salon, settle: Settle
) -> None:
    born = BirthdayLine(2011, 4, 2)
    girl = day_salon.do(add_client, ClientDraft(name="Gwen Girl", birthday=born))
    key = booked(day_salon, girl, "fac_teen", override="her mother comes along")
    open_visit(day_desk, key)
    settle()
    button(the(day_window, VisitSheet), "Note the guardian’s consent").click()
    told(settle)
    consent = the(day_window, ConsentSheet)
    assert consent.by is not None  # the guardian signs by name


def test_an_incident_that_holds_it_is_opened_from_the_refusal(
    day_window: Window,
    day_desk: Desk,
    day_salon: Salon,
    newcomer: ClientId,
    settle: Settle,
) -> None:
    key = booked(day_salon, newcomer, "fac_hydrate")
    service = day_salon.ask(resolve_service, "fac_hydrate").id
    incident = day_salon.do(
        open_incident, newcomer, ("rf_blister",), service_id=service
    )
    begin(day_desk, key)
    told(settle)
    button(the(day_window, RefusedSheet), "Open the incident").click()
    told(settle)
    assert day_desk.place == IncidentOf(incident)


def test_the_record_shows_what_is_to_do_and_what_words_mean(
    day_window: Window,
    day_desk: Desk,
    day_salon: Salon,
    newcomer: ClientId,
    settle: Settle,
) -> None:
    day_salon.do(note_medicine, newcomer, "warfarin 5 mg")
    key = booked(day_salon, newcomer, CONSENTED, override="asked, her doctor knows")
    open_record(day_desk, key)
    told(settle)
    page = page_as(day_window, RecordPage)
    assert "No consent to" in words_in(page.to_do)
    chips = [one.text() for one in page.findChildren(ChipLabel)]
    assert "Blood-thinning medicine (warfarin)" in chips
    shot(day_window, "record_to_do")
    day_salon.do(give_consent, newcomer, "treatment_specific", service_ref=CONSENTED)
    told(settle)
    assert not page.to_do.isVisible()


def decided_later(window: Window, settle: Settle) -> None:
    """Leave the sheets that open by themselves when a fact is told."""
    for one in window.findChildren(BreaksSheet):
        one.reject()
    told(settle)


def marks(salon: Salon, key: AppointmentId) -> tuple[str, ...]:
    line = salon.ask(appointment, key)
    return salon.ask(marks_against, [line]).get(key, ())


def test_only_what_needs_a_hand_is_marked(day_salon: Salon, newcomer: ClientId) -> None:
    consent = booked(day_salon, newcomer, CONSENTED, TODAY + timedelta(days=7))
    assert marks(day_salon, consent) == ("Consent to sign",)
    day_salon.do(give_consent, newcomer, "treatment_specific")
    assert marks(day_salon, consent) == ()

    tint = booked(day_salon, newcomer, "lsb_tint", TODAY + timedelta(days=8))
    assert marks(day_salon, tint) == ("No patch test",)
    spots = (("behind_ear", "Tint 3.0", "B12"),)
    put_on_patch = day_salon.do(put_on_patch_test, newcomer, "lsb_tint", spots)
    assert put_on_patch
    assert marks(day_salon, tint) == ("Patch test to read",)

    facial = booked(day_salon, newcomer, "fac_hydrate", TODAY + timedelta(days=3))
    assert marks(day_salon, facial) == ()
    service = day_salon.ask(resolve_service, "fac_hydrate").id
    day_salon.do(open_incident, newcomer, ("rf_blister",), service_id=service)
    assert marks(day_salon, facial) == ("Incident open",)


def test_a_letter_that_is_answered_is_no_mark(
    day_salon: Salon, newcomer: ClientId
) -> None:
    massage = booked(day_salon, newcomer, "mas_relax60", TODAY + timedelta(days=3))
    day_salon.do(note_condition, newcomer, "cancer_active")
    said = marks(day_salon, massage)
    assert said
    assert set(said) <= {"Doctor’s letter", "Not possible"}
    kept = booked(
        *(day_salon, newcomer, "fac_hydrate", TODAY + timedelta(days=4)),
        override="her doctor agreed on the telephone",
    )
    assert marks(day_salon, kept) == ()


def test_today_says_who_waits_for_an_answer_and_leads_there(
    day_window: Window, day_desk: Desk, day_salon: Salon, settle: Settle
) -> None:
    names = ("何静", "Emma Clarke", "Sarah Whitcombe", "周敏")
    for name in names:
        [line] = day_salon.ask(find_clients, name, 1)
        at = time(11 + names.index(name))
        booked(day_salon, line.id, "fel_micro", TODAY + timedelta(days=3), at)
        due = TODAY + timedelta(days=217)
        day_salon.do(note_condition, line.id, "pregnancy", expected_on=due)
    told(settle)
    decided_later(day_window, settle)
    day_desk.go(Today())
    told(settle)
    page = page_as(day_window, TodayPage)
    said = words_in(page.waiting)
    assert said.count("for an answer") == 3
    assert said.startswith("Emma Clarke: 2 things wait for an answer")
    assert "and 1 more" in said
    shot(day_window, "today_waiting")
    first = page.waiting.findChildren(type(button(page.waiting, "Look at them")))[0]
    first.setFocus()
    QTest.keyClick(first, Key.Key_Space)
    told(settle)
    assert the(day_window, BreaksSheet).rows


def test_who_asks_for_one_answers_no_other_that_opened_by_itself(
    day_window: Window, day_desk: Desk, day_salon: Salon, settle: Settle
) -> None:
    shown = []
    for name, fact in (("Emma Clarke", "pregnancy"), ("何静", "pregnancy")):
        [line] = day_salon.ask(find_clients, name, 1)
        booked(day_salon, line.id, "fel_micro", TODAY + timedelta(days=3))
        day_salon.do(note_condition, line.id, fact)
        shown.append(line.id)
    told(settle)
    decided_later(day_window, settle)
    open_breaks(day_desk, shown[1], waits=idle_of(day_desk).waits)
    open_breaks(day_desk, shown[0])  # asked for while the other is on its way
    told(settle)
    assert the(day_window, BreaksSheet).windowTitle().startswith("Emma Clarke")


def test_her_file_says_it_at_its_head_and_the_action_opens_it(
    day_window: Window, day_desk: Desk, day_salon: Salon, settle: Settle
) -> None:
    [line] = day_salon.ask(find_clients, "何静", 1)
    booked(day_salon, line.id, "fel_micro", TODAY + timedelta(days=3))
    day_desk.go(ClientCard(line.id))
    told(settle)
    page = page_as(day_window, ClientPage)
    assert page.waiting is not None
    assert not page.waiting.isVisible()
    due = TODAY + timedelta(days=217)
    day_salon.do(note_condition, line.id, "pregnancy", expected_on=due)
    told(settle)
    decided_later(day_window, settle)
    assert page.waiting.isVisible()
    assert "waits for an answer" in words_in(page.head)
    shot(day_window, "file_waiting")
    button(page.head, "Look at them").click()
    told(settle)
    opened = the(day_window, BreaksSheet)
    opened.reject()
    settle()
    actions = {one.text().replace("&", "") for one in page.actions()}
    assert "What does not fit any more" in actions
    day_salon.undo()
    told(settle)
    assert not page.waiting.isVisible()


def test_the_pictures(
    day_window: Window,
    day_desk: Desk,
    day_salon: Salon,
    newcomer: ClientId,
    settle: Settle,
) -> None:
    """Draw the refusal in dark and in Chinese."""
    key = booked(day_salon, newcomer, CONSENTED)
    program = QApplication.instance()
    assert isinstance(program, QApplication)
    style.use(program, DARK)
    use_language("zh_TW")
    begin(day_desk, key)
    told(settle)
    shot(the(day_window, RefusedSheet), "refused_zh_dark")
    assert words_in(sheet())

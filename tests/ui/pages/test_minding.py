"""What is asked, noted and minded of a client, in the window."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from salon.app import Salon
from salon.appointments.model import Status
from salon.appointments.operations import Booking, book
from salon.appointments.queries import appointment
from salon.catalogue.queries import services
from salon.clients.answering import require_fields
from salon.clients.fullness import State
from salon.clients.model import ClientId
from salon.clients.operations import correct_client
from salon.clients.queries import (
    client_card,
    client_relatives,
    find_clients,
    health_answers,
)
from salon.notices.model import AlertDraft, Audience, Loudness, Where
from salon.notices.operations import put_alert, write_note
from salon.notices.queries import alerts_standing, notes_of
from salon.staff.model import StaffId
from salon.staff.operations import hire
from salon.views.asking import coach_of, known_now
from salon.views.client import sight_of
from salon.views.minding import minded
from tests.ui.pages import people
from tests.ui.pages.people import (
    EMMA,
    LIN,
    button,
    sheet,
    sheets,
    words_in,
    write,
)
from tests.ui.pages.seeing import page_as, the, visits
from tests.ui.pages.test_client_file import opened
from tests.ui.pages.test_today import press_on
from ui.booking.sheet import BookingSheet
from ui.calendar.visit import open_visit
from ui.clients.actions import actions
from ui.clients.adding import open_new
from ui.clients.file import FileTab
from ui.clients.filling import FillingSheet
from ui.clients.healthsheet import HealthSheet
from ui.clients.page import ClientPage
from ui.clients.points import PointsSheet
from ui.clients.requiring import RequiringSheet
from ui.desk import Desk
from ui.frame.window import Window
from ui.kit.buttons import Answers
from ui.kit.cards import Card
from ui.kit.fields import Notes, TextField
from ui.parts.coaching import CoachSheet
from ui.parts.deeds import ask_at_visit
from ui.parts.minding import Minding
from ui.parts.ways import open_booking, start_visit
from ui.places import CallList, RecordOf, Till, Today
from ui.today.page import TodayPage

people_template = people.people_template
people_folder = people.people_folder
people_salon = people.people_salon
people_desk = people.people_desk
people_window = people.people_window
Settle = Callable[[], None]
Ctrl = Qt.KeyboardModifier.ControlModifier
Key = Qt.Key
READ = AlertDraft("Card was refused", Loudness.READ)


@pytest.fixture
def page(people_window: Window, people_desk: Desk, settle: Settle) -> ClientPage:
    return opened(people_window, people_desk, settle)


def coach(settle: Settle) -> CoachSheet:
    settle()
    made = sheet()
    assert isinstance(made, CoachSheet)
    return made


def test_the_head_says_both_scores_and_why(
    page: ClientPage, people_salon: Salon, settle: Settle
) -> None:
    full = people_salon.ask(sight_of, LIN).full
    said = words_in(page.head)
    assert f"safety {round(100 * full.safety)} %" in said
    assert f"knowing {round(100 * full.knowing)} %" in said

    page._actions["points"].trigger()
    settle()

    points = sheet()
    assert isinstance(points, PointsSheet)
    shown = words_in(points)
    for one in full.wanting:
        assert str(one.field.names) in shown
    assert points.of_whom.text() == "林美华"
    first = full.wanting[0].field
    button(points, f"Answer: {first.names}").click()
    settle()
    assert page._tab == "file"
    assert sheets() == []
    page._answer("health_questionnaire", "F_health")
    settle()
    assert page._tab == "file"
    asked = sheet()  # where it is answered, not beside it
    assert isinstance(asked, HealthSheet)
    assert asked.of_whom.text() == "林美华"


def test_three_questions_are_answered_by_the_keys(
    page: ClientPage, people_salon: Salon, settle: Settle
) -> None:
    before = people_salon.ask(coach_of, LIN)
    page._actions["coach"].trigger()
    asking = coach(settle)
    first, second, third = before.asks
    assert asking.question.text() == first.words

    QTest.keyClick(asking, Key.Key_D, Ctrl)  # prefers not to say
    settle()
    assert asking.question.text() == second.words
    asking.skip.click()  # not now
    settle()
    assert asking.question.text() == third.words
    QTest.keyClick(asking, Key.Key_D, Ctrl)
    settle()

    assert sheets() == []
    answers = people_salon.ask(known_now, LIN).answers
    assert answers[first.field].state is State.DECLINED
    assert answers[third.field].state is State.DECLINED
    assert second.field not in answers


def until(asking: CoachSheet, field: str, settle: Settle) -> None:
    while asking.ask.field != field:
        QTest.keyClick(asking, Key.Key_D, Ctrl)
        settle()


def ask_for(
    desk: Desk, salon: Salon, kind: str, settle: Settle
) -> tuple[CoachSheet, str]:
    """Return the sheet at a question of a kind; others are declined on the way."""
    from ui.parts.coaching import open_coach

    for _round in range(60):
        found = salon.ask(coach_of, LIN)
        fields = {one.kind: one.field for one in found.asks if not one.is_stale}
        if kind in fields:
            open_coach(desk, found)
            asking = coach(settle)
            until(asking, fields[kind], settle)
            return asking, fields[kind]
        for one in found.asks:
            from salon.clients.answering import decline_field

            salon.do(decline_field, LIN, one.field)
        settle()
    raise AssertionError(kind)


def test_a_digit_chooses_and_goes_on(
    page: ClientPage, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    asking, field = ask_for(people_desk, people_salon, "enum", settle)
    wanted = asking.ask.choices[1][0]
    assert isinstance(asking.field, Answers)

    QTest.keyClick(asking, Key.Key_2)
    settle()

    card = people_salon.ask(client_card, LIN)
    [kept] = [one for one in card.answered if one.field == field]
    assert (kept.state, kept.source) == ("answered", "client")
    assert wanted in [one.value for one in card.facts] or wanted == card.channel
    for one in sheets():
        one.reject()


def test_words_are_kept_by_enter_and_an_empty_answer_is_none(
    page: ClientPage, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    asking, field = ask_for(people_desk, people_salon, "decimal", settle)
    assert isinstance(asking.field, TextField)
    asking.keep.click()
    settle()
    assert "Write the answer" in asking.failure.words.text()
    write(asking.field, "7.5", settle)
    QTest.keyClick(asking.field, Key.Key_Return)
    settle()
    facts = {one.field: one.value for one in people_salon.ask(client_card, LIN).facts}
    assert facts[field] == "7.5"
    for one in sheets():
        one.reject()


def test_a_note_for_oneself_is_gone_when_somebody_else_sits_down(
    page: ClientPage, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    mei = people_salon.do(hire, "Mei")
    page.show_tab("file")
    settle()
    notes = page._made["file"].keeping.notes  # type: ignore[attr-defined]
    notes.write()
    settle()
    asked = sheet()
    [field] = asked.findChildren(Notes)
    field.setPlainText("A secret")
    [whom] = asked.findChildren(Answers)
    whom.buttons[Audience.ME.value].click()
    button(asked, "Keep").click()
    settle()
    assert "A secret" in words_in(notes)

    people_desk.by = mei
    people_desk.who_changed.emit()
    settle()

    assert "A secret" not in words_in(notes)
    mine = people_desk.by
    assert people_salon.ask(notes_of, LIN, int(mine)) == []


def test_earlier_wordings_are_unfolded(
    page: ClientPage, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    page.show_tab("file")
    people_salon.by = people_desk.by
    from salon.notices.operations import change_note

    key = people_salon.do(write_note, LIN, "one")
    people_salon.do(change_note, key, "two")
    settle()
    notes = page._made["file"].keeping.notes  # type: ignore[attr-defined]
    assert "one" not in words_in(notes).split(" | ")
    button(notes, "1 earlier wording").click()
    settle()
    assert "one" in words_in(notes).split(" | ")


def test_an_alert_is_put_shown_in_the_head_and_cleared(
    page: ClientPage, people_salon: Salon, settle: Settle
) -> None:
    page.show_tab("file")
    settle()
    alerts = page._made["file"].keeping.alerts  # type: ignore[attr-defined]
    button(alerts, "Put an alert").click()
    settle()
    asked = sheet()
    [field] = asked.findChildren(Notes)
    field.setPlainText("Bring tea")
    button(asked, "Put it").click()
    settle()
    [one] = people_salon.ask(alerts_standing, [LIN])[LIN]
    assert (one.text, one.places) == ("Bring tea", frozenset(Where))
    button(alerts, "Clear it: Bring tea").click()
    settle()
    button(sheet(), "Clear").click()
    settle()
    assert people_salon.ask(alerts_standing, [LIN]) == {}
    assert "None stands" in words_in(alerts)


def test_an_answer_says_since_when_it_stands_and_one_key_confirms_it(
    page: ClientPage, people_salon: Salon, settle: Settle
) -> None:
    from salon.clients.model import ClientDraft

    people_salon.do(correct_client, LIN, ClientDraft(facts={"sleep_hours": "7"}))
    page.show_tab("file")
    tab = page._made["file"]
    tab.show_section("E_life")  # type: ignore[attr-defined]
    settle()
    asked = tab.form.fields["sleep_hours"]  # type: ignore[attr-defined]
    assert "23 Nov 2026" in asked.row.note.text()
    assert not asked.sure.isVisibleTo(tab)
    smoking = tab.form.fields["smoking"]  # type: ignore[attr-defined]
    smoking.no.click()
    settle()
    assert "prefers not to say" in smoking.row.note.text()
    assert people_salon.ask(known_now, LIN).answers["smoking"].state is State.DECLINED


def test_a_relative_is_changed_where_it_stands(
    page: ClientPage, people_salon: Salon, settle: Settle
) -> None:
    from salon.clients.household import add_relative

    people_salon.do(add_relative, LIN, "child", "Mia")
    page.show_tab("file")
    settle()
    keeping = page._made["file"].keeping  # type: ignore[attr-defined]
    assert "may book" in words_in(keeping)
    button(keeping, "Change Child Mia").click()
    settle()
    asked = sheet()
    [may] = [one for one in asked.findChildren(Answers) if "book" in one.buttons]
    may.buttons["book"].click()
    button(asked, "Keep").click()
    settle()
    [one] = people_salon.ask(client_relatives, LIN)
    assert (one.may_book, one.may_share) == (False, True)


def test_a_new_client_is_asked_for_what_the_salon_requires(
    people_window: Window, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    people_salon.do(require_fields, ["mobile", "source", "email"])
    settle()
    made = open_new(people_desk, "Eve")
    settle()
    assert made is not None
    made.save.click()
    settle()
    assert "Mobile" in made.failure.words.text()
    assert people_salon.ask(find_clients, "Eve") == []
    write(made.form.field("email"), "eve@example.org", settle)
    source = made.form.field("source")
    source.setCurrentIndex(1)  # type: ignore[attr-defined]
    declined = made.form.field("declined")
    assert isinstance(declined, Answers)
    declined.buttons["mobile"].click()
    made.save.click()
    settle()
    [eve] = people_salon.ask(find_clients, "Eve")
    card = people_salon.ask(client_card, eve.id)
    assert card.email == "eve@example.org"
    assert card.source
    assert "mobile" in [o.field for o in card.answered if o.state == "declined"]


def test_beginning_opens_the_health_questions_where_they_are_asked_first(
    people_window: Window, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    people_salon.do(require_fields, ["health_questionnaire"])
    menu = people_salon.ask(services)
    now, peel = people_salon.now(), next(o.id for o in menu if o.family == "FAC")
    day, start = now.date(), now.time().replace(second=0, microsecond=0)
    wish = Booking(ClientId(EMMA), peel, day, start, StaffId(1), override="is taught")
    visit = people_salon.do(book, wish)
    settle()
    seen = people_salon.ask(appointment, visit).version
    start_visit(people_desk, visit, seen)
    settle()
    asked = sheet()
    assert isinstance(asked, HealthSheet)
    assert "Emma Stone" in asked.failure.words.text()
    assert people_salon.ask(appointment, visit).status is Status.BOOKED


def test_a_new_file_does_not_wait_for_what_a_treatment_waits_for(
    people_window: Window, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    people_salon.do(require_fields, ["health_questionnaire", "allergies"])
    settle()
    made = open_new(people_desk, "Eve")
    settle()
    assert made is not None
    assert "Prefers not to say" not in words_in(made)
    made.save.click()
    settle()
    assert [one.name for one in people_salon.ask(find_clients, "Eve")] == ["Eve"]


def test_what_is_required_is_ticked_in_a_sheet(
    people_window: Window, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    _new, fill, ask = actions(people_desk)
    ask.trigger()
    settle()
    asked = sheet()
    assert isinstance(asked, RequiringSheet)
    ticks = {key: t for one in asked.lists for key, t in one.ticks.items()}
    ticks["mobile"].click()
    button(asked, "Keep").click()
    settle()
    assert people_salon.premises.required_fields == ("mobile",)

    fill.trigger()
    settle()
    shown = sheet()
    assert isinstance(shown, FillingSheet)
    assert shown.found is not None
    assert shown.table.rowCount() == len(shown.found.people) > 0


def test_the_health_questions_are_answered_in_the_file(
    page: ClientPage, people_salon: Salon, settle: Settle
) -> None:
    page.show_tab("file")
    settle()
    button(page._made["file"], "Health questions").click()
    settle()
    asked = sheet()
    assert isinstance(asked, HealthSheet)
    assert len(asked.rows) == 57
    asked.rows["q33"].answers.buttons["no"].click()
    settle()
    low = asked.rows["q16"]
    low.answers.buttons["yes"].click()
    settle()
    assert low.meant.isVisible()  # which of three is said before it is kept
    assert people_salon.ask(health_answers, LIN)[0].state == "not_asked"
    low.meant.buttons["hypotension"].click()
    settle()
    kept = {one.question: one for one in people_salon.ask(health_answers, LIN)}
    assert (kept["q33"].value, kept["q16"].value) == ("no", "yes")
    conditions = people_salon.ask(client_card, LIN).conditions
    assert "hypotension" in [one.condition for one in conditions]
    assert "answered" in words_in(low) or "answered" in low.mark.text()
    asked.reject()


def health_asked(page: ClientPage, settle: Settle) -> HealthSheet:
    page.show_tab("file")
    settle()
    tab = page.stack.currentWidget()
    assert isinstance(tab, FileTab)
    tab.show_section("F_health")
    settle()
    button(tab.holder, "Health questions").click()  # the section points to them
    settle()
    asked = sheet()
    assert isinstance(asked, HealthSheet)
    asked.activateWindow()
    settle()
    return asked


def test_a_question_answered_in_words_has_its_field_after_a_yes(
    page: ClientPage, people_salon: Salon, settle: Settle
) -> None:
    asked = health_asked(page, settle)

    def kept(question: str) -> tuple[str, str]:
        found = people_salon.ask(health_answers, LIN)
        return next((x.state, x.value) for x in found if x.question == question)

    birth = asked.rows["q07"]
    assert birth.field is not None
    assert not birth.field.isVisible()
    birth.answers.buttons["yes"].click()  # first it is said which, or what
    asked.rows["q05"].answers.buttons["no"].click()
    settle()
    assert kept("q07")[0] == "not_asked"
    assert birth.answers.value() == ("yes",)  # what waits is not taken off
    birth.meant.buttons["csection_6m"].click()
    write(birth.field, "May, with a cut", settle)
    asked.rows["q06"].answers.buttons["no"].setFocus()
    settle()
    assert kept("q07") == ("answered", "May, with a cut")
    conditions = people_salon.ask(client_card, LIN).conditions
    assert "csection_6m" in [one.condition for one in conditions]
    asked.reject()


def test_weeks_are_typed_and_asked_of_who_may_be_pregnant(
    page: ClientPage, people_salon: Salon, settle: Settle
) -> None:
    asked = health_asked(page, settle)

    def answered(question: str) -> str:
        found = people_salon.ask(health_answers, LIN)
        return next(x.value for x in found if x.question == question)

    weeks = asked.rows["q04"]
    assert weeks.field is not None
    assert not weeks.isVisible()
    asked.rows["q03"].answers.buttons["no"].click()
    settle()
    assert not weeks.isVisible()
    asked.rows["q03"].answers.buttons["yes"].click()
    settle()
    assert weeks.field.isVisible()
    assert not weeks.answers.isVisible()
    write(weeks.field, "88", settle)
    asked.rows["q05"].answers.buttons["no"].setFocus()
    settle()
    assert "9+3" in asked.failure.accessibleName()
    assert answered("q04") == ""
    assert weeks.field.text() == "88"
    write(weeks.field, "8", settle)
    asked.rows["q05"].answers.buttons["no"].setFocus()
    settle()
    assert not asked.failure.isVisible()
    assert answered("q04") == "8"
    [row] = [
        one
        for one in people_salon.ask(client_card, LIN).conditions
        if one.condition == "pregnancy"
    ]
    assert row.expected_on == people_salon.today() + timedelta(weeks=32)
    asked.reject()


def test_how_much_it_troubles_is_said_from_nought_to_ten(
    page: ClientPage, people_salon: Salon, settle: Settle
) -> None:
    asked = health_asked(page, settle)

    def states() -> list[str]:
        card = people_salon.ask(client_card, LIN)
        return [one.condition for one in card.conditions]

    trouble = asked.rows["q54"]
    assert list(trouble.answers.buttons) == [str(one) for one in range(11)]
    trouble.answers.buttons["0"].click()
    settle()
    assert not trouble.meant.isVisible()
    trouble.answers.buttons["9"].click()
    settle()
    assert "body_image" not in states()
    assert trouble.meant.isVisible()
    trouble.meant.buttons["body_image"].click()
    settle()
    assert "body_image" in states()
    assert trouble.answers.value() == ("9",)
    asked.reject()


def test_what_is_kept_in_rows_is_asked_for_where_it_is_wanting(
    page: ClientPage, people_desk: Desk, settle: Settle
) -> None:
    for ref in ("allergies", "medications", "family_members", "mobile"):
        page._answer(ref, "F_health")
        settle()
        asked = sheet()
        assert asked.of_whom.text() == "林美华"
        asked.reject()
        settle()
    page._answer("doctor_name", "F_health")
    settle()
    assert sheets() == []
    page._answer("skin_chart", "I_skin")
    settle()
    assert page._tab == "skin"


def test_every_sheet_about_one_client_says_whose_it_is(
    page: ClientPage, people_desk: Desk, settle: Settle
) -> None:
    from ui.clients.tour import sheets as over_the_file

    page.show_tab("file")
    settle()
    for name, open_it in over_the_file(people_desk, page):
        open_it()
        settle()
        for made in sheets():
            assert "林美华" in words_in(made), name
            made.reject()
        settle()


def test_the_medicines_are_where_one_looks_for_them(
    page: ClientPage, people_desk: Desk, settle: Settle
) -> None:
    from salon.clients.operations import note_condition

    said = "Tretinoin at night"
    people_desk.do(note_condition, LIN, "retinoid_topical", note=said)
    people_desk.do(note_condition, LIN, "photosensitivity")
    page.show_tab("file")
    settle()
    cards = {one.accessibleName(): one for one in page.findChildren(Card)}
    assert said in words_in(cards["Medicines"])
    assert said not in words_in(cards["Health"])
    assert "Nothing is known." not in words_in(cards["Medicines"])
    assert "Light-sensitive disease" in words_in(cards["Health"])


# where a client is met


def met(salon: Salon) -> ClientId:
    return ClientId(visits(salon, "Grace Okafor")[0].client_id)


def first_due(salon: Salon) -> str:
    from salon.appointments.queries import day_book
    from tests.ui.pages.daily import TODAY

    day = salon.ask(day_book, TODAY)
    return next(one.client for one in day if one.status is Status.BOOKED)


def test_what_has_to_be_read_is_read_at_check_in_and_then_one_goes_on(
    day_window: Window, day_desk: Desk, day_salon: Salon, settle: Settle
) -> None:
    name = first_due(day_salon)
    [visit, *_more] = visits(day_salon, name)
    key = ClientId(visit.client_id)
    day_salon.do(put_alert, key, READ)
    day_desk.go(Today())
    settle()
    page = page_as(day_window, TodayPage)

    press_on(page, name, Key.Key_A)
    settle()

    asked = sheet()
    assert asked.objectName() == "alert"
    assert "Card was refused" in words_in(asked)
    assert visits(day_salon, name)[0].status is Status.BOOKED
    button(asked, "I have read it").click()
    settle()
    assert visits(day_salon, name)[0].status is Status.ARRIVED
    [one] = day_salon.ask(alerts_standing, [key])[key]
    assert [read.place for read in one.read] == [Where.CHECKIN]


def strip(home: QWidget) -> Minding:
    [found] = [one for one in home.findChildren(Minding) if one.isVisible()]
    return found


def test_alerts_and_questions_stand_in_the_sheet_of_a_visit(
    day_window: Window, day_desk: Desk, day_salon: Salon, settle: Settle
) -> None:
    name = first_due(day_salon)
    visit = visits(day_salon, name)[0]
    day_salon.do(put_alert, ClientId(visit.client_id), READ)
    open_visit(day_desk, visit.id)
    settle()
    here = strip(sheet())
    assert here.ask_button is not None
    assert "Card was refused" in words_in(here)
    button(here, "I have read it: Card was refused").click()
    settle()
    found = day_salon.ask(minded, ClientId(visit.client_id), Where.CHECKIN)
    assert found.waiting(Where.CHECKIN) == ()
    strip(sheet()).ask()
    settle()
    assert [one for one in sheets() if isinstance(one, CoachSheet)]
    for one in sheets():
        one.reject()


def test_alerts_stand_where_one_books_and_a_block_is_cleared_there(
    day_window: Window, day_desk: Desk, day_salon: Salon, settle: Settle
) -> None:
    visit = visits(day_salon, first_due(day_salon))[0]
    key = ClientId(visit.client_id)
    day_salon.do(put_alert, key, AlertDraft("Unpaid", is_blocking=True))
    open_booking(day_desk, key)
    settle()
    booking = the(day_window, BookingSheet)
    assert "Unpaid" in words_in(booking.minding)
    assert words_in(booking).count("Unpaid") == 1
    clear_it = button(booking.minding, "Clear it: Unpaid")
    assert booking.focusWidget() is clear_it  # the one thing to do
    assert not booking.do.isEnabled()
    assert not [one for one in booking.times if one.isVisible()]
    booking._take(0)  # a digit books nothing either
    settle()
    assert booking.isVisible()

    clear_it.click()
    settle()
    assert day_salon.ask(alerts_standing, [key]) == {}
    assert not booking.minding.isVisible()
    assert booking.do.isEnabled()
    booking.reject()


def test_a_block_is_lifted_where_one_books(
    day_window: Window, day_desk: Desk, day_salon: Salon, settle: Settle
) -> None:
    from salon.clients.departing import note_departure
    from salon.clients.departures import Leave

    visit = visits(day_salon, first_due(day_salon))[0]
    key = ClientId(visit.client_id)
    why = "never pays at all"
    day_salon.do(note_departure, key, Leave.BLOCKED, why, calls_off=True)
    open_booking(day_desk, key)
    settle()
    booking = the(day_window, BookingSheet)
    assert words_in(booking).count("never pays at all") == 1
    assert not booking.do.isEnabled()
    lift = button(booking, "Lift the block")
    assert booking.focusWidget() is lift

    lift.click()
    settle()
    assert booking.do.isEnabled()
    assert "never pays at all" not in words_in(booking)
    booking.reject()


def test_nobody_books_for_who_is_being_erased(
    day_window: Window, day_desk: Desk, day_salon: Salon, settle: Settle
) -> None:
    from salon.erasure.operations import erase_client

    visit = visits(day_salon, first_due(day_salon))[0]
    key = ClientId(visit.client_id)
    assert not day_salon.do(erase_client, key)  # the visit still holds it
    open_booking(day_desk, key)
    settle()
    booking = the(day_window, BookingSheet)
    assert booking.is_barred
    assert words_in(booking).count("To be erased") == 1
    assert not booking.do.isEnabled()
    assert booking.barring.lift is None
    booking.reject()


def test_alerts_stand_in_the_record_the_till_and_questions_in_a_call(
    day_window: Window, day_desk: Desk, day_salon: Salon, settle: Settle
) -> None:
    visit = visits(day_salon, first_due(day_salon))[0]
    key = ClientId(visit.client_id)
    day_salon.do(put_alert, key, AlertDraft("Bring tea"))
    for place in (RecordOf(visit.id), Till(client_id=int(key))):
        day_desk.go(place)
        settle()
        assert "Bring tea" in words_in(strip(day_window))
    day_desk.go(CallList(client_id=int(key)))
    settle()
    here = strip(day_window)
    assert here.banners == []
    assert here.ask_button is not None


def test_asking_at_a_visit_that_has_nothing_to_ask_says_so(
    day_window: Window, day_desk: Desk, day_salon: Salon, settle: Settle
) -> None:
    from salon.clients.answering import decline_field

    visit = visits(day_salon, first_due(day_salon))[0]
    key = ClientId(visit.client_id)
    said: list[str] = []
    day_desk.said.connect(said.append)
    while asks := day_salon.ask(coach_of, key).asks:
        for one in asks:
            day_salon.do(decline_field, key, one.field)
    ask_at_visit(day_desk, visit)
    settle()
    assert "nothing to ask" in said[-1]


def test_there_is_none_and_still_so_do_not_answer_all_health_questions(
    page: ClientPage, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    from salon.clients.answering import decline_field
    from ui.parts.coaching import open_coach

    field = "health_questionnaire"
    while all(one.field != field for one in people_salon.ask(coach_of, EMMA).asks):
        for one in people_salon.ask(coach_of, EMMA).asks:
            people_salon.do(decline_field, EMMA, one.field)
    settle()
    open_coach(people_desk, people_salon.ask(coach_of, EMMA))
    asking = coach(settle)
    until(asking, field, settle)
    assert not asking.none.isVisibleTo(asking)
    assert not asking.keep.isVisibleTo(asking)
    QTest.keyClick(asking, Key.Key_0, Ctrl)
    settle()
    assert asking.ask.field == field
    assert field not in people_salon.ask(known_now, EMMA).answers
    asking.reject()


def test_what_was_never_answered_is_not_confirmed_by_its_key(
    page: ClientPage, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    page.show_tab("file")
    tab = page._made["file"]
    tab.show_section("E_life")  # type: ignore[attr-defined]
    settle()
    before = people_salon.ask(known_now, LIN).full
    said: list[str] = []
    people_desk.refused.connect(said.append)
    tab.form._confirm("bedtime")  # type: ignore[attr-defined]
    settle()
    assert people_salon.ask(known_now, LIN).full == before
    assert any("nothing to confirm" in one for one in said), said

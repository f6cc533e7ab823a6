"""A client's file: its head, its tabs, and everything that can be changed in it."""

from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from salon.app import Salon
from salon.appointments.model import AppointmentId
from salon.appointments.operations import Booking, book
from salon.appointments.queries import free_times, visits_of
from salon.catalogue.queries import services
from salon.clients.model import BirthdayLine, ClientDraft, ClientId
from salon.clients.operations import correct_client, give_consent
from salon.clients.queries import client_card
from salon.rooms.operations import add_room
from salon.staff.operations import hire
from salon.views.client import sight_of
from tests.ui.pages import people
from tests.ui.pages.people import (
    EMMA,
    FANG,
    FANG_TOO,
    LIN,
    LONG,
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
from tests.ui.pages.test_clients import roll_over
from ui.clients.facts import AnswerField, FactForm
from ui.clients.file import FileTab
from ui.clients.merging import MergeSheet
from ui.clients.page import KEYS, ClientPage
from ui.desk import Desk
from ui.frame.window import Window
from ui.kit.buttons import Answers, Tick
from ui.kit.chips import ChipLabel
from ui.kit.fields import Choice, Notes, TextField
from ui.kit.picker import Picker
from ui.kit.states import Banner, Failed
from ui.places import ClientCard

people_template = people.people_template
people_folder = people.people_folder
people_salon = people.people_salon
other_salon = people.other_salon
people_desk = people.people_desk
people_window = people.people_window


def opened(
    window: Window, desk: Desk, settle: Settle, key: int = LIN, tab: str = ""
) -> ClientPage:
    desk.go(ClientCard(key, tab))
    settle()
    assert isinstance(window.page, ClientPage)
    return window.page


def chips(home: QWidget) -> list[str]:
    return [one.text() for one in home.findChildren(ChipLabel) if one.isVisible()]


def file_of(page: ClientPage) -> FileTab:
    tab = page.stack.currentWidget()
    assert isinstance(tab, FileTab)
    return tab


def form_of(page: ClientPage, section: str, settle: Settle) -> FactForm:
    tab = file_of(page)
    tab.show_section(section)
    settle()
    assert tab.form is not None
    return tab.form


def answer(form: FactForm, ref: str) -> AnswerField:
    return form.fields[ref]


def stored(salon: Salon, key: ClientId = LIN) -> dict[str, str]:
    card = salon.ask(client_card, key)
    return {fact.field: fact.value for fact in card.facts}


# The head


def test_the_head_says_who_she_is_and_what_must_not_be_overlooked(
    people_window: Window, people_desk: Desk, settle: Settle
) -> None:
    page = opened(people_window, people_desk, settle)
    said = words_in(page.head)
    assert "林美华" in said
    assert "Lín Měihuá · 38" in said
    assert "+86 138 0013 8000" in said
    assert "Allergy: Salicylic acid (redness, 2026-03)" in chips(page.head)
    assert "Pregnant" in chips(page.head)
    assert all(one.chip.icon for one in page.head.findChildren(ChipLabel))
    assert people_window.windowTitle().startswith("林美华")


def test_what_an_import_has_proposed_is_to_be_asked_not_taken_for_true(
    people_window: Window, people_desk: Desk, settle: Settle
) -> None:
    page = opened(people_window, people_desk, settle, EMMA)
    assert chips(page.head) == ["Ask: allergic to Lavender?"]


def test_a_namesake_is_named_with_her_last_digits(
    people_window: Window, people_desk: Desk, settle: Settle
) -> None:
    page = opened(people_window, people_desk, settle, FANG)
    assert chips(page.head) == ["1 other client of this name · …8876"]


def test_the_head_says_how_full_the_file_is_and_what_to_ask_next(
    people_window: Window, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    page = opened(people_window, people_desk, settle)
    before = people_salon.ask(sight_of, LIN).full
    assert f"File {before.percent} % full" in words_in(page.head)
    assert str(before.open[0].names) in words_in(page.head)
    people_salon.do(give_consent, LIN, "health_data")
    settle()
    after = people_salon.ask(sight_of, LIN).full
    assert after.part > before.part
    assert f"File {after.percent} % full" in words_in(page.head)


def test_a_long_name_leaves_the_page_as_wide_as_the_window(
    people_window: Window, people_desk: Desk, settle: Settle
) -> None:
    people_window.resize(1100, 760)
    for tab in KEYS:
        page = opened(people_window, people_desk, settle, LONG, tab)
        assert page.width() <= people_window.stack.width(), tab
    assert LONG_NAME in words_in(page.head)


def test_a_file_that_is_gone_says_so_and_leads_back(
    people_window: Window, people_desk: Desk, settle: Settle
) -> None:
    page = opened(people_window, people_desk, settle, 999)
    assert page.head.findChildren(Failed)
    assert "no longer exists" in words_in(page.head)
    assert not page.bar.isVisible()


def test_one_page_shows_whichever_client_one_goes_to(
    people_window: Window, people_desk: Desk, settle: Settle
) -> None:
    page = opened(people_window, people_desk, settle, LIN, "file")
    again = opened(people_window, people_desk, settle, EMMA)
    assert again is page
    assert "Emma Stone" in words_in(page.head)
    assert "林美华" not in words_in(page)


# The tabs


def test_the_tabs_are_reached_by_keys_and_kept_for_going_back(
    people_window: Window, people_desk: Desk, settle: Settle
) -> None:
    page = opened(people_window, people_desk, settle)
    for number, tab in enumerate(KEYS, 1):
        key = Key(Key.Key_0.value + number)
        QTest.keyClick(people_window, key, Ctrl)
        settle()
        assert people_desk.place == ClientCard(LIN, tab)
        assert page.tabs.group.checkedId() == number - 1
        shown = page.stack.currentWidget()
        assert shown is not None
        assert shown.isVisible()


def test_each_tab_of_an_empty_file_says_what_will_stand_there(
    people_window: Window, people_desk: Desk, settle: Settle
) -> None:
    said = {
        "story": "Nothing has happened yet",
        "skin": "The skin has not been looked at yet",
        "treatments": "No visit so far",
        "plans": "No plan yet",
        "calls": "No call waits",
    }
    for tab, text in said.items():
        page = opened(people_window, people_desk, settle, EMMA, tab)
        assert text in words_in(page), tab


def test_every_control_of_every_tab_has_a_name(
    people_window: Window, people_desk: Desk, settle: Settle
) -> None:
    for tab in KEYS:
        page = opened(people_window, people_desk, settle, LIN, tab)
        for one in page.findChildren(QWidget):
            can_focus = one.focusPolicy() & Qt.FocusPolicy.TabFocus
            if can_focus and one.isVisibleTo(page) and type(one).__name__ != "QWidget":
                assert one.accessibleName() or getattr(one, "text", str)(), (tab, one)


# Her answers


def test_a_text_is_kept_when_one_leaves_the_field(
    people_window: Window, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    page = opened(people_window, people_desk, settle, LIN, "file")
    form = form_of(page, "E_life", settle)
    write(answer(form, "hobbies").field, "piano", settle)
    assert "hobbies" not in stored(people_salon)
    QTest.keyClick(answer(form, "hobbies").field, Key.Key_Return)
    settle()
    assert stored(people_salon)["hobbies"] == "piano"
    people_desk.undo()
    settle()
    assert "hobbies" not in stored(people_salon)
    assert answer(form, "hobbies").value() == ""


def test_choices_days_and_several_answers_are_kept_at_once(
    people_window: Window, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    page = opened(people_window, people_desk, settle, LIN, "file")
    form = form_of(page, "E_life", settle)
    field = answer(form, "stress").field
    assert isinstance(field, Choice)
    field.setCurrentIndex(2)
    several = answer(form, "diet").field
    assert isinstance(several, Answers)
    first, second = list(several.buttons)[:2]
    several.buttons[first].click()
    several.buttons[second].click()
    settle()
    known = stored(people_salon)
    assert known["stress"]
    assert known["diet"] == f"{first} {second}"
    goals = form_of(page, "L_goals", settle)
    day = answer(goals, "goal_by").field
    write(day, "1/3/2027", settle)
    QTest.keyClick(day, Key.Key_Return)
    settle()
    assert stored(people_salon)["goal_by"] == "2027-03-01"


def test_several_answers_in_a_row_never_take_one_another_for_a_stranger(
    people_window: Window, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    page = opened(people_window, people_desk, settle, LIN, "file")
    form = form_of(page, "A_identity", settle)
    for ref, text in (("nickname", "Mei"), ("name_reading", "Lin Mei Hua")):
        field = answer(form, ref).field
        assert isinstance(field, TextField)
        field.setText(text)
        field.editingFinished.emit()  # before the first answer has come home
    settle()
    line = people_salon.ask(client_card, LIN).line
    assert (line.called, line.latin) == ("Mei", "Lin Mei Hua")
    assert not sheets()
    assert not form.is_dirty


def test_her_birthday_is_read_as_people_write_it(
    people_window: Window, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    page = opened(people_window, people_desk, settle, LIN, "file")
    form = form_of(page, "A_identity", settle)
    field = answer(form, "birthday").field
    write(field, "31 Feb 1990", settle)
    QTest.keyClick(field, Key.Key_Return)
    settle()
    assert "There is no such day as" in words_in(form)
    write(field, "23 Sep 1988", settle)
    QTest.keyClick(field, Key.Key_Return)
    settle()
    born = people_salon.ask(client_card, LIN).line.birthday
    assert (born.year, born.month, born.day) == (1988, 9, 23)
    assert "There is no such day as" not in words_in(form)


def test_a_refused_answer_stays_written_with_the_reason_below(
    people_window: Window, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    page = opened(people_window, people_desk, settle, LIN, "file")
    form = form_of(page, "A_identity", settle)
    field = answer(form, "name").field
    write(field, "x" * 300, settle)
    QTest.keyClick(field, Key.Key_Return)
    settle()
    assert people_salon.ask(client_card, LIN).line.name == "林美华"
    assert answer(form, "name").is_dirty
    assert answer(form, "name").row.note.text()


def test_what_is_written_of_who_is_being_erased_stays_written_and_says_why(
    people_window: Window, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    from salon.complaints.opening import open_complaint
    from salon.erasure.operations import call_off_erasure, erase_client

    page = opened(people_window, people_desk, settle, LIN, "file")
    people_salon.do(open_complaint, LIN, words="too slow")
    assert not people_salon.do(erase_client, LIN)
    settle()
    field = answer(form_of(page, "A_identity", settle), "nickname")
    write(field.field, "Mei", settle)
    QTest.keyClick(field.field, Key.Key_Tab)
    settle()
    assert field.value() == "Mei"
    assert "is to be erased" in field.row.note.text()
    assert people_salon.ask(client_card, LIN).line.called != "Mei"

    people_salon.do(call_off_erasure, LIN)
    settle()
    write(field.field, "Meimei", settle)
    QTest.keyClick(field.field, Key.Key_Tab)
    settle()
    assert people_salon.ask(client_card, LIN).line.called == "Meimei"


def test_what_is_half_written_is_kept_when_one_goes_elsewhere(
    people_window: Window, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    page = opened(people_window, people_desk, settle, LIN, "file")
    form = form_of(page, "M_service", settle)
    field = answer(form, "note").field
    assert isinstance(field, Notes)
    field.setPlainText("Comes by metro")
    opened(people_window, people_desk, settle, EMMA)
    assert people_salon.ask(client_card, LIN).note == "Comes by metro"
    assert people_salon.ask(client_card, EMMA).note == ""


# Two desks


def test_another_question_answered_elsewhere_is_no_conflict(
    people_window: Window,
    people_desk: Desk,
    people_salon: Salon,
    other_salon: Salon,
    settle: Settle,
) -> None:
    page = opened(people_window, people_desk, settle, LIN, "file")
    form = form_of(page, "A_identity", settle)
    other_salon.do(correct_client, LIN, ClientDraft(email="lin@example.org"))
    write(answer(form, "nickname").field, "Mei", settle)
    QTest.keyClick(answer(form, "nickname").field, Key.Key_Return)
    settle()
    card = people_salon.ask(client_card, LIN)
    assert (card.line.called, card.email) == ("Mei", "lin@example.org")
    assert not sheets()


def answered_twice(
    window: Window, desk: Desk, other: Salon, settle: Settle
) -> AnswerField:
    page = opened(window, desk, settle, LIN, "file")
    form = form_of(page, "A_identity", settle)
    other.do(correct_client, LIN, ClientDraft(called="Auntie Lin"))
    write(answer(form, "nickname").field, "Mei", settle)
    QTest.keyClick(answer(form, "nickname").field, Key.Key_Return)
    settle()
    said = words_in(sheet())
    assert "Mei" in said
    assert "Auntie Lin" in said
    return answer(form, "nickname")


def test_of_two_answers_to_one_question_both_are_shown_and_mine_may_stay(
    people_window: Window,
    people_desk: Desk,
    people_salon: Salon,
    other_salon: Salon,
    settle: Settle,
) -> None:
    answered_twice(people_window, people_desk, other_salon, settle)
    assert people_salon.ask(client_card, LIN).line.called == "Auntie Lin"
    button(sheet(), "Keep mine").click()
    settle()
    assert people_salon.ask(client_card, LIN).line.called == "Mei"


def test_of_two_answers_to_one_question_theirs_may_be_taken(
    people_window: Window,
    people_desk: Desk,
    people_salon: Salon,
    other_salon: Salon,
    settle: Settle,
) -> None:
    field = answered_twice(people_window, people_desk, other_salon, settle)
    button(sheet(), "Take theirs").click()
    settle()
    assert field.value() == "Auntie Lin"
    assert people_salon.ask(client_card, LIN).line.called == "Auntie Lin"


def test_news_from_elsewhere_never_overwrite_what_is_being_written(
    people_window: Window,
    people_desk: Desk,
    people_salon: Salon,
    other_salon: Salon,
    settle: Settle,
) -> None:
    page = opened(people_window, people_desk, settle, LIN, "file")
    form = form_of(page, "A_identity", settle)
    write(answer(form, "nickname").field, "Mei", settle)
    other_salon.do(correct_client, LIN, ClientDraft(called="Auntie Lin"))
    people_salon.news()
    page.refresh()
    settle()
    assert answer(form, "nickname").value() == "Mei"
    banners = [one for one in form.findChildren(Banner) if one.isVisible()]
    assert "Changed elsewhere" in banners[0].words.text()


def test_the_wheel_over_a_choice_of_the_file_changes_nothing(
    people_window: Window, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    page = opened(people_window, people_desk, settle, LIN, "file")
    form = form_of(page, "E_life", settle)
    before = stored(people_salon)
    for field in form.fields.values():
        roll_over(field.field)
    settle()
    assert stored(people_salon) == before
    assert not form.is_dirty


# Safety, numbers, family, consents


def test_an_allergy_is_added_and_ended_and_the_head_follows(
    people_window: Window, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    page = opened(people_window, people_desk, settle, LIN, "file")
    button(page, "Add an allergy").click()
    settle()
    asked = sheet()
    QTest.keyClick(asked, Key.Key_Return)
    settle()
    assert "Please say which" in words_in(asked)
    fields = asked.findChildren(TextField)
    write(fields[0], "Nickel", settle)
    QTest.keyClick(fields[0], Key.Key_Return)
    settle()
    assert not sheets()
    assert "Allergy: Nickel" in chips(page.head)
    button(page, "Nickel is no allergy").click()
    settle()
    assert "Allergy: Nickel" not in chips(page.head)
    people_desk.undo()
    settle()
    assert "Allergy: Nickel" in chips(page.head)


def test_a_proposed_allergy_is_confirmed_when_she_was_asked(
    people_window: Window, people_desk: Desk, settle: Settle
) -> None:
    page = opened(people_window, people_desk, settle, EMMA, "file")
    button(page, "The client confirms it").click()
    settle()
    assert chips(page.head) == ["Allergy: Lavender"]


def test_a_condition_and_a_medicine_are_found_by_name_and_ended(
    people_window: Window, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    page = opened(people_window, people_desk, settle, EMMA, "file")
    for name, typed, ref in (
        ("Add a condition", "epilepsy", "epilepsy"),
        ("Add a medicine", "isotretinoin", "isotretinoin"),
    ):
        button(page, name).click()
        settle()
        asked = sheet()
        picker = asked.findChildren(Picker)[0]
        write(picker, typed, settle)
        QTest.keyClick(picker, Key.Key_Return)
        settle()
        button(asked, "Add").click()
        settle()
        card = people_salon.ask(client_card, EMMA)
        assert ref in [one.condition for one in card.conditions]
    button(page, "Epilepsy is over, or was noted by mistake").click()
    settle()
    button(sheet(), "Keep").click()
    settle()
    card = people_salon.ask(client_card, EMMA)
    assert "epilepsy" not in [one.condition for one in card.conditions]


def test_a_number_is_checked_added_preferred_and_removed(
    people_window: Window, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    page = opened(people_window, people_desk, settle, EMMA, "file")
    button(page, "Add a number").click()
    settle()
    asked = sheet()
    field = asked.findChildren(TextField)[0]
    write(field, "12", settle)
    QTest.keyClick(field, Key.Key_Return)
    settle()
    assert "too short" in words_in(asked)
    write(field, "020 7946 0999", settle)
    QTest.keyClick(field, Key.Key_Return)
    settle()
    card = people_salon.ask(client_card, EMMA)
    numbers = [one.number for one in card.line.phones]
    assert numbers == ["+447700900142", "+442079460999"]
    button(page, "Ring this first").click()
    settle()
    assert people_salon.ask(client_card, EMMA).line.phone == "+442079460999"
    assert "020 7946 0999" in words_in(page.head)
    button(page, "Remove 07700 900142").click()
    settle()
    assert len(people_salon.ask(client_card, EMMA).line.phones) == 1


def test_a_consent_is_signed(
    people_window: Window, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    page = opened(people_window, people_desk, settle, EMMA, "file")
    button(page, "Sign: Photographs for my own record").click()
    settle()
    button(sheet(), "Keep").click()
    settle()
    assert people_salon.ask(client_card, EMMA).consents == ()
    [on_paper] = sheet().findChildren(Tick)
    on_paper.click()
    button(sheet(), "Keep").click()
    settle()
    assert people_salon.ask(client_card, EMMA).consents == ("photo_record",)


def test_someone_of_her_family_may_be_a_client_too(
    people_window: Window, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    page = opened(people_window, people_desk, settle, EMMA, "file")
    button(page, "Add someone").click()
    settle()
    asked = sheet()
    other = asked.findChildren(Picker)[0]
    write(other, "meihua", settle)
    QTest.keyClick(other, Key.Key_Return)
    settle()
    button(asked, "Add").click()
    settle()
    [one] = people_salon.ask(client_card, EMMA).relatives
    assert (one.name, one.other_id) == ("林美华", LIN)
    button(page, "The client’s file").click()
    settle()
    place = people_desk.place
    assert isinstance(place, ClientCard)
    assert place.id == LIN


# Joining


def test_two_files_are_joined_after_one_has_seen_what_adds_up(
    people_window: Window, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    page = opened(people_window, people_desk, settle, FANG)
    page._merge()
    settle()
    asked = sheet()
    assert isinstance(asked, MergeSheet)
    assert asked.other.key == FANG_TOO  # the only namesake is offered
    assert "07700 902231, 07700 908876" in words_in(asked)
    asked.join.click()
    settle()
    card = people_salon.ask(client_card, FANG)
    assert len(card.line.phones) == 2
    assert chips(page.head) == []
    people_desk.undo()
    settle()
    assert len(people_salon.ask(client_card, FANG).line.phones) == 1


def test_what_two_files_say_otherwise_is_chosen(
    people_window: Window, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    for key, address in ((FANG, "one@example.com"), (FANG_TOO, "two@example.com")):
        people_salon.do(correct_client, key, ClientDraft(email=address))
    page = opened(people_window, people_desk, settle, FANG)
    page._merge()
    settle()
    asked = sheet()
    assert isinstance(asked, MergeSheet)
    answers = asked.right["email"]
    assert [one.text() for one in answers.buttons.values()] == [
        *("one@example.com", "two@example.com")
    ]
    assert answers.value() == ("kept",)
    answers.buttons["away"].click()
    asked.join.click()
    settle()
    card = people_salon.ask(client_card, FANG)
    assert card.email == "two@example.com"
    assert "one@example.com" in card.note


def test_one_enter_shows_what_is_offered_and_a_second_one_joins(
    people_window: Window, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    page = opened(people_window, people_desk, settle, FANG)
    page._merge()
    settle()
    asked = sheet()
    assert isinstance(asked, MergeSheet)
    assert asked.other.hasFocus()  # a namesake is offered; nobody has chosen yet

    QTest.keyClick(asked.other, Key.Key_Return)
    settle()

    assert asked.join.hasFocus()
    assert len(people_salon.ask(client_card, FANG).line.phones) == 1
    QTest.keyClick(asked.join, Key.Key_Return)
    settle()
    assert len(people_salon.ask(client_card, FANG).line.phones) == 2


def test_birthdays_years_apart_are_joined_with_a_reason_only(
    people_window: Window, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    for key, year in ((FANG, 1971), (FANG_TOO, 1995)):
        born = BirthdayLine(year, 3, 30)
        people_salon.do(correct_client, key, ClientDraft(birthday=born))
    page = opened(people_window, people_desk, settle, FANG)
    page._merge()
    settle()
    asked = sheet()
    assert isinstance(asked, MergeSheet)
    said = "Two birthdays: 30 Mar 1971, 30 Mar 1995. They may be two people."
    assert said in words_in(asked)
    assert asked.reason is not None
    assert not asked.join.isEnabled()

    QTest.keyClick(asked.other, Key.Key_Return)
    assert asked.reason.hasFocus()
    QTest.keyClick(asked.reason, Key.Key_Return)  # still open: nothing happens
    settle()
    assert people_salon.ask(client_card, FANG).note == ""
    QTest.keyClicks(asked.reason, "she told us")
    assert asked.join.isEnabled()
    QTest.keyClick(asked.reason, Key.Key_Return)
    settle()

    assert "she told us" in people_salon.ask(client_card, FANG).note


def both_booked(salon: Salon, day: date) -> list[AppointmentId]:
    """Book both files at one time."""
    for name in ("Mia", "Nora"):
        salon.do(hire, name, skills="all")
        salon.do(add_room, f"{name}’s room")
    service = salon.ask(services)[0]
    [free] = salon.ask(free_times, service, start=day, limit=1)
    return [
        salon.do(book, Booking(key, service.id, free.day, free.start, override="x"))
        for key in (FANG, FANG_TOO)
    ]


def test_of_two_visits_at_one_time_one_is_chosen(
    people_window: Window, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    booked = both_booked(people_salon, people_desk.today() + timedelta(days=8))
    page = opened(people_window, people_desk, settle, FANG)
    page._merge()
    settle()
    asked = sheet()
    assert isinstance(asked, MergeSheet)
    assert not asked.join.isEnabled()
    [(_pair, answers)] = asked.stays
    answers.buttons[booked[1]].click()
    assert asked.join.isEnabled()
    asked.join.click()
    settle()
    left = [
        one.id for one in people_salon.ask(visits_of, FANG, 9) if one.status.is_open
    ]
    assert booked[1] in left
    assert booked[0] not in left


# What leads elsewhere


def test_booking_begins_with_her_and_her_usual(
    people_window: Window, people_desk: Desk, settle: Settle
) -> None:
    opened(people_window, people_desk, settle, EMMA)
    QTest.keyClick(people_window, Key.Key_B, Ctrl)
    settle()
    assert "Emma Stone" in [one.text() for one in sheet().findChildren(TextField)]


def test_without_a_plan_the_plan_button_begins_one(
    people_window: Window, people_desk: Desk, settle: Settle
) -> None:
    page = opened(people_window, people_desk, settle, EMMA)
    button(page, "Plan").click()
    settle()
    assert sheets()


def test_there_is_nothing_to_print_of_someone_who_was_never_here(
    people_window: Window, people_desk: Desk, settle: Settle
) -> None:
    page = opened(people_window, people_desk, settle, EMMA)
    button(page, "Print").click()
    settle()
    said = people_window.toast.text
    assert said.startswith("Emma Stone: there is no plan and no treatment to print")


def test_what_is_done_for_somebody_else_leaves_the_focus_where_it_is(
    people_window: Window, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    page = opened(people_window, people_desk, settle)
    book = button(page.head, "Book")
    book.setFocus()
    people_salon.do(correct_client, EMMA, ClientDraft(called="Em"))
    settle()
    assert book.hasFocus()
    people_salon.do(correct_client, LIN, ClientDraft(called="Mei"))
    settle()
    assert "likes to be called Mei" in words_in(page.head)

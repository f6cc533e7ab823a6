"""What is typed of health is shown as it is understood, and asked where it is not."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from salon.app import Salon
from salon.clients.operations import note_allergy, note_medicine
from salon.clients.queries import client_card
from salon.safety.operations import answer_word
from salon.safety.queries import understanding_of
from tests.ui.pages import people
from tests.ui.pages.people import (
    EMMA,
    FANG_TOO,
    Key,
    Settle,
    button,
    sheet,
    sheets,
    words_in,
    write,
)
from tests.ui.pages.test_client_file import chips, file_of, opened
from ui.clients.file import FileTab
from ui.desk import Desk
from ui.frame.window import Window
from ui.kit.buttons import Button
from ui.kit.fields import DateField, TextField
from ui.kit.picker import Picker

people_template = people.people_template
people_folder = people.people_folder
people_salon = people.people_salon
other_salon = people.other_salon
people_desk = people.people_desk
people_window = people.people_window


def file_tab(
    window: Window, desk: Desk, settle: Settle, key: int = FANG_TOO
) -> FileTab:
    return file_of(opened(window, desk, settle, key, "file"))


def typed_into(asked: QWidget, at: int, text: str, settle: Settle) -> TextField:
    """Type into a field letter by letter, as a person does."""
    field = asked.findChildren(TextField)[at]
    field.setFocus()
    write(field, text, settle)
    return field


def test_a_typed_allergy_says_at_once_what_it_is_understood_as(
    people_window: Window, people_desk: Desk, settle: Settle
) -> None:
    tab = file_tab(people_window, people_desk, settle)
    button(tab, "Add an allergy").click()
    settle()
    asked = sheet()

    typed_into(asked, 0, "propolis", settle)
    assert "Understood as Bee-product allergy." in words_in(asked)
    typed_into(asked, 0, "beer", settle)
    assert "Not understood yet: beer. You will be asked." in words_in(asked)
    assert "Bee-product" not in words_in(asked)
    typed_into(asked, 0, "", settle)
    assert "In the client’s words" in words_in(asked)


def test_a_medicine_is_typed_in_words_and_understood(
    people_window: Window, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    tab = file_tab(people_window, people_desk, settle)
    button(tab, "Add a medicine").click()
    settle()
    asked = sheet()
    field = typed_into(asked, 1, "warfarin 5 mg", settle)
    assert "Understood as Blood-thinning medicine" in words_in(asked)
    QTest.keyClick(field, Key.Key_Return)
    settle()

    assert not sheets()
    assert "warfarin 5 mg" in words_in(tab.keeping)
    assert any("Blood-thinning" in one for one in chips(tab.keeping))
    assert people_salon.ask(understanding_of, FANG_TOO).questions == ()

    meant = "Blood-thinning medicine (not low-dose aspirin)"
    button(tab, f"“warfarin” does not mean {meant}").click()
    settle()
    assert "does not mean that" in chips(tab.keeping)
    button(tab, "Ask about “warfarin” again").click()
    settle()
    assert any("Blood-thinning" in one for one in chips(tab.keeping))


def test_words_and_a_chosen_medicine_are_one_action(
    people_window: Window, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    tab = file_tab(people_window, people_desk, settle, EMMA)
    before = people_salon.ask(client_card, EMMA)
    button(tab, "Add a medicine").click()
    settle()
    asked = sheet()
    picker = asked.findChildren(Picker)[0]
    write(picker, "isotretinoin", settle)
    QTest.keyClick(picker, Key.Key_Return)
    typed_into(asked, 1, "Roaccutane 20 mg", settle)
    button(asked, "Add").click()
    settle()

    card = people_salon.ask(client_card, EMMA)
    assert "isotretinoin" in [one.condition for one in card.conditions]
    assert "Roaccutane 20 mg" in [one.value for one in card.facts]
    people_desk.undo()
    settle()
    again = people_salon.ask(client_card, EMMA)
    assert (again.conditions, again.facts) == (before.conditions, before.facts)


def test_what_is_not_understood_is_asked_and_answered_in_the_file(
    people_window: Window, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    people_salon.do(note_medicine, FANG_TOO, "Xyzumab 20 mg")
    people_salon.do(note_medicine, FANG_TOO, "某某片")
    tab = file_tab(people_window, people_desk, settle)
    assert "Not yet understood" in words_in(tab.keeping)
    assert "“Xyzumab 20 mg” is not understood yet. What is it?" in words_in(tab.keeping)

    # by the keyboard
    means = button(tab, "Say what “Xyzumab 20 mg” means")
    means.setFocus()
    QTest.keyClick(means, Qt.Key.Key_Space)
    settle()
    asked = sheet()
    QTest.keyClick(asked, Key.Key_Return)
    settle()
    assert "Please say which" in words_in(asked)
    picker = asked.findChildren(Picker)[0]
    picker.setFocus()
    write(picker, "light-sensitising", settle)
    QTest.keyClick(picker, Key.Key_Return)
    QTest.keyClick(asked, Key.Key_Return)
    settle()
    assert not sheets()
    assert any("Light-sensitising" in one for one in chips(tab.keeping))

    button(tab, "“某某片” is harmless").click()
    settle()
    assert "Not yet understood" not in words_in(tab.keeping)
    known = people_salon.ask(understanding_of, FANG_TOO)
    assert known.questions == ()
    assert [one.conditions for one in known.typed] == [("photosensitiser",), ()]
    people_desk.undo()
    settle()
    assert "“某某片” is not understood yet. What is it?" in words_in(tab.keeping)


def test_what_is_over_is_given_its_last_day(
    people_window: Window, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    people_salon.do(note_medicine, FANG_TOO, "isotretinoin")
    tab = file_tab(people_window, people_desk, settle)
    button(tab, "“isotretinoin” is over").click()
    settle()
    asked = sheet()
    day = asked.findChildren(DateField)[0]
    day.put(date(2026, 1, 5))
    button(asked, "Keep").click()
    settle()

    [one] = people_salon.ask(understanding_of, FANG_TOO).typed
    assert (one.ended, one.ended_on) == (True, date(2026, 1, 5))
    assert "over since 5 Jan 2026" in chips(tab.keeping)


def test_an_unsure_allergy_is_confirmed_in_one_press(
    people_window: Window, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    people_salon.do(note_allergy, FANG_TOO, "latex")
    tab = file_tab(people_window, people_desk, settle)
    assert "to be asked" in chips(tab.keeping)

    button(tab, "“latex”: it is so").click()
    settle()

    assert people_salon.ask(understanding_of, FANG_TOO).questions == ()
    assert "Latex allergy" in chips(tab.keeping)


def test_an_answer_given_elsewhere_is_seen(
    people_window: Window, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    people_salon.do(note_medicine, FANG_TOO, "Xyzumab")
    tab = file_tab(people_window, people_desk, settle)
    assert "Not yet understood" in words_in(tab.keeping)

    people_salon.do(answer_word, FANG_TOO, "medications", "Xyzumab", "harmless")
    settle()

    assert "Not yet understood" not in words_in(tab.keeping)
    assert "harmless" in chips(tab.keeping)


def test_every_button_of_a_question_has_a_name_of_its_own(
    people_window: Window, people_desk: Desk, people_salon: Salon, settle: Settle
) -> None:
    for said in ("Xyzumab", "isotretinoin", "rivaroxaban"):
        people_salon.do(note_medicine, FANG_TOO, said)
    tab = file_tab(people_window, people_desk, settle)

    names = [
        one.accessibleName()
        for one in tab.keeping.findChildren(Button)
        if "“" in one.accessibleName()
    ]
    assert len(names) == len(set(names)) == 3 * 3 + 2 + 2

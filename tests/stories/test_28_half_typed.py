"""What is half typed survives Esc, leaving, another language and closing."""

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from salon.aftercare.queries import calls_due
from salon.clients.queries import count_found, find_ids
from salon.text import _
from tests.stories.hands import Hands
from ui.places import ClientCard, SettingsPage

Sit = Callable[..., Hands]


def text_in(hands: Hands, name: str) -> str:
    return hands.find(name, QLineEdit).text()


def begin_a_file(hands: Hands) -> None:
    hands.press("Ctrl+N")
    hands.write(_("Name"), "Nora Quist")
    hands.write(_("Phone"), "07700 900111")


def test_a_new_client_is_begun_again_where_it_was_left(hands: Hands) -> None:
    begin_a_file(hands)
    hands.press("Escape")
    assert hands.title == ""
    hands.press("Ctrl+N")

    assert text_in(hands, _("Name")) == "Nora Quist"
    assert text_in(hands, _("Phone")) == "07700 900111"
    hands.sees(_("What you had typed is here again."))
    hands.press("Return")
    assert len(hands.salon.ask(find_ids, "Nora Quist", 5)) == 1

    hands.press("Alt+1", "Ctrl+N")
    assert text_in(hands, _("Name")) == ""  # it was done


def test_it_can_be_thrown_away(hands: Hands) -> None:
    begin_a_file(hands)
    hands.press("Escape", "Ctrl+N")
    hands.click(_("Start empty"))
    assert (text_in(hands, _("Name")), text_in(hands, _("Phone"))) == ("", "")

    hands.press("Escape", "Ctrl+N")
    assert text_in(hands, _("Name")) == ""


def test_a_name_that_was_searched_for_is_not_the_one_begun_before(hands: Hands) -> None:
    begin_a_file(hands)
    hands.press("Escape", "Ctrl+K")
    hands.say("Otto Zander")
    hands.press("Return")

    assert hands.title == _("New client")
    assert text_in(hands, _("Name")) == "Otto Zander"
    assert text_in(hands, _("Phone")) == ""


def test_it_outlives_the_end_of_the_day(hands: Hands) -> None:
    before = hands.salon.ask(count_found, "")
    begin_a_file(hands)
    hands.press("Escape")
    hands.reopen()
    hands.press("Ctrl+N")

    assert text_in(hands, _("Name")) == "Nora Quist"
    assert hands.salon.ask(count_found, "") == before


def test_an_allergy_stays_with_the_client_it_was_begun_for(hands: Hands) -> None:
    salon = hands.salon
    [sarah] = salon.ask(find_ids, "Sarah Whitcombe", 5)
    [emma] = salon.ask(find_ids, "Emma Clarke", 5)
    assert hands.window.desk is not None
    for key, said in ((sarah, "peanut"), (emma, "")):
        hands.window.desk.go(ClientCard(key, "file"))
        hands.settle()
        hands.click(_("Add an allergy"))
        assert text_in(hands, _("Substance")) == ""
        hands.write(_("Substance"), said)
        hands.press("Escape")

    hands.window.desk.go(ClientCard(sarah, "file"))
    hands.settle()
    hands.click(_("Add an allergy"))
    assert text_in(hands, _("Substance")) == "peanut"


def test_settings_wait_until_they_are_kept(hands: Hands) -> None:
    assert hands.window.desk is not None
    hands.press("Alt+9")
    hands.write(_("Phone"), "020 7946 0000")
    hands.press("Alt+1")
    hands.reopen()
    assert hands.window.desk is not None
    hands.window.desk.go(SettingsPage("salon"))
    hands.settle()

    assert text_in(hands, _("Phone")) == "020 7946 0000"
    assert hands.salon.premises.phone != "020 7946 0000"
    hands.press("Ctrl+S")
    assert hands.salon.premises.phone == "020 7946 0000"


def test_a_call_that_is_taken_back_has_its_note_again(hands: Hands) -> None:
    hands.press("F8")
    first = hands.salon.ask(calls_due)[0]
    hands.walk_to(_("Note"))
    hands.say("rang at ten, sounded tired")
    hands.walk_to(_("Call list"))
    hands.press("1")
    assert hands.find(_("Note"), QPlainTextEdit).toPlainText() == ""
    hands.press("Alt+1", "Ctrl+Z")  # from another page
    hands.press("F8")

    assert hands.salon.ask(calls_due)[0].id == first.id
    hands.stand_on(_("Call list"), first.client)
    said = hands.find(_("Note"), QPlainTextEdit).toPlainText()
    assert said == "rang at ten, sounded tired"

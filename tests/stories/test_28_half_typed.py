"""What is half typed survives Esc, leaving, another language and closing."""

from collections.abc import Callable
from time import monotonic

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPlainTextEdit

from salon.aftercare.model import Outcome
from salon.aftercare.queries import calls_due, contacts_of, kept_notes
from salon.clients.queries import client_lines, count_found, find_ids
from salon.text import _
from salon.views.unfinished import unfinished
from tests.stories.hands import Hands
from ui.parts.unfinished import AT_LEAST, PAUSE
from ui.places import ClientCard, SettingsPage

# Hands are tried here, not words.
pytestmark = pytest.mark.parametrize("tongue", ["en", "zh_TW"], indirect=True)

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
    hands.sees(_("Begun and not saved: {what}").format(what="Nora Quist"))
    hands.click(_("Go on with it"))

    assert text_in(hands, _("Name")) == "Nora Quist"
    assert text_in(hands, _("Phone")) == "07700 900111"
    hands.press("Return")
    assert len(hands.salon.ask(find_ids, "Nora Quist", 5)) == 1

    hands.press("Alt+1", "Ctrl+N")
    assert not hands.has(_("Go on with it"))  # it was done


def test_the_next_client_is_somebody_else(hands: Hands) -> None:
    begin_a_file(hands)
    hands.press("Escape", "Ctrl+N")
    hands.say("Bea Other")
    assert text_in(hands, _("Name")) == "Bea Other"
    assert text_in(hands, _("Phone")) == ""
    hands.press("Return")
    [bea] = hands.salon.ask(find_ids, "Bea Other", 5)
    [line] = hands.salon.ask(client_lines, [bea])
    assert (line.name, line.phones) == ("Bea Other", ())

    hands.press("Ctrl+N")  # the one before is not lost by that
    hands.click(_("Go on with it"))
    assert text_in(hands, _("Name")) == "Nora Quist"
    assert text_in(hands, _("Phone")) == "07700 900111"


def test_two_that_were_begun_are_both_offered(hands: Hands) -> None:
    begin_a_file(hands)
    hands.press("Escape", "Ctrl+N")
    hands.say("Bea Other")
    hands.press("Escape", "Ctrl+N", "Escape", "Ctrl+N")  # looking in loses nothing
    for name in ("Bea Other", "Nora Quist"):
        hands.sees(_("Begun and not saved: {what}").format(what=name))


def test_it_can_be_thrown_away(hands: Hands) -> None:
    begin_a_file(hands)
    hands.press("Escape", "Ctrl+N")
    hands.click(_("Discard"))
    assert not hands.has(_("Go on with it"))

    hands.press("Escape", "Ctrl+N")
    assert not hands.has(_("Go on with it"))


def test_who_types_without_a_pause_is_kept_all_the_same(hands: Hands) -> None:
    hands.press("Ctrl+N")
    field = hands.find(_("Name"), QLineEdit)
    begun, place = monotonic(), f"form new client {hands.salon.desk}"
    while monotonic() - begun < AT_LEAST / 1000 + 1:
        QTest.keyClicks(field, "a")
        QTest.qWait(PAUSE // 7)
    assert hands.salon.ask(unfinished, place)


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
    hands.click(_("Go on with it"))

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
    hands.say("latex")  # in its place, not behind it
    assert text_in(hands, _("Substance")) == "latex"


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


def test_a_booking_that_was_left_is_gone_on_with_on_purpose(hands: Hands) -> None:
    hands.press("Ctrl+B")
    hands.say("olivia")
    hands.press("Return")
    hands.write(_("Note"), "window seat")
    hands.press("Escape")
    assert hands.title == ""

    hands.press("Ctrl+B")  # the telephone: somebody else
    assert hands.find(_("Client"), QLineEdit).text() == ""
    hands.say("whitc")
    hands.press("Return", "1")
    assert "Sarah Whitcombe" in hands.told

    hands.press("Ctrl+B")
    hands.click(_("Go on with it"))
    assert "Olivia Grant" in hands.find(_("Client"), QLineEdit).text()
    assert text_in(hands, _("Note")) == "window seat"
    hands.press("Ctrl+Return")
    assert "Olivia Grant" in hands.told

    hands.press("Ctrl+B")
    assert not hands.has(_("Go on with it"))


def test_closing_the_window_closes_its_sheets_and_keeps_them(hands: Hands) -> None:
    begin_a_file(hands)
    hands.window.close()
    hands.settle()
    shown = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
    assert not [one for one in shown if isinstance(one, QDialog)]

    hands.reopen()
    hands.press("Ctrl+N")
    hands.sees(_("Begun and not saved: {what}").format(what="Nora Quist"))


def test_ring_later_keeps_all_that_was_noted_and_no_red_flag_waits(
    hands: Hands,
) -> None:
    hands.press("F8")
    call = hands.salon.ask(calls_due)[0]
    flag = call.red_flags[0].text
    hands.walk_to(_("Note"))
    hands.say("rang at ten")
    hands.click(flag)
    hands.walk_to(_("Call list"))
    hands.press("L")
    assert hands.title == ""  # nothing is put off
    assert hands.salon.ask(calls_due)[0] == call

    hands.click(flag)  # a slip of the finger
    hands.walk_to(_("Call list"))
    hands.press("L", "Return")
    [made] = [
        one
        for one in hands.salon.ask(contacts_of, call.client_id)
        if one.note == "rang at ten"
    ]
    assert made.outcome is Outcome.NO_ANSWER
    assert not hands.salon.ask(kept_notes, call.id)
    hands.press("Alt+1", "F8")
    hands.stand_on(_("Call list"), call.client)
    assert hands.find(_("Note"), QPlainTextEdit).toPlainText() == ""

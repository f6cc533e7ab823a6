"""Who is in sight is who is meant: calls, what a line takes back, the keyboard."""

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit

from salon.aftercare.queries import calls_due, contacts_of
from salon.appointments.queries import day_book
from salon.clients.model import ClientId
from salon.clients.queries import find_ids
from salon.text import _
from tests.stories.hands import Hands
from tests.ui.pages.daily import TODAY
from ui.places import CallList, ClientCard

# Hands are tried here, not words.
pytestmark = pytest.mark.parametrize("tongue", ["en", "zh_TW"], indirect=True)


def key_of(hands: Hands, name: str) -> ClientId:
    [key] = hands.salon.ask(find_ids, name, 5)
    return key


def open_file(hands: Hands, name: str) -> None:
    hands.press("Ctrl+K")
    hands.say(name)
    hands.press("Return")
    assert hands.window.desk is not None
    assert hands.window.desk.place == ClientCard(key_of(hands, name), "story")


def note(hands: Hands) -> str:
    return hands.find(_("Note"), QPlainTextEdit).toPlainText()


def test_call_rings_the_one_whose_file_is_open(hands: Hands) -> None:
    others = hands.salon.ask(calls_due)
    him = key_of(hands, "林美华")
    assert others
    assert him not in [one.client_id for one in others]
    open_file(hands, "林美华")

    hands.press("Ctrl+L")
    assert hands.window.desk is not None
    assert hands.window.desk.place == CallList(client_id=him)
    assert "林美华" in hands.rows(_("Call list"))[0]
    hands.press("1")

    assert hands.told.startswith("林美华")
    assert [one.note for one in hands.salon.ask(contacts_of, him)] == [""]
    assert [one.id for one in hands.salon.ask(calls_due)] == [one.id for one in others]
    hands.press("Ctrl+Z")
    assert hands.salon.ask(contacts_of, him) == []


def test_what_is_typed_without_a_click_is_a_note(hands: Hands) -> None:
    hands.press("F8")
    before = [one.id for one in hands.salon.ask(calls_due)]

    hands.say("1 well and 2 spots")

    assert note(hands) == "1 well and 2 spots"
    assert [one.id for one in hands.salon.ask(calls_due)] == before
    assert hands.title == ""  # no letter has opened a sheet


def test_a_letter_that_is_a_key_may_begin_a_word(hands: Hands) -> None:
    hands.press("F8")
    hands.say("loves it")

    assert note(hands) == "loves it"
    assert hands.title == ""

    hands.walk_to(_("Call list"))
    hands.press("L")
    assert hands.title


def test_a_digit_alone_still_logs_at_once(hands: Hands) -> None:
    hands.press("F8")
    before = hands.salon.ask(calls_due)
    hands.press("1")

    assert before[0].id not in [one.id for one in hands.salon.ask(calls_due)]
    assert hands.told.startswith(before[0].client)


def test_the_line_names_whom_and_what_and_takes_back_that(hands: Hands) -> None:
    hands.stand_on(_("Today’s clients"), "Sarah Whitcombe")
    hands.press("A")
    assert "Sarah Whitcombe" in hands.told

    open_file(hands, "陈雨桐")  # a name stood in the search field
    hands.press("Ctrl+K")
    hands.press("Ctrl+Z")
    assert hands.title == _("For somebody else")  # somebody else is in sight
    hands.press("Return")

    visits = hands.salon.ask(day_book, TODAY)
    [hers] = [one for one in visits if one.client == "Sarah Whitcombe"]
    assert hers.status.value != "arrived"
    assert "Sarah Whitcombe" in hands.told


def test_what_was_typed_since_is_taken_back_first(hands: Hands) -> None:
    hands.press("F8")
    hands.press("1")
    hands.walk_to(_("Note"))
    hands.say("a")
    hands.press("Ctrl+Z")

    assert note(hands) == ""
    assert hands.window.toast.isVisible()
    hands.click_on(hands.window.toast.undo)
    assert _("Undone: {what}").split("{")[0] in hands.told


def test_the_keyboard_stays_where_it_was(hands: Hands) -> None:
    clients = _("Today’s clients")
    hands.stand_on(clients, "Sarah Whitcombe")

    def is_here() -> bool:
        here = hands.focus()
        return here is not None and here.accessibleName() == clients

    hands.press("Ctrl+K")
    hands.say("zz")
    hands.press("Escape")
    assert is_here()
    hands.press("A")
    assert is_here()
    hands.press("Ctrl+Z")
    assert is_here()
    for keys in ("Ctrl+B", "Ctrl+N", "F7"):
        hands.press(keys)
        assert hands.title
        hands.press("Escape")
        assert is_here(), keys


def test_number_and_words_are_copied_by_one_key(hands: Hands) -> None:
    hands.press("F8")
    first = hands.salon.ask(calls_due)[0]
    hands.press("Ctrl+Shift+C")

    copied = QApplication.clipboard().text()
    assert first.words in copied
    assert first.client in hands.told


def test_another_language_leaves_the_call_and_the_sentence(hands: Hands) -> None:
    hands.press("F8")
    calls = hands.salon.ask(calls_due)
    hands.press("Down", "Down")
    assert calls[2].client in hands.rows(_("Call list"))[2]
    hands.walk_to(_("Note"))
    hands.say("red on chin")
    hands.window.speak("zh_TW" if _("Note") == "Note" else "en")
    hands.wait(lambda: isinstance(hands.focus(), QPlainTextEdit))
    hands.say(" and neck")

    assert note(hands) == "red on chin and neck"
    desk = hands.window.desk
    assert desk is not None
    assert desk.place == CallList(int(calls[2].id))


def test_nothing_is_done_from_an_empty_search(hands: Hands) -> None:
    hands.press("F8")
    before = [one.id for one in hands.salon.ask(calls_due)]
    hands.press("Ctrl+K", "Return", "Return")
    assert [one.id for one in hands.salon.ask(calls_due)] == before
    hands.press("Escape", "Alt+1", "Ctrl+K", "Return")
    assert hands.told == ""


def test_enter_twice_opens_nobody_elses_file(hands: Hands) -> None:
    hands.press("Ctrl+N")
    hands.write(_("Name"), "Sarah Whitcombe")
    hands.write(_("Phone"), "07700 900777")
    hands.press("Return", "Return")

    assert hands.title == _("New client")
    hands.click(_("Open the file"))
    hands.settle()
    hands.press("Ctrl+N")
    hands.click(_("Go on with it"))
    typed = hands.find(_("Phone"), QLineEdit).text()
    assert typed == "07700 900777"  # it is nobody's yet


def test_words_of_an_input_method_are_a_note(hands: Hands) -> None:
    hands.press("F8")
    hands.say("皮肤很舒服")
    assert note(hands) == "皮肤很舒服"
    hands.press("Escape")
    here = hands.focus()
    assert here is not None
    assert here.accessibleName() == _("Call list")


def test_a_capital_is_never_a_key(hands: Hands) -> None:
    hands.press("F8")
    hands.press("Shift+L")
    hands.say("ooks calm")
    assert hands.title == ""
    assert note(hands).lower() == "looks calm"


def test_the_menu_takes_back_what_the_key_does(hands: Hands) -> None:
    hands.stand_on(_("Today’s clients"), "Sarah Whitcombe")
    hands.press("A", "S", "D")
    before = [one.status for one in hands.salon.ask(day_book, TODAY)]
    hands.click(_("Asked: no pain, itch, heat"))
    assert hands.window.menus is not None
    hands.window.menus.undo.trigger()
    hands.settle()

    assert [one.status for one in hands.salon.ask(day_book, TODAY)] == before
    tap = hands.find(_("Asked: no pain, itch, heat"), QAbstractButton)
    assert not tap.isChecked()
    hands.window.menus.redo.trigger()
    hands.settle()
    assert [one.status for one in hands.salon.ask(day_book, TODAY)] == before


def test_tab_walks_as_one_asks(hands: Hands) -> None:
    hands.press("F8")
    call = next(one for one in hands.salon.ask(calls_due) if one.questions)
    hands.stand_on(_("Call list"), call.client)
    met: list[str] = []
    for _step in range(60):
        hands.press("Tab")
        here = hands.focus()
        met.append(here.accessibleName() if here is not None else "")
        if isinstance(here, QPlainTextEdit):
            break
    answers = [one for ask in call.questions for one in ask.answers]
    assert not answers or any(_(one) in said for said in met for one in answers)
    assert met[-1] == _("Note")

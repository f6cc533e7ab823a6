"""F1 says what a page is for and its keys; Ctrl+F finds words where one is."""

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit

from salon.clients.queries import find_ids
from salon.text import _
from tests.stories.hands import Hands
from ui.frame.helping import ABOUT
from ui.frame.pages import PAGES
from ui.kit.buttons import plain, spelled
from ui.places import ClientCard, ClientList, FirstStart, PlanList, SettingsPage, Today


def actions_of(hands: Hands) -> list[QAction]:
    assert hands.window.page is not None
    return [one for one in hands.window.page.actions() if one.text()]


def test_every_page_has_help() -> None:
    assert set(ABOUT) == set(PAGES) - {FirstStart}


@pytest.mark.parametrize("keys", ["Alt+1", "Alt+2", "Alt+3", "Alt+4", "Alt+5", "Alt+9"])
def test_help_names_the_keys_of_the_page_one_is_on(hands: Hands, keys: str) -> None:
    hands.press(keys)
    assert hands.window.desk is not None
    about, _hints = ABOUT[type(hands.window.desk.place)]  # type: ignore[index]
    here = hands.focus()
    hands.press("F1")

    said = hands.front()
    assert _(about) in said
    for action in actions_of(hands):
        shortcut = spelled(action.shortcut().toString())
        if shortcut:
            assert plain(action.text()) in said
            assert shortcut in said
    assert "Ctrl K" in said or "Ctrl+K" in said
    hands.press("Escape")
    assert hands.title == ""
    assert hands.focus() is here


def test_no_key_is_given_twice_on_a_page(hands: Hands) -> None:
    desk, menus = hands.window.desk, hands.window.menus
    assert desk is not None
    assert menus is not None
    [sarah] = hands.salon.ask(find_ids, "Sarah Whitcombe", 5)
    for place in (Today(), ClientList(), PlanList(), SettingsPage(), ClientCard(sarah)):
        desk.go(place)
        hands.settle()
        own = [one.shortcut().toString() for one in actions_of(hands)]
        frame = [one.shortcut().toString() for one in menus.everywhere()]
        assert len(list(filter(None, own))) == len(set(filter(None, own)))
        assert not set(filter(None, own)) & set(filter(None, frame)) - {"Ctrl+B"}


def test_words_are_found_on_the_page(hands: Hands) -> None:
    [sarah] = hands.salon.ask(find_ids, "Sarah Whitcombe", 5)
    assert hands.window.desk is not None
    hands.window.desk.go(ClientCard(sarah, "file"))
    hands.settle()
    before = hands.focus()
    hands.press("Ctrl+F")
    hands.say("zzzz")
    hands.sees(_("nothing here says so"))
    hands.press("Escape")
    assert not hands.has(_("Find on this page"))
    assert hands.focus() is before

    hands.press("Ctrl+F")
    hands.say("whitc")
    assert _("nothing here says so") not in hands.screen()
    assert hands.find(_("Find on this page"), QLineEdit).text() == "whitc"


def test_what_is_found_in_a_list_is_chosen_there(hands: Hands) -> None:
    hands.press("F8", "Ctrl+F")
    rows = hands.rows(_("Call list"))
    names = [row.split(",")[0].split("，")[0] for row in rows]
    wanted = next(name for name in reversed(names) if name != names[0])
    hands.say(wanted)
    hands.press("Escape")

    here = hands.focus()
    assert here is not None
    assert here.accessibleName() == _("Call list")
    hands.sees(wanted)


def test_a_page_with_a_search_of_its_own_goes_there(hands: Hands) -> None:
    hands.press("Alt+3", "Tab", "Tab", "Ctrl+F")
    here = hands.focus()
    assert isinstance(here, QLineEdit)
    assert here is getattr(hands.window.page, "search", None)

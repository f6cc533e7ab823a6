"""What was found at the desk of 0.1.0, each by the hands that found it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from salon.clients.queries import client_lines, find_ids
from salon.text import _
from tests.stories.hands import Hands
from ui.places import ClientCard, Today

# Hands are tried here, not words.
pytestmark = pytest.mark.parametrize("tongue", ["en", "zh_TW"], indirect=True)

Sit = Callable[..., Hands]


def test_a_new_salon_begins_whatever_was_touched_before(
    sit_down: Sit, tongue: str, tmp_path: Path
) -> None:
    hands = sit_down(tmp_path / "new", tongue)
    hands.press("F9")  # light or dark
    hands.click("繁體中文" if tongue != "zh_TW" else "English")
    hands.settle()
    hands.close()  # and closed once: desk.ini lies in the folder
    hands = sit_down(tmp_path / "new")
    hands.walk_to(_("What is it called?"))
    hands.say("Camellia")
    hands.press("Return")

    assert hands.window.desk is not None
    assert hands.window.desk.place == Today()
    assert hands.salon.premises.name == "Camellia"


def test_nobody_is_renamed_by_typing_after_a_condition_was_added(hands: Hands) -> None:
    [key] = hands.salon.ask(find_ids, "Sarah Whitcombe", 5)
    assert hands.window.desk is not None
    hands.window.desk.go(ClientCard(key, "file"))
    hands.settle()
    hands.click(_("Add an allergy"))
    hands.write(_("Substance"), "latex")
    hands.press("Return")
    assert hands.title != _("Allergy")
    while hands.title:
        hands.press("Escape")
    here = hands.focus()
    assert here is not None
    assert here.accessibleName() != _("Name")
    hands.say("peanut")
    hands.press("Ctrl+S")

    [line] = hands.salon.ask(client_lines, [key])
    assert line.name == "Sarah Whitcombe"


def test_a_key_that_is_held_down_acts_once(hands: Hands) -> None:
    page, menus = hands.window.page, hands.window.menus
    assert page is not None
    assert menus is not None
    assert not any(one.autoRepeat() for one in page.actions())
    assert not any(one.autoRepeat() for one in menus.everywhere())

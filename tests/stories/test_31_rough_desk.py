"""A rough desk: small screens, another theme, language or person in mid-sentence."""

import pytest
from PySide6.QtWidgets import QAbstractButton, QPlainTextEdit, QScrollArea, QWidget

from salon.aftercare.queries import calls_due
from salon.clients.queries import find_ids
from salon.staff.queries import team
from salon.text import _
from tests.stories.hands import Hands
from ui.places import (
    CallList,
    ClientCard,
    ClientList,
    DayOf,
    PlanList,
    SettingsPage,
    Today,
)

# Hands are tried here, not words.
pytestmark = pytest.mark.parametrize("tongue", ["en", "zh_TW"], indirect=True)

SAID = "Warm until evening, then calm"


def note(hands: Hands) -> str:
    return hands.find(_("Note"), QPlainTextEdit).toPlainText()


def test_a_sentence_outlives_theme_language_and_person(hands: Hands) -> None:
    desk = hands.window.desk
    assert desk is not None
    before = [one.id for one in hands.salon.ask(calls_due)]
    hands.press("F8")
    hands.walk_to(_("Note"))
    hands.say(SAID)
    hands.press("F9")
    assert note(hands) == SAID
    hands.press("F9")
    hands.window.speak("zh_TW" if _("Note") == "Note" else "en")
    hands.settle()
    assert note(hands) == SAID
    other = hands.salon.ask(team)[-1]
    desk.sign_in(other.id, other.name)
    hands.settle()

    assert note(hands) == SAID
    assert [one.id for one in hands.salon.ask(calls_due)] == before


@pytest.mark.parametrize("size", [(1024, 560), (853, 440)])
def test_all_that_acts_is_reached_on_a_small_screen(
    hands: Hands, size: tuple[int, int]
) -> None:
    desk = hands.window.desk
    assert desk is not None
    [sarah] = hands.salon.ask(find_ids, "Sarah Whitcombe", 5)
    tabs = ("story", "skin", "treatments", "plans", "calls", "file")
    hands.window.resize(*size)
    places = [Today(), DayOf(), ClientList(), CallList(), PlanList()]
    cards = [ClientCard(sarah, tab) for tab in tabs]
    sections = [SettingsPage(one) for one in ("salon", "team", "prices", "about")]
    for place in [*places, *cards, *sections]:
        desk.go(place)
        hands.settle()
        page = hands.window.page
        assert page is not None
        for button in page.findChildren(QAbstractButton):
            if not button.isVisible():
                continue
            assert_reached(button, page, f"{place}: {button.text()!r}")


def assert_reached(widget: QWidget, page: QWidget, said: str) -> None:
    """Check that scrolling downwards, at most, brings all of a widget into sight."""
    above = widget.parentWidget()
    inner: QWidget = widget
    while above is not None:
        if isinstance(above, QScrollArea):
            at = inner.mapTo(above.viewport(), inner.rect().topLeft()).x()
            assert at >= 0, said
            assert at + inner.width() <= above.viewport().width() + 1, said
            if above.isAncestorOf(page):
                return
            inner = above
        above = above.parentWidget()

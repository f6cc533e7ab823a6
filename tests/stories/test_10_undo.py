"""Step 10: anything is taken back, tomorrow too; and who did what is to be seen."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from salon.appointments.queries import day_book
from salon.clients.operations import note_allergy
from salon.clients.queries import count_found, find_ids
from salon.history.queries import history
from salon.skin.queries import assessments_of
from salon.text import _
from tests.house import KEY
from tests.stories.hands import Hands, value_of
from tests.ui.pages.daily import TODAY
from ui.places import ClientCard, ClientList, DayOf, PlanList, SettingsPage, WeekOf

ROOT = Path(__file__).parents[2]


def state(hands: Hands) -> list[tuple[Any, ...]]:
    """Return the day and what is known of Sarah, as one compares it."""
    salon = hands.salon
    [her] = salon.ask(find_ids, "Sarah Whitcombe", 5)
    day = [(one.id, one.status, one.slot) for one in salon.ask(day_book, TODAY, 60)]
    return [*day, (salon.ask(count_found, ""), len(salon.ask(assessments_of, her)))]


def test_a_whole_day_is_walked_back_also_after_a_restart(hands: Hands) -> None:
    before = [state(hands)]

    def step(*keys: str) -> None:
        hands.press(*keys)
        assert state(hands) != before[-1], keys
        before.append(state(hands))

    hands.press("Ctrl+N")
    hands.say("Nora Quist")
    step("Return")
    hands.press("Alt+1", "Ctrl+B")
    hands.say("olivia")
    hands.press("Return")
    step("1")
    hands.stand_on(_("Today’s clients"), "Sarah Whitcombe")
    step("A")
    step("S")
    hands.press("D")
    hands.say("Cleansed")
    step("Ctrl+Return")
    hands.press("Ctrl+K")
    hands.say("whitc")
    hands.press("Return", "Ctrl+E", "Down")
    hands.walk_to(_("What is seen there?"))
    hands.say("dryness")
    hands.press("Return")
    step("Ctrl+S")

    hands.reopen()
    assert state(hands) == before.pop()
    while before:
        hands.press("Ctrl+Z")
        assert state(hands) == before.pop()


def test_the_history_of_a_client_says_who_changed_what(hands: Hands) -> None:
    salon = hands.salon
    [her] = salon.ask(find_ids, "Sarah Whitcombe", 5)
    salon.do(note_allergy, her, "lanolin")
    newest = salon.ask(history, ("client", her), 5)
    hands.press("Ctrl+K")
    hands.say("whitc")
    hands.press("Return", "Ctrl+H")

    assert hands.title
    hands.sees(*{line.text for line in newest})
    hands.press("Escape")
    assert hands.title == ""


def test_what_another_process_does_shows_up_by_itself(hands: Hands) -> None:
    hands.press("Alt+3")
    assert "Nora Quist" not in hands.screen()
    words = ["client", "add", "--name", "Nora Quist", "--phone", "+447700900999"]
    where = ["--data", str(hands.folder), "--now", "2026-11-24T10:42"]
    ended = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), *words, *where],
        env=os.environ | {"SALON_KEY": KEY},
        capture_output=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr.decode()

    hands.wait(lambda: "Nora Quist" in hands.screen())


def test_the_wheel_over_any_page_changes_nothing(hands: Hands) -> None:
    """Case 44."""
    desk = hands.window.desk
    assert desk is not None
    newest = hands.salon.news()
    [her] = hands.salon.ask(find_ids, "Sarah Whitcombe", 5)
    tabs = ("story", "skin", "treatments", "plans", "calls", "file")
    places = [DayOf(), WeekOf(), ClientList(), PlanList(), SettingsPage()]
    for place in [*places, *(ClientCard(her, tab) for tab in tabs)]:
        desk.go(place)
        hands.settle()
        unmoved(hands)
    for keys in (["Alt+4"], ["Alt+1", "D"], ["Alt+1", "Ctrl+B"]):
        hands.press(*keys)
        unmoved(hands)
        hands.press("Escape")
    for keys in (["Ctrl+N"], ["F7"]):
        hands.press(*keys)
        unmoved(hands)
        hands.press("Escape")
    hands.salon.news()
    assert newest is None
    assert state(hands)


def unmoved(hands: Hands) -> None:
    """Turn the wheel over each field in sight: each says what it said."""
    fields = hands.fields()
    assert fields
    before = [value_of(one) for one in fields]
    for one in fields:
        hands.roll(one)
    hands.settle()
    assert [value_of(one) for one in fields] == before

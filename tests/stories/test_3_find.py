"""Step 3: she is found while one types, however she is spelled."""

from salon.clients.queries import find_ids
from salon.text import _
from tests.stories.hands import Hands
from ui.places import ClientCard


def found(hands: Hands, typed: str) -> list[str]:
    """Return what the field of the whole window finds."""
    hands.press("Ctrl+K", "Ctrl+A")
    hands.say(typed)
    return hands.rows(_("Found"))


SPELLED = (
    ("lmh", "林美华"),
    ("lin mei", "林美华"),
    ("林美華", "林美华"),
    ("美华", "林美华"),
    ("黃淑貞", "黄淑贞"),
    ("huang", "黄淑贞"),
    ("5678", "何静"),
    ("whitc", "Sarah Whitcombe"),
    ("hejing 5678", "何静"),
)


def test_by_initials_pinyin_either_script_or_the_end_of_her_number(
    hands: Hands,
) -> None:
    desk = hands.window.desk
    assert desk is not None
    for typed, her in SPELLED:
        assert found(hands, typed)[0].startswith(her), typed

        hands.press("Return")

        [key] = hands.salon.ask(find_ids, her, 5)
        assert isinstance(desk.place, ClientCard)
        assert desk.place.id == key
        hands.sees(her)


def test_two_of_one_name_are_told_apart_by_four_digits(hands: Hands) -> None:
    """Scenario 4."""
    both = found(hands, "wangfang")
    assert len(both) >= 2
    assert {digits for digits in ("2231", "8876") for line in both if digits in line}

    hands.press("Escape", "Ctrl+B")
    hands.say("wangfang")
    lines = hands.rows(_("Found"))
    assert sorted(line.count("…2231") + line.count("…8876") for line in lines) == [1, 1]
    at = next(row for row, line in enumerate(lines) if "…8876" in line)
    hands.press(*["Down"] * at, "Return")
    said = _("another client has the same name ({digits})")
    hands.sees("…8876", said.format(digits="…2231"))


def test_found_and_opened_by_mouse(hands: Hands) -> None:
    hands.click("search")
    hands.say("lmh")
    hands.click_row(_("Found"), "林美华")

    assert isinstance(hands.window.desk.place, ClientCard)  # type: ignore[union-attr]
    hands.sees("林美华")


def test_what_is_nowhere_is_said_so(hands: Hands) -> None:
    assert found(hands, "zzqqxx") == [_("Nothing found")]

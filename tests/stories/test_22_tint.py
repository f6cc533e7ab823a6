from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from salon.text import _
from salon.catalogue.queries import resolve_service
from tests.stories.hands import Hands
from tests.ui.pages.daily import NOW

def test_it(folder: Path, sit_down: Callable[..., Hands]) -> None:
    hands = sit_down(folder)
    tint = hands.salon.ask(resolve_service, "lsb_tint").name
    hands.press("Ctrl+N")
    hands.say("Nora Quist")
    hands.press("Return")
    print("=====NEW", hands.title, hands.focus())
    hands.press("Ctrl+B")
    hands.write(_("Service"), tint)
    hands.press("Return")
    print("=====BOOK", hands.front())
    hands.press("Escape")
    hands.press("Ctrl+6")
    hands.walk_to(_("Put on a patch test"))
    hands.press("Space")
    print("=====PUTON", hands.front())
    hands.choose(_("For which service"), tint)
    print("=====PUTON2", hands.front())
    hands.walk_to(_("The client declines the patch test"))
    hands.press("Space")
    print("=====DECL", hands.front(), hands.focus().accessibleName())
    hands.press("Escape")
    hands.walk_to(_("Put on a patch test"))
    hands.press("Space")
    hands.choose(_("For which service"), tint)
    hands.write(_("With what, place {number}").format(number=1), "Tint 3")
    hands.press("Return")
    print("=====AFTER", hands.title, hands.front())
    hands.press("Ctrl+B")
    hands.write(_("Service"), tint)
    hands.press("Return")
    print("=====BOOK2", hands.front())
    hands.press("1")
    print("=====BOOKED", hands.title, hands.told)
    hands.close()
    hands = sit_down(folder, now=datetime(2026, 11, 26, 10, 45, tzinfo=NOW.tzinfo))
    print("=====TODAY", hands.screen())
    hands.stand_on(_("Today’s clients"), "Nora Quist")
    hands.press("S")
    print("=====START", hands.front())
    hands.press("Escape")
    hands.press("Ctrl+Shift+T")
    print("=====READ", hands.front())
    hands.press("Alt+1", "Return")
    print("=====READDONE", hands.title, hands.told)
    hands.stand_on(_("Today’s clients"), "Nora Quist")
    hands.press("S")
    print("=====START2", hands.front())
    assert 0

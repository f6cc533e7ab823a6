from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from salon.text import _
from salon.catalogue.queries import resolve_service
from tests.stories.hands import Hands
from tests.ui.pages.daily import NOW

def test_it(folder: Path, sit_down: Callable[..., Hands]) -> None:
    hands = sit_down(folder)
    hands.press("Ctrl+N")
    print("=====NEW", hands.front())
    hands.say("Mia Clarke")
    hands.write(_("Birthday"), "3 Mar 2011")
    print("=====NEW", hands.front())
    hands.press("Return")
    print("=====FILE", hands.title, hands.screen())
    for ref in ("hrl_arm", "fac_teen"):
        hands.press("Ctrl+B")
        hands.choose(_("Service"), hands.salon.ask(resolve_service, ref).name)
        print("=====BOOK", hands.front())
        if ref == "hrl_arm":
            hands.press("Return")
            print("=====BOOK", hands.front())
            hands.press("Escape")
        else:
            hands.press("1")
            print("=====BOOK", hands.front())
            hands.say("Her mother comes along")
            hands.press("Return")
            print("=====BOOKED", hands.title, hands.told)
    hands.press("Ctrl+6")
    hands.press("Ctrl+2")
    print("=====SKIN", hands.front())
    hands.press("Ctrl+E")
    print("=====ASSESS", hands.front())
    assert 0

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from salon.text import _
from salon.catalogue.queries import resolve_service
from salon.catalogue.model import Subject
from salon.catalogue.queries import entries
from tests.stories.hands import Hands
from tests.ui.pages.daily import NOW


def cname(hands, ref):
    return next(
        str(o.names)
        for o in hands.salon.ask(entries, Subject.HEALTH_CONDITION)
        if o.ref == ref
    )


def test_it(folder: Path, sit_down: Callable[..., Hands]) -> None:
    hands = sit_down(folder, now=datetime(2026, 11, 26, 10, 42, tzinfo=NOW.tzinfo))
    lip = hands.salon.ask(resolve_service, "wax_lip").name
    hands.press("Ctrl+K")
    hands.say("emma")
    hands.press("Return", "Ctrl+6")
    hands.walk_to(_("Add a medicine"))
    hands.press("Space")
    print("=====MED", hands.front())
    hands.choose(_("Medicine"), cname(hands, "retinoid_topical"))
    hands.write(_("Since"), "21.11.")
    print("=====MED2", hands.front())
    hands.press("Return")
    print("=====MED3", hands.title, hands.front())
    for ref in ("wax_lip", "wax_half", "thr_face"):
        hands.press("Ctrl+B")
        hands.choose(_("Service"), hands.salon.ask(resolve_service, ref).name)
        print("=====BOOK", hands.front())
        hands.press("Escape")
    assert 0

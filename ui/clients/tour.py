"""Which clients the pictures of the window show, and what is opened over a file."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from salon.clients.model import ClientId
from salon.views.clients import most_to_see
from ui.clients.file import FileTab
from ui.clients.page import KEYS, ClientPage
from ui.parts.ways import open_photos_taking, open_tick, turn_forms
from ui.places import ClientCard, Place, SkinChanged

if TYPE_CHECKING:
    from salon.app import Salon
    from ui.desk import Desk

Openers = Sequence[tuple[str, Callable[[], object]]]
ACTS = {  # what the menu of a file opens
    "points": "what-is-missing",
    "coach": "ask-at-this-visit",
    "leave": "comes-no-more",
    "copy": "copy-of-the-file",
    "erase": "erase",
    "merge": "join-files",
}


def places(salon: "Salon") -> Sequence[Place]:
    """Return the file of the client of whom there is most to see, tab by tab."""
    best = salon.ask(most_to_see)
    if best is None:
        return []
    return [*(ClientCard(best, tab) for tab in KEYS), SkinChanged(best)]


def sheets(desk: "Desk", page: ClientPage) -> Openers:
    """Return what opens over a file whose tab of answers is shown, by name."""
    key = ClientId(page.whose())
    made: list[tuple[str, Callable[[], object]]] = [
        (name, partial(page.act, act)) for act, name in ACTS.items()
    ]
    file = page.stack.currentWidget()
    if isinstance(file, FileTab):
        keeping = file.keeping
        made += [
            ("health-questions", keeping.ask_health),
            ("alert", keeping.alerts.put),
            ("cleared-alerts", keeping.alerts.past),
            ("note", keeping.notes.write),
            ("allergy", partial(keeping.ask_for, "allergies")),
            ("medicine", partial(keeping.ask_for, "medications")),
            ("family", partial(keeping.ask_for, "family_members")),
        ]
    return [
        *made,
        ("photographs-of-today", partial(open_photos_taking, desk, key)),
        ("tick", partial(open_tick, desk, key)),
    ]


def turn(desk: "Desk", page: ClientPage) -> None:
    """Turn the screen to the client, with a form to read and sign."""
    turn_forms(desk, ClientId(page.whose()), [("health_data", "", "")])

"""Which clients the pictures of the window show."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from salon.views.clients import most_to_see
from ui.clients.page import KEYS
from ui.places import ClientCard, Place, SkinChanged

if TYPE_CHECKING:
    from salon.app import Salon


def places(salon: "Salon") -> Sequence[Place]:
    """Return the file of the client of whom there is most to see, tab by tab."""
    best = salon.ask(most_to_see)
    if best is None:
        return []
    return [*(ClientCard(best, tab) for tab in KEYS), SkinChanged(best)]

"""Looks at what was just kept, whether it tells something new of a client."""

from typing import TYPE_CHECKING

from salon.clients.events import (
    AllergyNoted,
    ConditionEnded,
    ConditionNoted,
    PatchTestRead,
)
from salon.skin.events import SkinAssessed
from ui.breaks.sheet import open_breaks

if TYPE_CHECKING:
    from salon.app import Committed
    from ui.desk import Desk

# Who tells one of these is told as well that nothing is touched.
_TOLD = (AllergyNoted, ConditionNoted, ConditionEnded)
_SEEN = (SkinAssessed, PatchTestRead)


def look_at(desk: "Desk", news: "Committed") -> None:
    """Show at once what does not fit any more, where a new fact was kept here."""
    for event in news.events:
        if isinstance(event, _TOLD):
            open_breaks(desk, event.client_id, tells_of_none=True)
            return
        if isinstance(event, _SEEN):
            open_breaks(desk, event.client_id)
            return

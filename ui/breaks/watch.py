"""Looks at what was just kept, whether it tells something new of a client."""

from typing import TYPE_CHECKING

from salon.clients.events import (
    AllergyNoted,
    ConditionEnded,
    ConditionNoted,
    PatchTestRead,
)
from salon.safety.tree import links_of
from salon.skin.events import SkinAssessed
from ui.breaks.sheet import open_breaks
from ui.kit.idle import idle_of

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
            about = _about(event)
            waits = idle_of(desk).waits
            open_breaks(
                *(desk, event.client_id), tells_of_none=True, about=about, waits=waits
            )
            return
        if isinstance(event, _SEEN):
            open_breaks(desk, event.client_id, waits=idle_of(desk).waits)
            return


def _about(event: AllergyNoted | ConditionNoted | ConditionEnded) -> frozenset[str]:
    """Return the conditions that what was told may amount to; none: all of them."""
    if isinstance(event, AllergyNoted):
        return frozenset()
    links = links_of(event.condition)
    later = (what for what, _days in links.becomes)
    return frozenset((event.condition, "pregnancy_t1", *links.implies, *later))

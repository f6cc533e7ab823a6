"""What can happen to what a new fact breaks."""

from dataclasses import dataclass

from salon.events import Event
from salon.text import N_


@dataclass(frozen=True)
class BreaksSettled(Event):
    """It was decided what becomes of what does not fit any more."""

    client_id: int

    text = N_("Decided what a new fact breaks")

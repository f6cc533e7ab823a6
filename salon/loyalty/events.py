"""What can happen in loyalty."""

from dataclasses import dataclass

from salon.events import Event
from salon.text import N_


@dataclass(frozen=True)
class LossExplained(Event):
    """Why a client does not come any more was noted."""

    client_id: int

    text = N_("Reason of a loss noted")

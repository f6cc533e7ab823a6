"""What can happen to the history itself."""

from dataclasses import dataclass

from salon.events import Event
from salon.text import N_


@dataclass(frozen=True)
class EndAccepted(Event):
    """Somebody knows that an action noted outside is not in the history."""

    seq: int
    hash: str
    last: int  # what the history ended with instead

    text = N_("Accepted that the action noted as number {seq} is missing")
    undoable = False

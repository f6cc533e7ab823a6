"""What can happen to a sample salon."""

from dataclasses import dataclass

from salon.events import Event
from salon.text import N_


@dataclass(frozen=True)
class SampleSalonBuilt(Event):
    """Some of the sample salon was written: its house first, then its clients."""

    clients: int

    text = N_("Sample salon written")
    undoable = False

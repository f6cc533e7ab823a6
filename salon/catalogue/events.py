"""What can happen to the catalogue."""

from dataclasses import dataclass

from salon.events import Event
from salon.text import N_


@dataclass(frozen=True)
class ContentLoaded(Event):
    """The starting content was put in, or brought up to date."""

    text = N_("Starting content loaded")
    undoable = False


@dataclass(frozen=True)
class ServiceChanged(Event):
    """A service's name, length or price was changed."""

    service_id: int

    text = N_("Service changed")

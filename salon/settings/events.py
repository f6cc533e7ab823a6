"""What can happen to the settings."""

from dataclasses import dataclass

from salon.events import Event
from salon.text import N_


@dataclass(frozen=True)
class SalonOpened(Event):
    """The salon was set up for the first time; there is nothing before it."""

    text = N_("Salon set up")
    undoable = False


@dataclass(frozen=True)
class SettingsChanged(Event):
    """The salon itself was described anew."""

    text = N_("Settings changed")

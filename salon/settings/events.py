"""What can happen to the settings."""

from dataclasses import dataclass
from datetime import date

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

    keys: tuple[str, ...] = ()  # what of it

    text = N_("Settings changed")


@dataclass(frozen=True)
class DaysClosed(Event):
    """The salon is closed on some days."""

    first: date
    last: date

    text = N_("Days closed")


@dataclass(frozen=True)
class DaysOpened(Event):
    """The salon is open again on days that were closed."""

    first: date
    last: date

    text = N_("Days opened again")

"""What can happen to the settings."""

from dataclasses import dataclass
from datetime import date

from salon.events import Event
from salon.text import N_

PAUSED = N_("All marketing paused")
GOES_ON = N_("Marketing goes on")


@dataclass(frozen=True)
class SalonOpened(Event):
    """The salon was set up for the first time; there is nothing before it."""

    text = N_("Salon set up")
    undoable = False


@dataclass(frozen=True)
class SettingsChanged(Event):
    """The salon itself was described anew."""

    keys: tuple[str, ...] = ()  # what of it
    is_on: bool | None = None  # how a single switch stands now

    text = N_("Settings changed")

    def said(self) -> str:
        """Return what was done, where a switch of its own says it."""
        if self.keys == ("marketing_paused",) and self.is_on is not None:
            return PAUSED if self.is_on else GOES_ON
        return self.text


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

"""What can happen to notes and alerts."""

from dataclasses import dataclass

from salon.events import Event
from salon.text import N_


@dataclass(frozen=True)
class NoteWritten(Event):
    """Somebody wrote a note into a file."""

    note_id: int
    client_id: int

    text = N_("Note written")


@dataclass(frozen=True)
class NoteChanged(Event):
    """Who wrote a note gave it other words, or took it off."""

    note_id: int
    client_id: int

    text = N_("Note changed")


@dataclass(frozen=True)
class AlertWritten(Event):
    """An alert was put into a file."""

    alert_id: int
    client_id: int

    text = N_("Alert put into the file")


@dataclass(frozen=True)
class AlertCleared(Event):
    """What an alert was about is settled."""

    alert_id: int
    client_id: int

    text = N_("Alert cleared")


@dataclass(frozen=True)
class AlertAcknowledged(Event):
    """Somebody has read an alert."""

    client_id: int

    text = N_("Alert acknowledged")

"""What can happen in an incident."""

from dataclasses import dataclass

from salon.events import Event
from salon.text import N_


@dataclass(frozen=True)
class IncidentOpened(Event):
    """Something went wrong, and it was said."""

    incident_id: int
    client_id: int
    severity: int

    text = N_("Incident opened")


@dataclass(frozen=True)
class IncidentChanged(Event):
    """More is known of it, or more was done."""

    incident_id: int
    client_id: int
    what: str  # sign, severity, cut_off, tick …

    text = N_("Incident added to")


@dataclass(frozen=True)
class IncidentEnded(Event):
    """It was closed with an outcome."""

    incident_id: int
    client_id: int
    outcome: str

    text = N_("Incident closed")


@dataclass(frozen=True)
class IncidentReopened(Event):
    """It was not over after all."""

    incident_id: int
    client_id: int

    text = N_("Incident opened again")

"""What can happen around contraindications."""

from dataclasses import dataclass

from salon.events import Event
from salon.text import N_


@dataclass(frozen=True)
class WarningOverridden(Event):
    """Somebody went on in spite of a warning, and said why."""

    client_id: int

    text = N_("Warning overridden with a reason")
    names_the_action = False

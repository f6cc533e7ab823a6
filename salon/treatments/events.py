"""What can happen to treatment records."""

from dataclasses import dataclass

from salon.events import Event
from salon.text import N_


@dataclass(frozen=True)
class TreatmentRecorded(Event):
    """What was done has been written down."""

    treatment_id: int
    client_id: int

    text = N_("Treatment recorded")


@dataclass(frozen=True)
class TreatmentCorrected(Event):
    """A record that was not yet signed was corrected."""

    treatment_id: int
    client_id: int

    text = N_("Treatment record corrected")

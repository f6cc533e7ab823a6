"""What the file of a client is told from, asked once for all of its parts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from salon.appointments.model import DayLine
from salon.catalogue.model import EntryCard, ServiceCard
from salon.clients.model import (
    Alert,
    ClientCard,
    ClientId,
    PatchTestCard,
)
from salon.treatments.model import TreatmentCard
from salon.work import Reading


@dataclass(frozen=True, slots=True)
class File:
    """What the file is told from, asked once."""

    reading: Reading
    card: ClientCard
    alerts: tuple[Alert, ...]
    visits: Sequence[DayLine]
    records: Mapping[int, TreatmentCard]  # by visit
    tests: Sequence[PatchTestCard]
    fields: Mapping[str, EntryCard]
    asked: Mapping[str, date]  # when a question of health was answered
    services: Sequence[ServiceCard]
    region: str

    @property
    def key(self) -> ClientId:
        """Return whose file it is."""
        return self.card.line.id

    def named(self, ref: str) -> str:
        """Return what a service is called."""
        return next((one.name for one in self.services if one.ref == ref), ref)

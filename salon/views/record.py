"""What the treatment record shows, asked in one look at the records."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from salon.aftercare.model import CallLine
from salon.aftercare.queries import calls_after
from salon.appointments.model import AppointmentId, DayLine
from salon.appointments.queries import appointment
from salon.catalogue.model import ProductLine, ServiceCard, ServiceId, Subject
from salon.catalogue.queries import entries, products, service
from salon.clients.model import Alert, ClientId
from salon.clients.queries import client_lines
from salon.safety.model import Answer, Objection
from salon.safety.queries import all_alerts, safety_answer, zones_of
from salon.text import Names
from salon.treatments.model import KeptDraft, TreatmentCard, TreatmentDraft
from salon.treatments.queries import kept_draft, treatment_at, treatments_of

if TYPE_CHECKING:
    from salon.work import Reading


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit, and all that helps to write its record."""

    line: DayLine
    service: ServiceCard
    record: TreatmentCard | None
    kept: KeptDraft | None
    kept_at: datetime | None  # on the salon's wall clock
    last: TreatmentCard | None  # the last time she had something done
    answer: Answer  # while it is still to come
    alerts: tuple[Alert, ...]
    products: tuple[ProductLine, ...]
    zones: tuple[tuple[str, str], ...]  # those that the service touches
    names: Mapping[str, str] = field(default_factory=dict)  # of all zones

    @property
    def against(self) -> tuple[Objection, ...]:
        """What stands against it; what may still be put right is `answer.to_do`."""
        return self.answer.objections

    @property
    def draft(self) -> TreatmentDraft:
        """What is to be shown: what was being typed, else what is written."""
        if self.kept is not None:
            return self.kept.draft
        return self.record.record if self.record is not None else TreatmentDraft()


def visit_to_write(reading: "Reading", key: AppointmentId) -> Visit:
    """Return a visit with its record, its draft and what came before."""
    line = appointment(reading, key)
    client = ClientId(line.client_id)
    card = service(reading, ServiceId(line.service_id))
    begins = max(reading.now, reading.instant(line.slot.day, line.slot.start))
    answer = Answer()
    if line.status.is_open:
        answer = safety_answer(
            *(reading, client, card, line.slot.day, begins), visit=key
        )
    kept = kept_draft(reading, key)
    earlier = [
        one for one in treatments_of(reading, client, 20) if one.appointment_id != key
    ]
    same = [one for one in earlier if one.service_ref == card.ref]
    touched = zones_of(reading, card.areas)
    zones: list[tuple[str, Names]] = [
        (one.ref, one.names)
        for one in entries(reading, Subject.ZONE)
        if one.body.get("kind", "zone") == "zone"
    ]
    names = {ref: str(said) for ref, said in zones}
    return Visit(
        line,
        card,
        treatment_at(reading, key),
        kept,
        reading.local(kept.at) if kept is not None else None,
        next(iter(same or earlier), None),
        answer,
        all_alerts(reading, client_lines(reading, [client])[0]),
        tuple(products(reading)),
        tuple((ref, names[ref]) for ref, _said in zones if ref in touched),
        names,
    )


def calls_that_follow(reading: "Reading", key: AppointmentId) -> list[CallLine]:
    """Return the calls that a visit made fall due."""
    return calls_after(reading, key)

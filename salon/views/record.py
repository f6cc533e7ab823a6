"""What the treatment record shows, asked in one look at the records."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import TYPE_CHECKING

from sqlalchemy import select

from salon.aftercare.model import CallLine
from salon.aftercare.queries import calls_after
from salon.appointments.model import AppointmentId, DayLine, Status
from salon.appointments.queries import appointment
from salon.appointments.tables import Appointment
from salon.catalogue.model import ProductLine, ServiceCard, ServiceId, Subject
from salon.catalogue.queries import entries, products, service
from salon.catalogue.tables import Service
from salon.clients.model import Alert, ClientId, ConsentLine
from salon.clients.queries import client_line, consent_days, consents_of
from salon.clients.tables import Client
from salon.safety.model import Answer, Objection
from salon.safety.queries import all_alerts, safety_answer, zones_of
from salon.skin.model import PhotoLine
from salon.skin.permission import PhotoWord, photo_word
from salon.skin.queries import photos_of
from salon.store.drafts import own_draft
from salon.text import Names
from salon.treatments.model import KeptDraft, TreatmentCard, TreatmentDraft
from salon.treatments.queries import (
    bottles_in_use,
    kept_drafts,
    treatment_at,
    treatments_of,
)
from salon.treatments.tapping import Bottle
from salon.views.skin_words import SkinWords, skin_words

if TYPE_CHECKING:
    from salon.work import Reading


@dataclass(frozen=True, slots=True)
class After:
    """Who comes next to the same person, and when."""

    client: str
    start: time


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit, and all that helps to write its record."""

    line: DayLine
    service: ServiceCard
    record: TreatmentCard | None
    kept: KeptDraft | None
    kept_at: datetime | None  # on the salon's wall clock
    elsewhere: KeptDraft | None  # what another desk has begun and not finished
    elsewhere_at: datetime | None
    last: TreatmentCard | None  # the last time she had something done
    answer: Answer  # while it is still to come
    alerts: tuple[Alert, ...]
    products: tuple[ProductLine, ...]
    zones: tuple[tuple[str, str], ...]  # those that the service touches
    names: Mapping[str, str] = field(default_factory=dict)  # of all zones
    touched: frozenset[str] = frozenset()  # zones of the service
    bottles: Mapping[str, tuple[Bottle, ...]] = field(default_factory=dict)
    begun: datetime | None = None  # on the salon's wall clock
    after: After | None = None
    photo: PhotoWord = PhotoWord.UNASKED
    wants_photo: bool = False  # the service is not done without
    photos: tuple[PhotoLine, ...] = ()  # of this day
    skin: SkinWords | None = None
    consents: tuple[ConsentLine, ...] = ()

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


def visit_to_write(reading: "Reading", key: AppointmentId, desk: str = "") -> Visit:
    """Return a visit with its record, its draft and what came before.

    The draft is what *desk* keeps; what another one keeps stands beside it.
    """
    line = appointment(reading, key)
    client = ClientId(line.client_id)
    card = service(reading, ServiceId(line.service_id))
    begins = max(reading.now, reading.instant(line.slot.day, line.slot.start))
    answer = Answer()
    if line.status.is_open:
        answer = safety_answer(
            *(reading, client, card, line.slot.day, begins), visit=key
        )
    drafts = kept_drafts(reading, key)
    kept = own_draft(drafts, desk)
    others = [one for name, one in drafts.items() if name not in ("", desk)]
    elsewhere = max(others, key=lambda one: one.at, default=None)
    day = line.slot.day
    earlier = [
        one
        for one in treatments_of(reading, client, 20, until=day)
        if one.appointment_id != key
    ]
    same = [one for one in earlier if one.service_ref == card.ref]
    touched = zones_of(reading, card.areas)
    zones: list[tuple[str, Names]] = [
        (one.ref, one.names)
        for one in entries(reading, Subject.ZONE)
        if one.body.get("kind", "zone") == "zone"
    ]
    names = {ref: str(said) for ref, said in zones}
    begun, wants_photo = _begun(reading, key)
    taken = photos_of(reading, client)
    photos = [one for one in taken if reading.local(one.taken).date() == day]
    her = client_line(reading, client)
    consents = consents_of(reading, client)
    return Visit(
        line,
        card,
        treatment_at(reading, key),
        kept,
        reading.local(kept.at) if kept is not None else None,
        elsewhere,
        reading.local(elsewhere.at) if elsewhere is not None else None,
        next(iter(same or earlier), None),
        answer,
        all_alerts(reading, her),
        tuple(products(reading)),
        tuple((ref, names[ref]) for ref, _said in zones if ref in touched),
        names,
        touched,
        bottles_in_use(reading),
        reading.local(begun) if begun is not None else None,
        _after(reading, line),
        photo_word(her.birthday, consents, consent_days(reading), reading.today),
        wants_photo,
        tuple(photos),
        skin_words(reading),
        tuple(consents),
    )


def _begun(reading: "Reading", key: AppointmentId) -> tuple[datetime | None, bool]:
    """Return when a visit began, and whether its service needs photographs."""
    asked = select(Appointment.started_at, Service.photo).join(
        Service, Service.id == Appointment.service_id
    )
    row = reading.session.execute(asked.where(Appointment.id == key)).one()
    return row.started_at, row.photo == "required"


def _after(reading: "Reading", line: DayLine) -> After | None:
    """Return who comes next to the same person that day."""
    a = Appointment
    asked = (
        select(Client.name, a.start)
        .join(Client, Client.id == a.client_id)
        .where(
            *(a.day == line.slot.day, a.staff_id == line.person.id, a.id != line.id),
            a.start >= line.slot.start,
            a.status.in_([one for one in Status if one.is_open]),
        )
        .order_by(a.start)
        .limit(1)
    )
    found = reading.session.execute(asked).one_or_none()
    return None if found is None else After(*found)


def calls_that_follow(reading: "Reading", key: AppointmentId) -> list[CallLine]:
    """Return the calls that a visit made fall due."""
    return calls_after(reading, key)

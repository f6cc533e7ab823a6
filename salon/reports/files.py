"""The record of one treatment: what was done to a skin, and how it is now."""

from datetime import datetime

from salon.appointments.queries import appointment
from salon.catalogue.model import Subject
from salon.catalogue.queries import (
    names_of,
)
from salon.clients.model import ClientId
from salon.clients.queries import client_line
from salon.errors import Missing
from salon.paper.pages import Laid
from salon.paper.sheets import Letterhead, Look
from salon.public import public_id
from salon.reports.composing import Composed, composed
from salon.reports.looks import look_sheet
from salon.reports.quantities import so_much
from salon.skin.queries import assessments_of, series_of
from salon.treatments.model import TreatmentCard, TreatmentId
from salon.treatments.queries import treatment, treatment_at, treatments_of
from salon.treatments.sheet import (
    ProductLine,
    RecordSheet,
    SettingLine,
)
from salon.treatments.words import (
    area_words,
    done_lines,
    next_words,
    reaction_words,
)
from salon.work import Reading


def compose_record(reading: Reading, of: str, key: int, look: Look) -> Composed:
    """Return the record of a treatment or a visit, or a client's latest one."""

    def document(sheet: RecordSheet, head: Letterhead, look: Look) -> Laid:
        from salon.treatments.document import record_card

        return record_card(sheet, head, look)

    return composed(reading, document, look, record_sheet, of, key)


def record_sheet(reading: Reading, of: str, key: int) -> RecordSheet:
    """Return all that a record card says.

    Args:
        reading: As ever.
        of: "treatment", "appointment" or "client".
        key: Its id.

    Raises:
        Missing: There is no record of it.
    """
    card: TreatmentCard | None
    match of:
        case "treatment":
            card = treatment(reading, TreatmentId(key))
        case "appointment":
            card = treatment_at(reading, key)  # type: ignore[arg-type]
        case _:
            card = next(iter(treatments_of(reading, ClientId(key), 1)), None)
    if card is None:
        raise Missing("Treatment", key)
    visit = appointment(reading, card.appointment_id)
    client = client_line(reading, card.client_id)
    record = card.record
    looks = assessments_of(reading, card.client_id, 1)
    named = {*record.areas, *record.left_out, *record.felt_at}
    zones = {
        ref: str(names) for ref, names in names_of(reading, Subject.ZONE, named).items()
    }
    return RecordSheet(
        number=public_id("treatment", card.id),
        client=client.name,
        client_id=client.id,
        service=str(card.service),
        at=datetime.combine(visit.slot.day, visit.slot.start),
        minutes=visit.real_minutes,
        by=card.person,
        room=visit.room.name if visit.room else "",
        alerts=tuple(alert.text for alert in client.alerts),
        done=done_lines(record),
        areas=area_words(record, zones),
        products=used_products(card),
        settings=tuple(
            SettingLine(str(name), str(value))
            for name, value in record.settings.items()
        ),
        reaction=reaction_words(record, zones),
        advice=tuple(filter(None, record.advice.splitlines())),
        next_time=next_words(record),
        note=record.note,
        assessment=look_sheet(reading, looks[0], series_of(reading, card.client_id))
        if looks
        else None,
    )


def used_products(card: TreatmentCard) -> tuple[ProductLine, ...]:
    """Return what was used in a treatment, with amounts and lots."""
    return tuple(
        ProductLine(
            card.product_names.get(one.product, one.product),
            so_much(one.amount, one.unit) if one.amount is not None else "",
            one.batch,
        )
        for one in card.record.products
    )

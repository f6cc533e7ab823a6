"""The record card: what was done to a skin, and how it is now."""

from collections import defaultdict
from datetime import datetime
from typing import Any

from salon.appointments.queries import appointment
from salon.catalogue.model import Subject
from salon.catalogue.queries import (
    entries,
    names_of,
    terms,
)
from salon.clients.model import ClientId
from salon.clients.queries import client_line
from salon.errors import Missing
from salon.paper.pages import Paper
from salon.paper.sheets import Letterhead, Look, Photograph
from salon.public import public_id
from salon.reports.composing import Composed, composed
from salon.reports.measures import ruler_of
from salon.skin.model import AssessmentCard
from salon.skin.queries import assessments_of, picture, series_of
from salon.text import (
    _,
    full_day,
    number,
)
from salon.treatments.model import TreatmentCard, TreatmentId
from salon.treatments.queries import treatment, treatment_at, treatments_of
from salon.treatments.sheet import (
    AssessmentSheet,
    FindingLine,
    ProductLine,
    RecordSheet,
    SettingLine,
    ZoneShape,
)
from salon.treatments.words import (
    area_words,
    done_lines,
    next_words,
    reaction_words,
)
from salon.work import Reading


def compose_record(reading: Reading, of: str, key: int, look: Look) -> Composed:
    """Return the record card of a treatment, a visit, or a client's latest one."""

    def document(sheet: RecordSheet, head: Letterhead, look: Look) -> Paper:
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
        service=str(card.service),
        at=datetime.combine(visit.slot.day, visit.slot.start),
        minutes=visit.slot.minutes,
        by=card.person,
        room=visit.room.name if visit.room else "",
        alerts=tuple(alert.text for alert in client.alerts),
        done=done_lines(record),
        areas=area_words(record, zones),
        products=tuple(
            ProductLine(
                card.product_names.get(one.product, one.product),
                f"{number(one.amount)} {one.unit}".strip()
                if one.amount is not None
                else "",
                one.batch,
            )
            for one in record.products
        ),
        settings=tuple(
            SettingLine(str(name), str(value))
            for name, value in record.settings.items()
        ),
        reaction=reaction_words(record, zones),
        advice=tuple(filter(None, record.advice.splitlines())),
        next_time=next_words(record),
        note=record.note,
        assessment=_assessment(reading, looks[0], card.client_id) if looks else None,
    )


def _assessment(
    reading: Reading, look: AssessmentCard, client_id: ClientId
) -> AssessmentSheet:
    shapes = {
        one.ref: one
        for one in entries(reading, Subject.ZONE)
        if one.body.get("view") == "face_front"
    }
    conditions = names_of(
        reading, Subject.SKIN_CONDITION, {one.condition for one in look.findings}
    )
    zones = names_of(reading, Subject.ZONE, {one.zone for one in look.findings})
    grades = (_("none"), _("mild"), _("moderate"), _("severe"))
    marks: dict[str, list[int]] = defaultdict(list)
    lines = []
    for place, one in enumerate(look.findings, 1):
        marks[one.zone].append(place)
        grade = one.grade
        lines.append(
            FindingLine(
                place,
                str(conditions.get(one.condition, one.condition)),
                str(zones.get(one.zone, one.zone)),
                grades[grade] if grade is not None and 0 <= grade < 4 else "",
                one.note or "",
            )
        )
    skin = []
    if look.skin_type:
        kinds = terms(reading, "self_skin")
        skin.append(str(kinds.get(look.skin_type, look.skin_type)))
    if look.fitzpatrick:
        roman = ("I", "II", "III", "IV", "V", "VI")[look.fitzpatrick - 1]
        skin.append(_("Fitzpatrick {number}").format(number=roman))
    return AssessmentSheet(
        at=datetime.combine(look.day, datetime.min.time()),
        by=look.person,
        skin=tuple(skin),
        outline=_points(shapes["face_outline"].body)
        if "face_outline" in shapes
        else (),
        zones=tuple(
            ZoneShape(
                str(one.names),
                _points(one.body),
                tuple(marks.get(ref, ())),
                _label(one.body),
            )
            for ref, one in shapes.items()
            if one.body.get("kind") == "zone" and one.body.get("shape") == "polygon"
        ),
        findings=tuple(lines),
        measures=tuple(
            ruler_of(reading, one, one.points)
            for one in series_of(reading, client_id)[:6]
            if one.points
        ),
        photographs=tuple(
            Photograph(picture(reading, one.hash), full_day(one.taken.date()))
            for one in look.photos[:2]
        ),
        note=look.note,
    )


def _points(body: dict[str, Any]) -> tuple[tuple[float, float], ...]:
    pairs = (one.split(",") for one in body.get("coords", "").split(";") if "," in one)
    return tuple((float(x), float(y)) for x, y, *_more in pairs)


def _label(body: dict[str, Any]) -> tuple[float, float] | None:
    try:
        return float(body["label_x"]), float(body["label_y"])
    except (KeyError, ValueError):
        return None

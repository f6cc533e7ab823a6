"""What screens and papers ask of skin over time."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, select

from salon.clients.model import BirthdayLine, ClientId, ConsentLine
from salon.clients.queries import consent_days
from salon.clients.tables import Client, Consent
from salon.errors import Missing
from salon.skin.charting import read_line
from salon.skin.comparing import error_of
from salon.skin.marking import Kind, Mark, read
from salon.skin.model import (
    HABITS,
    AssessmentCard,
    AssessmentId,
    Circumstances,
    Finding,
    MarkLine,
    Measured,
    MeasureSeries,
    PhotoId,
    PhotoLine,
    QuizLine,
    TickLine,
    draft_place,
)
from salon.skin.permission import (
    SPEAKING,
    PhotoRights,
    Purpose,
    photo_rights_of,
)
from salon.skin.tables import (
    Assessment,
    Photo,
    PhotoMark,
    Picture,
    SkinFinding,
    SkinQuiz,
    SkinReading,
    Tick,
)
from salon.staff.tables import StaffMember
from salon.store.base import columns_of, table_of
from salon.store.drafts import kept_draft
from salon.work import Reading, once


def assessments_of(
    reading: Reading, client_id: ClientId, limit: int = 20
) -> list[AssessmentCard]:
    """Return her assessments, the newest first."""
    asked = (
        select(columns_of(Assessment), StaffMember.name)
        .outerjoin(StaffMember, StaffMember.id == Assessment.staff_id)
        .where(Assessment.client_id == client_id)
        .order_by(Assessment.day.desc(), Assessment.id.desc())
        .limit(limit)
    )
    return _cards(reading, reading.session.execute(asked))


def assessment(reading: Reading, key: AssessmentId) -> AssessmentCard:
    """Return one assessment; raises Missing."""
    asked = (
        select(columns_of(Assessment), StaffMember.name)
        .outerjoin(StaffMember, StaffMember.id == Assessment.staff_id)
        .where(Assessment.id == key)
    )
    found = _cards(reading, reading.session.execute(asked))
    if not found:
        raise Missing("Assessment", key)
    return found[0]


def series_of(reading: Reading, client_id: ClientId) -> list[MeasureSeries]:
    """Return each measure over time, one line a zone, unit and device, oldest first."""
    asked = (
        select(
            *(SkinReading.measure, SkinReading.zone, SkinReading.unit),
            *(SkinReading.device, Assessment.day, SkinReading.value),
        )
        .join(Assessment, Assessment.id == SkinReading.assessment_id)
        .where(Assessment.client_id == client_id)
        .order_by(Assessment.day, Assessment.id)
    )
    found: dict[tuple[str, str, str, str], list[Any]] = defaultdict(list)
    for measure, zone, unit, device, day, value in reading.session.execute(asked):
        found[measure, zone, unit, device].append((day, value))
    return [
        MeasureSeries(measure, zone or None, unit, tuple(points), device)
        for (measure, zone, unit, device), points in found.items()
    ]


@once
def photo_rights(reading: Reading, client_id: ClientId) -> PhotoRights:
    """Return what may be done with the photographs of a client today."""
    c = Consent
    asked = (
        select(Client.birth_year, Client.birth_month, Client.birth_day)
        .add_columns(c.id, c.consent, c.given_on, c.withdrawn_on)
        .outerjoin(c, (c.client_id == Client.id) & c.consent.in_(SPEAKING))
        .where(Client.id == client_id)
        .order_by(c.given_on, c.id)
    )
    rows = reading.session.execute(asked).all()
    birthday = BirthdayLine(*rows[0][:3]) if rows else None
    signed = [ConsentLine(*row[3:]) for row in rows if row.id is not None]
    return photo_rights_of(birthday, signed, consent_days(reading), reading.today)


def photos_of(reading: Reading, client_id: ClientId) -> list[PhotoLine]:
    """Return her photographs, the newest first; none where they may not be seen."""
    if not photo_rights(reading, client_id).allows(Purpose.FILE):
        return []
    asked = _photos_asked().where(Photo.client_id == client_id)
    newest = asked.order_by(Photo.taken.desc(), Photo.id.desc())
    return [_photo_line(reading, row) for row in reading.session.execute(newest)]


def photos_locked(reading: Reading, client_id: ClientId) -> int:
    """Return how many photographs of a client may not be seen any more."""
    if photo_rights(reading, client_id).allows(Purpose.FILE):
        return 0
    counted = select(func.count()).where(Photo.client_id == client_id)
    return reading.session.scalar(counted) or 0


def photo(reading: Reading, key: PhotoId) -> tuple[ClientId, PhotoLine]:
    """Return one photograph and whose it is; raises Missing."""
    asked = _photos_asked().add_columns(Photo.client_id).where(Photo.id == key)
    found = reading.session.execute(asked).one_or_none()
    if found is None:
        raise Missing("Photograph", key)
    return found.client_id, _photo_line(reading, found)


def _photos_asked() -> Select[Any]:
    drawn = select(func.count()).where(PhotoMark.photo_id == Photo.id)
    p = Photo
    return select(
        *(p.id, p.hash, p.view, p.width, p.height, p.taken, p.is_public, p.points),
        *(p.consent_id, p.version, drawn.scalar_subquery().label("marked")),
    )


def _photo_line(reading: Reading, row: Any) -> PhotoLine:
    return PhotoLine(
        *(row.id, row.hash, row.view, row.width, row.height),
        reading.local(row.taken),
        *(row.is_public, read(row.points), row.consent_id, row.version, row.marked),
    )


def marks_of(reading: Reading, photo_id: PhotoId) -> list[MarkLine]:
    """Return what was drawn on a photograph, in the order in which it was."""
    m = PhotoMark
    asked = (
        select(m.id, m.kind, m.strokes, m.words, StaffMember.name)
        .outerjoin(StaffMember, StaffMember.id == m.staff_id)
        .where(m.photo_id == photo_id)
        .order_by(m.id)
    )
    return [
        MarkLine(
            row.id, Mark(Kind(row.kind), read(row.strokes), row.words), row[-1] or ""
        )
        for row in reading.session.execute(asked)
    ]


def ticks_of(
    reading: Reading,
    client_id: ClientId,
    since: date | None = None,
    until: date | None = None,
) -> list[TickLine]:
    """Return what was said of the five habits, the oldest first."""
    levels = [getattr(Tick, habit) for habit in HABITS]
    asked = (
        select(Tick.id, Tick.on, Tick.way, StaffMember.name, *levels)
        .outerjoin(StaffMember, StaffMember.id == Tick.staff_id)
        .where(Tick.client_id == client_id)
        .order_by(Tick.on, Tick.id)
    )
    if since is not None:
        asked = asked.where(Tick.on >= since)
    if until is not None:
        asked = asked.where(Tick.on <= until)
    return [
        TickLine(key, on, tuple(rest), way, by or "")
        for key, on, way, by, *rest in reading.session.execute(asked)
    ]


def errors_of_devices(reading: Reading) -> dict[tuple[str, str], float]:
    """Return how far repeated readings lie apart, by measure and device."""
    r = SkinReading
    asked = (
        select(r.measure, r.device, r.repeats)
        .where(r.repeats != "", r.device != "")
        .order_by(r.id.desc())
        .limit(2_000)
    )
    sets: dict[tuple[str, str], list[list[float]]] = defaultdict(list)
    for measure, device, repeats in reading.session.execute(asked):
        sets[measure, device].append(json.loads(repeats))
    errors = {key: error_of(found) for key, found in sets.items()}
    return {key: error for key, error in errors.items() if error is not None}


def picture(reading: Reading, hash_: str, *, small: bool = False) -> bytes:
    """Return a photograph as JPEG, or a small one of it; raises Missing."""
    column = Picture.thumb if small else Picture.image
    found = reading.session.scalar(select(column).where(Picture.hash == hash_))
    if found is None:
        raise Missing("Picture", 0)
    return found


def kept_assessment(
    reading: Reading, client_id: ClientId
) -> tuple[str, datetime] | None:
    """Return what was being charted when it was last kept, as JSON, and the instant."""
    return kept_draft(reading.session.connection(), draft_place(client_id))


def _cards(reading: Reading, rows: Iterable[Any]) -> list[AssessmentCard]:
    found = list(rows)
    keys = [row.id for row, _person in found]
    findings: dict[int, list[Finding]] = defaultdict(list)
    seen = select(*table_of(SkinFinding).c).where(SkinFinding.assessment_id.in_(keys))
    for one in reading.session.execute(seen.order_by(SkinFinding.id)):
        findings[one.assessment_id].append(
            Finding(
                *(one.zone, one.condition, one.grade, one.note or None),
                *(one.x, one.y, read_line(one.line)),
            )
        )
    measures: dict[int, list[Measured]] = defaultdict(list)
    said = select(*table_of(SkinReading).c).where(SkinReading.assessment_id.in_(keys))
    for one_reading in reading.session.execute(said.order_by(SkinReading.id)):
        measures[one_reading.assessment_id].append(
            Measured(
                one_reading.measure,
                one_reading.zone or None,
                one_reading.value,
                one_reading.unit,
                one_reading.device,
                tuple(json.loads(one_reading.repeats or "[]")),
            )
        )
    photos: dict[int | None, list[PhotoLine]] = defaultdict(list)
    whose = {row.client_id for row, _person in found}
    seen_of = [one for one in whose if photo_rights(reading, one).allows(Purpose.FILE)]
    its = (
        _photos_asked()
        .add_columns(Photo.assessment_id)
        .where(Photo.assessment_id.in_(keys), Photo.client_id.in_(seen_of))
    )
    for taken in reading.session.execute(its.order_by(Photo.id)):
        photos[taken.assessment_id].append(_photo_line(reading, taken))
    return [
        AssessmentCard(
            id=row.id,
            version=row.version,
            client_id=row.client_id,
            day=row.day,
            person=person or "",
            person_id=row.staff_id,
            skin_type=row.skin_type or None,
            fitzpatrick=row.fitzpatrick,
            findings=tuple(findings[row.id]),
            measures=tuple(measures[row.id]),
            note=row.note,
            hopes=row.hopes,
            said=row.said,
            photos=tuple(photos[row.id]),
            taken=Circumstances(
                *(row.cleansed, row.rested, row.humidity, row.temperature)
            ),
        )
        for row, person in found
    ]


def thumbs(reading: Reading, hashes: Sequence[str]) -> dict[str, bytes]:
    """Return the small pictures of several photographs."""
    return {hash_: picture(reading, hash_, small=True) for hash_ in hashes}


def pictures(reading: Reading, hashes: Sequence[str]) -> dict[str, bytes]:
    """Return several photographs, whole."""
    return {hash_: picture(reading, hash_) for hash_ in hashes}


def last_reading(reading: Reading, client_id: ClientId, measure: str) -> float | None:
    """Return what a measure said last, of the whole; None: it was never taken."""
    r, a = SkinReading, Assessment
    asked = (
        select(r.value)
        .join(a, a.id == r.assessment_id)
        .where(a.client_id == client_id, r.measure == measure)
        .order_by(a.day.desc(), r.id.desc())
        .limit(1)
    )
    return reading.session.scalar(asked)


def quizzes_of(reading: Reading, client_id: ClientId) -> list[QuizLine]:
    """Return the questionnaires that a client answered, the newest first."""
    q = SkinQuiz
    asked = select(q.id, q.quiz, q.answers, q.result, q.day).where(
        q.client_id == client_id
    )
    newest = asked.order_by(q.day.desc(), q.id.desc())
    return [
        QuizLine(row.id, row.quiz, json.loads(row.answers), row.result, row.day)
        for row in reading.session.execute(newest)
    ]

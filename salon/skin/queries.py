"""What screens and papers ask of skin over time."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from salon.clients.model import ClientId
from salon.errors import Missing
from salon.skin.charting import read_line
from salon.skin.model import (
    AssessmentCard,
    AssessmentId,
    Finding,
    Measured,
    MeasureSeries,
    PhotoLine,
    QuizLine,
    draft_place,
)
from salon.skin.tables import (
    Assessment,
    Photo,
    Picture,
    SkinFinding,
    SkinQuiz,
    SkinReading,
)
from salon.staff.tables import StaffMember
from salon.store.base import columns_of, table_of
from salon.store.drafts import kept_draft
from salon.work import Reading


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
    """Return each measure over time, one line a zone and unit, oldest first."""
    asked = (
        select(
            *(SkinReading.measure, SkinReading.zone, SkinReading.unit),
            *(Assessment.day, SkinReading.value),
        )
        .join(Assessment, Assessment.id == SkinReading.assessment_id)
        .where(Assessment.client_id == client_id)
        .order_by(Assessment.day, Assessment.id)
    )
    found: dict[tuple[str, str, str], list[Any]] = defaultdict(list)
    for measure, zone, unit, day, value in reading.session.execute(asked):
        found[measure, zone, unit].append((day, value))
    return [
        MeasureSeries(measure, zone or None, unit, tuple(points))
        for (measure, zone, unit), points in found.items()
    ]


def photos_of(reading: Reading, client_id: ClientId) -> list[PhotoLine]:
    """Return her photographs, the newest first."""
    asked = (
        select(
            *(Photo.id, Photo.hash, Photo.view, Photo.width, Photo.height),
            Photo.taken,
        )
        .where(Photo.client_id == client_id)
        .order_by(Photo.taken.desc(), Photo.id.desc())
    )
    return [
        PhotoLine(*row[:-1], reading.local(row[-1]))
        for row in reading.session.execute(asked)
    ]


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
            )
        )
    photos: dict[int | None, list[PhotoLine]] = defaultdict(list)
    its = select(*table_of(Photo).c).where(Photo.assessment_id.in_(keys))
    taken = its.order_by(Photo.id)
    for photo in reading.session.execute(taken):
        photos[photo.assessment_id].append(
            PhotoLine(
                *(photo.id, photo.hash, photo.view, photo.width, photo.height),
                reading.local(photo.taken),
            )
        )
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

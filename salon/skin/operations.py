"""What staff do when they look at skin."""

from collections.abc import Sequence
from datetime import date

from salon.catalogue.model import Subject
from salon.catalogue.queries import body_of
from salon.clients.model import LONGEST_TEXT, BirthdayLine, ClientId
from salon.clients.queries import consent_days, consents_of, living
from salon.clients.tables import Client
from salon.errors import TooLong
from salon.rights import Right
from salon.skin.events import PhotosAdded, SkinAssessed
from salon.skin.model import (
    SKIN_TYPES,
    AssessmentDraft,
    AssessmentId,
    Finding,
    Measured,
    OutOfRange,
    PhotoId,
    PhotosNotAllowed,
    PhotosRefused,
    Unknown,
    draft_place,
)
from salon.skin.permission import PhotoWord, photo_word
from salon.skin.pictures import Prepared
from salon.skin.tables import Assessment, Photo, SkinFinding, SkinReading, shelve
from salon.skin.taking import believed
from salon.store.drafts import drop_draft
from salon.text import N_, _, number
from salon.work import Work, needs


@needs(Right.TREAT)
def assess(
    work: Work,
    client_id: ClientId,
    draft: AssessmentDraft,
    photos: Sequence[tuple[Prepared, str]] = (),
) -> AssessmentId:
    """Keep what was seen, measured and photographed of her skin today.

    Args:
        work: As ever.
        client_id: Whose skin.
        draft: Findings by zone, measures with units, types and notes.
        photos: Pictures made fit to keep, each with the view it shows.

    Raises:
        Unknown: A zone, condition, measure or skin type that no list has.
        OutOfRange: A grade, phototype or reading that cannot be.
        PhotosNotAllowed: A minor, and the guardian has not agreed to photographs.
        PhotosRefused: The client does not want to be photographed.
        Missing, TooLong: As ever.
    """
    client_id = living(work, client_id)
    client = work.get(Client, client_id)
    _check(work, draft)
    if photos:
        _may_be_photographed(work, client)
    row = work.add(
        Assessment(
            client_id=client_id,
            day=work.today,
            staff_id=work.by.id,
            skin_type=draft.skin_type or "",
            fitzpatrick=draft.fitzpatrick,
            note=draft.note,
            hopes=draft.hopes,
            said=draft.said,
        )
    )
    for finding in draft.findings:
        work.session.add(
            SkinFinding(
                assessment_id=row.id,
                zone=finding.zone,
                condition=finding.condition,
                grade=finding.grade,
                note=finding.note or "",
                x=finding.x,
                y=finding.y,
            )
        )
    for one in draft.measures:
        work.session.add(
            SkinReading(
                assessment_id=row.id,
                measure=one.measure,
                zone=one.zone or "",
                value=one.value,
                unit=one.unit,
            )
        )
    _keep_photos(work, client_id, row.id, photos)
    drop_draft(work.session.connection(), draft_place(client_id))
    work.record(SkinAssessed(row.id, client_id))
    return row.id


@needs(Right.TREAT)
def add_photos(
    work: Work,
    client_id: ClientId,
    photos: Sequence[tuple[Prepared, str]],
    assessment_id: AssessmentId | None = None,
) -> list[PhotoId]:
    """Put photographs into a file; the same picture is kept once.

    Raises:
        PhotosNotAllowed: A minor, and the guardian has not agreed to photographs.
        PhotosRefused: The client does not want to be photographed.
    """
    client_id = living(work, client_id)
    _may_be_photographed(work, work.get(Client, client_id))
    keys = _keep_photos(work, client_id, assessment_id, photos)
    work.record(PhotosAdded(client_id))
    return keys


def _may_be_photographed(work: Work, client: Client) -> None:
    """Refuse photographs of who refused them, or of a minor without the guardian."""
    born = BirthdayLine(client.birth_year, client.birth_month, client.birth_day)
    signed, days = consents_of(work, client.id), consent_days(work)
    match photo_word(born, signed, days, work.today):
        case PhotoWord.GUARDIAN:
            raise PhotosNotAllowed(client.name, born.age(work.today) or 0)
        case PhotoWord.REFUSED:
            raise PhotosRefused(client.name)


def _keep_photos(
    work: Work,
    client_id: ClientId,
    assessment_id: AssessmentId | None,
    photos: Sequence[tuple[Prepared, str]],
) -> list[PhotoId]:
    keys = []
    connection = work.session.connection()
    born = _born(work.get(Client, client_id)) if photos else None
    for picture, view in photos:
        small = shelve(connection, picture.hash, picture.image, picture.thumb)
        photo = work.add(
            Photo(
                client_id=client_id,
                assessment_id=assessment_id,
                hash=picture.hash,
                thumb_hash=small,
                view=view,
                width=picture.width,
                height=picture.height,
                taken=believed(picture.taken, work.zone, work.now, born).at or work.now,
            )
        )
        keys.append(photo.id)
    return keys


def _born(client: Client) -> date | None:
    return BirthdayLine(client.birth_year, client.birth_month, client.birth_day).date


def _check(work: Work, draft: AssessmentDraft) -> None:
    for text in (draft.note, draft.hopes, draft.said):
        if len(text) > LONGEST_TEXT:
            raise TooLong(_(N_("The note")), len(text), LONGEST_TEXT)
    if draft.skin_type and draft.skin_type not in SKIN_TYPES:
        raise Unknown(_(N_("skin type")), draft.skin_type)
    if draft.fitzpatrick is not None and not 1 <= draft.fitzpatrick <= 6:
        said = str(draft.fitzpatrick)
        raise OutOfRange(_(N_("The Fitzpatrick phototype")), said, "I (1)", "VI (6)")
    for finding in draft.findings:
        _check_finding(work, finding)
    for one in draft.measures:
        _check_measure(work, one)


def _check_finding(work: Work, finding: Finding) -> None:
    _known_zone(work, finding.zone)
    about = body_of(work, Subject.SKIN_CONDITION, finding.condition)
    if about is None:
        raise Unknown(_(N_("finding")), finding.condition)
    if finding.grade is None:
        return
    is_count = about.get("severity_scale") == "count"
    most = 999 if is_count else 4
    if not 0 <= finding.grade <= most:
        raise OutOfRange(_(N_("The grade")), str(finding.grade), "0", str(most))


def _check_measure(work: Work, one: Measured) -> None:
    if one.zone:
        _known_zone(work, one.zone)
    about = body_of(work, Subject.MEASURE, one.measure)
    if about is None:
        raise Unknown(_(N_("measure")), one.measure)
    if about.get("unit") and one.unit and one.unit != about["unit"]:
        raise Unknown(_(N_("unit")), f"{one.unit} ({one.measure}: {about['unit']})")
    # a count of an imaging device has no scale of its own
    low, high = (
        float(about.get(f"scale_{k}", d)) for k, d in (("min", 0), ("max", 1e6))
    )
    if not low <= one.value <= high:
        raise OutOfRange(one.measure, number(one.value), number(low), number(high))


def _known_zone(work: Work, zone: str) -> None:
    if body_of(work, Subject.ZONE, zone) is None:
        raise Unknown(_(N_("zone")), zone)

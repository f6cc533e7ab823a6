"""What staff do when they look at skin."""

from collections.abc import Sequence
from datetime import date

from salon.catalogue.model import Subject
from salon.catalogue.queries import body_of, entries
from salon.clients.model import LONGEST_TEXT, BirthdayLine, ClientId
from salon.clients.operations import note_condition
from salon.clients.queries import (
    conditions_of,
    consent_days,
    consents_of,
    living,
)
from salon.clients.tables import Client
from salon.errors import TooLong
from salon.rights import Right
from salon.skin.charting import LONGEST_LINE, is_inside, kept_line
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
from salon.skin.permission import OF_AGE, PhotoWord, photo_word
from salon.skin.pictures import Prepared
from salon.skin.queries import last_reading
from salon.skin.scores import site_of, worked_out
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
                line=kept_line(finding.line),
            )
        )
    measures = _with_scores(work, client_id, draft)
    _mind_what_was_measured(work, client, measures)
    for one in measures:
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
    spot = [] if finding.x is None or finding.y is None else [(finding.x, finding.y)]
    if not is_inside((*spot, *finding.line)) or len(finding.line) > LONGEST_LINE:
        raise OutOfRange(_(N_("The place on the chart")), finding.zone, "0", "1")
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


def _with_scores(
    work: Work, client_id: ClientId, draft: AssessmentDraft
) -> list[Measured]:
    """Return what was measured with the scores that follow from it.

    A height stands from one time to the next.
    """
    given = {(one.measure, one.zone or ""): one.value for one in draft.measures}
    is_tall = ("weight", "") not in given or ("height", "") in given
    height = None if is_tall else last_reading(work, client_id, "height")
    if height is not None:
        given["height", ""] = height
    zones = {one.ref: one.body for one in entries(work, Subject.ZONE)}
    sites = {
        ref: site_of(ref, str(body.get("gags_site") or ""))
        for ref, body in zones.items()
    }
    found = list(draft.measures)
    for (measure, zone), value in worked_out(draft.findings, given, sites).items():
        about = body_of(work, Subject.MEASURE, measure)
        if about is not None:
            unit = str(about.get("unit") or "")
            found.append(Measured(measure, zone or None, value, unit))
    return found


# skin-analysis 6: under it no slimming; at or above them no treatment today.
LEAST_BODY_MASS = 18.5
PRESSURE = {"bp_sys": 180, "bp_dia": 110}


def _mind_what_was_measured(
    work: Work, client: Client, measures: Sequence[Measured]
) -> None:
    """Note what a reading means for safety, so that the rules know of it at once."""
    values = {one.measure: one.value for one in measures}
    standing = {one.condition for one in conditions_of(work, client.id)}
    high = [name for name, most in PRESSURE.items() if values.get(name, 0) >= most]
    if high and "hypertension_uncontrolled" not in standing:
        said = "/".join(number(values[one]) for one in PRESSURE if one in values)
        note_condition(work, client.id, "hypertension_uncontrolled", note=said)
    born = BirthdayLine(client.birth_year, client.birth_month, client.birth_day)
    age, mass = born.age(work.today), values.get("bmi")
    is_grown = (age is None or age >= OF_AGE) and "pregnancy" not in standing
    is_light = mass is not None and mass < LEAST_BODY_MASS
    if is_light and is_grown and "eating_disorder" not in standing:
        assert mass is not None
        said = _(N_("BMI {value}")).format(value=number(mass))
        note_condition(work, client.id, "eating_disorder", note=said)


def _known_zone(work: Work, zone: str) -> None:
    if body_of(work, Subject.ZONE, zone) is None:
        raise Unknown(_(N_("zone")), zone)

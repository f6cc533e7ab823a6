"""What staff do when they look at skin."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from statistics import median

from sqlalchemy import select

from salon.catalogue.model import Subject
from salon.catalogue.queries import body_of, entries, terms
from salon.clients.model import LONGEST_NAME, LONGEST_TEXT, BirthdayLine, ClientId
from salon.clients.operations import note_condition
from salon.clients.queries import conditions_of, living
from salon.clients.tables import Client
from salon.errors import TooLong
from salon.rights import Right
from salon.skin.charting import LONGEST_LINE, is_inside, kept_line
from salon.skin.events import (
    HabitsTicked,
    PhotoChanged,
    PhotoLetOut,
    PhotoMarked,
    PhotoPublished,
    PhotoRemoved,
    PhotosAdded,
    SkinAssessed,
)
from salon.skin.marking import Mark, are_points, written
from salon.skin.model import (
    HABITS,
    MOST_OF_HABIT,
    MOST_REPEATS,
    SKIN_TYPES,
    AssessmentDraft,
    AssessmentId,
    BadMark,
    BadPoints,
    Circumstances,
    Finding,
    Measured,
    NothingTicked,
    OutOfRange,
    PhotoId,
    PhotosNotAllowed,
    PhotosRefused,
    PhotoStays,
    Unknown,
    draft_place,
)
from salon.skin.permission import (
    OF_AGE,
    PURPOSE_WORDS,
    PhotoRights,
    PhotoWord,
    Purpose,
)
from salon.skin.pictures import Prepared
from salon.skin.queries import last_reading, photo_rights, picture
from salon.skin.scores import site_of, worked_out
from salon.skin.tables import (
    Assessment,
    Photo,
    PhotoMark,
    SkinFinding,
    SkinReading,
    Tick,
    shelve,
)
from salon.skin.taking import believed
from salon.store.drafts import drop_draft
from salon.text import N_, _, aside, number
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
            cleansed=draft.taken.cleansed,
            rested=draft.taken.rested,
            humidity=draft.taken.humidity,
            temperature=draft.taken.temperature,
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
                value=median(one.repeats) if one.repeats else one.value,
                unit=one.unit,
                device=one.device.strip(),
                repeats=json.dumps(one.repeats) if one.repeats else "",
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
    """Put photographs into a file; return them, one that was there before as well.

    Raises:
        PhotosNotAllowed: A minor, and the guardian has not agreed to photographs.
        PhotosRefused: The client does not want to be photographed.
    """
    client_id = living(work, client_id)
    _may_be_photographed(work, work.get(Client, client_id))
    keys = _keep_photos(work, client_id, assessment_id, photos)
    work.record(PhotosAdded(client_id))
    return keys


@needs(Right.TREAT)
def set_photo(
    work: Work,
    key: PhotoId,
    *,
    view: str | None = None,
    points: Sequence[tuple[float, float]] | None = None,
    seen: int | None = None,
) -> None:
    """Say which view a photograph shows, or where its eyes and mouth are.

    Args:
        work: As ever.
        key: Which photograph.
        view: Of the vocabulary of views; None: it stays.
        points: Left eye, right eye, mouth in a box of one by one; none: forgotten.
        seen: The version that was seen.

    Raises:
        Unknown: There is no such view.
        BadPoints: These are no eyes and mouth.
        Missing, EditedElsewhere: As ever.
    """
    photo = work.get(Photo, key, seen=seen)
    if view is not None:
        if view and view not in terms(work, "photo_view"):
            raise Unknown(_(N_("view")), view)
        photo.view = view
    if points is not None:
        if points and not are_points(points):
            raise BadPoints()
        photo.points = written(points) if points else ""
    work.record(PhotoChanged(photo.client_id))


@needs(Right.TREAT)
def set_photos_points(
    work: Work, points: Sequence[tuple[PhotoId, Sequence[tuple[float, float]]]]
) -> None:
    """Say where the eyes and the mouth of several photographs are, as one action.

    Raises:
        BadPoints, Missing: As `set_photo`.
    """
    for key, three in points:
        set_photo(work, key, points=three)


@needs(Right.TREAT)
def publish_photo(work: Work, key: PhotoId, is_public: bool) -> None:
    """Let one photograph be shown in public, or not any more.

    Raises:
        PhotoStays: The consent to photographs in public does not stand.
        Missing: As ever.
    """
    photo = work.get(Photo, key)
    if is_public:
        _let(work, photo, Purpose.PUBLISH, is_public=True)
    photo.is_public = is_public
    work.record(PhotoPublished(photo.client_id, is_public))


@needs(Right.TREAT)
def let_photo_out(work: Work, key: PhotoId, purpose: Purpose) -> bytes:
    """Return a photograph that is to leave the program; the history says that it did.

    Raises:
        PhotoStays: Nothing that was signed allows it.
        Missing: As ever.
    """
    photo = work.get(Photo, key)
    _let(work, photo, purpose, is_public=photo.is_public)
    work.record(PhotoLetOut(photo.client_id, purpose.value))
    return picture(work, photo.hash)


def _let(work: Work, photo: Photo, purpose: Purpose, *, is_public: bool) -> None:
    why = photo_rights(work, photo.client_id).why_not(purpose, is_public=is_public)
    if why:
        name = work.get(Client, photo.client_id).name
        raise PhotoStays(name, _(PURPOSE_WORDS[purpose]), _(why))


@needs(Right.TREAT)
def mark_photo(work: Work, key: PhotoId, marks: Sequence[Mark]) -> list[int]:
    """Keep what was drawn on a photograph, apart from it.

    Raises:
        BadMark: A mark that cannot be drawn.
        PhotoStays: The photograph may not be looked at any more.
        Missing: As ever.
    """
    photo = work.get(Photo, key)
    _let(work, photo, Purpose.FILE, is_public=False)
    if not marks or not all(one.is_whole() for one in marks):
        raise BadMark()
    rows = [
        work.add(
            PhotoMark(
                photo_id=photo.id,
                kind=one.kind.value,
                strokes=written(one.points),
                words=one.words.strip(),
                staff_id=work.by.id,
            )
        )
        for one in marks
    ]
    work.record(PhotoMarked(photo.client_id))
    return [row.id for row in rows]


@needs(Right.TREAT)
def unmark_photo(work: Work, mark_id: int) -> None:
    """Take one mark off a photograph again.

    Raises:
        Missing: As ever.
    """
    mark = work.get(PhotoMark, mark_id)
    photo = work.get(Photo, mark.photo_id)
    work.session.delete(mark)
    work.record(PhotoMarked(photo.client_id))


@needs(Right.TREAT)
def remove_photo(work: Work, key: PhotoId) -> None:
    """Take a photograph out of the file, with what was drawn on it.

    Raises:
        Missing: As ever.
    """
    photo = work.get(Photo, key)
    asked = select(PhotoMark).where(PhotoMark.photo_id == key)
    for mark in work.session.scalars(asked):
        work.session.delete(mark)
    work.session.flush()
    work.session.delete(photo)
    work.record(PhotoRemoved(photo.client_id))


@needs(Right.CALL)
def tick(
    work: Work,
    client_id: ClientId,
    levels: Mapping[str, int | None],
    way: str = "",
) -> int:
    """Note how five habits are, in twenty seconds; return the number of the tick.

    A second tick of a day completes the first.

    Args:
        work: As ever.
        client_id: Whose.
        levels: By habit, 0 to 4; what is not named or None was not asked.
        way: "visit" or "call", where it was one.

    Raises:
        NothingTicked: Nothing is said.
        Unknown: A habit that is none of the five, or a way that is no way.
        OutOfRange: A level that is none.
        Missing: As ever.
    """
    client_id = living(work, client_id)
    work.get(Client, client_id)
    said = {habit: level for habit, level in levels.items() if level is not None}
    if not said:
        raise NothingTicked()
    if way not in ("", "visit", "call"):
        raise Unknown(_(N_("way")), way)
    for habit, level in said.items():
        if habit not in HABITS:
            raise Unknown(_(N_("habit")), habit)
        if not 0 <= level <= MOST_OF_HABIT:
            most = str(MOST_OF_HABIT)
            raise OutOfRange(_(N_("The level")), str(level), "0", most)
    asked = select(Tick).where(Tick.client_id == client_id, Tick.on == work.today)
    row = work.session.scalars(asked.order_by(Tick.id.desc())).first()
    if row is None:
        row = work.add(
            Tick(
                client_id=client_id,
                on=work.today,
                **{habit: said.get(habit) for habit in HABITS},
                way=way,
                staff_id=work.by.id,
            )
        )
    else:
        for habit, level in said.items():
            setattr(row, habit, level)
        row.way = way or row.way
    work.record(HabitsTicked(client_id))
    return row.id


def _may_be_photographed(work: Work, client: Client) -> PhotoRights:
    """Refuse photographs of who refused them, or of a minor without the guardian."""
    rights = photo_rights(work, client.id)
    match rights.word:
        case PhotoWord.GUARDIAN:
            born = BirthdayLine(client.birth_year, client.birth_month, client.birth_day)
            raise PhotosNotAllowed(client.name, born.age(work.today) or 0)
        case PhotoWord.REFUSED:
            raise PhotosRefused(client.name)
    return rights


def _keep_photos(
    work: Work,
    client_id: ClientId,
    assessment_id: AssessmentId | None,
    photos: Sequence[tuple[Prepared, str]],
) -> list[PhotoId]:
    if not photos:
        return []
    keys = []
    connection = work.session.connection()
    born = _born(work.get(Client, client_id))
    consent = photo_rights(work, client_id).consent_id
    known = _known(work, client_id, [one.hash for one, _view in photos])
    for taken, view in photos:
        if taken.hash in known:  # the same photograph once more
            keys.append(known[taken.hash])
            continue
        small = shelve(connection, taken.hash, taken.image, taken.thumb)
        photo = work.add(
            Photo(
                client_id=client_id,
                assessment_id=assessment_id,
                hash=taken.hash,
                thumb_hash=small,
                view=view,
                width=taken.width,
                height=taken.height,
                taken=believed(taken.taken, work.zone, work.now, born).at or work.now,
                consent_id=consent,
                is_public=False,
                points="",
            )
        )
        known[taken.hash] = photo.id
        keys.append(photo.id)
    return keys


def _known(
    work: Work, client_id: ClientId, hashes: Sequence[str]
) -> dict[str, PhotoId]:
    asked = select(Photo.hash, Photo.id).where(
        Photo.client_id == client_id, Photo.hash.in_(hashes)
    )
    return {row.hash: row.id for row in work.session.execute(asked)}


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
    _check_taken(draft.taken)
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
    if len(finding.line) > LONGEST_LINE:
        said = str(len(finding.line))
        what = _(N_("The number of points of a line"))
        raise OutOfRange(what, said, "2", str(LONGEST_LINE))
    for point in (*spot, *finding.line):
        if not is_inside((point,)):
            said = ", ".join(f"{one:.4g}" for one in point)
            what = aside(_(N_("The place on the chart")), finding.zone)
            raise OutOfRange(what, said, "0", "1")
    if finding.grade is None:
        return
    is_count = about.get("severity_scale") == "count"
    most = 999 if is_count else 4
    if not 0 <= finding.grade <= most:
        raise OutOfRange(_(N_("The grade")), str(finding.grade), "0", str(most))


def _check_taken(taken: Circumstances) -> None:
    for what, value, low, high in (
        (N_("The rest in minutes"), taken.rested, 0, 240),
        (N_("The humidity"), taken.humidity, 0, 100),
        (N_("The temperature"), taken.temperature, -10, 50),
    ):
        if value is not None and not low <= value <= high:
            raise OutOfRange(_(what), number(value), number(low), number(high))


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
    for value in one.repeats or (one.value,):
        if not low <= value <= high:
            raise OutOfRange(one.measure, number(value), number(low), number(high))
    if len(one.repeats) > MOST_REPEATS:
        said = str(len(one.repeats))
        raise OutOfRange(_(N_("The number of readings")), said, "1", str(MOST_REPEATS))
    if len(one.device) > LONGEST_NAME:
        raise TooLong(_(N_("The device")), len(one.device), LONGEST_NAME)


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

"""Commands about skin: assessments and patch tests."""

from argparse import Namespace
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date
from itertools import repeat
from pathlib import Path
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

from salon.app import Salon
from salon.cli import named, shapes
from salon.cli.answer import Answer
from salon.cli.clients import shown
from salon.cli.documents import BadJson, Sheet, known_keys, read_json
from salon.clients.model import ClientId
from salon.clients.operations import note_patch_test
from salon.clients.queries import client_card
from salon.errors import SalonError
from salon.hongkong import REGIONS
from salon.public import public_id
from salon.skin.answering import answer_quiz, keep_mmasi, keep_sensitive
from salon.skin.comparing import season_of
from salon.skin.model import (
    AssessmentDraft,
    Circumstances,
    Finding,
    Measured,
    Unknown,
)
from salon.skin.operations import assess as assess_skin
from salon.skin.pictures import KEPT_BEFORE, MOVING, Prepared, from_file
from salon.skin.queries import assessment, photos_of
from salon.skin.quizzes import quiz
from salon.skin.scores import MMASI_SITES
from salon.skin.taking import believed
from salon.text import N_, _


def assess(salon: Salon, options: Namespace) -> Answer:
    """Keep an assessment given as JSON."""
    key = named.client(salon, options.client).id
    said = read_json(options.file)
    folder = Path() if options.file == "-" else Path(options.file).parent
    draft = assessment_draft(said, salon.today())
    shot = _pictures(Sheet(said), folder)
    paths, views = [path for path, _view in shot], [view for _path, view in shot]
    pictures = [from_file(path) for path in paths]
    before = {one.hash for one in salon.ask(photos_of, key)}
    kept = salon.do(assess_skin, key, draft, list(zip(pictures, views, strict=True)))
    card = salon.ask(assessment, kept)
    now, zone = salon.now(), ZoneInfo(salon.premises.timezone)
    born = salon.ask(client_card, key).line.birthday.date
    doubts = [
        doubt
        for path, one in zip(paths, pictures, strict=True)
        if (doubt := believed(one.taken, zone, now, born).said(path.name))
    ]
    doubts += first_of(paths, pictures)
    doubts += kept_before(before, paths, pictures)
    season = season_of(card.day, salon.premises.region)
    shown = shapes.assessment(card, season) | {"notes": doubts}
    return Answer(shown, [shown["id"], *doubts], changed=shown["id"])


def skin(salon: Salon, options: Namespace) -> Answer:
    """Ask or answer a questionnaire of skin, or keep a score of its parts."""
    key = ClientId(named.client(salon, options.client).id)
    if options.verb == "quiz":
        return _quiz(salon, options, key)
    parts = named.pairs(options.part)
    match options.what:
        case "mmasi":
            for one in set(parts) - set(MMASI_SITES):
                raise Unknown(_(N_("site")), one)
            sites = {site: _two(text) for site, text in parts.items()}
            kept = salon.do(keep_mmasi, key, sites)
        case "sensitive":
            for one in set(parts) - {"items"}:
                raise named.NotAPair(one)
            items = [_one(text) for text in parts.get("items", "").split(",")]
            kept = salon.do(keep_sensitive, key, items)
        case _:
            raise NoSuchScore(options.what)
    shown = shapes.assessment(salon.ask(assessment, kept))
    lines = [f"{one['measure']}  {one['value']}" for one in shown["measures"]]
    return Answer(shown, lines, changed=shown["id"])


def _quiz(salon: Salon, options: Namespace, key: ClientId) -> Answer:
    is_hong_kong = salon.premises.region in REGIONS
    asked = quiz(options.what, is_hong_kong=is_hong_kong)
    if not options.answer:
        questions = [
            {
                "id": one.id,
                "axis": one.axis,
                "text": str(one.text),
                "options": [str(each) for each in one.options],
            }
            for one in asked.questions
        ]
        lines = [f"{one.id}  {one.text}" for one in asked.questions]
        return Answer({"quiz": asked.id, "questions": questions}, lines)
    said = named.pairs(options.answer)
    answers = {name: _one(text) for name, text in said.items()}
    found = salon.do(answer_quiz, key, asked.id, answers)
    document = {
        "quiz": found.quiz,
        "result": found.result,
        "score": found.score,
        "axes": [
            {
                "axis": one.axis,
                "letter": one.letter,
                "score": one.score,
                "leaning": one.is_leaning,
            }
            for one in found.axes
        ],
    }
    return Answer(document, [found.result], changed=public_id("client", key))


def _one(text: str) -> int:
    try:
        return int(text)
    except ValueError as error:
        raise NotWhole(text) from error


def _two(text: str) -> tuple[int, int]:
    area, _comma, dark = text.partition(",")
    return _one(area), _one(dark)


@dataclass(eq=False)
class NotWhole(SalonError):
    """A word that is no whole number."""

    said: str

    text = N_("“{said}” is not a whole number.")


@dataclass(eq=False)
class NoSuchScore(SalonError):
    """A score that is not made of parts here."""

    said: str

    text = N_("There is no score “{said}” to be made of parts: mmasi, sensitive.")


def patch(salon: Salon, options: Namespace) -> Answer:
    """Note a patch test."""
    her = named.client(salon, options.client)
    service = named.service(salon, options.service)
    at = None
    if options.at:
        wall = named.wall_clock(salon, options.at)
        at = wall.replace(tzinfo=salon.now().tzinfo).astimezone(UTC)
    salon.do(
        note_patch_test,
        her.id,
        service.ref,
        applied_at=at,
        result=options.result,
    )
    return shown(salon, her.id, is_changed=True)


def assessment_draft(said: dict[str, Any], today: date) -> AssessmentDraft:
    """Return an assessment from its JSON; raises BadJson."""
    known_keys(said, _SHEET)
    sheet = Sheet(said)
    for name, keys, needed in _PARTS:
        for one in sheet.many(name):
            if isinstance(one, dict):
                known_keys(one, keys, needed)
    if (day := sheet.text("day")) not in ("", today.isoformat()):
        why = N_("“day” is {day}: what is kept is what was seen today, {today}")
        raise BadJson(_(why).format(day=day[:20], today=today.isoformat()))
    return AssessmentDraft(
        skin_type=sheet.text("skin_type") or None,
        fitzpatrick=sheet.whole("fitzpatrick"),
        findings=tuple(map(_finding, sheet.sheets("findings"))),
        measures=tuple(map(_measured, sheet.sheets("measures"))),
        note=sheet.text("note"),
        hopes=sheet.text("hopes"),
        said=sheet.text("said"),
        taken=Circumstances(
            sheet.flag("cleansed"),
            sheet.whole("rested"),
            sheet.number("humidity"),
            sheet.number("temperature"),
        ),
    )


def _finding(one: Sheet) -> Finding:
    return Finding(
        one.text("zone"),
        one.text("condition"),
        one.whole("grade"),
        one.text("note") or None,
        *_spot(one),
    )


def _measured(one: Sheet) -> Measured:
    readings = one.numbers("readings")
    if not readings:
        known_keys(one.said, list(one.said), ["value"])
    value = median(readings) if readings else one.number("value")
    return Measured(
        one.text("measure"),
        one.text("zone") or None,
        float(value or 0),
        one.text("unit"),
        one.text("device"),
        tuple(readings),
    )


# what an answered assessment has besides may be handed in again: id, client, person
_SHEET = (
    *("skin_type", "fitzpatrick", "findings", "measures", "note", "hopes", "said"),
    *("photos", "id", "client", "day", "person", "notes"),
    *("cleansed", "rested", "humidity", "temperature", "season"),
)


_SAID_OF_PHOTO = ("view", "id", "width", "height", "taken", "public", "marks")
_PARTS: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    (
        "findings",
        ("zone", "condition", "grade", "note", "x", "y", "line"),
        ("zone", "condition"),
    ),
    (
        "measures",
        ("measure", "zone", "value", "unit", "device", "readings", "spread"),
        ("measure",),
    ),
    ("photos", (*_SAID_OF_PHOTO, "path", "file"), ()),
)


def _spot(
    one: Sheet,
) -> tuple[float | None, float | None, tuple[tuple[float, float], ...]]:
    """Return where a finding is, within its zone: a point, or a line of points."""
    x, y = one.number("x"), one.number("y")
    if (x is None) != (y is None):
        raise _no_spot(one, N_("{where}: a point has both x and y"))
    line = tuple(map(_point, one.many("line"), repeat(one)))
    if len(line) == 1:
        raise _no_spot(one, N_("{where}: a line has two points or more"))
    if line and x is not None:
        raise _no_spot(one, N_("{where}: say a point or a line, not both"))
    return x, y, line


def _no_spot(one: Sheet, text: str) -> BadJson:
    return BadJson(_(text).format(where=one.where))


def _point(said: Any, one: Sheet) -> tuple[float, float]:
    if isinstance(said, list) and len(said) == 2:
        x, y = Sheet({"line": said}, one.where).numbers("line") or (None, None)
        if x is not None and y is not None:
            return x, y
    raise _no_spot(one, N_("{where}: each point of a line is two numbers"))


def _pictures(sheet: Sheet, folder: Path) -> list[tuple[Path, str]]:
    """Return the photographs of a sheet: where each lies, and which view it shows."""
    found = []
    for at, said in enumerate(sheet.many("photos"), 1):
        one = Sheet({"path": said} if not isinstance(said, dict) else said)
        one = Sheet(one.said, f"photos {at}")
        path = one.text("path") or one.text("file")
        known_keys({"path": path or None}, ("path",), ("path",))
        found.append((folder / path, one.text("view")))
    return found


def first_of(paths: Sequence[Path], pictures: Sequence[Prepared]) -> list[str]:
    """Return what is said of files that have several pictures in them."""
    return [
        _(MOVING).format(name=path.name)
        for path, one in zip(paths, pictures, strict=True)
        if one.is_first
    ]


def kept_before(
    known: Collection[str], paths: Sequence[Path], pictures: Sequence[Prepared]
) -> list[str]:
    """Return what is said of photographs that the file had, or that came twice."""
    seen, said = set(known), []
    for path, one in zip(paths, pictures, strict=True):
        if one.hash in seen:
            said.append(_(KEPT_BEFORE).format(name=path.name))
        seen.add(one.hash)
    return said

"""Commands about skin: assessments and patch tests."""

from argparse import Namespace
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

from salon.app import Salon
from salon.cli import named, shapes
from salon.cli.answer import Answer
from salon.cli.clients import shown
from salon.cli.documents import BadJson, known_keys, read_json
from salon.clients.model import ClientId
from salon.clients.operations import note_patch_test
from salon.clients.queries import client_card
from salon.errors import SalonError
from salon.hongkong import REGIONS
from salon.public import public_id
from salon.skin.answering import answer_quiz, keep_mmasi, keep_sensitive
from salon.skin.comparing import season_of
from salon.skin.model import AssessmentDraft, Circumstances, Finding, Measured
from salon.skin.operations import assess as assess_skin
from salon.skin.pictures import KEPT_BEFORE, MOVING, Prepared, from_file
from salon.skin.queries import assessment, photos_of
from salon.skin.quizzes import quiz
from salon.skin.taking import believed
from salon.text import N_, _


def assess(salon: Salon, options: Namespace) -> Answer:
    """Keep an assessment given as JSON."""
    key = named.client(salon, options.client).id
    said = read_json(options.file)
    folder = Path() if options.file == "-" else Path(options.file).parent
    draft = assessment_draft(said)
    paths = [folder / str(_path_of(one)) for one in said.get("photos") or ()]
    views = [str(_view_of(one)) for one in said.get("photos") or ()]
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
    parts = dict(map(named.pair, options.part))
    match options.what:
        case "mmasi":
            sites = {site: _two(text) for site, text in parts.items()}
            kept = salon.do(keep_mmasi, key, sites)
        case "sensitive":
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
    answers = {name: _one(text) for name, text in map(named.pair, options.answer)}
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
        raise named.NotAPair(text) from error


def _two(text: str) -> tuple[int, int]:
    area, _comma, dark = text.partition(",")
    return _one(area), _one(dark)


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


def assessment_draft(said: dict[str, Any]) -> AssessmentDraft:
    """Return an assessment from its JSON; raises BadJson."""
    known_keys(said, _SHEET)
    for name, keys, needed in _PARTS:
        parts = said.get(name) or ()
        for one in parts if isinstance(parts, list) else ():
            if isinstance(one, dict):
                known_keys(one, keys, needed)
    try:
        return AssessmentDraft(
            skin_type=said.get("skin_type"),
            fitzpatrick=_whole(said.get("fitzpatrick")),
            findings=tuple(
                Finding(
                    str(one["zone"]),
                    str(one["condition"]),
                    _whole(one.get("grade")),
                    one.get("note"),
                    *_spot(one),
                )
                for one in said.get("findings") or ()
            ),
            measures=tuple(
                Measured(
                    str(one["measure"]),
                    one.get("zone"),
                    float(_value_of(one)),
                    str(one.get("unit") or ""),
                    str(one.get("device") or ""),
                    tuple(float(value) for value in one.get("readings") or ()),
                )
                for one in said.get("measures") or ()
            ),
            note=str(said.get("note") or ""),
            hopes=str(said.get("hopes") or ""),
            said=str(said.get("said") or ""),
            taken=Circumstances(
                _yes_or_no(said.get("cleansed")),
                _whole(said.get("rested")),
                _real(said.get("humidity")),
                _real(said.get("temperature")),
            ),
        )
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise BadJson(f"{type(error).__name__}: {error}"[:120]) from error


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


def _whole(value: Any) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or int(value) != float(value):
        raise ValueError(value)
    return int(value)


def _spot(one: dict[str, Any]) -> tuple[float | None, float | None, Any]:
    """Return where a finding is, within its zone: a point, or a line of points."""
    x, y = one.get("x"), one.get("y")
    if (x is None) != (y is None):
        raise ValueError("x, y")
    line = tuple((float(p), float(q)) for p, q in one.get("line") or ())
    if x is None or y is None:
        return None, None, line
    return float(x), float(y), line


def _path_of(one: Any) -> Any:
    return one.get("path") or one.get("file") if isinstance(one, dict) else one


def _view_of(one: Any) -> Any:
    return one.get("view", "") if isinstance(one, dict) else ""


def _value_of(one: dict[str, Any]) -> Any:
    """Return what was read; of several readings their median stands for it."""
    readings = one.get("readings")
    if readings:
        return median(map(float, readings))
    known_keys(one, list(one), ["value"])
    return one["value"]


def _real(value: Any) -> float | None:
    if isinstance(value, bool):
        raise ValueError(value)
    return None if value is None else float(value)


def _yes_or_no(value: Any) -> bool | None:
    if value is not None and not isinstance(value, bool):
        raise ValueError(value)
    return value


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

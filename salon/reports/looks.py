"""A look at a skin as papers show it: chart, findings, measures, photographs."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from salon.catalogue.model import Subject
from salon.catalogue.queries import entries, entry, names_of, terms
from salon.paper.sheets import Photograph
from salon.reports.measures import grade_words, ruler_of
from salon.skin.model import AssessmentCard, MeasureSeries
from salon.skin.permission import Purpose
from salon.skin.queries import photo_rights, picture
from salon.skin.seen import TONES, seen_now, zones_in_words
from salon.text import _, full_day, number, plain_day
from salon.treatments.sheet import (
    AssessmentSheet,
    FindingLine,
    MeasureLine,
    MeasureTable,
    ZoneShape,
)
from salon.work import Reading

DAYS, MEASURES = 3, 8  # that a table shows
PICTURES = 2
_ROMAN = ("I", "II", "III", "IV", "V", "VI")


def look_sheet(
    reading: Reading,
    look: AssessmentCard,
    series: Sequence[MeasureSeries] = (),
    *,
    aims: Mapping[str, float] | None = None,
    pictures: int = PICTURES,
) -> AssessmentSheet:
    """Return all that a paper says of a look at a skin.

    Args:
        reading: As ever.
        look: What was seen.
        series: Measures over time; those up to the day of the look are told.
        aims: Where the plan wants measures to be, by measure.
        pictures: How many photographs are printed at most.
    """
    rights = photo_rights(reading, look.client_id)
    may_leave = rights.allows(Purpose.SHOW)  # a paper is out of the house
    shapes = {
        one.ref: one
        for one in entries(reading, Subject.ZONE)
        if one.body.get("view") == "face_front"
    }
    known = {
        one.ref: one
        for one in entries(reading, Subject.SKIN_CONDITION)
        if any(found.condition == one.ref for found in look.findings)
    }
    zones = names_of(reading, Subject.ZONE, {one.zone for one in look.findings})
    marks: dict[str, list[int]] = defaultdict(list)
    tones: dict[str, str] = {}
    lines = []
    for one in seen_now([look]):
        about = known.get(one.condition)
        body = about.body if about is not None else {}
        tone = TONES.get(str(body.get("group", "")), "rose")
        for zone in one.zones:
            marks[zone].append(one.number)
            tones.setdefault(zone, tone)
        lines.append(
            FindingLine(
                one.number,
                str(about.names) if about is not None else one.condition,
                zones_in_words(one.zones, lambda zone: str(zones.get(zone, zone))),
                _grade(one.grade, is_count=body.get("severity_scale") == "count"),
                one.note,
                tone,
                any(zone in shapes for zone in one.zones),
            )
        )
    is_face = not lines or any(one.is_on_face for one in lines)
    face = shapes if is_face else {}
    skin = []
    if look.skin_type:
        kinds = terms(reading, "self_skin")
        skin.append(str(kinds.get(look.skin_type, look.skin_type)))
    if look.fitzpatrick:
        said = _("Fitzpatrick {number}").format(number=_ROMAN[look.fitzpatrick - 1])
        skin.append(said)
    return AssessmentSheet(
        at=datetime.combine(look.day, datetime.min.time()),
        by=look.person,
        skin=tuple(skin),
        outline=_points(face["face_outline"].body) if "face_outline" in face else (),
        zones=tuple(
            ZoneShape(
                str(one.names),
                _points(one.body),
                tuple(marks.get(ref, ())),
                _label(one.body),
                tones.get(ref, ""),
            )
            for ref, one in face.items()
            if one.body.get("kind") == "zone" and one.body.get("shape") == "polygon"
        ),
        findings=tuple(lines),
        measures=measure_table(reading, series, look.day, aims or {}),
        photographs=tuple(
            Photograph(
                picture(reading, one.hash),
                full_day(one.taken.date()),
                _("Photograph of {day}").format(day=full_day(one.taken.date())),
            )
            for one in (look.photos[:pictures] if may_leave else ())
        ),
        note=look.note,
    )


def _grade(grade: int | None, *, is_count: bool) -> str:
    """Return how much of a finding there is, in words."""
    if grade is None:
        return ""
    if is_count:
        return _("{n} counted").format(n=grade)
    grades = grade_words()
    return grades[min(grade, len(grades) - 1)]


def measure_table(
    reading: Reading,
    series: Sequence[MeasureSeries],
    until: date,
    aims: Mapping[str, float],
) -> MeasureTable | None:
    """Return measures on the last days up to *until*; None where nothing is known."""
    told: dict[str, tuple[MeasureSeries, dict[date, float]]] = {}
    for one in series:  # one line a measure: of several zones the one measured last
        points = {day: value for day, value in one.points if day <= until}
        if points and (
            one.measure not in told or max(points) > max(told[one.measure][1])
        ):
            told[one.measure] = (one, points)
    if not told:
        return None
    days = sorted({day for _one, points in told.values() for day in points})[-DAYS:]
    lines = []
    for one, points in list(told.values())[:MEASURES]:
        if not any(day in points for day in days):
            continue
        ruler = ruler_of(reading, one, sorted(points.items()))
        lines.append(
            MeasureLine(
                _named(reading, one, ruler.name, ruler.unit),
                tuple(number(points[day]) if day in points else "" for day in days),
                ruler.said,
                number(aims[one.measure]) if one.measure in aims else "",
            )
        )
    said = tuple(
        plain_day(day) if day.year == reading.today.year else full_day(day)
        for day in days
    )
    return MeasureTable(said, tuple(lines))


def _named(reading: Reading, one: MeasureSeries, name: str, unit: str) -> str:
    body = entry(reading, Subject.MEASURE, one.measure).body
    low, high = body.get("scale_min"), body.get("scale_max")
    said = unit
    if not unit and low not in (None, "") and high not in (None, ""):
        said = _("{first} – {last}").format(
            first=number(float(low)), last=number(float(high))
        )
    return _("{name}, {unit}").format(name=name, unit=said) if said else name


def _points(body: dict[str, Any]) -> tuple[tuple[float, float], ...]:
    pairs = (one.split(",") for one in body.get("coords", "").split(";") if "," in one)
    return tuple((float(x), float(y)) for x, y, *_more in pairs)


def _label(body: dict[str, Any]) -> tuple[float, float] | None:
    try:
        return float(body["label_x"]), float(body["label_y"])
    except (KeyError, ValueError):
        return None

"""Measures and findings as papers tell them."""

from collections.abc import Sequence
from datetime import date

from salon.catalogue.model import Subject
from salon.catalogue.queries import entry, names_of
from salon.paper.sheets import Ruler
from salon.skin.model import UNIT_WORDS, AssessmentCard, MeasureSeries
from salon.text import _, aside, listed, sentences
from salon.work import Reading


def grade_words() -> tuple[str, ...]:
    """Return how severe a finding is, by its grade."""
    return _("none"), _("mild"), _("moderate"), _("severe"), _("very severe")


def where_seen(reading: Reading, look: AssessmentCard) -> str:
    """Return what was seen last, in plain words: three findings at most."""
    zones = names_of(reading, Subject.ZONE, {one.zone for one in look.findings})
    conditions = names_of(
        reading, Subject.SKIN_CONDITION, {one.condition for one in look.findings}
    )
    grades = grade_words()
    seen = []
    for one in look.findings[:3]:
        grade = one.grade
        how = str(grades[grade]) if grade and grade < len(grades) else ""
        what = str(conditions.get(one.condition, one.condition))
        zone = str(zones.get(one.zone, one.zone))
        seen.append(aside(listed((what, zone)), how))
    return sentences(seen) or look.note


def ruler_of(
    reading: Reading,
    series: MeasureSeries,
    points: Sequence[tuple[date, float]],
    *,
    aim: float | None = None,
    best: float | None = None,
    by: date | None = None,
) -> Ruler:
    """Return a measure over these *points* of its *series*, with its goal."""
    about = entry(reading, Subject.MEASURE, series.measure)
    values = [value for _day, value in points]
    bands = str(about.body.get("bands", ""))
    names = names_of(reading, Subject.BAND, _bands(bands))
    band = _band_of(bands, values[-1])
    return Ruler(
        name=str(about.names),
        unit="" if series.unit in (*UNIT_WORDS, "0–10") else series.unit,
        points=tuple(points),
        aim=aim,
        best=best,
        aim_by=by,
        least=float(about.body.get("scale_min") or 0),
        most=float(about.body.get("scale_max") or 0),
        better=str(about.body.get("better", "")),
        least_change=1.0 if series.unit in ("cm", "kg") else 0.0,
        said=str(names.get(band, "")) if band else "",
    )


def _bands(text: str) -> list[str]:
    return [one.split(":")[0] for one in text.split(";") if ":" in one]


def _band_of(text: str, value: float) -> str:
    for one in text.split(";"):
        label, mark, span = one.partition(":")
        low, _dots, high = span.partition("..")
        if mark and low and high and float(low) <= value < float(high):
            return label
    return ""

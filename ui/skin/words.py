"""What zones, findings and measures are called, and how findings are told."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from salon.catalogue.model import EntryCard, Subject
from salon.catalogue.queries import entries, terms
from salon.skin.model import AssessmentCard, Finding, unit_words
from salon.text import N_, Names, _, full_day, number
from salon.work import Reading
from ui.kit.tokens import Tone
from ui.parts.listing import apart, joined

GRADE_WORDS = (N_("none"), N_("mild"), N_("moderate"), N_("severe"), N_("very severe"))
ROMAN = ("I", "II", "III", "IV", "V", "VI")
GOOD_BANDS = (
    *("normal", "good", "balanced", "medium", "usual", "f_normal", "f_healthy"),
    "slight",
)
_TONES = {
    "pigment": Tone.AMBER,
    "vascular": Tone.RED,
    "sensitivity": Tone.RED,
    "inflam": Tone.RED,
    "acne": Tone.ROSE,
    "barrier": Tone.BLUE,
    "sebum": Tone.BLUE,
    "ageing": Tone.PLUM,
    "eye": Tone.PLUM,
}


@dataclass(frozen=True)
class Band:
    """One stretch of a measure that has a name."""

    ref: str
    low: float
    high: float


@dataclass(frozen=True)
class SkinWords:
    """The vocabulary of skin, by reference id."""

    zones: dict[str, EntryCard] = field(hash=False)
    outlines: dict[str, EntryCard] = field(hash=False)
    conditions: dict[str, EntryCard] = field(hash=False)
    measures: dict[str, EntryCard] = field(hash=False)
    bands: dict[str, Names] = field(hash=False)
    groups: dict[str, Names] = field(hash=False)
    types: dict[str, Names] = field(hash=False)
    views: dict[str, Names] = field(hash=False)

    def zone(self, ref: str | None) -> str:
        """Return what a zone is called."""
        found = self.zones.get(ref or "")
        return str(found.names) if found is not None else ref or ""

    def condition(self, ref: str) -> str:
        """Return what a finding is called."""
        found = self.conditions.get(ref)
        return str(found.names) if found is not None else ref

    def measure(self, ref: str) -> str:
        """Return what a measure is called."""
        found = self.measures.get(ref)
        return str(found.names) if found is not None else ref

    def tone(self, condition: str) -> Tone:
        """Return the colour of a finding."""
        found = self.conditions.get(condition)
        group = found.body.get("group", "") if found is not None else ""
        return _TONES.get(group, Tone.ROSE)

    def is_count(self, condition: str) -> bool:
        """Return whether a finding is counted, not graded."""
        found = self.conditions.get(condition)
        return found is not None and found.body.get("severity_scale") == "count"

    def is_to_refer(self, condition: str) -> bool:
        """Return whether a finding is for a doctor to look at."""
        found = self.conditions.get(condition)
        scope = found.body.get("salon_scope", "") if found is not None else ""
        return scope.startswith("refer")

    def grade(self, condition: str, grade: int | None) -> str:
        """Return how much of a finding there is, in words."""
        if grade is None:
            return ""
        if self.is_count(condition):
            return _("{n} counted").format(n=grade)
        return _(GRADE_WORDS[min(grade, len(GRADE_WORDS) - 1)])

    def bands_of(self, measure: str) -> tuple[Band, ...]:
        """Return the named stretches of a measure."""
        found = self.measures.get(measure)
        kept = found.body.get("bands", "") if found is not None else ""
        bands = []
        for part in filter(None, kept.split(";")):
            ref, _colon, span = part.partition(":")
            low, _dots, high = span.partition("..")
            bands.append(Band(ref, float(low), float(high)))
        return tuple(bands)

    def normal(self, measure: str) -> Band | None:
        """Return the stretch that is as it should be; None where none is known."""
        bands = {band.ref: band for band in self.bands_of(measure)}
        return next((bands[ref] for ref in GOOD_BANDS if ref in bands), None)

    def normal_words(self, measure: str) -> str:
        """Return in words what is normal."""
        band = self.normal(measure)
        if band is None:
            return ""
        name = str(self.bands.get(band.ref, band.ref)).lower()
        return f"{name} {number(band.low)}–{number(band.high)}"

    def range_words(self, measure: str) -> str:
        """Return from where to where a measure goes, with its unit."""
        found = self.measures.get(measure)
        if found is None:
            return ""
        body = found.body
        unit = unit_words(str(body.get("unit", "")))
        if "scale_min" not in body or "scale_max" not in body:
            return unit
        low, high = float(body["scale_min"]), float(body["scale_max"])
        said = _("from {low} to {high}").format(low=number(low), high=number(high))
        return f"{said} {unit}".strip()

    def skin_type(self, ref: str | None) -> str:
        """Return what a type of skin is called."""
        return str(self.types.get(ref or "", ref or ""))


def skin_words(reading: Reading) -> SkinWords:
    """Return the vocabulary of skin."""

    def known(subject: Subject) -> dict[str, EntryCard]:
        return {one.ref: one for one in entries(reading, subject)}

    zones = known(Subject.ZONE)
    return SkinWords(
        {ref: one for ref, one in zones.items() if one.body.get("kind") == "zone"},
        {ref: one for ref, one in zones.items() if one.body.get("kind") == "outline"},
        known(Subject.SKIN_CONDITION),
        known(Subject.MEASURE),
        {ref: one.names for ref, one in known(Subject.BAND).items()},
        terms(reading, "skin_group"),
        terms(reading, "self_skin"),
        terms(reading, "photo_view"),
    )


@dataclass(frozen=True)
class Seen:
    """A finding with all the zones it was seen in, and what it was before."""

    number: int
    condition: str
    zones: tuple[str, ...]
    grade: int | None
    before: int | None  # the worst grade of the assessment before
    since: date | None  # the day it was first seen without a break
    is_new: bool
    note: str = ""


def seen_now(looks: Sequence[AssessmentCard]) -> list[Seen]:
    """Return the findings of the newest assessment, the worst first.

    Args:
        looks: Her assessments, the newest first.
    """
    if not looks:
        return []
    now = _by_condition(looks[0].findings)
    before = _by_condition(looks[1].findings) if len(looks) > 1 else {}
    made = []
    for condition, findings in now.items():
        grade = _worst(findings)
        if grade == 0:
            continue  # looked for, and not there any more
        earlier = _worst(before.get(condition, ()))
        made.append(
            Seen(
                0,
                condition,
                tuple(one.zone for one in findings),
                grade,
                earlier,
                _since(condition, looks),
                len(looks) > 1 and condition not in before,
                apart(one.note for one in findings),
            )
        )
    made.sort(key=lambda one: -(one.grade or 0))
    return [
        Seen(
            place,
            *(one.condition, one.zones, one.grade, one.before, one.since),
            *(one.is_new, one.note),
        )
        for place, one in enumerate(made, 1)
    ]


def gone_since(looks: Sequence[AssessmentCard]) -> list[str]:
    """Return what the assessment before had and the newest has not."""
    if len(looks) < 2:
        return []
    now = {one.condition for one in looks[0].findings if one.grade != 0}
    before = {one.condition for one in looks[1].findings if one.grade != 0}
    return sorted(before - now)


def _by_condition(findings: Sequence[Finding]) -> dict[str, list[Finding]]:
    made: dict[str, list[Finding]] = {}
    for one in findings:
        made.setdefault(one.condition, []).append(one)
    return made


def _worst(findings: Sequence[Finding]) -> int | None:
    grades = [one.grade for one in findings if one.grade is not None]
    return max(grades, default=None)


def _since(condition: str, looks: Sequence[AssessmentCard]) -> date | None:
    found = None
    for look in looks:
        if all(one.condition != condition or one.grade == 0 for one in look.findings):
            break
        found = look.day
    return found


def change_words(one: Seen, words: SkinWords) -> str:
    """Return how a finding went since last time: "moderate → mild since 12 Jun"."""
    now = words.grade(one.condition, one.grade)
    if one.is_new:
        return joined((now, _("new")))
    if one.before is not None and one.grade is not None and one.before != one.grade:
        before = words.grade(one.condition, one.before)
        return f"{before} → {now}"
    if one.before is not None:
        same = _("stable")
        if one.since is not None:
            same = _("stable, seen since {day}").format(day=full_day(one.since))
        return joined((now, same))
    return now


def zones_words(zones: Sequence[str], words: SkinWords) -> str:
    """Return several zones in words, both sides said once: "cheek (both sides)"."""
    done: set[str] = set()
    parts = []
    for zone in zones:
        if zone in done:
            continue
        other = _other_side(zone)
        if other and other in zones:
            name = _without_side(words.zone(zone))
            parts.append(_("{zone}, both sides").format(zone=name))
            done.add(other)
        else:
            parts.append(words.zone(zone))
        done.add(zone)
    return apart(parts)


def _other_side(zone: str) -> str:
    if zone.endswith("_r"):
        return f"{zone[:-2]}_l"
    return f"{zone[:-2]}_r" if zone.endswith("_l") else ""


def _without_side(name: str) -> str:
    for side in (", right", ", left"):
        name = name.removesuffix(side)
    return name.lstrip("右左") if name[:1] in "右左" else name

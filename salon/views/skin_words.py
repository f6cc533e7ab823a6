"""What zones, findings and measures are called."""

from dataclasses import dataclass, field

from salon.catalogue.model import EntryCard, Subject
from salon.catalogue.queries import entries, terms
from salon.skin.model import unit_words
from salon.text import N_, Names, _, number
from salon.work import Reading

GRADE_WORDS = (N_("none"), N_("mild"), N_("moderate"), N_("severe"), N_("very severe"))
GOOD_BANDS = (
    *("normal", "good", "balanced", "medium", "usual", "f_normal", "f_healthy"),
    "slight",
)


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

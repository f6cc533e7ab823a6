"""An assessment while it is being charted, and as JSON keeps it."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from statistics import median

from salon.skin.model import (
    AssessmentCard,
    AssessmentDraft,
    Circumstances,
    Finding,
    Measured,
)


@dataclass
class Mark:
    """One finding in one zone; one of last time is grey until it is decided."""

    zone: str
    condition: str
    grade: int | None = 1
    note: str = ""
    is_carried: bool = False  # of last time, neither confirmed nor ended yet
    before: int | None = None  # its grade last time
    points: list[list[float]] = field(default_factory=list)  # one of a point

    @property
    def key(self) -> tuple[str, str]:
        """Return what it is known by: its zone and condition."""
        return self.zone, self.condition

    def finding(self) -> Finding:
        """Return it as the operation takes it."""
        spot = self.points[0] if len(self.points) == 1 else (None, None)
        line = tuple((x, y) for x, y in self.points) if len(self.points) > 1 else ()
        said = (self.zone, self.condition, self.grade, self.note or None)
        return Finding(*said, x=spot[0], y=spot[1], line=line)


@dataclass
class Measuring:
    """One reading as it is typed."""

    measure: str
    zone: str = ""
    value: str = ""  # one reading, or several with blanks between them
    last: float | None = None
    device: str = ""


@dataclass
class Charting:
    """All that is being charted."""

    marks: list[Mark] = field(default_factory=list)
    measures: list[Measuring] = field(default_factory=list)
    skin_type: str = ""
    fitzpatrick: int | None = None
    hopes: str = ""
    said: str = ""
    note: str = ""
    cleansed: bool | None = None
    rested: str = ""  # as they are typed
    humidity: str = ""
    temperature: str = ""

    def to_json(self) -> str:
        """Return it as it is kept."""
        return json.dumps(asdict(self), ensure_ascii=False)


def from_json(body: str) -> Charting:
    """Return what was kept; what is missing is empty."""
    plain = json.loads(body)
    names = ("hopes", "said", "note", "rested", "humidity", "temperature")
    texts = {name: str(plain.get(name) or "") for name in names}
    return Charting(
        [Mark(**one) for one in plain.get("marks") or ()],
        [Measuring(**one) for one in plain.get("measures") or ()],
        str(plain.get("skin_type") or ""),
        plain.get("fitzpatrick"),
        cleansed=plain.get("cleansed"),
        **texts,
    )


def carried(looks: Sequence[AssessmentCard]) -> Charting:
    """Return where a new assessment begins: with the marks of last time in grey.

    The same measures are offered again, without values; skin type and phototype
    stay as they were, since they rarely change.
    """
    if not looks:
        return Charting()
    last = looks[0]
    marks = [
        Mark(
            *(one.zone, one.condition, one.grade, one.note or "", True, one.grade),
            points_of(one),
        )
        for one in last.findings
        if one.grade != 0
    ]
    measures = [
        Measuring(one.measure, one.zone or "", "", one.value, one.device)
        for one in last.measures
    ]
    return Charting(
        marks,
        measures,
        last.skin_type or "",
        last.fitzpatrick,
        last.hopes,
        last.said,
    )


def points_of(one: Finding) -> list[list[float]]:
    """Return where a finding was drawn: one point, the points of a line, or none."""
    if one.x is not None and one.y is not None:
        return [[one.x, one.y]]
    return [[x, y] for x, y in one.line]


def read_value(text: str) -> float | None:
    """Return the number somebody typed, with a point or a comma; None if none."""
    try:
        return float(text.strip().replace(",", ".").replace("−", "-"))
    except ValueError:
        return None


def read_values(text: str) -> list[float] | None:
    """Return the readings somebody typed, with blanks between; None if one is none."""
    parts = text.replace(";", " ").replace("/", " ").split()
    values = [read_value(part) for part in parts]
    return None if None in values else [one for one in values if one is not None]


def finished(charting: Charting, units: dict[str, str]) -> AssessmentDraft:
    """Return what is charted as the operation takes it."""
    measures = []
    for one in charting.measures:
        values = read_values(one.value)
        if values:
            unit = units.get(one.measure, "")
            middle = float(median(values))
            repeats = tuple(values) if len(values) > 1 else ()
            of = (one.measure, one.zone or None, middle, unit, one.device.strip())
            measures.append(Measured(*of, repeats))
    return AssessmentDraft(
        charting.skin_type or None,
        charting.fitzpatrick,
        tuple(one.finding() for one in charting.marks),
        tuple(measures),
        charting.note.strip(),
        charting.hopes.strip(),
        charting.said.strip(),
        _circumstances(charting),
    )


def _circumstances(charting: Charting) -> Circumstances:
    rested = read_value(charting.rested)
    return Circumstances(
        charting.cleansed,
        None if rested is None else round(rested),
        read_value(charting.humidity),
        read_value(charting.temperature),
    )

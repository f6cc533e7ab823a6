"""All that a record card says: what was done to a skin, and how it is now."""

from dataclasses import dataclass
from datetime import datetime

from salon.paper.sheets import Photograph, Ruler


@dataclass(frozen=True, slots=True)
class ZoneShape:
    """A zone of the face: corners in the unit box, y downwards, as one sees her."""

    name: str
    points: tuple[tuple[float, float], ...]
    marks: tuple[int, ...] = ()  # numbers of the findings that lie here
    label: tuple[float, float] | None = None  # where the number stands


@dataclass(frozen=True, slots=True)
class FindingLine:
    """What was seen, numbered as on the chart."""

    number: int
    name: str
    where: str
    grade: str = ""  # "mild", "moderate", "2 of 4"
    note: str = ""


@dataclass(frozen=True, slots=True)
class AssessmentSheet:
    """The latest look at her skin."""

    at: datetime
    by: str
    skin: tuple[str, ...] = ()  # "Combination", "Fitzpatrick III"
    outline: tuple[tuple[float, float], ...] = ()  # of the face
    zones: tuple[ZoneShape, ...] = ()
    findings: tuple[FindingLine, ...] = ()
    measures: tuple[Ruler, ...] = ()
    photographs: tuple[Photograph, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class ProductLine:
    """A product used."""

    name: str
    amount: str = ""
    lot: str = ""


@dataclass(frozen=True, slots=True)
class SettingLine:
    """How a device was set: "Fluence", "12 J/cm²"."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class RecordSheet:
    """One treatment as it was recorded."""

    number: str
    client: str
    service: str
    at: datetime  # in the salon's zone
    minutes: int
    by: str
    room: str = ""
    alerts: tuple[str, ...] = ()
    done: tuple[str, ...] = ()
    products: tuple[ProductLine, ...] = ()
    settings: tuple[SettingLine, ...] = ()
    reaction: str = ""
    advice: tuple[str, ...] = ()
    next_time: str = ""
    note: str = ""
    signed: str = ""  # by whom and when, in words
    assessment: AssessmentSheet | None = None
    areas: str = ""  # where, and what was left out

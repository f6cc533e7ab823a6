"""All that a record says: of one treatment, and of the whole file of a client."""

from dataclasses import dataclass
from datetime import date, datetime

from salon.paper.sheets import Photograph


@dataclass(frozen=True, slots=True)
class ZoneShape:
    """A zone of the face: corners in the unit box, y downwards, as one sees her."""

    name: str
    points: tuple[tuple[float, float], ...]
    marks: tuple[int, ...] = ()  # numbers of the findings that lie here
    label: tuple[float, float] | None = None  # where the number stands
    tone: str = ""  # of the finding, as on the screen: "amber"


@dataclass(frozen=True, slots=True)
class FindingLine:
    """What was seen, numbered as on the chart."""

    number: int
    name: str
    where: str
    grade: str = ""  # "mild", "moderate", "2 of 4"
    note: str = ""
    tone: str = ""  # as on the screen: "amber"
    is_on_face: bool = True  # drawn on the chart; else a part of the body, in words


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """One measure on the days of the table, "" where it was not taken."""

    name: str  # with its scale or unit: "Water in the skin, units"
    values: tuple[str, ...]
    said: str = ""  # what the newest means: "a little dry"
    goal: str = ""


@dataclass(frozen=True, slots=True)
class MeasureTable:
    """What was measured, on a few days, the newest last."""

    days: tuple[str, ...]
    lines: tuple[MeasureLine, ...]


@dataclass(frozen=True, slots=True)
class AssessmentSheet:
    """One look at a skin."""

    at: datetime
    by: str
    skin: tuple[str, ...] = ()  # "Combination", "Fitzpatrick III"
    outline: tuple[tuple[float, float], ...] = ()  # of the face
    zones: tuple[ZoneShape, ...] = ()
    findings: tuple[FindingLine, ...] = ()
    measures: MeasureTable | None = None
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
    client_id: int = 0  # whose file is noted as printed
    areas: str = ""  # where, and what was left out


@dataclass(frozen=True, slots=True)
class Told:
    """Some words of a line, bold where they could hurt if overlooked."""

    text: str
    is_strong: bool = False


@dataclass(frozen=True, slots=True)
class DangerLine:
    """One line of the frame: it is always printed, "none" and "not asked" too."""

    icon: str
    label: str
    parts: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """A question of the file with its answer."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Block:
    """Pairs under a heading; printed with its heading alone where there is none."""

    heading: str
    pairs: tuple[Pair, ...] = ()


@dataclass(frozen=True, slots=True)
class VisitLine:
    """One visit as a line of the file."""

    day: date
    service: str
    used: str = ""  # products with their lots
    reaction: str = ""  # as number and words
    by: str = ""


@dataclass(frozen=True, slots=True)
class VisitEntry:
    """One visit with all that was recorded."""

    heading: str  # "9 Nov 2026, 14:00: Barrier repair facial"
    about: str  # number, person, room
    lines: tuple[Pair, ...] = ()


@dataclass(frozen=True, slots=True)
class ConsentEntry:
    """One item that was agreed to, refused or withdrawn."""

    item: str
    what: str = ""  # the service or condition it is for
    given: str = ""
    ends: str = ""  # until when it stands, or since when it does not
    signed: str = ""  # by whom, how, and who took it


@dataclass(frozen=True, slots=True)
class IncidentEntry:
    """Something that went wrong, and how it ended."""

    heading: str
    lines: tuple[Pair, ...] = ()


@dataclass(frozen=True, slots=True)
class FileSheet:
    """The whole file of a client."""

    number: str
    client: str
    client_id: int = 0  # whose file is noted as printed
    said: str = ""  # how the name is said, and what the client likes to be called
    since: str = ""  # "with us since 14 March 2024, 34 visits"
    about: str = ""  # plan and people
    printed: tuple[str, str] = ("", "")
    danger: tuple[DangerLine, ...] = ()
    columns: tuple[Block, ...] = ()
    skin: AssessmentSheet | None = None  # as last seen
    visits: tuple[VisitLine, ...] = ()  # the newest first
    visit_count: int = 0
    foot: tuple[Block, ...] = ()
    entries: tuple[VisitEntry, ...] = ()
    looks: tuple[AssessmentSheet, ...] = ()  # earlier ones too, with photographs
    consents: tuple[ConsentEntry, ...] = ()
    incidents: tuple[IncidentEntry, ...] = ()
    home: tuple[Pair, ...] = ()
    family: tuple[Pair, ...] = ()
    notes: tuple[Pair, ...] = ()  # long answers

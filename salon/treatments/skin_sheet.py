"""What the two papers about a skin say: the report, and what changed."""

from dataclasses import dataclass
from datetime import date

from salon.paper.sheets import Photograph
from salon.treatments.sheet import AssessmentSheet


@dataclass(frozen=True, slots=True)
class Stretch:
    """A named stretch of a measure's scale."""

    low: float
    high: float
    name: str
    is_normal: bool = False


@dataclass(frozen=True, slots=True)
class Gauge:
    """One measure on its own scale, with last time's value beside today's."""

    name: str
    unit: str
    low: float
    high: float
    bands: tuple[Stretch, ...]
    now: float
    day: date
    last: float | None = None
    last_day: date | None = None
    said: str = ""  # no number without a sentence
    points: tuple[tuple[date, float], ...] = ()  # the trend, by one device


@dataclass(frozen=True, slots=True)
class SkinReport:
    """One page about a skin, for the client."""

    client_id: int
    client: str
    said: str  # pinyin, or another name
    seen: AssessmentSheet
    goal: str = ""
    photographs: tuple[Photograph, ...] = ()
    gauges: tuple[Gauge, ...] = ()
    advice: tuple[tuple[str, str], ...] = ()  # topic, what to do
    can: tuple[str, ...] = ()
    cannot: tuple[str, ...] = ()
    review: str = ""  # the next one, in words; "": to be agreed
    gone: tuple[str, ...] = ()  # findings of last time that are not seen any more


@dataclass(frozen=True, slots=True)
class ComparedLine:
    """A measure on both days."""

    name: str
    place: str
    before: str
    now: str
    change: str  # "": there is none to tell
    verdict: str  # "yes", "small", "no"
    why: str
    is_better: bool | None = None


@dataclass(frozen=True, slots=True)
class Habit:
    """One habit over the time in between."""

    name: str
    levels: tuple[tuple[date, int], ...]


@dataclass(frozen=True, slots=True)
class Axis:
    """All that lies between two days, on one line of time."""

    first: date
    last: date
    done: tuple[tuple[date, str], ...] = ()
    products: tuple[tuple[str, date, date | None], ...] = ()
    habits: tuple[Habit, ...] = ()
    measure: str = ""
    points: tuple[tuple[date, float], ...] = ()


@dataclass(frozen=True, slots=True)
class ChangedSheet:
    """What changed between two days, to take home."""

    client_id: int
    client: str
    said: str
    first: date
    last: date
    sentence: str
    axis: Axis
    photographs: tuple[Photograph, ...] = ()
    aligned: str = ""  # how the photographs lie on one another, in words
    charts: tuple[AssessmentSheet, ...] = ()  # where there are no photographs
    lines: tuple[ComparedLine, ...] = ()
    findings: tuple[tuple[str, str], ...] = ()  # name, how it went
    tally: str = ""  # "164 days, 6 visits …"
    done: str = ""  # what was done and how often, where the line has no room for it

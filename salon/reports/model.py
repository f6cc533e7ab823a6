"""The words of what reads across features."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule of consistency that does not hold, and where."""

    rule: str
    count: int
    records: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class StoryLine:
    """One thing that happened with a client, for the story of her file."""

    day: date
    at: str  # "14:05", "" for the whole day
    kind: str  # visit, treatment, assessment, call, plan, course
    title: str
    detail: str
    record: str  # public number
    key: int
    tone: str = ""  # a status word that decides its colour
    by_rote: str = ""  # of the detail: what was asked and is not so; no hit of a search

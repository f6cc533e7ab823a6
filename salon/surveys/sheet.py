"""What the paper of a survey round says: one sheet for a year."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A figure beside the one of the round before."""

    name: str
    now: str
    before: str
    change: str


@dataclass(frozen=True, slots=True)
class DimensionRow:
    """One of the five: how important, how well, and what to do."""

    name: str
    importance: float
    performance: float
    said: str  # "4.9 · 4.1"
    difference: str
    note: str


@dataclass(frozen=True, slots=True)
class RoundSheet:
    """All that a round says, in words."""

    title: str
    number: str
    printed: str
    sentence: str
    before: str  # the title of the round it is held against; "": of none
    rates: tuple[tuple[str, str], ...]
    measures: tuple[MeasureRow, ...]
    dimensions: tuple[DimensionRow, ...]
    more: tuple[tuple[str, str], ...]  # after-care, the third place, offers
    best: tuple[str, ...]
    worst: tuple[str, ...]
    changed: str
    promises: tuple[tuple[str, str, str], ...]  # what, who, until when
    notes: tuple[str, ...] = ()

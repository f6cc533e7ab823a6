"""Which photographs a service asks for, and how one stands for each: content."""

import csv
from dataclasses import dataclass
from functools import cache

from salon.shipped import RESOURCES
from salon.text import Names

FIRST_LOOK = "CON"  # the family whose list stands where there is none


@dataclass(frozen=True, slots=True)
class Shot:
    """One view to take."""

    view: str  # of the vocabulary of views
    may_skip: bool
    how: Names  # one stands


@cache
def _lists() -> dict[str, tuple[Shot, ...]]:
    path = RESOURCES / "domain" / "shots.csv"
    lists: dict[str, list[Shot]] = {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            how = Names(row["en"], row["zh_hans"], row["zh_hant"])
            shot = Shot(row["view"], row["skip"] == "yes", how)
            lists.setdefault(row["family"], []).append(shot)
    return {family: tuple(shots) for family, shots in lists.items()}


def shots_of(family: str) -> tuple[Shot, ...]:
    """Return the views of a service family, in the order in which they are taken."""
    lists = _lists()
    return lists.get(family) or lists[FIRST_LOOK]

"""What services are done with and leave behind: `service_traces.csv`, read once.

A line is of a family or of one service; what a service says of itself goes before its
family. "none" is said where a family leaves something and this service nothing.
"""

import csv
from dataclasses import dataclass
from functools import cache

from salon.shipped import RESOURCES

_NOTHING = "none"


@dataclass(frozen=True, slots=True)
class Traces:
    """What one service, or all of a family, is done with and leaves behind."""

    done_with: tuple[str, ...] = ()  # ingredients, beside what its family's rules say
    leaves: tuple[str, ...] | None = None  # conditions; None: as its family
    takes_off: str = ""  # a condition that it ends


def done_with(service_ref: str) -> tuple[str, ...]:
    """Return the ingredients a service is done with, by reference id."""
    return _known().get(service_ref, Traces()).done_with


def leaves(service_ref: str, family: str) -> tuple[str, ...]:
    """Return the recent events that a service leaves behind on its zones."""
    for of in (service_ref, family):
        found = _known().get(of, Traces()).leaves
        if found is not None:
            return found
    return ()


def takes_off(service_ref: str) -> str:
    """Return the condition that a service ends; empty if it ends none."""
    return _known().get(service_ref, Traces()).takes_off


@cache
def sorts() -> dict[str, tuple[str, ...]]:
    """Return by ingredient what a whole sort that it belongs to is called."""
    found: dict[str, list[str]] = {}
    for row in _rows("ingredient_sorts"):
        for one in row["ingredients"].split():
            found.setdefault(one, []).append(row["word"])
    return {one: tuple(words) for one, words in found.items()}


@cache
def _known() -> dict[str, Traces]:
    return {
        row["of"]: Traces(
            tuple(row["done_with"].split()),
            tuple(one for one in row["leaves"].split() if one != _NOTHING)
            if row["leaves"]
            else None,
            row["takes_off"],
        )
        for row in _rows("service_traces")
    }


def _rows(name: str) -> list[dict[str, str]]:
    path = RESOURCES / "domain" / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))

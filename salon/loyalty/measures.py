"""What each figure of loyalty means, and what is done for each class, in words."""

import csv
from collections.abc import Sequence
from functools import cache

from salon.loyalty.model import Flag, Loyalty
from salon.shipped import RESOURCES
from salon.text import Names


@cache
def _rows() -> dict[str, tuple[Names, Names]]:
    path = RESOURCES / "domain" / "measures_loyalty.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {
            row["measure_id"]: (
                Names(row["en"], row["zh_hans"], row["zh_hant"]),
                Names(row["says_en"], row["says_zh_hans"], row["says_zh_hant"]),
            )
            for row in csv.DictReader(file)
        }


def name_of(measure: str) -> str:
    """Return what a figure is called, by its id in `measures_loyalty.csv`."""
    return str(_rows()[measure][0])


def says(measure: str) -> str:
    """Return how a figure is counted: as it stands on the page and the paper."""
    return str(_rows()[measure][1])


def definitions(*measures: str) -> Sequence[tuple[str, str]]:
    """Return names and meanings of figures, in that order; none named: all."""
    return [(name_of(one), says(one)) for one in measures or tuple(_rows())]


@cache
def _advice() -> dict[tuple[str, str], Names]:
    path = RESOURCES / "domain" / "loyalty_advice.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {
            (row["kind"], row["id"]): Names(row["en"], row["zh_hans"], row["zh_hant"])
            for row in csv.DictReader(file)
        }


def advice(loyalty: Loyalty, flags: frozenset[Flag] = frozenset()) -> list[str]:
    """Return what is done for somebody of a class with these flags."""
    found = [str(_advice()["loyalty", loyalty])]
    found += [str(_advice()["flag", flag]) for flag in Flag if flag in flags]
    return found

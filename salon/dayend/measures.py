"""What each figure means, in words (`measures_money.csv`)."""

import csv
from functools import cache

from salon.dayend.model import Measure
from salon.shipped import RESOURCES
from salon.text import Names


@cache
def _rows() -> dict[str, tuple[Names, Names]]:
    path = RESOURCES / "domain" / "measures_money.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {
            row["measure_id"]: (
                Names(row["en"], row["zh_hans"], row["zh_hant"]),
                Names(row["says_en"], row["says_zh_hans"], row["says_zh_hant"]),
            )
            for row in csv.DictReader(file)
        }


def name_of(measure: Measure) -> str:
    """Return what a measure is called."""
    return str(_rows()[measure][0])


def says(measure: Measure) -> str:
    """Return what a measure means: as it stands under each report."""
    return str(_rows()[measure][1])

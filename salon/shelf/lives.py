"""How long a product usually lasts once it is opened: `life_open.csv`, read once.

A line is of a category or of one product; what is said of a product goes before its
category. The salon may say otherwise, for a product or for one batch.
"""

import csv
from functools import cache

from salon.shipped import RESOURCES


def usual_life(ref: str, category: str) -> int | None:
    """Return for how many days it is good once opened; None: nobody says."""
    known = _known()
    return known.get(ref, known.get(category))


@cache
def _known() -> dict[str, int]:
    path = RESOURCES / "domain" / "life_open.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        return {row["of"]: int(row["days"]) for row in csv.DictReader(lines)}

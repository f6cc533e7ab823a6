"""Which state of health implies, becomes or outlasts which: `condition_links.csv`.

A narrower condition is never safer than the wider one that it implies. What has ended
goes on as what it becomes; a medicine in use was last used today.
"""

import csv
from dataclasses import dataclass
from functools import cache

from salon.shipped import RESOURCES


@dataclass(frozen=True, slots=True)
class Links:
    """What follows from one condition."""

    implies: tuple[str, ...] = ()  # the wider ones, the nearest first, all of them
    becomes: tuple[tuple[str, int | None], ...] = ()  # what, for how many days
    lasts: int | None = None  # days after the last use of what is used again and again


_NOTHING = Links()


def links_of(condition: str) -> Links:
    """Return what follows from a condition, by its reference id."""
    return _links().get(condition, _NOTHING)


@cache
def _links() -> dict[str, Links]:
    with (RESOURCES / "domain" / "condition_links.csv").open(
        encoding="utf-8-sig", newline=""
    ) as file:
        rows = list(csv.DictReader(file))
    wider: dict[str, list[str]] = {}
    later: dict[str, list[tuple[str, int | None]]] = {}
    lasts: dict[str, int] = {}
    for row in rows:
        what, other = row["condition_id"], row["other"]
        days = int(row["days"]) if row["days"] else None
        match row["relation"]:
            case "implies":
                wider.setdefault(what, []).append(other)
            case "becomes":
                later.setdefault(what, []).append((other, days))
            case "ongoing":
                lasts[what] = days or 0
    return {
        what: Links(_closure(what, wider), tuple(later.get(what, ())), lasts.get(what))
        for what in {row["condition_id"] for row in rows}
    }


def _closure(what: str, wider: dict[str, list[str]]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    ahead = list(wider.get(what, ()))
    while ahead:
        one = ahead.pop(0)
        if one != what and one not in found:
            found[one] = None
            ahead += wider.get(one, ())
    return tuple(found)

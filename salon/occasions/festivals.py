"""On which day a festival falls: by the sun, by the moon, by a weekday, by the term."""

import csv
from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Any

from salon.clients.birthdays import LUNAR_FIRST, LUNAR_LAST, Lunar, lunar_in_year
from salon.shipped import RESOURCES
from salon.text import Names


@dataclass(frozen=True, slots=True)
class Festival:
    """A festival and the rule of its day; see `festivals.csv`."""

    id: str
    rule: str  # solar, lunar, term, weekday
    month: int
    day: int  # of "term": degrees of the sun; of "weekday": which Sunday
    names: Names


@cache
def festivals() -> Mapping[str, Festival]:
    """Return all festivals that are known."""
    path = RESOURCES / "domain" / "festivals.csv"
    with path.open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.DictReader(opened))
    return {
        row["festival_id"]: Festival(
            *(row["festival_id"], row["rule"], int(row["month"]), int(row["day"])),
            Names(row["en"], row["zh_hans"], row["zh_hant"]),
        )
        for row in rows
    }


@lru_cache(maxsize=500)
def festival_day(key: str, year: int) -> date | None:
    """Return the day of a festival in a year; None beyond the moon's tables."""
    one = festivals()[key]
    if one.rule == "solar":
        last = monthrange(year, one.month)[1]
        return date(year, one.month, min(one.day, last))
    if one.rule == "weekday":
        first = date(year, one.month, 1)
        sunday = first + timedelta(days=6 - first.weekday())
        return sunday + timedelta(days=7 * (one.day - 1))
    if one.rule == "term":
        return _clear_bright(year)
    if not LUNAR_FIRST <= year <= LUNAR_LAST:
        return None
    return lunar_in_year(Lunar(one.month, one.day), year)[0]


def _clear_bright(year: int) -> date | None:
    """Return the day on which the sun stands at 15 degrees, by the clock of Beijing."""
    from borax.calendars.lunardate import (  # type: ignore[import-untyped]
        TermUtils,
    )

    if not LUNAR_FIRST < year < LUNAR_LAST:
        return None
    found = TermUtils.nth_term_day(year, _CLEAR_BRIGHT)
    return date(found.year, found.month, found.day)


_CLEAR_BRIGHT = 6  # of the 24 terms, from Minor Cold as 0


def days_of(row: Any, first: date, last: date) -> Iterator[date]:
    """Yield the days between two on which a kept day comes round, by sun or moon.

    Args:
        row: It has `month`, `day` and `is_lunar`.
        first: Inclusive.
        last: Inclusive.
    """
    for year in range(first.year - 1, last.year + 2):
        if row.is_lunar:
            try:
                found = lunar_in_year(Lunar(row.month, row.day), year)
            except ValueError:
                continue
        else:
            on = in_year(year, row.month, row.day)
            found = () if on is None else (on,)
        yield from (day for day in found if first <= day <= last)


def in_year(year: int, month: int, day: int) -> date | None:
    """Return a day of a year: 29 February on the 28th; None where there is no such."""
    try:
        return date(year, month, day)
    except ValueError:
        return date(year, 2, 28) if (month, day) == (2, 29) else None

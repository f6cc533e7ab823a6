"""What a leaflet says after a treatment, from `resources/domain/leaflets.toml`.

The words are the leaflet's own, never those of a call. Whoever changes the file is told
here what does not fit on the paper.
"""

import csv
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from salon.hongkong import content_in_hong_kong
from salon.shipped import RESOURCES
from salon.text import Names, _, plain_day

FILE = RESOURCES / "domain" / "leaflets.toml"
SERVICES = RESOURCES / "domain" / "services.csv"
ROWS = (4, 7)  # of the table, at least and at most
BY_DATE = 8  # from this day on a stretch is named by the day it ends
# Letters that fit on one line: of English, and of either Chinese.
NORMAL, DO, HABIT = (30, 14), (32, 16), (34, 17)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some hours or days after the visit: what is normal, and what to do."""

    first: int  # day, from the visit on; 0 is its own
    last: int
    part: str  # of the first day: "hours", "evening", or "" for the whole of it
    normal: Names
    do: Names


@dataclass(frozen=True, slots=True)
class Leaflet:
    """All that is to be known after a kind of treatment."""

    ref: str
    serves: tuple[str, ...]  # services, protocols and families
    flags: frozenset[str]  # red flags that `ring` names
    rows: tuple[Stretch, ...]
    do: tuple[Names, ...]
    leave: tuple[Names, ...]
    ring: Names  # when to ring us the same day
    danger: Names | None = None  # when to ring for help; None: as usual
    first_aid: Names | None = None


@dataclass(frozen=True, slots=True)
class Leaflets:
    """All leaflets, and what a title calls each service."""

    all: tuple[Leaflet, ...]
    short: Mapping[str, Names]
    names: Mapping[str, Names]  # of services as they are shipped

    def of(self, ref: str, protocol: str, family: str) -> Leaflet:
        """Return the leaflet of a service, else of its protocol, its family, or any."""
        for key in (ref, protocol, family):
            for one in self.all:
                if key and key in one.serves:
                    return one
        return self.all[0]

    def called(self, ref: str, names: Names) -> str:
        """Return a service in a few words, as within a sentence: "glycolic peel".

        One that the salon calls otherwise than we do is called as it calls it.
        """
        ours = self.names.get(ref)
        if ours is not None and str(ours) == str(names) and ref in self.short:
            return str(self.short[ref])
        return str(names)

    def title(self, ref: str, names: Names) -> str:
        """Return what is printed above: "After your glycolic peel"."""
        said = self.called(ref, names)
        for word in ("护理", "護理"):  # which the title says itself
            said = said.removesuffix(word) or said
        return _("After your {service}").format(service=said)


class BadLeaflet(ValueError):
    """The file says something that cannot be printed."""


@cache
def leaflets(*, is_hong_kong: bool = False) -> Leaflets:
    """Return what the file says, read once; raises BadLeaflet."""
    said = tomllib.loads(FILE.read_text("utf-8"))
    with SERVICES.open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.DictReader(opened))
    if is_hong_kong:
        said = content_in_hong_kong(said)
        rows = list(map(content_in_hong_kong, rows))
    names = {
        row["service_id"]: Names(row["en"], row["zh_hans"], row["zh_hant"])
        for row in rows
    }
    return read_leaflets(said, names)


def read_leaflets(said: Mapping[str, Any], services: Mapping[str, Names]) -> Leaflets:
    """Return leaflets from what a file says of *services*; raises BadLeaflet."""
    found = tuple(_leaflet(one) for one in said.get("leaflet", ()))
    if not found:
        raise BadLeaflet("no leaflet")
    served = [key for one in found for key in one.serves]
    if len(served) != len(set(served)):
        twice = next(key for key in served if served.count(key) > 1)
        raise BadLeaflet(f"{twice}: served twice")
    names = {ref: _names(ref, one) for ref, one in said.get("name", {}).items()}
    return Leaflets(found, names, services)


def _leaflet(said: Mapping[str, Any]) -> Leaflet:
    ref = str(said.get("id", "?"))
    rows = tuple(_row(ref, one) for one in said.get("row", ()))
    if not ROWS[0] <= len(rows) <= ROWS[1]:
        raise BadLeaflet(f"{ref}: {len(rows)} rows")
    days = [(row.first, row.part != "hours", row.part == "") for row in rows]
    if days != sorted(days):
        raise BadLeaflet(f"{ref}: rows out of order")
    habits = {key: tuple(_names(ref, one) for one in said[key]) for key in _HABITS}
    for key, texts in habits.items():
        if len(texts) != 3:
            raise BadLeaflet(f"{ref}: {len(texts)} of {key}")
        for text in texts:
            _fits(ref, text, HABIT)
    danger, first_aid = said.get("danger"), said.get("first_aid")
    return Leaflet(
        ref,
        tuple(said["for"]),
        frozenset(said["flags"]),
        rows,
        habits["do"],
        habits["leave"],
        _names(ref, said["ring"]),
        _names(ref, danger) if danger else None,
        _names(ref, first_aid) if first_aid else None,
    )


_HABITS = ("do", "leave")


def _row(ref: str, said: Mapping[str, Any]) -> Stretch:
    first, last = said["days"]
    part = str(said.get("part", ""))
    is_split = part in ("hours", "evening") and first == last == 0
    if not 0 <= first <= last or not (is_split or part == ""):
        raise BadLeaflet(f"{ref}: days {first} to {last} {part}")
    row = Stretch(
        first, last, part, _names(ref, said["normal"]), _names(ref, said["do"])
    )
    _fits(ref, row.normal, NORMAL)
    _fits(ref, row.do, DO)
    return row


def _names(ref: str, said: Mapping[str, str]) -> Names:
    names = Names(said.get("en", ""), said.get("zh_hans", ""), said.get("zh_hant", ""))
    if not all((names.en, names.zh_hans, names.zh_hant)):
        raise BadLeaflet(f"{ref}: a language is missing beside “{names.en}”")
    return names


def _fits(ref: str, names: Names, most: tuple[int, int]) -> None:
    latin, chinese = most
    for text, limit in (
        (names.en, latin),
        (names.zh_hans, chinese),
        (names.zh_hant, chinese),
    ):
        if len(text) > limit:
            raise BadLeaflet(f"{ref}: “{text}” is longer than {limit}")


def when_words(row: Stretch, visited: date | None, today: date) -> str:
    """Return when a row is about, in a word or two.

    Args:
        row: The row.
        visited: The day of the visit; None for a leaflet that is of none.
        today: The day it is printed: what was tonight is then the first evening.
    """
    is_now = visited in (None, today)
    if row.part == "hours":
        return _("First hours")
    if row.part == "evening":
        return _("Tonight") if is_now else _("First evening")
    if row.last == 0:
        return _("Today") if is_now else _("First day")
    if row.first == row.last == 1:
        return _("Tomorrow") if is_now else _("The next day")
    if row.first == row.last:
        return _("Day {number}").format(number=row.first)
    if visited is not None and row.last >= BY_DATE:
        day = visited + timedelta(days=row.last)
        return _("To {day}").format(day=plain_day(day))
    return _("Days {first} – {last}").format(first=row.first, last=row.last)


def said_all(texts: Iterable[Names]) -> tuple[str, ...]:
    """Return texts in the language of here and now."""
    return tuple(map(str, texts))

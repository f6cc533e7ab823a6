"""What stands today though nobody noted it so: from words, the chart, what is over.

Plain rules, as `facts`: the same facts, said one by one to people.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from salon.safety.facts import Lore, Told, given_on
from salon.safety.model import Facts, Given
from salon.safety.tree import links_of
from salon.text import _, listed

LONGEST = 2_000  # days; what stands longer has no end that is known


class Kind(StrEnum):
    """Where it comes from, in the order in which it is said."""

    WORD = "word"  # typed in the file
    ENDED = "ended"  # it is over, and goes on as something else
    CHART = "chart"
    DONE = "done"  # here, lately
    SKIN = "skin"  # the phototype


@dataclass(frozen=True, slots=True)
class Derived:
    """One state of health that stands today because of something else."""

    kind: Kind
    condition: str  # reference id
    name: str  # in words, without where and how
    about: str  # the word, the zones, the service and its day; "" where that is all
    known_from: str
    until: date | None = None  # the first day it no longer stands, if known
    sign: str = ""  # of the chart, reference id
    is_sure: bool = True

    @property
    def text(self) -> str:
        """What it is, in words."""
        if not self.about:
            return self.name
        name = re.sub(r" *[(（][^()（）]*[)）]$", "", self.name)  # one pair is enough
        return _("{note} ({what})").format(note=name, what=self.about)


def derived_of(
    her: Facts, today: date, lore: Lore, told: Iterable[Told]
) -> list[Derived]:
    """Return what stands today besides what is noted as it is, each once.

    Args:
        her: What is known of the client.
        today: Of the salon.
        lore: What the catalogue says.
        told: What typed words stand for.
    """
    done = tuple(one for one in her.visits if not one.is_booked)
    known = _Known(replace(her, visits=done), today, lore, tuple(told))
    found = [*known.words(), *known.signs(), *known.done(), *known.skin()]
    found.sort(key=lambda one: tuple(Kind).index(one.kind))
    once: dict[object, Derived] = {}
    for one in found:
        once.setdefault((one.kind, one.text), one)
    return list(once.values())


class _Known:
    """The facts of one client, and on which days each of them stands."""

    def __init__(
        self, her: Facts, today: date, lore: Lore, told: tuple[Told, ...]
    ) -> None:
        self.her, self.today, self.lore, self.told = her, today, lore, told
        self._days: dict[date, set[tuple[str, str]]] = {}
        self._given = given_on(her, today, today, lore, None, told)

    def words(self) -> Iterator[Derived]:
        """Yield what typed words mean, and what is over goes on as."""
        said = {f"word {one.word} {one.condition}": one for one in self.told}
        rows = {f"condition {one.key} {one.what}": one for one in self.her.conditions}
        for one in self._narrowest():
            word, row = said.get(one.root), rows.get(one.root)
            if word is not None:
                is_over = word.ended_on is not None or word.since is not None
                kind = Kind.ENDED if is_over else Kind.WORD
                yield self._made(kind, one, word.word, is_sure=word.is_sure)
            elif row is not None and row.until is not None and row.until <= self.today:
                yield self._made(Kind.ENDED, one, row.note, is_sure=row.confirmed)

    def signs(self) -> Iterator[Derived]:
        """Yield what the chart shows, a sign once, with all its zones."""
        of = {f"chart {one.sign} {one.look}": one.sign for one in self.her.charted}
        found: dict[str, list[Given]] = {}
        for one in self._narrowest():
            if one.root in of:
                found.setdefault(of[one.root], []).append(one)
        for sign, given in found.items():
            _condition, name = self.lore.signs[sign]
            zones = dict.fromkeys(zone for one in given for zone in sorted(one.zones))
            where = [str(self.lore.zone_names.get(zone, zone)) for zone in zones]
            ends = [self._until(one) for one in given]
            known = [day for day in ends if day is not None]
            yield Derived(
                Kind.CHART,
                given[0].condition,
                str(name),
                listed(where),
                given[0].known_from,
                max(known) if len(known) == len(ends) else None,
                sign,
            )

    def done(self) -> Iterator[Derived]:
        """Yield what was done here and is not over yet."""
        for one in self._narrowest():
            if one.root.startswith("visit "):
                yield self._made(Kind.DONE, one, "")

    def skin(self) -> Iterator[Derived]:
        """Yield the phototype, where it matters and is not noted by itself."""
        noted = {one.what for one in self.her.conditions if one.until is None}
        for one in self._given:
            if one.root == "phototype" and one.condition not in noted:
                yield self._made(Kind.SKIN, one, "")

    def _made(
        self, kind: Kind, one: Given, about: str, *, is_sure: bool = True
    ) -> Derived:
        return Derived(
            *(kind, one.condition, self.lore.name(one.condition), about),
            *(one.known_from, self._until(one)),
            is_sure=is_sure,
        )

    def _narrowest(self) -> Iterator[Given]:
        """Yield what of each thing says most: not what that implies besides."""
        wider: dict[str, set[str]] = {}
        for one in self._given:
            wider.setdefault(one.root, set()).update(links_of(one.condition).implies)
        for one in self._given:
            if one.condition not in wider[one.root]:
                yield one

    def _until(self, one: Given) -> date | None:
        """Return the first day on which it no longer stands; None where none is."""
        first, last = 0, LONGEST
        if self._stands(one, last):
            return None
        while last - first > 1:
            middle = (first + last) // 2
            if self._stands(one, middle):
                first = middle
            else:
                last = middle
        return self.today + timedelta(days=last)

    def _stands(self, one: Given, days: int) -> bool:
        day = self.today + timedelta(days=days)
        if day not in self._days:
            given = given_on(self.her, day, self.today, self.lore, None, self.told)
            self._days[day] = {(each.condition, each.root) for each in given}
        return (one.condition, one.root) in self._days[day]

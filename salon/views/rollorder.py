"""The orders of the list of clients: everybody's number, sorted, kept while it is true.

Of each order there are compact arrays: the numbers, and what the strip says beside
them. They hold nothing of what a file says. Where an action was about a few clients,
those are taken out and put in again where they belong now.
"""

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import compress
from operator import eq, itemgetter
from typing import Any

from salon.clients.narrowing import Order
from salon.text import month
from salon.views.rollfacts import names, told
from salon.work import Reading, standing

_ABROAD = "#"  # before all letters: names that begin with none
_NONE = "–"
_FAN = 24  # clients who are asked about at once where one belongs

Marks = list[tuple[int, str]]


@dataclass(frozen=True)
class Ordered:
    """Everybody in one order."""

    keys: tuple[int, ...]
    places: "array[int]"  # beside each, which of `marks` it is
    marks: tuple[str, ...]
    alike: bytes  # 1 beside who has the value of the one before; of the others nothing

    @cached_property
    def all(self) -> tuple[tuple[int, ...], Marks]:
        """Everybody, and from which row on the list is at which mark."""
        return self.keys, self._said(self.places)

    def among(
        self, here: Set[int] | None, away: Set[int] = frozenset()
    ) -> tuple[tuple[int, ...], Marks]:
        """Return those of *here*, or of all, in this order, and the marks beside them.

        Whoever is *away* is left out.
        """
        if here is None:
            kept = [key not in away for key in self.keys]
        else:
            those = here - away
            kept = [key in those for key in self.keys]
        places = compress(self.places, kept)
        return tuple(compress(self.keys, kept)), self._said(places)

    def _said(self, places: Iterable[int]) -> Marks:
        marks: Marks = []
        before = -1
        for row, place in enumerate(places):
            if place != before:
                marks.append((row, self.marks[place]))
                before = place
        return marks

    @cached_property
    def turned(self) -> "Ordered":
        """The other way round; those alike stay by name, and who has nothing last."""
        held, many = len(self.alike), len(self.keys)
        if held < 2:
            return self
        rows = [*range(held - 1, -1, -1), *range(held, many)]
        end = 0
        while (second := self.alike.find(1, end)) > 0:  # of some who are alike
            end = self.alike.find(0, second)
            end = held if end < 0 else end
            rows[held - end : held - second + 1] = range(second - 1, end)
        turn = itemgetter(*rows)
        return Ordered(
            turn(self.keys),
            array("l", turn(self.places)),
            self.marks,
            bytes(itemgetter(*rows[:held])(self.alike)),
        )


def ordered(reading: Reading, order: str, is_down: bool = False) -> Ordered:
    """Return everybody in an order; whoever has no value in it comes last, by name."""
    match order:
        case Order.LAST | Order.PERSON:
            found = _by_visits(reading, order)
        case Order.NEXT | Order.LATE:
            found = _by_days(reading, order, reading.today)
        case Order.BORN:
            found = _by_birth(reading, order, reading.today)
        case Order.PHONE:
            found = _by_phone(reading, order)
        case _:
            found = _by_file(reading, order)
    return found.turned if is_down else found


def everybody(reading: Reading) -> tuple[int, ...]:
    """Return all clients, by name."""
    return _by_file(reading, Order.NAME).keys


def _again(
    reading: Reading,
    before: Ordered,
    touched: frozenset[int],
    order: str,
    *_days: date,
) -> Ordered:
    """Return an order in which *touched* are where they belong now."""
    keys, places = list(before.keys), array("l", before.places)
    alike, marks = bytearray(before.alike), list(before.marks)
    for key in touched:
        if (row := _row_of(keys, key)) is None:
            continue
        del keys[row], places[row]
        if row < len(alike):
            was_like = alike.pop(row)
            if row < len(alike) and not was_like:
                alike[row] = 0  # it is the first of its value now
    known = _Known(reading, order)
    known.learn(touched)
    for key in touched & known.names.keys():
        value, held = known.values.get(key), len(alike)
        said = _MARKS[order](value) if value else _NONE
        if said not in marks:
            marks.append(said)
        first, last = (0, held) if value else (held, len(keys))
        row = known.row(keys, first, last, key)
        keys.insert(row, key)
        places.insert(row, marks.index(said))
        if value:
            alike.insert(row, row > 0 and known.value(keys[row - 1]) == value)
            if row < held:
                alike[row + 1] = known.value(keys[row + 1]) == value
    return Ordered(tuple(keys), places, tuple(marks), bytes(alike))


def _row_of(keys: list[int], key: int) -> int | None:
    try:
        return keys.index(key)
    except ValueError:
        return None


class _Known:
    """What some clients are sorted by, asked for as it is needed."""

    def __init__(self, reading: Reading, order: str) -> None:
        self._reading, self._order = reading, order
        self.names: dict[int, str] = {}
        self.values: dict[int, Any] = {}
        self._asked: set[int] = set()

    def learn(self, keys: Iterable[int]) -> None:
        """Ask for those who were not asked for yet."""
        new = set(keys) - self._asked
        if new:
            self._asked |= new
            self._learn_names(new)
            values = told(self._reading, self._order, new)
            self.values |= {key: value for key, value in values.items() if value}

    def _learn_names(self, keys: Iterable[int]) -> None:
        new = set(keys) - self.names.keys()
        if new:
            self.names |= names(self._reading, new)

    def value(self, key: int) -> Any:
        """Return what somebody is sorted by; None: nothing."""
        self.learn([key])
        return self.values.get(key)

    def row(self, keys: Sequence[int], first: int, last: int, key: int) -> int:
        """Return where *key* belongs among those from *first* to *last*."""
        while first < last:
            rows = range(first, last, (last - first) // _FAN + 1)
            learn = self.learn if key in self.values else self._learn_names
            learn(keys[row] for row in rows)  # behind, nobody has a value
            at = bisect_left(
                rows, self._rank(key), key=lambda row: self._rank(keys[row])
            )
            last = rows[at] if at < len(rows) else last
            first = rows[at - 1] + 1 if at else last
        return first

    def _rank(self, key: int) -> tuple[Any, ...]:
        return self.values.get(key), self.names.get(key, ""), key


@standing("client", "appointment", "staff_member", follow=_again)
def _by_visits(reading: Reading, order: str) -> Ordered:
    return _sorted(reading, order)


@standing("client", "appointment", follow=_again)
def _by_days(reading: Reading, order: str, _today: date) -> Ordered:
    return _sorted(reading, order)


@standing("client", "client_fact", follow=_again)
def _by_birth(reading: Reading, order: str, _today: date) -> Ordered:
    return _sorted(reading, order)


@standing("client", "client_phone", follow=_again)
def _by_phone(reading: Reading, order: str) -> Ordered:
    return _sorted(reading, order)


@standing("client", follow=_again)
def _by_file(reading: Reading, order: str) -> Ordered:
    """Sort by what the row of a client says."""
    return _sorted(reading, order)


def _sorted(reading: Reading, order: str) -> Ordered:
    """Put everybody in an order; whoever has no value comes last, by name."""
    values = told(reading, order)
    by_name = values if order == Order.NAME else everybody(reading)
    held = [key for key in by_name if values.get(key)]
    if order != Order.NAME:  # they come in that order
        held.sort(key=values.__getitem__)
    having = [values[key] for key in held]
    rest = [key for key in by_name if not values.get(key)]
    said = [*_each(_MARKS[order], having), *[_NONE] * len(rest)]
    numbers = {one: at for at, one in enumerate(dict.fromkeys(said))}
    return Ordered(
        (*held, *rest),
        array("l", [numbers[one] for one in said]),
        tuple(numbers),
        bytes(map(eq, having, [None, *having])),
    )


def _each(mark: Callable[[Any], str], values: Sequence[Any]) -> list[str]:
    """Return the mark of each value; what many share is asked once."""
    known = {value: mark(value) for value in set(values)}
    return [known[value] for value in values]


def _letter(name: tuple[str, int]) -> str:
    letter = name[0][:1]
    return letter.upper() if letter.isalpha() else _ABROAD


def _in_month(day: str) -> str:
    return month(date(int(day[:4]), int(day[5:7]), 1))


def _tens(days: int) -> str:
    return str(days // 10 * 10)


def _first(text: str) -> str:
    return text[:1].upper()


def _first_two(digits: str) -> str:
    return digits[:2]


def _strokes(key: tuple[int, ...]) -> str:
    return str(max(0, key[0]) // 10_000 or "A–Z")


_MARKS: dict[str, Callable[[Any], str]] = {
    Order.NAME: _letter,
    Order.PHONE: _first_two,
    Order.BEST: str,
    Order.PERSON: str,
    Order.LAST: _in_month,
    Order.NEXT: _in_month,
    Order.LATE: _tens,
    Order.BORN: _in_month,
    Order.STROKES: _strokes,
    Order.WRITTEN: _first,
}

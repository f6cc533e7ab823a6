"""The orders of the list of clients: everybody's number, sorted, kept while it is true.

Of each order there are compact arrays: the numbers, and what the strip says beside
them. They hold nothing of what a file says, and are worked out again when an action
has touched the tables they come from.
"""

from array import array
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import groupby
from sys import intern
from types import SimpleNamespace
from typing import Any

from sqlalchemy import String, cast, func, or_, select

from salon.appointments.tables import Appointment
from salon.clients.matching import fold
from salon.clients.narrowing import GONE, Order, days_late, rhythm
from salon.clients.strokes import stroke_key
from salon.clients.tables import BIRTH, Client, ClientFact, visits
from salon.clients.wishes import comes
from salon.staff.queries import team
from salon.store.search import CLIENT_SEARCH
from salon.text import month
from salon.work import Reading, once, standing

REMEMBERED = 2 * 365  # days of visits from which a rhythm is told
_LATELY = timedelta(days=1)
_ABROAD = "#"  # before all letters: names that begin with none
_NONE = "–"

Marks = list[tuple[int, str]]


@dataclass(frozen=True)
class Ordered:
    """Everybody in one order."""

    keys: tuple[int, ...]
    places: "array[int]"  # beside each, which of `marks` it is
    marks: tuple[str, ...]

    @cached_property
    def all(self) -> tuple[tuple[int, ...], Marks]:
        """Everybody, and from which row on the list is at which mark."""
        return self.keys, self._said(self.places)

    def among(self, here: Collection[int]) -> tuple[tuple[int, ...], Marks]:
        """Return those of *here* in this order, and the marks beside them."""
        kept = [
            (key, place)
            for key, place in zip(self.keys, self.places, strict=True)
            if key in here
        ]
        return tuple(key for key, _ in kept), self._said(place for _, place in kept)

    def _said(self, places: Iterable[int]) -> Marks:
        marks: Marks = []
        row = 0
        for place, many in groupby(places):
            marks.append((row, self.marks[place]))
            row += sum(1 for _one in many)
        return marks


def ordered(reading: Reading, order: str, is_down: bool = False) -> Ordered:
    """Return everybody in an order; whoever has no value in it comes last, by name."""
    match order:
        case Order.NAME:
            return _by_name(reading, is_down)
        case Order.LAST | Order.PERSON:
            return _by_visits(reading, order, is_down)
        case Order.NEXT | Order.LATE:
            return _by_days(reading, order, is_down, reading.today)
        case Order.BORN:
            return _by_birth(reading, is_down, reading.today)
        case Order.PHONE:
            return _by_phone(reading, is_down)
    return _by_file(reading, order, is_down)


def everybody(reading: Reading) -> tuple[int, ...]:
    """Return all clients, by name."""
    return _by_name(reading, False).keys


@standing("client")
def _by_name(reading: Reading, is_down: bool) -> Ordered:
    c = Client
    gone = set(reading.session.scalars(select(c.id).where(c.merged_into.is_not(None))))
    asked = select(c.id, func.substr(c.sort_key, 1, 1)).order_by(c.sort_key, c.id)
    rows = [row for row in plain_rows(reading, asked) if row[0] not in gone]
    if is_down:
        rows.reverse()
    return _packed([row[0] for row in rows], _each(_letter, [row[1] for row in rows]))


@standing("client", "appointment", "staff_member")
def _by_visits(reading: Reading, order: str, is_down: bool) -> Ordered:
    if order == Order.PERSON:
        names, people = names_of_team(reading), treated_last(reading)
        said = {key: names.get(person, "") for key, person in people.items()}
        return _sorted(reading, said, is_down, str)
    return _sorted(reading, seen(reading), is_down, _in_month)


@standing("client", "appointment")
def _by_days(reading: Reading, order: str, is_down: bool, today: date) -> Ordered:
    if order == Order.LATE:
        return _sorted(reading, lateness(reading, today), is_down, _tens)
    v = visits()
    ahead = select(v.client, _text(func.min(v.day)))
    ahead = ahead.where(v.is_agreed, v.day >= today).group_by(v.client)
    return _sorted(reading, _pairs(reading, ahead), is_down, _in_month)


@standing("client", "client_fact")
def _by_birth(reading: Reading, is_down: bool, today: date) -> Ordered:
    c, f = Client, ClientFact
    wishes: dict[int, dict[str, str]] = defaultdict(dict)
    asked = select(f.client_id, f.field, f.value)
    asked = asked.where(f.field.in_(("birthday_kept", "leap_rule")))
    for key, field, value in reading.session.execute(asked):
        wishes[key]["kept" if field == "birthday_kept" else "rule"] = value
    columns = [one for one in BIRTH if getattr(one, "table", None) is not None]
    names = [one.key for one in columns]
    born = select(c.id, *columns).where(
        or_(c.birth_month.is_not(None), c.lunar_month.is_not(None))
    )
    known: dict[tuple[Any, ...], date | None] = {}  # many share a day
    found: dict[int, Any] = {}
    for key, *said in plain_rows(reading, born):
        own = {"kept": None, "rule": None} | wishes.get(key, {})
        if not own["kept"]:
            said[0] = None  # the year tells only who keeps the moon's day by the sun's
        of = (*said, *own.values())
        if of not in known:
            row = SimpleNamespace(**dict(zip(names, said, strict=True)), **own)
            known[of] = comes(row, today)
        if (day := known[of]) is not None:
            found[key] = day.isoformat()
    return _sorted(reading, found, is_down, _in_month)


@standing("client", "client_phone")
def _by_phone(reading: Reading, is_down: bool) -> Ordered:
    s = CLIENT_SEARCH.c
    digits = _pairs(reading, select(s.client_id, s.digits))
    return _sorted(reading, digits, is_down, _first_two)


@standing("client")
def _by_file(reading: Reading, order: str, is_down: bool) -> Ordered:
    """Sort by what the row of a client says."""
    if order == Order.BEST:
        told = select(Client.id, Client.call_from).where(Client.call_from != "")
        return _sorted(reading, _pairs(reading, told), is_down, str)
    named = _pairs(reading, select(Client.id, Client.name))
    if order == Order.STROKES:
        by_strokes = {key: stroke_key(name) for key, name in named.items()}
        return _sorted(reading, by_strokes, is_down, _strokes)
    written = {key: fold(name) for key, name in named.items()}
    return _sorted(reading, written, is_down, _first)


def lateness(reading: Reading, today: date) -> dict[int, int]:
    """Return of everybody who is late by how many days beyond the usual."""
    return _lateness(reading, today)


@standing("client", "appointment")
def _lateness(reading: Reading, today: date) -> dict[int, int]:
    usual = rhythms(reading)
    last = seen(reading)
    late = {
        key: days_late(date.fromisoformat(last[key]), pace, today)
        for key, pace in usual.items()
        if pace and key in last
    }
    return {key: days for key, days in late.items() if days}


@standing("client", "appointment")
def seen(reading: Reading) -> dict[int, str]:
    """Return the day of everybody's last visit, as it is written."""
    s = CLIENT_SEARCH.c
    asked = select(s.client_id, _text(s.seen)).where(s.seen.is_not(None))
    return {key: intern(day) for key, day in plain_rows(reading, asked)}


@standing("client", "appointment")
def treated_last(reading: Reading) -> dict[int, int]:
    """Return who treated everybody at the last visit."""
    return people_of(reading)


def _sorted(
    reading: Reading,
    values: dict[int, Any],
    is_down: bool,
    mark: Callable[[Any], str],
) -> Ordered:
    """Put everybody in the order of *values*; whoever has none comes last, by name."""
    names = everybody(reading)
    held = [key for key in names if values.get(key)]
    held.sort(key=values.__getitem__, reverse=is_down)
    said = _each(mark, [values[key] for key in held])
    rest = [key for key in names if not values.get(key)]
    return _packed([*held, *rest], [*said, *([_NONE] * len(rest))])


def _each(mark: Callable[[Any], str], values: Sequence[Any]) -> list[str]:
    """Return the mark of each value; what many share is asked once."""
    known = {value: mark(value) for value in set(values)}
    return [known[value] for value in values]


def _packed(keys: Sequence[int], said: Sequence[str]) -> Ordered:
    numbers = {one: at for at, one in enumerate(dict.fromkeys(said))}
    return Ordered(
        tuple(keys), array("l", [numbers[one] for one in said]), tuple(numbers)
    )


def _letter(letter: str) -> str:
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


def _text(column: Any) -> Any:
    """Return a day as it is written: many are read and compared faster so."""
    return cast(column, String)


def plain_rows(reading: Reading, asked: Any) -> Sequence[Any]:
    """Return the rows of a question past the session: many are read faster so."""
    reading.session.flush()
    return reading.session.connection().execute(asked).all()


def _pairs(reading: Reading, asked: Any) -> dict[int, Any]:
    return {row[0]: row[1] for row in plain_rows(reading, asked)}


def names_of_team(reading: Reading) -> dict[int, str]:
    """Return what everybody is called who ever worked here."""
    return {int(one.id): one.name for one in team(reading, everyone=True)}


def rhythms(reading: Reading, keys: Sequence[int] | None = None) -> dict[int, int]:
    """Return after how many days each of *keys*, or everybody, usually comes."""
    return _rhythms_of(reading, None if keys is None else tuple(keys))


@once
def _rhythms_of(reading: Reading, keys: tuple[int, ...] | None) -> dict[int, int]:
    v, today = visits(), reading.today
    since = today - timedelta(days=REMEMBERED)
    asked = select(v.client, _text(v.day))
    asked = asked.where(v.was_kept, v.day >= since, v.day <= today)
    if keys is not None:
        asked = asked.where(v.client.in_(keys))
    else:  # whoever was here lately, or not for a year, is not late
        s = CLIENT_SEARCH.c
        can_be_late = s.seen.between(today - timedelta(days=GONE), today - _LATELY)
        asked = asked.where(v.client.in_(select(s.client_id).where(can_be_late)))
    days: dict[int, set[str]] = defaultdict(set)
    for key, day in plain_rows(reading, asked):
        days[key].add(day)
    return {
        key: rhythm([date.fromisoformat(day) for day in sorted(each)])
        for key, each in days.items()
    }


def people_of(reading: Reading, keys: Sequence[int] | None = None) -> dict[int, int]:
    """Return who treated each of *keys*, or everybody, at the last visit."""
    s, a, v = CLIENT_SEARCH.c, Appointment, visits()
    asked = (
        select(s.client_id, a.staff_id)
        .join(a, (a.client_id == s.client_id) & (a.day == s.seen))
        .where(v.was_kept)
        .order_by(a.start.desc(), a.id.desc())
    )
    if keys is not None:
        asked = asked.where(s.client_id.in_(keys))
    return _pairs(reading, asked)

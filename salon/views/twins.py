"""Files that may be of one person: for the whole salon, and as somebody is typed."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select

from salon.catalogue.queries import terms
from salon.clients.matching import likeness, sort_key
from salon.clients.model import BirthdayLine, ClientId, ClientLine
from salon.clients.names import pinyin
from salon.clients.queries import client_lines, find_ids
from salon.clients.tables import (
    Client,
    ClientFact,
    ClientPhone,
    Erased,
    Relative,
    TwoPeople,
)
from salon.clients.twins import WHY_WORDS, GoOn, Pair, Person, Why, pairs
from salon.text import Names, _, listed
from salon.work import Reading

_ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class Twin:
    """Two files that may be of one person."""

    one: ClientLine
    other: ClientLine
    why: tuple[Why, ...]

    @property
    def said(self) -> str:
        """Why, in words."""
        return why_said(self.why)


@dataclass(frozen=True)
class Twins:
    """Who may be one person: the first of them, and how many there are."""

    pairs: tuple[Twin, ...]
    total: int


def why_said(why: Sequence[Why]) -> str:
    """Return in words why two files may be of one person."""
    return listed([_(WHY_WORDS[one]) for one in why])


def twins(
    reading: Reading,
    limit: int = 50,
    go_on: GoOn = lambda _done, _all: True,
) -> Twins:
    """Return who may be one person in the whole salon, those who share most first."""
    found = pairs(_people(reading), _apart(reading), go_on)
    return Twins(_lines(reading, found[:limit]), len(found))


def twins_of(reading: Reading, key: ClientId, limit: int = 20) -> tuple[Twin, ...]:
    """Return the files that may be of the same person as one."""
    her = next(iter(_people(reading, [key])), None)
    if her is None:
        return ()
    near = {*_near(reading, her)} | {int(key)}
    found = pairs(_people(reading, sorted(near)), _apart(reading))
    mine = [one for one in found if key in (one.one, one.other)]
    turned = [
        Pair(key, one.other if one.one == key else one.one, one.why) for one in mine
    ]
    return _lines(reading, turned[:limit])


def twins_of_typed(
    reading: Reading,
    name: str,
    sort_key: str,
    numbers: Sequence[str],
    birthday: BirthdayLine | None = None,
) -> dict[int, tuple[Why, ...]]:
    """Return the files that may be of somebody who is being typed, and why."""
    birth = None
    if birthday is not None and birthday.month and birthday.day:
        birth = (birthday.year, birthday.month, birthday.day)
    new = Person(0, name, sort_key, "", birth, "", "", tuple(numbers))
    near = _people(reading, sorted(_near(reading, new)))
    found = pairs([new, *near])
    return {one.other: one.why for one in found if one.one == 0}


@dataclass(frozen=True)
class Already:
    """Who may be here already of whom somebody is typing, and why."""

    lines: tuple[ClientLine, ...]
    why: dict[int, tuple[Why, ...]]
    relations: dict[str, Names]  # how people can be related

    def said(self, key: int) -> str:
        """Return in words why it may be this one."""
        return why_said(self.why[key])


def already(
    reading: Reading, name: str, number: str, birthday: BirthdayLine | None = None
) -> Already:
    """Return who may be here already of whom is typed, with the reason of each.

    A namesake is no twin, but whoever is called so is shown all the same: a known
    client may come with a new number, and the one at the desk can ask. Another
    birthday makes her another.
    """
    name = " ".join(name.split())
    reading_of = "" if name.isascii() else pinyin(name)
    numbers = [number] if number else []
    why = twins_of_typed(reading, name, sort_key(name, reading_of), numbers, birthday)
    called_so = dict.fromkeys(_namesakes(reading, name, birthday), (Why.NAME,))
    why = {**called_so, **why}
    ranked = sorted(why, key=lambda key: (-len(why[key]), key))
    lines = client_lines(reading, [ClientId(key) for key in ranked])
    return Already(tuple(lines), why, dict(terms(reading, "relation")))


def _namesakes(reading: Reading, name: str, birthday: BirthdayLine | None) -> list[int]:
    """Return who has this very name, in whatever order, and no other birthday."""
    plain = likeness(name)
    if not plain:
        return []
    found = []
    for one in client_lines(reading, find_ids(reading, name, 12)):
        turned = (one.given + one.family, one.family + one.given)
        if plain in map(likeness, (one.name, one.latin, *turned)):
            found.append(int(one.id))
    if birthday is None or not (birthday.month and birthday.day):
        return found
    born = {one.key: one.birth for one in _people(reading, found)}
    typed = (birthday.month, birthday.day)
    return [key for key in found if (born.get(key) or (0, *typed))[1:] == typed]


def _near(reading: Reading, her: Person) -> set[int]:
    """Return whose number or name is hers, by the indices alone."""
    run = reading.session.scalars
    numbers = select(ClientPhone.client_id).where(ClientPhone.number.in_(her.numbers))
    names = select(Client.id).where(
        Client.sort_key.in_({her.sort_key, her.latin.casefold()} - {""}),
        Client.merged_into.is_(None),
    )
    return {*map(int, run(numbers)), *map(int, run(names))}


def _people(reading: Reading, keys: Iterable[int] | None = None) -> list[Person]:
    c, p, f = Client, ClientPhone, ClientFact
    who = select(
        *(c.id, c.name, c.sort_key, c.latin, c.wechat),
        *(c.birth_year, c.birth_month, c.birth_day),
    ).where(c.merged_into.is_(None), c.id.not_in(_going()))
    numbers = select(p.client_id, p.number).where(p.number != "")
    homes = select(f.client_id, f.value).where(f.field == _ADDRESS, f.value != "")
    if keys is not None:
        wanted = list(keys)
        who = who.where(c.id.in_(wanted))
        numbers = numbers.where(p.client_id.in_(wanted))
        homes = homes.where(f.client_id.in_(wanted))
    run = reading.session.execute
    dialled: dict[int, list[str]] = defaultdict(list)
    for key, number in run(numbers):
        dialled[key].append(number)
    lives = {int(key): value for key, value in run(homes)}
    return [_person(row, dialled.get(row[0], ()), lives) for row in run(who)]


def _going() -> Select[Any]:
    """Return who is being erased: joined, they would not go."""
    return select(Erased.client_id).where(Erased.done_on.is_(None))


def _person(row: Any, numbers: Sequence[str], lives: dict[int, str]) -> Person:
    key, name, sort_key, latin, wechat, year, month, day = row
    birth = (year, month, day) if month and day else None
    return Person(
        *(key, name, sort_key, latin, birth, wechat),
        *(lives.get(key, ""), tuple(numbers)),
    )


def _apart(reading: Reading) -> list[tuple[int, int]]:
    """Return the pairs nobody asks about: two people, or a family that is known."""
    t, r = TwoPeople, Relative
    run = reading.session.execute
    said = [(one, other) for one, other in run(select(t.one_id, t.other_id))]
    family = select(r.client_id, r.other_id).where(r.other_id.is_not(None))
    return said + [(one, other or 0) for one, other in run(family)]


def _lines(reading: Reading, found: Sequence[Pair]) -> tuple[Twin, ...]:
    keys = dict.fromkeys(ClientId(key) for one in found for key in (one.one, one.other))
    lines = {one.id: one for one in client_lines(reading, list(keys))}
    return tuple(
        Twin(lines[ClientId(one.one)], lines[ClientId(one.other)], one.why)
        for one in found
    )

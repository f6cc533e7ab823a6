"""Is somebody of a list somebody we know? Rules only, nothing of the store.

A name alone makes nobody known: it takes a number in any spelling, a card, an address
or a birthday that both sides have. Same number and another name: two people who share
a phone. Same name and nothing in common: two files, and the question whether they are
one person. Rows of our own export are one person each, as they were one file each.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from salon.clients.birthdays import Birthday, Lunar
from salon.clients.matching import likeness
from salon.exchange.model import Incoming
from salon.text import N_, _, full_day, listed


@dataclass(slots=True)
class Known:
    """What is known of one client, to compare a list with."""

    key: int  # her id; below zero: new from this very list
    name: str
    numbers: set[str] = field(default_factory=set)
    birthday: Birthday | None = None
    card_no: str = ""
    lunar: Lunar | None = None
    email: str = ""
    wechat: str = ""
    note: str = ""
    came_with: str = ""  # the file she was imported from


@dataclass(frozen=True, slots=True)
class Match:
    """Who somebody of a list is, and who else that might be."""

    key: int | None = None  # of whom we know; None: nobody
    namesake: int | None = None  # of that name, and nothing says that it is another
    sharing: tuple[int, ...] = ()  # others who have one of the numbers


def known_as(key: int, her: Incoming) -> Known:
    """Return what the book is to know of somebody new from a list."""
    return Known(
        key,
        her.name,
        _numbers(her),
        her.birthday,
        her.card_no,
        her.lunar,
        her.email,
        her.wechat,
        note_of(her),
    )


def alike(name: str) -> str:
    """Return what two spellings of one name have in common; of signs, the signs."""
    return likeness(name) or name


def note_of(her: Incoming) -> str:
    """Return all that goes into the note of somebody from a list."""
    lines = [her.note] if her.note else []
    if her.tags:
        lines.append(_(N_("Labels: {labels}")).format(labels=listed(her.tags)))
    if her.last_visit is not None:
        words = _(N_("Last visit before the import: {day}"))
        lines.append(words.format(day=full_day(her.last_visit)))
    return "\n".join(lines)


class Book:
    """Everybody who is known, found by what cannot be true of two people of a name.

    It holds numbers only, no texts, so that a hundred thousand files take little room:
    the digest of a name and a number leads to the client who has both.
    """

    def __init__(self, file: str = "") -> None:
        self._file = file  # the list that is being read
        self._by: dict[int, int | tuple[int, ...]] = {}
        self._names: dict[int, int] = {}  # the first of each name
        self._bare: dict[int, int] = {}  # the first of each name without a number
        self._numbers: dict[int, int | tuple[int, ...]] = {}  # who has a number
        self._came: dict[int, int | None] = {}  # with this file; None: several
        self._taken: set[int] = set()  # who is somebody of the list already

    def add(self, one: Known) -> None:
        """Know one more."""
        name = alike(one.name)
        named = hash(name)
        self._names.setdefault(named, one.key)
        if not one.numbers:
            self._bare.setdefault(named, one.key)
        for number in one.numbers:
            _put(self._numbers, hash(number), one.key)
        for sign in _signs(name, one):
            _put(self._by, sign, one.key)
        if one.came_with and one.came_with == self._file:
            self._came[named] = None if named in self._came else _packed(one)

    def learn(self, key: int, her: Incoming) -> None:
        """Know what a row has told of somebody who was known already."""
        name = alike(her.name)
        for number in _numbers(her):
            _put(self._numbers, hash(number), key)
            _put(self._by, hash((name, "number", number)), key)

    def match(self, her: Incoming) -> Match:
        """Return who she is, if she is somebody we know, and who may be the same."""
        name, numbers = alike(her.name), _numbers(her)
        common: dict[int, int] = {}  # how much she has in common with whom
        for sign in _asked(name, her, numbers):
            for key in _each(self._by.get(sign)):
                if not her.is_ours or (key > 0 and key not in self._taken):
                    common[key] = common.get(key, 0) + 1
        if common:
            return self._found(max(common, key=lambda key: (common[key], -abs(key))))
        again = self._of_this_file(hash(name), her, bool(numbers))
        if again is not None:
            return self._found(again)
        return Match(None, self._namesake(hash(name), her, bool(numbers)))

    def sharing(self, her: Incoming) -> tuple[int, ...]:
        """Return who else has one of her numbers, whatever the name."""
        found: dict[int, None] = {}
        for number in _numbers(her):
            found.update(dict.fromkeys(_each(self._numbers.get(hash(number)))))
        return tuple(found)

    def _found(self, key: int) -> Match:
        self._taken.add(key)
        return Match(key)

    def _of_this_file(self, named: int, her: Incoming, has_numbers: bool) -> int | None:
        """Return who came with an earlier edition of this list, and nothing differs."""
        packed = self._came.get(named)
        if packed is None:
            return None
        key, had_birthday, had_number = packed >> 2, packed & 2, packed & 1
        if key in self._taken or (had_number and has_numbers):
            return None
        return None if had_birthday and her.birthday is not None else key

    def _namesake(self, named: int, her: Incoming, has_numbers: bool) -> int | None:
        first: int | None = self._names.get(named)
        if first is None or (her.is_ours and first < 0):
            return None
        if has_numbers and first < 0:  # of one list, each with a number: two
            first = self._bare.get(named)
        return first


def _packed(one: Known) -> int:
    return one.key << 2 | (one.birthday is not None) << 1 | bool(one.numbers)


def _put(into: dict[int, int | tuple[int, ...]], sign: int, key: int) -> None:
    held = into.setdefault(sign, key)
    if held != key and (isinstance(held, int) or key not in held):
        into[sign] = (*_each(held), key)


def _each(held: int | tuple[int, ...] | None) -> tuple[int, ...]:
    if held is None:
        return ()
    return (held,) if isinstance(held, int) else held


def _signs(name: str, one: Known) -> Iterator[int]:
    """Yield the digests by which somebody is found."""
    has_numbers, nothing = bool(one.numbers), True
    for number in one.numbers:
        yield hash((name, "number", number))
    for kind, value in _others(one.card_no, one.email, one.wechat):
        nothing = False
        yield hash((name, kind, value))
    for kind, born in (("born", one.birthday), ("lunar", one.lunar)):
        if born is not None:
            nothing = False
            yield hash((name, kind, str(born)))
            if not has_numbers:
                yield hash((name, f"{kind}, no number", str(born)))
    if nothing and not has_numbers:
        yield hash((name, "note", one.note))


def _asked(name: str, her: Incoming, numbers: set[str]) -> Iterator[int]:
    """Yield the digests by which somebody of a list may be found, the surest first.

    A birthday is not enough where both have numbers and none is the same.
    """
    for number in numbers:
        yield hash((name, "number", number))
    for kind, value in _others(her.card_no, her.email, her.wechat):
        yield hash((name, kind, value))
    only = ", no number" if numbers else ""
    for kind, born in (("born", her.birthday), ("lunar", her.lunar)):
        if born is not None:
            yield hash((name, f"{kind}{only}", str(born)))
    said = (numbers, her.birthday, her.lunar, her.card_no, her.email, her.wechat)
    if not any(said):
        yield hash((name, "note", note_of(her)))  # the very same row


def _others(card_no: str, email: str, wechat: str) -> Iterator[tuple[str, str]]:
    for kind, value in (("card", card_no), ("email", email), ("wechat", wechat)):
        if value:
            yield kind, value.casefold()


def _numbers(her: Incoming) -> set[str]:
    return {phone.number for phone in her.phones if phone.number}

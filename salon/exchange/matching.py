"""Is somebody of a list somebody we know? Rules only, nothing of the store.

A name alone makes nobody known: it takes a number in any spelling, a card, an address
or a birthday that both sides have. Same number and another name: two people who share
a phone. Same name and nothing in common: two files, and the question whether they are
one person. Rows of our own export are one person each, as they were one file each.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from salon.clients.birthdays import Birthday, Lunar
from salon.clients.matching import fold, likeness
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
    namesakes: tuple[int, ...] = ()  # all of them, the first in front
    beside: int | None = None  # of that name in this list, each with its own number


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
        self._names: dict[int, int | tuple[int, ...]] = {}  # the first of each name
        self._bare: dict[int, int] = {}  # the first of each name without a number
        self._numbers: dict[int, int | tuple[int, ...]] = {}  # who has a number
        self._came: dict[int, int | None] = {}  # with this file; None: several
        self._taken: set[int] = set()  # who is somebody of the list already

    def add(self, one: Known) -> None:
        """Know one more."""
        name = alike(one.name)
        signs = _Signs(name, one.numbers, one, one.note)
        self._add(one.key, signs)
        if one.came_with and one.came_with == self._file:
            named = hash(name)
            self._came[named] = None if named in self._came else _packed(one)

    def _add(self, key: int, signs: "_Signs") -> None:
        named = hash(signs.name)
        if len(_each(self._names.get(named))) < MOST_ALIKE:
            _put(self._names, named, key)
        if not signs.numbers:
            self._bare.setdefault(named, key)
        for number in signs.numbers:
            _put(self._numbers, hash(number), key)
        for sign in signs.own():
            _put(self._by, sign, key)

    def take(self, her: Incoming, new: int) -> Match:
        """Return who she is, if she is somebody we know, and who may be the same.

        From now on she is known, as *new* if she was not, with what this row has told.
        """
        numbers = {phone.number for phone in her.phones if phone.number}
        like = her.found_by[-1] if her.found_by else alike(her.name)
        signs = _Signs(like, numbers, her, "")
        if not signs.is_any:
            signs.note = note_of(her)
        key = self._whom(her, signs)
        if key is None:
            alikes, beside = self._namesakes(her, signs)
            first = alikes[0] if alikes else None
            match = Match(None, first, self._sharing(numbers), alikes, beside)
            self._add(new, signs)
            return match
        self._taken.add(key)
        for number in numbers:
            _put(self._numbers, hash(number), key)
            _put(self._by, hash((signs.name, number)), key)
        return Match(key)

    def _whom(self, her: Incoming, signs: "_Signs") -> int | None:
        common: dict[int, set[int]] = {}  # what she has in common with whom
        for sign in signs.asked(is_ours=her.is_ours):
            for key in _each(self._by.get(sign)):
                if not her.is_ours or (key > 0 and key not in self._taken):
                    common.setdefault(key, set()).add(sign)
        if common:
            sure = signs.sure()
            weight = {
                key: (len(shared & sure), len(shared)) for key, shared in common.items()
            }
            whom = max(common, key=lambda key: (weight[key], -abs(key)))
            rivals = [
                key
                for key, shared in common.items()
                if weight[key][1] == weight[whom][1] and shared.isdisjoint(common[whom])
            ]
            # As much of one as of another is asked; a row of our own list is somebody.
            return None if rivals and not her.is_ours else whom
        return self._of_this_file(hash(signs.name), her, bool(signs.numbers))

    def _sharing(self, numbers: set[str]) -> tuple[int, ...]:
        found: dict[int, None] = {}
        for number in numbers:
            found.update(dict.fromkeys(_each(self._numbers.get(hash(number)))))
        return tuple(found)

    def _of_this_file(self, named: int, her: Incoming, has_numbers: bool) -> int | None:
        """Return who came with an earlier edition of this list, and nothing differs."""
        packed = self._came.get(named)
        if packed is None:
            return None
        key, had_birthday, had_number = packed >> 2, packed & 2, packed & 1
        if key in self._taken or (had_number and has_numbers):
            return None
        return None if had_birthday and her.birthday is not None else key

    def _namesakes(
        self, her: Incoming, signs: "_Signs"
    ) -> tuple[tuple[int, ...], int | None]:
        """Return who of that name may be she, and who of this list hardly is."""
        named = hash(signs.name)
        alikes = _each(self._names.get(named))
        if her.is_ours:
            return tuple(key for key in alikes if key > 0), None
        if not signs.numbers:
            return alikes, None
        # of one list, each with a number: two
        bare = self._bare.get(named)
        may_be = [key for key in alikes if key > 0 or key == bare]
        if bare is not None and bare not in may_be:
            may_be.append(bare)
        beside = next((key for key in alikes if key not in may_be), None)
        return tuple(may_be), beside if not may_be else None


MOST_ALIKE = 20  # of one name that are compared


def are_turned(one: str, other: str) -> bool:
    """Say whether two names are the same words in another order: NAIR Priya."""
    mine, theirs = fold(one).split(), fold(other).split()
    return len(mine) > 1 and mine != theirs and sorted(mine) == sorted(theirs)


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


class _Signs:
    """What somebody is found by: a digest of the name with each thing of her own."""

    __slots__ = ("_born", "_sure", "is_any", "name", "note", "numbers")

    def __init__(
        self, name: str, numbers: set[str], one: Incoming | Known, note: str
    ) -> None:
        self.name, self.numbers, self.note = name, numbers, note
        sure = [hash((name, number)) for number in numbers]
        texts = (("card", one.card_no), ("email", one.email), ("wechat", one.wechat))
        for kind, value in texts:
            if value:
                sure.append(hash((name, kind, value.casefold())))
        born = []
        if (day := one.birthday) is not None:
            born.append((name, "born", day.year, day.month, day.day))
        if (moon := one.lunar) is not None:
            born.append((name, "lunar", moon.month, moon.day, moon.leap))
        self._sure, self._born = sure, born
        self.is_any = bool(sure or born)

    def sure(self) -> frozenset[int]:
        """Return the digests of what only she has: numbers, card, addresses."""
        return frozenset(self._sure)

    def own(self) -> Iterator[int]:
        """Yield the digests by which she is found."""
        yield from self._sure
        for born in self._born:
            yield hash(born)
            if not self.numbers:
                yield hash((born, "no number"))
        if not self.is_any:
            yield hash((self.name, "note", self.note))

    def asked(self, *, is_ours: bool) -> Iterator[int]:
        """Yield the digests by which she may be known, the surest first.

        A day without its year, or by the moon, is not enough where both have numbers
        and none is the same; nor is any in our own lists, which name everybody.
        """
        yield from self._sure
        for born in self._born:
            is_whole = born[1] == "born" and born[2]
            bare = self.numbers and (is_ours or not is_whole)
            yield hash((born, "no number")) if bare else hash(born)
            if is_ours and not self.numbers:  # herself before a namesake with one
                yield hash((born, "no number"))
        if not self.is_any:
            yield hash((self.name, "note", self.note))  # the very same row

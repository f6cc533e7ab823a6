"""Which files may be of one person: by keys they share, never pair by pair."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import combinations

from salon.clients.matching import fold, likeness
from salon.text import N_

FAMILY = 6  # people with one number; more of them have that of a house, not a twin
LAST = 4  # digits of a number by which namesakes are told apart
STEP = 5_000  # files between two looks at whether to go on

GoOn = Callable[[int, int], bool]  # told how far it is, of how much; False: stop


class Why(StrEnum):
    """What two files share."""

    PHONE = "phone"
    NAME = "name"
    PINYIN = "pinyin"
    BIRTHDAY = "birthday"
    ADDRESS = "address"
    WECHAT = "wechat"
    DIGITS = "digits"


WHY_WORDS = {
    Why.PHONE: N_("same phone"),
    Why.NAME: N_("same name"),
    Why.PINYIN: N_("same pinyin"),
    Why.BIRTHDAY: N_("same birthday"),
    Why.ADDRESS: N_("same address"),
    Why.WECHAT: N_("same WeChat"),
    Why.DIGITS: N_("same last four digits"),
}
_BESIDE = (Why.BIRTHDAY, Why.ADDRESS, Why.WECHAT, Why.DIGITS)


@dataclass(frozen=True, slots=True)
class Person:
    """What of a file tells whether it is of the same person as another."""

    key: int
    name: str
    sort_key: str  # the pinyin, or the name, folded
    latin: str = ""
    birth: tuple[int | None, int, int] | None = None  # year, month, day
    wechat: str = ""
    address: str = ""
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """Two files that may be of one person, and why."""

    one: int
    other: int
    why: tuple[Why, ...]


@dataclass
class _Found:
    pairs: dict[tuple[int, int], dict[Why, None]] = field(default_factory=dict)

    def note(self, one: int, other: int, *why: Why) -> None:
        key = (min(one, other), max(one, other))
        self.pairs.setdefault(key, {}).update(dict.fromkeys(why))


def pairs(
    people: Iterable[Person],
    apart: Iterable[tuple[int, int]] = (),
    go_on: GoOn = lambda _done, _all: True,
) -> tuple[Pair, ...]:
    """Return who may be one person, those who share most first.

    The same number is enough; the same name, or the same pinyin, takes something else
    besides. It is found by keys: each file is put under what it says, and only those
    under one key are looked at together.

    Args:
        people: The files.
        apart: Pairs that are known to be two people, or a family.
        go_on: Asked now and then; stops the search.
    """
    everybody = list(people)
    found = _Found()
    by_number: dict[str, list[Person]] = defaultdict(list)
    by_name: dict[tuple[str, Why, str], list[Person]] = defaultdict(list)
    for place, one in enumerate(everybody):
        if place % STEP == 0 and not go_on(place, len(everybody)):
            return ()
        for number in one.numbers:
            by_number[number].append(one)
        beside = list(_beside(one))
        for name in _names(one):
            for why, said in beside:
                by_name[name, why, said].append(one)
    for people_ in by_number.values():
        if 1 < len(people_) <= FAMILY:
            for one, other in combinations(people_, 2):
                if one.key != other.key:
                    found.note(one.key, other.key, Why.PHONE)
    for (_name, why, _said), people_ in by_name.items():
        if len(people_) > 1:
            for one, other in _both(people_):
                found.note(one.key, other.key, _same(one, other), why)
    for why_ in found.pairs.values():
        if Why.PHONE in why_:
            why_.pop(Why.DIGITS, None)  # it goes without saying
    known = {(min(pair), max(pair)) for pair in apart}
    order = {why: place for place, why in enumerate(Why)}
    return tuple(
        Pair(*pair, tuple(sorted(why, key=order.__getitem__)))
        for pair, why in sorted(
            found.pairs.items(), key=lambda one: (-len(one[1]), one[0])
        )
        if pair not in known
    )


def _both(people: list[Person]) -> Iterator[tuple[Person, Person]]:
    """Yield pairs; of many under one key each with the first only."""
    if len(people) <= FAMILY:
        yield from (
            pair for pair in combinations(people, 2) if pair[0].key != pair[1].key
        )
        return
    first = people[0]
    yield from ((first, other) for other in people[1:] if other.key != first.key)


def _same(one: Person, other: Person) -> Why:
    return Why.NAME if likeness(one.name) == likeness(other.name) else Why.PINYIN


def _names(one: Person) -> set[str]:
    """Return under which names a file is looked for, in whatever order of words."""
    said = (one.sort_key, fold(one.latin), fold(one.name))
    return {"".join(sorted(text.split())) for text in said if text.strip()} | {
        "".join(text.split()) for text in said if text.strip()
    }


def _beside(one: Person) -> Iterator[tuple[Why, str]]:
    if one.birth is not None:
        _year, month, day = one.birth
        yield Why.BIRTHDAY, f"{month}-{day}"
    if one.address.strip():
        yield Why.ADDRESS, likeness(one.address)
    if one.wechat.strip():
        yield Why.WECHAT, one.wechat.strip().casefold()
    for number in one.numbers:
        if len(number) > LAST:
            yield Why.DIGITS, number[-LAST:]

"""Words and rules of being forgotten."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from salon.clients.model import ClientId
from salon.errors import SalonError
from salon.text import N_

GONE = "…"  # what stands where a name stood
SHORTEST = 7  # digits that are a telephone number and not any figure
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_WORDS = re.compile(r"\w+")


class Why(StrEnum):
    """What holds the rest of a file for a while."""

    VISIT = "visit"
    COURSE = "course"
    MONEY = "money"
    INCIDENT = "incident"
    COMPLAINT = "complaint"
    BILL = "bill"


@dataclass(frozen=True, slots=True)
class Held:
    """One thing that has to come to its end before the rest of a file can go."""

    why: Why
    what: str
    until: date | None  # the last day it holds; None: until somebody ends it


@dataclass(frozen=True, slots=True)
class Pending:
    """An erasure that was asked for and waits for its day."""

    client_id: ClientId
    asked_on: date
    due: date | None


@dataclass(frozen=True, slots=True)
class Prospect:
    """What an erasure would do, before anybody does it."""

    client_id: ClientId
    name: str
    asked_on: date | None  # it was begun already
    goes: tuple[tuple[str, int], ...]  # rows by table
    stays: tuple[tuple[str, int], ...]  # rows by table, without name and words
    held: tuple[Held, ...]
    due: date | None  # the day of the rest; None: now, or not known yet
    elsewhere: int  # rows of others that name the client
    untouched: int  # of those, left as they are: a word, or the name of somebody else

    @property
    def is_whole(self) -> bool:
        """Whether all of it goes at once."""
        return not self.held


@dataclass(eq=False)
class AskedAlready(SalonError):
    """What was asked for again."""

    name: str

    text = N_("The erasure of {name} was begun already; the rest goes by itself.")


@dataclass(eq=False)
class NotAsked(SalonError):
    """There is nothing to call off."""

    name: str

    text = N_("No erasure of {name} is under way.")


def due_of(held: Iterable[Held]) -> date | None:
    """Return the day on which the last of *held* ends; None: nobody knows, or now."""
    days = [one.until for one in held]
    known = [day for day in days if day is not None]
    return max(known) if known and len(known) == len(days) else None


@dataclass(frozen=True)
class Marks:
    """What somebody is named by, wherever it stands.

    Of a name only what is hardly anything else: two words, or two characters of Han. A
    single word like Rose is looked for in what is the client's own, and nowhere else.
    """

    names: frozenset[str] = frozenset()
    signs: frozenset[str] = frozenset()  # numbers, addresses of mail

    @property
    def all(self) -> tuple[str, ...]:
        """Return them, the longest first."""
        return _longest(self.names | self.signs)

    def out_of(self, text: str, *, signs_only: bool = False) -> str:
        """Return *text* without them, also where it is JSON."""
        known = _longest(self.signs) if signs_only else self.all
        for mark in known:
            for said in {mark, json.dumps(mark)[1:-1]}:
                text = _pattern(said).sub(GONE, text)
        return text


def stands_in(mark: str, text: str) -> bool:
    """Return whether a mark stands in a text as a whole, not within a longer word."""
    return _pattern(mark).search(text) is not None


def marks(names: Iterable[str], signs: Iterable[str]) -> Marks:
    """Return by what somebody of these names and numbers is found."""
    kept = {" ".join(one.split()) for one in names if _is_telling(one)}
    return Marks(frozenset(kept), frozenset(one for one in signs if _is_sign(one)))


def _longest(known: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(known, key=lambda one: (-len(one), one)))


def _is_telling(name: str) -> bool:
    if _HAN.search(name):
        return len(_HAN.findall(name)) >= 2
    return len(_WORDS.findall(name)) >= 2 and len(name.strip()) >= 5


def _is_sign(sign: str) -> bool:
    if "@" in sign:
        return True
    digits = [c for c in sign if c.isdigit()]
    return len(digits) >= SHORTEST or (len(sign) >= 6 and not sign.isdigit())


def _pattern(mark: str) -> re.Pattern[str]:
    """Return what finds a mark as a whole: not inside of a longer word or number."""
    said = re.escape(mark)
    if mark[:1].isascii() and mark[:1].isalnum():
        said = rf"(?<![A-Za-z0-9]){said}"
    if mark[-1:].isascii() and mark[-1:].isalnum() and not mark.startswith("\\u"):
        said = rf"{said}(?![A-Za-z0-9])"
    return re.compile(said, re.IGNORECASE)

"""What names a client, now or ever, and what of it others are called too."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from salon.clients.matching import fold
from salon.clients.names import has_han, parts, pinyin
from salon.erasure.naming import (
    Mark,
    Marks,
    digits_mark,
    is_phrase,
    is_short_han,
    is_sign,
    is_telling,
    is_title_only,
    is_word_too,
    name_mark,
    number_mark,
    reading_mark,
    sign_mark,
    title_marks,
    turned_mark,
    word_mark,
)

NAMES = ("name", "latin", "called", "family", "given")  # pinyin is worked out
LEAST = 2  # letters of a word that is looked for at all
SIGNS = ("email", "wechat", "card_no")


@dataclass
class Known:
    """All that a client is or was called and reached by."""

    names: set[str] = field(default_factory=set)
    cut: set[tuple[str, str]] = field(default_factory=set)  # family and given name
    signs: set[str] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)  # E.164
    raw: set[str] = field(default_factory=set)  # of which nobody knows the country

    def take(self, held: Mapping[str, str | None]) -> None:
        """Take in what a row says, or what the history says of one."""
        family, given = (" ".join((held.get(k) or "").split()) for k in NAMES[-2:])
        said = [" ".join((held.get(k) or "").split()) for k in NAMES[:-2]]
        self.names.update(one for one in said if one)
        if family and given:
            self.names.update((f"{given} {family}", f"{family} {given}"))
            self.cut.add((family, given))
        elif said[0] and all(both := parts(said[0])):
            self.cut.add(both)
        self.signs.update(one for k in SIGNS if (one := (held.get(k) or "").strip()))

    def take_number(self, number: str, raw: str) -> None:
        """Take in a number; *raw* counts where it is none."""
        (self.numbers if number else self.raw).add(number or raw)


@dataclass
class Others:
    """What others are called and reached by: clients, and who works here."""

    names: dict[str, str] = field(default_factory=dict)  # as they are written, by fold
    words: set[str] = field(default_factory=set)
    people: set[str] = field(default_factory=set)  # of these, what is no thing
    families: set[str] = field(default_factory=set)
    readings: set[str] = field(default_factory=set)
    signs: set[str] = field(default_factory=set)  # folded
    numbers: set[str] = field(default_factory=set)

    def take(
        self, said: Iterable[str | None], family: str = "", reading: str | None = None
    ) -> None:
        """Take in names of somebody, the first as it is written."""
        known = list(said)
        whole = known[0] or ""
        self.families.update(filter(None, (_plain(family), _plain(_family(whole)))))
        self.readings.add(_toneless(pinyin(whole) if reading is None else reading))
        self.take_terms(known)
        self.people.update(_words(known))

    def take_terms(self, said: Iterable[str | None]) -> None:
        """Take in what things are called: a name like that says nobody."""
        for name in said:
            if plain := _plain(name or ""):
                self.names.setdefault(plain, " ".join((name or "").split()))
                self.words.update(plain.split())

    def take_signs(self, said: Iterable[str | None]) -> None:
        """Take in by what else somebody is reached."""
        self.signs.update(_plain(one) for one in said if one)

    def is_part_of_one(self, text: str) -> bool:
        """Return whether somebody's name holds a text."""
        return any(text in one for one in self.names)


def marks_from(known: Known, others: Others) -> Marks:
    """Return by what a client is found in the words of others."""
    found: dict[str, list[Mark]] = {"sure": [], "likely": [], "unsure": []}
    for grade, mark in (
        *_of_names(known, others),
        *_of_parts(known, others),
        *_of_signs(known, others),
    ):
        found[grade].append(mark)
    kept = {grade: _once(some) for grade, some in found.items()}
    mine = {_plain(one.said) for some in kept.values() for one in some}
    longer = [
        name_mark(said)
        for plain, said in others.names.items()
        if any(len(one) < len(plain) and one in plain for one in mine)
    ]
    others_words = frozenset(one for one in others.people if not is_word_too(one))
    return Marks(
        **kept, spared=tuple(longer), own=_words(known.names), others=others_words
    )


def _words(names: Iterable[str | None]) -> frozenset[str]:
    return frozenset(word for one in names for word in _plain(one or "").split())


def _once(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    return tuple({one.pattern: one for one in marks}.values())


def _plain(name: str) -> str:
    return " ".join(fold(name).split())


def _of_names(known: Known, others: Others) -> Iterator[tuple[str, Mark]]:
    for name in sorted(known.names):
        plain = _plain(name)
        is_shared = plain in others.names
        if is_title_only(name):
            continue  # as a family name with a title, below
        if is_telling(name):
            doubt = "likely" if is_short_han(name) else "sure"
            grade = "unsure" if is_shared or is_phrase(name) else doubt
            yield grade, name_mark(name)
            words = name.split()
            if len(words) > 1 and not has_han(name):
                yield grade, turned_mark(words[-1], " ".join(words[:-1]))
        elif (word := _only_word(name)) and not has_han(name):
            is_shared = is_shared or _plain(word) in others.words
            is_sure = not (is_shared or is_word_too(word))
            # as it is written: what is no name is seldom written like one
            yield "likely" if is_sure else "unsure", word_mark(word, is_exact=True)


def _only_word(name: str) -> str:
    """Return the one word of a name, without what is no letter; "" of more."""
    words = [one for one in name.split() if re.search(r"\w", one)]
    return words[0] if len(words) == 1 and len(words[0]) >= LEAST else ""


def _is_looked_for(word: str) -> bool:
    return has_han(word) or len(word) >= LEAST


def _of_parts(known: Known, others: Others) -> Iterator[tuple[str, Mark]]:
    for family, given in sorted(known.cut):
        if has_han(given):
            if len(given) > 1:
                if not others.is_part_of_one(_plain(given)):
                    yield "likely", name_mark(given, "given")
                yield "unsure", name_mark(given)  # 平安, 小雪: a word, mostly
            last, own = _said(family, given)
            if last and own:
                is_shared = last + "".join(own) in others.readings
                doubt = "likely" if len(own) == 1 else "sure"
                grade = "unsure" if is_shared else doubt
                yield grade, reading_mark(last, own)
                said = pinyin(f"{family}{given}", family).split()  # with its tones
                for spelled in (said, said[::-1]) if len(said) == 2 else ():
                    yield grade, name_mark(" ".join(spelled))
        else:
            yield from ((grade, mark) for grade, mark in _turned(family, given, others))
            if _is_looked_for(first := given.split()[0]):
                yield "unsure", word_mark(first, is_exact=True)
        plain = _plain(family)
        is_shared = plain in others.families or plain in others.words
        for mark in title_marks(family) if _is_looked_for(family) else ():
            yield "unsure" if is_shared else "likely", mark


def _turned(family: str, given: str, others: Others) -> Iterator[tuple[str, Mark]]:
    is_shared = _plain(f"{given} {family}") in others.names
    yield "unsure" if is_shared else "sure", turned_mark(family, given)


def _of_signs(known: Known, others: Others) -> Iterator[tuple[str, Mark]]:
    for sign in sorted(known.signs):
        plain = _plain(sign)
        if plain in others.signs:
            continue
        if is_sign(sign):
            yield "sure", sign_mark(sign)
        elif not (sign.isdigit() or is_word_too(sign) or plain in others.words):
            yield "likely", word_mark(sign, is_exact=True)
    for number in sorted(known.numbers - others.numbers):
        if mark := number_mark(number):
            yield "sure", mark
    for raw in sorted(known.raw):
        if mark := digits_mark(raw):
            yield "sure", mark


def _said(family: str, given: str) -> tuple[str, list[str]]:
    """Return how a Chinese name is said, without tones: the family, then syllables."""
    last, own = pinyin(f"{family}{given}", family).partition(" ")[0], list(given)
    return _toneless(last), [one for c in own if (one := _toneless(pinyin(c)))]


def _toneless(said: str) -> str:
    text = unicodedata.normalize("NFD", said.casefold()).replace("u\u0308", "v")
    return re.sub("[^a-z]", "", text)


def _family(name: str) -> str:
    """Return the family name, where a cut would be a guess what it begins with."""
    family, _given = parts(name)
    return family or (name[:1] if has_han(name) else "")

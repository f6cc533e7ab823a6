"""By what somebody is named in others' words: each spelling, and how sure it is.

A mark is found as a whole, never within a longer word, number or name. What nobody else
has is taken out wherever it stands; what may be a word besides only where it is rare;
what others have too is counted and left.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from salon.clients.matching import in_both_scripts
from salon.clients.phones import dialled
from salon.erasure.longer import is_within

GONE = "…"  # what stands where a name stood
SHORTEST = 7  # digits that are a telephone number and not any figure
FEW = 4  # letters of a word that may be looked for alone
MOST_PIECES = 6  # of a long name that a store is asked for
JOINED = 6  # letters of a name in pinyin, written as one word, that is no other word

_LATIN = "0-9A-Za-z\u00c0-\u024f\u1e00-\u1eff"
_BEGINS = rf"(?:(?<![{_LATIN}])(?<![{_LATIN}][-\u2010\u2011])|(?<=\\[nrt]))"
_ENDS = rf"(?![-\u2010\u2011]?[{_LATIN}])"
_BETWEEN = r"[\s.\-\u2010-\u2015·()/]{0,3}"  # digits of a number
_ABROAD = re.compile(r"(?:\+|00)[\s().\-]*\d{1,3}[\s().\-]*$")
_APOSTROPHES = "'\u2018\u2019`\u00b4"
_HYPHENS = "\u2010-\u2014-"
_BARE = {"ł": "l", "ø": "o", "đ": "d", "ı": "i", "ß": "s", "æ": "a", "œ": "o"}
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_CODED = re.compile(r"\\u([0-9a-f]{4})$")
_BEFORE_SOMEBODY = frozenset("和跟与與同给給叫请請找约約问問见見对對陪带帶让讓")
_TITLES = r"(?:Mrs|Ms|Miss|Mr|Mx|Dr|Madam|Mme|Prof)\.?"
_HAN_TITLES = (
    *("女士", "小姐", "太太", "先生", "夫人", "姐", "阿姨"),
    *("老师", "老師", "医生", "醫生"),
)
_ALSO_WORDS = """
    amber angel april art august autumn baby basil bill bliss blossom candy carol chance
    charity chase cherry coral crystal daisy dawn dean destiny drew earl faith fern ford
    frank gene ginger grace grant guy harmony hazel heather holly honey hope iris ivory
    jade jasmine jean jewel joy july june lance lavender lily love lucky mark mary
    melody mercy merry miles mint misty mother mummy myrtle norm olive opal patience
    peach pearl penny pepper poppy precious princess queen rain rich river robin rose
    rosemary ruby rusty sage sandy serenity sister skip skye star storm summer sunny
    sunshine teacher trinity victor violet wade ward will willow winter boss bride
    nurse doctor student brow filler glow laser lash mask massage nail peel serum skin
    spot toner wax test
"""
_WORDS_TOO = frozenset(_ALSO_WORDS.split())  # names that are words, words of the trade
_SMALL_TOO = frozenset(("may", "will"))  # in small letters words before all


@dataclass(frozen=True, slots=True)
class Mark:
    """One spelling of one thing that somebody is named by."""

    said: str
    pattern: str
    pieces: tuple[str, ...]  # what of it a store looks for, in this order
    guard: str = "name"  # "number", "given": what stands before it counts too


@dataclass(frozen=True)
class Marks:
    """What somebody is named by, wherever it stands."""

    sure: tuple[Mark, ...] = ()  # of nobody else, and no word: taken out everywhere
    likely: tuple[Mark, ...] = ()  # perhaps a word: taken out where it is rare
    unsure: tuple[Mark, ...] = ()  # of others too: left
    spared: tuple[Mark, ...] = ()  # names of others in which one of these stands
    own: frozenset[str] = frozenset()  # all words the one who is sought is called by
    others: frozenset[str] = frozenset()  # those by which people here are called

    @property
    def all(self) -> tuple[Mark, ...]:
        """Return all that is looked for."""
        return self.sure + self.likely + self.unsure

    @property
    def asked(self) -> tuple[tuple[str, ...], ...]:
        """Return the pieces that a store is asked for, in their order."""
        found: dict[tuple[str, ...], None] = {}
        for mark in self.all:
            for pieces in _in_both_scripts(mark.pieces):
                found[pieces] = None
                found[tuple(map(_escaped, pieces))] = None
        return tuple(found)

    def surely(self) -> "Marks":
        """Return them with what may be a word left: too much is called so."""
        return replace(self, likely=(), unsure=self.likely + self.unsure)

    def out_of(self, text: str) -> str:
        """Return *text* without what is sure or likely, also where it is JSON."""
        kept, at = [], 0
        for found in self._found_in(text):
            if not self._is_within(found):
                kept += [text[at : found.start()], _gone(found)]
                at = found.end()
        return "".join((*kept, text[at:]))

    def is_left_in(self, text: str) -> bool:
        """Return whether something stands in a text that may mean somebody else."""
        if any(map(self._is_within, self._found_in(text))):
            return True
        if not self.unsure:
            return False
        return any(
            _gone(found) == GONE for found in self._left.finditer(self.out_of(text))
        )

    def _found_in(self, text: str) -> Iterator[re.Match[str]]:
        """Yield where something sure or likely stands; what is spared as well."""
        if not (self.sure or self.likely):
            return
        at = 0
        while found := self._taken.search(text, at):
            yield found
            # the name itself may begin in one that is a part of another's
            at = found.start() + 1 if self._is_within(found) else found.end()

    def _is_within(self, found: re.Match[str]) -> bool:
        if found.lastgroup != "name":
            return False
        return is_within(found, self.own, self.others) or _are_words(found[0])

    @cached_property
    def _taken(self) -> re.Pattern[str]:
        return _one_of((*self.sure, *self.likely), self.spared)

    @cached_property
    def _left(self) -> re.Pattern[str]:
        mine = {one.said.casefold() for one in self.unsure}
        others = [one for one in self.spared if one.said.casefold() not in mine]
        return _one_of(self.unsure, others)


def _one_of(marks: Iterable[Mark], spared: Iterable[Mark]) -> re.Pattern[str]:
    by_guard: dict[str, list[Mark]] = {"spared": list(spared)}
    for guard in ("number", "name", "given"):
        by_guard[guard] = [one for one in marks if one.guard == guard]
    said = [
        f"(?P<{guard}>{'|'.join(one.pattern for one in _longest(some))})"
        for guard, some in by_guard.items()
        if some
    ]
    return re.compile("|".join(said))


def _in_both_scripts(pieces: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield pieces as they are and, of Chinese, as the other script has them."""
    yield pieces
    if all(map(_HAN.fullmatch, pieces)):
        yield from (tuple(one) for one in in_both_scripts("".join(pieces))[1:])


def _longest(marks: Iterable[Mark]) -> list[Mark]:
    return sorted(marks, key=lambda one: (-len(one.said), one.said))


def _gone(found: re.Match[str]) -> str:
    before = found.string[max(0, found.start() - 16) : found.start()]
    match found.lastgroup:
        case "spared":
            return found[0]
        case "number" if _ABROAD.search(before[-12:]):
            return found[0]  # the same digits in another country
        case "given" if _last(before) not in _BEFORE_SOMEBODY:
            return found[0]  # a word, or somebody with another family name
    return GONE


def _last(text: str) -> str:
    """Return the last character of a text, also where it stands coded in JSON."""
    coded = _CODED.search(text[-6:])
    return chr(int(coded[1], 16)) if coded else text[-1:]


# Marks of each kind


def name_mark(name: str, guard: str = "name") -> Mark:
    """Return how a name is found, with however many blanks and in any case."""
    words = name.split()
    if _HAN.search(name):
        written = in_both_scripts("".join(words))
        each = [r"\s?".join(map(_literal, one)) for one in written]
        body = f"(?:{'|'.join(each)})"
        if is_short_han(name):
            last = "|".join(_literal(one[-1]) for one in written)
            body += f"(?!{last})"  # 王丽丽 is not 王丽
    else:
        body = r"\s+".join(map(_literal, words))
    return Mark(name, _whole(body, name.strip()), _pieces(words), guard)


def turned_mark(family: str, given: str) -> Mark:
    """Return how a name is found that is written as in a register: "Last, First"."""
    first, last = family.split(), given.split()
    body = r"\s*,\s*".join(r"\s+".join(map(_literal, words)) for words in (first, last))
    said = f"{family}, {given}"
    return Mark(said, _whole(body, said), _pieces([*first, *last]))


def title_marks(family: str) -> Iterator[Mark]:
    """Yield how a family name is found behind or before a title: Mrs Smith, 王女士."""
    if _HAN.search(family):
        for title in _HAN_TITLES:
            yield name_mark(family + title)
        return
    body = rf"(?i:{_TITLES}\s*{_literal(family)})"
    yield Mark(f"Mrs {family}", _BEGINS + body + _ENDS, _pieces(family.split()))


def is_title_only(name: str) -> bool:
    """Return whether a name is a title with a family name, as others may be called."""
    if _HAN.search(name):
        return name.endswith(tuple(_HAN_TITLES))
    return re.fullmatch(rf"(?i:{_TITLES})\s*\S+", name.strip()) is not None


def reading_mark(family: str, given: Iterable[str]) -> Mark:
    """Return how a Chinese name is found that is written in plain pinyin.

    Args:
        family: "ouyang", "wang".
        given: Its syllables: "xiao", "yan".
    """
    syllables = list(given)
    own = r"[\s'\u2019\-]?".join(map(_spelled, syllables))
    last, joined = _spelled(family), family + "".join(syllables)
    gap = r"[\s'\u2019\-]{0,2}" if len(joined) >= JOINED else r"[\s\-]{1,2}"
    body = rf"(?i:{last}{gap}{own}|{own}{gap},?\s?{last}|{last},\s?{own})"
    middle = max((family, *syllables), key=len)  # they stand in either order
    pieces = tuple(re.findall("[a-z]+", middle.replace("v", " ")))
    return Mark(joined, _BEGINS + body + _ENDS, pieces)


def word_mark(word: str, *, is_exact: bool = False) -> Mark:
    """Return how a single word is found: a nickname, an id."""
    body = _literal(word) if not is_exact else f"(?-i:{re.escape(word)})"
    return Mark(word, _whole(body, word), _pieces([word]))


def sign_mark(sign: str) -> Mark:
    """Return how an address or an id is found, not as a part of a longer one."""
    begins, ends = rf"(?<![{_LATIN}_.%+\-])", rf"(?![{_LATIN}_\-])(?!\.[{_LATIN}])"
    body = f"{begins}(?i:{re.escape(sign)}){ends}"
    return Mark(sign, body, (sign,))


def number_mark(number: str) -> Mark | None:
    """Return how a number in E.164 is found, however it is grouped and dialled."""
    plain, home = dialled(number)
    national, code = home[1:], plain[: len(plain) - len(home) + 1]
    if len(national) < SHORTEST - 1:
        return None
    abroad = rf"(?:\+|00){_BETWEEN}{_grouped(code)}{_BETWEEN}(?:\(0\){_BETWEEN})?"
    start = rf"(?<!\d)(?:{abroad}|{_grouped(code)}{_BETWEEN}|\(?0\)?{_BETWEEN}|\()?"
    body = rf"{start}{_grouped(national)}(?!\d)"
    return Mark(plain, body, tuple(national), "number")


def digits_mark(raw: str) -> Mark | None:
    """Return how a number is found that is none in any country we know."""
    digits = [c for c in raw if c.isdigit() and c.isascii()]
    if len(digits) < SHORTEST:
        return None
    body = rf"(?<!\d)\+?{_grouped(''.join(digits))}(?!\d)"
    return Mark(raw, body, tuple(digits), "number")


# What is telling


def is_telling(name: str) -> bool:
    """Return whether a name is hardly anything else: two words, two characters."""
    if _HAN.search(name):
        return len(_HAN.findall(name)) >= 2
    return len(re.findall(r"\w+", name)) >= 2 and len(name.strip()) >= 5


def is_short_han(name: str) -> bool:
    """Return whether a name of two characters may be a word, as 高兴 is one."""
    return len(_HAN.findall(name)) == 2 and not re.search(f"[{_LATIN}]", name)


def is_phrase(name: str) -> bool:
    """Return whether a Chinese name is in the dictionary, as 高兴 and 平安 are."""
    from pypinyin.phrases_dict import phrases_dict

    return "".join(name.split()) in phrases_dict


def is_sign(sign: str) -> bool:
    """Return whether an address or an id is long enough to be nothing else."""
    digits = [c for c in sign if c.isdigit()]
    is_long = len(sign) >= 6 and not sign.isdigit()
    return "@" in sign or len(digits) >= SHORTEST or is_long


def is_word_too(word: str) -> bool:
    """Return whether a single name may be a word of the language."""
    return len(word) < FEW or word.casefold() in _WORDS_TOO


def _are_words(found: str) -> bool:
    """Return whether a name stands in a text as words: "she rose may be at noon"."""
    words = found.split()
    if not (found.islower() and len(words) > 1 and _SMALL_TOO & set(words)):
        return False
    return all(map(is_word_too, words))


# Pieces of patterns


def _whole(body: str, said: str) -> str:
    begins = _BEGINS if re.match(f"[{_LATIN}]", said) else ""
    ends = _ENDS if re.search(f"[{_LATIN}]$", said) else ""
    return f"{begins}(?i:{body}){ends}"


def _literal(text: str) -> str:
    return "".join(_letter(c) for c in text)


def _letter(character: str) -> str:
    if character in _APOSTROPHES:
        return rf"(?:[{_APOSTROPHES}]|\\u2019)?"
    if character in _HYPHENS:
        return rf"[\s{_HYPHENS}]?"
    if character.isascii():
        return re.escape(character)
    bare = _BARE.get(character.lower()) or unicodedata.normalize("NFD", character)[0]
    forms = dict.fromkeys((character, character.lower(), character.upper(), bare))
    coded = [re.escape(_escaped(one)) for one in forms]
    return f"(?:{'|'.join([re.escape(character), *coded])})"


def _spelled(syllable: str) -> str:
    return "".join("(?:[uüv]|yu)" if c == "v" else re.escape(c) for c in syllable)


def _grouped(digits: str) -> str:
    return _BETWEEN.join(digits)


def _escaped(text: str) -> str:
    return json.dumps(text)[1:-1]


def _pieces(words: Iterable[str]) -> tuple[str, ...]:
    """Return what a store can look for: it knows small letters of English only."""
    found: list[str] = []
    for word in words:
        if _HAN.search(word):
            found += list(word)
        else:
            found += re.findall(r"[A-Za-z0-9]+", word)
    telling = sorted(range(len(found)), key=lambda at: -len(found[at]))[:MOST_PIECES]
    return tuple(found[at] for at in sorted(telling))

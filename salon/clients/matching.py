"""The words a client is found by, and what somebody types to find her.

What is stored and what is typed go through the same folding: width, case and accents
off, traditional characters as their simplified ones. So any spelling finds any
spelling, in one direction as in the other.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice, product
from typing import Any

from salon.clients.phones import dialled
from salon.clients.romanised import Way, other_ways

READINGS = 24  # combinations of readings kept of one name
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]")
_RUNS = re.compile(
    r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]+"
    r"|[^\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]+"
)
_PHONE = re.compile(r"^[+(]*\d[\d()\-.+]*$")
_NOT_A_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was typed, taken apart."""

    words: tuple[str, ...] = ()  # folded Latin words, each a prefix or a part
    phrases: tuple[str, ...] = ()  # folded Han, to be found as they stand
    digits: tuple[str, ...] = ()  # runs of digits, of a phone or a card number
    exact: str = ""  # as typed, in its own script: hits that hold it come first
    others: tuple[tuple[Way, ...], ...] = ()  # what else each of the words may mean

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed, so that everybody is meant."""
        return not self.exact

    @property
    def is_signs(self) -> bool:
        """Whether signs alone were typed, which nobody is called."""
        return bool(self.exact) and not (self.words or self.phrases or self.digits)


@lru_cache(maxsize=100_000)
def fold(text: str) -> str:
    """Return *text* as it is compared: full width is narrow, Zoë is zoe, 陳 is 陈."""
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKC", text).casefold()
    out, is_latin = [], False
    for one in unicodedata.normalize("NFD", text):
        if unicodedata.combining(one):
            if not is_latin:
                out.append(one)  # a kana's voicing mark is part of the letter
        else:
            is_latin = one < "\u0250"
            out.append(one)
    text = unicodedata.normalize("NFC", "".join(out))
    return _simplified(text) if _HAN.search(text) else text


@lru_cache(maxsize=20_000)
def words_of(*names: str) -> tuple[str, str]:
    """Return the words and the parts that somebody of these *names* is found by.

    Words are matched from their beginning, Han characters one by one; parts are
    matched anywhere from three letters on.
    """
    words: dict[str, None] = {}
    parts: dict[str, None] = {}
    for name in dict.fromkeys(names):
        if not name:
            continue
        folded = fold(name)
        tight = "".join(_NOT_A_WORD.sub("", folded).split())
        if tight:
            parts[tight] = None
        for run in _RUNS.findall(folded):
            if _HAN.match(run):
                words[" ".join(run)] = None
                full, tails, initials = readings(run)
                words.update(dict.fromkeys((*full, *tails, *initials)))
                parts.update(dict.fromkeys(full))
            else:
                words.update(dict.fromkeys(_NOT_A_WORD.sub(" ", run).split()))
    return " ".join(words), " ".join(parts)


@lru_cache(maxsize=20_000)
def readings(han: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Return whole readings, their tails from each syllable on, and the initials."""
    each = [_said(one) for one in han]
    whole = list(islice(product(*each), READINGS))
    full = dict.fromkeys("".join(one) for one in whole)
    tails = dict.fromkeys(
        "".join(one[at:]) for one in whole for at in range(1, len(one))
    )
    firsts = [sorted({one[0] for one in said if one}) for said in each]
    short = [
        "".join(one)[at:]
        for one in islice(product(*firsts), READINGS)
        for at in range(max(1, len(firsts) - 1))
    ]
    return tuple(full), tuple(tails), tuple(dict.fromkeys(short))


def phone_digits(number: str, raw: str = "") -> str:
    """Return the digits a number is found by, in each form that people type."""
    if number:
        return " ".join(dialled(number))
    return digits_in(raw)


def digits_in(text: str) -> str:
    """Return the digits of *text*, full width ones too."""
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c in "0123456789")


def wanted(text: str) -> Wanted:
    """Return what somebody who types *text* is looking for."""
    text = unicodedata.normalize("NFKC", text).strip()[:200]
    words: list[str] = []
    phrases: list[str] = []
    digits: list[str] = []
    run = ""
    for token in text.replace("/", " ").split():
        if _PHONE.match(token):
            run += digits_in(token)
            continue
        if run:
            digits.append(run)
            run = ""
        for piece in _RUNS.findall(fold(token)):
            if _HAN.match(piece):
                phrases.append(" ".join(piece))
            else:
                words += _NOT_A_WORD.sub(" ", piece).split()
    if run:
        digits.append(run)
    numbers = (one.removeprefix("00") if len(one) > 4 else one for one in digits)
    return Wanted(
        *(tuple(words), tuple(phrases), tuple(filter(None, numbers))),
        text.casefold(),
        tuple(map(other_ways, words)),
    )


def sort_key(name: str, pinyin: str) -> str:
    """Return what clients are ordered by, the same on every store."""
    return fold(pinyin or name)


def rank(exact: str, names: Iterable[str]) -> int:
    """Return how well *names* hold what was typed, in its own script: 0 is best."""
    best = 2
    for name in names:
        plain = name.casefold()
        if plain == exact or plain.startswith(exact):
            return 0
        if exact and exact in plain:
            best = 1
    return best


@lru_cache(maxsize=20_000)
def likeness(name: str) -> str:
    """Return what two spellings of one name have in common, to match files by."""
    return "".join(_NOT_A_WORD.sub("", fold(name)).split())


@cache
def _said(one: str) -> tuple[str, ...]:
    import os

    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin import Style, pinyin

    found = pinyin(one, style=Style.NORMAL, heteronym=True, errors="ignore")
    said: dict[str, None] = {}
    for reading in found[0] if found else ():
        plain = fold(reading).replace("ü", "v")
        said[plain] = None
        if "v" in plain:
            said[plain.replace("v", "u")] = None
    return tuple(said) or ("",)


def _simplified(text: str) -> str:
    return _converted("t2s", text)


def in_both_scripts(text: str) -> tuple[str, ...]:
    """Return a text as it is, and as either script of Chinese writes it, once each."""
    plain = _simplified(text)
    return tuple(dict.fromkeys((text, plain, _converted("s2t", plain))))


def _converted(way: str, text: str) -> str:
    converter = _converter(way)
    return text if converter is None else str(converter.convert(text))


@cache
def _converter(way: str) -> Any:
    try:
        from opencc import OpenCC
    except ImportError:  # no wheel for some machines: each script finds itself
        return None
    return OpenCC(way)

"""What a note says of allergies and conditions: proposed to a person, never decided.

The text itself always stays in the note. A word with "no" before it proposes nothing.
"""

import csv
import re
from functools import cache, lru_cache

from salon.exchange.columns import DOMAIN
from salon.safety.vocabulary import Place, says_nothing, told

_PARTS = re.compile(
    r"\s*(?:[、，,;；/／\n+＋]|和|及|与|與|\band\b|&)\s*", re.IGNORECASE
)
_REMARK = re.compile(r"[(（\[【].*?(?:[)）\]】]|$)")
_AROUND = re.compile(
    r"^(?:对|對|有|会|會|allergic to|allergy to|allergy[:：]?)\s*|"
    r"\s*(?:[过過]敏史?|allerg(?:y|ies|ic))$",
    re.IGNORECASE,
)
_DENIED = r"(?:[无無没沒不未非]|没有|沒有|否认|否認|\bno|\bnot|\bnever|\bwithout)\s*"
_SAID = (
    re.compile(
        r"(?<![无無没沒不未])[对對](?P<what>[^对對，,。；;：:\n\s]{1,16}?)"
        r"(?P<denied>[不没沒无無][会會有]?)?(?:严重|嚴重)?[过過]敏"
    ),
    re.compile(
        r"(?:^|[，,。；;：:\n\s])(?P<what>[^\s，,。；;：:\n对對无無没沒不未]{1,8})[过過]敏"
        r"(?![史原源性药藥])"
    ),
    re.compile(
        r"(?<!not )(?<!n't )allerg(?:ic|y) to (?P<what>[a-z][a-z '\-]{1,40}?)"
        r"(?=$|[.,;:\n(]| and | but )",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?:^|[.,;:\n(]\s*)(?!no )(?P<what>[a-z][a-z\-]{2,20}(?: [a-z\-]{3,20})?)"
        r" allergy\b",
        re.IGNORECASE,
    ),
)
_NO_SUBSTANCE = re.compile(
    r"(?:容易|皮肤|皮膚|药物|藥物|食物|曾经|曾經|曾|季节性|季節性|易|会|會|有|轻微|輕微|"
    r"以前|经常|經常|some|severe|known|skin|food|drug|any|an|the|her|has|\s)+",
    re.IGNORECASE,
)


def is_none(text: str) -> bool:
    """Say whether a cell says that there is nothing: 无, 没有, none, n/a."""
    return says_nothing(text)


@lru_cache(maxsize=10_000)
def allergies_listed(text: str) -> tuple[str, ...]:
    """Return the substances in a column of allergies: 青霉素、酒精."""
    found: list[str] = []
    if is_none(text):
        return ()
    for part in _PARTS.split(_REMARK.sub("", text)):
        if is_none(part):
            continue
        word = _AROUND.sub("", _AROUND.sub("", part.strip())).strip(" .。:：")
        if word and not is_none(word) and len(word) <= 60:
            found.append(word)
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=10_000)
def allergies_told(text: str) -> tuple[str, ...]:
    """Return the substances that free words call an allergy: 对芦荟过敏."""
    if "敏" not in text and "llerg" not in text.lower():
        return ()
    found: list[str] = []
    for shape in _SAID:
        for match in shape.finditer(text):
            if match.groupdict().get("denied"):
                continue
            for part in _PARTS.split(match["what"]):
                word = part.strip(" 的都也很")
                if word and not _NO_SUBSTANCE.fullmatch(word) and not is_none(word):
                    found.append(word)
    return tuple(dict.fromkeys(found))


@cache
def _named() -> re.Pattern[str]:
    """One pattern for the names of the salon's list of conditions."""
    words = sorted(_names(), key=len, reverse=True)
    shapes = [
        rf"\b{re.escape(word)}\b" if word.isascii() else re.escape(word)
        for word in words
    ]
    pattern = rf"(?P<denied>{_DENIED})?(?P<word>{'|'.join(shapes)})"
    return re.compile(pattern, re.IGNORECASE)


@cache
def _names() -> dict[str, str]:
    words: dict[str, str] = {}
    with (DOMAIN / "health_conditions.csv").open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            for name in (line["en"], line["zh_hans"], line["zh_hant"]):
                if len(name) > 1 and line["group"] not in ("age", "observation"):
                    words.setdefault(name.casefold(), line["condition_id"])
    return words


@lru_cache(maxsize=10_000)
def conditions_told(text: str) -> tuple[str, ...]:
    """Return the health conditions that words name: 怀孕3个月 is pregnancy."""
    found = [
        condition
        for word in told(text, Place.NOTE).meant
        for condition in word.conditions
        if not word.ended
    ]
    names = _names()
    for match in _named().finditer(text):
        condition = names[match["word"].casefold()]
        # a name that the vocabulary knows too stands as it understood it
        if not match["denied"] and not told(match["word"], Place.NOTE).meant:
            found.append(condition)
    return tuple(dict.fromkeys(found))

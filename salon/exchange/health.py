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
    r"^(?:(?:以前|曾经|曾經|过去|過去)?[对對]|有|会|會|"
    r"allergic to|allergy to|allergy[:：]?)\s*|"
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
# Whose it is when it is not the client's own: a relative, a friend, an animal.
_ANOTHERS = re.compile(
    r"\b(?:step|god|grand)?(?:mother|mum|mom|mummy|father|dad|daddy|son|daughter|"
    r"husband|wife|partner|boyfriend|girlfriend|sister|brother|aunt|uncle|cousin|"
    r"children|kids?|friend|flatmate)\b|"
    r"\b(?:baby|child|family|dog|cat|horse)(?=\s*(?:[:：]|is\b|has\b|allergic\b))|"
    r"[妈媽爸]|母[亲親]|父[亲親]|儿子|兒子|女[儿兒]|老公|丈夫|老婆|妻子|"
    r"姐|妹|哥|弟|孩子|宝宝|寶寶|朋友|家[人里裡]",
    re.IGNORECASE,
)
_UNKNOWN = re.compile(
    r"(?:不[详詳明清]楚?|未知|不知道?|待[问問查]|没问|沒問|unknown|not (?:sure|known)|"
    r"unsure|n\.?\s?k\.?|don'?t know|to (?:ask|check)|ask|tbc|tba|[?？])+",
    re.IGNORECASE,
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
    whole = _REMARK.sub(lambda one: "\0" if _ANOTHERS.search(one[0]) else "", text)
    for part in _PARTS.split(whole):
        if is_none(part) or "\0" in part or _ANOTHERS.search(part):
            continue  # it stays in the note, with whose it is
        part = part.strip(" .。:：?？")
        word = _AROUND.sub("", _AROUND.sub("", part)).strip(" .。:：")
        if word and not is_none(word) and not _UNKNOWN.fullmatch(word):
            found += [word] if len(word) <= 60 else []
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=10_000)
def allergies_told(text: str) -> tuple[str, ...]:
    """Return the substances that free words call an allergy: 对芦荟过敏."""
    if "敏" not in text and "llerg" not in text.lower():
        return ()
    found: list[str] = []
    for shape in _SAID:
        for match in shape.finditer(text):
            if match.groupdict().get("denied") or _is_anothers(text, match):
                continue
            for part in _PARTS.split(match["what"]):
                word = part.strip(" 的都也很")
                if word and not _NO_SUBSTANCE.fullmatch(word) and not is_none(word):
                    found.append(word)
    return tuple(dict.fromkeys(found))


def _is_anothers(text: str, match: re.Match[str]) -> bool:
    """Say whether the sentence speaks of somebody else before it names the thing."""
    before = re.split(r"[.;。；!?！？\n]", text[: match.start("what")])[-1]
    return _ANOTHERS.search(before) is not None


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

"""What a note says of allergies and conditions: proposed to a person, never decided.

Whose it is, whether it is denied or over, is read as where staff type it
(`salon.safety.vocabulary`), so that a list and a file say the same.
"""

import csv
import re
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from itertools import repeat

from salon.exchange.columns import DOMAIN
from salon.safety.context import is_kin, starts_with_kin
from salon.safety.vocabulary import (
    OwnWord,
    Place,
    said_of,
    says_nothing,
    states_of,
    told,
)

_PARTS = re.compile(
    r"\s*(?:[、，,;；/／\n+＋]|和|及|与|與|\b[Aa][Nn][Dd]\b|&|(?<=[a-z])\.\s+(?=[A-Z]))\s*"
)
_REMARK = re.compile(r"[(（\[【].*?(?:[)）\]】]|$)")
_AROUND = re.compile(
    r"^(?:(?:以前|曾[经經]?|[过過]去)?[她他我也都]*[对對]|有|会|會|"
    r"(?:severe|strong|mild|slight|known|bad)(?:ly)?(?=\s)|"
    r"(?:previously|formerly|once|always|is|was|very)(?=\s)|yes\s*[-–:,]|"
    r"allergic (?:to|against)|allergy to|allerg(?:y|ic)\s*[:：]|allergy)\s*|"
    r"\s*(?:[过過]敏史?|allerg(?:y|ies|ic)|[:：]\s*yes)$",
    re.IGNORECASE,
)
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
# An animal's, or one of hers that the typed words do not know as a relative.
_PETS = re.compile(
    r"\b(?:baby|child|family|dog|cat|horse|pet|puppy)(?=\s*(?:[:：]|is\b|has\b|"
    r"allergic\b))|(?:狗狗?|猫咪?|貓咪?|宠物|寵物)(?=也?[对對:：])",
    re.IGNORECASE,
)
_HERS = re.compile(
    r"^(?:self|own|herself|himself|she|he|client|patient)\s*[:：\-–]\s*|"
    r"^(?:本人|自己|我|她|他|[顾顧]客|客人)\s*(?=[对對:：])[:：]?\s*",
    re.IGNORECASE,
)
_NOT_SO = re.compile(
    r"(?:not|isn'?t|no longer|never)\s+(?:allergic|sensitive)\b|(?:keine?n?|kein|pas d|"
    r"pas de|sin|nessuna?)\s",
    re.IGNORECASE,
)
_UNKNOWN = re.compile(
    r"(?:ok(?:ay)?\b|fine\b|"
    r"不[详詳明清]楚?|未知|不知道?|待[问問查]|没问|沒問|unknown|not (?:sure|known)|"
    r"unsure|n\.?\s?k\.?|don'?t know|to (?:ask|check)|ask|tbc|tba|[?？])+",
    re.IGNORECASE,
)
_NO_SUBSTANCE = re.compile(
    r"(?:容易|皮肤|皮膚|药物|藥物|食物|曾经|曾經|曾|季节性|季節性|易|会|會|有|轻微|輕微|"
    r"以前|经常|經常|some|severe|known|skin|food|drug|any|an|the|her|has|\s)+",
    re.IGNORECASE,
)

# Behind a state of health it names what is against it, and that may be a substance.
_REMEDY = re.compile(
    r"[药藥膏霜贴貼剂劑片丸油胶膠酮素苗纹紋液粉]|\b(?:creams?|gels?|patch(?:es)?|"
    r"plasters?|removers?|vaccines?|jabs?|medic\w+|meds?|drugs?|tablets?|pills?|"
    r"sprays?|inhalers?|pumps?|ointments?|lotions?|drops|serums?|treatments?|products?|"
    r"tests?|injections?)\b"
)
# In a list of allergies they stand for themselves; among other words they may not.
_CYCLE = (
    *("经期", "月经期", "月经", "例假", "經期", "月經期", "月經", "生理期"),
    *("menstruation", "menstruating", "menstrual period", "period", "periods"),
)
_IS_CYCLE = re.compile(
    r"(?:正?[在来來]|有|her |on |having )*(?:"
    + "|".join(_CYCLE)
    + r")(?:中|了|间|間)*",
    re.IGNORECASE,
)
_RED = (
    r"红肿|紅腫|红疹|紅疹|皮疹|疹子|起疹|起泡|起包|瘙痒|搔癢|刺痛|灼热|灼熱|灼烧感?|"
    r"红血丝|紅血絲|水泡|水疱|脱皮|脫皮"
)
# How she reacts, behind what she reacts to: 酒精有点红, "nickel turns red".
_REACTION = re.compile(
    r"[\s,:：\-–—]*(?:"
    r"(?:(?:就?[会會]|就|容?易|有一?[点點]儿?|有些|[轻輕]微|微微|[略稍]微?|一点点?|很|特别|特別|"
    r"皮肤|皮膚|脸上?|臉上?|起|出|[发發]|[变變]|[用碰擦涂塗]了?后?)+\s*"
    rf"(?:{_RED}|红|紅|痒|癢|疹|肿|腫|痛|泛红|泛紅)|{_RED})(?:了|的|痒|癢|和|又)*"
    r"|\b(?:(?:it|she|he|skin|face)\s+)?"
    r"(?:(?:turns?|goes|gets?|comes up|makes?(?: (?:her|him|me|it|skin))*|causes?|"
    r"gives?(?: (?:her|him|me))?|brings?)\s+(?:an?\s+|bit\s+|little\s+|slightly\s+|"
    r"very\s+|mild\s+|some\s+)*"
    r"(?:red|burns?|blisters?|swell\w*|swollen|bumps|spots|sore)|"
    r"(?:(?:turns?|goes|gets?|comes up|makes?(?: (?:her|him|me|it|skin))*|causes?|"
    r"gives?(?: (?:her|him|me))?|brings?|is|are|an?|bit|little|slightly|very|mild|some|"
    r"in)\s+)*(?:redness|red and itchy|itch(?:y|es|ing)?|rash(?:es)?|hives|swelling))"
    r"|[:：\-–—]\s*red"
    r")\s*$",
    re.IGNORECASE,
)
_MORE_OF_IT = re.compile("红|紅|痒|癢|肿|腫|red|sore", re.IGNORECASE)


def is_none(text: str) -> bool:
    """Say whether a cell says that there is nothing: 无, 没有, none, n/a."""
    return says_nothing(text)


@dataclass(frozen=True, slots=True)
class Heard:
    """What words say of somebody's health: proposed to a person, never decided."""

    allergies: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    over: tuple[str, ...] = ()  # told as past, and perhaps not over
    anothers: tuple[str, ...] = ()  # said of somebody else, word by word
    left: tuple[str, ...] = ()  # of a list of allergies: what is none, or says more


@lru_cache(maxsize=10_000)
def heard_in_list(text: str, today: date | None = None) -> Heard:
    """Return what a column of allergies says: 青霉素、酒精."""
    if is_none(text):
        return Heard(left=(text.strip(),))
    remarks: list[str] = []

    def put_away(one: re.Match[str]) -> str:
        remarks.append(one[0])
        return f"\0{len(remarks) - 1}\0"

    found: list[str] = []
    states: list[str] = []
    over: list[str] = []
    anothers: list[str] = []
    left: list[str] = []
    for piece in _PARTS.split(_REMARK.sub(put_away, text)):
        part = _PUT_AWAY.sub(lambda one: remarks[int(one[1])], piece)
        part = part.strip(" .。")
        if not part:
            continue
        if _is_of_another(part, today):
            anothers.append(part)
            continue
        bare = _PUT_AWAY.sub("", _HERS.sub("", piece.strip())).strip(" .。:：?？")
        word = _AROUND.sub("", _AROUND.sub("", bare)).strip(" .。:：")
        is_hers = word and not is_none(word) and not _UNKNOWN.fullmatch(word)
        if not is_hers or len(word) > _LONGEST or _is_denied(part, today):
            left.append(part)
            continue
        if (state := _state(part, word, today)) is not None:
            states += state.conditions
            over += state.over
            if not _tells_allergy(part):
                left.append(part)  # the weeks, since when
                continue
        bare = _REACTION.sub("", word).strip()
        if found and (not bare or _MORE_OF_IT.fullmatch(word)):
            left.append(part)  # 酒精会红和痒
            continue
        if bare and not is_none(bare):
            word = _AROUND.sub("", bare)
        found.append(word)
        if _says_more(part, word):
            left.append(part)
    return Heard(*map(_once, (found, states, over, anothers, left)))


def _state(part: str, word: str, today: date | None) -> Heard | None:
    """Return what a part of a list says that is no substance: pregnant, 高血压."""
    if _IS_CYCLE.fullmatch(word):
        return Heard(conditions=("menstruation",))
    rest = states_of(word, _more_names(word))
    if rest is None or _REMEDY.search(rest):
        return None
    heard = heard_in(part, today)
    return heard if heard.conditions or heard.over else None


def _tells_allergy(part: str) -> bool:
    """Say whether a part calls itself an allergy: of a "sun allergy" both are meant."""
    return "敏" in part or "allerg" in part.lower()


_LONGEST = 60  # characters of a substance
_PUT_AWAY = re.compile("\0(\\d+)\0")
_FLUFF = re.compile(
    r"[\W_]|[对對]|[过過]敏史?|[有会會]|self|allerg(?:y|ies|ic)(?: to)?", re.IGNORECASE
)


def _once(words: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))


def _is_of_another(part: str, today: date | None) -> bool:
    """Say whether a part of a list speaks of a relative, a friend, an animal."""
    if _PETS.match(part):
        return True
    said = told(part, Place.ALLERGY, (), today)
    if said.meant:
        return False
    return bool(said.anothers) or starts_with_kin(part) or is_kin(part)


def _is_denied(part: str, today: date | None) -> bool:
    said = told(part, Place.ALLERGY, (), today)
    return bool(_NOT_SO.match(part)) or (bool(said.others) and not said.meant)


def _says_more(part: str, word: str) -> bool:
    """Say whether a part says more than the substance: since when, how it was."""
    return _FLUFF.sub("", _HERS.sub("", part).replace(word, "", 1)) != ""


def allergies_listed(text: str) -> tuple[str, ...]:
    """Return the substances in a column of allergies."""
    return heard_in_list(text).allergies


@lru_cache(maxsize=10_000)
def heard_in(text: str, today: date | None = None) -> Heard:
    """Return what free words say: 对芦荟过敏, 怀孕3个月, "was pregnant in 2019"."""
    allergies, of_others = _allergies_in(text, today)
    said = told(text, Place.NOTE, _more_names(text), today)
    stands = [
        condition
        for word in said.meant
        for condition in word.conditions
        if not (word.ended or word.is_past)
    ]
    over = [
        word.word
        for word in said.meant
        if (word.ended or word.is_past) and not word.is_sure
    ]
    anothers = [one for one in said.anothers if one not in of_others]
    return Heard(allergies, _once(stands), _once(over), _once([*anothers, *of_others]))


def names_a_condition(heading: str) -> bool:
    """Say whether a heading is itself a state of health: "Pregnant"."""
    return any(one.conditions for one in told(heading, Place.NOTE).meant)


def allergies_told(text: str) -> tuple[str, ...]:
    """Return the substances that free words call an allergy."""
    return heard_in(text).allergies


def conditions_told(text: str, today: date | None = None) -> tuple[str, ...]:
    """Return the states of health that stand by what free words say."""
    return heard_in(text, today).conditions


def _allergies_in(
    text: str, today: date | None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the substances that are the client's own, and what is of others."""
    if "敏" not in text and "llerg" not in text.lower():
        return (), ()
    found: list[str] = []
    others: list[str] = []
    for shape in _SAID:
        for match in shape.finditer(text):
            if match.groupdict().get("denied"):
                continue
            start = match.start("what")
            begin = max(map(text.rfind, _ENDS, repeat(0), repeat(start))) + 1
            hit = said_of(text, *match.span("what"), today)
            if hit.is_other or _PETS.search(text[begin:start]):
                if not hit.is_denied:
                    others.append(text[begin : match.end()].strip())
                continue
            for part in _PARTS.split(match["what"]):
                word = part.strip(" 的都也很")
                if word and not _NO_SUBSTANCE.fullmatch(word) and not is_none(word):
                    found.append(word)
    return _once(found), _once(others)


_ENDS = ".;。；!?！？\n"


@cache
def _named() -> re.Pattern[str]:
    """One pattern for the names of the list of conditions that nobody types so."""
    words = sorted(_names(), key=len, reverse=True)
    shapes = [
        rf"\b{re.escape(word)}\b" if word.isascii() else re.escape(word)
        for word in words
    ]
    return re.compile("|".join(shapes), re.IGNORECASE)


def _more_names(text: str) -> tuple[OwnWord, ...]:
    """Return what the list of conditions names beyond what people type, if it is here.

    Then whose it is, and when it was, is read around it as around any other word.
    """
    return _own_names() if _named().search(text) else ()


@cache
def _own_names() -> tuple[OwnWord, ...]:
    return tuple(OwnWord(name, (condition,)) for name, condition in _names().items())


@cache
def _names() -> dict[str, str]:
    words: dict[str, str] = {}
    with (DOMAIN / "health_conditions.csv").open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            for name in (line["en"], line["zh_hans"], line["zh_hant"]):
                if len(name) > 1 and line["group"] not in ("age", "observation"):
                    words.setdefault(name.casefold(), line["condition_id"])
    return {
        name: condition
        for name, condition in words.items()
        if not told(name, Place.NOTE).meant
    }

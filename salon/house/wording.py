"""Words that promise too much, and words that keep a client at a distance.

Plain: a text goes in, what is better said otherwise comes out. It hinders nobody: what
is found is shown quietly where the text is written.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from salon.text import N_


class Watch(StrEnum):
    """Why a word is looked at."""

    PROMISE = "promise"  # too large: no skin is promised for ever
    THEM = "them"  # we speak of colleagues as of strangers
    REFUSAL = "refusal"  # a bare no, without what is possible


WATCH_WORDS = {
    Watch.PROMISE: N_("promises too much"),
    Watch.THEM: N_("say “we”"),
    Watch.REFUSAL: N_("say what is possible instead"),
}


@dataclass(frozen=True, slots=True)
class Watched:
    """A word that is looked for."""

    word: str  # as it is written: whole words in Latin letters, else anywhere
    kind: Watch = Watch.PROMISE
    better: str = ""  # what the salon would rather say


@dataclass(frozen=True, slots=True)
class Flagged:
    """A word of a text that is better said otherwise, and where it stands."""

    start: int
    end: int
    found: str  # as it is written there
    kind: Watch
    better: str = ""  # said instead; "" where that depends

    @property
    def why(self) -> str:
        """Why it is shown; still to be translated."""
        return WATCH_WORDS[self.kind]


# One stem a word; "cure" finds cures, cured and curing, never "secure" or "manicure".
_PROMISES_EN = (
    *("cure", "forever", "for ever", "guarantee", "zero risk", "no risk", "risk-free"),
    *("risk free", "permanent", "permanently", "miracle", "100 %", "100% safe"),
    *("100% effective", "completely safe", "no side effects", "eliminate", "eternal"),
    *("instant results", "once and for all", "best in town", "flawless"),
)
_PROMISES_ZH = (
    *("根治", "治愈", "治癒", "包治", "永久", "永远", "永遠", "保证", "保證"),
    *("零风险", "零風險", "无风险", "無風險", "无副作用", "無副作用", "零副作用"),
    *("百分之百", "百分百", "100%", "绝对有效", "絕對有效", "绝对安全", "絕對安全"),
    *("一次见效", "一次見效", "立竿见影", "立竿見影", "永不反弹", "永不復胖"),
    *("药到病除", "藥到病除", "神效", "奇迹", "奇蹟", "最佳", "最高级", "最高級"),
)
_THEM_EN = ("they", "them", "those people", "not my job", "not our fault")
_THEM_ZH = ("他们", "他們", "她们", "她們", "不关我们的事", "不關我們的事")
_REFUSALS_EN = ("impossible", "not possible", "you must", "out of the question")
_REFUSALS_ZH = ("不行", "不可以", "没办法", "沒辦法", "办不到", "辦不到", "你必须")

# What only looks like one of them.
_INNOCENT = re.compile(
    r"保[证證](?=金|[书書]|人)|permanent (?:make-?up|address|wave)|永久(?=地址)",
    re.IGNORECASE,
)
# "We cannot guarantee", “不能保证”: modest, and what we want to hear.
_DENIED_EN = re.compile(
    r"(?:\b(?:not?|never|nobody|nothing|without|cannot|nor)|n['’]t)\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
_DENIED_ZH = re.compile(r"[不无無没沒未非][^，。！？；、,.!?;\s]{0,3}$")
_NO_AT_FIRST = re.compile(
    r"(?:^|(?<=[.!?。！？]\s)|(?<=\n))(no)(?=[,.!])", re.IGNORECASE
)


@cache
def usual_words() -> tuple[Watched, ...]:
    """Return what is looked for where the salon has no list of its own."""
    kinds = (
        (Watch.PROMISE, (*_PROMISES_EN, *_PROMISES_ZH)),
        (Watch.THEM, (*_THEM_EN, *_THEM_ZH)),
        (Watch.REFUSAL, (*_REFUSALS_EN, *_REFUSALS_ZH)),
    )
    return tuple(Watched(word, kind) for kind, words in kinds for word in words)


def check_words(
    text: str, language: str = "en", words: Sequence[Watched] | None = None
) -> list[Flagged]:
    """Return what is better said otherwise, in the order of the text.

    What is denied is no promise: “we cannot guarantee” is what honest people say.

    Args:
        text: That a client will read.
        language: Of the text ("en", "zh_CN", "zh_TW"). English words are looked for in
            any text, Chinese ones in a Chinese text.
        words: The salon's own list; the usual one where it is None.
    """
    is_chinese = language.startswith("zh")
    innocent = [one.span() for one in _INNOCENT.finditer(text)]
    found: list[Flagged] = []
    for one in usual_words() if words is None else words:
        if not one.word.strip() or (not is_chinese and not _is_latin(one.word)):
            continue
        for hit in _pattern(one.word).finditer(text):
            start, end = hit.span()
            if any(left <= start < right for left, right in innocent):
                continue
            if one.kind is Watch.PROMISE and _is_denied(text[:start], one.word):
                continue
            found.append(Flagged(start, end, hit.group(), one.kind, one.better))
    if words is None:
        found += [
            Flagged(*hit.span(1), hit.group(1), Watch.REFUSAL)
            for hit in _NO_AT_FIRST.finditer(text)
        ]
    return _without_inner(found)


def _is_denied(before: str, word: str) -> bool:
    if _is_latin(word):
        return _DENIED_EN.search(before) is not None
    return _DENIED_ZH.search(before) is not None


def _is_latin(word: str) -> bool:
    return word.isascii()


@cache
def _pattern(word: str) -> re.Pattern[str]:
    """Return what finds a word: with its endings, if it is of Latin letters."""
    word = word.strip()
    if not _is_latin(word):
        return re.compile(re.escape(word))
    said = r"\s+".join(map(re.escape, word.split()))
    if word.isalpha() and len(word) > 3:
        stem = re.escape(word.removesuffix("e"))
        last = "e?" if word.endswith("e") else ""
        said = rf"{stem}{last}(?:s|d|ed|es|ing)?"
        if word.endswith("e"):  # "cur" alone is another word
            said = rf"{stem}(?:e|es|ed|ing)"
    left = r"(?<![\w-])" if word[0].isalnum() else ""
    right = r"(?!\w)" if word[-1].isalnum() else ""
    return re.compile(left + said + right, re.IGNORECASE)


def _without_inner(found: Sequence[Flagged]) -> list[Flagged]:
    """Return the longest of what overlaps, in the order of the text."""
    kept: list[Flagged] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept

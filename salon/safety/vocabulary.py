"""What words typed as medicines, allergies and states of health mean to the rules.

Plain: it reads the shipped words once, and asks nothing of the records. What stands
around a word (denied, another person's, long over) is read in `salon.safety.context`.
A doubt counts as true and is asked about; nothing is decided for good here.
"""

import csv
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import cache, lru_cache
from itertools import pairwise

from salon.safety.context import (
    Hit,
    Part,
    Saying,
    hits_in,
    is_told_as_allergy,
    says_it_is_avoided,
    says_nothing,
    says_something,
    unknown_in,
    without_named_kin,
)
from salon.shipped import RESOURCES

__all__ = [
    "Meant",
    "OwnWord",
    "Place",
    "Told",
    "fold",
    "said_of",
    "says_nothing",
    "states_of",
    "told",
]

LONGEST = 10_000  # letters that are read of one text; the rest is asked about
_MOST = 500  # known words of one text
_SHOWN = 100  # letters of a rest that was not read
_HERE = RESOURCES / "domain"
_HAN = re.compile("[\u3400-\u9fff]")
_TOKEN = re.compile("[a-z0-9]+")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_GAP = re.compile(r"[\s\-\u2010-\u2013/]+")
_APOSTROPHES = frozenset("'\u2019\u2018\u00b4`")
_JOINERS = re.compile("[\u034f\u180b-\u180d\ufe00-\ufe0f]")  # nobody sees them
_OTHER = re.compile(r"as (\w+): ([a-z0-9_ ]+?)(?:; (.+))?$")
_ENDS = re.compile("[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_ASKS_WHEN = re.compile(  # and nothing else
    r"ask (?:last (?:day|dose|use)|until when|when(?: treatment ended)?|date|"
    r"now, or when stopped)(?: \([a-z0-9_]+\))?$"
)
ANAPHYLAXIS = "anaphylaxis_history"  # counts wherever it is typed
# What has been stays: nobody is free of it because it was long ago.
_LASTS = frozenset(
    (
        *("heart_disease", "thrombosis_history", "herpes_history", "keloid"),
        *("gold_therapy", "lymph_removed", "cancer_past", ANAPHYLAXIS),
    )
)


class Place(StrEnum):
    """Where a text was typed; the same word may mean different things there."""

    MEDICINE = "medications"
    ALLERGY = "allergies"
    NOTE = "notes"


@dataclass(frozen=True, slots=True)
class OwnWord:
    """A word that the salon itself has taught; no conditions: it is harmless.

    One that is written as a shipped word replaces it.
    """

    word: str
    conditions: tuple[str, ...]
    place: Place | None = None  # None: wherever it is typed


@dataclass(frozen=True, slots=True)
class Meant:
    """One word of a text that was understood, of the client herself."""

    word: str  # as typed
    folded: str  # of it, by which answers know it
    conditions: tuple[str, ...]
    ingredient: str = ""  # reference id or INCI name
    is_sure: bool = True  # False: counts until answered, and is asked back
    ask: str = ""  # the question of the shipped row, as it stands there
    ended: bool = False  # said as over; of what is limited in time: it has happened
    ended_on: date | None = None  # the last day it can have been, where one is said
    is_past: bool = False  # told as past, and nobody knows whether it is over


@dataclass(frozen=True, slots=True)
class Told:
    """What a text says, and what of it is not understood."""

    meant: tuple[Meant, ...] = ()
    unknown: tuple[str, ...] = ()
    others: tuple[str, ...] = ()  # what was denied, or said of her family
    anothers: tuple[str, ...] = ()  # those of them that are somebody else's


@dataclass(frozen=True, slots=True)
class _Row:
    word: str  # folded
    kind: str  # medicine, allergen, illness, device, procedure, habit, own
    conditions: tuple[str, ...]
    ingredient: str = ""
    note: str = ""
    other_kind: str = ""  # as which the same word means something else
    other: tuple[str, ...] = ()

    @property
    def ask(self) -> str:
        found = re.search(r"\bask\b.*", self.note)
        return found[0] if found else ""

    @property
    def is_asked(self) -> bool:
        return self.note.startswith("ask")

    @property
    def is_harmless(self) -> bool:
        return self.note.startswith("harmless") or (
            self.kind == "own" and not self.conditions
        )


def fold(text: str) -> str:
    """Return *text* without what does not count: width, case, accents, apostrophes.

    Nor does a blank beside a Chinese character.
    """
    plain = unicodedata.normalize(
        "NFKD", unicodedata.normalize("NFKC", text).casefold()
    )
    plain = "".join(one for one in plain if _counts(one))
    return _BESIDE_HAN.sub("", plain).strip()


_BESIDE_HAN = re.compile(r"(?<=[\u3400-\u9fff])\s+|\s+(?=[\u3400-\u9fff])")


@lru_cache(maxsize=4_000)
def _counts(letter: str) -> bool:
    """Say whether a letter is one: no accent, no apostrophe, nothing without width."""
    return not (
        unicodedata.combining(letter)
        or letter in _APOSTROPHES
        or unicodedata.category(letter) == "Cf"
        or _JOINERS.match(letter)
    )


@lru_cache(maxsize=4_000)
def _folded_letter(letter: str) -> str:
    return "".join(
        one
        for one in unicodedata.normalize(
            "NFKD", unicodedata.normalize("NFKC", letter).casefold()
        )
        if _counts(one)
    )


def _folded(text: str) -> tuple[str, list[int]]:
    """Return *text* folded, and for each letter of it where it stood."""
    if text.isascii():
        letters: list[str] = list(text.lower())
        places = list(range(len(letters)))
        if "'" in text or "`" in text:
            kept = [at for at in places if letters[at] not in _APOSTROPHES]
            letters, places = [letters[at] for at in kept], kept
        return "".join(letters), places
    letters, places = [], []
    for at, letter in enumerate(text):
        for one in _folded_letter(letter):
            letters.append(one)
            places.append(at)
    plain = "".join(letters)
    if not _BESIDE_HAN.search(plain):
        return plain, places
    gone = {at for found in _BESIDE_HAN.finditer(plain) for at in range(*found.span())}
    kept = [at for at in range(len(plain)) if at not in gone]
    return "".join(plain[at] for at in kept), [places[at] for at in kept]


@dataclass(slots=True)
class _Index:
    """All words at once: Latin ones by their parts, Chinese ones by their first."""

    latin: dict[tuple[str, ...], _Row] = field(default_factory=dict)
    han: dict[str, list[tuple[str, _Row]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    longest: dict[str, int] = field(default_factory=dict)

    def add(self, row: _Row) -> None:
        """Take a word in, its plurals too; a later one replaces an earlier."""
        if _HAN.search(row.word):
            known = self.han[row.word[0]]
            known[:] = [one for one in known if one[0] != row.word]
            known.append((row.word, row))
            return
        *first, last = _TOKEN.findall(row.word)
        for form in dict.fromkeys((last, *_plurals(last))):
            parts = (*first, form)
            old = self.latin.get(parts)
            is_own = form == last or row.kind == "own"
            # "fits" as a row of its own is not the plural of another
            if old is not None and not is_own and " ".join(parts) == old.word:
                continue
            self.latin[parts] = row
            most = max(self.longest.get(parts[0], 0), len(parts))
            self.longest[parts[0]] = most

    def hits(self, text: str) -> list[tuple[int, int, _Row]]:
        """Return where words stand in a folded text; the longer ones win."""
        found = [*self._latin(text), *self._han(text), *_expecting(text)]
        found.sort(key=lambda hit: (hit[0], -hit[1]))
        kept: list[tuple[int, int, _Row]] = []
        end = -1
        for hit in found:  # one inside another ends no later than the longest so far
            if hit[1] > end:
                kept.append(hit)
                end = hit[1]
        return kept

    def _latin(self, text: str) -> Iterator[tuple[int, int, _Row]]:
        tokens = [(one[0], *one.span()) for one in _TOKEN.finditer(text)]
        for first, (word, start, _end) in enumerate(tokens):
            most = self.longest.get(word, 0)
            parts: list[str] = []
            last = first
            best: tuple[int, int, _Row] | None = None
            while len(parts) < most and last < len(tokens):
                token, begins, ends = tokens[last]
                if parts:
                    before = tokens[last - 1]
                    gap = text[before[2] : begins]
                    is_saint = before[0] == "st" and gap.strip() in (".", "")
                    if not (_GAP.fullmatch(gap) or is_saint):
                        break
                parts.append(token)
                if (row := self.latin.get(tuple(parts))) is not None:
                    best = (start, ends, row)
                last += 1
            if best is None and first + 1 < len(tokens):
                best = self._hyphened(text, tokens[first], tokens[first + 1])
            if best is not None:
                yield best

    def _hyphened(
        self, text: str, one: tuple[str, int, int], two: tuple[str, int, int]
    ) -> tuple[int, int, _Row] | None:
        """Return the medicine that a hyphen cuts at the end of a line: war-farin."""
        if text[one[2] : two[1]] != "-":
            return None
        row = self.latin.get((one[0] + two[0],))
        if row is None or row.kind != "medicine" or len(row.word) < _CUT:
            return None
        return one[1], two[2], row

    def _han(self, text: str) -> Iterator[tuple[int, int, _Row]]:
        for at, letter in enumerate(text):
            for word, row in self.han.get(letter, ()):
                end = at + len(word)
                if not text.startswith(word, at):
                    continue
                if at and _is_latin(word[0]) and _is_latin(text[at - 1]):
                    continue
                if end < len(text) and _is_latin(word[-1]) and _is_latin(text[end]):
                    continue
                yield at, end, row


_CUT = 6  # letters of a word that may have been cut
_EXPECTING = re.compile(
    r"(?<![a-z0-9])(?:\d{1,2}(?:\s*\+\s*\d)?|(?:twenty|thirty)[ -]?(?:\w+)?|"
    r"one|two|three|four|five|six|seven|eight|nine|ten|\w{3,5}teen|eleven|twelve)\s*"
    r"(?:weeks?|wks?|months?|mths?)\s+gone(?![a-z0-9])"
    r"|(?<![a-z0-9])g\s?\d{1,2}[\s,/]*p\s?\d{1,2}(?:\s*\+\s*\d)?(?![a-z0-9])"
    "|[\U0001f930\U0001fac3\U0001fac4][\U0001f3fb-\U0001f3ff]?"
)


def _expecting(text: str) -> Iterator[tuple[int, int, _Row]]:
    """Return where a pregnancy is told without a word of it: G2P1, 20 weeks gone."""
    row = _Row(
        "pregnant",
        "illness",
        ("pregnancy",),
        note="ask weeks: first 12 are pregnancy_t1",
    )
    for one in _EXPECTING.finditer(text):
        yield *one.span(), row


def _is_latin(letter: str) -> bool:
    return letter.isascii() and letter.isalnum()


def _plurals(word: str) -> tuple[str, ...]:
    if re.search("[^aeiou0-9]y$", word):
        return (f"{word[:-1]}ies", f"{word}s")
    return (f"{word}s", f"{word}es")


@cache
def _rows() -> tuple[_Row, ...]:
    with (_HERE / "typed_words.csv").open(encoding="utf-8", newline="") as file:
        return tuple(_row(line) for line in csv.DictReader(file))


def _row(line: dict[str, str]) -> _Row:
    note, kind = line["note"], ""
    other: tuple[str, ...] = ()
    if found := _OTHER.match(note):
        kind, note = found[1], found[3] or ""
        other = tuple(one for one in found[2].split() if one != "none")
    return _Row(
        fold(line["word"]),
        line["kind"],
        tuple(line["condition_ids"].split()),
        line["ingredient"],
        note,
        kind,
        other,
    )


@cache
def _kinds() -> dict[str, tuple[str, str]]:
    """Return of each condition its kind and its group."""
    with (_HERE / "health_conditions.csv").open(encoding="utf-8", newline="") as file:
        return {
            line["condition_id"]: (line["kind"], line["group"])
            for line in csv.DictReader(file)
        }


@lru_cache(maxsize=8)
def _index(own: tuple[OwnWord, ...], place: Place) -> _Index:
    index = _Index()
    mine = [one for one in own if one.place in (None, place) and _is_word(one.word)]
    for row in _rows():
        index.add(row)
    for one in sorted(mine, key=lambda one: one.place is not None):
        index.add(_Row(fold(one.word), "own", one.conditions))
    return index


def _is_word(text: str) -> bool:
    plain = fold(text)
    return bool(_HAN.search(plain) or _TOKEN.search(plain))


@lru_cache(maxsize=20_000)
def told(
    text: str,
    place: Place,
    own: tuple[OwnWord, ...] = (),
    today: date | None = None,
) -> Told:
    """Return what a typed text says of her, and what of it is not understood.

    Args:
        text: As it was typed, in any of the three languages or several at once.
        place: Where.
        own: The words that the salon has taught.
        today: For "last month" and 去年; without it only written dates are read.
    """
    text, rest = _read(text)
    if not text.strip() or says_nothing(text):
        return Told(unknown=rest)
    plain, places = _folded(text)
    plain = without_named_kin(plain)
    found = _index(own, place).hits(plain)
    if len(found) > _MOST:  # nobody's file; what was not read is asked about
        cut = found[_MOST][0]
        rest = (text[places[cut] :][:_SHOWN].strip(),)
        text, plain = text[: places[cut]], plain[:cut]
        found = found[:_MOST]
    if not found and place is Place.NOTE:
        return Told(unknown=rest)
    spans = [(start, end) for start, end, _row in found]
    meant: list[Meant] = []
    unknown: list[str] = []
    others: list[str] = []
    anothers: list[str] = []

    def typed(start: int, end: int) -> str:
        if start >= end:
            return ""
        return text[places[start] : places[end - 1] + 1].strip()

    said = hits_in(plain, spans, today)
    _spread_allergy(said)
    for part, saying in said:
        mine = [one for one in found if part.start <= one[0] < part.end]
        for hit, (start, end, row) in zip(saying.hits, mine, strict=True):
            if (
                hit.is_denied
                and place is Place.ALLERGY
                and says_it_is_avoided(part.text)
            ):
                hit.is_other, hit.is_doubtful = False, True
            if hit.is_other:
                others.append(typed(part.start, part.end))
                if not hit.is_denied:
                    anothers.append(others[-1])
                continue
            word = typed(start, end)
            is_allergy = place is Place.ALLERGY
            if row.kind in ("medicine", "allergen") and not is_allergy:
                is_allergy = hit.is_allergy or is_told_as_allergy(row.word)
            one = _meaning(row, word, place, is_allergy=is_allergy)
            also = None
            if hit.may_be_allergy and not is_allergy and row.kind != "own":
                also = _meaning(row, word, place, is_allergy=True)
            if also is not None and also.conditions:
                meant.append(also)
            if one is not None and (one.conditions or also is None):
                meant += _at_its_time(one, hit)
        if not mine and place is not Place.NOTE:
            left = unknown_in(part.text)
            if left is not None:
                unknown.append(typed(part.start + left[0], part.start + left[1]))
    if not found and not unknown and place is not Place.NOTE and says_something(plain):
        unknown.append(text.strip())
    return Told(
        tuple(dict.fromkeys(meant)),
        tuple(dict.fromkeys(filter(None, (*unknown, *rest)))),
        tuple(dict.fromkeys(filter(None, others))),
        tuple(dict.fromkeys(filter(None, anothers))),
    )


@lru_cache(maxsize=10_000)
def states_of(text: str, own: tuple[OwnWord, ...] = ()) -> str | None:
    """Return what is left of a text that speaks only of states of health.

    None where it names nothing, or a substance, a medicine, a thing: then it may be
    what she is allergic to. What is left is folded: how long, how bad.
    """
    plain, _places = _folded(_read(text)[0])
    found = _index(own, Place.NOTE).hits(plain)
    mine = {fold(one.word) for one in own}
    if not found or any(
        row.kind != "illness" and row.word not in mine for _at, _end, row in found
    ):
        return None
    if not any(row.conditions for _at, _end, row in found):
        return None
    for start, end, _row in reversed(found):
        plain = f"{plain[:start]} {plain[end:]}"
    return plain.strip()


def said_of(text: str, start: int, end: int, today: date | None = None) -> Hit:
    """Return what a text says of a stretch of it, which need be no known word."""
    plain, places = _folded(text)
    plain = without_named_kin(plain)
    inside = [at for at, place in enumerate(places) if start <= place < end]
    if not inside:
        return Hit()
    said = hits_in(plain, [(inside[0], inside[-1] + 1)], today)
    return next((hit for _part, saying in said for hit in saying.hits), Hit())


def _read(text: str) -> tuple[str, tuple[str, ...]]:
    """Return what is read of a text, on one line, and how the rest begins."""
    cut = len(text)
    if cut > LONGEST:
        blank = max(text.rfind(one, LONGEST - _SHOWN, LONGEST) for one in " \n,;、，")
        cut = blank if blank > 0 else LONGEST
    rest = _UNSEEN.sub("", text[cut:]).lstrip(" \r\n\t,;、，")[:_SHOWN].strip()
    return _ENDS.sub(";", text[:cut]), (rest,) if rest else ()


def _spread_allergy(said: list[tuple[Part, Saying]]) -> None:
    """Let "latex and lavender allergy" mean both, and "allergic to nuts, wax" too."""
    for at in range(len(said) - 1, 0, -1):
        part, saying = said[at]
        if part.joins and saying.tells_allergy:
            for hit in said[at - 1][1].hits:
                hit.may_be_allergy = True
            said[at - 1][1].tells_allergy = True
    for (_one, before), (part, saying) in pairwise(said):
        if before.opens_allergy and not part.is_new and saying.is_bare:
            saying.opens_allergy = True
            for hit in saying.hits:
                hit.may_be_allergy = True


def _meaning(row: _Row, word: str, place: Place, *, is_allergy: bool) -> Meant | None:
    """Return what a word means where it was typed; None where it means nothing."""
    conditions, is_sure = row.conditions, not row.is_asked
    if row.kind == "own":
        is_sure = True
    elif is_allergy and row.kind != "allergen":
        # typed as an allergy, a medicine is not taken
        conditions = row.other if row.other_kind == "allergy" else ()
        if ANAPHYLAXIS in row.conditions:
            conditions = tuple(dict.fromkeys((*conditions, ANAPHYLAXIS)))
        if not conditions:
            is_sure = row.is_harmless
    elif not is_allergy and row.kind == "allergen":
        if row.is_harmless:
            conditions = ()
        elif ANAPHYLAXIS in row.conditions:
            conditions = row.conditions
        elif row.other_kind and row.other_kind != "allergy":
            conditions, is_sure = row.other, False
        elif place is Place.NOTE:
            return None
        else:
            conditions, is_sure = (), False
    if not conditions and not row.is_harmless and row.kind != "own":
        is_sure = False
    return Meant(word, fold(word), conditions, row.ingredient, is_sure, row.ask)


def _at_its_time(one: Meant, hit: Hit) -> Iterator[Meant]:
    """Return it as over where it was said to be, apart from what never is over."""
    if hit.is_doubtful:
        one = replace(one, is_sure=False)
    if not (hit.is_over or hit.was_once or hit.day is not None):
        yield one
        return
    kept: list[str] = []
    over: list[str] = []
    for condition in one.conditions:
        (over if _is_over(condition, hit) else kept).append(condition)
    if kept or not over:
        is_told = hit.is_over or hit.was_once
        yield replace(
            one,
            conditions=tuple(kept),
            is_sure=one.is_sure and not is_told,
            is_past=is_told and bool(kept) and not any(map(_lasts, kept)),
        )
    if over:
        is_sure = hit.is_over and (one.is_sure or _is_answered(one, hit))
        yield replace(
            one,
            conditions=tuple(over),
            is_sure=is_sure,
            ended=True,
            ended_on=hit.day,
        )


def _is_answered(one: Meant, hit: Hit) -> bool:
    """Say whether the question of a word was only when, and the text says it."""
    asks_when = _ASKS_WHEN.match(one.ask) is not None
    return asks_when and hit.day is not None and not hit.is_doubtful


def _lasts(condition: str) -> bool:
    """Say whether nobody is free of it because it was long ago."""
    kind, group = _kinds().get(condition, ("", ""))
    return condition in _LASTS or group == "allergy" or kind == "permanent"


def _is_over(condition: str, hit: Hit) -> bool:
    kind, group = _kinds().get(condition, ("", ""))
    if condition in _LASTS or group == "allergy":
        return False
    if kind == "permanent":
        return hit.is_removed
    if kind == "time_limited":
        # it counts from a day: without one it may have been yesterday
        return hit.day is not None and not hit.is_lasting
    if hit.is_over or hit.was_once:
        return True
    return kind in ("temporary", "observation") and hit.is_long_ago

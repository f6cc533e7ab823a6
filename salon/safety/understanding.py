"""What is typed in one file: what it means, what people answered, what is to be asked.

Plain: texts, taught words and answers in, what stands out.
"""

import csv
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache

from salon.clients.model import (
    HEALTH_TEXTS,
    HEALTH_WORDS,
    MEDICINE_WORDS,
    MEDICINES,
    ClientCard,
)
from salon.safety.tree import links_of
from salon.safety.vocabulary import Meant, OwnWord, Place, fold, told
from salon.shipped import RESOURCES
from salon.text import Names

Text = tuple[Place, str]  # where it was typed, and what
FIELDS = (*HEALTH_TEXTS, *HEALTH_WORDS)
_TICKED = frozenset(("yes", "no", "unsure", "skip"))  # an answer without words


class Said(StrEnum):
    """What may be answered of a typed word."""

    MEANS = "means"  # these conditions
    HARMLESS = "harmless"
    NOT_HER = "not_her"  # it does not speak of the client
    ENDED = "ended"  # it is over


@dataclass(frozen=True, slots=True)
class WordAnswer:
    """What somebody said of a word that was typed into a file."""

    place: Place
    word: str  # folded
    said: Said
    conditions: tuple[str, ...] = ()
    ended_on: date | None = None


@dataclass(frozen=True, slots=True)
class Typed:
    """One word of her file that is understood, by the vocabulary or by an answer."""

    place: Place
    text: str  # the whole, as typed
    meant: Meant
    answer: WordAnswer | None = None

    @property
    def conditions(self) -> tuple[str, ...]:
        """What stands after the answer; what is over stands as over (`ended`)."""
        if self.answer is None:
            return self.meant.conditions
        match self.answer.said:
            case Said.MEANS:
                return self.answer.conditions
            case Said.ENDED:
                return self.answer.conditions or self.meant.conditions
        return ()

    @property
    def is_sure(self) -> bool:
        """Whether nothing is to be asked of it any more."""
        return self.meant.is_sure if self.answer is None else True

    @property
    def ended(self) -> bool:
        """Whether it is over."""
        if self.answer is not None and self.answer.said is Said.ENDED:
            return True
        return self.meant.ended

    @property
    def ended_on(self) -> date | None:
        """The last day it can have been, where one is known."""
        if self.answer is not None and self.answer.said is Said.ENDED:
            return self.answer.ended_on or self.meant.ended_on
        return self.meant.ended_on


@dataclass(frozen=True, slots=True)
class Question:
    """What is to be asked of a typed word, in the language of here and now."""

    place: Place
    word: str  # as typed
    text: str
    is_unknown: bool = False  # nothing is understood yet


@dataclass(frozen=True, slots=True)
class TypedFact:
    """One condition that stands because of a typed word.

    `ended` says that it is over; of what is limited in time (a peel, an injection) it
    says that it has happened, and `ended_on` is the last day it can have been.
    """

    condition: str
    known_from: str  # the word, as typed
    is_sure: bool
    ended: bool = False
    ended_on: date | None = None


@dataclass(frozen=True, slots=True)
class Understanding:
    """All that was typed in one file."""

    typed: tuple[Typed, ...] = ()
    questions: tuple[Question, ...] = ()
    others: tuple[str, ...] = ()  # denied, or said of her family


def texts_on(card: ClientCard) -> tuple[Text, ...]:
    """Return all that was typed of health in a file."""
    texts: list[Text] = []
    for allergy in card.allergies:
        texts += [(Place.ALLERGY, allergy.substance), (Place.NOTE, allergy.reaction)]
    texts += [
        text_of_fact(fact.field, fact.value)
        for fact in card.facts
        if fact.field in FIELDS
    ]
    texts += [(Place.NOTE, one.note) for one in card.conditions if one.until is None]
    texts += [(Place.NOTE, card.note), (Place.NOTE, card.never_do)]
    return written(texts)


def told_on(card: ClientCard, own: tuple[OwnWord, ...] = ()) -> set[tuple[Place, str]]:
    """Return the words of a file that need no question, as it says it elsewhere.

    An allergy of which is told what happened or how bad it was, and the note at a
    condition that means just that condition.
    """
    found = {
        (Place.ALLERGY, meant.folded)
        for one in card.allergies
        if one.confirmed and (one.reaction or one.severity)
        for meant in told(one.substance, Place.ALLERGY, own).meant
    }
    for row in card.conditions:
        known = {row.condition, *links_of(row.condition).implies}
        found |= {
            (Place.NOTE, meant.folded)
            for meant in told(row.note, Place.NOTE, own).meant
            if row.confirmed and meant.conditions and set(meant.conditions) <= known
        }
    return found


def text_of_fact(field: str, value: str) -> Text:
    """Return an answer of the file as a text."""
    if field in HEALTH_WORDS and value in _TICKED:
        return Place.NOTE, ""
    is_medicine = field == MEDICINES or field in MEDICINE_WORDS
    return (Place.MEDICINE if is_medicine else Place.NOTE), value


def written(texts: Iterable[Text]) -> tuple[Text, ...]:
    """Return those texts that say anything."""
    return tuple((place, text) for place, text in texts if text.strip())


def understanding(
    texts: Iterable[Text],
    own: tuple[OwnWord, ...] = (),
    answers: Iterable[WordAnswer] = (),
    today: date | None = None,
    settled: Collection[tuple[Place, str]] = (),
) -> Understanding:
    """Return what *texts* of one file mean, and what of them is to be asked.

    Args:
        texts: Where each was typed, and what.
        own: The words that the salon has taught.
        answers: What was said of words of this file; a later one replaces an earlier.
        today: See `vocabulary.told`.
        settled: Words that need no question, see `told_on`.
    """
    known = {(one.place, one.word): one for one in answers}
    typed: list[Typed] = []
    questions: dict[tuple[Place, str], Question] = {}
    others: dict[str, None] = {}
    for place, text in texts:
        said = told(text, place, own, today)
        others |= dict.fromkeys(said.others)
        for meant in said.meant:
            answer = known.get((place, meant.folded))
            if (place, meant.folded) in settled:
                meant = replace(meant, is_sure=True, ask="")
            typed.append(Typed(place, text, meant, answer))
            if answer is None and not meant.is_sure:
                asked = _asked(place, meant)
                questions.setdefault((place, meant.folded), asked)
        for word in said.unknown:
            folded = fold(word)
            answer = known.get((place, folded))
            if answer is not None:
                typed.append(Typed(place, text, Meant(word, folded, ()), answer))
                continue
            asked = Question(place, word, _said("unknown", word), is_unknown=True)
            questions.setdefault((place, folded), asked)
    return Understanding(tuple(typed), tuple(questions.values()), tuple(others))


def typed_facts(
    texts: Iterable[Text],
    own: tuple[OwnWord, ...] = (),
    answers: Iterable[WordAnswer] = (),
    today: date | None = None,
) -> list[TypedFact]:
    """Return the conditions that stand because of what was typed, after the answers.

    As `understanding`, for rules: one condition may come several times, from several
    words.
    """
    known = {(one.place, one.word): one for one in answers}
    found: list[TypedFact] = []
    for place, text in texts:
        said = told(text, place, own, today)
        unknown = (Meant(word, fold(word), ()) for word in said.unknown)
        for meant in (*said.meant, *unknown):
            one = Typed(place, text, meant, known.get((place, meant.folded)))
            found += [
                TypedFact(condition, meant.word, one.is_sure, one.ended, one.ended_on)
                for condition in one.conditions
            ]
    return list(dict.fromkeys(found))


def unknown_words(
    texts: Iterable[Text],
    own: tuple[OwnWord, ...] = (),
    answers: Iterable[WordAnswer] = (),
    today: date | None = None,
) -> list[str]:
    """Return what is typed, not understood, and not yet answered."""
    known = {(one.place, one.word) for one in answers}
    return list(
        dict.fromkeys(
            word
            for place, text in texts
            for word in told(text, place, own, today).unknown
            if (place, fold(word)) not in known
        )
    )


def proposal(text: str, place: Place, own: tuple[OwnWord, ...] = ()) -> Understanding:
    """Return what a text that is still being typed would mean."""
    return understanding([(place, text)], own)


# Which question a shipped note asks, the more telling ones first.
_KINDS = (
    ("coil", r"copper or hormone|metal or clear"),
    ("weeks", r"\bweeks\b"),
    ("clot", r"clot or heart"),
    ("fits", r"last fit|flashing"),
    ("with_her", r"with her|pen carried|set it off"),
    ("severe", r"how severe|what happened|reaction|shellfish|aspirin too"),
    (
        "how_taken",
        r"by mouth|tablets|on the skin|on skin|cream|gel|ointment|drops|inhaler"
        r"|injection|serum|eaten|capsules|nose spray",
    ),
    ("last_day", r"last day|last dose|last use|until when|when stopped|still taken"),
    ("dose", r"dose|strength|daily|how often|now and then"),
    ("controlled", r"controlled|pressure"),
    ("now_or_past", r"sore now|\bnow\b|healed|only past|today|under treatment"),
    ("when", r"\bdate\b|\bwhen\b|place|which side|exact day|since when"),
    ("where", r"where|area|side"),
    ("what_for", r"what for|\bor\b.*(?:mood|migraine|heart|weight|nerve)|diabetes"),
    ("which", r"which|gloves|glue|metal|black"),
)
_OF_USE = frozenset(
    (
        *("how_taken", "last_day", "dose", "controlled", "what_for", "clot", "fits"),
        *("when", "what", "weeks", "now_or_past", "where"),
    )
)


def _asked(place: Place, meant: Meant) -> Question:
    if not meant.ask:
        key = "still" if meant.conditions else "what"
    else:
        found = (key for key, shape in _KINDS if re.search(shape, meant.ask))
        key = next(found, "what")
    if place is Place.ALLERGY and key in _OF_USE:
        key = "severe"  # nobody takes what was named as an allergy
    return Question(place, meant.word, _said(key, meant.word))


def _said(key: str, word: str) -> str:
    return str(_questions()[key]).format(word=word)


@cache
def _questions() -> dict[str, Names]:
    path = RESOURCES / "domain" / "typed_questions.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {
            line["key"]: Names(line["en"], line["zh_hans"], line["zh_hant"])
            for line in csv.DictReader(file)
        }

"""The self-answered questionnaires of skin, from `skin_typing.toml`; plain rules.

Fitzpatrick's phototype by ten questions (Fitzpatrick 1988), and four letters on four
axes after the idea of Baumann's sixteen types (2006), with questions and cuts of our
own; see skin-analysis 5.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from salon.errors import SalonError
from salon.hongkong import content_in_hong_kong
from salon.shipped import RESOURCES
from salon.text import N_, Names

FILE = RESOURCES / "domain" / "skin_typing.toml"
PHOTO, TYPE16 = "photo", "type16"
QUIZ_WORDS = {
    PHOTO: N_("Phototype, ten questions"),
    TYPE16: N_("Four-letter skin type"),
}
REPEAT_DAYS = 365
AXIS_WORDS = {
    "OD": (N_("oily"), N_("dry")),
    "SR": (N_("sensitive"), N_("resistant")),
    "PN": (N_("marks easily"), N_("marks seldom")),
    "WT": (N_("lines early"), N_("firm")),
}


@dataclass(frozen=True, slots=True)
class QuizQuestion:
    """One question; the answers carry points from left to right."""

    id: str
    axis: str
    text: Names
    options: tuple[Names, ...]


@dataclass(frozen=True, slots=True)
class Quiz:
    """A questionnaire with its rule."""

    id: str
    questions: tuple[QuizQuestion, ...]
    rule: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class AxisScore:
    """How far to one side of an axis, 5 to 20."""

    axis: str
    letter: str
    score: float
    is_leaning: bool  # near the cut: repeat it in another season


@dataclass(frozen=True, slots=True)
class QuizResult:
    """What came of it: "IV", or "DSPW"."""

    quiz: str
    result: str
    score: float  # of the phototype, 0 to 40; 0 for letters
    axes: tuple[AxisScore, ...] = ()

    @property
    def phototype(self) -> int | None:
        """1 to 6; None of another quiz."""
        return _ROMAN.index(self.result) + 1 if self.quiz == PHOTO else None


_ROMAN = ("I", "II", "III", "IV", "V", "VI")


@dataclass(eq=False)
class NoSuchQuiz(SalonError):
    """A questionnaire that there is not."""

    said: str

    text = N_("There is no questionnaire “{said}”. There are: photo, type16.")


@dataclass(eq=False)
class TooFewAnswers(SalonError):
    """A questionnaire that says nothing yet."""

    given: int
    least: int

    text = N_(
        "Only {given} questions are answered; it says something from {least} on. "
        "Answer some more."
    )


@dataclass(eq=False)
class NoSuchAnswer(SalonError):
    """An answer that the question does not offer."""

    question: str
    answer: str

    text = N_("“{answer}” is no answer to the question {question}.")


def quiz(name: str, *, is_hong_kong: bool = False) -> Quiz:
    """Return a questionnaire; raises NoSuchQuiz."""
    found = _quizzes(is_hong_kong=is_hong_kong)
    if name not in found:
        raise NoSuchQuiz(name)
    return found[name]


@cache
def _quizzes(*, is_hong_kong: bool) -> Mapping[str, Quiz]:
    said: dict[str, Any] = tomllib.loads(FILE.read_text("utf-8"))
    if is_hong_kong:
        said = content_in_hong_kong(said)
    asked: dict[str, list[QuizQuestion]] = {PHOTO: [], TYPE16: []}
    for one in said["question"]:
        options = tuple(_names(each) for each in one["options"])
        question = QuizQuestion(one["id"], one["axis"], _names(one["text"]), options)
        asked[one["quiz"]].append(question)
    return {key: Quiz(key, tuple(each), said[key]) for key, each in asked.items()}


def _names(said: Mapping[str, str]) -> Names:
    return Names(said["en"], said["zh_hans"], said["zh_hant"])


def result_of(name: str, answers: Mapping[str, int]) -> QuizResult:
    """Return what comes of the answers.

    Args:
        name: The questionnaire.
        answers: By question, which option, from 0; what is not answered is left out.

    Raises:
        NoSuchQuiz: There is none.
        NoSuchAnswer: A question or an option that is not there.
        TooFewAnswers: Too few to say something.
    """
    asked = quiz(name)
    known = {one.id: one for one in asked.questions}
    for key, at in answers.items():
        if key not in known or not 0 <= at < len(known[key].options):
            raise NoSuchAnswer(key, str(at))
    if name == PHOTO:
        return _phototype(asked, answers)
    return _letters(asked, answers)


def _phototype(asked: Quiz, answers: Mapping[str, int]) -> QuizResult:
    least, cuts = int(asked.rule["minimum_answered"]), asked.rule["cuts"]
    if len(answers) < least:
        raise TooFewAnswers(len(answers), least)
    points = sum(at + int(asked.rule["points_from"]) for at in answers.values())
    score = points * len(asked.questions) / len(answers)
    place = sum(score > cut for cut in cuts)
    return QuizResult(PHOTO, _ROMAN[place], round(score, 2))


def _letters(asked: Quiz, answers: Mapping[str, int]) -> QuizResult:
    rule = asked.rule
    least, first = int(rule["minimum_answered"]), int(rule["points_from"])
    low, high = rule["borderline"]
    axes = []
    for axis in rule["axes"]:
        given = [
            answers[one.id] + first
            for one in asked.questions
            if one.axis == axis and one.id in answers
        ]
        if len(given) < least:
            raise TooFewAnswers(len(given), least)
        score = sum(given) / len(given) * int(rule["questions_per_axis"])
        side = "high_letter" if score > rule["cut"] else "low_letter"
        is_leaning = low <= score <= high
        axes.append(AxisScore(axis, rule[side][axis], round(score, 2), is_leaning))
    letters = "".join(one.letter for one in axes)
    return QuizResult(TYPE16, letters, 0.0, tuple(axes))

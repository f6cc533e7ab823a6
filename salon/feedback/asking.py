"""The salon's seven questionnaires (`survey.toml`), and what an answer may be.

Wording that is scored is shipped and never edited: what was asked last year is what is
asked this year. A salon may leave out a questionnaire, not change it.
"""

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from salon.errors import SalonError
from salon.shipped import RESOURCES
from salon.text import N_, Names

LONGEST = 2_000  # letters
GAPS = range(
    -2, 3
)  # much less, a little less, as expected, a little better, much better
SCALE = range(1, 6)
TEN = range(11)  # 0 to 10
YES, NO = "1", "0"
_CHECK = {"1": YES, "yes": YES, "true": YES, "0": NO, "no": NO, "false": NO}


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a questionnaire."""

    id: str
    # scale_1_5, scale_0_10, nps, gap_5, choice, multi, text, ref_staff, check, photo
    type: str
    is_required: bool
    names: Names
    options: tuple[Names, ...] = ()
    dimension: str = ""

    @property
    def is_words(self) -> bool:
        """Whether it is answered in one's own words."""
        return self.type == "text"

    @property
    def takes_several(self) -> bool:
        """Whether several options may be chosen."""
        return self.type == "multi"


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """What is asked of somebody at one time."""

    id: str
    names: Names
    when: Names
    questions: tuple[Question, ...]

    def question(self, key: str) -> Question | None:
        """Return one of its questions; None where it has none of that name."""
        return next((one for one in self.questions if one.id == key), None)


@cache
def questionnaires() -> Mapping[str, Questionnaire]:
    """Return all of them by id, in their order."""
    with (RESOURCES / "domain" / "survey.toml").open("rb") as opened:
        surveys = tomllib.load(opened)["survey"]
    return {
        one["id"]: Questionnaire(
            one["id"],
            _names(one["name"]),
            _names(one["when"]),
            tuple(map(_question, one["question"])),
        )
        for one in surveys
    }


def keys_of(question: Question, people: Iterable[int] = ()) -> list[str]:
    """Return what can be chosen, as it is kept; nothing where words are asked for.

    Args:
        question: Of which question.
        people: Who may be named, by number.
    """
    match question.type:
        case "scale_1_5":
            return [str(one) for one in SCALE]
        case "scale_0_10" | "nps":
            return [str(one) for one in TEN]
        case "gap_5":
            return [str(one) for one in GAPS]
        case "choice" | "multi":
            return [str(one) for one in range(len(question.options))]
        case "ref_staff":
            return [str(one) for one in people]
        case "check":
            return [YES, NO]
    return []


def checked(
    question: Question, text: str, people: Callable[[], Iterable[int]] = tuple
) -> str:
    """Return an answer as it is kept.

    An option may be given by its number from 0 or by its words, in any language; of
    several they stand with commas between.

    Args:
        question: What was asked.
        text: What was answered; not empty.
        people: Asked for who may be named, where that matters.

    Raises:
        BadAnswer: The question has no such answer.
    """
    if question.type in ("text", "photo"):
        return text[:LONGEST]
    named = people() if question.type == "ref_staff" else ()
    choices = keys_of(question, named)
    if question.takes_several:
        parts = [part.strip() for part in text.split(",") if part.strip()]
        found = {_one(question, part, choices) for part in parts}
        return ",".join(sorted(found, key=int))
    return _one(question, text, choices)


def _one(question: Question, text: str, choices: list[str]) -> str:
    said = text.strip()
    if question.type == "gap_5":
        said = said.removeprefix("+")
    elif question.type == "check":
        said = _CHECK.get(said.lower(), said)
    if said in choices:
        return said
    for place, option in enumerate(question.options):
        if said.casefold() in (one.casefold() for one in _all(option)):
            return choices[place]
    words = [
        f"{key} ({option})" if option else key
        for key, option in zip(
            choices,
            [str(one) for one in question.options] or [""] * len(choices),
            strict=False,
        )
    ]
    raise BadAnswer(str(question.names), text, ", ".join(words))


def said_of(question: Question, answer: str, language: str) -> str:
    """Return an answer in words, as it is shown."""
    if question.type == "text" or not question.options:
        return answer
    keys = keys_of(question)
    places = [keys.index(one) for one in answer.split(",") if one in keys]
    return ", ".join(question.options[place].said_in(language) for place in places)


def _all(names: Names) -> tuple[str, str, str]:
    return names.en, names.zh_hans, names.zh_hant


def _question(one: Mapping[str, Any]) -> Question:
    return Question(
        one["id"],
        one["type"],
        bool(one.get("required")),
        _names(one["text"]),
        tuple(_names(option) for option in one.get("options", ())),
        one.get("dimension", ""),
    )


def _names(said: Mapping[str, Any]) -> Names:
    return Names(said["en"], said["zh_hans"], said["zh_hant"])


@dataclass(eq=False)
class BadAnswer(SalonError):
    """An answer that a question does not have."""

    question: str
    answer: str
    choices: str

    text = N_("“{answer}” is no answer to {question}. Say one of: {choices}.")

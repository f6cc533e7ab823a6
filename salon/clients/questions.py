"""How the questions of a file are asked aloud: `field_questions.csv`, read once."""

import csv
from functools import cache

from salon.shipped import RESOURCES
from salon.text import N_, Names, _, speaking

_STILL = N_("Last time you said: {value}. Is that still so?")
_NO_LIST_YET = N_("Last time there was nothing to note here. Is that still so?")


@cache
def question_words() -> dict[str, Names]:
    """Return the question of each field that somebody can be asked for."""
    path = RESOURCES / "domain" / "field_questions.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {
            line["field_id"]: Names(line["en"], line["zh_hans"], line["zh_hant"])
            for line in csv.DictReader(file)
        }


def can_be_asked(field: str) -> bool:
    """Return whether there are words to ask it with; the rest is for staff to see."""
    return field in question_words()


def said_aloud(field: str, tongue: str, known: str | None = None) -> str:
    """Return a question in a client's language.

    Args:
        field: Which.
        tongue: The language.
        known: What was said last time, in that language: it is asked whether it still
            holds. "" where there was nothing; None: it was never asked.
    """
    with speaking(tongue):
        if known:
            return _(_STILL).format(value=known)
        if known == "":
            return _(_NO_LIST_YET)
    words = question_words().get(field)
    return words.said_in(tongue) if words is not None else ""

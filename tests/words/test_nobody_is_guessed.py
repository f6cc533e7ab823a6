"""A client may be a man: nothing that is shown or printed says she, her or 她."""

import csv
import re

import pytest

from salon.shipped import RESOURCES
from salon.text import LANGUAGES
from tests.words.test_left_behind import all_texts

A_GUESS = re.compile(r"\b(?:she|her|hers|herself|he|him|his|himself)\b|[她妳]", re.I)
OF_SOMEBODY_NAMED = ("Your mother's skin compared with her age",)


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_text_takes_a_client_or_a_colleague_for_a_woman(code: str) -> None:
    guesses = [
        (where, text)
        for where, text in all_texts(code)
        if A_GUESS.search(text) and text not in OF_SOMEBODY_NAMED
    ]
    assert guesses == []


def test_neither_do_the_words_of_the_sample_salon() -> None:
    file = RESOURCES / "demo" / "texts.csv"
    with file.open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.reader(opened))
    assert [row for row in rows if A_GUESS.search(" ".join(row))] == []


@pytest.mark.parametrize(
    ("text", "is_guess"),
    [
        ("She came", True),
        ("her file", True),
        ("她来了", True),
        ("the other heroes", False),
        ("There it is", False),
        ("其他", False),
    ],
)
def test_only_words_of_a_guess_are_one(text: str, *, is_guess: bool) -> None:
    assert bool(A_GUESS.search(text)) is is_guess

"""Every text of the starting content, by the language it is in."""

import csv
import tomllib
from collections.abc import Iterator
from functools import cache
from typing import Any

from salon.shipped import RESOURCES

HERE = RESOURCES / "domain"
# What people type is understood however it is written, and is shown to nobody.
TYPED = ("typed_words", "typed_words_not")
SPEAKS = {"en": "en", "zh_hans": "zh_CN", "zh_hant": "zh_TW"}


@cache
def domain_texts(code: str) -> tuple[tuple[str, str], ...]:
    """Return where each text in language *code* is, and the text."""
    return tuple(
        (f"{file.name}: {where}", text)
        for file in sorted(HERE.iterdir())
        if file.stem not in TYPED
        for where, spoken, text in _texts(file)
        if spoken == code and text
    )


def _texts(file: Any) -> Iterator[tuple[str, str, str]]:
    if file.suffix == ".csv":
        with file.open(encoding="utf-8-sig", newline="") as opened:
            for row in csv.DictReader(opened):
                first = next(iter(row.values()))
                for column, text in row.items():
                    yield f"{first}.{column}", _code(column), text
        return
    yield from _leaves(tomllib.loads(file.read_text(encoding="utf-8")), "", "")


def _leaves(value: Any, where: str, code: str) -> Iterator[tuple[str, str, str]]:
    match value:
        case str():
            yield where, code, value
        case list():
            for at, one in enumerate(value):
                yield from _leaves(one, f"{where}[{at}]", code)
        case dict():
            for key, one in value.items():
                yield from _leaves(one, f"{where}.{key}", _code(key) or code)


def _code(column: str) -> str:
    for ending, code in SPEAKS.items():
        if column == ending or column.endswith(f"_{ending}"):
            return code
    return ""

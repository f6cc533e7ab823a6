"""What the sample salon is made of: `resources/demo`, in the salon's language."""

import csv
import tomllib
from functools import cache
from random import Random
from typing import Any

from salon.shipped import RESOURCES
from salon.text import Names

HERE = RESOURCES / "demo"


@cache
def load(name: str) -> dict[str, Any]:
    """Return one of the TOML files."""
    with (HERE / f"{name}.toml").open("rb") as opened:
        return tomllib.load(opened)


@cache
def _texts() -> dict[str, list[Names]]:
    found: dict[str, list[Names]] = {}
    with (HERE / "texts.csv").open(encoding="utf-8", newline="") as opened:
        for row in csv.DictReader(opened):
            names = Names(row["en"], row["zh_hans"], row["zh_hant"])
            found.setdefault(row["key"], []).append(names)
    return found


class Texts:
    """The sentences of one language, by key; several say the same in other words."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._said = {
            key: [names.said_in(language) for names in several]
            for key, several in _texts().items()
        }

    def all(self, key: str) -> list[str]:
        """Return every sentence of *key*; one empty one if there is none."""
        return self._said.get(key) or [""]

    def one(self, key: str, random: Random) -> str:
        """Return any sentence of *key*."""
        several = self.all(key)
        return several[int(random.random() * len(several))]

    def of(self, key: str, *narrower: str) -> list[str]:
        """Return the sentences of the narrowest key there are: "next.FAC", "next"."""
        for place in range(len(narrower), -1, -1):
            found = self._said.get(".".join((key, *narrower[:place])))
            if found:
                return found
        return [""]

    def first(self, key: str) -> str:
        """Return the first sentence of *key*."""
        return self.all(key)[0]

    def named(self, names: dict[str, str]) -> str:
        """Return a name given in three languages."""
        return Names(names["en"], names["zh_hans"], names["zh_hant"]).said_in(
            self.language
        )


@cache
def spoken(language: str) -> Texts:
    """Return the sentences of *language*, for a paper that is not in the salon's."""
    return Texts(language)

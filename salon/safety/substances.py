"""Which names of what somebody is allergic to are names of one thing.

Plain: 青霉素, 盘尼西林 and Penizillin are penicillin, whoever wrote them.
"""

import csv
import re
from functools import cache, lru_cache

from salon.safety.vocabulary import fold
from salon.shipped import RESOURCES

_HERE = RESOURCES / "domain"
# What says only that it is an allergy.
_AROUND = re.compile(
    r"^(?:对|對)|^(?:allerg(?:ic|y) (?:to|against)|allergisch (?:gegen|auf)|allergique "
    r"(?:à la|à l|à|au|aux)|allergie (?:gegen|auf|à la|à l|à|au|aux))\s+|"
    r"\s*(?:[严嚴]重)?[过過]敏[史者]?$|[\s-]*allerg(?:y|ies|ic|ie|ien|isch|ia)$|"
    r"^allergie\s+|アレルギー$|\s*알레르기$"
)


@lru_cache(maxsize=10_000)
def substance(text: str) -> str:
    """Return by what a substance is known, whatever it is called in *text*.

    What nobody lists is known by its own name, folded.
    """
    word = _folded(text)
    known = _known()
    if word not in known:
        word = _AROUND.sub("", _AROUND.sub("", word)).strip() or word
    if word not in known and word.isascii() and word.endswith("s"):
        word = next((one for one in (word[:-1], word[:-2]) if one in known), word)
    return known.get(word, word)


def _folded(text: str) -> str:
    return re.sub(r"[\s\-‐-–]+", " ", fold(text)).strip(" .,;:。，；：!?？")


@cache
def _known() -> dict[str, str]:
    """Return each name, folded, with what it names; what is listed first counts."""
    known: dict[str, str] = {}
    with (_HERE / "substance_names.csv").open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            for name in line["names"].split("; "):
                known.setdefault(_folded(name), line["substance"])
    with (_HERE / "ingredients.csv").open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            names = [line["inci"], line["en"], line["zh_hans"], line["zh_hant"]]
            words = [_folded(one) for one in names]
            named = next((known[one] for one in words if one in known), words[0])
            for word in words:
                known.setdefault(word, named)
    return known

"""The order of a register of names: by strokes, as in a telephone book of paper."""

from functools import cache, lru_cache

from salon.shipped import RESOURCES

_LAST = 1_000_000  # what is not in it comes behind


@lru_cache(maxsize=200_000)
def stroke_key(name: str) -> tuple[int, ...]:
    """Return what a name is ordered by: strokes of each character, then their order.

    What is written in letters comes first, letter by letter.
    """
    places = _places()
    return tuple(
        ord(letter.casefold()[:1]) - _LAST
        if ord(letter) < 0x2E80
        else places.get(letter, _LAST)
        for letter in name
    )


@cache
def _places() -> dict[str, int]:
    found: dict[str, int] = {}
    text = (RESOURCES / "strokes.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        strokes, _tab, letters = line.partition("\t")
        start = int(strokes) * 10_000
        for place, letter in enumerate(letters):
            found.setdefault(letter, start + place)
    return found

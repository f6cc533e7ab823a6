"""Several words in one line, with the marks that the language puts between them."""

from collections.abc import Iterable

from salon.text import language
from salon.text import listed as listed


def joined(parts: Iterable[str | None]) -> str:
    """Return what is said one after the other: "mild, stable"."""
    return ("，" if _is_chinese() else ", ").join(filter(None, parts))


def apart(parts: Iterable[str | None]) -> str:
    """Return what has commas of its own: "cheek, left; nose"."""
    return ("；" if _is_chinese() else "; ").join(filter(None, parts))


def _is_chinese() -> bool:
    return language().startswith("zh")

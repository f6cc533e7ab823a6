"""What a command answers, before it is printed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Answer:
    """A document for programs, lines for people, and the exit status."""

    document: Any = None  # or what makes it, where it is large
    lines: Iterable[str] = ()
    changed: object = None  # public number of what was changed, for the ACK
    status: int = 0
    raw: bytes | None = None  # written as it is: a PDF to standard output

    def whole(self) -> Any:
        """Return the document, made now if it was not yet."""
        return self.document() if callable(self.document) else self.document


def listed(name: str, shapes: Sequence[Any], lines: Iterable[str]) -> Answer:
    """Return a list in its shape, with how many there are."""
    return Answer({name: list(shapes), "total": len(shapes)}, lines)

"""What every paper is composed with: its languages, the look, the letterhead."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Concatenate, ParamSpec

from salon.paper.pages import Laid, Paper
from salon.paper.sheets import Letterhead, Look
from salon.settings.model import Premises
from salon.settings.queries import premises
from salon.text import speaking
from salon.work import Reading

P = ParamSpec("P")


@dataclass(frozen=True)
class Composed:
    """A paper with all it says, ready to be set in any thread, without the records.

    In a pair of languages it is two whole papers, one after the other.
    """

    editions: tuple[tuple[str, Any], ...]  # language, and a sheet that is frozen
    document: Callable[[Any, Letterhead, Look], Laid]
    head: Letterhead
    look: Look

    @property
    def sheet(self) -> Any:
        """Return what the paper says in its first language."""
        return self.editions[0][1]

    def set(self) -> Paper:
        """Return the paper."""
        return printed(self.document, self.editions, self.head, self.look)


def printed(
    document: Callable[[Any, Letterhead, Look], Laid],
    editions: tuple[tuple[str, Any], ...],
    head: Letterhead,
    look: Look,
) -> Paper:
    """Return a document set in each language, as one file."""
    from salon.paper.pages import bind  # ReportLab comes with it

    laid = []
    for tongue, sheet in editions:
        with speaking(tongue):
            laid.append(document(sheet, head, replace(look, languages=(tongue,))))
    return bind(*laid, author=head.salon)


def spoken_in(look: Look, tongue: str) -> Look:
    """Return *look* in that language, unless it has languages of its own."""
    return look if look.languages or not tongue else replace(look, languages=(tongue,))


def letterhead(here: Premises) -> Letterhead:
    """Return the salon as it stands at the head of its papers."""
    return Letterhead(here.name, here.address, here.phone)


def composed(
    reading: Reading,
    document: Callable[[Any, Letterhead, Look], Laid],
    look: Look,
    query: Callable[Concatenate[Reading, P], object],
    *args: P.args,
    **kwargs: P.kwargs,
) -> Composed:
    """Return what *query* finds, filled in each language of the paper."""
    here = premises(reading)
    editions = []
    for tongue in look.languages or (here.language,):
        with speaking(tongue):
            editions.append((tongue, query(reading, *args, **kwargs)))
    return Composed(tuple(editions), document, letterhead(here), look)

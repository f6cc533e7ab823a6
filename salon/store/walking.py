"""What belongs to a file, row by row, and what becomes of it: by the ties alone.

No table is named here. A new one is walked since its columns say what they mean by the
rows they name (`salon.store.leaning`).
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Column, Enum, LargeBinary, String, Table, select
from sqlalchemy.orm import Session

from salon.store.base import Base, Record
from salon.store.leaning import Erasure, Link, Tie, links_to

_GRAVITY = (Erasure.KEPT, Erasure.BLANKED, Erasure.REMOVED)
_TOGETHER = 500  # ids in one question
_DIGESTS = ("hash", "digest", "paper", "picture")  # columns that name bytes by these


@dataclass
class Walked:
    """Rows by table, with what becomes of them."""

    fates: dict[str, dict[int, Erasure]] = field(
        default_factory=lambda: defaultdict(dict)
    )
    loose: dict[tuple[str, str], set[int]] = field(
        default_factory=lambda: defaultdict(set)
    )  # links that are let go, by table and column

    def of(self, fate: Erasure) -> dict[str, list[int]]:
        """Return the ids of rows by table that share a fate."""
        found = {
            name: sorted(key for key, one in rows.items() if one is fate)
            for name, rows in self.fates.items()
        }
        return {name: keys for name, keys in found.items() if keys}

    def note(self, table: str, keys: Collection[int], fate: Erasure) -> set[int]:
        """Take down a fate, the graver one counts; return what has changed by it."""
        rows, moved = self.fates[table], set()
        for key in keys:
            was = rows.get(key)
            if was is None or _GRAVITY.index(fate) > _GRAVITY.index(was):
                rows[key] = fate
                moved.add(key)
        return moved


def walked(
    session: Session,
    clients: Collection[int],
    spared: Callable[[type[Record]], bool] = lambda _kind: False,
    *,
    is_whole: bool = True,
) -> Walked:
    """Return what belongs to the files *clients*, and what would become of it.

    Args:
        session: Only read.
        clients: The files; what is joined into one is one with it.
        spared: Tables that stay for now, with all that belongs to their rows.
        is_whole: Whether what stays is blanked too; else only what goes is found.
    """
    found = Walked()
    open_: list[tuple[str, set[int], Erasure]] = [
        ("client", set(clients), Erasure.BLANKED)
    ]
    while open_:
        target, keys, fate = open_.pop()
        for link in links_to(target):
            if spared(link.kind) or link.table.name == "client":
                continue
            rows = set[int](_rows(session, link, keys))
            if not rows:
                continue
            own = _fate(link, fate)
            is_loosened = fate is Erasure.REMOVED and own is not Erasure.REMOVED
            names_only = link.leaning.tie is Tie.NAMES
            is_let_go = names_only and own is Erasure.BLANKED and is_whole
            if is_loosened or is_let_go:
                found.loose[link.table.name, link.column.key].update(rows)
            if names_only and own is Erasure.KEPT:
                continue
            moved = found.note(link.table.name, rows, own)
            if moved and (own is Erasure.REMOVED or not names_only):
                open_.append((link.table.name, moved, own))
    if not is_whole:
        for fates in found.fates.values():
            for key in [k for k, one in fates.items() if one is not Erasure.REMOVED]:
                del fates[key]
    return found


def _fate(link: Link, of_parent: Erasure) -> Erasure:
    own = link.leaning.erasure
    if of_parent is Erasure.REMOVED and not link.column.nullable:
        return Erasure.REMOVED  # it cannot name what is gone
    return own


def _rows(session: Session, link: Link, keys: set[int]) -> Iterator[int]:
    for some in some_of(keys):
        asked = select(link.table.c.id).where(link.column.in_(some))
        yield from session.scalars(asked)


def some_of(keys: Collection[Any]) -> Iterator[list[Any]]:
    """Yield keys in their order, as many as one question may hold."""
    ordered = sorted(keys)
    for first in range(0, len(ordered), _TOGETHER):
        yield ordered[first : first + _TOGETHER]


def texts_of(table: Table) -> list[Column[Any]]:
    """Return the columns of a table that hold words."""
    return [
        column
        for column in table.c
        if isinstance(column.type, String)
        and not isinstance(column.type, Enum | LargeBinary)
    ]


def shelved_by(table: Table) -> list[Column[Any]]:
    """Return the columns that name a picture or a paper by its digest."""
    return [c for c in texts_of(table) if c.key in _DIGESTS]


def digests_of(session: Session, rows: Mapping[str, Collection[int]]) -> set[str]:
    """Return the digests under which pictures and papers of *rows* lie."""
    found: set[str] = set()
    for name, keys in rows.items():
        table = Base.metadata.tables[name]
        for column in shelved_by(table):
            for some in some_of(keys):
                asked = select(column).where(table.c.id.in_(some))
                found.update(filter(None, session.connection().scalars(asked)))
    return found

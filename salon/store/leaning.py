"""Who leans on whom: said once, where a column names a row of another table.

Merging, taking back, erasing, checking, the history and the versions of rows all read
it here, so that a new table is known to each of them by declaring its columns.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from typing import Any

from sqlalchemy import Column, ForeignKey, Select, Table, select
from sqlalchemy.orm import MappedColumn, mapped_column

from salon.store.base import Base, Record, table_of

_NAME = "leaning"


class Tie(Enum):
    """What a row is to the one it names."""

    PART = auto()  # a part of it, as a phone of a client: its version rises with it
    OWN = auto()  # in its file with a life of its own, as a visit of a client
    NAMES = auto()  # only names it, as a visit names its room


class Merge(Enum):
    """What becomes of a row whose client is joined into another."""

    FOLLOWS = auto()  # names the one that was kept from now on
    JOINED = auto()  # by a rule of its own; what both have may stay behind
    STAYS = auto()  # goes on naming the one that was joined away


class Erasure(Enum):
    """What becomes of a row when the person it speaks of is erased."""

    REMOVED = auto()
    BLANKED = auto()  # stays for the books, without what was told or written
    KEPT = auto()


@dataclass(frozen=True, slots=True)
class Leaning:
    """What a column that names another row means by it."""

    tie: Tie
    merge: Merge
    erasure: Erasure


def leans(
    target: str,
    tie: Tie,
    *,
    merge: Merge | None = None,
    erasure: Erasure | None = None,
    **more: Any,
) -> MappedColumn[Any]:
    """Declare a column that names a row of another table.

    Args:
        target: What it names: "client.id".
        tie: What this row is to that one.
        merge: See there; what belongs to a file follows it, what names it stays.
        erasure: See there; what belongs to a file goes with it.
        **more: As `mapped_column` takes it.
    """
    return mapped_column(ForeignKey(target), info=said(tie, merge, erasure), **more)


def said(
    tie: Tie, merge: Merge | None = None, erasure: Erasure | None = None
) -> dict[str, Leaning]:
    """Return the `info` of a column, for a table that has no class."""
    only_names = tie is Tie.NAMES
    return {
        _NAME: Leaning(
            tie,
            merge or (Merge.STAYS if only_names else Merge.FOLLOWS),
            erasure or (Erasure.KEPT if only_names else Erasure.REMOVED),
        )
    }


@dataclass(frozen=True, slots=True)
class Link:
    """One column by which rows lean on rows of another table."""

    kind: type[Record]
    column: Column[Any]
    target: str  # the other table's name
    leaning: Leaning

    @property
    def table(self) -> Table:
        """The table of the rows that lean."""
        return table_of(self.kind)


def links_to(target: str, *ties: Tie) -> list[Link]:
    """Return the links to a table, parents before their children; all ties if none."""
    return [
        one
        for one in _links(len(Base.metadata.tables))
        if one.target == target and (not ties or one.leaning.tie in ties)
    ]


def links_of(kind: type[Record], *ties: Tie) -> tuple[Link, ...]:
    """Return the links by which the rows of one table lean on others."""
    return _links_of(len(Base.metadata.tables), kind, ties)


def file_of(target: str, key: int) -> Iterator[tuple[Table, Select[Any]]]:
    """Yield what belongs to one row's file, by table, as a question for the ids.

    Her phones, her visits, and what belongs to these in turn.
    """
    yield from _file_of(target, [key], ())


def _file_of(
    target: str, keys: Sequence[int] | Select[Any], above: tuple[str, ...]
) -> Iterator[tuple[Table, Select[Any]]]:
    for link in links_to(target, Tie.PART, Tie.OWN):
        if link.table.name not in (target, *above):
            own = select(link.table.c.id).where(link.column.in_(keys))
            yield link.table, own
            yield from _file_of(link.table.name, own, (*above, target))


def kinds() -> dict[str, type[Record]]:
    """Return the class of every table of records, by the table's name."""
    return _kinds(len(Base.metadata.tables))


def reference_tables() -> frozenset[str]:
    """Return the tables that seldom change and are asked by nearly every action."""
    return _reference(len(Base.metadata.tables))


@cache
def _reference(tables: int) -> frozenset[str]:
    return frozenset(name for name, kind in _kinds(tables).items() if kind.is_reference)


@cache
def _links_of(
    tables: int, kind: type[Record], ties: tuple[Tie, ...]
) -> tuple[Link, ...]:
    return tuple(
        one
        for one in _links(tables)
        if one.kind is kind and (not ties or one.leaning.tie in ties)
    )


@cache
def _kinds(_tables: int) -> dict[str, type[Record]]:
    return {
        table_of(mapper.class_).name: mapper.class_
        for mapper in Base.registry.mappers
        if issubclass(mapper.class_, Record)
    }


@cache
def _links(tables: int) -> tuple[Link, ...]:
    """Return every link; asked anew while tables are still being declared."""
    known = _kinds(tables)
    return tuple(
        Link(known[table.name], column, key.column.table.name, column.info[_NAME])
        for table in Base.metadata.sorted_tables
        if table.name in known
        for column in table.c
        for key in column.foreign_keys
    )

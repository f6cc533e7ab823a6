"""A version rises with its parts: who edits an old look at the whole is told.

Her phones, facts and allergies are rows of their own, and the form shows them with her
name: so a change to one of them is a change of her file. What is a part of what, the
columns say (`salon.store.leaning`).
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, inspect, select, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from salon.store.base import Base, Record, table_of
from salon.store.bulk import Bulk
from salon.store.chain import Difference
from salon.store.history import Kind
from salon.store.leaning import Tie, kinds, links_of

Wholes = dict[str, set[int]]  # ids by the table's name


def wholes_in(session: Session) -> Wholes:
    """Return what the rows that are about to be flushed are parts of."""
    found: Wholes = defaultdict(set)
    for row in (*session.new, *session.deleted, *session.dirty):
        links = links_of(type(row), Tie.PART) if isinstance(row, Record) else ()
        for link in links:
            if row in session.dirty and not session.is_modified(row):
                continue
            named = inspect(row).attrs[link.column.key].history
            keys = (*named.added, *named.unchanged, *named.deleted)
            found[link.target].update(key for key in keys if key is not None)
    return found


def wholes_of(table: Table, images: Iterable[Mapping[str, Any]]) -> Wholes:
    """Return what rows of *table* are parts of, given what they hold or held."""
    links = links_of(kinds()[table.name], Tie.PART)
    found: Wholes = defaultdict(set)
    for image in images if links else ():
        for link in links:
            if (key := image.get(link.column.key)) is not None:
                found[link.target].add(key)
    return found


def wholes_of_bulk(bulk: Bulk) -> Wholes:
    """Return what rows were parts of that were changed or deleted together."""
    table = Base.metadata.tables[bulk.table]
    return wholes_of(table, map(json.loads, (*bulk.before, *bulk.after)))


def rise_with(
    connection: Connection, changes: Sequence[Difference], bulks: Sequence[Bulk]
) -> None:
    """Let rows rise whose parts a step back or forth has put as they were."""
    rows: dict[str, tuple[Table, list[int]]] = {}
    for one in changes:
        images = [image for image in (one.before, one.after) if image]
        raise_all(connection, wholes_of(one.table, images))
        if one.before is not None and one.after is not None:
            rows.setdefault(one.table.name, (one.table, []))[1].append(one.key)
    for bulk in bulks:
        raise_all(connection, wholes_of_bulk(bulk))
        if bulk.kind != Kind.DELETE:
            table = Base.metadata.tables[bulk.table]
            rows.setdefault(bulk.table, (table, []))[1].extend(bulk.keys)
    for name, (table, keys) in rows.items():
        for link in links_of(kinds()[name], Tie.PART):
            for some in _pages(keys):
                named = select(link.column).distinct().where(table.c.id.in_(some))
                wholes = {key for key in connection.scalars(named) if key is not None}
                raise_all(connection, {link.target: wholes})


def raise_in(session: Session, table: str, keys: Iterable[int]) -> None:
    """Let rows rise by the flush that is about to come."""
    kind, unknown = kinds()[table], set[int]()
    mapper = inspect(kind)
    plain = next(c.key for c in table_of(kind).c if c.key not in ("id", "version"))
    for key in keys:
        row = session.identity_map.get(mapper.identity_key_from_primary_key((key,)))
        if row is None:
            unknown.add(key)
        elif row not in session.deleted:
            flag_modified(row, plain)
    raise_all(session.connection(), {table: unknown})


def raise_all(connection: Connection, wholes: Mapping[str, set[int]]) -> None:
    """Let rows rise that no work holds in its hands; who is gone stays gone."""
    for name, keys in wholes.items():
        table = Base.metadata.tables[name]
        for some in _pages(sorted(keys)):
            connection.execute(
                update(table)
                .where(table.c.id.in_(some))
                .values(version=table.c.version + 1)
            )


def _pages(keys: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(keys), 500):
        yield keys[start : start + 500]

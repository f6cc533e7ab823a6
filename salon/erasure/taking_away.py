"""Taking away what belongs to a file and what names somebody elsewhere."""

import json
from collections import defaultdict
from collections.abc import Collection
from typing import Any

from sqlalchemy import String, Table, delete, select, update

from salon.erasure.naming import Marks
from salon.store.base import Base, Record, table_of
from salon.store.drafts import DRAFT
from salon.store.history import CHANGE, Kind
from salon.store.leaning import Erasure, Tie, kinds
from salon.store.traces import NOT_HERS, Traces, holding, swept
from salon.store.walking import Walked, shelved_by, some_of, texts_of
from salon.work import Work

_SHELVES = (("picture", "hash"), ("mail_paper", "digest"))  # bytes under their digest


def take_away(work: Work, found: Walked) -> None:
    """Remove and blank what was *found*; the history forgets all of it."""
    removed, blanked = found.of(Erasure.REMOVED), found.of(Erasure.BLANKED)
    for (name, column), loose in found.loose.items():
        kind = kinds()[name]
        left = loose - set(removed.get(name, ()))
        work.change_many(kind, {key: {column: None} for key in left})
        work.forget_all(table_of(kind), left)
    for name, keys in blanked.items():
        kind = kinds()[name]
        empty = {column: _nothing(table_of(kind), column) for column in kind.told}
        if empty:
            work.change_many(kind, dict.fromkeys(keys, empty))
        work.forget_all(table_of(kind), keys)
    for table in reversed(Base.metadata.sorted_tables):  # children first
        if table.name in removed:
            work.remove_many(kinds()[table.name], removed[table.name])
            work.forget_all(table, removed[table.name])
    for row in list(work.session.identity_map.values()):
        if isinstance(row, Record) and row.id in found.fates.get(
            table_of(row).name, ()
        ):
            if row.id in removed.get(table_of(row).name, ()):
                work.session.expunge(row)
            else:  # whole, as the history asks what it said before
                work.session.refresh(row)


def _nothing(table: Table, column: str) -> Any:
    kept = table.c[column]
    if kept.nullable:
        return None
    return "" if isinstance(kept.type, String) else 0


def forget_deleted(work: Work, clients: Collection[int], found: Walked) -> None:
    """Let the history forget what was taken off these files earlier.

    A number that was corrected, an allergy that was none: their rows are gone, but what
    they held is told by the history.
    """
    whose: dict[str, set[int]] = {"client": set(clients)}
    for name, rows in found.fates.items():
        whose.setdefault(name, set()).update(rows)
    for table in Base.metadata.sorted_tables:
        if table.name not in kinds():
            continue
        links = [
            (key.parent.key, key.column.table.name)
            for key in table.foreign_keys
            if key.parent.info["leaning"].tie is not Tie.NAMES
        ]
        wanted = {column: whose[target] for column, target in links if target in whose}
        if not wanted:
            continue
        gone = set()
        of_table = (CHANGE.c.table_name == table.name) & CHANGE.c.before.is_not(None)
        asked = select(CHANGE.c.row_id, CHANGE.c.before).where(
            of_table, CHANGE.c.kind.in_((Kind.DELETE, Kind.UPDATE))
        )
        for key, before in work.session.connection().execute(asked):
            held = json.loads(before)
            if any(held.get(column) in keys for column, keys in wanted.items()):
                gone.add(key)
        work.forget_all(table, gone - whose.get(table.name, set()))
        whose.setdefault(table.name, set()).update(gone)


def sweep(work: Work, found: Traces) -> None:
    """Take out of the rows of others what names the client; the history forgets it."""
    for name, rows in found.rows.items():
        kind = kinds()[name]
        work.change_many(kind, rows)
        work.forget_all(Base.metadata.tables[name], rows)


def sweep_history(work: Work, marks: Marks, own: Collection[int]) -> None:
    """Let the history forget rows of others in which it knows one of *marks*.

    Args:
        work: As ever.
        marks: What names the client.
        own: The client's files, of which nothing is left in any case.
    """
    if not marks.all:
        return
    asked = select(
        CHANGE.c.table_name, CHANGE.c.row_id, CHANGE.c.before, CHANGE.c.after
    )
    hits: dict[str, set[int]] = defaultdict(set)
    where = holding([CHANGE.c.before, CHANGE.c.after], marks.asked)
    for name, key, before, after in work.session.connection().execute(
        asked.where(where)
    ):
        texts = [one for one in (before, after) if one]
        if name == "client_phone" and key not in own:
            continue  # another person's own number
        if name == "client" and key not in own:
            texts = _written(texts)  # but the name, which may be a namesake's
        if any(swept(marks, one) != one for one in texts):
            hits[name].add(key)
    for name, keys in hits.items():
        if (table := Base.metadata.tables.get(name)) is not None:
            work.forget_all(table, keys)


def _written(images: Collection[str]) -> list[str]:
    """Return what staff wrote about a client, of rows as the history keeps them."""
    held = [json.loads(one) for one in images]
    told = kinds()["client"].told
    return [str(one[column]) for one in held for column in told if one.get(column)]


def drop_beside(work: Work, marks: Marks, places: Collection[str]) -> None:
    """Drop what lies beside the history: drafts, kept pages, answers without a name.

    A draft about somebody else stays, without the name.

    Args:
        work: As ever.
        marks: What names the client.
        places: Public numbers of the client's records, as drafts are kept under.
    """
    connection = work.session.connection()
    for place, body in connection.execute(select(DRAFT.c.place, DRAFT.c.body)).all():
        here = DRAFT.c.place == place
        if set(place.split()) & set(places):
            connection.execute(delete(DRAFT).where(here))
        elif (clean := swept(marks, body)) != body:
            connection.execute(update(DRAFT).where(here).values(body=clean))
    for table in Base.metadata.sorted_tables:
        if table.name in kinds() or table.name in NOT_HERS - {"loyalty_sheet"}:
            continue
        if table.name == "loyalty_sheet":  # worked out anew when it is looked at
            connection.execute(delete(table))
            continue
        columns = texts_of(table)
        keys = list(table.primary_key.columns)
        if not columns or not marks.all:
            continue
        asked = select(table).where(holding(columns, marks.asked))
        for row in connection.execute(asked).all():
            held = {c.key: swept(marks, getattr(row, c.key) or "") for c in columns}
            here = [key == getattr(row, key.key) for key in keys]
            connection.execute(update(table).where(*here).values(held))


def drop_unused(work: Work, digests: Collection[str]) -> None:
    """Drop pictures and papers that nobody's record names any more."""
    connection = work.session.connection()
    named: set[str] = set()
    for table in Base.metadata.sorted_tables:
        if table.name not in kinds():
            continue
        for column in shelved_by(table):
            for some in some_of(digests):
                asked = select(column).where(column.in_(some))
                named.update(connection.scalars(asked))
    for name, digest in _SHELVES:
        table = Base.metadata.tables[name]
        for some in some_of(set(digests) - named):
            connection.execute(delete(table).where(table.c[digest].in_(some)))

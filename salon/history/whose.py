"""Whose an action is: the clients whose rows it changed, by number and name."""

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import func, select

from salon.clients.model import ClientId
from salon.store.base import Base
from salon.store.history import Change
from salon.store.whom import CLIENT, COLUMN, MANY, MOST_NAMED
from salon.work import Reading

Clients = Sequence[tuple[ClientId, str]]


def clients_in(reading: Reading, seqs: Collection[int]) -> Mapping[int, Clients]:
    """Return the clients that each action is about; nobody where they are many.

    Of one who is no longer there the name is "".
    """
    counted = select(Change.seq).where(Change.seq.in_(seqs)).group_by(Change.seq)
    few = set(reading.session.scalars(counted.having(func.count() <= MANY)))
    asked = select(
        *(Change.seq, Change.table_name, Change.row_id, Change.before, Change.after)
    ).where(Change.seq.in_(few))
    found: dict[int, set[int]] = defaultdict(set)
    open_: dict[str, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    for seq, table, row, before, after in reading.session.execute(asked):
        if table == CLIENT:
            found[seq].add(row)
            continue
        kept = json.loads(before or "{}") | json.loads(after or "{}")
        if isinstance(said := kept.get(COLUMN), int):
            found[seq].add(said)
        elif COLUMN not in kept:
            open_[table][row].add(seq)
    for name, rows in open_.items():
        table_ = Base.metadata.tables.get(name)
        if table_ is None or COLUMN not in table_.c:
            continue
        own = select(table_.c.id, table_.c[COLUMN]).where(table_.c.id.in_(rows))
        for row, client in reading.session.execute(own):
            for seq in rows[row] if client is not None else ():
                found[seq].add(client)
    named = _names(reading, {one for keys in found.values() for one in keys})
    return {
        seq: [(ClientId(key), named.get(key, "")) for key in sorted(keys)]
        for seq, keys in found.items()
        if len(keys) <= MOST_NAMED
    }


def _names(reading: Reading, keys: Collection[int]) -> dict[int, str]:
    table = Base.metadata.tables[CLIENT]
    asked = select(table.c.id, table.c.name).where(table.c.id.in_(keys))
    return {int(row.id): str(row.name) for row in reading.session.execute(asked)}

"""Whom an action is about: the clients whose rows it changed."""

from collections.abc import Sequence

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from salon.store.bulk import Bulk
from salon.store.chain import Difference
from salon.store.rows import Image

CLIENT, COLUMN = "client", "client_id"
MANY = 40  # changes; whoever makes more is not asked about each


def clients_named(
    session: Session, changes: Sequence[Difference], bulks: Sequence[Bulk] = ()
) -> frozenset[int]:
    """Return the ids of the clients that *changes* are about.

    Nobody where rows were written in bulk, or where they are too many to name.
    """
    if bulks or len(changes) > MANY:
        return frozenset()
    found = (_client_of(session, change) for change in changes)
    return frozenset(one for one in found if one is not None)


def _client_of(session: Session, change: Difference) -> int | None:
    if change.table.name == CLIENT:
        return change.key
    if COLUMN not in change.table.c:
        return None
    image: Image = {**(change.before or {}), **(change.after or {})}
    said = image.get(COLUMN)
    if COLUMN in image:
        return said if isinstance(said, int) else None
    return _looked_up(session, change.table, change.key)


def _looked_up(session: Session, table: Table, key: int) -> int | None:
    asked = select(table.c[COLUMN]).where(table.c.id == key)
    return session.connection().scalar(asked)

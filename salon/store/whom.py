"""Whom an action is about: the clients whose rows it changed."""

from collections.abc import Sequence

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from salon.store.base import Base
from salon.store.bulk import Bulk
from salon.store.chain import Difference
from salon.store.rows import Image

CLIENT, COLUMN = "client", "client_id"
MOST_NAMED = 2  # clients; of more an action says only what it was
MANY = 40  # changes; whoever makes more is not asked about each


def names_of(
    session: Session, changes: Sequence[Difference], bulks: Sequence[Bulk] = ()
) -> tuple[str, ...]:
    """Return the names of the clients that *changes* are about, also of one who went.

    Nobody where rows were written in bulk, or where they are too many to name.
    """
    if bulks or len(changes) > MANY:
        return ()
    found = {_client_of(session, change) for change in changes} - {None}
    if not 0 < len(found) <= MOST_NAMED:
        return ()
    gone = {
        change.key: str((change.before or {}).get("name") or "")
        for change in changes
        if change.table.name == CLIENT and change.after is None
    }
    table = Base.metadata.tables[CLIENT]
    asked = select(table.c.id, table.c.name).where(table.c.id.in_(found))
    names = gone | dict(map(tuple, session.connection().execute(asked)))
    return tuple(names[key] for key in sorted(names) if names[key])


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

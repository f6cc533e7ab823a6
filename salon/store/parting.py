"""What one action of the past did to each row, as it is to be put back by parts.

Undo puts back a whole action or nothing. Parting two files puts back of an older one
what still stands as that action left it, and leaves what was changed since.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from salon.store.base import Base
from salon.store.history import Change, Kind
from salon.store.rows import image_of, values_of
from salon.store.steps import DoesNotFit, carried, steps_of
from salon.store.undo import read_image


@dataclass(frozen=True, slots=True)
class Was:
    """One row as an action found it, and how it left it, in the salon's own types."""

    table: Table
    key: int
    before: dict[str, Any]
    after: dict[str, Any] | None  # None: it was deleted

    @property
    def is_gone(self) -> bool:
        """Whether the action deleted the row."""
        return self.after is None


def rows_before(session: Session, seq: int) -> Iterator[Was]:
    """Yield what action *seq* changed or deleted, the last first.

    What it added is left, and what a later program has no place for, or what was
    forgotten, is passed over.
    """
    steps = [one for one in steps_of(session.connection()) if one.seq > seq]
    its = select(Change).where(Change.seq == seq).order_by(Change.place.desc())
    for change in session.scalars(its).all():
        table = Base.metadata.tables.get(change.table_name)
        is_new = change.kind in (Kind.INSERT, Kind.FORGET)
        if table is None or is_new or change.salt is None:
            continue
        is_whole = change.kind == Kind.DELETE
        try:
            before, after = (
                carried(steps, table.name, seq, read_image(said), is_whole=is_whole)
                for said in (change.before, change.after)
            )
        except DoesNotFit:
            continue
        before.pop("version", None)
        held = values_of(table, before)
        yield Was(
            *(table, change.row_id, held),
            None if is_whole else values_of(table, after),
        )


def still(session: Session, was: Was) -> dict[str, Any]:
    """Return the columns that still hold what the action put there, as they were."""
    here = select(was.table).where(was.table.c.id == was.key)
    row = session.connection().execute(here).one_or_none()
    if row is None or was.after is None:
        return {}
    now = image_of(was.table, row._asdict())
    left = image_of(was.table, was.after)
    return {
        name: value
        for name, value in was.before.items()
        if name in left and now[name] == left[name]
    }


def before(session: Session, seq: int, was: Was) -> tuple[dict[str, Any], bool]:
    """Return a whole row as action *seq* found it, and whether it was changed since.

    Nothing is returned of a row that the history was made to forget.
    """
    steps = [one for one in steps_of(session.connection()) if one.seq > seq]
    here = select(was.table).where(was.table.c.id == was.key)
    row = session.connection().execute(here).one_or_none()
    held: dict[str, Any] = {} if row is None else row._asdict()
    later = select(Change).where(
        Change.table_name == was.table.name,
        Change.row_id == was.key,
        Change.seq > seq,
    )
    since = session.scalars(later.order_by(Change.seq.desc(), Change.place.desc()))
    for change in since.all():
        if change.salt is None:
            return {}, True
        image = read_image(change.before)
        is_whole = change.kind == Kind.DELETE
        held |= values_of(
            was.table,
            carried(steps, was.table.name, change.seq, image, is_whole=is_whole),
        )
    held |= was.before
    held.pop("version", None)
    left = image_of(was.table, held | (was.after or {}))
    return held, row is None or image_of(was.table, row._asdict()) != left


def is_there(session: Session, table: Table, key: int) -> bool:
    """Return whether a row is there."""
    here = select(table.c.id).where(table.c.id == key)
    return session.connection().scalar(here) is not None

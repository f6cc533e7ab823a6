"""How a migration changes tables so that the history goes on holding.

What a migration does to rows is written into the history like anything else: as one
action, "brought up to date", that the chain seals and that is no step of undo. What
is the same for a whole table (a column added with one filling, a name) is said once,
as a step; what differs from row to row is kept row by row. Walking back from the rows
as they are, `audit` takes each step back where it stands; undo carries what an older
action held forward over them.

    def upgrade() -> None:
        add_column("room", sa.Column("colour", sa.String(), nullable=False), "rose")
        rename_column("room", "name", "title")
        change_column("product", sa.Column("price", sa.Integer()), "price * 100")
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from itertools import islice
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    DefaultClause,
    MetaData,
    Table,
    select,
    text,
)
from sqlalchemy.schema import CreateColumn

from salon.store.bulk import PAGE, Bulk
from salon.store.history import Kind
from salon.store.plain import canonical
from salon.store.rows import Image, codec
from salon.store.steps import KIND
from salon.text import N_

Filling = str | Callable[[Image], Any]  # SQL, or Python given a row's old columns
_SAYS = N_("Records brought up to date ({revision})")


@dataclass
class _Reshaping:
    """What one migration has done so far."""

    connection: Connection
    steps: list[dict[str, Any]] = field(default_factory=list)
    bulks: list[Bulk] = field(default_factory=list)
    place: int = 0

    def step(self, table: str, **says: Any) -> None:
        self.steps.append({"table": table, "at": self.place, **says})

    def note(self, bulk: Bulk) -> None:
        if bulk.keys:
            self.bulks.append(bulk)
            self.place += len(bulk.keys)


_CURRENT: ContextVar[_Reshaping] = ContextVar("reshaping")


@contextmanager
def reshaping(connection: Connection, revision: str, now: datetime) -> Iterator[None]:
    """Let one migration run in this block, and write into the history what it did."""
    from salon.store.chain import START, Deed, head, write_down

    doing = _Reshaping(connection)
    token = _CURRENT.set(doing)
    try:
        yield
    finally:
        _CURRENT.reset(token)
    if not doing.steps:
        return
    last = head(connection)
    if last == START:  # a new store: no row is older than its tables
        return
    data = canonical({"revision": revision, "steps": doing.steps})
    deed = Deed(now, None, "", KIND, _SAYS, data, undoable=False)
    write_down(connection, last, deed, (), doing.bulks, revision)


def add_column(
    table: str, column: Column[Any], fill: str | float | None = None
) -> None:
    """Add a column that holds *fill* in every row there is.

    Args:
        table: Its name.
        column: A plain SQL type; not nullable only with a filling.
        fill: As the history writes it: text for a day, minor units for money.
    """
    doing = _CURRENT.get()
    _add(doing.connection, table, column, fill)
    doing.step(table, add=column.name, fill=fill)


def rename_column(table: str, old: str, new: str) -> None:
    """Give a column another name; triggers and indices follow by themselves."""
    doing = _CURRENT.get()
    _run(doing.connection, f'ALTER TABLE {table} RENAME COLUMN "{old}" TO "{new}"')
    doing.step(table, rename=old, to=new)


def drop_column(table: str, name: str) -> None:
    """Remove a column, which must have lost its indices before; the history keeps it.

    What is empty in most rows costs one line, all else a line each.
    """
    doing = _CURRENT.get()
    connection, held = doing.connection, _reflected(doing.connection, table)
    usual = _usual(connection, held, name)
    doing.step(table, drop=name, usual=usual)
    done = Bulk(table, Kind.UPDATE)
    for key, image in _images(connection, held, [name]):
        if not _same(image[name], usual):
            done.note(key, image, {})
    doing.note(done)
    _run(connection, f'ALTER TABLE {table} DROP COLUMN "{name}"')


def recast(
    table: str,
    gone: Sequence[str],
    new: Mapping[Column[Any], Filling],
) -> None:
    """Make other columns out of some: split, join, derive; each row is kept as it was.

    Args:
        table: Its name.
        gone: Columns that go; they must have lost their indices before.
        new: Columns that come, and of what: an SQL expression over the old ones, or
            a function of a row's columns as the history writes them.
    """
    doing = _CURRENT.get()
    connection, held = doing.connection, _reflected(doing.connection, table)
    interim = {column: f"{column.name}__new" for column in new}
    doing.step(table, recast=list(gone), into=[column.name for column in new])
    for column, name in interim.items():
        fill = None if column.nullable else _nothing(column)
        _add(
            connection, table, Column(name, column.type, nullable=column.nullable), fill
        )
    _fill(connection, held, {interim[column]: by for column, by in new.items()})
    now = _reflected(connection, table)
    names = {interim[column]: column.name for column in new}
    _note_changes(doing, now, gone, names)
    for name in gone:
        _run(connection, f'ALTER TABLE {table} DROP COLUMN "{name}"')
    for name, proper in names.items():
        _run(connection, f'ALTER TABLE {table} RENAME COLUMN "{name}" TO "{proper}"')


def change_column(table: str, column: Column[Any], filling: Filling) -> None:
    """Give a column another type; what it held is kept as it was."""
    recast(table, [column.name], {column: filling})


def rewrite(table: str, filling: Mapping[str, Filling], where: str = "1 = 1") -> None:
    """Change what columns hold, in the rows *where* says; the table stays as it is."""
    doing = _CURRENT.get()
    connection, held = doing.connection, _reflected(doing.connection, table)
    names = list(filling)
    doing.step(table, rewrite=names)
    done = Bulk(table, Kind.UPDATE)
    rows = _images(connection, held, names, where)
    while page := dict(islice(rows, PAGE)):
        here = f"id BETWEEN {min(page)} AND {max(page)}"
        _fill(connection, held, filling, f"{here} AND ({where})")
        for key, image in _images(connection, held, names, here):
            if key in page and page[key] != image:
                done.note(key, page[key], image)
    doing.note(done)


def adopt_rows(table: str) -> None:
    """Take all rows of a table that this migration has made and filled as its own."""
    doing = _CURRENT.get()
    held = _reflected(doing.connection, table)
    names = [column.name for column in held.c if column.name != "version"]
    done = Bulk(table, Kind.INSERT)
    for key, image in _images(doing.connection, held, names):
        done.note(key, None, image)
    doing.step(table, adopt=True)
    doing.note(done)


def drop_table(table: str) -> None:
    """Remove a table of records; the history keeps what they held."""
    doing = _CURRENT.get()
    held = _reflected(doing.connection, table)
    names = [column.name for column in held.c]
    done = Bulk(table, Kind.DELETE)
    for key, image in _images(doing.connection, held, names):
        done.note(key, image, None)
    doing.step(table, gone=True)
    doing.note(done)
    _run(doing.connection, f"DROP TABLE {table}")


def _note_changes(
    doing: _Reshaping, held: Table, gone: Sequence[str], new: Mapping[str, str]
) -> None:
    """Keep what the columns held, row by row, and what has come of it."""
    done = Bulk(held.name, Kind.UPDATE)
    for key, image in _images(doing.connection, held, [*gone, *new]):
        before = {name: image[name] for name in gone}
        after = {proper: image[name] for name, proper in new.items()}
        if canonical(before) != canonical(after):
            done.note(key, before, after)
    doing.note(done)


def _same(one: Any, other: Any) -> bool:
    """Return whether two plain values are one; 1 is not 1.0, nor is it "1"."""
    return type(one) is type(other) and bool(one == other)


def _fill(
    connection: Connection,
    held: Table,
    filling: Mapping[str, Filling],
    where: str = "1 = 1",
) -> None:
    said = {name: by for name, by in filling.items() if isinstance(by, str)}
    if said:
        sets = ", ".join(f'"{name}" = {by}' for name, by in said.items())
        _run(connection, f"UPDATE {held.name} SET {sets} WHERE {where}")
    made = {name: by for name, by in filling.items() if not isinstance(by, str)}
    if not made:
        return
    sets = ", ".join(f'"{name}" = :v{place}' for place, name in enumerate(made))
    statement = text(f"UPDATE {held.name} SET {sets} WHERE id = :key")
    names = [column.name for column in held.c]
    some = list[dict[str, Any]]()
    for key, image in _images(connection, held, names, where):
        values = {f"v{place}": by(image) for place, by in enumerate(made.values())}
        some.append({"key": key, **values})
        if len(some) == PAGE:
            connection.execute(statement, some)
            some = []
    if some:
        connection.execute(statement, some)


def _images(
    connection: Connection, held: Table, names: Sequence[str], where: str = "1 = 1"
) -> Iterator[tuple[int, Image]]:
    """Return rows as the history writes them, page by page, by their ids."""
    plain = [(name, codec(held.c[name])[0]) for name in names]
    columns = [held.c[name].label(f"c{place}") for place, name in enumerate(names)]
    asked = select(held.c.id.label("key"), *columns).order_by(held.c.id).limit(PAGE)
    asked, last = asked.where(text(f"({where})")), -1
    while page := connection.execute(asked.where(held.c.id > last)).all():
        for row in page:
            image: Image = {}
            for (name, to), value in zip(plain, row[1:], strict=True):
                if isinstance(value, datetime) and value.tzinfo is not None:
                    value = value.astimezone(UTC).replace(tzinfo=None)
                image[name] = value if to is None else to(value)
            yield row[0], image
        last = page[-1][0]


def _usual(connection: Connection, held: Table, name: str) -> Any:
    """Return which empty value most rows hold; nobody's words, as it stays sealed."""
    counted = text(
        f'SELECT "{name}", count(*) FROM {held.name} GROUP BY "{name}"'
        " ORDER BY 2 DESC LIMIT 20"
    )
    for value, _count in connection.execute(counted):
        if value is None or value in ("", 0):
            return int(value) if isinstance(value, bool) else value
    return None


def _add(connection: Connection, table: str, column: Column[Any], fill: Any) -> None:
    from alembic import op

    if fill is not None:
        column.server_default = DefaultClause(text(_literal(connection, column, fill)))
    links = list(column.foreign_keys)
    if not links:
        op.add_column(table, column)
        return
    # Alembic would add the constraint apart, which SQLite cannot
    Table(table, MetaData(), column)
    said = str(CreateColumn(column).compile(dialect=connection.dialect))
    for link in links:
        other, key = link.target_fullname.split(".")
        said += f" CONSTRAINT {link.name} REFERENCES {other} ({key})"
    _run(connection, f"ALTER TABLE {table} ADD COLUMN {said}")


def _literal(connection: Connection, column: Column[Any], fill: str | float) -> str:
    if isinstance(fill, str):
        return "'" + fill.replace("'", "''") + "'"
    if connection.dialect.name != "sqlite" and column.type.python_type is bool:
        return "true" if fill else "false"
    return str(int(fill) if isinstance(fill, bool) else fill)


def _nothing(column: Column[Any]) -> str | int:
    """Return what stands in a column that must hold something until it is filled."""
    kind = column.type.python_type
    if kind in (bool, int, float):
        return 0
    return {date: "1970-01-01", datetime: "1970-01-01", time: "00:00"}.get(kind, "")


def _reflected(connection: Connection, table: str) -> Table:
    return Table(table, MetaData(), autoload_with=connection, resolve_fks=False)


def _run(connection: Connection, statement: str) -> None:
    connection.exec_driver_sql(statement)

"""Many rows in one action: an import, a sample salon, the starting content.

The rows go past the session, straight to the driver, and their digests with them;
`audit` finds them as sound as rows that were added one by one.
"""

import os
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Table,
    bindparam,
    insert,
    select,
    text,
    update,
)

from salon.store.base import Record, door, is_plain_text, table_of
from salon.store.history import Kind
from salon.store.plain import canonical, digest, digests_of_new
from salon.store.rows import Image, codec, image_of, values_of

SALT = 16  # bytes
PAGE = 5_000  # rows handed to the driver together
TRIES = 5  # to draw numbers from a server that nobody else draws between


@dataclass(frozen=True, slots=True)
class Line:
    """What the history keeps of one of many rows."""

    key: int
    salt: str
    digest: str
    before: str | None  # JSON of the deleted row, or of the changed columns
    after: str | None  # JSON of the changed columns


@dataclass(slots=True)
class Bulk:
    """Rows of one table that were inserted, changed or deleted together."""

    table: str
    kind: Kind
    keys: "array[int]" = field(default_factory=lambda: array("q"))
    salts: bytearray = field(default_factory=bytearray)  # SALT each
    digests: bytearray = field(default_factory=bytearray)  # 32 each
    before: list[str] = field(default_factory=list)  # of rows changed or deleted
    after: list[str] = field(default_factory=list)  # of rows changed

    def note(
        self,
        key: int,
        before: Mapping[str, Any] | None,
        after: Mapping[str, Any] | None,
    ) -> None:
        """Take down one more row."""
        place = len(self.keys)
        if len(self.salts) <= place * SALT:
            self.salts += os.urandom(SALT * PAGE)
        salt = self.salts[place * SALT : (place + 1) * SALT].hex()
        self.keys.append(key)
        self.digests += bytes.fromhex(digest(self.table, key, salt, before, after))
        if self.kind != Kind.INSERT:
            self.before.append(canonical(before))
        if self.kind == Kind.UPDATE:
            self.after.append(canonical(after))

    def note_new(self, keys: range, held: Mapping[str, Sequence[Any]]) -> None:
        """Take down rows that are new, given column by column."""
        salts = os.urandom(SALT * len(keys))
        self.keys.extend(keys)
        self.salts += salts
        self.digests += digests_of_new(self.table, keys, salts, held)

    def seals(self) -> Iterator[str]:
        """Return the digest of each row."""
        for place in range(0, len(self.digests), 32):
            yield self.digests[place : place + 32].hex()

    def lines(self) -> Iterator[Line]:
        """Return what is to be written of each row."""
        for place, (key, seal) in enumerate(zip(self.keys, self.seals(), strict=True)):
            yield Line(
                key,
                self.salts[place * SALT : (place + 1) * SALT].hex(),
                seal,
                self.before[place] if self.before else None,
                self.after[place] if self.after else None,
            )


def insert_many(
    connection: Connection, kind: type[Record], rows: Sequence[Mapping[str, Any]]
) -> Bulk:
    """Insert *rows*, columns left out take their defaults; return what was done.

    The ids are consecutive, in the order of *rows*.
    """
    table = table_of(kind)
    first = _reserve(connection, table, len(rows))
    columns = [column for column in table.c if column.name not in ("id", "version")]
    usual = kept_as(table, {column.name: _default(column) for column in columns})
    done = Bulk(table.name, Kind.INSERT)
    for start in range(0, len(rows), PAGE):
        some = rows[start : start + PAGE]
        keys = range(first + start, first + start + len(some))
        held = _by_column(table, some, usual)
        done.note_new(keys, held)
        _write(connection, table, keys, held, usual)
    return done


Columns = dict[str, list[Any]]  # the values of many rows, column by column


def _by_column(
    table: Table, rows: Sequence[Mapping[str, Any]], usual: Image
) -> Columns:
    """Return what rows hold, of each column in which any of them says something."""
    said: set[str] = set().union(*rows)
    held: Columns = {}
    for column in table.c:
        name = column.name
        if name in said:
            default = _default(column)  # as it is said, like the others beside it
            held[name] = _plain_values(column, [row.get(name, default) for row in rows])
            said.remove(name)
        elif usual.get(name):
            held[name] = [usual[name]] * len(rows)
    if said:
        raise KeyError(*said)
    return held


def _plain_values(column: Column[Any], values: list[Any]) -> list[Any]:
    """Return values of one column as they are kept."""
    is_text = is_plain_text(column) and set(map(type, values)) <= {str, type(None)}
    if is_text and all(value.isprintable() for value in values if value):
        return values  # as nearly always
    to = _plain(column)
    if to is None:
        return values
    return [value if value is None or value == "" else to(value) for value in values]


def _write(
    connection: Connection, table: Table, keys: range, held: Columns, usual: Image
) -> None:
    """Insert rows; what none of them says holds its default."""
    rows = zip(keys, *held.values(), strict=True)
    names = ["id", *held]
    if connection.dialect.name != "sqlite":
        images = (usual | dict(zip(names, row, strict=True)) for row in rows)
        new = [values_of(table, image) | {"version": 1} for image in images]
        connection.execute(insert(table), new)
        return
    said = {"version": "1", "id": "?"} | dict.fromkeys(held, "?")
    for name, value in usual.items():
        said.setdefault(name, _literal(value))
    quoted = ", ".join(f'"{name}"' for name in said)  # one of them is called "on"
    given = ", ".join(said.values())
    statement = f"INSERT INTO {table.name} ({quoted}) VALUES ({given})"
    connection.exec_driver_sql(statement, list(rows))


def _literal(value: Any) -> str:
    """Return a column's default as SQL says it."""
    if value is None:
        return "NULL"
    return (
        "'" + value.replace("'", "''") + "'" if isinstance(value, str) else str(value)
    )


def update_many(
    connection: Connection, table: Table, changes: Mapping[int, Image]
) -> Bulk:
    """Change columns of rows of *table*, given as images by id; return what was done.

    What is the same as before is no change, and who is gone is passed over. Versions
    rise.
    """
    done = Bulk(table.name, Kind.UPDATE)
    keys = list(changes)
    for start in range(0, len(keys), 500):
        some = keys[start : start + 500]
        held = {
            row.id: image_of(table, row._asdict())
            for row in connection.execute(select(table).where(table.c.id.in_(some)))
        }
        moved: dict[tuple[str, ...], list[dict[str, Any]]] = {}
        for key in some:
            if (was := held.get(key)) is None:
                continue
            images = changes[key].items()
            after = {name: new for name, new in images if was[name] != new}
            if after:
                done.note(key, {name: was[name] for name in after}, after)
                values = values_of(table, after)
                row = {f"to_{name}": value for name, value in values.items()}
                moved.setdefault(tuple(sorted(after)), []).append({"its": key} | row)
        for names, rows in moved.items():
            set_to: dict[str, Any] = {name: bindparam(f"to_{name}") for name in names}
            here = update(table).where(table.c.id == bindparam("its"))
            connection.execute(
                here.values(set_to | {"version": table.c.version + 1}), rows
            )
    return done


def delete_many(connection: Connection, table: Table, keys: Sequence[int]) -> Bulk:
    """Delete the rows *keys* of *table*; return what they held."""
    done = Bulk(table.name, Kind.DELETE)
    for start in range(0, len(keys), 500):
        some = keys[start : start + 500]
        found = {
            row.id: image_of(table, row._asdict()) | {"version": row.version}
            for row in connection.execute(select(table).where(table.c.id.in_(some)))
        }
        for key in some:
            done.note(key, found[key], None)
        connection.execute(table.delete().where(table.c.id.in_(some)))
    return done


def restore_many(
    connection: Connection,
    table: Table,
    keys: Sequence[int],
    images: Sequence[Mapping[str, Any]],
) -> Bulk:
    """Insert rows again as they were when they were deleted, version and all."""
    done = Bulk(table.name, Kind.INSERT)
    rows = []
    for key, image in zip(keys, images, strict=True):
        rows.append(values_of(table, dict(image)))
        held = {name: value for name, value in image.items() if name != "version"}
        done.note(key, None, held)
    for start in range(0, len(rows), PAGE):
        connection.execute(insert(table), rows[start : start + PAGE])
    return done


def kept_as(table: Table, row: Mapping[str, Any]) -> Image:
    """Return columns of a row as they are kept: texts tidied, values plain."""
    image: Image = {}
    for name, value in row.items():
        to = _plain(table.c[name])
        image[name] = value if to is None or value is None else to(value)
    return image


def _reserve(connection: Connection, table: Table, count: int) -> int:
    """Return the first of *count* ids that nobody else will be given."""
    if connection.dialect.name == "sqlite":
        given = connection.scalar(
            text("SELECT seq FROM sqlite_sequence WHERE name = :name"),
            {"name": table.name},
        )
        return int(given or 0) + 1
    numbers = max(count, 1)
    named = f"pg_get_serial_sequence('{table.name}', 'id')"
    drawn = text(
        "SELECT min(n), max(n) FROM (SELECT nextval("
        f"{named}) AS n FROM generate_series(1, {numbers})) AS drawn"
    )
    for _try in range(TRIES):
        low, high = connection.execute(drawn).one()
        if high - low + 1 == numbers:  # no other desk has drawn one between
            return int(low)
    connection.execute(text(f"LOCK TABLE {table.name} IN SHARE ROW EXCLUSIVE MODE"))
    low = connection.scalar(text(f"SELECT nextval({named})")) or 0
    connection.execute(text(f"SELECT setval({named}, {low + numbers - 1})"))
    return int(low)


def _plain(column: Column[Any]) -> Any:
    if through := door(column):
        return lambda value: through(value) if type(value) is str else value
    return codec(column)[0]


def _default(column: Column[Any]) -> Any:
    default: Any = column.default
    return default.arg if default is not None and default.is_scalar else None

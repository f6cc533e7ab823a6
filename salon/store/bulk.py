"""Many new rows in one action: an import, a sample salon, the starting content.

The rows go past the session, straight to the driver, and their digests with them;
`audit` finds them as sound as rows that were added one by one.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import Column, Connection, Table, func, insert, select, text

from salon.store.base import Record, table_of
from salon.store.plain import canonical
from salon.store.rows import codec, image_of, values_of

SALT = 16  # bytes
PAGE = 5_000  # rows handed to the driver together


@dataclass(frozen=True, slots=True)
class Bulk:
    """Rows of one table that were inserted or deleted together."""

    table: Table
    keys: Sequence[int]
    salts: bytes  # SALT each
    digests: bytes  # 32 each
    before: Sequence[str] | None = None  # JSON of the deleted rows

    def __iter__(self) -> Iterator[tuple[int, str, str, str | None]]:
        """Return key, salt, digest and what a deleted row held, for each row."""
        for place, key in enumerate(self.keys):
            yield (
                key,
                self.salts[place * SALT : (place + 1) * SALT].hex(),
                self.digests[place * 32 : (place + 1) * 32].hex(),
                self.before[place] if self.before else None,
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
    plain = [_plain(column) for column in columns]
    names = [column.name for column in columns]
    defaults = [_default(column) for column in columns]
    salts = os.urandom(SALT * len(rows))
    digests = bytearray()
    values: list[tuple[Any, ...]] = []
    is_sqlite = connection.dialect.name == "sqlite"
    marks = ", ".join("?" * (len(names) + 2))
    quoted = "".join(f', "{name}"' for name in names)  # one of them is called "on"
    statement = f"INSERT INTO {table.name} (id, version{quoted}) VALUES ({marks})"

    def flush() -> None:
        if values and is_sqlite:
            connection.exec_driver_sql(statement, values)
        elif values:
            images = (dict(zip(names, row[2:], strict=True)) for row in values)
            connection.execute(
                insert(table),
                [
                    values_of(table, image) | {"id": row[0], "version": 1}
                    for image, row in zip(images, values, strict=True)
                ],
            )
        values.clear()

    for place, row in enumerate(rows):
        key = first + place
        held = [
            to(row[name]) if name in row else to(default)
            for name, to, default in zip(names, plain, defaults, strict=True)
        ]
        image = {"id": key} | {
            name: value for name, value in zip(names, held, strict=True) if value
        }
        salt = salts[place * SALT : (place + 1) * SALT].hex()
        said = canonical([table.name, key, salt, None, image])
        digests += sha256(said.encode()).digest()
        values.append((key, 1, *held))
        if len(values) == PAGE:
            flush()
    flush()
    return Bulk(table, range(first, first + len(rows)), salts, bytes(digests))


def delete_many(connection: Connection, table: Table, keys: Sequence[int]) -> Bulk:
    """Delete the rows *keys* of *table*; return what they held."""
    salts = os.urandom(SALT * len(keys))
    digests, before = bytearray(), list[str]()
    for start in range(0, len(keys), 500):
        some = keys[start : start + 500]
        found = {
            row.id: image_of(table, row._asdict()) | {"version": row.version}
            for row in connection.execute(select(table).where(table.c.id.in_(some)))
        }
        for place, key in enumerate(some, start):
            salt = salts[place * SALT : (place + 1) * SALT].hex()
            said = canonical([table.name, key, salt, found[key], None])
            digests += sha256(said.encode()).digest()
            before.append(canonical(found[key]))
        connection.execute(table.delete().where(table.c.id.in_(some)))
    return Bulk(table, keys, salts, bytes(digests), before)


def restore_many(
    connection: Connection,
    table: Table,
    keys: Sequence[int],
    images: Sequence[Mapping[str, Any]],
) -> Bulk:
    """Insert rows again as they were when they were deleted, version and all."""
    salts = os.urandom(SALT * len(keys))
    digests = bytearray()
    rows = []
    for place, (key, image) in enumerate(zip(keys, images, strict=True)):
        rows.append(values_of(table, dict(image)))
        held = {
            name: value for name, value in image.items() if value and name != "version"
        }
        salt = salts[place * SALT : (place + 1) * SALT].hex()
        digests += sha256(
            canonical([table.name, key, salt, None, held]).encode()
        ).digest()
    for start in range(0, len(rows), PAGE):
        connection.execute(insert(table), rows[start : start + PAGE])
    return Bulk(table, keys, salts, bytes(digests))


def _reserve(connection: Connection, table: Table, count: int) -> int:
    """Return the first of *count* ids that nobody else will be given."""
    if connection.dialect.name == "sqlite":
        given = connection.scalar(
            text("SELECT seq FROM sqlite_sequence WHERE name = :name"),
            {"name": table.name},
        )
        return int(given or 0) + 1
    connection.execute(text(f"LOCK TABLE {table.name} IN SHARE ROW EXCLUSIVE MODE"))
    there = connection.scalar(select(func.max(table.c.id))) or 0
    named = f"pg_get_serial_sequence('{table.name}', 'id')"
    first = max(
        int(connection.scalar(text(f"SELECT nextval({named})")) or 0), there + 1
    )
    connection.execute(text(f"SELECT setval({named}, {first + max(count, 1) - 1})"))
    return first


def _plain(column: Column[Any]) -> Any:
    return codec(column)[0] or (lambda value: value)


def _default(column: Column[Any]) -> Any:
    default: Any = column.default
    return default.arg if default is not None and default.is_scalar else None

"""Which columns each table had at each revision of the schema.

An action is sealed with the columns that the history had when it was written, and a
row is compared with what it was then: neither changes when the tables do.

A new migration is written down by `python3 dev.py shapes`, and a test says when that is
due. What stands there of an earlier revision is never changed.
"""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

FIRST = "0001"  # its actions do not say which they were written under
_FILE = files("salon.store") / "migrations" / "shapes.json"
Shape = Mapping[str, Sequence[str]]


@cache
def known() -> dict[str, Shape]:
    """Return the shape of every revision, the oldest first."""
    shapes: dict[str, Shape] = json.loads(_FILE.read_text("utf-8"))
    return shapes


@cache
def columns(revision: str | None, table: str) -> frozenset[str]:
    """Return the columns *table* had at a revision; none if it was not there."""
    return frozenset(known().get(revision or FIRST, {}).get(table, ()))


def present() -> Shape:
    """Return the shape that the program's tables have now."""
    from salon.store.base import Base

    tables = sorted(Base.metadata.tables.values(), key=lambda table: table.name)
    return {table.name: [column.name for column in table.c] for table in tables}


def write(revision: str) -> None:
    """Write down the present shape as that of *revision*."""
    shapes = known() | {revision: present()}
    lines = (
        f'"{name}": {{\n'
        + ",\n".join(f'  "{table}": {json.dumps(of)}' for table, of in shape.items())
        + "\n}"
        for name, shape in shapes.items()
    )
    said = "{\n" + ",\n".join(lines) + "\n}\n"
    Path(str(_FILE)).write_text(said, "utf-8")

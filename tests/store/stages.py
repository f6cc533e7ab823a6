"""One day each in a salon whose tables are those of invented revisions.

    python -m tests.store.stages FOLDER REVISION ...

Each revision needs a process of its own, as a class is mapped once: where a process
can be forked, all that they share is imported once. `test_reshaping.py` carries one
folder through them, one after the other or in leaps.
"""

import sys
from collections.abc import Callable
from contextlib import closing
from multiprocessing import Process, get_all_start_methods, set_start_method
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import op
from sqlalchemy import text
from sqlalchemy.orm import Session, mapped_column

from salon import tables as tables
from salon.app import Salon
from salon.errors import OlderShape
from salon.events import Event
from salon.history.queries import faults, history
from salon.rooms.operations import add_room
from salon.rooms.tables import Room
from salon.store import migrations, shapes
from salon.store.audit import audit
from salon.store.base import Record
from salon.store.reshape import (
    add_column,
    adopt_rows,
    change_column,
    drop_column,
    drop_table,
    recast,
    rename_column,
    rewrite,
)
from salon.work import Work
from tests.house import salon_at


def column(name: str, kind: Any) -> sa.Column[Any]:
    return sa.Column(name, kind(), nullable=False)


def first() -> None:
    op.create_table(
        "stool",
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("id", "version")),
        *(column(name, sa.String) for name in ("name", "maker", "price", "worn")),
        column("seats", sa.Integer),
        sa.PrimaryKeyConstraint("id", name="pk_stool"),
        sqlite_strict=True,
        sqlite_autoincrement=True,
    )


def filled() -> None:
    add_column("room", column("colour", sa.String), "rose")
    add_column("stool", column("legs", sa.Integer), 4)
    add_column("stool", sa.Column("note", sa.String()))


def renamed() -> None:
    rename_column("stool", "name", "title")


def split() -> None:
    town = "substr(maker, instr(maker, ' ') + 1)"
    recast(
        "stool",
        ["maker"],
        {
            column("firm", sa.String): lambda row: str(row["maker"]).split()[0],
            column("town", sa.String): town,
        },
    )


def retyped() -> None:
    change_column("stool", column("price", sa.Integer), "CAST(price * 100 AS INTEGER)")
    rewrite("stool", {"title": "upper(title)"}, "seats = 2")


def dropped() -> None:
    drop_column("stool", "worn")
    op.create_table(
        "pillow",
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("id", "version")),
        column("stool", sa.Integer),
        sa.PrimaryKeyConstraint("id", name="pk_pillow"),
        sqlite_strict=True,
        sqlite_autoincrement=True,
    )
    op.execute("INSERT INTO pillow (version, stool) SELECT 1, id FROM stool")
    adopt_rows("pillow")


def removed() -> None:
    drop_table("stool")


REVISIONS: dict[str, Callable[[], None]] = {
    "9001": first,
    "9002": filled,
    "9003": renamed,
    "9004": split,
    "9005": retyped,
    "9006": dropped,
    "9007": removed,
}


def stool_of(revision: str) -> dict[str, Any]:
    """Return the columns a stool has at a revision, besides id and version."""
    has: dict[str, Any] = {"name": str, "maker": str, "price": str, "worn": str}
    has |= {"seats": int}
    if revision >= "9002":
        has |= {"legs": int, "note": str}
    if revision >= "9003":
        has["title"] = has.pop("name")
    if revision >= "9004":
        del has["maker"]
        has |= {"firm": str, "town": str}
    if revision >= "9005":
        has["price"] = int
    if revision >= "9006":
        del has["worn"]
    return has


def mapped(name: str, columns: dict[str, Any]) -> type[Record]:
    kinds = {str: sa.String, int: sa.Integer}
    said = {
        each: mapped_column(kinds[kind], nullable=each == "note")
        for each, kind in columns.items()
    }
    made = {"__tablename__": name, "__module__": "salon.rooms.tables", **said}
    return type(name.title(), (Record,), made)


def prepare(revision: str) -> tuple[type[Record] | None, type[Record] | None]:
    """Let this process be the program of *revision*."""
    known = {each: up for each, up in REVISIONS.items() if each <= revision}
    migrations.REVISIONS += known
    shipped = migrations.upgrades()
    migrations.upgrades = lambda: shipped | known
    if revision >= "9002":
        Room.colour = mapped_column(sa.String, nullable=False, default="rose")
    stool = mapped("stool", stool_of(revision)) if revision < "9007" else None
    pillow = mapped("pillow", {"stool": int}) if revision >= "9006" else None
    for each in REVISIONS:
        shapes.known()[each] = shapes.present()
    return stool, pillow


class StoolsMoved(Event):
    __module__ = "salon.rooms.events"
    text = "Stools moved"


def values(columns: dict[str, Any], name: str, seats: int) -> dict[str, Any]:
    known: dict[str, Any] = {
        "name": name,
        "title": name,
        "maker": "Firm Town",
        "firm": "Firm",
    }
    known |= {"town": "Town", "worn": "a bit" if seats % 2 else "", "legs": 3}
    said: dict[str, Any] = {key: known[key] for key in columns if key in known}
    return said | {"seats": seats, "price": columns["price"](seats)}


def buy(work: Work, kind: type[Record], columns: dict[str, Any], name: str) -> int:
    row = work.add(kind(**values(columns, name, 2)))
    work.record(StoolsMoved())
    return row.id


def buy_many(work: Work, kind: type[Record], columns: dict[str, Any]) -> None:
    rows = [values(columns, f"Many {n}", n) for n in range(250)]
    work.add_many(kind, rows)
    work.record(StoolsMoved())


def sit(work: Work, /, kind: type[Record], key: int, seats: int, **more: Any) -> None:
    row: Any = work.get(kind, key)
    row.seats = seats
    for name, value in more.items():
        setattr(row, name, value)
    work.record(StoolsMoved())


def sell(work: Work, kind: type[Record], key: int) -> None:
    work.session.delete(work.get(kind, key))
    work.record(StoolsMoved())


def sell_many(work: Work, kind: type[Record], keys: list[int]) -> None:
    work.remove_many(kind, keys)
    work.record(StoolsMoved())


def lies(revision: str) -> dict[str, str]:
    """Return what somebody may alter by hand, a row each, and how it must be found."""
    if revision >= "9007":
        return {
            "UPDATE pillow SET stool = 9 WHERE id = 1": "pillow 1 ",
            "UPDATE room SET colour = 'blue' WHERE id = 1": "room 1 ",
        }
    found = {
        "UPDATE stool SET seats = 9 WHERE id = 1": "stool 1 ",
        "UPDATE stool SET price = 7 WHERE id = 2": "stool 2 ",
        "UPDATE stool SET price = 7 WHERE id = 150": "stool 150 ",
        "DELETE FROM stool WHERE id = 151": "stool 151 ",
    }
    for row, (name, kind) in enumerate(stool_of(revision).items(), 152):
        other = "'else'" if kind is str else "77"
        found[f"UPDATE stool SET {name} = {other} WHERE id = {row}"] = f"stool {row} "
    if revision >= "9002":
        found["UPDATE room SET colour = 'blue' WHERE id = 1"] = "room 1 "
    return found


def look(salon: Salon, revision: str) -> None:
    """All must be sound, and whatever is altered by hand must be found."""
    assert salon.ask(faults) == []
    told = lies(revision)
    with Session(salon._engine) as session:  # one audit: it goes through every row
        for lie in told:
            assert session.execute(text(lie)).rowcount == 1, lie  # type: ignore[attr-defined]
        found = list(audit(session))
        session.rollback()
    for lie, what in told.items():
        assert len([one for one in found if what in one]) == 1, (lie, found)
    assert len(found) == len(told), found


def undone(salon: Salon, ask: Callable[[], Any]) -> None:
    """Take the last action of an earlier revision back and do it again."""
    before = ask()
    salon.undo()
    between = ask()
    assert between != before
    assert salon.ask(faults) == []
    salon.redo()
    assert ask() == before
    assert salon.ask(faults) == []


def rows(salon: Salon, table: str) -> Callable[[], Any]:
    def ask() -> Any:
        with salon._engine.connect() as connection:
            found = connection.execute(text(f"SELECT * FROM {table} ORDER BY id"))
            return [
                {key: value for key, value in row.items() if key != "version"}
                for row in found.mappings()
            ]

    return ask


def live(salon: Salon, revision: str, stool: type[Record] | None) -> None:
    """Do things that later revisions must be able to take back, or refuse to."""
    if stool is None:
        return
    has = stool_of(revision)
    if revision == "9001":
        salon.do(add_room, "Cabin")
        salon.do(buy, stool, has, "Oak")
        salon.do(buy_many, stool, has)
        key = salon.do(buy, stool, has, "Sold early")
        salon.do(sit, stool, key, 5)
        salon.do(sell, stool, key)
        salon.do(sell_many, stool, list(range(20, 20 + 210)))
        salon.undo()
        salon.do(sell_many, stool, list(range(20, 100)))
    more = {"price": "3"} if revision < "9005" else {}
    salon.do(sit, stool, 3, int(revision), **more)
    fresh = salon.do(buy, stool, has, f"Of {revision}")
    salon.do(sit, stool, fresh, 8)
    salon.do(sell, stool, fresh)


def main(folder: str, revision: str) -> None:
    """Open the salon with the program of *revision*, look, work, look again."""
    stool, _pillow = prepare(revision)
    with closing(salon_at(Path(folder), desk="shop")) as salon:
        is_first = revision == "9001"
        if not is_first:
            look(salon, revision)
            if revision in ("9002", "9003"):  # a row that was sold comes back
                undone(salon, rows(salon, "stool"))
                salon.undo()
                for _sold in range(2):
                    salon.undo()
                salon.redo()
            elif revision < "9006" or revision == "9007":
                with pytest.raises(OlderShape):
                    salon.undo()
            else:  # what is not kept any more does not stand in the way
                undone(salon, rows(salon, "stool"))
            said = salon.ask(history, None, 1000)
            assert any("brought up to date" in line.text for line in said)
        live(salon, revision, stool)
        look(salon, revision)
        salon.undo() if stool is not None else None
        salon.redo() if stool is not None else None
        look(salon, revision)


def one_by_one(folder: str, *revisions: str) -> int:
    """Let there be a program of each revision; return 1 at the first that fails."""
    if "fork" in get_all_start_methods():
        set_start_method("fork")
    for revision in revisions:
        program = Process(target=main, args=(folder, revision))
        program.start()
        program.join()
        if program.exitcode:
            sys.stderr.write(f"at {revision}\n")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(one_by_one(*sys.argv[1:]))

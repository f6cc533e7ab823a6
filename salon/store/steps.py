"""What migrations did to whole tables: back over it for `audit`, forward for undo."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from salon.store.history import ACTION
from salon.store.rows import Image

KIND = "store.BroughtUpToDate"  # of an action that a migration wrote


class DoesNotFit(Exception):
    """What an older action held has no place in the tables as they are now."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing a migration did to one table."""

    seq: int  # of its action
    at: int  # its rows, as far as they have lines of their own, begin at this place
    table: str
    says: dict[str, Any]

    def back(self, row: Image) -> Image | None:
        """Return *row* as it was before; None if the step cannot have left it so."""
        match self.says:
            case {"add": name, "fill": fill}:
                if name not in row or row[name] != fill:
                    return None
                return {key: row[key] for key in row if key != name}
            case {"rename": old, "to": new}:
                if new not in row:
                    return None
                return {(old if key == new else key): row[key] for key in row}
            case {"drop": name, "usual": usual}:
                return {name: usual} | row
        return row  # row by row, and each has its line

    def forward(self, part: Image, *, is_whole: bool) -> Image:
        """Return what an older action held of a row, as it is kept since.

        Raises:
            DoesNotFit: It is not kept any more, or cannot be told from this.
        """
        match self.says:
            case {"add": name, "fill": fill}:
                return part | {name: fill} if is_whole else part
            case {"rename": old, "to": new}:
                return {(new if key == old else key): part[key] for key in part}
            case {"drop": name}:
                if is_whole:
                    return {key: part[key] for key in part if key != name}
                names = {name}
            case {"recast": gone, "into": made}:
                names = {*part} if is_whole else {*gone, *made}
            case {"rewrite": made}:
                names = set() if is_whole else {*made}
            case {"gone": _}:
                raise DoesNotFit
            case _:
                names = set()
        if names & part.keys():
            raise DoesNotFit
        return part


def steps_of(connection: Connection) -> list[Step]:
    """Return what was done to tables since the store was made, the oldest first."""
    asked = select(ACTION.c.seq, ACTION.c.data).where(
        ACTION.c.desk == "",  # it has an index, and no computer is called so
        ACTION.c.kind == KIND,
    )
    return [
        Step(seq, said.pop("at"), said.pop("table"), said)
        for seq, data in connection.execute(asked.order_by(ACTION.c.seq))
        for said in json.loads(data)["steps"]
    ]


def carried(
    steps: Sequence[Step], table: str, seq: int, part: Image, *, is_whole: bool
) -> Image:
    """Return what action *seq* held of a row of *table*, as it is kept now.

    Raises:
        DoesNotFit: It has no place any more.
    """
    for step in steps:
        if step.table == table and step.seq > seq:
            part = step.forward(part, is_whole=is_whole)
    return part


def of_table(steps: Iterable[Step], table: str) -> list[Step]:
    """Return the steps of one table, the newest first."""
    return [step for step in steps if step.table == table][::-1]

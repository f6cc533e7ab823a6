"""What goes and what stays when an import is taken back: steps of the operation."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Table, exists, func, select

from salon.appointments.tables import Appointment
from salon.clients.tables import Client
from salon.exchange.adding import indexed
from salon.store.base import Record, table_of
from salon.store.history import Change, Kind, in_tables
from salon.store.leaning import Link, Tie, links_to
from salon.store.rows import image_of, values_of
from salon.text import N_, _
from salon.work import Work

_CHANGED = N_("The file was changed since")
_ADDED = N_("What the list had added was changed since")
_VISITS = N_("There are appointments")
_MORE = N_("The file has grown since")
_JOINED = N_("Another file was joined into this one")
_NAMED = N_("Another file names this client as family")
DERIVED = {"pinyin", "sort_key", "words", "parts"}  # from the others
_REASONS = (_VISITS, _MORE, _JOINED, _NAMED, _CHANGED)  # the first of them is said


@dataclass(frozen=True, slots=True)
class Kept:
    """A client whom a take-back left where she is, and why."""

    client_id: int
    reason: str


def why_kept(work: Work, batch_id: int) -> dict[int, str]:
    """Return who of an import stays, and why: whatever was done to her file since.

    What leans on her and came with the import itself goes with her.
    """
    session = work.session
    seq = _brought_by(work, batch_id)
    hers = select(Client.id).where(Client.batch_id == batch_id)

    why: dict[int, str] = {}
    for link in sorted(links_to("client"), key=_loudest):
        leaning = select(link.column).distinct().where(link.column.in_(hers))
        for key in session.scalars(leaning.where(_since(link.table, seq))):
            why.setdefault(key, _(_reason(link)))
    parts = [link.table.name for link in links_to("client", Tie.PART)]
    gone = select(Change.before).where(
        in_tables(parts), Change.kind == Kind.DELETE, Change.seq > seq
    )
    mine: set[int] | None = None
    for before in session.scalars(gone):  # a number that was taken off her file
        key = json.loads(before or "{}").get("client_id")
        if mine is None:
            mine = set(session.scalars(hers))
        if key in mine:
            why.setdefault(key, _(_CHANGED))
    own = table_of(Client)
    changed = select(Client.id).where(Client.batch_id == batch_id, _since(own, seq))
    for key in session.scalars(changed):
        why.setdefault(key, _(_CHANGED))
    return why


def _loudest(link: Link) -> int:
    return _REASONS.index(_reason(link))


def _reason(link: Link) -> str:
    if link.kind is Appointment:
        return _VISITS
    if link.kind is Client:
        return _JOINED
    return {Tie.PART: _CHANGED, Tie.OWN: _MORE, Tie.NAMES: _NAMED}[link.leaning.tie]


def remove(work: Work, batch_id: int, gone: Sequence[int], kept: set[int]) -> None:
    """Take clients of an import away, with all that came with them."""
    hers = select(Client.id).where(Client.batch_id == batch_id)
    for link in reversed(links_to("client", Tie.PART, Tie.OWN)):
        asked = select(link.table.c.id, link.column).where(link.column.in_(hers))
        rows = work.session.execute(asked)
        work.remove_many(link.kind, [key for key, her in rows if her not in kept])
    work.remove_many(Client, gone)


def _brought_by(work: Work, batch_id: int) -> int:
    """Return the action that the import was; it may have been undone and redone."""
    brought = (
        select(func.max(Change.seq))
        .where(Change.table_name == "import_batch", Change.row_id == batch_id)
        .where(Change.kind == Kind.INSERT)
    )
    return work.session.scalar(brought) or 0


def put_back(work: Work, batch_id: int) -> dict[int, str]:
    """Take off files that were there before what the import had added to them.

    Returns:
        Whose file keeps some of it, as it was changed since, and that it does.
    """
    seq, kept = _brought_by(work, batch_id), set[int]()
    hers = select(Client.id).where(Client.batch_id == batch_id)
    for link in reversed(links_to("client", Tie.PART, Tie.OWN)):
        table = link.table
        its = exists().where(*_of(table, seq, Kind.INSERT))
        added = select(table.c.id, link.column, _since(table, seq)).where(its)
        rows = work.session.execute(added.where(link.column.not_in(hers))).all()
        kept.update(her for _key, her, is_changed in rows if is_changed)
        gone = [key for key, _her, is_changed in rows if not is_changed]
        work.remove_many(link.kind, gone)
        kept |= _columns_back(work, link.kind, link.column, hers, seq)
    kept |= _columns_back(work, Client, table_of(Client).c.id, hers, seq)
    return {key: _(_ADDED) for key in kept}


def _of(table: Table, seq: int, kind: Kind) -> tuple[ColumnElement[bool], ...]:
    return (
        Change.seq == seq,
        Change.kind == kind,
        Change.table_name == table.name,
        Change.row_id == table.c.id,
    )


def _since(table: Table, seq: int) -> ColumnElement[bool]:
    """Whether anything was done to a row since."""
    return exists().where(
        Change.table_name == table.name, Change.row_id == table.c.id, Change.seq > seq
    )


def _columns_back(
    work: Work, kind: type[Record], owner: Any, hers: Any, seq: int
) -> set[int]:
    """Put columns back that hold what the import wrote; return whose hold more now."""
    table, kept = table_of(kind), set[int]()
    columns = [column.label(f"now_{column.name}") for column in table.c]
    asked = (
        select(Change.before, Change.after, owner.label("whose"), *columns)
        .join_from(Change, table, Change.row_id == table.c.id)
        .where(*_of(table, seq, Kind.UPDATE), owner.not_in(hers))
        .where(Change.salt.is_not(None))
        .order_by(Change.place.desc())
    )
    back: dict[int, dict[str, Any]] = {}
    for row in work.session.execute(asked):
        now = {
            name.removeprefix("now_"): value
            for name, value in row._asdict().items()
            if name.startswith("now_")
        }
        now |= back.get(now["id"], {})
        image = image_of(table, now)
        before, after = json.loads(row.before), json.loads(row.after)
        same = {name: was for name, was in before.items() if image[name] == after[name]}
        if len(same) < len(before) and {*before} - {*same} - DERIVED:
            kept.add(row.whose)
        values = values_of(table, same)
        if kind is Client and {*before} & DERIVED:
            values |= indexed(now | values)
        back.setdefault(now["id"], {}).update(values)
    work.change_many(kind, back)
    return kept

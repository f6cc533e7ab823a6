"""What parting two files does: what goes back, and what is to be sorted by hand."""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from salon.clients.events import ClientsMerged
from salon.clients.model import ClientId, FileErased, NeverJoined
from salon.clients.tables import Client
from salon.errors import Missing
from salon.public import public_id
from salon.store.history import Action, Change, Kind, sentence
from salon.store.leaning import Link, Tie, links_of, links_to
from salon.store.walking import some_of
from salon.work import Reading


@dataclass(frozen=True, slots=True)
class Since:
    """One thing that was written into the joined file since."""

    table: str
    key: int
    public: str
    at: datetime  # on the salon's wall clock
    what: str  # the action that wrote it


@dataclass(frozen=True, slots=True)
class Joined:
    """A file that lives on in another one."""

    away_id: ClientId
    name: str
    at: datetime


@dataclass(frozen=True)
class Parting:
    """Two files that are one, and what was written since they are."""

    kept_id: ClientId
    kept: str
    away_id: ClientId
    away: str
    at: datetime
    back: int  # rows that go back to where they were
    since: tuple[Since, ...]  # the newest first


def is_joined(reading: Reading, key: ClientId) -> bool:
    """Return whether a file lives on in another one."""
    asked = select(Client.merged_into).where(Client.id == key)
    into = reading.session.scalar(asked)
    return into is not None and into != key


def joined_into(reading: Reading, key: ClientId) -> tuple[Joined, ...]:
    """Return the files that were joined into one, the newest first."""
    c = Client
    asked = select(c.id, c.name).where(c.merged_into == key, c.id != key)
    found = []
    for away, name in reading.session.execute(asked):
        if (action := _action(reading, away, key)) is not None:
            found.append(Joined(ClientId(away), name, reading.local(action.at)))
    return tuple(sorted(found, key=lambda one: one.at, reverse=True))


def parting(reading: Reading, away_id: ClientId) -> Parting:
    """Return what parting a file again would do.

    Raises:
        NeverJoined, FileErased: There is nothing to part.
        Missing: There is no such file.
    """
    away = reading.session.get(Client, away_id)
    if away is None:
        raise Missing("Client", away_id)
    if away.merged_into == away_id:
        raise FileErased("Client", away_id)
    kept = reading.session.get(Client, away.merged_into) if away.merged_into else None
    action = None if kept is None else _action(reading, away_id, kept.id)
    if kept is None or action is None:
        raise NeverJoined(away.name)
    back = select(Change.row_id).where(
        Change.seq == action.seq, Change.table_name != "client"
    )
    return Parting(
        *(kept.id, kept.name, away_id, away.name, reading.local(action.at)),
        len(reading.session.scalars(back).all()),
        _since(reading, kept.id, action.seq),
    )


def _action(reading: Reading, away: int, kept: int) -> Action | None:
    its = (
        select(Action)
        .join(Change, Change.seq == Action.seq)
        .where(Change.table_name == "client", Change.row_id == away)
        .where(Action.kind == ClientsMerged.kind())
        .order_by(Action.seq.desc())
    )
    for one in reading.session.scalars(its):
        said = json.loads(one.data)
        if (said["away_id"], said["kept_id"]) == (away, kept):
            return one
    return None


def _since(reading: Reading, kept: int, seq: int) -> tuple[Since, ...]:
    """Return what was added since: what belongs to another such row goes with it."""
    hers: dict[str, set[int]] = {}
    links: dict[str, Link] = {}
    for link in links_to("client", Tie.PART, Tie.OWN):
        asked = select(link.table.c.id).where(link.column == kept)
        keys = set(reading.session.connection().scalars(asked))
        new = {
            key
            for some in some_of(keys)
            for key in reading.session.scalars(
                select(Change.row_id).where(
                    Change.table_name == link.table.name,
                    Change.row_id.in_(some),
                    Change.kind == Kind.INSERT,
                    Change.seq > seq,
                )
            )
        }
        if new:
            hers.setdefault(link.table.name, set()).update(new)
            links[link.table.name] = link
    found = []
    for name, keys in hers.items():
        link = links[name]
        roots = keys - _belonging(reading, link, keys, hers)
        for some in some_of(roots):
            found += _told(reading, name, some)
    return tuple(sorted(found, key=lambda one: one.at, reverse=True))


def _belonging(
    reading: Reading, link: Link, keys: set[int], hers: dict[str, set[int]]
) -> set[int]:
    """Return which rows belong to others that were written since, too."""
    below: set[int] = set()
    for other in links_of(link.kind, Tie.PART, Tie.OWN):
        if other.target == "client" or other.target not in hers:
            continue
        asked = select(other.table.c.id, other.column).where(other.column.is_not(None))
        for some in some_of(keys):
            rows = reading.session.execute(asked.where(other.table.c.id.in_(some)))
            below.update(key for key, whole in rows if whole in hers[other.target])
    return below


def _told(reading: Reading, name: str, keys: list[int]) -> list[Since]:
    asked = (
        select(Change.row_id, Action.at, Action.kind, Action.text, Action.data)
        .join(Action, Action.seq == Change.seq)
        .where(
            Change.table_name == name,
            Change.row_id.in_(keys),
            Change.kind == Kind.INSERT,
        )
        .order_by(Change.seq)
    )
    rows = {row[0]: row for row in reading.session.execute(asked)}
    return [
        Since(
            *(name, key, public_id(name, key), reading.local(at)),
            sentence(kind, text, data),
        )
        for key, at, kind, text, data in rows.values()
    ]

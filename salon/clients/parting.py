"""Two files that were joined become two again, however long ago that was."""

import json
from collections.abc import Collection, Iterable

from sqlalchemy import select

from salon.clients.departing import refuse_erasing
from salon.clients.events import ClientsMerged, ClientsParted
from salon.clients.indexing import index
from salon.clients.model import ClientId, FileErased, JoinedAlready, NeverJoined
from salon.clients.tables import Client
from salon.errors import Missing
from salon.public import public_id
from salon.rights import Right
from salon.store.base import Base, Record
from salon.store.history import Action, Change
from salon.store.leaning import Merge, Tie, file_of, kinds, links_of, links_to
from salon.store.parting import Was, before, is_there, rows_before, still
from salon.work import Work, needs

_REPLACED = ("client_phone", "client_fact")  # written anew where one is changed


@needs(Right.FILE)
def part_clients(
    work: Work, away_id: ClientId, to_away: Collection[tuple[str, int]] = ()
) -> ClientId:
    """Let a file that was joined into another be one of its own again.

    What was there before goes back to where it was; what was changed since stays as it
    is, in the file that was kept. What was written since goes where it is said to.

    Args:
        work: As ever.
        away_id: The file that was joined into another.
        to_away: Of what was written since, what is of that one: table and id. What
            belongs to it goes with it.

    Returns:
        The file it was joined into.

    Raises:
        NeverJoined: It is a file of its own.
        JoinedAlready: The one it went into lives on in another: part that one first.
        FileErased: Nobody is known under one of them any more.
        ErasureUnderWay: What was asked for both would miss the one that leaves.
        Missing: Something that was named is not of the joined file.
    """
    away = work.get(Client, away_id)
    kept_id = away.merged_into
    if kept_id == away_id:
        raise FileErased("Client", away_id)
    seq = None if kept_id is None else _joined_by(work, away_id, ClientId(kept_id))
    if kept_id is None or seq is None:
        raise NeverJoined(away.name)
    kept = work.get(Client, kept_id)
    if kept.merged_into is not None:
        raise JoinedAlready("Client", kept.id, kept.merged_into)
    refuse_erasing(work, (kept.id, away_id))
    work.session.expunge(kept)
    work.session.expunge(away)
    for was in rows_before(work.session, seq):
        kind = kinds().get(was.table.name)
        if kind is None:
            continue
        if was.table.name in _REPLACED and _gave_back(work, kind, seq, was):
            continue
        if is_there(work.session, was.table, was.key):
            if back := still(work.session, was):
                work.change_many(kind, {was.key: back})
        elif was.is_gone:
            work.restore(kind, was.key, was.before)
    for name, key in to_away:
        _hand_over(work, name, key, ClientId(kept_id), away_id)
    for one in (away_id, kept_id):
        index(work, work.get(Client, one))
    work.record(ClientsParted(ClientId(kept_id), away_id))
    return ClientId(kept_id)


def _gave_back(work: Work, kind: type[Record], seq: int, was: Was) -> bool:
    """Give the parted file its own number or answer again, if it was changed since.

    What it was changed into was said of the file that was kept, and stays there.
    """
    if was.is_gone or "client_id" not in was.before:
        return False
    held, is_changed = before(work.session, seq, was)
    if not is_changed or not held:
        return False
    if is_there(work.session, was.table, was.key):
        work.add(kind(**{name: held[name] for name in held if name != "id"}))
    else:
        work.restore(kind, was.key, held)
    return True


def _joined_by(work: Work, away: ClientId, kept: ClientId) -> int | None:
    """Return the action by which a file was joined into another."""
    its = (
        select(Action.seq, Action.data)
        .join(Change, Change.seq == Action.seq)
        .where(Change.table_name == "client", Change.row_id == away)
        .where(Action.kind == ClientsMerged.kind())
        .order_by(Action.seq.desc())
    )
    for seq, data in work.session.execute(its):
        said = json.loads(data)
        if (said["away_id"], said["kept_id"]) == (away, kept):
            return int(seq)
    return None


def _hand_over(work: Work, name: str, key: int, kept: ClientId, away: ClientId) -> None:
    """Let a row and all that belongs to it be of the other file."""
    table = Base.metadata.tables.get(name)
    if table is None or name not in kinds():
        raise Missing(name, key)
    moved: list[tuple[str, Iterable[int]]] = [(name, [key])]
    for part, asked in file_of(name, key):
        moved.append((part.name, list(work.session.scalars(asked))))
    for link in links_to(name, Tie.NAMES):  # what names it: the books of a bill
        asked = select(link.table.c.id).where(link.column == key)
        moved.append((link.table.name, list(work.session.scalars(asked))))
    is_hers = False
    for part_name, keys in moved:
        kind = kinds()[part_name]
        for link in links_of(kind):
            follows = link.leaning.merge in (Merge.FOLLOWS, Merge.JOINED)
            if link.target != "client" or not follows:
                continue
            asked = select(link.table.c.id).where(
                link.table.c.id.in_(keys), link.column == kept
            )
            hits = list(work.session.connection().scalars(asked))
            is_hers = is_hers or (part_name == name and bool(hits))
            work.change_many(kind, {hit: {link.column.key: away} for hit in hits})
    if not is_hers:
        raise Missing(public_id(name, key), key)

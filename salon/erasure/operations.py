"""What the owner does when somebody asks to be forgotten."""

from collections.abc import Collection

from sqlalchemy import delete, select

from salon.clients.model import ClientId
from salon.clients.tables import Client, Erased
from salon.erasure import events
from salon.erasure.model import AskedAlready, NotAsked, Prospect, due_of
from salon.erasure.queries import (
    due_on,
    files_of,
    held_by,
    is_erased,
    marks_of,
    own_file,
    prospect,
)
from salon.erasure.taking_away import (
    drop_beside,
    drop_unused,
    forget_deleted,
    sweep,
    sweep_history,
    take_away,
)
from salon.loyalty.tables import Standing
from salon.public import public_id
from salon.rights import Right
from salon.store.base import Record, table_of
from salon.store.leaning import Erasure
from salon.store.traces import traces
from salon.store.walking import Walked, digests_of, walked
from salon.work import Work, needs

_STAYS = frozenset(("id", "version", "registered", "source", "merged_into", "batch_id"))
_FOR_NOW = _STAYS | {  # while there is still something to treat and to tell
    *("name", "sort_key", "family", "given", "called", "latin", "pinyin", "words"),
    *("parts", "language", "salutation", "email", "channel", "call_from"),
    *("call_until", "never_do", "birth_year", "birth_month", "birth_day"),
    "do_not_contact",
}


@needs(Right.MANAGE)
def erase_client(work: Work, key: ClientId) -> bool:
    """Let a person be forgotten: at once, or what is not needed now and the rest later.

    Dates, services, sums and outcomes stay, without a name, as bills and what went
    wrong must. Undo brings nothing of it back.

    Returns:
        Whether all of it is gone; else something still holds the rest (`held_by`): it
        goes by itself (`erase_due`).

    Raises:
        JoinedInto, FileErased, Missing: There is no such client, or not any more.
        AskedAlready: It was begun, and something still holds the rest.
    """
    own_file(work, key)
    client = work.get(Client, key)
    row = work.session.scalar(select(Erased).where(Erased.client_id == key))
    held = held_by(work, key)
    if held and row is not None:
        raise AskedAlready(client.name)
    if row is None:
        row = Erased(client_id=key, asked_on=work.today, staff_id=work.by.id)
        work.add(row)
    if held:
        row.due = due_of(held)
        _begin(work, client)
        work.record(events.ErasureBegun(key))
        return False
    _finish(work, key, row)
    return True


@needs(Right.MANAGE)
def foresee_erasure(work: Work, key: ClientId) -> Prospect:
    """Return what an erasure would do: it tells all that holds somebody's file.

    Raises:
        JoinedInto, FileErased, Missing: As `erase_client`.
    """
    return prospect(work, key)


@needs(Right.MANAGE)
def call_off_erasure(work: Work, key: ClientId) -> None:
    """Keep what is left of a file after all; what has gone stays gone.

    Raises:
        NotAsked: There is no erasure under way.
    """
    client = work.get(Client, key)
    asked = select(Erased).where(Erased.client_id == key, Erased.done_on.is_(None))
    row = work.session.scalar(asked)
    if row is None:
        raise NotAsked(client.name)
    work.session.delete(row)
    work.record(events.ErasureCalledOff(key))


@needs(Right.MANAGE)
def erase_due(work: Work) -> int:
    """Let go what nothing holds any more; return of how many clients."""
    keys = due_on(work, work.today)
    for key in keys:
        asked = select(Erased).where(Erased.client_id == key)
        _finish(work, key, work.session.scalars(asked).one())
    return len(keys)


@needs(Right.MANAGE)
def erase_again(work: Work, keys: Collection[ClientId]) -> int:
    """Let those be forgotten again whom an older backup has brought back.

    What holds a file was settled when it was erased the first time.
    """
    done = 0
    for key in keys:
        client = work.session.get(Client, key)
        if client is None or is_erased(work, key):
            continue
        asked = select(Erased).where(Erased.client_id == key)
        row = work.session.scalar(asked)
        if row is None:
            row = Erased(client_id=key, asked_on=work.today, staff_id=work.by.id)
            work.add(row)
        _finish(work, key, row)
        done += 1
    return done


def _begin(work: Work, client: Client) -> None:
    """Let go at once what nobody needs for what is still to come."""
    own = files_of(work, client.id)
    found = walked(work.session, own, spared=_is_for_care, is_whole=False)
    pictures = digests_of(work.session, found.of(Erasure.REMOVED))
    take_away(work, found)
    drop_unused(work, pictures)
    for name in _columns() - _FOR_NOW:
        _blank(client, name)
    work.forget(client)
    client.do_not_contact = True
    work.session.flush()


def _is_for_care(kind: type[Record]) -> bool:
    """Return whether rows of a table are needed while there is something to come."""
    return kind.is_for_care or kind is Erased


def _finish(work: Work, key: ClientId, row: Erased) -> None:
    """Let all of it go."""
    own = files_of(work, key)
    marks = marks_of(work, own)
    found = walked(work.session, own)
    elsewhere = traces(
        work.session, marks, found.fates | {"client": dict.fromkeys(own)}
    )
    pictures = digests_of(work.session, found.of(Erasure.REMOVED))
    places = _places(found, own)
    forget_deleted(work, own, found)
    take_away(work, found)
    sweep(work, elsewhere)
    marks = marks if elsewhere.is_few else marks.surely()
    drop_beside(work, marks, places)
    drop_unused(work, pictures)
    standing = table_of(Standing)
    hers = standing.c.client_id.in_(own)
    work.session.connection().execute(delete(standing).where(hers))
    for one in work.session.scalars(select(Client).where(Client.id.in_(own))).all():
        for name in _columns() - _STAYS:
            _blank(one, name)
        one.name = public_id("client", one.id)
        one.do_not_contact = True
        if one.id == key:
            one.merged_into = key  # it leads nowhere: there is nobody any more
        work.forget(one)
    sweep_history(work, marks, own)
    row.done_on = row.due = work.today
    work.record(events.ClientErased(key))
    work.session.flush()


def _columns() -> frozenset[str]:
    return frozenset(column.key for column in table_of(Client).c)


def _blank(client: Client, name: str) -> None:
    column = table_of(Client).c[name]
    if column.nullable:
        setattr(client, name, None)
    elif column.type.python_type is bool:
        setattr(client, name, False)
    else:
        setattr(client, name, "" if column.type.python_type is str else 0)


def _places(found: Walked, own: Collection[int]) -> set[str]:
    """Return the numbers under which drafts of these records are kept."""
    places = {public_id("client", key) for key in own}
    for name, rows in found.fates.items():
        places.update(public_id(name, key) for key in rows)
    return places

"""What the owner does with whole lists of clients."""

from array import array
from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass

from sqlalchemy import select

from salon.clients.model import ClientId
from salon.clients.queries import find_ids
from salon.clients.tables import Client, ImportBatch
from salon.errors import NotAllowed, SalonError, Stopped
from salon.exchange.events import (
    ClientCopied,
    ClientsExported,
    ImportTakenBack,
    taken_in,
)
from salon.exchange.model import Incoming, Outgoing
from salon.exchange.outcome import Outcome as Outcome
from salon.exchange.outcome import RowResult as RowResult
from salon.exchange.preparing import Progress, Ready, prepare
from salon.exchange.queries import outgoing_clients, was_touched_since
from salon.exchange.storing import store_new, store_photo
from salon.exchange.taking_back import Kept, put_back, remove, why_kept
from salon.leaving.watching import note_export
from salon.rights import Right
from salon.store.search import sweeping
from salon.text import N_
from salon.work import Work, needs

MANY_OUT = 20  # clients in one file; beyond, it is the owner's to hand them out
MANY = 1_000  # clients; from here on the index is written anew


@dataclass(eq=False)
class NoSuchImport(SalonError):
    """There is no import of that number, or it was taken back already."""

    batch: str

    text = N_("There is no import {batch}. Look at the list of imports.")


class TouchedMeanwhile(SalonError):
    """Files have changed since a list was compared with them: it is done again."""

    text = N_("Files were changed while the list was read. Import it once more.")


@needs(Right.EXCHANGE)
def look_through(
    work: Work,
    people: Iterable[Incoming],
    file: str,
    *,
    progress: Progress | None = None,
) -> Ready:
    """Return what a list would bring; nothing is stored, and nobody held up.

    Args:
        work: May be a mere look, as `Salon.look_as` gives it.
        people: As `salon.exchange.child.read` gives them.
        file: The file's name, for the history.
        progress: Told how many rows are read; returns False to stop.

    Raises:
        Stopped: *progress* said so.
        CannotRead: The file turned out to be broken on the way.
    """
    return prepare(work, people, file, progress)


@needs(Right.EXCHANGE)
def import_clients(
    work: Work,
    people: Iterable[Incoming] | Ready,
    file: str,
    *,
    is_trial: bool = False,
    progress: Progress | None = None,
) -> Outcome:
    """Take a list of clients in, whole or not at all, as one action.

    Who is known already gets what her file lacks; what it says otherwise stays.

    Args:
        work: As ever.
        people: As `salon.exchange.child.read` gives them; or what `look_through` has
            made of them, so that the records are held for the storing alone.
        file: The file's name, for the history.
        is_trial: Look what would become of each row, and store nothing.
        progress: Told how many rows are read; returns False to stop.

    Raises:
        Stopped: *progress* said so; nothing is kept.
        TouchedMeanwhile: Files were changed since the list was looked through.
        CannotRead: The file turned out to be broken on the way.
    """
    if isinstance(people, Ready):
        ready = people
        if was_touched_since(work, ready.seq):
            raise TouchedMeanwhile
    else:
        ready = prepare(work, people, file, progress)
    if is_trial:
        return ready.outcome
    return _store(work, ready, progress)


def _store(work: Work, ready: Ready, progress: Progress | None) -> Outcome:
    """Write all that a list brings."""
    outcome, made = ready.outcome, array("q")  # ids, in the order of the list
    batch: ImportBatch | None = None

    def go_on() -> None:
        if progress is not None and not progress(len(outcome.rows)):
            raise Stopped

    def real(key: int) -> int:
        return key if key > 0 else made[-1 - key]

    for number, chunk in enumerate(ready.chunks):
        go_on()
        if not (chunk.new or chunk.has_more or chunk.pictures):
            continue
        if batch is None:
            nothing = dict.fromkeys(("new", "matched", "refused"), 0)
            batch = work.add(ImportBatch(file=ready.file, at=work.now, **nothing))
        if chunk.new:
            made.extend(store_new(work, ready.people(chunk), batch, go_on))
        if chunk.has_more:
            ready.more(number).store(work, real)
        for key, picture in ready.pictures(chunk):
            store_photo(work, real(key), picture)
    outcome.rows.made = made
    if batch is not None:
        counts = (outcome.new, outcome.matched, outcome.refused)
        batch.new, batch.matched, batch.refused = counts
        outcome.batch_id = batch.id
        work.record(taken_in(batch.id, outcome.new, outcome.more))
    return outcome


@needs(Right.EXCHANGE)
def take_back_import(work: Work, batch_id: int) -> tuple[int, list[Kept]]:
    """Take an import away again, and what it added to files that were there before.

    Who was changed or used since stays, and is named; so does what was added and has
    been changed since.

    Returns:
        How many clients went, and who stayed.

    Raises:
        NoSuchImport: There is none of that number.
    """
    batch = work.session.get(ImportBatch, batch_id)
    if batch is None:
        raise NoSuchImport(f"B{batch_id}")
    hers = select(Client.id).where(Client.batch_id == batch_id)
    keys = list(work.session.scalars(hers))
    why = why_kept(work, batch_id)
    gone = [key for key in keys if key not in why]
    connection = work.session.connection()
    sweep = sweeping(connection) if len(gone) > MANY else nullcontext()
    with sweep:
        why |= put_back(work, batch_id)
        remove(work, batch_id, gone, set(why))
    if not why:
        work.remove_many(ImportBatch, [batch_id])  # last: undo brings it back first
    work.record(ImportTakenBack(batch_id, len(gone)))
    return len(gone), [Kept(key, reason) for key, reason in sorted(why.items())]


@needs(Right.EXCHANGE)
def export_clients(work: Work, keys: Sequence[int] | None = None) -> list[Outgoing]:
    """Return clients as they are written to a file; the history says that they left."""
    people = outgoing_clients(work, keys)
    note_list_out(work, len(people))
    return people


@needs(Right.EXCHANGE)
def may_take_out(work: Work, count: int) -> None:
    """Refuse a list that is longer than who acts may take out; raises NotAllowed."""
    if count > MANY_OUT and Right.MANAGE not in work.by.rights:
        raise NotAllowed(Right.MANAGE)


@needs(Right.EXCHANGE)
def note_list_out(work: Work, count: int) -> None:
    """Note that a list of clients left the house; the owner can see that it did."""
    may_take_out(work, count)
    work.record(ClientsExported(count))
    note_export(work, count)


@needs(Right.EXCHANGE)
def note_copy_made(work: Work, key: ClientId) -> None:
    """Note that a client was given a copy of all that is kept; raises Missing."""
    work.get(Client, key)
    work.record(ClientCopied(key))
    note_export(work, 1)


@needs(Right.EXCHANGE)
def export_found(work: Work, text: str) -> list[Outgoing]:
    """Return the clients that *text* finds, as they go into a file; all for ""."""
    keys = [int(key) for key in find_ids(work, text, MOST)] if text else None
    return export_clients(work, keys)


MOST = 1_000_000

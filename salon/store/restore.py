"""Coming back from a backup: the whole of it, in its place, or nothing at all.

The records are poured into a file beside their place, read to the end and compared
with what the backup claims; only then do the files change places. What was there is
put aside whole, never deleted.
"""

import os
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

from sqlcipher3 import dbapi2 as sqlite

from salon.errors import NotEmpty, Stopped, TooNew, Unwritable
from salon.safekeeping import (
    BackupDamaged,
    NoRoomToRestore,
    NoSuchBackup,
    NotABackup,
    in_units,
)
from salon.store.backup import PAGES, SPARE, GoOn, Tell, remove, write_rest
from salon.store.chain import Head
from salon.store.copies import DIGITS, Copy, free_at, named
from salon.store.folder import Folder, sync
from salon.store.proof import (
    Flaw,
    Foreign,
    Halted,
    Proof,
    glance,
    head_in,
    opened,
    prove,
)
from salon.store.schema import latest


@dataclass(frozen=True, slots=True)
class Pouring:
    """A backup on its way back.

    Args:
        file: The backup.
        key: To it.
        census: The question how many clients there are.
        go_on: Asked between steps; once false, nothing is left behind.
        tell: Told how much is done, of how much.
    """

    file: Path
    key: str
    census: str
    go_on: GoOn
    tell: Tell


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored, and where the hurt records are kept, if there were any."""

    copy: Copy
    kept: Path | None = None
    knows_erased: bool = True  # whether all are known who were erased since the copy


def looked_at(file: Path, key: str, census: str) -> Copy:
    """Return what a backup says of itself, before anything is done with it.

    Raises:
        NoSuchBackup: There is no such file.
        NotABackup: It is none, or has another key.
        BackupDamaged: It is not whole, as far as one can see at a glance.
        TooNew: A newer program wrote it.
    """
    if not file.is_file():
        raise NoSuchBackup(str(file))
    try:
        return _said(file, glance(file, key, census))
    except (Foreign, OSError) as error:
        raise NotABackup(str(file)) from error
    except Flaw as error:
        raise BackupDamaged(str(file), str(error)) from error


def restore_new(
    pouring: Pouring, folder: Folder, keep: Callable[[Path], object]
) -> Restored:
    """Restore into a folder that is empty or not there yet.

    Args:
        pouring: What to restore.
        folder: Where the salon is to be.
        keep: Keeps the key in a file.

    Raises:
        NotEmpty: There is something in it.
        SalonError: What stands in the way; nothing is left behind.
    """
    said = looked_at(pouring.file, pouring.key, pouring.census)
    if folder.is_in_use():
        raise NotEmpty(str(folder.path))
    _ask_room(pouring.file, folder.path)
    folder.begin(allowed=True)
    with folder.lock():
        if folder.is_in_use():  # somebody was faster
            raise NotEmpty(str(folder.path))
        try:
            folder.drop_unborn()
            keep(folder.key)
            copy = _poured(pouring, said, folder.unborn)
            folder.unborn.replace(folder.database)
            sync(folder.path)
        except BaseException as error:
            folder.sweep()
            _raise_in_words(error)
    return Restored(copy)


def stage(pouring: Pouring, folder: Folder) -> Copy:
    """Pour a backup beside the store, whole and compared; the store may be in use."""
    said = looked_at(pouring.file, pouring.key, pouring.census)
    try:
        _ask_room(pouring.file, folder.path)
        remove(folder.restored)
        return _poured(pouring, said, folder.restored)
    except BaseException as error:
        with suppress(OSError):
            remove(folder.restored)
        _raise_in_words(error)


def change_places(
    folder: Folder, keep: Callable[[Path], object] | None, now: datetime
) -> Path | None:
    """Put the store aside and the staged one in its place; behind the lock.

    Returns:
        Where it is kept; None if there was none.
    """
    had = folder.database.exists()
    try:
        folder.restored_key.unlink(missing_ok=True)
        if keep is not None:
            keep(folder.restored_key)
        kept = folder.put_aside(_free_name(folder, now))
        if not had:
            with suppress(OSError):
                kept.rmdir()
    except OSError as error:
        raise Unwritable from error
    return kept if had else None


def _free_name(folder: Folder, now: datetime) -> str:
    name = f"kept-{now.astimezone():%Y%m%d-%H%M%S}"
    taken = {file.name for file in folder.path.glob(f"{name}*")}
    names = (name, *(f"{name}-{number}" for number in range(2, len(taken) + 3)))
    return next(one for one in names if one not in taken)


def _ask_room(file: Path, place: Path) -> None:
    needs, free = file.stat().st_size + SPARE, free_at(place)
    if free < needs:
        raise NoRoomToRestore(str(place), in_units(needs), in_units(free))


def _poured(pouring: Pouring, said: Copy, target: Path) -> Copy:
    file, tell = pouring.file, pouring.tell
    try:
        os.close(os.open(target, os.O_CREAT | os.O_WRONLY, 0o600))
        head, pages = _all_pages(pouring, target)
        proof = prove(target, pouring.key, pouring.census, pouring.go_on)
        if proof.head != head or not proof.head.hash.startswith(said.hash):
            raise Flaw(f"{proof.head.seq}:{proof.head.hash[:DIGITS]}")
    except Halted as error:
        raise Stopped from error
    except (Flaw, Foreign, sqlite.Error) as error:
        try:
            write_rest(target, file.stat().st_size)
        except OSError as cause:  # the driver does not say that the disk is full
            free = in_units(free_at(target))
            needs = in_units(file.stat().st_size)
            raise NoRoomToRestore(str(target.parent), needs, free) from cause
        raise BackupDamaged(str(file), str(error)) from error
    with target.open("rb+") as written:
        os.fsync(written.fileno())
    tell(2 * pages, 2 * pages)
    return replace(said, proved=datetime.now(UTC))


def _all_pages(pouring: Pouring, target: Path) -> tuple[Head, int]:
    def step(_status: int, left: int, total: int) -> None:
        if not pouring.go_on():
            raise Halted
        pouring.tell(total - left, 2 * total)

    file, key = pouring.file, pouring.key
    log = Path(f"{file}-wal")  # what was put aside may not have been closed
    mode = "ro" if log.exists() and log.stat().st_size else "ro&immutable=1"
    with closing(opened(file, key, mode)) as source:
        source.execute("BEGIN")
        head = head_in(source)
        [pages] = source.execute("PRAGMA page_count").fetchone()
        with closing(opened(target, key, "rw")) as poured:
            source.backup(poured, pages=PAGES, progress=step)
    return head, int(pages)


def _said(file: Path, proof: Proof) -> Copy:
    """Return what is in a backup; its name must say the same, if it says anything."""
    if proof.revision > latest():
        raise TooNew(proof.revision)
    called = named(file)
    if called is not None:
        agrees = called.seq == proof.head.seq
        if not (agrees and proof.head.hash.startswith(called.hash)):
            raise Flaw(f"{called.seq} ≠ {proof.head.seq}")
    at = called.at if called is not None else _written(file)
    digest, size = proof.head.hash[:DIGITS], file.stat().st_size
    return Copy(file, at, proof.head.seq, digest, size, proof.clients)


def _written(file: Path) -> datetime:
    return datetime.fromtimestamp(file.stat().st_mtime, UTC).replace(microsecond=0)


def _raise_in_words(error: BaseException) -> NoReturn:
    if isinstance(error, OSError):
        raise Unwritable from error
    raise error

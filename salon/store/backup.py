"""Copies of the store, made while people work: whole and compared, or not there.

A copy is written beside its place as `.part`, closed, opened again, read to its end,
compared with what was to be copied, brought to the disk and only then given its name.
"""

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2 as sqlite

from salon.errors import BackupFailed, Unreadable
from salon.safekeeping import (
    BackupStopped,
    BackupUnderWay,
    CopyDiffers,
    Damaged,
    NoRoom,
    PlaceAbsent,
    PlaceRefused,
    SpaceTooSmall,
    in_units,
    reason,
)
from salon.store import copies as shelf
from salon.store import thinning
from salon.store.chain import Head
from salon.store.copies import Copy
from salon.store.copy_notes import Notes, Standing
from salon.store.folder import Folder, sync
from salon.store.proof import (
    Flaw,
    Foreign,
    Halted,
    Proof,
    glance,
    head_in,
    is_damaged,
    opened,
    prove,
)

PAGES = 500  # copied at a time, so that nobody waits
SPARE = 1_000_000  # bytes that stay free beside a copy
PART = "salon.part"


@dataclass(frozen=True, slots=True)
class Shelf:
    """The copies in one place, and how it stands with them."""

    place: Path
    is_there: bool
    copies: tuple[Copy, ...]  # the newest first
    standing: Standing
    free: int  # bytes
    space: int  # bytes that the copies may take

    @property
    def held(self) -> int:
        """How many bytes the copies take."""
        return sum(copy.size for copy in self.copies)


GoOn = Callable[[], bool]
Tell = Callable[[int, int], object]


def always() -> bool:
    """Go on, whatever comes."""
    return True


def quietly(_done: int, _total: int) -> None:
    """Tell nobody how far it is."""


@dataclass(frozen=True, slots=True)
class Backups:
    """The copies of one salon: those beside its records, and those elsewhere.

    Args:
        folder: Of the salon.
        key: To its records; a copy has the same.
        census: The question how many clients there are.
    """

    folder: Folder
    key: str
    census: str

    def make(
        self,
        now: datetime,
        *,
        where: Path | None = None,
        space: int = 0,
        go_on: GoOn = always,
        tell: Tell = quietly,
    ) -> Copy:
        """Make a copy, prove it, and thin out old ones.

        Args:
            now: When.
            where: A folder that is there, if not the salon's own.
            space: How many bytes all copies there may take; 0: what is usual.
            go_on: Asked between steps; once false, nothing is left behind.
            tell: Told how much is done, of how much.

        Raises:
            BackupFailed: As `salon.safekeeping` says; the earlier copies are kept.
            Damaged: There are pages of the records that are not whole.
            Unreadable: The key is not that of the records.
        """
        place = self.folder.backups if where is None else where
        lock = self.folder.hold("backups.lock")
        if lock is None:
            raise BackupUnderWay
        with closing(lock):
            try:
                copy = self._made(place, now, space, go_on, tell)
            except (BackupFailed, Damaged, Unreadable) as error:
                if not isinstance(error, BackupStopped):
                    Notes(self.folder).failed(place, now, error)
                raise
        return copy

    def copies(self, where: Path | None = None) -> list[Copy]:
        """Return the copies in the salon's own place, or those it made in another."""
        return shelf.copies(self.folder, where)

    def shelf(self, where: Path | None = None, said: int = 0) -> Shelf:
        """Return the copies in a place with all that a screen says of them."""
        place = where or self.folder.backups
        return Shelf(
            place,
            where is None or place.is_dir(),
            tuple(self.told(copy) for copy in self.copies(where)),
            self.standing(where),
            shelf.free_at(place),
            self.space(said, where),
        )

    def told(self, copy: Copy) -> Copy:
        """Return a copy with what it says of itself, where nothing was noted of it."""
        if copy.proved is None and self.key:
            with suppress(Flaw, Foreign, OSError):
                found = glance(copy.path, self.key, self.census)
                return replace(copy, clients=found.clients)
        return copy

    def standing(self, where: Path | None = None) -> Standing:
        """Return how the last attempt in a place ended."""
        return Notes(self.folder).standing(where or self.folder.backups)

    def space(self, said: int = 0, where: Path | None = None) -> int:
        """Return how much the copies in a place may take; *said*: by the salon."""
        held = sum(copy.size for copy in self.copies(where))
        free = shelf.free_at(where or self.folder.backups)
        return said or thinning.usual_space(self.size(), free, held)

    def keep_before(self, revision: str) -> Path:
        """Keep a copy of the store before it is brought up to *revision*.

        It is no backup among the others: it is not thinned out.

        Raises:
            BackupFailed: As `make`.
            Damaged: As `make`.
        """
        place = self.folder.backups
        part, kept = place / "before.part", place / f"before-{revision}.db"
        try:
            place.mkdir(mode=0o700, exist_ok=True)
            remove(part)
            needs, free = self.size() + SPARE, shelf.free_at(place)
            if free < needs:
                raise NoRoom(str(place), in_units(needs), in_units(free))
            self._filled(part, always, quietly)
            part.replace(kept)
            sync(place)
        except OSError as error:
            raise _refused(error, place, self.size()) from error
        finally:
            with suppress(OSError):
                remove(part)
        return kept

    def size(self) -> int:
        """Return how many bytes a copy takes; of a store that is hurt, about."""
        with (
            suppress(sqlite.Error),
            closing(opened(self.folder.database, self.key, "ro")) as source,
        ):
            [pages] = source.execute("PRAGMA page_count").fetchone()
            [each] = source.execute("PRAGMA page_size").fetchone()
            return int(pages) * int(each)
        size = 0
        for end in ("", "-wal"):
            with suppress(OSError):
                size += Path(f"{self.folder.database}{end}").stat().st_size
        return size

    def _made(
        self, place: Path, now: datetime, space: int, go_on: GoOn, tell: Tell
    ) -> Copy:
        part = place / PART
        try:
            if place == self.folder.backups:
                place.mkdir(mode=0o700, exist_ok=True)
            elif not place.is_dir():
                raise PlaceAbsent(str(place))
            remove(part)
            self._make_room(place, now, space)
            proof = self._filled(part, go_on, tell)
            size = part.stat().st_size
            name = shelf.name_of(now, proof.head.seq, proof.head.hash)
            path = part.replace(place / name)
            self.folder.tell_erased(place)
            sync(place)
        except OSError as error:
            raise _refused(error, place, self.size()) from error
        finally:
            with suppress(OSError):
                remove(part)
        at = now.astimezone(UTC).replace(microsecond=0)
        digest = proof.head.hash[: shelf.DIGITS]
        made = Copy(path, at, proof.head.seq, digest, size, proof.clients, at)
        Notes(self.folder).proved(made, place)
        kept = self.copies(None if place == self.folder.backups else place)
        for old in thinning.to_drop(kept, now, space or self.space(0, place)):
            with suppress(OSError):
                old.path.unlink()
        return made

    def _make_room(self, place: Path, now: datetime, space: int) -> None:
        """Let the oldest go where one more would not fit; refuse if even that won't."""
        needs, free = self.size() + SPARE, shelf.free_at(place)
        if space and needs > space:
            raise SpaceTooSmall(in_units(needs), in_units(space))
        own = self.copies(None if place == self.folder.backups else place)
        going: list[Copy] = []
        for copy in (*thinning.to_drop(own, now), *thinning.in_order(own)):
            if free >= needs:
                break
            if copy not in going:
                going.append(copy)
                free += copy.size
        if free < needs:
            raise NoRoom(str(place), in_units(needs), in_units(shelf.free_at(place)))
        for copy in going:
            copy.path.unlink()

    def _filled(self, part: Path, go_on: GoOn, tell: Tell) -> Proof:
        """Write a copy that proved good, and bring it to the disk."""
        os.close(os.open(part, os.O_CREAT | os.O_WRONLY, 0o600))
        proof = self._copied(part, go_on, tell)
        with part.open("rb+") as written:
            os.fsync(written.fileno())
        return proof

    def _copied(self, part: Path, go_on: GoOn, tell: Tell) -> Proof:
        """Copy the store as it is at one moment; return what proved to be in it."""
        try:
            head, pages = self._poured(part, go_on, tell)
            proof = prove(part, self.key, self.census, go_on)
            if proof.head != head:
                raise Flaw(f"{proof.head.seq} ≠ {head.seq}")
        except Halted as error:
            raise BackupStopped from error
        except (Flaw, Foreign, sqlite.Error) as error:
            raise self._cause(error, part) from error
        tell(2 * pages, 2 * pages)
        return proof

    def _poured(self, part: Path, go_on: GoOn, tell: Tell) -> tuple[Head, int]:
        def step(_status: int, left: int, total: int) -> None:
            if not go_on():
                raise Halted
            tell(total - left, 2 * total)  # the other half is reading it again

        with closing(opened(self.folder.database, self.key, "ro")) as source:
            source.execute("BEGIN")  # so that what is written meanwhile stays out
            head = head_in(source)
            [pages] = source.execute("PRAGMA page_count").fetchone()
            with closing(opened(part, self.key, "rw")) as target:
                source.backup(target, pages=PAGES, progress=step, sleep=0.005)
        return head, int(pages)

    def _cause(self, error: Exception, part: Path) -> Exception:
        """Return why it is that no copy came about, in words.

        The driver is silent about some: it ends early, and the copy is too short.
        """
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code == sqlite.SQLITE_NOTADB:
            return Unreadable()
        place = part.parent
        try:
            write_rest(part, self.folder.database.stat().st_size)
        except OSError as cause:
            return _refused(cause, place, self.size())
        if is_damaged(self.folder.database, self.key):
            return damaged(self.folder)
        if code == sqlite.SQLITE_FULL:
            return _refused(OSError(errno.ENOSPC, ""), place, self.size())
        if code in (sqlite.SQLITE_IOERR, sqlite.SQLITE_CANTOPEN):
            return PlaceRefused(str(place), str(error))
        return CopyDiffers(str(error) or type(error).__name__)


def write_rest(part: Path, size: int) -> None:
    """Write what a copy lacks, to hear from the disk why it was not taken."""
    with part.open("ab") as opened_:
        for _block in range(0, size - opened_.tell(), 1 << 20):
            opened_.write(bytes(1 << 20))
        opened_.flush()
        os.fsync(opened_.fileno())


def damaged(folder: Folder) -> Damaged:
    """Return the error of records that are damaged, naming the newest good copy."""
    best = shelf.newest_good(shelf.copies(folder))
    file = str(folder.database)
    return Damaged(file) if best is None else Damaged(file, str(best.path), best.at)


@contextmanager
def told_apart(backups: Backups) -> Iterator[None]:
    """Tell damaged records from a wrong key, while they are opened.

    A key that opens a copy of them is theirs: then it is the file that is hurt.
    """
    try:
        yield
    except (Unreadable, DBAPIError) as error:
        code = getattr(getattr(error, "orig", None), "sqlite_errorcode", 0) & 0xFF
        if not isinstance(error, Unreadable) and code != sqlite.SQLITE_NOTADB:
            raise
        for copy in backups.copies():
            with suppress(Flaw, Foreign, OSError):
                glance(copy.path, backups.key, backups.census)
                raise damaged(backups.folder) from error
        raise


def remove(part: Path) -> None:
    """Remove a copy that was never finished, with what SQLite left beside it."""
    for end in ("", "-wal", "-shm", "-journal"):
        part.with_name(part.name + end).unlink(missing_ok=True)


def _refused(error: OSError, place: Path, needs: int) -> BackupFailed:
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", -1)):
        free = in_units(shelf.free_at(place))
        return NoRoom(str(place), in_units(needs + SPARE), free)
    return PlaceRefused(str(place), reason(error))

"""Coming back from a backup, with whatever key opens it."""

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from salon.errors import KeyMissing, NotEmpty, SalonError
from salon.forgotten import bring
from salon.named_file import odd_thing
from salon.safekeeping import (
    KeyNotSaved,
    KeyWanted,
    NoSuchBackup,
    NotABackup,
    StillSound,
    reason,
)
from salon.start import CENSUS
from salon.store.backup import Backups, GoOn, Tell, always, quietly
from salon.store.copies import Copy as Copy  # what screens are given
from salon.store.folder import Folder
from salon.store.keys import find_key, keep_key, key_in, save_key
from salon.store.proof import goes_on, is_damaged
from salon.store.restore import (
    Pouring,
    Restored,
    change_places,
    looked_at,
    restore_new,
    stage,
)
from salon.text import N_, _

PAGE = 4096  # bytes; every store is of whole pages
NOBODY_KNOWS = N_(
    "The salon that this copy is of is not here as it stood last, so nobody can say "
    "who was erased since the copy was made: they may be in it again. Copy the file "
    "“salon.erased” out of the old salon's folder into this one before you open it; "
    "or erase them again."
)


@dataclass(frozen=True, slots=True)
class Staged:
    """A backup that lies beside the records of an open salon, whole and compared."""

    copy: Copy
    take_place: Callable[[datetime], Path | None]  # once closed; where those are kept
    knows_erased: bool = True  # whether all are known who were erased since the copy


def restore_salon(
    file: Path,
    where: Path,
    *,
    key_file: Path | None = None,
    near: Path | None = None,
    now: datetime | None = None,
    unasked: bool = True,
    go_on: GoOn = always,
    tell: Tell = quietly,
) -> Restored:
    """Restore a backup into a new folder, or where a salon's records are hurt or gone.

    Args:
        file: The backup.
        where: A folder that is empty or not there, or the hurt salon's own: then what
            is left of its records is put aside whole.
        key_file: Where the key to the backup is, if it is not at hand.
        near: The folder of a salon whose key may fit.
        now: When, for the name of what is put aside.
        unasked: Whether to refuse where the records are sound.
        go_on: Asked between steps; once false, nothing is changed.
        tell: Told how much is done, of how much.

    Raises:
        SalonError: What is in the way, as `salon.safekeeping` says; nothing changed.
    """
    folder = Folder(where)
    key = key_to(file, where, key_file=key_file, near=near)
    keep = partial(keep_key, key=key) if _is_kept(key_file) else None
    pouring = Pouring(file, key, CENSUS, go_on, tell)
    if not folder.is_in_use():
        at_hand = _at_hand(file, near)

        def begin(lies: Path) -> None:
            bring(where, *at_hand)  # before the records are there
            (keep or _nothing)(lies)

        restored = restore_new(pouring, folder, begin)
        knows = any(_knows(one, file, key, restored.copy) for one in at_hand)
        return replace(restored, knows_erased=knows)
    if not folder.was_a_salons():
        raise NotEmpty(str(where))
    own = _own_key(folder)
    with folder.lock():
        is_there = unasked and folder.database.exists()
        if is_there and not is_damaged(folder.database, own or key):
            raise StillSound(str(where))
        copy = stage(pouring, folder)
        bring(where, *_at_hand(file, near))
        keep = None if own == key else keep
        return Restored(copy, change_places(folder, keep, now or datetime.now(UTC)))


def stage_backup(
    file: Path, where: Path, key_file: Path | None, go_on: GoOn, tell: Tell
) -> Staged:
    """Pour a backup beside the records of a salon that is still open.

    Returns:
        What it is, and what lets it take their place once the salon is closed.
    """
    folder = Folder(where)
    key = key_to(file, where, key_file=key_file)
    copy = stage(Pouring(file, key, CENSUS, go_on, tell), folder)
    bring(where, *_at_hand(file, None))
    is_other = _is_kept(key_file) and _own_key(folder) != key
    keep = partial(keep_key, key=key) if is_other else None

    def take_place(now: datetime) -> Path | None:
        with folder.lock():
            return change_places(folder, keep, now)

    knows = _knows(where, file, key, copy, is_newer=False) or any(
        _knows(one, file, key, copy) for one in _at_hand(file, None)
    )
    return Staged(copy, take_place, knows)


def look_at(file: Path, where: Path, key_file: Path | None = None) -> Copy:
    """Return what a backup says of itself: its day, its clients.

    Raises:
        SalonError: It is none, is damaged, too new, or its key is not at hand.
    """
    key = key_to(file, where, key_file=key_file)
    return looked_at(file, key, CENSUS)


def good_backup(where: str) -> Copy | None:
    """Return the newest good copy of a salon that may not open; with its clients."""
    folder = Folder(Path(where))
    backups = backups_of(where)
    for copy in backups.copies():  # the newest first
        with suppress(SalonError):
            return look_at(copy.path, folder.path)
    return None


def backups_of(where: str) -> Backups:
    """Return the copies of a salon that may not open."""
    folder = Folder(Path(where))
    return Backups(folder, _own_key(folder), CENSUS)


def key_to(
    file: Path, where: Path, *, key_file: Path | None = None, near: Path | None = None
) -> str:
    """Return the key that opens a backup, of those at hand.

    Raises:
        KeyWanted: There is none at hand.
        SalonError: None opens it, or it is no backup.
    """
    if not file.is_file():
        raise NoSuchBackup(str(file))
    if file.stat().st_size % PAGE or not file.stat().st_size:
        raise NotABackup(str(file))  # whatever its key
    tried: NotABackup | None = None
    for key in _keys(file, where, key_file, near):
        try:
            looked_at(file, key, CENSUS)
        except NotABackup as error:
            tried = error
        else:
            return key
    raise tried or KeyWanted(str(file))


def write_key(where: str, file: Path) -> None:
    """Write a salon's key into a file, to be kept apart from records and backups.

    Raises:
        KeyNotSaved: It cannot be written there.
    """
    key = find_key(Folder(Path(where)).key).hex
    if odd := odd_thing(file):
        raise KeyNotSaved(str(file), odd)
    try:
        file.unlink(missing_ok=True)
        save_key(file, key)
    except OSError as error:
        raise KeyNotSaved(str(file), _(reason(error))) from error


def _keys(
    file: Path, where: Path, key_file: Path | None, near: Path | None
) -> Iterator[str]:
    if key_file is not None:
        yield key_in(key_file).hex
        return
    if os.environ.get("SALON_KEY"):
        yield find_key(where).hex
        return
    here = file.absolute()
    places = [where, *here.parents[:2]]
    places += [near] if near is not None else []
    seen = set()
    for place in places:
        lies = place / "salon.key"
        with suppress(KeyMissing, OSError, UnicodeError):
            key = find_key(lies).hex
            if key not in seen:
                seen.add(key)
                yield key


def _at_hand(file: Path, near: Path | None) -> tuple[Path, ...]:
    """Return the places that may know who was erased since a backup was made."""
    here = file.absolute().parents[:2]
    return tuple(dict.fromkeys((*here, *([near.absolute()] if near else ()))))


def _knows(
    place: Path, file: Path, key: str, copy: Copy, *, is_newer: bool = True
) -> bool:
    """Return whether in a place stands the salon of a backup, as it went on since.

    What is no newer than the backup may be another copy of that day: it knows of
    nobody who was erased later. Of the salon that stands open that is all there is.
    """
    folder = Folder(place)
    if not folder.database.exists():
        return False
    if file.absolute().is_relative_to(folder.path):
        return True  # its own shelf, be the records hurt
    keys = dict.fromkeys((key, _own_key(folder)))
    held = (copy.seq, copy.hash)
    return any(goes_on(folder.database, one, *held, is_newer=is_newer) for one in keys)


def _own_key(folder: Folder) -> str:
    with suppress(KeyMissing, OSError, UnicodeError):
        return find_key(folder.key).hex
    return ""


def _is_kept(key_file: Path | None) -> bool:
    """Return whether a key is kept in a file: not where the environment gives it."""
    return key_file is not None or not os.environ.get("SALON_KEY")


def _nothing(_file: Path) -> None:
    pass

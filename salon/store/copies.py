"""Which copies of the store there are, and what is known of them.

A copy's name says when it was made, the number of the newest action in it and the
first digits of that action's hash.
"""

import re
import shutil
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from salon.store.copy_notes import Notes, key_of
from salon.store.folder import Folder

DIGITS = 16  # of the head's hash, in a name
_NAME = re.compile(r"salon-(\d{8})-(\d{6})-(\d+)(?:-([0-9a-f]{16}))?\.db")


@dataclass(frozen=True, slots=True)
class Copy:
    """One backup that was checked when it was made."""

    path: Path
    at: datetime  # aware, UTC
    seq: int  # the newest action in it
    hash: str = ""  # the first digits of that action's; those of 0.1.0 do not say
    size: int = 0
    clients: int | None = None
    proved: datetime | None = None  # when it was opened whole and compared


def name_of(at: datetime, seq: int, digest: str) -> str:
    """Return what a copy is called."""
    return f"salon-{at.astimezone(UTC):%Y%m%d-%H%M%S}-{seq}-{digest[:DIGITS]}.db"


def named(path: Path) -> Copy | None:
    """Return what a copy's name says of it; None if it is not called like one."""
    said = _NAME.fullmatch(path.name)
    if said is None:
        return None
    try:
        day = datetime.strptime(said[1] + said[2], "%Y%m%d%H%M%S")  # noqa: DTZ007
        size = path.stat().st_size
    except (ValueError, OSError):
        return None
    return Copy(path, day.replace(tzinfo=UTC), int(said[3]), said[4] or "", size)


def copies(folder: Folder, where: Path | None = None) -> list[Copy]:
    """Return the backups there are in the salon's own place, or in another.

    The newest first. In another place only those that this salon made there: a stick
    may have copies of two salons.
    """
    place = folder.backups if where is None else where
    known = Notes(folder).copies()
    found = []
    with suppress(OSError):
        for file in place.iterdir():
            copy = named(file)
            if copy is None:
                continue
            note = known.get(key_of(file))
            if note is not None and note["size"] == copy.size:
                proved = datetime.fromisoformat(note["proved"])
                digest = copy.hash or str(note["hash"])
                known_of_it = (digest, copy.size, note["clients"], proved)
                found.append(Copy(copy.path, copy.at, copy.seq, *known_of_it))
            elif place == folder.backups:
                found.append(copy)
    return sorted(found, key=lambda copy: (copy.at, copy.seq), reverse=True)


def newest_good(found: Iterable[Copy]) -> Copy | None:
    """Return the newest copy that proved good, else the newest there is."""
    ordered = sorted(found, key=lambda copy: (copy.at, copy.seq), reverse=True)
    proved = [copy for copy in ordered if copy.proved is not None]
    return next(iter(proved or ordered), None)


def free_at(place: Path) -> int:
    """Return how many bytes are free where *place* is, or is to be."""
    here = place.absolute()
    while not here.exists() and here != here.parent:
        here = here.parent
    return shutil.disk_usage(here).free

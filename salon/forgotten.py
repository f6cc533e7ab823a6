"""Who was erased, noted outside of the records, so that no backup brings them back.

`salon.erased` beside the records, and a copy of it wherever backups are made, hold one
line for each: the number of the file and the digest under which the history knows its
first day. That is salted, and says nothing of who it was; but a file of the same number
in the records of another salon is never taken for it. The list is compared with the
records each time they are opened (`agree`): what it lacks is added, and whom an older
backup has brought back is erased again before anybody sees them. Whoever restores a
backup brings the lists of all places that may know along (`bring`).
"""

import json
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import select

from salon.app import Salon
from salon.clients.model import ClientId
from salon.clients.tables import Erased
from salon.erasure.operations import erase_again, erase_client, erase_due
from salon.erasure.queries import due_on
from salon.staff.model import StaffId
from salon.store.copies import Copy, copies
from salon.store.folder import ERASED, write_whole
from salon.store.history import CHANGE, Kind
from salon.store.thinning import last_day
from salon.work import Reading


@dataclass(frozen=True, slots=True)
class Line:
    """One who was erased: number of the file, and the digest of its first day."""

    client: int
    digest: str


@dataclass(frozen=True, slots=True)
class Older:
    """A copy of the records from before an erasure, and until when it is kept."""

    path: Path
    at: datetime
    until: date | None  # the last day by the rule of thinning; None: nobody drops it


def erase(salon: Salon, key: ClientId, by: StaffId | None = None) -> bool:
    """Let a client be forgotten, here and in what is made of older backups.

    Returns:
        Whether all of it is gone; see `erase_client`.
    """
    is_whole = salon.do_as(by or salon.by, erase_client, key)
    agree(salon)
    salon.scrub()
    return is_whole


def agree(salon: Salon) -> int:
    """Let list and records say the same; return how many were erased again.

    What nothing holds any more goes with it. Nothing at all is written where they
    agree, as on nearly every day.
    """
    due = salon.ask(due_on, salon.today())
    if due:
        salon.do_by_itself(erase_due)
    gone = salon.ask(_done)
    if salon.folder is None:
        if due:
            salon.scrub()
        return 0
    noted = read(salon.folder.path)
    back = [one for one in noted if one not in gone]
    keys = salon.ask(_of_here, back) if back else []
    done = salon.do_by_itself(erase_again, keys) if keys else 0
    if missing := [one for one in gone if one not in noted]:
        write(salon.folder.path, [*noted, *missing])
    if done or due:
        salon.scrub()
    return done


def older_copies(salon: Salon, second: Path | None = None) -> tuple[Older, ...]:
    """Return the copies of the records there are, the oldest first.

    Whoever is erased today is in them until they are thinned out; put back, they lose
    her again (`agree`). What was put aside by hand nobody drops.
    """
    if salon.folder is None:
        return ()
    found = [_older(one) for one in copies(salon.folder)]
    if second is not None:
        found += [_older(one) for one in copies(salon.folder, second)]
    zone = salon.now().tzinfo
    for aside in (
        *salon.folder.path.glob("kept-*/salon.db"),
        *salon.folder.backups.glob("before-*.db"),
    ):
        with suppress(OSError):
            at = datetime.fromtimestamp(aside.stat().st_mtime, zone)
            found.append(Older(aside, at, None))
    return tuple(sorted(found, key=lambda one: one.at))


def _older(copy: Copy) -> Older:
    return Older(copy.path, copy.at, last_day(copy.at))


def read(folder: Path) -> list[Line]:
    """Return who is noted in a folder, or among the backups in it."""
    found: dict[Line, None] = {}
    for place in _places(folder):
        with suppress(OSError, ValueError):
            for said in place.read_text("utf-8").splitlines():
                plain = json.loads(said)
                found[Line(int(plain["client"]), str(plain["digest"]))] = None
    return list(found)


def write(folder: Path, lines: Iterable[Line]) -> None:
    """Note them in the folder and among its backups; each appears whole."""
    said = "".join(
        json.dumps({"client": one.client, "digest": one.digest}) + "\n" for one in lines
    )
    for place in _places(folder):
        with suppress(OSError):
            if place.parent.is_dir():
                write_whole(place, said)


def bring(folder: Path, *places: Path) -> None:
    """Let a folder know whom other places know to be erased, before it is opened.

    Args:
        folder: Where a backup is restored.
        places: Where the backup lies, and the salon that stands: a backup from before
            an erasure knows nothing of it.
    """
    known = dict.fromkeys(read(folder))
    found = known | dict.fromkeys(line for place in places for line in read(place))
    if found != known:
        write(folder, found)


def _places(folder: Path) -> tuple[Path, Path]:
    return folder / ERASED, folder / "backups" / ERASED


def _done(reading: Reading) -> list[Line]:
    """Return who is erased in these records."""
    done = select(Erased.client_id).where(Erased.done_on.is_not(None))
    keys = list(reading.session.scalars(done.order_by(Erased.id)))
    return _lines(reading, keys)


def _of_here(reading: Reading, noted: Iterable[Line]) -> list[ClientId]:
    """Return those of *noted* who are files of these very records."""
    wanted = {one.client: one for one in noted}
    here = _lines(reading, list(wanted))
    return [ClientId(one.client) for one in here if one == wanted[one.client]]


def _lines(reading: Reading, keys: Sequence[int]) -> list[Line]:
    if not keys:
        return []
    asked = select(CHANGE.c.row_id, CHANGE.c.digest).where(
        CHANGE.c.table_name == "client",
        CHANGE.c.row_id.in_(keys),
        CHANGE.c.kind == Kind.INSERT,
    )
    rows = reading.session.connection().execute(asked.order_by(CHANGE.c.seq.desc()))
    return [Line(*row) for row in {key: (key, digest) for key, digest in rows}.values()]

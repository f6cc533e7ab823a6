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
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import select

from salon.app import Salon
from salon.clients.model import ClientId
from salon.clients.queries import living
from salon.clients.tables import Erased
from salon.erasure.operations import (
    call_off_erasure,
    erase_again,
    erase_client,
    erase_due,
)
from salon.erasure.queries import due_on, pending
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
    is_begun: bool = False  # asked for, and the rest waits: until it is called off


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


def call_off(salon: Salon, key: ClientId, by: StaffId | None = None) -> None:
    """Keep what is left of a file after all, here and in what is made of backups."""
    salon.do_as(by or salon.by, call_off_erasure, key)
    agree(salon)


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
    whole = [one for one in noted if not one.is_begun]
    back = [one for one in whole if one not in gone]
    keys = salon.ask(_of_here, back) if back else []
    done = salon.do_by_itself(erase_again, keys) if keys else 0
    begun = [one for one in noted if one.is_begun]
    for key in salon.ask(_not_asked_yet, begun) if begun else ():
        salon.do_by_itself(erase_client, key)
        done += 1
    known = dict.fromkeys((*whole, *gone, *salon.ask(_begun)))
    if set(known) != set(noted):
        write(salon.folder.path, known)
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
                is_begun = bool(plain.get("begun"))
                line = Line(int(plain["client"]), str(plain["digest"]), is_begun)
                found[line] = None
    return list(found)


def write(folder: Path, lines: Iterable[Line]) -> None:
    """Note them in the folder, and who is gone among its backups too."""
    noted = list(lines)
    whole = [one for one in noted if not one.is_begun]
    for place, some in zip(_places(folder), (noted, whole), strict=True):
        with suppress(OSError):
            if place.parent.is_dir():
                write_whole(place, "".join(f"{_said(one)}\n" for one in some))


def _said(one: Line) -> str:
    plain = {"client": one.client, "digest": one.digest}
    return json.dumps(plain | ({"begun": True} if one.is_begun else {}))


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


def _begun(reading: Reading) -> list[Line]:
    """Return whose erasure waits for its day."""
    lines = _lines(reading, [one.client_id for one in pending(reading)])
    return [replace(one, is_begun=True) for one in lines]


def _not_asked_yet(reading: Reading, begun: Iterable[Line]) -> list[ClientId]:
    """Return whose erasure was asked for, of which an older backup knows nothing."""
    here = _of_here(reading, [replace(one, is_begun=False) for one in begun])
    asked = set(reading.session.scalars(select(Erased.client_id)))
    off = select(CHANGE.c.before).where(
        CHANGE.c.table_name == Erased.__tablename__, CHANGE.c.kind == Kind.DELETE
    )
    gone = filter(None, reading.session.connection().scalars(off))
    asked.update(json.loads(image).get("client_id") for image in gone)  # called off
    return [key for key in here if key not in asked and living(reading, key) == key]


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

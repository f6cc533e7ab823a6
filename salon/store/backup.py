"""Copies of the store, made while people work: whole and checked, or not there.

A copy is written beside its place as `.part`, closed, opened again, checked, brought
to the disk and only then given its name. The name says when it was made, and the
number of the newest action in it.
"""

import os
import re
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlite

from salon.errors import BackupFailed
from salon.store.folder import Folder

PAGES = 500  # copied at a time, so that nobody waits
_NAME = re.compile(r"salon-(\d{8})-(\d{6})-(\d+)\.db")


@dataclass(frozen=True, slots=True)
class Copy:
    """One backup that was checked when it was made."""

    path: Path
    at: datetime  # aware, UTC
    seq: int  # the newest action in it


def back_up(
    folder: Folder,
    key: str,
    now: datetime,
    go_on: Callable[[], bool] = lambda: True,
) -> Copy:
    """Copy the store into the folder's backups, check the copy, thin out old ones.

    Args:
        folder: Of the salon.
        key: To its records; the copy has the same.
        now: When.
        go_on: Asked between steps; once false, nothing is left behind.

    Raises:
        BackupFailed: The copy could not be made whole; the earlier ones are kept.
    """
    part = folder.backups / "salon.part"
    try:
        folder.backups.mkdir(mode=0o700, exist_ok=True)
        _remove(part)
        with closing(_open(folder.database, key, "ro")) as source:
            with closing(_open(part, key, "rwc")) as target:
                source.backup(target, pages=PAGES, progress=_step(go_on), sleep=0.005)
            with closing(_open(part, key, "ro")) as target:
                seq = _checked(target)
        with part.open("rb+") as written:
            os.fsync(written.fileno())
        name = f"salon-{now.astimezone(UTC):%Y%m%d-%H%M%S}-{seq}.db"
        made = Copy(part.replace(folder.backups / name), now.astimezone(UTC), seq)
        _remove(part)  # what the check left beside it: it may only read
    except (OSError, sqlite.Error, _Stopped) as error:
        with suppress(OSError):
            _remove(part)
        raise BackupFailed from error
    for old in to_drop(copies(folder), now):
        with suppress(OSError):
            old.path.unlink()
    return made


def _remove(part: Path) -> None:
    """Remove a copy that was never finished, with what SQLite left beside it."""
    for end in ("", "-wal", "-shm", "-journal"):
        part.with_name(part.name + end).unlink(missing_ok=True)


def copies(folder: Folder) -> list[Copy]:
    """Return the backups there are, the newest first."""
    found = []
    for file in folder.backups.glob("salon-*.db"):
        if said := _NAME.fullmatch(file.name):
            day = datetime.strptime(said[1] + said[2], "%Y%m%d%H%M%S")  # noqa: DTZ007
            found.append(Copy(file, day.replace(tzinfo=UTC), int(said[3])))
    return sorted(found, key=lambda copy: copy.at, reverse=True)


def to_drop(kept: Iterable[Copy], now: datetime) -> list[Copy]:
    """Return which may go: all of two days stay, then 14 days, 8 weeks, 12 months.

    The newest of each day, week and month is the one that stays; the newest of all
    always does.
    """
    stay: set[Path] = set()
    seen: dict[str, set[Any]] = {"day": set(), "week": set(), "month": set()}
    most = {"day": 14, "week": 8, "month": 12}
    ordered = sorted(kept, key=lambda copy: copy.at, reverse=True)
    for place, copy in enumerate(ordered):
        if place == 0 or now - copy.at < timedelta(days=2):
            stay.add(copy.path)
        marks = {
            "day": copy.at.date(),
            "week": copy.at.isocalendar()[:2],
            "month": (copy.at.year, copy.at.month),
        }
        for span, mark in marks.items():
            if mark not in seen[span] and len(seen[span]) < most[span]:
                seen[span].add(mark)
                stay.add(copy.path)
    return [copy for copy in ordered if copy.path not in stay]


class _Stopped(Exception):
    """The copying was called off."""


def _step(go_on: Callable[[], bool]) -> Callable[[int, int, int], None]:
    def look(_status: int, _left: int, _total: int) -> None:
        if not go_on():
            raise _Stopped

    return look


def _open(path: Path, key: str, mode: str) -> Any:
    connection = sqlite.connect(
        f"{path.resolve().as_uri()}?mode={mode}", uri=True, isolation_level=None
    )
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key}'\"")
    return connection


def _checked(connection: Any) -> int:
    """Return the newest action of a copy that is sound; raises BackupFailed."""
    [said] = connection.execute("PRAGMA quick_check(1)").fetchone()
    if said != "ok":
        raise BackupFailed
    [seq] = connection.execute("SELECT coalesce(max(seq), 0) FROM action").fetchone()
    return int(seq)

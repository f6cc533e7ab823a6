"""Which copies of the store there are, what is known of them, and which may go.

A copy's name says when it was made, the number of the newest action in it and the
first digits of that action's hash. Beside the store `backups.json` says which copies
were opened and compared, and of each place how the last attempt ended.
"""

import json
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from salon.errors import Hindrance
from salon.safekeeping import noted, told
from salon.store.folder import Folder

DIGITS = 16  # of the head's hash, in a name
IDEAL = {"day": 14, "week": 8, "month": 12}  # the newest of each
MOST = 36  # copies: the ideal, and those of two days
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


@dataclass(frozen=True, slots=True)
class Standing:
    """How it stands with the copies in one place."""

    good: datetime | None = None  # when the newest good one was made
    failed: datetime | None = None  # when one could not be made since
    why: Hindrance | None = None
    since: datetime | None = None  # when the first of these failures was


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
            note = known.get(_key(file))
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


def to_drop(
    kept: Iterable[Copy], now: datetime, space: int | None = None
) -> list[Copy]:
    """Return which may go, the first to go first.

    All of two days stay, then 14 days, 8 weeks, 12 months: the newest of each. Where
    that is more than *space* bytes, the others of a day go, then the oldest. The
    newest good one always stays.
    """
    ordered = sorted(kept, key=lambda copy: (copy.at, copy.seq), reverse=True)
    stay = _ideal(ordered, now)
    gone = [copy for copy in reversed(ordered) if copy.path not in stay]
    if space is None:
        return gone
    held = sum(copy.size for copy in ordered if copy.path in stay)
    for copy in thinning(copy for copy in ordered if copy.path in stay):
        if held <= space:
            break
        gone.append(copy)
        held -= copy.size
    return gone


def thinning(kept: Iterable[Copy]) -> Iterator[Copy]:
    """Return in which order copies go where room is wanted; the newest good never."""
    ordered = sorted(kept, key=lambda copy: (copy.at, copy.seq), reverse=True)
    days: set[Any] = set()
    last_of_day: list[Copy] = []
    others: list[Copy] = []
    for copy in ordered:
        (others if copy.at.date() in days else last_of_day).append(copy)
        days.add(copy.at.date())
    best = newest_good(ordered)
    for copy in (*reversed(others), *reversed(last_of_day)):
        if best is not None and copy.path != best.path:
            yield copy


def _ideal(ordered: list[Copy], now: datetime) -> set[Path]:
    best = newest_good(ordered)
    stay: set[Path] = set() if best is None else {best.path}
    seen: dict[str, set[Any]] = {span: set() for span in IDEAL}
    for place, copy in enumerate(ordered):
        if place == 0 or now - copy.at < timedelta(days=2):
            stay.add(copy.path)
        marks = {
            "day": copy.at.date(),
            "week": copy.at.isocalendar()[:2],
            "month": (copy.at.year, copy.at.month),
        }
        for span, mark in marks.items():
            if mark not in seen[span] and len(seen[span]) < IDEAL[span]:
                seen[span].add(mark)
                stay.add(copy.path)
    return stay


def free_at(place: Path) -> int:
    """Return how many bytes are free where *place* is, or is to be."""
    here = place.absolute()
    while not here.exists() and here != here.parent:
        here = here.parent
    return shutil.disk_usage(here).free


def usual_space(size: int, free: int, held: int) -> int:
    """Return how much the copies may take where nobody has said.

    As many as the ideal asks for, but no more than a quarter of what the disk has
    left without them; two always, so that one is there while the next is made.
    """
    return max(min(MOST * size, (free + held) // 4), 2 * size)


class Notes:
    """What is noted beside the store of its copies; lost, only the proofs are lost."""

    def __init__(self, folder: Folder) -> None:
        self._file = folder.path / "backups.json"

    def copies(self) -> dict[str, Any]:
        """Return what is known of copies, by their path."""
        found: dict[str, Any] = self._read()["copies"]
        return found

    def proved(self, copy: Copy, where: Path) -> None:
        """Note a copy that was opened and compared."""
        assert copy.proved is not None
        all_ = self._read()
        all_["copies"][_key(copy.path)] = {
            "size": copy.size,
            "hash": copy.hash,
            "clients": copy.clients,
            "proved": copy.proved.isoformat(),
        }
        all_["copies"] = {
            path: note
            for path, note in all_["copies"].items()
            if Path(path).parent != copy.path.parent or Path(path).exists()
        }
        all_["places"][_key(where)] = {"good": copy.at.isoformat()}
        self._write(all_)

    def failed(self, where: Path, at: datetime, error: Hindrance) -> None:
        """Note that no copy could be made, and why."""
        all_ = self._read()
        place = all_["places"].setdefault(_key(where), {})
        place.setdefault("since", at.isoformat())
        place["failed"] = {"at": at.isoformat(), **noted(error)}
        self._write(all_)

    def standing(self, where: Path) -> Standing:
        """Return how the last attempt in a place ended."""
        said = self._read()["places"].get(_key(where), {})
        good, failed, since = (said.get(one) for one in ("good", "failed", "since"))
        return Standing(
            None if good is None else datetime.fromisoformat(good),
            None if failed is None else datetime.fromisoformat(failed["at"]),
            None if failed is None else told(failed),
            None if since is None else datetime.fromisoformat(since),
        )

    def _read(self) -> dict[str, Any]:
        found: Any = None
        with suppress(OSError, ValueError):
            found = json.loads(self._file.read_text("utf-8"))
        whole = found if isinstance(found, dict) else {}
        return {
            part: whole[part] if isinstance(whole.get(part), dict) else {}
            for part in ("copies", "places")
        }

    def _write(self, all_: dict[str, Any]) -> None:
        part = self._file.with_suffix(f".{os.getpid()}.part")
        with suppress(OSError):  # the copy is good all the same
            part.write_text(json.dumps(all_, indent=1), "utf-8")
            part.chmod(0o600)
            part.replace(self._file)


def _key(path: Path) -> str:
    return str(path.absolute())

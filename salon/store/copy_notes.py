"""What is noted of the copies of a store, in `backups.json` beside it.

Which were opened and compared, and of each place how the last attempt ended. Lost, only
the proofs are lost.
"""

import json
import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from salon.errors import Hindrance
from salon.safekeeping import noted, told
from salon.store.folder import Folder

if TYPE_CHECKING:
    from salon.store.copies import Copy


@dataclass(frozen=True, slots=True)
class Standing:
    """How it stands with the copies in one place."""

    good: datetime | None = None  # when the newest good one was made
    failed: datetime | None = None  # when one could not be made since
    why: Hindrance | None = None
    since: datetime | None = None  # when the first of these failures was


class Notes:
    """What is noted beside the store of its copies; lost, only the proofs are lost."""

    def __init__(self, folder: Folder) -> None:
        self._file = folder.path / "backups.json"

    def copies(self) -> dict[str, Any]:
        """Return what is known of copies, by their path."""
        found: dict[str, Any] = self._read()["copies"]
        return found

    def proved(self, copy: "Copy", where: Path) -> None:
        """Note a copy that was opened and compared."""
        assert copy.proved is not None
        all_ = self._read()
        all_["copies"][key_of(copy.path)] = {
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
        all_["places"][key_of(where)] = {"good": copy.at.isoformat()}
        self._write(all_)

    def failed(self, where: Path, at: datetime, error: Hindrance) -> None:
        """Note that no copy could be made, and why."""
        all_ = self._read()
        place = all_["places"].setdefault(key_of(where), {})
        place.setdefault("since", at.isoformat())
        place["failed"] = {"at": at.isoformat(), **noted(error)}
        self._write(all_)

    def standing(self, where: Path) -> Standing:
        """Return how the last attempt in a place ended."""
        said = self._read()["places"].get(key_of(where), {})
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


def key_of(path: Path) -> str:
    """Return what a file or place is known by."""
    return str(path.absolute())

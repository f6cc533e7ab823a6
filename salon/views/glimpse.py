"""What Today showed when it was last looked at, for the moment before the records.

Opening the records takes longer than all the rest of a start. So the day is kept beside
the head of the history for which it was true, in the records themselves, as a draft;
it is shown at the next start if that head is still the newest, and asked anew as soon
as the records are open. Read by the bare driver: nothing here brings SQLAlchemy.
"""

import json
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from salon.address import is_server
from salon.clock import clock_at
from salon.errors import SalonError
from salon.settings.model import Premises
from salon.staff.model import StaffId
from salon.store.folder import Folder
from salon.store.keys import find_key
from salon.text import language
from salon.views.day import Day
from salon.views.frozen import TROUBLES, frozen_from_text

PLACE = "first look"
SHAPE = 5  # of what is kept; another one is not read
_START = (0, "0" * 64)  # the head of a history without an action
_PATIENCE = 0.2  # seconds; then it is not worth it


@dataclass(frozen=True, slots=True)
class Glimpse:
    """A salon as it was seen last, true to the newest action of its history."""

    premises: Premises
    day: Day
    by: StaffId | None  # who acts, as the salon was set up
    who: str

    @property
    def today(self) -> date:
        """The day it shows."""
        return self.day.now.date()


def glimpse(data: str, now: datetime | None = None) -> Glimpse | None:
    """Return what may be shown of the salon kept at *data*; None if nothing may.

    Args:
        data: Its folder; of a server there is none.
        now: Where the clock is stopped; None: it runs.
    """
    folder = Folder(Path(data))
    if is_server(data) or not folder.database.exists():
        return None
    try:
        return _read(folder, now)
    except (SalonError, OSError):
        return None  # what stands in the way is said when the records are opened
    except TROUBLES:
        return None  # of another version


def _read(folder: Folder, now: datetime | None) -> Glimpse | None:
    from sqlcipher3 import dbapi2 as sqlite

    address = f"{folder.database.resolve().as_uri()}?mode=ro"
    key = find_key(folder.key)
    try:
        connection = sqlite.connect(address, uri=True, timeout=_PATIENCE)
        try:
            connection.execute("PRAGMA cipher_log_level = NONE")
            connection.execute(f"PRAGMA key = \"x'{key.hex}'\"")
            kept = connection.execute(
                "SELECT body FROM draft WHERE place = ?", (PLACE,)
            ).fetchone()
            newest = connection.execute(
                "SELECT seq, hash FROM action ORDER BY seq DESC LIMIT 1"
            ).fetchone()
        finally:
            connection.close()
    except sqlite.Error:
        return None
    if kept is None:
        return None
    said = json.loads(kept[0])
    if said["shape"] != SHAPE or said["head"] != list(newest or _START):
        return None
    if said["language"] != language():
        return None
    zone = ZoneInfo(said["zone"])
    here = clock_at(zone, now).now().astimezone(zone)
    held = said["days"].get(here.date().isoformat())
    if held is None:
        return None
    found: Glimpse = frozen_from_text(held, (__name__, "salon.views.day"))
    return replace(found, day=replace(found.day, now=here))

"""The copies that are made by themselves: once a day, and at closing."""

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings

if TYPE_CHECKING:
    from salon.app import Salon

SECOND = "second_place"  # of this desk: where the copy at closing goes as well


def second_place(settings: QSettings | None) -> Path | None:
    """Return the second place of this desk, if one is named."""
    kept = str(settings.value(SECOND) or "") if settings is not None else ""
    return Path(kept) if kept else None


def copied_lately(salon: "Salon") -> None:
    """Make the day's first backup, beside the work; a failure shows in the bar."""
    from salon.errors import SalonError

    made = salon.last_backup()
    if (made is None or made.date() < salon.today()) and salon.needs_backup():
        with suppress(SalonError):  # noted, and shown in the bar
            salon.backup()


def copy_at_closing(salon: "Salon", settings: QSettings | None) -> None:
    """Copy what was done today, here and in a second place.

    A copy that fails leaves the earlier ones; why is noted and said at the next start.
    """
    from salon.errors import SalonError

    with suppress(SalonError):
        if salon.needs_backup():
            salon.backup()
    second = second_place(settings)
    if second is not None:
        with suppress(SalonError):
            salon.back_up_to(second)

"""The copies that are made by themselves: once a day, and at closing."""

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings

from ui.parts.steps import Steps

if TYPE_CHECKING:
    from salon.app import Salon

SECOND = "second_place"  # of this desk: where the copy at closing goes as well
LARGE = 100_000_000  # bytes; a smaller store is copied before one has turned away


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


def copy_at_closing(
    salon: "Salon", settings: QSettings | None, large: int = LARGE
) -> None:
    """Copy what was done today, here and in a second place.

    A copy that fails leaves the earlier ones; why is noted and said at the next start.
    One of *large* bytes or more shows how far it is, and can be called off.
    """
    second = second_place(settings)
    if salon.backups is None or salon.backups.size() < large:
        _copy(salon, second, Steps())
        return
    if salon.needs_backup() or second is not None:
        from ui.frame.closing import Closing

        Closing().run(lambda steps: _copy(salon, second, steps))


def _copy(salon: "Salon", second: Path | None, steps: Steps) -> None:
    from salon.errors import SalonError

    with suppress(SalonError):
        if salon.needs_backup():
            salon.backup(steps.go_on, steps.tell)
    if second is not None and steps.go_on():
        with suppress(SalonError):
            salon.back_up_to(second, steps.go_on, steps.tell)

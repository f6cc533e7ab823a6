"""A list on its way in: read beside the desks, and stored in one go.

Other desks go on meanwhile; only while what was found is being written do they wait.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from salon.exchange.child import read
from salon.exchange.model import Asked, Incoming, Sheet
from salon.exchange.operations import (
    Outcome,
    TouchedMeanwhile,
    import_clients,
    look_through,
)
from salon.exchange.preparing import Progress

if TYPE_CHECKING:
    from salon.app import Salon
    from salon.staff.model import StaffId

LOOKS = 2  # at the whole list, before it is compared while nobody else can write


def _nothing(_sheet: Sheet) -> None:
    pass


@dataclass(frozen=True)
class Watching:
    """Who wants to know how far a list has come."""

    opened: Callable[[Sheet], None] = _nothing  # what it is, before its rows are read
    progress: Progress | None = None  # rows so far; returns False to stop
    stopped: Callable[[], bool] = lambda: False  # asked while nothing comes
    read_all: Callable[[], None] = lambda: None  # what is new is being stored


def take_in(
    salon: "Salon",
    by: "StaffId | None",
    asked: Asked,
    watching: Watching,
    *,
    is_trial: bool = False,
) -> tuple[Outcome, Sheet]:
    """Let *by* take a list in, or see what would become of it.

    Where files are changed while it is read, it is read again; in the end behind the
    lock, so that it comes to an end.

    Raises:
        CannotRead: What is wrong with the file.
        Stopped: Whoever watches said so; nothing is kept.
        SalonError: As `import_clients` says.
    """
    name, progress = asked.path.name, watching.progress
    for _look in range(1 if is_trial else LOOKS):
        with read(asked, stopped=watching.stopped) as source:
            watching.opened(source.sheet)
            ready = salon.look_as(
                by, look_through, source.people, name, progress=progress
            )
            sheet = source.sheet
        if is_trial:
            return ready.outcome, sheet
        watching.read_all()
        try:
            outcome = salon.do_as(by, import_clients, ready, name, progress=progress)
        except TouchedMeanwhile:
            continue
        return outcome, sheet
    with read(asked, stopped=watching.stopped) as source:
        watching.opened(source.sheet)

        def people() -> Iterator[Incoming]:
            yield from source.people
            watching.read_all()

        outcome = salon.do_as(by, import_clients, people(), name, progress=progress)
        return outcome, source.sheet

"""An import on its way: read in a process of its own, taken in by the records thread.

What the threads tell arrives in the UI thread as a signal; Cancel is a flag that both
look at.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from salon.exchange.child import read
from salon.exchange.model import Asked, Incoming, Sheet
from salon.exchange.operations import Outcome, import_clients

if TYPE_CHECKING:
    from salon.app import Salon
    from salon.staff.model import StaffId

OFTEN = 0.1  # seconds between two steps that are told


@dataclass(frozen=True)
class Finished:
    """What became of a list, and what it was."""

    outcome: Outcome
    sheet: Sheet
    is_trial: bool


class Run(QObject):
    """One reading of a list, for trial or in earnest."""

    stepped = Signal(int, int)  # rows so far, rows in all (0: not known)
    read_all = Signal()  # every row is read; what is new is being stored

    def __init__(self, asked: Asked, *, is_trial: bool) -> None:
        super().__init__()
        self.asked, self.is_trial = asked, is_trial
        self._stop = Event()
        self._told = 0.0
        self._total = 0
        self._is_storing = False

    def stop(self) -> None:
        """Let it end soon; nothing of it is kept."""
        self._stop.set()

    def is_stopped(self) -> bool:
        """Return whether it is to end."""
        return self._stop.is_set()

    def work(self, salon: "Salon", by: "StaffId | None") -> Finished:
        """Read the list and let *by* take it in; called in the records thread."""
        path: Path = self.asked.path
        with read(self.asked, stopped=self.is_stopped) as source:
            self._total = source.sheet.rows
            outcome = salon.do_as(
                by,
                import_clients,
                self._people(source.people),
                path.name,
                is_trial=self.is_trial,
                progress=self._tell,
            )
            return Finished(outcome, source.sheet, self.is_trial)

    def _people(self, people: Iterator[Incoming]) -> Iterator[Incoming]:
        yield from people
        if not self.is_trial and not self.is_stopped():
            self._is_storing = True
            self.read_all.emit()

    def _tell(self, done: int) -> bool:
        now = monotonic()
        if now - self._told > OFTEN and not self._is_storing:
            self._told = now
            self.stepped.emit(done, self._total)
        return not self.is_stopped()

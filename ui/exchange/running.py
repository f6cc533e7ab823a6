"""An import on its way: read in a process of its own, taken in by the records thread.

What the threads tell arrives in the UI thread as a signal; Cancel is a flag that both
look at.
"""

from dataclasses import dataclass
from threading import Event
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from salon.exchange.model import Asked, Sheet
from salon.exchange.operations import Outcome
from salon.exchange.taking_in import Watching, take_in

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
        watching = Watching(self._opened, self._tell, self.is_stopped, self._read_all)
        outcome, sheet = take_in(
            salon, by, self.asked, watching, is_trial=self.is_trial
        )
        return Finished(outcome, sheet, self.is_trial)

    def _opened(self, sheet: Sheet) -> None:
        self._total, self._is_storing = sheet.rows, False

    def _read_all(self) -> None:
        if not self.is_stopped():
            self._is_storing = True
            self.read_all.emit()

    def _tell(self, done: int) -> bool:
        now = monotonic()
        if now - self._told > OFTEN and not self._is_storing:
            self._told = now
            self.stepped.emit(done, self._total)
        return not self.is_stopped()

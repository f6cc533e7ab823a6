"""Runs what a night does, beside the work: at a day's first start, and at midnight.

Each step is short and whole; another desk that does the same shares them.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from salon.dayend.operations import keep_days
from salon.errors import SalonError
from salon.forgotten import agree
from salon.leaving.operations import end_leavings
from salon.occasions.model import Ran
from salon.occasions.operations import plan_occasions
from salon.occasions.queries import last_run
from salon.views.kept_sheets import refresh_all

if TYPE_CHECKING:
    from salon.app import Salon
    from ui.desk import Desk

OFTEN = 15 * 60_000  # milliseconds between two looks whether a new day has begun
SETTLED = 20_000


class Nights(QObject):
    """Looks now and then whether today's run is still to be done, and does it."""

    def __init__(self, desk: "Desk") -> None:
        super().__init__(desk)
        self._desk = desk
        self._is_running = False
        self._clock = QTimer(self)
        self._clock.setInterval(OFTEN)
        self._clock.timeout.connect(self.look)
        self._clock.start()
        QTimer.singleShot(SETTLED, self, self.look)

    def look(self) -> None:
        """Ask whether today's run is done."""
        if not self._is_running:
            self._desk.ask(last_run).then(self._known).otherwise(self._failed)

    def _known(self, known: tuple[object, bool]) -> None:
        _last, is_done = known
        if not is_done:
            self._is_running = True
            self._step()

    def _step(self) -> None:
        doing = self._desk.call(_one_step, is_long=True)
        doing.then(self._went).otherwise(self._failed)

    def _went(self, ran: Ran) -> None:
        if ran.is_whole:
            self._is_running = False
            self._desk.call(_keep_days, is_long=True)
            self._desk.call(agree, is_long=True)  # whose erasure has come
            self._desk.send_post(refresh_all)
        else:
            QTimer.singleShot(0, self, self._step)

    def _failed(self, _error: SalonError) -> None:
        self._is_running = False  # the next look goes on from here


def _one_step(salon: "Salon") -> Ran:
    return salon.do_by_itself(plan_occasions)


def _keep_days(salon: "Salon") -> None:
    salon.do_by_itself(keep_days)
    salon.do_by_itself(end_leavings)


def keep_nights(desk: "Desk") -> None:
    """Let nights be run from now on, as long as the desk is there."""
    Nights(desk)

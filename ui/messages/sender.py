"""The sender of the window: off without an account, and never in anybody's way."""

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from salon.app import Salon
    from salon.errors import SalonError
    from salon.messages.post import Round
    from salon.messages.sending import Reins
    from ui.desk import Desk

SOON = 300  # milliseconds; several that are written at once go in one round
LEAST, MOST = 1_000, 300_000  # milliseconds until it looks again


class Sender(QObject):
    """Sends what is due, wakes when something new is written or its hour comes."""

    def __init__(self, desk: "Desk") -> None:
        super().__init__(desk)
        self._desk = desk
        self._is_busy = False
        self._again = False
        self._reins: Reins | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)
        self.last: Round | None = None
        self.why_off: SalonError | None = None
        desk.watch({"messages", "settings"}, self.wake)
        desk.closing.connect(self._cut)
        if desk.glimpse is None:
            self.wake()
        else:
            desk.opened.connect(self.wake)

    def wake(self) -> None:
        """Look in a moment whether something is to be sent."""
        self._timer.start(SOON)

    def look(self) -> None:
        """Ask whether something is due."""
        if self._is_busy:
            self._again = True
            return
        self._is_busy = True
        from salon.views.outbox import standing

        self._desk.ask(standing).then(self._stands).otherwise(self._rest)

    def _stands(self, found: "tuple[bool, datetime | None, datetime]") -> None:
        is_on, next_at, now = found
        if not is_on or next_at is None:
            self._end()
            return
        wait = (next_at - now).total_seconds()
        if wait > 0:
            self._timer.start(round(min(max(wait * 1000, LEAST), MOST)))
            self._end()
            return
        from salon.messages.sending import Reins

        self._reins = Reins()
        job = partial(_send, reins=self._reins)
        self._desk.send_post(job).then(self._done).otherwise(self._rest)

    def _done(self, done: "Round") -> None:
        self.last, self.why_off = done, None
        self._end()
        if done.next_at is not None:
            self._timer.start(LEAST if not done.is_elsewhere else MOST)

    def _rest(self, error: "SalonError") -> None:
        """Leave off: nothing can be sent from here, or the records are busy."""
        self.why_off = error
        self._end()
        self._timer.start(MOST)

    def _end(self) -> None:
        self._is_busy = False
        self._reins = None
        if self._again:
            self._again = False
            self.wake()

    def _cut(self) -> None:
        """Hang up, as the window is being closed: what was not handed over waits."""
        self._timer.stop()
        if self._reins is not None:
            self._reins.cut()


def _send(salon: "Salon", *, reins: "Reins") -> "Round":
    from salon.messages.post import send_round

    return send_round(salon, reins=reins)


def keep_sending(desk: "Desk") -> None:
    """Let what is written be sent from now on, once a desk."""
    if desk.findChild(Sender) is None:
        Sender(desk)

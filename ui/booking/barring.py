"""In the booking sheet: that somebody is not booked at all, and what lifts it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from salon.clients.departures import Leave
from salon.clients.model import Alert
from salon.text import _
from ui.kit.buttons import Button, Kind
from ui.kit.cards import clear
from ui.kit.states import Banner
from ui.kit.tokens import Tone

if TYPE_CHECKING:
    from salon.views.booking import Who
    from ui.desk import Desk

BARS = (Leave.BLOCKED, Leave.DECEASED)


class Barring(QWidget):
    """Says who is blocked or has died; the block can be lifted where it is met."""

    lifted = Signal()
    refused = Signal(object)  # why it could not be lifted

    def __init__(self, desk: "Desk") -> None:
        super().__init__()
        self._desk = desk
        self._who: Who | None = None
        self.stands = False
        self.lift: Button | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def show_client(self, who: "Who | None") -> None:
        """Say whether somebody may be booked; None for nobody."""
        clear(self._column)
        self._who, self.lift = who, None
        bar = None if who is None else bar_of(who)
        self.stands = bar is not None
        if bar is not None:
            if bar.kind == Leave.BLOCKED:
                self.lift = Button(
                    _("Lift the block"), kind=Kind.PRIMARY, small=True, act=self._lift
                )
            said = _("Nobody books for this client: {why}").format(why=bar.text)
            self._column.addWidget(Banner(said, Tone.RED, self.lift, icon="lock"))
        self.setVisible(self.stands)

    def _lift(self) -> None:
        from salon.clients.departing import come_back

        if self._who is None:
            return
        doing = self._desk.do(come_back, self._who.line.id, Leave.BLOCKED)
        doing.then(lambda _none: self.lifted.emit()).otherwise(self.refused.emit)


def bar_of(who: "Who") -> Alert | None:
    """Return what keeps somebody from being booked by anybody."""
    return next((one for one in who.line.alerts if one.kind in BARS), None)

"""A booking that was begun and left, to be gone on with: never by itself."""

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from salon.text import _, listed
from salon.views.unfinished import Written, keep_unfinished, unfinished
from ui.kit.buttons import Button
from ui.kit.states import Banner
from ui.kit.tokens import Tone

if TYPE_CHECKING:
    from ui.desk import Desk


class Begun(QWidget):
    """A line that names whom a booking was begun for, and a button that goes on.

    Nothing is filled in unasked: the next booking is for somebody else, mostly.
    """

    taken = Signal(dict)  # what was written then

    def __init__(self, desk: "Desk") -> None:
        super().__init__()
        self._desk = desk
        self._whose = 0
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def look(self) -> None:
        """Show what was begun, if anything was."""
        asked = self._desk.ask(unfinished, _place(self._desk))
        asked.then(self._show)

    def keep(self, written: Written) -> None:
        """Keep what is begun; nothing written drops it."""
        self._desk.call(
            partial(keep_unfinished, place=_place(self._desk), written=written)
        )

    def booked(self, client_id: int) -> None:
        """Drop what was begun for that client: it is done."""
        if client_id == self._whose:
            self.keep({})

    def _show(self, written: Written) -> None:
        if not written.get("client_id"):
            return
        self._whose = int(written["client_id"])
        names = listed((str(written.get("client")), str(written.get("service") or "")))
        said = _("Begun and not booked: {what}").format(what=names)
        go_on = Button(_("Go on with it"), small=True, act=partial(self._take, written))
        self._column.addWidget(Banner(said, Tone.BLUE, go_on, icon="history"))
        self.show()

    def _take(self, written: dict[str, Any]) -> None:
        self.hide()
        self.taken.emit(written)


def _place(desk: "Desk") -> str:
    return f"form booking {desk.desk_id}"

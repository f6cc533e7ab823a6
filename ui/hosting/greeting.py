"""The owner's walk round the house: who is here, whom to greet, and why."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from salon.hosting.model import Greeting
from salon.text import _, hour
from salon.views.house import greeting
from ui.kit.chips import Chip
from ui.kit.remaining import Remaining
from ui.kit.rows import Line, Look
from ui.kit.sheet import Sheet
from ui.kit.states import Calm
from ui.kit.tokens import Tone, Type
from ui.kit.words import Words
from ui.parts.homes import home_of
from ui.parts.ways import open_walk

if TYPE_CHECKING:
    from ui.desk import Desk


def open_greeting(desk: "Desk") -> None:
    """Open whom to greet now."""
    home = home_of(desk)
    if home is None:
        return
    sheet = GreetingSheet(desk, home)
    desk.ask(greeting).then(sheet.show_found).otherwise(sheet.fail)
    sheet.open()


class GreetingSheet(Sheet):
    """Clients in the house, those first to whom a word matters most."""

    def __init__(self, desk: "Desk", home: QWidget) -> None:
        super().__init__(home, _("Whom to greet"), icon="mood-smile", wide=620)
        self._desk = desk
        said = _("Who is in the house now; Enter shows the visit.")
        self.add(Words(said, type=Type.SMALL, faint=True, wrap=True))
        self.list = Remaining(Look(height=54, avatar=34), _("In the house now"), 4)
        self.list.opened.connect(self._open)
        self.calm = Calm(_("Nobody is in the house now"), icon="coffee")
        self.calm.hide()
        self.add(self.list, stretch=1)
        self.add(self.calm, stretch=1)
        self.cancel(_("Close"))
        self.setMinimumHeight(min(480, home.window().height() - 40))
        self._found: tuple[Greeting, ...] = ()

    def show_found(self, found: tuple[Greeting, ...]) -> None:
        """Show who is here."""
        self._found = found
        self.list.setVisible(bool(found))
        self.calm.setVisible(not found)
        self.list.show_lines([_line(one) for one in found])
        if found:
            self.list.choose(0)
            self.list.setFocus()

    def _open(self, row: int) -> None:
        if 0 <= row < len(self._found):
            self.accept()
            open_walk(self._desk, self._found[row].appointment_id)


def _line(one: Greeting) -> Line:
    where = one.place
    if one.since is not None:
        where = _("{place}, here since {hour}").format(
            place=one.place, hour=hour(one.since)
        )
    why = " · ".join(one.why) or _("nothing but a friendly word")
    marks = (Chip(_("Waits"), Tone.AMBER, "hourglass"),) if one.is_waiting else ()
    return Line(
        one.client,
        f"{where} · {why}",
        alerts=marks,
        cells=(),
        key=one.appointment_id,
    )

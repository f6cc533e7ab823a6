"""Every open complaint in a small list: whose, which step, until when, who has it."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from salon.complaints.model import STEP_WORDS, ComplaintLine
from salon.complaints.queries import open_complaints
from salon.complaints.saying import due_in_words, left_in_words
from salon.text import _
from ui.kit.chips import Chip
from ui.kit.rows import Line, Look, People
from ui.kit.sheet import Sheet
from ui.kit.tokens import Tone
from ui.parts.homes import home_of
from ui.places import ClientCard, ComplaintOf

if TYPE_CHECKING:
    from ui.desk import Desk


def choose_complaint(desk: "Desk") -> None:
    """Go to the complaint that is open; where there are several, let one choose."""

    def show(found: tuple[ComplaintLine, ...]) -> None:
        home = home_of(desk)
        if not found:
            desk.say(_("No complaint is open."))
        elif len(found) == 1 or home is None:
            desk.go(ComplaintOf(found[0].id))
        else:
            sheet = ComplaintsSheet(desk, home)
            sheet.show_lines(found)
            sheet.open()

    desk.ask(open_complaints).then(show)


class ComplaintsSheet(Sheet):
    """What is late first, then by the hour; Enter leads to the one that is chosen."""

    def __init__(self, desk: "Desk", home: QWidget) -> None:
        super().__init__(home, _("Open complaints"), icon="message-report", wide=680)
        self._desk = desk
        self._found: tuple[ComplaintLine, ...] = ()
        self.list = People([], Look(height=52, avatar=34), _("Open complaints"))
        self.list.setMinimumHeight(220)
        self.list.opened.connect(self._go)
        self.add(self.list, stretch=1)
        self.cancel(_("Close"))
        self.button(_("Open"), self._open, primary=True)
        self.setMinimumSize(min(680, home.width() - 60), 360)
        desk.watch({"complaints", "clients"}, self.refresh)
        self.list.setFocus()

    def refresh(self) -> None:
        """Ask again what is open."""
        self._desk.ask(open_complaints).then(self.show_lines).otherwise(self.fail)

    def show_lines(self, found: tuple[ComplaintLine, ...]) -> None:
        """Show them; first, of the client in sight."""
        is_first = not self._found
        self._found = found
        self.list.show_lines([complaint_line(one) for one in found])
        if not is_first or not found:
            return
        place = self._desk.place
        mine = place.id if isinstance(place, ClientCard) else None
        ids = [int(one.client_id) for one in found]
        self.list.choose(ids.index(mine) if mine in ids else 0)

    def _open(self) -> None:
        self._go(self.list.currentIndex().row())

    def _go(self, row: int) -> None:
        if 0 <= row < len(self._found):
            key = self._found[row].id
            self.accept()
            self._desk.go(ComplaintOf(key))


def complaint_line(one: ComplaintLine) -> Line:
    """Return an open complaint as a list shows it."""
    owner = one.owner or _("nobody has it")
    step = _(STEP_WORDS[one.step]) if one.step is not None else _("Nearly closed")
    mark = None
    if one.clock is not None:
        tone = Tone.RED if one.is_late else Tone.AMBER if one.clock.is_short else None
        said = (
            left_in_words(one.clock)
            if one.is_late
            else _("by {time}").format(time=due_in_words(one.clock))
        )
        mark = Chip(said, tone or Tone.PLAIN)
    return Line(one.client, f"{step} · {owner}", mark=mark, key=one.id)

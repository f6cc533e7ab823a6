"""Somebody is not content: the words first, then whom and what it is about."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from salon.clients.model import ClientId
from salon.complaints.model import SOURCE_WORDS, ComplaintId, Source
from salon.complaints.operations import open_complaint
from salon.text import _, short_day
from salon.views.complaints import Grievance, grievance_of
from ui.kit.buttons import Answers, Button, Tick
from ui.kit.fields import Choice, FormRow, Notes, TextField
from ui.kit.sheet import Sheet
from ui.kit.states import Banner
from ui.kit.tokens import Tone, Type
from ui.kit.words import Words
from ui.parts.homes import home_of
from ui.places import ComplaintOf

if TYPE_CHECKING:
    from ui.desk import Desk

HEARD = (Source.DESK, Source.CALL, Source.LETTER, Source.PUBLIC)


def open_grievance(
    desk: "Desk", client_id: int, appointment_id: int | None = None
) -> "GrievanceSheet | None":
    """Ask what a client was not content with; then show the complaint."""
    home = home_of(desk)
    if home is None:
        return None
    sheet = GrievanceSheet(desk, home)
    asked = desk.ask(grievance_of, ClientId(client_id), appointment_id)
    asked.then(sheet.show_grievance)
    return sheet


class GrievanceSheet(Sheet):
    """The client's words, where we heard them, and the visit they are about."""

    def __init__(self, desk: "Desk", home: QWidget) -> None:
        title = _("Not content")
        super().__init__(home, title, icon="message-report", wide=620)
        self._desk = desk
        self._high = home.window().height() - 60

    def show_grievance(self, found: Grievance) -> None:
        """Show what one chooses from, and open the sheet."""
        self._client = found.client.id
        self.setAccessibleName(found.client.name)
        self.add(Words(found.client.name, type=Type.FIGURE))
        if found.open:
            there = found.open[0].id
            go = Button(_("Go to it"), small=True, act=lambda: self._go(there))
            said = _("A complaint is open already; what you write is added to it.")
            self.add(Banner(said, Tone.AMBER, go))
        hint = _("As they are said; nothing better, nothing worse")
        self.words = Notes(hint=hint, name=_("The client’s own words"), rows=4)
        self.read_back = Tick(_("Read back to the client"))
        self.add(FormRow(_("The client’s own words"), self.words), self.read_back)
        heard = [(one.value, _(SOURCE_WORDS[one])) for one in HEARD]
        self.source = Answers(heard, on=[Source.DESK.value], name=_("How we heard"))
        self.add(FormRow(_("How we heard"), self.source))
        self._visits = [None, *found.visits]
        if found.visit is not None and found.visit not in self._visits:
            self._visits.append(found.visit)
        names = [
            _("no visit")
            if one is None
            else f"{one.service}, {short_day(one.slot.day)}, {one.person.name}"
            for one in self._visits
        ]
        at = self._visits.index(found.visit) if found.visit in self._visits else 0
        self.visit = Choice(names, at, name=_("Visit"))
        self.add(FormRow(_("Visit"), self.visit))
        hint = _("Press, authority, lawyer or insurer; empty if none wrote")
        self.authority = TextField(hint=hint, name=_("Outside body"))
        self.add(FormRow(_("Outside body"), self.authority))
        self.body.addStretch(1)
        self.cancel()
        self.button(_("Open the complaint"), self._open, primary=True)
        self.setMinimumSize(min(620, self.width()), min(620, self._high))
        self.open()
        self.words.setFocus()

    def _go(self, key: ComplaintId) -> None:
        self.accept()
        self._desk.go(ComplaintOf(key))

    def _open(self) -> None:
        source = self.source.value()
        visit = self._visits[self.visit.currentIndex()]
        doing = self._desk.do(
            open_complaint,
            self._client,
            words=self.words.toPlainText(),
            appointment_id=visit.id if visit is not None else None,
            source=str(source[0]) if source else Source.DESK.value,
            authority=self.authority.text(),
            is_read_back=self.read_back.isChecked(),
        )
        doing.then(self._go).otherwise(self.fail)

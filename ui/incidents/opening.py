"""Something went wrong: which sign it is, and the incident is open."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from salon.clients.model import ClientId
from salon.incidents.model import BEGAN_WORDS, IncidentId
from salon.incidents.operations import open_incident
from salon.text import _, full_day
from salon.views.incidents import Mishap, mishap_of
from ui.kit.buttons import Answers, Button
from ui.kit.fields import FormRow, Notes
from ui.kit.sheet import Sheet
from ui.kit.states import Banner
from ui.kit.tips import tip
from ui.kit.tokens import Tone, Type
from ui.kit.words import Words
from ui.parts.homes import home_of
from ui.places import IncidentOf

if TYPE_CHECKING:
    from ui.desk import Desk


def open_mishap(
    desk: "Desk", client_id: int, appointment_id: int | None = None
) -> "MishapSheet | None":
    """Ask what went wrong with a client, or at a visit; then show the incident."""
    home = home_of(desk)
    if home is None:
        return None
    sheet = MishapSheet(desk, home, appointment_id)
    desk.ask(mishap_of, ClientId(client_id), appointment_id).then(sheet.show_mishap)
    return sheet


class MishapSheet(Sheet):
    """The signs one can choose from; one of them is enough to go on."""

    def __init__(self, desk: "Desk", home: QWidget, appointment_id: int | None) -> None:
        super().__init__(home, _("Something went wrong"), icon="urgent", wide=620)
        self._desk, self._visit = desk, appointment_id
        self._high = home.window().height() - 60
        self.signs: Answers | None = None

    def show_mishap(self, found: Mishap) -> None:
        """Show what one chooses from, and open the sheet."""
        self.setAccessibleName(found.client.name)
        self._client = found.client.id
        self.add(Words(found.client.name, type=Type.FIGURE))
        if found.visit is not None:
            said = _("{service}, {day} with {person}").format(
                service=found.visit.service,
                day=full_day(found.visit.slot.day),
                person=found.visit.person.name,
            )
            self.add(Words(said, type=Type.SMALL, faint=True, wrap=True))
        if found.open:
            there = found.open[0].id
            go = Button(_("Go to it"), small=True, act=lambda: self._go(there))
            said = _("An incident is open already; what you choose is added to it.")
            self.add(Banner(said, Tone.RED, go))
        signs = [(one.flag, one.short) for one in found.offered if one.is_near]
        rest = [(one.flag, one.short) for one in found.offered if not one.is_near]
        self.signs = Answers(
            [*signs, *rest], several=True, name=_("What is it?"), tone=Tone.RED
        )
        for one in found.offered:
            tip(self.signs.buttons[one.flag], one.text)
        self.began = Answers(
            [(key, _(words)) for key, words in BEGAN_WORDS.items()], name=_("Began")
        )
        hint = _("The client’s own words")
        self.words = Notes(hint=hint, name=hint, rows=2)
        self.add(FormRow(_("What is it?"), self.signs))
        self.add(FormRow(_("Began"), self.began))
        self.add(FormRow(hint, self.words))
        self.body.addStretch(1)
        self.cancel()
        self.button(_("Open the incident"), self._open, primary=True)
        self.setMinimumSize(620, min(760, self._high))
        self.open()
        next(iter(self.signs.buttons.values())).setFocus()

    def _go(self, key: IncidentId) -> None:
        self.accept()
        self._desk.go(IncidentOf(key))

    def _open(self) -> None:
        if self.signs is None:
            return
        began = self.began.value()
        doing = self._desk.do(
            open_incident,
            self._client,
            [str(one) for one in self.signs.value()],
            appointment_id=self._visit,
            words=self.words.toPlainText(),
            began=str(began[0]) if began else "",
        )
        doing.then(self._go).otherwise(self.fail)

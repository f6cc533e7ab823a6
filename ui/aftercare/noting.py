"""Noting that somebody rang, wrote or spoke of it at the desk, from wherever one is."""

from datetime import datetime, time, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from salon.aftercare.incoming import WAYS, note_contact
from salon.aftercare.model import (
    IN,
    OUTCOME_WORDS,
    UNHEARD,
    Outcome,
    Way,
)
from salon.aftercare.operations import Follow
from salon.clients.model import ClientId
from salon.text import N_, _, listed
from salon.views.contacting import Contacting, contacting
from ui.kit.buttons import Answers, Button, Segments, Tick
from ui.kit.cards import across, down, held
from ui.kit.fields import Choice, FormRow, Notes, TimeField
from ui.kit.picker import Picker
from ui.kit.rows import Line
from ui.kit.sheet import Sheet
from ui.kit.tokens import Tone, Type
from ui.kit.words import Words
from ui.parts.call_marks import channel_name
from ui.parts.fields import DayField
from ui.parts.homes import home_of, tell
from ui.parts.ways import open_mishap, picking_client
from ui.places import IncidentOf

if TYPE_CHECKING:
    from ui.desk import Desk

QUARTER = 15  # minutes
AHEAD = timedelta(hours=1)
OFFER_ANSWERS = (  # of vocabulary promo_response, what is said at once
    ("interested", N_("Asked for details")),
    ("booked", N_("Booked")),
    ("bought", N_("Bought")),
    ("refused", N_("Refused")),
    ("opted_out", N_("Wants no more offers")),
)


def open_contact(desk: "Desk", client_id: int | None = None) -> "ContactSheet | None":
    """Open the sheet that notes a contact; who is in sight is filled in."""
    home = home_of(desk)
    if home is None:
        return None
    sheet = ContactSheet(desk, home)
    sheet.open()
    if client_id is not None:
        desk.ask(contacting, ClientId(client_id)).then(sheet.show_client)
    else:
        sheet.client.setFocus()
    return sheet


class ContactSheet(Sheet):
    """Who, how, what was said, and whether somebody rings back."""

    def __init__(self, desk: "Desk", home: QWidget) -> None:
        title = _("Note a contact")
        super().__init__(home, title, icon="message-circle", wide=600)
        self.setObjectName("contact")
        self._desk = desk
        self._client: ClientId | None = None
        self.client = Picker(
            picking_client(desk),
            _("Part of the name, or of the number"),
            name=_("Client"),
            icon="user",
        )
        self.client.taken.connect(self._chose)
        self.who = Words("", type=Type.FIGURE)
        self.who.hide()
        self.began = Segments(
            [_("The client got in touch"), _("We got in touch")], label=_("Who began")
        )
        self.began.chosen.connect(lambda _on: self._turn())
        self.way = Answers(
            [(one, channel_name(one)) for one in WAYS],
            ("phone",),
            name=_("In what way"),
        )
        self.outcome = Answers(
            [(one, _(OUTCOME_WORDS[one])) for one in Outcome],
            (Outcome.WELL,),
            name=_("What came of it"),
        )
        self.note = Notes(hint=_("What was said"), name=_("Note"), rows=3)
        self._kinds: list[str] = []
        self.offer = Choice([_("Nothing was offered")], name=_("Offered"))
        self.offer.currentIndexChanged.connect(lambda _at: self._turn())
        self.answer = Answers(
            [(key, _(name)) for key, name in OFFER_ANSWERS],
            (OFFER_ANSWERS[0][0],),
            name=_("What the client said to it"),
        )
        self.warning = Words("", type=Type.SMALL, tone=Tone.AMBER, wrap=True)
        self.warning.hide()
        self.back = Tick(_("Ring back"), on=False)
        self.back.toggled.connect(lambda _on: self._turn())
        self.day, self.time = DayField(desk, desk.today()), TimeField(time(10))
        desk.now().then(self._soon)
        self.whose = Segments([_("Anyone rings"), _("I ring")], label=_("Who rings"))
        self._when = held(across(self.day, self.time, self.whose, gap=8))
        wrong = Button(
            _("Something went wrong"), icon="urgent", small=True, act=self._mishap
        )
        self.add(self.client, self.who)
        self.add(FormRow(_("Who began"), self.began))
        self.add(
            FormRow(_("In what way"), self.way),
            FormRow(_("What came of it"), self.outcome),
        )
        self.add(FormRow(_("Note"), self.note))
        self.add(self.warning, FormRow(_("Offered"), self.offer))
        self.add(self.answer)
        self.add(held(down(self.back, self._when, gap=4)))
        self.add(held(across(wrong, None)))
        self.body.addStretch(1)
        self.cancel()
        self.button(_("Note it"), self._keep, primary=True)
        self.setMinimumHeight(min(660, home.window().height() - 40))
        self._turn()

    def show_client(self, found: Contacting) -> None:
        """Fill in whose contact it is, and what this client said to offers before."""
        client = found.client
        self._client = client.id
        self._kinds = list(found.kinds)
        self.offer.clear()
        self.offer.addItem(_("Nothing was offered"))
        self.offer.addItems([str(name) for name in found.kinds.values()])
        refused = [one.name for one in found.offers if one.is_refused]
        if refused:
            said = _("Do not offer: {kinds}").format(kinds=listed(refused))
            self.warning.say(said)
        self.warning.setVisible(bool(refused))
        self.who.say(client.name)
        self.who.show()
        self.client.hide()
        self.setAccessibleName(client.name)
        self.note.setFocus()

    def _chose(self, line: Line | None) -> None:
        if line is not None:
            key = int(str(line.key))
            self._desk.ask(contacting, ClientId(key)).then(self.show_client)

    def _soon(self, now: datetime) -> None:
        at = now + AHEAD
        self.time.put(time(at.hour, at.minute // QUARTER * QUARTER))

    def _turn(self) -> None:
        """Offer what can have come of it: who rang was reached."""
        is_in = self.began.index == 0
        for outcome, button in self.outcome.buttons.items():
            button.setVisible(not (is_in and outcome in UNHEARD))
        if is_in and self.outcome.value() and self.outcome.value()[0] in UNHEARD:
            self.outcome.put(Outcome.WELL)
        self._when.setVisible(self.back.isChecked())
        self.answer.setVisible(self.offer.currentIndex() > 0)

    def _mishap(self) -> None:
        if self._client is None:
            self.fail(_("Choose whose contact it is."))
            return
        self.accept()
        open_mishap(self._desk, self._client)

    def _keep(self) -> None:
        if self._client is None:
            self.fail(_("Choose whose contact it is."))
            self.client.setFocus()
            return
        day = self.day.value()
        again = None
        if self.back.isChecked():
            if day is None:
                self.fail(_("Choose a day."))
                return
            again = datetime.combine(day, self.time.value())
        outcome = self.outcome.value()
        came = Outcome(str(outcome[0])) if outcome else Outcome.WELL
        doing = self._desk.do(
            note_contact,
            self._client,
            came,
            way=Way(
                str((self.way.value() or ("phone",))[0]),
                IN if self.began.index == 0 else "out",
            ),
            note=self.note.toPlainText(),
            again=again,
            offer=self._offered(),
            by_me=self.whose.index == 1,
        )
        doing.then(partial(self._kept, self.who.text())).otherwise(self.fail)

    def _offered(self) -> tuple[str, str] | None:
        at = self.offer.currentIndex() - 1
        said = self.answer.value()
        if not said or not 0 <= at < len(self._kinds):
            return None
        return self._kinds[at], str(said[0])

    def _kept(self, client: str, follows: list[Follow]) -> None:
        self.accept()
        parts = [_("{client}: noted").format(client=client)]
        parts += [one.text for one in follows]
        tell(self._desk, " · ".join(parts))
        opened = next((one.incident_id for one in follows if one.incident_id), None)
        if opened is not None:
            self._desk.go(IncidentOf(opened))

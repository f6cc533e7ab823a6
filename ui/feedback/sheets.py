"""What is hoped for before a visit, and how it was: noted by whoever asks."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from salon.appointments.model import AppointmentId
from salon.feedback.model import CSAT, HOW_WORDS, How, Told, questions
from salon.feedback.operations import note_feedback, note_hope
from salon.text import _, full_day, language
from salon.views.feedback import Asking, asking
from ui.feedback.screen import ClientScreen
from ui.kit.buttons import Answers, Button
from ui.kit.cards import across, held
from ui.kit.fields import FormRow, Notes, TextField
from ui.kit.sheet import Sheet
from ui.kit.states import Banner
from ui.kit.tokens import Tone, Type
from ui.kit.words import Words
from ui.parts.homes import home_of, tell
from ui.parts.questions import answers_of
from ui.parts.ways import open_print

if TYPE_CHECKING:
    from ui.desk import Desk


def open_feedback(desk: "Desk", appointment_id: int) -> "FeedbackSheet | None":
    """Ask how a visit was."""
    home = home_of(desk)
    if home is None:
        return None
    sheet = FeedbackSheet(desk, home)
    desk.ask(asking, AppointmentId(appointment_id)).then(sheet.show_asking)
    return sheet


def open_hope(desk: "Desk", appointment_id: int) -> "HopeSheet | None":
    """Ask what is hoped of a visit."""
    home = home_of(desk)
    if home is None:
        return None
    sheet = HopeSheet(desk, home)
    desk.ask(asking, AppointmentId(appointment_id)).then(sheet.show_asking)
    return sheet


class FeedbackSheet(Sheet):
    """The questions after a visit; the client may answer alone on the screen."""

    def __init__(self, desk: "Desk", home: QWidget) -> None:
        super().__init__(home, _("How was it?"), icon="mood-smile", wide=640)
        self._desk, self._home = desk, home
        self.fields: dict[str, Answers | Notes] = {}

    def show_asking(self, found: Asking) -> None:
        """Show what is asked, and open the sheet."""
        self._asked = found
        visit = found.visit
        self.setAccessibleName(visit.client)
        self.add(Words(visit.client, type=Type.FIGURE))
        said = f"{visit.service} · {full_day(visit.slot.day)} · {visit.person.name}"
        self.add(Words(said, type=Type.SMALL, faint=True, wrap=True))
        if found.told is not None:
            was = _("Told already: {score} of 5. {words}")
            text = was.format(score=found.told.csat, words=found.told.words)
            self.add(Banner(text.strip(), Tone.BLUE))
            self.cancel(_("Close"))
            self.open()
            return
        if not found.may_be_asked:
            lately = _("Asked within the last seven days: only if it is offered.")
            self.add(Banner(lately, Tone.AMBER))
        if found.hope is not None:
            hoped = _("Hoped for {score} of 10. {words}")
            text = hoped.format(score=found.hope[0], words=found.hope[1]).strip()
            self.add(Words(text, type=Type.SMALL, wrap=True))
        self.how = Answers(
            [(one, _(HOW_WORDS[one])) for one in (How.DESK, How.CALL, How.PAPER)],
            (How.DESK,),
            name=_("How it was told"),
        )
        for one in questions():
            choices = answers_of(one, found.people, language())
            field: Answers | Notes = (
                Answers(choices, name=str(one.names))
                if choices
                else Notes(name=str(one.names), rows=2)
            )
            self.fields[one.id] = field
            self.add(FormRow(str(one.names), field))
        self.add(FormRow(_("How it was told"), self.how))
        give = Button(
            _("Let the client answer on the screen"),
            icon="device-desktop",
            small=True,
            act=self._give,
        )
        paper = Button(
            _("Print the questions"), icon="printer", small=True, act=self._print
        )
        self.add(held(across(give, paper, None, gap=8)))
        self.body.addStretch(1)
        self.cancel()
        self.button(_("Keep"), self._keep, primary=True)
        self.setMinimumHeight(min(700, self._home.window().height() - 40))
        self.open()
        first = self.fields[CSAT]
        if isinstance(first, Answers):
            next(iter(first.buttons.values())).setFocus()

    def said(self) -> dict[str, str]:
        """Return what was answered, by question."""
        found = {}
        for key, field in self.fields.items():
            if isinstance(field, Answers):
                found[key] = str(next(iter(field.value()), ""))
            else:
                found[key] = field.toPlainText().strip()
        return {key: answer for key, answer in found.items() if answer}

    def _keep(self) -> None:
        how = How(str(next(iter(self.how.value()), How.DESK)))
        doing = self._desk.do(
            note_feedback, int(self._asked.visit.id), self.said(), how
        )
        doing.then(partial(self._kept)).otherwise(self.fail)

    def _kept(self, told: Told) -> None:
        self.accept()
        tell(self._desk, what_follows(self._asked.visit.client, told))

    def _print(self) -> None:
        self.accept()
        open_print(self._desk, "feedback", int(self._asked.visit.id))

    def _give(self) -> None:
        self.accept()
        ClientScreen(self._desk, self._home, self._asked).begin()


def what_follows(client: str, told: Told) -> str:
    """Return in words what came of a feedback."""
    if told.complaint_id is not None:
        said = _("{client}: a complaint is open. {more}")
        return said.format(client=client, more=told.in_hand)
    if told.thanks is not None:
        return _("{client}: a thank-you is planned").format(client=client)
    return _("{client}: feedback kept").format(client=client)


class HopeSheet(Sheet):
    """What is hoped of a visit, 0 to 10 and in words, asked before it begins."""

    def __init__(self, desk: "Desk", home: QWidget) -> None:
        super().__init__(home, _("What is hoped for"), icon="flower", wide=560)
        self._desk = desk

    def show_asking(self, found: Asking) -> None:
        """Show what was said so far, and open the sheet."""
        self._asked = found
        self.setAccessibleName(found.visit.client)
        self.add(Words(found.visit.client, type=Type.FIGURE))
        said = _("How much of what you wish for should today bring, 0 to 10?")
        self.add(Words(said, type=Type.SMALL, faint=True, wrap=True))
        on = (str(found.hope[0]),) if found.hope is not None else ()
        scores = [(str(one), str(one)) for one in range(11)]
        self.score = Answers(scores, on, name=_("What is hoped for"))
        words = found.hope[1] if found.hope is not None else ""
        self.words = TextField(words, name=_("In the client’s words"))
        self.add(FormRow(_("What is hoped for"), self.score))
        self.add(FormRow(_("In the client’s words"), self.words))
        self.body.addStretch(1)
        self.cancel()
        self.button(_("Keep"), self._keep, primary=True)
        self.open()
        next(iter(self.score.buttons.values())).setFocus()

    def _keep(self) -> None:
        score = next(iter(self.score.value()), None)
        if score is None:
            self.fail(_("Choose a number from 0 to 10."))
            return
        doing = self._desk.do(
            note_hope,
            int(self._asked.visit.id),
            int(str(score)),
            self.words.text(),
        )
        doing.then(self._kept).otherwise(self.fail)

    def _kept(self, _done: object) -> None:
        self.accept()
        said = _("{client}: what is hoped for is kept")
        tell(self._desk, said.format(client=self._asked.visit.client))

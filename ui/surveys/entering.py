"""A form is entered: by its code from paper, in a call, or said at the desk."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from salon.errors import SalonError
from salon.feedback.model import How
from salon.surveys.answering import answer, decline
from salon.surveys.codes import shown
from salon.surveys.model import AskId, Told
from salon.text import _, language, ngettext
from salon.views.surveys import Sitting, sitting, sitting_of_call, sitting_of_code
from ui.kit.buttons import Button, Tick
from ui.kit.cards import across, held
from ui.kit.fields import FormRow, TextField
from ui.kit.sheet import Sheet
from ui.kit.states import Banner
from ui.kit.tokens import Tone, Type
from ui.kit.words import Words
from ui.parts.homes import home_of, tell
from ui.parts.questions import Questions
from ui.parts.unfinished import ask_first
from ui.parts.ways import open_print
from ui.surveys.screen import SurveyScreen

if TYPE_CHECKING:
    from ui.desk import Desk

HIGH = 720  # units of height of the sheet, where the window has them


def open_form(desk: "Desk") -> "CodeSheet | None":
    """Ask for the code of a form, then enter it."""
    home = home_of(desk)
    if home is None:
        return None
    sheet = CodeSheet(desk, home)
    sheet.open()
    sheet.code.setFocus()
    return sheet


def open_ask(desk: "Desk", key: AskId, how: How = How.DESK) -> None:
    """Ask a client at the desk, or in a call."""
    desk.ask(sitting, key).then(partial(_begin, desk, how))


def open_call(desk: "Desk", call_id: int) -> None:
    """Ask the questions of a call; say so where there are none any more."""
    desk.ask(sitting_of_call, call_id).then(partial(_begin, desk, How.CALL))


def _begin(desk: "Desk", how: How, found: Sitting | None) -> None:
    home = home_of(desk)
    if found is None:
        desk.say(_("This survey is answered, or over."))
    elif home is not None:
        AnswerSheet(desk, home, found, how).begin()


class CodeSheet(Sheet):
    """The code of a form, as it is printed at its head."""

    def __init__(self, desk: "Desk", home: QWidget) -> None:
        said = _("The number at the head of the sheet; it names nobody.")
        super().__init__(home, _("Enter a form"), said, icon="clipboard-text")
        self._desk, self._home = desk, home
        self.code = TextField(hint="482 917", name=_("Code of the form"))
        self.add(FormRow(_("Code of the form"), self.code))
        self.cancel()
        self.button(_("Go on"), self.go_on, primary=True)

    def go_on(self) -> None:
        """Look which form it is, and ask its questions.

        It waits for Enter: going on by itself at the last digit, the Enter of habit
        would leave the first question empty, and shift all that is typed blind.
        """
        code = self.code.text()
        asked = self._desk.ask(sitting_of_code, code)
        asked.then(partial(self._found, code)).otherwise(self._failed)

    def _failed(self, error: SalonError) -> None:
        self.fail(error, self.code)

    def _found(self, code: str, found: Sitting) -> None:
        if found.is_over:
            self.fail(_("This form was entered before, or its survey is over."))
            return
        typed = self.code.text().removeprefix(code)  # faster than the form came
        self.accept()
        AnswerSheet(self._desk, self._home, found, How.PAPER).begin(typed)


class AnswerSheet(Sheet):
    """All questions of one form; digits answer, Enter after the last one keeps.

    From paper it says the code and not the name: who wants to stay unknown does.
    """

    def __init__(self, desk: "Desk", home: QWidget, found: Sitting, how: How) -> None:
        super().__init__(home, found.title, icon="clipboard-text", wide=860)
        self._desk, self._home, self._found, self._how = desk, home, found, how
        is_paper = how is How.PAPER
        who = shown(found.ask.code) if is_paper else found.ask.client
        self.setAccessibleName(f"{found.title}, {who}")
        self.add(Words(who, type=Type.FIGURE))
        if found.is_over:
            self.add(Banner(_("This survey is answered, or over."), Tone.BLUE))
        self._say_barred()
        keys = _("Digits answer · Enter goes on · Backspace goes back")
        self.add(Words(keys, type=Type.SMALL, faint=True))
        self.questions = Questions(found.of.questions, found.people, language())
        self.questions.finished.connect(self._finished)
        self.nameless = Tick(_("Without a name: only counted, nothing follows"))
        self.add(self.nameless, self.questions)  # it must be seen before the end
        if not is_paper:
            self._others()
        self.cancel()
        self.kept = self.button(_("Keep"), self.look, primary=True)
        self.kept.setEnabled(not found.is_over)
        self._is_warned = False

    def begin(self, typed: str = "") -> None:
        """Open it, with the first question meant; digits *typed* already answer."""
        self.resize(self.wide, min(HIGH, self._home.window().height() - 40))
        self.open()
        self.questions.go_to(0)
        for sign in typed:
            if sign.isascii() and sign.isdigit():
                self.questions.digit(sign)
        QTimer.singleShot(0, self, self._stay)

    def reject(self) -> None:
        """Ask before answers are thrown away."""
        ask_first(self, bool(self.questions.said()), super().reject)

    def look(self) -> None:
        """Keep it; where something is left open, say so first, once.

        Enter from habit leaves a question open, and nobody would see it.
        """
        left = self.questions.left_open()
        if left and not self._is_warned:
            self._is_warned = True
            said = ngettext(
                "{number} question has no answer, from “{first}” on. Keep it again if "
                "that is meant.",
                "{number} questions have no answer, from “{first}” on. Keep it again "
                "if that is meant.",
                len(left),
            )
            self.fail(said.format(number=len(left), first=left[0]))
            self.kept.setFocus()
            return
        self.keep()

    def keep(self) -> None:
        """Keep what is answered."""
        code, said = self._found.ask.code, self.questions.said()
        is_nameless = self.nameless.isChecked()
        doing = self._desk.do(
            partial(answer, is_nameless=is_nameless), code, said, self._how
        )
        doing.then(self._done).otherwise(self.fail)

    def _say_barred(self) -> None:
        barred, people = self._found.ask.barred, dict(self._found.people)
        if self._how is How.PAPER or barred is None or barred not in people:
            return
        said = _("{person} handled it: somebody else asks.")
        tone = Tone.RED if self._desk.by == barred else Tone.BLUE
        self.add(Banner(said.format(person=people[barred]), tone))

    def _others(self) -> None:
        give = Button(
            _("Let the client answer on the screen"),
            icon="device-desktop",
            small=True,
            act=self._give,
        )
        paper = Button(
            _("Print the questions"), icon="printer", small=True, act=self._print
        )
        no = Button(_("Does not want to answer"), icon="ban", small=True, act=self._no)
        self.add(held(across(give, paper, no, None, gap=8)))

    def _stay(self) -> None:
        """Keep the question that is meant in sight, once all has its place."""
        self.questions.go_to(self.questions.at)

    def _finished(self) -> None:
        self.kept.setFocus()

    def _done(self, told: Told) -> None:
        self.accept()
        ask = self._found.ask
        # a form from paper names nobody, also not when it is kept
        is_paper = self._how is How.PAPER
        who = shown(ask.code) if is_paper else ask.client
        tell(self._desk, what_follows(who, told), is_nameless=is_paper)
        if self._how is How.PAPER:
            open_form(self._desk)  # the next one of the pile

    def _give(self) -> None:
        self.accept()
        SurveyScreen(self._desk, self._home, self._found).begin()

    def _print(self) -> None:
        self.accept()
        open_print(self._desk, "survey", int(self._found.ask.id))

    def _no(self) -> None:
        doing = self._desk.do(decline, self._found.ask.id)
        doing.then(self._declined).otherwise(self.fail)

    def _declined(self, _done: None) -> None:
        self.accept()
        said = _("{client} is not asked in this survey any more")
        tell(self._desk, said.format(client=self._found.ask.client))


def what_follows(client: str, told: Told) -> str:
    """Return in words what came of an answer; of a nameless one not whose it is."""
    if told.answer_id is None:
        return _("Answered without a name: only counted")
    parts = [_("{client}: answers kept").format(client=client)]
    if told.complaint_id is not None:
        said = _("a complaint is open. {more}")
        parts.append(said.format(more=told.in_hand))
    if told.thanks is not None:
        parts.append(_("a thank-you is planned"))
    if told.expected is not None:
        said = _("hoped for when it began: {score} of 10")
        parts.append(said.format(score=told.expected))
    if told.is_silent:
        parts.append(_("wants no contact any more"))
    return " · ".join(parts)

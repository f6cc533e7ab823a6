"""The client's own screen: a question at a time, and nothing else is reachable."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QDialog, QWidget

from salon.errors import SalonError
from salon.feedback.model import TEXT, How, Question, questions
from salon.feedback.operations import note_feedback
from salon.text import N_, _, speaking
from salon.views.feedback import Asking
from ui.kit import style
from ui.kit.buttons import Button, Kind
from ui.kit.cards import across, down, held
from ui.kit.fields import Notes
from ui.kit.tokens import Type
from ui.kit.words import Words

if TYPE_CHECKING:
    from ui.desk import Desk

HOLD = 2_000  # milliseconds for which the team holds the button to take it back
WIDE = 620  # units of width of a question
# Faces for one to five; the number is said with it.
_SCORES = (
    N_("1 – bad"),
    N_("2"),
    N_("3"),
    N_("4"),
    N_("5 – very good"),
)


class ClientScreen(QDialog):
    """Full screen and modal to all: the client sees the questions, not the salon.

    It is left by the team alone, who hold a button for two seconds; Escape and closing
    do nothing. What is answered is kept when the last question is.
    """

    def __init__(self, desk: "Desk", home: QWidget, asked: Asking) -> None:
        super().__init__(home.window())
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        style.dress(self)
        self._desk, self._asked = desk, asked
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._at = 0
        self._may_leave = False
        self.answers: dict[str, str] = {}
        self.words: Notes | None = None
        self.buttons: dict[str, Button] = {}
        self._hold = QTimer(self)
        self._hold.setSingleShot(True)
        self._hold.setInterval(HOLD)
        self._hold.timeout.connect(self.leave)
        self.column = down(gap=20)
        self.column.setContentsMargins(40, 40, 40, 24)
        self.setLayout(self.column)
        self._inside: QWidget | None = None

    def begin(self) -> None:
        """Cover the screen with the first question."""
        self._show()
        self.showFullScreen()

    def leave(self) -> None:
        """Give the screen back to the team."""
        self._may_leave = True
        self.accept()

    @property
    def question(self) -> Question | None:
        """What is asked now; None once all is."""
        every = questions()
        return every[self._at] if self._at < len(every) else None

    def say(self, answer: str) -> None:
        """Take an answer, and go on to the next question."""
        question = self.question
        if question is None:
            return
        if answer:
            self.answers[question.id] = answer
        else:
            self.answers.pop(question.id, None)
        self._at += 1
        self._show()
        if self.question is None:
            self._keep()

    def back(self) -> None:
        """Ask the question before again."""
        self._at = max(0, self._at - 1)
        self._show()

    # what Qt asks

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stay: only the team takes it away."""
        if not self._may_leave:
            event.ignore()
            return
        super().closeEvent(event)

    def reject(self) -> None:
        """Do nothing: Escape is no way to the salon's records."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let a digit answer; let nothing else of the keyboard lead away."""
        keys = list(self.buttons)
        at = event.key() - Qt.Key.Key_1
        if 0 <= at < len(keys):
            self.say(keys[at])
            return
        event.accept()

    # how it is built

    def _show(self) -> None:
        """Show the question, in the client's language."""
        if self._inside is not None:
            self.column.removeWidget(self._inside)
            self._inside.hide()
            self._inside.deleteLater()
        with speaking(self._asked.language):
            self._inside = self._asking() if self.question else self._thanks()
        self.column.addWidget(self._inside, 1)
        self.setFocus()  # Enter answers nothing that nobody chose

    def _asking(self) -> QWidget:
        question = self.question
        assert question is not None
        tongue = self._asked.language
        column = down(None, gap=18)
        said = _("Question {number} of {all}")
        of = said.format(number=self._at + 1, all=len(questions()))
        column.addLayout(across(None, Words(of, type=Type.SMALL, faint=True), None))
        text = question.names.said_in(tongue)
        column.addWidget(Words(text, type=Type.DISPLAY, wrap=True, centred=True))
        self.buttons = {}
        self.words = None
        if question.id == TEXT:
            self.words = Notes(name=text, rows=4)
            self.words.setFixedWidth(WIDE)
            column.addLayout(across(None, self.words, None))
            done = Button(_("Done"), kind=Kind.PRIMARY, act=self._written)
            column.addLayout(across(None, done, None))
        else:
            for key, said in self._choices(question, tongue):
                button = Button(said, kind=Kind.ANSWER, act=partial(self.say, key))
                button.setMinimumSize(WIDE, 56)
                self.buttons[key] = button
                column.addLayout(across(None, button, None))
        steps = across(None, gap=12)
        if self._at:
            steps.addWidget(Button(_("Back"), act=self.back))
        if not question.is_required and question.id != TEXT:
            steps.addWidget(Button(_("Skip"), act=partial(self.say, "")))
        steps.addStretch(1)
        column.addLayout(steps)
        column.addStretch(1)
        column.addLayout(across(None, self._team()))
        return held(column)

    def _choices(self, question: Question, tongue: str) -> list[tuple[str, str]]:
        if question.type == "scale_1_5":
            return [(str(at), _(text)) for at, text in enumerate(_SCORES, 1)]
        if question.type == "gap_5":
            options = [one.said_in(tongue) for one in question.options]
            return [(str(at - 2), text) for at, text in enumerate(options)]
        if question.type == "ref_staff":
            return [(str(key), name) for key, name in self._asked.people]
        options = [one.said_in(tongue) for one in question.options]
        return [(str(at), text) for at, text in enumerate(options)]

    def _thanks(self) -> QWidget:
        self.buttons = {}
        column = down(None, gap=18)
        thanks = Words(_("Thank you"), type=Type.DISPLAY)
        column.addLayout(across(None, thanks, None))
        more = _("Please give the screen back to us.")
        self.more = Words(more, type=Type.READING)
        column.addLayout(across(None, self.more, None))
        column.addStretch(1)
        column.addLayout(across(None, self._team()))
        return held(column)

    def _team(self) -> Button:
        made = Button(_("For the team: hold"), icon="lock", kind=Kind.QUIET, small=True)
        made.pressed.connect(self._hold.start)
        made.released.connect(self._hold.stop)
        self.team = made
        return made

    def _written(self) -> None:
        self.say(self.words.toPlainText().strip() if self.words is not None else "")

    def _keep(self) -> None:
        visit = int(self._asked.visit.id)
        doing = self._desk.do(note_feedback, visit, self.answers, How.SCREEN)
        doing.otherwise(self._failed)

    def _failed(self, error: SalonError) -> None:
        """Say it to the team: what was answered stays on this screen."""
        self.more.say(str(error))

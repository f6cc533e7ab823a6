"""The client's own screen: a question at a time, and nothing else is reachable.

What is asked, and what becomes of the answers, is said by whoever opens it.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from salon.errors import SalonError
from salon.feedback.asking import Question
from salon.text import _, speaking
from ui.kit.buttons import Answers, Button, Kind
from ui.kit.cards import Scroll, across, down, held
from ui.kit.fields import Notes
from ui.kit.tokens import Type
from ui.kit.words import Words
from ui.parts.questions import answers_of
from ui.parts.turned import HELD, TurnedScreen

if TYPE_CHECKING:
    from ui.desk import Desk

WIDE, LEAST = 620, 240  # units of width of a question, and in a small window
HIGH, TOUCH = 56, 44  # units of height of an answer, and of width of one of many
AROUND = 110  # units of width beside the answers
MANY = 8  # answers above which they stand in one row


class ClientScreen(TurnedScreen):
    """The client sees the questions, not the salon, a question at a time.

    What is answered is kept when the last question is (`keep`).
    """

    def __init__(
        self,
        desk: "Desk",
        home: QWidget,
        questions: Sequence[Question],
        language: str,
        people: Sequence[tuple[int, str]] = (),
    ) -> None:
        super().__init__(desk, home)
        self.questions = tuple(questions)
        self.language, self._people = language, people
        self._at = 0
        self.answers: dict[str, str] = {}
        self.words: Notes | None = None
        self.several: Answers | None = None
        self.more: Words | None = None
        self.buttons: dict[str, Button] = {}
        self.column = down(gap=20)
        self.column.setContentsMargins(40, 40, 40, 24)
        self.setLayout(self.column)
        self._inside: QWidget | None = None

    def begin(self) -> None:
        """Cover the screen with the first question."""
        self._show()
        self.showFullScreen()

    def keep(self) -> None:
        """Keep what was answered; called once, after the last question."""

    def thanked(self, text: str) -> None:
        """Say one thing more to the client, below the thanks."""
        if self.more is not None:
            self.more.say(f"{text}\n{self.more.text()}")

    def failed(self, error: SalonError) -> None:
        """Say it to the team: what was answered stays on this screen."""
        if self.more is not None:
            self.more.say(str(error))

    @property
    def question(self) -> Question | None:
        """What is asked now; None once all is."""
        return self.questions[self._at] if self._at < len(self.questions) else None

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
            self.keep()

    def back(self) -> None:
        """Ask the question before again."""
        self._at = max(0, self._at - 1)
        self._show()

    # what Qt asks

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let a digit answer; let nothing else of the keyboard lead away.

        With Alt or Ctrl it is a key of the salon's window, and answers nothing.
        """
        if event.modifiers() & HELD:
            event.accept()
            return
        keys = list(self.buttons)
        if len(keys) > MANY:  # 0 to 10: the digit is the answer
            if event.text() in keys:
                self.say(event.text())
            return
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
        with speaking(self.language):
            self._inside = self._asking() if self.question else self._thanks()
        self.column.addWidget(self._inside, 1)
        self.setFocus()  # Enter answers nothing that nobody chose

    def _asking(self) -> QWidget:
        question = self.question
        assert question is not None
        column = down(None, gap=14)
        said = _("Question {number} of {all}")
        of = said.format(number=self._at + 1, all=len(self.questions))
        column.addLayout(across(None, Words(of, type=Type.SMALL, faint=True), None))
        text = question.names.said_in(self.language)
        column.addWidget(Words(text, type=Type.DISPLAY, wrap=True, centred=True))
        self.buttons, self.words, self.several = {}, None, None
        done: Button | None = None
        choices = answers_of(question, self._people, self.language)
        if question.is_words:
            self.words = Notes(name=text, rows=4)
            column.addLayout(across(None, self.words, None))
            done = self._done(self._written)
        elif question.takes_several:
            self.several = Answers(choices, several=True, name=text)
            column.addLayout(across(None, self.several, None))
            done = self._done(self._chosen)
        else:
            self._choices(choices, column)
        column.addStretch(1)
        column.setContentsMargins(0, 0, 10, 0)
        self._fit()
        steps = across(None, gap=12)
        if self._at:
            steps.addWidget(Button(_("Back"), act=self.back))
        if not question.is_required and not question.is_words:
            steps.addWidget(Button(_("Skip"), act=partial(self.say, "")))
        if done is not None:
            steps.addWidget(done)
        steps.addStretch(1)
        steps.addWidget(self._team())
        whole = down(gap=12)  # the ways on stay in sight, however much is asked
        whole.addWidget(Scroll(held(column)), 1)
        whole.addLayout(steps)
        return held(whole)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the answers be as wide as the screen has room for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.width() - AROUND
        for field in (self.words, self.several):
            if field is not None:
                field.setFixedWidth(max(LEAST, min(WIDE, room)))
        many = len(self.buttons)
        for button in self.buttons.values():
            if many > MANY:
                side = max(TOUCH, min(HIGH, (room - 8 * many) // many))
                button.setFixedSize(side, HIGH)
            else:
                button.setMinimumSize(max(LEAST, min(WIDE, room)), HIGH)

    def _choices(self, choices: Sequence[tuple[str, str]], column: QVBoxLayout) -> None:
        row = across(None, gap=8)
        is_row = len(choices) > MANY
        for key, said in choices:
            button = Button(said, kind=Kind.ANSWER, act=partial(self.say, key))
            self.buttons[key] = button
            if is_row:
                row.addWidget(button)
            else:
                column.addLayout(across(None, button, None))
        if is_row:
            row.addStretch(1)
            column.addLayout(row)

    def _done(self, act: Callable[[], object]) -> Button:
        return Button(_("Done"), kind=Kind.PRIMARY, act=act)

    def _thanks(self) -> QWidget:
        self.buttons, self.words, self.several = {}, None, None
        column = down(None, gap=18)
        thanks = Words(_("Thank you"), type=Type.DISPLAY)
        column.addLayout(across(None, thanks, None))
        more = _("Please give the screen back to us.")
        self.more = Words(more, type=Type.READING, wrap=True, centred=True)
        column.addWidget(self.more)
        column.addStretch(1)
        column.addLayout(across(None, self._team()))
        return held(column)

    def _team(self) -> Button:
        self.team = self.for_the_team()
        return self.team

    def _written(self) -> None:
        self.say(self.words.toPlainText().strip() if self.words is not None else "")

    def _chosen(self) -> None:
        keys = self.several.value() if self.several is not None else ()
        self.say(",".join(map(str, keys)))

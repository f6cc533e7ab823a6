"""The client's own screen in a survey: whether with a name, then the questions."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from salon.feedback.asking import Question
from salon.feedback.model import How
from salon.surveys.answering import answer
from salon.surveys.model import Told
from salon.text import N_, Names, _, speaking
from salon.views.surveys import Sitting
from ui.parts.client_screen import ClientScreen

if TYPE_CHECKING:
    from ui.desk import Desk

NAME = "_name"  # the question that is ours and no part of the questionnaire
NAMELESS = "1"  # its second answer


class SurveyScreen(ClientScreen):
    """The questions of one form; nothing else can be reached."""

    def __init__(self, desk: "Desk", home: QWidget, found: Sitting) -> None:
        questions = (_own(), *found.of.questions)
        super().__init__(desk, home, questions, found.language, found.people)
        self._found = found

    def keep(self) -> None:
        """Keep what was answered, with or without a name."""
        said = {key: text for key, text in self.answers.items() if key != NAME}
        is_nameless = self.answers.get(NAME) == NAMELESS
        code = self._found.ask.code
        doing = self._desk.do(
            partial(answer, is_nameless=is_nameless), code, said, How.SCREEN
        )
        doing.then(self._kept).otherwise(self.failed)

    def _kept(self, told: Told) -> None:
        """Say only now what was hoped for before."""
        if told.expected is None:
            return
        with speaking(self.language):
            said = _("Before the first visit you hoped for {score} of 10.")
            self.thanked(said.format(score=told.expected))


def _own() -> Question:
    return Question(
        NAME,
        "choice",
        is_required=True,
        names=_in_all(N_("May we know that this is from you?")),
        options=(
            _in_all(N_("Yes, somebody may speak with me about it")),
            _in_all(N_("No, without my name: then it is only counted")),
        ),
    )


def _in_all(text: str) -> Names:
    said = []
    for code in ("en", "zh_CN", "zh_TW"):
        with speaking(code):
            said.append(_(text))
    return Names(*said)

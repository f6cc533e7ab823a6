"""The client's own screen after a visit."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from salon.feedback.model import How, questions
from salon.feedback.operations import note_feedback
from salon.views.feedback import Asking
from ui.parts.client_screen import ClientScreen as Screen

if TYPE_CHECKING:
    from ui.desk import Desk


class ClientScreen(Screen):
    """The questions after one visit."""

    def __init__(self, desk: "Desk", home: QWidget, asked: Asking) -> None:
        super().__init__(desk, home, questions(), asked.language, asked.people)
        self._asked = asked

    def keep(self) -> None:
        """Keep what was answered."""
        visit = int(self._asked.visit.id)
        doing = self._desk.do(note_feedback, visit, self.answers, How.SCREEN)
        doing.otherwise(self.failed)

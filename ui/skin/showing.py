"""The two photographs alone on the screen, for the client to see."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from salon.text import _
from ui.kit import style
from ui.kit.buttons import Button
from ui.kit.cards import across, down
from ui.kit.compare import Compare
from ui.kit.tokens import Type
from ui.kit.words import Words


class ShowScreen(QDialog):
    """Covers the screen with both pictures and the sentence; Esc gives it back."""

    def __init__(self, home: QWidget, shown: Compare, sentence: str) -> None:
        super().__init__(home.window())
        self.setWindowTitle(_("What changed"))
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        style.dress(self)
        self.compare = Compare(_("Both photographs"))
        shown.copy_to(self.compare)
        back = Button(_("Back"), icon="arrow-left", key="Esc", act=self.accept)
        column = down(gap=16)
        column.setContentsMargins(32, 24, 32, 24)
        column.addWidget(self.compare, 1)
        if sentence:
            column.addWidget(Words(sentence, type=Type.READING, wrap=True))
        column.addLayout(across(None, back))
        self.setLayout(column)

    def begin(self) -> None:
        """Cover the screen."""
        self.showFullScreen()
        self.compare.setFocus()

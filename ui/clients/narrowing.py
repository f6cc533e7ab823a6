"""The field that narrows the list of clients."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent

from salon.text import _, number
from salon.views.roll import Roll
from ui.kit.chips import draw_keycap
from ui.kit.fields import TextField
from ui.kit.rows import People


class SearchField(TextField):
    """The field above the list: the arrows walk in the list, Enter opens."""

    def __init__(self, text: str, hint: str, below: People) -> None:
        super().__init__(text, hint, "search")
        self._below = below

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the list have the keys that a line of text has no use for."""
        key = Qt.Key
        walks = (key.Key_Up, key.Key_Down, key.Key_PageUp, key.Key_PageDown)
        if event.key() in walks:
            self._below.keyPressEvent(event)
        elif event.key() in (key.Key_Return, key.Key_Enter):
            row = self._below.currentIndex().row()
            if row >= 0:
                self._below.opened.emit(row)
        elif event.key() == key.Key_Escape and self.text():
            self.clear()
            self.textEdited.emit("")
        elif event.key() == key.Key_Escape and self._below.ticked:
            self._below.keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Show the key that leads here, as long as nothing is written."""
        super().paintEvent(event)
        if not self.text():
            middle = self.height() / 2
            draw_keycap(QPainter(self), self.width() - 9, middle, "/", None)


def hint_of(news: Roll | None) -> str:
    """Return what one may write here, and among how many it looks."""
    if news is None or not news.keys or not news.narrow.is_narrow:
        return _("Name, pinyin, initials, phone or card number")
    said = _("Narrow these {n}: name, pinyin, initials, phone or card number")
    return said.format(n=number(len(news.keys)))

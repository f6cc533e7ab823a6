"""What to say in the step in hand, to this client; what to do and leave out."""

from PySide6.QtWidgets import QVBoxLayout

from salon.text import _
from salon.views.complaints import ComplaintSight
from ui.kit.cards import Card, Heading, Rule, clear, down, held
from ui.kit.columns import Columns
from ui.kit.tokens import Type
from ui.kit.words import Words


class SayCard(Card):
    """The words in the client's language, and advice in the window's."""

    def __init__(self) -> None:
        super().__init__(gap=8)
        self._for = Words("", type=Type.SMALL, faint=True)
        head = Heading(_("What to say"), self._for, icon="message-circle")
        self.say = Words("", type=Type.READING, wrap=True)
        self.say_here = Words("", type=Type.SMALL, faint=True, wrap=True)
        self._do, self._leave = QVBoxLayout(), QVBoxLayout()
        for one in (self._do, self._leave):
            one.setSpacing(4)
        do = down(Words(_("DO"), type=Type.CAPTION_STRONG, faint=True), self._do, None)
        out = Words(_("LEAVE OUT"), type=Type.CAPTION_STRONG, faint=True)
        leave = down(out, self._leave, None)
        both = Columns(held(do), held(leave), (1, 1), least=460)
        self.add(head, self.say, self.say_here, Rule(), both)

    def show_sight(self, sight: ComplaintSight) -> None:
        """Show the words for the step in hand."""
        words = sight.words
        self.say.say(_("“{words}”").format(words=words.say) if words.say else "")
        self.say.setVisible(bool(words.say))
        self.say_here.say(words.say_here)
        self.say_here.setVisible(bool(words.say_here))
        said = ""
        if words.manner == "injury":
            said = _("care, and nothing else")
        elif not words.manner:
            said = _("no personality on file: ask who knows the client")
        self._for.say(said)
        for column, lines in ((self._do, words.do), (self._leave, words.leave)):
            clear(column)
            for one in lines:
                column.addWidget(Words(one, type=Type.SMALL, wrap=True))

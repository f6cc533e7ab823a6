"""The line that says that mail needs somebody: on Today and on the page of calls."""

from typing import TYPE_CHECKING

from salon.text import _, ngettext
from ui.kit.buttons import Button
from ui.kit.states import Banner
from ui.kit.tokens import Tone

if TYPE_CHECKING:
    from salon.messages.model import Counts
    from ui.desk import Desk


class MailNotice(Banner):
    """Says what was not delivered, and leads to the outbox; else it is not there."""

    def __init__(self, desk: "Desk") -> None:
        self.look = Button(_("Open the outbox"), small=True, act=self._open)
        super().__init__("", Tone.AMBER, self.look, icon="mail")
        self._desk = desk
        self.hide()
        desk.watch({"messages", "settings"}, self.refresh)
        if desk.glimpse is None:
            self.refresh()
        else:
            desk.opened.connect(self.refresh)

    def refresh(self) -> None:
        """Count again."""
        from salon.messages.queries import counts

        self._desk.ask(counts).then(self._show).otherwise(lambda _error: None)

    def _show(self, found: "Counts") -> None:
        said = words_of(found)
        self.say(said)
        self.setVisible(bool(said))

    def _open(self) -> None:
        from ui.messages.outbox import open_outbox

        open_outbox(self._desk)


def words_of(found: "Counts") -> str:
    """Return in words what needs somebody; "" where nothing does."""
    parts = []
    if found.trouble and found.waiting:
        from salon.messages.model import TROUBLE_WORDS, Trouble

        said = ngettext("{n} mail waits.", "{n} mails wait.", found.waiting)
        parts.append(said.format(n=found.waiting))
        parts.append(_(TROUBLE_WORDS[Trouble(found.trouble)]))
    if found.failed:
        said = ngettext(
            "{n} mail was not delivered.", "{n} mails were not delivered.", found.failed
        )
        parts.append(said.format(n=found.failed))
    if found.unsure:
        said = ngettext(
            "{n} mail may have been sent or not: please decide.",
            "{n} mails may have been sent or not: please decide.",
            found.unsure,
        )
        parts.append(said.format(n=found.unsure))
    from salon.text import language

    return ("" if language().startswith("zh") else " ").join(parts)

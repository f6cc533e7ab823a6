"""The line that says who is to be asked and what we promised: on Today."""

from typing import TYPE_CHECKING

from salon.text import _, ngettext
from ui.kit.buttons import Button
from ui.kit.states import Banner
from ui.kit.tokens import Tone
from ui.places import Surveys

if TYPE_CHECKING:
    from salon.views.surveys import Waiting
    from ui.desk import Desk


class SurveyNotice(Banner):
    """Says what surveys wait for, and leads there; else it is not there."""

    def __init__(self, desk: "Desk") -> None:
        self.look = Button(_("See them"), small=True, act=self._open)
        super().__init__("", Tone.BLUE, self.look, icon="clipboard-text")
        self._desk = desk
        self.hide()
        desk.watch({"surveys", "complaints", "courses", "settings"}, self.refresh)
        if desk.glimpse is None:
            self.refresh()
        else:
            desk.opened.connect(self.refresh)

    def refresh(self) -> None:
        """Count again."""
        from salon.views.surveys import waiting

        self._desk.ask(waiting).then(self._show).otherwise(lambda _error: None)

    def _show(self, found: "Waiting") -> None:
        said = words_of(found)
        self.say(said)
        self.setVisible(bool(said))

    def _open(self) -> None:
        self._desk.go(Surveys("due"))


def words_of(found: "Waiting") -> str:
    """Return in words what waits; "" where nothing does."""
    parts = []
    for promise in found.promises[:1]:
        said = _("Promised after the survey, by {person}: {words}")
        parts.append(said.format(person=promise.person, words=promise.words))
    if found.clients:
        said = ngettext(
            "{n} client is to be asked how it was",
            "{n} clients are to be asked how it was",
            found.clients,
        )
        parts.append(said.format(n=found.clients))
    return " · ".join(parts)

"""What other desks write of the same visit: lines above the fields, and the choice."""

from collections.abc import Callable

from salon.text import _, hour
from salon.treatments.model import TreatmentDraft
from salon.views.record import Visit
from ui.kit.buttons import Button
from ui.kit.cards import across, held
from ui.kit.states import Banner
from ui.kit.tokens import Tone


class Changed(Banner):
    """Says that the record is another by now; one of the two is chosen."""

    def __init__(
        self, theirs: Callable[[], object], ours: Callable[[], object]
    ) -> None:
        take = Button(_("Take theirs"), small=True, act=theirs)
        keep = Button(_("Write mine"), small=True, act=ours)
        said = _("Changed elsewhere meanwhile. Yours is kept here.")
        super().__init__(said, Tone.AMBER, held(across(take, keep)))
        self.hide()


class BegunElsewhere(Banner):
    """Says that another desk has begun the record; nothing is filled in unasked."""

    def __init__(self, go_on: Callable[[TreatmentDraft], object]) -> None:
        button = Button(_("Go on with it"), small=True, act=self._take)
        super().__init__("", Tone.BLUE, button, icon="history")
        self._go_on = go_on
        self._draft: TreatmentDraft | None = None
        self.hide()

    def look(self, visit: Visit, *, is_untouched: bool) -> None:
        """Offer what another desk has begun, where nothing is written here."""
        found, at = visit.elsewhere, visit.elsewhere_at
        self._draft = found.draft if found is not None else None
        is_news = self._draft not in (None, TreatmentDraft())
        if is_news and visit.record is None and is_untouched and at is not None:
            said = _("Begun at another desk at {time} and not finished.")
            self.say(said.format(time=hour(at)))
            self.show()
        else:
            self.hide()

    def _take(self) -> None:
        self.hide()
        if self._draft is not None:
            self._go_on(self._draft)

"""The round of the morning on Today, until somebody has gone; and what is late.

Today is shown before the records are there, so nothing here brings them in at once.
"""

from typing import TYPE_CHECKING

from salon.text import _, ngettext
from ui.kit.buttons import Button
from ui.kit.states import Banner
from ui.kit.tokens import Tone
from ui.parts.ways import open_round
from ui.places import House

if TYPE_CHECKING:
    from ui.desk import Desk


class RoundStrip(Banner):
    """Says that nobody went round yet, or that a defect is late; else it is away."""

    def __init__(self, desk: "Desk") -> None:
        self.go = Button(_("Go round"), small=True, act=self._go)
        super().__init__("", Tone.BLUE, self.go, icon="list-details")
        self._desk, self._is_gone = desk, False
        self.hide()
        desk.watch({"shifts", "house", "settings"}, self.refresh)
        desk.opened.connect(self.refresh)
        if desk.glimpse is None:
            self.refresh()

    def refresh(self) -> None:
        """Ask again."""
        from salon.views.house import defects_open

        self._desk.ask(defects_open).then(self._show).otherwise(lambda _error: None)

    def _show(self, found: tuple[int, int, bool, bool]) -> None:
        many, late, gone, is_open = found
        self._is_gone = gone
        is_shown = (not gone and is_open) or late > 0
        self.setVisible(is_shown)
        if not is_shown:
            return
        parts = []
        if not gone:
            parts.append(_("The shop round of this morning is still to be gone"))
        if many:
            said = ngettext(
                "{number} thing is not right", "{number} things are not right", many
            )
            parts.append(said.format(number=many))
        if late:
            said = ngettext("{number} overdue", "{number} overdue", late)
            parts.append(said.format(number=late))
        self.set_tone(Tone.AMBER if late else Tone.BLUE)
        self.say(" · ".join(parts))
        self.go.setText(_("Open") if gone else _("Go round"))
        self.go.setAccessibleName(_("Defects of the house") if gone else _("Go round"))
        self.go.updateGeometry()

    def _go(self) -> None:
        if self._is_gone:
            self._desk.go(House())
        else:
            open_round(self._desk)

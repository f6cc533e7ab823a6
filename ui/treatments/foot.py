"""What is still missing, each a way to its place; what is kept; Finish."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from salon.text import _, ngettext
from salon.treatments.tapping import Gap, Missing
from ui.kit.buttons import Button
from ui.kit.cards import across, held
from ui.kit.taps import Look, Roving, Tap
from ui.kit.tokens import Tone, Type
from ui.kit.words import Words

ROOMS = ((1180, 3), (860, 2), (0, 1))  # from which width how many are named
ICONS = {
    Gap.STEPS: "clipboard-check",
    Gap.STEP: "clipboard-check",
    Gap.AREAS: "mood-smile",
    Gap.BATCH: "bottle",
    Gap.SCALE: "heart",
    Gap.WHERE: "heart",
    Gap.ASKED: "heart",
}


class Foot(QWidget):
    """The foot of the record, always in sight."""

    def __init__(self, go: Callable[[Missing], object], *buttons: Button) -> None:
        super().__init__()
        self._go = go
        self.chips: list[Tap] = []
        self._things: Sequence[Missing] = ()
        self._names: Mapping[str, str] = {}
        self._roving = Roving(self)
        self._head = Words(_("Still missing"), type=Type.SMALL, faint=True)
        self._row = across(gap=8)
        self._rest = Words("", type=Type.SMALL, faint=True)
        self.saved = Words("", type=Type.SMALL, faint=True)
        chips = held(self._row)
        self.setLayout(
            across(self._head, chips, self._rest, None, self.saved, *buttons, gap=10)
        )
        self.show_missing((), {})

    def show_missing(self, things: Sequence[Missing], names: Mapping[str, str]) -> None:
        """Name what is missing; *names* are those of the products."""
        self._things, self._names = things, names
        most = next(count for wide, count in ROOMS if self.width() >= wide)
        shown = things[:most]
        while len(self.chips) < len(shown):
            chip = Tap("", Look.MARK)
            place = len(self.chips)
            chip.clicked.connect(lambda _on=False, place=place: self._press(place))
            self.chips.append(chip)
            self._row.addWidget(chip)
        for place, chip in enumerate(self.chips):
            chip.setVisible(place < len(shown))
            if place < len(shown):
                thing = shown[place]
                text = words_of(thing, names)
                spoken = _("Still missing: {what}").format(what=text)
                chip.say(text, tone=Tone.AMBER, icon=ICONS[thing.gap], spoken=spoken)
                chip.setMaximumWidth(190)
        self._roving.hold(self.chips[: len(shown)])
        self._head.setVisible(bool(shown))
        more = len(things) - len(shown)
        said = ngettext("and {number} more", "and {number} more", more)
        self._rest.say(said.format(number=more) if more else "")
        self._rest.setVisible(bool(more))

    def _press(self, place: int) -> None:
        if place < len(self._things):
            self._go(self._things[place])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Name as many as there is room for."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.show_missing(self._things, self._names)


def words_of(thing: Missing, names: Mapping[str, str]) -> str:
    """Return what is missing, in a word or two."""
    match thing.gap:
        case Gap.STEP:
            return thing.of
        case Gap.BATCH:
            product = names.get(thing.of, thing.of)
            return _("Batch: {product}").format(product=product)
    return {
        Gap.STEPS: _("What was done"),
        Gap.AREAS: _("Where"),
        Gap.SCALE: _("How the skin took it"),
        Gap.WHERE: _("Where it showed"),
        Gap.ASKED: _("Pain, itch, heat?"),
    }[thing.gap]

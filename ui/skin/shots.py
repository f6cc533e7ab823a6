"""The views that a service asks for: taken, still to take, and how one stands."""

from collections.abc import Collection

from PySide6.QtWidgets import QVBoxLayout, QWidget

from salon.text import _, full_day
from salon.views.photos import ShotsSight
from salon.views.skin_words import SkinWords
from ui.kit.cards import clear
from ui.kit.chips import Chip, ChipLabel
from ui.kit.columns import flowing
from ui.kit.tips import tip
from ui.kit.tokens import Tone, Type
from ui.kit.words import Words


class ShotList(QWidget):
    """A chip for each view; below it how one stands for the next."""

    def __init__(self, words: SkinWords) -> None:
        super().__init__()
        self._words = words
        self.chips: list[ChipLabel] = []
        self.next = ""  # the view that comes now
        self.how = Words(type=Type.SMALL, faint=True, wrap=True)
        self._box = QVBoxLayout()
        self._box.setContentsMargins(0, 0, 0, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(self._box)
        column.addWidget(self.how)

    def show_shots(self, sight: ShotsSight, here: Collection[str]) -> None:
        """Show what is there and what comes next.

        Args:
            sight: What the service asks for.
            here: The views of what was brought in just now.
        """
        clear(self._box)
        self.chips, self.next, said = [], "", ""
        for one in sight.shots:
            view = one.shot.view
            name = str(self._words.views.get(view, view))
            is_done = one.is_taken or view in here
            if is_done:
                chip = Chip(name, Tone.SAGE, "check")
            elif one.shot.may_skip:
                chip = Chip(_("{view}, may be left out").format(view=name))
            else:
                chip = Chip(name, Tone.AMBER, "circle")
            made = ChipLabel(chip)
            tip(made, str(one.shot.how))
            self.chips.append(made)
            if not is_done and not self.next:
                self.next = view
                said = f"{name}: {one.shot.how}."
                if one.earlier is not None:
                    day = full_day(one.earlier.taken.date())
                    said += " " + _("Last time on {day}.").format(day=day)
        self._box.addWidget(flowing(*self.chips))
        self.how.say(said)
        self.how.setVisible(bool(said))

"""What the till says before more is sold than can be given: two keys, and no Enter."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from salon.promises.model import Objection
from salon.text import _, ngettext, number
from ui.kit.buttons import Button
from ui.kit.cards import Box, Icon, across, clear, down, held
from ui.kit.fields import TextField
from ui.kit.tokens import Tone, Type
from ui.kit.words import Words


class Overpromised(Box):
    """What stands against a sale: 1 sells less, 2 leaves it; a reason sells it yet.

    It has the keyboard as long as nobody goes into the reason, and Enter does nothing
    in it, so that nobody sells past it by habit.
    """

    def __init__(
        self,
        fewer: Callable[[int], object],
        leave: Callable[[], object],
        despite: Callable[[str], object],
    ) -> None:
        super().__init__(Tone.AMBER, pad=14, gap=8)
        self._fewer, self._leave, self._despite = fewer, leave, despite
        self.fits = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.title = Words("", type=Type.STRONG, tone=Tone.AMBER, wrap=True)
        self.add(across(Icon("alert-triangle", 16, Tone.AMBER), self.title, None))
        self._said = down(gap=4)
        self.add(self._said)
        self.less = Button("", small=True, key="1", act=self._sell_less)
        self.not_now = Button(_("Do not sell it"), small=True, key="2", act=leave)
        self.add(held(across(self.less, self.not_now, None)))
        self.reason = TextField("", name=_("Why it is sold all the same"))
        self.reason.setPlaceholderText(_("Why it is sold all the same"))
        self.yet = Button(_("Sell it all the same"), small=True, act=self._sell)
        self._bent = held(across(self.reason, self.yet))
        self.add(self._bent)
        self.lock = Words("", type=Type.SMALL, tone=Tone.AMBER, wrap=True)
        self.add(self.lock)
        for one in (self.less, self.not_now, self.yet):
            one.setAutoDefault(False)
        self.hide()

    def show_against(
        self, title: str, found: Sequence[Objection], *, may: bool
    ) -> None:
        """Say what stands against it, and take the keyboard.

        Args:
            title: What is being sold.
            found: What stands against it.
            may: Whether a reason is enough for whoever is at the desk.
        """
        self.title.say(title)
        clear(self._said)
        for one in found:
            self._said.addWidget(Words(one.text, type=Type.SMALL, wrap=True))
        self.setAccessibleName(f"{title}. {' '.join(one.text for one in found)}")
        known = [one.fits for one in found if one.fits]
        self.fits = min(known) if len(known) == len(found) else 0
        said = ngettext("Sell {n} session", "Sell {n} sessions", self.fits)
        self.less.setText(said.format(n=number(self.fits)))
        self.less.setAccessibleName(self.less.text())
        self.less.setVisible(self.fits > 0)
        self._bent.setVisible(may)
        self.lock.setVisible(not may)
        self.lock.say(_("All of it needs the owner or the manager, and a reason."))
        self.show()
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Heed 1 and 2; Enter is swallowed."""
        match event.key():
            case Qt.Key.Key_1 if self.fits:
                self._sell_less()
            case Qt.Key.Key_2:
                self._leave()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                event.accept()
            case _:
                super().keyPressEvent(event)

    def _sell_less(self) -> None:
        self._fewer(self.fits)

    def _sell(self) -> None:
        if not self.reason.text().strip():
            self.reason.setFocus()
            return
        self._despite(self.reason.text())

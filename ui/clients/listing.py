"""A card with a list of lines, or a calm sentence where there are none."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QMetaMethod, Signal

from salon.text import _
from ui.kit.cards import Card, Heading
from ui.kit.offers import Offer, Offers, copying, offer
from ui.kit.rows import Line, Look, People
from ui.parts.holding import calm


class Listing(Card):
    """A card with a list of lines, or a calm sentence where there are none."""

    opened = Signal(object)  # the key of a line
    picked = Signal(object)  # the same, when another line is chosen

    def __init__(
        self,
        head: Heading,
        title: str,
        text: str,
        look: Look,
        more: Callable[[int], Offers] | None = None,
    ) -> None:
        super().__init__(head, gap=6)
        name = head.title.text()
        self.list = People([], look, name)
        self.list.opened.connect(lambda row: self.opened.emit(self._key(row)))
        self.list.picked.connect(self._pick)
        self._more = more  # what can be done with a line besides
        offer(self.list, self._offers)
        self.nothing = calm(title, text)
        self.add(self.list, stretch=1)
        self.add(self.nothing, stretch=1)

    def show_lines(self, lines: list[Line]) -> None:
        """Show other lines."""
        self.list.show_lines(lines)
        self.list.setVisible(bool(lines))
        self.nothing.setVisible(not lines)
        if lines and self.list.currentIndex().row() < 0:
            self.list.choose(0)

    def _offers(self, row: int) -> Offers:
        line = self.list.lines.line(row)
        go = partial(self.opened.emit, line.key)
        is_heard = self.isSignalConnected(QMetaMethod.fromSignal(self.opened))
        words = " · ".join(filter(None, (line.name, line.detail)))
        first = (Offer(_("Open"), go, "⏎", "arrow-right"),) if is_heard else ()
        others = self._more(row) if self._more is not None else ()
        return (*first, *others, copying(_("Copy the words"), words))

    def _pick(self, row: int) -> None:
        if row >= 0:
            self.picked.emit(self._key(row))

    def _key(self, row: int) -> object:
        return self.list.lines.lines[row].key

"""Several clients who are chosen: who they are, and what can be done with all."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from salon.aftercare.recalls import MOST
from salon.errors import SalonError
from salon.text import _, listed, ngettext, number
from salon.views.roll import Recall, recall
from ui.kit.buttons import Button, Kind
from ui.kit.cards import Box, Card, Icon, Scroll, across, down, held
from ui.kit.tokens import Tone, Type
from ui.kit.words import Words
from ui.parts.holding import Holder
from ui.parts.listing import joined

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from ui.desk import Desk

NAMED = 3  # of those left out, the others are counted


class Chosen(Card):
    """A narrow card beside the list, in the place of the glance."""

    told = Signal()  # what would be done with them is known

    def __init__(
        self, desk: "Desk", calls: "QAction", export: "QAction", labels: "QAction"
    ) -> None:
        super().__init__(gap=8)
        self._desk, self.calls = desk, calls
        self._keys: tuple[int, ...] = ()
        self._is_asking = False
        self.known: Recall | None = None
        self.body.setContentsMargins(16, 16, 16, 16)
        self.title = Words(type=Type.HEADING)
        lets_go = Words(_("Esc lets go"), type=Type.SMALL, faint=True)
        self.add(across(self.title, None, lets_go))
        self.holder = Holder()
        self.add(Scroll(self.holder), stretch=1)
        self.plan = Button(action=calls, kind=Kind.PRIMARY)
        self.labels = Button(action=labels)
        self.export = Button(action=export)
        for button in (self.plan, self.labels, self.export):
            button.setFixedHeight(36)
            button.setSizePolicy(
                button.sizePolicy().Policy.Expanding, button.sizePolicy().Policy.Fixed
            )
            self.add(button)

    def show_chosen(self, keys: Sequence[int]) -> None:
        """Show others; what would be done with them is asked for."""
        if tuple(keys) == self._keys and self.known is not None:
            return
        self._keys, self.known = tuple(keys), None
        said = ngettext("{n} chosen", "{n} chosen", len(keys))
        self.title.say(said.format(n=number(len(keys))))
        self.calls.setEnabled(False)
        self._ask()

    def renew(self) -> None:
        """Ask anew: somebody else may have rung one of them."""
        if self._keys:
            self._ask()

    def summary(self) -> str:
        """Return what planning would do: "Plan 3 calls, 1 message"."""
        known = self.known
        if len(self._keys) > MOST:
            return _("Plan calls")
        calls = len(known.ring) if known else 0
        letters = len(known.write) if known else 0
        rings = ngettext("Plan {n} call", "Plan {n} calls", calls)
        writes = ngettext("{n} message", "{n} messages", letters)
        if not letters:
            return rings.format(n=number(calls))
        if not calls:
            writes = ngettext("Plan {n} message", "Plan {n} messages", letters)
            return writes.format(n=number(letters))
        rung, written = number(calls), number(letters)
        return joined((rings.format(n=rung), writes.format(n=written)))

    def left_out(self) -> str:
        """Return who gets no call, and why, in a line."""
        known = self.known
        return " ".join(text for text, _icon in self._left_out(known)) if known else ""

    def _ask(self) -> None:
        if self._is_asking or not self._keys:
            return
        self._is_asking = True
        keys = self._keys
        asked = self._desk.ask(recall, keys[:MOST])  # more are not rung at once
        asked.then(lambda news: self._show(keys, news)).otherwise(self._fail)

    def _show(self, keys: tuple[int, ...], news: Recall) -> None:
        self._is_asking = False
        if keys != self._keys:
            self._ask()
            return
        self.known = news
        is_few = len(keys) <= MOST
        self.calls.setEnabled(is_few and bool(news.ring or news.write))
        self.plan.setText(self.summary())
        self.plan.setAccessibleName(self.summary())
        self.holder.put(self._about(news))
        self.told.emit()

    def _fail(self, _error: SalonError) -> None:
        self._is_asking = False

    def _about(self, news: Recall) -> QWidget:
        column = down(gap=6)
        for name, late in zip(news.names, news.late, strict=True):
            said = ngettext("{n} day late", "{n} days late", late).format(n=late)
            column.addLayout(
                across(
                    Words(name, type=Type.STRONG),
                    None,
                    Words(said if late else "", type=Type.SMALL, faint=True),
                )
            )
        more = len(self._keys) - len(news.names)
        if more > 0:
            said = ngettext("and {n} more", "and {n} more", more)
            said = said.format(n=number(more))
            column.addWidget(Words(said, type=Type.SMALL, faint=True))
        for text, icon in self._left_out(news):
            box = Box(Tone.AMBER)
            words = Words(text, type=Type.SMALL, tone=Tone.AMBER, wrap=True)
            row = across(Icon(icon, 16, Tone.AMBER), gap=8)
            row.addWidget(words, 1)
            column.addWidget(box.add(row))
        column.addStretch(1)
        return held(column)

    def _left_out(self, news: Recall) -> list[tuple[str, str]]:
        found = []
        if len(self._keys) > MOST:
            text = _("Calls are planned for at most {n} at once.")
            return [(text.format(n=number(MOST)), "phone-off")]
        if news.silent:
            text = ngettext(
                "{names} wants no calls and is left out.",
                "{names} want no calls and are left out.",
                len(news.silent),
            )
            found.append((text.format(names=some(news.silent)), "phone-off"))
        if news.messages:
            text = ngettext(
                "{names} wants messages only: gets one instead of a call.",
                "{names} want messages only: each gets one instead of a call.",
                len(news.messages),
            )
            found.append((text.format(names=some(news.messages)), "message-circle"))
        if news.waiting:
            text = ngettext(
                "{names} is rung already.",
                "{names} are rung already.",
                len(news.waiting),
            )
            found.append((text.format(names=some(news.waiting)), "phone-call"))
        return found


def some(names: Sequence[str]) -> str:
    """Return the first names, and how many others there are."""
    more = len(names) - NAMED
    shown = list(names[:NAMED])
    if more > 0:
        said = ngettext("{n} more", "{n} more", more)
        shown.append(said.format(n=number(more)))
    return listed(shown)

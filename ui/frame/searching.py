"""What the command palette finds: clients, plans, and everything one can do."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from salon.text import _
from ui.frame.pages import finders
from ui.frame.synonyms import also, ways
from ui.kit.buttons import plain, spelled
from ui.kit.chips import Chip
from ui.kit.offers import Offer, Offers
from ui.kit.palette import Hit, Show
from ui.kit.rows import Line
from ui.kit.tokens import Tone
from ui.parts.ways import new_client_named, open_booking, open_new_client
from ui.places import ClientCard

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from ui.desk import Desk, Found


class Searching:
    """Asks every finder at once and shows what has come in, records before actions."""

    def __init__(
        self, desk: "Desk", actions: Callable[[], "Sequence[QAction]"]
    ) -> None:
        self._desk = desk
        self._actions = actions

    def find(self, text: str, most: int, show: Show) -> None:
        """Bring to *show* what fits *text*, again each time more has come in."""
        found: dict[int, list[Hit]] = {}
        asked = finders()
        deeds = self._deeds(text)

        def arrive(turn: int, news: "Sequence[Found]") -> None:
            found[turn] = [
                Hit(one.line, partial(self._desk.go, one.place), offers=self._of(one))
                for one in news
            ]
            records = [hit for turn in sorted(found) for hit in found[turn]]
            hits = [*records[: most - min(2, len(deeds))], *deeds][:most]
            is_all = len(found) == len(asked)
            show(hits or (self._newcomer(text) if is_all else []))

        if text.strip():
            for turn, finder in enumerate(asked):
                finder(self._desk, text, most).then(partial(arrive, turn))
        if not text.strip() or not asked:
            show(deeds[:most])

    def _of(self, one: "Found") -> Offers:
        """Return what can be done with a record that was found."""
        go = partial(self._desk.go, one.place)
        first = Offer(_("Open"), go, "⏎", "arrow-right")
        if not isinstance(one.place, ClientCard):
            return (first,)
        book = partial(open_booking, self._desk, one.place.id)
        return (first, Offer(_("Book"), book, "Ctrl+B", "calendar-plus"))

    def _newcomer(self, text: str) -> list[Hit]:
        """Return the offer to open a file for someone of that name."""
        said = new_client_named(text)
        if not said:
            return []
        name = " ".join(text.split())
        act = partial(open_new_client, self._desk, name)
        return [Hit(Line(said, icon="user-plus"), act, is_offer=True)]

    def _deeds(self, text: str) -> list[Hit]:
        """Return what can be done under those words, or under others for the same."""
        wanted = text.casefold().split()
        named: list[Hit] = []
        meant: list[Hit] = []
        for action in self._actions():
            name = plain(action.text())
            fits = _fits(wanted, name, also(name))
            if fits:
                keys = spelled(action.shortcut().toString())
                mark = Chip(keys, Tone.PLAIN) if keys else None
                icon = str(action.property("icon_name") or "arrow-right")
                line = Line(name, mark=mark, icon=icon, tone=Tone.PLAIN)
                (named if fits > 1 else meant).append(Hit(line, action.trigger))
        known = {hit.line.name for hit in (*named, *meant)}
        for name, words, icon, act in ways(self._desk) if wanted else ():
            fits = _fits(wanted, name, words)
            if fits and name not in known:
                line = Line(name, icon=icon, tone=Tone.PLAIN)
                (named if fits > 1 else meant).append(Hit(line, act))
        return named + meant


def _fits(wanted: "Sequence[str]", name: str, others: str) -> int:
    """Return 2 where the name itself holds what is typed, 1 where others do, else 0.

    Others are words that begin so: "art" does not mean "start".
    """
    name = name.casefold()
    if all(word in name for word in wanted):
        return 2
    begun = f" {others.replace(',', ' ')}"
    is_meant = others and all(_begins(word, begun, name) for word in wanted)
    return 1 if is_meant else 0


def _begins(word: str, others: str, name: str) -> bool:
    if word in name or f" {word}" in others:
        return True
    return not word.isascii() and word in others  # Chinese has no blanks

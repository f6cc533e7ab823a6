"""What the command palette finds: clients, plans, and everything one can do."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from ui.frame.pages import finders
from ui.kit.buttons import plain, spelled
from ui.kit.chips import Chip
from ui.kit.palette import Hit, Show
from ui.kit.rows import Line
from ui.kit.tokens import Tone
from ui.parts.ways import new_client_named, open_new_client

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
                Hit(one.line, partial(self._desk.go, one.place)) for one in news
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

    def _newcomer(self, text: str) -> list[Hit]:
        """Return the offer to open a file for someone of that name."""
        said = new_client_named(text)
        if not said:
            return []
        name = " ".join(text.split())
        act = partial(open_new_client, self._desk, name)
        return [Hit(Line(said, icon="user-plus"), act, is_offer=True)]

    def _deeds(self, text: str) -> list[Hit]:
        wanted = text.casefold().split()
        hits = []
        for action in self._actions():
            name = plain(action.text())
            if all(word in name.casefold() for word in wanted):
                keys = spelled(action.shortcut().toString())
                mark = Chip(keys, Tone.PLAIN) if keys else None
                icon = str(action.property("icon_name") or "arrow-right")
                line = Line(name, mark=mark, icon=icon, tone=Tone.PLAIN)
                hits.append(Hit(line, action.trigger))
        return hits

"""Whether what a list shows now was changed here, and what to say if it was not."""

from typing import TYPE_CHECKING

from salon.text import _
from ui.kit.rows import Line, People

if TYPE_CHECKING:
    from ui.desk import Desk


class OwnDoing:
    """Tells what was done at this desk from what others did, and the clock.

    A page says `asks` when it asks what to show, and `answers` when it is told.
    """

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk
        self._own = 0  # the newest action of this desk
        self._asked = self._told = self._last()

    def asks(self) -> bool:
        """Return whether something was done here since the page asked before."""
        before, self._asked = self._asked, self._last()
        return before != self._asked

    def answers(self, was_asked: bool) -> bool:
        """Return whether an answer may show what was done here.

        *was_asked* is what `asks` said: an answer may come late and be an old one.
        """
        before, self._told = self._told, self._last()
        return was_asked or before != self._told

    def _last(self) -> int:
        last = self._desk.last
        if last is not None and last.head.seq:  # what others did has none
            self._own = last.seq
        return self._own


def say_gone(desk: "Desk", rows: People) -> None:
    """Let a list say in a word who is not in it any more."""

    def say(line: Line) -> None:
        if not line.is_somebody:
            return
        said = _("{client} is no longer in this list.")
        desk.say(said.format(client=line.name))

    rows.gone.connect(say)

"""What moves a client: each kind of offer, and what to mind before the next one."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from salon.campaigns.model import ANSWER_WORDS, Memory, Received
from salon.campaigns.words import memory_said
from salon.text import _, headed, short_day
from salon.views.campaigns import memory_sight
from ui.kit.rows import Line, Look, People
from ui.kit.sheet import Sheet
from ui.kit.states import Calm
from ui.kit.tokens import Type
from ui.kit.words import Words
from ui.parts.homes import home_of
from ui.places import Campaigns

if TYPE_CHECKING:
    from ui.desk import Desk

HIGH, MOST = 46, 6  # of a line, and how many are in sight at once


def open_memory(desk: "Desk", client_id: int) -> None:
    """Open the sheet of what moves a client."""

    def show(found: tuple[str, Memory]) -> None:
        home = home_of(desk)
        if home is not None:
            MemorySheet(desk, home, *found).open()

    asked = desk.ask(memory_sight, client_id)
    asked.then(show).otherwise(lambda error: desk.say(str(error)))


class MemorySheet(Sheet):
    """By kind of offer, then campaign by campaign; Enter opens one."""

    def __init__(self, desk: "Desk", home: QWidget, client: str, found: Memory) -> None:
        title = headed(_("What moves"), client)
        super().__init__(home, title, icon="sparkles", wide=560)
        self._desk, self._lines = desk, found.lines
        said = list(memory_said(found))
        for one in said:
            self.add(Words(one, wrap=True))
        if not said and not found.lines:
            text = _("Answers to campaigns and single offers are kept here.")
            self.add(Calm(_("Nothing was offered yet"), text, icon="gift"))
        if found.lines:
            self.add(Words(_("Campaigns"), type=Type.HEADING))
            self.list = People(
                [_line(one) for one in found.lines],
                Look(height=HIGH, ruled=True, columns=((90, True),)),
                _("Campaigns"),
            )
            self.list.setMinimumHeight(min(len(found.lines), MOST) * HIGH + 2)
            self.list.opened.connect(self._go)
            self.add(self.list)
        self.cancel(_("Close"))

    def _go(self, row: int) -> None:
        key = self._lines[row].campaign_id
        self.accept()
        self._desk.go(Campaigns(key))


def _line(one: Received) -> Line:
    said = []
    if one.answer is not None:
        said.append(_(ANSWER_WORDS[one.answer]))
    if one.came_on is not None:
        said.append(_("came on {day}").format(day=short_day(one.came_on)))
    return Line(
        one.name,
        " · ".join(said) or _("no answer"),
        cells=(short_day(one.delivered_on),),
        key=one.campaign_id,
    )

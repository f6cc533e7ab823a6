"""The courses behind a figure; Enter opens the client's money."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from salon.promises.model import OwedCourse
from salon.promises.words import hours
from salon.text import _, full_day
from ui.kit.rows import Line, Look, People
from ui.kit.sheet import Sheet
from ui.kit.tokens import Type
from ui.kit.words import Words
from ui.places import ClientCard

if TYPE_CHECKING:
    from ui.desk import Desk


class BehindSheet(Sheet):
    """What is owed behind one line of the page."""

    def __init__(self, desk: "Desk", home: QWidget, title: str) -> None:
        super().__init__(home, title, icon="list-details", wide=640)
        self._desk = desk
        self._rows: Sequence[OwedCourse] = ()
        look = Look(height=46, ruled=True, columns=((64, False),))
        self.list = People([], look, title)
        self.list.opened.connect(self._go)
        self.said = Words("", type=Type.SMALL, faint=True)
        self.add(self.said, self.list)
        self.body.setStretchFactor(self.list, 1)
        self.cancel(_("Close"))

    def show_rows(self, rows: Sequence[OwedCourse]) -> None:
        """Show the courses, and open."""
        self._rows = rows
        whole = sum(one.minutes for one in rows)
        said = _("{n} courses, {hours}; what ends first stands first")
        self.said.say(said.format(n=len(rows), hours=hours(whole)))
        self.list.show_lines([_line(one) for one in rows])
        self.list.setMinimumHeight(min(max(1, len(rows)), 8) * 46 + 2)
        if rows:
            self.list.choose(0)
        self.open()
        self.list.setFocus()

    def _go(self, row: int) -> None:
        key = self._rows[row].client_id
        self.accept()
        self._desk.go(ClientCard(key, "money"))


def _line(one: OwedCourse) -> Line:
    until = ""
    if one.expires is not None:
        until = _("ends {day}").format(day=full_day(one.expires))
    left = _("{n} left").format(n=one.left) if one.left else ""
    said = ", ".join(filter(None, (one.title, left, until)))
    return Line(one.client, said, cells=(hours(one.minutes),), key=one.course_id)

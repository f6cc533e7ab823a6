"""How the files fill: by person and week, and how well each knows their clients."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHeaderView, QWidget

from salon.text import _, full_day, ngettext, short_day
from salon.views.knowing import Filler, Filling, filling
from ui.kit.grid import Grid
from ui.kit.sheet import Sheet
from ui.kit.tokens import Type
from ui.kit.words import Words
from ui.parts.homes import home_of
from ui.parts.table import Column, RowTable

if TYPE_CHECKING:
    from ui.desk import Desk

WEEKS = 8
WEEK, NUMBERS = 62, 72  # units of width of a column


def open_filling(desk: "Desk") -> "FillingSheet | None":
    """Open the sheet that says who filled the files."""
    home = home_of(desk)
    if home is None:
        return None
    sheet = FillingSheet(desk, home)
    sheet.open()
    return sheet


class FillingSheet(Sheet):
    """A line a person: answers week by week, then the clients and how well known."""

    def __init__(self, desk: "Desk", home: QWidget) -> None:
        title = _("How the files fill")
        super().__init__(home, title, icon="clipboard-check", wide=1040)
        self._desk = desk
        self.found: Filling | None = None
        self.said = Words("", type=Type.SMALL, faint=True, wrap=True)
        self.grid = Grid(title)
        self.grid.setMinimumHeight(320)
        self.add(self.said)
        self.add(self.grid, stretch=1)
        self.cancel(_("Close"))
        high = home.window().height() - 80
        self.setMinimumSize(min(1040, home.window().width() - 80), min(560, high))
        desk.ask(filling, WEEKS).then(self._show).otherwise(self.fail)

    def _show(self, found: Filling) -> None:
        self.found = found
        self.table = RowTable(_columns(found.weeks), lambda row: row.staff_id, self)
        self.grid.setModel(self.table)
        self.table.show(found.people)
        header = self.grid.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in range(1, self.table.columnCount()):
            is_week = column <= len(found.weeks)
            self.grid.setColumnWidth(column, WEEK if is_week else NUMBERS)
        said = ngettext(
            "Answers by the week in which they were last confirmed. {n} client was "
            "here since {day}: known {knowing}, safety {safety}.",
            "Answers by the week in which they were last confirmed. {n} clients were "
            "here since {day}: known {knowing}, safety {safety}.",
            found.clients,
        )
        self.said.say(
            said.format(
                n=found.clients,
                day=full_day(found.weeks[0]),
                knowing=_percent(found.knowing),
                safety=_percent(found.safety),
            )
        )


def _columns(weeks: tuple[date, ...]) -> list[Column[Filler]]:
    return [
        Column(_("Who"), lambda row: row.name),
        *(
            Column(short_day(week).split(" ", 1)[-1], _of_week(at), is_number=True)
            for at, week in enumerate(weeks)
        ),
        Column(_("All"), lambda row: str(row.total), is_number=True),
        Column(_("Not said"), lambda row: str(row.declined), is_number=True),
        Column(_("Clients"), lambda row: str(row.clients), is_number=True),
        Column(_("Known"), lambda row: _percent(row.knowing), is_number=True),
        Column(_("Safety"), lambda row: _percent(row.safety), is_number=True),
    ]


def _of_week(at: int) -> Callable[[Filler], str]:
    return lambda row: str(row.answered[at] or "–")


def _percent(part: float | None) -> str:
    return "–" if part is None else _("{n} %").format(n=round(100 * part))

"""The bills and entries behind a figure, in a sheet over the page."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from salon.dayend.measures import name_of
from salon.dayend.model import Behind
from salon.text import _, amount, ngettext, number, short_day
from salon.views.behind import MOST, behind
from salon.views.takings import Cell, ReportRow
from ui.kit.buttons import Tabs
from ui.kit.remaining import Remaining
from ui.kit.rows import Line, Look
from ui.kit.sheet import Sheet
from ui.kit.tokens import Type
from ui.kit.words import Words
from ui.parts.homes import home_of
from ui.places import Till

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.desk import Desk


def open_behind(
    desk: "Desk", row: ReportRow | None, first: date, last: date
) -> "BehindSheet | None":
    """Show what a row adds up; None where nothing stands behind it."""
    home = home_of(desk)
    cells = [] if row is None else [one for one in row.cells if one.measure is not None]
    if home is None or row is None or not cells:
        return None
    sheet = BehindSheet(desk, home, row, cells, (first, last))
    sheet.open()
    sheet.list.setFocus()
    return sheet


class BehindSheet(Sheet):
    """One list for each figure of the row; Enter goes to the bill."""

    def __init__(
        self,
        desk: "Desk",
        home: "QWidget",
        row: ReportRow,
        cells: Sequence[Cell],
        days: tuple[date, date],
    ) -> None:
        super().__init__(home, row.words, icon="list-details", wide=720)
        self._desk, self._cells, self._days = desk, cells, days
        self._rows: list[Behind] = []
        names = [
            f"{name_of(one.measure)}  {self._said(one)}" for one in cells if one.measure
        ]
        self.tabs = Tabs(names)
        self.tabs.chosen.connect(self._turn)
        self.how = Words("", type=Type.SMALL, faint=True)
        look = Look(height=48, columns=((230, True), (84, False)))
        self.list = Remaining(look, row.words, 8)
        self.list.opened.connect(self._open)
        self.add(self.tabs, self.how)
        self.body.addWidget(self.list, 1)
        self.cancel(_("Close"))
        self.setMinimumHeight(min(620, home.window().height() - 40))
        self._turn(0)

    def _said(self, one: Cell) -> str:
        if one.amount is None:
            return "–"
        return amount(one.amount, self._desk.premises.currency)

    def _turn(self, at: int) -> None:
        one = self._cells[at]
        assert one.measure is not None
        asked = self._desk.ask(behind, one.measure, one.by, one.key, *self._days)
        asked.then(self._show).otherwise(self.fail)

    def _show(self, rows: list[Behind]) -> None:
        self._rows = rows
        currency = self._desk.premises.currency
        self.list.show_lines(
            [
                Line(
                    one.words,
                    " · ".join(filter(None, (one.client, one.staff))),
                    cells=(
                        f"{short_day(one.day)}  {one.number}",
                        amount(one.amount, currency),
                    ),
                    key=at,
                    whole=one.words,
                )
                for at, one in enumerate(rows)
            ]
        )
        said = ngettext("{n} entry", "{n} entries", len(rows)).format(
            n=number(len(rows))
        )
        if len(rows) == MOST:
            said = _("the newest {n}").format(n=number(MOST))
        self.how.say(said)
        if rows:
            self.list.choose(0)

    def _open(self, row: int) -> None:
        bill = self._rows[row].bill_id if 0 <= row < len(self._rows) else None
        if bill is not None:
            self.accept()
            partial(self._desk.go, Till(int(bill)))()

"""The days that were closed, to look at them again."""

from datetime import date
from typing import TYPE_CHECKING

from salon.dayend.model import TillLine
from salon.text import _, amount, full_day, hour, listed
from salon.till.model import BillLineShort
from salon.till.queries import bills_between
from salon.views.dayend import earlier_days
from ui.kit.chips import Chip
from ui.kit.offers import Offer, Offers, offer
from ui.kit.remaining import Remaining
from ui.kit.rows import Line, Look
from ui.kit.sheet import Sheet
from ui.kit.tokens import Tone
from ui.kit.words import Words
from ui.parts.homes import home_of
from ui.places import DayEnd, Till

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.desk import Desk


def open_earlier(desk: "Desk") -> "EarlierSheet | None":
    """Show the days that were closed."""
    home = home_of(desk)
    if home is None:
        return None
    sheet = EarlierSheet(desk, home)
    sheet.open()
    sheet.list.setFocus()
    return sheet


class EarlierSheet(Sheet):
    """One line a day; Enter opens it."""

    def __init__(self, desk: "Desk", home: "QWidget") -> None:
        super().__init__(home, _("Earlier days"), icon="history", wide=620)
        self._desk = desk
        self._days: list[date] = []
        look = Look(height=48, columns=((150, False),))
        self.list = Remaining(look, _("Earlier days"), 8)
        self.list.opened.connect(self._open)
        offer(self.list, self._offers)
        self.nothing = Words(_("No day has been closed yet"), faint=True)
        self.nothing.hide()
        self.add(self.nothing).add(self.list, stretch=1)
        self.cancel(_("Close"))
        self.bills = self.button(_("Its bills"), self._bills)
        self.bills.setEnabled(False)
        desk.ask(earlier_days).then(self._show).otherwise(self.fail)

    def _show(self, days: list[TillLine]) -> None:
        self._days = [one.day for one in days]
        self.list.show_lines([self._line(one) for one in days])
        self.bills.setEnabled(bool(days))
        self.nothing.setVisible(not days)
        if days:
            self.list.choose(0)

    def _line(self, one: TillLine) -> Line:
        currency = self._desk.premises.currency
        people = listed([one.closed_by or _("the house"), one.second_by or None])
        at = "–" if one.closed_at is None else hour(one.closed_at)
        mark = None
        if one.difference.minor:
            mark = Chip(amount(one.difference, currency), Tone.AMBER)
        elif one.count is None:
            mark = Chip(_("not counted"), Tone.PLAIN)
        worth = "–" if one.count is None else amount(one.count.worth, currency)
        return Line(
            full_day(one.day),
            _("closed {time} by {people}").format(time=at, people=people),
            mark=mark,
            cells=() if mark is not None else (worth,),
            key=one.day,
            icon="lock",
        )

    def _open(self, row: int) -> None:
        if 0 <= row < len(self._days):
            self.accept()
            self._desk.go(DayEnd(self._days[row]))

    def _offers(self, row: int) -> Offers:
        return (
            Offer(_("Open"), lambda: self._open(row), "⏎", "arrow-right"),
            Offer(_("Its bills"), self._bills, "", "receipt-dollar"),
        )

    def _bills(self) -> "BillsSheet | None":
        row = self.list.currentIndex().row()
        home = home_of(self._desk)
        if home is None or not 0 <= row < len(self._days):
            return None
        day = self._days[row]
        self.accept()
        sheet = BillsSheet(self._desk, home, day)
        sheet.open()
        sheet.list.setFocus()
        return sheet


class BillsSheet(Sheet):
    """The closed bills of a day; Enter opens one."""

    def __init__(self, desk: "Desk", home: "QWidget", day: date) -> None:
        title = _("Bills of {day}").format(day=full_day(day))
        super().__init__(home, title, icon="receipt-dollar", wide=620)
        self._desk = desk
        self._rows: list[BillLineShort] = []
        look = Look(height=48, columns=((110, False),))
        self.list = Remaining(look, title, 8)
        self.list.opened.connect(self._open)
        self.nothing = Words(_("No bills on this day"), faint=True)
        self.nothing.hide()
        self.add(self.nothing).add(self.list, stretch=1)
        self.cancel(_("Close"))
        desk.ask(bills_between, day, day).then(self._show).otherwise(self.fail)

    def _show(self, rows: list[BillLineShort]) -> None:
        self._rows = rows
        self.nothing.setVisible(not rows)
        currency = self._desk.premises.currency
        self.list.show_lines(
            [
                Line(
                    one.number,
                    one.client or _("Somebody without a file"),
                    cells=(amount(one.total, currency),),
                    key=int(one.id),
                )
                for one in rows
            ]
        )
        if rows:
            self.list.choose(0)

    def _open(self, row: int) -> None:
        if 0 <= row < len(self._rows):
            key = int(self._rows[row].id)
            self.accept()
            self._desk.go(Till(key))

"""Reports on money: which, from when to when, the tables, and what they mean."""

from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from salon.dayend.model import Report
from salon.errors import SalonError
from salon.text import _
from salon.views.money_papers import (
    compose_report,
    days_said,
    stands_until,
    write_report,
)
from salon.views.takings import REPORT_WORDS, ReportTable, report
from ui.dayend.behind import open_behind
from ui.dayend.figures import FigureTable
from ui.kit.buttons import Button
from ui.kit.cards import Card, Scroll, across, clear, down, held
from ui.kit.fields import Choice
from ui.kit.states import Failed
from ui.kit.tokens import Type
from ui.kit.words import Words
from ui.parts.fields import DayField
from ui.parts.homes import home_of, tell
from ui.parts.printing import file_name, print_composed

if TYPE_CHECKING:
    from ui.dayend.page import DayEndPage
    from ui.desk import Desk

NARROW = 96  # units of a column where there are many
MANY, MOST = 5, 860  # columns from which on a table has the whole width
SPANS = ("month", "last", "year", "own")


def span_of(name: str, today: date) -> tuple[date, date]:
    """Return from when to when a name means: of this month, the last, this year."""
    first = today.replace(day=1)
    match name:
        case "last":
            eve = first - timedelta(days=1)
            return eve.replace(day=1), eve
        case "year":
            return today.replace(month=1, day=1), today
        case _:
            return first, today


class ReportsTab(QWidget):
    """A report is asked for as soon as it is chosen; Enter opens what is behind."""

    def __init__(self, desk: "Desk", page: "DayEndPage") -> None:
        super().__init__()
        self._desk, self._page = desk, page
        self._turn = 0  # of asking: an answer that comes late is dropped
        self._found: ReportTable | None = None
        self.tables: list[FigureTable] = []
        names = [_(REPORT_WORDS[one]) for one in Report]
        self.what = Choice(names, name=_("Report"))
        spans = [_("this month"), _("last month"), _("this year"), _("own days")]
        self.span = Choice(spans, name=_("Days"))
        first, last = span_of("month", desk.today())
        self.since = DayField(desk, first, _("From"), is_past=True)
        self.until = DayField(desk, last, _("To"), is_past=True)
        for field in (self.since, self.until):
            field.setFixedWidth(200)
            field.changed.connect(lambda _day: self._own())
        self.what.currentIndexChanged.connect(lambda _at: self.refresh())
        self.span.currentIndexChanged.connect(self._spanned)
        self.stands = Words("", type=Type.SMALL, faint=True, wrap=True)
        bar = across(self.what, self.span, self.since, self.until, None, gap=8)
        below = across(
            self.stands,
            Button(action=page.parts, small=True),
            Button(action=page.table, small=True),
        )
        below.setStretch(0, 1)
        self.nothing = Words(_("Nothing in these days"), type=Type.STRONG)
        self.nothing.hide()
        self._column = down(gap=12)
        area = Scroll(held(self._column))
        column = down(gap=10)
        column.addLayout(bar)
        column.addLayout(below)
        column.addWidget(self.nothing)
        column.addWidget(area, 1)
        column.setContentsMargins(0, 0, 0, 0)
        self.setLayout(column)

    @property
    def asked(self) -> tuple[Report, date, date]:
        """Return which report is asked for, from when to when."""
        today = self._desk.today()
        first = self.since.value() or today
        last = self.until.value() or today
        what = list(Report)[max(self.what.currentIndex(), 0)]
        return what, min(first, last), max(first, last)

    def refresh(self) -> None:
        """Ask again; what was shown stays until the answer is there."""
        self._turn += 1
        self.stands.say(_("Counting…"))
        asked = self._desk.ask(report, *self.asked)
        asked.then(partial(self._show, self._turn))
        asked.otherwise(partial(self._fail, self._turn))

    def _spanned(self, at: int) -> None:
        name = SPANS[max(at, 0)]
        if name != "own":
            first, last = span_of(name, self._desk.today())
            self.since.put(first)
            self.until.put(last)
        self.refresh()

    def _own(self) -> None:
        self.span.blockSignals(True)
        self.span.setCurrentIndex(SPANS.index("own"))
        self.span.blockSignals(False)
        self.refresh()

    def _show(self, turn: int, found: ReportTable) -> None:
        if turn != self._turn:
            return
        self._found = found
        head = days_said(found.first, found.last)
        self.stands.say(f"{head} · {stands_until(found)}")
        clear(self._column)
        self.tables = []
        for one in found.sections:
            wide = NARROW if len(one.columns) > 4 else 130
            table = FigureTable(one.title, wide)
            table.show_section(one, found.currency)
            table.list.opened.connect(partial(self._behind, table))
            self.tables.append(table)
            card = Card(gap=4, pad=12).add(table)
            if len(one.columns) < MANY:
                card.setMaximumWidth(MOST)
            self._column.addWidget(card)
        self.nothing.setVisible(not self.tables)
        means = Card(_("What it means"), gap=6)
        for name, says in found.definitions:
            means.add(Words(name, type=Type.SMALL_STRONG))
            means.add(Words(says, type=Type.SMALL, faint=True, wrap=True))
        self._column.addWidget(means)
        self._column.addStretch(1)

    def _fail(self, turn: int, error: SalonError) -> None:
        if turn == self._turn:
            clear(self._column)
            self.stands.say("")
            said = _("The report could not be shown.")
            self._column.addWidget(Failed(said, str(error), self.refresh))

    def _behind(self, table: FigureTable, row: int) -> None:
        if self._found is not None:
            first, last = self._found.first, self._found.last
            open_behind(self._desk, table.row(row), first, last)

    def print_it(self) -> None:
        """Print what is shown."""
        what, first, last = self.asked
        print_composed(
            self._desk,
            lambda look: self._desk.ask(compose_report, what, first, last, look),
            _(REPORT_WORDS[what]),
        )

    def export(self) -> None:
        """Ask for a file, and write what is shown into it as a workbook."""
        home, found = home_of(self._desk), self._found
        if home is None or found is None:
            return
        folder = QStandardPaths.writableLocation(
            QStandardPaths.StandardLocation.DocumentsLocation
        )
        place = Path(folder) / f"{file_name(found.title)}.xlsx"
        said, _kind = QFileDialog.getSaveFileName(
            home, _("Export as a table"), str(place), "Excel (*.xlsx)"
        )
        if said:
            self.export_to(Path(said))

    def export_to(self, path: Path) -> None:
        """Write what is shown into *path*."""
        found = self._found
        if found is None:
            return
        path = path if path.suffix else path.with_suffix(".xlsx")
        doing = self._desk.call(lambda _salon: write_report(path, found), is_long=True)
        done = _("Written to {name}").format(name=path.name)
        doing.then(lambda _done: tell(self._desk, done))
        doing.otherwise(lambda error: self._desk.say(str(error)))

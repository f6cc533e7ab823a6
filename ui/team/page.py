"""What each colleague keeps: figures for a talk between two, and who leaves."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from salon.campaigns.words import share_said
from salon.errors import SalonError
from salon.settings.operations import describe
from salon.text import N_, _, ngettext, number, sentences, short_day
from salon.views.leaving import LeavingsSight, leavings_sight
from salon.views.team import (
    Retention,
    TeamReport,
    retention,
    team_report,
    usual_span,
)
from salon.views.team_papers import (
    MEANINGS,
    compose_team,
    retention_table,
    sentence,
    tables_of,
    write_retention,
    write_team,
)
from ui.kit.buttons import Button, Tabs, Tick
from ui.kit.cards import Card, Scroll, across, clear, down, held
from ui.kit.fields import Choice, Number
from ui.kit.page import Page
from ui.kit.remaining import Remaining
from ui.kit.rows import Line, Look
from ui.kit.states import Banner, Failed
from ui.kit.tips import tip
from ui.kit.tokens import Tone, Type
from ui.kit.words import Words
from ui.parts.fields import DayField
from ui.parts.homes import home_of, tell
from ui.parts.printing import file_name, print_composed
from ui.places import ClientCard, Team
from ui.team.leaving import LeavingTab
from ui.team.tables import WordTable

if TYPE_CHECKING:
    from ui.desk import Desk

WATCHED = frozenset(
    (
        "appointments",
        "staff",
        "settings",
        "loyalty",
        "feedback",
        "leaving",
        "complaints",
    )
)
TABS = ("", "again", "leaving")
WIDE = 128  # units of a column


class TeamPage(Page):
    """Three tabs: what each keeps, who came again, who leaves."""

    def __init__(self, desk: "Desk", place: Team) -> None:
        super().__init__(_("What each keeps"))
        self._desk = desk
        self.found: TeamReport | None = None
        self.again: Retention | None = None
        self._turn = 0
        self._build_actions()
        first, last = usual_span(desk.today())
        self.since = DayField(desk, first, _("From"), is_past=True)
        self.until = DayField(desk, last, _("To"), is_past=True)
        for field in (self.since, self.until):
            field.setFixedWidth(214)
            field.changed.connect(lambda _day: self.refresh())
        self.tabs = Tabs([_("What each keeps"), _("Who came again"), _("Who leaves")])
        self.tabs.chosen.connect(lambda _at: self._turned())
        for at, button in enumerate(self.tabs.group.buttons(), 1):
            tip(button, _("Key {digit}").format(digit=at))
        self.said = Words("", type=Type.SMALL, faint=True, wrap=True)
        self._column = down(gap=12)
        self.leaving = LeavingTab(desk, self)
        self.leaving.hide()
        self.body = Scroll(held(self._column))
        self._build_again()
        self._bar = held(
            across(
                *(self.since, self.until, None),
                Button(action=self.table, small=True),
                Button(action=self.paper, small=True),
                gap=8,
            )
        )
        column = self.column(10)
        title = Words(_("What each keeps"), type=Type.TITLE)
        column.addLayout(across(title, None, self.tabs, gap=10))
        column.addWidget(self._bar)
        column.addWidget(self.said)
        column.addWidget(self.body, 1)
        column.addWidget(self.leaving, 1)
        self.tables: list[WordTable] = []
        self.first = self.tabs
        desk.watch(WATCHED, self.refresh)
        self.arrive(place)

    def arrive(self, place: Team) -> None:
        """Turn to a tab, and ask again."""
        at = TABS.index(place.tab) if place.tab in TABS else 0
        self.tabs.group.buttons()[at].setChecked(True)
        self._turned()

    @property
    def tab(self) -> str:
        """Which tab is shown."""
        return TABS[max(0, self.tabs.group.checkedId())]

    def refresh(self) -> None:
        """Ask again; what was shown stays until the answer is there."""
        self._turn += 1
        by, turn = self._desk.by, self._turn
        first, last = self._span()
        if self.tab == "":
            asked = self._desk.ask(team_report, first, last, by)
            asked.then(partial(self._show, turn)).otherwise(self._fail)
        elif self.tab == "again":
            offer = (None, True, False)[max(0, self.offer.currentIndex())]
            again = self._desk.ask(
                partial(
                    retention,
                    times=self.times.value(),
                    days=self.days.value(),
                    on_offer=offer,
                    by=by,
                ),
                first,
                last,
            )
            again.then(partial(self._show_again, turn)).otherwise(self._fail)
        else:
            leave = self._desk.ask(
                leavings_sight, self.leaving.key, self.leaving.person, by
            )
            leave.then(partial(self._show_leaving, turn)).otherwise(self._fail)

    def _span(self) -> tuple[date, date]:
        today = self._desk.today()
        first = self.since.value() or usual_span(today)[0]
        last = self.until.value() or today
        return min(first, last), max(first, last)

    def _build_actions(self) -> None:
        self.paper = self.action(_("P&rint"), "Ctrl+P", self._print, "printer")
        self.table = self.action(_("E&xport as a table"), "X", self._export, "table")

        names = (N_("What each keeps"), N_("Who came again"), N_("Who leaves"))
        for at, (tab, name) in enumerate(zip(TABS, names, strict=True), 1):
            turn = partial(self.arrive, Team(tab))
            self.action(_(name), str(at), turn, "list-details")

    def _build_again(self) -> None:
        self.times = Number(1, 1, 12, name=_("Visits more"))
        self.days = Number(60, 7, 365, name=_("Within days"))
        self.offer = Choice(
            [_("all"), _("came on an offer"), _("came at the full price")],
            name=_("The visit counted from"),
        )
        for field in (self.times, self.days):
            field.setFixedWidth(84)
            field.valueChanged.connect(lambda _n: self.refresh())
        self.offer.currentIndexChanged.connect(lambda _at: self.refresh())
        self.narrow = held(
            across(
                Words(_("Visits more"), type=Type.SMALL, faint=True),
                self.times,
                Words(_("within days"), type=Type.SMALL, faint=True),
                self.days,
                self.offer,
                None,
                gap=8,
            )
        )

    def _turned(self) -> None:
        is_leaving = self.tab == "leaving"
        self._bar.setVisible(not is_leaving)
        self.body.setVisible(not is_leaving)
        self.leaving.setVisible(is_leaving)
        self.paper.setEnabled(self.tab != "again")
        self.table.setEnabled(not is_leaving)  # what is in sight, nothing else
        self.said.say("")
        self.refresh()

    # what it shows

    def _fresh(self) -> None:
        if self.narrow.parent() is not None:
            self.narrow.setParent(None)
        clear(self._column)

    def _fail(self, error: SalonError) -> None:
        self._fresh()
        title = _("The figures could not be shown.")
        self._column.addWidget(Failed(title, str(error), self.refresh))

    def _show(self, turn: int, found: TeamReport) -> None:
        if turn != self._turn:
            return
        self.found = found
        self._fresh()
        self.said.say(sentence(found))
        if found.is_own:
            own = _("These are your own figures. Others see theirs, and nobody a list.")
            self._column.addWidget(Banner(own, Tone.BLUE))
        if found.is_risk:
            risk = _("Of your A clients {share} see one colleague only.")
            text = risk.format(share=share_said(found.only_a))
            self._column.addWidget(Banner(text, Tone.AMBER))
        self.tables = []
        keys = [one.staff_id for one in found.people]
        for title, heads, rows in tables_of(found):
            table = WordTable(title, WIDE)
            table.show_rows(heads, rows, keys)
            self.tables.append(table)
            self._column.addWidget(Card(title, gap=4, pad=12).add(table))
        self._column.addWidget(self._meanings())
        if not found.is_own:
            rank = Tick(_("Put them in the order of what they keep"), found.is_ranked)
            rank.toggled.connect(self._rank)
            self._column.addWidget(rank)
        self._column.addStretch(1)

    def _meanings(self) -> QWidget:
        card = Card(_("What it means"), gap=4)
        for name, says in MEANINGS:
            card.add(Words(_(name), type=Type.SMALL_STRONG))
            card.add(Words(_(says), type=Type.SMALL, faint=True, wrap=True))
        star = _("An asterisk marks what is beyond chance. Speak of it between two.")
        card.add(Words(star, type=Type.SMALL, wrap=True))
        return card

    def _show_again(self, turn: int, found: Retention) -> None:
        if turn != self._turn:
            return
        self.again = found
        self._fresh()
        said = _("New: {new}. Known: {known}.").format(
            new=share_said(found.share(is_new=True)),
            known=share_said(found.share(is_new=False)),
        )
        if found.unripe:
            more = ngettext(
                "Of {n} client the days are not over yet.",
                "Of {n} clients the days are not over yet.",
                found.unripe,
            ).format(n=number(found.unripe))
            said = sentences([said, more])
        self.said.say(said)
        self._column.addWidget(self.narrow)
        title, heads, rows = retention_table(found)
        table = WordTable(title, 190)
        table.show_rows(heads, rows, [key for key, _name in found.people])
        self.tables = [table]
        self._column.addWidget(Card(title, gap=4, pad=12).add(table))
        people = Remaining(
            Look(height=44, ruled=True, columns=((200, True), (60, True))),
            _("Clients"),
            8,
        )
        people.show_lines([_client(one) for one in found.rows])
        people.opened.connect(self._open)
        self.people = people
        card = Card(_("Clients"), gap=4, pad=12)
        card.add(people, stretch=1)
        self._column.addWidget(card, 1)

    def _show_leaving(self, turn: int, sight: LeavingsSight) -> None:
        if turn == self._turn:
            self.leaving.show_sight(sight)

    # what can be done

    def _open(self, row: int) -> None:
        if self.again is not None and 0 <= row < len(self.again.rows):
            self._desk.go(ClientCard(self.again.rows[row].client_id))

    def _rank(self, is_on: bool) -> None:
        self._desk.do(partial(describe, team_ranked=is_on))

    def _print(self) -> None:
        if self.tab == "leaving":
            self.leaving.print_it()
            return
        first, last = self._span()
        by = self._desk.by
        print_composed(
            self._desk,
            lambda look: self._desk.ask(compose_team, first, last, look, by),
            _("What each keeps"),
        )

    def _export(self) -> None:
        home = home_of(self._desk)
        if home is None:
            return
        folder = QStandardPaths.writableLocation(
            QStandardPaths.StandardLocation.DocumentsLocation
        )
        name = _("Who came again") if self.tab == "again" else _("What each keeps")
        place = Path(folder) / f"{file_name(name)}.xlsx"
        said, _kind = QFileDialog.getSaveFileName(
            home, _("Export as a table"), str(place), "Excel (*.xlsx)"
        )
        if said:
            self.export_to(Path(said))

    def export_to(self, path: Path) -> None:
        """Write what is shown into *path*."""
        path = path if path.suffix else path.with_suffix(".xlsx")
        found, again = self.found, self.again
        if self.tab == "again" and again is not None:
            doing = self._desk.call(lambda _s: write_retention(path, again))
        elif found is not None:
            doing = self._desk.call(lambda _s: write_team(path, found))
        else:
            return
        done = _("Written to {name}").format(name=path.name)
        doing.then(lambda _done: tell(self._desk, done))
        doing.otherwise(lambda error: self._desk.say(str(error)))


def _client(one: object) -> Line:
    from salon.views.team import Retained

    assert isinstance(one, Retained)
    new = _("new") if one.is_new else _("known")
    offer = _("on offer") if one.was_on_offer else ""
    gap = (
        _("every {n} days").format(n=number(one.average))
        if one.average is not None
        else ""
    )
    people = ngettext("{n} colleague", "{n} colleagues", one.people)
    said: Sequence[str] = (
        *(one.person, short_day(one.day), new, offer, gap),
        people.format(n=number(one.people)),
    )
    coming = ""
    if one.next_visit is not None:
        coming = _("comes {day}").format(day=short_day(one.next_visit))
    return Line(
        one.client,
        " · ".join(filter(None, said)),
        cells=(coming, f"{one.again} ×"),
        key=one.client_id,
    )

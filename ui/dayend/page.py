"""The end of a day: is the money right, what was today, may I go home?"""

from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from salon.dayend.model import By, Closing
from salon.dayend.operations import close_day
from salon.errors import SalonError
from salon.money import Money
from salon.staff.model import StaffId
from salon.text import _, amount, full_day, hour, listed, ngettext, number, short_day
from salon.views.dayend import DaySight, day_sight
from salon.views.handover import HandOver, hand_over_of
from salon.views.money_papers import (
    ahead_of,
    closed_said,
    compose_day_end,
    opened_said,
    owed_said,
    uncounted_said,
)
from salon.views.takings import Section
from ui.dayend.agreeing import open_counting, open_parts
from ui.dayend.behind import open_behind
from ui.dayend.counting import CountCard, difference_said
from ui.dayend.earlier import open_earlier
from ui.dayend.figures import FigureTable
from ui.dayend.reports import ReportsTab
from ui.kit.buttons import Button, Kind, Tabs
from ui.kit.cards import Card, Heading, Icon, Scroll, across, clear, down, held
from ui.kit.columns import Columns
from ui.kit.fields import Choice, Notes
from ui.kit.page import Page
from ui.kit.states import Banner, Failed
from ui.kit.tokens import Tone, Type
from ui.kit.words import Words
from ui.parts.homes import tell
from ui.parts.printing import print_composed
from ui.parts.ways import open_handover
from ui.places import ClientCard, DayEnd, Till

if TYPE_CHECKING:
    from ui.desk import Desk

TOPICS = {"till", "ledger", "courses", "prepaid", "dayend", "settings", "staff"}
TABS = ("", "reports")
SHOWN = 4  # loose ends of one sort


class EnterButton(Button):
    """A button that Enter presses as well; a key that is held down does not."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press it."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self.click()


class DayEndPage(Page):
    """Count, takings, loose ends, note, close: left to right, as the hands go."""

    def __init__(self, desk: "Desk", place: DayEnd) -> None:
        super().__init__(_("Day end"))
        self._desk = desk
        self._day: date | None = place.day
        self._sight: DaySight | None = None
        self._is_closing = False
        act = self.action
        self.close_it = act(_("&Close the day"), "Ctrl+Return", self._close, "lock")
        self.paper = act(_("P&rint"), "Ctrl+P", self._print, "printer")
        self.roll = act(_("Print on a ro&ll"), "", self._print_roll, "printer")
        self.table = act(_("&Export as a table"), "Ctrl+E", self._export, "table")
        self.earlier = act(_("Earlier da&ys"), "", self._earlier, "history")
        self.parts = act(_("Co&mmission"), "", partial(open_parts, self._desk), "users")
        self.how = act(
            _("How the till is coun&ted"),
            "",
            partial(open_counting, self._desk),
            "settings",
        )
        self.hand = act(_("&Hand over"), "F8", self._hand_over, "users-group")
        self.title = Words("", type=Type.TITLE)
        self.opened = Words("", type=Type.SMALL, faint=True)
        self.tabs = Tabs([_("Day end"), _("Reports")])
        self.tabs.chosen.connect(self._turn)
        self.stack = QStackedWidget()
        self.reports = ReportsTab(desk, self)
        self._today = self._build()
        self.stack.addWidget(self._today)
        self.stack.addWidget(self.reports)
        self._failed: QWidget | None = None
        self._head = held(
            across(
                *(self.title, self.opened, None),
                Button(action=self.earlier),
                Button(action=self.paper),
                gap=10,
            )
        )
        column = self.column()
        column.addWidget(self._head)
        column.addWidget(self.tabs)
        column.addWidget(self.stack, 1)
        self.first = self.count
        desk.watch(TOPICS, self.refresh)
        desk.who_changed.connect(self.refresh)
        self.arrive(place)

    def arrive(self, place: DayEnd) -> None:
        """Show a day, or the reports."""
        if place.day != self._day:
            self._keep()
            self._sight = None
        self._day = place.day
        at = TABS.index(place.tab) if place.tab in TABS else 0
        self.tabs.choose(at)
        self._show_tab(at)
        self.refresh()

    def leave(self) -> None:
        """Keep what is half counted."""
        self._keep()

    def refresh(self) -> None:
        """Ask again."""
        if self.stack.currentWidget() is self.reports:
            self.reports.refresh()
            return
        asked = self._desk.ask(day_sight, self._day)
        asked.then(self._show).otherwise(self._fail)
        self._desk.ask(hand_over_of).then(self._show_by_itself)

    # how it is built

    def _build(self) -> QWidget:
        self.count = CountCard(self)
        self.count.changed.connect(self._reckon)
        self.count.done.connect(self._last_counted)
        self.taken = Words("", type=Type.TITLE)
        means = Heading(_("Taken"), remark=_("by means"))
        means.row.addWidget(self.taken)
        self.means = self._table(_("Taken by means"))
        middle = down(Card(means, gap=4).add(self.means), gap=12)
        self._ahead = QVBoxLayout()
        self._owed = Words("", type=Type.SMALL, wrap=True)
        ahead = Card(_("Sold ahead, and given from what was paid before"), gap=6)
        ahead.add(self._ahead, self._owed)
        middle.addWidget(ahead)
        remark = _("taken is money in, delivered is work done and goods handed over")
        self.who = Card(gap=4)
        self.who.add(Words(_("Who and what"), type=Type.HEADING))
        self.who.add(Words(remark, type=Type.SMALL, faint=True, wrap=True))
        self.kinds = self._table(_("By kind"), 84)
        self.people = self._table(_("By person"), 84)
        self.who.add(Columns(self.kinds, self.people, (1, 1), least=520, gap=12))
        self.who.add(
            Words(
                _("Enter opens the bills behind a figure."),
                type=Type.SMALL,
                faint=True,
                wrap=True,
            )
        )
        middle.addWidget(self.who)
        middle.addStretch(1)
        main = Columns(self.count, held(middle), (330, 620), least=700, gap=12)
        side = held(self._build_side())
        return Scroll(Columns(main, side, (950, 340), least=1120, gap=12))

    def _table(self, name: str, wide: int = 104) -> FigureTable:
        made = FigureTable(name, wide)
        made.list.opened.connect(partial(self._behind, made))
        return made

    def _build_side(self) -> QVBoxLayout:
        self._loose = QVBoxLayout()
        self._loose.setSpacing(8)
        loose = Card(Heading(_("Before you close"), icon="clipboard-check"), gap=8)
        loose.add(self._loose)
        self.note = Notes(
            hint=_("What tomorrow should know"), name=_("Note for tomorrow"), rows=4
        )
        self._by_itself = Words("", type=Type.SMALL, faint=True, wrap=True)
        head = Heading(
            _("Note for tomorrow"), icon="message-circle", remark=_("kept as you type")
        )
        note = Card(head, gap=6)
        note.add(self.note, self._by_itself, Button(action=self.hand, small=True))
        self.closed = Banner("", Tone.SAGE, icon="lock")
        self.late = Banner("", Tone.AMBER)
        self._says = Words("", type=Type.SMALL, wrap=True)
        self._who = Words("", type=Type.SMALL)
        self.second = Choice([""], name=_("And counted by"))
        self.second.setMinimumWidth(130)
        self._second_ids: list[int | None] = [None]
        self._pair = held(
            across(Words(_("Counted by"), faint=True), self._who, self.second, None)
        )
        self.second.currentIndexChanged.connect(lambda _at: self._reckon())
        self.button = EnterButton(action=self.close_it, kind=Kind.PRIMARY)
        self.reverse = Button(_("Reverse a line"), act=partial(self._desk.go, Till()))
        close = Card(Heading(_("Close the day"), icon="lock"), gap=8)
        close.add(self.closed, self.late, self._says, self._pair, self.button)
        close.add(self.reverse)
        return down(loose, note, close, None, gap=12)

    # what it shows

    def _show(self, sight: DaySight) -> None:
        self._forget_failure()
        day = self._day or sight.day
        if sight.day != day:
            return
        is_new = self._sight is None
        self._sight = sight
        kept = self._kept(sight.day)
        said = _("Day end of {day}") if sight.till.is_closed else _("Close {day}")
        title = said.format(day=short_day(sight.day))
        self.title.say(title)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.opened.say(opened_said(sight))
        self.count.show_sight(sight, kept)
        if is_new:
            self.note.setPlainText(sight.till.note or kept.get("note", ""))
        self.note.setReadOnly(sight.till.is_closed)
        self.taken.say(amount(sight.taken, sight.currency))
        for table, name in (
            (self.means, By.MEANS),
            (self.kinds, By.KIND),
            (self.people, By.PERSON),
        ):
            section = next(
                (one for one in sight.takings.sections if one.id == name), None
            )
            table.setVisible(section is not None and bool(section.rows))
            table.rows = ()
            if section is not None:
                if name is By.MEANS:
                    section = _with_bills(section)
                table.show_section(section, sight.currency)
        self.who.setVisible(bool(self.kinds.rows or self.people.rows))
        self._show_ahead(sight)
        self._show_loose(sight)
        self._show_team(sight)
        self._show_closing(sight)
        self._reckon()
        order = self.count.order()
        can_count = order and order[0].isEnabled()
        self.first = order[0] if can_count else self.means.list
        if is_new and self.stack.currentWidget() is not self.reports:
            self.first.setFocus()

    def _show_ahead(self, sight: DaySight) -> None:
        clear(self._ahead)
        columns = []
        for name, pairs in ahead_of(sight):
            title, _gap, whole = name.rpartition("  ")
            head = across(
                Words(title, type=Type.STRONG), None, Words(whole, type=Type.STRONG)
            )
            column = down(held(head), gap=4)
            for word, worth in pairs:
                row = across(
                    Words(word, type=Type.SMALL), None, Words(worth, type=Type.SMALL)
                )
                column.addWidget(held(row))
            column.addStretch(1)
            columns.append(held(column))
        left, right = columns
        self._ahead.addWidget(Columns(left, right, (1, 1), least=420, gap=24))
        bonus = {one.key: one.amount for one in sight.bonus}
        said = [owed_said(sight)]
        if given := bonus.get("given"):
            worth = amount(given, sight.currency)
            said.append(_("{sum} bonus given, apart.").format(sum=worth))
        if used := bonus.get("used"):
            worth = amount(Money(-used.minor), sight.currency)
            said.append(_("{sum} bonus used, apart.").format(sum=worth))
        self._owed.say(" ".join(said))

    def _show_loose(self, sight: DaySight) -> None:
        clear(self._loose)
        for one in sight.held[:SHOWN]:
            who = one.client or _("Somebody without a file")
            worth = amount(one.total, sight.currency)
            self._loose_end(
                _("{client}: a bill waits").format(client=who),
                _("{sum} · goes over to tomorrow").format(sum=worth),
                _("Open"),
                Till(int(one.id)),
            )
        self._show_unbilled(sight)
        if sight.unsigned:
            many = len(sight.unsigned)
            names = listed([one.client for one in sight.unsigned[:SHOWN]])
            self._loose_end(
                ngettext(
                    "{n} slip without a signature",
                    "{n} slips without a signature",
                    many,
                ).format(n=number(many)),
                _("{names} · at the next visit").format(names=names),
                _("See"),
                ClientCard(sight.unsigned[0].client_id, "courses"),
            )
        said = _("No bills on this day")
        if sight.bills:
            said = ngettext(
                "{n} bill, {first}, none missing",
                "{n} bills, {first} to {last}, none missing",
                sight.bills,
            ).format(
                n=number(sight.bills), first=sight.first_number, last=sight.last_number
            )
        words = Words(said, type=Type.SMALL, wrap=True)
        self._loose.addWidget(held(across(Icon("circle-check", 16, Tone.SAGE), words)))

    def _show_unbilled(self, sight: DaySight) -> None:
        if not sight.unbilled:
            return
        many = len(sight.unbilled)
        names = [one.client for one in sight.unbilled[:SHOWN]]
        if many > SHOWN:
            more = many - SHOWN
            said = ngettext("{n} more", "{n} more", more)
            names.append(said.format(n=number(more)))
        first = sight.unbilled[0].client_id
        is_today = sight.day == self._desk.today()
        self._loose_end(
            ngettext(
                "{n} done and not on a bill", "{n} done and not on a bill", many
            ).format(n=number(many)),
            listed(names),
            _("Open"),
            Till(client_id=first) if is_today else ClientCard(first),
        )

    def _loose_end(
        self, title: str, detail: str, word: str, place: ClientCard | Till
    ) -> None:
        words = down(
            Words(title, type=Type.SMALL_STRONG, wrap=True),
            Words(detail, type=Type.CAPTION, faint=True, wrap=True),
            gap=0,
        )
        go = Button(word, small=True, act=partial(self._desk.go, place))
        go.setAccessibleName(f"{word}: {title}")
        row = across(Icon("alert-triangle", 16, Tone.AMBER), held(words), go)
        row.setStretch(1, 1)
        self._loose.addWidget(held(row))

    def _show_team(self, sight: DaySight) -> None:
        self._who.say(self._desk.who or _("the house"))
        others = [(key, name) for key, name in sight.team if name != self._desk.who]
        ids: list[int | None] = [None, *(key for key, _name in others)]
        if ids != self._second_ids:
            self._second_ids = ids
            self.second.clear()
            self.second.addItems([_("nobody else"), *(name for _key, name in others)])

    def _show_closing(self, sight: DaySight) -> None:
        till = sight.till
        is_open = not till.is_closed and sight.can_close
        said = closed_said(sight)
        if not said and not sight.can_close:
            said = _("A later day is closed, and this one with it.")
        self.closed.say(said)
        self.closed.setVisible(bool(said))
        for one in (self._pair, self.button):
            one.setVisible(is_open)
        self.reverse.setVisible(not is_open)
        late = next((one for one in sight.counts if one.is_late), None)
        self.late.setVisible(late is not None)
        if late is not None:
            self.late.say(
                _("{who} counted {sum} at {time}; kept as a note.").format(
                    who=late.by or _("the house"),
                    sum=amount(late.count.worth, sight.currency),
                    time=hour(late.at),
                )
            )
        self._says.say(
            _(
                "After this, nothing of this day can be changed. A mistake is reversed "
                "on the next day, and both lines stay."
            )
        )
        self.close_it.setEnabled(is_open)

    def _show_by_itself(self, found: HandOver) -> None:
        parts = []
        if found.due:
            parts.append(
                ngettext(
                    "{number} call still to be made",
                    "{number} calls still to be made",
                    found.due,
                ).format(number=found.due)
            )
        if found.first is not None:
            parts.append(
                _("first {hour} {client}").format(
                    hour=hour(found.first.slot.start), client=found.first.client
                )
            )
        self._by_itself.say(
            _("Goes with it by itself: {what}").format(what=" · ".join(parts))
            if parts
            else ""
        )

    def _reckon(self) -> None:
        """Say on the button what is still missing, or how it differs."""
        sight = self._sight
        if sight is None:
            return
        name = short_day(sight.day)
        missing, difference = self.count.uncounted, self.count.difference
        if missing:
            text = uncounted_said(missing)
        elif difference.minor:
            said = difference_said(difference, sight.currency)
            text = _("Close {day}, {difference}").format(day=name, difference=said)
        else:
            text = _("Close {day}").format(day=name)
        self.button.setText(text)
        self.button.setAccessibleName(text)
        self.button.updateGeometry()
        is_open = not sight.till.is_closed and sight.can_close
        self.close_it.setEnabled(is_open and not missing)

    # what can be done

    def _turn(self, at: int) -> None:
        self._show_tab(at)
        self._desk.settle(DayEnd(self._day, TABS[at]))
        self.refresh()

    def _show_tab(self, at: int) -> None:
        for tab, is_seen in ((self._today, not at), (self.reports, bool(at))):
            policy = QSizePolicy.Policy  # what is out of sight asks for no room
            wanted = policy.Preferred if is_seen else policy.Ignored
            tab.setSizePolicy(wanted, wanted)
        self.stack.setCurrentWidget(self.reports if at else self._today)
        self.table.setEnabled(bool(at))
        self.opened.setVisible(not at)
        if at:
            self.title.say(_("Reports"))
            self.first = self.reports.what
            self.close_it.setEnabled(False)
        elif self._sight is not None:
            self._show(self._sight)

    def _last_counted(self) -> None:
        if not self.count.why.isVisible():
            self.button.setFocus()

    def _close(self) -> None:
        sight = self._sight
        if sight is None or self._is_closing:
            return
        left = self.count.left()
        self._is_closing = True
        at = max(self.second.currentIndex(), 0)
        second = self._second_ids[at] if at < len(self._second_ids) else None
        doing = self._desk.do(
            close_day,
            self.count.value(),
            day=sight.day,
            stays=left,
            why=self.count.why.text(),
            note=self.note.toPlainText(),
            second=None if second is None else StaffId(second),
        )
        doing.then(self._closed).otherwise(self._refused)

    def _closed(self, done: Closing) -> None:
        self._is_closing = False
        self._desk.drafts.pop(("dayend", done.day), None)
        if done.is_late:
            at = "–" if done.at is None else hour(done.at)
            said = _("Closed already by {who} at {time}. Your count is kept as a note.")
            tell(self._desk, said.format(who=done.by, time=at))
        else:
            tell(self._desk, _("{day} is closed").format(day=full_day(done.day)))
        self._sight = None
        self.refresh()
        if not done.is_late:
            self._print()

    def _refused(self, error: SalonError) -> None:
        self._is_closing = False
        self.late.say(str(error))
        self.late.setVisible(True)
        if self.count.why.isVisible() and not self.count.why.text().strip():
            self.count.why.setFocus()

    def _print(self, *, is_roll: bool = False) -> None:
        if self.stack.currentWidget() is self.reports:
            self.reports.print_it()
            return
        day = self._sight.day if self._sight is not None else self._desk.today()
        compose = partial(compose_day_end, is_roll=is_roll)
        print_composed(
            self._desk,
            lambda look: self._desk.ask(compose, day, look),
            _("Day end"),
        )

    def _print_roll(self) -> None:
        self._print(is_roll=True)

    def _export(self) -> None:
        self.reports.export()

    def _earlier(self) -> None:
        open_earlier(self._desk)

    def _hand_over(self) -> None:
        sheet = open_handover(self._desk)
        if sheet is not None:
            sheet.note.setPlainText(self.note.toPlainText())

    def _behind(self, table: FigureTable, row: int) -> None:
        if self._sight is not None:
            day = self._sight.day
            open_behind(self._desk, table.row(row), day, day)

    def _keep(self) -> None:
        sight = self._sight
        if sight is not None and not sight.till.is_closed:
            half = self.count.half() | {"note": self.note.toPlainText()}
            self._desk.drafts["dayend", sight.day] = half

    def _kept(self, day: date) -> dict[str, str]:
        kept = self._desk.drafts.get(("dayend", day))
        return kept if isinstance(kept, dict) else {}

    # where something fails

    def _fail(self, error: SalonError) -> None:
        self._forget_failure()
        self._failed = Failed(
            _("The day could not be shown."), str(error), self.refresh
        )
        self.stack.addWidget(self._failed)
        self.stack.setCurrentWidget(self._failed)

    def _forget_failure(self) -> None:
        if self._failed is not None:
            self.stack.removeWidget(self._failed)
            self._failed.deleteLater()
            self._failed = None
            self.stack.setCurrentWidget(self._today)


def _with_bills(section: Section) -> Section:
    """Return what was taken by means with how many bills each paid."""
    rows = []
    for row in section.rows:
        many = row.cells[0].count
        said = ngettext("{n} bill", "{n} bills", many).format(n=number(many))
        rows.append(replace(row, words=f"{row.words} · {said}"))
    return replace(section, rows=tuple(rows))

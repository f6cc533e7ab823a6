"""Today: who needs somebody now, who is next, whom to ring, what is worth a word."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QMenu,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from salon.appointments.model import minute_of
from salon.errors import SalonError
from salon.text import _, hour, language, ngettext, short_day
from salon.views.board import Board, Group, Row, Step, board_of
from salon.views.day import Day, Filling, Gap, Worth
from ui.desk import Desk
from ui.kit.board import BoardLine, BoardList
from ui.kit.buttons import Button, Kind
from ui.kit.cards import Box, Card, Empty, Icon, Rule, across, clear, down, held
from ui.kit.chips import Chip, ChipLabel
from ui.kit.columns import LEAST, Columns
from ui.kit.page import Page
from ui.kit.rows import Look
from ui.kit.states import Banner, Failed
from ui.kit.tokens import GAP, Tone, Type
from ui.kit.words import Words
from ui.parts.complaints import ComplaintsStrip
from ui.parts.deeds import ring_for_visit
from ui.parts.own_doing import OwnDoing, say_gone
from ui.parts.rounds import RoundStrip
from ui.parts.visit_marks import waiting_words
from ui.parts.ways import (
    begun_forms,
    mail_notice,
    open_booking,
    open_breaks,
    open_new_client,
    open_patch_reading,
    open_print,
    survey_notice,
)
from ui.places import CallList, ClientCard, DayOf, IncidentOf, Today
from ui.today.deeds import BoardDeeds
from ui.today.letters import Act, Letters
from ui.today.lines import board_lines
from ui.today.side import CallsCard, GapCard, TomorrowCard, WorthCard, lines_of

if TYPE_CHECKING:
    from salon.views.breaks import Waiting

SHARES = (806, 444)  # of the board and its side
LOW = 790  # units of height below which the right side shows fewer lines
FREE = 60  # minutes without anybody, from which it is a good hour for calls
MOST_WAITING = 3  # clients of whom something waits for an answer
MOST_DONE = 4  # names at the foot
MINUTE = 60_000  # milliseconds
TOPICS = {"appointments", "aftercare", "clients", "treatments", "plans", "staff"} | {
    *("incidents", "safety", "till"),
}


class TodayPage(Page):
    """The day at a glance, as a live board."""

    def __init__(self, desk: Desk, place: Today) -> None:
        super().__init__(_("Today"))
        self._desk = desk
        self._day: Day | None = None
        self._board = Board()
        self._rows: dict[object, Row] = {}
        self._unfolded: set[Group] = set()
        self._shows_done = False
        self._waits: list[Waiting] = []
        self._is_low = False
        self._asked: Gap | None = None  # who could fill it was asked
        self.deeds = BoardDeeds(desk, self)
        self.greeting = Words("", type=Type.TITLE)
        self._build_actions()
        self.list = BoardList(Look(height=52, time=True), _("Today’s clients"), 6)
        self.list.opened.connect(self._open)
        self.list.stepped.connect(self._step)
        self.list.asked.connect(self._ask_what)
        self.first = self.list
        self.stack = QStackedWidget()
        self._clients = self._clients_card()
        self._nobody = self._nobody_card()
        self._failed: QWidget | None = None
        self.stack.addWidget(self._clients)
        self.stack.addWidget(self._nobody)
        self.complaints = ComplaintsStrip(self._desk, is_late_only=True)
        self.mail = mail_notice(desk)
        self.round = RoundStrip(desk)
        self.surveys = survey_notice(desk)
        self.begun = begun_forms(desk)
        notices = (self.complaints, self.begun, self.mail, self.round, self.surveys)
        above = (self._head(), self._alarm(), *notices)
        left = held(down(*above, self._waiting_card(), gap=12))
        layout = left.layout()
        assert isinstance(layout, QBoxLayout)
        layout.addWidget(self.stack, 1)
        right = self._side_cards()
        self.column().addWidget(Columns(left, right, SHARES), 1)
        self._letters = Letters(self.list, right)
        desk.refused.connect(self._letters.forget)
        self._own_doing = OwnDoing(desk)
        for rows in (self.list, self.calls, self.tomorrow):
            say_gone(desk, rows)
        desk.watch(TOPICS | {"settings"}, self.refresh)
        desk.who_changed.connect(self._greet)
        clock = QTimer(self)
        clock.setInterval(MINUTE)
        clock.timeout.connect(self._tick)
        clock.start()
        if desk.glimpse is None:
            self.refresh()
        else:
            self._show(desk.glimpse.day)  # as it was when it was last looked at
            desk.opened.connect(self.refresh)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say less where there is less room, so that nothing has to be scrolled."""
        area = self.parentWidget()
        is_low = area is not None and area.width() >= LEAST and area.height() < LOW
        if is_low != self._is_low:
            self._is_low = is_low
            if self._day is not None:
                self._show_side(self._day)
        super().resizeEvent(event)

    @property
    def is_filled(self) -> bool:
        """Whether it shows a day."""
        return self._day is not None

    @property
    def menu(self) -> QMenu | None:
        """The menu that was asked for last."""
        return self.deeds.menu

    def refresh(self) -> None:
        """Ask again what the day is like, and what waits for an answer."""
        from salon.views.breaks import breaks_waiting

        self._asked = None
        self._look()
        asked = self._desk.ask(breaks_waiting)  # a week is looked through: apart
        asked.then(self._show_waiting).otherwise(lambda _error: None)

    def _look(self) -> None:
        from salon.views.today import day_at_a_glance  # the records come with it

        asked = self._desk.ask(day_at_a_glance)
        show = partial(self._show, is_own=self._own_doing.asks())
        asked.then(show).otherwise(self._fail)

    # how it is built

    def _build_actions(self) -> None:
        def on_row(name: str, key: str, act: Act) -> None:
            self.action(name, key, lambda: self._letters.press(act))

        deeds = self.deeds
        on_row(_("Arrived"), "A", deeds.arrived)
        on_row(_("Start treatment"), "S", deeds.start)
        on_row(_("Treatment record"), "D", deeds.done)
        on_row(_("Bill"), "B", deeds.bill)
        self.action(_("Ring"), "R", self._ring, "phone")
        on_row(_("Other times"), "M", deeds.elsewhen)
        on_row(_("Did not come"), "N", deeds.missed)
        on_row(_("Door to goodbye"), "V", deeds.walk)
        on_row(_("Ask at this visit"), "Q", deeds.ask)
        self._unfold_done = self.action(_("Show who is done"), "H", self._fold_done)
        self.print_ = self.action(
            _("Print the &day sheet"), "Ctrl+P", self._print, "printer"
        )
        for at in range(3):
            name = _("Ring number {number} for the gap").format(number=at + 1)
            self.action(name, str(at + 1), partial(self._ring_for_gap, at))
        self._read = self.action(
            _("Read a patch &test"), "Ctrl+Shift+T", self._read_test, "flask"
        )
        self._read.setEnabled(False)

    def _head(self) -> QBoxLayout:
        desk = self._desk
        self._remark = Words("", type=Type.SMALL, faint=True)
        new = Button(
            _("New client"),
            icon="user-plus",
            key="Ctrl N",
            act=lambda: open_new_client(desk),
        )
        book = Button(
            _("Book"),
            icon="calendar-plus",
            key="Ctrl B",
            kind=Kind.PRIMARY,
            act=lambda: open_booking(desk),
        )
        return across(self.greeting, self._remark, None, new, book, gap=10)

    def _alarm(self) -> QWidget:
        self.open_incident = Button(_("Open"), small=True, act=self._open_incident)
        self.alarm = Banner("", Tone.RED, self.open_incident, icon="urgent")
        self.alarm.hide()
        return self.alarm

    def _waiting_card(self) -> QWidget:
        """Return the lines of what a new fact broke and nobody has answered yet."""
        self._waiting = QVBoxLayout()
        self._waiting.setContentsMargins(0, 0, 0, 0)
        self._waiting.setSpacing(6)
        self.waiting = held(self._waiting)
        self.waiting.hide()
        return self.waiting

    def _clients_card(self) -> QWidget:
        self._calm_said = Words("", type=Type.STRONG, wrap=True)
        self._calm_call = Button(
            _("Start calling"), icon="phone-call", small=True, act=self._call
        )
        self._calm = Box(Tone.ROSE)
        row = across(Icon("coffee"), self._calm_said, self._calm_call, gap=10)
        row.setStretch(1, 1)
        self._calm.add(row)
        self._done_said = Words("", type=Type.STRONG)
        policy = QSizePolicy.Policy  # the names give way, the numbers do not
        self._done_said.setSizePolicy(policy.Fixed, policy.Fixed)
        self._done_names = Words("", type=Type.SMALL, faint=True)
        self.leaving = ChipLabel(Chip("", Tone.AMBER), shrinks=True)
        self.show_done = Button(small=True, action=self._unfold_done)
        sheet = Button(_("Day sheet"), small=True, action=self.print_)
        foot = across(
            *(Icon("circle-check", tone=Tone.SAGE), self._done_said, self._done_names),
            *(self.leaving, None, self.show_done, sheet),
            gap=8,
        )
        card = Card(pad=12, gap=6).add(self._calm)
        foot.setContentsMargins(10, 0, 10, 0)
        return card.add(self.list, stretch=1).add(Rule(), foot)

    def _nobody_card(self) -> QWidget:
        self._ring_now = Button(_("Start calling"), icon="phone-call", act=self._call)
        empty = Empty(
            "coffee",
            _("Nobody is booked today"),
            _("A quiet day is a good one to ring those who are due."),
            *(self._ring_now, self._see_calendar()),
        )
        closed = Empty(
            "moon",
            _("Closed today"),
            _("Nobody is booked, and the salon is closed by its hours."),
            self._see_calendar(),
        )
        self._empty = QStackedWidget()
        self._empty.addWidget(empty)
        self._empty.addWidget(closed)
        return Card().add(self._empty, stretch=1)

    def _see_calendar(self) -> Button:
        go = partial(self._desk.go, DayOf())
        return Button(_("See the calendar"), icon="calendar-month", act=go)

    def _side_cards(self) -> QWidget:
        desk, deeds = self._desk, self.deeds
        start = Button(_("Start calling"), key="F8", small=True, act=self._call)
        self._calls = CallsCard(start)
        self.calls = self._calls.rows
        self.calls.opened.connect(self._open_call)
        self.calls.asked.connect(self._ask_of_call)
        self.gap = GapCard(desk, self._fill_gap)
        self.fill_gap = self.gap.into_it
        self.gap.taken.connect(self._ring_worth)
        self.gap.booked.connect(self._book_worth)
        self.gap.asked.connect(deeds.show_menu)
        self._tomorrow = TomorrowCard(self._see_tomorrow, self._ring_tomorrow)
        self.tomorrow = self._tomorrow.rows
        self.tomorrow.opened.connect(self._open_tomorrow)
        self.tomorrow.asked.connect(self._ask_of_tomorrow)
        self._worth = WorthCard(desk)
        self._worth.asked.connect(deeds.show_menu)
        cards = (self._calls, self.gap, self._tomorrow, self._worth)
        right = held(down(*cards, gap=GAP))
        side = right.layout()
        assert isinstance(side, QBoxLayout)
        side.addStretch(0)
        self._side = side
        return right

    # what it shows

    def _show(self, day: Day, *, is_own: bool = False) -> None:
        is_first, is_own = self._day is None, self._own_doing.answers(is_own)
        self._day, self._board = day, board_of(day)
        if self._failed is not None:
            self.stack.removeWidget(self._failed)
            self._failed.deleteLater()
            self._failed = None
        self._greet()
        self._show_board(is_own=is_own)
        self._empty.setCurrentIndex(0 if day.opens or not day.works else 1)
        self._ring_now.setEnabled(bool(day.due))
        self.stack.setCurrentWidget(self._clients if day.visits else self._nobody)
        is_nobody = self.list.chosen() is None and not self.list.has_let_go
        if day.visits and (is_first or is_nobody):
            self._mark_first()
        self._show_alarm(day)
        self._show_remark(day)
        self._show_calm(day)
        self._show_foot(day)
        self._show_side(day, is_own=is_own)
        self._read.setEnabled(bool(day.patch_tests))
        if self._desk.glimpse is None:
            self._look_for_gap()
        self._letters.show(self._rows)

    def _show_board(self, *, is_own: bool = True) -> None:
        if self._day is None:
            return
        board = self._board
        rows = (*board.needs, *board.treated, *board.next, *board.done)
        self._rows = {row.visit.id: row for row in rows}
        self.list.show_lines(
            board_lines(
                *(self._day, board),
                unfolded=self._unfolded,
                shows_done=self._shows_done or not board.is_under_way,
            ),
            is_own=is_own,
        )

    def _mark_first(self) -> None:
        """Mark who needs somebody, else who is next; the list stands at its top."""
        board = self._board
        firsts = (*board.needs[:1], *board.next[:1], *board.treated[:1])
        keys = [line.key for line in self.list.lines.lines]
        at = keys.index(firsts[0].visit.id) if firsts else 0
        self.list.choose(self.list.nearest(at) if keys else -1)
        self.list.scrollToTop()

    def _greet(self) -> None:
        if self._day is None:
            return
        at = self._day.now.hour
        who = self._desk.who
        said = (
            (_("Good morning") if at < 12 else _("Good afternoon"))
            if at < 18
            else _("Good evening")
        )
        comma = "，" if language() != "en" else ", "
        self.greeting.say(f"{said}{comma}{who}" if who else said)
        self.greeting.setMinimumWidth(self.greeting.natural())

    def _show_alarm(self, day: Day) -> None:
        self.alarm.setVisible(bool(day.incidents))
        if not day.incidents:
            return
        first = day.incidents[0]
        said = _("Open incident: {client}").format(client=first.client)
        if first.sign is not None:
            words = _("Open incident: {client}, {sign}, said {time}")
            at = first.sign.said
            when = hour(at)
            if at.date() != day.now.date():
                when = f"{short_day(at.date())} {when}"
            said = words.format(client=first.client, sign=first.sign.short, time=when)
        self.alarm.say(_and_more(said, len(day.incidents) - 1))
        name = _("Open the incident of {client}").format(client=first.client)
        self.open_incident.setAccessibleName(name)

    def _open_incident(self) -> None:
        if self._day is not None and self._day.incidents:
            self._desk.go(IncidentOf(self._day.incidents[0].id))

    def _show_waiting(self, found: "list[Waiting]") -> None:
        if found == self._waits:
            return  # the focus stays where it is
        self._waits = found
        clear(self._waiting)
        rest = len(found) - MOST_WAITING
        for at, one in enumerate(found[:MOST_WAITING], 1):
            said = waiting_words(one.client, one.number)
            if at == MOST_WAITING:
                said = _and_more(said, rest)
            name = _("What does not fit any more: {client}").format(client=one.client)
            act = partial(open_breaks, self._desk, one.client_id)
            look = Button(_("Look at them"), small=True, name=name, act=act)
            self._waiting.addWidget(Banner(said, Tone.AMBER, look, icon="git-compare"))
        self.waiting.setVisible(bool(found))

    def _show_remark(self, day: Day) -> None:
        board = self._board
        parts = []
        if board.booked:
            said = ngettext("{number} today", "{number} today", board.booked)
            parts.append(said.format(number=board.booked))
        if board.here:
            said = ngettext("{number} here", "{number} here", board.here)
            parts.append(said.format(number=board.here))
        if self._board.gaps and board.booked:
            first = self._board.gaps[0]
            said = _("next free: {who}, {time}")
            parts.append(said.format(who=first.person, time=hour(first.start)))
        self._remark.say(" · ".join(parts))

    def _show_calm(self, day: Day) -> None:
        """Say that there is time, where nobody is here and nobody comes for a while."""
        board = self._board
        first = next(iter(board.next), None)
        now = minute_of(day.now.time())
        is_calm = not board.needs and not board.treated
        if first is None:
            self._calm_said.say(_("Everybody has been treated for today."))
        else:
            at = hour(first.visit.slot.start)
            said = _("Nobody until {time}. A good hour for calls.")
            self._calm_said.say(said.format(time=at))
            is_calm = is_calm and minute_of(first.visit.slot.start) - now >= FREE
        self._calm_call.setVisible(bool(day.due))
        self._calm.setVisible(is_calm)

    def _show_foot(self, day: Day) -> None:
        kept = [row.visit for row in self._board.done if row.visit.status.was_kept]
        away = len(self._board.done) - len(kept)
        said = ngettext("{number} done", "{number} done", len(kept))
        parts = [said.format(number=len(kept))]
        if away:
            said = ngettext("{number} did not come", "{number} did not come", away)
            parts.append(said.format(number=away))
        if unpaid := sum(row.step is Step.BILL for row in self._board.done):
            said = ngettext("{number} to pay", "{number} to pay", unpaid)
            parts.append(said.format(number=unpaid))
        self._done_said.say(" · ".join(parts))
        names = " · ".join(one.client for one in kept[:MOST_DONE])
        self._done_names.say(_and_more(names, len(kept) - MOST_DONE))
        leaves = [one for one in kept if one.client_id not in day.coming_back]
        self.leaving.setVisible(bool(leaves))
        if leaves:
            said = _("{client} has no next visit")
            if len(leaves) > 1:
                said = _("{number} clients have no next visit")
            said = said.format(client=leaves[0].client, number=len(leaves))
            self.leaving.say(Chip(said, Tone.AMBER))
        self._unfold_done.setEnabled(bool(self._board.done))
        self.show_done.setText(_("Hide them") if self._shows_done else _("Show them"))
        self.show_done.setAccessibleName(self.show_done.text())

    def _show_side(self, day: Day, *, is_own: bool = True) -> None:
        self._desk.count("calls", day.due)
        self.gap.show_day(self._board.gaps, is_low=self._is_low)
        self._show_lists(day, is_own=is_own)
        self._side.setStretch(2, 100)
        self._side.setStretch(4, 1)

    def _show_lists(self, day: Day, *, is_own: bool = True) -> None:
        """Show as many lines of the side as there is room beside those to be rung."""
        lines = lines_of(len(self.gap.people), is_low=self._is_low)
        self._calls.show_day(day, lines[0], is_own=is_own)
        self._worth.show_day(day, lines[1])
        self._tomorrow.show_day(day, is_own=is_own)

    def _look_for_gap(self) -> None:
        """Ask who could fill the gap; apart, as the whole file is looked through."""
        gap = next(iter(self._board.gaps), None)
        if gap is None or gap == self._asked:
            return
        from salon.views.filling import worth_ringing

        self._asked = gap
        asked = self._desk.ask(worth_ringing, gap)
        asked.then(self._show_filling).otherwise(lambda _error: None)

    def _show_filling(self, found: Filling) -> None:
        if self._board.gaps[:1] == (found.gap,):
            self.gap.show_filling(found)
            if self._day is not None:
                self._show_lists(self._day)

    def _fail(self, error: SalonError) -> None:
        if self._failed is None:
            failed = Failed(_("The day could not be shown."), str(error), self.refresh)
            self._failed = Card().add(failed, stretch=1)
            self.stack.addWidget(self._failed)
        self.stack.setCurrentWidget(self._failed)

    def _tick(self) -> None:
        if self.isVisible():
            self._look()

    # what one does

    def _key(self, row: int) -> object:
        lines = self.list.lines.lines
        return lines[row].key if 0 <= row < len(lines) else None

    def _step(self, at: int) -> None:
        row = self._rows.get(self._key(at))
        if row is not None:
            deeds = self.deeds
            act: dict[Step, Callable[[Row], object]] = {
                Step.ARRIVED: deeds.arrived,
                Step.START: deeds.start,
                Step.DONE: deeds.done,
                Step.BILL: deeds.bill,
                Step.RING: deeds.ring,
                Step.MISSED: deeds.missed,
                Step.ELSEWHEN: deeds.elsewhen,
            }
            if row.step in act:
                act[row.step](row)

    def _open(self, at: int) -> None:
        self._open_key(self._key(at))

    def _open_key(self, key: object) -> None:
        if key in self._rows:
            self._desk.go(ClientCard(self._rows[key].visit.client_id))
        elif isinstance(key, tuple) and key[0] == "gap":
            self._fill_gap()
        elif isinstance(key, tuple) and key[0] == "more":
            self._unfolded.add(key[1])
            self._show_board()

    def _ask_what(self, at: int, where: QPoint) -> None:
        row = self._rows.get(self._key(at))
        line = self.list.lines.lines[at]
        if row is not None:
            self.deeds.ask_of_visit(row, where)
        elif isinstance(line, BoardLine):
            open_it = partial(self._open_key, line.key)
            is_gap = isinstance(line.key, tuple) and line.key[0] == "gap"
            name = _("Book into it") if is_gap else _("Show them")
            self.deeds.show_menu(where, ((name, open_it),))

    def _fold_done(self) -> None:
        self._shows_done = not self._shows_done
        self._show_board()
        if self._day is None:
            return
        self._show_foot(self._day)
        keys = [line.key for line in self.list.lines.lines]
        if self._shows_done and ("head", Group.DONE) in keys:
            last = self.list.lines.index(len(keys) - 1)
            self.list.scrollTo(last)
            pays = (at for at, key in enumerate(keys) if self._is_to_pay(key))
            if (first := next(pays, None)) is not None:  # so B is for somebody in sight
                self.list.choose(first)
        else:
            self.list.scrollTo(self.list.currentIndex())

    def _is_to_pay(self, key: object) -> bool:
        row = self._rows.get(key)
        return row is not None and row.step is Step.BILL

    def _print(self) -> None:
        open_print(self._desk, "day", self._desk.today())

    def _call(self) -> None:
        self._desk.go(CallList())

    def _open_call(self, row: int) -> None:
        if self._day is not None and row < len(self._day.calls):
            self._make_call(self._day.calls[row].id)

    def _make_call(self, key: int) -> None:
        self._desk.go(CallList(key))

    def _ask_of_call(self, row: int, where: QPoint) -> None:
        if self._day is not None and row < len(self._day.calls):
            client = self._day.calls[row].client_id
            file = partial(self._desk.go, ClientCard(client))
            book = partial(open_booking, self._desk, client)
            key = self._day.calls[row].id
            ring = (_("Make the call"), partial(self._make_call, key))
            deeds = (ring, (_("Book"), book), (_("Open file"), file))
            self.deeds.show_menu(where, deeds)

    def _see_tomorrow(self) -> None:
        self._desk.go(DayOf(self._desk.today() + timedelta(days=1)))

    def _open_tomorrow(self, row: int) -> None:
        self._desk.go(ClientCard(self._tomorrow.visits[row].client_id))

    def _ring_tomorrow(self, row: int) -> None:
        ring_for_visit(self._desk, self._tomorrow.visits[row])

    def _ask_of_tomorrow(self, row: int, where: QPoint) -> None:
        self.deeds.ask_of_tomorrow(self._tomorrow.visits[row], where)

    def _ring(self) -> None:
        """Ring the marked one of the list one is in."""
        at = self.tomorrow.currentIndex().row()
        if self.tomorrow.hasFocus() and at >= 0:
            self._ring_tomorrow(at)
        elif self.calls.hasFocus() and self.calls.currentIndex().isValid():
            self._open_call(self.calls.currentIndex().row())
        else:
            self._letters.press(self.deeds.ring)

    def _ring_for_gap(self, at: int) -> None:
        if self.gap.isVisible() and at < len(self.gap.people):
            self._ring_worth(self.gap.people[at])

    def _ring_worth(self, one: Worth) -> None:
        self.deeds.ring_for_gap(one, partial(self._book_worth, one))

    def _book_worth(self, one: Worth) -> None:
        """Book somebody into the gap; what is known is filled in."""
        if self._day is not None and self._board.gaps:
            gap, day = self._board.gaps[0], self._day.now.date()
            open_booking(
                *(self._desk, one.client_id, one.service_id, day),
                *(gap.start, gap.person_id),
            )

    def _fill_gap(self) -> None:
        if self._day is not None and self._board.gaps:
            gap, day = self._board.gaps[0], self._day.now.date()
            open_booking(self._desk, None, None, day, gap.start, gap.person_id)

    def _read_test(self) -> None:
        """Read the test that a visit waits for, else the oldest."""
        if self._day is not None and self._day.patch_tests:
            open_patch_reading(self._desk, self._day.patch_tests[0].id)


def _and_more(said: str, rest: int) -> str:
    if rest <= 0:
        return said
    more = ngettext("and {number} more", "and {number} more", rest)
    return f"{said} · {more.format(number=rest)}"

"""Today: who is coming, whom to ring, what is worth a word."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from salon.appointments.model import DayLine, Status
from salon.catalogue.sisters import is_tested
from salon.errors import SalonError
from salon.text import _, hour, language, ngettext, short_day
from salon.views.day import Day, Gap
from ui.desk import Desk
from ui.kit.buttons import Button, Kind
from ui.kit.cards import Box, Card, Empty, Heading, Icon, across, clear, down, held
from ui.kit.chips import Chip, ChipLabel
from ui.kit.columns import LEAST, Columns
from ui.kit.page import Page
from ui.kit.remaining import Remaining
from ui.kit.rows import Look, People
from ui.kit.states import Banner, Failed
from ui.kit.tokens import GAP, Tone, Type
from ui.kit.words import Run, Words
from ui.parts.call_marks import call_line_of
from ui.parts.visit_marks import visit_line, waiting_words
from ui.parts.ways import (
    open_booking,
    open_breaks,
    open_new_client,
    open_patch,
    open_patch_reading,
    open_record,
    open_visit,
    start_visit,
)
from ui.places import CallList, ClientCard, DayOf, IncidentOf, Today

if TYPE_CHECKING:
    from salon.views.breaks import Waiting

WIDE = 1150  # units of width from which the keys are said beside the title
LOW = 790  # units of height below which the right side shows fewer lines
LOW_CALLS, LOW_WORTH = 3, 3
MOST_CALLS = 5
MOST_WORTH = 6
MOST_TOMORROW = 8
MOST_WAITING = 3  # clients of whom something waits for an answer
MOST_TESTS = 3  # patch tests to read; there are other things to say
MINUTE = 60_000  # milliseconds
TOPICS = {"appointments", "aftercare", "clients", "treatments", "plans", "staff"} | {
    "incidents",
    "safety",
}


class TodayPage(Page):
    """The day at a glance."""

    def __init__(self, desk: Desk, place: Today) -> None:
        super().__init__(_("Today"))
        self._desk = desk
        self._day: Day | None = None
        self._waits: list[Waiting] = []
        self._is_low = False
        self.greeting = Words("", type=Type.TITLE)
        keys = {"a": self._arrived, "s": self._start, "d": self._done}
        look = Look(height=57, time=True)
        self.list = Remaining(look, _("Today’s clients"), 4, keys)
        self.list.opened.connect(self._open)
        self.list.asked.connect(self._ask_what)
        self.menu: QMenu | None = None
        self.first = self.list
        self.stack = QStackedWidget()
        self._clients = self._clients_card()
        self._nobody = self._nobody_card()
        self._failed: QWidget | None = None
        self.stack.addWidget(self._clients)
        self.stack.addWidget(self._nobody)
        left = held(down(self._head(), self._alarm(), self._waiting_card(), gap=12))
        layout = left.layout()
        assert isinstance(layout, QBoxLayout)
        layout.addWidget(self.stack, 1)
        right = held(
            down(self._calls_card(), self._worth_card(), self._tomorrow_card(), gap=GAP)
        )
        side = right.layout()
        assert isinstance(side, QBoxLayout)
        side.addStretch(0)
        self._side = side
        self.column().addWidget(Columns(left, right), 1)
        self._read = self.action(
            _("Read a patch &test"), "Ctrl+Shift+T", self._read_test, "flask"
        )
        self._read.setEnabled(False)
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
        self._hint.setVisible(self.width() >= WIDE or self.width() < LEAST)
        area = self.parentWidget()
        is_low = area is not None and area.width() >= LEAST and area.height() < LOW
        if is_low != self._is_low:
            self._is_low = is_low
            if self._day is not None:
                self._show_calls(self._day)
                self._show_worth(self._day)
        super().resizeEvent(event)

    @property
    def is_filled(self) -> bool:
        """Whether it shows a day."""
        return self._day is not None

    def refresh(self) -> None:
        """Ask again what the day is like, and what waits for an answer."""
        from salon.views.breaks import breaks_waiting

        self._look()
        asked = self._desk.ask(breaks_waiting)  # a week is looked through: apart
        asked.then(self._show_waiting).otherwise(lambda _error: None)

    def _look(self) -> None:
        from salon.views.today import day_at_a_glance  # the records come with it

        self._desk.ask(day_at_a_glance).then(self._show).otherwise(self._fail)

    # how it is built

    def _head(self) -> QBoxLayout:
        desk = self._desk
        new = Button(
            _("New client"),
            icon="user-plus",
            key="Ctrl N",
            act=self._new_client,
        )
        book = Button(
            _("Book"),
            icon="calendar-plus",
            key="Ctrl B",
            kind=Kind.PRIMARY,
            act=lambda: open_booking(desk),
        )
        return across(self.greeting, None, new, book, gap=10)

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
        self._hint = Words(
            _("Enter opens · A arrived · S start · D done"),
            type=Type.CAPTION,
            faint=True,
        )
        self._remark = Words("", type=Type.SMALL, faint=True)
        head = Heading(_("Today’s clients"), self._hint, icon="door-enter")
        head.row.insertWidget(2, self._remark)
        self._gap_words = Words("", type=Type.STRONG, wrap=True)
        self._gap_more = Words("", type=Type.SMALL, faint=True, wrap=True)
        self.fill_gap = Button(_("Book into it"), small=True, act=self._fill_gap)
        self._gap = Box(dashed=True)
        said = held(down(self._gap_words, self._gap_more, gap=0))
        row = across(Icon("wand"), said, self.fill_gap, gap=10)
        row.setStretch(1, 1)
        self._gap.add(row)
        return Card(head, gap=6).add(self.list, stretch=1).add(self._gap)

    def _nobody_card(self) -> QWidget:
        head = Heading(
            _("Today’s clients"), icon="door-enter", remark=_("nobody booked yet")
        )
        self._ring = Button(_("Start calling"), icon="phone-call", act=self._call)
        empty = Empty(
            "coffee",
            _("Nobody is booked today"),
            _("A quiet day is a good one to ring those who are due."),
            self._ring,
            Button(
                _("See the calendar"),
                icon="calendar-month",
                act=lambda: self._desk.go(DayOf()),
            ),
        )
        return Card(head).add(empty, stretch=1)

    def _calls_card(self) -> QWidget:
        start = Button(_("Start calling"), key="F8", small=True, act=self._call)
        self._due = ChipLabel(Chip("", Tone.ROSE))
        head = Heading(_("Calls for now"), start, icon="phone-call")
        head.row.insertWidget(2, self._due)
        look = Look(height=54, avatar=34, ruled=True, pad=2)
        self.calls = People([], look, _("Calls for now"))
        self.calls.opened.connect(self._open_call)
        self._no_calls = Words(
            _("Nobody to ring now"), type=Type.SMALL, faint=True, wrap=True
        )
        return Card(head, gap=2).add(self.calls, self._no_calls)

    def _worth_card(self) -> QWidget:
        card = Card(Heading(_("Worth a word"), icon="gift"), gap=0)
        self._worth = QVBoxLayout()
        self._worth.setContentsMargins(0, 0, 0, 0)
        self._worth.setSpacing(0)
        card.add(self._worth)
        return card

    def _tomorrow_card(self) -> QWidget:
        see = Button(_("See the day"), small=True, act=self._see_tomorrow)
        self._tomorrow_said = Words("", type=Type.SMALL, faint=True)
        head = Heading(_("Tomorrow"), see, icon="calendar-time")
        head.row.insertWidget(2, self._tomorrow_said)
        look = Look(height=46, time=True, pad=2, small=True)
        self.tomorrow = Remaining(look, _("Tomorrow"), 2)
        self.tomorrow.opened.connect(self._open_tomorrow)
        self._tomorrow_rows: tuple[DayLine, ...] = ()
        return Card(head, gap=2).add(self.tomorrow, stretch=1)

    # what it shows

    def _show(self, day: Day) -> None:
        self._day = day
        if self._failed is not None:
            self.stack.removeWidget(self._failed)
            self._failed.deleteLater()
            self._failed = None
        self._greet()
        lines = [
            visit_line(
                one,
                tuple(map(_, day.against.get(one.id, ()))),
                is_written=one.id in day.written,
            )
            for one in day.visits
        ]
        self.list.show_lines(lines)
        self.stack.setCurrentWidget(self._clients if lines else self._nobody)
        self._ring.setEnabled(bool(day.due))
        if lines and self.list.chosen() is None:
            self.list.choose(_next_one(day.visits))
        self._show_alarm(day)
        self._show_remark(day)
        self._show_gaps(day.gaps)
        self._show_calls(day)
        self._show_worth(day)
        self._read.setEnabled(bool(day.patch_tests))
        self._show_tomorrow(day)

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
        rest = len(day.incidents) - 1
        if rest:
            more = ngettext("and {number} more", "and {number} more", rest)
            said = f"{said} · {more.format(number=rest)}"
        self.alarm.say(said)
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
            if rest > 0 and at == MOST_WAITING:
                more = ngettext("and {number} more", "and {number} more", rest)
                said = f"{said} · {more.format(number=rest)}"
            look = Button(
                _("Look at them"),
                small=True,
                name=_("What does not fit any more: {client}").format(
                    client=one.client
                ),
                act=partial(open_breaks, self._desk, one.client_id),
            )
            self._waiting.addWidget(Banner(said, Tone.AMBER, look, icon="git-compare"))
        self.waiting.setVisible(bool(found))

    def _show_remark(self, day: Day) -> None:
        booked = sum(one.status.holds_time for one in day.visits)
        said = ngettext("{number} booked", "{number} booked", booked)
        parts = [said.format(number=booked)]
        unconfirmed = sum(one.status is Status.BOOKED for one in day.visits)
        if unconfirmed:
            said = ngettext("{number} unconfirmed", "{number} unconfirmed", unconfirmed)
            parts.append(said.format(number=unconfirmed))
        if day.gaps:
            number = len(day.gaps)
            said = ngettext(
                "{number} gap worth filling", "{number} gaps worth filling", number
            )
            parts.append(said.format(number=number))
        self._remark.say(" · ".join(parts))

    def _show_gaps(self, gaps: tuple[Gap, ...]) -> None:
        self._gap.setVisible(bool(gaps))
        if not gaps:
            return
        first = gaps[0]
        said = _("Gap {start} – {until} with {who}.")
        self._gap_words.say(
            said.format(
                start=hour(first.start), until=hour(first.until), who=first.person
            )
        )
        more = [
            f"{hour(gap.start)} – {hour(gap.until)} {gap.person}" for gap in gaps[1:4]
        ]
        self._gap_more.setVisible(bool(more))
        if more:
            self._gap_more.say(_("Also free: {times}").format(times=", ".join(more)))

    def _show_calls(self, day: Day) -> None:
        due = day.due
        self._desk.count("calls", due)
        said = ngettext("{number} due", "{number} due", due)
        self._due.say(Chip(said.format(number=due), Tone.ROSE if due else Tone.PLAIN))
        lines = [
            call_line_of(call, day.now)
            for call in day.calls[: LOW_CALLS if self._is_low else MOST_CALLS]
        ]
        self.calls.show_lines(lines)
        self.calls.fit()
        self.calls.setVisible(bool(lines))
        self._no_calls.setVisible(not lines)

    def _show_worth(self, day: Day) -> None:
        while (item := self._worth.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        most = LOW_WORTH if self._is_low else MOST_WORTH
        rows = list(islice(self._worth_rows(day), most))
        for row in rows:
            self._worth.addWidget(row)
        if not rows:
            self._worth.addWidget(
                Words(
                    _("No birthday, first visit or ending course today."),
                    type=Type.SMALL,
                    faint=True,
                    wrap=True,
                )
            )

    def _worth_rows(self, day: Day) -> Iterator[QWidget]:
        today = day.now.date()
        for test in day.patch_tests[:MOST_TESTS]:
            said = _("patch test for {service} to read").format(
                service=str(test.service)
            )
            if test.holds_up is not None:
                said = _("patch test for {service} to read before {day}").format(
                    service=str(test.service), day=short_day(test.holds_up)
                )
            is_soon = test.holds_up == today
            if is_soon:
                said = _("patch test for {service} to read before the visit today")
                said = said.format(service=str(test.service))
            go = partial(open_patch_reading, self._desk, test.id)
            tone = Tone.RED if is_soon else Tone.AMBER
            yield _worth(*("flask", tone, test.client, said, _("Read"), go))
        for line, when, lunar in day.birthdays:
            if when == today:
                said = (
                    _("birthday today by the lunar calendar")
                    if lunar
                    else _("birthday today")
                )
            else:
                said = _("birthday on {day}").format(day=short_day(when))
            go = partial(self._desk.go, ClientCard(line.id))
            yield _worth(*("cake", Tone.AMBER, line.name, said, _("Open file"), go))
        for course, client in day.courses[:2]:
            if course.expires is None:
                continue
            said = _("{left} of {all} sessions left, course ends {day}").format(
                left=course.sessions - course.used,
                all=course.sessions,
                day=short_day(course.expires),
            )
            book = partial(
                open_booking, self._desk, course.client_id, course.service_id
            )
            yield _worth("hourglass", Tone.BLUE, client, said, _("Book"), book)
        for one in day.visits:
            if one.is_new and one.status.is_open:
                said = _("first visit at {time}: fill her file together")
                go = partial(self._desk.go, ClientCard(one.client_id, "file"))
                yield _worth(
                    *("clipboard-text", Tone.SAGE, one.client),
                    said.format(time=hour(one.slot.start)),
                    *(_("Open file"), go),
                )

    def _show_tomorrow(self, day: Day) -> None:
        self._tomorrow_rows = day.tomorrow[:MOST_TOMORROW]
        count = len(day.tomorrow)
        said = ngettext("{number} booked", "{number} booked", count)
        self._tomorrow_said.say(
            said.format(number=count) if count else _("nobody booked yet")
        )
        self.tomorrow.show_lines([visit_line(one) for one in self._tomorrow_rows])
        self.tomorrow.setVisible(bool(count))
        self._side.setStretch(2, 1 if count else 0)
        self._side.setStretch(3, 0 if count else 1)

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

    def _visit(self, row: int) -> DayLine | None:
        if self._day is None or not 0 <= row < len(self._day.visits):
            return None
        return self._day.visits[row]

    def _open(self, row: int) -> None:
        if (visit := self._visit(row)) is not None:
            self._desk.go(ClientCard(visit.client_id))

    def _open_tomorrow(self, row: int) -> None:
        self._desk.go(ClientCard(self._tomorrow_rows[row].client_id))

    def _see_tomorrow(self) -> None:
        self._desk.go(DayOf(self._desk.today() + timedelta(days=1)))

    def _open_call(self, row: int) -> None:
        if self._day is not None and row < len(self._day.calls):
            self._desk.go(CallList(self._day.calls[row].id))

    def _new_client(self) -> None:
        open_new_client(self._desk)

    def _call(self) -> None:
        self._desk.go(CallList())

    def _read_test(self) -> None:
        """Read the test that a visit waits for, else the oldest."""
        if self._day is not None and self._day.patch_tests:
            open_patch_reading(self._desk, self._day.patch_tests[0].id)

    def _ask_what(self, row: int, at: QPoint) -> None:
        """Show what the letters do, for the hand at the mouse."""
        if (visit := self._visit(row)) is None:
            return
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        status = visit.status
        may_start = status.may_become(Status.IN_TREATMENT)
        has_record = status.is_open or status.was_kept
        deeds = (
            (_("Arrived"), "A", self._arrived, status.may_become(Status.ARRIVED)),
            (_("Start treatment"), "S", self._start, may_start),
            (_("Treatment record"), "D", self._done, has_record),
            (_("Appointment"), "", self._open_visit, True),
            (_("Patch test"), "", self._patch, is_tested(visit.service_ref)),
            (_("Open file"), "⏎", self._open, True),
        )
        for name, key, act, is_possible in deeds:
            deed = menu.addAction(f"{name}\t{key}" if key else name)
            deed.setEnabled(is_possible)
            deed.triggered.connect(lambda _on=False, act=act: act(row))
        self.menu = menu
        menu.popup(at)

    def _open_visit(self, row: int) -> None:
        if (visit := self._visit(row)) is not None:
            open_visit(self._desk, visit.id)

    def _patch(self, row: int) -> None:
        if (visit := self._visit(row)) is not None:
            open_patch(self._desk, visit.client_id, visit.service_ref)

    def _arrived(self, row: int) -> None:
        from salon.appointments.operations import arrive

        if (visit := self._visit(row)) is not None:
            self._desk.do(arrive, visit.id, seen=visit.version)

    def _start(self, row: int) -> None:
        if (visit := self._visit(row)) is not None:
            start_visit(self._desk, visit.id)

    def _done(self, row: int) -> None:
        if (visit := self._visit(row)) is not None:
            open_record(self._desk, visit.id)

    def _fill_gap(self) -> None:
        if self._day is None or not self._day.gaps:
            return
        gap = self._day.gaps[0]
        open_booking(
            self._desk,
            day=self._day.now.date(),
            start=gap.start,
            person_id=gap.person_id,
        )


def _next_one(visits: tuple[DayLine, ...]) -> int:
    """Return the visit one looks at first: who is here, or comes next."""
    for wanted in (Status.ARRIVED, Status.CONFIRMED, Status.BOOKED):
        for row, one in enumerate(visits):
            if one.status is wanted:
                return row
    return 0


def _worth(
    icon: str, tone: Tone, who: str, said: str, act: str, go: Callable[[], object]
) -> QWidget:
    words = Words(
        Run(who, Type.STRONG), Run(f" — {said}"), wrap=True, middle=True, height=20
    )
    button = Button(act, small=True, act=go, name=f"{act}: {who}")
    row = across(Icon(icon, tone=tone), words, button, gap=10)
    row.setStretch(1, 1)
    return held(row)

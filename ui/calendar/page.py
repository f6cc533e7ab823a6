"""The calendar: who does what when, and where there is room."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import (
    QBoxLayout,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from salon.appointments.model import (
    AppointmentId,
    AwayLine,
    DayLine,
    Status,
    clock_time,
    minute_of,
)
from salon.appointments.operations import Change, move
from salon.errors import SalonError
from salon.rooms.model import DeviceId, RoomId
from salon.safety.model import Contraindicated
from salon.staff.model import StaffId
from salon.text import _, hour, long_day, number, short_day, weekday
from salon.views.calendar import (
    KINDS,
    Column,
    DayBook,
    WeekBook,
    day_by,
    is_over,
    key_of,
    week_of,
)
from salon.views.day import Gap
from ui.calendar.absence import ask_to_free, open_absence
from ui.calendar.daybook import BookView
from ui.calendar.visit import open_visit
from ui.desk import Desk
from ui.kit.block import Block
from ui.kit.buttons import Button, Kind, Segments
from ui.kit.cards import Card, Heading, down, held
from ui.kit.columns import Columns, flowing
from ui.kit.fields import MonthBox
from ui.kit.page import Page
from ui.kit.remaining import Remaining
from ui.kit.rows import Line, Look
from ui.kit.states import Banner, Failed
from ui.kit.tokens import Tone, Type
from ui.kit.visit import Person, Span, Visit
from ui.kit.weekgrid import Day, WeekGrid
from ui.kit.words import Words
from ui.parts.deeds import Deeds, deeds_of, show_deeds
from ui.parts.reasons import ask_reason
from ui.parts.visit_marks import told_apart, tone_of
from ui.parts.ways import find_time, open_booking, open_print
from ui.places import DayOf, Place, WeekOf

MINUTE = 60_000  # milliseconds
WAYS = ("people", "rooms", "devices")
TONES = (
    *(Tone.ROSE, Tone.BLUE, Tone.SAGE, Tone.PLUM, Tone.AMBER),
    *(Tone.RED, Tone.PLAIN),
)
MANY = 5  # columns, from which their heads say less
FULL_DAY = 20  # visits that make a day look full in the month
TOPICS = {"appointments", "staff", "rooms", "clients", "catalogue", "settings"}


class CalendarPage(Page):
    """The day by people, rooms and devices; the week; a time for somebody."""

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(_("Calendar"))
        self._desk = desk
        self._is_week = False
        self._by = "people"
        self._day = desk.today()
        self._book: DayBook | None = None
        self._week: WeekBook | None = None
        self._failed: QWidget | None = None
        self.menu: QMenu | None = None
        self._is_coming = False  # one has come and sees no day yet
        self._versions: dict[int, int] = {}  # of visits after our own moves
        self._pushed: dict[int, list[Change]] = {}  # of visits that are being moved
        self._build_actions()
        self.view = BookView(_("Day"))
        self.grid = self.view.grid
        self.grid.moved.connect(self._moved)
        self.grid.opened.connect(self._opened)
        self.grid.wanted.connect(self._wanted)
        self.grid.asked.connect(self._ask_what)
        self.week = WeekGrid([Day("", "", 0)] * 7, [], [], -1, Span(), name=_("Week"))
        self.week.opened.connect(self._open_day)
        self.week.visit_opened.connect(self._opened)
        self.week.asked.connect(self._ask_what)
        self.views = QStackedWidget()
        self.views.addWidget(self.view)
        self.views.addWidget(self.week)
        self.first = self.grid
        main = self._main()
        side = held(
            down(self._month_card(), self._find_card(), self._gap_card(), gap=16)
        )
        column = side.layout()
        assert isinstance(column, QBoxLayout)
        column.setStretch(2, 1)
        side.setMinimumWidth(288)
        self.row().addWidget(Columns(main, side, (1000, 300), least=880), 1)
        desk.watch(TOPICS, self.refresh)
        clock = QTimer(self)
        clock.setInterval(MINUTE)
        clock.timeout.connect(self._tick)
        clock.start()
        self.arrive(place)

    def arrive(self, place: Place) -> None:
        """Show another day or week."""
        self._is_week, self._is_coming = isinstance(place, WeekOf), True
        if isinstance(place, DayOf | WeekOf):
            self._day = place.day or self._desk.today()
        if isinstance(place, DayOf) and place.by in WAYS:
            self._by = place.by
        self.say("")
        self.refresh()

    def refresh(self) -> None:
        """Ask again what is in the book."""
        if self._is_week:
            asked = self._desk.ask(week_of, self._day)
            asked.then(self._show_week).otherwise(self._fail)
        else:
            asking = self._desk.ask(day_by, self._day, self._by)
            asking.then(self._show_day).otherwise(self._fail)
        self.finding.ask()

    # how it is built

    def _build_actions(self) -> None:
        act = self.action
        self.go_today = act(_("&Today"), "T", self._go_today)
        self.go_back = act(_("One &back"), "PgUp", partial(self._step, -1))
        self.go_on = act(_("One &on"), "PgDown", partial(self._step, 1))
        self.book_here = act(
            _("&Book at this time"), "B", self._book_focused, "calendar-plus"
        )
        self.new_here = act("", "N", self._book_focused)
        self.print_ = act(_("Print the &day sheet"), "Ctrl+P", self._print, "printer")
        self.block_here = act(_("Bloc&k time"), "K", self._block)
        act(_("Show the &day"), "D", partial(self._span, 0))
        act(_("Show the &week"), "W", partial(self._span, 1))
        for place in range(3):
            name = _("Take free time {number}").format(number=place + 1)
            act(name, str(place + 1), partial(self._take, place))

    def _main(self) -> QWidget:
        self.title = Words("", type=Type.TITLE)
        self.title.setFixedHeight(32)
        self.by = Segments([_("People"), _("Rooms"), _("Devices")], label=_("Columns"))
        self.by.chosen.connect(self._choose_by)
        self.span = Segments([_("Day"), _("Week")], label=_("Span"))
        self.span.chosen.connect(self._span)
        back = Button(icon="chevron-left", name=_("One back"), act=self.go_back.trigger)
        on = Button(icon="chevron-right", name=_("One on"), act=self.go_on.trigger)
        tools = flowing(
            back,
            Button(action=self.go_today),
            on,
            self.title,
            self.by,
            self.span,
            Button(
                _("Book"),
                action=self.book_here,
                kind=Kind.PRIMARY,
            ),
            gap=8,
            spread=4,
        )
        bar = QWidget()
        column = QVBoxLayout(bar)
        column.setContentsMargins(16, 10, 16, 10)
        column.addWidget(tools)
        self.refused = Banner("", Tone.RED)
        self.refused.hide()
        card = Card(pad=0, gap=0)
        card.body.setContentsMargins(1, 1, 1, 8)
        self._warning = held(down(self.refused))
        self._warning.setContentsMargins(12, 0, 12, 8)
        return card.add(bar, self._warning).add(self.views, stretch=1)

    def _month_card(self) -> QWidget:
        self.month = MonthBox(self._desk.today(), self._desk.today())
        self.month.picked.connect(self._go_day)
        return Card(pad=14, gap=4).add(self.month)

    def _find_card(self) -> Any:
        self.finding = find_time(self._desk)
        return self.finding

    def _gap_card(self) -> QWidget:
        self._gaps: tuple[Gap, ...] = ()
        look = Look(height=40, avatar=26, ruled=False, pad=2, small=True)
        self.gaps = Remaining(look, _("Free for a while"), 2)
        self.gaps.opened.connect(self._book_gap)
        self.gaps.clicked.connect(lambda index: self._book_gap(index.row()))
        self._no_gap = Words(
            _("No gap of half an hour or more."), type=Type.SMALL, faint=True, wrap=True
        )
        block = Button(action=self.block_here, small=True)
        head = Heading(_("Free for a while"), block, icon="wand")
        return Card(head, gap=2).add(self._no_gap).add(self.gaps, stretch=1)

    # what it shows

    def say(self, text: str) -> None:
        """Say in the page why something was not done; empty takes it away."""
        self.refused.setVisible(bool(text))
        self._warning.setVisible(bool(text))
        if text:
            self.refused.say(text)

    def _shown(self, counts: dict[date, int]) -> None:
        if self._failed is not None:
            self.views.removeWidget(self._failed)
            self._failed.deleteLater()
            self._failed = None
        self.month.put(self._day)
        self.month.mark({day: n / FULL_DAY for day, n in counts.items()})
        self.span.choose(1 if self._is_week else 0)
        self.by.setVisible(not self._is_week)
        self.by.choose(WAYS.index(self._by))
        self.views.setCurrentIndex(1 if self._is_week else 0)
        self.book_here.setEnabled(True)

    def _show_day(self, book: DayBook) -> None:
        if self._is_week or book.day != self._day or book.by != self._by:
            return
        self._book = book
        self._shown(book.counts)
        self.title.say(long_day(book.day))
        span = Span(book.opens, book.closes)
        people = [_person(book, one, at) for at, one in enumerate(book.columns)]
        is_today = book.day == book.now.date()
        now = minute_of(book.now.time()) if is_today else None
        if now is not None and not span.open <= now <= span.close:
            now = None
        self.view.show_book(people, _visits(book), now, span)
        self._show_gaps(book.gaps)
        if book.closed is not None and not book.gaps:
            why = _("The salon is closed: {reason}").format(reason=book.closed.reason)
            shut = _("The salon is closed on this day.")
            self._no_gap.say(why if book.closed.reason else shut)
        block = self.grid.next_block(minute_of(book.now.time()) if is_today else 0)
        self.first = block or self.grid
        if self._is_coming and block is not None and self.grid.hasFocus():
            block.setFocus()  # arrows and Enter are about a visit at once
        self._is_coming = False

    def _show_gaps(self, gaps: tuple[Gap, ...]) -> None:
        self._gaps = gaps
        lines = [
            Line(
                gap.person,
                f"{hour(gap.start)} – {hour(gap.until)}",
                key=(gap.person_id, gap.start),
            )
            for gap in gaps[:12]
        ]
        self.gaps.show_lines(lines)
        self.gaps.setVisible(bool(lines))
        self._no_gap.setVisible(not lines)
        self._no_gap.say(
            _("Choose a day to see who is free.")
            if self._is_week
            else _("No gap of half an hour or more.")
        )

    def _show_week(self, book: WeekBook) -> None:
        if not self._is_week:
            return
        self._week = book
        self._shown(book.counts)
        last = book.monday + timedelta(days=6)
        self.title.say(f"{short_day(book.monday)} – {short_day(last)}")
        today = (book.now.date() - book.monday).days
        keys = [key for key, _name in book.people]
        people = [
            Person(name, "", TONES[at % len(TONES)], 0, 0)
            for at, (_key, name) in enumerate(book.people)
        ]
        days = []
        for one in book.days:
            load = min(1.0, one.busy / one.there) if one.there else 0.0
            said = _("{day}: {part} % booked").format(
                day=short_day(one.day), part=round(load * 100)
            )
            name = weekday(one.day)
            days.append(Day(name, str(one.day.day), load, not one.there, said))
        visits = [
            Visit(
                line.client,
                str(line.service),
                keys.index(line.person.id),
                minute_of(line.slot.start),
                line.slot.minutes,
                day=(line.slot.day - book.monday).days,
                key=line.id,
            )
            for line in book.visits
            if line.person.id in keys
        ]
        self.week.span = Span(book.opens, book.closes)
        self.week.chosen = (self._day - book.monday).days
        self.week.show_week(days, visits, people, today if 0 <= today < 7 else -1)
        self._show_gaps(())
        self.first = self.week

    def _fail(self, error: SalonError) -> None:
        if self._failed is None:
            self._failed = Failed(
                _("The calendar could not be shown."), str(error), self.refresh
            )
            self.views.addWidget(self._failed)
        self.views.setCurrentWidget(self._failed)

    def _tick(self) -> None:
        if self.isVisible():
            self.refresh()

    # where one goes

    def _go_today(self) -> None:
        self._go_day(self._desk.today())

    def _step(self, by: int) -> None:
        self._go_day(self._day + timedelta(days=7 * by if self._is_week else by))

    def _go_day(self, day: date) -> None:
        self._settle(WeekOf(day) if self._is_week else DayOf(day, self._by))

    def _choose_by(self, index: int) -> None:
        self._settle(DayOf(self._day, WAYS[index]))

    def _span(self, index: int) -> None:
        self._settle(WeekOf(self._day) if index else DayOf(self._day, self._by))

    def _open_day(self, index: int) -> None:
        if self._week is not None:
            day = self._week.monday + timedelta(days=index)
            self._settle(DayOf(day, self._by))
            self.grid.setFocus()

    def _settle(self, place: Place) -> None:
        self._desk.settle(place)
        self.arrive(place)

    # what one does

    def _line(self, key: object) -> DayLine | None:
        book = self._week if self._is_week else self._book
        visits = book.visits if book is not None else ()
        return next((one for one in visits if one.id == key), None)

    def _opened(self, visit: Visit) -> None:
        if isinstance(visit.key, int):
            open_visit(self._desk, visit.key)
        elif isinstance(visit.key, tuple) and self._book is not None:
            for away in self._book.away:
                if ("away", away.id) == visit.key:
                    ask_to_free(self._desk, away)

    def _ask_what(self, visit: Visit, at: QPoint) -> None:
        line = self._line(visit.key)
        if line is None:
            deeds: Deeds = ((_("Open"), "⏎", partial(self._opened, visit), True),)
        else:
            deeds = deeds_of(self._desk, line)
        self.menu = show_deeds(self, deeds, at)

    def _print(self) -> None:
        open_print(self._desk, "day", self._day)

    def _moved(self, block: Block, before: Visit) -> None:
        """Move or stretch the visit; the records say what is in the way."""
        after, line = block.visit, self._line(block.visit.key)
        if line is None or self._book is None:
            return
        column = self._book.columns[after.person].id
        is_other = after.person != before.person
        change = Change(
            start=clock_time(after.start) if after.start != before.start else None,
            minutes=after.minutes if after.minutes != before.minutes else None,
            staff_id=StaffId(column) if is_other and self._by == "people" else None,
            room_id=RoomId(column) if is_other and self._by == "rooms" else None,
            device_id=DeviceId(column) if is_other and self._by == "devices" else None,
        )
        self.say("")
        self._move(line, change)

    def _move(self, line: DayLine, change: Change) -> None:
        """Move a visit; a second push waits for what becomes of the first."""
        waiting = self._pushed.get(line.id)
        if waiting is not None:
            waiting.append(change)
            return
        self._pushed[line.id] = []
        seen = max(line.version, self._versions.get(line.id, 0))
        doing = self._desk.do(move, AppointmentId(line.id), change, seen=seen)
        doing.then(partial(self._was_moved, line))
        doing.otherwise(partial(self._not_moved, line=line, change=change))

    def _was_moved(self, line: DayLine, version: int) -> None:
        self._versions[line.id] = version  # it needs no new picture
        waiting = self._pushed.pop(line.id, [])
        for change in waiting:
            self._move(line, change)

    def _not_moved(self, error: SalonError, *, line: DayLine, change: Change) -> None:
        self._versions.pop(line.id, None)
        self._pushed.pop(line.id, None)  # what followed was pushed from there
        said = _("{client} stays as booked. {why}")
        self.say(said.format(client=line.client, why=error))
        self.refresh()
        if isinstance(error, Contraindicated) and error.can_be_overridden:

            def because(reason: str) -> None:
                self.say("")
                self._move(line, replace(change, override=reason))

            ask_reason(self._desk, error, because, whom=line.client)

    def _wanted(self, column: int, minute: int) -> None:
        book = self._book
        person = None
        if book is not None and self._by == "people" and column < len(book.columns):
            person = book.columns[column].id
        open_booking(
            self._desk,
            day=self._day,
            start=clock_time(min(minute, 24 * 60 - 15)),
            person_id=person,
        )

    def _book_focused(self) -> None:
        if self._is_week:
            open_booking(self._desk, day=self._day)
        else:
            self._wanted(*self.grid.free_cell())

    def _book_gap(self, row: int) -> None:
        if 0 <= row < len(self._gaps):
            gap = self._gaps[row]
            open_booking(*(self._desk, None, None, self._day, gap.start, gap.person_id))

    def _block(self) -> None:
        start, on = None, None
        if not self._is_week and self._book is not None and self._book.columns:
            column, minute = self.grid.free_cell()
            column = min(column, len(self._book.columns) - 1)
            start = clock_time(min(minute, 24 * 60 - 15))
            on = (KINDS[self._by], self._book.columns[column].id)
        open_absence(self._desk, self._day, start, on)

    def _take(self, place: int) -> None:
        self.finding.take(place)


def _person(book: DayBook, column: Column, at: int) -> Person:
    """Return the head of a column: who, when, how much of it is booked."""
    tone = TONES[at % len(TONES)]
    if not column.hours:
        return Person(column.name, _("not in"), tone, book.closes, book.closes)
    start, end = column.hours[0][0], column.hours[-1][1]
    brief = ""
    parts = [f"{_short(start)}–{_short(end)}"]
    if column.minutes:
        part = min(100, round(100 * column.busy / column.minutes))
        brief = _("{part} %").format(part=number(part))
        is_narrow = len(book.columns) > MANY
        said = brief if is_narrow else _("{part} % booked").format(part=number(part))
        parts.append(said)
    return Person(column.name, " · ".join(parts), tone, start, end, brief)


def _short(minute: int) -> str:
    return f"{minute // 60:02d}" + (f":{minute % 60:02d}" if minute % 60 else "")


def _visits(book: DayBook) -> list[Visit]:
    kind, alike = KINDS[book.by], told_apart(book.visits)
    at = {column.id: place for place, column in enumerate(book.columns)}
    visits = []
    is_near = (book.day - book.now.date()).days in (0, 1)  # to be confirmed by now
    for line in book.visits:
        key = key_of(line, kind)
        if key is None or key not in at:
            continue
        marks = [_(one) for one in book.against.get(line.id, ())]
        made = _visit(line, at[key], book.by, marks, is_near=is_near)
        visits.append(replace(made, name=alike.get(line.client_id, line.client)))
    visits += [
        _away(one, at[one.resource_id]) for one in book.away if one.resource_id in at
    ]
    for column in book.columns:
        pairs = zip(column.hours, column.hours[1:], strict=False)
        for (_start, until), (again, _end) in pairs:
            if again > until:
                visits.append(
                    Visit(
                        *(_("Break"), "", at[column.id], until, again - until),
                        *(Tone.PLAIN,),
                        away=True,
                        fixed=True,
                        key=("break", column.id, until),
                    )
                )
    return visits


def _visit(
    line: DayLine, column: int, by: str, marks: list[str], *, is_near: bool
) -> Visit:
    is_unsure = is_near and line.status is Status.BOOKED
    parts = [str(line.service)]
    if by != "people":
        parts.append(line.person.name)
    if by != "rooms" and line.room is not None:
        parts.append(line.room.name)
    icon = "alert-triangle" if line.alert or marks else ""
    if line.status.was_kept:
        icon = "check"
    note = marks[0] if marks else line.alert
    if not note and line.is_new:
        note = _("New")
    if is_unsure:
        icon, note = icon or "phone", note or _("Unconfirmed")
    is_loud = is_unsure or (marks and line.status.is_open)
    has_gap = bool(line.gap_minutes) and by == "people"
    said = _("{number} min free").format(number=line.gap_minutes) if has_gap else ""
    return Visit(
        line.client,
        " · ".join(parts),
        column,
        minute_of(line.slot.start),
        line.slot.minutes,
        Tone.AMBER if is_loud else tone_of(line),
        icon,
        note,
        key=line.id,
        fixed=is_over(line),
        free=(line.gap_offset, line.gap_minutes) if has_gap else None,
        free_words=said,
    )


def _away(away: AwayLine, column: int) -> Visit:
    said = _("Away until {time}").format(time=hour(away.slot.end))
    return Visit(
        away.reason or _("Blocked"),
        said,
        column,
        minute_of(away.slot.start),
        away.slot.minutes,
        Tone.PLAIN,
        away=True,
        fixed=True,
        key=("away", away.id),
    )

"""The side of Today: calls, a gap to fill, tomorrow, what is worth a word."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from salon.appointments.model import DayLine, Status
from salon.courses.pace import pace_words
from salon.text import _, hour, listed, ngettext, short_day
from salon.treatments.words import things_to_add
from salon.views.day import Day, Filling, Gap, Why, Worth
from ui.desk import Desk
from ui.kit.buttons import Button
from ui.kit.cards import Card, Heading, Icon, Rule, across, clear, down, held
from ui.kit.chips import Chip, ChipLabel
from ui.kit.remaining import Remaining
from ui.kit.rows import Line, Look, People
from ui.kit.tokens import Tone, Type
from ui.kit.words import Run, Words
from ui.parts.call_marks import call_line_of
from ui.parts.ringing import WRITTEN
from ui.parts.visit_marks import visit_line
from ui.parts.ways import open_booking, open_patch_reading, open_record
from ui.places import ClientCard

MOST_TOMORROW = 8
HEAD = 64  # units of height of a card without its lines
MOST_LACKING = 2  # records in which something is missing
MOST_TESTS = 3  # patch tests to read; there are other things to say
Deeds = Sequence[tuple[str, Callable[[], object]]]


def lines_of(people: int, *, is_low: bool) -> tuple[int, int]:
    """Return how many calls and how much that is worth a word there is room for.

    Args:
        people: Who are to be rung for a gap, and stand between the two.
        is_low: Whether the window is.
    """
    if not people:
        return (3, 3) if is_low else (4, 4)
    spare = 1 if people < 3 else 0
    return (2 + spare, 1) if is_low else (3 + spare, 2)


class SideRow(QWidget):
    """A line of a card, with what one can do with it on its menu."""

    asked = Signal(QPoint, object)  # where, and what can be done

    def __init__(self, row: QWidget, deeds: Deeds) -> None:
        super().__init__()
        self._deeds = deeds
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(row)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu; by key it opens where the row is."""
        at = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            at = self.mapToGlobal(self.rect().center())
        self.asked.emit(at, self._deeds)


class CallsCard(Card):
    """The first of the calls that are owed."""

    def __init__(self, start: Button) -> None:
        self._due = ChipLabel(Chip("", Tone.ROSE))
        head = Heading(_("Calls for now"), start, icon="phone-call")
        head.row.insertWidget(2, self._due)
        super().__init__(head, gap=2)
        look = Look(height=48, avatar=32, ruled=True, pad=2)
        self.rows = People([], look, _("Calls for now"))
        self._more = Words("", type=Type.SMALL, faint=True)
        self._none = Words(
            _("Nobody to ring now"), type=Type.SMALL, faint=True, wrap=True
        )
        self.add(self.rows, self._more, self._none)

    def show_day(self, day: Day, most: int, *, is_own: bool = True) -> None:
        """Show whom to ring first, and how many there are."""
        said = ngettext("{number} due", "{number} due", day.due)
        tone = Tone.ROSE if day.due else Tone.PLAIN
        self._due.say(Chip(said.format(number=day.due), tone))
        lines = [call_line_of(one, day.now) for one in day.calls[:most]]
        self.rows.show_lines(lines, is_own=is_own)
        self.rows.fit()
        self.rows.setVisible(bool(day.calls))
        self._none.setVisible(not day.calls)
        rest = max(day.due, len(day.calls)) - min(most, len(day.calls))
        self._more.setVisible(rest > 0 and bool(day.calls))
        more = ngettext("and {number} more", "and {number} more", rest)
        self._more.say(more.format(number=rest))


class GapCard(Card):
    """Whom to ring for the first gap of the day."""

    taken = Signal(object)  # a `Worth` to be rung
    booked = Signal(object)  # a `Worth` who says yes
    asked = Signal(QPoint, object)

    def __init__(self, desk: Desk, fill: Callable[[], object]) -> None:
        self.into_it = Button(_("Book into it"), small=True, act=fill)
        self._hours = Words("", type=Type.SMALL, faint=True)
        self._head = Heading("", self.into_it, icon="wand")
        self._head.row.insertWidget(2, self._hours)
        super().__init__(self._head, gap=4)
        self._desk = desk
        self._is_low = False
        self.people: tuple[Worth, ...] = ()
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.add(self._rows)
        self._left = Words("", type=Type.SMALL, faint=True, wrap=True)
        self._also = Words("", type=Type.SMALL, faint=True, wrap=True)
        self.add(self._left, self._also)
        self.buttons: list[Button] = []
        self.hide()

    def show_day(self, gaps: tuple[Gap, ...], *, is_low: bool) -> None:
        """Show which gap it is; who could fill it follows."""
        self._is_low = is_low
        self.setVisible(bool(gaps))
        if not gaps:
            return
        first = gaps[0]
        said = _("For {who}’s gap").format(who=first.person)
        self._head.title.say(said)
        self.setAccessibleName(said)
        self._hours.say(f"{hour(first.start)} – {hour(first.until)}")
        more = [f"{hour(one.start)} – {hour(one.until)} {one.person}" for one in gaps]
        self._also.setVisible(len(more) > 1 and not is_low)
        self._also.say(_("Also free: {times}").format(times=listed(more[1:4])))

    def show_filling(self, found: Filling) -> None:
        """Show who could be rung for it, best first."""
        if found.people == self.people and self._left.text():
            self._say_left(found)
            return  # the focus stays where it is
        self.people = found.people
        held_at = [at for at, one in enumerate(self.buttons) if one.hasFocus()]
        clear(self._rows)
        self.buttons = []
        for at, one in enumerate(found.people):
            if at:
                self._rows.addWidget(Rule())
            self._rows.addWidget(self._row(at, one))
        self._say_left(found)
        if held_at and self.buttons:
            self.buttons[min(held_at[0], len(self.buttons) - 1)].setFocus()

    def _row(self, at: int, one: Worth) -> QWidget:
        is_written = one.channel in WRITTEN
        word = _("Write") if is_written else _("Ring")
        icon = "message-circle" if is_written else "phone"
        act = partial(self.taken.emit, one)
        button = Button(
            *(word,), icon=icon, key=str(at + 1), act=act, name=f"{word}: {one.client}"
        )
        self.buttons.append(button)
        runs = [Run(one.client, Type.STRONG)]
        if one.pinyin:
            runs.append(Run(f"  {one.pinyin}", Type.CAPTION, faint=True))
        service = Words(f"{reason(one)} · {one.service}", type=Type.SMALL, faint=True)
        words = held(down(Words(*runs), service, gap=0))
        row = across(words, button, gap=10)
        row.setStretch(0, 1)
        book = partial(self.booked.emit, one)
        go = partial(self._desk.go, ClientCard(one.client_id))
        deeds = ((word, act), (_("Book into the gap"), book), (_("Open file"), go))
        made = SideRow(held(row), deeds)
        made.asked.connect(self.asked)
        return made

    def _say_left(self, found: Filling) -> None:
        parts = []
        if found.resting:
            said = ngettext(
                "{number} was contacted this week",
                "{number} were contacted this week",
                found.resting,
            )
            parts.append(said.format(number=found.resting))
        if found.silent:
            said = ngettext(
                "{number} asked not to be contacted",
                "{number} asked not to be contacted",
                found.silent,
            )
            parts.append(said.format(number=found.silent))
        if not found.people:
            parts.insert(0, _("Nobody is due for it."))
        self._left.say(" · ".join(parts) or " ")
        self._left.setVisible(bool(parts) and not (self._is_low and found.people))


def reason(one: Worth) -> str:
    """Return in words why somebody is worth a call."""
    match one.why:
        case Why.SESSION:
            said = _("Session {number} of {all} is due")
            if one.since is not None:
                said = _("Session {number} of {all} is due since {day}")
                return said.format(
                    number=one.number, all=one.of, day=short_day(one.since)
                )
            return said.format(number=one.number, all=one.of)
        case Why.COURSE:
            said = _("{left} of {all} sessions left")
            return said.format(left=one.number, all=one.of)
    said = ngettext(
        "{number} day past the usual {days}",
        "{number} days past the usual {days}",
        one.number,
    )
    return said.format(number=one.number, days=one.of)


class TomorrowCard(Card):
    """Who comes tomorrow; who has not confirmed stands on top."""

    def __init__(
        self, see: Callable[[], object], ring: Callable[[int], object]
    ) -> None:
        button = Button(_("See the day"), small=True, act=see)
        self._said = Words("", type=Type.SMALL, faint=True)
        head = Heading(_("Tomorrow"), button, icon="calendar-time")
        head.row.insertWidget(2, self._said)
        super().__init__(head, gap=2)
        look = Look(height=46, time=True, pad=2, small=True)
        self.rows = Remaining(look, _("Tomorrow"), 1, {"r": ring})
        self.visits: tuple[DayLine, ...] = ()
        self.add(self.rows, stretch=1)

    def show_day(self, day: Day, *, is_own: bool = True) -> None:
        """Show tomorrow's visits."""
        waits = [one for one in day.tomorrow if one.status is Status.BOOKED]
        rest = [one for one in day.tomorrow if one.status is not Status.BOOKED]
        self.visits = tuple([*waits, *rest][:MOST_TOMORROW])
        count = len(day.tomorrow)
        said = _("nobody booked yet")
        if count:
            said = ngettext("{number} booked", "{number} booked", count)
            said = said.format(number=count)
            sure = ngettext("{number} confirmed", "{number} confirmed", len(rest))
            said = f"{said} · {sure.format(number=len(rest))}"
        self._said.say(said)
        self.rows.show_lines(list(map(_tomorrow, self.visits)), is_own=is_own)
        self.rows.setVisible(bool(count))
        high = len(self.visits) * self.rows.look.height + 2
        self.rows.setMaximumHeight(high)
        self.setMaximumHeight((high if count else 0) + HEAD)


def _tomorrow(visit: DayLine) -> Line:
    line = visit_line(visit)
    if visit.status is not Status.BOOKED:
        return line
    if visit.channel in WRITTEN:
        return replace(line, mark=Chip(_("write"), Tone.PLAIN, "message-circle"))
    return replace(line, mark=Chip(_("ring"), Tone.AMBER, "phone"))


class WorthCard(Card):
    """Birthdays, patch tests to read, courses that end, first visits."""

    asked = Signal(QPoint, object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(Heading(_("Worth a word"), icon="gift"), gap=0)
        self._desk = desk
        self._rows = QVBoxLayout()
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self.add(self._rows)
        self._shown: tuple[object, ...] = ()

    def show_day(self, day: Day, most: int) -> None:
        """Show what is worth a word; what has not changed stays as it is."""
        told = (day.patch_tests, day.birthdays, day.courses, day.lacking)
        now = (*told, day.visits, most)
        if now == self._shown:
            return
        self._shown = now
        clear(self._rows)
        rows = list(self._all_of(day))
        shown = rows[:most]
        for row in shown:
            self._rows.addWidget(row)
        said = _("No birthday, first visit or ending course today.")
        if rest := len(rows) - len(shown):
            more = ngettext("and {number} more", "and {number} more", rest)
            said = more.format(number=rest)
        if rest or not rows:
            self._rows.addWidget(Words(said, type=Type.SMALL, faint=True, wrap=True))

    def _all_of(self, day: Day) -> Iterator[QWidget]:
        desk, today = self._desk, day.now.date()
        for test in day.patch_tests[:MOST_TESTS]:
            said = _("patch test for {service} to read")
            is_soon = test.holds_up == today
            when = ""
            if is_soon:
                said = _("patch test for {service} to read before the visit today")
            elif test.holds_up is not None:
                said = _("patch test for {service} to read before {day}")
                when = short_day(test.holds_up)
            said = said.format(service=str(test.service), day=when)
            tone = Tone.RED if is_soon else Tone.AMBER
            read = (_("Read"), partial(open_patch_reading, desk, test.id))
            yield self._row("flask", tone, test.client, said, read)
        for lack in day.lacking[:MOST_LACKING]:
            said = f"{lack.service}: {things_to_add(lack.number)}"
            write = (_("Add"), partial(open_record, desk, lack.appointment_id))
            file = self._file(lack.client_id)
            yield self._row("pencil", Tone.AMBER, lack.client, said, write, file)
        for line, on, lunar in day.birthdays:
            said = _("birthday on {day}").format(day=short_day(on))
            if on == today:
                moon = _("birthday today by the lunar calendar")
                said = moon if lunar else _("birthday today")
            yield self._row("cake", Tone.AMBER, line.name, said, self._file(line.id))
        for course, client in day.courses[:2]:
            if course.expires is None:
                continue
            said = _("{left} of {all} sessions left, course ends {day}").format(
                left=course.sessions - course.used,
                all=course.sessions,
                day=short_day(course.expires),
            )
            if pace := pace_words(course, today):
                said = f"{said} · {pace}"
            book = partial(open_booking, desk, course.client_id, course.service_id)
            file = self._file(course.client_id)
            deeds = ((_("Book"), book), file)
            yield self._row("hourglass", Tone.BLUE, client, said, *deeds)
        for one in day.visits:
            if one.is_new and one.status.is_open:
                said = _("first visit at {time}: fill the file together")
                said = said.format(time=hour(one.slot.start))
                file = self._file(one.client_id, "file")
                icon = "clipboard-text"
                yield self._row(icon, Tone.SAGE, one.client, said, file)

    def _file(self, client_id: int, tab: str = "") -> tuple[str, Callable[[], object]]:
        go = partial(self._desk.go, ClientCard(client_id, tab))
        return _("Open file"), go

    def _row(
        self,
        icon: str,
        tone: Tone,
        who: str,
        said: str,
        *deeds: tuple[str, Callable[[], object]],
    ) -> QWidget:
        words = Words(
            Run(who, Type.STRONG), Run(f" — {said}"), wrap=True, middle=True, height=20
        )
        act, go = deeds[0]
        button = Button(act, small=True, act=go, name=f"{act}: {who}")
        row = across(Icon(icon, tone=tone), words, button, gap=10)
        row.setStretch(1, 1)
        made = SideRow(held(row), deeds)
        made.asked.connect(self.asked)
        return made

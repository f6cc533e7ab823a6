"""The sessions of a plan in their order, and what stands against them.

What is changed here goes out as a signal; the page changes the plan.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout

from salon.plans.model import SessionLine
from salon.plans.operations import SessionChange
from salon.text import _
from salon.views.plans import Sight
from ui.kit.buttons import Button, Kind
from ui.kit.cards import Card, Heading, clear
from ui.kit.states import Banner
from ui.kit.tokens import Tone, Type
from ui.kit.words import Words
from ui.parts.ways import open_booking
from ui.plans.rows import SessionRows, is_done, is_open
from ui.plans.sheets import SessionSheet

if TYPE_CHECKING:
    from ui.desk import Desk


class PlanSessions(Card):
    """A card with the sessions, and banners for what to look out for."""

    changed = Signal(object)  # all sessions as they are to be: `SessionChange`s

    def __init__(self, desk: "Desk", new: QAction, following: QAction) -> None:
        head = Heading(
            _("Sessions"),
            Button(action=new, small=True, kind=Kind.QUIET),
            Button(action=following, text=_("Book next"), small=True),
        )
        super().__init__(head, gap=6)
        self._desk, self._next = desk, following
        self._seen: Sight | None = None
        self._spacing = Words("", type=Type.SMALL, faint=True)
        self.rows = SessionRows()
        self.rows.opened.connect(self.open_session)
        self.rows.wanted.connect(self._book)
        self.rows.dropped.connect(self._drop_session)
        self.rows.moved.connect(self._move_session)
        self.rows.shifted.connect(self._shift_session)
        self._warnings = QVBoxLayout()
        self._warnings.setSpacing(6)
        self.add(self._spacing, self.rows, self._warnings)

    def show_sight(self, seen: Sight) -> None:
        """Show the sessions of a plan as it is now."""
        self._seen = seen
        self._spacing.say(seen.shown.spacing)
        self._spacing.setVisible(bool(seen.shown.spacing))
        self.rows.show_sessions(seen.card.sessions, seen.unfit)
        self._next.setEnabled(any(is_open(one) for one in seen.card.sessions))
        clear(self._warnings)
        for one in seen.warnings[:6]:
            tone = Tone.RED if one.is_grave else Tone.AMBER
            self._warnings.addWidget(Banner(one.text, tone))
        for pause in seen.shown.pauses:
            said = _("{what}: {days}. The printed plan says so.")
            text = said.format(what=pause.what, days=pause.when)
            self._warnings.addWidget(Banner(text, Tone.AMBER))

    def _sessions(self) -> tuple[SessionLine, ...]:
        return self._seen.card.sessions if self._seen is not None else ()

    def open_session(self, at: int) -> None:
        """Open a session to be changed, dropped or booked."""
        assert self._seen is not None
        one = self._sessions()[at]

        def keep(change: SessionChange) -> None:
            own = [_change_of(each) for each in self._sessions()]
            self.changed.emit([change if c.id == one.id else c for c in own])

        drop = partial(self._drop_session, at)
        book = partial(self._book, at) if is_open(one) else None
        sheet = SessionSheet(
            *(self, self._seen.card.client, self._seen.services, one),
            *(self._desk.today(), keep, drop, book),
        )
        sheet.open()

    def add_session(self) -> None:
        """Ask for one more session."""
        if self._seen is None:
            return
        lines = self._sessions()
        due = self._desk.today()
        if lines:
            last = lines[-1]
            gap = _usual_gap(lines)
            due = max(due, (last.booked_for or last.due_from) + timedelta(days=gap))

        def keep(change: SessionChange) -> None:
            own = [_change_of(each) for each in self._sessions()]
            self.changed.emit([*own, change])

        sheet = SessionSheet(
            *(self, self._seen.card.client, self._seen.services, None),
            *(self._desk.today(), keep),
            due=due,
        )
        sheet.open()

    def _drop_session(self, at: int) -> None:
        lines = self._sessions()
        if is_done(lines[at]):
            self._desk.say(_("This session has been given; it stays in the plan."))
            return
        own = [_change_of(each) for each in lines]
        del own[at]
        self.rows.follow(at)
        self.changed.emit(own)

    def _move_session(self, at: int, by: int) -> None:
        """Let a session change places; the days stay where they are."""
        lines = self._sessions()
        to = max(0, min(len(lines) - 1, at + by))
        first, last = min(at, to), max(at, to)
        self.rows.follow(at if to == at else to)
        if to == at or any(not is_open(one) for one in lines[first : last + 1]):
            if to != at:
                said = _("A booked session is moved in the calendar.")
                self._desk.say(said)
            self.rows.follow(at)
            self.rows.show_sessions(lines)
            return
        order = list(lines)
        order.insert(to, order.pop(at))
        self.changed.emit(
            [
                replace(_change_of(one), due_from=day.due_from, due_until=day.due_until)
                for one, day in zip(order, lines, strict=True)
            ]
        )

    def _shift_session(self, at: int, days: int) -> None:
        """Let a session be due some days later or earlier."""
        lines = self._sessions()
        if not is_open(lines[at]):
            self._desk.say(_("A booked session is moved in the calendar."))
            return
        own = [_change_of(each) for each in lines]
        by = timedelta(days=days)
        one = own[at]
        own[at] = replace(one, due_from=one.due_from + by, due_until=one.due_until + by)
        moved = sorted(own, key=lambda each: each.due_from)
        self.rows.follow(moved.index(own[at]))
        self.changed.emit(own)

    def book_next(self) -> None:
        """Book the first session that waits for a time."""
        at = next((i for i, one in enumerate(self._sessions()) if is_open(one)), None)
        if at is not None:
            self._book(at)

    def _book(self, at: int) -> None:
        one = self._sessions()[at]
        if self._seen is None or not is_open(one):
            return
        day: date = max(self._desk.today(), one.due_from)
        open_booking(
            self._desk,
            client_id=int(self._seen.card.client_id),
            service_id=one.service_id,
            day=day,
        )


def _change_of(one: SessionLine) -> SessionChange:
    return SessionChange(one.service_id, one.due_from, one.due_until, one.id, one.phase)


def _usual_gap(lines: Sequence[SessionLine]) -> int:
    if len(lines) < 2:
        return 14
    return max(1, (lines[-1].due_from - lines[-2].due_from).days)

"""Calls: whom, why now, what to say, what was said last time, and how it ended.

One digit ends a call; the next one is chosen at once.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QElapsedTimer, QTimer
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QGridLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from salon.aftercare.model import OUTCOME_WORDS, SURVEY, CallId, CallLine, Outcome
from salon.aftercare.operations import (
    Follow,
    log_call,
    log_unplanned,
    raise_flag,
    raise_unplanned,
)
from salon.errors import SalonError
from salon.incidents.model import IncidentId
from salon.text import _, full_day, language, ngettext, short_day
from salon.views.calls import About, Queue, about_call, call_queue, whole_call
from ui.aftercare.card import CallCard
from ui.aftercare.later import leave_out, ring_later
from ui.desk import Desk
from ui.kit.buttons import Button, Kind
from ui.kit.cards import Card, Empty, Heading, Rule, Scroll, across, clear, down, held
from ui.kit.chips import Chip, ChipLabel
from ui.kit.columns import Columns
from ui.kit.facts import Step, pairs
from ui.kit.offers import Offer, Offers, of_action, offer
from ui.kit.page import Page
from ui.kit.remaining import Remaining
from ui.kit.rows import Line, Look
from ui.kit.states import Failed
from ui.kit.tips import tip
from ui.kit.tokens import Tone, Type
from ui.kit.words import Run, Words
from ui.parts.call_marks import short_chip, why
from ui.parts.complaints import ComplaintsStrip
from ui.parts.homes import tell
from ui.parts.keys import KeysOrWords
from ui.parts.own_doing import say_gone
from ui.parts.ways import (
    mail_notice,
    open_booking,
    open_print,
    open_survey_call,
    open_tick,
    open_writing,
)
from ui.places import CallList, ClientCard, DayOf, IncidentOf, OccasionList

MINUTE = 60_000  # milliseconds
STILL = 1500  # milliseconds in which a second digit is a slip of the finger
OUTCOMES = (
    (Outcome.WELL, "check", Tone.SAGE),
    (Outcome.BOOKED, "calendar-plus", None),
    (Outcome.NO_ANSWER, "phone-x", None),
    (Outcome.MESSAGE, "send", None),
    (Outcome.WORRIED, "urgent", Tone.RED),
    (Outcome.UNHAPPY, "message-report", None),
    (Outcome.REFUSED, "phone-off", None),
    (Outcome.WRONG_NUMBER, "ban", None),
)
ENDS_WELL = (Outcome.WELL, Outcome.BOOKED)
_ICONS = {outcome: icon for outcome, icon, _tone in OUTCOMES}
_TONES = {outcome: tone for outcome, _icon, tone in OUTCOMES}


class CallsPage(Page):
    """The queue of this hour, the call that is being made, and what it is part of."""

    def __init__(self, desk: Desk, place: CallList) -> None:
        super().__init__(_("Calls"))
        self._desk = desk
        self._queue: Queue | None = None
        self._place = place  # whom one came to ring
        self._wanted: int | None = None  # which call to choose next
        self._is_asked = True  # whether who is meant is to be chosen yet
        self._logging: set[int] = set()
        self._mine: set[int] = set()  # what was ended here
        self._last_seq = 0  # of what was done here when the list was last shown
        self._since = QElapsedTimer()  # when an outcome was last asked for
        self._shown: int | None = None
        self._flag = ""  # a red flag that was said, in words
        look = Look(height=52, avatar=32, small=True)
        self.list = Remaining(look, _("Call list"), 4)
        self.list.picked.connect(self._picked)
        self.list.opened.connect(self._open_file)
        self.first = self.list
        self._build_actions()
        offer(self.list, self._offers)
        say_gone(desk, self.list)
        self.card = CallCard(desk, self.raising, self.survey)
        self.card.flagged.connect(self._flagged)
        self._listen()
        self.stack = QStackedWidget()
        self._busy = self._page_of_calls()
        self.stack.addWidget(self._busy)
        self._nobody = self._nobody_card()
        self.stack.addWidget(self._nobody)
        self._failed: QWidget | None = None
        self.row().addWidget(self.stack, 1)
        desk.watch(
            {"aftercare", "clients", "appointments", "settings", "incidents"},
            self.refresh,
        )
        desk.who_changed.connect(self.refresh)  # who speaks says so
        clock = QTimer(self)
        clock.setInterval(MINUTE)
        clock.timeout.connect(self._tick)
        clock.start()
        self.refresh()

    def arrive(self, place: CallList) -> None:
        """Show another call; one that is not due stands on top of the list."""
        self._place, self._is_asked = place, True
        self.keys.forget()
        self.refresh()

    def leave(self) -> None:
        """Keep the note that is half written, and the call it is about."""
        self.card.leave()
        call = self._chosen()
        if call is not None and isinstance(self._desk.place, CallList):
            here = CallList(int(call.id)) if call.id > 0 else self._place
            self._desk.settle(here)

    def refresh(self) -> None:
        """Ask again whom to ring."""
        place = self._place
        by = self._desk.by
        call = self._chosen()
        shown = int(call.id) if call is not None else None
        asked = self._desk.ask(call_queue, place.id, place.client_id, by, shown)
        asked.then(partial(self._show, place=place)).otherwise(self._fail)

    def books(self) -> dict[str, int]:
        """Return whom a booking from here is about."""
        call = self._chosen()
        return {} if call is None else {"client_id": call.client_id}

    # how it is built

    def _build_actions(self) -> None:
        self.outcomes = []
        for number, (outcome, icon, _tone) in enumerate(OUTCOMES, 1):
            act = partial(self.log, outcome)
            made = self.action(_(OUTCOME_WORDS[outcome]), str(number), act, icon)
            self.outcomes.append(made)
        self.raising = self.action(
            _("Open the &incident"), "I", self.raise_flag, "urgent"
        )
        self.raising.setEnabled(False)
        self.survey = self.action(
            _("Ask the &questions"), "Q", self._ask_survey, "clipboard-text"
        )
        self.survey.setEnabled(False)
        self.later = self.action(_("Ring &later"), "L", self._ring_later, "clock")
        self.skip = self.action(_("Leave &out"), "O", self._leave_out, "phone-off")
        self.occasions = self.action(
            _("Occasio&ns"), "", lambda: self._desk.go(OccasionList()), "gift"
        )
        self.write = self.action(
            _("&Write instead"), "M", self._write, "message-circle"
        )
        self.ticks = self.action(
            _("Twenty-second tic&k"), "K", self._tick_habits, "check"
        )
        self.copy = self.action(
            _("Copy number and words"), "Ctrl+Shift+C", self._copy, "clipboard-text"
        )
        self.print_ = self.action(
            _("&Print the after-care"), "Ctrl+P", self._print, "printer"
        )

    def _listen(self) -> None:
        """Tell the keys of this page from words that are typed without a click."""
        self.keys = KeysOrWords(self, self.card.note, self.list)
        self.keys.let_go(self.list)
        for number, (outcome, _icon, _tone) in enumerate(OUTCOMES, 1):
            act = partial(self.log, outcome)
            self.keys.key(self.outcomes[number - 1], str(number), act)
        self.keys.key(self.raising, "i", self.raise_flag)
        self.keys.key(self.survey, "q", self._ask_survey)
        self.keys.key(self.later, "l", self._ring_later)
        self.keys.key(self.skip, "o", self._leave_out)
        self.keys.key(self.write, "m", self._write)
        self.keys.key(self.ticks, "k", self._tick_habits)

    def _offers(self, row: int) -> Offers:
        """Return what can be done with the call of a line."""
        name = _("Open file")
        file = Offer(name, partial(self._open_file, row), "⏎", "user")
        steps = (
            *(self.raising, self.survey, self.later, self.skip, self.write),
            self.ticks,
        )
        ends = [of_action(one) for one in self.outcomes]
        return (file, None, *ends, None, *map(of_action, (*steps, self.print_)))

    def _page_of_calls(self) -> QWidget:
        self.about = Scroll(
            Columns(self.card, self._side(), (690, 270), least=820, gap=12)
        )
        work = down(gap=12)
        work.addWidget(self.about, 1)
        self.ends = Outcomes(self.outcomes)
        work.addWidget(self.ends)
        return Columns(self._list_card(), held(work), (300, 980), least=900)

    def _list_card(self) -> QWidget:
        best = Words(_("best time first"), type=Type.CAPTION, faint=True)
        self._number = ChipLabel(Chip("0", Tone.ROSE))
        head = Heading(_("Call list"), best)
        more = across(
            Button(action=self.later, small=True),
            Button(action=self.skip, small=True),
            None,
        )
        head.row.insertWidget(1, self._number)
        self._resting = Words("", type=Type.CAPTION, faint=True, wrap=True)
        card = Card(head, gap=6, pad=14)
        occasions = across(Button(action=self.occasions, small=True), None)
        self.complaints = ComplaintsStrip(self._desk)
        self.mail = mail_notice(self._desk)
        card.add(self.complaints)
        card.add(self.list, stretch=1).add(more, occasions, Rule())
        card.add(self._resting, self.mail)
        card.setMinimumWidth(286)
        return card

    def _side(self) -> QWidget:
        self._glance = QVBoxLayout()
        self._steps = QVBoxLayout()
        self._contacts = QVBoxLayout()
        for column in (self._glance, self._steps, self._contacts):
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(2)
        self._steps_head = Heading(_("Steps"))
        self._steps_card = Card(self._steps_head, gap=0)
        self._steps_card.add(self._steps).add(Button(action=self.print_, small=True))
        self._contacts_card = Card(_("Spoken with before"), gap=4)
        self._contacts_card.add(self._contacts)
        glance = Card(_("At a glance"), gap=4)
        glance.add(self._glance)
        column = down(glance, self._steps_card, self._contacts_card, None, gap=12)
        return held(column)

    def _nobody_card(self) -> QWidget:
        self._nobody_said = Words("", type=Type.SMALL, faint=True)
        head = Heading(_("Call list"), icon="phone-call")
        head.row.insertWidget(2, self._nobody_said)
        empty = Empty(
            "phone-off",
            _("Nobody to ring now"),
            _("Everyone who was due has been reached."),
            Button(
                _("See the calendar"),
                icon="calendar-month",
                act=lambda: self._desk.go(DayOf()),
            ),
        )
        return Card(head).add(empty, stretch=1)

    # what it shows

    def _show(self, queue: Queue, *, place: CallList) -> None:
        if place != self._place:
            return  # one has come to ring somebody else meanwhile
        before = self._chosen()
        last = self._desk.last.seq if self._desk.last is not None else 0
        is_mine, self._last_seq = last != self._last_seq, last
        was = (
            {one.id for one in self._queue.calls} if self._queue is not None else set()
        )
        is_asked = self._is_asked
        self._queue = queue
        if self._failed is not None:
            self.stack.removeWidget(self._failed)
            self._failed.deleteLater()
            self._failed = None
        self._desk.count("calls", queue.due)
        self._number.say(Chip(str(queue.due), Tone.ROSE))
        self._rest(queue)
        keys = {int(call.id) for call in queue.calls}
        self._logging &= keys
        self.card.bring_back(one for one in queue.calls if int(one.id) in self._mine)
        self._mine -= keys - self._logging
        lines = [_line(call, queue) for call in queue.calls]
        self.list.show_lines(lines)
        self.stack.setCurrentWidget(self._busy if lines else self._nobody)
        if self._is_asked:
            self._is_asked = False
            self._wanted = int(queue.asked.id) if queue.asked is not None else None
        if lines:
            self._choose_wanted()
            if self.list.chosen() is None:
                self.list.choose(0)
            self._picked(self.list.currentIndex().row(), again=True)
            if not (is_mine or is_asked):
                self._mind_the_change(before)
            elif before is not None and before.id not in keys and not is_asked:
                self._choose_back(was)

    def _rest(self, queue: Queue) -> None:
        said = ngettext(
            "Resting today: {number} client was contacted in the last 7 days, "
            "{silent} asked not to be called.",
            "Resting today: {number} clients were contacted in the last 7 days, "
            "{silent} asked not to be called.",
            queue.rested,
        )
        words = said.format(number=queue.rested, silent=queue.silent)
        self._resting.say(words)
        self._nobody_said.say(words)

    def _choose_back(self, was: set[CallId]) -> None:
        """Go to the call that has just come back, where the one in sight is gone."""
        for row, call in enumerate(self._queue.calls if self._queue else ()):
            if call.id not in was and self._wanted is None and was:
                self.list.choose(row)
                return

    def _mind_the_change(self, before: CallLine | None) -> None:
        """Say it where the call in sight is gone without one's own doing."""
        call, shown = self._chosen(), self._queue
        if before is None or call is None or shown is None or before.id == call.id:
            return
        if any(one.id == before.id for one in shown.calls) or self._is_mine(before):
            return
        if before.client == call.client:
            return  # another call to the same client, or two files joined
        self.keys.forget()
        self._since.start()  # a digit on its way was meant for the other one
        said = _("{client}: this call is over meanwhile. In sight now: {other}")
        self._desk.say(said.format(client=before.client, other=call.client))

    def _is_mine(self, call: CallLine) -> bool:
        return int(call.id) in self._mine or call.id < 0

    def _choose_wanted(self) -> None:
        if self._wanted is None or self._queue is None:
            return
        for row, call in enumerate(self._queue.calls):
            if call.id == self._wanted:
                self.list.choose(row)
                self._wanted = None
                return

    def _fail(self, error: SalonError) -> None:
        if self._failed is None:
            failed = Failed(
                _("The calls could not be shown."), str(error), self.refresh
            )
            self._failed = Card().add(failed, stretch=1)
            self.stack.addWidget(self._failed)
        self.stack.setCurrentWidget(self._failed)

    def _tick(self) -> None:
        if self.isVisible():
            self.refresh()

    def _chosen(self) -> CallLine | None:
        row = self.list.currentIndex().row()
        calls = self._queue.calls if self._queue is not None else ()
        return calls[row] if 0 <= row < len(calls) else None

    def _picked(self, _row: int, *, again: bool = False) -> None:
        call = self._chosen()
        if call is None or call.id != self._shown:
            self.keys.forget()
        for action in (*self.outcomes, self.copy, self.write):
            action.setEnabled(call is not None)
        for action in (self.later, self.skip):
            action.setEnabled(call is not None and call.id > 0)
        self._flagged(self._flag)
        self.print_.setEnabled(call is not None and call.leaflet_of is not None)
        if call is None or self._queue is None:
            return
        if call.id != self._shown or again:
            self.card.show_call(call, self._queue.now, self._queue.emergency)
            self._shown = call.id
            self._foresee(call)
            if not call.is_whole:
                asked = self._desk.ask(whole_call, call, self._desk.by)
                asked.then(self._show_whole).otherwise(self._fail_softly)
            self._desk.ask(about_call, call).then(
                partial(self._show_about, key=int(call.id))
            )

    def _show_whole(self, whole: CallLine) -> None:
        """Show what to say in a call that was chosen, if it is still in sight."""
        if self._queue is None:
            return
        calls = tuple(whole if one.id == whole.id else one for one in self._queue.calls)
        self._queue = replace(self._queue, calls=calls)
        if whole.id == self._shown:
            self.card.show_call(whole, self._queue.now, self._queue.emergency)
            self._foresee(whole)

    def _fail_softly(self, _error: SalonError) -> None:
        """Ask for the list again: the call is gone."""
        self.refresh()

    def _foresee(self, call: CallLine) -> None:
        """Let each key say what it leads to, before it is pressed."""
        for outcome, button in zip(Outcome, self.ends.buttons, strict=True):
            text = call.foreseen.get(outcome, _(OUTCOME_WORDS[outcome]))
            button.setText(text)
            button.setAccessibleName(text)

    def _show_about(self, about: About, *, key: int) -> None:
        call = self._chosen()
        if call is None or call.id != key:
            return
        self.card.show_client(about.client)
        clear(self._glance)
        self._glance.addWidget(pairs(_facts(about), 88))
        clear(self._steps)
        name = call.protocol_name
        self._steps_head.title.say(name or _("Steps"))
        for step in about.steps:
            when = short_day(step.due) if step.due is not None else ""
            said = _("Day {number}").format(number=step.days)
            self._steps.addWidget(Step(f"{said} · {step.purpose}", step.state, when))
        self._steps_card.setVisible(bool(about.steps))
        clear(self._contacts)
        for contact in about.contacts[:4]:
            runs = [
                Run(full_day(contact.at.date()), Type.CAPTION_STRONG, faint=True),
                Run(f"  {_(OUTCOME_WORDS[contact.outcome])}", Type.SMALL),
            ]
            if contact.note:
                runs.append(Run(f" · {contact.note}", Type.SMALL, faint=True))
            self._contacts.addWidget(Words(*runs, type=Type.SMALL, wrap=True))
        self._contacts_card.setVisible(bool(about.contacts))

    # what one does

    def _copy(self) -> None:
        """Copy the number and what to say, for a message instead of a call."""
        call = self._chosen()
        if call is None:
            return
        number = self.card.number.text()
        QApplication.clipboard().setText("\n".join(filter(None, (number, call.words))))
        said = _("{client}: number and words copied")
        self._desk.say(said.format(client=call.client))

    def _write(self) -> None:
        """Write to the client in the place of the call; what was noted goes along."""
        call = self._chosen()
        if call is not None and not self._must_be_raised(call):
            open_writing(self._desk, call.client_id, call, self.card.said().note)

    def _tick_habits(self) -> None:
        """Tick five habits of the client in sight."""
        call = self._chosen()
        if call is not None:
            open_tick(self._desk, call.client_id, "call")

    def _print(self) -> None:
        """Print what the client takes home, of the visit that the call is about."""
        call = self._chosen()
        if call is not None and call.leaflet_of is not None:
            open_print(self._desk, "after", call.leaflet_of)

    def _open_file(self, _row: int) -> None:
        call = self._chosen()
        if call is not None:
            self._desk.go(ClientCard(call.client_id, "calls"))

    def _ring_later(self) -> None:
        call = self._chosen()
        if call is None or self._queue is None or self._must_be_raised(call):
            return
        moved = partial(self.card.forget, call)
        ring_later(self._desk, call, self._queue.now, self.card.said(), moved)

    def _leave_out(self) -> None:
        call = self._chosen()
        if call is not None and not self._must_be_raised(call):
            leave_out(self._desk, call)

    def _must_be_raised(self, call: CallLine) -> bool:
        """Say that a red flag does not wait, where one was said."""
        if self._flag:
            said = _(
                "{client}: “{sign}” was said, and that does not wait. Open the "
                "incident; if it was a slip of the finger, take the sign off first."
            )
            self._desk.refused.emit(said.format(client=call.client, sign=self._flag))
        return bool(self._flag)

    def _flagged(self, said: str) -> None:
        """Close "all well" and "book next" while a red flag stands; say so on them."""
        self._flag = said
        self.raising.setEnabled(bool(said) and self._chosen() is not None)
        for outcome, button in zip(Outcome, self.ends.buttons, strict=True):
            if outcome in ENDS_WELL:
                button.tone = None if said else _TONES[outcome]
                button.icon_name = "lock" if said else _ICONS[outcome]
                why = _("closed: {sign} was said").format(sign=said) if said else ""
                button.setAccessibleDescription(why)
                tip(button, why)
                button.update()

    def raise_flag(self) -> None:
        """Open an incident for the red flag that was said, and go to it."""
        call, said = self._chosen(), self.card.said()
        if call is None or not said.flag or self._logging:
            return
        self._logging.add(int(call.id))
        if call.id < 0:
            doing = self._desk.do(raise_unplanned, call.client_id, said.flag, said.note)
        else:
            doing = self._desk.do(
                raise_flag,
                call.id,
                said.flag,
                said.note,
                answers=said.answers,
                spoken=call.said,
                seen=call.version,
            )
        doing.then(partial(self._raised, call=call))
        doing.otherwise(partial(self._refused, call=call))

    def _raised(self, key: IncidentId, *, call: CallLine) -> None:
        self.card.forget(call)
        self._logging.discard(int(call.id))
        self._desk.go(IncidentOf(key))

    def log(self, outcome: Outcome) -> None:
        """End the chosen call; the next one is chosen at once.

        A digit pressed twice means one call: nobody has rung the next one yet.
        """
        if self.card.said().flag and outcome in ENDS_WELL:
            self._say_closed()  # nothing is done, nothing is lost
            return
        is_slip = self._since.isValid() and self._since.elapsed() < STILL
        call = self._chosen()
        if is_slip:
            self._desk.say(_("Pressed twice: only one call was logged."))
            return
        self._since.start()
        if self._logging or call is None or self._queue is None:
            return
        said = self.card.said()
        self._logging.add(int(call.id))
        self._mine.add(int(call.id))
        self._place = CallList()  # who was meant has been rung
        follows = _next_of(self._queue.calls, call, self._logging)
        self._wanted = int(follows.id) if follows is not None else None
        if call.id < 0:
            doing = self._desk.do(
                log_unplanned,
                call.client_id,
                outcome,
                flag=said.flag,
                note=said.note,
            )
        else:
            doing = self._desk.do(
                log_call,
                call.id,
                outcome,
                answers=said.answers,
                flag=said.flag,
                note=said.note,
                spoken=call.said,
                seen=call.version,
            )
        doing.then(partial(self._logged, call=call, outcome=outcome))
        doing.otherwise(partial(self._refused, call=call))
        if self._wanted is not None:
            for row, one in enumerate(self._queue.calls):
                if one.id == self._wanted:
                    self.list.choose(row)

    def _ask_survey(self) -> None:
        """Ask the questions of the survey; answering them ends the call."""
        call = self._chosen()
        if call is not None and call.step == SURVEY:
            open_survey_call(self._desk, int(call.id))

    def _say_closed(self) -> None:
        """Say that a call in which a red flag was said cannot end well."""
        why = _("“{sign}” was said. Open the incident, or take the sign off.")
        self._desk.refused.emit(why.format(sign=self._flag))
        self.card.opening.setFocus()

    def _logged(
        self, follows: list[Follow], *, call: CallLine, outcome: Outcome
    ) -> None:
        self.card.forget(call)
        self._logging.discard(int(call.id))
        parts = [f"{call.client}: {_(OUTCOME_WORDS[outcome])}"]
        parts += [follow.text for follow in follows]
        tell(self._desk, (". " if language() == "en" else "。").join(parts))
        opened = next((one.incident_id for one in follows if one.incident_id), None)
        if opened is not None:
            self._desk.go(IncidentOf(opened))
        if outcome is Outcome.BOOKED:
            sheet = open_booking(self._desk, call.client_id)
            if sheet is not None:
                sheet.rejected.connect(partial(self._not_booked, call.client))

    def _not_booked(self, client: str) -> None:
        """Say that the call ended without the visit that it promised."""
        said = _(
            "{client}: the call is logged, nothing is booked. Undo brings it back."
        )
        tell(self._desk, said.format(client=client))

    def _refused(self, error: SalonError, *, call: CallLine) -> None:
        self._logging.discard(int(call.id))
        self._wanted = int(call.id)
        self._choose_wanted()
        self._desk.refused.emit(str(error))
        self.refresh()


class Outcomes(QWidget):
    """How the call ended: always in sight, in as few rows as the width allows."""

    def __init__(self, actions: Sequence[QAction]) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(8)
        self.buttons = [
            Button(action=action, kind=Kind.ANSWER, tone=tone)
            for action, (_outcome, _icon, tone) in zip(actions, OUTCOMES, strict=True)
        ]
        self._across = 0
        self._lay(4)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay them out for another width."""
        wide = event.size().width()
        self._lay(4 if wide >= 800 else 3 if wide >= 520 else 2)
        super().resizeEvent(event)

    def _lay(self, across: int) -> None:
        if across == self._across:
            return
        self._across = across
        for column in range(4):
            self._grid.setColumnStretch(column, 1 if column < across else 0)
        for at, button in enumerate(self.buttons):
            self._grid.addWidget(button, at // across, at % across)


def _line(call: CallLine, queue: Queue) -> Line:
    mark = short_chip(call, queue.now)
    if call.for_name:
        mark = Chip(_("for {name}").format(name=call.for_name), Tone.PLAIN)
    if call.is_open_incident:
        mark = Chip(_("incident"), Tone.RED, "urgent")
    return Line(call.client, why(call, queue.now), mark=mark, key=call.id)


def _next_of(
    calls: tuple[CallLine, ...], call: CallLine, gone: set[int]
) -> CallLine | None:
    """Return the call after *call* that is still to be made, else the first one."""
    at = calls.index(call)
    for one in (*calls[at + 1 :], *calls[:at]):
        if one.id not in gone:
            return one
    return None


def _facts(about: About) -> list[tuple[str, str | QWidget]]:
    line = about.client
    facts: list[tuple[str, str | QWidget]] = []
    last, coming = line.last_visit, line.next_visit
    facts.append((_("Last visit"), full_day(last) if last is not None else "–"))
    said = (
        _("{day}, booked").format(day=short_day(coming))
        if coming is not None
        else _("none booked")
    )
    facts.append((_("Next visit"), said))
    if line.called:
        facts.append((_("Called"), line.called))
    facts += [(_("Careful"), alert.text) for alert in line.alerts[:3]]
    return facts

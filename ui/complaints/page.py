"""One complaint: the step in hand, what to say, what to offer, what rests meanwhile.

A digit ends a call about it, as on the page of calls. What is done stands at the left
and is not lost; only the step in hand is open.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from salon.clients.phones import shown
from salon.complaints.model import (
    MARK_WORDS,
    OUTCOME_WORDS,
    THIRD,
    TWO_WAYS,
    ComplaintId,
    Level,
    Mark,
    OfferLine,
    Outcome,
    Step,
    words_place,
)
from salon.complaints.offering import ask_approval, grant_offer
from salon.complaints.operations import (
    apologise,
    carry_out,
    listen,
    mark_complaint,
    note_attempt,
    propose,
    take_offer,
    think_over,
)
from salon.complaints.owning import give_complaint, hand_on, set_level
from salon.complaints.refusing import ReadBackFirst, WordsNeeded
from salon.complaints.saying import missing_in_words
from salon.errors import SalonError
from salon.text import _, short_day
from salon.views.complaints import (
    ComplaintSight,
    complaint_sight,
)
from salon.views.incidents import Mishap, mishap_of
from ui.complaints.head import Head
from ui.complaints.offers import OfferBox, given_row, marks_wanted, promise_words
from ui.complaints.sheets import (
    ChangeSheet,
    ClarifySheet,
    EndSheet,
    HurtSheet,
    OfferSheet,
    ask_lower,
    ask_refusal,
    ask_reopen,
)
from ui.complaints.side import before_rows, course_rows, paused_rows, then_words
from ui.complaints.speaking import SayCard
from ui.complaints.steps import Steps, when
from ui.desk import Desk
from ui.kit.buttons import Button, Tick
from ui.kit.cards import Card, Heading, Rule, Scroll, across, clear, down, held
from ui.kit.columns import Columns, flowing
from ui.kit.facts import pairs
from ui.kit.fields import Notes
from ui.kit.page import Page
from ui.kit.states import Banner, Failed
from ui.kit.tokens import Tone, Type
from ui.kit.words import Words
from ui.parts.answers import AnswerKeys
from ui.parts.homes import home_of, tell
from ui.parts.keys import KeysOrWords
from ui.parts.ways import open_print
from ui.places import ClientCard, ComplaintOf, IncidentOf

if TYPE_CHECKING:
    from salon.app import Salon

MINUTE = 60_000  # milliseconds
PAUSE = 600  # milliseconds after the last key: then what is typed is stored
TOPICS = {"complaints", "clients", "appointments", "aftercare", "incidents"}
ON_THE_TABLE = (Step.PROPOSE, Step.AGREE)


class ComplaintPage(Page):
    """Where we are with somebody who is not content, and what comes next."""

    def __init__(self, desk: Desk, place: ComplaintOf) -> None:
        super().__init__(_("Complaint"))
        self._desk = desk
        self._id = ComplaintId(place.id)
        self._sight: ComplaintSight | None = None
        self._table: list[OfferLine] = []
        self._build_actions()
        self.stack = QStackedWidget()
        self._whole = self._build()
        self._listen()
        self.stack.addWidget(self._whole)
        self._failed: QWidget | None = None
        self.column().addWidget(self.stack, 1)
        self.first = self.head.ring_button
        desk.watch(TOPICS | {"settings", "staff"}, self.refresh)
        desk.who_changed.connect(self.refresh)  # who speaks, and what they may grant
        self._clock = QTimer(self)
        self._clock.setInterval(MINUTE)
        self._clock.timeout.connect(self._tick)
        self._clock.start()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._store)
        self.refresh()

    def arrive(self, place: ComplaintOf) -> None:
        """Show another complaint."""
        self.typing.forget()
        if place.id != self._id:
            self._store()
            self._id, self._sight = ComplaintId(place.id), None
            self.refresh()

    def leave(self) -> None:
        """Keep the words that are half typed."""
        self.typing.forget()
        self._store()

    def refresh(self) -> None:
        """Ask again how it stands."""
        asked = self._desk.ask(complaint_sight, self._id, self._desk.by)
        asked.then(self._show).otherwise(self._fail)

    def books(self) -> dict[str, int]:
        """Return whom a booking from here is about."""
        return {} if self._sight is None else {"client_id": self._sight.client.id}

    # how it is built

    def _build_actions(self) -> None:
        act = self.action
        self.ring = act(_("&Ring"), "C", self._ring, "phone")
        self.go_on = act(_("&Go on"), "Ctrl+Return", self._go_on, "check")
        self.change = act(_("Change th&em"), "E", self._change, "pencil")
        self.answers = [
            act(_("Takes &A"), "1", partial(self._take, 0), "check"),
            act(_("Takes &B"), "2", partial(self._take, 1), "check"),
            act(_("&Thinks it over"), "3", self._thinks, "hourglass"),
            act(_("&No answer"), "4", self._no_answer, "phone-x"),
            act(_("Ne&ither"), "5", self._neither, "user-heart"),
            act(_("Skin &sore, swollen"), "6", self._sore, "shield-exclamation"),
        ]
        self.mine = act(_("Ta&ke it"), "", self._take_case, "user-heart")
        self.file = act(_("Open &file"), "", self._open_file, "user")
        self.paper = act(_("&Print the time line"), "Ctrl+P", self._print, "printer")
        self.end = act(_("C&lose the complaint"), "", self._close, "circle-check")
        self.more = act(_("Told to &others"), "", partial(self._level, 1), "users")
        self.less = act(_("Told to fe&wer"), "", partial(self._level, -1), "user")
        self.sheet = act(_("Problem s&heet"), "", self._problem, "clipboard-list")

    def _listen(self) -> None:
        """Tell the keys of this page from words that are typed without a click."""
        self.typing = KeysOrWords(self, self.answer)
        self.typing.let_go(self.head.ring_button)
        self.typing.key(self.ring, "c", self._ring)
        self.typing.key(self.change, "e", self._change)
        deeds: tuple[Callable[[], object], ...] = (
            *(partial(self._take, 0), partial(self._take, 1), self._thinks),
            *(self._no_answer, self._neither, self._sore),
        )
        for number, (made, deed) in enumerate(zip(self.answers, deeds, strict=True), 1):
            self.typing.key(made, str(number), deed)

    def _build(self) -> QWidget:
        work = down(gap=10)
        self.saying = SayCard()
        self._hand_card = self._in_hand()
        self._centre = down(self.saying, self._hand_card, None, gap=12)
        side = down(
            self._card("worth", _("What the client is to us"), "heart-handshake"),
            self._card("before", _("Before this"), "history"),
            self._card("paused", _("Quiet until this is closed"), "lock"),
            self._card("then", _("Once they have chosen"), "phone-call"),
            self._card("course", _("What was done"), "list-details"),
            None,
            gap=12,
        )
        right = Columns(held(self._centre), held(side), (640, 304), least=760, gap=12)
        self.about = Scroll(
            Columns(self._steps_card(), right, (238, 960), least=720, gap=12)
        )
        self.head = Head(self.ring, self.mine, self.file)
        work.addWidget(self.head)
        work.addWidget(self._states())
        work.addWidget(self.about, 1)
        tones = (Tone.SAGE, Tone.SAGE, None, None, None, Tone.RED)
        self.keys = AnswerKeys(self.answers, tones)
        work.addWidget(self.keys)
        return held(work)

    def _states(self) -> QWidget:
        """Return the strips that say what is out of the ordinary."""
        self.again = Button(_("Open again"), small=True, act=self._reopen)
        self.closed = Banner("", Tone.SAGE, self.again)
        self.to_incident = Button(
            _("Open the incident"), small=True, act=self._incident
        )
        self.injury = Banner("", Tone.RED, self.to_incident, icon="urgent")
        self.hand = Button(_("Hand it over"), small=True, act=self._hand_over)
        self.own = Banner("", Tone.AMBER, self.hand, icon="user-heart")
        self.third = Banner("", Tone.AMBER, Button(action=self.paper, small=True))
        self.recurs = Banner("", Tone.AMBER, Button(action=self.sheet, small=True))
        shown_first = (self.closed, self.injury, self.own, self.third, self.recurs)
        column = down(*shown_first, gap=8)
        for one in shown_first:
            one.hide()
        self._strips = held(column)
        return self._strips

    def _steps_card(self) -> QWidget:
        self.steps = Steps()
        self._told = QVBoxLayout()
        self._told.setSpacing(4)
        card = Card(Heading(_("Six steps")), gap=6, pad=14)
        card.add(self.steps, Rule(), self._told)
        card.fill()
        card.setMinimumWidth(230)
        return card

    def _in_hand(self) -> QWidget:
        change = Button(action=self.change, small=True)
        self._change_button = change
        self._hand_head = Heading("", change)
        self._hand = QVBoxLayout()
        self._hand.setSpacing(8)
        self.answer = Notes(name=_("What the client says"), rows=3)
        self.answer.textChanged.connect(self._typed)
        self.read_back = Tick(_("Read back to the client"))
        self.on = Button(action=self.go_on)
        self._foot = held(across(self.read_back, None, self.on, gap=10))
        card = Card(self._hand_head, gap=8)
        return card.add(self._hand).add(self.answer, self._foot)

    def _card(self, key: str, title: str, icon: str) -> QWidget:
        column = QVBoxLayout()
        column.setSpacing(6)
        card = Card(Heading(title, icon=icon), gap=6).add(column)
        setattr(self, f"_{key}", column)
        setattr(self, f"_{key}_card", card)
        return card

    # what it shows

    def _tick(self) -> None:
        if self.isVisible():
            self.refresh()

    def _show(self, sight: ComplaintSight) -> None:
        if sight.card.line.id != self._id:
            return  # one has gone on to another one meanwhile
        before = self._sight
        at = self.window().focusWidget()
        self._sight = sight
        if self._failed is not None:
            self.stack.removeWidget(self._failed)
            self._failed.deleteLater()
            self._failed = None
        self.stack.setCurrentWidget(self._whole)
        if before is None or before.card.line.step is not sight.card.line.step:
            self._put_words(sight)
        region = self._desk.premises.region
        self.head.show_sight(sight, region)
        self.setWindowTitle(sight.client.name)
        name = _("Complaint: {client}").format(client=sight.client.name)
        self.setAccessibleName(name)
        self.ring.setEnabled(bool(sight.client.phone) and not sight.instead)
        self.mine.setEnabled(sight.card.line.is_open and self._may_take(sight))
        self._show_states(sight)
        self.steps.show_sight(sight)
        self._show_told(sight)
        self.saying.show_sight(sight)
        self._show_hand(sight)
        self._show_side(sight)
        self._show_keys(sight)
        is_new = before is None or before.card.line.step is not sight.card.line.step
        self._lead(sight, at, is_new=is_new)

    def _lead(self, sight: ComplaintSight, at: QWidget | None, *, is_new: bool) -> None:
        """Put the keyboard on what comes next, where that has changed or is gone."""
        before, self.first = self.first, self._next_thing(sight)
        is_lost = self.window().focusWidget() is not at
        if is_new or is_lost or (before is not self.first and at is not self.answer):
            self.first.setFocus()
        if is_new:  # from the top, as far as what comes next is in sight then
            self.about.verticalScrollBar().setValue(0)
            QTimer.singleShot(0, self, self._look)

    def _look(self) -> None:
        if self.first is not None and self.about.isAncestorOf(self.first):
            self.about.ensureWidgetVisible(self.first)

    def _next_thing(self, sight: ComplaintSight) -> QWidget:
        """Return what comes next: a field, or a button; never how a call ended."""
        line = sight.card.line
        if not line.is_open:
            return self.again
        if line.step is Step.LISTEN:
            return self.answer
        if self.go_on.isEnabled():
            return self.on
        if self.change.isEnabled() and len(self._table) < TWO_WAYS:
            return self._change_button
        ring = self.head.ring_button
        return ring if ring.isEnabled() else self

    def _show_states(self, sight: ComplaintSight) -> None:
        line = sight.card.line
        self.closed.setVisible(not line.is_open)
        if not line.is_open and line.closed is not None:
            parts = (
                _("Closed {time}").format(time=when(line.closed, sight.now)),
                sight.card.closed_by,
                _(OUTCOME_WORDS[Outcome(line.outcome)]) if line.outcome else "",
            )
            self.closed.say(" · ".join(filter(None, parts)))
        self.injury.setVisible(line.is_open and sight.is_hurt)
        first = _("Incident first: for now there is only care.")
        fault = _("Of fault speak only the owner and the insurer.")
        self.injury.say(f"{first} {fault}")
        is_third = line.is_open and line.level is Level.THIRD_PARTY
        self.third.setVisible(is_third)
        if is_third:
            due = sight.card.body_due
            by = _("by {time}").format(time=short_day(due)) if due else ""
            said = _("The owner answers, the insurer hears of it today.")
            calm = _("Nobody replies from private accounts.")
            self.third.say(" ".join(filter(None, (sight.card.body, by, said, calm))))
        many = len(sight.alike)
        has_sheet = any(one.kind == "sheet" for one in sight.card.course)
        self.recurs.setVisible(many >= THIRD and not has_sheet)
        said = _("The same root {n} times in 90 days: note what changes for everybody.")
        self.recurs.say(said.format(n=many))
        self.own.setVisible(bool(sight.instead))
        self.hand.setVisible(sight.is_to_hand)
        said = _("This is about you: {name} rings, not you.")
        self.own.say(said.format(name=sight.instead))
        shows = (self.closed, self.injury, self.own, self.third, self.recurs)
        self._strips.setVisible(any(not one.isHidden() for one in shows))

    def _show_told(self, sight: ComplaintSight) -> None:
        clear(self._told)
        card = sight.card
        promised = card.promised
        if card.expected is not None:
            more = _("{n} of 10 was expected.").format(n=card.expected)
            promised = " ".join(filter(None, (promised, more)))
        words = _("“{words}”").format(words=card.line.words) if card.line.words else ""
        for head, text in (
            (_("THE CLIENT’S WORDS"), words),
            (_("WHAT WE FOUND"), card.root),
            (_("WHAT WAS PROMISED"), promised),
            (_("WHAT CHANGES"), card.change),
        ):
            if text:
                self._told.addWidget(Words(head, type=Type.CAPTION_STRONG, faint=True))
                self._told.addWidget(Words(text, type=Type.SMALL, wrap=True))

    def _show_hand(self, sight: ComplaintSight) -> None:
        card = sight.card
        step = card.line.step
        clear(self._hand)
        titles = {
            Step.LISTEN: _("Listen, and write it down"),
            Step.APOLOGISE: _("Apologise for what the client feels"),
            Step.CLARIFY: _("Find the root"),
            Step.PROPOSE: _("Two ways to offer"),
            Step.AGREE: _("Two ways to offer"),
        }
        title = titles.get(step, _("Keep the promise")) if step else _("Nearly closed")
        self._hand_head.title.say(title)
        is_open = card.line.is_open
        is_table = step in ON_THE_TABLE and not sight.is_hurt
        self.change.setEnabled(is_open and is_table)
        self._change_button.setVisible(is_open and is_table)
        has_some = any(not one.is_chosen for one in card.offers)
        words = _("Change them") if has_some else _("Add a way")
        self._change_button.setText(words)
        self._change_button.setAccessibleName(words)
        self._change_button.updateGeometry()
        self._table = [
            one for one in card.offers if not one.is_chosen and one.is_granted
        ]
        if is_table:
            self._show_table(sight)
        elif step in (None, Step.FOLLOW_UP):
            self._show_promises(sight)
        is_told = step in (None, Step.FOLLOW_UP)  # what is to be done comes first then
        self._centre.removeWidget(self._hand_card)
        self._centre.insertWidget(0 if is_told else 1, self._hand_card)
        has_note = step not in (None, Step.FOLLOW_UP) or bool(self.answer.toPlainText())
        self.answer.setVisible(is_open and has_note)
        self.answer.setPlaceholderText(
            _("The client’s own words, as they are said…")
            if step is Step.LISTEN
            else _("What the client answers…")
        )
        self.read_back.setVisible(is_open and step is Step.LISTEN)
        said = {
            Step.LISTEN: _("Heard, and read back"),
            Step.APOLOGISE: _("Said it"),
            Step.CLARIFY: _("What we found"),
            Step.PROPOSE: _("Offered both"),
            Step.AGREE: _("Change them"),
            Step.FOLLOW_UP: _("What changes"),
        }
        words = said.get(step, _("Close it")) if step else _("Close the complaint")
        self.on.setText(words)
        self.on.setAccessibleName(words)
        self.on.updateGeometry()
        can = is_open and step is not Step.AGREE and not (sight.is_hurt and is_table)
        can = can and not (step is Step.PROPOSE and len(self._table) < 2)
        self.go_on.setEnabled(can)
        self.on.setVisible(is_open and step is not Step.AGREE)

    def _show_table(self, sight: ComplaintSight) -> None:
        table = [one for one in sight.card.offers if not one.is_chosen]
        boxes = []
        for one in table[:4]:
            letter = (
                chr(ord("A") + self._table.index(one)) if one in self._table else ""
            )
            box = OfferBox(one, letter, sight)
            box.asked.connect(partial(self._ask_for, one))
            box.granted.connect(partial(self._grant, one))
            client = sight.card.line.client
            box.refused.connect(partial(ask_refusal, self._desk, one, client))
            boxes.append(box)
        for at in range(0, len(boxes), 2):
            pair = boxes[at : at + 2]
            row: QWidget = (
                Columns(pair[0], pair[1], (1, 1), least=440, gap=10)
                if len(pair) == 2
                else pair[0]
            )
            self._hand.addWidget(row)
        if len(self._table) < 2:
            said = _("Put at least two ways on the table: E.")
            self._hand.addWidget(Words(said, type=Type.SMALL, faint=True, wrap=True))
        self._hand.addWidget(given_row(sight))

    def _show_promises(self, sight: ComplaintSight) -> None:
        card = sight.card
        for one in card.chosen:
            tick = Tick(promise_words(one), one.done_on is not None)
            tick.setEnabled(card.line.is_open and one.done_on is None)
            tick.clicked.connect(partial(self._carry_out, one))
            self._hand.addWidget(tick)
        for mark in marks_wanted(sight):
            tick = Tick(_(MARK_WORDS[mark]), mark.value in card.marks)
            tick.setEnabled(card.line.is_open)
            tick.clicked.connect(partial(self._mark, mark))
            self._hand.addWidget(tick)
        if card.line.is_open and sight.missing:
            said = _("Before it can be closed: {what}")
            words = said.format(what=missing_in_words(sight.missing))
            self._hand.addWidget(Words(words, type=Type.SMALL, faint=True, wrap=True))
        if card.line.is_open:
            end = Button(action=self.end, small=True)
            self._hand.addWidget(flowing(end, Button(action=self.paper, small=True)))

    def _show_side(self, sight: ComplaintSight) -> None:
        parts: tuple[tuple[str, list[QWidget]], ...] = (
            ("worth", [pairs(list(sight.worth), 92)]),
            ("before", before_rows(sight)),
            ("paused", paused_rows(sight)),
            ("then", then_words(sight)),
            ("course", course_rows(sight)),
        )
        for key, rows in parts:
            column: QVBoxLayout = getattr(self, f"_{key}")
            clear(column)
            for row in rows:
                column.addWidget(row)
            getattr(self, f"_{key}_card").setVisible(bool(rows))

    def _show_keys(self, sight: ComplaintSight) -> None:
        line = sight.card.line
        is_open = line.is_open
        can = is_open and line.step in ON_THE_TABLE and not sight.is_hurt
        enough = can and len(self._table) >= 2
        states = (enough, enough, enough, is_open, is_open, is_open)
        for action, state in zip(self.answers, states, strict=True):
            action.setEnabled(state)
        after = sight.card.next_owner
        self.answers[4].setEnabled(is_open and bool(after))
        words = _("Neither: {name} rings").format(name=after) if after else _("Neither")
        self.keys.buttons[4].setText(words)
        self.keys.buttons[4].setAccessibleName(words)
        self.keys.setVisible(is_open)
        self.end.setEnabled(is_open)
        self.more.setEnabled(is_open and line.level < Level.THIRD_PARTY)
        self.less.setEnabled(is_open and line.level > Level.TOLD_US)

    def _fail(self, error: SalonError) -> None:
        if self._failed is None:
            said = _("This complaint could not be shown.")
            failed = Failed(said, str(error), self.refresh)
            self._failed = Card().add(failed, stretch=1)
            self.stack.addWidget(self._failed)
        self.stack.setCurrentWidget(self._failed)

    # what is typed

    def _put_words(self, sight: ComplaintSight) -> None:
        kept = self._desk.drafts.get(("complaint", self._id))
        step = sight.card.line.step
        first = sight.card.line.words if step is Step.LISTEN else ""
        text = str(kept) if kept is not None else sight.draft or first
        self.answer.blockSignals(True)
        self.answer.setPlainText(text)
        self.answer.blockSignals(False)
        self.read_back.setChecked(False)

    def _typed(self) -> None:
        self._desk.drafts["complaint", self._id] = self.answer.toPlainText()
        if self.answer.isHidden():  # nothing is typed where nobody sees it
            self.answer.show()
            self.answer.setFocus()
        if not self._pause.isActive():  # so often at least, however fast one types
            self._pause.start()

    def _store(self) -> None:
        """Write what is typed where a power cut does not reach it."""
        text = self._desk.drafts.get(("complaint", self._id))
        if text is not None:
            place = words_place(self._id)
            self._desk.call(partial(_keep, place=place, text=str(text)))

    def _forget(self) -> str:
        """Return what was typed, which belongs to what is done now."""
        self._pause.stop()
        text = self.answer.toPlainText()
        self._desk.drafts.pop(("complaint", self._id), None)
        place = words_place(self._id)
        self._desk.call(partial(_keep, place=place, text=""))
        return text

    # what one does

    def _do_it(self, deed: Any, *said: Any, tells: str = "", **more: Any) -> None:
        doing = self._desk.do(deed, *said, **more)
        if tells and self._sight is not None:
            text = tells.format(client=self._sight.client.name)
            doing.then(lambda _none: self._told_it(text))
        doing.otherwise(self._refused)

    def _told_it(self, text: str) -> None:
        self.answer.blockSignals(True)
        self.answer.setPlainText("")
        self.answer.blockSignals(False)
        self._forget()
        tell(self._desk, text)

    def _refused(self, error: SalonError) -> None:
        self._desk.refused.emit(str(error))
        if isinstance(error, WordsNeeded):
            self.answer.setFocus()
        elif isinstance(error, ReadBackFirst):
            self.read_back.setFocus()
        self.refresh()

    def _ring(self) -> None:
        sight = self._sight
        if sight is None or not sight.client.phone:
            return
        number = shown(sight.client.phone, self._desk.premises.region)
        QGuiApplication.clipboard().setText(number)
        said = _("Ring {name}: {phone}. The number is copied.")
        self._desk.say(said.format(name=sight.client.name, phone=number))

    def _go_on(self) -> None:
        sight, home = self._sight, home_of(self._desk)
        if sight is None or home is None:
            return
        text = self.answer.toPlainText()
        match sight.card.line.step:
            case Step.LISTEN:
                said = _("{client}: heard, and read back")
                is_read = self.read_back.isChecked()
                seen = sight.card.line.version
                more = {"is_read_back": is_read, "seen": seen}
                self._do_it(listen, self._id, text, tells=said, **more)
            case Step.APOLOGISE:
                said = _("{client}: apologised")
                self._do_it(apologise, self._id, text, tells=said)
            case Step.CLARIFY:
                ClarifySheet(self._desk, home, sight, sight.all_causes)
            case Step.PROPOSE:
                said = _("{client}: both ways are offered")
                self._do_it(propose, self._id, text, tells=said)
            case Step.FOLLOW_UP:
                ChangeSheet(self._desk, home, sight)
            case None:
                self._close()

    def _change(self) -> None:
        sight, home = self._sight, home_of(self._desk)
        if sight is not None and home is not None:
            OfferSheet(self._desk, home, sight, sight.kinds)

    def _take(self, place: int) -> None:
        if self._sight is None or not place < len(self._table):
            return
        one = self._table[place]
        said = _("{client} takes: {what}. We ring after 1, 3, 7 and 30 days.")
        what = one.text or str(one.name)
        tells = said.replace("{what}", what.replace("{", "(").replace("}", ")"))
        text = self.answer.toPlainText()
        self._do_it(take_offer, self._id, one.id, text, tells=tells)

    def _thinks(self) -> None:
        if self._sight is None:
            return
        hours = self._desk.premises.hours
        ahead = [self._sight.now.date() + timedelta(days=at) for at in range(1, 15)]
        day = next((one for one in ahead if hours.is_open(one)), ahead[0])
        said = _("{client} thinks it over until {day}")
        tells = said.replace("{day}", short_day(day))
        text = self.answer.toPlainText()
        self._do_it(think_over, self._id, day, text, tells=tells)

    def _no_answer(self) -> None:
        said = _("{client}: not reached, noted")
        self._do_it(note_attempt, self._id, self.answer.toPlainText(), tells=said)

    def _neither(self) -> None:
        if self._sight is None:
            return
        said = _("{client}: {name} rings")
        tells = said.replace("{name}", self._sight.card.next_owner)
        self._do_it(hand_on, self._id, self.answer.toPlainText(), tells=tells)

    def _sore(self) -> None:
        sight = self._sight
        if sight is None:
            return
        if sight.is_hurt and sight.card.line.incident_id is not None:
            self._incident()
            return
        visit = sight.card.line.appointment_id
        asked = self._desk.ask(mishap_of, sight.client.id, visit)
        asked.then(self._ask_sore).otherwise(self._refused)

    def _ask_sore(self, found: Mishap) -> None:
        home = home_of(self._desk)
        if home is not None:
            HurtSheet(self._desk, home, self._id, found)

    def _incident(self) -> None:
        if self._sight is None:
            return
        key = self._sight.card.line.incident_id
        if key is not None:
            self._desk.go(IncidentOf(key))

    def _ask_for(self, one: OfferLine) -> None:
        self._do_it(ask_approval, one.id)

    def _grant(self, one: OfferLine) -> None:
        self._do_it(grant_offer, one.id)

    def _carry_out(self, one: OfferLine, _is_on: bool = True) -> None:
        self._do_it(carry_out, one.id)

    def _mark(self, mark: Mark, is_on: bool) -> None:
        self._do_it(mark_complaint, self._id, mark.value, is_on=is_on)

    def _may_take(self, sight: ComplaintSight) -> bool:
        return self._me() is not None and sight.card.line.owner_id != self._me()

    def _me(self) -> int | None:
        by = self._desk.by
        return by if by is not None else self._desk.premises.acting

    def _take_case(self) -> None:
        me = self._me()
        if me is not None:
            self._do_it(give_complaint, self._id, me)

    def _hand_over(self) -> None:
        sight = self._sight
        if sight is not None and sight.card.next_owner_id is not None:
            said = _("{client}: {name} rings")
            tells = said.replace("{name}", sight.instead)
            whom = sight.card.next_owner_id
            self._do_it(give_complaint, self._id, whom, tells=tells)

    def _level(self, by: int) -> None:
        if self._sight is None:
            return
        level = int(self._sight.card.line.level) + by
        if by < 0:
            client = self._sight.card.line.client
            ask_lower(self._desk, self._id, level, client)
        else:
            self._do_it(set_level, self._id, level)

    def _problem(self) -> None:
        sight, home = self._sight, home_of(self._desk)
        if sight is not None and home is not None:
            ChangeSheet(self._desk, home, sight, is_for_all=True)

    def _print(self) -> None:
        open_print(self._desk, "complaint", int(self._id))

    def _close(self) -> None:
        sight, home = self._sight, home_of(self._desk)
        if sight is not None and home is not None and sight.card.line.is_open:
            EndSheet(self._desk, home, sight)

    def _reopen(self) -> None:
        if self._sight is not None:
            ask_reopen(self._desk, self._id, self._sight.card.line.client)

    def _open_file(self) -> None:
        if self._sight is not None:
            self._desk.go(ClientCard(self._sight.client.id))


def _keep(salon: "Salon", *, place: str, text: str) -> None:
    salon.keep(place, text)

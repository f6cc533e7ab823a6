"""One incident: what to do and say now, what is held, who knows, when we ring again.

The keys 1 to 4 do nothing here on purpose: no digit that ends a call as all well may
be pressed by habit while somebody cannot breathe.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from salon.aftercare.model import CallStatus
from salon.catalogue.model import EntryCard
from salon.clients.phones import shown
from salon.errors import SalonError
from salon.incidents.model import (
    BEGAN_WORDS,
    CONTACT_WORDS,
    OUTCOME_WORDS,
    PHOTO_WORDS,
    SEVERITY_WORDS,
    TICK_WORDS,
    Contact,
    IncidentId,
    IncidentLine,
    Outcome,
    Photos,
    Severity,
    StepLine,
    words_place,
)
from salon.incidents.model import (
    Kind as StepKind,
)
from salon.incidents.operations import (
    add_sign,
    describe_incident,
    note_contact,
    note_photos,
    note_seen,
    note_told,
    set_severity,
    take_sign_back,
    tick,
)
from salon.text import _, headed, hour, ngettext, short_day
from salon.views.incidents import (
    IncidentSight,
    Knower,
    conditions_left,
    incident_sight,
)
from ui.desk import Desk
from ui.incidents.closing import ClosingSheet, ask_lower, ask_reopen
from ui.incidents.panel import Panel
from ui.kit.buttons import Answers, Button, Kind, plain
from ui.kit.cards import (
    Box,
    Card,
    Heading,
    Icon,
    Scroll,
    across,
    clear,
    down,
    held,
)
from ui.kit.chips import Avatar, Chip, ChipLabel
from ui.kit.columns import Columns, flowing
from ui.kit.facts import Step, pairs
from ui.kit.fields import Notes
from ui.kit.page import Page
from ui.kit.remaining import Remaining
from ui.kit.rows import Line, Look
from ui.kit.states import Banner, Failed
from ui.kit.tips import tip
from ui.kit.tokens import Tone, Type
from ui.kit.words import Run, Words
from ui.parts.homes import home_of, tell
from ui.parts.ways import open_visit
from ui.places import ClientCard, IncidentOf

if TYPE_CHECKING:
    from salon.app import Salon

SECOND = 1000  # milliseconds
STILL = 500  # milliseconds in which the same key again is a slip of the finger
PAUSE = 600  # milliseconds after the last key: then what is typed is stored
TOPICS = {"incidents", "clients", "appointments", "aftercare", "settings", "staff"}
MOST_CALLS, MOST_BOOKINGS = 7, 4
MOST_STEPS = 12  # of its course, the last ones
SHORT = 4  # facts that stand in two columns: where and age, allergies and medicines


class IncidentPage(Page):
    """Second by second at first, day by day after it."""

    def __init__(self, desk: Desk, place: IncidentOf) -> None:
        super().__init__(_("Incident"))
        self._desk = desk
        self._id = IncidentId(place.id)
        self._sight: IncidentSight | None = None
        self._offered: tuple[str, ...] = ()
        self._shows_all = False
        self._conditions: Sequence[EntryCard] = ()
        self._since = QElapsedTimer()  # since the page was asked for
        self._last = ("", QElapsedTimer())  # what was said, and since when
        self._build_actions()
        self.stack = QStackedWidget()
        self._whole = self._build()
        self.stack.addWidget(self._whole)
        self._failed: QWidget | None = None
        self.row().addWidget(self.stack, 1)
        self.first = self.panel
        desk.watch(TOPICS, self.refresh)
        self._clock = QTimer(self)
        self._clock.setInterval(SECOND)
        self._clock.timeout.connect(self._tell_since)
        self._clock.start()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._store)
        desk.ask(conditions_left).then(self._take_conditions)
        self.refresh()

    def arrive(self, place: IncidentOf) -> None:
        """Show another incident."""
        if place.id != self._id:
            self._keep_words()
            self._id, self._sight, self._shows_all = IncidentId(place.id), None, False
            self.refresh()

    def leave(self) -> None:
        """Keep the words that are half typed."""
        self._keep_words()

    def refresh(self) -> None:
        """Ask again how it stands."""
        self._desk.ask(incident_sight, self._id).then(self._show).otherwise(self._fail)

    def books(self) -> dict[str, int]:
        """Return whom a booking from here is about."""
        return {} if self._sight is None else {"client_id": self._sight.client.id}

    # how it is built

    def _build_actions(self) -> None:
        act = self.action
        self.next = act(_("&Tick the next line"), "", self._tick_next, "check")
        self.copy = act(_("&Copy all"), "Ctrl+C", self._copy, "clipboard-text")
        self.help = act(_("&Help is there"), "5", self._help, "shield-check")
        self.cut = act(_("Cut &off"), "6", self._cut_off, "phone-x")
        self.turn = act(_("&Doctor today instead"), "7", self._turn, "user-heart")
        self.told = act(_("&Manager told"), "L", self._tell_manager, "users")
        self.kin = act(_("&Ring"), "K", self._ring_kin, "phone")
        self.photos = act(_("Ask for &photographs"), "P", self._ask_photos, "photo")
        self.file = act(_("Open &file"), "", self._open_file, "user")
        self.end = act(_("Clo&se the incident"), "Ctrl+Return", self._close, "lock")
        for one in (self.next, self.help, self.cut, self.turn, self.end):
            one.setAutoRepeat(False)

    def _build(self) -> QWidget:
        centre = down(
            self._who_card(), self._closed_box(), self._panel(), self._facts_card(),
            self._tells_card(), None, gap=12,
        )  # fmt: skip
        side = down(
            self._knows_card(),
            self._held_card(),
            self._touch_card(),
            self._course_card(),
            None,
            gap=12,
        )
        self.about = Scroll(Columns(held(centre), held(side), (664, 328), least=840))
        work = down(gap=10)
        work.addWidget(self.about, 1)
        work.addWidget(self._ends())
        return Columns(self._list_card(), held(work), (248, 1010), least=980)

    def _list_card(self) -> QWidget:
        self._number = ChipLabel(Chip("0", Tone.RED))
        head = Heading(_("Open incidents"))
        head.row.insertWidget(1, self._number)
        look = Look(height=52, avatar=32, small=True)
        keys = {" ": lambda _row: self._tick_next()}
        self.list = Remaining(look, _("Open incidents"), 2, keys)
        self.list.opened.connect(self._go)
        self.list.clicked.connect(lambda index: self._go(index.row()))
        said = _(
            "An incident stands here, on Today and on the file until it is closed."
        )
        foot = Words(said, type=Type.CAPTION, faint=True, wrap=True)
        card = Card(head, gap=6, pad=14).add(self.list, stretch=1).add(foot)
        card.setMinimumWidth(230)
        return card

    def _who_card(self) -> QWidget:
        self._avatar = Avatar("", 44)
        self.name = Words("", type=Type.TITLE, wrap=True)
        self._what = Words("", type=Type.SMALL, faint=True, wrap=True)
        self.phone = Words("", type=Type.FIGURE)
        self._opened = Words("", type=Type.CAPTION, faint=True)
        about = held(down(self.name, self._what, gap=2))
        right = held(down(across(None, self.phone), across(None, self._opened), gap=2))
        file = Button(action=self.file, small=True)
        row = across(self._avatar, about, right, file, gap=14)
        row.setStretch(1, 1)
        return Card(gap=0, pad=14).add(row)

    def _closed_box(self) -> QWidget:
        self.again = Button(_("Open again"), small=True, act=self._reopen)
        self.closed = Banner("", Tone.SAGE, self.again)
        self.closed.hide()
        return self.closed

    def _panel(self) -> QWidget:
        self.panel = Panel()
        self.panel.ticked.connect(self._ticked)
        return self.panel

    def _facts_card(self) -> QWidget:
        copy = Button(action=self.copy, small=True)
        self._facts_head = Heading(_("For the ambulance"), copy)
        self._facts = QVBoxLayout()
        return Card(self._facts_head, gap=4).add(self._facts)

    def _tells_card(self) -> QWidget:
        self._kept = Words(_("kept as you tap"), type=Type.SMALL, faint=True)
        head = Heading(_("What the client tells"), self._kept)
        self._signs = QVBoxLayout()
        self.signs: Answers | None = None
        levels = [
            (int(one), f"{int(one)} {_(words)}")
            for one, words in SEVERITY_WORDS.items()
        ]
        self.severity = Answers(levels, name=_("How bad"), tone=Tone.RED)
        self.severity.changed.connect(self._set_severity)
        began = [(str(key), _(words)) for key, words in BEGAN_WORDS.items()]
        self.began = Answers(began, name=_("Began"))
        self.began.changed.connect(self._set_began)
        hint = _("The client’s words, as they are said…")
        self.words = Notes(hint=hint, name=_("The client’s words"), rows=2)
        self.words.textChanged.connect(self._typed)
        self.words.installEventFilter(self)
        rows = pairs([(_("How bad"), self.severity), (_("Began"), self.began)], 72)
        return Card(head, gap=8).add(self._signs).add(rows, self.words)

    def _knows_card(self) -> QWidget:
        self._knowers = QVBoxLayout()
        self._knowers.setSpacing(6)
        return Card(Heading(_("Who knows"), icon="users"), gap=6).add(self._knowers)

    def _held_card(self) -> QWidget:
        self._held = QVBoxLayout()
        self._held.setSpacing(8)
        head = Heading(_("Held, and what is booked"), icon="shield-exclamation")
        return Card(head, gap=6).add(self._held)

    def _touch_card(self) -> QWidget:
        self._touch = QVBoxLayout()
        self._touch.setSpacing(4)
        return Card(Heading(_("We stay in touch"), icon="phone-call"), gap=4).add(
            self._touch
        )

    def _course_card(self) -> QWidget:
        self._course = QVBoxLayout()
        self._course.setSpacing(2)
        self._course_whole = Card(Heading(_("What was done"), icon="history"), gap=4)
        return self._course_whole.add(self._course)

    def _ends(self) -> QWidget:
        self.ends = [
            Button(action=self.help, kind=Kind.ANSWER, tone=Tone.RED),
            Button(action=self.cut, kind=Kind.ANSWER),
            Button(action=self.turn, kind=Kind.ANSWER),
        ]
        row = across(*self.ends, gap=10)
        self.shut = Words("", type=Type.SMALL, faint=True, wrap=True, middle=True)
        close = Button(action=self.end, small=True)
        self._foot = Box(dashed=True)
        line = across(Icon("lock", 16, Tone.PLAIN), self.shut, close, gap=10)
        line.setStretch(1, 1)
        self._foot.add(line)
        return held(down(row, self._foot, gap=8))

    # what it shows

    def _take_conditions(self, found: list[EntryCard]) -> None:
        self._conditions = found

    def _show(self, sight: IncidentSight) -> None:
        if sight.card.line.id != self._id:
            return  # one has gone on to another one meanwhile
        is_new = self._sight is None
        had_focus = self.focusWidget() is not None
        self._sight = sight
        self._since.restart()
        if self._failed is not None:
            self.stack.removeWidget(self._failed)
            self._failed.deleteLater()
            self._failed = None
        self.stack.setCurrentWidget(self._whole)
        self._show_list(sight)
        self._show_who(sight)
        self.panel.show_sight(sight)
        self.panel.setVisible(sight.card.line.is_open)
        self._show_facts(sight)
        self._show_signs(sight)
        line = sight.card.line
        self.severity.put(int(line.severity))
        self.began.put(*((sight.card.began,) if sight.card.began else ()))
        if is_new:
            self._put_words(sight)
        self._show_knowers(sight)
        self._show_held(sight)
        self._show_touch(sight)
        self._show_course(sight)
        self._show_ends(sight)
        self._tell_since()
        if is_new or (had_focus and self.focusWidget() is None):
            (self.panel if line.is_open else self.list).setFocus()

    def _show_list(self, sight: IncidentSight) -> None:
        self._number.say(Chip(str(len(sight.open)), Tone.RED))
        lines = [_line(one, sight.now) for one in sight.open]
        self.list.show_lines(lines)
        for row, one in enumerate(sight.open):
            if one.id == self._id:
                self.list.choose(row)

    def _show_who(self, sight: IncidentSight) -> None:
        line, client = sight.card.line, sight.client
        self._avatar.name = client.name
        self._avatar.update()
        reading = f"   {client.pinyin}" if client.pinyin else ""
        self.name.say(
            Run(client.name, Type.TITLE), Run(reading, Type.SMALL, faint=True)
        )
        tip(self.name, client.name)
        self.setWindowTitle(client.name)
        self.setAccessibleName(_("Incident: {client}").format(client=client.name))
        parts = []
        if sight.visit is not None:
            said = _("{service}, {day} {time} with {person}")
            slot = sight.visit.slot
            parts.append(
                said.format(
                    service=sight.visit.service,
                    day=short_day(slot.day),
                    time=hour(slot.start),
                    person=sight.visit.person.name,
                )
            )
        else:
            parts.append(_("no visit is named"))
        self._what.say(" · ".join(parts))
        region = self._desk.premises.region
        number = client.phone
        self.phone.say(shown(number, region) if number else _("no number"))
        said = _("opened {time}").format(time=_when(line.opened, sight.now))
        if sight.card.opened_by:
            said = _("opened {time} by {name}").format(
                time=_when(line.opened, sight.now), name=sight.card.opened_by
            )
        self._opened.say(said)
        is_closed = not line.is_open
        self.closed.setVisible(is_closed)
        if is_closed and sight.card.closed is not None:
            self.closed.say(_closed_words(sight))

    def _show_facts(self, sight: IncidentSight) -> None:
        title = _("For the ambulance") if sight.is_emergency else _("For the doctor")
        self._facts_head.title.say(title)
        clear(self._facts)
        rows = list(sight.facts)
        short, long = rows[:SHORT], rows[SHORT:]
        both = Columns(pairs(short[::2], 96), pairs(short[1::2], 56), (1, 1), least=520)
        self._facts.addWidget(both)
        self._facts.addWidget(pairs(long, 96))

    def _show_signs(self, sight: IncidentSight) -> None:
        standing = [one.flag for one in sight.card.line.signs]
        offered = [
            one
            for one in sight.offered
            if one.is_near or self._shows_all or one.flag in standing
        ]
        keys = tuple(one.flag for one in offered)
        if keys != self._offered or self.signs is None:
            clear(self._signs)
            self._offered = keys
            said = [(one.flag, one.short) for one in offered]
            self.signs = Answers(said, several=True, name=_("Signs"), tone=Tone.RED)
            self.signs.changed.connect(self._signed)
            for one in offered:
                tip(self.signs.buttons[one.flag], one.text)
            self._signs.addWidget(self.signs)
            if len(offered) < len(sight.offered):
                more = Button(_("More signs"), small=True, act=self._more_signs)
                flow = self.signs.layout()
                assert flow is not None
                flow.addWidget(more)
        self.signs.put(*standing)

    def _show_knowers(self, sight: IncidentSight) -> None:
        clear(self._knowers)
        managers = [one for one in sight.knowers if one.is_manager]
        self._manager = next((one for one in managers if not one.state), None)
        self._kin = next((one for one in sight.knowers if one.is_kin), None)
        is_open = sight.card.line.is_open
        self.told.setEnabled(is_open and self._manager is not None)
        self.kin.setEnabled(self._kin is not None and bool(self._kin.phone))
        for one in sight.knowers:
            self._knowers.addWidget(self._knower(one, sight))
        if not managers:
            said = _("Nobody is on the team as manager: tell the owner.")
            self._knowers.addWidget(
                Words(said, type=Type.SMALL, tone=Tone.AMBER, wrap=True)
            )

    def _knower(self, one: Knower, sight: IncidentSight) -> QWidget:
        mark, tone = {
            "seen": ("circle-check", Tone.SAGE),
            "told": ("clock", Tone.AMBER),
        }.get(one.state, ("circle", Tone.PLAIN))
        name = Words(
            Run(one.name, Type.SMALL_STRONG),
            Run(f"  {one.role}", Type.SMALL),
            type=Type.SMALL,
            wrap=True,
        )
        when = "" if one.at is None else _when(one.at, sight.now)
        if one.state == "seen":
            said = _("seen {time}").format(time=when)
        elif one.state == "told":
            said = _("told {time} · not seen yet").format(time=when)
        else:
            said = one.phone or _("not told yet")
        about = held(down(name, Words(said, type=Type.CAPTION, faint=True), gap=0))
        row = across(Icon(mark, 16, tone), about, gap=10)
        row.setStretch(1, 1)
        key = sight.card.line.id
        if one.is_kin and one.phone:
            row.addWidget(Button(action=self.kin, small=True))
        elif not sight.card.line.is_open:
            pass
        elif self._manager is not None and one.name == self._manager.name:
            row.addWidget(Button(_("Told"), action=self.told, small=True, icon=""))
        elif not one.state:
            act = partial(self._desk.do, note_told, key, one.name)
            said = _("{name} was told").format(name=one.name)
            row.addWidget(Button(_("Told"), small=True, act=act, name=said))
        elif one.state == "told":
            act = partial(self._desk.do, note_seen, key, one.name)
            said = _("{name} has seen it").format(name=one.name)
            row.addWidget(Button(_("Seen"), small=True, act=act, name=said))
        return held(row)

    def _show_held(self, sight: IncidentSight) -> None:
        clear(self._held)
        if sight.held is not None:
            said = _("Treatments like “{service}”").format(service=sight.held.service)
            self._held.addWidget(
                _remark("lock", said, _("until this incident is closed"))
            )
        elif sight.card.line.is_open:
            said = _("Nothing is held: no treatment is named.")
            self._held.addWidget(_remark("info-circle", said, ""))
        if not sight.card.line.is_open:
            said = _("Nothing is held any more.")
            if sight.card.is_barred:
                said = _("Not given again: {service}").format(
                    service=sight.card.line.service
                )
            self._held.addWidget(_remark("circle-check", said, ""))
        for visit, is_held in sight.bookings[:MOST_BOOKINGS]:
            day, at = short_day(visit.slot.day), hour(visit.slot.start)
            head = f"{visit.service}, {day} {at}"
            more = (
                _("kept, and cannot start")
                if is_held
                else _("stays; ask first how the client is")
            )
            act = partial(open_visit, self._desk, visit.id)
            said = _("Move: {what}").format(what=head)
            button = Button(_("Move"), small=True, act=act, name=said)
            icon = "lock" if is_held else "calendar-month"
            self._held.addWidget(_remark(icon, head, more, button))
        rest = len(sight.bookings) - MOST_BOOKINGS
        if rest > 0:
            said = ngettext("and {n} booking more", "and {n} bookings more", rest)
            self._held.addWidget(
                Words(said.format(n=rest), type=Type.SMALL, faint=True)
            )
        if not sight.bookings:
            self._held.addWidget(
                Words(_("Nothing is booked."), type=Type.SMALL, faint=True)
            )

    def _show_touch(self, sight: IncidentSight) -> None:
        clear(self._touch)
        photos, is_open = sight.card.photos, sight.card.line.is_open
        self.photos.setEnabled(is_open and not photos)
        buttons: list[QWidget] = []
        if is_open and not photos:
            buttons = [Button(_("Ask"), action=self.photos, small=True, icon="")]
        elif is_open and photos == Photos.ASKED:
            for result, said in (
                (Photos.KEPT, _("Kept")),
                (Photos.REFUSED, _("Rather not")),
            ):
                act = partial(self._desk.do, note_photos, self._id, result.value)
                buttons.append(Button(said, small=True, act=act))
        said = _(PHOTO_WORDS[Photos(photos)]) if photos else _("once help is there")
        self._touch.addWidget(_remark("photo", _("Photographs"), said, *buttons))
        for call in sight.calls[:MOST_CALLS]:
            is_today = call.due == sight.now.date()
            when = _("Today") if is_today else short_day(call.due)
            if call.time_from is not None:
                when = f"{when} {hour(call.time_from)}"
            state = "done" if call.status is CallStatus.DONE else "next"
            who = _("the therapist rings")
            if call.caller == "manager":
                who = _("the manager rings")
            self._touch.addWidget(Step(when, state, who))
        if not sight.calls:
            self._touch.addWidget(
                Words(_("No call is planned."), type=Type.SMALL, faint=True)
            )

    def _show_course(self, sight: IncidentSight) -> None:
        clear(self._course)
        self._course_whole.setVisible(bool(sight.card.steps))
        for step in reversed(sight.card.steps[-MOST_STEPS:]):
            runs = [
                Run(_when(step.at, sight.now), Type.CAPTION_STRONG, faint=True),
                Run(f"  {_step_words(step)}", Type.SMALL),
            ]
            more = " · ".join(filter(None, (step.note, step.by)))
            if more:
                runs.append(Run(f" · {more}", Type.SMALL, faint=True))
            self._course.addWidget(Words(*runs, type=Type.SMALL, wrap=True))

    def _show_ends(self, sight: IncidentSight) -> None:
        is_open = sight.card.line.is_open
        for action in (self.help, self.cut, self.turn, self.end, self.next):
            action.setEnabled(is_open)
        for chips in (self.signs, self.severity, self.began):
            if chips is not None:
                chips.setEnabled(is_open)
        self.words.setReadOnly(not is_open)
        self._kept.setVisible(is_open)
        turn = (
            _("&Doctor today instead")
            if sight.is_emergency
            else _("&Worse: ring for help")
        )
        self.turn.setText(turn)
        cut = _("Cut &off")
        if self._kin is not None:
            cut = _("Cut &off: ring {name}").format(name=self._kin.name)
        self.cut.setText(cut)
        texts = (_("Help is with the client"), _plain(cut), _plain(turn))
        for button, text in zip(self.ends, texts, strict=True):
            button.setText(text)
            button.setAccessibleName(text)
            button.update()
        self._foot.setVisible(is_open)
        sign = sight.card.line.sign
        if sign is not None:
            said = _("“Reached, all well” is closed. What was said: {sign}.")
            self.shut.say(said.format(sign=sign.short))
        else:
            self.shut.say(_("It stays open until the manager closes it."))

    def _tell_since(self) -> None:
        if self._sight is None or not self._sight.card.line.is_open:
            self.panel.since("")
            return
        sign = self._sight.card.line.sign
        said = self._sight.card.line.opened if sign is None else sign.said
        gone = self._sight.now - said
        seconds = int(gone.total_seconds()) + self._since.elapsed() // SECOND
        self.panel.since(_("{time} since it was said").format(time=_length(seconds)))

    def _fail(self, error: SalonError) -> None:
        if self._failed is None:
            said = _("This incident could not be shown.")
            failed = Failed(said, str(error), self.refresh)
            self._failed = Card().add(failed, stretch=1)
            self.stack.addWidget(self._failed)
        self.stack.setCurrentWidget(self._failed)

    # the client's words

    def _put_words(self, sight: IncidentSight) -> None:
        kept = self._desk.drafts.get(("incident", self._id))
        text = str(kept) if kept is not None else sight.draft or sight.card.words
        self.words.blockSignals(True)
        if self.words.toPlainText() != text:
            self.words.setPlainText(text)
        self.words.blockSignals(False)
        self.words.setReadOnly(not sight.card.line.is_open)

    def _typed(self) -> None:
        self._desk.drafts["incident", self._id] = self.words.toPlainText()
        if not self._pause.isActive():  # so often at least, however fast one types
            self._pause.start()

    def _store(self) -> None:
        """Write what is typed where a power cut does not reach it."""
        text = self._desk.drafts.get(("incident", self._id))
        if text is not None:
            place = words_place(self._id)
            self._desk.call(partial(_keep, place=place, text=str(text)))

    def _keep_words(self) -> None:
        """Put the words into the incident, once one goes on to something else."""
        self._pause.stop()
        text = self._desk.drafts.pop(("incident", self._id), None)
        if text is None or self._sight is None:
            return
        if str(text).strip() != self._sight.card.words:
            self._desk.do(describe_incident, self._id, words=str(text))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the words when the cursor leaves; copy the facts if none is marked."""
        if watched is self.words:
            if event.type() == QEvent.Type.FocusOut:
                self._keep_words()
            is_key = event.type() == QEvent.Type.ShortcutOverride
            if is_key and isinstance(event, QKeyEvent):
                is_copy = event.matches(QKeySequence.StandardKey.Copy)
                if is_copy and not self.words.textCursor().hasSelection():
                    event.ignore()
                    return True
        return super().eventFilter(watched, event)

    # what one does

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick the next line with Space, wherever it means nothing else."""
        is_plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if event.key() == Qt.Key.Key_Space and is_plain and not event.isAutoRepeat():
            self._tick_next()
            return
        super().keyPressEvent(event)

    def _tick_next(self) -> None:
        key = self.panel.next_tick()
        if key and self._sight is not None and self._sight.card.line.is_open:
            self._desk.do(tick, self._id, key)

    def _ticked(self, key: str, is_on: bool) -> None:
        self._desk.do(tick, self._id, key, is_on=is_on).otherwise(self._refused)

    def _refused(self, error: SalonError) -> None:
        self._desk.refused.emit(str(error))
        self.refresh()

    def _signed(self) -> None:
        if self._sight is None or self.signs is None:
            return
        standing = {one.flag for one in self._sight.card.line.signs}
        chosen = {str(one) for one in self.signs.value()}
        for flag in sorted(chosen - standing):
            self._desk.do(add_sign, self._id, flag).otherwise(self._refused)
        for flag in sorted(standing - chosen):
            self._desk.do(take_sign_back, self._id, flag).otherwise(self._refused)

    def _more_signs(self) -> None:
        self._shows_all = True
        if self._sight is not None:
            self._show_signs(self._sight)
            if self.signs is not None:
                next(iter(self.signs.buttons.values())).setFocus()

    def _set_severity(self) -> None:
        if self._sight is None:
            return
        chosen, card = self.severity.value(), self._sight.card
        before = int(card.line.severity)
        wanted = int(str(chosen[0])) if chosen else before
        self.severity.put(before)  # until it is done
        if wanted < before:
            ask_lower(self._desk, card, wanted)
        elif wanted > before:
            self._desk.do(set_severity, self._id, wanted).otherwise(self._refused)

    def _set_began(self) -> None:
        chosen = self.began.value()
        began = str(chosen[0]) if chosen else ""
        self._desk.do(describe_incident, self._id, began=began).otherwise(self._refused)

    def _help(self) -> None:
        self._contact(Contact.HELP)

    def _cut_off(self) -> None:
        self._contact(Contact.CUT_OFF)
        if self._kin is not None and self._kin.phone:
            self._ring_kin()

    def _is_slip(self, what: str) -> bool:
        """Return whether the same was said a moment ago: a key pressed twice."""
        last, since = self._last
        is_slip = last == what and since.isValid() and since.elapsed() < STILL
        since.start()
        self._last = (what, since)
        return is_slip

    def _contact(self, how: Contact) -> None:
        if self._sight is None or self._is_slip(how.value):
            return
        client = self._sight.client.name
        said = (
            _("{client}: help is there. We ring again as planned.")
            if how is Contact.HELP
            else _("{client} was cut off. The call stands first on the list.")
        ).format(client=client)
        doing = self._desk.do(note_contact, self._id, how.value)
        doing.then(lambda _none: tell(self._desk, said)).otherwise(self._refused)

    def _turn(self) -> None:
        if self._sight is None:
            return
        if self._sight.is_emergency:
            ask_lower(self._desk, self._sight.card, int(Severity.DOCTOR))
        else:
            grave = int(Severity.EMERGENCY)
            self._desk.do(set_severity, self._id, grave).otherwise(self._refused)

    def _tell_manager(self) -> None:
        if self._manager is not None and not self._is_slip("told"):
            self._desk.do(note_told, self._id, self._manager.name)

    def _ring_kin(self) -> None:
        if self._kin is not None and self._kin.phone:
            QGuiApplication.clipboard().setText(self._kin.phone)
            said = _("Ring {name}: {phone}. The number is copied.")
            self._desk.say(said.format(name=self._kin.name, phone=self._kin.phone))

    def _ask_photos(self) -> None:
        self._desk.do(note_photos, self._id).otherwise(self._refused)

    def _copy(self) -> None:
        if self._sight is None:
            return
        head = [self._sight.client.name, self.phone.text()]
        rows = [headed(what, known) for what, known in self._sight.facts]
        QGuiApplication.clipboard().setText("\n".join((*head, *rows)))
        said = _("{client}: the facts are copied.")
        self._desk.say(said.format(client=self._sight.client.name))

    def _open_file(self) -> None:
        if self._sight is not None:
            self._desk.go(ClientCard(self._sight.client.id))

    def _go(self, row: int) -> None:
        if self._sight is not None and 0 <= row < len(self._sight.open):
            self._desk.go(IncidentOf(self._sight.open[row].id))

    def _close(self) -> None:
        home = home_of(self._desk)
        if home is None or self._sight is None or not self._sight.card.line.is_open:
            return
        self._keep_words()
        asked = self._desk.ask(incident_sight, self._id)  # with the words just kept
        asked.then(lambda now: self._ask_end(home, now)).otherwise(self._refused)

    def _ask_end(self, home: QWidget, sight: IncidentSight) -> None:
        ClosingSheet(self._desk, home, sight.card, self._conditions)

    def _reopen(self) -> None:
        if self._sight is not None:
            ask_reopen(self._desk, self._sight.card)


def _keep(salon: "Salon", *, place: str, text: str) -> None:
    salon.keep(place, text)


def _plain(text: str) -> str:
    return plain(text)


def _line(one: IncidentLine, now: datetime) -> Line:
    sign = one.sign
    detail = _("opened {time}").format(time=_when(one.opened, now))
    if sign is not None:
        said = _("{sign}, said {time}")
        detail = said.format(sign=sign.short, time=_when(sign.said, now))
        detail = detail[:1].upper() + detail[1:]
    tone = Tone.RED if one.severity >= Severity.DOCTOR else Tone.AMBER
    return Line(one.client, detail, tone=tone, key=one.id)


def _remark(icon: str, head: str, more: str, *buttons: QWidget) -> QWidget:
    words = [Words(head, type=Type.SMALL_STRONG, wrap=True)]
    if more:
        words.append(Words(more, type=Type.CAPTION, faint=True, wrap=True))
    about = held(down(*words, gap=0))
    row = across(Icon(icon, 16, Tone.PLAIN), about, gap=10)
    row.setStretch(1, 1)
    if buttons:
        row.addWidget(flowing(*buttons) if len(buttons) > 1 else buttons[0])
    return held(row)


def _when(at: datetime, now: datetime) -> str:
    return hour(at) if at.date() == now.date() else f"{short_day(at.date())} {hour(at)}"


def _length(seconds: int) -> str:
    """Return how long that is, as one says it: "1 min 12 s", "2 h 5 min"."""
    minutes, rest = divmod(max(0, seconds), 60)
    hours, part = divmod(minutes, 60)
    if hours >= 24:
        days = hours // 24
        return ngettext("{n} day", "{n} days", days).format(n=days)
    if hours:
        return _("{hours} h {minutes} min").format(hours=hours, minutes=part)
    return _("{minutes} min {seconds} s").format(minutes=minutes, seconds=rest)


def _step_words(step: StepLine) -> str:
    """Return in words what was done."""
    match step.kind:
        case StepKind.TICK | StepKind.UNTICK:
            said = _(TICK_WORDS.get(step.what, step.what))
            return (
                said
                if step.kind == StepKind.TICK
                else _("not: {what}").format(what=said)
            )
        case StepKind.TOLD:
            return _("{name} was told").format(name=step.what)
        case StepKind.SEEN:
            return _("{name} has seen it").format(name=step.what)
        case StepKind.PHOTOS:
            said = _(PHOTO_WORDS[Photos(step.what)])
            return _("photographs: {what}").format(what=said)
        case StepKind.SEVERITY:
            said = _(SEVERITY_WORDS[Severity(int(step.what))])
            return _("how bad: {what}").format(what=said)
        case StepKind.CONTACT:
            return _(CONTACT_WORDS[Contact(step.what)])
        case StepKind.SIGN_BACK:
            return _("a sign was none after all")
        case StepKind.CLOSED:
            return _("closed: {what}").format(what=_(OUTCOME_WORDS[Outcome(step.what)]))
        case StepKind.REOPENED:
            return _("opened again")
    return _("noted")


def _closed_words(sight: IncidentSight) -> str:
    card = sight.card
    assert card.closed is not None
    parts = [
        _("Closed {time}").format(time=_when(card.closed, sight.now)),
        card.closed_by,
        _(OUTCOME_WORDS[Outcome(card.outcome)]) if card.outcome else "",
        card.finding,
    ]
    return " · ".join(filter(None, parts))

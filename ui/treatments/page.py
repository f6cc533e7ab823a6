"""The treatment record: tapped and written during the visit, kept as one goes.

Whatever is tapped or typed is kept within two seconds after the last key and every five
seconds at least, and when the page is left; it is there again after a power cut.
"""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from salon.aftercare.model import CallLine
from salon.app import Salon
from salon.appointments.model import AppointmentId, OutOfOrder, Status
from salon.appointments.operations import start_treatment
from salon.clients.model import ClientId
from salon.errors import EditedElsewhere, SalonError
from salon.notices.model import Where
from salon.text import _, hour, listed, ngettext, short_day
from salon.treatments.model import (
    State,
    Step,
    TreatmentDraft,
    draft_place,
    draft_to_plain,
)
from salon.treatments.operations import finish, record_treatment
from salon.treatments.tapping import (
    Missing,
    as_last_time,
    is_tapped,
    is_worth_repeating,
    missing,
)
from salon.treatments.words import things_to_add
from salon.views.record import Visit, calls_that_follow, visit_to_write
from ui.desk import Desk
from ui.kit.buttons import Button, Kind
from ui.kit.cards import Scroll, down, held
from ui.kit.page import Page
from ui.kit.states import Banner, Failed
from ui.kit.taps import GLOVED
from ui.kit.tokens import Tone, Type
from ui.kit.words import Run
from ui.parts.homes import leave_key, tell
from ui.parts.keys import KeysOrWords
from ui.parts.leading import ToDo, about_line
from ui.parts.minding import Minding, settle
from ui.parts.printing import open_print
from ui.parts.reasons import Cautions, ask_reason
from ui.parts.ways import host_strip, open_booking, open_mishap, open_tick
from ui.places import RecordOf
from ui.tasks import Pending
from ui.treatments.cards import Cards
from ui.treatments.elsewhere import BegunElsewhere, Changed
from ui.treatments.foot import Foot
from ui.treatments.head import LastTime, VisitHead
from ui.treatments.writing import TEXTS, Writing

PAUSE = 1500  # milliseconds after the last key
AT_LEAST = 1500  # milliseconds between two copies while typing goes on
MINUTE = 20_000  # milliseconds between two looks at the clock


class RecordPage(Page):
    """What was done at one visit."""

    def __init__(self, desk: Desk, place: RecordOf) -> None:
        super().__init__(_("Treatment record"))
        self._desk = desk
        self._key = AppointmentId(place.appointment_id)
        self._visit: Visit | None = None
        self._writing: Writing | None = None
        self._kept = ""  # what lies in the store
        self._is_done = False
        self._seen = 0  # the version of the record in the fields; 0: of none
        self._begun = ""  # what the fields said before anything was written here
        self._sent = ""  # what is being written down
        self._is_ours = False  # it was, and has not been looked at
        self._is_theirs = False  # another desk's record came into untouched fields
        self._is_busy = False  # it is being written down
        self._is_filling = False
        self._column = self.column()
        self._body: QWidget | None = None
        self._chained: list[QWidget] = []
        self.keys: KeysOrWords | None = None  # what is typed without a click is words
        self.finish_action = self.action(
            _("&Finish"), "Ctrl+Return", self._finish, "check"
        )
        self.again_action = self.action(
            _("As &last time"), "L", self._as_last_time, "history"
        )
        self.start_action = self.action(_("&Start treatment"), "", self._start)
        self.product_action = self.action(
            _("Another &product"), "B", self._another_product, "bottle"
        )
        self.photo_action = self.action(
            _("Add p&hotographs"), "P", self._take_photos, "photo"
        )
        self.tick_action = self.action(
            _("Twenty-second tic&k"), "K", self._tick, "check"
        )
        self.next_action = self.action(
            _("Book &next"), "Ctrl+Shift+B", self._book_next, "calendar-plus"
        )
        self.print_action = self.action(_("&Print"), "Ctrl+P", self._print, "printer")
        self.action(_("Something went &wrong"), "", self._mishap, "urgent")
        for action in self.actions():
            action.setAutoRepeat(False)  # a key held down is one wish
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.keep)
        self._longest = QTimer(self)
        self._longest.setSingleShot(True)
        self._longest.setInterval(AT_LEAST)
        self._longest.setTimerType(Qt.TimerType.PreciseTimer)
        self._longest.timeout.connect(self.keep)
        self._minute = QTimer(self)
        self._minute.setInterval(MINUTE)
        self._minute.timeout.connect(self._look_at_clock)
        self._minute.start()
        topics = {"appointments", "treatments", "clients", "incidents", "safety"}
        desk.watch(topics | {"skin"}, self.refresh)
        desk.done.connect(self._acted)
        self.refresh()

    def _begin_at_first(self) -> None:
        """Begin where the work does; nothing to repeat: in the words."""
        can = self.first is not None and self.first.isEnabled()
        where = self.first if can and self.first is not None else self.done
        where.setFocus()

    def refresh(self) -> None:
        """Ask for the visit again; what is being typed stays."""
        asked = self._desk.ask(visit_to_write, self._key, self._desk.desk_id)
        asked.then(self._show).otherwise(self._fail)

    def _mishap(self) -> None:
        if self._visit is not None:
            open_mishap(self._desk, self._visit.line.client_id, self._key)

    def books(self) -> dict[str, int]:
        """Return whom a booking from here is about."""
        return {} if self._visit is None else {"client_id": self._visit.line.client_id}

    # how it is built

    def _show(self, visit: Visit) -> None:
        first = self._visit is None
        was_done = self._is_done
        self._visit = visit
        if first:
            self._build(visit)
            self._fill(visit)
            if visit.kept is not None and visit.kept_at is not None:
                said = _("What you had written at {time} is here again.")
                self.restored.say(said.format(time=hour(visit.kept_at)))
                self.restored.show()
                self._kept = self._said()
        self._is_done = visit.record is not None
        self._bring_together(visit, is_first=first)
        self._show_state(visit)
        if first and self.isVisible():
            self._begin_at_first()
        if visit.record is None and was_done:  # it was taken back
            if self._is_theirs and self._is_untouched():
                self._take(TreatmentDraft(), 0)
            else:  # the words are kept again
                self.keep()
        self.elsewhere.look(visit, is_untouched=self._is_untouched())

    def _bring_together(self, visit: Visit, *, is_first: bool) -> None:
        """Follow the record, unless something else was written here meanwhile."""
        record, kept = visit.record, visit.kept
        version = record.version if record is not None else 0
        if self._is_busy:
            return  # what comes of it is looked at then
        if is_first:
            self._begun = self._said() if kept is None else ""
            self._seen = version if kept is None else kept.seen or 0
        if version == self._seen or record is None:
            self._seen = version
            self.changed.hide()
        elif self._said() == _as_kept(record.record):
            self._begun, self._seen = self._said(), version
            self.changed.hide()
        elif self._is_untouched():
            self._take(record.record, version)
            self._is_theirs = not self._is_ours
        elif self._is_ours and self._sent == _as_kept(record.record):
            self._seen = version  # what was typed since comes on top of it
        else:
            self.changed.show()
        self._is_ours = False

    def _is_untouched(self) -> bool:
        return self._said() == self._begun

    def _take(self, draft: TreatmentDraft, version: int) -> None:
        """Let the fields say what is in the records."""
        self._put(draft)
        self._begun, self._seen = self._said(), version
        self._kept = ""
        self.changed.hide()

    def _show_state(self, visit: Visit) -> None:
        line, writing = visit.line, self._writing
        is_begun = line.status is Status.IN_TREATMENT
        self.warned.put(visit.against, has_happened=is_begun)
        if is_begun:  # it is written down in any case
            self.warned.row.hide()
        self.to_do.put(visit.answer.to_do, visit.answer.notes, about_line(line))
        is_signed = visit.record is not None and visit.record.state is State.SIGNED
        can = not is_signed and (line.status.is_open or line.status.was_kept)
        self.finish_action.setEnabled(can)
        self.start_action.setVisible(line.status.is_open)
        self.start_button.setVisible(line.status.is_open and not is_begun)
        self.signed.setVisible(is_signed)
        self.finish_button.setText(
            _("Finish") if line.status.is_open else _("Save the record")
        )
        last = visit.last
        repeats = last is not None and is_worth_repeating(last.record)
        self.again_action.setEnabled(can and repeats)
        self.cards.let_write(not is_signed)
        if writing is not None:
            writing.visit = visit
            self.cards.photos.show_visit()
            self._show_draft()
        self._look_at_clock()

    def _build(self, visit: Visit) -> None:
        if self._body is not None:
            self._column.removeWidget(self._body)
            self._body.deleteLater()
        writing = self._writing = Writing(self._desk, visit)
        writing.setParent(self)
        writing.draft = visit.draft  # the tabs of the areas depend on it
        restore = Button(_("Start empty"), small=True, act=self._start_empty)
        self.restored = Banner("", Tone.BLUE, restore, icon="history")
        self.restored.hide()
        self.changed = Changed(self._take_theirs, self._keep_ours)
        self.elsewhere = BegunElsewhere(self._go_on_with)
        self.signed = Banner(
            _("This record is signed. It can be read, not changed."), Tone.AMBER
        )
        self.warned = Cautions()
        self.to_do = ToDo(self._desk)
        self.start_button = Button(action=self.start_action, icon="sparkles")
        self.again_button = Button(action=self.again_action)
        self.head = VisitHead(self._desk, visit, self.start_button)
        self.minding = Minding(self._desk, Where.RECORD)
        self.minding.show_client(int(visit.line.client_id))
        self.head.add(self.minding, self.warned, self.to_do)
        self.host = host_strip(self._desk, int(self._key))
        self.head.add(self.host)
        self.strip = LastTime(visit, self.again_button)
        self.cards = Cards(self._desk, writing, self._mishap, self._next_day(visit))
        self.steps, self.products = self.cards.steps, self.cards.products
        self.settings, self.areas = self.cards.settings, self.cards.areas
        texts = self.cards.texts()
        self.done, self.note = texts["done"], texts["note"]
        self.reaction, self.advice = texts["reaction"], texts["advice"]
        self.next_time = texts["next_time"]
        self._scroll = Scroll(
            held(
                down(
                    *(self.head, self.restored, self.elsewhere, self.changed),
                    *(self.signed, self.strip),
                    self.cards,
                    gap=12,
                )
            )
        )
        body = down(gap=12)
        body.addWidget(self._scroll, 1)
        body.addWidget(self._foot(), 0)  # always in sight
        self._body = held(body)
        self._column.addWidget(self._body, 1)
        for name, field in texts.items():
            field.textChanged.connect(partial(self._worded, name))
        writing.changed.connect(self._tapped)
        writing.worded.connect(self._typed)

    def _foot(self) -> QWidget:
        next_ = Button(action=self.next_action)
        self.finish_button = Button(
            _("Finish"), action=self.finish_action, key="Ctrl ⏎", kind=Kind.PRIMARY
        )
        for button in (next_, self.finish_button):
            button.setFixedHeight(GLOVED)
        self.foot = Foot(self._go_to, next_, self.finish_button)
        self.saved = self.foot.saved
        return self.foot

    def _fail(self, error: SalonError) -> None:
        if self._visit is not None:
            self._desk.refused.emit(str(error))
            return
        if self._body is not None:
            self._column.removeWidget(self._body)
            self._body.deleteLater()
        self._body = Failed(
            _("This visit could not be shown."), str(error), self.refresh
        )
        self._column.addWidget(self._body, 1)

    # what is written

    def _fill(self, visit: Visit) -> None:
        """Show what was kept or written; there is no way back behind it."""
        self._put(visit.draft)
        self.first = self.steps.taps[0] if self.steps.taps else self.again_button
        if self.keys is None:
            self.keys = KeysOrWords(self, self.done)
            self.keys.key(self.again_action, "l", self._as_last_time)
            self.keys.key(self.product_action, "b", self._another_product)
            self.keys.key(self.photo_action, "p", self._take_photos)
            self.keys.key(self.tick_action, "k", self._tick)
        self.keys.note = self.done

    def _put(self, draft: TreatmentDraft) -> None:
        writing = self._writing
        if writing is None:
            return
        self._is_filling = True
        for name, field in self.cards.texts().items():
            if field.toPlainText().strip() != getattr(draft, name).strip():
                field.setPlainText(getattr(draft, name))
        writing.begin(draft)
        self._is_filling = False

    def draft(self) -> TreatmentDraft:
        """Return what is written now, also what is half written."""
        if self._writing is None:
            return TreatmentDraft()
        draft = self._writing.draft
        words = {name: getattr(draft, name).strip() for name in TEXTS}
        steps = draft.steps
        if self.steps.pending:
            steps = (*steps, Step(self.steps.pending))
        return replace(draft, steps=steps, **words)

    def _said(self) -> str:
        return _as_kept(self.draft())

    def _worded(self, name: str) -> None:
        if self._writing is not None and not self._is_filling:
            self._writing.word(name, self.cards.texts()[name].toPlainText())

    def _tapped(self) -> None:
        """Show what stands there after a tap, and keep it."""
        self._show_draft()
        self._typed()
        if not self._is_filling:
            leave_key(self._desk)

    def _show_draft(self) -> None:
        self.cards.show_draft()
        self._chain()
        self._show_missing()

    def _show_missing(self) -> None:
        visit, writing = self._visit, self._writing
        if visit is None or writing is None:
            return
        draft = self.draft()
        of_words = visit.record is not None and not is_tapped(draft)
        is_open = self.finish_action.isEnabled() and not of_words
        found = missing(draft, has_areas=bool(visit.touched)) if is_open else ()
        self.foot.show_missing(found, {one.ref: one.name for one in visit.products})

    def _typed(self) -> None:
        if self._is_filling:
            return
        self._show_missing()
        self.saved.say(_("Writing …"))
        self._pause.start()
        if not self._longest.isActive():
            self._longest.start()

    def keep(self) -> None:
        """Keep what is written now, as a draft that outlives a power cut."""
        self._pause.stop()
        self._longest.stop()
        visit = self._visit
        if visit is None or self._writing is None:
            return
        said = self._said()
        written = visit.record.record if visit.record is not None else TreatmentDraft()
        if said == self._kept or (not self._kept and said == _as_kept(written)):
            return
        self._kept = said
        keeping = self._store({**draft_to_plain(self.draft()), "seen": self._seen})
        keeping.then(self._say_kept).otherwise(self._not_kept)

    def _store(self, plain: dict[str, Any]) -> Pending[None]:
        it = json.dumps(plain, ensure_ascii=False) if plain else ""
        return self._desk.call(partial(_keep, key=self._key, it=it))

    def _say_kept(self, _done: None) -> None:
        self._desk.now().then(
            lambda now: self.saved.say(_("Kept at {time}").format(time=hour(now)))
        )

    def _not_kept(self, error: SalonError) -> None:
        self._kept = ""
        self.saved.say(Run(str(error), Type.SMALL, Tone.RED))

    def leave(self) -> None:
        """Keep what is half written."""
        if self._pause.isActive() or self._longest.isActive():
            self.keep()

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what is half written when another page is shown."""
        self.leave()
        super().hideEvent(event)

    def _start_empty(self) -> None:
        if self._writing is None:
            return
        self.restored.hide()
        self._put(TreatmentDraft())
        self._typed()
        self.done.setFocus()

    def _go_on_with(self, draft: TreatmentDraft) -> None:
        """Write on what another desk has begun."""
        self._put(draft)
        self._typed()
        self.done.setFocus()

    # where the keyboard goes

    def _chain(self) -> None:
        """Let Tab follow the work: steps, areas, products … Finish."""
        head = [self.start_button, self.again_button]
        stops = [*head, *self.cards.stops(), *self.foot.chips]
        if stops == self._chained:
            return
        self._chained = stops
        buttons = self.foot.findChildren(Button)
        line = [*stops, *buttons]
        for one, following in pairwise(line):
            QWidget.setTabOrder(one, following)

    def _go_to(self, thing: Missing) -> None:
        """Jump to the place where what is missing is said."""
        place = self.cards.place_of(thing)
        if place is None:
            return
        self._scroll.ensureWidgetVisible(place, 20, 60)
        place.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_back(self) -> bool:
        """Take the last tap back, before the window takes back an action."""
        can = self._writing is not None and self._writing.can_go_back
        if can and self._writing is not None:
            self._writing.go_back()
        return can

    def do_again(self) -> bool:
        """Do the tap again that was taken back last."""
        can = self._writing is not None and self._writing.can_go_on
        if can and self._writing is not None:
            self._writing.go_on()
        return can

    def _acted(self, _news: object) -> None:
        """Let Ctrl+Z be the window's after an action: it came after the taps."""
        if self._writing is not None:
            self._writing.forget_the_way()

    # what one does

    def _start(self) -> None:
        again: Callable[[str], object] = self._start_because
        if self._visit is None:
            return
        reason = self.warned.value()
        seen = self._visit.line.version  # a visit moved meanwhile does not begin
        doing = self._desk.do(start_treatment, self._key, override=reason, seen=seen)
        doing.otherwise(lambda error: self._ask_reason(error, again))

    def _start_because(self, reason: str) -> None:
        if self._visit is not None:
            seen = self._visit.line.version
            self._desk.do(start_treatment, self._key, override=reason, seen=seen)

    def _as_last_time(self) -> None:
        """Fill steps, areas, products and settings as last time, in one step back."""
        visit, writing = self._visit, self._writing
        if visit is None or writing is None or visit.last is None:
            return
        filled = as_last_time(writing.draft, visit.last.record, writing.bottles)
        if filled == writing.draft:
            return
        before = writing.draft
        writing.become(filled)
        said = _("Filled as on {day} for {name}").format(
            day=short_day(visit.last.day), name=visit.line.client
        )
        tell(self._desk, said, partial(writing.go_back_before, before))
        if self.steps.taps:
            self.steps.taps[0].setFocus()

    def _another_product(self) -> None:
        if self._writing is not None and self.products.isEnabled():
            self.products.another()

    def _tick(self) -> None:
        if self._writing is not None:
            whose = ClientId(self._writing.visit.line.client_id)
            open_tick(self._desk, whose, "visit")

    def _take_photos(self) -> None:
        if self._writing is not None:
            self.cards.photos.add_more()

    def _print(self) -> None:
        """Print the record, or what is taken home as long as there is none."""
        visit = self._visit
        if visit is None:
            return
        if visit.record is not None:
            open_print(self._desk, "record", self._key, visit.line.client_id)
        else:
            open_print(self._desk, "after", self._key)

    def _finish(self) -> None:
        if self._visit is None or self._is_busy:
            return
        self.steps.settle_now()
        if self._visit.line.status.is_open:
            self._finish_because(self.warned.value())
            return
        saving = self._desk.do(
            record_treatment, self._key, self._to_write(), seen=self._seen
        )
        saving.then(lambda _key: self._written()).otherwise(self._not_written)

    def _finish_because(self, reason: str | None) -> None:
        draft = self._to_write()
        doing = self._desk.do(
            finish, self._key, draft, override=reason, written=self._seen
        )
        doing.then(lambda _key: self._finished()).otherwise(self._not_finished)

    def _to_write(self) -> TreatmentDraft:
        """Return what is written down now; what is typed from here on comes after."""
        self._is_busy = True
        self._pause.stop()
        self._longest.stop()
        draft = self.draft()
        self._sent = _as_kept(replace(draft, carried=()))
        return draft

    def _not_finished(self, error: SalonError) -> None:
        if isinstance(error, EditedElsewhere | OutOfOrder):
            self._not_written(error)  # somebody else has finished it
            return
        self._is_busy = False
        self.keep()
        self._ask_reason(error, self._finish_because)

    def _ask_reason(self, error: SalonError, again: Callable[[str], object]) -> None:
        if not settle(self._desk, error, self._start):
            ask_reason(self._desk, error, again, visit=self._key)

    def _not_written(self, error: SalonError) -> None:
        """Keep what is typed; where somebody was faster, offer what they wrote."""
        self._is_busy = False
        self.keep()
        if not isinstance(error, EditedElsewhere):
            self._desk.refused.emit(str(error))
        self.refresh()  # with what they wrote comes the choice

    def _take_theirs(self) -> None:
        visit = self._visit
        if visit is not None and visit.record is not None:
            self._take(visit.record.record, visit.record.version)
            self._is_theirs = True
            self._store({})
            self.restored.hide()

    def _keep_ours(self) -> None:
        visit = self._visit
        if visit is not None and visit.record is not None:
            self._seen = visit.record.version
            self.changed.hide()
            self._finish()

    def _written(self) -> None:
        self._put(replace(self.draft(), carried=()))
        has_more = self._said() != self._sent  # typed while it was on its way
        self._kept = ""
        self._is_done, self._is_busy, self._is_theirs = True, False, False
        self._begun = "" if has_more else self._said()
        self._is_ours = True  # what the next look brings, unless it was overtaken
        self.restored.hide()
        self.changed.hide()
        self.refresh()
        if has_more:
            self.keep()  # it is still to be saved
            return
        self.saved.say("")
        self.finish_button.setFocus()  # in a text, Ctrl+Z would only take back words

    def _finished(self) -> None:
        self._written()
        self._desk.ask(calls_that_follow, self._key).then(self._say_calls)

    def _say_calls(self, calls: list[CallLine]) -> None:
        visit = self._visit
        if visit is None:
            return
        parts = [_("Treatment recorded for {name}").format(name=visit.line.client)]
        things = missing(self.draft(), has_areas=bool(visit.touched))
        if things and is_tapped(self.draft()):
            parts.append(things_to_add(len(things)))
        if calls:
            said = ngettext(
                "{number} call follows: {days}",
                "{number} calls follow: {days}",
                len(calls),
            )
            days = listed(dict.fromkeys(short_day(call.due) for call in calls))
            parts.append(said.format(number=len(calls), days=days))
        else:
            parts.append(_("no call follows"))
        tell(self._desk, " · ".join(parts))

    def _next_day(self, visit: Visit) -> date:
        card, day = visit.service, visit.line.slot.day
        after = card.interval_usual_days or card.interval_min_days
        return max(self._desk.today(), day + timedelta(days=after))

    def _book_next(self) -> None:
        if self._visit is None:
            return
        line, day = self._visit.line, self._next_day(self._visit)
        open_booking(
            *(self._desk, line.client_id, line.service_id, day),
            person_id=line.person.id,
        )

    def _look_at_clock(self) -> None:
        if self._visit is not None and self._writing is not None and self.isVisible():
            self._desk.now().then(self._show_minute)

    def _show_minute(self, now: datetime) -> None:
        if self._visit is not None:
            self.head.show_minute(self._visit, now)


def _keep(salon: Salon, key: AppointmentId, it: str) -> None:
    salon.keep(draft_place(key, salon.desk), it)
    if not it:  # nor what was kept when all desks had one place
        salon.keep(draft_place(key), it)


def _as_kept(draft: TreatmentDraft) -> str:
    return json.dumps(draft_to_plain(draft), ensure_ascii=False)

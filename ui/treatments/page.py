"""The treatment record: written during the visit, kept while it is typed.

Whatever is typed is kept within two seconds after the last key and every five seconds
at least, and when the page is left; it is there again after a power cut.
"""

import json
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from salon.aftercare.model import CallLine
from salon.app import Salon
from salon.appointments.model import AppointmentId, Status
from salon.appointments.operations import start_treatment
from salon.catalogue.sisters import is_tested
from salon.errors import EditedElsewhere, SalonError
from salon.text import _, full_day, hour, ngettext, short_day
from salon.treatments.model import (
    State,
    TreatmentCard,
    TreatmentDraft,
    UsedProduct,
    draft_place,
    draft_to_plain,
)
from salon.treatments.operations import finish, record_treatment
from salon.views.record import Visit, calls_that_follow, visit_to_write
from ui.desk import Desk
from ui.kit.buttons import Answers, Button, Kind
from ui.kit.cards import Card, Heading, Scroll, across, down, held
from ui.kit.chips import Avatar, Chip, ChipLabel
from ui.kit.columns import Columns, flowing
from ui.kit.fields import Notes
from ui.kit.page import Page
from ui.kit.states import Banner, Failed
from ui.kit.tokens import Tone, Type
from ui.kit.words import Run, Words
from ui.parts.homes import tell
from ui.parts.leading import ToDo, about_line
from ui.parts.reasons import Cautions, ask_reason
from ui.parts.visit_marks import status_chip
from ui.parts.ways import open_booking, open_mishap, open_patch
from ui.places import ClientCard, RecordOf
from ui.treatments.rows import (
    GLOVED,
    ProductRow,
    RowsOf,
    SettingRow,
    large,
    setting_rows,
)

PAUSE = 1500  # milliseconds after the last key
AT_LEAST = 1500  # milliseconds between two copies while typing goes on
MOST_ZONES = 40


class RecordPage(Page):
    """What was done at one visit."""

    def __init__(self, desk: Desk, place: RecordOf) -> None:
        super().__init__(_("Treatment record"))
        self._desk = desk
        self._key = AppointmentId(place.appointment_id)
        self._visit: Visit | None = None
        self._kept = ""  # what lies in the store
        self._is_done = False
        self._seen: int | None = None  # the version of the record in the fields
        self._is_filling = False
        self._column = self.column()
        self._body: QWidget | None = None
        self.finish_action = self.action(
            _("&Finish"), "Ctrl+Return", self._finish, "check"
        )
        self.start_action = self.action(_("&Start treatment"), "", self._start)
        self.next_action = self.action(
            _("Book &next"), "Ctrl+Shift+B", self._book_next, "calendar-plus"
        )
        self.action(_("Something went &wrong"), "", self._mishap, "urgent")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.keep)
        self._longest = QTimer(self)
        self._longest.setSingleShot(True)
        self._longest.setInterval(AT_LEAST)
        self._longest.setTimerType(Qt.TimerType.PreciseTimer)
        self._longest.timeout.connect(self.keep)
        topics = {"appointments", "treatments", "clients", "incidents", "safety"}
        desk.watch(topics, self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Ask for the visit again; what is being typed stays."""
        asked = self._desk.ask(visit_to_write, self._key)
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
            if self.isVisible():
                self.done.setFocus()
        self._is_done = visit.record is not None
        self._show_state(visit)
        if visit.record is None:
            self._seen = None
            if was_done:  # it was taken back: the words are kept again
                self.keep()
        elif self._seen is None:
            self._seen = visit.record.version

    def _show_state(self, visit: Visit) -> None:
        line = visit.line
        self.status.say(status_chip(line.status))
        is_begun = line.status is Status.IN_TREATMENT
        self.warned.put(visit.against, has_happened=is_begun)
        self.to_do.put(visit.answer.to_do, visit.answer.notes, about_line(line))
        is_signed = visit.record is not None and visit.record.state is State.SIGNED
        can = not is_signed and (line.status.is_open or line.status.was_kept)
        self.finish_action.setEnabled(can)
        self.start_action.setVisible(line.status.is_open)
        self.start_button.setVisible(
            line.status.is_open and line.status.value != "in_treatment"
        )
        self.signed.setVisible(is_signed)
        self.finish_button.setText(
            _("Finish") if line.status.is_open else _("Save the record")
        )

    def _build(self, visit: Visit) -> None:
        if self._body is not None:
            self._column.removeWidget(self._body)
            self._body.deleteLater()
        restore = Button(_("Start empty"), small=True, act=self._start_empty)
        self.restored = Banner("", Tone.BLUE, restore, icon="history")
        self.restored.hide()
        theirs = Button(_("Take theirs"), small=True, act=self._take_theirs)
        ours = Button(_("Write mine"), small=True, act=self._keep_ours)
        self.changed = Banner("", Tone.AMBER, held(across(theirs, ours)))
        self.changed.hide()
        self.signed = Banner(
            _("This record is signed. It can be read, not changed."), Tone.AMBER
        )
        self.warned = Cautions()
        self.to_do = ToDo(self._desk)
        what = self._what(visit)
        column = down(
            self._head(visit),
            self.restored,
            self.changed,
            self.signed,
            what,
            self._used(visit),
            self._for_us(),
            self._where(visit),
            gap=12,
        )
        column.setStretchFactor(what, 1)
        main = held(column)
        side = self._side(visit)
        body = down(gap=12)
        body.addWidget(Scroll(Columns(main, side, (3, 2), least=900)), 1)
        body.addWidget(self._foot())  # always in sight
        self._body = held(body)
        self._column.addWidget(self._body, 1)
        self.first = self.done
        for field in self._texts().values():
            field.textChanged.connect(self._typed)
        self.products.changed.connect(self._typed)
        self.settings.changed.connect(self._typed)
        self.areas.changed.connect(self._typed)

    def _head(self, visit: Visit) -> QWidget:
        line = visit.line
        name = Words(Run(line.client, Type.TITLE), type=Type.TITLE, wrap=True)
        self.status = ChipLabel(status_chip(line.status))
        file = Button(
            _("Open file"),
            icon="user",
            act=lambda: self._desk.go(ClientCard(line.client_id)),
        )
        self.start_button = Button(action=self.start_action, icon="sparkles")
        about = _("{service} · {day}, {time} · {person}").format(
            service=line.service,
            day=short_day(line.slot.day),
            time=hour(line.slot.start),
            person=line.person.name,
        )
        parts = [about]
        if line.room is not None:
            parts.append(line.room.name)
        if line.device is not None:
            parts.append(line.device.name)
        said = Words(" · ".join(parts), type=Type.SMALL, faint=True, wrap=True)
        state = across(self.status, said)
        state.setStretch(1, 1)
        row = across(
            Avatar(line.client, 44),
            held(down(name, state, gap=2)),
            self.start_button,
            file,
            gap=12,
        )
        row.setStretch(1, 1)
        card = Card(gap=8).add(row)
        chips = [
            ChipLabel(
                Chip(
                    alert.text,
                    Tone.RED if alert.grade == "critical" else Tone.AMBER,
                    "alert-triangle",
                    tall=True,
                )
            )
            for alert in visit.alerts
        ]
        if chips:
            card.add(flowing(*chips))
        if is_tested(visit.service.ref):
            card.add(flowing(self._patch_button(visit)))
        return card.add(self.warned, self.to_do)

    def _patch_button(self, visit: Visit) -> Button:
        line, ref = visit.line, visit.service.ref
        return Button(
            _("Patch test"),
            icon="flask",
            name=_("Put on or read a patch test"),
            act=lambda: open_patch(self._desk, line.client_id, ref),
        )

    def _what(self, visit: Visit) -> QWidget:
        card = Card(Heading(_("What was done"), icon="sparkles"), gap=8)
        self.done = Notes(
            hint=_("Step by step; kept as you type"), name=_("What was done"), rows=4
        )
        self.done.setMaximumHeight(600)
        return card.add(self.done, stretch=1)

    def _where(self, visit: Visit) -> QWidget:
        chosen = set(visit.draft.areas)
        zones = list(visit.zones[:MOST_ZONES])
        known = {ref for ref, _name in zones}
        zones += [(ref, visit.names.get(ref, ref)) for ref in chosen - known]
        self.areas = Answers(zones, several=True, name=_("Areas"))
        for button in self.areas.buttons.values():
            large(button)
        card = Card(Heading(_("Areas"), icon="list-details"), gap=8).add(self.areas)
        if not zones:
            card.hide()
        return card

    def _used(self, visit: Visit) -> QWidget:
        self.products = RowsOf(
            _("Add a product"), lambda: ProductRow(visit.products, UsedProduct(""))
        )
        self.settings = RowsOf(_("Add a setting"), SettingRow)
        return Card(Heading(_("Products used"), icon="bottle"), gap=8).add(
            self.products
        )

    def _for_us(self) -> QWidget:
        self.note = Notes(hint=_("For the team only"), name=_("Note"), rows=1)
        self.note.setFixedHeight(GLOVED)
        named = Words(_("Note"), type=Type.SMALL_MEDIUM)
        named.setBuddy(self.note)
        row = across(named, self.note, gap=12)
        row.setStretch(1, 1)
        return Card(gap=0, pad=12).add(row)

    def _side(self, visit: Visit) -> QWidget:
        self.reaction = Notes(hint=_("Calm, warm, red …"), name=_("Reaction"))
        self.advice = Notes(hint=_("What she should do at home"), name=_("Advice"))
        self.next_time = Notes(
            hint=_("What to do, change or ask next time"), name=_("Next time")
        )
        card = Card(Heading(_("How it went"), icon="mood-smile"), gap=6)
        for label, field in (
            (_("Reaction"), self.reaction),
            (_("Advice"), self.advice),
            (_("Next time"), self.next_time),
        ):
            named = Words(label, type=Type.SMALL_MEDIUM)
            named.setBuddy(field)
            card.add(named, field)
        device = Card(Heading(_("Settings of the device"), icon="settings"), gap=8)
        column = down(card, device.add(self.settings), gap=12)
        if visit.last is not None:
            column.addWidget(_last_time(visit.last))
        column.addStretch(1)
        return held(column)

    def _foot(self) -> QWidget:
        self.saved = Words("", type=Type.SMALL, faint=True)
        next_ = Button(action=self.next_action)
        self.finish_button = Button(
            _("Finish"), action=self.finish_action, key="Ctrl ⏎", kind=Kind.PRIMARY
        )
        for button in (next_, self.finish_button):
            button.setFixedHeight(GLOVED)
        return held(across(self.saved, None, next_, self.finish_button, gap=10))

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

    def _texts(self) -> dict[str, Notes]:
        return {
            "done": self.done,
            "reaction": self.reaction,
            "advice": self.advice,
            "next_time": self.next_time,
            "note": self.note,
        }

    def _fill(self, visit: Visit) -> None:
        self._is_filling = True
        draft = visit.draft
        for name, field in self._texts().items():
            field.setPlainText(getattr(draft, name))
        rows = [ProductRow(visit.products, used) for used in draft.products]
        self.products.put(rows or [ProductRow(visit.products, UsedProduct(""))])
        before = visit.last.record.settings if visit.last is not None else {}
        is_new = visit.record is None and visit.kept is None
        self.settings.put(setting_rows(draft.settings, before if is_new else {}))
        self.areas.put(*draft.areas)
        self._is_filling = False

    def draft(self) -> TreatmentDraft:
        """Return what is written now."""
        used = [row.value() for row in self.products.rows]
        settings = {
            row.name.text().strip(): row.value.text().strip()
            for row in self.settings.rows
            if row.name.text().strip() and row.value.text().strip()
        }
        return TreatmentDraft(
            products=tuple(one for one in used if one is not None),
            settings=settings,
            areas=tuple(map(str, self.areas.value())),
            **{
                name: field.toPlainText().strip()
                for name, field in self._texts().items()
            },
        )

    def _said(self) -> str:
        return json.dumps(draft_to_plain(self.draft()), ensure_ascii=False)

    def _typed(self) -> None:
        if self._is_filling:
            return
        self.saved.say(_("Writing …"))
        self._pause.start()
        if not self._longest.isActive():
            self._longest.start()

    def keep(self) -> None:
        """Keep what is written now, as a draft that outlives a power cut."""
        self._pause.stop()
        self._longest.stop()
        visit = self._visit
        if visit is None or self._body is None or not hasattr(self, "done"):
            return
        said = self._said()
        written = visit.record.record if visit.record is not None else TreatmentDraft()
        plain = json.dumps(draft_to_plain(written), ensure_ascii=False)
        if said == self._kept or (not self._kept and said == plain):
            return
        self._kept = said
        keeping = self._desk.call(partial(_keep, place=draft_place(self._key), it=said))
        keeping.then(self._say_kept).otherwise(self._not_kept)

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
        visit = self._visit
        if visit is None:
            return
        self.restored.hide()
        self._is_filling = True
        for field in self._texts().values():
            field.setPlainText("")
        self.products.put([ProductRow(visit.products, UsedProduct(""))])
        self.settings.put([SettingRow()])
        self.areas.put()
        self._is_filling = False
        self._typed()
        self.done.setFocus()

    # what one does

    def _start(self) -> None:
        again: Callable[[str], object] = self._start_because
        if self._visit is None:
            return
        reason = self.warned.value()
        doing = self._desk.do(start_treatment, self._key, override=reason)
        doing.otherwise(lambda error: self._ask_reason(error, again))

    def _start_because(self, reason: str) -> None:
        self._desk.do(start_treatment, self._key, override=reason)

    def _finish(self) -> None:
        if self._visit is None:
            return
        if self._visit.line.status.is_open:
            self._finish_because(self.warned.value())
            return
        saving = self._desk.do(
            record_treatment, self._key, self.draft(), seen=self._seen
        )
        saving.then(lambda _key: self._written()).otherwise(self._not_written)

    def _finish_because(self, reason: str | None) -> None:
        doing = self._desk.do(finish, self._key, self.draft(), override=reason)
        doing.then(lambda _key: self._finished()).otherwise(
            lambda error: self._ask_reason(error, self._finish_because)
        )

    def _ask_reason(self, error: SalonError, again: Callable[[str], object]) -> None:
        ask_reason(self._desk, error, again, visit=self._key)

    def _not_written(self, error: SalonError) -> None:
        """Keep what is typed; where somebody was faster, offer what they wrote."""
        if not isinstance(error, EditedElsewhere):
            self._desk.refused.emit(str(error))
            return
        self.changed.show()
        self.changed.say(_("Changed elsewhere meanwhile. Yours is kept here."))

    def _take_theirs(self) -> None:
        self.changed.hide()
        visit = self._visit
        if visit is None or visit.record is None:
            return
        self._fill(replace(visit, kept=None))
        self._seen = visit.record.version
        self._kept = ""

    def _keep_ours(self) -> None:
        visit = self._visit
        if visit is not None and visit.record is not None:
            self._seen = visit.record.version
            self.changed.hide()
            self._finish()

    def _written(self) -> None:
        self._pause.stop()
        self._longest.stop()
        self._kept = ""
        self._is_done = True
        self._seen = None  # the next look brings it
        self.restored.hide()
        self.changed.hide()
        self.refresh()
        self.saved.say("")
        self.finish_button.setFocus()  # in a text, Ctrl+Z would only take back words

    def _finished(self) -> None:
        self._written()
        self._desk.ask(calls_that_follow, self._key).then(self._say_calls)

    def _say_calls(self, calls: list[CallLine]) -> None:
        if not calls:
            tell(self._desk, _("Treatment recorded. No call follows."))
            return
        said = ngettext(
            "Treatment recorded. {number} call follows: {days}",
            "Treatment recorded. {number} calls follow: {days}",
            len(calls),
        )
        days = ", ".join(dict.fromkeys(short_day(call.due) for call in calls))
        tell(self._desk, said.format(number=len(calls), days=days))

    def _book_next(self) -> None:
        if self._visit is None:
            return
        line, card = self._visit.line, self._visit.service
        after = card.interval_usual_days or card.interval_min_days
        day = max(
            self._desk.today(),
            line.slot.day.fromordinal(line.slot.day.toordinal() + after),
        )
        open_booking(
            *(self._desk, line.client_id, line.service_id, day),
            person_id=line.person.id,
        )


def _keep(salon: Salon, place: str, it: str) -> None:
    salon.keep(place, it)


def _last_time(last: TreatmentCard) -> QWidget:
    title = _("Last time, {day}").format(day=full_day(last.day))
    card = Card(Heading(title, icon="history"), gap=4)
    card.add(Words(f"{last.service} · {last.person}", type=Type.SMALL_STRONG))
    record = last.record
    products = ", ".join(last.product_names.values())
    settings = ", ".join(f"{key} {value}" for key, value in record.settings.items())
    for label, text in (
        (_("Done"), record.done),
        (_("Products"), products),
        (_("Settings"), settings),
        (_("Reaction"), record.reaction),
        (_("Next time"), record.next_time),
    ):
        if text:
            runs = (Run(f"{label}  ", Type.SMALL, faint=True), Run(text, Type.SMALL))
            card.add(Words(*runs, type=Type.SMALL, wrap=True))
    return card

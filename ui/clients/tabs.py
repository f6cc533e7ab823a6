"""Her treatments and calls, each in its list."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from salon.aftercare.model import OUTCOME_WORDS, CallLine, CallStatus, Contact, Outcome
from salon.appointments.model import STATUS_WORDS, DayLine, Status
from salon.text import N_, _, full_day, hour, short_day
from salon.treatments.model import State, TreatmentCard
from salon.treatments.words import (
    area_words,
    done_lines,
    done_words,
    next_words,
    reaction_words,
)
from salon.views.client import FileWords, Sight
from ui.clients.listing import Listing
from ui.clients.words import ago
from ui.kit.buttons import Button
from ui.kit.cards import Card, Heading, Rule, Scroll, down, held
from ui.kit.chips import Chip
from ui.kit.columns import Columns
from ui.kit.facts import pairs
from ui.kit.rows import Line, Look
from ui.kit.tokens import Tone, Type
from ui.kit.words import Run, Words
from ui.parts.holding import Holder
from ui.parts.listing import apart

EARLIER = 4
_VISIT_TONES = {
    Status.MISSED: Tone.RED,
    Status.CANCELLED: Tone.PLAIN,
    Status.BOOKED: Tone.AMBER,
    Status.CONFIRMED: Tone.BLUE,
    Status.ARRIVED: Tone.BLUE,
    Status.IN_TREATMENT: Tone.PLUM,
    Status.COMPLETED: Tone.SAGE,
    Status.LEFT: Tone.SAGE,
}
_OUTCOME_TONES = {
    Outcome.WELL: Tone.SAGE,
    Outcome.BOOKED: Tone.SAGE,
    Outcome.MESSAGE: Tone.BLUE,
    Outcome.WORRIED: Tone.AMBER,
    Outcome.UNHAPPY: Tone.RED,
    Outcome.WRONG_NUMBER: Tone.RED,
}
_CALL_WORDS = {
    CallStatus.WAITING: N_("Waiting"),
    CallStatus.DONE: N_("Done"),
    CallStatus.MERGED: N_("With another call"),
    CallStatus.DROPPED: N_("Not needed"),
}


class TreatmentsTab(QWidget):
    """What was done at each visit; the chosen one is told at the side."""

    opened = Signal(int)  # the id of an appointment whose record is wanted

    def __init__(self) -> None:
        super().__init__()
        self._records: dict[int, TreatmentCard] = {}
        self._visits: dict[int, DayLine] = {}
        look = Look(height=50, avatar=32, ruled=True)
        self.list = Listing(
            Heading(_("Visits and treatments")),
            _("No visit so far"),
            _("What was done, used and advised will stand here."),
            look,
        )
        self.list.picked.connect(self._pick)
        self.list.opened.connect(self.opened.emit)
        self.detail = Holder(QWidget())
        self.both = Columns(self.list, self.detail, (560, 700), least=860)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.both, 1)

    def show_sight(self, sight: Sight, _words: FileWords) -> None:
        """Show what is known now."""
        self._records = {one.appointment_id: one for one in sight.treatments}
        self._visits = {one.id: one for one in sight.visits}
        self._zone_names = {one.ref: str(one.names) for one in _words.zones}
        lines = []
        for visit in sight.visits:
            when = f"{_when(visit)} · {visit.person.name}"
            lines.append(
                Line(
                    str(visit.service),
                    when,
                    mark=Chip(
                        _(STATUS_WORDS[visit.status]), _VISIT_TONES[visit.status]
                    ),
                    below="" if visit.id in self._records else _no_record(visit),
                    icon="sparkles" if visit.id in self._records else "calendar-month",
                    tone=Tone.ROSE if visit.status.holds_time else Tone.PLAIN,
                    key=visit.id,
                )
            )
        self._today = sight.today
        is_first = not self.list.list.lines.lines
        self.list.show_lines(lines)
        if is_first:  # begin with what was done last, not with what is agreed
            done = [
                place
                for place, one in enumerate(sight.visits)
                if one.id in self._records
            ]
            self.list.list.choose(done[0] if done else 0)
        self.detail.setVisible(bool(lines))
        chosen = self.list.list.chosen()
        if chosen is not None:
            self._pick(chosen.key)

    def _pick(self, key: object) -> None:
        visit = self._visits.get(int(str(key)))
        if visit is not None:
            self.detail.put(self._told(visit))

    def _told(self, visit: DayLine) -> QWidget:
        record = self._records.get(visit.id)
        may_open = visit.status.is_open or visit.status.was_kept
        buttons = []
        if may_open:
            key = visit.id
            name = _("Open record") if record is not None else _("Write the record")
            buttons.append(
                Button(
                    name,
                    icon="clipboard-text",
                    small=True,
                    act=lambda: self.opened.emit(key),
                )
            )
        remark = f"{full_day(visit.slot.day)} · {ago(visit.slot.day, self._today)}"
        card = Card(Heading(str(visit.service), *buttons), gap=8)
        place = visit.room.name if visit.room is not None else ""
        time = f"{hour(visit.slot.start)} – {hour(visit.slot.end)}"
        facts = " · ".join(filter(None, (remark, time, visit.person.name, place)))
        card.add(Words(facts, type=Type.SMALL, faint=True, wrap=True))
        if record is None:
            said = visit.note or _no_record(visit) or _("Nothing was noted.")
            card.add(Words(said, wrap=True)).fill()
            return card
        if record.state is State.DRAFT:
            said = _("Still a draft")
            card.add(Words(said, type=Type.SMALL_STRONG, tone=Tone.AMBER))
        rows = record_rows(record, self._zone_names)
        if visit.note:
            rows.append((_("For the visit"), visit.note))
        told = down(pairs(rows, 104), gap=10)
        for one in self._before(record):
            told.addWidget(Rule())
            told.addWidget(_earlier(one))
        told.addStretch(1)
        area = Scroll(held(told))
        policy = QSizePolicy.Policy  # it takes what is left, and asks for nothing
        area.setSizePolicy(policy.Preferred, policy.Ignored)
        card.add(area, stretch=1)
        return card

    def _before(self, record: TreatmentCard) -> list[TreatmentCard]:
        """Return the treatments before this one, those of its kind first."""
        older = [one for one in self._records.values() if one.day < record.day]
        older.sort(key=lambda one: one.day, reverse=True)
        same = [one for one in older if one.service_ref == record.service_ref]
        return (same or older)[:EARLIER]


def _earlier(one: TreatmentCard) -> QWidget:
    """Return an earlier treatment in short."""
    record = one.record
    rows = [
        (_("We did"), done_words(record)),
        (_("Reaction"), reaction_words(record)),
        (_("Next time"), next_words(record)),
    ]
    shown = [(name, value) for name, value in rows if value]
    said = f"{one.service} · {full_day(one.day)} · {one.person}"
    return held(
        down(
            Words(
                Run(_("Before that   "), Type.SMALL_STRONG),
                Run(said, Type.SMALL, faint=True),
            ),
            pairs(shown or [(_("We did"), _("Nothing was noted."))], 104),
            gap=6,
        )
    )


def _when(visit: DayLine) -> str:
    return f"{full_day(visit.slot.day)} {hour(visit.slot.start)}"


def _no_record(visit: DayLine) -> str:
    return _("no record yet") if visit.status.was_kept else ""


def record_rows(card: TreatmentCard, zones: dict[str, str]) -> list[tuple[str, str]]:
    """Return what a treatment record says, by name."""
    record = card.record
    products = []
    for used in record.products:
        name = card.product_names.get(used.product, used.product)
        amount = f"{used.amount:g} {used.unit}".strip() if used.amount else ""
        batch = _("batch {batch}").format(batch=used.batch) if used.batch else ""
        products.append(" · ".join(filter(None, (name, amount, batch))))
    settings = apart(f"{name} {value}" for name, value in record.settings.items())
    rows = [
        (_("We did"), "\n".join(done_lines(record))),
        (_("Products"), "\n".join(products)),
        (_("Settings"), settings),
        (_("Zones"), area_words(record, zones)),
        (_("Reaction"), reaction_words(record, zones)),
        (_("Advice"), record.advice),
        (_("Next time"), next_words(record)),
        (_("Note"), record.note),
    ]
    shown = [(name, value) for name, value in rows if value]
    return shown or [(_("We did"), _("Nothing was noted."))]


class CallsTab(QWidget):
    """The calls that wait, and what was said before."""

    opened = Signal(int)  # the id of a call

    def __init__(self) -> None:
        super().__init__()
        look = Look(height=54, avatar=34, ruled=True)
        self.due = Listing(
            Heading(_("Calls that wait")),
            _("No call waits"),
            _("They come by themselves after a treatment."),
            look,
        )
        self.due.opened.connect(self.opened.emit)
        self.made = Listing(
            Heading(_("What was said")),
            _("No call so far"),
            _("Each call and what was said will stand here."),
            look,
        )
        self.both = Columns(self.due, self.made, (500, 760), least=860)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.both, 1)

    def show_sight(self, sight: Sight, _words: FileWords) -> None:
        """Show what is known now."""
        waiting = [one for one in sight.calls if one.status is CallStatus.WAITING]
        waiting.sort(key=lambda one: (one.due, one.id))
        self.due.show_lines([_call_line(one, sight) for one in waiting])
        self.made.show_lines(
            [
                _contact_line(place, one, sight, _words)
                for place, one in enumerate(sight.contacts)
            ]
        )


def _call_line(one: CallLine, sight: Sight) -> Line:
    is_due = one.due <= sight.today
    when = short_day(one.due)
    if one.time_from is not None:
        when = f"{when} {hour(one.time_from)}"
    about = " · ".join(filter(None, (when, one.protocol_name)))
    return Line(
        one.purpose_name,
        about,
        mark=Chip(_("Due"), Tone.AMBER) if is_due else None,
        icon="phone-call",
        tone=Tone.AMBER if is_due else Tone.PLAIN,
        key=one.id,
    )


def _contact_line(place: int, one: Contact, sight: Sight, words: FileWords) -> Line:
    day = one.at.date()
    who = f"{full_day(day)} · {one.by}" if one.by else full_day(day)
    purpose = words.terms.get("step_purpose", {}).get(one.purpose)
    return Line(
        one.note or (str(purpose) if purpose else _(OUTCOME_WORDS[one.outcome])),
        f"{who} · {ago(day, sight.today)}",
        mark=Chip(
            _(OUTCOME_WORDS[one.outcome]).split(":")[0],
            _OUTCOME_TONES.get(one.outcome, Tone.PLAIN),
        ),
        icon="phone",
        tone=_OUTCOME_TONES.get(one.outcome, Tone.PLAIN),
        key=place,
    )

"""One visit, opened from a calendar: what it is, and everything one can do with it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import time
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from salon.appointments.model import AppointmentId, DayLine, Status, minute_of
from salon.appointments.operations import (
    Change,
    arrive,
    cancel,
    confirm,
    leave,
    miss,
    move,
)
from salon.catalogue.sisters import is_tested
from salon.clients.phones import shown
from salon.errors import SalonError
from salon.notices.model import Where
from salon.rooms.model import RoomId
from salon.safety.model import Contraindicated
from salon.staff.model import StaffId
from salon.text import _, hour, long_day
from salon.views.calendar import VisitPlaces, visit_in_house
from ui.kit.buttons import Button
from ui.kit.cards import across, down, held
from ui.kit.chips import ChipLabel
from ui.kit.columns import flowing
from ui.kit.facts import pairs
from ui.kit.fields import Choice, FormRow, TimeField
from ui.kit.sheet import Sheet
from ui.kit.tokens import Tone, Type
from ui.kit.words import Words
from ui.parts.fields import DayField
from ui.parts.homes import home_of
from ui.parts.leading import ToDo, about_line
from ui.parts.minding import Minding
from ui.parts.reasons import Cautions, ask_reason
from ui.parts.visit_marks import alert_chips, status_chip
from ui.parts.ways import open_mishap, open_patch, open_record, start_visit
from ui.places import ClientCard

if TYPE_CHECKING:
    from ui.desk import Desk


def open_visit(desk: "Desk", key: int) -> "VisitSheet | None":
    """Open the sheet of one visit."""
    home = home_of(desk)
    if home is None:
        return None
    sheet = VisitSheet(desk, home)
    desk.ask(visit_in_house, AppointmentId(key)).then(sheet.show_visit)
    return sheet


class VisitSheet(Sheet):
    """A visit: who, what, when; arrived, started, moved, called off."""

    def __init__(self, desk: "Desk", home: QWidget) -> None:
        super().__init__(home, _("Appointment"), icon="calendar-time", wide=560)
        self._desk = desk
        self._high = home.window().height() - 60
        self._line: DayLine | None = None

    def show_visit(self, found: VisitPlaces) -> None:
        """Show the visit and open the sheet."""
        line = self._line = found.line
        self._people, self._rooms = found.people, found.rooms
        self.setAccessibleName(line.client)
        chips = [
            ChipLabel(status_chip(line.status)),
            *map(ChipLabel, alert_chips(line)),
        ]
        self.add(Words(line.client, type=Type.FIGURE), flowing(*chips))
        self.minding = Minding(self._desk, Where.CHECKIN)
        self.minding.show_client(int(line.client_id))
        self.add(self.minding)
        self.add(pairs(_facts(line, self._desk.premises.region)))
        deeds = self._deeds(line)
        if deeds:
            self.add(flowing(*deeds))
        self.warned = Cautions(asks=False)
        self.warned.put(found.answer.objections)
        self.to_do = ToDo(self._desk, leaving=self.accept)
        self.to_do.put(found.answer.to_do, found.answer.notes, about_line(line))
        self.add(self.warned, self.to_do)
        if line.status.is_open:
            self.add(self._move_form(line))
        self.cancel(_("Close"))
        if line.status.is_open:
            self.button(_("Move"), self._move, primary=True)
        needed = 680 if line.status.is_open else 560  # no field below the fold
        self.setMinimumSize(560, min(needed, max(380, self._high)))
        self.body.addStretch(1)
        self.open()

    def _deeds(self, line: DayLine) -> list[Button]:
        desk, key, seen = self._desk, line.id, line.version
        status = line.status
        made: list[Button] = []

        def add(text: str, icon: str, act: Callable[[], object]) -> None:
            made.append(Button(text, icon=icon, small=True, act=act))

        if status.may_become(Status.CONFIRMED):
            sure = partial(desk.do, confirm, key, seen=seen)
            add(_("Confirmed"), "check", self._doing(sure))
        is_today = line.slot.day == desk.today()
        if is_today and status.may_become(Status.ARRIVED):
            here = partial(desk.do, arrive, key, seen=seen)
            add(_("Arrived"), "door-enter", self._doing(here))
        if is_today and status.may_become(Status.IN_TREATMENT):
            add(_("Start treatment"), "sparkles", self._start)
        if status.is_open or status.was_kept:
            add(_("Treatment record"), "clipboard-text", self._record)
        if status is Status.COMPLETED:
            gone = partial(desk.do, leave, key, seen=seen)
            add(_("Left"), "arrow-right", self._doing(gone))
        if is_tested(line.service_ref) and (status.is_open or status.was_kept):
            add(_("Patch test"), "flask", self._patch)
        add(_("Open file"), "user", self._file)
        if status.was_kept or status is Status.IN_TREATMENT:
            add(_("Something went wrong"), "urgent", self._mishap)
        if status.may_become(Status.MISSED):
            miss_it = partial(desk.do, miss, key, seen=seen)
            add(_("Did not come"), "ban", self._doing(miss_it))
        if status.may_become(Status.CANCELLED):
            made.append(
                Button(
                    _("Call it off"),
                    icon="x",
                    small=True,
                    tone=Tone.RED,
                    act=self._doing(partial(desk.do, cancel, key, seen=seen)),
                )
            )
        return made

    def _move_form(self, line: DayLine) -> QWidget:
        self.day = DayField(self._desk, line.slot.day, _("Date"))
        self.at = TimeField(line.slot.start, name=_("From"))
        self.person = Choice(
            [name for _key, name in self._people],
            _place(self._people, line.person.id),
            _("With"),
        )
        room = line.room.id if line.room is not None else 0
        self.room = Choice(
            [name for _key, name in self._rooms], _place(self._rooms, room), _("Room")
        )
        when = across(FormRow(_("Date"), self.day), FormRow(_("From"), self.at), gap=10)
        where = across(
            FormRow(_("With"), self.person), FormRow(_("Room"), self.room), gap=10
        )
        return held(down(when, where, gap=10))

    def _doing(self, do: Callable[[], object]) -> Callable[[], object]:
        def act() -> None:
            doing = do()
            doing.then(lambda _done: self.accept())  # type: ignore[attr-defined]
            doing.otherwise(self.fail)  # type: ignore[attr-defined]

        return act

    def _start(self) -> None:
        if self._line is not None:
            self.accept()
            start_visit(self._desk, self._line.id, self._line.version)

    def _record(self) -> None:
        if self._line is not None:
            self.accept()
            open_record(self._desk, self._line.id)

    def _patch(self) -> None:
        if self._line is not None:
            self.accept()
            open_patch(self._desk, self._line.client_id, self._line.service_ref)

    def _file(self) -> None:
        if self._line is not None:
            self.accept()
            self._desk.go(ClientCard(self._line.client_id))

    def _mishap(self) -> None:
        if self._line is not None:
            self.accept()
            open_mishap(self._desk, self._line.client_id, self._line.id)

    def _move(self) -> None:
        line = self._line
        day = self.day.value()
        if line is None or day is None:
            return
        start: time = self.at.value()
        person = self._people[self.person.currentIndex()][0] if self._people else 0
        room = self._rooms[self.room.currentIndex()][0] if self._rooms else 0
        was_room = line.room.id if line.room is not None else None
        change = Change(
            day=day if day != line.slot.day else None,
            start=start if start != line.slot.start else None,
            staff_id=StaffId(person) if person != line.person.id else None,
            room_id=RoomId(room) if room and room != was_room and was_room else None,
        )
        if change == Change():
            self.fail(_("Choose another day, time, person or room."))
            return
        self._try(change)

    def _try(self, change: Change) -> None:
        line = self._line
        if line is None:
            return

        def because(reason: str) -> None:
            self._try(replace(change, override=reason))

        def refused(error: SalonError) -> None:
            self.fail(error)
            if isinstance(error, Contraindicated) and error.can_be_overridden:
                ask_reason(self._desk, error, because, whom=line.client)

        doing = self._desk.do(move, line.id, change, seen=line.version)
        doing.then(lambda _done: self.accept()).otherwise(refused)


def _facts(line: DayLine, region: str) -> list[tuple[str, str | QWidget]]:
    slot = line.slot
    facts: list[tuple[str, str | QWidget]] = [
        (_("Service"), str(line.service)),
        (_("When"), f"{long_day(slot.day)}, {hour(slot.start)} – {hour(slot.end)}"),
        (_("With"), line.person.name),
    ]
    if line.room is not None:
        facts.append((_("Room"), line.room.name))
    if line.device is not None:
        facts.append((_("Device"), line.device.name))
    if line.gap_minutes:
        start = minute_of(slot.start) + line.gap_offset
        said = _("{number} min from {time}")
        free = said.format(
            number=line.gap_minutes, time=f"{start // 60:02d}:{start % 60:02d}"
        )
        facts.append((_("Therapist free"), free))
    if line.phone:
        facts.append((_("Phone"), shown(line.phone, region)))
    if line.note:
        facts.append((_("Note"), line.note))
    return facts


def _place(options: list[tuple[int, str]], key: int) -> int:
    keys = [one for one, _name in options]
    return keys.index(key) if key in keys else 0

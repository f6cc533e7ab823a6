"""The booking sheet: who, what, and the first times that are free, by keys alone.

After her name it takes two keys: Enter takes her, and her usual with her usual
therapist is there already; a digit, or Enter, books the time.
"""

from datetime import date, time
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from salon.appointments.model import DayLine
from salon.appointments.operations import Booking, book, book_with_patch_test
from salon.catalogue.model import ServiceCard, ServiceId
from salon.clients.model import ClientId
from salon.clients.queries import find_clients
from salon.errors import SalonError
from salon.notices.model import Where
from salon.safety.model import Contraindicated, Objection, ReasonNeeded
from salon.staff.model import StaffId
from salon.text import _, amount, full_day, hour, listed, short_day
from salon.views.booking import (
    NOTHING,
    House,
    Offer,
    Offers,
    Who,
    house,
    offers,
    who_is,
)
from ui.booking.barring import BARS, Barring
from ui.booking.begun import Begun
from ui.booking.lines import client_line, last_four
from ui.booking.patching import Patching, booked_words
from ui.kit.buttons import Button, Kind
from ui.kit.cards import across, clear, down, held
from ui.kit.chips import Chip, ChipLabel
from ui.kit.columns import flowing
from ui.kit.fields import FormRow, TextField
from ui.kit.picker import Picker, Show
from ui.kit.rows import Line
from ui.kit.sheet import Sheet
from ui.kit.tokens import Tone, Type
from ui.kit.words import Words
from ui.parts.fields import DayField
from ui.parts.hearing import MayHear
from ui.parts.holding import grow
from ui.parts.homes import home_of, tell
from ui.parts.leading import ToDo
from ui.parts.minding import Minding
from ui.parts.reasons import Cautions
from ui.parts.visit_marks import short

if TYPE_CHECKING:
    from ui.desk import Desk

ANYONE = 0  # the key of "whoever is free"


def open_booking(
    desk: "Desk",
    client_id: int | None = None,
    service_id: int | None = None,
    day: date | None = None,
    start: time | None = None,
    person_id: int | None = None,
) -> "BookingSheet | None":
    """Open the sheet that gives a client a time; what is known is filled in.

    Args:
        desk: The desk.
        client_id: Who; None lets one find her.
        service_id: What; None takes her usual.
        day: From when on; None is today.
        start: The time wished for, on the salon's wall clock.
        person_id: With whom; None takes her usual therapist.
    """
    home = home_of(desk)
    if home is None:
        return None
    sheet = BookingSheet(desk, home, day, start, person_id)
    sheet.begin(client_id, service_id)
    sheet.open()
    return sheet


class BookingSheet(Sheet):
    """Who, what, with whom, when: everything typed stays until it is booked."""

    def __init__(
        self,
        desk: "Desk",
        home: QWidget,
        day: date | None,
        start: time | None,
        person_id: int | None,
    ) -> None:
        super().__init__(home, _("Book"), icon="calendar-plus", wide=620)
        self.setObjectName("booking")
        self._desk = desk
        self._house: House | None = None
        self._who: Who | None = None
        self._known_id = 0  # who was chosen before, for whom the usual was filled in
        self._offers: Offers | None = None
        self._start = start
        self._row: int | None = 0  # None: nothing of what was wished for is free
        self._is_from = False  # whether the hour is the earliest that suits
        self._is_busy = False
        self._turn = self._shown = 0  # of questions what is free: asked, answered
        self._wished = person_id
        self._wished_service: int | None = None
        self.client = Picker(
            self._find_client,
            _("Part of the name, or of the number"),
            name=_("Client"),
            icon="user",
        )
        self.service = Picker(
            self._find_service, _("Service"), name=_("Service"), icon="sparkles"
        )
        self.person = Picker(
            self._find_person, _("Whoever is free"), name=_("With"), icon="users"
        )
        self.day = DayField(desk, day or desk.today(), _("From day"), has_time=True)
        self._said_at: time | None = None  # the hour that was written with the day
        self.note = TextField(hint=_("Anything to keep in mind"), name=_("Note"))
        self.about = Words("", type=Type.SMALL, faint=True, wrap=True)
        self.about.hide()
        self.hearing = MayHear(desk, books=True)  # somebody else may ask for it
        self.warned = Cautions()
        self.to_do = ToDo(desk, leads=False)
        self.patching = Patching(desk)
        self.untaught = Words("", type=Type.SMALL, faint=True, wrap=True)
        self.untaught.hide()
        self.found = Words("", type=Type.SMALL, faint=True, wrap=True)
        self.begun = Begun(desk)
        self.begun.taken.connect(self._go_on)
        self.rejected.connect(self._keep_begun)
        self.times: list[Button] = []
        self._times = down(gap=6)
        self._alerts = down(gap=0)
        self.minding = Minding(desk, Where.BOOKING, asks=False)
        self.barring = Barring(desk)
        self._said = down(self.warned, self.to_do, self.patching, self.untaught, gap=10)
        self._offered = down(self.found, held(self._times), gap=10)
        self._if_free = [
            held(self._said),
            held(self._offered),
        ]  # gone where one is barred
        both = across(
            FormRow(_("Service"), self.service), FormRow(_("With"), self.person), gap=12
        )
        both.setStretch(0, 3)
        both.setStretch(1, 2)
        from_day = FormRow(
            _("From day"), self.day, _("Also as it is said: Thu after 18")
        )
        noted = FormRow(_("Note"), self.note)
        last = across(from_day, noted, gap=12)
        for row, share in ((from_day, 2), (noted, 3)):
            last.setStretchFactor(row, share)
            last.setAlignment(row, Qt.AlignmentFlag.AlignTop)
        self.add(
            *(self.begun, FormRow(_("Client"), self.client), self.about, self.hearing),
            *(self._alerts, self.barring, self.minding, both),
            *(self._if_free[0], last, self._if_free[1]),
        )
        self.body.addStretch(1)
        self.cancel()
        self.do = self.button(_("Book"), self._book, primary=True)
        self.minding.changed.connect(self._heed_bar)
        self.barring.lifted.connect(self._look_again)
        self.barring.refused.connect(self.fail)
        self.client.taken.connect(self._client_taken)
        self.service.taken.connect(self._chosen_anew)
        self.person.taken.connect(self._chosen_anew)
        self.day.timed.connect(self._hour_said)
        self.day.changed.connect(self._day_changed)
        self.day.unread.connect(self._day_unread)
        self.day.returnPressed.connect(self._day_written)
        for number in range(1, 6):
            keys = QShortcut(QKeySequence(str(number)), self)
            keys.activated.connect(partial(self._take, number - 1))
        self._show_found()
        self.setMinimumSize(620, min(660, max(400, home.window().height() - 60)))

    def begin(self, client_id: int | None, service_id: int | None) -> None:
        """Fill in what is known already."""
        self._wished_service = service_id
        self._desk.ask(house).then(self._know_house)
        self.client.setFocus()
        if client_id is not None:
            self._desk.ask(who_is, ClientId(client_id)).then(self._know)
        elif service_id is None:
            self.begun.look()

    def _keep_begun(self) -> None:
        """Let a booking be gone on with that is left for somebody on the telephone."""
        if self._who is None:
            return  # nobody's; what was begun before is still there
        day = self.day.value()
        self.begun.keep(
            {
                "client_id": int(self._who.line.id),
                "client": self._who.line.name,
                "service_id": self.service.key,
                "service": self.service.line.name if self.service.line else "",
                "person_id": self.person.key,
                "day": day.isoformat() if day is not None else "",
                "note": self.note.text(),
            }
        )

    def _go_on(self, written: dict[str, Any]) -> None:
        """Fill in what was begun before."""
        self._wished_service = written.get("service_id")
        self._wished = written.get("person_id") or None
        if (said := str(written.get("day") or "")) >= str(self._desk.today()):
            self.day.put(date.fromisoformat(said))
        self.note.setText(str(written.get("note") or ""))
        if self._wished_service:
            self._put_service(self._wished_service)
        if self._wished:
            self._put_person(self._wished)
        key = ClientId(int(written["client_id"]))
        self._desk.ask(who_is, key).then(self._know).otherwise(self.fail)

    # what is chosen

    def _know_house(self, known: House) -> None:
        self._house = known
        if self._wished_service is not None and self.service.key is None:
            self._put_service(self._wished_service)
        if self._wished is not None:
            self._put_person(self._wished)
        self._ask()

    def _client_taken(self, line: Line | None) -> None:
        self.failure.hide()
        if line is None:
            self._who = None
            self.about.hide()
            self._show_alerts(None)
            return
        assert isinstance(line.key, int)
        self._who = None  # nobody is booked before it is known who this is
        asked = self._desk.ask(who_is, ClientId(line.key))
        asked.then(partial(self._know, taken=True)).otherwise(self.fail)

    def _chosen_anew(self, line: Line | None) -> None:
        """Ask what is free; a digit books it now, so it must not be typed."""
        self._ask()
        is_here = self.service.hasFocus() or self.person.hasFocus()
        if line is not None and self._who is not None and is_here:
            self.do.setFocus()

    def _know(self, who: Who, *, taken: bool = False) -> None:
        if taken and self.client.key != int(who.line.id):
            return  # somebody else was taken meanwhile
        is_other = self._known_id not in (0, int(who.line.id))
        self._who, self._known_id = who, int(who.line.id)
        self.client.put(client_line(who.line))
        self.about.say(_about(who))
        self.about.show()
        self._show_alerts(who)
        if who.usual is not None:
            self._suggest(who.usual, is_other=is_other)
        self._ask()
        if not taken or self.client.hasFocus():  # else somebody types elsewhere
            (self.service if self.service.key is None else self.do).setFocus()
        if not taken:
            self._heed_bar()

    @property
    def is_barred(self) -> bool:
        """Whether nothing is booked for this client until something is lifted."""
        return self.barring.stands or self.minding.is_barred

    def _heed_bar(self) -> None:
        """Where nothing can be booked, offer the one thing that lifts it."""
        is_barred = self.is_barred
        self.do.setEnabled(not is_barred)
        for part in self._if_free:
            part.setVisible(not is_barred)
        lift = self.barring.lift or self.minding.lift
        if is_barred and lift is not None and not self.client.hasFocus():
            lift.setFocus()

    def _look_again(self) -> None:
        if self._who is not None:
            self._desk.ask(who_is, self._who.line.id).then(self._know)

    def _show_alerts(self, who: Who | None) -> None:
        """Show what could hurt her if overlooked, and what is to be minded."""
        key = None if who is None else int(who.line.id)
        self.hearing.show_client(key)
        self.minding.show_client(key)
        self.barring.show_client(who)
        clear(self._alerts)
        alerts = who.line.alerts if who is not None else ()
        alerts = tuple(one for one in alerts if one.kind not in BARS)[:3]
        chips = [
            ChipLabel(
                Chip(
                    short(alert.text, 72),
                    Tone.RED if alert.grade == "critical" else Tone.AMBER,
                    "alert-triangle",
                    tall=True,
                )
            )
            for alert in alerts
        ]
        if chips:
            self._alerts.addWidget(flowing(*chips))
        self._heed_bar()

    def _suggest(self, usual: DayLine, *, is_other: bool) -> None:
        """Choose her usual where nothing was chosen by hand."""
        is_open = self._wished_service is None
        if is_open and (self.service.key is None or is_other):
            self._put_service(usual.service_id)
            self.person.put(None)
        is_usual = usual.service_id == self.service.key
        if is_usual and self._wished is None and self.person.key is None:
            self._put_person(usual.person.id)

    def _put_service(self, key: int) -> None:
        for one in self._house.services if self._house is not None else ():
            if one.id == key:
                self.service.put(self._service_line(one))

    def _put_person(self, key: int) -> None:
        for one in self._house.team if self._house is not None else ():
            if one.id == key:
                self.person.put(Line(one.name, key=int(one.id)))

    def _service_line(self, one: ServiceCard) -> Line:
        cost = amount(one.price, self._desk.premises.currency)
        said = _("{number} min").format(number=one.minutes)
        return Line(one.name, f"{said} · {cost}", key=int(one.id))

    def _hour_said(self, at: time) -> None:
        """Look from that hour on; the day may be the one that is written already."""
        self._said_at = at
        self._turn += 1  # what is offered now is of another hour
        QTimer.singleShot(0, self, self._look_from)

    def _look_from(self) -> None:
        if self._said_at is not None:
            self._day_changed(None)

    def _day_changed(self, _day: object) -> None:
        self._start, self._said_at = self._said_at, None
        self._is_from = self._start is not None
        self._ask()

    def _day_written(self) -> None:
        """Leave the field, so that a digit books and is not written."""
        if self._who is not None and self.service.key is not None:
            QTimer.singleShot(0, self.do, self.do.setFocus)

    def _day_unread(self, why: str) -> None:
        """Show no times of another day than the one that is written."""
        if why:
            self._offers = None
            self._show_found(why)

    # what is found

    def _find_client(self, text: str, show: Show) -> None:
        self._desk.ask(find_clients, text, 12).then(
            lambda found: show([client_line(one) for one in found])
        )

    def _find_service(self, text: str, show: Show) -> None:
        known = self._house.services if self._house is not None else ()
        said = text.casefold().strip()
        chosen = self.service.line
        if chosen is not None and text == chosen.name:
            said = ""
        found = [one for one in known if not said or _rank(one, said) is not None]
        if said:  # a word's beginning before what stands within one
            found.sort(key=lambda one: _rank(one, said) or 0)
        show([self._service_line(one) for one in found[:40]])

    def _find_person(self, text: str, show: Show) -> None:
        said = text.casefold().strip()
        chosen = self.person.line
        if chosen is not None and text == chosen.name:
            said = ""
        able = self._offers.able if self._offers is not None else ()
        people = self._house.team if self._house is not None else ()
        lines = [Line(_("Whoever is free"), key=ANYONE)]
        for one in people:
            if said and said not in one.name.casefold():
                continue
            does = not able or one.id in able
            detail = "" if does else _("does not give this service")
            lines.append(Line(one.name, detail, key=int(one.id)))
        show(lines if not said else lines[1:])

    # the free times

    def _ask(self) -> None:
        key = self.service.key
        if not isinstance(key, int):
            self._offers = None
            self._show_found()
            return
        person = self.person.key
        self._turn += 1
        self._desk.ask(
            offers,
            self._who.line.id if self._who is not None else None,
            ServiceId(key),
            self.day.value() or self._desk.today(),
            self._start,
            person if isinstance(person, int) and person else None,
            is_from=self._is_from,
        ).then(partial(self._show, self._turn)).otherwise(self.fail)

    def _show(self, turn: int, found: Offers) -> None:
        if turn != self._turn:
            return  # another day or person was chosen meanwhile
        self._offers, self._shown = found, turn
        is_other = self._is_from and not found.is_exact
        self._row = None if is_other else 0
        self._show_found()
        grow(self)  # all five times in sight, whatever is said above them

    def _show_found(self, why: str = "") -> None:
        clear(self._times)
        self.times = []
        known = self._offers
        for row, offer in enumerate(known.times if known is not None else ()):
            button = Button(
                time_text(offer), key=str(row + 1), kind=Kind.ANSWER, tone=None
            )
            button.setFixedHeight(36)
            button.clicked.connect(partial(self._take, row))
            self.times.append(button)
            self._times.addWidget(button)
        self._mark()
        if known is None:
            self.found.say(
                why or _("Choose a client and a service; free times follow.")
            )
        elif not known.times:
            self.found.say(
                _("No time is free in the next four weeks. Try another day or person.")
            )
        elif known.held_back:
            said = _("{why} Times after that:")
            self.found.say(said.format(why=known.held_back))
        elif self._start is not None and self._is_from:
            said = _("From {time} on; a digit books it, Enter the first:")
            if not known.is_exact:
                said = _(
                    "{day}: nothing from {time} on. Free instead; choose by digit:"
                )
            day = short_day(self.day.value() or self._desk.today())
            self.found.say(said.format(day=day, time=hour(self._start)))
        elif self._start is not None and not known.is_exact:
            said = _("{time} is not free. Free instead; a digit books it:")
            self.found.say(said.format(time=hour(self._start)))
        else:
            self.found.say(_("First free times; a digit books it, Enter the first:"))
        self.updateGeometry()

    def _mark(self) -> None:
        """Show which time Enter books, and what stands against it."""
        for row, button in enumerate(self.times):
            button.tone = Tone.ROSE if row == self._row else None
            button.update()
        offer = self._chosen()
        known = self._offers
        answer = known.answer if known is not None else NOTHING
        if offer is not None:
            answer = offer.answer
        self.warned.put(answer.objections)
        self.to_do.put(
            [one for one in answer.to_do if not _is_of_a_test_to_book(one)],
            answer.notes,
        )
        self._remind(offer, known)
        self.patching.look(
            self._who.line.id if self._who is not None else None,
            known.service if known is not None else None,
            offer if not self.warned.is_blocked else None,
        )

    def _remind(self, offer: Offer | None, known: Offers | None) -> None:
        """Say that nobody noted a training; it hinders nobody."""
        is_new = (
            offer is not None
            and known is not None
            and offer.at.person.id in known.untrained
        )
        self.untaught.setVisible(is_new)
        if is_new and offer is not None and known is not None:
            said = _("{name}: no training in {service} is on record.")
            text = said.format(name=offer.at.person.name, service=known.service.name)
            self.untaught.say(text)

    def _chosen(self) -> Offer | None:
        times = self._offers.times if self._offers is not None else ()
        row = self._row
        return times[row] if row is not None and row < len(times) else None

    def _take(self, row: int, _on: bool = False) -> None:
        if self._offers is None or row >= len(self._offers.times):
            return
        self._row = row
        self._mark()
        self._book()

    # and booked

    def _book(self) -> None:
        offer = self._chosen()
        if self._shown != self._turn:  # it is of a day that is no longer written
            self._since.invalidate()  # pressing again is meant
            return
        if self._is_busy or self.is_barred:
            return
        if self._who is None:
            self.fail(_("Choose the client first: type part of the name."))
            self.client.setFocus()
            return
        if self._row is None and self._offers is not None and self._offers.times:
            self.fail(_("None of these is the time that was wished for: choose one."))
            self.times[0].setFocus()
            return
        if self._offers is None or offer is None:
            self.fail(_("Choose a service and a time that is free."))
            self.service.setFocus()
            return
        if self.warned.is_blocked:
            self.fail(_("Not booked yet: see the warning above."))
            return
        if self.warned.needs_reason:
            self.warned.insist()
            return
        if not self.patching.when_known(self._book):
            return
        self._is_busy = True
        at = offer.at
        booking = Booking(
            self._who.line.id,
            self._offers.service.id,
            at.day,
            at.start,
            StaffId(at.person.id),
            override=self.warned.value() if self.warned.said else None,
            note=self.note.text(),
        )
        if (test := self.patching.wanted) is not None:
            both = self._desk.do(book_with_patch_test, booking, test)
            both.then(lambda _keys: self._booked()).otherwise(self._refused)
            return
        doing = self._desk.do(book, booking)
        doing.then(lambda _key: self._booked()).otherwise(self._refused)

    def _booked(self) -> None:
        offer, who = self._chosen(), self._who
        test = booked_words(self.patching.time)
        self.accept()
        if offer is None or who is None or self._offers is None:
            return
        self.begun.booked(int(who.line.id))
        said = _("{client} {digits}: {service}, {time} with {person}")
        tell(
            self._desk,
            said.format(
                client=who.line.name,
                digits=last_four(who.line) if who.namesakes else "",
                service=self._offers.service.name,
                time=offer.at.text,
                person=offer.at.person.name,
            ).replace(" :", ":")
            + (f" · {test}" if test else ""),
        )

    def _refused(self, error: SalonError) -> None:
        """Keep everything typed; say why not and offer what is free now."""
        self._is_busy = False
        self.fail(error)
        match error:
            case Contraindicated():
                self.warned.put(error.cautions)
            case ReasonNeeded():
                self.warned.insist()
            case _:
                self._ask()


def _rank(service: ServiceCard, said: str) -> int | None:
    """Return how well a service fits what is typed; 0 is best, None not at all."""
    names = service.names
    texts = [names.en, names.zh_hans, names.zh_hant, service.ref]
    ranks = []
    for text in (one.casefold() for one in texts):
        if text.startswith(said):
            ranks.append(0)
        elif f" {said}" in text:
            ranks.append(1)
        elif said in text:
            ranks.append(2)
    return min(ranks, default=None)


def _is_of_a_test_to_book(one: Objection) -> bool:
    """Return whether it is said where the test is offered."""
    return one.condition == "patch_missing" and one.until is not None


def _about(who: Who) -> str:
    parts = []
    line, usual = who.line, who.usual
    if usual is not None:
        said = _("Last time {service} with {person}, {day}")
        parts.append(
            said.format(
                service=usual.service,
                person=usual.person.name,
                day=full_day(usual.slot.day),
            )
        )
    elif line.last_visit is None:
        parts.append(_("Never here yet"))
    if digits := last_four(line):
        parts.append(digits)
    if line.next_visit is not None:
        said = _("already booked for {day}")
        parts.append(said.format(day=full_day(line.next_visit)))
    if who.namesakes:
        others = listed(map(last_four, who.namesakes))
        said = _("another client has the same name ({digits})")
        parts.append(said.format(digits=others or "–"))
    if who.owes:
        parts.append(_("{sum} to be paid").format(sum=who.owes))
    return " · ".join(parts)


def time_text(offer: Offer) -> str:
    """Return a free time with who and where."""
    at = offer.at
    parts = [at.text, at.person.name]
    parts += [one.name for one in (at.room, at.device) if one is not None]
    return " · ".join(parts)

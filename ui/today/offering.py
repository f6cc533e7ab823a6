"""What to offer to somebody for whom the time is too short: now, later, another day."""

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from salon.appointments.model import AppointmentId
from salon.appointments.operations import Change, move
from salon.catalogue.model import ServiceId
from salon.errors import SalonError
from salon.rooms.model import DeviceId, RoomId
from salon.safety.model import Contraindicated
from salon.staff.model import StaffId
from salon.text import _, hour
from salon.views.elsewhen import Elsewhen, Offer, instead_of
from ui.desk import Desk
from ui.kit.buttons import Button, Kind
from ui.kit.sheet import Sheet
from ui.kit.tokens import Type
from ui.kit.words import Words
from ui.parts.homes import home_of
from ui.parts.reasons import ask_reason
from ui.parts.ways import open_visit

LOW = 280  # units of height; nothing opens below a field here


def open_offers(desk: Desk, key: AppointmentId, why: str) -> None:
    """Open the sheet of what a visit of today could become instead."""
    home = home_of(desk)
    if home is not None:
        show = partial(_show, desk, home, why)
        desk.ask(instead_of, key).then(show).otherwise(
            lambda error: desk.say(str(error))
        )


def _show(desk: Desk, home: QWidget, why: str, found: Elsewhen) -> None:
    OfferSheet(desk, home, found, why).open()


class OfferSheet(Sheet):
    """A few ways, each with its key."""

    def __init__(self, desk: Desk, home: QWidget, found: Elsewhen, why: str) -> None:
        title = _("Other times for {client}").format(client=found.line.client)
        super().__init__(home, title, icon="clock", wide=560)
        self._desk, self._line = desk, found.line
        if why:
            self.add(Words(why, wrap=True))
        self.answers: list[Button] = []
        for offer in found.offers:
            self._answer(_said(offer), partial(self._take, offer, None))
        if not found.offers:
            said = _("Nothing else fits today.")
            self.add(Words(said, type=Type.SMALL, faint=True))
        self._answer(_("Another day"), self._another_day)
        self.body.addStretch(1)
        self.setMinimumHeight(LOW)
        self.cancel(_("Close"))
        self.answers[0].setFocus()

    def _answer(self, said: str, act: Callable[[], None]) -> None:
        number = str(len(self.answers) + 1)
        made = Button(said, kind=Kind.ANSWER, key=number, act=act)
        QShortcut(QKeySequence(number), self).activated.connect(made.click)
        self.answers.append(made)
        self.add(made)

    def _another_day(self) -> None:
        self.accept()
        open_visit(self._desk, self._line.id)

    def _take(self, offer: Offer, reason: str | None) -> None:
        line, time = self._line, offer.time
        change = Change(
            start=time.start,
            staff_id=StaffId(time.person.id),
            room_id=None if time.room is None else RoomId(time.room.id),
            device_id=None if time.device is None else DeviceId(time.device.id),
            minutes=offer.minutes,
            service_id=ServiceId(offer.service_id) if offer.is_shorter else None,
            override=reason,
        )

        def refused(error: SalonError) -> None:
            self.fail(error)
            if isinstance(error, Contraindicated) and error.can_be_overridden:
                again = partial(self._take, offer)
                ask_reason(self._desk, error, again, whom=line.client)

        doing = self._desk.do(move, line.id, change, seen=line.version)
        doing.then(lambda _done: self.accept()).otherwise(refused)


def _said(offer: Offer) -> str:
    words = _("{time}, {service} ({number} min) with {person}")
    if offer.is_shorter:
        words = _("{time}, shorter: {service} ({number} min) with {person}")
    return words.format(
        time=hour(offer.time.start),
        service=str(offer.service),
        number=offer.minutes,
        person=offer.time.person.name,
    )

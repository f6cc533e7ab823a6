"""What one can do with a visit, as a menu on any list or calendar it stands in."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from salon.appointments.model import DayLine, Status
from salon.catalogue.sisters import is_tested
from salon.text import _, hour
from ui.parts.ringing import Ringing, open_ringing
from ui.parts.ways import (
    open_feedback,
    open_hope,
    open_patch,
    open_record,
    open_visit,
    start_visit,
)
from ui.places import ClientCard

if TYPE_CHECKING:
    from salon.errors import SalonError
    from ui.desk import Desk
    from ui.tasks import Pending

Deed = tuple[str, str, Callable[[], object], bool]  # words, key, what, whether it can
Deeds = Sequence[Deed]


def show_deeds(home: QWidget, deeds: Deeds, at: QPoint) -> QMenu:
    """Show a menu of what can be done, and return it."""
    menu = QMenu(home)
    menu.aboutToHide.connect(menu.deleteLater)
    for name, key, act, can in deeds:
        deed = menu.addAction(f"{name}\t{key}" if key else name)
        deed.setEnabled(can)
        deed.triggered.connect(lambda _on=False, act=act: act())
    menu.popup(at)
    return menu


def deeds_of(desk: "Desk", visit: DayLine) -> Deeds:
    """Return what can be done with a visit of any day."""
    status, is_today = visit.status, visit.slot.day == desk.today()
    may_arrive = is_today and status.may_become(Status.ARRIVED)
    may_start = is_today and status.may_become(Status.IN_TREATMENT)
    has_record = status.was_kept or (is_today and status.is_open)
    patch = partial(open_patch, desk, visit.client_id, visit.service_ref)
    start = partial(start_visit, desk, visit.id, visit.version)
    may_confirm = status.may_become(Status.CONFIRMED)
    hope = partial(open_hope, desk, visit.id)
    told = partial(open_feedback, desk, visit.id)
    return (
        (_("Appointment"), "⏎", partial(open_visit, desk, visit.id), True),
        (_("Confirmed"), "", partial(confirm_visit, desk, visit), may_confirm),
        (_("Arrived"), "", partial(arrive_visit, desk, visit), may_arrive),
        (_("Start treatment"), "", start, may_start),
        (_("Treatment record"), "", partial(open_record, desk, visit.id), has_record),
        (_("Ask at this visit"), "", partial(ask_at_visit, desk, visit), True),
        (_("What is hoped for"), "", hope, status.is_open),
        (_("How was it?"), "", told, status.was_kept),
        (_("Ring"), "", partial(ring_for_visit, desk, visit), True),
        (_("Patch test"), "", patch, is_tested(visit.service_ref)),
        (_("Open file"), "", partial(desk.go, ClientCard(visit.client_id)), True),
    )


def arrive_visit(desk: "Desk", visit: DayLine) -> "Pending[None]":
    """Note that the client is here."""
    from salon.appointments.operations import arrive
    from ui.parts.minding import settle

    def again() -> None:
        desk.do(arrive, visit.id, seen=visit.version)

    def refused(error: "SalonError") -> None:
        if not settle(desk, error, again):
            desk.refused.emit(str(error))

    return desk.do(arrive, visit.id, seen=visit.version).otherwise(refused)


def ask_at_visit(desk: "Desk", visit: DayLine) -> None:
    """Ask the questions that are worth most at this visit."""
    from salon.clients.model import ClientId
    from salon.views.asking import Coach, coach_of
    from ui.parts.coaching import open_coach

    def begin(coach: Coach) -> None:
        if coach.asks:
            open_coach(desk, coach)
        else:
            said = _("{client}: there is nothing to ask at this visit.")
            desk.say(said.format(client=coach.name))

    desk.ask(coach_of, ClientId(visit.client_id)).then(begin)


def confirm_visit(desk: "Desk", visit: DayLine) -> None:
    """Note that the client will come."""
    from salon.appointments.operations import confirm

    desk.do(confirm, visit.id, seen=visit.version)


def ring_for_visit(desk: "Desk", visit: DayLine, late: int = 0) -> None:
    """Show the number of who has a visit, and let it be confirmed."""
    said = _("{service}, {time} with {person}")
    why = said.format(
        service=str(visit.service),
        time=hour(visit.slot.start),
        person=visit.person.name,
    )
    if late > 0 and visit.status is not Status.ARRIVED:
        why += " · " + _("{number} min late").format(number=late)
    whom = Ringing(
        *(visit.client_id, visit.client, visit.phone, visit.channel),
        *(visit.pinyin, why, visit.is_silent),
    )
    if visit.status is Status.BOOKED:
        sure = (_("Confirmed"), partial(confirm_visit, desk, visit))
        open_ringing(desk, whom, sure)
    else:
        open_ringing(desk, whom)

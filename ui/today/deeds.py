"""What one can do with somebody on Today: by a letter, a button or the menu."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from salon.appointments.model import DayLine, Status
from salon.catalogue.sisters import is_tested
from salon.text import _
from salon.views.board import MISSED_AFTER, Group, Row
from salon.views.day import Worth
from ui.desk import Desk
from ui.parts.deeds import (
    Deed,
    arrive_visit,
    ask_at_visit,
    deeds_of,
    ring_for_visit,
    show_deeds,
)
from ui.parts.ringing import Ringing, open_ringing
from ui.parts.ways import (
    open_feedback,
    open_hope,
    open_patch,
    open_record,
    open_visit,
    open_walk,
    start_visit,
)
from ui.places import ClientCard, Till
from ui.tasks import Pending
from ui.today.side import reason


class BoardDeeds:
    """The steps of a visit, done for the one they are called with."""

    def __init__(self, desk: Desk, home: QWidget) -> None:
        self._desk, self._home = desk, home
        self.menu: QMenu | None = None

    def arrived(self, row: Row) -> "Pending[None] | None":
        """Note that the client is here."""
        if not row.visit.status.may_become(Status.ARRIVED):
            return None
        return arrive_visit(self._desk, row.visit)

    def start(self, row: Row) -> "Pending[None]":
        """Begin the treatment."""
        return start_visit(self._desk, row.visit.id, row.visit.version)

    def done(self, row: Row) -> None:
        """Open the record, in which the visit is ended."""
        open_record(self._desk, row.visit.id)

    def bill(self, row: Row) -> None:
        """Go to the till with what was done today; nothing is billed that was not."""
        if not row.visit.status.was_kept:
            said = _("{client} is not done yet. D ends the treatment, then B.")
            self._desk.say(said.format(client=row.visit.client))
            return
        self._desk.go(Till(client_id=int(row.visit.client_id)))

    def ring(self, row: Row) -> None:
        """Show the number of the client, and what it is about."""
        late = row.minutes if row.group is Group.NEEDS else 0
        ring_for_visit(self._desk, row.visit, late)

    def elsewhen(self, row: Row) -> None:
        """Offer other times, or something shorter."""
        from ui.today.offering import open_offers  # it brings the records

        if not row.visit.status.is_open:
            return
        why = ""
        if row.left is not None:
            said = _("{left} min are left, {service} needs {minutes}.")
            why = said.format(
                left=row.left,
                service=str(row.visit.service),
                minutes=row.visit.slot.minutes,
            )
        open_offers(self._desk, row.visit.id, why)

    def walk(self, row: Row) -> None:
        """Show the visit from the door to goodbye."""
        if row.visit.status.is_open or row.visit.status.was_kept:
            open_walk(self._desk, row.visit.id)

    def ask(self, row: Row) -> None:
        """Ask what is worth asking at this visit."""
        ask_at_visit(self._desk, row.visit)

    def missed(self, row: Row) -> "Pending[None] | None":
        """Note that the client did not come, once that can be said."""
        from salon.appointments.operations import miss

        visit = row.visit
        if not visit.status.may_become(Status.MISSED):
            return None
        if not _is_long(row):
            said = _("{client} is not {number} minutes late yet.")
            self._desk.say(said.format(client=visit.client, number=MISSED_AFTER))
            return None
        return self._desk.do(miss, visit.id, seen=visit.version)

    def ring_for_gap(self, one: Worth, book: Callable[[], object]) -> None:
        """Show the number of somebody who could come into a gap."""
        why = f"{reason(one)} · {one.service}"
        whom = Ringing(
            *(one.client_id, one.client, one.phone, one.channel, one.pinyin, why),
        )
        open_ringing(self._desk, whom, (_("Book into the gap"), book))

    def ask_of_visit(self, row: Row, at: QPoint) -> None:
        """Show what the letters do, for the hand at the mouse."""
        visit = row.visit
        status, desk = visit.status, self._desk
        has_record = status.is_open or status.was_kept
        may_miss = status.may_become(Status.MISSED) and _is_long(row)
        may_start = status.may_become(Status.IN_TREATMENT)
        patch = partial(open_patch, desk, visit.client_id, visit.service_ref)
        file = partial(desk.go, ClientCard(visit.client_id))
        hope = partial(open_hope, desk, visit.id)
        told = partial(open_feedback, desk, visit.id)
        steps: list[tuple[str, str, Callable[[Row], object], bool]] = [
            (_("Arrived"), "A", self.arrived, status.may_become(Status.ARRIVED)),
            (_("Start treatment"), "S", self.start, may_start),
            (_("Treatment record"), "D", self.done, has_record),
            (_("Bill"), "B", self.bill, True),
            (_("Ring"), "R", self.ring, True),
            (_("Other times"), "M", self.elsewhen, status.is_open),
            (_("Did not come"), "N", self.missed, may_miss),
            (_("Door to goodbye"), "V", self.walk, has_record),
            (_("Ask at this visit"), "Q", self.ask, True),
        ]
        deeds: list[Deed] = [
            (name, key, partial(act, row), can) for name, key, act, can in steps
        ]
        deeds += [
            (_("Appointment"), "", partial(open_visit, desk, visit.id), True),
            (_("Patch test"), "", patch, is_tested(visit.service_ref)),
            (_("What is hoped for"), "", hope, status.is_open),
            (_("How was it?"), "", told, status.was_kept),
            (_("Open file"), "⏎", file, True),
        ]
        self.menu = show_deeds(self._home, deeds, at)

    def ask_of_tomorrow(self, visit: DayLine, at: QPoint) -> None:
        """Show what one can do with a visit of tomorrow."""
        self.menu = show_deeds(self._home, deeds_of(self._desk, visit), at)

    def show_menu(
        self, at: QPoint, deeds: Sequence[tuple[str, Callable[[], object]]]
    ) -> None:
        """Show a menu of what can be done."""
        lines: list[Deed] = [(name, "", act, True) for name, act in deeds]
        self.menu = show_deeds(self._home, lines, at)


def _is_long(row: Row) -> bool:
    return row.group is Group.NEEDS and row.minutes >= MISSED_AFTER

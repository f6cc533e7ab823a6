"""In the booking sheet: the patch test that goes with the treatment."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from salon.appointments.model import FreeTime
from salon.appointments.operations import Booking
from salon.clients.model import ClientId
from salon.safety.patches import waiting_words
from salon.staff.model import StaffId
from salon.text import _, hour, short_day
from salon.views.booking import Offer
from salon.views.patching import PatchOffer, patch_offer
from ui.kit.buttons import Tick
from ui.kit.cards import Box
from ui.kit.tokens import Tone, Type
from ui.kit.words import Words

if TYPE_CHECKING:
    from salon.catalogue.model import ServiceCard
    from ui.desk import Desk


class Patching(QWidget):
    """Says what the treatment needs, and offers to book the test with it."""

    def __init__(self, desk: "Desk") -> None:
        super().__init__()
        self._desk = desk
        self._asked: tuple[object, ...] | None = None
        self._client: ClientId | None = None
        self._known: PatchOffer | None = None
        self._is_asking = False
        self._then: Callable[[], object] | None = None
        self.said = Words("", type=Type.SMALL, wrap=True)
        self.tick = Tick("", on=True)
        box = Box(Tone.AMBER)
        box.add(self.said, self.tick)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(box)
        self.hide()

    def look(
        self,
        client: ClientId | None,
        service: "ServiceCard | None",
        offer: Offer | None,
    ) -> None:
        """Ask what goes with a treatment at a time; nothing where one is missing."""
        if client is None or service is None or offer is None:
            self._asked, self._known = None, None
            self._is_asking = False
            self.hide()
            return
        asked = (client, service.id, offer.at.day, offer.at.start)
        if asked == self._asked:
            return
        self._asked, self._client, self._known = asked, client, None
        if service.patch_rule != "required":
            self._is_asking = False
            self.hide()
            return
        self._is_asking = True
        at = offer.at
        doing = self._desk.ask(patch_offer, client, service.id, at.day, at.start)
        doing.then(lambda found: self._show(asked, found))
        doing.otherwise(lambda _error: self._show(asked, None))

    def when_known(self, act: Callable[[], object]) -> bool:
        """Return whether it is known; if not, *act* is called once it is."""
        if self._is_asking:
            self._then = act
        return not self._is_asking

    @property
    def wanted(self) -> Booking | None:
        """The visit for the test that is to be booked too; None if none is."""
        known = self._known
        if known is None or known.at is None or known.testing is None:
            return None
        if not self.tick.isChecked() or self._client is None:
            return None
        at = known.at
        return Booking(
            self._client,
            known.testing,
            at.day,
            at.start,
            StaffId(at.person.id),
            note=_("Patch test for {service}").format(service=known.service.name),
        )

    @property
    def time(self) -> FreeTime | None:
        """When the test is, if it is booked with the treatment."""
        return self._known.at if self._known is not None and self.wanted else None

    def _show(self, asked: tuple[object, ...], known: PatchOffer | None) -> None:
        if asked != self._asked:
            return
        self._is_asking = False
        self._known = known
        self.setVisible(known is not None)
        if known is not None:
            self.said.say(_said(known))
            self.tick.setVisible(known.at is not None)
            self.tick.setChecked(known.at is not None)
            if known.at is not None:
                said = _("Book the patch test with it: {time} with {person}")
                at = known.at
                text = said.format(time=at.text, person=at.person.name)
                self.tick.setText(text)
                self.tick.setAccessibleName(text)
        then, self._then = self._then, None
        if then is not None:
            then()


def _said(known: PatchOffer) -> str:
    """Return what is to be said of the test, in a sentence or two."""
    service = known.service
    if known.ready is not None:
        said = _("A patch test is on. It can be read from {time}.")
        return said.format(time=_moment(known.ready))
    if known.booked is not None:
        said = _("The patch test for it is booked: {time}.")
        return said.format(time=_moment(known.booked))
    wait = waiting_words(service.patch_wait_hours)
    needed = _("“{service}” needs a patch test at least {wait}.").format(
        service=service.name, wait=wait
    )
    if known.at is None and known.first is not None:
        first = _("If one is put on now, it is possible from {time}.")
        return f"{needed} {first.format(time=_moment(known.first))}"
    return needed


def _moment(at: datetime) -> str:
    return f"{short_day(at.date())} {hour(at)}"


def booked_words(at: FreeTime | None) -> str:
    """Return what is added to the news when a test was booked too."""
    if at is None:
        return ""
    said = _("Patch test {time} with {person}")
    return said.format(time=at.text, person=at.person.name)

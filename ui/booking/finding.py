"""Find a time: a client, a service, and the first three times, each with its digit."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from salon.catalogue.model import ServiceId
from salon.clients.model import ClientId
from salon.clients.queries import find_clients
from salon.text import _
from salon.views.booking import (
    House,
    Offer,
    Offers,
    Who,
    house,
    offers,
    who_is,
)
from ui.booking.lines import client_line
from ui.booking.sheet import open_booking, time_text
from ui.kit.buttons import Button, Kind
from ui.kit.cards import Card, Heading, down
from ui.kit.picker import Picker, Show
from ui.kit.rows import Line
from ui.kit.tokens import Tone, Type
from ui.kit.words import Words
from ui.parts.reasons import Cautions

if TYPE_CHECKING:
    from ui.desk import Desk

MOST = 3


class FindTime(Card):
    """A panel that offers the first free times; one key opens the booking of one."""

    def __init__(self, desk: "Desk") -> None:
        super().__init__(Heading(_("Find a time"), icon="zoom-check"), gap=8)
        self._desk = desk
        self._house: House | None = None
        self._who: Who | None = None
        self._found: Offers | None = None
        self._goes_on = False  # the choice is made: a digit is to book now
        self.offered: tuple[Offer, ...] = ()
        self.client = Picker(
            self._find_client, _("Client"), name=_("Client"), icon="user"
        )
        self.service = Picker(
            self._find_service, _("Service"), name=_("Service"), icon="sparkles"
        )
        self._said = Words("", type=Type.CAPTION, faint=True, wrap=True)
        self.warned = Cautions(asks=False)
        self._times = down(gap=6)
        self.buttons: list[Button] = []
        self.add(self.client, self.service, self.warned, self._said, self._times)
        self.client.taken.connect(self._client_taken)
        self.service.taken.connect(self._service_taken)
        self._say()
        desk.ask(house).then(self._know_house)

    def ask(self) -> None:
        """Ask what is free now."""
        key = self.service.key
        if not isinstance(key, int):
            self._found, self.offered = None, ()
            self._say()
            return
        usual = self._who.usual if self._who is not None else None
        person = usual.person.id if usual is not None else None
        self._desk.ask(
            offers,
            ClientId(self._who.line.id) if self._who is not None else None,
            ServiceId(key),
            self._desk.today(),
            None,
            person,
            MOST,
        ).then(self._show)

    def take(self, number: int) -> None:
        """Open the booking of one of the times."""
        if number >= len(self.offered):
            return
        at = self.offered[number].at
        service = self.service.key
        open_booking(
            self._desk,
            self._who.line.id if self._who is not None else None,
            service if isinstance(service, int) else None,
            at.day,
            at.start,
            at.person.id,
        )

    def _know_house(self, known: House) -> None:
        self._house = known

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press the time that has the focus."""
        focus = self.window().focusWidget()
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and isinstance(focus, Button) and focus in self.buttons:
            focus.click()
        else:
            super().keyPressEvent(event)

    def _service_taken(self, line: Line | None) -> None:
        self._goes_on = line is not None
        self.ask()

    def _client_taken(self, line: Line | None) -> None:
        if line is None or not isinstance(line.key, int):
            self._who = None
            self.ask()
            return
        self._desk.ask(who_is, ClientId(line.key)).then(self._know)

    def _know(self, who: Who) -> None:
        self._who = who
        self.client.put(client_line(who.line))
        if who.usual is not None:
            usual = who.usual
            self.service.put(Line(str(usual.service), key=usual.service_id))
        if isinstance(self.service.key, int):
            self._goes_on = True
        elif self.client.hasFocus():
            self.service.setFocus()
        self.ask()

    def _show(self, found: Offers) -> None:
        self._found, self.offered = found, found.times
        self._say()
        goes_on, self._goes_on = self._goes_on, False
        writes = self.client.hasFocus() or self.service.hasFocus()
        if goes_on and writes and self.buttons:
            self.buttons[0].setFocus()  # a digit books it now, so it is not typed

    def _say(self) -> None:
        focus = [one.hasFocus() for one in self.buttons]
        while (item := self._times.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self.buttons = []
        for number, offer in enumerate(self.offered):
            button = Button(
                f"{offer.at.text} · {offer.at.person.name}",
                key=str(number + 1),
                kind=Kind.ANSWER,
                tone=Tone.ROSE if number == 0 else None,
                name=time_text(offer),
                act=partial(self.take, number),
            )
            button.setFixedHeight(36)
            self.buttons.append(button)
            self._times.addWidget(button)
        if any(focus) and self.buttons:  # others changed something meanwhile
            self.buttons[min(focus.index(True), len(self.buttons) - 1)].setFocus()
        self._warn()
        said = _("Type part of the name; the usual is filled in.")
        if isinstance(self.service.key, int):
            said = "" if self.offered else _("No time is free in the next four weeks.")
            usual = self._who.usual if self._who is not None else None
            if self._found is not None and self._found.held_back:
                why = _("{why} Times after that:")
                said = said or why.format(why=self._found.held_back)
            elif usual is not None:
                likes = _("Last time with {person}")
                said = said or likes.format(person=usual.person.name)
        self._said.setVisible(bool(said))
        self._said.say(said)

    def _warn(self) -> None:
        """Show what stands against the service for her, in the booking's own words."""
        found = self._found
        if found is None:
            self.warned.put(())
        else:
            first = found.times[0].against if found.times else found.against
            self.warned.put(first)

    def _find_client(self, text: str, show: Show) -> None:
        self._desk.ask(find_clients, text, 12).then(
            lambda found: show([client_line(one) for one in found])
        )

    def _find_service(self, text: str, show: Show) -> None:
        said = text.casefold().strip()
        chosen = self.service.line
        if chosen is not None and text == chosen.name:
            said = ""
        known = self._house.services if self._house is not None else ()
        lines = []
        for one in known:
            names = (one.names.en, one.names.zh_hans, one.names.zh_hant, one.ref)
            if not said or any(said in name.casefold() for name in names):
                minutes = _("{number} min").format(number=one.minutes)
                lines.append(Line(one.name, minutes, key=int(one.id)))
        show(lines[:40])

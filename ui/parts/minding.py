"""What is to be minded where a client is met: alerts that staff wrote, three questions.

The same strip stands in the booking, at check-in, in the record, at the till and in a
call; each asks for itself, so that the pages know nothing of it.
"""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from salon.clients.model import ClientId, NotAskedYet
from salon.errors import SalonError
from salon.notices.model import AlertLine, ToAcknowledge, Where
from salon.text import _, listed
from ui.kit.buttons import Button, Kind
from ui.kit.cards import Icon, across, clear, held
from ui.kit.sheet import Sheet
from ui.kit.states import Banner
from ui.kit.tips import tip
from ui.kit.tokens import Tone, Type
from ui.kit.words import Run, Words
from ui.parts.holding import grow
from ui.parts.homes import home_of
from ui.parts.whose import say_whose

if TYPE_CHECKING:
    from collections.abc import Callable

    from salon.views.client import FileWords
    from salon.views.minding import Minded
    from ui.desk import Desk

NEWS = frozenset(("notices", "clients", "appointments"))


class Minding(QWidget):
    """Alerts of one place with what one does about them, and what to ask."""

    changed = Signal()  # other alerts stand there, or none

    def __init__(self, desk: "Desk", where: Where | None, *, asks: bool = True) -> None:
        super().__init__()
        self._desk, self._where, self._asks = desk, where, asks
        self._key = 0
        self.minded: Minded | None = None
        self.ask_button: Button | None = None
        self.lift: Button | None = None  # clears the first alert that bars a booking
        self.banners: list[Banner] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self.hide()
        desk.watch(NEWS, self.refresh, self.whose)

    def whose(self) -> int:
        """Return whom it is about."""
        return self._key

    def show_client(self, key: int | None) -> None:
        """Show what is to be minded of another client; None for nobody."""
        if (key or 0) == self._key:
            return
        self._key, self.minded = key or 0, None
        self._fill()
        self.refresh()

    def refresh(self) -> None:
        """Ask again."""
        if not self._key:
            return
        from salon.views.minding import minded

        key = ClientId(self._key)
        asked = self._desk.ask(minded, key, self._where, asks=self._asks)
        asked.then(partial(self._show, key)).otherwise(lambda _error: None)

    @property
    def is_barred(self) -> bool:
        """Whether an alert keeps the client from being booked."""
        alerts = self.minded.alerts if self.minded is not None else ()
        is_booking = self._where is Where.BOOKING
        return is_booking and any(one.is_blocking for one in alerts)

    def _show(self, key: ClientId, found: "Minded") -> None:
        if key != self._key or found == self.minded:
            return
        self.minded = found
        self._fill()
        self.changed.emit()
        sheet = self.window()
        if isinstance(sheet, Sheet):
            grow(sheet)

    def _fill(self) -> None:
        clear(self._column)
        self.banners, self.ask_button, self.lift = [], None, None
        found = self.minded
        if found is None:
            self.hide()
            return
        for one in found.alerts:
            banner = alert_banner(self._desk, found.client_id, one, self._where)
            self.banners.append(banner)
            self._column.addWidget(banner)
            if self.is_barred and self.lift is None and one.is_blocking:
                self.lift = banner.findChildren(Button)[-1]
                self.lift.kind = Kind.PRIMARY
        coach = found.coach
        if coach is not None and coach.asks:
            self._column.addWidget(self._questions())
        self.setVisible(bool(self._column.count()))

    def _questions(self) -> QWidget:
        """Return one line: what to ask, and a button that asks it."""
        assert self.minded is not None
        assert self.minded.coach is not None
        asks = self.minded.coach.asks
        said = listed(one.label for one in asks)
        head = _("To ask in this call: ")
        if self._where is not None:
            head = _("To ask at this visit: ")
        words = Words(
            Run(head, Type.SMALL, faint=True),
            Run(said, Type.SMALL_MEDIUM),
            type=Type.SMALL,
            wrap=True,
            middle=True,
        )
        tip(words, "\n".join(one.words for one in asks))
        name = _("Ask {client}").format(client=self.minded.name)
        self.ask_button = Button(
            _("Ask"), icon="help-circle", small=True, name=name, act=self.ask
        )
        row = across(Icon("help-circle", 16, Tone.PLUM), words, self.ask_button)
        row.setStretch(1, 1)
        return held(row)

    def ask(self) -> None:
        """Ask the three questions, one after the other."""
        if self.minded is not None and self.minded.coach is not None:
            from ui.parts.coaching import open_coach

            open_coach(self._desk, self.minded.coach)


def alert_banner(
    desk: "Desk", client: int, one: AlertLine, where: Where | None
) -> Banner:
    """Return an alert with what can be done about it."""
    is_waiting = where is not None and one.waits_at(where)
    is_loud = one.is_blocking or is_waiting
    tools: list[QWidget] = []
    if is_waiting and where is not None:
        tools.append(
            Button(
                _("I have read it"),
                icon="check",
                small=True,
                name=_("I have read it: {alert}").format(alert=one.text),
                act=partial(acknowledge_alert, desk, client, where, one.id),
            )
        )
    if one.is_blocking and where is Where.BOOKING:
        tools.append(
            Button(
                _("Clear it"),
                small=True,
                name=_("Clear it: {alert}").format(alert=one.text),
                act=partial(clear_it, desk, one.id),
            )
        )
    said = one.text
    if one.is_blocking:
        said = _("Nothing is booked until this is cleared: {alert}").format(alert=said)
    action = held(across(*tools, gap=6)) if tools else None
    icon = "lock" if one.is_blocking else "shield-exclamation"
    return Banner(said, Tone.RED if is_loud else Tone.AMBER, action, icon=icon)


def acknowledge_alert(desk: "Desk", client: int, where: Where, key: int) -> None:
    """Note that whoever is at the desk has read an alert."""
    from salon.notices.operations import acknowledge

    desk.do(acknowledge, ClientId(client), where, [key])


def clear_it(desk: "Desk", key: int) -> None:
    """Note that what an alert was about is settled."""
    from salon.notices.operations import clear_alert

    desk.do(clear_alert, key)


def settle(desk: "Desk", error: SalonError, again: "Callable[[], object]") -> bool:
    """Ask to read what stood in the way, then go on; False where nothing can be done.

    Where health was not asked about, the questions open; one begins again afterwards.

    Args:
        desk: Where it was refused.
        error: Why.
        again: What was to be done, for the same client.
    """
    home = home_of(desk)
    if home is not None and isinstance(error, NotAskedYet):
        return _ask_health(desk, error)
    if home is None or not isinstance(error, ToAcknowledge):
        return False
    from salon.notices.operations import acknowledge

    sheet = Sheet(home, _("Read this first"), icon="shield-exclamation", wide=520)
    say_whose(desk, sheet, error.client_id)
    sheet.setObjectName("alert")
    sheet.add(Words(error.said, type=Type.STRONG, wrap=True))
    sheet.body.addStretch(1)
    sheet.cancel()

    def read() -> None:
        client, where = ClientId(error.client_id), Where(error.where)
        done = desk.do(acknowledge, client, where)
        done.then(go_on).otherwise(sheet.fail)

    def go_on(_none: object) -> None:
        sheet.accept()
        again()

    sheet.button(_("I have read it"), read, primary=True)
    sheet.open()
    return True


def _ask_health(desk: "Desk", error: NotAskedYet) -> bool:
    """Open the health questions where they are what is wanting."""
    if "health_questionnaire" not in error.fields:
        return False
    from salon.views.client import file_words
    from ui.clients.healthsheet import open_health

    def ask(words: "FileWords") -> None:
        sheet = open_health(desk, ClientId(error.client_id), words)
        if sheet is not None:
            sheet.fail(error)

    desk.ask(file_words).then(ask)
    return True

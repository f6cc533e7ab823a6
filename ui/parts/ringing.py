"""Ringing one client: who, the number large, why, and what to do with the answer."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from salon.clients.phones import shown
from salon.text import _
from ui.desk import Desk
from ui.kit.buttons import Button
from ui.kit.cards import across
from ui.kit.sheet import Sheet
from ui.kit.states import Banner
from ui.kit.tokens import Tone, Type
from ui.kit.words import Words
from ui.parts.call_marks import channel_name
from ui.parts.hearing import MayHear
from ui.parts.homes import home_of
from ui.places import ClientCard

LOW = 260  # units of height; nothing opens below a field here
WRITTEN = ("wechat", "sms", "email", "line", "whatsapp", "card")


@dataclass(frozen=True)
class Ringing:
    """Whom one rings, and why."""

    client_id: int
    client: str
    phone: str
    channel: str = ""
    pinyin: str = ""
    why: str = ""
    is_silent: bool = False

    @property
    def is_written_to(self) -> bool:
        """Whether the client would rather be written to."""
        return self.channel in WRITTEN


def open_ringing(
    desk: Desk,
    whom: Ringing,
    *further: tuple[str, Callable[[], object]],
) -> "RingSheet | None":
    """Show whom to ring.

    Args:
        desk: The desk.
        whom: The client.
        further: What to do once they answer, in words; the first is the loud one.
    """
    home = home_of(desk)
    if home is None:
        return None
    sheet = RingSheet(desk, home, whom, further)
    sheet.open()
    return sheet


class RingSheet(Sheet):
    """The number of one client."""

    def __init__(
        self,
        desk: Desk,
        home: QWidget,
        whom: Ringing,
        further: tuple[tuple[str, Callable[[], object]], ...],
    ) -> None:
        words = _("Write to {client}") if whom.is_written_to else _("Ring {client}")
        icon = "message-circle" if whom.is_written_to else "phone"
        title = words.format(client=whom.client)
        super().__init__(home, title, icon=icon, wide=500)
        self._desk, self.whom = desk, whom
        region = desk.premises.region
        self.said = shown(whom.phone, region) if whom.phone else _("no number")
        if whom.pinyin:
            self.add(Words(whom.pinyin, type=Type.SMALL, faint=True))
        self.number = Words(self.said, type=Type.DISPLAY)
        self.copy = Button(
            _("Copy number"), icon="clipboard-text", key="Ctrl C", act=self._copy
        )
        self.copy.setEnabled(bool(whom.phone))
        self.add(across(self.number, None, self.copy))
        if whom.channel:
            said = _("Likes to be reached by {channel}")
            said = said.format(channel=channel_name(whom.channel))
            self.add(Words(said, type=Type.SMALL, faint=True))
        if whom.why:
            self.add(Words(whom.why, wrap=True))
        hearing = MayHear(desk)
        hearing.show_client(whom.client_id)
        self.add(hearing)
        if whom.is_silent:
            said = _("{client} asked not to be contacted.").format(client=whom.client)
            self.add(Banner(said, Tone.AMBER))
        self.body.addStretch(1)
        self.setMinimumHeight(LOW)
        keys = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self)
        keys.activated.connect(self._copy)
        self.cancel(_("Close"))
        self.button(_("Open file"), partial(self._go, self._file))
        for at, (name, act) in enumerate(further):
            self.button(name, partial(self._go, act), primary=at == 0)

    def _copy(self) -> None:
        if self.whom.phone:
            QGuiApplication.clipboard().setText(self.said)
            said = _("Number of {client} copied").format(client=self.whom.client)
            self._desk.say(said)

    def _file(self) -> None:
        self._desk.go(ClientCard(self.whom.client_id))

    def _go(self, act: Callable[[], object]) -> None:
        self.accept()
        act()

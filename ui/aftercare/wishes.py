"""About what, and in which way, a client wants to be contacted: one sheet."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from salon.clients.model import ClientId
from salon.clients.reach import CHANNELS, PURPOSE_WORDS, Purpose, Reach, Refused
from salon.clients.refusals import wish_contacts
from salon.text import _
from salon.views.wishes import wishes_of
from ui.kit.buttons import CheckList
from ui.kit.cards import across, down, held
from ui.kit.sheet import Sheet
from ui.kit.states import Banner
from ui.kit.tokens import Tone, Type
from ui.kit.words import Words
from ui.parts.call_marks import channel_name
from ui.parts.homes import home_of, tell

if TYPE_CHECKING:
    from ui.desk import Desk

ASKED = tuple(one for one in Purpose if one is not Purpose.SAFETY)


def open_wishes(desk: "Desk", client_id: int) -> "WishesSheet | None":
    """Open the sheet of what a client wants to be contacted for."""
    home = home_of(desk)
    if home is None:
        return None
    sheet = WishesSheet(desk, home, ClientId(client_id))
    desk.ask(wishes_of, ClientId(client_id)).then(sheet.show_wishes)
    return sheet


class WishesSheet(Sheet):
    """What is ticked may be; what is not is never planned for this client again."""

    def __init__(self, desk: "Desk", home: QWidget, key: ClientId) -> None:
        super().__init__(home, _("Wishes about contact"), icon="phone-off", wide=560)
        self._desk, self._key = desk, key
        self._pairs: frozenset[Refused] = frozenset()

    def show_wishes(self, known: tuple[str, Reach]) -> None:
        """Show what is refused so far, and open the sheet."""
        name, reach = known
        self._name = name
        self.setAccessibleName(name)
        self.add(Words(name, type=Type.FIGURE))
        if reach.do_not_contact:
            said = _(
                "Does not want to be contacted at all. What is ticked here begins to "
                "count once that is taken off in the file."
            )
            self.add(Banner(said, Tone.AMBER))
        no_purpose = {one.purpose for one in reach.refused if not one.channel}
        no_channel = {one.channel for one in reach.refused if not one.purpose}
        self._pairs = frozenset(
            one for one in reach.refused if one.purpose and one.channel
        )
        self.purposes = CheckList(
            [
                (one, _(PURPOSE_WORDS[one]), one.value not in no_purpose)
                for one in ASKED
            ],
            _("May be contacted about"),
        )
        self.channels = CheckList(
            [(one, channel_name(one), one not in no_channel) for one in CHANNELS],
            _("In these ways"),
        )
        columns = across(gap=32)
        for title, ticks in (
            (_("May be contacted about"), self.purposes),
            (_("In these ways"), self.channels),
        ):
            head = Words(title, type=Type.SMALL_MEDIUM)
            columns.addWidget(held(down(head, ticks, None, gap=4)), 1)
        self.add(held(columns))
        said = _("About safety after a treatment everybody is told, in every way.")
        self.add(Words(said, type=Type.SMALL, faint=True, wrap=True))
        self.body.addStretch(1)
        self.cancel()
        self.button(_("Keep"), self._keep, primary=True)
        self.open()
        next(iter(self.purposes.ticks.values())).setFocus()

    def _keep(self) -> None:
        purposes, channels = self.purposes.value(), self.channels.value()
        refused = {Refused(one.value) for one in ASKED if one not in purposes}
        refused |= {Refused("", one) for one in CHANNELS if one not in channels}
        doing = self._desk.do(wish_contacts, self._key, refused | self._pairs)
        doing.then(partial(self._kept)).otherwise(self.fail)

    def _kept(self, _done: object) -> None:
        self.accept()
        tell(self._desk, _("{client}: wishes kept").format(client=self._name))

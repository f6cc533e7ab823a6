"""Forms that were cut off on the signing screen: on Today and in the client's file.

Today is shown before the records are there, so nothing here brings them in at once.
"""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from salon.clients.model import ClientId
from salon.text import _, full_day, hour, ngettext
from ui.kit.buttons import Button, Kind
from ui.kit.cards import across, clear, held
from ui.kit.states import Banner
from ui.kit.tokens import Tone, Type
from ui.kit.words import Words
from ui.parts.ways import turn_forms

if TYPE_CHECKING:
    from salon.views.begun import BegunForm
    from ui.desk import Desk

MOST = 2  # in lines of their own


class BegunForms(QWidget):
    """A line for each form that was begun and not signed; else it is not there."""

    def __init__(self, desk: "Desk", key: ClientId | None = None) -> None:
        super().__init__()
        self._desk, self._key = desk, key
        self.shown: tuple[BegunForm, ...] = ()
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(6)
        self.hide()
        desk.watch({"forms", "clients"}, self.refresh)
        if desk.glimpse is None:
            self.refresh()
        else:
            desk.opened.connect(self.refresh)

    def refresh(self) -> None:
        """Ask again what is not signed."""
        from salon.views.begun import begun_forms

        asked = partial(begun_forms, desk=self._desk.desk_id, key=self._key)
        self._desk.ask(asked).then(self._show).otherwise(lambda _error: None)

    def _show(self, found: "tuple[BegunForm, ...]") -> None:
        if found == self.shown:
            return  # the focus stays where it is
        self.shown = found
        clear(self._lines)
        for one in found[:MOST]:
            self._lines.addWidget(self._line(one))
        if (rest := len(found) - MOST) > 0:
            more = ngettext("and {n} more", "and {n} more", rest).format(n=rest)
            self._lines.addWidget(Words(more, type=Type.SMALL, faint=True))
        self.setVisible(bool(found))

    def _line(self, one: "BegunForm") -> Banner:
        when = f"{full_day(one.at.date())} {hour(one.at)}"
        said = _("{client}: “{form}” was begun on {when} and is not signed.").format(
            client=one.client, form=one.title, when=when
        )
        about = f"{one.client}, {one.title}"
        again, drop = _("Go on"), _("Discard")
        go_on = Button(
            again,
            small=True,
            name=f"{again}: {about}",
            act=partial(self._go_on, one),
        )
        away = Button(
            drop,
            small=True,
            kind=Kind.QUIET,
            name=f"{drop}: {about}",
            act=partial(self._discard, one),
        )
        return Banner(said, Tone.BLUE, held(across(away, go_on)), icon="signature")

    def _go_on(self, one: "BegunForm") -> None:
        turn_forms(self._desk, one.client_id, [one.step], language=one.language)

    def _discard(self, one: "BegunForm") -> None:
        from salon.views.unfinished import keep_unfinished

        self._desk.call(partial(keep_unfinished, place=one.place, written={}))
        self.refresh()


def look_again(home: QWidget) -> None:
    """Let all lines of a window say what was begun and is not signed by now."""
    for one in home.window().findChildren(BegunForms):
        one.refresh()

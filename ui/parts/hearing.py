"""With whom of the family one may speak of a client, where one speaks or hands over."""

from functools import partial
from typing import TYPE_CHECKING

from salon.clients.model import ClientId
from salon.text import sentences
from ui.kit.tokens import Type
from ui.kit.words import Words

if TYPE_CHECKING:
    from salon.clients.hearing import Trusted
    from ui.desk import Desk


class MayHear(Words):
    """One line of who may be told what the file says; away while nobody is shown."""

    def __init__(self, desk: "Desk", *, books: bool = False) -> None:
        super().__init__("", type=Type.SMALL, faint=True, wrap=True)
        self._desk, self._books = desk, books
        self._key = 0
        self.hide()
        desk.watch({"clients"}, self._ask)

    def show_client(self, key: int | None) -> None:
        """Say it of another client; None: of nobody."""
        if key != self._key:
            self._key = int(key or 0)
            self.hide()
        self._ask()

    def _ask(self) -> None:
        from salon.clients.hearing import trusted_of  # the records come with it

        if self._key:
            asked = self._desk.ask(trusted_of, ClientId(self._key))
            asked.then(partial(self._say, self._key)).otherwise(lambda _error: None)

    def _say(self, key: int, trusted: "Trusted") -> None:
        from salon.clients.hearing import booking_words, told_words

        if key != self._key:
            return  # somebody else is shown by now
        booking = booking_words(trusted) if self._books else ""
        is_said = trusted.is_family or not self._books
        told = told_words(trusted) if is_said else ""
        self.say(sentences(filter(None, (booking, told))))
        self.setVisible(bool(booking or told))

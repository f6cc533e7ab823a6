"""Photographs of today, put into a file without an assessment."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from salon.clients.model import ClientId
from salon.skin.operations import add_photos
from salon.text import _
from salon.views.skin_words import SkinWords, skin_words
from ui.desk import Desk
from ui.kit.sheet import Sheet
from ui.parts.holding import grow
from ui.parts.homes import home_of
from ui.parts.whose import say_whose
from ui.skin.taking import STILL_READING, Taking


class TakingSheet(Sheet):
    """Brings photographs in, each with the view it shows."""

    def __init__(
        self, desk: Desk, home: QWidget, key: ClientId, words: SkinWords
    ) -> None:
        super().__init__(home, _("Photographs of today"), icon="photo", wide=620)
        self._desk, self._key = desk, key
        say_whose(desk, self, key)
        self.taking = Taking(desk, words, key)
        self.taking.changed.connect(lambda: grow(self))
        self.add(self.taking)
        self.cancel()
        self.button(_("Keep"), self._keep, primary=True)

    def _keep(self) -> None:
        if self.taking.is_reading:
            self.fail(_(STILL_READING))
            return
        pictures = self.taking.pictures()
        if not pictures:
            self.fail(_("There is no photograph yet: choose, drop or paste one."))
            return
        keeping = self._desk.do(add_photos, self._key, pictures)
        keeping.then(lambda _keys: self.accept()).otherwise(self.fail)


def open_taking(desk: Desk, key: ClientId, files: Sequence[str] = ()) -> None:
    """Open the sheet that puts photographs of today into a file.

    Args:
        desk: The desk.
        key: Whose file.
        files: What is brought in at once, as a watched folder does.
    """
    desk.ask(skin_words).then(partial(_show, desk, key, files))


def _show(desk: Desk, key: ClientId, files: Sequence[str], words: SkinWords) -> None:
    home = home_of(desk)
    if home is not None:
        sheet = TakingSheet(desk, home, key, words)
        sheet.open()
        sheet.taking.take_files(files)

"""A new photograph with the earlier one of its view over it, to see how it lies."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from salon.clients.model import ClientId
from salon.skin.model import PhotoLine
from salon.skin.queries import pictures
from salon.text import _, full_day
from ui.kit.cards import across, held
from ui.kit.compare import Compare, Mode
from ui.kit.fields import Scale
from ui.kit.sheet import Sheet
from ui.kit.tokens import Type
from ui.kit.words import Words
from ui.parts.whose import say_whose

if TYPE_CHECKING:
    from ui.desk import Desk

USUAL = 40  # per cent of the earlier one that is seen


class GhostSheet(Sheet):
    """Both on one another; how much is seen of the earlier one can be changed."""

    def __init__(
        self,
        desk: "Desk",
        home: QWidget,
        key: ClientId,
        earlier: PhotoLine,
        image: bytes,
    ) -> None:
        super().__init__(
            home,
            _("Does it lie as last time?"),
            _("Same distance, same turn, same light: if not, take it once more."),
            icon="photo",
            wide=560,
        )
        say_whose(desk, self, key)
        self._earlier, self._image = earlier, image
        self.compare = Compare(_("The new photograph with the earlier one over it"))
        self.compare.show_as(Mode.FADE)
        self.compare.setMinimumHeight(380)
        self.seen = Scale(USUAL, 0, 100, name=_("How much is seen of the earlier one"))
        self.seen.setOrientation(Qt.Orientation.Horizontal)
        self.seen.valueChanged.connect(lambda at: self.compare.move_line(at / 100))
        self.compare.moved.connect(lambda at: self.seen.setValue(round(at * 100)))
        said = Words(_("The earlier one"), type=Type.SMALL, faint=True)
        self.add(self.compare, held(across(said, self.seen, gap=8)))
        self.button(_("Close"), primary=True)
        asked = desk.ask(pictures, [earlier.hash])
        asked.then(self._fill).otherwise(self.fail)

    def _fill(self, found: dict[str, bytes]) -> None:
        before = QImage.fromData(found[self._earlier.hash])
        labels = (full_day(self._earlier.taken.date()), _("now"))
        self.compare.put(before, QImage.fromData(self._image), labels)
        self.compare.move_line(USUAL / 100)

"""Her photographs: small ones in a row, of which one opens large."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from salon.skin.model import PhotoLine
from salon.skin.queries import thumbs
from salon.views.skin_words import SkinWords
from ui.kit.cards import across
from ui.kit.photo import Photo
from ui.skin.photo_sheet import PhotoSheet, label_of

if TYPE_CHECKING:
    from ui.desk import Desk

SHOWN = 3


def chosen_of(photos: Sequence[PhotoLine]) -> list[PhotoLine]:
    """Return the photographs that tell most: the first and the newest of one view.

    Args:
        photos: Hers, the newest first.
    """
    if len(photos) <= SHOWN:
        return list(reversed(photos))
    newest = photos[0]
    same = [one for one in photos if one.view == newest.view]
    kept = [same[-1], newest] if len(same) > 1 else [photos[-1], newest]
    more = next((one for one in photos[1:] if one not in kept), None)
    return [kept[0], *([more] if more is not None else ()), newest]


class PhotoRow(QWidget):
    """A few photographs beside one another; Enter or a press opens one."""

    def __init__(self, desk: "Desk", words: SkinWords) -> None:
        super().__init__()
        self._desk, self._words = desk, words
        self._photos: Sequence[PhotoLine] = ()
        self.tiles: list[Photo] = []
        self._row = across(gap=8)
        self.setLayout(self._row)
        self.setMinimumHeight(96)

    def show_photos(self, photos: Sequence[PhotoLine]) -> None:
        """Show other photographs, the newest first."""
        if list(photos) == list(self._photos):
            return
        self._photos = photos
        for tile in self.tiles:
            tile.hide()
            self._row.removeWidget(tile)
            tile.deleteLater()
        self.tiles = []
        shown = chosen_of(photos)
        for one in shown:
            tile = Photo(label_of(one, self._words))
            tile.opened.connect(lambda one=one: self._open(one))
            self.tiles.append(tile)
            self._row.addWidget(tile, 1)
        hashes = [one.hash for one in shown]
        self._desk.ask(thumbs, hashes).then(self._fill)

    def _fill(self, found: dict[str, bytes]) -> None:
        shown = chosen_of(self._photos)
        for tile, one in zip(self.tiles, shown, strict=False):
            if one.hash in found:
                tile.put(found[one.hash])

    def _open(self, one: PhotoLine) -> None:
        PhotoSheet(self._desk, self, self._photos, one, self._words).open()

"""Her photographs: small ones in a row, one large, or two side by side."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from salon.skin.model import PhotoLine
from salon.skin.queries import pictures, thumbs
from salon.text import _, full_day
from salon.views.skin_words import SkinWords
from ui.kit import style
from ui.kit.buttons import Button, Kind
from ui.kit.cards import across, held
from ui.kit.photo import Photo
from ui.kit.sheet import Sheet
from ui.kit.words import Words
from ui.parts.holding import grow

if TYPE_CHECKING:
    from ui.desk import Desk

SHOWN = 3


def label_of(photo: PhotoLine, words: SkinWords) -> str:
    """Return what stands on a photograph: its day and its view."""
    view = words.views.get(photo.view)
    day = full_day(photo.taken.date())
    return f"{day} · {view}" if view else day


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

    def compare(self) -> None:
        """Open the first and the newest side by side."""
        if len(self._photos) > 1:
            shown = chosen_of(self._photos)
            open_photos(
                self._desk, self, self._photos, (shown[0], shown[-1]), self._words
            )

    def _fill(self, found: dict[str, bytes]) -> None:
        shown = chosen_of(self._photos)
        for tile, one in zip(self.tiles, shown, strict=False):
            if one.hash in found:
                tile.put(found[one.hash])

    def _open(self, one: PhotoLine) -> None:
        open_photos(self._desk, self, self._photos, (one,), self._words)


class Large(QWidget):
    """One photograph, whole, as large as there is room."""

    def __init__(self, label: str) -> None:
        super().__init__()
        self.label = label
        self.image = QImage()
        self.setAccessibleName(label)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def put(self, data: bytes) -> None:
        """Show a picture file from memory."""
        self.image = QImage.fromData(data)
        self.update()

    def sizeHint(self) -> QSize:
        """Return how large it likes to be."""
        return QSize(480, 520)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        box = QRectF(self.rect())
        style.rounded(painter, box, 8, style.theme().hover)
        if not self.image.isNull():
            size = self.image.size()
            size.scale(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRectF(0, 0, size.width(), size.height())
            place.moveCenter(box.center())
            painter.drawImage(place, self.image)


class PhotoSheet(Sheet):
    """One photograph, or two to compare; the arrows go to older and newer ones."""

    def __init__(
        self,
        desk: "Desk",
        home: QWidget,
        photos: Sequence[PhotoLine],
        shown: Sequence[PhotoLine],
        words: SkinWords,
    ) -> None:
        title = _("Compare") if len(shown) > 1 else _("Photograph")
        room = home.window().size()
        wide = max(480, min(1100, room.width() - 120))
        super().__init__(home, title, icon="photo", wide=wide)
        self._desk, self._photos, self._words = desk, list(photos), words
        self.shown = list(shown)
        self._frames: list[Large] = []
        columns = across(gap=12)
        for one in shown:
            large = Large(label_of(one, words))
            large.setMinimumHeight(max(220, min(500, room.height() - 320)))
            columns.addWidget(large, 1)
            self._frames.append(large)
        self.add(held(columns))
        self.said = [label_of(one, words) for one in shown]
        self._captions = across(*(self._caption(one) for one in shown))
        self.add(self._captions)
        older = Button(
            _("Older"), icon="chevron-left", kind=Kind.QUIET, act=lambda: self.turn(1)
        )
        newer = Button(
            _("Newer"), icon="chevron-right", kind=Kind.QUIET, act=lambda: self.turn(-1)
        )
        if len(photos) > 1:
            self.add(across(older, newer, None))
        self.button(_("Close"), primary=True)
        self._ask()
        grow(self)

    def turn(self, by: int) -> None:
        """Show the next older photograph, or the next newer one."""
        place = self._photos.index(self.shown[-1]) + by
        if 0 <= place < len(self._photos):
            self.shown[-1] = self._photos[place]
            self._ask()

    def _caption(self, one: PhotoLine) -> QWidget:
        return Words(label_of(one, self._words))

    def _ask(self) -> None:
        for place, one in enumerate(self.shown):
            item = self._captions.itemAt(place)
            caption = item.widget() if item is not None else None
            if isinstance(caption, Words):
                caption.say(label_of(one, self._words))
        hashes = [one.hash for one in self.shown]
        self._desk.ask(pictures, hashes).then(self._fill)

    def _fill(self, found: dict[str, bytes]) -> None:
        for large, one in zip(self._frames, self.shown, strict=True):
            if one.hash in found:
                large.setAccessibleName(label_of(one, self._words))
                large.put(found[one.hash])


def open_photos(
    desk: "Desk",
    home: QWidget,
    photos: Sequence[PhotoLine],
    shown: Sequence[PhotoLine],
    words: SkinWords,
) -> PhotoSheet:
    """Open photographs large: one, or two side by side."""
    sheet = PhotoSheet(desk, home, photos, shown, words)
    sheet.open()
    return sheet

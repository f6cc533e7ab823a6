"""Both eyes and the mouth of two photographs, set once so that they can be lined up."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from salon.clients.model import ClientId
from salon.skin.model import PhotoLine
from salon.skin.operations import set_photos_points
from salon.skin.queries import pictures
from salon.text import _, full_day
from ui.kit.cards import across, down, held
from ui.kit.points import PointsOn
from ui.kit.sheet import Sheet
from ui.kit.tokens import Type
from ui.kit.words import Words
from ui.parts.homes import home_of
from ui.parts.whose import say_whose

if TYPE_CHECKING:
    from ui.desk import Desk

USUAL = ((0.38, 0.42), (0.62, 0.42), (0.5, 0.68))  # of a face that fills its picture


class LandmarkSheet(Sheet):
    """Two photographs with three points each."""

    def __init__(
        self,
        desk: "Desk",
        home: QWidget,
        key: ClientId,
        photos: Sequence[PhotoLine],
    ) -> None:
        super().__init__(
            home,
            _("Line up on eyes and mouth"),
            _(
                "Drag 1 and 2 onto the eyes and 3 onto the middle of the mouth, in "
                "both pictures; or choose with 1, 2, 3 and move with the arrows. It "
                "is asked once."
            ),
            icon="circle-dot",
            wide=800,
        )
        say_whose(desk, self, key)
        self._desk, self._photos = desk, list(photos)
        names = [_("Eye at the left"), _("Eye at the right"), _("Mouth")]
        self.frames = [
            PointsOn(full_day(one.taken.date()), names, one.points or USUAL)
            for one in photos
        ]
        row = across(gap=12)
        for frame, one in zip(self.frames, photos, strict=True):
            frame.setMinimumHeight(360)
            day = Words(full_day(one.taken.date()), type=Type.SMALL_STRONG)
            row.addLayout(down(day, frame, gap=4), 1)
        self.add(held(row))
        self.cancel()
        self.button(_("Keep"), self._keep, primary=True)
        desk.ask(pictures, [one.hash for one in photos]).then(self._fill)
        self.frames[0].setFocus()

    def _fill(self, found: dict[str, bytes]) -> None:
        for frame, one in zip(self.frames, self._photos, strict=True):
            if one.hash in found:
                frame.put(QImage.fromData(found[one.hash]))

    def _keep(self) -> None:
        points = [
            (one.id, tuple(frame.points))
            for one, frame in zip(self._photos, self.frames, strict=True)
        ]
        asked = self._desk.do(set_photos_points, points)
        asked.then(lambda _none: self.accept()).otherwise(self.fail)


def open_landmarks(desk: "Desk", key: ClientId, photos: Sequence[PhotoLine]) -> None:
    """Open the sheet that sets the eyes and the mouth of two photographs."""
    home = home_of(desk)
    if home is not None:
        LandmarkSheet(desk, home, key, photos).open()

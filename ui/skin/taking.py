"""Photographs of an assessment: chosen, dropped or pasted, then made fit to keep."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QBuffer, QIODevice, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from salon.errors import SalonError
from salon.skin.pictures import Prepared, from_file, prepared
from salon.skin.taking import believed
from salon.text import N_, _
from salon.views.skin_words import SkinWords
from ui.kit.buttons import Button, Kind
from ui.kit.cards import across
from ui.kit.fields import Choice
from ui.kit.photo import Photo, PhotoTile
from ui.kit.states import Banner
from ui.kit.tokens import Tone
from ui.parts.fields import DayField

if TYPE_CHECKING:
    from ui.desk import Desk


UNSAID = N_(
    "A photograph does not say when it was taken, or cannot be right. Look at its day."
)


class Taken(QWidget):
    """One photograph that will be kept, and the view it shows."""

    gone = Signal(object)

    def __init__(
        self, desk: "Desk", picture: Prepared, words: SkinWords, view: int
    ) -> None:
        super().__init__()
        self.picture = picture
        zone = ZoneInfo(desk.premises.timezone)
        told = believed(picture.taken, zone, desk.salon.now(), None).at
        said = None if told is None else told.astimezone(zone).date()
        self.is_said = said is not None and said <= desk.today()
        self._said = said if self.is_said and said else desk.today()
        self.day = DayField(desk, self._said, _("Taken on"), is_past=True)
        self.day.setFixedWidth(120)
        self._views = list(words.views)
        photo = Photo("", picture.thumb)
        photo.setAccessibleName(_("Photograph"))
        photo.setFixedSize(96, 72)
        names = [str(one) for one in words.views.values()] or [_("Photograph")]
        self.view = Choice(names, min(view, len(names) - 1), _("View"))
        away = Button(
            icon="x",
            kind=Kind.QUIET,
            small=True,
            name=_("Leave this photograph out"),
            act=lambda: self.gone.emit(self),
        )
        line = across(photo, gap=8)
        line.addWidget(self.view, 1)
        line.addWidget(self.day)
        line.addWidget(away)
        self.setLayout(line)

    def kept(self) -> tuple[Prepared, str]:
        """Return the picture and its view, as the operation takes them."""
        place = self.view.currentIndex()
        view = self._views[place] if place < len(self._views) else "front"
        day = self.day.value() or self._said
        if day == self._said:
            return self.picture, view
        at = datetime.combine(day, time(12))  # on the wall, at an hour nobody knows
        return replace(self.picture, taken=at), view


class Taking(QWidget):
    """Where photographs are brought in."""

    changed = Signal()

    def __init__(self, desk: "Desk", words: SkinWords) -> None:
        super().__init__()
        self._desk, self._words = desk, words
        self.rows: list[Taken] = []
        self.tile = PhotoTile()
        self.tile.setFixedHeight(88)
        self.tile.files.connect(self.take_files)
        self.tile.pasted.connect(self.take_image)
        self.tile.asked.connect(self._ask)
        self.wrong = Banner("", Tone.RED)
        self.wrong.hide()
        self.unsaid = Banner(_(UNSAID), Tone.AMBER)
        self.unsaid.hide()
        self._list = QVBoxLayout()
        self._list.setContentsMargins(0, 0, 0, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._list)
        column.addWidget(self.tile)
        column.addWidget(self.unsaid)
        column.addWidget(self.wrong)

    def pictures(self) -> list[tuple[Prepared, str]]:
        """Return what is to be kept."""
        return [row.kept() for row in self.rows]

    def clear(self) -> None:
        """Leave all photographs out."""
        for row in self.rows[:]:
            self._drop(row)
        self.wrong.hide()

    def take_files(self, paths: Sequence[str]) -> None:
        """Bring in picture files; each is read and re-encoded beside the records."""
        self.wrong.hide()
        for path in paths:
            job = partial(from_file, Path(path))
            self._desk.print_job(job).then(self._add).otherwise(self._refuse)

    def take_image(self, image: QImage) -> None:
        """Bring in a picture from the clipboard."""
        self.wrong.hide()
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        QImage(image).save(buffer, "PNG")  # type: ignore[call-overload]
        data = bytes(buffer.data().data())
        job = partial(prepared, data, _("the picture that was pasted"))
        self._desk.print_job(job).then(self._add).otherwise(self._refuse)

    def _ask(self) -> None:
        kinds = _("Pictures")
        dialog = QFileDialog(
            self, _("Choose photographs"), "", f"{kinds} (*.jpg *.jpeg *.png *.webp)"
        )
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self.take_files)
        dialog.finished.connect(lambda _result: dialog.deleteLater())
        dialog.open()

    def _add(self, picture: Prepared) -> None:
        if any(row.picture.hash == picture.hash for row in self.rows):
            return
        row = Taken(self._desk, picture, self._words, len(self.rows))
        row.gone.connect(self._leave)
        self.rows.append(row)
        self._list.addWidget(row)
        self._ask_days()
        self.changed.emit()

    def _ask_days(self) -> None:
        self.unsaid.setVisible(any(not row.is_said for row in self.rows))

    def _refuse(self, error: SalonError) -> None:
        self.wrong.say(str(error))
        self.wrong.show()

    def _leave(self, row: Taken) -> None:
        self._drop(row)
        self.changed.emit()

    def _drop(self, row: Taken) -> None:
        self.rows.remove(row)
        row.hide()
        self._list.removeWidget(row)
        row.deleteLater()
        self._ask_days()

"""Photographs of an assessment: chosen, dropped or pasted, then made fit to keep.

What the service asks for stands above; each picture can be held against the earlier
one of its view, which lies over it like a ghost.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QBuffer, QIODevice, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from salon.clients.model import ClientId
from salon.errors import SalonError
from salon.skin.model import PhotoLine
from salon.skin.pictures import (
    KEPT_BEFORE,
    MOVING,
    SUFFIXES,
    Prepared,
    from_file,
    prepared,
)
from salon.skin.taking import believed
from salon.text import N_, _, ngettext
from salon.views.photos import ShotsSight, shots_sight
from salon.views.skin_words import SkinWords
from ui.kit.buttons import Button, Kind
from ui.kit.cards import across
from ui.kit.fields import Choice
from ui.kit.photo import Photo, PhotoTile
from ui.kit.states import Banner
from ui.kit.tokens import Tone, Type
from ui.kit.words import Words
from ui.parts.fields import DayField
from ui.skin.ghost import GhostSheet
from ui.skin.shots import ShotList
from ui.skin.watching import watcher_of

if TYPE_CHECKING:
    from ui.desk import Desk


STILL_READING = N_("A photograph is still being read. Press again in a moment.")
_LIGHTLY = 80  # of Qt's quality of a PNG: packed a little, which is soon done
UNSAID = N_(
    "A photograph does not say when it was taken, or cannot be right. Look at its day."
)


def _pasted(image: QImage, name: str) -> Prepared:
    """Return a picture of the clipboard, made fit to keep; no widget is touched."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG", _LIGHTLY)  # type: ignore[call-overload]
    return prepared(bytes(buffer.data().data()), name)


class Taken(QWidget):
    """One photograph that will be kept, and the view it shows."""

    gone = Signal(object)
    ghost = Signal(object)  # it is to be held against the earlier one
    turned = Signal()  # another view is chosen

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
        self.day.setFixedWidth(138)
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
        self.view.currentIndexChanged.connect(lambda _at: self.turned.emit())
        self.against = Button(
            icon="git-compare",
            kind=Kind.QUIET,
            small=True,
            name=_("Hold against the earlier one"),
            act=lambda: self.ghost.emit(self),
        )
        self.against.setEnabled(False)
        line = across(photo, gap=8)
        line.addWidget(self.view, 1)
        line.addWidget(self.against)
        line.addWidget(self.day)
        line.addWidget(away)
        self.setLayout(line)

    @property
    def view_ref(self) -> str:
        """Return the view it shows."""
        place = self.view.currentIndex()
        return self._views[place] if 0 <= place < len(self._views) else "front"

    def choose(self, view: str) -> None:
        """Say that it shows another view."""
        if view in self._views:
            self.view.setCurrentIndex(self._views.index(view))

    def kept(self) -> tuple[Prepared, str]:
        """Return the picture and its view, as the operation takes them."""
        view = self.view_ref
        day = self.day.value() or self._said
        if day == self._said:
            return self.picture, view
        at = datetime.combine(day, time(12))  # on the wall, at an hour nobody knows
        return replace(self.picture, taken=at), view


class Taking(QWidget):
    """Where photographs are brought in."""

    changed = Signal()

    def __init__(self, desk: "Desk", words: SkinWords, key: ClientId) -> None:
        super().__init__()
        self._desk, self._words, self._key = desk, words, key
        self._sight: ShotsSight | None = None
        self.rows: list[Taken] = []
        self.shots = ShotList(words)
        self.tile = PhotoTile()
        self.tile.setFixedHeight(88)
        self.tile.files.connect(self.take_files)
        self.tile.pasted.connect(self.take_image)
        self.tile.asked.connect(self._ask)
        self.wrong = Banner("", Tone.RED)
        self.wrong.hide()
        self.unsaid = Banner(_(UNSAID), Tone.AMBER)
        self.unsaid.hide()
        self.noted = Banner("", Tone.BLUE)
        self.noted.hide()
        self.coming = Words(_("Reading …"), type=Type.SMALL, faint=True)
        self.coming.hide()
        self._on_the_way = 0
        self._list = QVBoxLayout()
        self._list.setContentsMargins(0, 0, 0, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.shots)
        column.addLayout(self._list)
        column.addWidget(self.coming)
        column.addWidget(self.tile)
        column.addWidget(self.unsaid)
        column.addWidget(self.noted)
        column.addWidget(self.wrong)
        desk.ask(shots_sight, key).then(self._take_sight)
        self.folder = Button("", icon="folder", small=True, act=self._take_from_folder)
        column.insertWidget(2, self.folder)
        self._watcher = watcher_of(desk)
        self._watcher.came.connect(self._offer_folder)
        self._offer_folder()

    @property
    def is_reading(self) -> bool:
        """Whether a photograph is on its way that would be left behind."""
        return bool(self._on_the_way)

    def pictures(self) -> list[tuple[Prepared, str]]:
        """Return what is to be kept."""
        return [row.kept() for row in self.rows]

    def clear(self) -> None:
        """Leave all photographs out."""
        for row in self.rows[:]:
            self._drop(row)
        self.wrong.hide()
        self.noted.hide()

    def take_files(self, paths: Sequence[str]) -> None:
        """Bring in picture files; each is read and re-encoded beside the records."""
        self.wrong.hide()
        self.noted.hide()
        for path in paths:
            self._bring(partial(from_file, Path(path)), Path(path).name)

    def take_image(self, image: QImage) -> None:
        """Bring in a picture from the clipboard."""
        self.wrong.hide()
        name = _("the picture that was pasted")
        self._bring(partial(_pasted, QImage(image), name), name)

    def _bring(self, job: Callable[[], Prepared], name: str) -> None:
        """Let a picture be made fit to keep, and say so until it is there."""
        self._await(1)
        self._desk.print_job(job).then(partial(self._add, name)).otherwise(self._refuse)

    def _await(self, more: int) -> None:
        self._on_the_way += more
        self.coming.setVisible(bool(self._on_the_way))

    def _ask(self) -> None:
        kinds = _("Pictures")
        dialog = QFileDialog(
            self,
            _("Choose photographs"),
            "",
            f"{kinds} ({' '.join(f'*{one}' for one in SUFFIXES)})",
        )
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self.take_files)
        dialog.finished.connect(lambda _result: dialog.deleteLater())
        dialog.open()

    def _take_sight(self, sight: ShotsSight) -> None:
        self._sight = sight
        self._tell_shots()

    def _add(self, name: str, picture: Prepared) -> None:
        self._await(-1)
        known = self._sight.known if self._sight is not None else frozenset()
        is_here = any(row.picture.hash == picture.hash for row in self.rows)
        if is_here or picture.hash in known:
            self._note(_(KEPT_BEFORE).format(name=name))
            return
        if picture.is_first:
            self._note(_(MOVING).format(name=name))
        row = Taken(self._desk, picture, self._words, len(self.rows))
        row.choose(self._next_view())
        row.gone.connect(self._leave)
        row.ghost.connect(self._hold)
        row.turned.connect(self._tell_shots)
        self.rows.append(row)
        self._list.addWidget(row)
        self._ask_days()
        self._tell_shots()
        self.changed.emit()

    def _offer_folder(self) -> None:
        count = len(self._watcher.waiting)
        said = ngettext(
            "Bring in {n} from the watched folder",
            "Bring in {n} from the watched folder",
            count,
        )
        self.folder.setText(said.format(n=count))
        self.folder.setAccessibleName(self.folder.text())
        self.folder.setVisible(bool(count))

    def _take_from_folder(self) -> None:
        paths = self._watcher.waiting
        self._watcher.take(paths)
        self.take_files([str(one) for one in paths])

    def _note(self, text: str) -> None:
        """Say something that is no fault, below what was said before."""
        before = self.noted.words.text() if not self.noted.isHidden() else ""
        self.noted.say("\n".join(filter(None, (before, text))))
        self.noted.show()

    def _next_view(self) -> str:
        """Return the view that the service asks for next."""
        if self._sight is None:
            return ""
        here = {row.view_ref for row in self.rows}
        wanted = [
            one.shot.view
            for one in self._sight.shots
            if not one.is_taken and one.shot.view not in here
        ]
        return wanted[0] if wanted else ""

    def _earlier(self, view: str) -> PhotoLine | None:
        earlier = self._sight.earlier if self._sight is not None else ()
        return next((one for one in earlier if one.view == view), None)

    def _tell_shots(self) -> None:
        if self._sight is None:
            return
        self.shots.show_shots(self._sight, {row.view_ref for row in self.rows})
        for row in self.rows:
            row.against.setEnabled(self._earlier(row.view_ref) is not None)

    def _hold(self, row: Taken) -> None:
        earlier = self._earlier(row.view_ref)
        if earlier is not None:
            image = row.picture.image
            GhostSheet(self._desk, self, self._key, earlier, image).open()

    def _ask_days(self) -> None:
        self.unsaid.setVisible(any(not row.is_said for row in self.rows))

    def _refuse(self, error: SalonError) -> None:
        self._await(-1)
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
        self._tell_shots()

"""One photograph, large: its view, its marks, and what it may be used for."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from salon.errors import SalonError
from salon.exchange.writing import atomically
from salon.skin.marking import KIND_WORDS, Kind, Mark
from salon.skin.model import PhotoLine
from salon.skin.operations import (
    let_photo_out,
    mark_photo,
    publish_photo,
    remove_photo,
    set_photo,
    unmark_photo,
)
from salon.skin.permission import Purpose
from salon.skin.queries import pictures
from salon.text import _, full_day
from salon.views.photos import PhotoSight, photo_sight
from salon.views.skin_words import SkinWords
from ui.kit.buttons import Button, Segments, Tick
from ui.kit.buttons import Kind as Look
from ui.kit.cards import across
from ui.kit.columns import flowing
from ui.kit.drawn import Drawn, Stroke
from ui.kit.fields import Choice, TextField
from ui.kit.sheet import Sheet, confirm
from ui.kit.tokens import Type
from ui.kit.words import Run, Words
from ui.parts.hearing import MayHear
from ui.parts.holding import grow
from ui.parts.whose import say_whose

if TYPE_CHECKING:
    from ui.desk import Desk

TOOLS = (Kind.ARROW, Kind.CIRCLE, Kind.LINE, Kind.WORDS)


def label_of(photo: PhotoLine, words: SkinWords) -> str:
    """Return what stands on a photograph: its day and its view."""
    view = words.views.get(photo.view)
    day = full_day(photo.taken.date())
    return f"{day} · {view}" if view else day


class PhotoSheet(Sheet):
    """One photograph; the arrows go to older and newer ones."""

    def __init__(
        self,
        desk: "Desk",
        home: QWidget,
        photos: Sequence[PhotoLine],
        shown: PhotoLine,
        words: SkinWords,
    ) -> None:
        room = home.window().size()
        wide = max(480, min(900, room.width() - 120))
        super().__init__(home, _("Photograph"), icon="photo", wide=wide)
        self._desk, self._photos, self._words = desk, list(photos), words
        self.shown = shown
        self.sight: PhotoSight | None = None
        self.large = Drawn(label_of(shown, words))
        self.large.setMinimumHeight(max(220, min(420, room.height() - 500)))
        self.large.drawn.connect(self._drawn)
        self.caption = Words(label_of(shown, words))
        self.add(self.large, self.caption)
        self.add(self._tools(), self._uses())
        self.why = Words(type=Type.SMALL, faint=True, wrap=True)
        self.hearing = MayHear(desk)  # a copy may be handed on
        self.add(self.why, self.hearing)
        if len(photos) > 1:
            older = self._way(_("Older"), "chevron-left", 1)
            newer = self._way(_("Newer"), "chevron-right", -1)
            self.add(across(older, newer, None))
        self.button(_("Close"), primary=True)
        self._ask()
        grow(self)

    def _way(self, name: str, icon: str, by: int) -> Button:
        act = partial(self.turn, by)
        return Button(name, icon=icon, kind=Look.QUIET, act=act)

    def _tools(self) -> QWidget:
        self.tools = Segments(
            [_("Look"), *(_(KIND_WORDS[one]) for one in TOOLS)], 0, _("Draw")
        )
        self.tools.chosen.connect(self._choose_tool)
        self.words = TextField("", name=_("Words on the photograph"))
        self.words.setPlaceholderText(_("Words, then press where they stand"))
        self.words.setFixedWidth(220)
        self.words.hide()
        self.marks = Tick(_("Show the marks"), on=True)
        self.marks.toggled.connect(self.large.show_marks)
        self.off = Button(
            _("Take the last mark off"), icon="arrow-back-up", small=True, act=self._off
        )
        return flowing(self.tools, self.words, self.marks, self.off)

    def _uses(self) -> QWidget:
        views = self._words.views
        self._refs = list(views)
        names = [str(one) for one in views.values()]
        self.view = Choice([_("No view"), *names], 0, _("View"))
        self.view.activated.connect(self._set_view)
        self.public = Tick(_("May be published"))
        self.public.clicked.connect(self._publish)
        self.save = Button(
            _("Save a copy"), icon="file-download", small=True, act=self._save
        )
        self.copy = Button(_("Copy"), icon="clipboard-text", small=True, act=self._copy)
        away = Button(
            _("Remove"), icon="trash", small=True, kind=Look.QUIET, act=self._remove
        )
        return flowing(self.view, self.public, self.save, self.copy, away)

    # what is known

    def turn(self, by: int) -> None:
        """Show the next older photograph, or the next newer one."""
        keys = [one.id for one in self._photos]
        place = keys.index(self.shown.id) + by
        if 0 <= place < len(self._photos):
            self.shown, self.sight = self._photos[place], None
            self.tools.choose(0)
            self._choose_tool(0)
            self._ask()

    def _ask(self) -> None:
        key = self.shown.id
        asked = self._desk.ask(photo_sight, key)
        asked.then(partial(self._take, key)).otherwise(self.fail)
        found = self._desk.ask(pictures, [self.shown.hash])
        found.then(partial(self._fill, self.shown.hash)).otherwise(self.fail)

    def _fill(self, hash_: str, found: dict[str, bytes]) -> None:
        if hash_ == self.shown.hash and hash_ in found:
            self.large.put(found[hash_])

    def _take(self, key: int, sight: PhotoSight) -> None:
        if key != self.shown.id:
            return
        if self.of_whom.isHidden():
            say_whose(self._desk, self, sight.client_id)
            self.hearing.show_client(sight.client_id)
        self.sight, self.shown = sight, sight.photo
        said = label_of(sight.photo, self._words)
        self.caption.say(said)
        self.large.setAccessibleName(said)
        self.large.show_strokes(
            [
                Stroke(m.mark.kind.value, m.mark.points, m.mark.words)
                for m in sight.marks
            ]
        )
        has = sight.photo.view in self._refs
        self.view.setCurrentIndex(self._refs.index(sight.photo.view) + 1 if has else 0)
        self.public.setChecked(sight.photo.is_public)
        self.off.setEnabled(bool(sight.marks))
        self.marks.setVisible(bool(sight.marks))
        may = sight.rights.allows(Purpose.SHOW)
        self.save.setEnabled(may)
        self.copy.setEnabled(may)
        can = sight.rights.allows(Purpose.PUBLISH, is_public=True)
        self.public.setEnabled(can or sight.photo.is_public)
        why = sight.rights.why_not(Purpose.SHOW)
        if not why and not can:
            why = sight.rights.why_not(Purpose.PUBLISH, is_public=True)
        self.why.say(Run(_(why) if why else "", Type.SMALL, faint=True))
        self.why.setVisible(bool(why))

    def _again(self, _done: object = None) -> None:
        self.failure.hide()
        self._ask()

    # what is done

    def _set_view(self, place: int) -> None:
        view = self._refs[place - 1] if place else ""
        seen = self.shown.version
        asked = self._desk.do(set_photo, self.shown.id, view=view, seen=seen)
        asked.then(self._again).otherwise(self._refuse)

    def _publish(self) -> None:
        on = self.public.isChecked()
        asked = self._desk.do(publish_photo, self.shown.id, on)
        asked.then(self._again).otherwise(self._refuse)

    def _refuse(self, error: SalonError) -> None:
        self.fail(error)
        self._ask()

    def _choose_tool(self, place: int) -> None:
        tool = TOOLS[place - 1].value if place else ""
        self.large.draw_with(tool)
        self.words.setVisible(tool == Kind.WORDS.value)
        if tool:
            self.marks.setChecked(True)

    def _drawn(self, points: tuple[tuple[float, float], ...]) -> None:
        kind = Kind(self.large.tool)
        said = self.words.text().strip() if kind is Kind.WORDS else ""
        mark = Mark(kind, points, said)
        asked = self._desk.do(mark_photo, self.shown.id, [mark])
        asked.then(self._again).otherwise(self.fail)

    def _off(self) -> None:
        if self.sight is not None and self.sight.marks:
            last = self.sight.marks[-1].id
            asked = self._desk.do(unmark_photo, last)
            asked.then(self._again).otherwise(self.fail)

    def _remove(self) -> None:
        def do() -> None:
            asked = self._desk.do(remove_photo, self.shown.id)
            asked.then(lambda _none: self.accept()).otherwise(self.fail)

        confirm(
            self,
            _("Remove this photograph?"),
            _("It leaves the file with what was drawn on it. Undo brings it back."),
            _("Remove"),
            do,
            danger=True,
        )

    # what leaves

    def _out(self, then: object) -> None:
        """Ask for the picture as it may leave: the rule is asked, and it is noted."""
        asked = self._desk.do(let_photo_out, self.shown.id, Purpose.SHOW)
        asked.then(then).otherwise(self.fail)  # type: ignore[arg-type]

    def _copy(self) -> None:
        self._out(lambda data: QGuiApplication.clipboard().setImage(self._made(data)))

    def _save(self) -> None:
        dialog = QFileDialog(self, _("Save a copy"), "", "JPEG (*.jpg)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("jpg")
        dialog.fileSelected.connect(lambda path: self._out(partial(self._write, path)))
        dialog.finished.connect(lambda _result: dialog.deleteLater())
        dialog.open()

    def _write(self, path: str, data: bytes) -> None:
        made = data if not self._has_marks() else _jpeg(self._made(data))
        try:
            atomically(Path(path), lambda place: _fill_file(place, made))
        except SalonError as error:
            self.fail(error)

    def _has_marks(self) -> bool:
        return self.marks.isChecked() and bool(self.large.strokes)

    def _made(self, data: bytes) -> QImage:
        """Return the picture as it is seen: with its marks, or as it was taken."""
        return self.large.with_marks() if self._has_marks() else QImage.fromData(data)


def _fill_file(place: Path, data: bytes) -> None:
    place.write_bytes(data)


def _jpeg(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "JPEG", 90)  # type: ignore[call-overload]
    return bytes(buffer.data().data())

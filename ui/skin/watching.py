"""The watched folder of this desk: new pictures are offered for whoever is here.

It is polled beside the records, a look every few seconds; nobody is photographed by
guess. One client in the house is offered, among several a person chooses.
"""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from salon.clients.model import ClientId
from salon.skin.arriving import Watched
from salon.text import _, ngettext
from salon.views.photos import InHouse, in_house
from ui.kit.buttons import Answers
from ui.kit.sheet import Sheet
from ui.kit.words import Words
from ui.parts.homes import home_of

if TYPE_CHECKING:
    from ui.desk import Desk

FOLDER = "photo_folder"  # of this desk
EVERY = 3_000  # milliseconds between two looks


class Watcher(QObject):
    """Looks into the folder of one desk."""

    came = Signal()

    def __init__(self, desk: "Desk") -> None:
        super().__init__(desk)
        self._desk = desk
        self.watched: Watched | None = None
        self._is_looking = False
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self.look)
        self.watch(self.folder)

    @property
    def folder(self) -> Path | None:
        """Return the folder that is watched here; None where none is."""
        settings = self._desk.settings
        kept = str(settings.value(FOLDER) or "") if settings is not None else ""
        return Path(kept) if kept else None

    @property
    def waiting(self) -> list[Path]:
        """Return what came and was not brought in yet."""
        return list(self.watched.waiting) if self.watched is not None else []

    def choose(self, folder: Path | None) -> None:
        """Watch another folder from now on, or none."""
        if self._desk.settings is not None:
            self._desk.settings.setValue(FOLDER, str(folder) if folder else "")
            self._desk.settings.sync()
        self.watch(folder)

    def watch(self, folder: Path | None) -> None:
        """Begin with a folder: what lies in it by now is not new."""
        self._timer.stop()
        self.watched = Watched(folder) if folder is not None else None
        if self.watched is not None:
            self._timer.start()
            self.look()

    def look(self) -> None:
        """Look once, in a thread that nobody waits for; never two looks at once."""
        if self._is_looking or self.watched is None:
            return
        self._is_looking = True
        looking = self._desk.print_job(self.watched.look)
        looking.then(partial(self._found, self.watched)).otherwise(self._failed)

    def take(self, paths: Sequence[Path]) -> None:
        """Let these wait no longer."""
        if self.watched is not None:
            self.watched.take(paths)
            self.came.emit()

    def _failed(self, _error: object) -> None:
        self._is_looking = False

    def _found(self, watched: Watched, paths: list[Path]) -> None:
        self._is_looking = False
        if watched is self.watched and paths:
            self._desk.ask(in_house).then(self._offer)
            self.came.emit()

    def _offer(self, here: tuple[InHouse, ...]) -> None:
        count = len(self.waiting)
        if not count:
            return
        said = ngettext(
            "{n} new photograph lies in the watched folder.",
            "{n} new photographs lie in the watched folder.",
            count,
        ).format(n=count)
        if len(here) == 1:
            said += " " + _("For {client}? Ctrl+Shift+I").format(client=here[0].client)
        else:
            said += " " + _("Whose are they? Ctrl+Shift+I")
        self._desk.say(said)


def watcher_of(desk: "Desk") -> Watcher:
    """Return the watcher of a desk, begun now if it was not yet."""
    found = desk.findChild(Watcher)
    return found if isinstance(found, Watcher) else Watcher(desk)


class ArrivedSheet(Sheet):
    """Whose the new photographs are: who is here, of whom one is chosen by a person."""

    def __init__(
        self, desk: "Desk", home: QWidget, here: tuple[InHouse, ...], count: int
    ) -> None:
        said = ngettext("{n} new photograph", "{n} new photographs", count)
        super().__init__(home, said.format(n=count), icon="photo", wide=460)
        self._desk = desk
        only = (here[0].client_id,) if len(here) == 1 else ()
        self.who = Answers(
            [(one.client_id, f"{one.client} · {one.service}") for one in here],
            only,
            name=_("Whose are they?"),
        )
        if here:
            self.add(Words(_("Whose are they?"), wrap=True), self.who)
        else:
            said = _(
                "Nobody is checked in. Open the client’s file and add photographs "
                "there: what waits in the folder is offered."
            )
            self.add(Words(said, wrap=True))
        self.cancel()
        if here:
            self.button(_("Go on"), self._go_on, primary=True)

    def _go_on(self) -> None:
        chosen = self.who.value()
        if not chosen:
            self.fail(_("Choose whose photographs these are; it is not guessed."))
            return
        self.accept()
        bring_in(self._desk, ClientId(int(str(chosen[0]))))


def bring_in(desk: "Desk", key: ClientId) -> None:
    """Open the sheet of photographs of a client with all that waits in the folder."""
    from ui.skin.adding import open_taking

    watcher = watcher_of(desk)
    paths = watcher.waiting
    watcher.take(paths)
    open_taking(desk, key, [str(one) for one in paths])


def open_arrived(desk: "Desk") -> None:
    """Ask whose the photographs are that wait in the folder."""
    count = len(watcher_of(desk).waiting)
    if not count:
        desk.say(_("No new photograph lies in the watched folder."))
        return
    desk.ask(in_house).then(partial(_show, desk, count))


def _show(desk: "Desk", count: int, here: tuple[InHouse, ...]) -> None:
    home = home_of(desk)
    if home is not None:
        ArrivedSheet(desk, home, here, count).open()

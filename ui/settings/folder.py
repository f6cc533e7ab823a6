"""The folder of this desk in which a camera lays its pictures."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from salon.text import _
from ui.kit.buttons import Button, Kind
from ui.kit.cards import down
from ui.kit.columns import flowing
from ui.kit.tokens import Type
from ui.kit.words import Run, Words
from ui.parts.ways import photo_folder, watch_photo_folder

if TYPE_CHECKING:
    from ui.desk import Desk


class PhotoFolder(QWidget):
    """Which folder is watched, and the way to another one or to none."""

    def __init__(self, desk: "Desk") -> None:
        super().__init__()
        self._desk = desk
        self.told = Words(wrap=True)
        choose = Button(_("Choose"), icon="folder", small=True, act=self._choose)
        self.none = Button(
            _("Watch none"), small=True, kind=Kind.QUIET, act=lambda: self.put(None)
        )
        hint = Words(
            _(
                "New pictures in it are offered for whoever is checked in; among "
                "several a person chooses. They stay in the folder."
            ),
            type=Type.SMALL,
            faint=True,
            wrap=True,
        )
        column = down(self.told, flowing(choose, self.none), hint, gap=6)
        column.setContentsMargins(0, 0, 0, 0)
        self.setLayout(column)
        self._tell()

    def put(self, folder: Path | None) -> None:
        """Watch a folder from now on, or none."""
        watch_photo_folder(self._desk, folder)
        self._tell()

    def _tell(self) -> None:
        folder = photo_folder(self._desk)
        said = str(folder) if folder is not None else _("No folder is watched.")
        self.told.say(Run(said, faint=folder is None))
        self.none.setVisible(folder is not None)

    def _choose(self) -> None:
        said = QFileDialog.getExistingDirectory(self, _("The watched folder"))
        if said:
            self.put(Path(said))

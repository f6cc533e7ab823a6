"""The backups in the settings: what there is, where, and the way back."""

from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog, QWidget

from salon.errors import SalonError
from salon.restoring import look_at, stage_backup, write_key
from salon.safekeeping import NoBackupHere, in_units
from salon.settings.operations import describe
from salon.text import _, aside, ngettext
from ui.frame.copying import SECOND, second_place
from ui.kit.buttons import Button, Kind
from ui.kit.cards import Card, Heading, Scroll, across, down, held
from ui.kit.columns import Columns
from ui.kit.fields import Choice, FormRow
from ui.kit.rows import Look, People
from ui.kit.states import Banner, Progress
from ui.kit.tokens import Tone, Type
from ui.kit.words import Words
from ui.parts import backups as said_as
from ui.parts.restoring import RestoreSheet
from ui.parts.steps import Steps
from ui.parts.ways import open_export, open_import

if TYPE_CHECKING:
    from ui.desk import Desk

NARROW = 720  # units of width below which all stands in one column
SPACES = (500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000)  # MB


class BackupsPane(QWidget):
    """What there is to come back to, and how more is made."""

    def __init__(self, desk: "Desk") -> None:
        super().__init__()
        self._desk = desk
        self._shelf: Any = None
        self._steps: Steps | None = None
        beside = down(
            *(self._make_second(), self._make_space(), self._make_key()),
            *(self._make_lists(), None),
            gap=12,
        )
        sides = Columns(self._make_copies(), held(beside), (3, 2), least=NARROW, gap=12)
        self.setLayout(down(Scroll(sides)))
        can = desk.salon.backups is not None
        for one in (self.back_up, self.restore, self.choose, self.save_key, self.space):
            one.setEnabled(can)

    # what it is made of

    def _make_copies(self) -> QWidget:
        self.back_up = Button(
            _("Back up now"),
            icon="device-floppy",
            kind=Kind.PRIMARY,
            act=self.back_up_now,
        )
        self.restore = Button(_("Restore …"), icon="history", act=self.open_restore)
        self.state = Banner("", Tone.BLUE)
        self.state.hide()
        self.progress = Progress(_("Backing up"))
        self.progress.hide()
        self.progress.cancelled.connect(self._stop)
        look = Look(height=50, avatar=32, small=True)
        self.list = People([], look, _("Backups"))
        self.list.opened.connect(self.open_restore)
        self.list.setMinimumHeight(4 * look.height)
        self.none = Words(
            _("There is no backup yet. The first is made by itself soon."),
            type=Type.SMALL,
            faint=True,
            wrap=True,
        )
        folder = self._desk.salon.folder
        where = str(folder.backups) if folder is not None else ""
        self.where = Words(
            where or str(NoBackupHere()),
            type=Type.CAPTION,
            faint=True,
            wrap=True,
        )
        card = Card(Heading(_("Backups"), self.restore, self.back_up), gap=10)
        card.add(self.state, self.progress, self.none)
        return card.add(self.list, stretch=1).add(self.where)

    def _make_second(self) -> QWidget:
        self.choose = Button(_("Choose"), icon="folder", small=True, act=self._choose)
        self.leave_out = Button(
            _("Not needed"), icon="x", small=True, act=self._leave_out
        )
        said = _(
            "A stick or another disk, in case this computer is lost. The copy made at "
            "closing goes there as well and is compared there."
        )
        self.second = Words("", type=Type.SMALL_MEDIUM, wrap=True)
        self.second_state = Banner("", Tone.BLUE)
        self.second_state.hide()
        return Card(_("A second place"), gap=8).add(
            Words(said, type=Type.SMALL, faint=True, wrap=True),
            self.second,
            self.second_state,
            across(self.choose, self.leave_out, None),
        )

    def _make_space(self) -> QWidget:
        self.held = Words("", type=Type.SMALL_MEDIUM, wrap=True)
        self._spaces: list[int] = [0]
        self.space = Choice([_("As usual")])
        self.space.activated.connect(self._set_space)
        hint = _("The oldest go first; the newest good one never.")
        return Card(_("Room for backups"), gap=8).add(
            self.held, FormRow(_("All together may take"), self.space, hint)
        )

    def _make_key(self) -> QWidget:
        self.save_key = Button(
            _("Save the key"), icon="key", small=True, act=self._save_key
        )
        lies = _("Kept by this computer, not beside the records")
        if self._desk.salon.folder is None:
            lies = _("None: the server keeps the records as they are")
        if self._desk.salon.key_lies_open:
            lies = _("In a file beside the records; keep a copy elsewhere")
        said = _(
            "Without the key nobody reads a backup, you neither. Save it once and keep "
            "it apart: not on the stick with the backups."
        )
        return Card(Heading(_("The key"), self.save_key), gap=8).add(
            Words(lies, type=Type.SMALL_MEDIUM, wrap=True),
            Words(said, type=Type.SMALL, faint=True, wrap=True),
        )

    def _make_lists(self) -> QWidget:
        taken = Button(
            _("Import"), icon="playlist-add", act=partial(open_import, self._desk)
        )
        given = Button(
            _("Export"), icon="file-download", act=partial(open_export, self._desk)
        )
        return Card(_("Client lists"), gap=12).add(across(taken, given, None))

    # showing it

    def refresh(self) -> None:
        """Look again at what there is."""
        backups = self._desk.salon.backups
        if backups is None:
            self.none.hide()
            return
        said = self._desk.premises.backup_space * 1_000_000
        second = self._second()

        def ask() -> tuple[Any, Any]:
            other = backups.shelf(second, said) if second is not None else None
            return backups.shelf(None, said), other

        self._desk.print_job(ask).then(self._show)

    def _second(self) -> Path | None:
        return second_place(self._desk.settings)

    def _show(self, found: tuple[Any, Any]) -> None:
        self._shelf, other = found
        local = self._desk.salon.local
        self.list.show_lines(
            said_as.lines(self._shelf.copies, local, self._desk.today())
        )
        self.none.setVisible(not self._shelf.copies)
        self.restore.setEnabled(True)
        self._say_standing(
            self.state,
            self._shelf,
            _("The newest backup is of {when}: opened, compared, good."),
        )
        self._show_space()
        self.leave_out.setVisible(other is not None)
        if other is None:
            self.second.say(_("None yet"))
            self.second_state.hide()
            return
        self.second.say(str(other.place))
        count = ngettext(
            "{count} backup there", "{count} backups there", len(other.copies)
        ).format(count=len(other.copies))
        if not other.is_there:
            absent = _("Not plugged in now. It is brought up to date once it is there.")
            self.second_state.hide()
            self.second.say(f"{other.place}\n{absent}")
        else:
            self.second.say(f"{other.place}\n{count} · {in_units(other.held)}")
            self._say_standing(
                self.second_state, other, _("The newest there is of {when}: good.")
            )

    def _say_standing(self, banner: Banner, shelf: Any, good: str) -> None:
        local = self._desk.salon.local
        standing = shelf.standing
        banner.setVisible(True)
        if standing.why is not None:
            banner.set_tone(Tone.RED)
            banner.say(str(standing.why))
        elif shelf.copies and shelf.copies[0].proved is not None:
            banner.set_tone(Tone.SAGE)
            when = said_as.briefly(local(shelf.copies[0].at))
            banner.say(good.format(when=when))
        else:
            banner.setVisible(False)

    def _show_space(self) -> None:
        shelf = self._shelf
        said = _("They take {held}; {free} are free on this disk.")
        self.held.say(said.format(held=in_units(shelf.held), free=in_units(shelf.free)))
        chosen = self._desk.premises.backup_space
        least = 2 * max((copy.size for copy in shelf.copies), default=0) / 1_000_000
        self._spaces = [0, *(one for one in SPACES if one >= least)]
        if chosen not in self._spaces:
            self._spaces = sorted({*self._spaces, chosen})
        usual = _("As usual")
        if not chosen:
            usual = aside(usual, in_units(shelf.space))
        names = [usual, *(in_units(one * 1_000_000) for one in self._spaces[1:])]
        self.space.clear()
        self.space.addItems(names)
        self.space.setCurrentIndex(self._spaces.index(chosen))

    # doing it

    def back_up_now(self) -> None:
        """Make a copy here, and in the second place if that is there."""
        backups = self._desk.salon.backups
        if backups is None or self._steps is not None:
            return
        salon, second = self._desk.salon, self._second()
        self._steps = steps = Steps(self)
        steps.stepped.connect(self._show_step)

        def make() -> SalonError | None:
            space = salon.premises.backup_space * 1_000_000
            now = salon.now()
            backups.make(now, space=space, go_on=steps.go_on, tell=steps.tell)
            if second is None:
                return None
            try:
                backups.make(
                    *(now,),
                    where=second,
                    space=space,
                    go_on=steps.go_on,
                    tell=steps.tell,
                )
            except SalonError as error:
                return error
            return None

        self._busy(is_busy=True)
        doing = self._desk.print_job(make)
        doing.then(self._made).otherwise(self._not_made)

    def _busy(self, *, is_busy: bool) -> None:
        self.progress.setVisible(is_busy)
        self.back_up.setEnabled(not is_busy)
        if is_busy:
            self.progress.show_step(0, 1, _("Preparing …"))
        elif self._steps is not None:
            self._steps.deleteLater()
            self._steps = None

    def _show_step(self, done: int, total: int) -> None:
        said = _("Copying …") if 2 * done < total else _("Opening and comparing …")
        self.progress.show_step(done, total, said)

    def _stop(self) -> None:
        if self._steps is not None:
            self._steps.stop()
            self.progress.said.say(_("Stopping …"))

    def _made(self, second: SalonError | None) -> None:
        self._busy(is_busy=False)
        self._desk.say(_("Backed up.") if second is None else str(second))
        self._desk.time_passed.emit()
        self.refresh()

    def _not_made(self, error: SalonError) -> None:
        self._busy(is_busy=False)
        if error.kind() in ("backup_stopped", "backup_under_way"):
            self._desk.refused.emit(str(error))  # nothing went wrong: not on the page
        self._desk.time_passed.emit()
        self.refresh()

    def open_restore(self, _row: object = None) -> RestoreSheet | None:
        """Ask which backup to come back from."""
        folder = self._desk.salon.folder
        if folder is None:
            return None
        copies = self._shelf.copies if self._shelf is not None else ()
        where = folder.path

        def restore(file: Path, key: Path | None, steps: Steps) -> Any:
            return stage_backup(file, where, key, steps.go_on, steps.tell)

        sheet = RestoreSheet(
            self,
            copies,
            self._desk.print_job,
            lambda file, key: look_at(file, where, key),
            restore,
            self._change_over,
            self._desk.salon.local,
            beside=_(
                "The salon as it is now is put aside whole, in a folder “kept-…” of "
                "its own. “Another file” leads back to it."
            ),
            near=where,
        )
        sheet.open()
        return sheet

    def _change_over(self, staged: Any) -> None:
        self._desk.returning.emit(partial(staged.take_place, datetime.now(UTC)))

    # places

    def _choose(self) -> None:
        said = QFileDialog.getExistingDirectory(self, _("A second place"))
        if said:
            self.put_second(Path(said))

    def put_second(self, place: Path | None) -> None:
        """Let the copy at closing go to a second place as well, or no more."""
        folder = self._desk.salon.folder
        if (
            place is not None
            and folder is not None
            and (place == folder.path or folder.path in place.parents)
        ):
            self._desk.say(
                _("That is beside the records. Choose a stick or another disk.")
            )
            return
        if self._desk.settings is not None:
            self._desk.settings.setValue(SECOND, str(place) if place else "")
            self._desk.settings.sync()
        self.refresh()

    def _leave_out(self) -> None:
        self.put_second(None)

    def _set_space(self, at: int) -> None:
        doing = self._desk.do(describe, backup_space=self._spaces[at])
        doing.then(lambda _done: self.refresh()).otherwise(self._not_set)

    def _not_set(self, error: SalonError) -> None:
        self._desk.say(str(error))
        self.refresh()

    def _save_key(self) -> None:
        said, _kind = QFileDialog.getSaveFileName(
            self, _("Save the key"), "camellia-key.txt"
        )
        if said:
            self.write_key(Path(said))

    def write_key(self, file: Path) -> None:
        """Write the key into a file, to be kept apart."""
        folder = self._desk.salon.folder
        if folder is None:
            return
        doing = self._desk.print_job(partial(write_key, str(folder.path), file))
        doing.then(self._key_written).otherwise(lambda e: self._desk.say(str(e)))

    def _key_written(self, _done: object) -> None:
        self._desk.say(_("The key is saved. Keep it apart from the backups."))

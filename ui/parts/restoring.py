"""Coming back from a backup: choose it, see what it is, and go on in it.

Made for somebody who is frightened: the newest good one is chosen already, nothing is
deleted, and it is said what becomes of the records that are there.
"""

from argparse import Namespace
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog, QWidget

from salon.text import _
from ui.kit.buttons import Button
from ui.kit.cards import across
from ui.kit.facts import noted
from ui.kit.rows import Look, People
from ui.kit.sheet import Sheet
from ui.kit.states import Progress
from ui.kit.tokens import Tone, Type
from ui.kit.words import Words
from ui.parts import backups as said_as
from ui.parts.holding import grow
from ui.parts.steps import Steps

if TYPE_CHECKING:
    from salon.errors import SalonError
    from salon.restoring import Copy
    from ui.tasks import Pending, Tasks

SHOWN = 6  # backups that are seen without scrolling

# Looks at a file, with the file of its key if that was named.
LookAt = Callable[[Path, Path | None], "Copy"]
# Restores it: the file, the key's, how far, whether to go on.
Restore = Callable[[Path, Path | None, Steps], Any]


class RestoreSheet(Sheet):
    """Asks which backup to come back from, and does it."""

    def __init__(
        self,
        home: QWidget,
        copies: "tuple[Copy, ...]",
        start: "Callable[[Callable[[], Any]], Pending[Any]]",
        look_at: LookAt,
        restore: Restore,
        done: Callable[[Any], object],
        local: Callable[[datetime], datetime] = datetime.astimezone,
        *,
        beside: str = "",
        near: Path | None = None,
    ) -> None:
        """Make the sheet.

        Args:
            home: Before which window.
            copies: Those to choose from, the newest first.
            start: Runs a job off the UI thread.
            look_at: Says what a file is.
            restore: Does it.
            done: Called with what *restore* answered.
            local: Turns an instant into the salon's wall clock.
            beside: What becomes of the records that are there now.
            near: Where another file is looked for first.
        """
        title = _("Come back from a backup")
        calm = _("Take your time: nothing is deleted, whatever you choose here.")
        super().__init__(home, title, calm, icon="history", wide=600)
        self._copies = list(copies)
        self._start, self._look_at = start, look_at
        self._restore, self._done, self._local = restore, done, local
        self._key: Path | None = None
        self._near = "" if near is None else str(near)
        self._asked: Path | None = None
        self._answer: Any = None
        self.steps = Steps(self)
        self.steps.stepped.connect(self._show_step)
        look = Look(height=50, avatar=32, small=True)
        self.list = People([], look, _("Backups"))
        self.list.picked.connect(lambda _row: self._picked())
        self.none = Words(
            _("No backup is known here. Look for one on a stick or another disk."),
            type=Type.SMALL,
            faint=True,
            wrap=True,
        )
        self.other = Button(_("Another file"), icon="folder", act=self._choose_file)
        self.key = Button(_("The key's file"), icon="key", act=self._choose_key)
        self.key.hide()
        self.missing = Words("", type=Type.SMALL_MEDIUM, wrap=True)
        self.add(self.list, self.none, across(self.other, self.key, None))
        self.add(self.missing)
        if beside:
            self.add(noted("shield-check", Tone.SAGE, beside))
        self.progress = Progress(_("Bringing the backup back"))
        self.progress.cancelled.connect(self._stop)
        self.progress.hide()
        self.add(self.progress)
        self.body.addStretch(1)
        self.cancel()
        self.go_on = self.button(_("Restore this backup"), self.begin, primary=True)
        self._show()
        if self._copies:
            self.list.choose(0)
            self.list.setFocus()
        else:
            self.other.setFocus()
        self._picked()

    @property
    def chosen(self) -> "Copy | None":
        """The backup that is chosen."""
        row = self.list.currentIndex().row()
        return self._copies[row] if 0 <= row < len(self._copies) else None

    def _show(self) -> None:
        today = self._local(datetime.now(UTC)).date()
        self.list.show_lines(said_as.lines(tuple(self._copies), self._local, today))
        self.list.setVisible(bool(self._copies))
        self.none.setVisible(not self._copies)
        rows = min(SHOWN, len(self._copies))
        self.list.setFixedHeight(rows * self.list.look.height + 4)

    def _picked(self) -> None:
        chosen = self.chosen
        self.go_on.setEnabled(chosen is not None)
        if chosen is None:
            self.missing.say("")
            return
        said = _("What was written after {when} is not in it.")
        at = said_as.briefly(self._local(chosen.at))
        self.missing.say(said.format(when=at))

    # a file of one's own

    def _choose_file(self) -> None:
        kinds = _("Backups") + " (*.db)"
        said, _kind = QFileDialog.getOpenFileName(
            self, _("Another file"), self._near, kinds
        )
        if said:
            self.look(Path(said))

    def look(self, file: Path) -> None:
        """Say what a file is, and choose it if it is a backup."""
        self._asked = file
        self.failure.hide()
        doing = self._start(partial(self._look_at, file, self._key))
        doing.then(self._looked).otherwise(self._not_looked)

    def _looked(self, copy: "Copy") -> None:
        self._copies = [copy, *(c for c in self._copies if c.path != copy.path)]
        self._show()
        self.list.choose(0)
        self._picked()
        grow(self)
        self.go_on.setFocus()

    def _not_looked(self, error: "SalonError") -> None:
        self.fail(error)
        if error.kind() in ("key_wanted", "not_a_backup", "no_key_in_file"):
            self.key.show()
            self.key.setFocus()

    def _choose_key(self) -> None:
        said, _kind = QFileDialog.getOpenFileName(self, _("The key's file"))
        if said:
            self.take_key(Path(said))

    def take_key(self, file: Path) -> None:
        """Try the file that was asked for with the key in another."""
        self._key = file
        if self._asked is not None:
            self.look(self._asked)

    # doing it

    def begin(self) -> None:
        """Restore the chosen backup."""
        chosen = self.chosen
        if chosen is None or not self.progress.isHidden():
            return
        self._lock(is_busy=True)
        key = self._key if chosen.path == self._asked else None
        doing = self._start(partial(self._restore, chosen.path, key, self.steps))
        doing.then(self._finished).otherwise(self._failed)

    def _lock(self, *, is_busy: bool) -> None:
        self.progress.setVisible(is_busy)
        for one in (self.list, self.other):  # so that nothing lies below the edge
            one.setVisible(not is_busy)
        if is_busy:
            self.key.hide()
        for one in (self.list, self.other, self.key, self.go_on):
            one.setEnabled(not is_busy)
        if is_busy:
            self.progress.show_step(0, 1, _("Preparing …"))
            self.progress.cancel.setFocus()

    def _show_step(self, done: int, total: int) -> None:
        said = _("Copying …") if 2 * done < total else _("Opening and comparing …")
        self.progress.show_step(done, total, said)

    def _stop(self) -> None:
        self.steps.stop()
        self.progress.said.say(_("Stopping …"))

    def reject(self) -> None:
        """Leave; what is on its way is called off first."""
        if not self.progress.isHidden():
            self._stop()
        elif self._answer is not None:  # it is restored: there is no way back
            self._go_in()
        else:
            super().reject()

    def _finished(self, answer: Any) -> None:
        self._answer = answer
        if getattr(answer, "knows_erased", True):
            self._go_in()
        else:
            self._say_nobody_knows()

    def _say_nobody_knows(self) -> None:
        """Say before the salon opens that who was erased since may be in it again."""
        from salon.restoring import NOBODY_KNOWS

        self.progress.hide()
        self.missing.hide()
        self.add(noted("alert-triangle", Tone.AMBER, _(NOBODY_KNOWS)))
        self.go_on.hide()
        self.go_in = self.button(_("Open the salon"), self._go_in, primary=True)
        grow(self)
        self.go_in.setFocus()

    def _go_in(self) -> None:
        self.accept()
        self._done(self._answer)

    def _failed(self, error: "SalonError") -> None:
        self.steps.deleteLater()
        self.steps = Steps(self)
        self.steps.stepped.connect(self._show_step)
        self._lock(is_busy=False)
        self.fail(error)
        self.go_on.setFocus()


def come_back(
    home: QWidget,
    tasks: "Tasks",
    options: Namespace,
    done: Callable[[Any], object],
) -> RestoreSheet:
    """Ask for a backup where no salon is open: at a first start, or a hurt one."""
    from salon.restoring import look_at

    where = Path(options.data)

    def look(file: Path, key: Path | None) -> "Copy":
        return look_at(file, where, key)

    restore = partial(restored, options)
    sheet = RestoreSheet(home, (), tasks.paper, look, restore, done)
    sheet.open()
    return sheet


def restored(options: Namespace, file: Path, key: Path | None, steps: Steps) -> Any:
    """Restore a backup into the folder of a salon that is not open."""
    from salon.restoring import restore_salon

    return restore_salon(
        file,
        Path(options.data),
        key_file=key,
        now=options.now,
        unasked=False,  # somebody has chosen it
        go_on=steps.go_on,
        tell=steps.tell,
    )

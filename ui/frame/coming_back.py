"""What is offered where the records will not open: the newest good backup."""

from argparse import Namespace
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from salon.text import _
from ui.kit.buttons import Button, Kind
from ui.kit.cards import across, held
from ui.kit.states import Progress
from ui.tasks import Tasks

if TYPE_CHECKING:
    from salon.errors import SalonError
    from salon.restoring import Copy
    from ui.frame.window import Window
    from ui.parts.steps import Steps

HURT = ("damaged", "unreadable", "records_missing")  # a backup may help


class ComingBack:
    """The page of a salon that will not open, with the way back in one click."""

    def __init__(
        self,
        window: "Window",
        tasks: Tasks,
        options: Namespace,
        again: Callable[[], object],
        done: Callable[[], object],
    ) -> None:
        """Make it.

        Args:
            window: Where it is shown.
            tasks: What runs beside the window.
            options: Which salon.
            again: Tries to open the records as they are.
            done: Opens what was restored.
        """
        self._window, self._tasks, self._options = window, tasks, options
        self._again, self._done = again, done
        self._why = ""
        self._steps: Steps | None = None

    def show(self, error: "SalonError") -> None:
        """Say why they do not open; and where a backup may help, look for one."""
        short = getattr(error, "in_short", error.__str__)
        self._why = short()  # what to do is said by the buttons
        self._say(self._why)
        if error.kind() in HURT:
            job = partial(_good_backup, self._options.data)
            self._tasks.paper(job).then(self._offer)

    def _say(self, text: str, *others: Button) -> None:
        title = _("The records could not be opened.")
        quit_ = Button(_("Quit"), act=self._window.close)
        self._window.fail(title, text, self._again, quit_, *others)

    def _offer(self, copy: "Copy | None") -> None:
        from ui.parts.backups import briefly, clients

        other = Button(_("Another backup"), icon="folder", act=self._ask)
        if copy is None:
            self._say(self._why, other)
            return
        when = briefly(copy.at.astimezone())
        named = _("Restore the backup of {when}").format(when=when)
        calm = _(
            "There is a good backup of {when} with {clients}. Nothing is deleted: what "
            "is damaged is kept beside it."
        ).format(when=when, clients=clients(copy))
        restore = Button(
            named,
            icon="history",
            kind=Kind.PRIMARY,
            act=partial(self._restore, copy.path),
        )
        self._say(f"{self._why}\n\n{calm}", other, restore)
        restore.setFocus()

    def _ask(self) -> None:
        from ui.parts.restoring import come_back

        come_back(self._window, self._tasks, self._options, self._came)

    def _restore(self, file: Path) -> None:
        from ui.parts.restoring import restored
        from ui.parts.steps import Steps

        progress = Progress(_("Bringing the backup back"))
        progress.setMinimumWidth(420)
        progress.show_step(0, 1, _("Preparing …"))
        self._steps = steps = Steps(progress)

        def step(done: int, total: int) -> None:
            said = _("Copying …") if 2 * done < total else _("Opening and comparing …")
            progress.show_step(done, total, said)

        steps.stepped.connect(step)
        progress.cancelled.connect(steps.stop)
        self._window.show_alone(held(across(None, progress, None)))
        progress.cancel.setFocus()
        job = partial(restored, self._options, file, None, steps)
        self._tasks.paper(job).then(self._came).otherwise(self.show)

    def _came(self, _answer: Any) -> None:
        self._done()


def _good_backup(data: str) -> "Copy | None":
    from salon.restoring import good_backup

    return good_backup(data)

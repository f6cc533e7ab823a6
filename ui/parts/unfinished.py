"""What is half typed in a form survives Esc, leaving, closing and a power cut."""

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QBoxLayout

from salon.text import _
from salon.views.unfinished import Written, keep_unfinished, unfinished
from ui.kit.buttons import Button
from ui.kit.picker import Picker
from ui.kit.sheet import Sheet
from ui.kit.states import Banner
from ui.kit.tokens import Tone
from ui.parts.forms import Form

if TYPE_CHECKING:
    from ui.desk import Desk

PAUSE = 700  # milliseconds after the last key
_PLAIN = (str, int, float, bool)


class Unfinished(QObject):
    """Keeps what is typed in a form at a place of this desk, until it is finished.

    What was kept is written again when the form is opened anew, with a line that says
    so and a button that empties it. What cannot be kept as plain values is left out.
    """

    def __init__(
        self,
        desk: "Desk",
        place: str,
        form: Form,
        parent: QObject,
        *,
        is_anew: bool = False,
    ) -> None:
        """Begin to keep it; *is_anew*: what lies there belongs to somebody else."""
        super().__init__(parent)
        self._desk, self._form = desk, form
        self._place = f"form {place} {desk.desk_id}"
        self._line: Banner | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.keep)
        form.edited.connect(lambda _name: self._pause.start())
        if not is_anew:
            desk.ask(unfinished, self._place).then(self._put)

    def keep(self) -> None:
        """Keep what is written now."""
        self._pause.stop()
        has_more = bool(self._form.changes())
        self._write(_plain(self._form) if has_more else {})

    def finish(self) -> None:
        """Forget it: it was done, or thrown away on purpose."""
        self._pause.stop()
        if self._line is not None:
            self._line.hide()
        self._write({})

    def _write(self, written: Written) -> None:
        self._desk.call(partial(keep_unfinished, place=self._place, written=written))

    def _put(self, written: Written) -> None:
        if not written or self._form.changes():
            return  # nothing, or somebody was faster
        before = self._form.values()
        self._form.restore(written)
        if not self._form.changes():
            return
        empty = Button(_("Start empty"), small=True)
        said = _("What you had typed is here again.")
        self._line = Banner(said, Tone.BLUE, empty, icon="history")
        empty.clicked.connect(partial(self._empty, before))
        column = self._form.layout()
        assert isinstance(column, QBoxLayout)
        column.insertWidget(0, self._line)

    def _empty(self, before: dict[str, Any], _on: bool = False) -> None:
        self._form.restore(before)
        if self._line is not None:
            self._line.hide()
        self._write({})


def keeps(
    desk: "Desk", sheet: Sheet, place: str, form: Form, *, is_anew: bool = False
) -> Unfinished:
    """Let a sheet that is left by Esc know again what was typed in it."""
    made = Unfinished(desk, place, form, sheet, is_anew=is_anew)
    sheet.rejected.connect(made.keep)
    sheet.accepted.connect(made.finish)
    return made


def _plain(form: Form) -> Written:
    """Return what the fields say, as far as it can be kept as JSON."""
    found: Written = {}
    for name, value in form.values().items():
        if isinstance(form.field(name), Picker):
            continue  # it holds the number of a record, which may be gone by then
        if isinstance(value, tuple) and all(isinstance(one, _PLAIN) for one in value):
            found[name] = list(value)
        elif isinstance(value, _PLAIN):
            found[name] = value
    return found

"""What is half typed in a form survives Esc, leaving, closing and a power cut."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QBoxLayout

from salon.text import _
from salon.views.unfinished import Written, keep_unfinished, unfinished
from ui.kit.buttons import Button, Kind
from ui.kit.cards import across, held
from ui.kit.fields import TextField
from ui.kit.picker import Picker
from ui.kit.sheet import Sheet, confirm
from ui.kit.states import Banner
from ui.kit.tokens import Tone
from ui.parts.forms import Form

if TYPE_CHECKING:
    from ui.desk import Desk

PAUSE = 700  # milliseconds after the last key
AT_LEAST = 1500  # milliseconds between two copies while typing goes on
MOST_BEGUN = 3  # records begun and left that are offered
_PLAIN = (str, int, float, bool)
_BEGUN = "begun"  # under this name lie those that were begun and left


class Unfinished(QObject):
    """Keeps what is typed in a form at a place of this desk, until it is finished.

    What was kept is written again when the form is opened anew, with a line that says
    so and a button that empties it. What cannot be kept as plain values is left out.
    It is for forms about something known, a client, the salon; see `Begun`.
    """

    def __init__(self, desk: "Desk", place: str, form: Form, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._form = desk, form
        self._place = f"form {place} {desk.desk_id}"
        self._line: Banner | None = None
        self._is_known = False  # what lies there; before, nothing is written over it
        self._pause = self._timer(PAUSE)
        self._longest = self._timer(AT_LEAST)
        form.edited.connect(lambda _name: self._typed())
        desk.ask(unfinished, self._place).then(self._found)

    def keep(self) -> None:
        """Keep what is written now."""
        self._stop()
        written = _plain(self._form) if self._form.changes() else {}
        if self._is_known or written:
            self._write(written)

    def finish(self) -> None:
        """Forget it: it was done, or thrown away on purpose."""
        self._stop()
        if self._line is not None:
            self._line.hide()
        self._write({})

    def _timer(self, after: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(after)
        timer.timeout.connect(self.keep)
        return timer

    def _typed(self) -> None:
        self._pause.start()
        if not self._longest.isActive():
            self._longest.start()

    def _stop(self) -> None:
        self._pause.stop()
        self._longest.stop()

    def _write(self, written: Written) -> None:
        self._desk.call(partial(keep_unfinished, place=self._place, written=written))

    def _found(self, written: Written) -> None:
        self._is_known = True
        self._put(written)

    def _put(self, written: Written) -> None:
        if not written or self._form.changes():
            return  # nothing, or somebody was faster
        before = self._form.values()
        self._form.restore(written)
        if not self._form.changes():
            return
        _select(self._form)
        empty = Button(_("Start empty"), small=True)
        said = _("What you had typed is here again.")
        self._line = Banner(said, Tone.BLUE, empty, icon="history")
        empty.clicked.connect(partial(self._empty, before))
        self._add(self._line)

    def _add(self, line: Banner) -> None:
        column = self._form.layout()
        assert isinstance(column, QBoxLayout)
        column.insertWidget(0, line)

    def _empty(self, before: dict[str, Any], _on: bool = False) -> None:
        self._form.restore(before)
        if self._line is not None:
            self._line.hide()
        self._write({})


class Begun(Unfinished):
    """Keeps what is typed in a form about somebody new; see `Unfinished`.

    Nothing is filled in unasked, as the next one is somebody else, mostly: a line
    names each one that was begun and left, and a button goes on with it.
    """

    def __init__(self, desk: "Desk", place: str, form: Form, parent: QObject) -> None:
        self._others: list[Written] = []  # begun and left
        super().__init__(desk, place, form, parent)

    def _write(self, written: Written) -> None:
        begun = [written, *self._others] if written else self._others
        super()._write({_BEGUN: begun[:MOST_BEGUN]} if begun else {})

    def keep(self) -> None:
        """Keep what is written now, beside what was begun before."""
        if self._is_known:
            super().keep()

    def _put(self, written: Written) -> None:
        found = written.get(_BEGUN, [written] if written else [])
        self._others = [one for one in found if _called(one)]
        for one in reversed(self._others):
            self._offer(one)

    def _offer(self, one: Written) -> None:
        go_on = Button(_("Go on with it"), small=True)
        drop = Button(_("Discard"), small=True, kind=Kind.QUIET)
        said = _("Begun and not saved: {what}").format(what=_called(one))
        line = Banner(said, Tone.BLUE, held(across(drop, go_on)), icon="history")
        go_on.clicked.connect(partial(self._take, one, line))
        drop.clicked.connect(partial(self._drop, one, line))
        self._add(line)

    def _take(self, one: Written, line: Banner, _on: bool = False) -> None:
        line.hide()
        self._others.remove(one)
        if self._form.changes():  # what is typed by now was somebody else
            other = _plain(self._form)
            self._others.insert(0, other)
            self._offer(other)
        self._form.restore(one)
        _select(self._form)
        self.keep()

    def _drop(self, one: Written, line: Banner, _on: bool = False) -> None:
        line.hide()
        self._others.remove(one)
        _first(self._form).setFocus()
        self.keep()


def keeps(
    desk: "Desk", sheet: Sheet, place: str, form: Form, *, is_new: bool = False
) -> Unfinished:
    """Let a sheet that is left by Esc know again what was typed in it.

    One about somebody new, *is_new*, offers whom it was begun for.
    """
    kind = Begun if is_new else Unfinished
    made = kind(desk, place, form, sheet)
    sheet.rejected.connect(made.keep)
    sheet.accepted.connect(made.finish)
    return made


def ask_first(sheet: Sheet, is_written: bool, leave: Callable[[], object]) -> None:
    """Leave a sheet; where something is written in it, only once that is meant."""
    if not is_written:
        leave()
        return
    confirm(
        *(sheet, _("Throw away what is written?")),
        _("What was written here has not been kept."),
        _("Throw it away"),
        lambda: leave(),  # not the slot of that name, which asks again
        danger=True,
    )


def _called(written: Written) -> str:
    """Return what something half written is called: the first words in it."""
    texts = (one for one in written.values() if isinstance(one, str))
    return next(filter(None, texts), "")


def _first(form: Form) -> TextField:
    """Return the field of words one is in, or else the first."""
    fields = form.findChildren(TextField)
    return next((one for one in fields if one.hasFocus()), fields[0])


def _select(form: Form) -> None:
    """Select the words one is in, so that typing takes their place."""
    if form.findChildren(TextField):
        _first(form).selectAll()


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

"""Time that is not to be had: a person away, a room under repair."""

from datetime import date, time
from functools import partial
from typing import TYPE_CHECKING

from salon.appointments.model import AwayLine, Slot, clock_time, minute_of
from salon.appointments.operations import block_time, free_time
from salon.errors import SalonError
from salon.text import _, hour
from salon.views.calendar import Key, blockable
from ui.kit.fields import Choice, TextField, TimeField
from ui.kit.sheet import Sheet, confirm
from ui.parts.fields import DayField
from ui.parts.forms import Form
from ui.parts.homes import home_of

if TYPE_CHECKING:
    from ui.desk import Desk

LONG = 120  # minutes that are blocked if nothing else is said


def open_absence(
    desk: "Desk", day: date, start: time | None = None, on: Key | None = None
) -> "AbsenceSheet | None":
    """Open the sheet that takes somebody or something out of the book."""
    home = home_of(desk)
    if home is None:
        return None
    sheet = AbsenceSheet(desk, home, day, start or time(12))
    desk.ask(blockable).then(partial(sheet.offer, on=on))
    sheet.open()
    return sheet


def ask_to_free(desk: "Desk", away: AwayLine) -> Sheet | None:
    """Ask whether a blocked time shall be free again."""
    home = home_of(desk)
    if home is None:
        return None
    hours = f"{hour(away.slot.start)} – {hour(away.slot.end)}"
    return confirm(
        home,
        away.reason or _("Blocked"),
        _("{hours} is not to be had. Give the time back?").format(hours=hours),
        _("Give it back"),
        lambda: desk.do(free_time, away.id),
    )


class AbsenceSheet(Sheet):
    """Who or what, from when, until when, and why."""

    def __init__(self, desk: "Desk", home: object, day: date, start: time) -> None:
        from PySide6.QtWidgets import QWidget

        assert isinstance(home, QWidget)
        super().__init__(home, _("Block time"), icon="ban", wide=480)
        self._desk = desk
        self._keys: list[Key] = []
        until = clock_time(min(minute_of(start) + LONG, 23 * 60 + 45))
        self.form = Form()
        self.who = Choice([""], name=_("Who or what"))
        self.form.row("who", _("Who or what"), self.who)
        self.form.row("day", _("Date"), DayField(desk, day))
        self.form.row("start", _("From"), TimeField(start))
        self.form.row("until", _("Until"), TimeField(until))
        hint = _("Lunch, training, repair …")
        self.form.row("reason", _("Reason"), TextField(hint=hint))
        self.add(self.form)
        self.cancel()
        self.button(_("Block it"), self._block, primary=True)
        self.setMinimumSize(480, min(540, max(380, home.window().height() - 60)))

    def offer(self, known: list[tuple[Key, str]], *, on: Key | None = None) -> None:
        """Show whom and what one can choose."""
        self._keys = [key for key, _name in known]
        self.who.clear()
        self.who.addItems([name for _key, name in known])
        if on in self._keys:
            self.who.setCurrentIndex(self._keys.index(on))
        self.who.setFocus()

    def _block(self) -> None:
        said = self.form.values()
        wrong: dict[str, object] = {}
        if said["day"] is None:
            wrong["day"] = _("Choose a day.")
        if said["until"] <= said["start"]:
            wrong["until"] = _("The end must be after the start.")
        if self.form.wrong(wrong) or not self._keys:
            return
        kind, key = self._keys[said["who"]]
        minutes = minute_of(said["until"]) - minute_of(said["start"])
        try:
            slot = Slot(said["day"], said["start"], minutes)
        except SalonError as error:
            self.fail(error)
            return
        doing = self._desk.do(block_time, kind, key, slot, said["reason"])
        doing.then(lambda _key: self.accept()).otherwise(self.fail)

"""Days on which the salon is closed: holidays, a works outing, a funeral."""

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from salon.appointments.queries import visits_between
from salon.settings.model import BadSpan, ClosedDay
from salon.settings.operations import close_days, open_days
from salon.text import _, full_day, ngettext
from ui.kit.buttons import Button, Kind
from ui.kit.cards import Card, across, down, held
from ui.kit.fields import TextField
from ui.kit.sheet import Sheet
from ui.kit.tokens import Tone, Type
from ui.kit.words import Words
from ui.parts.fields import DayField
from ui.parts.forms import Form
from ui.parts.homes import home_of, tell
from ui.places import DayOf

if TYPE_CHECKING:
    from ui.desk import Desk

MOST = 12  # days in sight; what is over is not among them


class ClosedDays(Card):
    """The days to come on which nobody is booked, and how to close more."""

    def __init__(self, desk: "Desk") -> None:
        self.close_more = Button(
            _("Close days …"),
            icon="ban",
            small=True,
            act=partial(open_closing, desk),
        )
        super().__init__(_("Closed days"), gap=6)
        self._desk = desk
        self.rows: list[QWidget] = []
        self.buttons: list[Button] = []
        self._none = Words(
            _("None to come. On a closed day no time is offered and nobody is rung."),
            type=Type.SMALL,
            faint=True,
            wrap=True,
        )
        self._list = down(gap=4)
        self.add(self._none, held(self._list), across(self.close_more, None))

    def show_days(self, days: tuple[ClosedDay, ...], today: date) -> None:
        """Show the days that are still to come."""
        for row in self.rows:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows, self.buttons = [], []
        coming = [one for one in days if one.day >= today]
        for one in coming[:MOST]:
            again = Button(
                _("Open again"),
                small=True,
                kind=Kind.QUIET,
                name=_("Open again on {day}").format(day=full_day(one.day)),
                act=partial(self._desk.do, open_days, one.day, one.day),
            )
            said = " · ".join(filter(None, (full_day(one.day), one.reason)))
            row = held(across(Words(said, wrap=True, middle=True), again, gap=8))
            self._list.addWidget(row)
            self.rows.append(row)
            self.buttons.append(again)
        self._none.setVisible(not coming)


def open_closing(desk: "Desk") -> "ClosingSheet | None":
    """Open the sheet that closes the salon on some days."""
    home = home_of(desk)
    if home is None:
        return None
    sheet = ClosingSheet(desk, home)
    sheet.open()
    return sheet


class ClosingSheet(Sheet):
    """From which day to which, and why."""

    def __init__(self, desk: "Desk", home: QWidget) -> None:
        super().__init__(home, _("Close the salon"), icon="ban", wide=460)
        self._desk = desk
        self.form = Form()
        self.first = DayField(desk, None)
        self.last = DayField(desk, None)
        self.booked = Words("", type=Type.SMALL, tone=Tone.AMBER, wrap=True)
        self.booked.hide()
        self.form.row("first", _("From"), self.first)
        self.form.row("last", _("Until"), self.last, _("The last closed day"))
        self.form.row("reason", _("Reason"), TextField(hint=_("Christmas, outing …")))
        self.add(self.form, self.booked)
        self.cancel()
        self.button(_("Close these days"), self._close, primary=True)
        for field in (self.first, self.last):
            field.changed.connect(lambda *_day: self._look())

    def _look(self) -> None:
        """Say before it is done how many visits stand on these days."""
        first, last = self.first.value(), self.last.value()
        if first is not None and last is None:
            self.last.put(first)
            last = first
        self.booked.hide()
        if first is not None and last is not None and last >= first:
            self._desk.ask(visits_between, first, last).then(self._show_booked)

    def _show_booked(self, booked: int) -> None:
        self.booked.say(_booked_words(booked))
        self.booked.setVisible(bool(booked))

    def _close(self) -> None:
        said = self.form.values()
        first, last = said["first"], said["last"]
        wrong: dict[str, object] = {}
        if first is None:
            wrong["first"] = _("Choose a day.")
        if last is None:
            wrong["last"] = _("Choose a day.")
        elif first is not None and last < first:
            wrong["last"] = _("The end must be after the start.")
        if self.form.wrong(wrong):
            return
        doing = self._desk.do(close_days, first, last, said["reason"])
        doing.then(lambda _new: self._closed(first, last))
        doing.otherwise(self._refused)

    def _refused(self, error: object) -> None:
        if not (isinstance(error, BadSpan) and self.form.wrong({"first": str(error)})):
            self.fail(error)

    def _closed(self, first: date, last: date) -> None:
        self.accept()
        asked = self._desk.ask(visits_between, first, last)
        asked.then(partial(_say_booked, self._desk, first))


def _say_booked(desk: "Desk", first: date, booked: int) -> None:
    """Lead to the visits that stand on a day that was closed."""
    if booked:
        tell(desk, _booked_words(booked))
        desk.go(DayOf(first))


def _booked_words(booked: int) -> str:
    said = ngettext(
        "{number} visit is booked on these days; move it.",
        "{number} visits are booked on these days; move them.",
        booked,
    )
    return said.format(number=booked)

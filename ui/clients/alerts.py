"""Alerts that staff put into a file: what, where, until when; cleared by hand."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from salon.clients.model import ClientId
from salon.notices.model import (
    GRADES,
    PLACES,
    AlertDraft,
    AlertLine,
    Loudness,
    Where,
)
from salon.notices.operations import clear_alert, put_alert
from salon.notices.queries import alerts_of
from salon.text import _, full_day, listed, short_day
from salon.views.client import Sight
from ui.clients.entry import entry
from ui.kit.buttons import Answers, Button, Tick
from ui.kit.cards import Card, Heading, clear, down
from ui.kit.chips import Chip
from ui.kit.columns import flowing
from ui.kit.fields import Notes, TextField
from ui.kit.sheet import Sheet
from ui.kit.tokens import Tone, Type
from ui.kit.words import Words
from ui.parts.fields import DayField
from ui.parts.forms import Form
from ui.parts.homes import home_of
from ui.parts.unfinished import keeps
from ui.parts.whose import say_whose

if TYPE_CHECKING:
    from ui.desk import Desk


_ICON = "shield-exclamation"
HIGH = 700  # units of height: no field below the fold


class AlertsCard(QWidget):
    """The alerts that stand for a client, also those of the household."""

    def __init__(self, desk: "Desk", key: ClientId) -> None:
        super().__init__()
        self._desk, self._key = desk, key
        self._standing: Sequence[AlertLine] = ()
        add = Button(_("Put an alert"), icon="plus", small=True, act=self.put)
        before = Button(_("Cleared ones"), icon="history", small=True, act=self.past)
        self.card = Card(Heading(_("Alerts"), icon=_ICON), gap=4)
        self.card.add(flowing(before, add))
        self._lines = down(gap=6)
        self.card.add(self._lines)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.card)

    def show_sight(self, sight: Sight) -> None:
        """Show what stands now."""
        self._standing = sight.staff_alerts
        clear(self._lines)
        if not self._standing:
            said = _("None stands.")
            self._lines.addWidget(Words(said, type=Type.SMALL, faint=True, wrap=True))
        for one in self._standing:
            self._lines.addWidget(self._line(one))

    def _line(self, one: AlertLine) -> QWidget:
        places = listed(_(PLACES[where]) for where in Where if where in one.places)
        if len(one.places) == len(Where):
            places = _("At every place")
        until = ""
        if one.last_day is not None:
            until = _("until {day}").format(day=short_day(one.last_day))
        about = " · ".join(
            filter(None, (places, until, f"{full_day(one.at.date())} {one.by}".strip()))
        )
        said = ""
        if one.is_blocking:
            said = _("Blocks booking")
        elif one.is_household:
            said = _("Household")
        elif one.grade is Loudness.READ:
            said = _(GRADES[one.grade])
        tone = Tone.RED if one.is_blocking else Tone.AMBER
        clear_ = Button(
            _("Clear"),
            icon="check",
            small=True,
            name=_("Clear it: {alert}").format(alert=one.text),
            act=partial(self.clear_one, one),
        )
        mark = Chip(said, tone) if said else None
        icon = "lock" if one.is_blocking else _ICON
        return entry(icon, tone, one.text, about, mark, (clear_,))

    def clear_one(self, one: AlertLine) -> Sheet | None:
        """Ask how it was settled, and clear it."""
        home = home_of(self._desk)
        if home is None:
            return None
        sheet = Sheet(home, _("Clear the alert"), one.text, icon=_ICON, wide=480)
        say_whose(self._desk, sheet, self._key)
        form = Form()
        form.row("why", _("How it was settled"), TextField())
        sheet.add(form)
        sheet.cancel()

        def save() -> None:
            why = str(form.values()["why"])
            done = self._desk.do(clear_alert, one.id, why)
            done.then(lambda _none: sheet.accept()).otherwise(sheet.fail)

        sheet.button(_("Clear"), save, primary=True)
        sheet.open()
        return sheet

    def past(self) -> None:
        """Show those that were cleared, or are over, with who cleared them and why."""
        self._desk.ask(alerts_of, int(self._key)).then(self._show_past)

    def _show_past(self, alerts: Sequence[AlertLine]) -> None:
        home = home_of(self._desk)
        if home is None:
            return
        sheet = Sheet(home, _("Cleared ones"), icon="history", wide=560)
        say_whose(self._desk, sheet, self._key)
        today = self._desk.today()
        over = [one for one in alerts if not one.stands_on(today)]
        if not over:
            sheet.add(Words(_("None was cleared yet."), faint=True, wrap=True))
        for one in over:
            about = _("from {day}").format(day=full_day(one.first_day))
            if one.cleared_at is not None:
                said = _("cleared on {day} by {who}").format(
                    day=full_day(one.cleared_at.date()), who=one.cleared_by or "–"
                )
                about = " · ".join(filter(None, (about, said, one.cleared_why)))
            sheet.add(entry(_ICON, Tone.PLAIN, one.text, about, None, ()))
        sheet.body.addStretch(1)
        sheet.cancel(_("Close"))
        sheet.open()

    def put(self) -> Sheet | None:
        """Open the sheet that puts an alert into the file."""
        home = home_of(self._desk)
        if home is None:
            return None
        desk, key = self._desk, self._key
        sheet = Sheet(home, _("Alert"), icon=_ICON, wide=560)
        say_whose(desk, sheet, key)
        sheet.setObjectName("alert")
        form = Form()
        words = Notes(rows=2)
        form.row("text", _("What is to be seen"), words)
        form.row(
            "grade",
            _("How it is shown"),
            Answers(
                [(one.value, _(said)) for one, said in GRADES.items()],
                (Loudness.BANNER.value,),
            ),
        )
        form.row(
            "places",
            _("Where it is shown"),
            Answers(
                [(one.value, _(said)) for one, said in PLACES.items()],
                [one.value for one in Where],
                several=True,
            ),
        )
        form.row("first", _("From day"), DayField(desk, desk.today(), _("From day")))
        last = DayField(desk, None, _("Until"), optional=True)
        form.row("last", _("Until"), last, _("Empty: until somebody clears it"))
        home_ = Tick(_("For the whole household"))
        block = Tick(_("Nothing is booked until it is cleared"))
        form.row("household", _("For whom"), home_)
        form.row("block", _("Booking"), block)

        def save() -> None:
            said = form.values()
            draft = AlertDraft(
                text=str(said["text"]),
                grade=Loudness(str(said["grade"][0]))
                if said["grade"]
                else Loudness.BANNER,
                places=frozenset(Where(str(one)) for one in said["places"]),
                first_day=said["first"],
                last_day=said["last"],
                is_household=bool(said["household"]),
                is_blocking=bool(said["block"]),
            )
            done = desk.do(put_alert, key, draft)
            done.then(lambda _id: sheet.accept()).otherwise(sheet.fail)

        keeps(desk, sheet, f"alert of {key}", form)
        sheet.add(form)
        sheet.cancel()
        sheet.button(_("Put it"), save, primary=True)
        sheet.setMinimumHeight(min(HIGH, home.window().height() - 60))
        sheet.open()
        words.setFocus()
        return sheet

"""Since when something is so, when it was used last, how far a pregnancy is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from salon.clients.gestation import (
    FIRST_WEEKS,
    MOST_WEEKS,
    PREGNANT,
    TERM,
    read_weeks,
    weeks_on,
)
from salon.clients.model import ClientId, ConditionLine
from salon.clients.operations import end_condition, take_back_condition
from salon.safety.tree import links_of
from salon.text import _, full_day, ngettext
from salon.views.client import FileWords
from ui.kit.buttons import Answers
from ui.kit.fields import TextField
from ui.kit.sheet import Sheet
from ui.kit.tokens import Type
from ui.kit.words import Words
from ui.parts.fields import DayField
from ui.parts.forms import Form
from ui.parts.whose import say_whose

if TYPE_CHECKING:
    from ui.desk import Desk


@dataclass(frozen=True, slots=True)
class Days:
    """What is said of when."""

    since: date | None = None
    until: date | None = None
    expected_on: date | None = None


class When:
    """The rows of a form that ask when; which of them, the condition says."""

    def __init__(self, desk: "Desk", form: Form) -> None:
        self._today = desk.today()
        self._weeks = TextField(name=_("How many weeks?"))
        self._expected = DayField(desk, None, _("Expected on"), optional=True)
        self._use = Answers(
            [("now", _("Still in use")), ("over", _("Last used on"))],
            ("now",),
            name=_("In use"),
        )
        self._until = DayField(
            *(desk, desk.today(), _("Last used on")), optional=True, is_past=True
        )
        self._since = DayField(
            *(desk, desk.today(), _("Since")), optional=True, is_past=True
        )
        about = _("9, or 9+3 for weeks and days")
        self._rows: Mapping[str, QWidget] = {
            "weeks": form.row("weeks", _("How many weeks?"), self._weeks, about),
            "expected": form.row("expected", _("Expected on"), self._expected),
            "use": form.row("use", _("In use"), self._use),
            "until": form.row("until", _("Last used on"), self._until),
            "since": form.row(
                *("since", _("Since"), self._since),
                _("The day it happened, or was told"),
            ),
        }
        self._weeks.textEdited.connect(self._weeks_typed)
        self._expected.changed.connect(self._day_chosen)
        self._use.changed.connect(self._show)
        self._is_pregnancy = self._is_used = self._is_medicine = False
        self._was_over = False
        self._show()

    def ask(self, words: FileWords, condition: str) -> None:
        """Ask what fits a condition; "" for none yet."""
        self._is_pregnancy = condition in PREGNANT
        self._is_used = links_of(condition).lasts is not None
        self._is_medicine = words.kind(condition) == "medication"
        self._show()

    def wrong(self) -> dict[str, object]:
        """Return what is wrong below which field."""
        if not self._is_pregnancy:
            return {}
        text = self._weeks.text().strip()
        if text and read_weeks(text) is None:
            return {"weeks": _("Write the weeks like 9, or 9+3 with days.")}
        return {}

    def value(self) -> Days:
        """Return what was said."""
        if self._is_pregnancy:
            return Days(expected_on=self._expected.value())
        if self._asks_use and self._is_over:
            return Days(until=self._until.value() or self._today)
        if self._is_used:
            return Days()
        return Days(since=self._since.value())

    @property
    def _asks_use(self) -> bool:
        return self._is_used or self._is_medicine

    @property
    def _is_over(self) -> bool:
        return self._use.value() == ("over",)

    def _show(self) -> None:
        _stays(self._use, "over" if self._was_over else "now")
        self._was_over = self._is_over
        is_over = self._asks_use and self._is_over
        shown = {
            "weeks": self._is_pregnancy,
            "expected": self._is_pregnancy,
            "use": self._asks_use,
            "until": is_over,
            "since": not (self._is_pregnancy or self._is_used or is_over),
        }
        for name, row in self._rows.items():
            row.setVisible(shown[name])

    def _weeks_typed(self, text: str) -> None:
        days = read_weeks(text)
        known = None if days is None else self._today + timedelta(days=TERM - days)
        self._expected.put(known)

    def _day_chosen(self, day: date | None) -> None:
        said = ""
        if day is not None:
            weeks, days = divmod(TERM - (day - self._today).days, 7)
            if 0 <= weeks <= MOST_WEEKS:
                said = f"{weeks}+{days}" if days else str(weeks)
        self._weeks.setText(said)


def _stays(answers: Answers, chosen: str) -> None:
    """Let pressing what is chosen leave it chosen."""
    if not answers.value():
        answers.put(chosen)


def name_of(one: ConditionLine, words: FileWords, today: date) -> str:
    """Return what a condition is called today: the first weeks go by."""
    is_later = (
        one.condition == "pregnancy_t1"
        and one.expected_on is not None
        and weeks_on(one.expected_on, today) >= FIRST_WEEKS
    )
    return words.condition("pregnancy" if is_later else one.condition)


def when_of(one: ConditionLine, today: date) -> str:
    """Return since when a condition is so, or how far a pregnancy is today."""
    if one.expected_on is not None:
        weeks = weeks_on(one.expected_on, today)
        said = ngettext(
            "{number} week, expected {day}", "{number} weeks, expected {day}", weeks
        )
        return said.format(number=weeks, day=full_day(one.expected_on))
    if links_of(one.condition).lasts is not None and one.until is None:
        return _("still in use")
    parts = []
    if one.since is not None:
        parts.append(_("since {day}").format(day=full_day(one.since)))
    if one.until is not None:
        parts.append(_("until {day}").format(day=full_day(one.until)))
    return " ".join(parts)


class EndSheet(Sheet):
    """Asks whether something is over, or was noted by mistake."""

    def __init__(
        self, desk: "Desk", home: QWidget, one: ConditionLine, words: FileWords
    ) -> None:
        title = name_of(one, words, desk.today())
        super().__init__(home, title, icon="heart", wide=460)
        self.setObjectName("ending")
        self._desk, self._one = desk, one
        self._chosen = "over"
        self._is_pregnancy = one.condition in PREGNANT
        is_used = links_of(one.condition).lasts is not None
        is_used = is_used or words.kind(one.condition) == "medication"
        what = [("over", _("It is over")), ("mistake", _("Noted by mistake"))]
        self.what = Answers(what, ("over",), name=_("What has changed?"))
        hows = [
            ("birth", _("Birth")),
            ("csection", _("Caesarean")),
            ("no_birth", _("No birth")),
        ]
        self.how = Answers(hows, name=_("How it ended"))
        label = _("Last day") if not self._is_pregnancy else _("On which day")
        if is_used:
            label = _("Last used on")
        self.day = DayField(desk, desk.today(), label, is_past=True)
        self.gently = Words("", type=Type.SMALL, faint=True, wrap=True)
        form = Form()
        self.form = form
        form.row("what", _("What has changed?"), self.what)
        self._how = form.row("how", _("How it ended"), self.how)
        self._day = form.row("day", label, self.day)
        form.add(self.gently)
        self.add(form)
        self.body.addStretch(1)
        self.what.changed.connect(self._show)
        self.how.changed.connect(self._show)
        self.cancel()
        self.button(_("Keep"), self._save, primary=True)
        self._show()

    def open(self) -> None:
        """Show it, the first answer ready to be changed by the arrows."""
        super().open()
        self.what.buttons["over"].setFocus()

    def _show(self) -> None:
        _stays(self.what, self._chosen)
        self._chosen = str(self.what.value()[0])
        is_over = self._chosen == "over"
        is_quiet = self._is_pregnancy and self.how.value() == ("no_birth",)
        self._how.setVisible(is_over and self._is_pregnancy)
        self._day.setVisible(is_over and not is_quiet)
        said = ""
        if not is_over:
            said = _("As if it had never been noted. What it held back is as before.")
        elif is_quiet:
            said = _("Nothing more is asked, and nothing follows from it.")
        self.gently.say(said)
        self.gently.setVisible(bool(said))

    def _save(self) -> None:
        if self.what.value() == ("mistake",):
            done = self._desk.do(take_back_condition, self._one.id)
        else:
            how = str(self.how.value()[0]) if self.how.value() else ""
            if self._is_pregnancy and not how:
                self.form.wrong({"how": _("Please say which.")})
                return
            day = None if how == "no_birth" else self.day.value()
            done = self._desk.do(end_condition, self._one.id, on=day, how=how)
        done.then(lambda _none: self.accept()).otherwise(self.fail)


def ask_end_of(
    desk: "Desk",
    home: QWidget,
    key: ClientId,
    one: ConditionLine,
    words: FileWords,
) -> EndSheet:
    """Ask whether a condition is over, or was noted by mistake."""
    sheet = EndSheet(desk, home, one, words)
    say_whose(desk, sheet, key)
    sheet.open()
    return sheet

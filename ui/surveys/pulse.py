"""The pulse: how the team is over time, and the points it raised with the answers."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from salon.errors import SalonError
from salon.feedback.asking import questionnaires
from salon.surveys.model import FEWEST, PULSE, PulsePeriod, PulsePoint
from salon.surveys.saying import signed
from salon.text import _, full_day, language, ngettext, number, short_day
from salon.views.surveys import PulseSight, pulse_sight
from ui.kit.buttons import Button, Kind
from ui.kit.cards import Card, Heading, Scroll, across, down, held
from ui.kit.chips import Chip
from ui.kit.columns import Columns
from ui.kit.remaining import Remaining
from ui.kit.rows import Line, Look
from ui.kit.states import Banner, Calm, Failed
from ui.kit.tokens import Tone, Type
from ui.kit.words import Words
from ui.parts.holding import Holder
from ui.surveys.sheets import PointSheet, ReplySheet

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.surveys.page import SurveysPage

ASKED = ("sp_ok", "sp_tools", "sp_heard")


class PulseTab(QWidget):
    """Nothing below five answers; nothing of the days that run."""

    def __init__(self, desk: "Desk", page: "SurveysPage") -> None:
        super().__init__()
        self._desk, self._page = desk, page
        self.sight: PulseSight | None = None
        self.list = Remaining(Look(height=48, ruled=True), _("Points raised"), 4)
        self.list.opened.connect(self._reply)
        self.held = Holder()
        self._lasting = (self.list,)
        column = down(self.held, gap=0)
        column.setContentsMargins(0, 0, 0, 0)
        self.setLayout(column)
        self.first: QWidget = self.list
        desk.who_changed.connect(self.refresh)

    def _put(self, inside: QWidget) -> None:
        """Show other things; the lists outlive what held them."""
        for one in self._lasting:
            is_there = inside.isAncestorOf(one)
            if not is_there:
                one.hide()
                one.setParent(self)
        self.held.put(inside)
        for one in self._lasting:
            one.setVisible(inside.isAncestorOf(one))

    def refresh(self) -> None:
        """Ask again."""
        asked = self._desk.ask(pulse_sight, self._desk.by)
        asked.then(self._show).otherwise(self._fail)

    def raise_point(self) -> None:
        """Take up a point."""
        PointSheet(self._desk, self, self._last_shown()).open()

    def _last_shown(self) -> date | None:
        """Return the first day of the newest period that can be read."""
        periods = self.sight.periods if self.sight is not None else ()
        return next((one.first for one in periods if one.is_shown), None)

    def _fail(self, error: SalonError) -> None:
        title = _("The surveys could not be read.")
        self._put(Failed(title, str(error), self.refresh))

    def _show(self, sight: PulseSight) -> None:
        if sight == self.sight:
            return
        had_focus = self.list.hasFocus()
        is_first = self.sight is None and self.isVisible()
        self.sight = sight
        self._page.heed_pulse(sight)
        self.list.show_lines([_point_line(one) for one in sight.points])
        column = down(self._turn(sight), gap=12)
        shown = [one for one in sight.periods if one.is_shown]
        left = held(down(self._trend(sight), self._words(shown), None, gap=12))
        column.addWidget(Columns(left, self._points(sight), (1, 1), least=880, gap=12))
        column.addStretch(1)
        self._put(Scroll(held(column)))
        if had_focus or is_first:
            self.first.setFocus()

    def _turn(self, sight: PulseSight) -> QWidget:
        now = sight.periods[0]
        count = ngettext(
            "{n} of {all} has answered", "{n} of {all} have answered", now.answered
        ).format(n=number(now.answered), all=number(now.of))
        span = _("{first} to {last}").format(
            first=short_day(sight.now[0]), last=short_day(sight.now[1])
        )
        answer = Button(action=self._page.answer, kind=Kind.PRIMARY)
        if sight.is_off:
            return Banner(_("The team is not asked: it is switched off."), Tone.BLUE)
        if not sight.is_due:
            said = _("{span}: {count}. You have answered, or nobody is signed in.")
            return Banner(said.format(span=span, count=count), Tone.BLUE)
        said = _("{span}: {count}. Six questions, without your name.")
        return Banner(said.format(span=span, count=count), Tone.BLUE, answer)

    def _trend(self, sight: PulseSight) -> Card:
        head = Heading(_("How the team is"), icon="mood-smile", remark=_("of five"))
        card = Card(head, gap=8)
        shown = [one for one in sight.periods if one.is_shown]
        if not shown:
            said = _(
                "Nothing is shown yet: only days that are over, from {n} answers on."
            )
            return card.add(
                Words(said.format(n=number(FEWEST)), faint=True, wrap=True)
            ).fill()
        for key in ASKED:
            question = questionnaires()[PULSE].question(key)
            assert question is not None
            text = question.names.said_in(language())
            card.add(_Trend(text, [(one, one.scores.get(key)) for one in shown]))
        newest = shown[0]
        if newest.recommends is not None:
            value, low, high = (signed(round(one)) for one in newest.recommends)
            said = _("Would recommend working here: {value} ({low} to {high})")
            text = said.format(value=value, low=low, high=high)
            card.add(Words(text, type=Type.SMALL, wrap=True))
        if newest.blocks:
            names = [f"{name} {number(count)}" for name, count in newest.blocks[:3]]
            said = _("In the way: {things}").format(things=" · ".join(names))
            card.add(Words(said, type=Type.SMALL, wrap=True))
        hidden = sum(one.is_over and not one.is_shown for one in sight.periods)
        if hidden:
            said = ngettext(
                "{n} time with fewer than {few} answers is not shown.",
                "{n} times with fewer than {few} answers are not shown.",
                hidden,
            )
            text = said.format(n=number(hidden), few=number(FEWEST))
            card.add(Words(text, type=Type.SMALL, faint=True))
        return card

    def _words(self, shown: list[PulsePeriod]) -> Card:
        title = _("One thing to fix, in their words")
        card = Card(Heading(title, icon="message-circle"), gap=6)
        said = shown[0].words if shown else ()
        for one in said:
            card.add(Words(_("“{words}”").format(words=one), wrap=True))
        if not said:
            card.add(Words(_("Nothing was written."), faint=True))
        return card

    def _points(self, sight: PulseSight) -> Card:
        take_up = Button(action=self._page.point, small=True)
        head = Heading(_("Points raised"), take_up, icon="clipboard-check")
        card = Card(head, gap=6)
        if not sight.points:
            text = _("What the team asks for stands here, each with its answer.")
            return card.add(Calm(_("No point is raised"), text), stretch=1)
        remark = _("Enter answers the chosen one.")
        card.add(Words(remark, type=Type.SMALL, faint=True))
        return card.add(self.list, stretch=1)

    def _reply(self, row: int) -> None:
        if self.sight is not None:
            ReplySheet(self._desk, self, self.sight.points[row]).open()


class _Trend(QWidget):
    """One question over the periods that can be shown, the newest first, in figures."""

    def __init__(
        self, text: str, values: list[tuple[PulsePeriod, float | None]]
    ) -> None:
        super().__init__()
        newest = values[0][1]
        big = Words(_figure(newest), type=Type.FIGURE)
        before = [
            f"{_figure(value)} ({short_day(period.first)})"
            for period, value in values[1:5]
        ]
        said = _("before: {figures}").format(figures=" · ".join(before))
        parts: list[QWidget] = [Words(text, wrap=True)]
        if before:
            parts.append(Words(said, type=Type.SMALL, faint=True, wrap=True))
        row = across(big, held(down(*parts, gap=0)), gap=12)
        row.setStretch(1, 1)
        row.setContentsMargins(0, 0, 0, 0)
        self.setLayout(row)
        self.setAccessibleName(f"{text}: {_figure(newest)}")


def _figure(value: float | None) -> str:
    return "–" if value is None else number(round(value, 1), 1)


def _point_line(one: PulsePoint) -> Line:
    if not one.answer:
        said = _("raised in the days from {day}").format(day=short_day(one.raised))
        mark = Chip(_("not answered"), Tone.AMBER)
        return Line(one.words, said, mark=mark, key=int(one.id), whole=one.words)
    parts = [one.why]
    if one.due is not None:
        parts.append(_("until {day}").format(day=full_day(one.due)))
    if one.answered is not None:
        said = _("{person} on {day}")
        parts.append(said.format(person=one.person, day=short_day(one.answered)))
    is_yes = one.answer == "yes"
    mark = Chip(_("yes") if is_yes else _("no"), Tone.SAGE if is_yes else Tone.PLAIN)
    text = " · ".join(filter(None, parts))
    return Line(one.words, text, mark=mark, key=int(one.id), whole=one.words)

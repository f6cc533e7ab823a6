"""Rounds: the one being answered, who has still to be asked, and those before."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from salon.errors import SalonError
from salon.feedback.model import How
from salon.loyalty.statistics import Share
from salon.surveys.codes import shown
from salon.surveys.model import WAY_WORDS, AskLine, RoundLine, Way
from salon.surveys.operations import close_round
from salon.surveys.saying import share_said
from salon.text import _, full_day, ngettext, number, short_day
from salon.views.surveys import RoundsSight, rounds_sight
from ui.kit.buttons import Button, Kind
from ui.kit.cards import Card, Heading, across, down
from ui.kit.chips import Chip
from ui.kit.columns import Columns
from ui.kit.remaining import Remaining
from ui.kit.rows import Line, Look
from ui.kit.sheet import confirm
from ui.kit.states import Calm, Failed
from ui.kit.tokens import Tone, Type
from ui.kit.words import Words
from ui.parts.holding import Holder
from ui.parts.own_doing import say_gone
from ui.parts.printing import print_composed
from ui.places import CallList, Surveys
from ui.surveys.entering import open_ask

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.surveys.page import SurveysPage

MANY_FORMS = 10  # from which on it is asked before they are set


class RoundsTab(QWidget):
    """Enter asks the chosen client; F enters a form from paper."""

    def __init__(self, desk: "Desk", page: "SurveysPage") -> None:
        super().__init__()
        self._desk, self._page = desk, page
        self.sight: RoundsSight | None = None
        look = Look(height=46, avatar=32, ruled=True)
        self.list = Remaining(look, _("Not answered yet"), 5)
        self.list.opened.connect(self._ask)
        say_gone(desk, self.list)
        self.before = Remaining(Look(height=46, ruled=True), _("All rounds"), 3)
        self.before.opened.connect(self._open)
        self.held = Holder()
        self._lasting = (self.list, self.before)
        column = down(self.held, gap=0)
        column.setContentsMargins(0, 0, 0, 0)
        self.setLayout(column)
        self.first: QWidget = self.list

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
        self._desk.ask(rounds_sight).then(self._show).otherwise(self._fail)

    def close_now(self) -> None:
        """Ask once more, then close the round that is open."""
        now = self.sight.now if self.sight is not None else None
        if now is None:
            return
        said = _("No more answers are taken then, and calls that wait are dropped.")
        close = partial(self._close, now)
        confirm(self, _("Close the survey"), said, _("Close it"), close)

    def print_forms(self) -> None:
        """Show the forms of all who answer on paper, each in its own language."""
        from salon.reports.surveys import compose_forms

        now = self.sight.now if self.sight is not None else None
        if now is None or self.sight is None:
            return

        def show() -> None:
            print_composed(
                *(self._desk, lambda look: self._desk.ask(compose_forms, now.id, look)),
                now.title,
            )

        forms = sum(one.way is Way.PAPER for one in self.sight.open)
        if forms <= MANY_FORMS:
            show()
            return
        title = _("Print {number} forms?").format(number=number(forms))
        said = _("One for each who has not answered yet, in the client’s language.")
        confirm(self, title, said, _("Show them"), show)

    def _close(self, now: RoundLine) -> None:
        self._desk.do(close_round, now.id).otherwise(
            lambda error: self._desk.say(str(error))
        )

    def _fail(self, error: SalonError) -> None:
        title = _("The surveys could not be read.")
        self._put(Failed(title, str(error), self.refresh))

    def _show(self, sight: RoundsSight) -> None:
        had_focus = self.list.hasFocus()
        is_first = self.sight is None and self.isVisible()
        self.sight = sight
        now = sight.now
        self._page.heed(sight)
        due = dict(sight.calls)
        hints = sight.hints
        self.list.show_lines(
            [_ask_line(one, due, hints.get(one.client_id, "")) for one in sight.open]
        )
        self.before.show_lines([_round_line(one) for one in sight.rounds])
        if not sight.rounds:
            begin = Button(action=self._page.begin, kind=Kind.PRIMARY)
            text = _(
                "Once a year all clients may say how we do: A clients are asked in "
                "person, a tenth of the others too, the rest on paper."
            )
            calm = Calm(_("Nobody has been asked yet"), text, begin)
            self._put(Card().add(calm, stretch=1))
            return
        parts = Columns(
            self._now(now, sight), self._before(), (620, 380), least=820, gap=12
        )
        self._put(parts)
        if had_focus or is_first:
            self.first.setFocus()

    def _now(self, now: RoundLine | None, sight: RoundsSight) -> QWidget:
        if now is None:
            begin = Button(action=self._page.begin, kind=Kind.PRIMARY)
            card = Card(Heading(_("No survey is open"), icon="clipboard-list"), gap=8)
            said = _("The last one is closed; its report is under Results.")
            return card.add(
                Words(said, faint=True, wrap=True), across(begin, None)
            ).fill()
        until = _("until {day}").format(day=full_day(now.until))
        head = Heading(now.title, icon="clipboard-list", remark=until)
        card = Card(head, gap=8)
        share = Share(now.answered, now.asked)
        said = _("{part} of {all} have answered ({rate})")
        if share.is_few:
            said = _("{part} of {all} have answered")
        text = said.format(
            part=number(share.part), all=number(share.of), rate=share_said(share)
        )
        card.add(Words(text, type=Type.FIGURE, wrap=True))
        parts = [
            ngettext(
                "{n} is asked in person", "{n} are asked in person", now.interviews
            ).format(n=number(now.interviews))
        ]
        if now.nameless:
            said = ngettext(
                "{n} answered without a name",
                "{n} answered without a name",
                now.nameless,
            )
            parts.append(said.format(n=number(now.nameless)))
        if now.declined:
            said = ngettext("{n} does not want to", "{n} do not want to", now.declined)
            parts.append(said.format(n=number(now.declined)))
        if not now.has_classes:
            parts.append(_("classes were never worked out"))
        card.add(Words(" · ".join(parts), type=Type.SMALL, faint=True, wrap=True))
        buttons = across(
            Button(action=self._page.form, kind=Kind.PRIMARY),
            Button(action=self._page.paper),
            None,
            gap=8,
        )
        card.add(buttons)
        if sight.open:
            card.add(self.list, stretch=1)
        else:
            card.add(Words(_("Everybody has answered."), faint=True)).fill()
        return card

    def _before(self) -> QWidget:
        card = Card(Heading(_("All rounds"), icon="history"), gap=6)
        return card.add(self.before, stretch=1)

    def _ask(self, row: int) -> None:
        if self.sight is None:
            return
        one = self.sight.open[row]
        open_ask(self._desk, one.id, How.DESK)

    def ring(self) -> None:
        """Go to the call of the chosen client, where one is planned."""
        row = self.list.currentIndex().row()
        if self.sight is None or not 0 <= row < len(self.sight.open):
            return
        one = self.sight.open[row]
        if one.call_id is not None:
            self._desk.go(CallList(one.call_id))
        else:
            self._desk.go(CallList(client_id=one.client_id))

    def _open(self, row: int) -> None:
        if self.sight is not None:
            self._desk.go(Surveys("results", int(self.sight.rounds[row].id)))


def _ask_line(one: AskLine, due: Mapping[int, date], hint: str) -> Line:
    parts = [hint] if hint else []  # who it is, of several of one name
    parts += [_(WAY_WORDS[one.way]), shown(one.code)]
    if one.person:
        parts.append(one.person)
    mark = None
    day = due.get(one.call_id) if one.call_id is not None else None
    if day is not None:
        said = _("call on {day}").format(day=short_day(day))
        mark = Chip(said, Tone.PLAIN, "phone")
    elif one.way is Way.INTERVIEW:
        mark = Chip(_("in person"), Tone.PLAIN)
    return Line(
        one.client,
        " · ".join(parts),
        grade=one.abc,
        mark=mark,
        key=int(one.id),
    )


def _round_line(one: RoundLine) -> Line:
    said = _("{part} of {all} answered")
    text = said.format(part=number(one.answered), all=number(one.asked))
    mark = Chip(_("open"), Tone.SAGE) if one.is_open else None
    span = f"{short_day(one.opened)} – {short_day(one.until)}"
    return Line(one.title, f"{span} · {text}", mark=mark, key=int(one.id))

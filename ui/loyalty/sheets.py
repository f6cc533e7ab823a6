"""Sheets of the month: what came of a gold client's lights, costs, lists of names."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from salon.aftercare.recalls import Recalled, plan_recalls
from salon.clients.model import ClientId
from salon.loyalty.model import (
    COST_WORDS,
    LIGHT_WORDS,
    Cost,
    LightLine,
    Outcome,
)
from salon.loyalty.operations import answer_light, enter_cost
from salon.loyalty.queries import costs
from salon.money import Money
from salon.text import _, full_day, headed, month, number
from salon.views.loyalty import Who
from salon.views.owner import GoldRow
from ui.kit.buttons import Answers
from ui.kit.cards import Rule, across, held
from ui.kit.chips import Chip, ChipLabel
from ui.kit.fields import FormRow, TextField
from ui.kit.rows import Line, Look, People
from ui.kit.sheet import Sheet
from ui.kit.tokens import Tone, Type
from ui.kit.words import Words
from ui.loyalty.rows import light_says
from ui.loyalty.words import money, rung_said
from ui.parts.fields import MoneyField
from ui.parts.unfinished import ask_first
from ui.parts.ways import open_booking
from ui.places import CallList, ClientCard

if TYPE_CHECKING:
    from ui.desk import Desk

MOST_ROWS = 10


class GoldSheet(Sheet):
    """One gold client: her lights, who acts on each, and what came of it."""

    def __init__(self, desk: "Desk", home: QWidget, row: GoldRow) -> None:
        worth = _("{sum} a year").format(sum=money(row.worth, desk.premises.currency))
        super().__init__(home, row.who.name, worth, icon="user-heart", wide=620)
        self._desk, self._row = desk, row
        self._fields: list[tuple[LightLine, Answers, TextField]] = []
        for light, one in row.lights.items():
            tone = Tone.RED if one.is_red else Tone.AMBER
            says = headed(_(LIGHT_WORDS[light]), light_says(row, light))
            icon = "alert-octagon" if one.is_red else "alert-triangle"
            who = _("{who}, until {day}").format(
                who=one.person or _("nobody yet"), day=full_day(one.due)
            )
            head = across(
                ChipLabel(Chip(says, tone, icon)),
                Words(who, type=Type.SMALL, faint=True),
                None,
            )
            self.add(held(head))
            if one.outcome in (Outcome.MENDED, Outcome.LEFT):
                self.add(Words(_done_said(one), type=Type.SMALL, wrap=True))
                continue
            answers = Answers(
                [
                    (Outcome.MENDED, _("Put right")),
                    (Outcome.TRIED, _("Tried")),
                    (Outcome.LEFT, _("Leave it, because")),
                ],
                [one.outcome] if one.outcome is Outcome.TRIED else [],
                name=says,
            )
            note = TextField(name=_("What came of it"))
            note.setText(one.note)
            self._fields.append((one, answers, note))
            self.add(answers, FormRow(_("What came of it"), note), Rule())
        self.cancel(_("Close"))
        self.button(_("Open the file"), self._open)
        self.button(_("Book"), self._book)
        self.button(_("Ring"), self._ring)
        if self._fields:
            self.button(_("Keep"), self._keep, primary=True)

    def _keep(self) -> None:
        said = [
            (one, Outcome(str(answers.value()[0])), note.text())
            for one, answers, note in self._fields
            if answers.value()
        ]
        if not said:
            self.accept()
            return
        self._next(said)

    def _next(self, said: list[tuple[LightLine, Outcome, str]]) -> None:
        one, outcome, note = said[0]
        doing = self._desk.do(answer_light, one.id, outcome, note)
        rest = said[1:]
        go_on = partial(self._next, rest) if rest else self.accept
        doing.then(lambda _done: go_on()).otherwise(self.fail)

    def _open(self) -> None:
        self.accept()
        self._desk.go(ClientCard(self._row.who.id))

    def _book(self) -> None:
        self.accept()
        open_booking(self._desk, self._row.who.id)

    def _ring(self) -> None:
        self.accept()
        self._desk.go(CallList(client_id=self._row.who.id))


def _done_said(one: LightLine) -> str:
    done = _("Put right") if one.outcome is Outcome.MENDED else _("Left as it is")
    by = (
        _("{done} by {who}").format(done=done, who=one.done_by) if one.done_by else done
    )
    return headed(by, one.note) if one.note else by


class CostSheet(Sheet):
    """What one month cost for winning and for keeping clients."""

    def __init__(self, desk: "Desk", home: QWidget, day: date) -> None:
        title = _("What winning and keeping cost in {month}")
        super().__init__(
            home,
            title.format(month=month(day)),
            _("Leave empty what you do not know; 0 is an answer."),
            icon="receipt-dollar",
            wide=560,
        )
        self._desk, self._day = desk, day
        self._known: dict[Cost, Money] = {}
        currency = desk.premises.currency
        self.fields = {
            kind: MoneyField(None, currency, _(COST_WORDS[kind])) for kind in Cost
        }
        for winning, name in ((True, _("To win clients")), (False, _("To keep them"))):
            self.add(Words(name, type=Type.STRONG))
            for kind, field in self.fields.items():
                if kind.is_winning is winning:
                    self.add(FormRow(_(COST_WORDS[kind]), field))
        self.cancel()
        self.button(_("Keep"), self._keep, primary=True)
        desk.ask(costs, day, day).then(self._fill)

    def _fill(self, known: dict[Cost, Money]) -> None:
        self._known = known
        for kind, found in known.items():
            if not self.fields[kind].text():
                self.fields[kind].put(found)

    def _keep(self) -> None:
        self._next(self._said())

    def _said(self) -> list[tuple[Cost, Money]]:
        """Return what is written here and not kept yet."""
        return [
            (kind, found)
            for kind, field in self.fields.items()
            if (found := field.value()) is not None and found != self._known.get(kind)
        ]

    def reject(self) -> None:
        """Leave; figures that are typed are not thrown away unasked."""
        ask_first(self, bool(self._said()), super().reject)

    def _next(self, said: list[tuple[Cost, Money]]) -> None:
        if not said:
            self.accept()
            return
        kind, found = said[0]
        doing = self._desk.do(enter_cost, self._day, kind, found)
        doing.then(lambda _done: self._next(said[1:])).otherwise(self.fail)


class NamesSheet(Sheet):
    """Names behind a figure; Enter opens one, C puts all on the call list."""

    def __init__(
        self, desk: "Desk", home: QWidget, title: str, people: Sequence[Who]
    ) -> None:
        super().__init__(home, title, icon="users", wide=480)
        self._desk, self._people = desk, people
        self.list = People([], Look(height=36, ruled=True), title)
        self.list.show_lines(
            [Line(one.name, reading=one.pinyin, key=one.id) for one in people]
        )
        self.list.setMinimumHeight(min(max(1, len(people)), MOST_ROWS) * 36 + 2)
        self.list.opened.connect(self._open)
        self.add(self.list, stretch=1)
        self.said = Words("", type=Type.SMALL, faint=True)
        self.add(self.said)
        self.cancel(_("Close"))
        ring = _("Put {n} on the call list").format(n=number(len(people)))
        self.button(ring, self._ring, primary=True).setEnabled(bool(people))
        if people:
            self.list.choose(0)

    def _open(self, row: int) -> None:
        key = self._people[row].id
        self.accept()
        self._desk.go(ClientCard(key))

    def _ring(self) -> None:
        keys = [ClientId(one.id) for one in self._people]
        doing = self._desk.do(plan_recalls, keys)
        doing.then(self._rung).otherwise(self.fail)

    def _rung(self, done: Recalled) -> None:
        self._desk.say(rung_said(done))
        self.accept()

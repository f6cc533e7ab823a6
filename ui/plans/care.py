"""Home care by the time of day, and advice for what is beyond the salon."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from salon.plans.model import HomeStep, PlanBody
from salon.text import _
from salon.views.plans import Sight
from ui.kit.buttons import Button, Kind
from ui.kit.cards import Card, Heading, across
from ui.kit.chips import Chip
from ui.kit.rows import Line, People
from ui.kit.rows import Look as RowLook
from ui.kit.tokens import Tone
from ui.plans.sheets import AdviceSheet, HomeSheet


class PlanCare(QWidget):
    """Four cards: morning, evening, weekly, and beyond the salon.

    Args of the constructor: what returns the plan's body as it is being written.
    """

    changed = Signal(object)  # the `PlanBody` as it is to be

    def __init__(self, body: Callable[[], PlanBody]) -> None:
        super().__init__()
        self._body = body
        self._seen: Sight | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.steps: dict[str, People] = {}
        cards = {
            "am": self._home_card("am", _("Home, morning"), "sun"),
            "pm": self._home_card("pm", _("Home, evening"), "moon"),
            "weekly": self._home_card("weekly", _("Home, weekly"), "calendar-month"),
        }
        self.advice = People([], RowLook(height=34, small=True), _("Advice"))
        self.advice.opened.connect(self.open_advice)
        self.advice.clicked.connect(lambda at: self.open_advice(at.row()))
        add = Button(
            icon="plus",
            name=_("Add advice"),
            small=True,
            kind=Kind.QUIET,
            act=self.add_advice,
        )
        beyond = Card(
            Heading(_("Advice for every day"), add, icon="leaf"), gap=2, pad=14
        )
        beyond.add(self.advice).fill()
        for pair in ((cards["am"], cards["pm"]), (cards["weekly"], beyond)):
            row = across(gap=12)
            for card in pair:
                row.addWidget(card, 1)
            column.addLayout(row)

    def show_sight(self, seen: Sight) -> None:
        """Show the home care and advice of a plan as it is now."""
        self._seen = seen
        shelf = {one.ref: one.name for one in seen.products}
        phases = {one.ref: one for one in seen.card.body.phases}
        early = seen.card.body.phases[0].ref if seen.card.body.phases else ""
        for when, rows in self.steps.items():
            lines: dict[str, Line] = {}
            for step in seen.card.body.home_care:
                if step.when != when or step.product in lines:
                    continue
                parts = [step.amount]
                if step.phase not in ("", early) and step.phase in phases:
                    week = phases[step.phase].week_from
                    parts.append(_("from week {number}").format(number=week))
                name = shelf.get(step.product, step.product)
                why = seen.unfit_home.get(step.product)
                alerts: tuple[Chip, ...] = ()
                if why is not None:
                    parts = [why.text]
                    tone = Tone.RED if why.is_grave else Tone.AMBER
                    alerts = (Chip(_("does not fit"), tone, "alert-triangle"),)
                detail = " · ".join(filter(None, parts))
                lines[step.product] = Line(
                    name, detail, alerts=alerts, key=step.product
                )
            rows.show_lines(list(lines.values()))
            rows.fit(max(1, len(lines)))
        known = {one.ref: str(one.names) for one in seen.advice}
        first = Chip(_("first habit"), Tone.SAGE)
        self.advice.show_lines(
            [
                Line(known.get(ref, ref), mark=None if at else first, key=ref)
                for at, ref in enumerate(seen.card.body.advice)
            ]
        )
        self.advice.fit(max(1, len(seen.card.body.advice)))

    def _home_card(self, when: str, title: str, icon: str) -> QWidget:
        add = Button(
            icon="plus",
            name=_("Add: {list}").format(list=title),
            small=True,
            kind=Kind.QUIET,
            act=partial(self.add_step, when),
        )
        rows = People([], RowLook(height=40, small=True), title)
        rows.opened.connect(partial(self.open_step, when))
        rows.clicked.connect(lambda at, when=when: self.open_step(when, at.row()))
        self.steps[when] = rows
        card = Card(Heading(title, add, icon=icon), gap=2, pad=14)
        return card.add(rows).fill()

    def add_step(self, when: str) -> None:
        """Ask for one more step of that time of day."""
        assert self._seen is not None

        def keep(step: HomeStep) -> None:
            self._keep_steps([*self._body().home_care, step])

        step, shelf = HomeStep("", when), self._seen.products
        HomeSheet(self, self._seen.card.client, shelf, step, keep).open()

    def open_step(self, when: str, row: int) -> None:
        """Open a step to be changed or dropped."""
        lines = self.steps[when].lines.lines
        if self._seen is None or not 0 <= row < len(lines):
            return
        ref = str(lines[row].key)
        mine = [
            one
            for one in self._body().home_care
            if one.when == when and one.product == ref
        ]

        def keep(step: HomeStep) -> None:
            self._keep_steps(
                [
                    replace(step, phase=one.phase) if one in mine else one
                    for one in self._body().home_care
                ]
            )

        def drop() -> None:
            self._keep_steps([one for one in self._body().home_care if one not in mine])

        if mine:
            whose, shelf = self._seen.card.client, self._seen.products
            HomeSheet(self, whose, shelf, mine[0], keep, drop).open()

    def add_advice(self) -> None:
        """Ask for one more piece of advice."""
        assert self._seen is not None

        def keep(ref: str) -> None:
            self.keep_advice([*self._body().advice, ref])

        whose, known = self._seen.card.client, self._seen.advice
        AdviceSheet(self, whose, known, "", keep).open()

    def open_advice(self, row: int) -> None:
        """Open a piece of advice to be changed, dropped or put first."""
        refs = self._body().advice
        if self._seen is None or not 0 <= row < len(refs):
            return
        ref = refs[row]
        others = [one for one in refs if one != ref]
        AdviceSheet(
            self,
            self._seen.card.client,
            self._seen.advice,
            ref,
            lambda new: self.keep_advice([new if one == ref else one for one in refs]),
            lambda: self.keep_advice(others),
            (lambda: self.keep_advice([ref, *others])) if row else None,
        ).open()

    def _keep_steps(self, steps: Sequence[HomeStep]) -> None:
        self.changed.emit(replace(self._body(), home_care=tuple(steps)))

    def keep_advice(self, refs: Sequence[str]) -> None:
        """Let the plan give this advice, each once, in this order."""
        self.changed.emit(replace(self._body(), advice=tuple(dict.fromkeys(refs))))

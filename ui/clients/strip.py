"""The visits of a client in one line: how many, how long ago, kept, spent, next."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from salon.text import N_, _, amount, day_and_time, listed, ngettext
from salon.views.visit_facts import VisitFacts
from ui.kit.buttons import Button
from ui.kit.cards import Bar, across, held
from ui.kit.columns import flowing
from ui.kit.tips import tip
from ui.kit.tokens import Tone, Type
from ui.kit.words import Run, Words
from ui.parts.holding import Holder

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

WIDE, HIGH = 72, 26  # units of width of the bar, and of height of the line


class VisitStrip(QWidget):
    """A quiet line below the head; late is said in figures and words."""

    def __init__(self, book: "QAction", currency: str) -> None:
        super().__init__()
        self._book, self._currency = book, currency
        self.facts: VisitFacts | None = None
        self.holder = Holder(QWidget())
        row = across(self.holder)
        row.setContentsMargins(4, 0, 4, 0)
        self.setLayout(row)
        self.setAccessibleName(_(N_("Visits in figures")))

    def show_facts(self, facts: VisitFacts) -> None:
        """Show other figures; the same ones leave everything as it is."""
        if facts == self.facts:
            return
        self.facts = facts
        said = self._said(facts)
        for one in said:
            one.setFixedHeight(HIGH)
        self.holder.put(flowing(*said, gap=16))

    def _said(self, facts: VisitFacts) -> list[QWidget]:
        if not facts.visits:
            said = _(N_("No visit was kept yet."))
            return [Words(said, type=Type.SMALL, faint=True), self._next(facts)]
        visits = ngettext("{count} visit", "{count} visits", facts.visits)
        made: list[QWidget] = [_figure(visits.format(count=facts.visits), "")]
        made.append(self._since(facts))
        agreed = facts.kept + facts.missed
        share = round(100 * facts.kept / agreed)
        came = _(N_("came to {share} %")).format(share=share)
        missed = ngettext("{count} missed", "{count} missed", facts.missed)
        about = missed.format(count=facts.missed) if facts.missed else ""
        if agreed < 10:  # a share of few says too much
            came = _(N_("came {kept} of {all}")).format(kept=facts.kept, all=agreed)
        made.append(_figure(came, about))
        if facts.spent is not None:
            sum_ = amount(facts.spent, self._currency)
            made.append(_figure(sum_, _(N_("a visit on average"))))
        if facts.services:
            made.append(_named(_(N_("Most often")), facts.services))
        if facts.products:
            made.append(_named(_(N_("Takes home")), facts.products))
        made.append(self._next(facts))
        return made

    def _since(self, facts: VisitFacts) -> QWidget:
        assert facts.since is not None
        ago = ngettext("{count} day since", "{count} days since", facts.since)
        said = ago.format(count=facts.since) if facts.since else _(N_("here today"))
        if facts.interval is None:
            return _figure(said, "")
        every = ngettext(
            "usually every {count} day", "usually every {count} days", facts.interval
        )
        usual = every.format(count=facts.interval)
        tone = None
        if facts.late:
            late = ngettext("{count} day late", "{count} days late", facts.late)
            usual = f"{usual}, {late.format(count=facts.late)}"
            tone = Tone.AMBER
        words = Words(
            Run(said, Type.SMALL_STRONG), Run(f"  {usual}", Type.SMALL, tone, not tone)
        )
        bar = Bar(facts.part, wide=WIDE, name=f"{said}, {usual}")
        return held(across(words, bar, gap=8))

    def _next(self, facts: VisitFacts) -> QWidget:
        if facts.coming is None:
            return Button(
                _(N_("Book next")), icon="calendar-plus", small=True, act=self._begin
            )
        slot = facts.coming.slot
        when = day_and_time(slot.day, f"{slot.start:%H:%M}")
        said = _(N_("Next {when}")).format(when=when)
        made = _figure(said, "")
        tip(made, f"{said} · {facts.coming.service}")
        return made

    def _begin(self) -> None:
        self._book.trigger()


def _figure(text: str, about: str) -> Words:
    runs = [Run(text, Type.SMALL_STRONG)]
    if about:
        runs.append(Run(f"  {about}", Type.SMALL, None, True))
    return Words(*runs, type=Type.SMALL)


def _named(head: str, names: tuple[str, ...]) -> Words:
    first = names[0]
    made = Words(
        Run(f"{head} ", Type.SMALL, None, True),
        Run(first, Type.SMALL_STRONG),
        type=Type.SMALL,
    )
    whole = f"{head}: {listed(names)}"
    tip(made, whole)
    made.setAccessibleName(whole)
    return made

"""How full a file is, point by point: which question, what it costs, since when."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from salon.clients.fullness import SOURCES, STATES, Answer, Fullness, Point, State
from salon.text import _, full_day, listed
from ui.clients.entry import entry
from ui.kit.buttons import Button
from ui.kit.cards import Bar, Rule, across, held
from ui.kit.chips import Chip
from ui.kit.sheet import Sheet
from ui.kit.tokens import Tone, Type
from ui.kit.words import Run, Words
from ui.parts.homes import home_of

if TYPE_CHECKING:
    from ui.desk import Desk

TONES = {
    State.ANSWERED: Tone.SAGE,
    State.NA: Tone.SAGE,
    State.STALE: Tone.AMBER,
    State.NOT_ASKED: Tone.PLAIN,
    State.DECLINED: Tone.PLAIN,
}
_ICONS = {
    State.STALE: "hourglass",
    State.NOT_ASKED: "help-circle",
    State.DECLINED: "ban",
}
GoTo = Callable[[str, str], object]  # the question, and its section


def open_points(
    desk: "Desk", full: Fullness, whom: str, go: GoTo
) -> "PointsSheet | None":
    """Open the sheet; *go* leads to where a question is answered."""
    home = home_of(desk)
    if home is None:
        return None
    sheet = PointsSheet(home, full, go)
    sheet.say_whom(whom)
    sheet.open()
    return sheet


class PointsSheet(Sheet):
    """What is wanting, what each costs, and what was left out of the sum."""

    def __init__(self, home: QWidget, full: Fullness, go: GoTo) -> None:
        super().__init__(
            home,
            _("How full the file is"),
            _(
                "Counted is what may be asked by now, by its weight: an answer whole, "
                "one that is to be confirmed half. Who prefers not to say leaves the "
                "sum."
            ),
            icon="list-details",
            wide=640,
        )
        self._go = go
        parts = (
            (_("What safety needs"), full.safety, True),
            (_("How well the client is known"), full.knowing, False),
        )
        for title, part, is_safety in parts:
            mine = [one for one in full.points if one.is_safety is is_safety]
            percent = _("{n} %").format(n=round(100 * part))
            name = f"{title}: {percent}"
            self.add(
                held(
                    across(
                        Words(
                            Run(title, Type.HEADING), Run(f"   {percent}", Type.STRONG)
                        ),
                        None,
                        Bar(part, wide=140, name=name),
                    )
                )
            )
            wanting = [one for one in full.wanting if one.is_safety is is_safety]
            if not wanting:
                said = _("Nothing is wanting.")
                self.add(Words(said, type=Type.SMALL, faint=True))
            for one in wanting:
                self.add(self._line(one))
            silent = [one for one in mine if one.state is State.DECLINED]
            if silent:
                said = _("Left out, prefers not to say: {fields}").format(
                    fields=listed(str(one.field.names) for one in silent)
                )
                self.add(Words(said, type=Type.SMALL, faint=True, wrap=True))
            if is_safety:
                self.add(Rule())
        self.body.addStretch(1)
        self.setMinimumHeight(520)
        self.cancel(_("Close"))

    def _line(self, one: Point) -> QWidget:
        cost = _("−{lost} of {weight}").format(
            lost=f"{one.lost:g}", weight=f"{one.weight:g}"
        )
        name = str(one.field.names)
        tool = Button(
            _("Answer"),
            small=True,
            name=_("Answer: {field}").format(field=name),
            act=partial(
                self._lead, one.field.ref, str(one.field.body.get("section", ""))
            ),
        )
        tone = TONES[one.state]
        return entry(
            *(_ICONS.get(one.state, "help-circle"), tone, name),
            *(standing_words(one.answer), Chip(cost, tone), (tool,)),
        )

    def _lead(self, ref: str, section: str) -> None:
        self.accept()
        self._go(ref, section)


def standing_words(answer: Answer) -> str:
    """Return how a question stands: since when, by whom, from where."""
    parts = [_(STATES[answer.state])]
    if answer.on is not None:
        parts = [full_day(answer.on)]
        if answer.by:
            parts.append(answer.by)
        parts.append(_(SOURCES.get(answer.source, answer.source)))
        if answer.state is State.STALE and answer.stale_from is not None:
            since = _("to be confirmed since {day}")
            parts.append(since.format(day=full_day(answer.stale_from)))
        elif answer.state is not State.ANSWERED:
            parts.append(_(STATES[answer.state]))
    return " · ".join(filter(None, parts))

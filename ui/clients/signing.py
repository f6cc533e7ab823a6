"""What is still to be signed by a client, what was, and taking a consent back."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from salon.clients.consents import Standing
from salon.clients.model import ClientId
from salon.clients.operations import withdraw_consent
from salon.forms.model import OUTCOME_WORDS, Outcome, SignedId, SignedLine
from salon.forms.operations import confirm_form
from salon.reports.forms import compose_signed
from salon.text import N_, _, full_day
from salon.views.forms import Due, SignedSight, what_follows
from ui.clients.entry import entry
from ui.kit.buttons import Button, Kind
from ui.kit.cards import Rule, clear, down
from ui.kit.chips import Chip
from ui.kit.sheet import confirm
from ui.kit.tokens import Tone, Type
from ui.kit.words import Words
from ui.parts.homes import home_of
from ui.parts.printing import print_composed
from ui.parts.ways import turn_forms

if TYPE_CHECKING:
    from ui.desk import Desk

SHOWN = 6  # of what was signed before


class ToSign(QWidget):
    """What is due, with the screen to be turned, and what was signed word for word."""

    def __init__(self, desk: "Desk", key: ClientId) -> None:
        super().__init__()
        self._desk, self._key = desk, key
        self._lines = down(gap=6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._lines)
        self.turn: Button | None = None
        self.same: dict[str, Button] = {}
        self.papers: list[Button] = []

    def show_sight(self, sight: SignedSight) -> None:
        """Show what is known now."""
        clear(self._lines)
        self.turn, self.same, self.papers = None, {}, []
        if sight.due:
            self._due(sight.due)
        for one in sight.own:
            step = (one.ref, "", str(one.title))
            read = Button(
                _(N_("Sign")),
                icon="signature",
                small=True,
                name=f"{_(N_('Sign'))}: {one.title}",
                act=partial(turn_forms, self._desk, self._key, [step]),
            )
            line = entry("clipboard-text", Tone.PLAIN, str(one.title), "", None, [read])
            self._lines.addWidget(line)
        if sight.signed:
            self._lines.addWidget(Rule())
            said = Words(_(N_("Signed, word for word")), type=Type.SMALL_STRONG)
            self._lines.addWidget(said)
        for signed in sight.signed[:SHOWN]:
            self._lines.addWidget(self._signed(signed, sight))

    def _due(self, due: Sequence[Due]) -> None:
        steps = [(one.ref, one.service_ref, one.title) for one in due]
        self.turn = Button(
            _(N_("Turn the screen to the client")),
            icon="signature",
            small=True,
            act=partial(turn_forms, self._desk, self._key, steps),
        )
        for one in due:
            self._lines.addWidget(self._open(one))
        self._lines.addWidget(self.turn)

    def _open(self, one: Due) -> QWidget:
        tools: list[QWidget] = []
        if one.is_same:
            same = Button(
                _(N_("Nothing changed")),
                icon="check",
                small=True,
                name=f"{_(N_('Nothing changed'))}: {one.title}",
                act=partial(self._confirm, one),
            )
            self.same[one.item] = same
            tools.append(same)
        mark = Chip(_(N_("to sign")), Tone.AMBER if one.is_needed else Tone.PLAIN)
        tone = Tone.AMBER if one.is_needed else Tone.PLAIN
        return entry("circle", tone, one.title, one.why, mark, tools)

    def _confirm(self, one: Due) -> None:
        again = partial(confirm_form, service_ref=one.service_ref)
        self._desk.do(again, self._key, one.item)

    def _signed(self, one: SignedLine, sight: SignedSight) -> QWidget:
        name = sight.called(one)
        paper = Button(
            icon="printer",
            kind=Kind.QUIET,
            small=True,
            name=_(N_("Paper: {what}")).format(what=name),
            act=partial(show_paper, self._desk, self._key, one.id, name),
        )
        self.papers.append(paper)
        is_no = one.outcome is Outcome.DECLINED
        when = full_day(one.at.date())
        about = " · ".join(filter(None, (when, one.guardian, one.staff)))
        mark = Chip(_(OUTCOME_WORDS[one.outcome]), Tone.PLAIN if is_no else Tone.SAGE)
        if not one.is_whole:
            mark = Chip(_(N_("altered")), Tone.RED)
        icon = "circle" if is_no else "circle-check"
        tone = Tone.PLAIN if is_no else Tone.SAGE
        return entry(icon, tone, name, about, mark, [paper])


def show_paper(desk: "Desk", client: ClientId, key: SignedId, name: str) -> None:
    """Show what was signed as a paper, to be printed or kept as a file."""
    print_composed(
        *(desk, lambda look: desk.ask(compose_signed, key, look), name), client=client
    )


def take_back(
    desk: "Desk",
    key: ClientId,
    one: Standing,
    name: str,
    done: Callable[[], object] | None = None,
) -> None:
    """Withdraw a consent; where anything follows at once, it is said before."""
    home = home_of(desk)
    if home is None:
        return
    line = one.line

    def withdraw() -> None:
        doing = desk.do(withdraw_consent, line.id)
        if done is not None:
            doing.then(lambda _none: done())

    def ask(follows: tuple[str, ...]) -> None:
        if not follows:
            withdraw()
            return
        said = "\n".join(follows)
        title = _(N_("Withdraw: {what}?")).format(what=name)
        confirm(home, title, said, _(N_("Withdraw")), withdraw)

    desk.ask(what_follows, key, line.consent, line.service_ref).then(ask)

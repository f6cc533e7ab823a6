"""All plans, the newest first."""

from functools import partial
from typing import TYPE_CHECKING

from salon.errors import SalonError
from salon.plans.model import PLAN_WORDS, PlanLine, PlanStatus
from salon.plans.queries import plans
from salon.text import _, full_day
from ui.kit.buttons import Button, Kind, Segments
from ui.kit.cards import Card, across
from ui.kit.chips import Chip
from ui.kit.fields import TextField
from ui.kit.offers import Offer, Offers, offer
from ui.kit.page import Page
from ui.kit.rows import Line, Look, People
from ui.kit.states import Calm, Failed
from ui.kit.tokens import Tone, Type
from ui.kit.words import Words
from ui.parts.own_doing import say_gone
from ui.parts.ways import open_print
from ui.places import ClientCard, PlanEditor, PlanList
from ui.plans.beginning import open_new_plan

if TYPE_CHECKING:
    from ui.desk import Desk

TONES = {
    PlanStatus.DRAFT: Tone.AMBER,
    PlanStatus.AGREED: Tone.BLUE,
    PlanStatus.RUNNING: Tone.PLUM,
    PlanStatus.PAUSED: Tone.AMBER,
    PlanStatus.CLOSED: Tone.PLAIN,
}


class PlansPage(Page):
    """Every plan with how far it is; Enter opens one."""

    def __init__(self, desk: "Desk", place: PlanList) -> None:
        super().__init__(_("Plans"))
        self._desk = desk
        self._plans: list[PlanLine] = []
        new = self.action(
            _("&New plan"), "", partial(open_new_plan, desk), "clipboard-list"
        )
        self.filter = TextField("", _("Name or title"), "filter", _("Narrow the list"))
        self.filter.setFixedWidth(240)
        self.filter.textChanged.connect(lambda _text: self._narrow())
        self.kinds = Segments(
            [_("Open"), _("To book"), _("Closed"), _("All")], label=_("Which plans")
        )
        self.kinds.chosen.connect(lambda _at: self._narrow())
        self.count = Words("", type=Type.SMALL, faint=True)
        look = Look(height=54, avatar=34, columns=((390, True), (200, False)))
        self.list = People([], look, _("Plans"))
        self.list.opened.connect(self._open)
        offer(self.list, self._offers)
        say_gone(desk, self.list)
        self.list.clicked.connect(lambda at: self._open(at.row()))
        self.card = Card(pad=12)
        self.card.add(self.list, stretch=1)
        self._begin = Button(_("New plan"), icon="clipboard-list", act=new.trigger)
        nothing = Calm(
            _("No plans yet"),
            _("A plan says what the client will have, when, and what to do at home."),
            self._begin,
            icon="clipboard-list",
        )
        self.state = Card().add(nothing, stretch=1)
        self.state.hide()
        self.failed: Failed | None = None
        column = self.column()
        title = Words(_("Plans"), type=Type.TITLE)
        loud = Button(action=new, key="F7", kind=Kind.PRIMARY)
        column.addLayout(
            across(title, self.count, None, self.filter, self.kinds, loud, gap=10)
        )
        column.addWidget(self.card, 1)
        column.addWidget(self.state, 1)
        self._column = column
        self.first = self.list
        desk.watch({"plans", "appointments", "clients"}, self.refresh)
        self.arrive(place)

    def arrive(self, place: PlanList) -> None:
        """Show the list as it is now."""
        self.refresh()

    def refresh(self) -> None:
        """Ask for the plans again."""
        self._desk.ask(plans).then(self._show).otherwise(self._fail)

    def _fail(self, error: SalonError) -> None:
        self._forget_failure()
        self.card.hide()
        self.state.hide()
        self.failed = Failed(
            _("The plans could not be shown."), str(error), self.refresh
        )
        self._column.addWidget(self.failed, 1)

    def _forget_failure(self) -> None:
        if self.failed is not None:
            self.failed.hide()
            self.failed.deleteLater()
            self.failed = None

    def _show(self, found: list[PlanLine]) -> None:
        self._forget_failure()
        self._plans = found
        had_focus = self.list.hasFocus()
        self.card.setVisible(bool(found))
        self.state.setVisible(not found)
        self.first = self.list if found else self._begin
        if had_focus and not found:
            self.first.setFocus()
        self._narrow()

    def _narrow(self) -> None:
        words = self.filter.text().casefold().split()
        kind = self.kinds.index
        shown = [
            one
            for one in self._plans
            if _is_kind(one, kind)
            and all(w in f"{one.client} {one.title}".casefold() for w in words)
        ]
        self.list.show_lines([line_of(one) for one in shown])
        self.count.say(str(len(shown)))
        if shown and self.list.chosen() is None:
            self.list.choose(0)

    def _offers(self, row: int) -> Offers:
        """Return what can be done with the plan of a line."""
        key = self.list.lines.line(row).key
        one = next(plan for plan in self._plans if plan.id == key)
        go = partial(self._desk.go, ClientCard(int(one.client_id)))
        print_it = partial(open_print, self._desk, "plan", int(one.id))
        return (
            Offer(_("Open plan"), partial(self._open_plan, key), "⏎", "clipboard-text"),
            Offer(_("Open file"), go, icon="user"),
            Offer(_("Print"), print_it, icon="printer"),
        )

    def _open(self, row: int) -> None:
        lines = self.list.lines.lines
        if 0 <= row < len(lines):
            self._open_plan(lines[row].key)

    def _open_plan(self, key: object) -> None:
        self._desk.go(PlanEditor(int(str(key))))


def _is_kind(one: PlanLine, kind: int) -> bool:
    is_closed = one.status is PlanStatus.CLOSED
    return (
        not is_closed,
        not is_closed and one.booked < one.sessions,
        is_closed,
        True,
    )[kind]


def line_of(one: PlanLine) -> Line:
    """Return a plan as a list shows it."""
    if one.done == one.sessions:
        far = _("all {number} done").format(number=one.sessions)
    else:
        said = _("{done} of {number} done, {open} to book")
        far = said.format(
            done=one.done, number=one.sessions, open=one.sessions - one.booked
        )
    return Line(
        one.client,
        one.title,
        mark=Chip(_(PLAN_WORDS[one.status]), TONES[one.status]),
        cells=(far, full_day(one.start)),
        key=int(one.id),
    )

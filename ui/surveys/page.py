"""Surveys: rounds, who is to be asked, what it says, and how the team is."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QSizePolicy, QStackedWidget

from salon.text import N_, _
from salon.views.surveys import PulseSight, ResultSight, RoundsSight
from ui.kit.buttons import Button, Tabs
from ui.kit.cards import across
from ui.kit.page import Page
from ui.kit.tokens import Type
from ui.kit.words import Words
from ui.parts.acting import turn_by_digits
from ui.places import Surveys
from ui.surveys.due import DueTab
from ui.surveys.entering import open_form
from ui.surveys.pulse import PulseTab
from ui.surveys.results import ResultsTab
from ui.surveys.rounds import RoundsTab
from ui.surveys.sheets import (
    ChangedSheet,
    PromiseSheet,
    PulseSheet,
    RoundSheet,
    SwitchSheet,
)

if TYPE_CHECKING:
    from ui.desk import Desk

TABS = (
    ("", N_("Rounds")),
    ("due", N_("To ask")),
    ("results", N_("Results")),
    ("pulse", N_("The team’s pulse")),
)
WATCHED = frozenset(
    ("surveys", "aftercare", "complaints", "courses", "clients", "settings", "staff")
)


class SurveysPage(Page):
    """All surveys of the salon; F enters a form, C rings."""

    def __init__(self, desk: "Desk", place: Surveys) -> None:
        super().__init__(_("Surveys"))
        self._desk = desk
        self._build_actions()
        self.tabs = Tabs([f"{at} {_(name)}" for at, (_key, name) in enumerate(TABS, 1)])
        turn_by_digits(self, self.tabs, self._turn)
        self.tabs.chosen.connect(self._turn)
        self.rounds = RoundsTab(desk, self)
        self.due = DueTab(desk, self)
        self.results = ResultsTab(desk, self)
        self.pulse = PulseTab(desk, self)
        self._every = (self.rounds, self.due, self.results, self.pulse)
        self.stack = QStackedWidget()
        for tab in self._every:
            self.stack.addWidget(tab)
        column = self.column()
        title = Words(_("Surveys"), type=Type.TITLE)
        switches = Button(action=self.switches, small=True)
        column.addLayout(across(title, None, switches, gap=10))
        column.addWidget(self.tabs)
        column.addWidget(self.stack, 1)
        desk.watch(WATCHED, self.refresh)
        self.arrive(place)

    def arrive(self, place: Surveys) -> None:
        """Show a tab, and a round if one is named."""
        keys = [key for key, _name in TABS]
        at = keys.index(place.tab) if place.tab in keys else 0
        self.tabs.choose(at)
        self._show_tab(at)
        if place.round_id:
            self.results.want(place.round_id)
        self.refresh()

    def refresh(self) -> None:
        """Ask again what the tab in sight shows."""
        self.tab.refresh()

    @property
    def tab(self) -> "RoundsTab | DueTab | ResultsTab | PulseTab":
        """Return the tab in sight."""
        return self._every[self.stack.currentIndex()]

    def heed(self, sight: RoundsSight) -> None:
        """Let what can be done follow whether a round is open."""
        self.begin.setEnabled(sight.now is None)
        if self.tab is self.rounds:
            self.close_it.setEnabled(sight.now is not None)
            self.paper.setEnabled(sight.now is not None)
            self.ring.setEnabled(bool(sight.open))

    def heed_result(self, sight: ResultSight) -> None:
        """Let what can be noted follow whether there is a round."""
        if self.tab is not self.results:
            return
        is_there = sight.line is not None
        for one in (self.changed, self.promise, self.paper):
            one.setEnabled(is_there)

    def heed_pulse(self, sight: PulseSight) -> None:
        """Let it be answered by whoever has not."""
        self.answer.setEnabled(sight.is_due and self.tab is self.pulse)

    def _build_actions(self) -> None:
        act = self.action
        self.form = act(_("Enter a &form"), "F", self._form, "clipboard-text")
        self.ring = act(_("On the &call list"), "C", self._ring, "phone-call")
        self.begin = act(_("Begin a &survey"), "N", self._begin, "plus")
        self.paper = act(_("P&rint"), "Ctrl+P", self._print, "printer")
        self.close_it = act(_("C&lose the survey"), "E", self._close, "lock")
        self.changed = act(_("&What we changed"), "W", self._changed, "pencil")
        self.promise = act(_("Pro&mise"), "M", self._promise, "heart-handshake")
        self.answer = act(_("&Answer"), "A", self._answer, "mood-smile")
        self.point = act(_("Take &up a point"), "U", self._point, "message-circle")
        self.switches = act(
            _("Which surve&ys are asked"), "Y", self._switch, "settings"
        )

    def _turn(self, at: int) -> None:
        self._show_tab(at)
        self._desk.settle(Surveys(TABS[at][0]))
        self.refresh()
        if self.first is not None:
            self.first.setFocus()

    def _show_tab(self, at: int) -> None:
        for tab in self._every:  # those out of sight ask for no room
            seen = tab is self._every[at]
            policy = (
                QSizePolicy.Policy.Preferred if seen else QSizePolicy.Policy.Ignored
            )
            tab.setSizePolicy(policy, policy)
        self.stack.setCurrentIndex(at)
        self.first = self.tab.first
        # what C does where one stands, so that nobody is surprised
        self.ring.setText(_("Go to the &call") if at == 0 else _("On the &call list"))
        self.ring.setEnabled(at in (0, 1))
        self.close_it.setEnabled(at == 0)
        self.changed.setEnabled(at == 2)
        self.promise.setEnabled(at == 2)
        self.paper.setEnabled(at in (0, 2))
        self.answer.setEnabled(at == 3)
        self.point.setEnabled(at == 3)

    def _form(self) -> None:
        open_form(self._desk)

    def _ring(self) -> None:
        if isinstance(self.tab, RoundsTab | DueTab):
            self.tab.ring()

    def _begin(self) -> None:
        RoundSheet(self._desk, self).open()

    def _print(self) -> None:
        if isinstance(self.tab, ResultsTab):
            self.tab.print_sheet()
        else:
            self.rounds.print_forms()

    def _close(self) -> None:
        self.rounds.close_now()

    def _changed(self) -> None:
        if self.results.line is not None:
            ChangedSheet(self._desk, self, self.results.line).open()

    def _promise(self) -> None:
        sight = self.results.sight
        if sight is not None and sight.line is not None:
            PromiseSheet(self._desk, self, sight).open()

    def _answer(self) -> None:
        PulseSheet(self._desk, self).begin()

    def _point(self) -> None:
        self.pulse.raise_point()

    def _switch(self) -> None:
        SwitchSheet(self._desk, self).open()

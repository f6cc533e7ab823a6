"""The house: rounds and defects, suggestions, training, and who comes in."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from salon.text import N_, _
from ui.house.defects import Rounds
from ui.house.door import Door
from ui.house.learning import Learning
from ui.house.lists import open_lists
from ui.house.suggesting import Suggestions
from ui.kit.buttons import Button, Tabs
from ui.kit.cards import across
from ui.kit.page import Page
from ui.kit.tokens import Type
from ui.kit.words import Words
from ui.parts.acting import turn_by_digits
from ui.places import House

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from ui.desk import Desk

TABS = (
    ("", N_("Round and defects")),
    ("suggestions", N_("Suggestions")),
    ("training", N_("Training")),
    ("door", N_("Enquiries and waiting")),
)
TOPICS = {
    *("house", "hosting", "shifts", "appointments", "staff", "settings", "catalogue"),
}


class HousePage(Page):
    """What belongs to nobody's file, and is somebody's work all the same."""

    def __init__(self, desk: "Desk", place: House) -> None:
        super().__init__(_("The house"))
        self._desk = desk
        self._build_actions()
        self.tabs = Tabs([f"{at} {_(name)}" for at, (_key, name) in enumerate(TABS, 1)])
        turn_by_digits(self, self.tabs, self._turn)
        self.tabs.chosen.connect(self._turn)
        self.rounds = Rounds(desk, self)
        self.suggestions = Suggestions(desk, self)
        self.learning = Learning(desk, self)
        self.door = Door(desk, self)
        self._every = (self.rounds, self.suggestions, self.learning, self.door)
        self.stack = QStackedWidget()
        for tab in self._every:
            self.stack.addWidget(tab)
        column = self.column()
        lists = Button(action=self.lists, small=True)
        title = Words(_("The house"), type=Type.TITLE)
        column.addLayout(across(title, None, lists, gap=10))
        column.addWidget(self.tabs)
        column.addWidget(self.stack, 1)
        desk.watch(TOPICS, self.refresh)
        self.arrive(place)

    def arrive(self, place: House) -> None:
        """Show a tab."""
        keys = [key for key, _name in TABS]
        at = keys.index(place.tab) if place.tab in keys else 0
        self.tabs.choose(at)
        self._show_tab(at)
        self.refresh()

    def refresh(self) -> None:
        """Ask again what the tab in sight shows."""
        self.tab.refresh()

    @property
    def tab(self) -> "Rounds | Suggestions | Learning | Door":
        """Return the tab in sight."""
        return self._every[self.stack.currentIndex()]

    def _build_actions(self) -> None:
        def on(tab: str, text: str, key: str, name: str, icon: str = "") -> "QAction":
            made = self.action(text, key, partial(self._do, name), icon)
            made.setProperty("tab", tab)
            return made

        self.go_round = on("", _("Go &round"), "G", "go_round", "list-details")
        self.second = on("", _("&Second round"), "S", "go_second", "list-details")
        self.defect = on("", _("Note a &defect"), "D", "note", "plus")
        self.mended = on("", _("&Mended"), "M", "mend", "check")
        self.owner = on("", _("&Who sees to it"), "W", "give", "user")
        self.suggest = on("suggestions", _("&New suggestion"), "N", "note", "plus")
        self.yes = on("suggestions", _("Say &yes"), "Y", "say_yes", "check")
        self.no = on("suggestions", _("Say no, and w&hy"), "X", "say_no", "x")
        self.change = on("suggestions", _("&Changed"), "C", "changed", "wand")
        self.same = on("suggestions", _("Counts wi&th another"), "H", "same", "users")
        self.paper = on("suggestions", _("&Print the year"), "Ctrl+P", "print_year")
        self.paper.setProperty("icon_name", "printer")
        self.taught = on("training", _("N&ote a training"), "T", "note", "plus")
        self.quiz = on("training", _("&Five questions"), "Q", "quiz", "help-circle")
        self.cards = on("training", _("What to &know"), "K", "cards", "clipboard-text")
        self.came = on("door", _("Somebody came &in"), "I", "note", "door-enter")
        self.open_one = on("door", _("Go on with th&e enquiry"), "E", "enter")
        self.offer = on("door", _("Offer while waitin&g"), "O", "offer", "coffee")
        self.front = on("door", _("The front was ch&anged"), "A", "front")
        self.lists = self.action(
            _("Short &lists"), "L", partial(open_lists, self._desk), "list-details"
        )
        self._of_tabs = [
            one for one in self.actions() if one.property("tab") is not None
        ]

    def _do(self, name: str) -> None:
        deed = getattr(self.tab, name, None)
        if deed is not None:
            deed()

    def _turn(self, at: int) -> None:
        self._show_tab(at)
        self._desk.settle(House(TABS[at][0]))
        self.refresh()
        if self.first is not None:
            self.first.setFocus()

    def _show_tab(self, at: int) -> None:
        policy = QSizePolicy.Policy
        for tab in self._every:  # those out of sight ask for no room
            how = policy.Preferred if tab is self._every[at] else policy.Ignored
            tab.setSizePolicy(how, how)
        self.stack.setCurrentIndex(at)
        for one in self._of_tabs:
            one.setEnabled(one.property("tab") == TABS[at][0])
        first: QWidget = self.tab.first
        self.first = first
        self.tab.picked()

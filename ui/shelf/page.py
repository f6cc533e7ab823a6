"""The shelf: what there is, what came and went, the stock-take, a recall.

A scanner is a keyboard to the program: F2 leads to the field it types into, and what
it ends with Enter is the product of that code, or the lot.
"""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QSizePolicy, QStackedWidget

from salon.shelf.model import Scanned
from salon.text import N_, _
from salon.views.shelf import scanned
from ui.kit.buttons import Tabs
from ui.kit.cards import across
from ui.kit.fields import TextField
from ui.kit.page import Page
from ui.kit.tokens import Type
from ui.kit.words import Words
from ui.places import Shelf
from ui.shelf.counting import Counting
from ui.shelf.moving import Moving
from ui.shelf.onhand import OnHandTab
from ui.shelf.recalling import Recalling

if TYPE_CHECKING:
    from ui.desk import Desk

TABS = (
    ("", N_("On hand")),
    ("moves", N_("Came and went")),
    ("count", N_("Stock-take")),
    ("recall", N_("Recall")),
)
SCAN_WIDE = 260


class ShelfPage(Page):
    """Everything on the shelf; Enter opens a product, + takes in, - takes off."""

    def __init__(self, desk: "Desk", place: Shelf) -> None:
        super().__init__(_("Shelf"))
        self._desk = desk
        self._build_actions()
        self.count = Words("", type=Type.SMALL, faint=True)
        self.scan = TextField(hint=_("Scan, or type a name"), icon="search")
        self.scan.setAccessibleName(_("Scan a code, or type a name"))
        self.scan.setFixedWidth(SCAN_WIDE)
        self.scan.textEdited.connect(self._typed)
        self.scan.returnPressed.connect(self._entered)
        self.tabs = Tabs([_(name) for _key, name in TABS])
        self.tabs.chosen.connect(self._turn)
        self.on_hand = OnHandTab(desk, self)
        self.moving = Moving(desk, self)
        self.counting = Counting(desk, self)
        self.recalling = Recalling(desk, self)
        self.stack = QStackedWidget()
        self._every = (self.on_hand, self.moving, self.counting, self.recalling)
        for tab in self._every:
            self.stack.addWidget(tab)
        column = self.column()
        title = Words(_("Shelf"), type=Type.TITLE)
        column.addLayout(across(title, self.count, None, self.scan, gap=10))
        column.addWidget(self.tabs)
        column.addWidget(self.stack, 1)
        desk.watch({"shelf", "catalogue", "treatments", "settings"}, self.refresh)
        self.arrive(place)

    def arrive(self, place: Shelf) -> None:
        """Show a tab, and a product if one is named."""
        keys = [key for key, _name in TABS]
        at = keys.index(place.tab) if place.tab in keys else 0
        self.tabs.choose(at)
        self._show_tab(at)
        if place.product_id:
            self.on_hand.want(place.product_id)
        self.refresh()

    def refresh(self) -> None:
        """Ask again what the tab in sight shows."""
        self.tab.refresh()

    @property
    def tab(self) -> "OnHandTab | Moving | Counting | Recalling":
        """Return the tab in sight."""
        return self._every[self.stack.currentIndex()]

    def _build_actions(self) -> None:
        act = self.action
        self.to_scan = act(_("&Scan"), "F2", self._go_scan, "search")
        self.take_in = act(_("Goods &in"), "+", partial(self._do, "take_in"), "plus")
        self.take_off = act(
            _("&Off the shelf"), "-", partial(self._do, "take_off"), "minus"
        )
        self.opened = act(
            _("Note as o&pened"), "O", partial(self._do, "open"), "bottle"
        )
        self.block = act(_("&Block or release"), "", partial(self._do, "block"), "lock")
        self.product = act(
            _("&Product"), "", partial(self._do, "open_product"), "pencil"
        )
        self.reverse = act(
            _("&Take this back"), "", partial(self._do, "reverse"), "arrow-back-up"
        )
        self.paper = act(_("P&rint"), "Ctrl+P", self._print, "printer")

    def _do(self, name: str) -> None:
        """Do it on the tab that can; else on what is on hand."""
        tab = self.tab
        deed = getattr(tab, name, None)
        if deed is None and name != "reverse":
            deed = getattr(self.on_hand, name)
        if deed is not None:
            deed()

    def _turn(self, at: int) -> None:
        self._show_tab(at)
        self._desk.settle(Shelf(TABS[at][0]))
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
        is_there = at == 0
        for one in (self.take_in, self.take_off, self.opened, self.block, self.product):
            one.setEnabled(is_there)
        self.reverse.setEnabled(at == 1)

    def _go_scan(self) -> None:
        self.scan.setFocus()
        self.scan.selectAll()

    def _typed(self, text: str) -> None:
        self.tab.narrow(text)

    def _entered(self) -> None:
        code = self.scan.text().strip()
        if not code:
            return
        asked = self._desk.ask(scanned, code)
        asked.then(partial(self._scanned, code)).otherwise(
            lambda error: self._desk.say(str(error))
        )

    def _scanned(self, code: str, found: Scanned | None) -> None:
        if found is None:
            if not self.tab.enter():
                said = _("Nothing on the shelf answers to “{code}”.")
                self._desk.say(said.format(code=code))
                self.scan.selectAll()
            return
        self.scan.clear()
        self.tab.narrow("")
        self.tab.take_code(found)

    def _print(self) -> None:
        tab = self.tab
        if isinstance(tab, Recalling):
            tab.print_list()
        else:
            self.counting.print_sheet()

"""A client's file: who she is, her story, her skin, and all we keep of her."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QWidget
from shiboken6 import isValid

from salon.aftercare.model import CallStatus
from salon.clients.model import ClientId
from salon.errors import SalonError
from salon.plans.model import PlanStatus
from salon.reports.model import StoryLine
from salon.text import N_, _
from salon.views.breaks import number_waiting
from salon.views.client import FileWords, Sight, file_words, sight_of
from salon.views.visit_facts import VisitFacts, more_story, visit_facts
from ui.clients.file import FileTab
from ui.clients.head import Unanswered, head_of
from ui.clients.plans import PlansTab
from ui.clients.story import StoryTab
from ui.clients.strip import VisitStrip
from ui.clients.tabs import CallsTab, TreatmentsTab
from ui.desk import Desk
from ui.kit.buttons import Button, Tabs
from ui.kit.cards import across
from ui.kit.page import Page
from ui.kit.states import Waiting
from ui.parts.holding import Holder, failed
from ui.parts.ways import (
    loyalty_tab,
    money_tab,
    open_booking,
    open_breaks,
    open_grievance,
    open_history,
    open_memory,
    open_mishap,
    open_needs,
    open_new_plan,
    open_print,
    open_record,
    open_wishes,
    open_writing,
    skin_tab,
)
from ui.places import (
    CallList,
    ClientCard,
    ClientList,
    ComplaintOf,
    IncidentOf,
    PlanEditor,
    Till,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

TABS = (
    ("story", N_("Story")),
    ("skin", N_("Skin")),
    ("treatments", N_("Treatments")),
    ("plans", N_("Plans")),
    ("calls", N_("Calls")),
    ("money", N_("Money")),
    ("file", N_("File")),
    ("loyalty", N_("Loyalty")),
)
_USUAL = {"plan": "Ctrl+P", "statement": ""}  # keys where no money is in sight
KEYS = [key for key, _name in TABS]
MONEY = frozenset(("ledger", "courses", "prepaid", "till", "appointments"))
CHARTED = "I_skin"  # the section of what is charted, measured and photographed
HERS = frozenset(
    (
        *("clients", "appointments", "treatments", "plans", "aftercare", "skin"),
        *("complaints", "incidents", "safety", "occasions", "forms", "notices"),
    )
)


class _Stack(QStackedWidget):
    """The tabs: they take what height there is, and scroll inside themselves."""

    def sizeHint(self) -> QSize:
        """Return how large it likes to be: no higher than it must."""
        return QSize(super().sizeHint().width(), self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Return how small it may become: as small as the tab that is in sight."""
        shown = self.currentWidget()
        return super().minimumSizeHint() if shown is None else shown.minimumSizeHint()


class ClientPage(Page):
    """One client; the same page shows whichever client one goes to."""

    def __init__(self, desk: Desk, place: ClientCard) -> None:
        super().__init__(_("Client"))
        self._desk = desk
        self._id = 0
        self._tab = ""
        self._sight: Sight | None = None
        self._number = 0  # of things that wait for an answer
        self.waiting: Unanswered | None = None
        self._words: FileWords | None = None
        self._is_stale: set[str] = set()
        self._is_shown = False
        self._wants_paper = False
        self._actions = self._make_actions()
        column = self.column(12)
        self.head = Holder(Waiting(_("Looking up the file …")))
        column.addWidget(self.head)
        self.tabs = Tabs([_(name) for _key, name in TABS])
        self.tabs.chosen.connect(lambda index: self.show_tab(KEYS[index]))
        self.assess = Button(action=self._actions["assess"], small=True)
        self.history = Button(action=self._actions["history"], small=True)
        self.top_up = Button(action=self._actions["bill"], small=True)
        self.statement = Button(action=self._actions["statement"], small=True)
        self.bar = QWidget()
        ends = (self.history, self.assess, self.top_up, self.statement)
        self.bar.setLayout(across(self.tabs, None, *ends))
        column.addWidget(self.bar)
        self.strip = VisitStrip(self._actions["book"], desk.premises.currency)
        column.insertWidget(1, self.strip)
        self.stack = _Stack()
        self.stack.currentChanged.connect(lambda _at: self.stack.updateGeometry())
        column.addWidget(self.stack, 1)
        self._made: dict[str, QWidget] = {}
        self._more: Sequence[StoryLine] = ()
        desk.watch(HERS, self.refresh, self.whose)
        desk.watch(MONEY, self._remoney, self.whose)
        desk.watch({"loyalty"}, self._restand)
        desk.watch({"settings"}, self.refresh)
        desk.watch({"catalogue"}, self._reword)
        self._reword()
        self.arrive(place)

    # where one is

    @property
    def search(self) -> QLineEdit | None:
        """The field that Ctrl+F goes to; only the story has one."""
        story = self.stack.currentWidget()
        return story.search if isinstance(story, StoryTab) else None

    def whose(self) -> int:
        """Return whose file it is."""
        return self._id

    def arrive(self, place: ClientCard) -> None:
        """Show another client, or another tab of the same one."""
        tab = place.tab if place.tab in KEYS else ""
        if place.id != self._id:
            self.leave()
            self._id = place.id
            self._sight, self._is_shown, self._number = None, False, 0
            self._more = ()
            self._wants_paper = False
            self._drop_tabs()
            self.refresh()
        self.show_tab(tab or (self._tab if place.id == self._id else "") or "story")

    def leave(self) -> None:
        """Keep what is half written."""
        for tab in self._made.values():
            keep = getattr(tab, "leave", None)
            if callable(keep):
                keep()

    def show_tab(self, key: str) -> None:
        """Show one of the tabs; it is made when it is first wanted."""
        self._tab = key
        self.tabs.choose(KEYS.index(key))
        self.first = self.tabs.group.button(KEYS.index(key))
        self._actions["assess"].setEnabled(self._sight is not None)
        self.history.setVisible(key == "file")
        self._offer_money(key == "money")
        self._offer_assessment()
        if self._sight is None or self._words is None:
            return
        if key not in self._made:
            self._made[key] = self._make(key)
            self.stack.addWidget(self._made[key])
            self._is_stale.add(key)
        if key in self._is_stale:
            self._is_stale.discard(key)
            self._made[key].show_sight(  # type: ignore[attr-defined]
                self._sight, self._words
            )
        self.stack.setCurrentWidget(self._made[key])
        if isinstance(self._desk.place, ClientCard) and self._desk.place.id == self._id:
            self._desk.settle(ClientCard(self._id, key))

    def refresh(self) -> None:
        """Ask for her file again."""
        key = ClientId(self._id)
        asked = self._desk.ask(sight_of, key)
        asked.then(partial(self._go_on, key)).otherwise(self._fail)
        # asked apart: plans and courses are looked through, and she is shown meanwhile
        counted = self._desk.ask(number_waiting, key)
        counted.then(partial(self._count, key)).otherwise(lambda _error: None)
        figures = self._desk.ask(visit_facts, key)
        figures.then(partial(self._figure, key)).otherwise(lambda _error: None)
        more = self._desk.ask(more_story, key)
        more.then(partial(self._tell_more, key)).otherwise(lambda _error: None)

    def _count(self, asked: ClientId, number: int) -> None:
        if asked != self._id:
            return
        self._number = number
        if self.waiting is not None and isValid(self.waiting):
            self.waiting.show_number(number)

    def _figure(self, asked: ClientId, facts: VisitFacts) -> None:
        if asked == self._id:
            self.strip.show_facts(facts)

    def _tell_more(self, asked: ClientId, lines: "Sequence[StoryLine]") -> None:
        if asked != self._id:
            return
        self._more = lines
        story = self._made.get("story")
        if isinstance(story, StoryTab):
            story.show_more(lines)

    def _go_on(self, asked: ClientId, sight: Sight) -> None:
        """Show the file that was asked for, or the one it was joined into."""
        if asked == self._id != sight.card.line.id:
            place = ClientCard(sight.card.line.id, self._tab)
            self._desk.settle(place)
            self.arrive(place)
        else:
            self._show(sight)

    # what is shown

    def _reword(self) -> None:
        self._desk.ask(file_words).then(self._take_words)

    def _take_words(self, words: FileWords) -> None:
        self._words, self._is_shown = words, False
        if self._sight is not None:
            self._show(self._sight)

    def _show(self, sight: Sight) -> None:
        if sight.card.line.id != self._id:
            return  # one has gone on to another client meanwhile
        is_same = sight == self._sight and self._is_shown
        self._sight = sight
        if self._wants_paper:
            self._wants_paper = False
            self._print()
        self._name(sight.card.line.name)
        if self._words is None:
            return
        if is_same:  # something of another client; focus and scrolling stay
            if "skin" in self._made:
                self._made["skin"].show_sight()  # type: ignore[attr-defined]
            return
        self._is_shown = True
        self._actions["incident"].setEnabled(bool(sight.incidents))
        self._actions["complaint"].setEnabled(bool(sight.complaints))
        region = self._desk.premises.region
        self.waiting = Unanswered(self._actions["breaks"])
        self.waiting.show_number(self._number)
        self.head.put(head_of(sight, self._words, region, self._actions, self.waiting))
        self.bar.show()
        self.strip.show()
        self.stack.show()
        self._is_stale = set(self._made)
        self.show_tab(self._tab or "story")

    def _offer_assessment(self) -> None:
        tab = self._made.get("skin")
        is_editing = getattr(tab, "editor", None) is not None
        self.assess.setVisible(self._tab == "skin" and not is_editing)
        is_charting = self._tab == "skin" and is_editing  # it needs the room
        self.strip.setVisible(not self.bar.isHidden() and not is_charting)

    def _name(self, name: str) -> None:
        self.setWindowTitle(name)
        self.setAccessibleName(name)

    def _fail(self, error: SalonError) -> None:
        back = Button(
            _("All clients"), icon="users", act=lambda: self._desk.go(ClientList())
        )
        state = failed(_("The file could not be read."), str(error), self.refresh, back)
        self._is_shown = False
        self.head.put(state)
        self.bar.hide()
        self.strip.hide()
        self.stack.hide()

    def _drop_tabs(self) -> None:
        for tab in self._made.values():
            self.stack.removeWidget(tab)
            tab.hide()
            tab.deleteLater()
        self._made.clear()
        self._is_stale.clear()

    def _make(self, key: str) -> QWidget:
        match key:
            case "skin":
                skin = skin_tab(self._desk, ClientId(self._id))
                skin.edits.connect(lambda _on: self._offer_assessment())
                return skin
            case "treatments":
                treatments = TreatmentsTab()
                treatments.opened.connect(lambda at: open_record(self._desk, at))
                return treatments
            case "plans":
                new = Button(action=self._actions["new_plan"], small=True)
                made = PlansTab(self._desk, new)
                made.opened.connect(lambda at: self._desk.go(PlanEditor(at)))
                return made
            case "calls":
                calls = CallsTab()
                calls.opened.connect(self._open_call)
                return calls
            case "loyalty":
                return loyalty_tab(self._desk, ClientId(self._id))
            case "money":
                statement = self._actions["statement"]
                return money_tab(self._desk, ClientId(self._id), statement)
            case "file":
                return FileTab(self._desk, ClientId(self._id))
        story = StoryTab()
        story.show_more(self._more)
        story.opened.connect(self._open_line)
        return story

    # what can be done

    def _make_actions(self) -> dict[str, QAction]:
        made: dict[str, QAction] = {}

        def add(
            key: str, text: str, keys: str, act: "Callable[[], object]", icon: str
        ) -> None:
            made[key] = self.action(text, keys, act, icon)

        add("book", _("&Book"), "Ctrl+B", self._book, "calendar-plus")
        add("call", _("&Call"), "Ctrl+L", self._call, "phone")
        add("write", _("Writ&e"), "Ctrl+M", self._write, "message-circle")
        add("plan", _("&Plan"), "Ctrl+P", self._plan, "clipboard-list")
        add("print", _("P&rint"), "Ctrl+Shift+P", self._print, "printer")
        add("assess", _("New &assessment"), "Ctrl+E", self._assess, "plus")
        statement = _("Print the stateme&nt")
        add("statement", statement, "", self._print_statement, "printer")
        add("bill", _("New bill"), "", self._bill, "receipt-dollar")
        add("history", _("&History"), "Ctrl+H", self._history, "history")
        add("new_plan", _("New p&lan"), "", self._new_plan, "plus")
        add("print_file", _("Prin&t the whole file"), "", self._print_file, "printer")
        add("mishap", _("Something went &wrong"), "", self._mishap, "urgent")
        add("incident", _("Open &incident"), "", self._incident, "urgent")
        add("grievance", _("Not c&ontent"), "", self._grievance, "message-report")
        add("complaint", _("Open co&mplaint"), "", self._complaint, "message-report")
        add("breaks", _("What does not &fit any more"), "", self._breaks, "git-compare")
        add("needs", _("Needs an&d value"), "", self._needs, "user-heart")
        add("wishes", _("Wi&shes about contact"), "", self._wishes, "phone-off")
        add("memory", _("What mo&ves this client"), "", self._memory, "sparkles")
        add("points", _("What is missin&g"), "Ctrl+G", self._points, "list-details")
        add(
            "coach", _("As&k at this visit"), "Ctrl+Shift+Q", self._coach, "help-circle"
        )
        add("merge", _("&Join with another file"), "", self._merge, "users-group")
        add("part", _("Part this file again"), "", self._part, "users-group")
        add("leave", _("Comes no more"), "", self._leave, "ban")
        add("copy", _("Cop&y of all that is kept"), "", self._copy, "file-download")
        add("erase", _("Erase this client"), "", self._erase, "trash")
        for index, (key, name) in enumerate(TABS):
            self.action(
                _(name), f"Ctrl+{index + 1}", self._tab_way(key), "list-details"
            )
        return made

    def act(self, key: str) -> None:
        """Do what one of its actions does."""
        self._actions[key].trigger()

    def _tab_way(self, key: str) -> "Callable[[], object]":
        return lambda: self.show_tab(key)

    def _book(self) -> None:
        open_booking(self._desk, self._id)

    def _call(self) -> None:
        self._desk.go(CallList(client_id=self._id))

    def _write(self) -> None:
        open_writing(self._desk, self._id)

    def _plan(self) -> None:
        key = self._plan_id()
        if key is not None:
            self._desk.go(PlanEditor(key))
        else:
            open_new_plan(self._desk, self._id)

    def _new_plan(self) -> None:
        open_new_plan(self._desk, self._id)

    def _plan_id(self) -> int | None:
        plans = self._sight.plans if self._sight is not None else ()
        open_ = (one.id for one in plans if one.status is not PlanStatus.CLOSED)
        return next(open_, None)

    def _print_file(self) -> None:
        open_print(self._desk, "file", self._id)

    def _print(self) -> None:
        if self._sight is None:  # pressed before the file had come
            self._wants_paper = True
            return
        key, visits = self._plan_id(), self._sight.kept
        if key is not None:
            open_print(self._desk, "plan", key)
        elif visits:
            open_print(self._desk, "after", int(visits[0].id))
        else:
            said = _("{client}: there is no plan and no treatment to print yet.")
            self._desk.say(said.format(client=self._sight.card.line.name))

    def _assess(self) -> None:
        self.show_tab("skin")
        begin = getattr(self._made.get("skin"), "begin", None)
        if begin is not None:
            begin()

    def _offer_money(self, is_money: bool) -> None:
        """Let Ctrl+P print the statement beside the money it is about."""
        self.top_up.setVisible(is_money)
        self.statement.setVisible(is_money)
        for name, keys in (("plan", ""), ("statement", "Ctrl+P")):
            self._actions[name].setShortcut(keys if is_money else _USUAL[name])

    def _restand(self) -> None:
        if "loyalty" in self._made:
            self._made["loyalty"].show_sight()  # type: ignore[attr-defined]

    def _remoney(self) -> None:
        if "money" in self._made:
            self._made["money"].refresh()  # type: ignore[attr-defined]

    def _print_statement(self) -> None:
        open_print(self._desk, "statement", self._id)

    def _bill(self) -> None:
        self._desk.go(Till(client_id=self._id))

    def _history(self) -> None:
        open_history(self._desk, "client", self._id)

    def _mishap(self) -> None:
        open_mishap(self._desk, self._id)

    def _incident(self) -> None:
        if self._sight is not None and self._sight.incidents:
            self._desk.go(IncidentOf(self._sight.incidents[0].id))

    def _grievance(self) -> None:
        open_grievance(self._desk, self._id)

    def _complaint(self) -> None:
        if self._sight is not None and self._sight.complaints:
            self._desk.go(ComplaintOf(self._sight.complaints[0].id))

    def _breaks(self) -> None:
        open_breaks(self._desk, self._id, tells_of_none=True)

    def _needs(self) -> None:
        open_needs(self._desk, self._id)

    def _wishes(self) -> None:
        open_wishes(self._desk, self._id)

    def _memory(self) -> None:
        open_memory(self._desk, self._id)

    def _points(self) -> None:
        """Say point by point how full the file is."""
        from ui.clients.points import open_points

        if self._sight is not None:
            name = self._sight.card.line.name
            open_points(self._desk, self._sight.full, name, self._answer)

    def _answer(self, ref: str, section: str) -> None:
        """Go to where a question is answered."""
        if section == CHARTED:
            self.show_tab("skin")
            return
        self.show_tab("file")
        file = self._made.get("file")
        if isinstance(file, FileTab) and not file.keeping.ask_for(ref):
            file.show_section(section)

    def _coach(self) -> None:
        """Ask what is worth asking at this visit."""
        from ui.parts.coaching import open_coach

        if self._sight is not None and self._sight.coach is not None:
            open_coach(self._desk, self._sight.coach)

    def _merge(self) -> None:
        from ui.clients.merging import open_merge

        if self._sight is not None:
            open_merge(self._desk, self._sight.card, self)

    def _part(self) -> None:
        from ui.clients.parting import PartSheet

        if self._sight is not None:
            PartSheet(self._desk, self, self._sight.card).open()

    def _leave(self) -> None:
        from ui.clients.leaving import LeaveSheet

        if self._sight is not None:
            LeaveSheet(self._desk, self, self._sight.card).open()

    def _copy(self) -> None:
        from ui.clients.leaving import CopySheet

        if self._sight is not None:
            CopySheet(self._desk, self, self._sight.card).open()

    def _erase(self) -> None:
        from ui.clients.leaving import EraseSheet

        if self._sight is not None:
            EraseSheet(self._desk, self, self._sight.card).open()

    def _open_call(self, key: int) -> None:
        """Go to a call that waits; of one that is over all is said in the tab."""
        waiting = self._sight.calls if self._sight is not None else ()
        if any(one.id == key for one in waiting if one.status is CallStatus.WAITING):
            self._desk.go(CallList(key))
        else:
            self.show_tab("calls")

    def _open_line(self, line: StoryLine) -> None:
        match line.kind:
            case "visit" | "treatment":
                open_record(self._desk, line.key)
            case "plan":
                self._desk.go(PlanEditor(line.key))
            case "assessment":
                self.show_tab("skin")
            case "photo":
                self.show_tab("skin")
            case "bill" | "course":
                self.show_tab("money")
            case "form":
                self.show_tab("file")
            case "complaint":
                self._desk.go(ComplaintOf(line.key))
            case "incident":
                self._desk.go(IncidentOf(line.key))
            case "call":
                self._open_call(line.key)

"""Beginning a plan: for whom, from which template, from when."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from salon.clients.model import ClientId, ClientLine
from salon.clients.queries import client_lines
from salon.errors import SalonError
from salon.plans.model import PlanId
from salon.plans.operations import make_plan
from salon.text import _, ngettext
from salon.views.plans import TemplateLine, templates_for
from ui.kit.chips import Chip
from ui.kit.fields import TextField
from ui.kit.picker import Picker
from ui.kit.rows import Line, Look, People
from ui.kit.sheet import Sheet
from ui.kit.tokens import Tone, Type
from ui.kit.words import Words
from ui.parts.fields import DayField
from ui.parts.forms import Form
from ui.parts.homes import home_of
from ui.parts.ways import picking_client
from ui.places import PlanEditor

if TYPE_CHECKING:
    from ui.desk import Desk


def open_new_plan(desk: "Desk", client_id: int | None = None) -> "NewPlan | None":
    """Ask for whom a plan is and from which template; it opens when it is made."""
    home = home_of(desk)
    if home is None:
        return None
    sheet = NewPlan(desk, home)
    sheet.begin(client_id)
    sheet.open()
    return sheet


class NewPlan(Sheet):
    """For whom, which template, from which day, and what she wants in her words."""

    def __init__(self, desk: "Desk", home: QWidget) -> None:
        super().__init__(home, _("New plan"), icon="clipboard-list", wide=600)
        self._desk = desk
        self._templates: list[TemplateLine] = []
        self.form = Form()
        self.client = Picker(
            picking_client(desk),
            _("Find a client by name, phone or card"),
            name=_("Client"),
        )
        self.form.row("client", _("For whom?"), self.client)
        self.client.taken.connect(lambda _line: self._ask())
        self.list = People([], Look(height=46, small=True), _("Templates"))
        self.list.setFixedHeight(5 * 46 + 2)
        self.list.picked.connect(lambda _row: self._chosen())
        self.list.opened.connect(lambda _row: self._make())
        self.why = Words("", type=Type.SMALL, faint=True, wrap=True)
        self.form.row("template", _("From which plan?"), self.list)
        self.form.add(self.why)
        self.start = DayField(desk, desk.today())
        self._start_row = self.form.row("start", _("It begins on"), self.start)
        self.goal = TextField("")
        self.form.row(
            "goal",
            _("What does the client want?"),
            self.goal,
            _("In the client’s words; the client reads it"),
        )
        self.add(self.form)
        self.cancel()
        self.make = self.button(_("Make the plan"), self._make, primary=True)

    def begin(self, client_id: int | None) -> None:
        """Fill in what is known."""
        if client_id is None:
            self._ask()
            self.client.setFocus()
        else:
            hers = self._desk.ask(client_lines, [ClientId(client_id)])
            hers.then(self._known)

    def _known(self, found: list[ClientLine]) -> None:
        for line in found:  # none: the file was taken back meanwhile
            self.client.put(Line(line.name, key=int(line.id)))
        self._ask()
        (self.list if found else self.client).setFocus()

    def _ask(self) -> None:
        key = self.client.key
        client = ClientId(int(str(key))) if key is not None else None
        self._desk.ask(templates_for, client).then(self._show).otherwise(self.fail)

    def _show(self, templates: list[TemplateLine]) -> None:
        ordered = sorted(templates, key=lambda one: bool(one.why_not))
        self._templates = ordered
        self.list.show_lines([_line(one) for one in ordered])
        if self.list.chosen() is None and ordered:
            self.list.choose(0)
        self._chosen()

    def chosen(self) -> TemplateLine | None:
        """Return the template that is chosen."""
        row = self.list.currentIndex().row()
        return self._templates[row] if 0 <= row < len(self._templates) else None

    def _chosen(self) -> None:
        one = self.chosen()
        if one is None:
            return
        is_event = one.is_for_event
        label = _("The day of the event") if is_event else _("It begins on")
        self.start.setAccessibleName(label)
        said = ""
        if one.why_not:
            said = _("Does not fit this client: {why}").format(why=one.why_not)
        elif is_event:
            said = _("The plan leads up to the day; write the day of the event below.")
        self.why.say(said)
        self.make.setEnabled(not one.why_not)

    def _make(self) -> None:
        one, key = self.chosen(), self.client.key
        day: date | None = self.start.value()
        wrong: dict[str, object] = {}
        if key is None:
            wrong["client"] = _("Choose a client.")
        if one is None:
            wrong["template"] = _("Choose a plan to begin with.")
        if day is None:
            wrong["start"] = _("Choose a day.")
        if self.form.wrong(wrong) or one is None or day is None:
            return
        if not self.make.isEnabled():
            return  # it is on its way, or not for her
        self.make.setEnabled(False)
        goal = self.goal.text().strip()
        making = self._desk.do(
            make_plan,
            ClientId(int(str(key))),
            one.ref,
            start=day,
            said={"goal": goal} if goal else {},
        )
        making.then(self._made).otherwise(self._refuse)

    def _refuse(self, error: SalonError) -> None:
        self.make.setEnabled(True)
        self.fail(error)

    def _made(self, key: PlanId) -> None:
        self.accept()
        self._desk.go(PlanEditor(int(key)))


def _line(one: TemplateLine) -> Line:
    weeks = ngettext("{number} week", "{number} weeks", one.weeks)
    sessions = ngettext("{number} session", "{number} sessions", one.sessions)
    parts = [sessions.format(number=one.sessions), weeks.format(number=one.weeks)]
    mark = None
    if one.why_not:
        parts = [one.why_not]
        mark = Chip(_("does not fit"), Tone.PLAIN)
    elif one.is_for_event:
        parts.append(_("towards a day"))
    tone = Tone.PLAIN if one.why_not else Tone.ROSE
    return Line(str(one.names), " · ".join(parts), mark=mark, tone=tone, key=one.ref)

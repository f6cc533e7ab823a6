"""Sheets about occasions: leaving one out, the rules, a promise."""

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from salon.clients.model import ClientId, ClientLine
from salon.clients.queries import client_line
from salon.occasions.model import KIND_WORDS, Kind, Matches, OccasionLine, Rule
from salon.occasions.operations import note_promise, set_rule, skip_occasion
from salon.occasions.queries import matches, rules_of
from salon.occasions.rules import Rules
from salon.staff.queries import team
from salon.text import N_, _, ngettext, number, short_day
from ui.kit.buttons import Segments
from ui.kit.cards import down, held
from ui.kit.chips import Chip
from ui.kit.fields import Choice, TextField
from ui.kit.remaining import Remaining
from ui.kit.rows import Line, Look
from ui.kit.sheet import Sheet
from ui.kit.tokens import Tone, Type
from ui.kit.words import Words
from ui.parts.fields import DayField
from ui.parts.forms import Form
from ui.parts.homes import home_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from salon.staff.model import StaffLine
    from ui.desk import Desk

SHOWN = 3  # of those whom a rule would be about; the others are counted
UNITS = {  # of some kinds the first numbers are no days
    Kind.PATCH: N_("Here they are hours after the test was put on."),
    Kind.LAPSED: N_("Here they are % of the client’s own usual interval."),
}
NUMBERS = ("offsets", "grace", "look_back", "cooldown", "a_day")


def leave_out(desk: "Desk", one: OccasionLine) -> Sheet | None:
    """Ask why an occasion is left out; the reason is kept with it."""
    home = home_of(desk)
    if home is None or one.id is None:
        return None
    key = one.id
    title = _("Leave this out for {client}").format(client=one.client)
    sheet = Sheet(home, title, one.reason, icon="ban", wide=460)
    reason = TextField(hint=_("Why"), name=_("Reason"))
    form = Form()
    form.row("reason", _("Reason"), reason)
    sheet.add(held(down(form, None)))

    def skip() -> None:
        doing = desk.do(skip_occasion, key, reason.text(), seen=one.version)
        doing.then(lambda _done: sheet.accept()).otherwise(sheet.fail)

    sheet.cancel()
    sheet.button(_("Leave it out"), skip, primary=True)
    sheet.open()
    reason.setFocus()
    return sheet


def open_promise(desk: "Desk", client_id: int, name: str = "") -> "PromiseSheet | None":
    """Ask what was promised to a client, and until when."""
    home = home_of(desk)
    if home is None:
        return None
    sheet = PromiseSheet(desk, home, client_id, name)
    sheet.open()
    sheet.text.setFocus()
    return sheet


class PromiseSheet(Sheet):
    """What was promised, and until which day; a call reminds of it."""

    def __init__(self, desk: "Desk", home: QWidget, client_id: int, name: str) -> None:
        super().__init__(home, _("A promise"), icon="heart-handshake", wide=460)
        self.say_whom(name)
        self._desk, self._client = desk, client_id
        self.text = TextField(hint=_("Send the photograph, ask about the mask …"))
        self.day = DayField(desk, None)
        self.day.put(desk.today() + timedelta(days=1))
        self.owner = Choice([""], name=_("Who sees to it"))
        self._people: list[int] = []
        self.form = Form()
        self.form.row("text", _("What was promised"), self.text)
        self.form.row("due", _("Until"), self.day)
        self.form.row("owner", _("Who sees to it"), self.owner)
        self.whose = Words(name, type=Type.FIGURE)
        self.add(self.whose, held(down(self.form, None)))
        self.cancel()
        self.button(_("Note the promise"), self._keep, primary=True)
        desk.ask(team).then(self._know).otherwise(self.fail)
        if not name:
            desk.ask(client_line, client_id).then(self._tell_whose)

    def _tell_whose(self, client: ClientLine) -> None:
        """Say to whom it is promised."""
        self.setAccessibleName(client.name)
        self.whose.say(client.name)

    def _know(self, people: "Sequence[StaffLine]") -> None:
        """Offer everybody; who is at the desk stands first."""
        here = self._desk.by
        shown = sorted(people, key=lambda one: one.id != here)
        self._people = [int(one.id) for one in shown]
        self.owner.clear()
        self.owner.addItems([one.name for one in shown])

    def _keep(self) -> None:
        said = self.form.values()
        wrong: dict[str, object] = {}
        if not str(said["text"]).strip():
            wrong["text"] = _("Say it in a few words.")
        if said["due"] is None or said["due"] < self._desk.today():
            wrong["due"] = _("Choose a day from today on.")
        if self.form.wrong(wrong):
            return
        who = ClientId(self._client)
        place = int(said["owner"])
        owner = self._people[place] if 0 <= place < len(self._people) else None
        doing = self._desk.do(note_promise, who, said["text"], said["due"], owner)
        doing.then(lambda _key: self.accept()).otherwise(self.fail)


def open_rules(desk: "Desk") -> "RulesSheet | None":
    """Open the rules of all kinds."""
    home = home_of(desk)
    if home is None:
        return None
    sheet = RulesSheet(desk, home)
    sheet.open()
    sheet.list.setFocus()
    return sheet


class RulesSheet(Sheet):
    """Every kind with its switch and numbers, and whom it would be about."""

    def __init__(self, desk: "Desk", home: QWidget) -> None:
        text = _(
            "What sells is off until you switch it on. Look first whom it would be "
            "about in the next month."
        )
        super().__init__(home, _("Rules"), text, icon="list-details", wide=620)
        self._desk = desk
        self._rules: Rules | None = None
        look = Look(height=36, avatar=0, small=True)
        self.list = Remaining(look, _("Kinds of occasions"), 4)
        self.list.picked.connect(lambda _row: self._picked())
        self.switch = Segments(
            [_("Off"), _("On")], label=_("Whether it is carried out")
        )
        self.form = Form()
        self.form.row("on", _("Carried out"), self.switch)
        self.fields = {name: TextField() for name in NUMBERS}
        labels = (
            _("Days ahead or after, in turn"),
            _("Days on which it still makes sense"),
            _("Days a run looks back"),
            _("Days of rest for the same client"),
            _("At most a day"),
        )
        rows = {
            name: self.form.row(name, label, field)
            for (name, field), label in zip(self.fields.items(), labels, strict=True)
        }
        self._offsets = rows["offsets"]
        self.name = Words("", type=Type.SMALL_STRONG)
        self.preview = Words("", type=Type.SMALL, faint=True, wrap=True)
        self.add(self.list, self.name, self.preview, self.form)
        self.cancel(_("Close"))
        self.button(_("Keep this rule"), self._keep, primary=True)
        self._ask()

    def _ask(self) -> None:
        self._desk.ask(rules_of).then(self._show).otherwise(self.fail)

    def _show(self, rules: Rules) -> None:
        self._rules = rules
        row = max(self.list.currentIndex().row(), 0)
        self.list.show_lines([_rule_line(rules[kind]) for kind in Kind])
        self.list.choose(row)
        self._picked()

    def rule(self) -> Rule | None:
        """Return the rule that is shown."""
        row = self.list.currentIndex().row()
        if self._rules is None or row < 0:
            return None
        return self._rules[tuple(Kind)[row]]

    def _picked(self) -> None:
        rule = self.rule()
        if rule is None:
            return
        self.switch.choose(int(rule.on))
        self.name.say(_(KIND_WORDS[rule.kind]))
        self._offsets.tell(_(UNITS[rule.kind]) if rule.kind in UNITS else "")
        for name, field in self.fields.items():
            field.setText(str(_written(getattr(rule, name))))
        self.preview.say(_("Looking …"))
        asked = self._desk.ask(matches, rule.kind)
        asked.then(partial(self._show_matches, rule.kind)).otherwise(self.fail)

    def _show_matches(self, kind: Kind, found: Matches) -> None:
        rule = self.rule()
        if rule is None or rule.kind is not kind:
            return
        self.preview.say(matches_words(found))

    def _keep(self) -> None:
        rule = self.rule()
        if rule is None:
            return
        said: dict[str, Any] = {name: one.text() for name, one in self.fields.items()}
        said["on"] = bool(self.switch.index)
        if all(said[name] == _written(getattr(rule, name)) for name in said):
            self.accept()  # nothing was changed
            return
        doing = self._desk.do(set_rule, rule.kind.value, **said)
        doing.then(lambda _done: self._ask()).otherwise(self.fail)


def matches_words(found: Matches) -> str:
    """Return whom a rule would be about in the next month, and why."""
    if found.is_thin:
        return _("Nobody in the next month, as far as the files know.")
    said = ngettext(
        "In the next month it is about {n} client:",
        "In the next month it is about {n} clients:",
        found.total,
    ).format(n=number(found.total))
    lines = [
        f"{one.client}, {short_day(one.day)}: {one.reason}"
        for one in found.lines[:SHOWN]
    ]
    if found.total > len(lines):
        more = found.total - len(lines)
        lines.append(_("and {number} more").format(number=number(more)))
    return "\n".join((said, *lines))


def _written(value: object) -> object:
    """Return a number of a rule as its field says it; a switch stays one."""
    if isinstance(value, bool):
        return value
    return " ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _rule_line(rule: Rule) -> Line:
    mark = Chip(_("On"), Tone.SAGE) if rule.on else Chip(_("Off"), Tone.PLAIN)
    return Line(_(KIND_WORDS[rule.kind]), mark=mark, key=rule.kind.value)

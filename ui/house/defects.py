"""Rounds of the shop, and what is not right until somebody mends it."""

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from salon.errors import SalonError
from salon.house.model import DefectLine
from salon.house.operations import give_defect, mend, note_defect
from salon.shifts.model import UNANNOUNCED, RoundLine, named_check
from salon.staff.model import StaffLine
from salon.text import _, full_day, hour, listed, ngettext, short_day
from salon.views.house import RoundSight, round_sight
from ui.kit.buttons import Button
from ui.kit.cards import Card, Heading, across, down, held
from ui.kit.chips import Chip
from ui.kit.columns import Columns
from ui.kit.fields import Choice, Notes
from ui.kit.offers import Offers, of_action, offer
from ui.kit.remaining import Remaining
from ui.kit.rows import Line, Look, Meter
from ui.kit.sheet import Sheet
from ui.kit.states import Calm
from ui.kit.tokens import Tone, Type
from ui.kit.words import Words
from ui.parts.fields import DayField
from ui.parts.forms import Form
from ui.parts.homes import home_of, tell
from ui.parts.ways import open_round, open_second_round

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.house.page import HousePage

OFTEN = 2  # times a check was wrong within a month, from which it is named


class Rounds(QWidget):
    """What is not right now, beside how the days went; never who was at fault."""

    def __init__(self, desk: "Desk", page: "HousePage") -> None:
        super().__init__()
        self._desk, self._page = desk, page
        self._lines: tuple[DefectLine, ...] = ()
        self._team: tuple[StaffLine, ...] = ()
        self.today = Words("", type=Type.STRONG, wrap=True)
        self.second = Words("", type=Type.SMALL, faint=True, wrap=True)
        rounds = (
            Button(action=page.go_round, small=True),
            Button(action=page.second, small=True),
        )
        self.list = Remaining(Look(height=48), _("What is not right"), 4)
        self.list.picked.connect(lambda _row: self.picked())
        self.list.opened.connect(lambda _row: self.give())
        offer(self.list, self._offers)
        self.calm = Calm(
            _("All is right"),
            _("What is not right on a round stands here until it is mended."),
            icon="circle-check",
        )
        self.calm.hide()
        tools = across(
            Button(action=page.defect, small=True),
            None,
            Button(action=page.owner, small=True),
            Button(action=page.mended, small=True),
            gap=8,
        )
        left = Card(Heading(_("What is not right"), icon="building-store"), pad=12)
        left.add(tools).add(self.list, stretch=1).add(self.calm, stretch=1)
        look = Look(height=44, columns=((110, True),))
        self.days = Remaining(look, _("Rounds of thirty days"), 4)
        self.often = Words("", type=Type.SMALL, faint=True, wrap=True)
        right = Card(Heading(_("Rounds of thirty days"), icon="history"), pad=12)
        right.add(self.often).add(self.days, stretch=1)
        said = held(down(self.today, self.second, gap=2))
        head = across(said, None, *rounds, gap=8)
        head.setStretch(0, 1)
        column = down(head, Columns(left, right), gap=12)
        column.setStretch(1, 1)
        column.setContentsMargins(0, 0, 0, 0)
        self.setLayout(column)
        self.first: QWidget = self.list

    def refresh(self) -> None:
        """Ask again."""
        self._desk.ask(round_sight).then(self._show).otherwise(self._fail)

    def _fail(self, error: SalonError) -> None:
        self._desk.say(str(error))

    def _show(self, sight: RoundSight) -> None:
        self._team = sight.team
        self._lines = sight.defects
        self.today.say(_said(sight.morning, _("This morning’s round")))
        self.second.say(_said(sight.second, _("Second round, unannounced")))
        lines = [_line(one, sight) for one in sight.defects]
        self.list.setVisible(bool(lines))
        self.calm.setVisible(not lines)
        self.list.show_lines(lines)
        if lines and self.list.chosen() is None:
            self.list.choose(0)
        self.days.show_lines([_day(one) for one in sight.gone])
        wrong = Counter(key for one in sight.gone for key in one.wrong)
        often = [
            f"{named_check(key)} ({many}×)"
            for key, many in wrong.most_common(3)
            if many >= OFTEN
        ]
        self.often.say(
            _("Most often: {what}").format(what=listed(often)) if often else ""
        )
        self.often.setVisible(bool(often))
        self.picked()

    def picked(self) -> None:
        """Let what can be done with the chosen line be offered."""
        one = self.chosen()
        is_open = one is not None and one.is_open and self._page.tab is self
        self._page.mended.setEnabled(is_open)
        self._page.owner.setEnabled(is_open)

    def chosen(self) -> DefectLine | None:
        """Return the line that is chosen."""
        line = self.list.chosen()
        return next((one for one in self._lines if line and one.id == line.key), None)

    def _offers(self, _row: int) -> Offers:
        page = self._page
        return (
            of_action(page.mended),
            of_action(page.owner),
            None,
            of_action(page.defect),
        )

    # what can be done

    def go_round(self) -> None:
        """Go round the shop."""
        open_round(self._desk)

    def go_second(self) -> None:
        """Go round once more, unannounced."""
        open_second_round(self._desk)

    def mend(self) -> None:
        """Note that it is right again."""
        one = self.chosen()
        if one is None or not one.is_open:
            return
        doing = self._desk.do(mend, one.id, seen=one.version)
        said = _("Mended: {what}").format(what=one.words)
        doing.then(lambda _none: tell(self._desk, said)).otherwise(self._fail)

    def note(self) -> None:
        """Ask what is not right."""
        self._ask(None)

    def give(self) -> None:
        """Ask who sees to it."""
        one = self.chosen()
        if one is not None and one.is_open:
            self._ask(one)

    def _ask(self, one: DefectLine | None) -> None:
        home = home_of(self._desk)
        if home is None:
            return
        title = _("Note a defect") if one is None else one.words
        sheet = Sheet(home, title, icon="building-store", wide=480)
        form = Form()
        if one is None:
            form.row("words", _("What is not right"), Notes(rows=2))
        people = [_("Nobody yet"), *(each.name for each in self._team)]
        keys: list[int | None] = [None, *(int(each.id) for each in self._team)]
        on = one.owner_id if one is not None else None
        form.row(
            "owner",
            _("Who sees to it"),
            Choice(people, keys.index(on) if on in keys else 0),
        )
        due = one.due if one is not None else None
        day = DayField(self._desk, due, _("Until when"), optional=True)
        form.row("due", _("Until when"), day)

        def save() -> None:
            said = form.values()
            owner = keys[int(said["owner"])]
            if one is None:
                noting = self._desk.do(
                    note_defect, said["words"], owner_id=owner, due=said["due"]
                )
                noting.then(lambda _key: sheet.accept()).otherwise(sheet.fail)
                return
            giving = self._desk.do(
                give_defect, one.id, owner, said["due"], seen=one.version
            )
            giving.then(lambda _none: sheet.accept()).otherwise(sheet.fail)

        sheet.add(form)
        sheet.body.addStretch(1)
        sheet.cancel()
        sheet.button(_("Keep"), save, primary=True)
        sheet.open()
        first = form.field("words" if one is None else "owner")
        first.setFocus()


def _said(line: RoundLine, name: str) -> str:
    if line.at is None:
        return _("{round}: not gone yet today").format(round=name)
    wrong = len(line.wrong)
    if not wrong:
        said = _("{round}: all right at {hour}")
        return said.format(round=name, hour=hour(line.at))
    said = ngettext(
        "{round}: {number} thing not right at {hour}",
        "{round}: {number} things not right at {hour}",
        wrong,
    )
    return said.format(round=name, number=wrong, hour=hour(line.at))


def _line(one: DefectLine, sight: RoundSight) -> Line:
    since = _("since {day}").format(day=short_day(one.opened_on))
    if not one.is_open and one.mended_on is not None:
        done = _("mended {day}").format(day=short_day(one.mended_on))
        parts = (since, done, one.note)
        return Line(
            one.words,
            detail=" · ".join(filter(None, parts)),
            mark=Chip(_("Mended"), Tone.SAGE, "check"),
            key=one.id,
        )
    until = _("until {day}").format(day=full_day(one.due)) if one.due else ""
    who = one.owner or _("nobody sees to it")
    marks = (Chip(_("Overdue"), Tone.AMBER),) if one.is_late(sight.today) else ()
    below = " · ".join(filter(None, (since, who, until)))
    return Line(one.words, detail=below, alerts=marks, key=one.id)


def _day(one: RoundLine) -> Line:
    seen = len(one.seen)
    right = seen - len(one.wrong)
    name = full_day(one.day)
    if one.nth == UNANNOUNCED:
        name = _("{day}, second round").format(day=name)
    wrong = listed(map(named_check, one.wrong)) if one.wrong else _("all is right")
    tone = Tone.AMBER if one.wrong else Tone.SAGE
    meter = Meter(f"{right}/{seen}", part=right / seen if seen else 0.0, tone=tone)
    return Line(name, detail=wrong, cells=(meter,), key=(one.day, one.nth))

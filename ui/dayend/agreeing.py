"""How the till is counted here, and what part of what somebody has."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from salon.dayend.model import KIND_WORDS, Kind, Moment, Price, RuleLine
from salon.dayend.operations import set_commission
from salon.money import Money
from salon.settings.operations import describe
from salon.settings.usual import difference_limit
from salon.staff.model import StaffId, StaffLine
from salon.staff.queries import team
from salon.text import _, number
from salon.views.dayend import commission_rules
from ui.kit.buttons import Tick
from ui.kit.cards import across, held
from ui.kit.fields import Choice, TextField
from ui.kit.remaining import Remaining
from ui.kit.rows import Line, Look
from ui.kit.sheet import Sheet
from ui.kit.tokens import Type
from ui.kit.words import Words
from ui.parts.fields import MoneyField
from ui.parts.forms import Form
from ui.parts.homes import home_of, tell

if TYPE_CHECKING:
    from ui.desk import Desk


def open_counting(desk: "Desk") -> "CountingSheet | None":
    """Ask how the till is counted here."""
    home = home_of(desk)
    if home is None:
        return None
    sheet = CountingSheet(desk, home)
    sheet.open()
    return sheet


class CountingSheet(Sheet):
    """Blind or not, coins weighed or not, and from when on a second person counts."""

    def __init__(self, desk: "Desk", home: QWidget) -> None:
        super().__init__(home, _("How the till is counted"), icon="settings", wide=520)
        self._desk = desk
        here = desk.premises
        self.form = Form()
        blind = Tick(_("Hide what should be until all is counted"), here.blind_count)
        coins = Tick(_("Coins are weighed: one box"), here.coins_weighed)
        self.form.row("blind_count", _("Counting"), blind)
        self.form.row("coins_weighed", _("Coins"), coins)
        limit = MoneyField(difference_limit(here), here.currency, _("Most alone"))
        hint = _("A larger difference wants a second person.")
        self.form.row("till_limit", _("One person may differ by"), limit, hint)
        self.add(self.form)
        self.body.addStretch(1)
        self.cancel()
        self.button(_("Keep"), self._keep, primary=True)

    def _keep(self) -> None:
        changes = self.form.changes()
        limit = changes.get("till_limit")
        if isinstance(limit, Money):
            changes["till_limit"] = limit.minor
        if not changes:
            self.accept()
            return
        self._desk.do(describe, **changes).then(self._kept).otherwise(self.fail)

    def _kept(self, _done: object) -> None:
        self.accept()
        tell(self._desk, _("Kept"))


def open_parts(desk: "Desk") -> "PartsSheet | None":
    """Show what part of what everybody has, to agree it anew."""
    home = home_of(desk)
    if home is None:
        return None
    sheet = PartsSheet(desk, home)
    sheet.open()
    return sheet


class PartsSheet(Sheet):
    """The rules that stand, and a line below to agree one anew."""

    def __init__(self, desk: "Desk", home: QWidget) -> None:
        super().__init__(home, _("Commission"), icon="users", wide=680)
        self._desk = desk
        self._rules: list[RuleLine] = []
        self._ids: list[int | None] = [None]
        said = _(
            "It holds for the days that are not closed yet. What was kept stays as it "
            "was."
        )
        self.add(Words(said, type=Type.SMALL, faint=True, wrap=True))
        look = Look(height=44, columns=((90, False),))
        self.list = Remaining(look, _("What was agreed"), 5)
        self.list.picked.connect(self._picked)
        self.add(self.list)
        self.who = Choice([_("Everybody")], name=_("Who"))
        self.what = Choice([_(KIND_WORDS[one]) for one in Kind], name=_("Of what"))
        self.rate = TextField(hint="12.5", name=_("Per cent"))
        self.rate.setFixedWidth(80)
        moments = [_("session by session"), _("as it is sold")]
        self.moment = Choice(moments, name=_("When a course counts"))
        self.price = Choice([_("of what was paid"), _("of the list price")])
        self.price.setAccessibleName(_("Of which price"))
        self.cost = Tick(_("after what the goods cost"), False)
        self.add(held(across(self.who, self.what, self.rate, Words("%"), None)))
        self.add(held(across(self.moment, self.price, self.cost, None)))
        self.body.addStretch(1)
        self.cancel(_("Close"))
        self.keep = self.button(_("Keep"), self._keep, primary=True)
        desk.ask(team).then(self._show_team).otherwise(self.fail)
        self._ask()

    def _ask(self) -> None:
        self._desk.ask(commission_rules).then(self._show).otherwise(self.fail)

    def _show_team(self, people: list[StaffLine]) -> None:
        self._ids = [None, *(int(one.id) for one in people)]
        self.who.addItems([one.name for one in people])
        self.who.updateGeometry()

    def _show(self, rules: list[RuleLine]) -> None:
        self._rules = rules
        self.list.show_lines(
            [
                Line(
                    one.staff or _("Everybody"),
                    " · ".join(filter(None, (_(KIND_WORDS[one.kind]), one.service))),
                    cells=(f"{number(one.rate / 100)} %",),
                    key=one.id,
                )
                for one in rules
            ]
        )

    def _picked(self, row: int) -> None:
        """Put a rule into the fields, to be agreed anew."""
        if not 0 <= row < len(self._rules):
            return
        one = self._rules[row]
        if one.staff_id in self._ids:
            self.who.setCurrentIndex(self._ids.index(one.staff_id))
        self.what.setCurrentIndex(list(Kind).index(one.kind))
        self.rate.setText(number(one.rate / 100))
        self.moment.setCurrentIndex(int(one.moment is Moment.SALE))
        self.price.setCurrentIndex(int(one.price is Price.LIST))
        self.cost.setChecked(one.after_cost)

    def _keep(self) -> None:
        try:
            rate = round(float(self.rate.text().replace(",", ".").strip(" %")) * 100)
        except ValueError:
            self.fail(_("Say how many per cent, as 12.5."), self.rate)
            return
        who = self._ids[max(self.who.currentIndex(), 0)]
        doing = self._desk.do(
            set_commission,
            list(Kind)[max(self.what.currentIndex(), 0)],
            rate,
            staff_id=None if who is None else StaffId(who),
            moment=Moment.SALE if self.moment.currentIndex() else Moment.DELIVERY,
            price=Price.LIST if self.price.currentIndex() else Price.VALUE,
            after_cost=self.cost.isChecked(),
        )
        doing.then(lambda _rule: self._ask()).otherwise(self.fail)

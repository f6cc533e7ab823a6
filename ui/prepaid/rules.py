"""The rules of what is given on top: bonus table, tiers of members, points."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from salon.errors import SalonError
from salon.money import Money, read_money
from salon.prepaid.operations import set_rules
from salon.prepaid.queries import rules_of
from salon.prepaid.rules import (
    DEED_WORDS,
    FIRST_WORDS,
    BonusStep,
    Deed,
    First,
    Rules,
    Tier,
)
from salon.text import Names, _, amount, language
from ui.kit.buttons import Segments, Tick
from ui.kit.cards import across, down, held
from ui.kit.fields import Choice, Number, TextField
from ui.kit.sheet import Sheet
from ui.kit.tokens import Type
from ui.kit.words import Words
from ui.parts.fields import MoneyField
from ui.parts.forms import Form
from ui.parts.homes import home_of, tell

if TYPE_CHECKING:
    from ui.desk import Desk

ROWS = 5  # of the table, in the sheet
MOST_MONTHS = 120
MOST_STEP = 100_000
MOST_DEED = 10_000


class RulesSheet(Sheet):
    """Bonus table, tiers and points, one after the other; kept together."""

    def __init__(self, desk: "Desk", home: QWidget, rules: Rules) -> None:
        super().__init__(home, _("Members and points"), icon="gift", wide=640)
        self._desk, self._rules = desk, rules
        self._currency = desk.premises.currency
        self._tiers = list(rules.tiers)
        self._at = 0
        parts = [_("Bonus table"), _("Members"), _("Points"), _("Limits")]
        self.part = Segments(parts, label=_("Which rules"))
        self.part.chosen.connect(lambda _at: self._turned())
        self.pages = [self._table(), self._members(), self._points(), self._limits()]
        self.add(self.part, *self.pages)
        self.body.addStretch(1)
        self.cancel()
        self.button(_("Keep"), self._keep, primary=True)
        self._turned()

    def _turned(self) -> None:
        for at, page in enumerate(self.pages):
            page.setVisible(at == self.part.index)

    # the bonus table

    def _table(self) -> QWidget:
        self.rows: list[tuple[MoneyField, TextField]] = []
        form = Form()
        head = _("From this top-up, and what is given on top of it")
        form.add(Words(head, type=Type.SMALL_STRONG))
        for at in range(max(ROWS, len(self._rules.bonus))):
            step = self._rules.bonus[at] if at < len(self._rules.bonus) else None
            start = MoneyField(step.start if step else None, self._currency)
            start.setAccessibleName(_("From this top-up"))
            given = TextField(self._given(step), name=_("On top"))
            given.setPlaceholderText(_("an amount, or 10 %"))
            both = held(across(start, Words("→", faint=True), given, gap=8))
            form.add(both)
            self.rows.append((start, given))
        self.first = Choice(
            [_(FIRST_WORDS[one]) for one in First],
            list(First).index(self._rules.first),
            name=_("What is used first"),
        )
        form.row("first", _("What is used first"), self.first)
        return form

    def _given(self, step: BonusStep | None) -> str:
        if step is None:
            return ""
        if step.percent:
            return f"{step.percent / 100:g} %"
        return amount(step.bonus, self._currency)

    def _steps(self) -> tuple[BonusStep, ...] | None:
        """Return the rows as they are typed; None where one cannot be read."""
        found = []
        for at, (start, given) in enumerate(self.rows):
            money, said = start.value(), given.text().strip()
            if money is None and not said:
                continue
            old = self._rules.bonus[at] if at < len(self._rules.bonus) else None
            step = self._step(money, said)
            if step is None:
                self.fail(_("Type an amount, or a part as 10 %."), given)
                return None
            if old is not None:
                step = replace(step, first=old.first, last=old.last)
            found.append(step)
        return tuple(found)

    def _step(self, start: Money | None, said: str) -> BonusStep | None:
        if start is None:
            return None
        if said.endswith(("%", "％")):
            rate = _hundredths(said)
            return None if rate is None else BonusStep(start, percent=rate)
        money = read_money(said, self._currency)
        return None if money is None else BonusStep(start, money)

    # members

    def _members(self) -> QWidget:
        self.on = Tick(_("A tier that is earned comes by itself"))
        self.on.setChecked(self._rules.members_on)
        names = [str(one.names) for one in self._tiers]
        self.which = Choice(names, 0, name=_("Membership"))
        self.which.activated.connect(self._another)
        self.tier = Form()
        currency = self._currency
        self.name = TextField("", name=_("Name"))
        self.fee = MoneyField(None, currency, _("Fee"))
        self.spend = MoneyField(None, currency, _("Earned by spending"))
        self.within = Number(12, 1, MOST_MONTHS, name=_("Within months"))
        self.lasts = Number(12, 1, MOST_MONTHS, name=_("Lasts months"))
        self.services = TextField("", name=_("Off treatments, %"))
        self.products = TextField("", name=_("Off products, %"))
        self.times = TextField("", name=_("Times the points"))
        self.gift = TextField("", name=_("A gift"))
        for name, label, field, hint in (
            ("name", _("Name"), self.name, ""),
            ("fee", _("Fee"), self.fee, _("Left empty: it is not sold")),
            ("spend", _("Earned by spending"), self.spend, _("Left empty: it is not")),
            ("within", _("Within months"), self.within, ""),
            ("lasts", _("Lasts months"), self.lasts, ""),
            ("services", _("Off treatments, %"), self.services, ""),
            ("products", _("Off products, %"), self.products, ""),
            ("times", _("Times the points"), self.times, _("As 1 or 1.5")),
            ("gift", _("A gift"), self.gift, ""),
        ):
            self.tier.row(name, label, field, hint)
        if self._tiers:
            self._show_tier(self._tiers[0])
        return held(down(self.on, self.which, self.tier, gap=10))

    def _show_tier(self, one: Tier) -> None:
        self.name.setText(str(one.names))
        self.fee.put(one.fee if one.fee.minor else None)
        self.spend.put(one.spend if one.spend.minor else None)
        self.within.setValue(one.spend_months)
        self.lasts.setValue(one.months)
        self.services.setText(f"{one.services / 100:g}")
        self.products.setText(f"{one.products / 100:g}")
        self.times.setText(f"{one.points / 100:g}")
        self.gift.setText(str(one.gift))

    def _another(self, at: int) -> None:
        if self._read_tier():
            self._at = at
            self._show_tier(self._tiers[at])
        else:
            self.which.setCurrentIndex(self._at)

    def _read_tier(self) -> bool:
        """Take what is typed of the tier in sight; return whether it can be read."""
        if not self._tiers:
            return True
        rates = [_hundredths(one.text()) for one in (self.services, self.products)]
        times = _hundredths(self.times.text())
        services, products = rates
        if services is None or products is None or times is None:
            self.fail(_("A number, as 20 or 7.5."), self.services)
            return False
        old = self._tiers[self._at]
        self._tiers[self._at] = replace(
            old,
            names=_renamed(old.names, self.name.text().strip()),
            fee=self.fee.value() or Money(),
            spend=self.spend.value() or Money(),
            spend_months=self.within.value(),
            months=self.lasts.value(),
            services=services,
            products=products,
            points=times,
            gift=_renamed(old.gift, self.gift.text().strip()),
        )
        return True

    # points

    def _points(self) -> QWidget:
        points = self._rules.points
        self.give = Tick(_("Give points"))
        self.give.setChecked(points.on)
        form = Form()
        self.per = TextField(f"{points.per_unit / 100:g}", name=_("For each unit"))
        self.step = Number(points.step, 1, MOST_STEP, name=_("Spent together"))
        self.worth = MoneyField(points.worth, self._currency, _("What they pay"))
        self.months = Number(points.months, 0, MOST_MONTHS, name=_("Kept for months"))
        one = amount(Money(10 ** _digits(self._currency)), self._currency)
        form.row("per", _("Points for {sum}").format(sum=one), self.per)
        form.row("step", _("Spent together"), self.step)
        form.row("worth", _("What they pay"), self.worth)
        no_end = _("0: always. Nothing goes by itself.")
        form.row("months", _("Kept for months"), self.months, no_end)
        self.deeds = {}
        for deed in Deed:
            name = _(DEED_WORDS[deed])
            field = Number(points.deeds.get(deed, 0), 0, MOST_DEED, name=name)
            self.deeds[deed] = field
            form.row(deed.value, name, field)
        note = _("Points are for money that was paid, and a promise without money.")
        words = Words(note, type=Type.SMALL, faint=True, wrap=True)
        return held(down(self.give, form, words, gap=10))

    # limits

    def _limits(self) -> QWidget:
        form = Form()
        ceiling = self._rules.ceiling if self._rules.ceiling.minor else None
        self.ceiling = MoneyField(
            ceiling, self._currency, _("Paid ahead by one person")
        )
        apart = f"{self._rules.ring_fenced / 100:g}"
        self.apart = TextField(apart, name=_("Kept apart, %"))
        hint = _("Above it a reason is asked for and kept; empty: no limit")
        form.row("ceiling", _("Paid ahead by one person"), self.ceiling, hint)
        hint = _("Of what is owed; look up what your region asks for")
        form.row("apart", _("Kept apart, %"), self.apart, hint)
        return form

    def _keep(self) -> None:
        steps = self._steps()
        if steps is None or not self._read_tier():
            return
        per, apart = _hundredths(self.per.text()), _hundredths(self.apart.text())
        if per is None or apart is None:
            self.fail(_("A number, as 20 or 7.5."), self.per)
            return
        points = replace(
            self._rules.points,
            on=self.give.isChecked(),
            per_unit=per,
            step=self.step.value(),
            worth=self.worth.value() or Money(),
            months=self.months.value(),
            deeds={deed: field.value() for deed, field in self.deeds.items()},
        )
        rules = replace(
            self._rules,
            bonus=steps,
            first=list(First)[self.first.currentIndex()],
            members_on=self.on.isChecked(),
            tiers=tuple(self._tiers),
            points=points,
            ceiling=self.ceiling.value() or Money(),
            ring_fenced=apart,
        )
        self._desk.do(set_rules, rules).then(self._kept).otherwise(self._refuse)

    def _kept(self, _done: object) -> None:
        self.accept()
        tell(self._desk, _("Kept"))

    def _refuse(self, error: SalonError) -> None:
        self.fail(error)


def open_rules(desk: "Desk") -> None:
    """Open the rules of members and points."""
    home = home_of(desk)
    if home is not None:
        asked = desk.ask(rules_of)
        asked.then(lambda rules: RulesSheet(desk, home, rules).open())


def _hundredths(said: str) -> int | None:
    """Return a number in hundredths; None for none."""
    try:
        found = round(float(said.strip(" %％").replace(",", ".") or "0") * 100)
    except (ValueError, OverflowError):
        return None
    return found if found >= 0 else None


def _renamed(names: Names, said: str) -> Names:
    """Return names with that of the language of now changed."""
    key = {"zh_CN": "zh_hans", "zh_TW": "zh_hant"}.get(language(), "en")
    if str(names) == said:
        return names
    return replace(names, **{key: said})


def _digits(currency: str) -> int:
    from salon.text import minor_digits

    return minor_digits(currency)

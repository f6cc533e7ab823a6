"""Money: by what clients pay, the taxes, and what is given or paid back unasked."""

from typing import TYPE_CHECKING, Any

from salon.errors import SalonError
from salon.money import Money
from salon.settings.operations import describe
from salon.settings.usual import pay_back_limit
from salon.text import _, amount
from salon.till.model import MEANS, MEANS_ELSEWHERE, USUAL_MEANS, WORTH, means_named
from ui.kit.buttons import Button, CheckList, Kind, Segments
from ui.kit.cards import Card, Heading, Scroll, across, down, held
from ui.kit.fields import Notes, Number, TextField
from ui.kit.tokens import Type
from ui.kit.words import Words
from ui.parts.fields import MoneyField
from ui.parts.forms import Form
from ui.parts.homes import tell
from ui.parts.ways import open_prepaid_rules

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.desk import Desk

MOST_MONTHS = 120


class MoneyPane:
    """What the till goes by; kept with one button."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk
        here = desk.premises
        self.means = CheckList(self._ways(), name=_("Ways to pay"))
        said = _("In this order at the till; how a client paid last comes first.")
        ways = Card(_("Ways to pay"), gap=8)
        ways.add(Words(said, type=Type.SMALL, faint=True, wrap=True), self.means)
        self.form = form = Form()
        form.row("tax_name", _("Name of the tax"), TextField(here.tax_name), _("VAT"))
        percent = _("In per cent, as 20 or 7.7; 0: none")
        for key, name in (
            ("tax_service", _("On treatments")),
            ("tax_product", _("On products")),
        ):
            field = TextField(_rate(getattr(here, key)), name=name)
            form.row(key, name, field, percent)
        self.added = Segments(
            [_("In the prices"), _("Added at the till")],
            int(here.tax_added),
            label=_("Where the tax is"),
        )
        form.row("tax_added", _("Where the tax is"), self.added)
        number = TextField(here.tax_number, name=_("Tax number"))
        form.row("tax_number", _("Tax number"), number, _("Printed on receipts"))
        self.limits = limits = Form()
        off = Number(here.discount_limit, 0, 100, name=_("Discount, % of a line"))
        hint = _("By anybody at the till; above it somebody who leads")
        limits.row("discount_limit", _("Discount, % of a line"), off, hint)
        most = amount(pay_back_limit(here), here.currency)
        back = MoneyField(
            Money(here.refund_money_limit) if here.refund_money_limit else None,
            here.currency,
            _("Paid back without asking"),
        )
        said = _("Left empty: {sum}, four usual treatments").format(sum=most)
        limits.row("refund_money_limit", _("Paid back without asking"), back, said)
        months = Number(here.course_months, 0, MOST_MONTHS, name=_("A course is good"))
        said = _("Months; 0: it does not end")
        limits.row("course_months", _("A course is good"), months, said)
        clause = Notes(here.course_clause, rows=3, name=_("If a course is paid back"))
        said = _("As your contract says it; it stands on the refund sheet")
        limits.row("course_clause", _("If a course is paid back"), clause, said)
        self.save = Button(_("Keep"), icon="check", kind=Kind.PRIMARY, act=self.keep)
        tax = Card(Heading(_("Tax"), self.save), gap=10).add(form).fill()
        more = Card(_("Limits and courses"), gap=10).add(limits)
        said = _("What is given on top, tiers, and what points are worth.")
        self.rules = Button(_("Members and points"), icon="gift", act=self._rules)
        members = Card(Heading(_("Members and points"), self.rules), gap=8)
        members.add(Words(said, type=Type.SMALL, faint=True, wrap=True))
        self.extra = down(ways, members, more, None, gap=12)
        row = across(gap=12)
        row.addWidget(tax, 3)
        row.addLayout(self.extra, 3)
        self.widget: QWidget = Scroll(held(down(held(row), None)))

    def _ways(self) -> list[tuple[str, str, bool]]:
        here = self._desk.premises
        on = here.means or USUAL_MEANS.get(here.region, MEANS_ELSEWHERE)
        rest = [one for one in MEANS if one not in WORTH and one not in on]
        return [(one, means_named(one), one in on) for one in (*on, *rest)]

    def _rules(self) -> None:
        open_prepaid_rules(self._desk)

    def refresh(self) -> None:
        """Show what is kept now, beside what is half written."""
        here = self._desk.premises
        self.form.put(
            {
                "tax_name": here.tax_name,
                "tax_service": _rate(here.tax_service),
                "tax_product": _rate(here.tax_product),
                "tax_added": int(here.tax_added),
                "tax_number": here.tax_number,
            }
        )
        back = Money(here.refund_money_limit) if here.refund_money_limit else None
        self.limits.put(
            {
                "discount_limit": here.discount_limit,
                "refund_money_limit": back,
                "course_months": here.course_months,
                "course_clause": here.course_clause,
            }
        )

    def keep(self) -> None:
        """Keep what was changed."""
        said: dict[str, Any] = {**self.form.changes(), **self.limits.changes()}
        for key in ("tax_service", "tax_product"):
            if key in said:
                rate = _read_rate(str(said[key]))
                if rate is None:
                    self.form.wrong({key: _("A number from 0 to 100, as 20 or 7.7.")})
                    return
                said[key] = rate
        if "tax_added" in said:
            said["tax_added"] = bool(said["tax_added"])
        if "refund_money_limit" in said:
            back = said["refund_money_limit"]
            said["refund_money_limit"] = back.minor if isinstance(back, Money) else 0
        here = self._desk.premises
        ways = tuple(str(one) for one in self.means.value())
        usual = here.means or USUAL_MEANS.get(here.region, MEANS_ELSEWHERE)
        if set(ways) != set(usual):
            if not ways:
                self._desk.say(_("Leave at least one way to pay."))
                return
            said["means"] = ways
        if not said:
            self._desk.say(_("Nothing has been changed."))
            return
        self._desk.do(describe, **said).then(self._kept).otherwise(self._refuse)

    def _kept(self, _done: object) -> None:
        self.form.saved()
        self.limits.saved()
        tell(self._desk, _("Kept"))

    def _refuse(self, error: SalonError) -> None:
        self._desk.say(str(error))


def _rate(hundredths: int) -> str:
    """Return a rate as it is typed: 2000 are "20"."""
    return f"{hundredths / 100:g}"


def _read_rate(said: str) -> int | None:
    """Return the rate that is meant, in hundredths of a per cent; None for none."""
    plain = said.strip().rstrip("%％ ").replace(",", ".")
    try:
        rate = round(float(plain or "0") * 100)
    except (ValueError, OverflowError):
        return None
    return rate if 0 <= rate <= 10_000 else None

"""What the till asks for: what is sold ahead, a split, whose work it was, a return."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from salon.catalogue.model import ServiceCard
from salon.catalogue.queries import services
from salon.clients.model import ClientId
from salon.courses.model import BadCourse, CourseKind, Offer
from salon.errors import SalonError
from salon.ledger.sums import WHOLE, share_out
from salon.money import Money, total
from salon.prepaid.model import AheadNeedsReason, BonusNeedsManager
from salon.promises.guarding import guard
from salon.promises.model import Objection, OwnerDecides, TooMuchPromised
from salon.text import _, amount, ngettext
from salon.till.model import (
    CASH,
    DEPOSIT,
    STORED,
    BillId,
    LineCard,
    LineKind,
    Paying,
    means_named,
)
from salon.till.operations import add_tip, share_line
from salon.till.returning import give_back
from salon.till.selling import (
    add_course,
    add_deposit,
    add_membership,
    add_top_up,
    add_voucher,
)
from salon.views.till import BillSight
from ui.kit.buttons import Segments, Tick
from ui.kit.cards import across, held
from ui.kit.fields import Choice, FormRow, Number, TextField
from ui.kit.picker import Picker, Show
from ui.kit.rows import Line
from ui.kit.sheet import Sheet
from ui.kit.tokens import Tone, Type
from ui.kit.words import Run, Words
from ui.parts.fields import MoneyField
from ui.parts.forms import Form
from ui.parts.ways import picking_client
from ui.till.overpromised import Overpromised

if TYPE_CHECKING:
    from salon.staff.model import StaffLine
    from ui.desk import Desk

MOST_SESSIONS = 100
USUAL = 10  # sessions
TOP_UP, MEMBERSHIP = 1, 5  # places among what is sold ahead


class AheadSheet(Sheet):
    """Sell a course, stored value, a voucher; take a deposit or a tip."""

    def __init__(self, desk: "Desk", home: QWidget, sight: BillSight) -> None:
        super().__init__(home, _("Sell ahead"), icon="plus", wide=600)
        self.say_whom(_whose(sight))
        self._desk, self._sight = desk, sight
        currency = sight.currency
        self._despite = ""  # why it is sold although something stands against it
        self._found: list[ServiceCard] = []
        kinds = [_("Course"), _("Stored value"), _("Voucher"), _("Deposit"), _("Tip")]
        kinds.append(_("Membership"))
        self.kind = Segments(kinds, label=_("What is sold"))
        self.kind.chosen.connect(self._chosen)
        self.form = Form()
        self.service = Picker(self._find, _("Treatment"), name=_("Treatment"))
        self.service.taken.connect(lambda _line: self._price())
        self.by = Segments([_("Sessions"), _("Value")], label=_("How it is counted"))
        self.by.chosen.connect(self._chosen)
        self.sessions = Number(USUAL, 1, MOST_SESSIONS, name=_("Sessions"))
        self.sessions.valueChanged.connect(lambda _n: self._price())
        self.unit = MoneyField(None, currency, _("List price"))
        self.unit.changed.connect(lambda _money: self._price())
        self.price = MoneyField(None, currency, _("Price"))
        self.price.changed.connect(lambda _money: self._bonus())
        self.bonus = MoneyField(None, currency, _("Bonus on top"))
        self._tiers = [one for one in sight.rules.tiers if one.fee.minor]
        tiers = [str(one.names) for one in self._tiers]
        self.tier = Choice(tiers, 0, name=_("Membership"))
        self.tier.activated.connect(lambda _at: self._fee())
        self.why = TextField("", name=_("Why"))
        self.whom = Picker(picking_client(desk), name=_("A gift for"))
        self.holder = TextField("", name=_("For whom, as written on it"))
        self.months = Number(0, 0, 120, name=_("Good for months, 0: no end"))
        self._rows: dict[str, QWidget] = {}
        for name, label, field in (
            ("tier", _("Membership"), self.tier),
            ("service", _("Treatment"), self.service),
            ("by", _("How it is counted"), self.by),
            ("sessions", _("Sessions"), self.sessions),
            ("unit", _("List price of one, or the value"), self.unit),
            ("price", _("Price"), self.price),
            ("bonus", _("Bonus on top"), self.bonus),
            ("whom", _("A gift for"), self.whom),
            ("holder", _("For whom, as written on it"), self.holder),
            ("months", _("Good for months, 0: no end"), self.months),
            ("why", _("Why"), self.why),
        ):
            self._rows[name] = self.form.row(name, label, field)
        self.said = Words("", type=Type.SMALL, faint=True, wrap=True)
        self.against = Overpromised(self._sell_less, self.reject, self._sell_despite)
        self.add(self.against, self.kind, self.form, self.said)
        self.body.addStretch(1)
        self.cancel()
        self.button(_("Put it on the bill"), self._keep, primary=True)
        self._chosen(0)

    def _find(self, text: str, show: Show) -> None:
        def found(cards: Sequence[ServiceCard]) -> None:
            self._found = list(cards)
            show(
                [
                    Line(str(one.names), self._said(one.price), key=int(one.id))
                    for one in cards[:30]
                ]
            )

        self._desk.ask(services, text).then(found)

    def _said(self, money: Money) -> str:
        return amount(money, self._sight.currency)

    def _chosen(self, _at: int) -> None:
        at = self.kind.index
        by_value = self.by.index == 1
        shown = (
            {"service", "by", "unit", "price", "whom", "months"}
            | ({"sessions"} if not by_value else set()),
            {"price", "bonus"},
            {"price", "holder", "months"},
            {"price"},
            {"price"},
            {"tier", "price"},
        )[at]
        if at == MEMBERSHIP:
            self._fee()
        for name, row in self._rows.items():
            row.setVisible(name in shown)
        (self.service if at == 0 else self.price).setFocus()
        self._price()

    def _bonus(self) -> None:
        """Fill in what the table gives on top."""
        price = self.price.value()
        if self.kind.index == TOP_UP and price is not None:
            given = self._sight.rules.bonus_for(price, self._desk.today())
            self.bonus.put(given if given.minor else None)

    def _fee(self) -> None:
        """Fill in the fee of a membership, and say what it gives."""
        if not self._tiers:
            self.said.say(_("No membership is sold: set its fee under Settings."))
            return
        self.price.put(self._tiers[max(self.tier.currentIndex(), 0)].fee)

    def _price(self) -> None:
        """Say what a session costs so, and fill in the list price."""
        key = self.service.key
        card = next((one for one in self._found if one.id == key), None)
        if card is not None and self.unit.value() is None and self.by.index == 0:
            self.unit.put(card.price)
        unit, price = self.unit.value(), self.price.value()
        said = ""
        if self.kind.index == 0 and self.by.index == 0 and price is not None:
            many = max(1, self.sessions.value())
            each = price.split(many)[-1]
            said = _("{sum} a session").format(sum=self._said(each))
            if unit is not None and unit > each:
                less = _("{sum} less than the list price of {list}")
                whole = unit * many
                more = less.format(
                    sum=self._said(whole - price), list=self._said(whole)
                )
                said = f"{said}, {more}"
        self.said.say(said)

    def _keep(self) -> None:
        price, key = self.price.value(), self._sight.card.id
        if self.kind.index == 0 and self.service.key is None:
            self.form.wrong({"service": _("Choose a treatment first.")})
            return
        if price is None:
            self.form.wrong({"price": _("Type an amount, as 12.50.")})
            return
        do, why = self._desk.do, self.why.text()
        match self.kind.index:
            case 0:
                despite, self._despite = self._despite or why, ""
                add = partial(add_course, despite=despite)
                doing = do(add, key, self._offer(), price)
            case 1:
                bonus = self.bonus.value() or Money()
                doing = do(add_top_up, key, price, bonus=bonus, why=why, despite=why)
            case 2:
                months = self.months.value() or None
                doing = do(
                    add_voucher, key, price, holder=self.holder.text(), months=months
                )
            case 3:
                doing = do(add_deposit, key, price)
            case 5 if self._tiers:
                tier = self._tiers[max(self.tier.currentIndex(), 0)].ref
                doing = do(add_membership, key, tier, price=price)
            case 5:
                self.fail(_("No membership is sold: set its fee under Settings."))
                return
            case _:
                doing = do(add_tip, key, price)
        doing.then(lambda _line: self.accept()).otherwise(self._refuse)

    def _offer(self) -> Offer:
        by_value = self.by.index == 1
        gift = self.whom.key
        return Offer(
            CourseKind.VALUE if by_value else CourseKind.SESSIONS,
            (int(str(self.service.key)),),
            0 if by_value else self.sessions.value(),
            self.unit.value() or Money(),
            months=self.months.value() or None,
            gift_for=None if gift is None else ClientId(int(str(gift))),
        )

    def _refuse(self, error: SalonError) -> None:
        if isinstance(error, AheadNeedsReason | BonusNeedsManager):
            self._rows["why"].show()
            self.fail(error, self.why)
            return
        if isinstance(error, TooMuchPromised | OwnerDecides):
            client = self._sight.card.client_id
            offer, price = self._offer(), self.price.value() or Money()
            whose = offer.gift_for if offer.gift_for is not None else client
            asked = self._desk.ask(guard, ClientId(int(whose or 0)), offer, price)
            may = isinstance(error, TooMuchPromised)
            asked.then(partial(self._warn, may)).otherwise(self.fail)
            return
        self.fail(error, self.unit if isinstance(error, BadCourse) else self.price)

    def _warn(self, may: bool, found: list[Objection]) -> None:
        """Say what stands against it; what was typed stays."""
        card = next((one for one in self._found if one.id == self.service.key), None)
        name = str(card.names) if card is not None else ""
        many = self.sessions.value()
        said = ngettext("{what}, {n} session", "{what}, {n} sessions", many)
        title = said.format(what=name, n=many) if self.by.index == 0 else name
        self.against.show_against(title, found, may=may)
        self.show_top()

    def _sell_less(self, many: int) -> None:
        """Sell as many sessions as can be given, at the same price for each."""
        price, before = self.price.value(), self.sessions.value()
        self.sessions.setValue(many)
        if price is not None and before:
            self.price.put(Money(price.minor * many // before))
        self.against.hide()
        self._keep()

    def _sell_despite(self, reason: str) -> None:
        self._despite = reason
        self._keep()


class SplitSheet(Sheet):
    """Several means for one bill; what is left is said all the while."""

    def __init__(
        self,
        home: QWidget,
        sight: BillSight,
        applied: Sequence[Paying],
        take: Callable[[list[Paying], bool], object],
    ) -> None:
        super().__init__(home, _("Split the payment"), icon="receipt-dollar", wide=520)
        self.say_whom(_whose(sight))
        self._sight, self._applied, self._take = sight, list(applied), take
        self.due = sight.card.total - total(one.amount for one in applied)
        means = [*sight.means]
        if sight.client is not None and sight.purse.stored.minor > 0:
            means.append(STORED)
        self.fields: dict[str, MoneyField] = {}
        for one in means:
            field = MoneyField(None, sight.currency, means_named(one))
            field.changed.connect(lambda _money: self._say())
            field.textEdited.connect(lambda _text: self._say())
            self.fields[one] = field
            self.add(FormRow(means_named(one), field))
        self.people = Number(1, 1, 9, name=_("People who share it"))
        self.people.valueChanged.connect(self._shared)
        self.add(FormRow(_("People who share it"), self.people))
        self.later = Tick(_("The rest is paid later"))
        self.later.setVisible(sight.client is not None)
        self.later.toggled.connect(lambda _on: self._say())
        self.rest = Words("", type=Type.STRONG)
        self.shares = Words("", type=Type.SMALL, faint=True, wrap=True)
        self.add(self.shares, held(across(self.rest, None, self.later, gap=10)))
        self.body.addStretch(1)
        self.cancel()
        self.button(_("Take it"), self._keep, primary=True)
        self._say()

    def _said(self, money: Money) -> str:
        return amount(money, self._sight.currency)

    def _shared(self, many: int) -> None:
        parts = share_out(self.due, [1] * many)
        said = " + ".join(self._said(one) for one in parts) if many > 1 else ""
        self.shares.say(said)

    def _sums(self) -> list[tuple[str, Money]]:
        found = []
        for means, field in self.fields.items():
            money = field.value()
            if money is not None and money.minor:
                found.append((means, money))
        return found

    def _say(self) -> None:
        rest = self.due - total(money for _means, money in self._sums())
        if rest.minor > 0:
            said, tone = _("{sum} to go"), Tone.AMBER
        elif rest.minor < 0:
            said, tone = _("{sum} too much"), Tone.RED
        else:
            said, tone = _("That is all of it"), Tone.SAGE
        money = Money(abs(rest.minor))
        self.rest.say(Run(said.format(sum=self._said(money)), Type.STRONG, tone))

    def _keep(self) -> None:
        paying = [*self._applied, *(Paying(*one) for one in self._sums())]
        rest = self.due - total(money for _means, money in self._sums())
        is_cash = any(means == CASH for means, _money in self._sums())
        near = is_cash and abs(rest.minor) < self._sight.coin
        if rest.minor and not near and not (rest.minor > 0 and self.later.isChecked()):
            first = next(iter(self.fields.values()))
            self.fail(self.rest.text(), first)
            return
        self.accept()
        self._take(paying, self.later.isChecked() and rest.minor > 0)


class ShareSheet(Sheet):
    """Whose work a line was: one person's, or shared in parts."""

    def __init__(
        self,
        desk: "Desk",
        home: QWidget,
        sight: BillSight,
        line: LineCard,
        people: Sequence["StaffLine"],
    ) -> None:
        super().__init__(home, _("Whose work was it?"), line.words, icon="users")
        self.say_whom(_whose(sight))
        self._desk, self._line = desk, line
        self._people = list(people)
        names = [one.name for one in self._people]
        ids: list[int] = [one.id for one in self._people]
        at = ids.index(line.staff_id) if line.staff_id in ids else 0
        self.first = Choice(names, at, name=_("Person"))
        self.second = Choice([_("nobody"), *names], 0, name=_("Shared with"))
        self.part = Number(50, 1, 99, name=_("Part of the first in per cent"))
        self.add(FormRow(_("Person"), self.first))
        self.add(FormRow(_("Shared with"), self.second))
        self.add(FormRow(_("Part of the first in per cent"), self.part))
        self.body.addStretch(1)
        self.cancel()
        self.button(_("Keep it"), self._keep, primary=True)

    def _keep(self) -> None:
        first = self._people[self.first.currentIndex()].id
        at = self.second.currentIndex()
        parts = [(int(first), WHOLE)]
        if at and self._people[at - 1].id != first:
            part = self.part.value() * 100
            parts = [(int(first), part), (int(self._people[at - 1].id), WHOLE - part)]
        doing = self._desk.do(share_line, self._line.id, parts)
        doing.then(lambda _done: self.accept()).otherwise(self.fail)


class ReturnSheet(Sheet):
    """Give a bill back, whole or some of it, with a reason that is kept."""

    def __init__(
        self,
        desk: "Desk",
        home: QWidget,
        sight: BillSight,
        done: Callable[[str], object],
    ) -> None:
        title = _("Give back of {number}").format(number=sight.card.number)
        text = _("Nothing is deleted: a bill of its own says what goes back and why.")
        super().__init__(home, title, text, icon="arrow-back-up", wide=600)
        self.say_whom(_whose(sight))
        self._desk, self._sight, self._done = desk, sight, done
        self.fields: dict[int, tuple[LineCard, MoneyField]] = {}
        for line in sight.card.lines:
            left = line.price - line.given_back
            if line.kind in (LineKind.SESSION, LineKind.DEBT) or left.minor <= 0:
                continue
            field = MoneyField(left, sight.currency, line.words)
            self.fields[line.id] = line, field
            most = _("up to {sum}").format(sum=amount(left, sight.currency))
            self.add(FormRow(line.words, field, most))
        self._means = ["", *sight.means]
        names = [_("as it was paid"), *(means_named(one) for one in sight.means)]
        self.means = Choice(names, 0, name=_("Paid out by"))
        self.reason = TextField("", name=_("Why"))
        self.add(FormRow(_("Paid out by"), self.means))
        self.add(FormRow(_("Why"), self.reason))
        self.body.addStretch(1)
        self.cancel()
        self.button(_("Give it back"), self._keep, primary=True, danger=True)
        self.reason.setFocus()

    def _keep(self) -> None:
        amounts = {}
        for key, (_line, field) in self.fields.items():
            money = field.value()
            if money is not None and money.minor:
                amounts[key] = money
        doing = self._desk.do(
            give_back,
            BillId(self._sight.card.id),
            reason=self.reason.text(),
            amounts=amounts,
            means=self._means[self.means.currentIndex()],
        )
        doing.then(self._given).otherwise(partial(self.fail, field=self.reason))

    def _given(self, number: str) -> None:
        self.accept()
        self._done(number)


def deposit_of(sight: BillSight) -> list[Paying]:
    """Return what a deposit that is held pays of a bill by itself."""
    due = sight.card.total
    goods = total(
        one.price
        for one in sight.card.lines
        if one.kind in (LineKind.SERVICE, LineKind.PRODUCT, LineKind.COURSE)
    )
    part = min(sight.purse.deposit, goods, due)
    return [Paying(DEPOSIT, part)] if part.minor > 0 else []


POINTS_PAY = frozenset({LineKind.SERVICE, LineKind.PRODUCT, LineKind.COURSE})


def in_steps(sight: BillSight, most: Money) -> Money:
    """Return what points can pay of at most *most*: whole steps."""
    worth = sight.rules.points.worth
    return worth * (max(most.minor, 0) // worth.minor) if worth.minor > 0 else Money()


def _whose(sight: BillSight) -> str:
    """Return whose bill it is; "" where nobody is named on it."""
    return sight.client.name if sight.client is not None else ""

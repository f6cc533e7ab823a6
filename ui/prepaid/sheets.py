"""What is done with what a client has: paid back, given, rested, passed on, signed."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from salon.clients.model import ClientId
from salon.errors import SalonError
from salon.money import Money
from salon.prepaid.model import Membership, MemberState, VoucherLine, VoucherState
from salon.prepaid.operations import (
    end_membership,
    extend_voucher,
    freeze_membership,
    give_membership,
    give_points,
    note_brought_by,
    pass_on_voucher,
    refund_stored,
    release_points,
    release_voucher,
    run_membership,
    sign_contract,
    thank,
)
from salon.prepaid.queries import stored_refund
from salon.prepaid.saying import in_groups, why_said
from salon.text import _, amount, full_day, ngettext, number, short_day
from salon.till.model import means_named
from salon.till.queries import voucher_uses
from salon.views.prepaid import (
    ContractSight,
    PurseSight,
    contract_sight,
    purse_sight,
)
from ui.kit.buttons import Button, Segments
from ui.kit.cards import across, held
from ui.kit.facts import pairs
from ui.kit.fields import Choice, Number, TextField
from ui.kit.picker import Picker
from ui.kit.rows import Line
from ui.kit.sheet import Sheet
from ui.kit.tokens import Type
from ui.kit.words import Words
from ui.parts.fields import DayField, MoneyField
from ui.parts.forms import Form
from ui.parts.homes import home_of, tell
from ui.parts.signing import Signing
from ui.parts.ways import open_print, picking_client

if TYPE_CHECKING:
    from salon.prepaid.model import StoredRefund, VoucherUse
    from ui.desk import Desk

MOST_POINTS = 100_000


class PurseSheet(Sheet):
    """A sheet about one client's purse: fields, and what they would do."""

    icon = "receipt-dollar"

    def __init__(self, desk: "Desk", home: QWidget, sight: PurseSight) -> None:
        super().__init__(home, self.named(), sight.client, icon=self.icon, wide=600)
        self._desk, self._sight = desk, sight
        self.form = Form()
        self._rows: dict[str, QWidget] = {}

    @classmethod
    def named(cls) -> str:
        """Return what it is called."""
        raise NotImplementedError

    def row(self, name: str, label: str, field: QWidget, hint: str = "") -> None:
        """Put a field into the form."""
        self._rows[name] = self.form.row(name, label, field, hint)

    def said(self, money: Money) -> str:
        """Return an amount as it is shown."""
        return amount(money, self._sight.currency)

    def do(self, told: str, operation: Callable[..., Any], *a: Any, **k: Any) -> None:
        """Do something and close, or say why not."""
        doing = self._desk.do(operation, *a, **k)
        doing.then(lambda _done: self._done(told)).otherwise(self.fail)

    def _done(self, told: str) -> None:
        self.accept()
        tell(self._desk, told)

    def show_only(self, *names: str) -> None:
        """Show some of the rows."""
        for name, row in self._rows.items():
            row.setVisible(name in names)

    def means_choice(self) -> Choice:
        """Return the ways money is paid out."""
        names = [means_named(one) for one in self._sight.means]
        return Choice(names, 0, name=_("Paid out by"))


class TopUpRefundSheet(PurseSheet):
    """Pay stored value back: what was paid in, and what ends with it."""

    @classmethod
    def named(cls) -> str:
        """Return what it is called."""
        return _("Pay stored value back")

    def __init__(self, desk: "Desk", home: QWidget, sight: PurseSight) -> None:
        super().__init__(desk, home, sight)
        purse = sight.purse
        rows: list[tuple[str, str | QWidget]] = [
            (_("Paid in"), self.said(purse.paid)),
            (_("Bonus"), self.said(purse.bonus)),
        ]
        self.amount = MoneyField(purse.paid, sight.currency, _("Paid back"))
        self.amount.changed.connect(lambda _money: self._figure())
        self.means = self.means_choice()
        self.reason = TextField("", name=_("Why"))
        self.row("amount", _("Paid back"), self.amount)
        self.row("means", _("Paid out by"), self.means)
        self.row("reason", _("Why"), self.reason)
        self.says = Words("", type=Type.STRONG, wrap=True)
        note = _("Only what was paid in is paid back; the bonus on it ends with it.")
        self.add(pairs(rows, 92), self.form, self.says)
        self.add(Words(note, type=Type.SMALL, faint=True, wrap=True))
        paper = partial(open_print, desk, "stored_contract", int(sight.client_id))
        contract = Button(_("Contract"), icon="printer", small=True, act=paper)
        self.add(held(across(contract, None)))
        self.body.addStretch(1)
        self.cancel()
        self.button(_("Pay it back"), self._keep, primary=True, danger=True)
        self._figure()
        self.reason.setFocus()

    def _figure(self) -> None:
        part = self.amount.value()
        if part is None or not Money() < part <= self._sight.purse.paid:
            self.says.say("")
            return
        asked = self._desk.ask(stored_refund, self._sight.client_id, part)
        asked.then(self._show)

    def _show(self, found: "StoredRefund") -> None:
        words = _("{paid} paid back, {bonus} of bonus ends; {left} stays.")
        left = found.left_paid + found.left_bonus
        self.says.say(
            words.format(
                paid=self.said(found.paid),
                bonus=self.said(found.bonus),
                left=self.said(left),
            )
        )

    def _keep(self) -> None:
        part = self.amount.value()
        if part is None:
            self.form.wrong({"amount": _("Type an amount, as 12.50.")})
            return
        self.do(
            _("Stored value paid back"),
            refund_stored,
            self._sight.client_id,
            reason=self.reason.text(),
            amount=part,
            means=self._sight.means[self.means.currentIndex()],
        )


class MemberSheet(PurseSheet):
    """The client's memberships: given, resting, running again, ended, printed."""

    icon = "user"

    @classmethod
    def named(cls) -> str:
        """Return what it is called."""
        return _("Membership")

    def __init__(self, desk: "Desk", home: QWidget, sight: PurseSight) -> None:
        super().__init__(desk, home, sight)
        today = desk.today()
        live = [one for one in sight.members if one.state is MemberState.ACTIVE]
        self._live = [one for one in live if one.last >= today]
        names = [f"{one.name} · {in_groups(one.code)}" for one in self._live]
        self.which = Choice(names, 0, name=_("Membership"))
        self.which.setVisible(len(self._live) > 1)
        self.which.activated.connect(lambda _at: self._chosen())
        self.facts = Words("", type=Type.STRONG, wrap=True)
        self.more = Words("", type=Type.SMALL, faint=True, wrap=True)
        acts = [_("Give"), _("Let it rest"), _("Let it run"), _("End it")]
        self.act = Segments(acts, label=_("What to do with it"))
        self.act.chosen.connect(lambda _at: self._chosen())
        tiers = [str(one.names) for one in sight.rules.tiers]
        self.tier = Choice(tiers, 0, name=_("Which membership"))
        self.until = DayField(desk, None, _("Until"), optional=True)
        self.means = self.means_choice()
        self.reason = TextField("", name=_("Why"))
        self.row("tier", _("Which membership"), self.tier)
        self.row("until", _("Until"), self.until, _("No day: until you say."))
        self.row("means", _("Paid out by"), self.means)
        self.row("reason", _("Why"), self.reason)
        self.paper = Button(
            _("Print the member’s card"), icon="printer", act=self._print
        )
        self.add(self.which, self.facts, self.more, self.act, self.form)
        self.add(held(across(self.paper, None)))
        self.body.addStretch(1)
        self.cancel()
        self.button(_("Keep"), self._keep, primary=True)
        if self._live:
            self.act.choose(2 if self._live[0].is_frozen(today) else 1)
        self._chosen()
        self.until.setFocus()

    @property
    def one(self) -> Membership | None:
        """The membership that is chosen."""
        at = max(self.which.currentIndex(), 0)
        return self._live[at] if self._live else None

    def _chosen(self) -> None:
        one = self.one
        self.paper.setVisible(one is not None)
        if one is None:
            self.facts.say(_("No membership yet."))
            self.more.say(_("It is sold at the till, with “Sell ahead”."))
        else:
            until = _("until {day}").format(day=full_day(one.last))
            self.facts.say(f"{one.name} · {in_groups(one.code)} · {until}")
            fee = _("{earned} of the fee of {fee} is earned.")
            said = fee.format(earned=self.said(one.earned), fee=self.said(one.fee))
            rests = _("It rests.") if one.is_frozen(self._desk.today()) else ""
            self.more.say(
                " ".join(filter(None, (said if one.fee.minor else "", rests)))
            )
        shown = (("tier",), ("until",), (), ("means", "reason"))[self.act.index]
        self.show_only(*shown)

    def _keep(self) -> None:
        one, at = self.one, self.act.index
        if at == 0:
            tier = self._sight.rules.tiers[self.tier.currentIndex()].ref
            told = _("Membership given")
            self.do(told, give_membership, self._sight.client_id, tier)
            return
        if one is None:
            self.fail(_("No membership yet."))
        elif at == 1:
            until = self.until.value()
            self.do(_("The membership rests"), freeze_membership, one.id, until=until)
        elif at == 2:
            self.do(_("The membership runs again"), run_membership, one.id)
        else:
            means = self._sight.means[self.means.currentIndex()]
            why = self.reason.text()
            told = _("Membership ended")
            self.do(told, end_membership, one.id, why, means=means)

    def _print(self) -> None:
        if self.one is not None:
            client = int(self._sight.client_id)
            open_print(self._desk, "member", self.one.id, client)


class PointsSheet(PurseSheet):
    """The client's points with their log; given, taken, or let go by a person."""

    icon = "sparkles"

    @classmethod
    def named(cls) -> str:
        """Return what it is called."""
        return _("Points")

    def __init__(self, desk: "Desk", home: QWidget, sight: PurseSight) -> None:
        super().__init__(desk, home, sight)
        rules = sight.rules.points
        have = sight.purse.points
        said = ngettext("{n} point", "{n} points", have).format(n=number(have))
        worth = _("worth {sum} at the till").format(sum=self.said(rules.most(have)))
        self.facts = Words(f"{said} · {worth}", type=Type.STRONG, wrap=True)
        rows: list[tuple[str, str | QWidget]] = [
            (short_day(one.day), _moved(one.points, one.why, one.words, one.left))
            for one in sight.points
        ]
        self.points = Number(
            0, -MOST_POINTS, MOST_POINTS, name=_("Give, or below nothing take")
        )
        self.reason = TextField("", name=_("Why"))
        self.row("points", _("Give, or below nothing take"), self.points)
        self.row("reason", _("Why"), self.reason)
        self.add(self.facts)
        if rows:
            self.add(pairs(rows, 92))
        self.add(self.form)
        if sight.over:
            old = _("{n} are older than {months} months.")
            words = old.format(n=number(sight.over), months=rules.months)
            gone = Button(_("Let them go"), small=True, act=self._release)
            note = Words(words, type=Type.SMALL, wrap=True)
            self.add(held(across(note, None, gone)))
        self.body.addStretch(1)
        self.cancel()
        self.button(_("Keep"), self._keep, primary=True)
        self.points.setFocus()

    def _keep(self) -> None:
        many, why = self.points.value(), self.reason.text()
        self.do(_("Points changed"), give_points, self._sight.client_id, many, why)

    def _release(self) -> None:
        why = self.reason.text()
        self.do(_("Points let go"), release_points, self._sight.client_id, why)


def _moved(points: int, why: str, words: str, left: int) -> str:
    sign = "+" if points > 0 else "−"
    said = f"{sign}{number(abs(points))}   {why_said(why)}"
    more = words if words and not words.islower() else ""
    rest = _("then {n}").format(n=number(left))
    return "   ".join(filter(None, (said, more, rest)))


class VoucherSheet(PurseSheet):
    """The client's vouchers with their uses: passed on, let go on, let go, printed."""

    icon = "gift"

    @classmethod
    def named(cls) -> str:
        """Return what it is called."""
        return _("Vouchers")

    def __init__(self, desk: "Desk", home: QWidget, sight: PurseSight) -> None:
        super().__init__(desk, home, sight)
        names = [
            f"{in_groups(one.code)} · {self.said(one.left)}" for one in sight.vouchers
        ]
        self.which = Choice(names, 0, name=_("Voucher"))
        self.which.activated.connect(lambda _at: self._chosen())
        self.facts = Words("", type=Type.STRONG, wrap=True)
        self.uses = Words("", type=Type.SMALL, faint=True, wrap=True)
        acts = [_("Pass on"), _("Let it go on"), _("Let it go")]
        self.act = Segments(acts, label=_("What to do with it"))
        self.act.chosen.connect(lambda _at: self._act_chosen())
        self.whom = Picker(picking_client(desk), name=_("To whom"))
        self.holder = TextField("", name=_("Or a name"))
        self.until = DayField(desk, None, _("Last day"), optional=True)
        self.reason = TextField("", name=_("Why"))
        self.row("whom", _("To whom"), self.whom)
        self.row("holder", _("Or a name"), self.holder)
        self.row("until", _("Last day"), self.until, _("No day: it has no end."))
        self.row("reason", _("Why"), self.reason)
        self.paper = Button(_("Print the voucher"), icon="printer", act=self._print)
        self.add(self.which, self.facts, self.uses, self.act, self.form)
        self.add(held(across(self.paper, None)))
        self.body.addStretch(1)
        self.cancel()
        keep = self.button(_("Keep"), self._keep, primary=True)
        has = bool(sight.vouchers)
        for one in (self.which, self.act, self.form, self.paper, keep):
            one.setVisible(has)
        if not has:
            self.facts.say(_("No vouchers. They are sold at the till."))
            return
        self._chosen()

    @property
    def one(self) -> VoucherLine:
        """The voucher that is chosen."""
        return self._sight.vouchers[max(self.which.currentIndex(), 0)]

    def _chosen(self) -> None:
        one = self.one
        words = _("{left} of {value} is left").format(
            left=self.said(one.left), value=self.said(one.value)
        )
        until = _("no last day")
        if one.expires_on is not None:
            until = _("until {day}").format(day=full_day(one.expires_on))
        gone = {VoucherState.VOID: _("void"), VoucherState.RELEASED: _("let go")}
        self.facts.say(" · ".join(filter(None, (words, until, gone.get(one.state)))))
        self._desk.ask(voucher_uses, one.id).then(self._show_uses)
        self._act_chosen()

    def _show_uses(self, uses: "Sequence[VoucherUse]") -> None:
        lines = [
            f"{short_day(one.day)}   {self.said(one.amount)}   {one.client}"
            for one in uses
        ]
        self.uses.say("\n".join(lines) or _("Not used yet."))

    def _act_chosen(self) -> None:
        shown = (("whom", "holder"), ("until",), ("reason",))[self.act.index]
        self.show_only(*shown)

    def _keep(self) -> None:
        key = int(self.one.id)
        match self.act.index:
            case 0:
                whom = self.whom.key
                holder_id = None if whom is None else ClientId(int(str(whom)))
                more = {"holder_id": holder_id, "holder": self.holder.text()}
                self.do(_("Voucher passed on"), pass_on_voucher, key, **more)
            case 1:
                until = self.until.value()
                self.do(_("The voucher is good for longer"), extend_voucher, key, until)
            case _:
                why = self.reason.text()
                self.do(_("Voucher let go"), release_voucher, key, why)

    def _print(self) -> None:
        open_print(self._desk, "voucher", self.one.code)


class ReferSheet(PurseSheet):
    """Who brought the client, and whom the client brought."""

    icon = "users"

    @classmethod
    def named(cls) -> str:
        """Return what it is called."""
        return _("Who brought whom")

    def __init__(self, desk: "Desk", home: QWidget, sight: PurseSight) -> None:
        super().__init__(desk, home, sight)
        self.by = Picker(
            picking_client(desk, int(sight.client_id)), name=_("Brought by")
        )
        if sight.brought_by is not None:
            key, name = sight.brought_by
            self.by.put(Line(name, key=key))
        self.row("by", _("Brought by"), self.by, _("Left empty: by nobody"))
        self.add(self.form)
        if sight.brought_by is not None:
            told = Button(_("Thanked"), icon="check", small=True, act=self._thanked)
            name = sight.brought_by[1]
            words = _("Has {name} been thanked?").format(name=name)
            self.add(held(across(Words(words, type=Type.SMALL), None, told)))
        rows: list[tuple[str, str | QWidget]] = [
            (one.name, self._friend(one.visits, one.worth, one.thanked_on is not None))
            for one in sight.brought
        ]
        title = _("Came through {name}").format(name=sight.client)
        self.add(Words(title, type=Type.SMALL_STRONG))
        none = Words(_("Nobody yet"), type=Type.SMALL, faint=True)
        self.add(pairs(rows, 160) if rows else none)
        self.body.addStretch(1)
        self.cancel()
        self.button(_("Keep"), self._keep, primary=True)
        self.by.setFocus()

    def _friend(self, visits: int, worth: Money, thanked: bool) -> str:
        came = ngettext("{n} visit", "{n} visits", visits).format(n=visits)
        more = _("thanked") if thanked else ""
        return " · ".join(filter(None, (came, self.said(worth), more)))

    def _keep(self) -> None:
        key = self.by.key
        whom = None if key is None else ClientId(int(str(key)))
        self.do(_("Kept"), note_brought_by, self._sight.client_id, whom)

    def _thanked(self) -> None:
        self.do(_("Thanked"), thank, self._sight.client_id)


class ContractSheet(Sheet):
    """The agreement on a course or on stored value: read, signed, printed."""

    def __init__(
        self,
        desk: "Desk",
        home: QWidget,
        sight: ContractSight,
        course_id: int | None,
    ) -> None:
        words = sight.words
        super().__init__(home, words.title, words.client, icon="signature", wide=680)
        self._desk, self._sight, self._course = desk, sight, course_id
        for at, one in enumerate(words.clauses, 1):
            self.add(Words(f"{at}. {one}", wrap=True))
        self.signing = Signing(_("Signature of the client"))
        if sight.signed is not None:
            signed = _("Signed on {day}.").format(day=full_day(sight.signed.signed_on))
            self.add(Words(signed, type=Type.STRONG))
        self.add(self.signing)
        self.paper = Button(_("Print"), icon="printer", small=True, act=self._print)
        self.add(held(across(self.paper, None)))
        self.cancel()
        self.button(_("Signed"), self._keep, primary=True)

    def _keep(self) -> None:
        if not self.signing.is_signed:
            self.fail(_("Sign first, or tick that it is on paper."), self.signing)
            return
        doing = self._desk.do(
            sign_contract,
            self._sight.words.client_id,
            course_id=self._course,
            signature=self.signing.value(),
            mark=self._sight.words.mark,
        )
        doing.then(self._signed).otherwise(self.fail)

    def _signed(self, _key: int) -> None:
        self.accept()
        tell(self._desk, _("Contract signed"))

    def _print(self) -> None:
        if self._course is not None:
            open_print(self._desk, "contract", self._course)
        else:
            open_print(self._desk, "stored_contract", int(self._sight.words.client_id))


def open_purse(desk: "Desk", client_id: ClientId, kind: type[PurseSheet]) -> None:
    """Open one of the sheets about what a client has."""
    home = home_of(desk)
    if home is not None:
        asked = desk.ask(purse_sight, client_id)
        asked.then(lambda sight: kind(desk, home, sight).open())


def open_contract(
    desk: "Desk", client_id: ClientId, course_id: int | None = None
) -> None:
    """Open the agreement on a course, or without one on stored value."""
    home = home_of(desk)

    def go(sight: ContractSight) -> None:
        if home is not None:
            ContractSheet(desk, home, sight, course_id).open()

    def refuse(error: SalonError) -> None:
        desk.say(str(error))

    desk.ask(contract_sight, client_id, course_id).then(go).otherwise(refuse)

"""Commands about stored value, vouchers, members, points and who brought whom."""

from argparse import Namespace
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from salon.app import Salon
from salon.cli import named, shapes
from salon.cli.answer import Answer, listed
from salon.cli.till import UnknownWord, bill_shape, read_amount, tier_named
from salon.clients.model import ClientId
from salon.errors import SalonError
from salon.money import Money
from salon.prepaid.model import (
    BadRule,
    Brought,
    Membership,
    NoSuchMember,
    PointLine,
    VoucherLine,
)
from salon.prepaid.operations import (
    earn_fees,
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
    set_rules,
    thank,
)
from salon.prepaid.queries import (
    brought,
    brought_by,
    member_by_code,
    members,
    members_of,
    membership,
    points_of,
    points_over,
    purse_of,
    rules_of,
    vouchers_of,
)
from salon.prepaid.queries import voucher as voucher_card
from salon.prepaid.rules import (
    DEED_WORDS,
    BonusStep,
    Deed,
    First,
    PointRules,
    Tier,
)
from salon.prepaid.saying import why_said
from salon.public import public_id, row_of
from salon.text import N_, _, amount, full_day, short_day
from salon.till.closing import close_bill
from salon.till.model import BillId, Paying
from salon.till.operations import drop_bill, open_bill
from salon.till.queries import bill as bill_card
from salon.till.queries import voucher_uses
from salon.till.rules import means_here
from salon.till.selling import add_membership, add_top_up, add_voucher

TOPUP = ("sell", "back", "table")
VOUCHER = ("sell", "show", "list", "pass", "extend", "release")
MEMBER = (
    *("sell", "give", "show", "list", "freeze", "run", "end", "earn", "code"),
    "tiers",
)
POINTS = ("show", "give", "release", "rules")


def topup(salon: Salon, options: Namespace) -> Answer:
    """Sell stored value, pay it back, or show and set the table of bonuses."""
    match options.what:
        case "sell":
            bonus = read_amount(salon, options.bonus) if options.bonus else None
            sum_, why = read_amount(salon, options.amount), options.reason

            def add(key: BillId) -> object:
                return salon.do(
                    add_top_up, key, sum_, bonus=bonus, why=why, despite=why
                )

            return _sold(salon, _whose(salon, options.client), options.by, add)
        case "back":
            whose = _whose(salon, options.client)
            sum_back = read_amount(salon, options.amount) if options.amount else None
            found = salon.do(
                refund_stored,
                whose,
                reason=options.reason,
                amount=sum_back,
                means=options.by or "cash",
            )
            document = {
                "paid_back": shapes.money(salon, found.paid),
                "bonus_ended": shapes.money(salon, found.bonus),
                "left": shapes.money(salon, found.left_paid + found.left_bonus),
            }
            said = _(N_("Paid back: {amount}")).format(amount=_cash(salon, found.paid))
            return Answer(document, [said], changed=public_id("client", whose))
        case "table":
            return _table(salon, options)
    raise UnknownWord(options.what[:40], ", ".join(TOPUP))


def _table(salon: Salon, options: Namespace) -> Answer:
    rules = salon.ask(rules_of)
    if options.steps is not None or options.first:
        if options.steps is not None:
            said = [one for one in options.steps if one.strip()]
            rules = replace(rules, bonus=tuple(_step(salon, one) for one in said))
        if options.first:
            if options.first not in list(First):
                raise UnknownWord(options.first[:40], ", ".join(First))
            rules = replace(rules, first=First(options.first))
        salon.do(set_rules, rules)
    document = {
        "table": [
            {
                "from": shapes.money(salon, one.start),
                "bonus": shapes.money(salon, one.bonus),
                "percent": one.percent / 100,
                "since": _iso(one.first),
                "until": _iso(one.last),
            }
            for one in rules.bonus
        ],
        "first": rules.first.value,
    }
    lines = [
        f"{_cash(salon, one.start)}  {_step_said(salon, one)}" for one in rules.bonus
    ]
    return Answer(document, lines or [_(N_("Nothing is given on top."))])


def _step(salon: Salon, said: str) -> BonusStep:
    start, mark, given = said.partition("=")
    if not mark:
        raise BadRule(N_("bonus"), said[:40])
    if not given.strip().endswith("%"):
        return BonusStep(read_amount(salon, start), read_amount(salon, given))
    return BonusStep(read_amount(salon, start), percent=_hundredths(given))


def _hundredths(said: str) -> int:
    try:
        return int(Decimal(said.strip(" %")) * 100)
    except (InvalidOperation, ValueError, OverflowError) as error:
        raise BadRule(N_("bonus"), said[:40]) from error


def _step_said(salon: Salon, one: BonusStep) -> str:
    return f"{one.percent / 100:g} %" if one.percent else _cash(salon, one.bonus)


# vouchers


def voucher(salon: Salon, options: Namespace) -> Answer:
    """Do what is said with gift vouchers."""
    if options.what not in VOUCHER:
        raise UnknownWord(options.what[:40], ", ".join(VOUCHER))
    if options.what == "list":
        found = salon.ask(vouchers_of, _whose(salon, options.id))
        lines = [_voucher_line(salon, one) for one in found]
        return listed("vouchers", [_voucher(salon, one) for one in found], lines)
    if options.what == "sell":
        sum_ = read_amount(salon, options.amount)
        months = int(options.months) if options.months.isdecimal() else None

        def add(key: BillId) -> object:
            return salon.do(
                add_voucher, key, sum_, holder=options.holder, months=months
            )

        return _sold(salon, _whose(salon, options.id), options.by, add)
    one = salon.ask(voucher_card, options.id)
    match options.what:
        case "pass":
            whom = _whose(salon, options.to) if options.to else None
            salon.do(pass_on_voucher, one.id, holder_id=whom, holder=options.holder)
        case "extend":
            until = named.day_of(salon, options.until) if options.until else None
            salon.do(extend_voucher, one.id, until)
        case "release":
            salon.do(release_voucher, one.id, options.reason)
    return _voucher_shown(salon, options)


def _voucher_shown(salon: Salon, options: Namespace) -> Answer:
    one = salon.ask(voucher_card, options.id)
    uses = salon.ask(voucher_uses, one.id)
    document = _voucher(salon, one) | {
        "uses": [
            {
                "day": use.day.isoformat(),
                "amount": shapes.money(salon, use.amount),
                "bill": public_id("bill", use.bill_id),
                "client": use.client or None,
            }
            for use in uses
        ]
    }
    lines = [_voucher_line(salon, one)]
    lines += [
        f"  {short_day(use.day)}  {_cash(salon, use.amount)}  {use.client}"
        for use in uses
    ]
    changed = None if options.what == "show" else public_id("voucher", one.id)
    return Answer(document, lines, changed=changed)


def _voucher(salon: Salon, one: VoucherLine) -> dict[str, Any]:
    return {
        "id": public_id("voucher", one.id),
        "code": one.code,
        "value": shapes.money(salon, one.value),
        "left": shapes.money(salon, one.left),
        "status": one.state.value,
        "sold": one.sold_on.isoformat(),
        "expires": _iso(one.expires_on),
        "buyer": public_id("client", one.buyer_id) if one.buyer_id else None,
        "holder": public_id("client", one.holder_id) if one.holder_id else None,
        "for": one.holder or None,
    }


def _voucher_line(salon: Salon, one: VoucherLine) -> str:
    until = full_day(one.expires_on) if one.expires_on else "-"
    sums = f"{_cash(salon, one.left)} / {_cash(salon, one.value)}"
    return f"{one.code}  {sums}  {until}  {one.holder}".rstrip()


# members


def member(salon: Salon, options: Namespace) -> Answer:
    """Do what is said with memberships."""
    match options.what:
        case "tiers":
            rules = salon.ask(rules_of)
            shown = [_tier(salon, one) for one in rules.tiers]
            return listed(
                "tiers", shown, [_tier_line(salon, one) for one in rules.tiers]
            )
        case "list":
            if options.id:
                found = salon.ask(members_of, _whose(salon, options.id))
            else:
                found = salon.ask(members)
            lines = [_member_line(one) for one in found]
            return listed("members", [_member(salon, one) for one in found], lines)
        case "earn":
            whole = salon.do(earn_fees)
            said = _(N_("Earned: {amount}")).format(amount=_cash(salon, whole))
            return Answer({"earned": shapes.money(salon, whole)}, [said])
        case "sell":
            tier = tier_named(salon, options.tier)
            fee = read_amount(salon, options.amount) if options.amount else None

            def add(key: BillId) -> object:
                return salon.do(add_membership, key, tier, price=fee)

            return _sold(salon, _whose(salon, options.id), options.by, add)
        case "code":
            card = salon.ask(member_by_code, options.id)
            if card is None:
                raise NoSuchMember(options.id[:40])
            return _member_shown(salon, card.id, is_changed=False)
        case "give":
            whose = _whose(salon, options.id)
            key = salon.do(give_membership, whose, tier_named(salon, options.tier))
            return _member_shown(salon, key)
    return _one_member(salon, options)


def _one_member(salon: Salon, options: Namespace) -> Answer:
    if options.what not in MEMBER:
        raise UnknownWord(options.what[:40], ", ".join(MEMBER))
    key = _member_key(salon, options.id)
    match options.what:
        case "freeze":
            until = named.day_of(salon, options.until) if options.until else None
            salon.do(freeze_membership, key, until=until)
        case "run":
            salon.do(run_membership, key)
        case "end":
            salon.do(end_membership, key, options.reason, means=options.by or "cash")
    return _member_shown(salon, key, is_changed=options.what != "show")


def _member_key(salon: Salon, said: str) -> int:
    """Return the membership that is meant: its number, or the client's that runs."""
    try:
        table, key = row_of(said)
    except ValueError:
        table, key = "", 0
    if table == "membership":
        return key
    client = named.client(salon, said)
    today = salon.today()
    found = salon.ask(members_of, ClientId(client.id))
    runs = [one for one in found if one.owed.minor or one.is_good(today)] or found[:1]
    if not runs:
        raise NoSuchMember(client.name)
    return runs[0].id


def _member_shown(salon: Salon, key: int, *, is_changed: bool = True) -> Answer:
    one = salon.ask(membership, key)
    changed = public_id("membership", key) if is_changed else None
    return Answer(_member(salon, one), [_member_line(one)], changed=changed)


def _member(salon: Salon, one: Membership) -> dict[str, Any]:
    today = salon.today()
    return {
        "id": public_id("membership", one.id),
        "client": public_id("client", one.client_id),
        "tier": one.tier,
        "name": one.name,
        "code": one.code,
        "from": one.first.isoformat(),
        "until": one.last.isoformat(),
        "status": one.state.value,
        "frozen": one.is_frozen(today),
        "good": one.is_good(today),
        "fee": shapes.money(salon, one.fee),
        "earned": shapes.money(salon, one.earned),
        "unpaid": shapes.money(salon, one.unpaid),
    }


def _member_line(one: Membership) -> str:
    whose = public_id("client", one.client_id)
    return f"{one.code}  {one.name}  {whose}  {full_day(one.last)}"


def _tier(salon: Salon, one: Tier) -> dict[str, Any]:
    return {
        "id": one.ref,
        "name": str(one.names),
        "spend": shapes.money(salon, one.spend),
        "spend_months": one.spend_months,
        "fee": shapes.money(salon, one.fee),
        "months": one.months,
        "services": one.services / 100,
        "products": one.products / 100,
        "points": one.points / 100,
        "gift": str(one.gift) or None,
    }


def _tier_line(salon: Salon, one: Tier) -> str:
    parts = f"−{one.services / 100:g} %  −{one.products / 100:g} %"
    return f"{one.ref}  {one.names}  {_cash(salon, one.fee)}  {parts}"


# points


def points(salon: Salon, options: Namespace) -> Answer:
    """Show, give or let go points, or show and set their rules."""
    if options.what not in POINTS:
        raise UnknownWord(options.what[:40], ", ".join(POINTS))
    if options.what == "rules":
        return _point_rules(salon, options)
    whose = _whose(salon, options.client)
    match options.what:
        case "give":
            salon.do(give_points, whose, options.points, options.reason)
        case "release":
            salon.do(release_points, whose, options.reason)
    log = salon.ask(points_of, whose)
    document = {
        "client": public_id("client", whose),
        "points": salon.ask(purse_of, whose).points,
        "over": salon.ask(points_over, whose),
        "log": [_point_shape(one) for one in log],
    }
    lines = [str(document["points"]), *(_point_line(one) for one in log)]
    changed = None if options.what == "show" else public_id("client", whose)
    return Answer(document, lines, changed=changed)


def _point_shape(one: PointLine) -> dict[str, Any]:
    return {
        "day": one.day.isoformat(),
        "points": one.points,
        "why": one.why,
        "words": one.words or None,
        "bill": public_id("bill", one.bill_id) if one.bill_id else None,
        "left": one.left,
    }


def _point_line(one: PointLine) -> str:
    return f"{short_day(one.day)}  {one.points:+}  {why_said(one.why)}  {one.left}"


def _point_rules(salon: Salon, options: Namespace) -> Answer:
    rules = salon.ask(rules_of)
    new = _points_said(salon, rules.points, options)
    if new != rules.points:
        salon.do(set_rules, replace(rules, points=new))
    document = {
        "on": new.on,
        "per_unit": new.per_unit / 100,
        "step": new.step,
        "worth": shapes.money(salon, new.worth),
        "months": new.months,
        "deeds": dict(new.deeds),
    }
    said = _(N_("{step} points pay {worth}")).format(
        step=new.step, worth=_cash(salon, new.worth)
    )
    deeds = [f"{_(DEED_WORDS[Deed(key)])}  {n}" for key, n in new.deeds.items()]
    return Answer(document, [said, *deeds])


def _points_said(salon: Salon, now: PointRules, options: Namespace) -> PointRules:
    if options.on or options.off:
        now = replace(now, on=options.on)
    if options.per:
        now = replace(now, per_unit=_hundredths(options.per))
    if options.step:
        now = replace(now, step=options.step)
    if options.worth:
        now = replace(now, worth=read_amount(salon, options.worth))
    deeds = dict(now.deeds)
    for said in options.deed:
        deed, _mark, many = said.partition("=")
        if deed not in list(Deed) or not many.isdecimal():
            raise UnknownWord(said[:40], ", ".join(Deed))
        deeds[deed] = int(many)
    return replace(now, deeds=deeds)


# referrals


def refer(salon: Salon, options: Namespace) -> Answer:
    """Say or show by whom a client was brought, and whom the client brought."""
    whose = _whose(salon, options.client)
    is_changed = True
    if options.by:
        salon.do(note_brought_by, whose, _whose(salon, options.by))
    elif options.nobody:
        salon.do(note_brought_by, whose, None)
    elif options.thanked:
        salon.do(thank, whose)
    else:
        is_changed = False
    by = salon.ask(brought_by, whose)
    friends = salon.ask(brought, whose)
    document = {
        "client": public_id("client", whose),
        "brought_by": (
            None if by is None else {"id": public_id("client", by[0]), "name": by[1]}
        ),
        "brought": [_friend(salon, one) for one in friends],
    }
    lines = [] if by is None else [_(N_("Brought by {name}")).format(name=by[1])]
    lines += [f"{one.name}  {one.visits}  {_cash(salon, one.worth)}" for one in friends]
    changed = public_id("client", whose) if is_changed else None
    return Answer(document, lines, changed=changed)


def _friend(salon: Salon, one: Brought) -> dict[str, Any]:
    return {
        "id": public_id("client", one.client_id),
        "name": one.name,
        "day": one.day.isoformat(),
        "visits": one.visits,
        "worth": shapes.money(salon, one.worth),
        "first_visit": _iso(one.first_visit),
        "thanked": _iso(one.thanked_on),
    }


# what they share


def _sold(
    salon: Salon, whose: ClientId, by: str, add: Callable[[BillId], object]
) -> Answer:
    """Put something on the client's bill, and close it where nothing else is on it.

    Where the client has an open bill already, it waits there to be paid.
    """
    key = salon.do(open_bill, whose)
    is_new = not salon.ask(bill_card, key).lines
    try:
        add(key)
        if is_new:
            means = by or salon.ask(means_here)[0]
            due = salon.ask(bill_card, key).total
            salon.do(close_bill, key, [Paying(means, due)])
    except SalonError:
        if is_new:
            salon.do(drop_bill, key)
        raise
    card = salon.ask(bill_card, key)
    number = public_id("bill", key)
    line = f"{card.number or number}  {card.client}  {_cash(salon, card.total)}"
    return Answer(bill_shape(salon, card), [line], changed=number)


def _whose(salon: Salon, said: str) -> ClientId:
    return ClientId(named.client(salon, said).id)


def _cash(salon: Salon, money: Money) -> str:
    return amount(money, salon.premises.currency)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()

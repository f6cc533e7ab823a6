"""What is sold ahead, put on a bill: courses, stored value, vouchers, deposits."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from salon.catalogue.model import ServiceId
from salon.catalogue.queries import service
from salon.clients.departing import refuse_erasing
from salon.clients.model import ClientId
from salon.courses.model import CourseKind, Offer
from salon.courses.offering import check_offer
from salon.courses.sums import shares
from salon.money import Money, total
from salon.prepaid.law import heed_house, heed_top_up, heed_voucher
from salon.prepaid.model import BonusNeedsManager, NoSuchTier
from salon.prepaid.queries import rules_of
from salon.rights import Right
from salon.text import N_, _, listed
from salon.till.heeding import (
    above_nothing,
    lines_of,
    open_bill_of,
    put,
)
from salon.till.model import BadAmount, BillId, LineKind
from salon.till.rules import said
from salon.work import Work, needs

Minds = Callable[[Work, ClientId, Offer, Money, str], None]
_minds: list[Minds] = []


def tell_before_selling(minds: Minds) -> None:
    """Say who is asked before a course is sold: it raises what stands against it."""
    _minds[:] = [minds]


@needs(Right.SELL)
def add_course(
    work: Work,
    bill_id: BillId,
    offer: Offer,
    price: Money,
    *,
    staff_id: int | None = None,
    despite: str = "",
    seen: int | None = None,
) -> int:
    """Sell a course; it begins when the bill is closed. Returns the line's id.

    What it is cheaper than its sessions at the list price is its discount, kept with
    the line; no reason is asked for that, it is what a course is.

    Args:
        work: As ever.
        bill_id: On which bill; it needs a client.
        offer: What is sold.
        price: What is to be paid for all of it.
        staff_id: Who sells it; None: who does this.
        despite: Why so much is paid ahead, or more promised than can be given; kept.
        seen: The bill's version on the screen.

    Raises:
        AheadNeedsReason: More than the salon lets one person pay ahead.
        BadCourse: No service, no session, a price below nothing.
        NobodyOwes: The bill is of somebody without a file.
        TooMuchPromised, OwnerDecides: See `salon.promises.guarding.mind`.
    """
    bill = open_bill_of(work, bill_id, seen)
    bill.must_be_somebodys()
    check_offer(offer, price)
    heed_house(work, bill.whose, price, despite or None)
    first = service(work, ServiceId(offer.service_ids[0]))
    whose = bill.whose if offer.gift_for is None else ClientId(offer.gift_for)
    refuse_erasing(work, (whose,))
    for minds in _minds:
        minds(work, whose, offer, price, despite)
    words = offer.name or str(first.names)
    return put(
        *(work, bill, LineKind.COURSE, words, price),
        body={"offer": offer.to_plain()} | _kept(despite=despite),
        service_id=first.id,
        staff_id=staff_id or work.by.id,
    )


@needs(Right.SELL)
def add_package(
    work: Work,
    bill_id: BillId,
    name: str,
    offers: Sequence[Offer],
    price: Money,
    *,
    staff_id: int | None = None,
    despite: str = "",
    seen: int | None = None,
) -> list[int]:
    """Sell several courses at one price; return their lines' ids.

    Each is a course of its own whose part of the price follows its list price.

    Args:
        work: As ever.
        bill_id: On which bill; it needs a client.
        name: What the package is called.
        offers: The courses in it.
        price: What is to be paid for all of them.
        staff_id: Who sells it; None: who does this.
        despite: See `add_course`.
        seen: The bill's version on the screen.
    """
    weights = [
        one.list_unit * (1 if one.kind is CourseKind.VALUE else one.sessions)
        for one in offers
    ]
    open_bill_of(work, bill_id, seen)
    return [
        add_course(
            *(work, bill_id, _named(work, one, name), part),
            staff_id=staff_id,
            despite=despite,
        )
        for one, part in zip(offers, shares(price, weights), strict=True)
    ]


def _kept(**words: str | None) -> dict[str, str]:
    return {key: one.strip()[:400] for key, one in words.items() if one and one.strip()}


def _named(work: Work, offer: Offer, package: str) -> Offer:
    first = service(work, ServiceId(offer.service_ids[0]))
    return replace(offer, name=f"{package}: {first.names}")


@needs(Right.SELL)
def add_top_up(
    work: Work,
    bill_id: BillId,
    amount: Money,
    *,
    bonus: Money | None = None,
    why: str = "",
    despite: str | None = None,
    seen: int | None = None,
) -> int:
    """Sell stored value; a bonus is given on top of it. Returns the line's id.

    Args:
        work: As ever.
        bill_id: On which bill; it needs a client.
        amount: What is paid in.
        bonus: What is given on top; None: as the table says.
        why: Why it is more than the table says.
        despite: Why so much is paid ahead; it is kept.
        seen: The bill's version on the screen.

    Raises:
        BonusNeedsManager: More than the table says, without the right or a reason.
        AboveCeiling: More than the law lets one card hold.
        AheadNeedsReason: More than the salon lets one person pay ahead.
    """
    bill = open_bill_of(work, bill_id, seen)
    above_nothing(work, amount)
    rules = rules_of(work)
    usual = rules.bonus_for(amount, work.today)
    given = usual if bonus is None else bonus
    if given < Money():
        raise BadAmount(said(work, given))
    is_more = bool(rules.bonus) and given > usual
    if is_more and not (why.strip() and Right.MANAGE in work.by.rights):
        raise BonusNeedsManager(said(work, given), said(work, usual))
    on_it = [one for one in lines_of(work, bill.id) if one.kind is LineKind.TOP_UP]
    whole = amount + total(one.price for one in on_it)
    heed_top_up(work, bill.whose, whole, despite)
    words = _(N_("Stored value"))
    body = {"bonus": given.minor} | _kept(why=why, despite=despite)
    return put(*(work, bill, LineKind.TOP_UP, words, amount), body=body)


@needs(Right.SELL)
def add_voucher(
    work: Work,
    bill_id: BillId,
    value: Money,
    *,
    holder: str = "",
    holder_id: ClientId | None = None,
    code: str = "",
    months: int | None = None,
    seen: int | None = None,
) -> int:
    """Sell a gift voucher; return the line's id.

    Args:
        work: As ever.
        bill_id: On which bill.
        value: What it is worth.
        holder: For whom, as it will be written on it.
        holder_id: For whom, where there is a file.
        code: Its number where it is printed already; "": it is given one.
        months: For how long it is good; None: without an end.
        seen: The bill's version on the screen.

    Raises:
        AboveCeiling, EndsTooSoon: The law lets no voucher be so.
    """
    bill = open_bill_of(work, bill_id, seen)
    if holder_id is not None:
        refuse_erasing(work, (holder_id,))
    above_nothing(work, value)
    heed_voucher(work, value, months)
    body = {"holder": holder, "holder_id": holder_id, "code": code, "months": months}
    return put(work, bill, LineKind.VOUCHER, _(N_("Gift voucher")), value, body=body)


@needs(Right.SELL)
def add_membership(
    work: Work,
    bill_id: BillId,
    tier: str,
    *,
    price: Money | None = None,
    code: str = "",
    staff_id: int | None = None,
    seen: int | None = None,
) -> int:
    """Sell a membership; it begins when the bill is closed. Returns the line's id.

    Args:
        work: As ever.
        bill_id: On which bill; it needs a client.
        tier: Which, by its name for the records.
        price: Its fee; None: as the salon set it.
        code: Of the card where it is printed already; "": it is given one.
        staff_id: Who sells it; None: who does this.
        seen: The bill's version on the screen.

    Raises:
        NoSuchTier: There is none, or it is not sold.
        NobodyOwes: The bill is of somebody without a file.
    """
    bill = open_bill_of(work, bill_id, seen)
    bill.must_be_somebodys()
    found = rules_of(work).tier(tier)
    fee = price if price is not None else found.fee if found else Money()
    if found is None or (price is None and not fee.minor):
        names = listed(str(one.names) for one in rules_of(work).tiers if one.fee.minor)
        raise NoSuchTier(tier[:40], names)
    above_nothing(work, fee)
    return put(
        *(work, bill, LineKind.MEMBERSHIP, str(found.names), fee),
        body={"tier": found.ref} | _kept(code=code),
        staff_id=staff_id or work.by.id,
    )


@needs(Right.SELL)
def add_deposit(
    work: Work, bill_id: BillId, amount: Money, *, seen: int | None = None
) -> int:
    """Take an amount that is held for a visit; return the line's id."""
    bill = open_bill_of(work, bill_id, seen)
    bill.must_be_somebodys()
    above_nothing(work, amount)
    return put(work, bill, LineKind.DEPOSIT, _(N_("Deposit")), amount)

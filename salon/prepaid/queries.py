"""What screens and papers ask of what clients have with the salon."""

from datetime import date
from typing import Any

from sqlalchemy import func, or_, select

from salon.appointments.model import Status
from salon.appointments.tables import Appointment
from salon.clients.model import ClientId
from salon.clients.tables import Client
from salon.clock import months_after
from salon.codes import read_code
from salon.errors import Missing
from salon.ledger.model import EARNED, Account
from salon.ledger.model import Kind as LedgerKind
from salon.ledger.queries import balance
from salon.ledger.sums import percent_of, share_out
from salon.ledger.tables import Posting
from salon.money import Money, total
from salon.prepaid.model import (
    Benefit,
    Brought,
    Membership,
    MemberState,
    NoSuchVoucher,
    PointLine,
    Purse,
    SignedContract,
    StoredRefund,
    VoucherLine,
)
from salon.prepaid.rules import Rules, Tier, rules_from
from salon.prepaid.tables import Contract, Holding, Member, PointMove, Referral, Voucher
from salon.settings.queries import premises
from salon.settings.regions import prepaid_law
from salon.text import amount, number
from salon.work import Reading

LEAST_CODE = 6  # signs of a card's code


def cash_said(reading: Reading, money: Money) -> str:
    """Return an amount as people here say it."""
    return amount(money, premises(reading).currency)


def purse_of(reading: Reading, client_id: ClientId) -> Purse:
    """Return what a client has; nothing of anything where nothing was paid in."""
    asked = select(Holding.paid, Holding.bonus, Holding.deposit, Holding.points)
    row: Any = reading.session.execute(
        asked.where(Holding.client_id == client_id)
    ).one_or_none()
    return Purse() if row is None else Purse(*row)


_VOUCHER = (
    *(Voucher.id, Voucher.code, Voucher.value, Voucher.remains, Voucher.state),
    *(Voucher.sold_on, Voucher.expires_on, Voucher.buyer_id, Voucher.holder_id),
    Voucher.holder,
)


def voucher(reading: Reading, said: str) -> VoucherLine:
    """Return one voucher by its number, however it was typed; raises NoSuchVoucher."""
    asked = select(*_VOUCHER).where(Voucher.code == read_code(said))
    row: Any = reading.session.execute(asked).one_or_none()
    if row is None:
        raise NoSuchVoucher(said)
    return VoucherLine(*row)


def is_taken(reading: Reading, said: str) -> bool:
    """Return whether a voucher has that number already."""
    asked = select(Voucher.id).where(Voucher.code == read_code(said))
    return reading.session.scalar(asked) is not None


def vouchers_of(reading: Reading, client_id: ClientId) -> list[VoucherLine]:
    """Return the vouchers a client bought or has, the newest first."""
    its = or_(Voucher.buyer_id == client_id, Voucher.holder_id == client_id)
    asked = select(*_VOUCHER).where(its).order_by(Voucher.id.desc())
    rows: Any = reading.session.execute(asked)
    return [VoucherLine(*row) for row in rows]


def rules_of(reading: Reading) -> Rules:
    """Return the bonus tables, tiers and rules of points the salon has."""
    return rules_from(premises(reading))


_MEMBER = (
    *(Member.id, Member.client_id, Member.tier, Member.code, Member.begins),
    *(Member.ends, Member.frozen_from, Member.frozen_until, Member.frozen_days),
    *(Member.fee, Member.earned, Member.unpaid, Member.state, Member.version),
)


def _shown(reading: Reading, row: Any) -> Membership:
    tier = rules_of(reading).tier(row.tier)
    name = str(tier.names) if tier else row.tier
    return Membership(row.id, row.client_id, row.tier, name, *row[3:])


def members_of(reading: Reading, client_id: ClientId) -> list[Membership]:
    """Return the memberships a client has or had, the newest first."""
    asked = select(*_MEMBER).where(Member.client_id == client_id)
    rows: Any = reading.session.execute(asked.order_by(Member.id.desc()))
    return [_shown(reading, row) for row in rows]


def member_of(reading: Reading, client_id: ClientId) -> Membership | None:
    """Return the membership whose benefits a client has today: of several the best."""
    asked = select(*_MEMBER).where(
        Member.client_id == client_id,
        Member.state == MemberState.ACTIVE,
        Member.ends >= reading.today,
    )
    rows: list[Any] = list(reading.session.execute(asked))
    if not rows:
        return None
    order = {one.ref: place for place, one in enumerate(rules_of(reading).tiers)}
    shown = [_shown(reading, row) for row in rows]
    good = [one for one in shown if one.is_good(reading.today)]
    return max(good, key=lambda one: (order.get(one.tier, -1), one.last), default=None)


def membership(reading: Reading, key: int) -> Membership:
    """Return one membership; raises Missing."""
    row: Any = reading.session.execute(
        select(*_MEMBER).where(Member.id == key)
    ).one_or_none()
    if row is None:
        raise Missing("Member", key)
    return _shown(reading, row)


def member_by_code(reading: Reading, said: str) -> Membership | None:
    """Return the membership of a card that was scanned; None if it is no card."""
    code = read_code(said)
    if len(code) < LEAST_CODE:
        return None
    asked = select(*_MEMBER).where(
        Member.code == code, Member.state != MemberState.TAKEN_BACK
    )
    row: Any = reading.session.execute(asked.order_by(Member.id.desc())).first()
    return None if row is None else _shown(reading, row)


def members(reading: Reading, *, ended: bool = False) -> list[Membership]:
    """Return all memberships that run or rest, by their last day."""
    asked = select(*_MEMBER).order_by(Member.ends, Member.id)
    if not ended:
        asked = asked.where(
            Member.state == MemberState.ACTIVE, Member.ends >= reading.today
        )
    rows: Any = reading.session.execute(asked)
    return [_shown(reading, row) for row in rows]


def benefit_for(
    reading: Reading, client_id: ClientId, *, is_product: bool
) -> Benefit | None:
    """Return what a client's card takes off a treatment or a product; None: nothing."""
    member = member_of(reading, client_id)
    tier = rules_of(reading).tier(member.tier) if member else None
    percent = 0 if tier is None else tier.products if is_product else tier.services
    if tier is None or not percent:
        return None
    return Benefit(f"{tier.names} −{number(percent / 100)} %", percent)


def points_of(
    reading: Reading, client_id: ClientId, limit: int = 200
) -> list[PointLine]:
    """Return the log of a client's points, the newest first."""
    p = PointMove
    asked = (
        select(p.id, p.day, p.points, p.why, p.words, p.bill_id, p.staff_id)
        .where(p.client_id == client_id)
        .order_by(p.id.desc())
        .limit(limit)
    )
    left = purse_of(reading, client_id).points
    found = []
    rows: Any = reading.session.execute(asked)
    for key, day, points, why, words, bill, staff in rows:
        found.append(PointLine(key, day, points, why, words, bill, staff, left))
        left -= points
    return found


def points_over(reading: Reading, client_id: ClientId) -> int:
    """Return how many points are older than the rules keep them, and not used yet.

    The oldest are used first; they stay the client's until a person lets them go.
    """
    months = rules_of(reading).points.months
    if not months:
        return 0
    until = months_after(reading.today, -months)
    p = PointMove
    hers = p.client_id == client_id
    came = reading.session.scalar(
        select(func.sum(p.points)).where(hers, p.points > 0, p.day < until)
    )
    went = reading.session.scalar(select(func.sum(p.points)).where(hers, p.points < 0))
    return max(0, int(came or 0) + int(went or 0))


def brought_by(reading: Reading, client_id: ClientId) -> tuple[int, str] | None:
    """Return who brought a client, by key and name; None if nobody is noted."""
    asked = (
        select(Referral.by_id, Client.name)
        .join(Client, Client.id == Referral.by_id)
        .where(Referral.client_id == client_id)
        .order_by(Referral.id)
        .limit(1)
    )
    row: Any = reading.session.execute(asked).first()
    return None if row is None else (int(row[0]), str(row[1]))


def brought(reading: Reading, client_id: ClientId) -> list[Brought]:
    """Return whom a client brought, with their visits and what was earned with them."""
    r = Referral
    asked = (
        select(r.client_id, Client.name, r.day, r.came_on, r.thanked_on)
        .join(Client, Client.id == r.client_id)
        .where(r.by_id == client_id)
        .order_by(r.day.desc(), r.id.desc())
    )
    rows: list[Any] = list(reading.session.execute(asked))
    keys = [row.client_id for row in rows]
    came = _visits(reading, keys)
    worth = _earned(reading, keys)
    return [
        Brought(
            row.client_id,
            row.name,
            row.day,
            came.get(row.client_id, 0),
            worth.get(row.client_id, Money()),
            row.came_on,
            row.thanked_on,
        )
        for row in rows
    ]


def _visits(reading: Reading, keys: list[int]) -> dict[int, int]:
    done = (Status.COMPLETED, Status.LEFT)
    asked = (
        select(Appointment.client_id, func.count())
        .where(Appointment.client_id.in_(keys), Appointment.status.in_(done))
        .group_by(Appointment.client_id)
    )
    rows: Any = reading.session.execute(asked)
    return {int(key): int(many) for key, many in rows}


def _earned(
    reading: Reading, keys: list[int], since: date | None = None
) -> dict[int, Money]:
    """Return what was earned with each of several clients, what went back taken off."""
    found: dict[int, Money] = {}
    p = Posting
    for side, sign in ((p.credit, 1), (p.debit, -1)):
        asked = select(p.client_id, func.sum(p.amount)).where(
            p.client_id.in_(keys), side.in_(EARNED), p.kind != LedgerKind.TAX
        )
        if since is not None:
            asked = asked.where(p.day >= since)
        rows: Any = reading.session.execute(asked.group_by(p.client_id))
        for key, part in rows:
            found[key] = found.get(key, Money()) + part * sign
    return found


def spent_in(reading: Reading, client_id: ClientId, months: int) -> Money:
    """Return what was earned with a client in so many months up to today."""
    since = months_after(reading.today, -months)
    return _earned(reading, [client_id], since).get(client_id, Money())


def tier_reached(reading: Reading, client_id: ClientId) -> Tier | None:
    """Return the highest tier that a client has earned by spending; None: none."""
    asked = [one for one in rules_of(reading).tiers if one.spend.minor > 0]
    earned = {
        months: spent_in(reading, client_id, months)
        for months in {one.spend_months for one in asked}
    }
    reached = [one for one in asked if earned[one.spend_months] >= one.spend]
    return reached[-1] if reached else None


def stored_refund(
    reading: Reading, client_id: ClientId, amount: Money | None = None
) -> StoredRefund:
    """Return what paying back stored value would do: all of it, or a part.

    Only what was paid in is paid back; the bonus that was given on it ends with it, in
    proportion.
    """
    purse = purse_of(reading, client_id)
    paid = purse.paid if amount is None else amount
    if paid >= purse.paid:
        bonus = purse.bonus
    else:
        bonus = share_out(purse.bonus, [paid.minor, (purse.paid - paid).minor])[0]
    left = purse.paid - paid
    return StoredRefund(paid, bonus, left, purse.bonus - bonus)


def ring_fenced(reading: Reading) -> tuple[Money, int]:
    """Return what is to be kept apart of what is owed, and the share in hundredths.

    The share is the law's or the salon's own, whichever is higher.
    """
    here = premises(reading)
    share = max(prepaid_law(here.region).ring_fenced, rules_of(reading).ring_fenced)
    if not share:
        return Money(), 0
    owed = total(
        Money(-balance(reading, account).minor)
        for account in (Account.COURSE, Account.STORED, Account.VOUCHER)
    )
    return percent_of(owed, share), share


def paid_ahead(reading: Reading, client_id: ClientId) -> Money:
    """Return all that is owed to a client by the books: value, courses, vouchers."""
    found = Money()
    for account in (Account.COURSE, Account.STORED, Account.MEMBERSHIP):
        found -= balance(reading, account, client_id=client_id)
    return found


def contracts_of(
    reading: Reading, client_id: ClientId, course_id: int | None = None
) -> list[SignedContract]:
    """Return the agreements a client signed on a course, or on stored value."""
    c = Contract
    asked = (
        select(
            *(c.id, c.client_id, c.course_id, c.language, c.words, c.mark),
            *(c.signature, c.signed_on),
        )
        .where(c.client_id == client_id, c.course_id.is_not_distinct_from(course_id))
        .order_by(c.id.desc())
    )
    rows: Any = reading.session.execute(asked)
    return [SignedContract(*row) for row in rows]

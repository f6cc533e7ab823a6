"""How memberships begin, are paid for later, are earned and taken back."""

from datetime import date, timedelta

from sqlalchemy import select

from salon.clients.model import ClientId
from salon.clock import months_after
from salon.codes import new_code, read_code
from salon.ledger.model import Account, Kind
from salon.ledger.posting import post
from salon.money import Money
from salon.prepaid.model import AlreadySpent, MemberState, NoSuchTier
from salon.prepaid.queries import cash_said, member_of, rules_of, tier_reached
from salon.prepaid.tables import Member
from salon.text import listed
from salon.work import Work

CODE = 8  # signs on a card
DAY = timedelta(days=1)


def begin(
    work: Work,
    client_id: ClientId,
    tier: str,
    *,
    fee: Money,
    unpaid: Money,
    code: str = "",
) -> int:
    """Let a membership begin, or go on after the one that runs; return its id.

    It posts nothing: the bill does. A card that is renewed keeps its code.

    Args:
        work: As ever.
        client_id: Whose.
        tier: Which.
        fee: What is paid for it, now or later.
        unpaid: What of it is not paid yet.
        code: Of the card where it is printed already; "": it is given one.

    Raises:
        NoSuchTier: There is none of that name.
    """
    rules = rules_of(work)
    found = rules.tier(tier)
    if found is None:
        names = listed(str(one.names) for one in rules.tiers)
        raise NoSuchTier(tier[:40], names)
    m = Member
    runs = work.session.scalar(
        select(m)
        .where(
            *(m.client_id == client_id, m.tier == tier),
            *(m.state == MemberState.ACTIVE, m.ends >= work.today),
        )
        .order_by(m.ends.desc())
        .limit(1)
    )
    first = work.today if runs is None else runs.ends + DAY
    code = read_code(code) or new_code(CODE, lambda one: _is_taken(work, one))
    row = work.add(
        Member(
            client_id=client_id,
            tier=tier,
            code=code if runs is None else runs.code,
            begins=first,
            ends=months_after(first, found.months) - DAY,
            months=found.months,
            fee=fee,
            unpaid=unpaid,
        )
    )
    return row.id


def fund(work: Work, key: int, amount: Money) -> ClientId:
    """Note that money came for what was unpaid of a membership; it posts nothing.

    Returns:
        Whose it is.
    """
    row = work.lock(Member, key)
    row.unpaid -= amount
    return row.client_id


def take_back(work: Work, key: int, reason: str) -> None:
    """Let a membership be none: its bill was reversed. It posts nothing.

    Raises:
        AlreadySpent: Some of its fee has been earned, or it has ended.
    """
    row = work.lock(Member, key)
    tier = rules_of(work).tier(row.tier)
    if row.earned.minor or row.state is not MemberState.ACTIVE:
        what = str(tier.names) if tier else row.tier
        left = row.fee - row.unpaid - row.earned
        if row.state is not MemberState.ACTIVE:
            left = Money()
        raise AlreadySpent(what, cash_said(work, left))
    row.state, row.reason, row.unpaid = MemberState.TAKEN_BACK, reason[:400], Money()


def welcome(work: Work, client_id: ClientId) -> None:
    """Give the tier that a client has earned by spending, if the salon has that on."""
    rules = rules_of(work)
    if not rules.members_on:
        return
    found = tier_reached(work, client_id)
    if found is None:
        return
    now = member_of(work, client_id)
    order = [one.ref for one in rules.tiers]
    if now is None or order.index(found.ref) > _place(order, now.tier):
        begin(work, client_id, found.ref, fee=Money(), unpaid=Money())


def earn(work: Work, row: Member) -> bool:
    """Post what of a fee has been earned up to today; return whether it was any."""
    if row.state is not MemberState.ACTIVE or row.begins > work.today:
        return False
    gone = _months_gone(row, work.today)
    due = Money(row.fee.minor * gone // row.months)
    due = min(due, row.fee - row.unpaid)
    part = due - row.earned
    if part <= Money():
        return False
    row.earned += part
    post(
        *(work, Kind.EARNED, Account.MEMBERSHIP, Account.MEMBER_FEE, part),
        client_id=row.client_id,
    )
    return True


def _months_gone(row: Member, today: date) -> int:
    """Return how many whole months of a membership are over, without what it rested."""
    if row.ends < today and row.frozen_from is None:
        return row.months
    rested = row.frozen_days
    now = today
    if row.frozen_from is not None and today >= row.frozen_from:
        planned = 0
        if row.frozen_until is not None:
            planned = (row.frozen_until - row.frozen_from).days + 1
        if row.frozen_until is None or today <= row.frozen_until:
            now, rested = row.frozen_from, rested - planned
    now -= timedelta(days=rested)
    months = 0
    while months < row.months and months_after(row.begins, months + 1) <= now:
        months += 1
    return row.months if row.ends < today else months


def _place(order: list[str], tier: str) -> int:
    return order.index(tier) if tier in order else -1


def _is_taken(work: Work, code: str) -> bool:
    return work.session.scalar(select(Member.id).where(Member.code == code)) is not None

"""What staff do with what clients have with the salon."""

from datetime import date, timedelta

from sqlalchemy import select

from salon.clients.model import ClientId
from salon.clients.operations import give_consent
from salon.clients.queries import living
from salon.clients.tables import Client
from salon.courses.ending import paid_by
from salon.courses.queries import CONTRACT
from salon.ledger.model import Account, Kind, of_means
from salon.ledger.posting import post
from salon.money import Money
from salon.prepaid.contracting import contract_to_sign
from salon.prepaid.events import (
    BroughtBy,
    ContractSigned,
    FeesEarned,
    MemberBegan,
    MemberChanged,
    PointsMoved,
    RulesChanged,
    StoredPaidBack,
    Thanked,
    VoucherChanged,
)
from salon.prepaid.holding import holding_of
from salon.prepaid.joining import begin, earn
from salon.prepaid.model import (
    BadExtension,
    BroughtBySelf,
    BroughtInCircle,
    ContractChanged,
    MemberStands,
    MemberState,
    NoSuchVoucher,
    NotEnoughPoints,
    NothingStored,
    NotOver,
    PaysBackTooMuch,
    PointsWhy,
    StoredRefund,
    VoucherIsUsed,
    VoucherState,
    WhyPoints,
)
from salon.prepaid.pointing import move
from salon.prepaid.queries import (
    cash_said,
    membership,
    points_over,
    rules_of,
    stored_refund,
)
from salon.prepaid.rules import Rules, check_rules, rules_to_plain
from salon.prepaid.tables import Contract, Member, Referral, Voucher
from salon.rights import Right
from salon.settings.operations import describe
from salon.settings.queries import premises
from salon.settings.usual import pay_back_limit
from salon.work import Work, needs

DAY = timedelta(days=1)
MOST_STEPS = 1000  # of who brought whom, one after the other


@needs(Right.MANAGE)
def set_rules(work: Work, rules: Rules) -> None:
    """Keep bonus tables, tiers and rules of points; raises BadRule."""
    check_rules(rules)
    if rules == rules_of(work):
        return
    describe(work, prepaid=rules_to_plain(rules))
    work.record(RulesChanged())


@needs(Right.SELL)
def refund_stored(
    work: Work,
    client_id: ClientId,
    *,
    reason: str,
    amount: Money | None = None,
    means: str = "cash",
) -> StoredRefund:
    """Pay stored value back: what was paid in; the bonus on it ends, in proportion.

    Args:
        work: As ever.
        client_id: Whose.
        reason: Why; it is kept.
        amount: How much of it; None: all.
        means: By what it is paid.

    Raises:
        WhyPoints: No word why.
        NothingStored: Less was paid in and is left.
        PaysBackTooMuch: More than whoever does this may pay back.
        BadWay: No money is paid by that.
    """
    if not reason.strip():
        raise WhyPoints
    client_id = living(work, client_id)
    row = holding_of(work, client_id)
    asked = row.paid if amount is None else amount
    if not Money() < asked <= row.paid:
        raise NothingStored(cash_said(work, row.paid))
    most = pay_back_limit(premises(work))
    if asked > most and Right.MANAGE not in work.by.rights:
        raise PaysBackTooMuch(cash_said(work, most))
    way = paid_by(work, means)
    found = stored_refund(work, client_id, asked)
    row.paid, row.bonus = found.left_paid, found.left_bonus
    post(
        *(work, Kind.REFUND, Account.STORED, of_means(way), found.paid),
        client_id=client_id,
        staff_id=work.by.id,
    )
    post(
        *(work, Kind.PROMISE, Account.BONUS, Account.BONUS_PROMISED, found.bonus),
        client_id=client_id,
    )
    work.record(StoredPaidBack(client_id))
    return found


# memberships


@needs(Right.MANAGE)
def give_membership(work: Work, client_id: ClientId, tier: str) -> int:
    """Give a membership without a fee; return its id. Raises NoSuchTier."""
    client_id = living(work, client_id)
    work.get(Client, client_id)
    key = begin(work, client_id, tier, fee=Money(), unpaid=Money())
    work.record(MemberChanged(key, client_id))
    work.record(MemberBegan(key, client_id))
    return key


@needs(Right.SELL)
def freeze_membership(
    work: Work, key: int, *, until: date | None = None, seen: int | None = None
) -> None:
    """Let a membership rest from today; its last day comes later by as much.

    Raises:
        MemberStands: It has ended, or rests already.
        BadExtension: The day is over.
    """
    row = work.get(Member, key, seen=seen)
    shown = membership(work, key)
    if not shown.is_good(work.today):
        raise MemberStands(shown.name)
    if until is not None and until < work.today:
        raise BadExtension(until)
    row.frozen_from, row.frozen_until = work.today, until
    if until is not None:
        days = (until - work.today).days + 1
        row.frozen_days += days
        row.ends += days * DAY
    work.record(MemberChanged(row.id, row.client_id))


@needs(Right.SELL)
def run_membership(work: Work, key: int, *, seen: int | None = None) -> None:
    """Let a membership run again; raises MemberStands if it does not rest."""
    row = work.get(Member, key, seen=seen)
    shown = membership(work, key)
    if shown.state is not MemberState.ACTIVE or not shown.is_frozen(work.today):
        raise MemberStands(shown.name)
    assert row.frozen_from is not None
    rested = (work.today - row.frozen_from).days
    planned = 0
    if row.frozen_until is not None:
        planned = (row.frozen_until - row.frozen_from).days + 1
    row.frozen_days += rested - planned
    row.ends += (rested - planned) * DAY
    row.frozen_from = row.frozen_until = None
    work.record(MemberChanged(row.id, row.client_id))


@needs(Right.MANAGE)
def end_membership(work: Work, key: int, reason: str, *, means: str = "cash") -> Money:
    """End a membership today and pay back what of its fee is not earned.

    Returns:
        What was paid back.

    Raises:
        WhyPoints: No word why.
        MemberStands: It has ended, or part of its fee waits for its money.
        BadWay: No money is paid by that.
    """
    if not reason.strip():
        raise WhyPoints
    row = work.lock(Member, key)
    earn(work, row)
    shown = membership(work, key)
    if row.state is not MemberState.ACTIVE or row.unpaid.minor:
        raise MemberStands(shown.name)
    left = row.fee - row.earned
    if left.minor:
        post(
            *(work, Kind.REFUND, Account.MEMBERSHIP, of_means(paid_by(work, means))),
            left,
            client_id=row.client_id,
            staff_id=work.by.id,
        )
    row.state, row.reason = MemberState.ENDED, reason.strip()[:400]
    work.record(MemberChanged(row.id, row.client_id))
    return left


@needs(Right.SELL)
def earn_fees(work: Work) -> Money:
    """Let the books earn what fees of members have earned with time; return how much.

    It does nothing twice: what was earned before is not earned again.
    """
    m = Member
    asked = select(m).where(m.state == MemberState.ACTIVE, m.fee > m.earned)
    whole, many = Money(), 0
    for row in list(work.session.scalars(asked.order_by(m.id))):
        before = row.earned
        if earn(work, row):
            whole, many = whole + (row.earned - before), many + 1
    if many:
        work.record(FeesEarned(many))
    return whole


# vouchers


@needs(Right.MANAGE)
def extend_voucher(work: Work, key: int, until: date | None) -> None:
    """Let a voucher be good for longer; None: without an end.

    Raises:
        NoSuchVoucher: It is void, or was let go.
        BadExtension: The day is over, or before its last day.
    """
    row = _good(work, key)
    if until is not None and (
        until < work.today or (row.expires_on is not None and until < row.expires_on)
    ):
        raise BadExtension(until)
    row.expires_on = until
    work.record(VoucherChanged(row.id))


@needs(Right.SELL)
def pass_on_voucher(
    work: Work, key: int, *, holder_id: ClientId | None = None, holder: str = ""
) -> None:
    """Note who has a voucher now: a client, or a name as it is said."""
    row = _good(work, key)
    if holder_id is not None:
        holder_id = living(work, holder_id)
        work.get(Client, holder_id)
    row.holder_id, row.holder = holder_id, " ".join(holder.split())[:200]
    work.record(VoucherChanged(row.id))


@needs(Right.MANAGE)
def release_voucher(work: Work, key: int, reason: str) -> Money:
    """Let what is left of a voucher that ran out be owed no longer; return how much.

    Raises:
        WhyPoints: No word why.
        NoSuchVoucher: It is void, or was let go.
        NotOver: It has not run out.
        VoucherIsUsed: Nothing is left of it.
    """
    if not reason.strip():
        raise WhyPoints
    row = _good(work, key)
    if row.expires_on is None or row.expires_on >= work.today:
        raise NotOver(row.code)
    left = row.remains
    if not left.minor:
        raise VoucherIsUsed(row.code, cash_said(work, left))
    post(
        *(work, Kind.EXPIRY, Account.VOUCHER, Account.EXPIRED, left),
        voucher_id=row.id,
        staff_id=work.by.id,
    )
    row.state, row.remains = VoucherState.RELEASED, Money()
    work.record(VoucherChanged(row.id))
    return left


def _good(work: Work, key: int) -> Voucher:
    row = work.lock(Voucher, key)
    if row.state is not VoucherState.GOOD:
        raise NoSuchVoucher(row.code)
    return row


# points


@needs(Right.MANAGE)
def give_points(work: Work, client_id: ClientId, points: int, reason: str) -> None:
    """Give points by hand, or below nothing take them.

    Raises:
        WhyPoints: No word why, or no points.
        NotEnoughPoints: More are taken than there are.
    """
    if not reason.strip() or not points:
        raise WhyPoints
    client_id = living(work, client_id)
    left = holding_of(work, client_id).points
    if points < 0 and -points > left:
        raise NotEnoughPoints(-points, left)
    move(work, client_id, points, PointsWhy.GIVEN, words=reason)
    work.record(PointsMoved(client_id))


@needs(Right.MANAGE)
def release_points(work: Work, client_id: ClientId, reason: str) -> int:
    """Let points go that are older than the rules keep them; return how many.

    Raises:
        WhyPoints: No word why.
        NotOver: None are that old.
    """
    if not reason.strip():
        raise WhyPoints
    client_id = living(work, client_id)
    over = points_over(work, client_id)
    if not over:
        raise NotOver(str(holding_of(work, client_id).points))
    move(work, client_id, -over, PointsWhy.EXPIRED, words=reason)
    work.record(PointsMoved(client_id))
    return over


# referrals


@needs(Right.FILE)
def note_brought_by(work: Work, client_id: ClientId, by_id: ClientId | None) -> None:
    """Note who brought a client; None: nobody did.

    Raises:
        BroughtBySelf: It would be the same person.
        BroughtInCircle: They came through this client themselves.
    """
    client_id = living(work, client_id)
    who = work.get(Client, client_id)
    r = Referral
    row = work.session.scalar(
        select(r).where(r.client_id == client_id).order_by(r.id).limit(1)
    )
    if by_id is None:
        if row is not None:
            work.session.delete(row)
            work.record(BroughtBy(client_id))
        return
    by_id = living(work, by_id)
    by = work.get(Client, by_id)
    if by_id == client_id:
        raise BroughtBySelf(who.name)
    at: int | None = by_id
    for _step in range(MOST_STEPS):
        at = work.session.scalar(
            select(r.by_id).where(r.client_id == at).order_by(r.id).limit(1)
        )
        if at is None:
            break
        if at == client_id:
            raise BroughtInCircle(who.name, by.name)
    if row is None:
        work.add(
            r(client_id=client_id, by_id=by_id, day=work.today, staff_id=work.by.id)
        )
    elif row.by_id == by_id:
        return
    else:
        row.by_id, row.thanked_on = by_id, None
    work.record(BroughtBy(client_id))


@needs(Right.CALL)
def thank(work: Work, client_id: ClientId) -> bool:
    """Note that whoever brought a client was thanked; return whether it was new."""
    r = Referral
    row = work.session.scalar(
        select(r).where(r.client_id == client_id).order_by(r.id).limit(1)
    )
    if row is None or row.thanked_on is not None:
        return False
    row.thanked_on = work.today
    work.record(Thanked(client_id))
    return True


@needs(Right.FILE)
def sign_contract(
    work: Work,
    client_id: ClientId,
    *,
    course_id: int | None = None,
    signature: str = "",
    mark: str = "",
) -> int:
    """Keep the agreement on a course, or on stored value, as it was read and signed.

    It is in the client's language, and noted among the consents as well.

    Args:
        work: As ever.
        client_id: Who signs.
        course_id: Of which course; None: of stored value.
        signature: The strokes as JSON; "": on paper.
        mark: Of the words that were on the screen; "": nothing was.

    Raises:
        ContractChanged: The words are not those that were read any more.
        NotASignature: See `give_consent`.
    """
    client_id = living(work, client_id)
    words = contract_to_sign(work, client_id, course_id)
    if mark and mark != words.mark:
        raise ContractChanged(words.title)
    consent = give_consent(work, client_id, CONTRACT, signature=signature)
    row = work.add(
        Contract(
            client_id=client_id,
            course_id=course_id,
            consent_id=consent,
            language=words.language,
            words=words.text,
            mark=words.mark,
            signature=signature,
            signed_on=work.today,
            staff_id=work.by.id,
        )
    )
    work.record(ContractSigned(row.id, client_id))
    return row.id

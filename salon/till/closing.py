"""How a bill is closed: what pays for what, to the minor unit, in one action."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import func, select

from salon.clients.model import ClientId
from salon.ledger.model import Account, Kind, of_means
from salon.ledger.posting import post
from salon.ledger.queries import books_day
from salon.ledger.sums import in_coins, share_out
from salon.money import Money, total
from salon.notices.heeding import heed_alerts
from salon.notices.model import Where
from salon.prepaid import holding, joining, pointing
from salon.prepaid.events import MemberBegan
from salon.rights import Right
from salon.text import listed
from salon.till import ahead, model
from salon.till.events import BillClosed
from salon.till.heeding import hold_books, lines_of, open_bill_of, reckon
from salon.till.model import (
    CASH,
    DEPOSIT,
    EARNS,
    POINTS,
    STORED,
    VOUCHER,
    WORTH,
    BadAmount,
    BadMeans,
    BillId,
    BillIsEmpty,
    BillState,
    LineKind,
    NotPaidWhole,
    Paying,
    PaysTooMuch,
    TooFewNotes,
    bill_number,
    means_named,
)
from salon.till.rules import coin, means_here, said
from salon.till.shelving import take_sold
from salon.till.tables import Bill, BillLine, LineShare, Payment
from salon.work import Work, needs

_NONE = Money()
_FUNDED = (LineKind.COURSE, LineKind.MEMBERSHIP)  # worth something as they are paid


@dataclass(slots=True)
class _Part:
    """One line, and from where its price comes."""

    line: BillLine
    due: Money  # what is to be paid for it, with tax
    unpaid: Money = field(default=Money())
    worth: Money = field(default=Money())  # paid from a balance that was money once
    bonus: Money = field(default=Money())

    @property
    def open(self) -> Money:
        """What is paid now and has no source yet: money."""
        return self.due - self.unpaid - self.worth - self.bonus


@needs(Right.SELL)
def close_bill(
    work: Work,
    bill_id: BillId,
    paying: Sequence[Paying] = (),
    *,
    later: bool = False,
    seen: int | None = None,
) -> str:
    """Close a bill with what pays for it; return the number it has from now on.

    Balances pay for treatments, products and courses; what is money itself (a top-up,
    a voucher, a tip, an old debt) is paid with money. What stays open falls on what is
    sold ahead first. Cash is rounded to the smallest coin there is.

    Args:
        work: As ever.
        bill_id: Which.
        paying: By what it is paid, in this order.
        later: Whether what is left is paid another time.
        seen: The bill's version on the screen.

    Raises:
        BillIsEmpty: Nothing is on it.
        BillIsClosed, EditedElsewhere: Another desk was quicker.
        NotPaidWhole, PaysTooMuch: It does not come out, and by how much.
        NobodyOwes: Somebody without a file cannot pay later.
        BadMeans, TooFewNotes, BadAmount: A payment that cannot be meant.
        NotEnoughStored, VoucherIsUsed, NoSuchVoucher, VoucherIsOver: See there.
        NotInSteps, NotEnoughPoints: Of points that pay.
        ToAcknowledge: An alert of the client's file is to be read first.
    """
    hold_books(work)
    bill = open_bill_of(work, bill_id, seen)
    lines = lines_of(work, bill.id)
    if not lines:
        raise BillIsEmpty
    if bill.client_id is not None:
        heed_alerts(work, ClientId(bill.client_id), Where.TILL)
    reckon(work, bill)
    is_added = bill.total != total(one.price for one in lines)
    parts = [
        _Part(one, one.price + one.tax if is_added else one.price) for one in lines
    ]
    money = _settled(work, bill, paying, later=later)
    _leave_open(work, bill, parts)
    day = books_day(work)
    payments = _pay(work, bill, parts, money, day=day)
    bill.series = str(day.year)
    last = select(func.max(Bill.number)).where(Bill.series == bill.series)
    bill.number = (work.session.scalar(last) or 0) + 1
    bill.day, bill.state = day, BillState.CLOSED
    bill.closed_at, bill.closed_by = work.now, work.by.id
    work.session.flush()
    for part in parts:
        _post_line(work, bill, part, is_added=is_added)
    work.session.add_all(payments)
    post(
        *(work, Kind.ROUNDING, Account.OWED, Account.ROUNDING, bill.rounding),
        client_id=bill.client_id,
        bill_id=bill.id,
    )
    for part in parts:
        if part.line.kind is LineKind.DEBT:
            _pay_debt(work, part.line)
    if bill.client_id is not None:
        paid = total(one.line.taken for one in parts if one.line.kind in EARNS)
        pointing.earn_on(work, bill.client_id, bill.id, paid)
        joining.welcome(work, bill.client_id)
    work.record(BillClosed(bill.id, bill.client_id))
    for part in parts:
        if part.line.member_id is not None:
            work.record(MemberBegan(part.line.member_id, bill.whose))
    return bill_number(bill.series, bill.number)


def _settled(
    work: Work, bill: Bill, paying: Sequence[Paying], *, later: bool
) -> list[Paying]:
    """Return what is paid by which means, cash in coins; note what stays open."""
    known = (*means_here(work), STORED, VOUCHER, DEPOSIT, POINTS)
    for one in paying:
        if one.means not in known:
            names = listed([means_named(each) for each in known])
            raise BadMeans(one.means[:40], names)
        if one.amount <= Money():
            raise BadAmount(said(work, one.amount))
    rest = bill.total - total(one.amount for one in paying)
    found = list(paying)
    bill.rounding = Money()
    cash = [place for place, one in enumerate(found) if one.means == CASH]
    if cash:
        # Cash pays what the other means leave open, so it may be said rounded or not.
        place = cash[-1]
        one = found[place]
        exact = one.amount + rest
        rounded = in_coins(exact, coin(work))
        if one.amount in (exact, rounded):
            found[place] = replace(one, amount=rounded)
            bill.rounding, rest = rounded - exact, Money()
        elif one.amount.minor % coin(work):
            raise BadAmount(said(work, one.amount))
        if one.tendered is not None and one.tendered < found[place].amount:
            given, asked = said(work, one.tendered), said(work, found[place].amount)
            raise TooFewNotes(given, asked)
    if rest < Money():
        most = said(work, bill.total)
        raise PaysTooMuch(said(work, bill.total - rest), most)
    if rest.minor and not later:
        raise NotPaidWhole(said(work, rest))
    if rest.minor:
        _ = bill.whose
    bill.owing = rest
    return found


def _leave_open(work: Work, bill: Bill, parts: Sequence[_Part]) -> None:
    """Let what stays open fall on what is sold ahead first, from the last line up."""
    rest = bill.owing.minor
    for is_ahead in (True, False):
        for part in reversed(parts):
            may_wait = part.line.kind not in ahead.AT_ONCE
            is_its = (
                part.line.kind in (LineKind.COURSE, LineKind.MEMBERSHIP)
            ) is is_ahead
            # a tax that is added on top is no part of what a course is worth
            most = min(part.due, part.line.price) if is_ahead else part.due
            if may_wait and is_its and most.minor > 0:
                part.unpaid = Money(min(rest, most.minor))
                rest -= part.unpaid.minor
    if rest:
        raise NotPaidWhole(said(work, Money(rest)))


def _pay(
    work: Work,
    bill: Bill,
    parts: Sequence[_Part],
    paying: Sequence[Paying],
    *,
    day: object,
) -> list[Payment]:
    """Take every payment, share it out over the lines, post it; return the rows."""
    rows: list[Payment] = []
    balances = [one for one in paying if one.means in WORTH]
    for one in (*balances, *(one for one in paying if one.means not in WORTH)):
        row = Payment(
            bill_id=bill.id,
            means=one.means,
            amount=one.amount,
            tendered=one.tendered,
            payer_id=one.payer_id,
            reference=one.reference,
            staff_id=work.by.id,
            at=work.now,
            day=day,
        )
        debit, kind = of_means(one.means), Kind.PAYMENT
        whose = bill.client_id if one.payer_id is None else ClientId(one.payer_id)
        if one.means in WORTH:
            kind = Kind.SPENT
            own, bonus = one.amount, Money()
            match one.means:
                case model.STORED:
                    holder = bill.whose if whose is None else whose
                    own, bonus = holding.spend(work, holder, one.amount)
                    debit = Account.STORED
                case model.DEPOSIT:
                    whose = bill.whose
                    holding.hold_deposit(work, whose, Money(-one.amount.minor))
                    debit = Account.DEPOSIT
                case model.POINTS:
                    whose = bill.whose
                    pointing.spend(work, whose, one.amount, bill.id)
                    own, bonus, debit = Money(), one.amount, Account.POINTS
                case _:
                    voucher = holding.use_voucher(work, one.voucher, one.amount)
                    row.voucher_id, debit = voucher.id, Account.VOUCHER
            _cover(work, parts, own, bonus)
            row.bonus = bonus
            if one.means != POINTS:
                ahead.promise(work, bill, Money(-bonus.minor))
            amount = own
        else:
            amount = one.amount
        rows.append(row)
        post(
            *(work, kind, debit, Account.OWED, amount),
            client_id=whose,
            bill_id=bill.id,
            voucher_id=row.voucher_id,
            staff_id=work.by.id,
        )
    return rows


def _cover(work: Work, parts: Sequence[_Part], own: Money, bonus: Money) -> None:
    """Let a balance pay for treatments and products first, then for what is ahead."""
    for amount, name in ((own, "worth"), (bonus, "bonus")):
        rest = amount
        for kinds in (
            (LineKind.SERVICE, LineKind.PRODUCT),
            _FUNDED,
        ):
            its = [
                one for one in parts if one.line.kind in kinds and one.open.minor > 0
            ]
            room = total(one.open for one in its)
            now = min(rest, room)
            shares = share_out(now, [one.open.minor for one in its])
            for part, share in zip(its, shares, strict=True):
                setattr(part, name, getattr(part, name) + share)
            rest -= now
        if rest.minor:
            most = said(work, amount - rest)
            raise PaysTooMuch(said(work, amount), most)


def _post_line(work: Work, bill: Bill, part: _Part, *, is_added: bool) -> None:
    """Post what a line sells, and let begin what it sells ahead."""
    line = part.line
    line.unpaid, line.bonus = part.unpaid, part.bonus
    line.taken = part.open
    if line.kind in (LineKind.SESSION, LineKind.DEBT):
        return
    net = line.price - part.bonus
    if line.kind in (LineKind.SERVICE, LineKind.PRODUCT):
        line.earned = net
    if line.kind is LineKind.PRODUCT:
        take_sold(work, bill.client_id, line)
    account = ahead.ACCOUNTS[line.kind]
    ahead.begin(work, bill, line, net)
    unpaid = (
        part.unpaid if line.kind in (LineKind.COURSE, LineKind.MEMBERSHIP) else Money()
    )
    for who, amount in _shared(work, line, net - unpaid):
        post(
            *(work, Kind.SALE, Account.OWED, account, amount),
            client_id=bill.client_id,
            bill_id=bill.id,
            line_id=line.id,
            course_id=line.course_id,
            voucher_id=line.voucher_id,
            staff_id=who,
        )
    post(
        *(work, Kind.SALE, Account.OWED, Account.UNPAID, unpaid),
        client_id=bill.client_id,
        bill_id=bill.id,
        line_id=line.id,
        course_id=line.course_id,
    )
    income = Account.PRODUCT if line.kind is LineKind.PRODUCT else Account.SERVICE
    post(
        *(work, Kind.TAX, Account.OWED if is_added else income, Account.TAX, line.tax),
        client_id=bill.client_id,
        bill_id=bill.id,
        line_id=line.id,
    )


def _shared(
    work: Work, line: BillLine, amount: Money
) -> list[tuple[int | None, Money]]:
    """Return whose work *amount* is: one person's, or several in their parts."""
    asked = select(LineShare).where(LineShare.line_id == line.id).order_by(LineShare.id)
    shares = list(work.session.scalars(asked))
    if not shares:
        return [(line.staff_id, amount)]
    parts = share_out(amount, [one.part for one in shares])
    return [(one.staff_id, part) for one, part in zip(shares, parts, strict=True)]


def _pay_debt(work: Work, line: BillLine) -> None:
    """Let a line pay what an earlier bill left open: what was delivered first."""
    assert line.debt_of is not None
    old = work.lock(Bill, line.debt_of)
    if line.price > old.owing:
        raise PaysTooMuch(said(work, line.price), said(work, old.owing))
    old.owing -= line.price
    pointing.earn_on(work, old.client_id, old.id, line.price)
    rest = line.price.minor
    waiting = [one for one in lines_of(work, old.id) if one.unpaid.minor > 0]
    delivered = (LineKind.SERVICE, LineKind.PRODUCT)
    for one in sorted(waiting, key=lambda row: row.kind not in delivered):
        part = Money(min(rest, one.unpaid.minor))
        one.unpaid -= part
        one.taken += part  # so it goes back as money, if the bill is given back
        rest -= part.minor
        if one.kind not in delivered:
            ahead.fund(work, one, part)

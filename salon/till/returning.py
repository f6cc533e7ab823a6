"""Giving back: a bill, or some of it, is reversed by a bill of its own; both stay."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from sqlalchemy import func, select

from salon.clients.model import ClientId
from salon.errors import SalonError
from salon.ledger.model import Account, Kind, of_means
from salon.ledger.posting import post
from salon.ledger.queries import books_day
from salon.ledger.sums import in_coins, share_out
from salon.money import Money, total
from salon.prepaid import holding, pointing
from salon.prepaid.tables import Voucher
from salon.rights import Right
from salon.settings.queries import premises
from salon.settings.usual import pay_back_limit
from salon.text import listed
from salon.till import ahead
from salon.till.events import BillGivenBack, BillPrinted
from salon.till.heeding import hold_books, lines_of
from salon.till.model import (
    CASH,
    DEPOSIT,
    EARNS,
    ON_ITS_BILL,
    ON_THE_COURSE,
    POINTS,
    STORED,
    VOUCHER,
    WORTH,
    AlreadyGivenBack,
    BadMeans,
    BillId,
    BillKind,
    BillState,
    LineGivenBack,
    LineKind,
    NoSuchBill,
    NothingToGiveBack,
    ReasonNeeded,
    ReturnNeedsManager,
    ReturnsTooMuch,
    bill_number,
    means_named,
)
from salon.till.rules import coin, means_here, said
from salon.till.shelving import put_back
from salon.till.tables import Bill, BillLine, Payment
from salon.work import Work, needs

_SOURCES = ("unpaid", "taken", "bonus")
_ELSEWHERE = {LineKind.SESSION: ON_THE_COURSE, LineKind.DEBT: ON_ITS_BILL}


@dataclass(slots=True)
class _Back:
    """One line that is given back: how much of it, and where each part goes."""

    line: BillLine
    price: Money
    tax: Money
    unpaid: Money
    taken: Money
    bonus: Money
    worth: Money

    @property
    def is_whole(self) -> bool:
        """Whether the whole line goes."""
        return self.price == self.line.price


@needs(Right.SELL)
def give_back(
    work: Work,
    bill_id: BillId,
    *,
    reason: str,
    amounts: Mapping[int, Money] | None = None,
    means: str = "",
) -> str:
    """Reverse a closed bill, or some of its lines; return the number of the new bill.

    What was not paid yet is no longer owed, what came from a balance goes back to it,
    bonus to bonus, and the rest is paid out. What the lines sold ahead ends.

    Args:
        work: As ever.
        bill_id: Which bill.
        reason: Why; it is kept.
        amounts: How much of which lines, by line id; None: all that is left of all.
        means: By what money is paid out; "": as it was paid in.

    Raises:
        ReasonNeeded: No word why.
        ReturnsTooMuch: More than is left of a line.
        AlreadyGivenBack: Nothing is left of it.
        LineGivenBack: Nothing is left of these lines.
        NothingToGiveBack: No line of it goes back: sessions and debts have their ways.
        ReturnNeedsManager: Above what whoever does this may pay back.
        AlreadySpent: What it sold ahead was used; that is paid back by its own rules.
        BadMeans: Nothing is paid out by that.
    """
    if not reason.strip():
        raise ReasonNeeded
    hold_books(work)
    bill = work.lock(Bill, bill_id)
    number = bill_number(bill.series, bill.number)
    if bill.state is not BillState.CLOSED or bill.kind is not BillKind.SALE:
        raise NoSuchBill(number or str(bill_id))
    if means and means not in means_here(work):
        names = listed([means_named(one) for one in means_here(work)])
        raise BadMeans(means[:40], names)
    backs = _wanted(work, bill, amounts)
    if not backs:
        raise _nothing(work, bill, amounts)
    out, most = total(one.taken for one in backs), pay_back_limit(premises(work))
    if out > most and Right.MANAGE not in work.by.rights:
        raise ReturnNeedsManager(said(work, out), said(work, most))
    credit = _credit(work, bill, reason.strip())
    for place, back in enumerate(backs, 1):
        _reverse_line(work, bill, credit, back, place)
    _pay_out(work, bill, credit, backs, means)
    pointing.take_back_of(work, bill.client_id, bill.id, _money_back(work, bill))
    unpaid = total(one.unpaid for one in backs)
    bill.owing -= unpaid
    credit.total = Money(-total(one.price for one in backs).minor)
    if _is_added(work, bill):
        credit.total -= total(one.tax for one in backs)
    credit.tax = Money(-total(one.tax for one in backs).minor)
    work.record(BillGivenBack(credit.id, bill.id, bill.client_id))
    return bill_number(credit.series, credit.number)


@needs(Right.SELL)
def note_receipt(work: Work, bill_id: BillId) -> None:
    """Note that a receipt went out: its number stays with this bill."""
    row = work.get(Bill, bill_id)
    if row.printed_at is None and row.number is not None:
        row.printed_at = work.now
        work.record(BillPrinted(bill_id))


def _nothing(work: Work, bill: Bill, amounts: Mapping[int, Money] | None) -> SalonError:
    """Return why nothing goes back, and what helps."""
    number, lines = bill_number(bill.series, bill.number), lines_of(work, bill.id)
    asked = [one for one in lines if amounts is None or one.id in amounts] or lines
    own = [one for one in asked if one.kind not in _ELSEWHERE and one.price.minor]
    if not own:
        kinds = {one.kind for one in asked}
        ways = [how for kind, how in _ELSEWHERE.items() if kind in kinds]
        return NothingToGiveBack(number, ways[0] if ways else "")
    theirs = [one for one in lines if one.kind not in _ELSEWHERE]
    keys = [one.id for one in theirs]
    before = select(BillLine.price).where(BillLine.gives_back.in_(keys))
    left = total(one.price for one in theirs) + total(work.session.scalars(before))
    if left.minor:
        names = listed(one.words for one in own)
        return LineGivenBack(names, number, said(work, left))
    return AlreadyGivenBack(number, _earlier(work, bill))


def _wanted(work: Work, bill: Bill, amounts: Mapping[int, Money] | None) -> list[_Back]:
    lines = {one.id: one for one in lines_of(work, bill.id)}
    asked = select(BillLine).where(BillLine.gives_back.in_(list(lines)))
    before: dict[int, list[BillLine]] = defaultdict(list)
    for one in work.session.scalars(asked):
        before[one.gives_back or 0].append(one)
    wanted = dict(amounts) if amounts is not None else {}
    for key in wanted:
        if key not in lines:
            raise ReturnsTooMuch(said(work, wanted[key]), said(work, Money()))
    found = []
    for key, line in lines.items():
        left = line.price + total(one.price for one in before[key])
        amount = left if amounts is None else wanted.get(key, Money())
        if line.kind in _ELSEWHERE or not amount.minor:
            continue
        if amount < Money() or amount > left:
            raise ReturnsTooMuch(said(work, amount), said(work, left))
        found.append(_sources(work, bill, line, before[key], amount))
    return found


def _sources(
    work: Work,
    bill: Bill,
    line: BillLine,
    before: Sequence[BillLine],
    amount: Money,
) -> _Back:
    """Return from where the price of a line had come, for the part given back.

    What is still unpaid goes first; the rest in proportion.
    """
    is_added = _is_added(work, bill)
    left = line.price + total(one.price for one in before)
    tax_left = line.tax + total(one.tax for one in before)
    tax = (
        tax_left
        if amount == left
        else share_out(tax_left, [amount.minor, left.minor - amount.minor])[0]
    )
    due = amount + tax if is_added else amount
    taken = line.taken + total(one.taken for one in before)
    bonus = line.bonus + total(one.bonus for one in before)
    whole = left + tax_left if is_added else left
    worth = whole - taken - bonus - line.unpaid
    unpaid = min(line.unpaid, due)
    now = share_out(due - unpaid, [taken.minor, worth.minor, bonus.minor])
    return _Back(line, amount, tax, unpaid, now[0], now[2], now[1])


def _credit(work: Work, bill: Bill, reason: str) -> Bill:
    day = books_day(work)
    series = str(day.year)
    last = work.session.scalar(
        select(func.max(Bill.number)).where(Bill.series == series)
    )
    return work.add(
        Bill(
            number=(last or 0) + 1,
            series=series,
            kind=BillKind.CREDIT,
            state=BillState.CLOSED,
            client_id=bill.client_id,
            day=day,
            opened_at=work.now,
            opened_by=work.by.id,
            closed_at=work.now,
            closed_by=work.by.id,
            reverses_id=bill.id,
            reason=reason,
        )
    )


def _reverse_line(
    work: Work, bill: Bill, credit: Bill, back: _Back, place: int
) -> None:
    line = back.line
    net = back.price - back.bonus
    is_earned = line.kind in (LineKind.SERVICE, LineKind.PRODUCT)
    made = work.add(
        BillLine(
            bill_id=credit.id,
            position=place,
            kind=line.kind,
            words=line.words,
            quantity=1,
            list=Money(-back.price.minor),
            price=Money(-back.price.minor),
            tax_rate=line.tax_rate,
            tax=Money(-back.tax.minor),
            taken=Money(-back.taken.minor),
            earned=Money(-net.minor) if is_earned else Money(),
            bonus=Money(-back.bonus.minor),
            staff_id=line.staff_id,
            service_id=line.service_id,
            product_id=line.product_id,
            course_id=line.course_id,
            voucher_id=line.voucher_id,
            gives_back=line.id,
        )
    )
    if line.kind is LineKind.PRODUCT:
        put_back(work, line, back.price, credit.reason)
    if not is_earned and line.kind is not LineKind.TIP:
        if not back.is_whole:
            raise ReturnsTooMuch(said(work, back.price), said(work, line.price))
        ahead.take_back(work, bill, line, net, credit.reason)
    line.unpaid -= back.unpaid
    account = ahead.ACCOUNTS[line.kind]
    is_ahead = line.kind in (LineKind.COURSE, LineKind.MEMBERSHIP)
    unpaid = back.unpaid if is_ahead else Money()
    about = partial(
        post, work, client_id=bill.client_id, bill_id=credit.id, line_id=made.id
    )
    of_line = partial(about, course_id=line.course_id, voucher_id=line.voucher_id)
    of_line(
        *(Kind.REVERSAL, account, Account.OWED, net - unpaid), staff_id=line.staff_id
    )
    of_line(Kind.REVERSAL, Account.UNPAID, Account.OWED, unpaid)
    income = Account.PRODUCT if line.kind is LineKind.PRODUCT else Account.SERVICE
    debit = Account.OWED if _is_added(work, bill) else income
    about(Kind.TAX, debit, Account.TAX, Money(-back.tax.minor))


def _pay_out(
    work: Work, bill: Bill, credit: Bill, backs: Sequence[_Back], means: str
) -> None:
    """Give everything back from where it had come; money by *means*."""
    asked = select(Payment).where(Payment.bill_id == bill.id).order_by(Payment.id)
    paid = list(work.session.scalars(asked))
    balances = [one for one in paid if one.means in WORTH]
    own = total(one.worth for one in backs)
    bonus = total(one.bonus for one in backs)
    weights = [(one.amount - one.bonus).minor for one in balances]
    for source, amount in zip(balances, share_out(own, weights), strict=True):
        _to_balance(work, bill, credit, source, amount)
    for source, amount in zip(
        balances, share_out(bonus, [one.bonus.minor for one in balances]), strict=True
    ):
        if not amount.minor:
            continue
        if source.means == POINTS:
            whole = source.amount
            pointing.give_back_spent(work, bill.whose, bill.id, amount, whole)
        else:
            holding.put_in(work, _holder(bill, source), Money(), amount)
            ahead.promise(work, credit, amount)
    out = total(one.taken for one in backs)
    money = [one for one in paid if one.means not in WORTH]
    ways = [(means, out)] if means else []
    if not means:
        shares = share_out(out, [one.amount.minor for one in money])
        ways = [(one.means, part) for one, part in zip(money, shares, strict=True)]
        if not money and out.minor:
            ways = [(CASH, out)]
    for way, amount in _in_hand(work, credit, ways):
        if amount.minor:
            _add_payment(work, credit, way, Money(-amount.minor))
            post(
                *(work, Kind.REFUND, Account.OWED, of_means(way), amount),
                client_id=bill.client_id,
                bill_id=credit.id,
                staff_id=work.by.id,
            )


def _money_back(work: Work, bill: Bill) -> Money:
    """Return what has gone back, now and before, of money that points came for."""
    work.session.flush()
    keys = [one.id for one in lines_of(work, bill.id) if one.kind in EARNS]
    asked = select(BillLine.taken).where(BillLine.gives_back.in_(keys))
    return Money(-total(work.session.scalars(asked)).minor)


def _in_hand(
    work: Work, credit: Bill, ways: Sequence[tuple[str, Money]]
) -> list[tuple[str, Money]]:
    """Let what is handed out in cash be coins there are.

    The rest goes the other way it was paid; where there is none, it is rounded.
    """
    found = list(ways)
    other = next((at for at, (means, _m) in enumerate(found) if means != CASH), None)
    for at, (means, amount) in enumerate(ways):
        if means != CASH:
            continue
        rounded = in_coins(amount, coin(work))
        rest = amount - rounded
        found[at] = means, rounded
        if other is not None:
            found[other] = found[other][0], found[other][1] + rest
        else:
            credit.rounding += rest
            post(
                *(work, Kind.ROUNDING, Account.OWED, Account.ROUNDING, rest),
                client_id=credit.client_id,
                bill_id=credit.id,
            )
    return found


def _to_balance(
    work: Work, bill: Bill, credit: Bill, source: Payment, amount: Money
) -> None:
    if not amount.minor:
        return
    account, voucher_id = Account.STORED, None
    whose = None if source.means == VOUCHER else _holder(bill, source)
    match source.means:
        case _ if source.means == DEPOSIT:
            account = Account.DEPOSIT
            holding.hold_deposit(work, bill.whose, amount)
        case _ if source.means == STORED:
            holding.put_in(work, _holder(bill, source), amount)
        case _:
            assert source.voucher_id is not None
            account, voucher_id = Account.VOUCHER, source.voucher_id
            work.lock(Voucher, source.voucher_id).remains += amount
    _add_payment(work, credit, source.means, Money(-amount.minor), voucher_id)
    post(
        *(work, Kind.REVERSAL, Account.OWED, account, amount),
        client_id=whose,
        bill_id=credit.id,
        voucher_id=voucher_id,
    )


def _holder(bill: Bill, source: Payment) -> ClientId:
    """Return whose balance a payment was taken from."""
    if source.payer_id is not None:
        return ClientId(source.payer_id)
    return bill.whose


def _add_payment(
    work: Work, credit: Bill, means: str, amount: Money, voucher_id: int | None = None
) -> None:
    work.session.add(
        Payment(
            bill_id=credit.id,
            means=means,
            amount=amount,
            voucher_id=voucher_id,
            staff_id=work.by.id,
            at=work.now,
            day=credit.day,
        )
    )


def _is_added(work: Work, bill: Bill) -> bool:
    """Return whether the tax of a closed bill was added to its prices."""
    lines = lines_of(work, bill.id)
    return bill.total != total(one.price for one in lines)


def _earlier(work: Work, bill: Bill) -> str:
    its = select(Bill).where(Bill.reverses_id == bill.id).order_by(Bill.id.desc())
    found = work.session.scalar(its.limit(1))
    return "" if found is None else bill_number(found.series, found.number)

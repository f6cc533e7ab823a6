"""What is sold ahead: how it begins with its bill, is paid for later, is taken back."""

from salon.clock import months_after
from salon.courses import selling
from salon.courses.model import Offer
from salon.ledger.model import Account, Kind
from salon.ledger.posting import post
from salon.money import Money
from salon.prepaid import holding, joining
from salon.till.model import LineKind
from salon.till.tables import Bill, BillLine
from salon.work import Work

ACCOUNTS = {
    LineKind.SERVICE: Account.SERVICE,
    LineKind.PRODUCT: Account.PRODUCT,
    LineKind.COURSE: Account.COURSE,
    LineKind.TOP_UP: Account.STORED,
    LineKind.VOUCHER: Account.VOUCHER,
    LineKind.MEMBERSHIP: Account.MEMBERSHIP,
    LineKind.DEPOSIT: Account.DEPOSIT,
    LineKind.TIP: Account.TIP,
}
AT_ONCE = frozenset(
    {LineKind.TOP_UP, LineKind.VOUCHER, LineKind.DEPOSIT, LineKind.DEBT}
    | {LineKind.TIP}
)
"""What is money itself: never paid later, and never with a balance."""


def begin(work: Work, bill: Bill, line: BillLine, price: Money) -> None:
    """Let what a line sold ahead begin: its balance is there from now on.

    Args:
        work: As ever.
        bill: The bill that is being closed.
        line: One of its lines, with what is unpaid of it.
        price: What is paid for it in money, now or later: without what a bonus paid.
    """
    said = line.wish
    match line.kind:
        case LineKind.TOP_UP:
            bonus = Money(said.get("bonus", 0))
            holding.put_in(work, bill.whose, price, bonus)
            promise(work, bill, bonus, line.id)
        case LineKind.DEPOSIT:
            holding.hold_deposit(work, bill.whose, price)
        case LineKind.VOUCHER:
            months = said.get("months")
            row = holding.issue(
                work,
                line.list,
                buyer_id=bill.client_id,
                holder_id=said.get("holder_id"),
                holder=said.get("holder") or "",
                code=said.get("code") or "",
                expires_on=None if months is None else months_after(work.today, months),
            )
            line.voucher_id = row.id
        case LineKind.MEMBERSHIP:
            line.member_id = joining.begin(
                *(work, bill.whose, said["tier"]),
                fee=price,
                unpaid=line.unpaid,
                code=said.get("code", ""),
            )
        case LineKind.COURSE:
            line.course_id = selling.begin(
                work,
                bill.whose,
                Offer.from_plain(said["offer"]),
                price=price,
                unpaid=line.unpaid,
                line_id=line.id,
                staff_id=line.staff_id,
            )
        case _:
            pass


def fund(work: Work, line: BillLine, amount: Money) -> None:
    """Let money that came later be what the line's course or membership is worth."""
    owed, whose = amount, None
    if line.course_id is not None:
        owed = selling.fund(work, line.course_id, amount)
    if line.member_id is not None:
        whose = joining.fund(work, line.member_id, amount)
    post(
        work,
        Kind.FUNDED,
        Account.UNPAID,
        ACCOUNTS[line.kind],
        owed,
        client_id=whose,
        line_id=line.id,
        course_id=line.course_id,
    )


def take_back(work: Work, bill: Bill, line: BillLine, paid: Money, reason: str) -> None:
    """End what a line had sold ahead, because its bill is given back.

    Args:
        work: As ever.
        bill: The bill that sold it.
        line: Its line.
        paid: What was paid for it.
        reason: Why.

    Raises:
        AlreadySpent, CourseIsUsed: Some of it has been used.
    """
    said = line.wish
    match line.kind:
        case LineKind.TOP_UP:
            bonus = Money(said.get("bonus", 0))
            holding.take_out(work, bill.whose, paid, bonus)
            promise(work, bill, Money(-bonus.minor), line.id)
        case LineKind.DEPOSIT:
            holding.hold_deposit(work, bill.whose, Money(-paid.minor))
        case LineKind.VOUCHER if line.voucher_id is not None:
            holding.void(work, line.voucher_id)
        case LineKind.MEMBERSHIP if line.member_id is not None:
            joining.take_back(work, line.member_id, reason)
        case LineKind.COURSE if line.course_id is not None:
            selling.take_back(work, line.course_id, reason)
        case _:
            pass


def promise(work: Work, bill: Bill, bonus: Money, line_id: int | None = None) -> None:
    """Note a bonus that was given, or below nothing one that was used or taken back.

    It is worth to the client and no money of hers: kept apart from what she paid.
    """
    post(
        *(work, Kind.PROMISE, Account.BONUS_PROMISED, Account.BONUS, bonus),
        client_id=bill.client_id,
        bill_id=bill.id,
        line_id=line_id,
    )

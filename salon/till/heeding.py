"""What several operations of the till share: which bill, who may, how much."""

import json
from typing import Any

from sqlalchemy import func, select

from salon.ledger.sums import percent_of, rate_of, taxes
from salon.money import Money, total
from salon.prepaid.queries import benefit_for
from salon.rights import Right
from salon.settings.queries import premises
from salon.text import number
from salon.till.events import BillChanged
from salon.till.model import (
    BadAmount,
    BillId,
    BillIsClosed,
    BillState,
    DiscountTooHigh,
    LineKind,
    bill_number,
)
from salon.till.rules import said, tax_rate
from salon.till.tables import Bill, BillLine
from salon.work import Work

_BOOKS = 7_611_001  # of the advisory lock under which numbers are given


def open_bill_of(work: Work, bill_id: BillId, seen: int | None = None) -> Bill:
    """Return a bill on which things may still be put.

    Raises:
        BillIsClosed: It has its number.
        EditedElsewhere, Missing: See `Work.get`.
    """
    row = work.get(Bill, bill_id, seen=seen)
    if row.state is BillState.CLOSED:
        raise BillIsClosed(bill_number(row.series, row.number))
    return row


def lines_of(work: Work, bill_id: BillId) -> list[BillLine]:
    """Return the lines of a bill in their order."""
    asked = select(BillLine).where(BillLine.bill_id == bill_id)
    return list(work.session.scalars(asked.order_by(BillLine.position, BillLine.id)))


def hold_books(work: Work) -> None:
    """Let no other desk give a number until this work ends."""
    if not work.has_it_alone:
        work.session.execute(select(func.pg_advisory_xact_lock(_BOOKS)))


def reckon(work: Work, bill: Bill) -> None:
    """Work out taxes and total of an open bill again."""
    here = premises(work)
    lines = lines_of(work, bill.id)
    is_added = here.tax_added
    found = taxes(
        [one.price for one in lines],
        [one.tax_rate for one in lines],
        is_included=not is_added,
    )
    for line, tax in zip(lines, found, strict=True):
        if line.tax != tax:
            line.tax = tax
    bill.tax = total(found)
    bill.total = total(one.price for one in lines)
    if is_added:
        bill.total += bill.tax


def may_discount(work: Work, full: Money, off: Money) -> None:
    """Say no where the discount is more than whoever sits there may give.

    Raises:
        DiscountTooHigh: It is.
    """
    most = premises(work).discount_limit
    if rate_of(off, full) <= most * 100 or Right.MANAGE in work.by.rights:
        return
    limit = said(work, percent_of(full, most * 100))
    raise DiscountTooHigh(said(work, off), f"{number(most)} %, {limit}")


def put(
    work: Work,
    bill: Bill,
    kind: LineKind,
    words: str,
    each: Money,
    *,
    quantity: int = 1,
    body: dict[str, Any] | None = None,
    is_told: bool = True,
    **more: Any,
) -> int:
    """Put a line on a bill; return its id.

    Args:
        work: As ever.
        bill: On which bill, open.
        kind: What it sells.
        words: As it stands on the receipt.
        each: The price of one, before any discount.
        quantity: How many.
        body: What its kind needs.
        is_told: Whether the change is noted; else the caller does.
        **more: Columns of the line besides.
    """
    last = work.session.scalar(
        select(func.max(BillLine.position)).where(BillLine.bill_id == bill.id)
    )
    off, why = _of_card(work, bill, kind, each * quantity)
    line = work.add(
        BillLine(
            bill_id=bill.id,
            position=(last or 0) + 1,
            kind=kind,
            words=words,
            quantity=quantity,
            list=each,
            price=each * quantity - off,
            discount_why=why,
            tax_rate=tax_rate(work, kind),
            body=json.dumps(body or {}, ensure_ascii=False),
            **more,
        )
    )
    if is_told:
        return changed(work, bill, line)
    reckon(work, bill)
    return line.id


def _of_card(work: Work, bill: Bill, kind: LineKind, full: Money) -> tuple[Money, str]:
    """Return what the client's card takes off by itself, and the words for it."""
    if bill.client_id is None or kind not in (LineKind.SERVICE, LineKind.PRODUCT):
        return Money(), ""
    is_product = kind is LineKind.PRODUCT
    found = benefit_for(work, bill.client_id, is_product=is_product)
    if found is None:
        return Money(), ""
    return percent_of(full, found.percent), found.words


def changed(work: Work, bill: Bill, line: BillLine) -> int:
    """Reckon a bill again after its line was changed; return the line's id."""
    work.session.flush()
    reckon(work, bill)
    work.record(BillChanged(bill.id, bill.client_id))
    return line.id


def above_nothing(work: Work, amount: Money) -> None:
    """Say no to an amount of nothing or less; raises BadAmount."""
    if amount <= Money():
        raise BadAmount(said(work, amount))

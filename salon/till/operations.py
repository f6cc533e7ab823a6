"""What staff do with a bill until it is closed."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, or_, select

from salon.appointments.model import Status
from salon.appointments.tables import Appointment
from salon.catalogue.model import ProductId, ServiceId
from salon.catalogue.queries import service
from salon.catalogue.tables import Product, Service
from salon.clients.model import ClientId
from salon.clients.queries import living
from salon.clients.tables import Client
from salon.courses.model import Redeemed
from salon.courses.queries import lines_for
from salon.errors import Missing
from salon.ledger.sums import WHOLE, percent_of
from salon.money import Money
from salon.rights import Right
from salon.shelf.heeding import heed_at_sale
from salon.staff.tables import StaffMember
from salon.text import N_, _
from salon.till.events import (
    BillChanged,
    BillDropped,
    BillHeld,
    BillOpened,
    BillResumed,
)
from salon.till.heeding import (
    above_nothing,
    changed,
    lines_of,
    may_discount,
    open_bill_of,
    put,
    reckon,
)
from salon.till.model import (
    UNDISCOUNTED,
    BadAmount,
    BadDiscount,
    BillId,
    BillState,
    DiscountNeedsReason,
    LineKind,
    NothingOff,
    bill_number,
)
from salon.till.rules import said
from salon.till.tables import Bill, BillLine, LineShare
from salon.work import Work, needs

MOST_PIECES = 999
FORGOTTEN = timedelta(days=14)
_NONE = Money()


@needs(Right.SELL)
def open_bill(work: Work, client_id: ClientId | None = None) -> BillId:
    """Begin a bill; without a client it is for somebody who has no file.

    Of one client only one is open: that one is returned, and resumed if it was held.
    """
    if client_id is not None:
        client_id = living(work, client_id)
        work.lock(Client, client_id)
        if (row := _open_one(work, client_id)) is not None:
            if row.state is BillState.HELD:
                row.state = BillState.OPEN
                work.record(BillResumed(row.id, client_id))
            return row.id
    row = _begin(work, client_id)
    work.record(BillOpened(row.id, client_id))
    return row.id


@needs(Right.SELL)
def bill_of_visit(work: Work, client_id: ClientId) -> BillId:
    """Return the client's open bill with all treatments of today on it.

    What was finished today, or forgotten in the last days, and is on no bill yet is
    put on it at the price that was agreed when it was booked; what a course paid for
    is on it as a session.
    """
    client_id = living(work, client_id)
    work.lock(Client, client_id)
    row = _open_one(work, client_id)
    is_new, waited = row is None, False
    if row is None:
        row = _begin(work, client_id)
    elif row.state is BillState.HELD:
        row.state, waited = BillState.OPEN, True
    is_more = _put_visits(work, row)
    if is_new:
        work.record(BillOpened(row.id, client_id))
    elif is_more:
        work.record(BillChanged(row.id, client_id))
    elif waited:
        work.record(BillResumed(row.id, client_id))
    return row.id


@needs(Right.SELL)
def add_service(
    work: Work,
    bill_id: BillId,
    service_id: ServiceId,
    *,
    staff_id: int | None = None,
    seen: int | None = None,
) -> int:
    """Put a treatment on a bill, at the price of the list; return the line's id."""
    bill = open_bill_of(work, bill_id, seen)
    card = service(work, service_id)
    return put(
        work,
        bill,
        LineKind.SERVICE,
        str(card.names),
        card.price,
        service_id=service_id,
        staff_id=staff_id or work.by.id,
    )


@needs(Right.SELL)
def add_product(
    work: Work,
    bill_id: BillId,
    product_id: ProductId,
    *,
    quantity: int = 1,
    staff_id: int | None = None,
    price: Money | None = None,
    seen: int | None = None,
    despite: str | None = None,
) -> int:
    """Put a product on a bill; return the line's id.

    The same product at the same price is counted up, as a scanner expects.

    Args:
        work: As ever.
        bill_id: On which.
        product_id: What.
        quantity: How many.
        staff_id: Who sells it; None: who does this.
        price: For one, where the list has none.
        seen: The bill's version on the screen.
        despite: Why it is sold although something speaks against it; it is kept.

    Raises:
        Contraindicated: An allergy, an age, what is used at home: see `guard`.
    """
    bill = open_bill_of(work, bill_id, seen)
    _pieces(quantity)
    row = work.session.get(Product, product_id)
    if row is None:
        raise Missing("Product", product_id)
    if bill.client_id is not None:
        others = [one.product_id for one in lines_of(work, bill.id) if one.product_id]
        heed_at_sale(work, bill.client_id, product_id, despite, others)
    each = row.price if price is None else price
    for line in lines_of(work, bill.id):
        if (
            line.product_id == product_id
            and line.list == each
            and line.discount_by is None
        ):
            _count(line, _pieces(line.quantity + quantity))
            return changed(work, bill, line)
    return put(
        work,
        bill,
        LineKind.PRODUCT,
        str(row.names),
        each,
        quantity=quantity,
        product_id=product_id,
        staff_id=staff_id or work.by.id,
    )


@needs(Right.SELL)
def add_tip(
    work: Work,
    bill_id: BillId,
    amount: Money,
    *,
    staff_id: int | None = None,
    seen: int | None = None,
) -> int:
    """Take a tip for somebody of the team; return the line's id."""
    bill = open_bill_of(work, bill_id, seen)
    above_nothing(work, amount)
    whose = staff_id or work.by.id
    return put(work, bill, LineKind.TIP, _(N_("Tip")), amount, staff_id=whose)


@needs(Right.SELL)
def add_debt(
    work: Work, bill_id: BillId, *, amount: Money | None = None, seen: int | None = None
) -> int:
    """Put on a bill what the client still owes on earlier ones, the oldest first.

    Args:
        work: As ever.
        bill_id: On which bill.
        amount: How much of it; None: all.
        seen: The bill's version on the screen.

    Returns:
        How many earlier bills are on it now.

    Raises:
        BadAmount: It is more than is owed.
    """
    bill = open_bill_of(work, bill_id, seen)
    on_it = {one.debt_of for one in lines_of(work, bill.id)}
    owed = [one for one in _owed_by(work, bill.whose) if one.id not in on_it]
    whole = sum(one.owing.minor for one in owed)
    rest = whole if amount is None else amount.minor
    if not 0 < rest <= whole:
        raise BadAmount(said(work, Money(rest)))
    many = 0
    for one in owed:
        part = Money(min(rest, one.owing.minor))
        if part.minor:
            words = bill_number(one.series, one.number)
            put(work, bill, LineKind.DEBT, words, part, debt_of=one.id)
            rest, many = rest - part.minor, many + 1
    return many


@needs(Right.SELL)
def discount(
    work: Work,
    line_id: int,
    *,
    why: str,
    off: Money | None = None,
    percent: int | None = None,
    seen: int | None = None,
) -> None:
    """Make a line cheaper, or by nothing off as dear as it was.

    Args:
        work: As ever.
        line_id: Which.
        why: The reason; it stands in the books.
        off: By how much, for all its pieces.
        percent: By how many hundredths of a per cent, instead.
        seen: The line's version on the screen.

    Raises:
        BadDiscount: Below nothing or more than the price.
        DiscountNeedsReason: No word why.
        DiscountTooHigh: More than whoever does this may give.
        NothingOff: What is worth what is paid for it.
    """
    line, bill = _line(work, line_id, seen)
    if line.kind in UNDISCOUNTED:
        raise NothingOff(line.words)
    full = line.list * line.quantity
    if percent is not None:
        if not 0 <= percent <= WHOLE:
            raise BadDiscount(f"{percent / 100:g} %", "100 %")
        off = percent_of(full, percent)
    assert off is not None
    if not Money() <= off <= full:
        raise BadDiscount(said(work, off), said(work, full))
    if off.minor and not why.strip():
        raise DiscountNeedsReason
    may_discount(work, full, off)
    line.price = full - off
    line.discount_why = why.strip() if off.minor else ""
    line.discount_by = work.by.id if off.minor else None
    changed(work, bill, line)


@needs(Right.SELL)
def count_line(
    work: Work, line_id: int, quantity: int, *, seen: int | None = None
) -> None:
    """Set how many pieces of a product are on a line; a discount keeps its share."""
    line, bill = _line(work, line_id, seen)
    if line.kind is not LineKind.PRODUCT:
        raise BadAmount(str(quantity))
    _count(line, _pieces(quantity))
    changed(work, bill, line)


@needs(Right.SELL)
def share_line(
    work: Work,
    line_id: int,
    parts: Sequence[tuple[int, int]],
    *,
    seen: int | None = None,
) -> None:
    """Say whose work a line is: one person's, or shared by several.

    Args:
        work: As ever.
        line_id: Which.
        parts: Staff id and part in hundredths of a per cent; together 10000.
        seen: The line's version on the screen.

    Raises:
        BadAmount: The parts are not the whole.
    """
    line, bill = _line(work, line_id, seen)
    if sum(part for _who, part in parts) != WHOLE or any(
        part <= 0 for _w, part in parts
    ):
        raise BadAmount(" + ".join(f"{part / 100:g} %" for _who, part in parts))
    for old in work.session.scalars(
        select(LineShare).where(LineShare.line_id == line.id)
    ):
        work.session.delete(old)
    work.session.flush()
    for who, _part in parts:
        work.get(StaffMember, who)
    line.staff_id = max(parts, key=lambda one: one[1])[0]
    if len(parts) > 1:
        for who, part in parts:
            work.session.add(LineShare(line_id=line.id, staff_id=who, part=part))
    changed(work, bill, line)


@needs(Right.SELL)
def take_off(work: Work, line_id: int, *, seen: int | None = None) -> None:
    """Take a line off an open bill."""
    line, bill = _line(work, line_id, seen)
    for share in work.session.scalars(
        select(LineShare).where(LineShare.line_id == line.id)
    ):
        work.session.delete(share)
    work.session.flush()
    work.session.delete(line)
    work.session.flush()
    reckon(work, bill)
    work.record(BillChanged(bill.id, bill.client_id))


@needs(Right.SELL)
def hold_bill(
    work: Work, bill_id: BillId, note: str = "", *, seen: int | None = None
) -> None:
    """Let a bill wait: the next client is at the till."""
    bill = open_bill_of(work, bill_id, seen)
    bill.state = BillState.HELD
    if note:
        bill.note = note
    work.record(BillHeld(bill.id, bill.client_id))


@needs(Right.SELL)
def resume_bill(work: Work, bill_id: BillId, *, seen: int | None = None) -> None:
    """Go on with a bill that waited."""
    bill = open_bill_of(work, bill_id, seen)
    bill.state = BillState.OPEN
    work.record(BillResumed(bill.id, bill.client_id))


@needs(Right.SELL)
def drop_bill(work: Work, bill_id: BillId, *, seen: int | None = None) -> None:
    """Drop a bill that was never closed, with all that is on it."""
    bill = open_bill_of(work, bill_id, seen)
    key, whose = bill.id, bill.client_id
    lines = lines_of(work, bill.id)
    for share in work.session.scalars(
        select(LineShare).where(LineShare.line_id.in_([one.id for one in lines]))
    ):
        work.session.delete(share)
    work.session.flush()
    for line in lines:
        work.session.delete(line)
    work.session.flush()
    work.session.delete(bill)
    work.record(BillDropped(key, whose))


def _begin(work: Work, client_id: ClientId | None) -> Bill:
    return work.add(
        Bill(
            client_id=client_id,
            day=work.today,
            opened_at=work.now,
            opened_by=work.by.id,
        )
    )


def _open_one(work: Work, client_id: ClientId) -> Bill | None:
    its = select(Bill).where(
        Bill.client_id == client_id, Bill.state != BillState.CLOSED
    )
    return work.session.scalar(its.order_by(Bill.id.desc()).limit(1))


def _since(work: Work) -> date:
    """Return from when visits are put on a bill: a fortnight, since there are bills."""
    began = work.session.scalar(select(func.min(Bill.day))) or work.today
    return min(max(work.today - FORGOTTEN, began), work.today)


def _put_visits(work: Work, bill: Bill) -> int:
    """Put finished treatments on a bill; return how many lines changed.

    Those of today, and what was forgotten in the last fortnight.

    What a course paid for since, or no longer pays for, is put right.
    """
    its = BillLine.bill_id == bill.id
    billed = select(BillLine.appointment_id).where(BillLine.appointment_id.is_not(None))
    kept = (Status.COMPLETED, Status.LEFT)
    asked = (
        select(Appointment, Service.names)
        .join(Service, Service.id == Appointment.service_id)
        .where(
            Appointment.client_id == bill.client_id,
            Appointment.day.between(_since(work), work.today),
            Appointment.status.in_(kept),
            or_(
                Appointment.id.not_in(billed),
                Appointment.id.in_(billed.where(its)),
            ),
        )
        .order_by(Appointment.day, Appointment.start)
    )
    rows: list[Any] = list(work.session.execute(asked))
    taken = {
        one.appointment_id: one
        for one in lines_for(work, bill.whose, [visit.id for visit, _names in rows])
    }
    before = defaultdict[int | None, list[BillLine]](list)
    for line in lines_of(work, bill.id):
        before[line.appointment_id].append(line)
    changes = 0
    for visit, names in rows:
        own = before.get(visit.id, [])
        session = next((one for one in own if one.kind is LineKind.SESSION), None)
        redeemed = taken.get(visit.id)
        stands = (session.wish.get("redemption") if session else None) == (
            redeemed.id if redeemed else None
        )
        if own and stands:
            continue
        for old in own:
            work.session.delete(old)
        _put_visit(work, bill, visit, str(names), redeemed)
        changes += 1
    return changes


def _put_visit(
    work: Work, bill: Bill, visit: Appointment, words: str, taken: Redeemed | None
) -> None:
    """Put one treatment on a bill: as a session, at its price, or part by part."""
    of_visit: dict[str, Any] = {
        "service_id": visit.service_id,
        "appointment_id": visit.id,
        "staff_id": visit.staff_id,
        "is_told": False,
    }
    rest = visit.price
    if taken is not None:
        rest = visit.price - taken.listed if not taken.of else Money()
        body = {
            "redemption": taken.id,
            "course": taken.name,
            "number": taken.number,
            "of": taken.of,
            "left": taken.left,
            "worth": taken.worth.minor,
            "worth_left": taken.worth_left.minor,
            "code": taken.code,
        }
        put(
            *(work, bill, LineKind.SESSION, words, Money()),
            body=body,
            course_id=taken.course_id,
            **of_visit,
        )
    if taken is None or rest > Money():
        put(work, bill, LineKind.SERVICE, words, rest, **of_visit)


def _line(work: Work, line_id: int, seen: int | None) -> tuple[BillLine, Bill]:
    line = work.get(BillLine, line_id, seen=seen)
    return line, open_bill_of(work, line.bill_id)


def _owed_by(work: Work, client_id: ClientId) -> list[Bill]:
    its = select(Bill).where(Bill.client_id == client_id, Bill.owing > Money())
    return list(work.session.scalars(its.order_by(Bill.day, Bill.id)))


def _count(line: BillLine, quantity: int) -> None:
    """Set how many there are; a discount keeps its share."""
    before = line.list * line.quantity
    off = before - line.price
    line.quantity = quantity
    now = line.list * quantity
    share = off.minor * now.minor // before.minor if before.minor else 0
    line.price = now - Money(share)


def _pieces(quantity: int) -> int:
    if not 0 < quantity <= MOST_PIECES:
        raise BadAmount(str(quantity))
    return quantity

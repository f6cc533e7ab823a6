"""What screens, papers and scripts ask of bills."""

import json
import re
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from salon.appointments.model import Status
from salon.appointments.tables import Appointment
from salon.clients.model import ClientId
from salon.clients.tables import Client
from salon.errors import Missing
from salon.money import Money
from salon.prepaid.model import VoucherUse
from salon.prepaid.tables import Voucher
from salon.staff.tables import StaffMember
from salon.till.model import (
    WORTH,
    BillCard,
    BillId,
    BillKind,
    BillLineShort,
    BillState,
    LineCard,
    NoSuchBill,
    PaymentLine,
    bill_number,
)
from salon.till.tables import Bill, BillLine, Payment
from salon.work import Reading

_NUMBER = re.compile(r"\s*(\d{4})\s*[-–/ ]\s*0*(\d{1,9})\s*")


def bill_named(reading: Reading, said: str) -> BillId:
    """Return the bill with a number as it is printed, "2026-1183"; raises NoSuchBill.

    A bill that is still open has none; it is known by "N" and its key.
    """
    if (found := _NUMBER.fullmatch(said)) is not None:
        asked = select(Bill.id).where(
            Bill.series == found[1], Bill.number == int(found[2])
        )
        key = reading.session.scalar(asked)
    elif re.fullmatch(r"[Nn]\d{1,15}", said.strip()):
        asked = select(Bill.id).where(Bill.id == int(said.strip()[1:]))
        key = reading.session.scalar(asked)
    else:
        key = None
    if key is None:
        raise NoSuchBill(said[:40])
    return key


def find_bills(reading: Reading, said: str) -> list[BillLineShort]:
    """Return the bill with a number as it is printed, if *said* is one and it is."""
    if (found := _NUMBER.fullmatch(said)) is None:
        return []
    its = Bill.series == found[1], Bill.number == int(found[2])
    return _short(reading, _asked().where(*its))


def bill(reading: Reading, key: BillId) -> BillCard:
    """Return one bill, whole; raises Missing."""
    other = aliased(Bill)
    asked = (
        select(Bill, Client.name, StaffMember.name, other.series, other.number)
        .outerjoin(Client, Client.id == Bill.client_id)
        .outerjoin(StaffMember, StaffMember.id == Bill.closed_by)
        .outerjoin(other, other.id == Bill.reverses_id)
        .where(Bill.id == key)
    )
    row: Any = reading.session.execute(asked).one_or_none()
    if row is None:
        raise Missing("Bill", key)
    one, client, closed_by, series, number = row
    later = select(Bill.series, Bill.number).where(Bill.reverses_id == key)
    return BillCard(
        id=one.id,
        version=one.version,
        number=bill_number(one.series, one.number),
        kind=one.kind,
        state=one.state,
        client_id=one.client_id,
        client=client or "",
        day=one.day,
        opened_at=one.opened_at,
        closed_at=one.closed_at,
        closed_by=closed_by or "",
        total=one.total,
        tax=one.tax,
        rounding=one.rounding,
        owing=one.owing,
        reason=one.reason,
        note=one.note,
        reverses=bill_number(series or "", number),
        reversed_by=tuple(
            bill_number(*found) for found in reading.session.execute(later)
        ),
        lines=tuple(_lines(reading, key)),
        payments=tuple(_payments(reading, key)),
    )


def _lines(reading: Reading, key: BillId) -> list[LineCard]:
    back = aliased(BillLine)
    given = select(func.sum(back.price)).where(back.gives_back == BillLine.id)
    asked = (
        select(
            *(BillLine.id, BillLine.version, BillLine.kind, BillLine.words),
            *(BillLine.quantity, BillLine.list, BillLine.price),
            *(BillLine.discount_why, BillLine.tax_rate, BillLine.tax),
            *(BillLine.staff_id, StaffMember.name, BillLine.service_id),
            *(BillLine.product_id, BillLine.appointment_id, BillLine.course_id),
            *(BillLine.debt_of, BillLine.taken, BillLine.earned, BillLine.unpaid),
            *(given.correlate(BillLine).scalar_subquery(), Voucher.code, BillLine.body),
        )
        .outerjoin(StaffMember, StaffMember.id == BillLine.staff_id)
        .outerjoin(Voucher, Voucher.id == BillLine.voucher_id)
        .where(BillLine.bill_id == key)
        .order_by(BillLine.position, BillLine.id)
    )
    rows: Iterable[Any] = reading.session.execute(asked)
    return [_line(tuple(row)) for row in rows]


def _line(row: Any) -> LineCard:
    staff, given, code, body = row[11], row[20], row[21], row[22]
    left = Money() if given is None else Money(-given.minor)
    values = [*row[:11], staff or "", *row[12:20], left, code or "", json.loads(body)]
    return LineCard(*values)


def _payments(reading: Reading, key: BillId) -> list[PaymentLine]:
    asked = (
        select(
            *(Payment.id, Payment.means, Payment.amount, Payment.bonus),
            *(Payment.tendered, Voucher.code, Client.name, Payment.day),
            Payment.reference,
        )
        .outerjoin(Voucher, Voucher.id == Payment.voucher_id)
        .outerjoin(Client, Client.id == Payment.payer_id)
        .where(Payment.bill_id == key)
        .order_by(Payment.id)
    )
    rows: Iterable[Any] = reading.session.execute(asked)
    return [_payment(tuple(row)) for row in rows]


def _payment(row: Any) -> PaymentLine:
    values = [*row[:5], row[5] or "", row[6] or "", *row[7:]]
    return PaymentLine(*values)


def waiting_bills(reading: Reading) -> list[BillLineShort]:
    """Return the bills that are open or held, the newest first."""
    waits = Bill.state.in_((BillState.OPEN, BillState.HELD))
    # sorted here: asked in the order of days all bills of all years would be passed
    found = _short(reading, _asked().where(waits).order_by(None))
    return sorted(found, key=lambda one: (one.day, one.id), reverse=True)


def bills_of(
    reading: Reading, client_id: ClientId, limit: int = 100
) -> list[BillLineShort]:
    """Return a client's bills, the newest first."""
    return _short(reading, _asked().where(Bill.client_id == client_id).limit(limit))


def bills_between(
    reading: Reading, first: date, last: date, limit: int = 2000
) -> list[BillLineShort]:
    """Return the closed bills of some days, the newest first."""
    its = _asked().where(Bill.day.between(first, last))
    # what is closed has its number; asked by its state, all years would be passed
    return _short(reading, its.where(Bill.number.is_not(None)).limit(limit))


def visits_to_pay(reading: Reading, day: date) -> frozenset[int]:
    """Return the visits of a day that were kept and stand on no closed bill."""
    closed = (
        select(BillLine.appointment_id)
        .join(Bill, Bill.id == BillLine.bill_id)
        .where(Bill.day >= day, Bill.number.is_not(None))
        .where(BillLine.appointment_id.is_not(None))
    )
    asked = select(Appointment.id).where(
        Appointment.day == day,
        Appointment.status.in_((Status.COMPLETED, Status.LEFT)),
        Appointment.id.not_in(closed),
    )
    return frozenset(int(key) for key in reading.session.scalars(asked))


def owed_by(reading: Reading, client_id: ClientId) -> list[BillLineShort]:
    """Return the bills on which a client still owes something, the oldest first."""
    asked = _asked().where(Bill.client_id == client_id, Bill.owing > Money())
    return list(reversed(_short(reading, asked)))


def bill_numbers(reading: Reading, keys: Collection[int]) -> dict[int, str]:
    """Return the numbers of bills as they are printed, by their ids."""
    if not keys:
        return {}
    asked = select(Bill.id, Bill.series, Bill.number).where(Bill.id.in_(sorted(keys)))
    return {
        int(key): bill_number(series, number)
        for key, series, number in reading.session.execute(asked)
    }


def means_of_bills(
    reading: Reading, keys: Collection[int]
) -> dict[int, tuple[str, ...]]:
    """Return by what bills were paid, in the order it was taken."""
    if not keys:
        return {}
    asked = select(Payment.bill_id, Payment.means).where(
        Payment.bill_id.in_(sorted(keys))
    )
    found: dict[int, tuple[str, ...]] = {}
    for key, means in reading.session.execute(asked.order_by(Payment.id)):
        known = found.get(int(key), ())
        found[int(key)] = known if means in known else (*known, means)
    return found


def owing_of(
    reading: Reading, client_ids: Collection[ClientId]
) -> dict[ClientId, Money]:
    """Return what each of some clients still owes; who owes nothing is left out."""
    if not client_ids:
        return {}
    asked = (
        select(Bill.client_id, func.sum(Bill.owing))
        .where(Bill.client_id.in_(sorted(client_ids)), Bill.owing > Money())
        .group_by(Bill.client_id)
    )
    rows: Iterable[Any] = reading.session.execute(asked)
    return {ClientId(key): owing for key, owing in rows}


def usual_means(reading: Reading, client_id: ClientId | None) -> str:
    """Return by what a client paid last, money only; "" where she never did."""
    asked = (
        select(Payment.means)
        .join(Bill, Bill.id == Payment.bill_id)
        .where(
            Bill.client_id == client_id,
            Bill.kind == BillKind.SALE,
            Payment.means.not_in(WORTH),
        )
        .order_by(Payment.id.desc())
        .limit(1)
    )
    return reading.session.scalar(asked) or ""


def _asked() -> Select[Any]:
    shown: Any = (
        *(Bill.id, Bill.series, Bill.number, Bill.kind, Bill.state),
        *(Bill.client_id, Client.name, Bill.day, Bill.total, Bill.owing),
    )
    asked: Select[Any] = select(*shown).outerjoin(Client, Client.id == Bill.client_id)
    return asked.order_by(Bill.day.desc(), Bill.id.desc())


def _short(reading: Reading, asked: Select[Any]) -> list[BillLineShort]:
    rows: Iterable[Any] = reading.session.execute(asked)
    return [_in_short(tuple(row)) for row in rows]


def _in_short(row: Any) -> BillLineShort:
    number = bill_number(row[1], row[2])
    values = [row[0], number, *row[3:6], row[6] or "", *row[7:]]
    return BillLineShort(*values)


def voucher_uses(reading: Reading, voucher_id: int) -> list[VoucherUse]:
    """Return what was paid with a voucher and what came back to it, the oldest first.

    What came back is below nothing.
    """
    asked = (
        select(Payment.day, Payment.amount, Bill.id, Bill.client_id, Client.name)
        .join(Bill, Bill.id == Payment.bill_id)
        .outerjoin(Client, Client.id == Bill.client_id)
        .where(Payment.voucher_id == voucher_id)
        .order_by(Payment.id)
    )
    rows: Any = reading.session.execute(asked)
    return [
        VoucherUse(day, paid, key, client, name or "")
        for day, paid, key, client, name in rows
    ]

"""Visits and purchases of many clients at once, as campaigns are measured by them."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select

from salon.appointments.model import Status
from salon.appointments.tables import Appointment
from salon.campaigns.measuring import Act
from salon.campaigns.rules import parts
from salon.catalogue.tables import Service
from salon.till.model import BillKind, BillState, LineKind
from salon.till.tables import Bill, BillLine
from salon.work import Reading

_BOUGHT = (
    *(LineKind.SERVICE, LineKind.PRODUCT, LineKind.COURSE),
    *(LineKind.TOP_UP, LineKind.VOUCHER, LineKind.MEMBERSHIP),
)
_KEPT = (Status.COMPLETED, Status.LEFT)


class Acts:
    """Asks the records what clients did: a few questions for many of them."""

    def __init__(self, reading: Reading, first: date, last: date) -> None:
        """Say from when to when."""
        self._reading, self._first, self._last = reading, first, last

    def of(self, keys: Sequence[int]) -> dict[int, list[Act]]:
        """Return it by client.

        A bill counts with its lines; a visit that is on no bill, with its agreed price.
        """
        found: dict[int, list[Act]] = defaultdict(list)
        for part in parts(list(keys)):
            _bills(self._reading, part, self._first, self._last, found)
            _visits(self._reading, part, self._first, self._last, found)
        return found


def _bills(
    reading: Reading,
    keys: Sequence[int],
    first: date,
    last: date,
    found: dict[int, list[Act]],
) -> None:
    b, n = Bill, BillLine
    hers = (
        *(b.client_id.in_(keys), b.state == BillState.CLOSED),
        *(b.kind == BillKind.SALE, b.day.between(first, last)),
    )
    credit = select(b.id, b.reverses_id, b.total).where(
        b.kind == BillKind.CREDIT, b.state == BillState.CLOSED
    )
    sold = select(b.id).where(*hers)
    back: dict[int, int] = defaultdict(int)
    for row in reading.session.execute(credit.where(b.reverses_id.in_(sold))):
        back[row.reverses_id] -= row.total.minor
    sums = (
        select(
            b.id,
            b.client_id,
            b.day,
            func.sum(n.price),
            func.sum(n.list * n.quantity),
        )
        .join(n, n.bill_id == b.id)
        .where(*hers, n.kind.in_(_BOUGHT))
        .group_by(b.id, b.client_id, b.day)
    )
    for key, client, day, paid, listed in reading.session.execute(sums):
        if client is None:
            continue
        found[client].append(Act(day, _minor(paid), _minor(listed), back.get(key, 0)))


def _minor(said: object) -> int:
    minor = getattr(said, "minor", said)
    return int(str(minor or 0))


def _visits(
    reading: Reading,
    keys: Sequence[int],
    first: date,
    last: date,
    found: dict[int, list[Act]],
) -> None:
    a, n, b = Appointment, BillLine, Bill
    billed = (
        select(n.appointment_id)
        .join(b, b.id == n.bill_id)
        .where(
            n.appointment_id.is_not(None),
            b.state == BillState.CLOSED,
            b.kind == BillKind.SALE,
            b.client_id.in_(keys),
        )
    )
    on_bill = set(reading.session.scalars(billed))
    asked = (
        select(a.id, a.client_id, a.day, a.price, Service.price.label("listed"))
        .join(Service, Service.id == a.service_id)
        .where(a.client_id.in_(keys), a.status.in_(_KEPT), a.day.between(first, last))
    )
    for row in reading.session.execute(asked):
        if row.id in on_bill:
            found[row.client_id].append(Act(row.day, 0, 0, is_visit=True))
        else:
            price = row.price.minor
            listed = max(price, row.listed.minor)
            found[row.client_id].append(Act(row.day, price, listed, is_visit=True))

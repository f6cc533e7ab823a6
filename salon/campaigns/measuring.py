"""What came of a campaign: who came within the days on both sides, what it brought.

Who got it is measured from the day on which it was said; who was held out, and who was
to get it but was not reached, from the middle of these days, so that both sides are
looked at for as long. Both stay on the side they were drawn for, whatever happened.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt

from sqlalchemy import func, select

from salon.appointments.model import Status
from salon.appointments.tables import Appointment
from salon.campaigns.choosing import parts
from salon.campaigns.model import BACK, CUT, Back
from salon.catalogue.tables import Service
from salon.loyalty.statistics import Share, wilson
from salon.till.model import BillKind, BillState, LineKind
from salon.till.tables import Bill, BillLine
from salon.work import Reading

_BOUGHT = (
    *(LineKind.SERVICE, LineKind.PRODUCT, LineKind.COURSE),
    *(LineKind.TOP_UP, LineKind.VOUCHER, LineKind.MEMBERSHIP),
)
_KEPT = (Status.COMPLETED, Status.LEFT)


@dataclass(frozen=True, slots=True)
class Act:
    """A visit or a purchase of one day."""

    day: date
    paid: int  # minor units
    listed: int  # the same at the prices of the list
    back: int = 0  # given back since, whenever that was
    is_visit: bool = False

    @property
    def net(self) -> int:
        """What stayed with the salon."""
        return self.paid - self.back

    @property
    def is_full(self) -> bool:
        """Whether it was at the full price, or nearly."""
        return self.listed <= 0 or 100 * self.paid > (100 - CUT) * self.listed


@dataclass(frozen=True, slots=True)
class Came:
    """Whether somebody came within the days, and what was bought."""

    on: date | None  # the first day of it; None: did not come
    worth: int
    off: int  # taken off the list prices


def came(acts: Iterable[Act], first: date, days: int) -> Came:
    """Return what somebody did from *first* on, within *days*, the last included.

    What was paid for and given back whole is no response.
    """
    last = first + timedelta(days=days)
    within = sorted(
        (one for one in acts if first <= one.day <= last), key=lambda one: one.day
    )
    paid, net = sum(one.paid for one in within), sum(one.net for one in within)
    if not within or (paid > 0 and net <= 0):
        return Came(None, 0, 0)
    is_there = [one for one in within if one.is_visit or one.net > 0]
    if not is_there:
        return Came(None, 0, 0)
    off = sum(max(0, one.listed - one.paid) for one in within if one.net > 0)
    return Came(is_there[0].day, net, off)


def is_back(acts: Iterable[Act], took_on: date, days: int) -> bool:
    """Return whether somebody paid the full price again within *days* of an offer."""
    last = took_on + timedelta(days=days)
    return any(
        took_on < one.day <= last and one.is_full and (one.is_visit or one.net > 0)
        for one in acts
    )


def back_at_full_price(
    takers: Mapping[int, date], acts: Mapping[int, Sequence[Act]], today: date
) -> tuple[Back, ...]:
    """Return who of the takers paid in full again, after each of `BACK` days.

    Only those are asked whose days are over.
    """
    found = []
    for days in BACK:
        ripe = [
            key for key, day in takers.items() if day + timedelta(days=days) < today
        ]
        again = sum(is_back(acts.get(key, ()), takers[key], days) for key in ripe)
        found.append(Back(days, Share(again, len(ripe))))
    return tuple(found)


def uplift(treated: Share, control: Share) -> tuple[float, float, float] | None:
    """Return how much more came of the treated, and between what that lies.

    The interval is Newcombe's, of two Wilson intervals; None without a control.
    """
    one, other = treated.rate, control.rate
    if one is None or other is None:
        return None
    low, high = wilson(treated.part, treated.of) or (one, one)
    least, most = wilson(control.part, control.of) or (other, other)
    gain = one - other
    down = sqrt((one - low) ** 2 + (most - other) ** 2)
    up = sqrt((high - one) ** 2 + (other - least) ** 2)
    return gain, gain - down, gain + up


def middle(days: Sequence[date], usual: date) -> date:
    """Return the day in the middle of *days*; *usual* where there is none."""
    return sorted(days)[(len(days) - 1) // 2] if days else usual


def acts_of(
    reading: Reading, keys: Sequence[int], first: date, last: date
) -> dict[int, list[Act]]:
    """Return what clients did from *first* to *last*, by client.

    A bill counts with its lines; a visit that is on no bill, with its agreed price.
    """
    found: dict[int, list[Act]] = defaultdict(list)
    for part in parts(list(keys)):
        _bills(reading, part, first, last, found)
        _visits(reading, part, first, last, found)
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

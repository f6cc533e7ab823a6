"""All that classes are worked out from, read at once into arrays of whole numbers.

One statement a kind of fact, no row handled by itself: so a hundred thousand clients
with a million visits take seconds. Days are ordinals, money minor units.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import chain
from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, and_, case, func, or_, select
from sqlalchemy import type_coerce as seen_as

from salon.appointments.model import Status
from salon.appointments.rhythm import GROUP
from salon.appointments.tables import Appointment
from salon.catalogue.tables import Service
from salon.clients.tables import Client, ClientCondition
from salon.courses.tables import Course
from salon.ledger.model import EARNED, Account, Kind
from salon.ledger.tables import Posting
from salon.loyalty.tables import recommendations
from salon.prepaid.tables import Referral
from salon.settings.queries import premises
from salon.staff.tables import StaffMember
from salon.store.ordinals import ordinal
from salon.till.model import BillState, LineKind
from salon.till.tables import Bill, BillLine
from salon.work import Reading

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

KEPT = (Status.COMPLETED, Status.LEFT)
AGREED = (Status.BOOKED, Status.CONFIRMED, Status.ARRIVED, Status.IN_TREATMENT)
CHEAPER = 80  # per cent of the list price: at that or less it was a bargain
YEAR = 365
PRIOR = 28  # days between visits, where a service says nothing
OTHER = "other"  # the family group of what has none
_SOLD = (LineKind.SERVICE, LineKind.PRODUCT, LineKind.COURSE, LineKind.MEMBERSHIP)


@dataclass(frozen=True)
class Gathered:
    """The facts. `clients` is sorted; every `*_client` is an index into it."""

    today: int
    clients: "Ints"  # their ids
    registered: "Ints"
    groups: tuple[str, ...]
    families: tuple[str, ...]
    # completed visits, sorted by client, group, day; several a day are several rows
    v_client: "Ints"
    v_group: "Ints"
    v_day: "Ints"
    v_family: "Ints"
    v_service: "Ints"
    v_staff: "Ints"
    v_prior: "Ints"  # usual days between visits of its service
    v_price: "Ints"
    # bookings that were not called off: when made, for when
    b_client: "Ints"
    b_made: "Ints"
    b_day: "Ints"
    # what was earned, one row a client and day, sorted by client
    e_client: "Ints"
    e_day: "Ints"
    e_amount: "Ints"
    # what was bought in two years, one row a line of a bill
    p_client: "Ints"
    p_day: "Ints"
    p_price: "Ints"
    p_cheap: "Ints"  # of it at 20 per cent or more below list
    # friends who came: who brought them, who they are, when
    f_client: "Ints"
    f_friend: "Ints"
    f_day: "Ints"
    # recommendations, 0 to 10
    r_client: "Ints"
    r_day: "Ints"
    r_score: "Ints"
    # stretches in which nobody expected her
    a_client: "Ints"
    a_first: "Ints"
    a_last: "Ints"
    closed: "Ints"  # days the whole salon was closed, beyond its weekly rest
    gone_staff: frozenset[int]  # who does not work here any more

    @property
    def many(self) -> int:
        """How many clients there are."""
        return len(self.clients)

    def index_of(self, client_id: int) -> int:
        """Return where a client is in the arrays; -1: nowhere."""
        import numpy as np

        at = int(np.searchsorted(self.clients, client_id))
        found = at < self.many and int(self.clients[at]) == client_id
        return at if found else -1


def gather(reading: Reading) -> Gathered:
    """Read all facts; clients who were joined into others are not among them."""
    import numpy as np

    run = _Run(reading)
    today = reading.today.toordinal()
    clients, registered = run.columns(
        select(Client.id, ordinal(Client.registered))
        .where(Client.merged_into.is_(None))
        .order_by(Client.id),
        2,
    )
    run.clients = clients
    services = _services(reading)
    groups = sorted({one.group for one in services.values()} | {OTHER})
    families = sorted({one.family for one in services.values()} | {""})
    a = Appointment
    visits = run.rows(
        select(
            *(a.client_id, ordinal(a.day), a.service_id, a.staff_id),
            seen_as(a.price, BigInteger),
        ).where(a.status.in_(KEPT), a.day <= reading.today),
        5,
    )
    top = max(services, default=0)
    by_id = np.zeros((top + 1, 3), dtype=np.int64)
    for key, one in services.items():
        by_id[key] = groups.index(one.group), families.index(one.family), one.prior
    v_client, v_day, v_service, v_staff, v_price = visits
    v_group, v_family, v_prior = by_id[v_service].T
    order = np.lexsort((v_service, v_day, v_group, v_client))
    bookings = run.rows(
        select(a.client_id, ordinal(a.booked_at), ordinal(a.day)).where(
            or_(
                a.status.in_(AGREED) & (a.day >= reading.today),
                a.status.in_(KEPT),
            )
        ),
        3,
    )
    facts: list[Any] = [
        *(today, clients, registered, tuple(groups), tuple(families)),
        *(v_client[order], v_group[order], v_day[order], v_family[order]),
        *(v_service[order], v_staff[order], v_prior[order], v_price[order]),
        *bookings,
        *_earned(reading, run),
        *_bought(reading, run),
        *_friends(run),
        *_recommended(run),
        *_away(reading, run),
        _closed(reading),
        frozenset(reading.session.scalars(_GONE)),
    ]
    return Gathered(*facts)


_GONE = select(StaffMember.id).where(StaffMember.is_active.is_(False))


class _Run:
    """Runs statements and returns their columns as arrays."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self.clients: Any = None

    def columns(self, asked: Any, many: int) -> Any:
        """Return *many* columns of whole numbers."""
        import numpy as np

        found = self._reading.session.execute(asked)
        flat = np.fromiter(chain.from_iterable(found), dtype=np.int64)
        return flat.reshape(-1, many).T.copy()

    def rows(self, asked: Any, many: int, *, and_also: int | None = None) -> Any:
        """Return columns of which the first names a client: as an index instead.

        Rows of clients who are not there any more are left out. So are those where
        the column *and_also* names nobody.
        """
        found = self.columns(asked, many)
        found[0] = self._indices(found[0])
        here = found[0] >= 0
        if and_also is not None:
            found[and_also] = self._indices(found[and_also])
            here &= found[and_also] >= 0
        return found if here.all() else found[:, here]

    def _indices(self, ids: Any) -> Any:
        import numpy as np

        if not len(self.clients):
            return np.full(len(ids), -1, dtype=np.int64)
        at = np.searchsorted(self.clients, ids)
        at[at == len(self.clients)] = 0
        return np.where(self.clients[at] == ids, at, -1)


@dataclass(frozen=True, slots=True)
class _Sort:
    group: str
    family: str
    prior: int


def _services(reading: Reading) -> dict[int, _Sort]:
    asked = select(Service.id, Service.family, Service.interval_usual_days)
    return {
        row.id: _Sort(
            GROUP.get(row.family, OTHER), row.family, row.interval_usual_days or PRIOR
        )
        for row in reading.session.execute(asked)
    }


def _earned(reading: Reading, run: _Run) -> Any:
    """What was delivered at the price paid, as the day's figures count it.

    Visits before the salon kept books count at the price they were agreed at.
    """
    import numpy as np

    p, amount = Posting, seen_as(Posting.amount, BigInteger)
    accounts = [str(one) for one in EARNED]
    counted = and_(
        p.client_id.is_not(None),
        p.kind != Kind.TAX,
        or_(p.credit.in_(accounts), p.debit.in_(accounts)),
    )
    signed = case((p.credit.in_(accounts), amount), else_=-amount)
    kept = run.rows(
        select(p.client_id, ordinal(p.day), func.sum(signed))
        .where(counted)
        .group_by(p.client_id, p.day),
        3,
    )
    first = reading.session.scalar(
        select(func.min(p.day)).where(p.credit == Account.SERVICE)
    )
    a = Appointment
    before = a.day < first if first is not None else a.day <= reading.today
    early = run.rows(
        select(a.client_id, ordinal(a.day), func.sum(seen_as(a.price, BigInteger)))
        .where(a.status.in_(KEPT), before, a.day <= reading.today)
        .group_by(a.client_id, a.day),
        3,
    )
    both = np.concatenate((kept, early), axis=1)
    both = both[:, both[1] <= reading.today.toordinal()]
    order = np.lexsort((both[1], both[0]))
    return both[:, order]


def _bought(reading: Reading, run: _Run) -> Any:
    """What was bought, and which part of it at a bargain."""
    line, bill = BillLine, Bill
    price = seen_as(line.price, BigInteger)
    full = seen_as(line.list, BigInteger) * line.quantity
    cheap = case((price * 100 <= full * CHEAPER, price), else_=0)
    asked = (
        select(bill.client_id, ordinal(bill.day), price, cheap)
        .join(line, line.bill_id == bill.id)
        .where(
            bill.state == BillState.CLOSED,
            bill.client_id.is_not(None),
            bill.day > reading.today - timedelta(days=2 * YEAR),
            line.kind.in_(_SOLD),
            price > 0,
            full > 0,
        )
    )
    return run.rows(asked, 4)


def _friends(run: _Run) -> Any:
    r = Referral
    asked = select(r.by_id, r.client_id, ordinal(r.came_on))
    return run.rows(asked.where(r.came_on.is_not(None)), 3, and_also=1)


def _recommended(run: _Run) -> Any:
    import numpy as np

    told = recommendations()
    if told is None:
        return np.zeros((3, 0), dtype=np.int64)
    asked = (
        select(told.client, ordinal(told.at), told.score)
        .where(told.client.is_not(None), told.score.is_not(None), *told.held)
        .order_by(told.at)
    )
    return run.rows(asked, 3)


def _away(reading: Reading, run: _Run) -> Any:
    """Stretches in which nobody expected her: a frozen course, a pregnancy."""
    import numpy as np

    c, k = Course, ClientCondition
    frozen = run.rows(
        select(
            c.client_id,
            ordinal(c.frozen_from),
            func.coalesce(ordinal(c.frozen_until), reading.today.toordinal()),
        ).where(c.frozen_from.is_not(None)),
        3,
    )
    pregnant = run.rows(
        select(
            k.client_id,
            ordinal(k.since),
            func.coalesce(ordinal(k.until), reading.today.toordinal()),
        ).where(k.condition.like("pregnancy%"), k.since.is_not(None)),
        3,
    )
    return np.concatenate((frozen, pregnant), axis=1)


def _closed(reading: Reading) -> Any:
    import numpy as np

    shut = premises(reading).hours.shut
    return np.array(sorted(one.toordinal() for one in shut), dtype=np.int64)


def names_of(reading: Reading, keys: Sequence[int]) -> dict[int, str]:
    """Return the names of clients."""
    asked = select(Client.id, Client.name).where(Client.id.in_(keys))
    return {row.id: row.name for row in reading.session.execute(asked)}

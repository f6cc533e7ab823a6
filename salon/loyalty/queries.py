"""What screens and papers ask of loyalty: facts, standings, pins, lights, costs."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import chain
from typing import Any

from sqlalchemy import BigInteger, and_, case, func, or_, select
from sqlalchemy import type_coerce as seen_as

from salon.appointments.model import Status
from salon.appointments.rhythm import GROUP
from salon.appointments.tables import Appointment
from salon.catalogue.tables import Service
from salon.clients.tables import Client, ClientCondition
from salon.complaints.tables import Complaint
from salon.courses.model import CourseState
from salon.courses.tables import Course, Redemption
from salon.ledger.model import EARNED, Account, Kind
from salon.ledger.tables import Posting
from salon.loyalty.bucket import Hints
from salon.loyalty.gathering import KEPT, OTHER, PRIOR, YEAR, Gathered
from salon.loyalty.model import (
    Abc,
    Axis,
    Cost,
    Flag,
    LightLine,
    Loyalty,
    Pin,
    Segment,
    Standing,
    ToldLoss,
)
from salon.loyalty.rhythm import days_late, overdue_probability, visit_state
from salon.loyalty.rules import LoyaltyRules, rules_of
from salon.loyalty.tables import (
    ClassPin,
    GuardLight,
    KeptSheet,
    LossReason,
    WinningCost,
    recommendations,
)
from salon.loyalty.tables import Standing as Row
from salon.loyalty.working_out import CENTI, FIRST_RETENTION, SHARES, Before
from salon.money import Money
from salon.prepaid.tables import Referral
from salon.settings.queries import premises
from salon.staff.tables import StaffMember
from salon.store.base import table_of
from salon.store.ordinals import ordinal
from salon.till.model import BillState, LineKind
from salon.till.tables import Bill, BillLine
from salon.work import Reading

MANY = 5_000  # keys in one statement
AGREED = (Status.BOOKED, Status.CONFIRMED, Status.ARRIVED, Status.IN_TREATMENT)
CHEAPER = 80  # per cent of the list price: at that or less it was a bargain
_SOLD = (LineKind.SERVICE, LineKind.PRODUCT, LineKind.COURSE, LineKind.MEMBERSHIP)
ASKED_ANEW = timedelta(hours=20)  # after which classes are worked out again


def loyalty_rules(reading: Reading) -> LoyaltyRules:
    """Return how the salon draws classes and values clients."""
    return rules_of(premises(reading).loyalty)


def standings(
    reading: Reading, client_ids: Collection[int] | None = None
) -> dict[int, Standing]:
    """Return how clients stand, as last worked out; {} if that never happened.

    Rhythm and state are of this day; a class that a person holds is the one shown.

    Args:
        reading: As ever.
        client_ids: Only these; None: everybody.
    """
    pins = pins_of(reading, client_ids)
    found: dict[int, Standing] = {}
    for row in _rows(reading, client_ids):
        found[row.client_id] = _standing(row, reading.today, pins.get(row.client_id))
    return found


def standing(reading: Reading, client_id: int) -> Standing | None:
    """Return how a client stands; None: that was not worked out yet."""
    return standings(reading, [client_id]).get(client_id)


def ranked(
    reading: Reading, order: str, limit: int, *, gold: bool = False
) -> list[Standing]:
    """Return the first clients by a column of what was worked out, most first.

    Args:
        reading: As ever.
        order: "next_year", "value", "spent".
        limit: How many.
        gold: Only the fifth who bring most, and whoever is held at A.
    """
    columns = {"next_year": Row.next_year, "value": Row.value, "spent": Row.spent}
    asked = _here().order_by(columns[order].desc(), Row.client_id).limit(limit)
    if gold:
        held = select(ClassPin.client_id).where(
            ClassPin.axis == Axis.ABC,
            ClassPin.value == Abc.A,
            ClassPin.until >= reading.today,
        )
        asked = asked.where((Row.abc_by_count == Abc.A.value) | Row.client_id.in_(held))
    rows = [row for (row,) in reading.session.execute(asked)]
    pins = pins_of(reading, [row.client_id for row in rows])
    return [_standing(row, reading.today, pins.get(row.client_id)) for row in rows]


def worked_out_at(reading: Reading) -> datetime | None:
    """Return when classes were last worked out whole; None: never."""
    asked = select(KeptSheet.at).where(KeptSheet.key == CLASSES)
    found: datetime | None = reading.session.scalar(asked)
    return found


CLASSES = "classes"  # the key of the note that classes are whole


def kept_retention(reading: Reading) -> float:
    """Return which part of last year's clients came this year, as last worked out."""
    held = kept_sheet(reading, CLASSES)
    try:
        said = json.loads(held[1])["retention"] if held is not None else None
    except (ValueError, KeyError, TypeError):
        said = None
    return float(said) if isinstance(said, int | float) else FIRST_RETENTION


def is_stale(reading: Reading) -> bool:
    """Return whether classes are to be worked out again: another day, or 20 hours."""
    at = worked_out_at(reading)
    if at is None:
        return True
    is_today = reading.local(at).date() == reading.today
    return not is_today or reading.now - at > ASKED_ANEW


def kept_sheet(reading: Reading, key: str) -> tuple[datetime, str] | None:
    """Return when a page was last worked out, and what it showed; None: never."""
    asked = select(KeptSheet.at, KeptSheet.body).where(KeptSheet.key == key)
    row = reading.session.execute(asked).first()
    return None if row is None else (row.at, row.body)


def before(reading: Reading) -> dict[int, Before]:
    """Return everybody's class of loyalty until now, and since when."""
    asked = select(Row.client_id, Row.loyalty, Row.loyalty_since)
    return {
        row.client_id: Before(Loyalty(row.loyalty), row.loyalty_since)
        for row in reading.session.execute(asked)
    }


def pins_of(
    reading: Reading, client_ids: Collection[int] | None = None
) -> dict[int, tuple[Pin, ...]]:
    """Return the classes that are held today, by client; the newest of an axis."""
    p = ClassPin
    asked = (
        select(p, StaffMember.name)
        .outerjoin(StaffMember, StaffMember.id == p.staff_id)
        .where(p.until >= reading.today)
        .order_by(p.id)
    )
    found: dict[int, dict[Axis, Pin]] = defaultdict(dict)
    for part in _parts(client_ids):
        some = asked if part is None else asked.where(p.client_id.in_(part))
        for row, name in reading.session.execute(some):
            found[row.client_id][row.axis] = Pin(
                *(row.id, row.client_id, row.axis, row.value, row.why, row.until),
                name or "",
            )
    return {key: tuple(held.values()) for key, held in found.items()}


def lights(
    reading: Reading, week: date, client_ids: Collection[int] | None = None
) -> list[LightLine]:
    """Return the lights of one Monday, in the order in which they were lit."""
    one, doer = GuardLight, StaffMember.__table__.alias("doer")
    asked: Any = (
        select(one, Client.name, StaffMember.name, doer.c.name)
        .join(Client, Client.id == one.client_id)
        .outerjoin(StaffMember, StaffMember.id == one.staff_id)
        .outerjoin(doer, doer.c.id == one.done_by)
        .where(one.week == week)
        .order_by(one.id)
    )
    if client_ids is not None:
        asked = asked.where(one.client_id.in_(client_ids))
    return [
        LightLine(
            *(row.id, row.client_id, client, row.week, row.light, row.is_red),
            *(row.measure, row.words, row.staff_id, person or "", row.due),
            *(row.outcome, row.note),
            row.done_at and reading.local(row.done_at).replace(tzinfo=None),
            done_by or "",
        )
        for row, client, person, done_by in reading.session.execute(asked)
    ]


def costs(reading: Reading, first: date, last: date) -> dict[Cost, Money]:
    """Return what was entered for the months from *first* to *last*, by kind.

    A kind that was entered for no month of them is missing.
    """
    c = WinningCost
    asked = (
        select(c.kind, func.sum(c.amount))
        .where(c.month.between(first.replace(day=1), last))
        .group_by(c.kind)
    )
    return {row[0]: row[1] for row in reading.session.execute(asked)}


def told_losses(reading: Reading, client_ids: Collection[int]) -> dict[int, ToldLoss]:
    """Return the newest reason that was noted for each."""
    r, found = LossReason, {}
    for part in _parts(client_ids):
        asked = select(r.client_id, r.reason, r.words, r.on).order_by(r.on, r.id)
        for row in reading.session.execute(asked.where(r.client_id.in_(part or ()))):
            found[row.client_id] = ToldLoss(row.reason, row.words, row.on)
    return found


def hints(reading: Reading, g: Gathered, client_ids: Sequence[int]) -> Hints:
    """Return what may explain why *client_ids* went."""
    told = {key: row.reason for key, row in told_losses(reading, client_ids).items()}
    complaints: dict[int, list[int]] = defaultdict(list)
    ended: dict[int, int] = {}
    for part in _parts(client_ids):
        keys = part or ()
        heard = select(Complaint.client_id, Complaint.opened_at)
        for client, at in reading.session.execute(
            heard.where(Complaint.client_id.in_(keys))
        ):
            complaints[client].append(reading.local(at).date().toordinal())
        used = (
            select(Course.client_id, func.max(Redemption.at))
            .join(Redemption, Redemption.course_id == Course.id)
            .where(
                Course.client_id.in_(keys),
                Course.state == CourseState.ACTIVE,
                Course.given + Course.gone >= Course.price,
            )
            .group_by(Course.client_id)
        )
        for client, at in reading.session.execute(used):
            ended[client] = reading.local(at).date().toordinal()
    last_staff, gone = _staff_of_last(g, client_ids)
    return Hints(
        told,
        {key: tuple(days) for key, days in complaints.items()},
        last_staff,
        gone,
        ended,
    )


def _staff_of_last(
    g: Gathered, client_ids: Iterable[int]
) -> tuple[dict[int, int], dict[int, int]]:
    """Return with whom each was last, and the last day of colleagues who went."""
    import numpy as np

    gone = {}
    for key in g.gone_staff:
        days = g.v_day[g.v_staff == key]
        if len(days):
            gone[key] = int(days.max())
    last: dict[int, int] = {}
    for client in client_ids:
        at = g.index_of(client)
        begin, end = np.searchsorted(g.v_client, (at, at + 1))
        if at >= 0 and end > begin:
            newest = begin + int(np.argmax(g.v_day[begin:end]))
            last[client] = int(g.v_staff[newest])
    return last, gone


def _here() -> Any:
    """Return the question for rows of clients who are still there."""
    return (
        select(Row)
        .join(Client, Client.id == Row.client_id)
        .where(Client.merged_into.is_(None))
    )


def _rows(reading: Reading, client_ids: Collection[int] | None) -> Iterable[Row]:
    for part in _parts(client_ids):
        asked = _here() if part is None else _here().where(Row.client_id.in_(part))
        yield from reading.session.scalars(asked)


def _parts(keys: Collection[int] | None) -> Iterable[Sequence[int] | None]:
    if keys is None:
        return [None]
    listed = list(keys)
    return (listed[at : at + MANY] for at in range(0, len(listed), MANY))


def _standing(row: Row, today: date, pins: Sequence[Pin] | None) -> Standing:
    held = {one.axis: one for one in pins or ()}
    abc, loyalty = Abc(row.abc), Loyalty(row.loyalty)
    if Axis.ABC in held:
        abc = Abc(held[Axis.ABC].value)
    if Axis.LOYALTY in held:
        loyalty = Loyalty(held[Axis.LOYALTY].value)
    expected, sigma = row.expected / CENTI, row.sigma / SHARES
    since = 0
    if row.last_visit is not None:
        since = max(0, (today - row.last_visit).days - row.paused)
    booked = row.next_visit is not None and row.next_visit >= today
    overdue = overdue_probability(since, expected, sigma)
    return Standing(
        client_id=row.client_id,
        abc=abc,
        abc_by_count=Abc(row.abc_by_count),
        abc_since=row.abc_since,
        loyalty=loyalty,
        loyalty_since=row.loyalty_since,
        score=row.score / SHARES,
        flags=frozenset(map(Flag, row.flags.split())),
        segment=Segment(row.segment) if row.segment else None,
        state=visit_state(overdue, since, is_booked=booked),
        overdue=overdue,
        expected=expected,
        visits=row.visits,
        all_visits=row.all_visits,
        first_visit=row.first_visit,
        last_visit=row.last_visit,
        next_visit=row.next_visit if booked else None,
        spent=Money(row.spent),
        spent_ever=Money(row.spent_ever),
        next_year=Money(row.next_year),
        value=Money(row.value),
        limit=Money(row.worth_limit),
        regularity=row.regularity / SHARES,
        discount_share=row.discount_share / SHARES,
        families=row.families,
        recommends=row.recommends,
        friends=row.friends,
        staff_id=row.staff_id,
        late=0 if booked else days_late(since, expected),
        is_pinned=bool(held),
        why_pinned="; ".join(one.why for one in held.values()),
    )


def kept_rows(reading: Reading) -> dict[int, dict[str, Any]]:
    """Return what is kept of each client's standing, as it is written."""
    rows = reading.session.execute(select(table_of(Row))).mappings()
    return {row["client_id"]: dict(row) for row in rows}


# The facts, one statement a kind.


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
    kept = case((a.status.in_(KEPT), 1), else_=0)
    booked = run.rows(  # one walk over the day book for both
        select(
            *(a.client_id, ordinal(a.day), a.service_id, a.staff_id),
            *(seen_as(a.price, BigInteger), ordinal(a.booked_at), kept),
        ).where(
            or_(
                a.status.in_(KEPT),
                a.status.in_(AGREED) & (a.day >= reading.today),
            )
        ),
        7,
    )
    bookings = booked[[0, 5, 1]]
    visits = booked[:5, (booked[6] == 1) & (booked[1] <= today)]
    top = max(services, default=0)
    by_id = np.zeros((top + 1, 3), dtype=np.int64)
    for key, one in services.items():
        by_id[key] = groups.index(one.group), families.index(one.family), one.prior
    v_client, v_day, v_service, v_staff, v_price = visits
    v_group, v_family, v_prior = by_id[v_service].T
    order = np.lexsort((v_service, v_day, v_group, v_client))
    facts: list[Any] = [
        *(today, clients, registered, tuple(groups), tuple(families)),
        *(v_client[order], v_group[order], v_day[order], v_family[order]),
        *(v_service[order], v_staff[order], v_prior[order], v_price[order]),
        *bookings,
        *_earned(reading, run, visits),
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


def _earned(reading: Reading, run: _Run, visits: Any) -> Any:
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
    client, day, price = visits[0], visits[1], visits[4]
    before = day < (first or reading.today + timedelta(days=1)).toordinal()
    early = np.stack((client[before], day[before], price[before]))
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

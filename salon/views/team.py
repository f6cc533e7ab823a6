"""What each colleague keeps, and how: for coaching, never a list of the best.

Whoever manages the house sees all; everybody else sees her own figures.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import pairwise
from typing import Any

from sqlalchemy import func, select

from salon.aftercare.model import UNHEARD
from salon.aftercare.tables import ContactMade
from salon.appointments.model import Status
from salon.appointments.tables import Appointment
from salon.catalogue.queries import all_services
from salon.clients.tables import Client, ClientFact, ClientPhone
from salon.complaints.tables import Complaint
from salon.feedback.tables import Feedback
from salon.leaving.keeping import (
    Kept,
    Returns,
    Seen,
    drawn,
    funnel,
    is_outside,
    kept,
    once_each,
    returns_of,
)
from salon.leaving.model import OFTEN, RISK, YEAR
from salon.loyalty.model import Abc
from salon.loyalty.queries import standings
from salon.loyalty.statistics import Share
from salon.occasions.tables import Promise
from salon.rights import Right
from salon.settings.queries import premises
from salon.staff.model import StaffId
from salon.staff.queries import acting, team
from salon.work import Reading

SPAN = 182  # days that are looked at where nothing is said
BOOKED_BY = timedelta(hours=24)  # after a visit, within which it was left with a date
DISCOUNT = 20  # per cent off, from which on a visit was on offer
_MIDNIGHT, _LATE = time(0), time(20)
_KEPT = (Status.COMPLETED, Status.LEFT)
_BASICS = 8  # answers of a file that serve everybody: see `_fullness`
_PRAISES = 4  # of five, from which on a named word is praise


@dataclass(frozen=True)
class Keeps:
    """What one colleague keeps, in some days."""

    staff_id: int
    name: str
    visits: int
    clients: int
    returns: Returns
    drawn: float  # to the salon, drawn towards the salon's own rate
    low: float | None  # between these it may be chance
    high: float | None
    is_outside: bool
    rebooked: Share  # visits that were left with a date
    new: Share  # of the visits: first ones
    device: Share  # of the visits: with a device
    only: Share  # of her clients of a year: see nobody else
    only_a: Share  # of her A clients
    praises: int
    complaints: int
    fullness: float | None  # of the files she touched, 0 to 1
    calls: int
    reached: int
    promises: Share  # that were due: kept in time

    @property
    def is_risk(self) -> bool:
        """Whether too many of the A clients would go with her."""
        rate = self.only_a.rate
        return rate is not None and not self.only_a.is_few and rate > RISK

    def per_thousand(self, many: int) -> float | None:
        """Return how many it would be of 1,000 visits; None of none."""
        return 1000 * many / self.visits if self.visits else None


@dataclass(frozen=True)
class TeamReport:
    """What all keep, beside the salon's own figures."""

    first: date
    last: date
    today: date
    people: tuple[Keeps, ...]
    salon: Returns
    each: Share  # came back, once with each colleague, as the lines count them
    base: float  # the rate of that: what a colleague's own is held against
    rebooked: Share
    only_a: Share  # of all A clients: see one colleague only
    is_ranked: bool
    is_own: bool  # only her own figures are shown

    @property
    def is_risk(self) -> bool:
        """Whether the salon hangs on single colleagues."""
        rate = self.only_a.rate
        return rate is not None and not self.only_a.is_few and rate > RISK


@dataclass(frozen=True)
class Retained:
    """One client of the report on who came again."""

    client_id: int
    client: str
    staff_id: int
    person: str
    day: date
    is_new: bool
    again: int  # visits within the days
    next_visit: date | None
    average: int | None  # days between visits
    people: int  # colleagues who were seen
    was_on_offer: bool  # the visit that is counted from


@dataclass(frozen=True)
class Retention:
    """Who came again so many times within so many days, new clients apart."""

    first: date
    last: date
    times: int
    days: int
    rows: tuple[Retained, ...]  # whose days are over
    unripe: int  # whose days are not

    def share(self, *, is_new: bool, staff_id: int | None = None) -> Share:
        """Return how many came again, new or known, to whomever or of one person."""
        those = [
            one
            for one in self.rows
            if one.is_new is is_new and staff_id in (None, one.staff_id)
        ]
        return Share(sum(one.again >= self.times for one in those), len(those))

    @property
    def people(self) -> tuple[tuple[int, str], ...]:
        """Whose first visits these are, by name."""
        found = {one.staff_id: one.person for one in self.rows}
        return tuple(sorted(found.items(), key=lambda one: one[1].casefold()))


def usual_span(today: date) -> tuple[date, date]:
    """Return the days that are looked at where nothing is said."""
    return today - timedelta(days=SPAN), today


def may_see_all(reading: Reading, by: StaffId | None) -> bool:
    """Return whether somebody sees the figures of others."""
    return by is None or Right.MANAGE in acting(reading, by).rights


def team_report(
    reading: Reading, first: date, last: date, by: StaffId | None = None
) -> TeamReport:
    """Return what each keeps, in the days from *first* to *last*.

    Args:
        reading: As ever.
        first: The first day.
        last: The last day.
        by: Who looks; None: whoever has the key. Without the right she sees herself.
    """
    sees_all = may_see_all(reading, by)
    people = {
        int(one.id): one.name
        for one in team(reading)
        if one.role.treats and (sees_all or one.id == by)
    }
    seen = _Seen(reading, first, last)
    # not the rate of the clients once each: whoever comes often is seen by several, so
    # that each colleague would lie above it, beyond chance
    base = seen.each.rate or 0.0
    counted = _Counted(reading, first, last, seen)
    lines = [_keeps(staff, name, seen, counted, base) for staff, name in people.items()]
    ranked = premises(reading).team_ranked and sees_all
    lines.sort(key=lambda one: (one.name.casefold(), one.staff_id))
    if ranked:
        lines.sort(key=lambda one: -one.drawn)
    return TeamReport(
        first=first,
        last=last,
        today=reading.today,
        people=tuple(one for one in lines if one.visits or len(lines) == 1),
        salon=seen.salon,
        each=seen.each,
        base=base,
        rebooked=Share(sum(seen.rebooked.values()), sum(seen.many.values())),
        only_a=counted.salon_only_a,
        is_ranked=ranked,
        is_own=not sees_all,
    )


def _keeps(
    staff: int, name: str, seen: "_Seen", counted: "_Counted", base: float
) -> Keeps:
    returns = returns_of(seen.kept_by.get(staff, ()))
    limits = funnel(base, returns.all.of)
    many = seen.many[staff]
    return Keeps(
        staff_id=staff,
        name=name,
        visits=many,
        clients=len(seen.clients[staff]),
        returns=returns,
        drawn=drawn(returns.all, base),
        low=limits[0] if limits is not None else None,
        high=limits[1] if limits is not None else None,
        is_outside=is_outside(returns.all, base),
        rebooked=Share(seen.rebooked[staff], many),
        new=Share(seen.new[staff], many),
        device=Share(seen.device[staff], many),
        only=counted.only.get(staff, Share(0, 0)),
        only_a=counted.only_a.get(staff, Share(0, 0)),
        praises=counted.praises[staff],
        complaints=counted.complaints[staff],
        fullness=counted.fullness.get(staff),
        calls=counted.calls[staff],
        reached=counted.reached[staff],
        promises=counted.promises.get(staff, Share(0, 0)),
    )


class _Seen:
    """The visits of some days, and what followed them."""

    def __init__(self, reading: Reading, first: date, last: date) -> None:
        a = Appointment
        asked = select(
            *(a.client_id, a.staff_id, a.day, a.service_id, a.completed_at),
        ).where(a.status.in_(_KEPT), a.day >= first, a.day <= reading.today)
        rows = reading.session.execute(asked).all()
        here = {row.client_id for row in rows}
        ever = select(a.client_id, func.min(a.day)).where(a.status.in_(_KEPT))
        self.first_ever: dict[int, date] = {
            row[0]: row[1]
            for row in reading.session.execute(ever.group_by(a.client_id))
            if row[0] in here
        }
        self.known = standings(reading)
        expected = {key: one.expected for key, one in self.known.items()}
        visits = [Seen(row.client_id, row.staff_id, row.day) for row in rows]
        ready = kept(visits, expected, self.first_ever, first, last, reading.today)
        self.kept_by: dict[int, list[Kept]] = defaultdict(list)
        for one in ready:
            self.kept_by[one.staff_id].append(one)
        self.salon = returns_of(once_each(ready))
        self.each = returns_of(ready).all
        self.many: Counter[int] = Counter()
        self.new: Counter[int] = Counter()
        self.device: Counter[int] = Counter()
        self.rebooked: Counter[int] = Counter()
        self.clients: dict[int, set[int]] = defaultdict(set)
        services = all_services(reading)
        booked = _booked(reading, first)
        for row in rows:
            if row.day > last:
                continue
            staff = row.staff_id
            self.many[staff] += 1
            self.clients[staff].add(row.client_id)
            self.new[staff] += self.first_ever.get(row.client_id) == row.day
            service = services.get(row.service_id)
            kind = service.device_type if service is not None else "none"
            self.device[staff] += kind not in ("", "none")
            self.rebooked[staff] += _left_with_date(reading, row, booked)


def _booked(reading: Reading, first: date) -> dict[int, list[tuple[Any, date]]]:
    """Return when each client booked for which day; of any end: as it was then."""
    a = Appointment
    asked = select(a.client_id, a.booked_at, a.day).where(a.day > first)
    found: dict[int, list[tuple[Any, date]]] = defaultdict(list)
    for client, at, day in reading.session.execute(asked):
        found[client].append((at, day))
    return found


def _left_with_date(
    reading: Reading, row: Any, booked: Mapping[int, Sequence[tuple[Any, date]]]
) -> bool:
    end = row.completed_at
    if end is None:
        end = reading.instant(row.day, _LATE)
    return any(
        day > row.day and at <= end + BOOKED_BY
        for at, day in booked.get(row.client_id, ())
    )


class _Counted:
    """What is counted of each colleague beside her visits."""

    def __init__(self, reading: Reading, first: date, last: date, seen: _Seen) -> None:
        self._reading, self._first, self._last = reading, first, last
        self._dependent(seen)
        f, c, m = Feedback, Complaint, ContactMade
        begin = reading.instant(first, _MIDNIGHT)
        end = reading.instant(last + timedelta(days=1), _MIDNIGHT)
        self.praises = self._counter(
            select(f.praised_id, func.count())
            .where(f.praised_id.is_not(None), f.csat >= _PRAISES)
            .where(f.at >= begin, f.at < end)
            .group_by(f.praised_id)
        )
        self.complaints = self._counter(
            select(c.staff_id, func.count())
            .where(c.staff_id.is_not(None), c.opened_at >= begin, c.opened_at < end)
            .group_by(c.staff_id)
        )
        made = (
            select(m.staff_id, func.count())
            .where(m.staff_id.is_not(None), m.direction == "out")
            .where(m.at >= begin, m.at < end)
            .group_by(m.staff_id)
        )
        self.calls = self._counter(made)
        self.reached = self._counter(made.where(m.outcome.not_in(UNHEARD)))
        self.promises = self._promised()
        self.fullness = self._fullness(seen)

    def _counter(self, asked: Any) -> Counter[int]:
        rows = self._reading.session.execute(asked)
        return Counter({row[0]: int(row[1]) for row in rows})

    def _dependent(self, seen: _Seen) -> None:
        """Count, of each one's clients of a year, who sees only her."""
        a = Appointment
        since = self._last - timedelta(days=YEAR)
        asked = (
            select(a.client_id, a.staff_id, func.count())
            .where(a.status.in_(_KEPT), a.day > since, a.day <= self._last)
            .group_by(a.client_id, a.staff_id)
        )
        by: dict[int, dict[int, int]] = defaultdict(dict)
        for client, staff, many in self._reading.session.execute(asked):
            by[client][staff] = many
        whole: dict[tuple[int, bool], list[int]] = defaultdict(lambda: [0, 0])
        salon = [0, 0]
        for whom, people in by.items():
            hers = seen.known.get(whom)
            is_a = hers is not None and hers.abc is Abc.A
            is_only = len(people) == 1 and sum(people.values()) >= OFTEN
            if is_a:
                salon[0] += is_only
                salon[1] += 1
            for who in people:
                for of in (False, True) if is_a else (False,):
                    whole[who, of][0] += is_only
                    whole[who, of][1] += 1
        self.only = {s: Share(*n) for (s, of), n in whole.items() if not of}
        self.only_a = {s: Share(*n) for (s, of), n in whole.items() if of}
        self.salon_only_a = Share(*salon)

    def _promised(self) -> dict[int, Share]:
        p, today = Promise, self._reading.today
        asked = select(p.owner_id, p.due, p.kept_on).where(
            p.owner_id.is_not(None), p.due.between(self._first, self._last)
        )
        found: dict[int, list[int]] = defaultdict(lambda: [0, 0])
        for owner, due, on in self._reading.session.execute(asked):
            if owner is not None and (due < today or on is not None):
                found[owner][0] += on is not None and on <= due
                found[owner][1] += 1
        return {owner: Share(*many) for owner, many in found.items()}

    def _fullness(self, seen: _Seen) -> dict[int, float]:
        """Return how full the files are that each touched: eight answers for all.

        Telephone, birthday, language, where from, which way, which hour, the wish about
        offers, the personality.
        """
        c, f, reading = Client, ClientFact, self._reading
        asked = select(
            *(c.id, c.birth_month, c.lunar_month, c.language, c.source),
            *(c.channel, c.call_from),
        ).where(c.merged_into.is_(None))
        have = Counter(
            reading.session.scalars(select(ClientPhone.client_id).distinct())
        )
        facts: Counter[int] = Counter(
            reading.session.scalars(
                select(f.client_id).where(
                    f.field.in_(("promo_accept", "personality")), f.value != ""
                )
            )
        )
        full = {}
        for row in reading.session.execute(asked):
            known = (row.birth_month or row.lunar_month, row.language, row.source)
            ways = (row.channel, row.call_from)
            number = sum(bool(one) for one in (*known, *ways))
            full[row.id] = (number + have[row.id] + facts[row.id]) / _BASICS
        found = {}
        for staff, clients in seen.clients.items():
            mine = [full[one] for one in clients if one in full]
            if mine:
                found[staff] = sum(mine) / len(mine)
        return found


def retention(
    reading: Reading,
    first: date,
    last: date,
    *,
    times: int = 1,
    days: int = 60,
    on_offer: bool | None = None,
    by: StaffId | None = None,
) -> Retention:
    """Return who came again *times* times within *days*, of each one's first visit.

    Args:
        reading: As ever.
        first: The first day of the visits that are counted from.
        last: The last one.
        times: So many visits more.
        days: Within so many days.
        on_offer: Only whose counted visit was at least a fifth cheaper, or was not.
        by: Who looks; without the right she sees her own clients.
    """
    sees_all = may_see_all(reading, by)
    a, services = Appointment, all_services(reading)
    names = {int(one.id): one.name for one in team(reading, everyone=True)}
    asked = (
        select(*(a.client_id, a.staff_id, a.day, a.price, a.service_id, Client.name))
        .join(Client, Client.id == a.client_id)
        .where(a.status.in_(_KEPT), a.day <= reading.today)
        .order_by(a.client_id, a.day, a.start)
    )
    by_client: dict[int, list[Any]] = defaultdict(list)
    for row in reading.session.execute(asked):
        by_client[row.client_id].append(row)
    coming: dict[int, date] = {
        row[0]: row[1]
        for row in reading.session.execute(
            select(a.client_id, func.min(a.day))
            .where(a.status.in_((Status.BOOKED, Status.CONFIRMED)))
            .where(a.day >= reading.today)
            .group_by(a.client_id)
        )
    }
    rows, unripe = [], 0
    for client, visits in by_client.items():
        begun = next((one for one in visits if first <= one.day <= last), None)
        if begun is None or not (sees_all or begun.staff_id == by):
            continue
        service = services.get(begun.service_id)
        listed = service.price.minor if service is not None else 0
        cheap = listed > 0 and 100 * begun.price.minor <= (100 - DISCOUNT) * listed
        if on_offer is not None and cheap is not on_offer:
            continue
        until = begun.day + timedelta(days=days)
        if until >= reading.today:
            unripe += 1
            continue
        on = sorted({one.day for one in visits})
        gaps = [(after - day).days for day, after in pairwise(on)]
        rows.append(
            Retained(
                client_id=client,
                client=begun.name,
                staff_id=begun.staff_id,
                person=names.get(begun.staff_id, ""),
                day=begun.day,
                is_new=visits[0].day == begun.day,
                again=sum(begun.day < day <= until for day in on),
                next_visit=coming.get(client),
                average=round(sum(gaps) / len(gaps)) if gaps else None,
                people=len({one.staff_id for one in visits}),
                was_on_offer=cheap,
            )
        )
    rows.sort(key=lambda one: (one.day, one.client.casefold(), one.client_id))
    return Retention(first, last, times, days, tuple(rows), unripe)

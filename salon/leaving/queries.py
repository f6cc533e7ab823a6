"""What is asked of colleagues who leave."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from salon.aftercare.model import CallStatus
from salon.aftercare.tables import Call
from salon.appointments.model import Status
from salon.appointments.tables import Appointment
from salon.catalogue.queries import all_services
from salon.clients.queries import reaches
from salon.clients.reach import Purpose
from salon.clients.tables import Allergy, Client, ClientFact
from salon.errors import Missing
from salon.leaving.model import (
    AFTER,
    OFTEN,
    YEAR,
    Alert,
    Booked,
    Candidate,
    HerClient,
    Known,
    Leaving,
    LeavingClientId,
    LeavingId,
    LeavingLine,
    Since,
    State,
    TalkLine,
)
from salon.leaving.proposing import call_by, in_order, proposed
from salon.leaving.tables import Leaving as Row
from salon.leaving.tables import LeavingAlert, LeavingClient, StaffTalk
from salon.loyalty.queries import standings
from salon.loyalty.statistics import Share
from salon.money import Money
from salon.settings.queries import premises
from salon.staff.model import may_do
from salon.staff.queries import team
from salon.staff.tables import StaffMember
from salon.work import Reading

_KEPT = (Status.COMPLETED, Status.LEFT)
_COMES = (Status.BOOKED, Status.CONFIRMED)
_DAY = timedelta(days=1)
SERVICES = 4  # of a client that a card names


def closes_at(reading: Reading, last_day: date) -> datetime:
    """Return when the doors close on the last day, or when that day is over."""
    spans = premises(reading).hours.on(last_day)
    if not spans:
        return reading.instant(last_day + _DAY, datetime.min.time())
    return reading.instant(last_day, spans[-1][1])


def supposed(reading: Reading, staff_id: int, last_day: date) -> Leaving:
    """Return what would leave with a colleague; nothing is kept."""
    name = _name(reading, staff_id)
    return Leaving(
        id=None,
        staff_id=staff_id,
        name=name,
        last_day=last_day,
        call_by=call_by(last_day, reading.today),
        access_until=closes_at(reading, last_day),
        state=State.RUNNING,
        clients=her_clients(reading, staff_id),
        booked=_booked(reading, staff_id, last_day),
    )


def leaving(reading: Reading, key: LeavingId) -> Leaving:
    """Return what leaves with a colleague, as far as it is; raises Missing."""
    row = reading.session.get(Row, key)
    if row is None:
        raise Missing("Leaving", key)
    person = reading.session.get(StaffMember, row.staff_id)
    return Leaving(
        id=row.id,
        staff_id=row.staff_id,
        name=_name(reading, row.staff_id),
        last_day=row.last_day,
        call_by=row.call_by,
        access_until=person.leaves_at if person is not None else None,
        state=row.state,
        clients=_kept(reading, key),
        booked=_booked(reading, row.staff_id, row.last_day),
        alerts=_alerts(reading, key),
        farewell=row.farewell,
        since=_since(reading, row),
    )


def leavings(reading: Reading) -> tuple[LeavingLine, ...]:
    """Return who leaves and who has left, the latest last day first."""
    c, a = LeavingClient, LeavingAlert
    counted = select(c.leaving_id, c.is_only, func.count()).group_by(
        c.leaving_id, c.is_only
    )
    clients: Counter[int] = Counter()
    only: Counter[int] = Counter()
    for key, is_only, many in reading.session.execute(counted):
        clients[key] += many
        only[key] += many if is_only else 0
    unseen = _pairs(
        reading,
        select(a.leaving_id, func.count())
        .where(a.seen_at.is_(None))
        .group_by(a.leaving_id),
    )
    rows = reading.session.scalars(select(Row).order_by(Row.last_day.desc(), Row.id))
    names = _names(reading)
    return tuple(
        LeavingLine(
            *(row.id, row.staff_id, names.get(row.staff_id, ""), row.last_day),
            *(row.state, clients[row.id], only[row.id], unseen.get(row.id, 0)),
        )
        for row in rows
    )


def running_of(reading: Reading, staff_id: int) -> LeavingId | None:
    """Return the handing over of a colleague that runs, if there is one."""
    asked = select(Row.id).where(Row.staff_id == staff_id, Row.state == State.RUNNING)
    return reading.session.scalar(asked.limit(1))


def talks(reading: Reading, staff_id: int) -> tuple[TalkLine, ...]:
    """Return what was said with a colleague, the newest first."""
    t, names = StaffTalk, _names(reading)
    asked = select(t).where(t.staff_id == staff_id).order_by(t.on.desc(), t.id.desc())
    return tuple(
        TalkLine(
            *(row.id, row.staff_id, row.kind, row.on, row.words, row.next_on),
            names.get(row.by_id or 0, ""),
        )
        for row in reading.session.scalars(asked)
    )


def her_clients(reading: Reading, staff_id: int) -> tuple[HerClient, ...]:
    """Return who came to nobody else more often in a year, the most dependent first."""
    by = _with_whom(reading, staff_id)
    known = standings(reading, list(by))
    ways = reaches(reading, list(by))
    names = _client_names(reading, list(by))
    choosing = _Choosing(reading, staff_id, list(by))
    coming = _coming(reading, list(by))
    found = []
    order = sorted(
        by, key=lambda one: (-(known[one].next_year.minor if one in known else 0), one)
    )
    for one in order:
        mine, others, last = by[one]
        best = choosing.best(one)
        hers = known.get(one)
        reach = ways.get(one)
        found.append(
            HerClient(
                id=None,
                client_id=one,
                client=names.get(one, ""),
                abc=hers.abc.value if hers is not None else "",
                visits=mine,
                others=others,
                is_only=not others and mine >= OFTEN,
                spent=hers.spent if hers is not None else Money(),
                next_year=hers.next_year if hers is not None else Money(),
                last_visit=last,
                expected=round(hers.expected) if hers is not None else 0,
                successor_id=best[0].staff_id if best is not None else None,
                successor=best[0].name if best is not None else "",
                why=best[1] if best is not None else "",
                may_ring=reach is None or bool(reach.way(Purpose.CARE)),
                next_visit=coming.get(one),
            )
        )
    return in_order(found)


def _kept(reading: Reading, key: LeavingId) -> tuple[HerClient, ...]:
    c = LeavingClient
    asked = (
        select(c, Client.name, Call.status)
        .join(Client, Client.id == c.client_id)
        .outerjoin(Call, Call.id == c.call_id)
        .where(c.leaving_id == key)
    )
    rows = reading.session.execute(asked).all()
    keys = [row.client_id for row, _name_, _status in rows]
    names, ways = _names(reading), reaches(reading, keys)
    coming = _coming(reading, keys)
    return in_order(
        [
            HerClient(
                id=LeavingClientId(row.id),
                client_id=row.client_id,
                client=name,
                abc=row.abc,
                visits=row.visits,
                others=row.others,
                is_only=row.is_only,
                spent=row.spent,
                next_year=row.next_year,
                last_visit=row.last_visit,
                expected=row.expected,
                successor_id=row.successor_id,
                successor=names.get(row.successor_id or 0, ""),
                why=row.why,
                may_ring=bool(ways[row.client_id].way(Purpose.CARE))
                if row.client_id in ways
                else True,
                call_id=row.call_id,
                has_called=status is CallStatus.DONE,
                introduced_on=row.introduced_on,
                next_visit=coming.get(row.client_id),
            )
            for row, name, status in rows
        ]
    )


def known_of(reading: Reading, keys: Sequence[int]) -> dict[int, Known]:
    """Return what whoever comes after must know of clients."""
    c, a = Client, Appointment
    allergies: dict[int, list[str]] = defaultdict(list)
    hers = select(Allergy.client_id, Allergy.substance)
    for key, substance in reading.session.execute(
        hers.where(Allergy.client_id.in_(keys))
    ):
        allergies[key].append(substance)
    services = all_services(reading)
    had: dict[int, list[str]] = defaultdict(list)
    since = reading.today - timedelta(days=YEAR)
    many = func.count()
    asked = (
        select(a.client_id, a.service_id, many)
        .where(a.client_id.in_(keys), a.status.in_(_KEPT), a.day >= since)
        .group_by(a.client_id, a.service_id)
        .order_by(many.desc(), a.service_id)
    )
    for client, service, times in reading.session.execute(asked):
        if service in services and len(had[client]) < SERVICES:
            had[client].append(f"{services[service].names} × {times}")
    files = select(c.id, c.called, c.note, c.never_do, c.avoid_topics)
    return {
        row.id: Known(
            *(row.called, row.note, row.never_do, row.avoid_topics),
            tuple(allergies[row.id]),
            tuple(had[row.id]),
        )
        for row in reading.session.execute(files.where(c.id.in_(keys)))
    }


def _with_whom(
    reading: Reading, staff_id: int
) -> dict[int, tuple[int, int, date | None]]:
    """Return, of each of her clients, visits with her, with others, and the last.

    Hers is who came to no other colleague more often.
    """
    a = Appointment
    since = reading.today - timedelta(days=YEAR)
    kept = (a.status.in_(_KEPT), a.day.between(since, reading.today))
    mine = select(a.client_id).where(*kept, a.staff_id == staff_id)
    asked = (
        select(a.client_id, a.staff_id, func.count(), func.max(a.day))
        .join(Client, Client.id == a.client_id)
        .where(*kept, a.client_id.in_(mine), Client.merged_into.is_(None))
        .group_by(a.client_id, a.staff_id)
    )
    found: dict[int, tuple[int, int, date | None]] = {}
    most: dict[int, int] = defaultdict(int)
    for client, person, many, last in reading.session.execute(asked):
        hers, others, day = found.get(client, (0, 0, None))
        if person == staff_id:
            hers += many
        else:
            others += many
            most[client] = max(most[client], many)
        found[client] = (hers, others, max(last, day) if day else last)
    return {one: seen for one, seen in found.items() if seen[0] >= most[one]}


@dataclass(slots=True)
class _Choosing:
    """Finds who suits whom, from what is known of all of them at once."""

    reading: Reading
    leaver: int
    keys: list[int]

    _needs: dict[int, set[str]]
    _met: dict[tuple[int, int], int]
    _manner: dict[int, str]
    _kin: Counter[tuple[int, str]]
    _given: Counter[int]
    _team: list[Any]

    def __init__(self, reading: Reading, leaver: int, keys: list[int]) -> None:
        self.reading, self.leaver, self.keys = reading, leaver, keys
        going = set(
            reading.session.scalars(
                select(Row.staff_id).where(Row.state == State.RUNNING)
            )
        )
        self._team = [
            one
            for one in team(reading)
            if one.role.treats and one.id != leaver and one.id not in going
        ]
        self._given = Counter()
        self._needs = defaultdict(set)
        self._met = {}
        skills = {key: one.skill for key, one in all_services(reading).items()}
        a = Appointment
        since = reading.today - timedelta(days=YEAR)
        asked = (
            select(a.client_id, a.staff_id, a.service_id, func.count())
            .where(a.status.in_(_KEPT), a.day >= since)
            .group_by(a.client_id, a.staff_id, a.service_id)
        )
        here, seen = set(keys), defaultdict(set)
        for client, person, service, many in reading.session.execute(asked):
            seen[person].add(client)
            if client not in here:
                continue
            pair = (client, person)
            self._met[pair] = self._met.get(pair, 0) + many
            if person == leaver and service in skills:
                self._needs[client].add(skills[service])
        f = ClientFact
        manners = select(f.client_id, f.value).where(f.field == "personality")
        self._manner = _pairs(reading, manners)
        self._kin = Counter(
            (person, self._manner[client])
            for person, clients in seen.items()
            for client in clients
            if client in self._manner
        )

    def best(self, client: int) -> tuple[Candidate, str] | None:
        """Return who suits a client best, and why."""
        needs = self._needs.get(client, set())
        manner = self._manner.get(client, "")
        found = proposed(
            Candidate(
                staff_id=one.id,
                name=one.name,
                gives_all=all(may_do(one.skills, need) for need in needs),
                met=self._met.get((client, one.id), 0),
                kin=self._kin[one.id, manner] if manner else 0,
                given=self._given[one.id],
            )
            for one in self._team
        )
        if found is not None:
            self._given[found[0].staff_id] += 1
        return found


def _booked(reading: Reading, staff_id: int, last_day: date) -> tuple[Booked, ...]:
    a, services = Appointment, all_services(reading)
    asked = (
        select(a.id, a.client_id, Client.name, a.day, a.service_id)
        .join(Client, Client.id == a.client_id)
        .where(a.staff_id == staff_id, a.day > last_day, a.status.in_(_COMES))
        .order_by(a.day, a.start)
    )
    return tuple(
        Booked(
            *(row.id, row.client_id, row.name, row.day),
            str(services[row.service_id].names) if row.service_id in services else "",
        )
        for row in reading.session.execute(asked)
    )


def _alerts(reading: Reading, key: LeavingId) -> tuple[Alert, ...]:
    a, names = LeavingAlert, _names(reading)
    asked = select(a).where(a.leaving_id == key).order_by(a.at.desc())
    return tuple(
        Alert(
            *(row.id, reading.local(row.at), row.clients),
            names.get(row.seen_by or 0, "–") if row.seen_at is not None else "",
        )
        for row in reading.session.scalars(asked)
    )


def _since(reading: Reading, row: Row) -> Since | None:
    """Return who came in the sixty days after, of hers and of all others.

    Usual is: of those who were here in the year before and are not hers, who came in
    the same days.
    """
    if row.state is State.WITHDRAWN or reading.today <= row.last_day:
        return None
    until = row.last_day + timedelta(days=AFTER)
    a, c = Appointment, LeavingClient
    kept = (a.status.in_(_KEPT),)
    hers = set(
        reading.session.scalars(select(c.client_id).where(c.leaving_id == row.id))
    )
    came = set(
        reading.session.scalars(
            select(a.client_id)
            .where(*kept, a.day > row.last_day, a.day <= min(until, reading.today))
            .distinct()
        )
    )
    before = set(
        reading.session.scalars(
            select(a.client_id)
            .where(*kept, a.day > row.last_day - timedelta(days=YEAR))
            .where(a.day <= row.last_day)
            .distinct()
        )
    )
    others = before - hers
    return Since(
        until=until,
        is_over=reading.today > until,
        hers=Share(len(hers & came), len(hers)),
        usual=Share(len(others & came), len(others)),
    )


def _coming(reading: Reading, keys: Sequence[int]) -> Mapping[int, date]:
    a = Appointment
    asked = (
        select(a.client_id, func.min(a.day))
        .where(
            *(a.client_id.in_(keys), a.status.in_(_COMES)),
            a.day >= reading.today,
        )
        .group_by(a.client_id)
    )
    return _pairs(reading, asked)


def _client_names(reading: Reading, keys: Sequence[int]) -> dict[int, str]:
    asked = select(Client.id, Client.name).where(Client.id.in_(keys))
    return {int(key): name for key, name in reading.session.execute(asked)}


def _names(reading: Reading) -> dict[int, str]:
    return {int(one.id): one.name for one in team(reading, everyone=True)}


def _name(reading: Reading, staff_id: int) -> str:
    found = _names(reading).get(staff_id)
    if found is None:
        raise Missing("StaffMember", staff_id)
    return found


def _pairs(reading: Reading, asked: Any) -> dict[Any, Any]:
    return {row[0]: row[1] for row in reading.session.execute(asked)}

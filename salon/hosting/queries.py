"""What screens ask of hosting."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import func, select

from salon.appointments.model import Status
from salon.appointments.tables import Appointment
from salon.catalogue.queries import terms
from salon.catalogue.tables import Service
from salon.clients.model import HEALTH_TEXTS, ClientId
from salon.clients.queries import reaches
from salon.clients.reach import Purpose
from salon.clients.tables import Client, ClientFact
from salon.complaints.queries import quiet_clients
from salon.feedback.tables import Feedback
from salon.hosting.model import (
    FACT_OF,
    FRIEND_A_YEAR,
    FRIEND_WITHIN,
    WHY_COMPLAINT,
    WHY_GLAD,
    WHY_NO,
    WHY_NOT_GLAD,
    WHY_SILENT,
    WHY_TWICE,
    Done,
    Ended,
    EnquiryLine,
    Entry,
    Extras,
    FriendMoment,
    Memory,
    Need,
    NeedLine,
    Needs,
    Said,
    Sale,
    Step,
    SurpriseLine,
    TenureRow,
    ValueSheet,
    VoucherLine,
    Wait,
    WaitSums,
    Walk,
    is_moment,
    next_need,
    voucher_is_due,
)
from salon.hosting.tables import (
    ClientEffort,
    ClientNeed,
    Enquiry,
    FriendAsk,
    MemoryLine,
    Surprise,
    VisitStep,
    WaitingOffer,
)
from salon.house.lists import Lists
from salon.house.queries import fronts, lists_of
from salon.loyalty.tables import recommendations
from salon.money import Money
from salon.plans.model import PlanStatus
from salon.plans.tables import Plan, PlanSession
from salon.prepaid.queries import spent_in
from salon.skin.tables import Assessment
from salon.staff.queries import team
from salon.staff.tables import StaffMember
from salon.text import N_, Names
from salon.till.tables import Bill, BillLine
from salon.treatments.tables import Treatment
from salon.work import Reading

YEAR = 365  # days
LITTLE = ("drink", "music", "pressure", "room_temp", "scent", "bed_notes", "chat")
_KEPT = (Status.COMPLETED, Status.LEFT)
_HERE = (Status.ARRIVED, Status.IN_TREATMENT)
TENURES = (
    (0, N_("first visit")),
    (1, N_("under a year")),
    (365, N_("one to three years")),
    (1095, N_("over three years")),
)


# what is needed and expected


def needs_of(reading: Reading, client_id: ClientId) -> Needs:
    """Return what is known of what a client needs; older wordings after the newest."""
    n = ClientNeed
    asked = (
        select(n.id, n.need, n.words, n.on, n.staff_id, n.is_declined)
        .where(n.client_id == client_id)
        .order_by(n.on.desc(), n.id.desc())
    )
    names = _people(reading)
    said = [
        NeedLine(
            row.id,
            row.need,
            row.words,
            row.on,
            names.get(row.staff_id, ""),
            row.is_declined,
        )
        for row in reading.session.execute(asked)
    ]
    newest: dict[Need, NeedLine] = {}
    earlier: list[NeedLine] = []
    for one in said:
        if one.need in newest:
            earlier.append(one)
        else:
            newest[one.need] = one
    facts = _facts(reading, client_id, (*FACT_OF.values(), "goals"))
    for need, field in FACT_OF.items():
        value, on = facts.get(field, ("", None))
        if value and need not in newest:
            newest[need] = NeedLine(0, need, value, on)
    areas = terms(reading, "goal_area")
    goals = facts.get("goals", ("", None))[0].replace(",", " ").split()
    return Needs(
        int(client_id),
        tuple(newest[need] for need in Need if need in newest),
        tuple(earlier),
        tuple(areas.get(one, Names(one)) for one in goals),
    )


def need_to_ask(
    reading: Reading, client_id: ClientId, needs: Needs | None = None
) -> Need | None:
    """Return the one question of this visit; None: nothing, or not now.

    One a day; what was answered or declined is not asked again.
    """
    known = needs or needs_of(reading, client_id)
    lines = (*known.now, *known.earlier)
    if any(one.id and one.at == reading.today for one in lines):
        return None
    a = Appointment
    kept = select(func.count()).where(
        a.client_id == client_id, a.status.in_(_KEPT), a.day < reading.today
    )
    visit = 1 + (reading.session.scalar(kept) or 0)
    return next_need([one.need for one in known.now], visit)


def value_of(reading: Reading, client_id: ClientId) -> ValueSheet:
    """Return what a client had of us within a year, and what it cost her."""
    since = reading.today - timedelta(days=YEAR)
    a = Appointment
    asked = select(a.arrived_at, a.started_at, a.completed_at, a.minutes).where(
        a.client_id == client_id, a.status.in_(_KEPT), a.day > since
    )
    visits = list(reading.session.execute(asked))
    p = Plan
    plans = list(
        reading.session.scalars(select(p.status).where(p.client_id == client_id))
    )
    e = ClientEffort
    effort: Any = reading.session.execute(
        select(e.travel, e.effort)
        .where(e.client_id == client_id)
        .order_by(e.on.desc(), e.id.desc())
        .limit(1)
    ).first()
    s = Surprise
    extras = select(func.count()).where(s.client_id == client_id, s.on > since)
    travel = effort.travel if effort is not None else None
    return ValueSheet(
        client_id=int(client_id),
        visits=len(visits),
        goals_met=sum(one is PlanStatus.CLOSED for one in plans),
        goals=sum(one is not PlanStatus.DRAFT for one in plans),
        minutes=sum(_given(row) or row.minutes for row in visits),
        extras=reading.session.scalar(extras) or 0,
        paid=spent_in(reading, client_id, 12),
        travelled=None if travel is None else travel * 2 * len(visits),
        waited=sum(_minutes(row.arrived_at, row.started_at) for row in visits),
        effort=effort.effort if effort is not None else None,
    )


def effort_of(reading: Reading, client_id: ClientId) -> tuple[int | None, int | None]:
    """Return the minutes of the way, and the effort 0 to 10, as far as known."""
    e = ClientEffort
    asked = select(e.travel, e.effort).where(e.client_id == client_id)
    row: Any = reading.session.execute(
        asked.order_by(e.on.desc(), e.id.desc()).limit(1)
    ).first()
    return (None, None) if row is None else (row.travel, row.effort)


# from the door to goodbye


def walk_of(reading: Reading, appointment_id: int) -> Walk | None:
    """Return the ten steps of a visit; None where there is no such visit."""
    asked = select(Appointment.day).where(Appointment.id == appointment_id)
    day = reading.session.scalar(asked)
    if day is None:
        return None
    return next(iter(walks(reading, day, day, appointment_id)), None)


def walks(
    reading: Reading, first: date, last: date, appointment_id: int | None = None
) -> list[Walk]:
    """Return the visits of some days from the door to goodbye.

    What the records show need not be ticked: arrival, health answers of the day, skin
    looked at, a plan, the treatment, how the skin took it, advice for home, a next
    visit, the bill.
    """
    a = Appointment
    asked = (
        select(
            *(a.id, a.client_id, Client.name.label("client"), Service.names, a.day),
            *(StaffMember.name.label("person"), a.status, a.arrived_at, a.started_at),
            *(a.completed_at, a.booked_at),
        )
        .join(Client, Client.id == a.client_id)
        .join(Service, Service.id == a.service_id)
        .outerjoin(StaffMember, StaffMember.id == a.staff_id)
        .where(a.day.between(first, last))
        .order_by(a.day, a.start, a.id)
    )
    if appointment_id is not None:
        asked = asked.where(a.id == appointment_id)
    rows: list[Any] = [
        row for row in reading.session.execute(asked) if row.status.holds_time
    ]
    if not rows:
        return []
    seen = _seen(reading, rows, first, last, appointment_id)
    return [_walk(reading, row, seen) for row in rows]


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the records show of some visits, each asked once."""

    ticked: Mapping[int, Mapping[Step, tuple[datetime, str]]]
    told: Mapping[int, datetime]
    treated: Mapping[int, tuple[bool, bool]]  # how the skin took it, advice
    looked: frozenset[tuple[int, date]]
    asked: frozenset[tuple[int, date]]
    planned: frozenset[int]
    begun: frozenset[tuple[int, date]]  # plans
    coming: Mapping[int, date]  # the last visit that is agreed
    paid: frozenset[int]


def _seen(
    reading: Reading,
    rows: Sequence[Any],
    first: date,
    last: date,
    appointment_id: int | None,
) -> _Seen:
    run = reading.session.execute
    only = appointment_id is not None

    def within(column: Any) -> Any:
        if only:
            return column == appointment_id
        here = select(Appointment.id).where(Appointment.day.between(first, last))
        return column.in_(here)

    ticked: dict[int, dict[Step, tuple[datetime, str]]] = defaultdict(dict)
    v = VisitStep
    asked = select(v.appointment_id, v.step, v.at, v.skipped)
    for row in run(asked.where(within(v.appointment_id))):
        ticked[row.appointment_id][row.step] = (row.at, row.skipped)
    f, t = Feedback, Treatment
    told = select(f.appointment_id, f.at).where(within(f.appointment_id))
    treated = select(t.appointment_id, t.scale, t.advice)
    keys = {int(row.client_id) for row in rows}
    fact = ClientFact
    answered = select(fact.client_id, fact.on).where(
        fact.on.between(first, last), fact.field.in_(HEALTH_TEXTS)
    )
    assessed = select(Assessment.client_id, Assessment.day)
    plan = select(Plan.client_id, Plan.created)
    coming = (
        select(Appointment.client_id, func.max(Appointment.day))
        .where(Appointment.day > first, Appointment.status.not_in(_GONE))
        .group_by(Appointment.client_id)
    )
    if only:
        key = next(iter(keys))
        answered = answered.where(fact.client_id == key)
        assessed = assessed.where(Assessment.client_id == key)
        plan = plan.where(Plan.client_id == key)
        coming = coming.where(Appointment.client_id == key)
    paid = (
        select(BillLine.appointment_id)
        .join(Bill, Bill.id == BillLine.bill_id)
        .where(Bill.number.is_not(None), within(BillLine.appointment_id))
    )
    session = select(PlanSession.appointment_id)
    planned = session.where(within(PlanSession.appointment_id))
    return _Seen(
        ticked,
        {int(row.appointment_id): row.at for row in run(told)},
        {
            int(row.appointment_id): (row.scale is not None, bool(row.advice.strip()))
            for row in run(treated.where(within(t.appointment_id)))
        },
        _pairs(run(assessed.where(Assessment.day.between(first, last)))),
        _pairs(run(answered)),
        frozenset(int(row[0] or 0) for row in run(planned)),
        _pairs(run(plan.where(Plan.created.between(first, last)))),
        {int(row[0]): row[1] for row in run(coming)},
        frozenset(int(row[0] or 0) for row in run(paid)),
    )


_GONE = (Status.CANCELLED, Status.MISSED)


def _pairs(rows: Iterable[Any]) -> frozenset[tuple[int, date]]:
    return frozenset((int(row[0]), row[1]) for row in rows)


def _walk(reading: Reading, row: Any, seen: _Seen) -> Walk:
    key, client, day = int(row.id), int(row.client_id), row.day
    started, ended = row.started_at, row.completed_at
    scale, advice = seen.treated.get(key, (False, False))
    here = row.arrived_at or started or ended
    known: dict[Step, datetime | None] = {
        Step.GREET: row.arrived_at or started,
        Step.HEALTH: here if (client, day) in seen.asked else None,
        Step.ANALYSIS: here if (client, day) in seen.looked else None,
        Step.PLAN: here if key in seen.planned or (client, day) in seen.begun else None,
        Step.SERVICE: ended or started,
        Step.RESULT: seen.told.get(key) or (ended if scale else None),
        Step.HOME: ended if advice else None,
        Step.NEXT: here if seen.coming.get(client, day) > day else None,
        Step.GOODBYE: (ended or here)
        if key in seen.paid or row.status is Status.LEFT
        else None,
    }
    ticked = seen.ticked.get(key, {})
    done: list[Done] = []
    for step in Step:
        at, skipped = ticked.get(step, (known.get(step), ""))
        local = reading.local(at).replace(tzinfo=None) if at is not None else None
        is_known = at is not None and step not in ticked
        done.append(Done(step, local, skipped, is_known))
    until = started
    if started is None and row.status is Status.ARRIVED and day == reading.today:
        until = reading.now
    return Walk(
        key,
        client,
        row.client,
        row.names,
        row.person or "",
        day,
        tuple(done),
        row.status in _KEPT,
        _minutes(row.arrived_at, until),
    )


def care_by_tenure(
    reading: Reading, first: date, last: date, walked: Sequence[Walk] | None = None
) -> list[TenureRow]:
    """Return minutes given and steps missed, by how long clients have been with us."""
    a = Appointment
    began = (
        select(a.client_id, func.min(a.day).label("first"))
        .where(a.status.in_(_KEPT))
        .group_by(a.client_id)
        .subquery()
    )
    asked = (
        select(a.id, a.day, a.started_at, a.completed_at, a.minutes, began.c.first)
        .join(began, began.c.client_id == a.client_id)
        .where(a.day.between(first, last), a.status.in_(_KEPT))
    )
    heaps: dict[int, list[Any]] = defaultdict(list)
    for row in reading.session.execute(asked):
        days = (row.day - row.first).days
        heaps[max(start for start, _name in TENURES if start <= days)].append(row)
    walked = walks(reading, first, last) if walked is None else walked
    missed = {one.appointment_id: len(one.missed) for one in walked}
    found: list[TenureRow] = []
    for start, name in TENURES:
        rows = heaps.get(start, [])
        timed = [(row.minutes, given) for row in rows if (given := _given(row))]
        found.append(
            TenureRow(
                name,
                len(rows),
                sum(sold for sold, _given_ in timed),
                sum(given for _sold, given in timed),
                len(timed),
                len(rows) * len(Step),
                sum(missed.get(int(row.id), 0) for row in rows),
            )
        )
    return found


# waiting


def waiting(reading: Reading) -> list[Wait]:
    """Return who waits for a treatment now, the longest first."""
    a = Appointment
    asked = (
        select(a.id, a.client_id, Client.name, a.arrived_at)
        .join(Client, Client.id == a.client_id)
        .where(a.day == reading.today, a.status == Status.ARRIVED)
        .where(a.arrived_at.is_not(None))
        .order_by(a.arrived_at, a.id)
    )
    rows: list[Any] = list(reading.session.execute(asked))
    offers = _offers(reading, [int(row.id) for row in rows])
    after = lists_of(reading).voucher_after
    found: list[Wait] = []
    for row in rows:
        mine = offers.get(int(row.id), [])
        minutes = _minutes(row.arrived_at, reading.now)
        has = any(one.amount.minor for one in mine)
        found.append(
            Wait(
                *(int(row.id), int(row.client_id), row.name),
                reading.local(row.arrived_at).replace(tzinfo=None),
                minutes,
                tuple(one.what for one in mine if not one.amount.minor),
                voucher_is_due(minutes, after) and not has,
                has,
            )
        )
    return found


def wait_sums(reading: Reading, first: date, last: date) -> WaitSums:
    """Return how long people waited from their arrival to the treatment."""
    a = Appointment
    asked = select(a.id, a.arrived_at, a.started_at).where(
        a.day.between(first, last),
        a.arrived_at.is_not(None),
        a.started_at.is_not(None),
    )
    rows = list(reading.session.execute(asked))
    if not rows:
        return WaitSums()
    w = WaitingOffer
    offered = list(
        reading.session.execute(
            select(w.appointment_id, w.amount).where(w.on.between(first, last))
        )
    )
    after = lists_of(reading).voucher_after
    waits = [_minutes(row.arrived_at, row.started_at) for row in rows]
    return WaitSums(
        len(rows),
        sum(one > 0 for one in waits),
        round(sum(waits) / len(waits)),
        max(waits),
        sum(voucher_is_due(one, after) for one in waits),
        len({int(key) for key, _amount in offered}),
        sum(bool(amount.minor) for _key, amount in offered),
    )


def _offers(reading: Reading, keys: Sequence[int]) -> dict[int, list[Any]]:
    if not keys:
        return {}
    w = WaitingOffer
    asked = select(w.appointment_id, w.what, w.amount).where(w.appointment_id.in_(keys))
    found: dict[int, list[Any]] = defaultdict(list)
    for row in reading.session.execute(asked.order_by(w.id)):
        found[int(row.appointment_id)].append(row)
    return found


# who comes in


def enquiries(
    reading: Reading, first: date, last: date, *, open_only: bool = False
) -> list[EnquiryLine]:
    """Return who came in or asked, the newest first."""
    asked = (
        select(Enquiry, Client.name, StaffMember.name)
        .outerjoin(Client, Client.id == Enquiry.client_id)
        .outerjoin(StaffMember, StaffMember.id == Enquiry.staff_id)
        .where(Enquiry.day.between(first, last))
        .order_by(Enquiry.at.desc(), Enquiry.id.desc())
    )
    if open_only:
        asked = asked.where(Enquiry.ended == Ended.OPEN)
    rows = list(reading.session.execute(asked))
    visits = _visits_since(reading, [row for row, _client, _person in rows])
    return [
        EnquiryLine(
            id=row.id,
            version=row.version,
            at=reading.local(row.at).replace(tzinfo=None),
            came=row.came,
            client_id=row.client_id,
            name=client or row.name,
            words=row.words,
            source=row.source,
            steps=frozenset(Sale(one) for one in row.steps.split()),
            ended=row.ended,
            person=person or "",
            call_id=row.call_id,
            visits=visits.get(row.id, 0),
        )
        for row, client, person in rows
    ]


def entry_by_month(reading: Reading, first: date, last: date) -> list[Entry]:
    """Return who came in, booked, came and came again, by month, the newest first.

    A month in which the shop front was changed is two lines, one for each look.
    """
    looks = sorted((one for one in fronts(reading)), key=lambda one: (one.on, one.id))
    starts = {_month(first)}
    day = _month(first)
    while day <= last:
        starts.add(day)
        day = _month(day + timedelta(days=32))
    starts |= {one.on for one in looks if first <= one.on <= last}
    lines = enquiries(reading, first, last)
    ordered = sorted(max(one, first) for one in starts)
    found: list[Entry] = []
    for at, start in enumerate(ordered):
        end = ordered[at + 1] - timedelta(days=1) if at + 1 < len(ordered) else last
        mine = [one for one in lines if start <= one.at.date() <= end]
        before = [one.words for one in looks if one.on <= start]
        found.append(_entry(start, end, before[-1] if before else "", mine))
    return found[::-1]


def _entry(start: date, end: date, front: str, lines: Sequence[EnquiryLine]) -> Entry:
    return Entry(
        start,
        end,
        front,
        len(lines),
        sum(one.ended is Ended.BOOKED or one.visits > 0 for one in lines),
        sum(one.visits > 0 for one in lines),
        sum(one.visits > 1 for one in lines),
        sum(one.source == "walk_in" for one in lines),
    )


def _month(day: date) -> date:
    return day.replace(day=1)


def _visits_since(reading: Reading, rows: Sequence[Enquiry]) -> dict[int, int]:
    """Return how many visits were kept by whoever asked, since then."""
    whose = [row for row in rows if row.client_id is not None]
    if not whose:
        return {}
    a = Appointment
    keys = {int(row.client_id or 0) for row in whose}
    asked = select(a.client_id, a.day).where(
        a.status.in_(_KEPT), a.day >= min(row.day for row in whose)
    )
    if len(keys) <= 500:
        asked = asked.where(a.client_id.in_(keys))
    days: dict[int, list[date]] = defaultdict(list)
    for client, day in reading.session.execute(asked):
        days[int(client)].append(day)
    return {
        row.id: sum(day >= row.day for day in days[int(row.client_id or 0)])
        for row in whose
    }


# small surprises


def surprises_of(reading: Reading, client_id: ClientId) -> list[SurpriseLine]:
    """Return what a client was surprised with, the newest first."""
    s = Surprise
    asked = (
        select(s.id, s.on, s.what, s.cost, s.staff_id, s.words)
        .where(s.client_id == client_id)
        .order_by(s.on.desc(), s.id.desc())
    )
    names = _people(reading)
    return [
        SurpriseLine(
            row.id, row.on, row.what, row.cost, names.get(row.staff_id, ""), row.words
        )
        for row in reading.session.execute(asked)
    ]


def surprise_costs(reading: Reading, first: date, last: date) -> Money:
    """Return what small surprises and waiting vouchers cost: the price of keeping.

    A voucher counts on the day on which it was used.
    """
    s, w = Surprise, WaitingOffer
    given = reading.session.scalar(
        select(func.sum(s.cost)).where(s.on.between(first, last))
    )
    used = reading.session.scalar(
        select(func.sum(w.amount)).where(w.used_on.between(first, last))
    )
    return (given or Money()) + (used or Money())


def left_for(
    reading: Reading, client_id: ClientId, lists: Lists | None = None
) -> tuple[Money, Money]:
    """Return what is left for a client this year, and of the house this month."""
    lists = lists or lists_of(reading)
    s = Surprise
    since = reading.today - timedelta(days=YEAR)
    hers = reading.session.scalar(
        select(func.sum(s.cost)).where(s.client_id == client_id, s.on > since)
    )
    month = reading.session.scalar(
        select(func.sum(s.cost)).where(
            s.on.between(_month(reading.today), reading.today)
        )
    )
    nothing = Money()
    return (
        max(nothing, lists.client_limit - (hers or nothing)),
        max(nothing, lists.month_limit - (month or nothing)),
    )


def extras_of(reading: Reading, client_id: ClientId) -> Extras:
    """Return what was done beyond duty for a client, and what one could think of."""
    lists = lists_of(reading)
    had = surprises_of(reading, client_id)
    before = {one.what.casefold() for one in had}
    left, month = left_for(reading, client_id, lists)
    return Extras(
        int(client_id),
        tuple(had),
        tuple(
            (one.what, one.cost)
            for one in lists.extras
            if one.what.casefold() not in before and one.cost <= min(left, month)
        ),
        left,
        month,
        little_things(reading, client_id),
        tuple(memories_of(reading, client_id)),
        tuple(wait_vouchers(reading, client_id)),
    )


def memories_of(reading: Reading, client_id: ClientId, limit: int = 12) -> list[Memory]:
    """Return the sentences kept of a client's visits, the newest first."""
    m = MemoryLine
    asked = (
        select(m.appointment_id, m.on, m.words, m.staff_id)
        .where(m.client_id == client_id)
        .order_by(m.on.desc(), m.id.desc())
        .limit(limit)
    )
    names = _people(reading)
    return [
        Memory(row.appointment_id, row.on, row.words, names.get(row.staff_id, ""))
        for row in reading.session.execute(asked)
    ]


def memory_of_visit(reading: Reading, appointment_id: int) -> str:
    """Return the sentence kept of a visit; "" where there is none."""
    m = MemoryLine
    asked = select(m.words).where(m.appointment_id == appointment_id)
    return reading.session.scalar(asked) or ""


def wait_vouchers(reading: Reading, client_id: ClientId) -> list[VoucherLine]:
    """Return vouchers for waiting that a client has not used yet."""
    w = WaitingOffer
    asked = (
        select(w.id, w.on, w.amount)
        .where(w.client_id == client_id, w.used_on.is_(None), w.amount > Money())
        .order_by(w.on, w.id)
    )
    return [
        VoucherLine(row.id, row.on, row.amount)
        for row in reading.session.execute(asked)
    ]


def little_things(reading: Reading, client_id: ClientId) -> str:
    """Return the little things to know before a visit, in words."""
    facts = _facts(reading, client_id, LITTLE)
    said: list[str] = []
    for field in LITTLE:
        value = facts.get(field, ("", None))[0]
        if value:
            known = terms(reading, field)
            said.append(str(known.get(value, value)))
    return " · ".join(said)


# the name of a friend


def friend_moment(reading: Reading, client_id: ClientId) -> FriendMoment:
    """Return whether one may ask a client for a friend's name now, and why.

    Only after a word of delight within two weeks, at most twice a year, never while
    something is to be put right, never of who wants to be left alone.
    """
    since = reading.today - timedelta(days=YEAR)
    f = FriendAsk
    asked = select(f.said, f.feedback_id).where(f.client_id == client_id, f.on > since)
    said = list(reading.session.execute(asked))
    feedback = _delight(reading, client_id)
    used = {row.feedback_id for row in said}
    many = len(said)

    def answer(why: str, *, may: bool = False) -> FriendMoment:
        key = feedback if may else None
        return FriendMoment(int(client_id), may, why, key, many)

    reach = reaches(reading, [client_id]).get(client_id)
    if reach is not None and not reach.may(Purpose.CARE):
        return answer(WHY_SILENT)
    if quiet_clients(reading, [client_id]):
        return answer(WHY_COMPLAINT)
    if any(row.said is Said.NO for row in said):
        return answer(WHY_NO)
    if many >= FRIEND_A_YEAR:
        return answer(WHY_TWICE)
    if feedback is None or feedback in used:
        return answer(WHY_NOT_GLAD)
    return answer(WHY_GLAD, may=True)


def _delight(reading: Reading, client_id: ClientId) -> int | None:
    """Return the newest feedback, where it is so good that one may ask."""
    day = reading.today - timedelta(days=FRIEND_WITHIN)
    since = reading.instant(day, time())
    f = Feedback
    asked = (
        select(f.id, f.gap, f.answers, f.at)
        .where(f.client_id == client_id, f.at >= since)
        .order_by(f.at.desc(), f.id.desc())
        .limit(1)
    )
    row: Any = reading.session.execute(asked).first()
    if row is None or (row.gap is not None and row.gap < 0):
        return None
    said = _recommends(reading, client_id)
    return int(row.id) if is_moment(row.gap, said) else None


def _recommends(reading: Reading, client_id: ClientId) -> int | None:
    """Return how likely she recommends us, 0 to 10, said lately; None: not said."""
    told = recommendations()
    if told is None:
        return None
    day = reading.today - timedelta(days=FRIEND_WITHIN)
    asked = (
        select(told.score)
        .where(
            told.client == client_id,
            told.score.is_not(None),
            told.at >= reading.instant(day, time()),
            *told.held,
        )
        .order_by(told.at.desc())
        .limit(1)
    )
    found: int | None = reading.session.scalar(asked)
    return found


def asked_for_friends(reading: Reading, client_id: ClientId) -> list[tuple[date, Said]]:
    """Return when a client was asked for a friend's name, and what she said."""
    f = FriendAsk
    asked = select(f.on, f.said).where(f.client_id == client_id)
    rows = reading.session.execute(asked.order_by(f.on.desc(), f.id.desc()))
    return [(row.on, row.said) for row in rows]


# small things


def _facts(
    reading: Reading, client_id: ClientId, fields: Sequence[str]
) -> dict[str, tuple[str, date | None]]:
    f = ClientFact
    asked = select(f.field, f.value, f.on).where(
        f.client_id == client_id, f.field.in_(fields), f.value != ""
    )
    return {row.field: (row.value, row.on) for row in reading.session.execute(asked)}


def _people(reading: Reading) -> dict[int | None, str]:
    return {int(one.id): one.name for one in team(reading, everyone=True)}


def _given(row: Any) -> int:
    """Return the minutes a treatment took; 0 where its beginning is not known."""
    return _minutes(row.started_at, row.completed_at)


def _minutes(start: datetime | None, end: datetime | None) -> int:
    if start is None or end is None or end < start:
        return 0
    return int((end - start).total_seconds() // 60)

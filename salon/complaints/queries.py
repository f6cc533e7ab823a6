"""What screens, papers and rules ask of complaints.

Few are open at any time: they are asked for everybody in one statement.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased

from salon.appointments.tables import Appointment
from salon.catalogue.model import Subject
from salon.catalogue.queries import body_of, entries, terms
from salon.catalogue.tables import Service
from salon.clients.model import ClientId
from salon.clients.queries import facts_said
from salon.clients.tables import Client, visits
from salon.complaints.clock import closing_after, due_at
from salon.complaints.course import (
    called,
    ever_named,
    marks,
    steps_done,
    this_round,
    was_raised,
)
from salon.complaints.model import (
    RANKS,
    RECURS,
    REFUNDS,
    REPEATS,
    STEPS,
    TO_BE_FIXED,
    TRIED_OVER,
    TRIES,
    Answer,
    Clock,
    ComplaintCard,
    ComplaintId,
    ComplaintLine,
    Given,
    Kind,
    Level,
    OfferId,
    OfferLine,
    Outcome,
    Step,
    StepLine,
    StepState,
    Tally,
    wilson,
)
from salon.complaints.rights import needed, proposed, rank_of
from salon.complaints.tables import Complaint, ComplaintOffer, ComplaintStep
from salon.errors import Missing
from salon.incidents.queries import open_incidents
from salon.money import Money, total
from salon.settings.queries import premises
from salon.staff.model import StaffLine
from salon.staff.queries import team
from salon.staff.tables import StaffMember
from salon.text import Names
from salon.treatments.tables import Treatment, TreatmentProduct
from salon.work import Reading, once, remembered

USUAL_HOURS = (24.0, 24.0, 24.0)  # of a step of which the content says nothing
YEAR = timedelta(days=365)


def open_complaints(
    reading: Reading, keys: Iterable[int] | None = None
) -> tuple[ComplaintLine, ...]:
    """Return what is open, of the clients *keys* or of everybody.

    What is late first, then by the time at which the step in hand is due.
    """
    wanted = None if keys is None else set(keys)
    found = [
        one for one in _standing(reading) if wanted is None or one.client_id in wanted
    ]
    return tuple(found)


def quiet_clients(reading: Reading, keys: Iterable[int]) -> set[int]:
    """Return those of *keys* of whom a complaint is open.

    To them nothing is offered, no review and no referral is asked for, and nobody asks
    after them to sell. Care, reminders and wishes go on.
    """
    wanted = list(dict.fromkeys(keys))
    asked = select(Complaint.client_id).where(Complaint.closed_at.is_(None))
    if len(wanted) <= 500:
        asked = asked.where(Complaint.client_id.in_(wanted))
    return {int(key) for key in reading.session.scalars(asked)} & set(wanted)


def all_complaints(
    reading: Reading, client_id: ClientId | None = None, limit: int = 200
) -> tuple[ComplaintLine, ...]:
    """Return complaints, closed ones too, of a client or of all: the newest first."""
    newest = select(Complaint.id).order_by(
        Complaint.opened_at.desc(), Complaint.id.desc()
    )
    if client_id is not None:
        newest = newest.where(Complaint.client_id == client_id)
    asked = _asked().where(Complaint.id.in_(newest.limit(limit)))
    found = _lines(reading, asked)
    return tuple(sorted(found, key=lambda one: (one.opened, one.id), reverse=True))


def complaint(reading: Reading, key: ComplaintId) -> ComplaintCard:
    """Return one complaint: its steps, its offers, what was done; raises Missing."""
    found = _lines(reading, _asked().where(Complaint.id == key))
    if not found:
        raise Missing("Complaint", key)
    line = found[0]
    by, closer, changer = (aliased(StaffMember) for _one in range(3))
    c = Complaint
    row: Any = reading.session.execute(
        select(
            *(by.name, closer.name, changer.name),
            *(c.began_at, c.causes, c.root, c.promised, c.expected, c.room_id),
            *(c.product, c.batch, c.is_about_owner, c.authority, c.authority_due),
            *(c.change, c.change_due, c.raised),
        )
        .outerjoin(by, by.id == c.opened_by)
        .outerjoin(closer, closer.id == c.closed_by)
        .outerjoin(changer, changer.id == c.change_by)
        .where(c.id == key)
    ).one()
    opened_by, closed_by, change_by, began_at, causes, *rest = row
    root, promised, expected, room, product, batch, is_owner, *more = rest
    authority, authority_due, change, change_due, _raised = more
    course = course_of(reading, [key]).get(key, ())
    began = wall(reading, began_at)
    done = steps_done(course)
    states = tuple(
        StepState(
            one,
            _clock(reading, one, line.level, began),
            done.get(one),
            is_current=line.is_open and one is line.step,
        )
        for one in STEPS
    )
    named = ever_named(course, line.staff_id)
    after = proposed(
        team(reading),
        min(3, line.responder + 1),
        about=named,
        is_about_owner=is_owner,
        but=line.owner_id,
    )
    return ComplaintCard(
        line=line,
        opened_by=opened_by or "",
        began=began,
        causes=tuple(causes.split()),
        root=root,
        promised=promised,
        expected=expected,
        room_id=room,
        product=product,
        batch=batch,
        is_about_owner=is_owner,
        body=authority,
        body_due=authority_due,
        change=change,
        change_by=change_by or "",
        change_due=change_due,
        steps=states,
        course=course,
        marks=marks(course),
        offers=offers_of(reading, line),
        named=named,
        next_owner_id=after.id if after is not None else None,
        next_owner=after.name if after is not None else "",
        closed_by=closed_by or "",
    )


def course_of(reading: Reading, keys: Sequence[int]) -> dict[int, tuple[StepLine, ...]]:
    """Return what was done about complaints, in the order in which it was."""
    s = ComplaintStep
    asked = (
        select(s.complaint_id, s.kind, s.what, s.note, s.at, StaffMember.name, s.due)
        .outerjoin(StaffMember, StaffMember.id == s.staff_id)
        .where(s.complaint_id.in_(keys))
        .order_by(s.id)
    )
    found: dict[int, list[StepLine]] = defaultdict(list)
    for key, kind, what, note, at, who, due in reading.session.execute(asked):
        line = StepLine(kind, what, note, wall(reading, at), who or "", due)
        found[key].append(line)
    return {key: tuple(lines) for key, lines in found.items()}


def offers_of(reading: Reading, line: ComplaintLine) -> tuple[OfferLine, ...]:
    """Return the ways that are on the table, in their order."""
    o = ComplaintOffer
    asks, grants = aliased(StaffMember), aliased(StaffMember)
    asked = (
        select(o, asks.name, grants.name)
        .outerjoin(asks, asks.id == o.asked_of)
        .outerjoin(grants, grants.id == o.granted_by)
        .where(o.complaint_id == line.id, o.gone_at.is_(None))
        .order_by(o.id)
    )
    names = terms(reading, "compensation")
    rows: Sequence[Any] = reading.session.execute(asked).all()
    given = given_to(reading, line) if rows else Given()
    is_adverse = line.cause == "adverse_reaction" or line.incident_id is not None
    found = []
    for row, asked_of, granted_by in rows:
        needs = needed(matrix(reading), row.kind, row.amount, row.count, given)
        found.append(
            OfferLine(
                id=OfferId(row.id),
                version=row.version,
                kind=row.kind,
                name=names.get(row.kind, Names(row.kind)),
                amount=row.amount,
                currency=row.currency,
                count=row.count,
                text=row.words,
                promised_on=row.promised_on,
                needs=max(needs, RANKS["owner"]) if is_adverse and needs > 0 else needs,
                answer=Answer(row.answer),
                granted_by=granted_by or "",
                granted_at=_maybe(reading, row.granted_at),
                asked_of=asked_of or "",
                refusal=row.refusal,
                is_chosen=row.chosen_at is not None,
                chosen_at=_maybe(reading, row.chosen_at),
                done_on=row.done_on,
            )
        )
    return tuple(found)


def given_to(reading: Reading, line: ComplaintLine) -> Given:
    """Return what this client was given for complaints, and how much there may be.

    Of this month and this year, by the salon's calendar; what is chosen counts.
    """
    o, here = ComplaintOffer, premises(reading)
    asked = (
        select(o.kind, o.amount, o.count, o.chosen_at)
        .join(Complaint, Complaint.id == o.complaint_id)
        .where(Complaint.client_id == line.client_id, o.gone_at.is_(None))
        .where(o.chosen_at.is_not(None))
    )
    gifts = repeats = 0
    credit: list[Money] = []
    refunds: list[Money] = []
    rows: Sequence[Any] = reading.session.execute(asked).all()
    for kind, amount, count, chosen in rows:
        day = wall(reading, chosen).date()
        if day.year != reading.today.year:
            continue
        if kind == "small_gift" and day.month == reading.today.month:
            gifts += count
        elif kind in REPEATS:
            repeats += count
        elif kind == "credit":
            credit.append(amount)
        elif kind in REFUNDS:
            refunds.append(amount)
    price = price_of_visit(reading, line.appointment_id)
    return Given(
        *(gifts, repeats, total(credit), total(refunds)),
        most_gifts=here.gift_limit,
        most_repeats=here.repeat_limit,
        most_credit=Money(price.minor * here.credit_limit // 100),
        most_refunds=Money(price.minor * here.refund_limit // 100),
    )


def price_of_visit(reading: Reading, key: int | None) -> Money:
    """Return what the visit cost that a complaint is about; nothing for none."""
    if key is None:
        return Money()
    asked = select(Appointment.price).where(Appointment.id == key)
    return reading.session.scalar(asked) or Money()


def missing_to_close(
    reading: Reading, card: ComplaintCard, outcome: str = Outcome.CONTENT
) -> tuple[str, ...]:
    """Return what is missing before it may be closed, by a word for each.

    "agreed", "carried_out", "day_7", "root", "change", "fixed", "staff_told",
    "replied", "body", "incident". What was opened by mistake, or taken back by the
    client, waits for an open incident alone.
    """
    line = card.line
    is_hurt = any(
        one.id == line.incident_id or one.appointment_id == line.appointment_id
        for one in open_incidents(reading, [line.client_id]).get(line.client_id, ())
    )
    hurt = ("incident",) if is_hurt else ()
    if outcome == Outcome.MISTAKE:
        return ()
    if outcome == Outcome.WITHDRAWN:
        return hurt
    is_written = outcome == Outcome.WRITTEN and _is_written(card)
    has_decided = outcome == Outcome.BODY and "body_closed" in card.marks
    wants = {
        "agreed": card.is_done(Step.AGREE) or is_written or has_decided,
        "carried_out": not any(one.is_promised for one in card.offers),
        "day_7": "co_7" in called(card.course) or is_written or has_decided,
        "root": card.is_done(Step.CLARIFY),
        "change": card.is_done(Step.FOLLOW_UP),
        "fixed": "fixed" in card.marks or not _is_of_the_house(card),
        "staff_told": "staff_told" in card.marks or line.staff_id is None,
        "replied": "replied" in card.marks or line.source != "public",
        "body": "body_closed" in card.marks or not card.body,
    }
    return (*(key for key, is_there in wants.items() if not is_there), *hurt)


def alike(reading: Reading, card: ComplaintCard) -> tuple[ComplaintLine, ...]:
    """Return the cases with the same root in the ninety days up to this one.

    The same root in words, or the same cause with the same service, person or batch.
    This one is among them; what was opened by mistake is not.
    """
    line, c = card.line, Complaint
    since = reading.instant(line.opened.date() - RECURS, datetime.min.time())
    ties = [c.id == line.id]
    if card.root:
        ties.append(func.lower(c.root) == card.root.lower())
    if line.cause:
        same = c.cause == line.cause
        if line.service_id is not None:
            ties.append(same & (c.service_id == line.service_id))
        if line.staff_id is not None:
            ties.append(same & (c.staff_id == line.staff_id))
    if card.batch:
        ties.append(c.batch == card.batch)
    asked = _asked().where(or_(*ties), c.outcome != Outcome.MISTAKE)
    found = _lines(reading, asked.where(c.opened_at >= since))
    near = [one for one in found if one.opened <= line.opened]
    return tuple(sorted(near, key=lambda one: (one.opened, one.id)))


def tallies(reading: Reading, by: str = "cause", days: int = 365) -> tuple[Tally, ...]:
    """Return how often something was complained about, per thousand visits.

    Args:
        reading: As ever.
        by: "cause", "service", "person" or "batch".
        days: How far back one looks.
    """
    first = reading.today - timedelta(days=days)
    since = reading.instant(first, datetime.min.time())
    c = Complaint
    column: Any = {
        "cause": c.cause,
        "service": c.service_id,
        "person": c.staff_id,
        "batch": c.batch,
    }[by]
    asked = select(column, func.count()).where(
        c.opened_at >= since, c.outcome != Outcome.MISTAKE
    )
    counted = {
        key: int(cases)
        for key, cases in reading.session.execute(asked.group_by(column))
        if key not in (None, "")
    }
    visited = _visits_by(reading, by, first, list(counted))
    names = _names_by(reading, by)
    found = []
    for key, cases in counted.items():
        number = max(visited.get(key, 0), cases)
        low, rate, high = wilson(cases, number)
        name = str(names.get(key, key))
        found.append(Tally(str(key), name, cases, number, low, rate, high))
    return tuple(sorted(found, key=lambda one: (-one.low, -one.cases, one.key)))


def overdue(reading: Reading) -> tuple[ComplaintLine, ...]:
    """Return what nobody has answered in time."""
    return tuple(one for one in _standing(reading) if one.is_late)


@remembered
def matrix(reading: Reading) -> dict[str, int]:
    """Return which rank may grant each kind of compensation."""
    return {
        one.ref: RANKS.get(str(one.body.get("may_be_granted_by", "")), RANKS["owner"])
        for one in entries(reading, Subject.COMPENSATION)
    }


def personality_of(reading: Reading, client_id: int) -> str:
    """Return the personality on file, by reference id; "" where none is."""
    return facts_said(reading, "personality", [client_id]).get(client_id, "")


def wall(reading: Reading, instant: datetime) -> datetime:
    """Return an instant on the salon's wall, without a zone, to be kept and shown."""
    return reading.local(instant).replace(tzinfo=None)


def _maybe(reading: Reading, instant: datetime | None) -> datetime | None:
    return None if instant is None else wall(reading, instant)


def _is_written(card: ComplaintCard) -> bool:
    """Return whether three attempts over ten days and a written offer are there."""
    tried = [one.at for one in this_round(card.course) if one.kind == Kind.ATTEMPT]
    is_tried = len(tried) >= TRIES and max(tried) - min(tried) >= TRIED_OVER
    return is_tried and "written" in card.marks


def _is_of_the_house(card: ComplaintCard) -> bool:
    return bool({card.line.cause, *card.causes} & TO_BE_FIXED)


def _visits_by(
    reading: Reading, by: str, first: date, keys: Sequence[Any]
) -> Mapping[Any, int]:
    """Return how many visits there were for each key of a tally."""
    book = visits()
    if by == "batch":
        p, t = TreatmentProduct, Treatment
        asked = (
            select(p.batch, func.count(t.id.distinct()))
            .join(t, t.id == p.treatment_id)
            .where(t.day >= first, p.batch.in_(keys))
            .group_by(p.batch)
        )
        return {key: int(many) for key, many in reading.session.execute(asked)}
    kept = select(func.count()).where(book.was_kept, book.day >= first)
    if by == "cause":
        every = reading.session.scalar(kept) or 0
        return dict.fromkeys(keys, int(every))
    column: Any = Appointment.service_id if by == "service" else Appointment.staff_id
    grouped = (
        select(column, func.count())
        .where(book.was_kept, book.day >= first, column.in_(keys))
        .group_by(column)
    )
    return {key: int(many) for key, many in reading.session.execute(grouped)}


def _names_by(reading: Reading, by: str) -> Mapping[Any, object]:
    match by:
        case "cause":
            return terms(reading, "complaint_cause")
        case "service":
            rows = reading.session.execute(select(Service.id, Service.names))
            return {key: names for key, names in rows}  # noqa: C416
        case "person":
            return {one.id: one.name for one in team(reading, everyone=True)}
    return {}


@once
def _standing(reading: Reading) -> tuple[ComplaintLine, ...]:
    lines = _lines(reading, _asked().where(Complaint.closed_at.is_(None)))

    def order(one: ComplaintLine) -> tuple[Any, ...]:
        due = one.clock.due if one.clock is not None else one.opened
        return (not one.is_late, one.clock is None, due, -one.level, one.id)

    return tuple(sorted(lines, key=order))


def _asked() -> Any:
    owner, person = aliased(StaffMember), aliased(StaffMember)
    c = Complaint
    return (
        select(
            *(c.id, c.version, c.client_id, Client.name, c.opened_at, c.began_at),
            *(c.level, c.raised, c.status, c.source, c.cause, c.words),
            *(c.owner_id, owner.name, c.appointment_id, c.service_id),
            *(Service.names, c.staff_id, person.name, c.incident_id),
            *(c.closed_at, c.outcome),
        )
        .join(Client, Client.id == c.client_id)
        .outerjoin(owner, owner.id == c.owner_id)
        .outerjoin(person, person.id == c.staff_id)
        .outerjoin(Service, Service.id == c.service_id)
        .order_by(c.id)
    )


def _lines(reading: Reading, asked: Any) -> list[ComplaintLine]:
    rows: Sequence[Any] = reading.session.execute(asked).all()
    courses = course_of(reading, [row[0] for row in rows]) if rows else {}
    found = []
    for row in rows:
        key, version, client, name, opened, began, level, raised, *more = row
        status, source, cause, words, owner_id, owner, visit, service_id, *rest = more
        service, staff_id, person, incident, closed, outcome = rest
        course = courses.get(key, ())
        done = steps_done(course)
        step = next((one for one in STEPS if one not in done), None)
        clock = None
        if step is not None:
            clock = _clock(reading, step, level, wall(reading, began))
        is_open = closed is None
        is_late = is_open and clock is not None and clock.is_late
        rises = is_late and not was_raised(course, step)
        found.append(
            ComplaintLine(
                id=ComplaintId(key),
                version=version,
                client_id=ClientId(client),
                client=name,
                opened=wall(reading, opened),
                level=Level(level),
                responder=Level(min(3, level + raised + rises)),
                step=step,
                clock=clock,
                status=status,
                source=source,
                cause=cause,
                words=words,
                owner_id=owner_id,
                owner=owner or "",
                appointment_id=visit,
                service_id=service_id,
                service=service if service is not None and service.en else None,
                staff_id=staff_id,
                person=person or "",
                incident_id=incident,
                is_open=is_open,
                outcome=outcome,
                closed=_maybe(reading, closed),
                is_to_rise=rises and level + raised < Level.THIRD_PARTY,
            )
        )
    return found


def _clock(reading: Reading, step: Step, level: int, began: datetime) -> Clock:
    before = STEPS[: STEPS.index(step) + 1]  # nothing is due before what comes first
    due = max(_due(reading, one, level, began) for one in before)
    return Clock(began, due, wall(reading, reading.now))


def _due(reading: Reading, step: Step, level: int, began: datetime) -> datetime:
    """Return when a step is due; who told us alone is heard on the same day."""
    hours = hours_of(reading).get(step, USUAL_HOURS)[level - 1]
    opening = premises(reading).hours
    due = due_at(began, hours, opening)
    if step is Step.LISTEN and level == Level.TOLD_US:
        return min(due, closing_after(began, opening) or due)
    return due


@remembered
def hours_of(reading: Reading) -> dict[str, tuple[float, float, float]]:
    """Return how many hours each step has, for the three levels."""
    found = {}
    for one in entries(reading, Subject.COMPLAINT_STEP):
        hours = one.body.get("hours")
        if isinstance(hours, list) and len(hours) == 3:
            low, mid, high = (max(0.0, float(one)) for one in hours)
            found[one.ref] = (low, mid, high)
    return found


@remembered
def step_body(reading: Reading, step: str) -> dict[str, Any]:
    """Return what the content says of a step: hours, what to do and leave out."""
    return body_of(reading, Subject.COMPLAINT_STEP, step) or {}


def who_may(reading: Reading, rank: int, about: Collection[int]) -> list[StaffLine]:
    """Return who of the team may grant what needs *rank*, the lowest rank first.

    Nobody of *about* may: whom it is, or was, about.
    """
    able = [
        one
        for one in team(reading)
        if rank_of(one.role) >= rank and one.id not in about
    ]
    return sorted(able, key=lambda one: rank_of(one.role))

"""What screens and papers ask of loyalty: standings, pins, lights, costs."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from salon.clients.tables import Client
from salon.complaints.tables import Complaint
from salon.courses.model import CourseState
from salon.courses.tables import Course, Redemption
from salon.loyalty.bucket import Hints
from salon.loyalty.gathering import Gathered
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
)
from salon.loyalty.tables import Standing as Row
from salon.loyalty.working_out import CENTI, SHARES, Before
from salon.money import Money
from salon.settings.queries import premises
from salon.staff.tables import StaffMember
from salon.work import Reading

MANY = 5_000  # keys in one statement
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


def monday_of(day: date) -> date:
    """Return the Monday of the week in which *day* lies."""
    return day - timedelta(days=day.weekday())


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

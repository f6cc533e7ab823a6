"""What the visits of a client say in figures, and the rest of the story."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from sqlalchemy import func, select

from salon.appointments.model import DayLine, Status
from salon.appointments.queries import visits_of
from salon.appointments.rhythm import LEAST_VISITS, expected_interval
from salon.appointments.tables import Appointment
from salon.catalogue.queries import all_services, as_called
from salon.clients.model import ClientId
from salon.clients.queries import living
from salon.complaints.tables import Complaint
from salon.courses.tables import Course
from salon.forms.model import OUTCOME_WORDS
from salon.forms.queries import signed_of
from salon.incidents.tables import Incident
from salon.money import Money
from salon.public import public_id
from salon.reports.model import StoryLine
from salon.settings.queries import premises
from salon.skin.tables import Photo
from salon.text import N_, _, amount, hour, listed, ngettext
from salon.till.model import BillKind, BillState, LineKind, bill_number
from salon.till.tables import Bill, BillLine
from salon.work import Reading

TOP = 3  # services and products that are named
_NEXT = 40  # visits that are looked through for the next one


@dataclass(frozen=True, slots=True)
class VisitFacts:
    """Visits in figures; None where nothing is known."""

    visits: int  # kept
    since: int | None  # days since the last one
    interval: int | None  # days after which the client usually comes; from 3 visits on
    kept: int  # of the agreed days that have passed
    missed: int
    spent: Money | None  # on an average day on which something was paid
    services: tuple[str, ...]
    products: tuple[str, ...]
    coming: DayLine | None
    today: date

    @property
    def late(self) -> int:
        """Days beyond the usual interval; 0: not late, or nothing usual."""
        if self.interval is None or self.since is None or self.coming is not None:
            return 0
        return max(0, self.since - self.interval)

    @property
    def part(self) -> float:
        """How much of the usual interval has passed, 0 to 1."""
        if not self.interval or self.since is None:
            return 0.0
        return min(1.0, self.since / self.interval)


def visit_facts(reading: Reading, key: ClientId) -> VisitFacts:
    """Return a client's visits in figures; raises Missing."""
    key = living(reading, key)
    a = Appointment
    asked = (
        select(a.day, a.status, a.service_id)
        .where(a.client_id == key, a.status != Status.CANCELLED)
        .order_by(a.day)
    )
    rows: list[Any] = list(reading.session.execute(asked))
    done = [row for row in rows if Status(row.status).was_kept]
    missed = sum(Status(row.status) is Status.MISSED for row in rows)
    days = sorted({row.day for row in done})
    services = all_services(reading)
    common = Counter(row.service_id for row in done).most_common(TOP)
    coming = [
        one
        for one in visits_of(reading, key, _NEXT)
        if one.status.is_open and one.slot.day >= reading.today
    ]
    return VisitFacts(
        visits=len(done),
        since=(reading.today - days[-1]).days if days else None,
        interval=_interval(days, common, services),
        kept=len(done),
        missed=missed,
        spent=_spent(reading, key),
        services=tuple(str(services[one].names) for one, _n in common),
        products=_products(reading, key),
        coming=min(coming, key=lambda one: one.slot, default=None),
        today=reading.today,
    )


def _interval(
    days: Sequence[date], common: Sequence[tuple[int, int]], services: Any
) -> int | None:
    """Return the usual gap in days, learnt as the rhythm is (loyalty 6)."""
    if len(days) < LEAST_VISITS:
        return None
    gaps = [(after - before).days for before, after in pairwise(days)]
    prior = services[common[0][0]].interval_usual_days if common else 0
    return round(expected_interval(gaps, prior or 30))


def _spent(reading: Reading, key: ClientId) -> Money | None:
    asked = select(func.sum(Bill.total), func.count(func.distinct(Bill.day))).where(
        Bill.client_id == key,
        Bill.state == BillState.CLOSED,
        Bill.kind == BillKind.SALE,
        Bill.total > Money(0),
    )
    total, days = reading.session.execute(asked).one()
    return Money(round(total.minor / days)) if days else None


def _products(reading: Reading, key: ClientId) -> tuple[str, ...]:
    line = BillLine
    many = func.sum(line.quantity)
    asked = (
        select(line.words, many)
        .join(Bill, Bill.id == line.bill_id)
        .where(
            Bill.client_id == key,
            Bill.state == BillState.CLOSED,
            Bill.kind == BillKind.SALE,
            line.kind == LineKind.PRODUCT,
        )
        .group_by(line.words)
        .order_by(many.desc(), line.words)
        .limit(TOP)
    )
    said = (as_called(reading, row[0]) for row in reading.session.execute(asked))
    return tuple(dict.fromkeys(said))


# the rest of the story


def more_story(reading: Reading, key: ClientId, limit: int = 500) -> list[StoryLine]:
    """Return what else happened: paid, signed, photographed, bought, gone wrong.

    The newest first; visits, calls, plans and skin are told by `story_of`.
    """
    key = living(reading, key)
    lines = [
        *_bills(reading, key, limit),
        *_photos(reading, key),
        *_forms(reading, key),
        *_courses(reading, key),
        *_troubles(reading, key),
    ]
    lines.sort(key=lambda line: (line.day, line.at), reverse=True)
    return lines[:limit]


def _bills(reading: Reading, key: ClientId, limit: int) -> Iterable[StoryLine]:
    currency = premises(reading).currency
    asked = (
        select(Bill.id, Bill.series, Bill.number, Bill.kind, Bill.day, Bill.total)
        .where(Bill.client_id == key, Bill.state == BillState.CLOSED)
        .order_by(Bill.day.desc(), Bill.id.desc())
        .limit(limit)
    )
    rows = reading.session.execute(asked).all()
    lines = select(BillLine.bill_id, BillLine.words).where(
        BillLine.bill_id.in_([row.id for row in rows])
    )
    said: dict[int, list[str]] = {}
    for bill_id, words in reading.session.execute(lines.order_by(BillLine.position)):
        said.setdefault(bill_id, []).append(as_called(reading, words))
    for row in rows:
        back = row.kind == BillKind.CREDIT
        title = _(N_("Paid back {sum}")) if back else _(N_("Paid {sum}"))
        yield StoryLine(
            row.day,
            "",
            "bill",
            title.format(sum=amount(row.total, currency)),
            listed(said.get(row.id, ())),
            bill_number(row.series, row.number),
            row.id,
        )


def _photos(reading: Reading, key: ClientId) -> Iterable[StoryLine]:
    asked = select(Photo.taken).where(Photo.client_id == key)
    days = Counter(reading.local(one).date() for one in reading.session.scalars(asked))
    for day, count in days.items():
        said = ngettext("{count} photograph", "{count} photographs", count)
        yield StoryLine(day, "", "photo", said.format(count=count), "", "", 0)


def _forms(reading: Reading, key: ClientId) -> Iterable[StoryLine]:
    for one in signed_of(reading, key):
        at = reading.local(one.at)
        yield StoryLine(
            *(at.date(), hour(at), "form", one.wording.title),
            _(OUTCOME_WORDS[one.outcome]),
            public_id("signed_form", one.id),
            one.id,
        )


def _courses(reading: Reading, key: ClientId) -> Iterable[StoryLine]:
    c = Course
    services = all_services(reading)
    asked = select(c.id, c.sold_on, c.name, c.service_id, c.sessions)
    for row in reading.session.execute(asked.where(c.client_id == key)):
        title = row.name or str(services[row.service_id].names)
        said = ngettext("{count} session", "{count} sessions", row.sessions)
        detail = said.format(count=row.sessions) if row.sessions else ""
        yield StoryLine(
            *(row.sold_on, "", "course", _(N_("Course: {what}")).format(what=title)),
            detail,
            public_id("course", row.id),
            row.id,
        )


def _troubles(reading: Reading, key: ClientId) -> Iterable[StoryLine]:
    made: tuple[tuple[type[Any], str, str], ...] = (
        (Complaint, "complaint", N_("Complaint")),
        (Incident, "incident", N_("Something went wrong")),
    )
    for kind, name, title in made:
        asked = select(kind.id, kind.opened_at, kind.words).where(kind.client_id == key)
        for number, opened, words in reading.session.execute(asked):
            at: datetime = reading.local(opened)
            yield StoryLine(
                *(at.date(), hour(at), name, _(title), words),
                public_id(name, number),
                number,
                "unhappy",
            )

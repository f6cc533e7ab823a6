"""What is asked of classes, as they were last worked out."""

from collections.abc import Iterable
from math import erf, log, sqrt

from sqlalchemy import select

from salon.loyalty.model import Abc, Flag, Loyalty, Segment, Standing, State
from salon.loyalty.tables import Standing as Row
from salon.money import Money
from salon.work import Reading


def standings(
    reading: Reading, client_ids: Iterable[int] | None = None
) -> dict[int, Standing]:
    """Return how clients stand, as last worked out; {} if never."""
    asked = select(Row)
    wanted = None if client_ids is None else set(client_ids)
    found = {}
    for row in reading.session.scalars(asked):
        if wanted is not None and row.client_id not in wanted:
            continue
        days = 0 if row.last_visit is None else (reading.today - row.last_visit).days
        usual = max(row.expected / 100, 1.0)
        sigma = max(row.sigma / 10_000, 0.01)
        p = (
            0.5 * (1 + erf((log(days) - log(usual)) / sigma / sqrt(2)))
            if days > 0
            else 0.0
        )
        state = State.ACTIVE if p < 0.5 else State.DUE if p < 0.8 else State.OVERDUE
        if p >= 0.95 and days >= 45:
            state = State.LAPSING
        if p >= 0.99 and days >= 180:
            state = State.LOST
        if row.next_visit is not None and row.next_visit >= reading.today:
            state = State.ACTIVE
        found[row.client_id] = Standing(
            client_id=row.client_id,
            abc=Abc(row.abc),
            abc_by_count=Abc(row.abc_by_count),
            abc_since=row.abc_since,
            loyalty=Loyalty(row.loyalty),
            loyalty_since=row.loyalty_since,
            score=row.score / 10_000,
            flags=frozenset(Flag(one) for one in row.flags.split()),
            segment=Segment(row.segment) if row.segment else None,
            state=state,
            overdue=p,
            expected=usual,
            visits=row.visits,
            all_visits=row.all_visits,
            first_visit=row.first_visit,
            last_visit=row.last_visit,
            next_visit=row.next_visit,
            spent=Money(row.spent),
            spent_ever=Money(row.spent_ever),
            next_year=Money(row.next_year),
            value=Money(row.value),
            limit=Money(row.worth_limit),
            regularity=row.regularity / 10_000,
            discount_share=row.discount_share / 10_000,
            families=row.families,
            recommends=row.recommends,
            friends=row.friends,
            staff_id=row.staff_id,
            late=max(0, round(days - usual)) if row.last_visit else 0,
        )
    return found

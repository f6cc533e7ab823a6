"""How clients stand, as last worked out (a stand-in until the real one is merged)."""

from collections.abc import Iterable
from math import erf, log, sqrt

from sqlalchemy import select

from salon.loyalty.model import Abc, Loyalty, Standing, State
from salon.loyalty.tables import Standing as Row
from salon.money import Money
from salon.work import Reading


def standings(
    reading: Reading, client_ids: Iterable[int] | None = None
) -> dict[int, Standing]:
    """Return how clients stand as last worked out; {} if never."""
    found = {}
    wanted = None if client_ids is None else set(client_ids)
    for row in reading.session.scalars(select(Row)):
        if wanted is not None and row.client_id not in wanted:
            continue
        days = (reading.today - row.last_visit).days if row.last_visit else 0
        chance = 0.0
        if days > 0 and row.expected and row.sigma:
            z = (log(days) - log(row.expected / 100)) / (row.sigma / 10_000)
            chance = 0.5 * (1 + erf(z / sqrt(2)))
        state = State.ACTIVE
        if chance >= 0.95 and days >= 45:
            state = State.LOST if days >= 180 and chance >= 0.99 else State.LAPSING
        elif chance >= 0.5:
            state = State.DUE if chance < 0.8 else State.OVERDUE
        found[row.client_id] = Standing(
            row.client_id,
            Abc(row.abc),
            Abc(row.abc_by_count),
            row.abc_since,
            Loyalty(row.loyalty),
            row.loyalty_since,
            row.score / 10_000,
            frozenset(),
            None,
            state,
            chance,
            row.expected / 100,
            row.visits,
            row.all_visits,
            row.first_visit,
            row.last_visit,
            row.next_visit,
            Money(row.spent),
            Money(row.spent_ever),
            Money(row.next_year),
            Money(row.value),
            Money(row.worth_limit),
            row.regularity / 10_000,
            row.discount_share / 10_000,
            row.families,
            row.recommends,
            row.friends,
            row.staff_id,
            0,
        )
    return found

"""The worth of the whole base, by the model where it fits, else by the simple sum."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from salon.errors import SalonError
from salon.loyalty.fitting import (
    Base,
    Fit,
    Spending,
    enough,
    expected_spend,
    expected_visits,
    fit,
)
from salon.loyalty.gathering import Gathered
from salon.loyalty.working_out import WorkedOut
from salon.money import Money

if TYPE_CHECKING:
    from numpy.typing import NDArray

WEEK = 7.0
YEAR_WEEKS = 52.0
HELD_OUT = 91  # days: the last quarter, forecast from what was known before it
_FAR = 10_000_000


@dataclass(frozen=True, slots=True)
class Worth:
    """What the whole base is likely to bring in the next twelve months."""

    clients: int
    simple: Money  # by everybody's own rhythm
    fit: Fit | None
    by_model: Money | None
    why_not: str  # where the model has no answer
    forecast: float | None  # visits of the last quarter, as they would have been told
    fact: int | None


def base_of(g: Gathered, until: int | None = None) -> Base:
    """Return the visits of everybody who came, as the model wants them.

    Args:
        g: The facts.
        until: Only what was known at the end of this day; None: today.
    """
    import numpy as np

    end = g.today if until is None else until
    held = g.v_day <= end
    day = np.unique(g.v_client[held] * _FAR + g.v_day[held])
    client, at = day // _FAR, day % _FAR
    first = np.full(g.many, np.iinfo(np.int64).max)
    last = np.zeros(g.many, dtype=np.int64)
    np.minimum.at(first, client, at)
    np.maximum.at(last, client, at)
    visits = np.bincount(client, minlength=g.many)
    came = (visits > 0) & (first < end)
    x = (visits - 1)[came].astype(float)
    paid = g.e_day <= end
    again = paid & (g.e_day > first[g.e_client])
    later = np.bincount(g.e_client[again], weights=g.e_amount[again], minlength=g.many)[
        came
    ]
    spend = np.where(x > 0, np.maximum(later, 0) / np.maximum(x, 1), 0.0)
    return Base(x, (last - first)[came] / WEEK, (end - first)[came] / WEEK, spend)


def worth_of(g: Gathered, done: WorkedOut) -> Worth:
    """Return the worth of the base, and how the model would have told last quarter."""
    base = base_of(g)
    simple = Money(int(done.next_year.sum()))
    forecast: float | None = None
    fact: int | None = None
    try:
        enough(base)
        found = fit(base)
        by_model = _money(base, found)
        forecast, fact = _held_out(g)
    except SalonError as error:
        return Worth(len(base.x), simple, None, None, str(error), None, None)
    return Worth(len(base.x), simple, found, by_model, "", forecast, fact)


def _money(base: Base, found: Fit) -> Money | None:
    spending: Spending | None = found.spending
    if spending is None or base.spend is None:
        return None
    visits = expected_visits(found.visiting, base, YEAR_WEEKS)
    each = expected_spend(spending, base.x, base.spend)
    return Money(round(float((visits * each).sum())))


def _held_out(g: Gathered) -> tuple[float | None, int | None]:
    import numpy as np

    border = g.today - HELD_OUT
    before = base_of(g, border)
    try:
        enough(before)
        then = fit(before)
    except SalonError:
        return None, None
    told = float(expected_visits(then.visiting, before, HELD_OUT / WEEK).sum())
    day = np.unique(g.v_client * _FAR + g.v_day)
    client, at = day // _FAR, day % _FAR
    known = np.zeros(g.many, dtype=bool)
    known[g.v_client[g.v_day < border]] = True
    return told, int((known[client] & (at > border)).sum())


def rows_of(rows: Sequence[Sequence[float]]) -> Base:
    """Return a base from rows of x, t_x, T and, where there is one, the mean spend."""
    import numpy as np

    table: NDArray[Any] = np.array(rows, dtype=float)
    spend = table[:, 3] if table.shape[1] > 3 else None
    return Base(table[:, 0], table[:, 1], table[:, 2], spend)

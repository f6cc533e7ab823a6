"""The rhythm of everybody on one day, all at once: `rhythm` for arrays (loyalty 6)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from salon.appointments.rhythm import LATEST, PRIOR_WEIGHT
from salon.loyalty.gathering import PRIOR, YEAR, Gathered
from salon.loyalty.rhythm import (
    DUE,
    LAPSING,
    LAPSING_DAYS,
    LOST,
    LOST_DAYS,
    OVERDUE,
    SPREAD,
    SPREAD_WEIGHT,
    Z_LOST,
    overdue_probabilities,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]

ACTIVE_AT, DUE_AT, OVERDUE_AT, LAPSING_AT, LOST_AT = range(5)
NEVER = 0  # an ordinal: no such day
REGULAR = 1.5  # times the expected interval


@dataclass(frozen=True)
class Rhythms:
    """How everybody stood at the end of *day*; one entry a client."""

    day: int
    first: "Ints"  # of her visits, an ordinal; 0: never came
    last: "Ints"
    next: "Ints"  # booked for; 0: nothing
    all_visits: "Ints"  # days with a visit
    paused: "Ints"  # days since the last visit in which nobody expected her
    expected: "Floats"
    sigma: "Floats"
    overdue: "Floats"
    state: "Ints"  # index of State, in its order
    regularity: "Floats"  # of the intervals of a year
    stays: "NDArray[np.bool_]"  # came, and is not lost: she is in the bucket

    @property
    def came(self) -> Any:
        """Who has ever come."""
        return self.last > NEVER

    @property
    def since(self) -> Any:
        """Days since the last visit in which she could have been expected."""
        return self.day - self.last - self.paused


def rhythms_at(g: Gathered, day: int) -> Rhythms:
    """Return how everybody stood at the end of *day*, by what was known then.

    A date in the book makes her active. She stays in the bucket by it only if it was
    made before she was lost: whoever was lost is won back by coming, not by booking.
    """
    import numpy as np

    many = g.many
    seen = g.v_day <= day
    client, group, days = g.v_client[seen], g.v_group[seen], g.v_day[seen]
    prior = g.v_prior[seen]
    first, last, all_visits = _firsts_and_lasts(client, days, many)
    seg = _segments(client, group, days, prior, day)
    expected, sigma, regularity = _models(seg, many)
    paused = np.minimum(_paused(g, last, day), np.maximum(day - last, 0))
    since = np.where(last > NEVER, day - last - paused, 0)
    overdue = overdue_probabilities(since.astype(float), expected, sigma)
    made_before_lost, next_visit = _booked(g, last, expected, sigma, paused, day)
    is_lost = (overdue >= LOST) & (since >= LOST_DAYS)
    state = np.select(
        [
            next_visit > NEVER,
            is_lost,
            (overdue >= LAPSING) & (since >= LAPSING_DAYS),
            overdue >= OVERDUE,
            overdue >= DUE,
        ],
        [ACTIVE_AT, LOST_AT, LAPSING_AT, OVERDUE_AT, DUE_AT],
        ACTIVE_AT,
    )
    stays = (last > NEVER) & (~is_lost | made_before_lost)
    return Rhythms(
        *(day, first, last, next_visit, all_visits, paused, expected, sigma),
        *(overdue, state, regularity, stays),
    )


def _firsts_and_lasts(client: Any, days: Any, many: int) -> Any:
    """Return the first and the last visit of each, and how many days had one."""
    import numpy as np

    first = np.full(many, np.iinfo(np.int64).max)
    last = np.full(many, NEVER)
    np.minimum.at(first, client, days)
    np.maximum.at(last, client, days)
    first[last == NEVER] = NEVER
    both = np.unique(client * _FAR + days)
    return first, last, np.bincount(both // _FAR, minlength=many)


_FAR = 10_000_000  # beyond every ordinal: a client and a day in one number


@dataclass(frozen=True)
class _Segments:
    """One entry a client and family group: what its intervals say."""

    client: Any
    lately: Any  # visits within a year
    last: Any
    prior: Any
    n: Any  # intervals, the last ten
    logs: Any  # their sum
    squares: Any
    gap_seg: Any  # of the intervals of a year: whose, and how long
    gap: Any


def _segments(client: Any, group: Any, days: Any, prior: Any, day: int) -> _Segments:
    import numpy as np

    if not len(client):
        none = np.zeros(0, dtype=np.int64)
        return _Segments(none, none, none, none, none, none, none, none, none)
    key = client * 1000 + group
    again = np.concatenate(([False], (key[1:] == key[:-1]) & (days[1:] == days[:-1])))
    key, days, prior = key[~again], days[~again], prior[~again]
    begins = np.concatenate(([True], key[1:] != key[:-1]))
    seg = np.cumsum(begins) - 1
    many = int(seg[-1]) + 1
    ends = np.concatenate((np.flatnonzero(begins)[1:], [len(key)])) - 1
    gaps = np.diff(days)
    inner = ~begins[1:]
    gap_seg, gap_day, gap = seg[1:][inner], days[1:][inner], gaps[inner]
    # the last ten of each: counted from its end
    from_end = ends[gap_seg] - (np.flatnonzero(inner) + 1)
    counts = from_end < LATEST
    logs = np.log(gap[counts])
    n = np.bincount(gap_seg[counts], minlength=many)
    sums = np.bincount(gap_seg[counts], weights=logs, minlength=many)
    mean = sums / np.maximum(n, 1)
    off = (logs - mean[gap_seg[counts]]) ** 2
    squares = np.bincount(gap_seg[counts], weights=off, minlength=many)
    of_year = gap_day > day - YEAR
    return _Segments(
        client=key[ends] // 1000,
        lately=np.bincount(seg[days > day - YEAR], minlength=many),
        last=days[ends],
        prior=_main_prior(seg, prior, many),
        n=n,
        logs=sums,
        squares=squares,
        gap_seg=gap_seg[of_year],
        gap=gap[of_year],
    )


def _main_prior(seg: Any, prior: Any, many: int) -> Any:
    """Return the usual interval of what each had most often; of equals the shorter."""
    import numpy as np

    top = int(prior.max()) + 1
    kinds, times = np.unique(seg * top + prior, return_counts=True)
    of, days = kinds // top, kinds % top
    order = np.lexsort((-days, times, of))
    found = np.full(many, PRIOR)
    found[of[order]] = days[order]  # the last one written is the most often
    return np.maximum(found, 1)


def _models(seg: _Segments, many: int) -> Any:
    """Return expected interval, spread and regularity of each client's main group."""
    import numpy as np

    expected, sigma, regular = np.zeros(many), np.zeros(many), np.zeros(many)
    if not len(seg.client):
        return expected, sigma, regular
    n = seg.n
    mu = (seg.logs + PRIOR_WEIGHT * np.log(seg.prior)) / (n + PRIOR_WEIGHT)
    free = np.maximum(n - 1, 0) + SPREAD_WEIGHT
    variance = (seg.squares + SPREAD_WEIGHT * SPREAD**2) / free
    spread = np.sqrt(variance * (1 + 1 / (n + PRIOR_WEIGHT)))
    order = np.lexsort((seg.last, seg.lately, seg.client))
    main = np.full(many, -1)
    main[seg.client[order]] = order  # the last one written came most, then latest
    has = main >= 0
    expected[has], sigma[has] = np.exp(mu[main[has]]), spread[main[has]]
    is_main = main[seg.client[seg.gap_seg]] == seg.gap_seg
    whose = seg.client[seg.gap_seg[is_main]]
    in_time = seg.gap[is_main] <= REGULAR * expected[whose]
    all_ = np.bincount(whose, minlength=many)
    good = np.bincount(whose, weights=in_time, minlength=many)
    regular = good / np.maximum(all_, 1)
    return expected, sigma, regular


def _paused(g: Gathered, last: Any, day: int) -> Any:
    """Return the days since her last visit in which nobody expected her."""
    import numpy as np

    begins = np.maximum(g.a_first, last[g.a_client] + 1)
    ends = np.minimum(g.a_last, day)
    away = np.where(last[g.a_client] > NEVER, np.maximum(ends - begins + 1, 0), 0)
    own = np.bincount(g.a_client, weights=away, minlength=len(last)).astype(np.int64)
    shut = np.searchsorted(g.closed, day, "right")
    shut = shut - np.searchsorted(g.closed, last, "right")
    return np.where(last > NEVER, own + shut, 0)


def _booked(
    g: Gathered, last: Any, expected: Any, sigma: Any, paused: Any, day: int
) -> Any:
    """Return who had booked before she was lost, and the next date of each."""
    import numpy as np

    ahead = (g.b_day >= day) if day >= g.today else (g.b_day > day) & (g.b_made <= day)
    client, made, on = g.b_client[ahead], g.b_made[ahead], g.b_day[ahead]
    later = on > last[client]
    client, made, on = client[later], made[later], on[later]
    next_visit = np.full(len(last), np.iinfo(np.int64).max)
    np.minimum.at(next_visit, client, on)
    next_visit[next_visit == np.iinfo(np.int64).max] = NEVER
    limit = np.maximum(LOST_DAYS, expected * np.exp(Z_LOST * sigma)) + paused
    in_time = np.zeros(len(last), dtype=bool)
    in_time[client[made - last[client] < limit[client]]] = True
    return in_time, next_visit

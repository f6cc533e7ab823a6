"""When somebody is expected again, and how certain it is that she is late (loyalty 6).

Visits to a salon are regular, so their intervals are taken as log-normal and drawn
towards the usual interval of her main service while they are few.
"""

from collections.abc import Sequence
from math import erf, exp, log, sqrt
from typing import TYPE_CHECKING, Any

from salon.appointments.rhythm import LATEST, PRIOR_WEIGHT, expected_interval
from salon.loyalty.model import State

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

SPREAD_WEIGHT = 3.0  # visits for which the usual spread stands
SPREAD = 0.35  # of the logarithm of an interval
DUE, OVERDUE, LAPSING, LOST = 0.50, 0.80, 0.95, 0.99
LAPSING_DAYS, LOST_DAYS = 45, 180  # below, a weekly client is only late
Z_LOST = 2.3263478740408408  # where the normal distribution reaches LOST


def interval_model(intervals: Sequence[int], prior_days: int) -> tuple[float, float]:
    """Return the expected days between visits, and the spread of their logarithm.

    Args:
        intervals: Days between visit days of one family group, the oldest first;
            zeros are dropped, the last ten count.
        prior_days: The usual interval of the main service.
    """
    logs = [log(one) for one in intervals if one > 0][-LATEST:]
    n = len(logs)
    mean = sum(logs) / n if n else 0.0
    squares = sum((one - mean) ** 2 for one in logs)
    variance = (squares + SPREAD_WEIGHT * SPREAD**2) / (max(n - 1, 0) + SPREAD_WEIGHT)
    expected = expected_interval(intervals, prior_days)
    return expected, sqrt(variance * (1 + 1 / (n + PRIOR_WEIGHT)))


def overdue_probability(days_since: int, expected: float, sigma: float) -> float:
    """Return how likely a visit would have happened by now, 0 to 1."""
    if days_since <= 0 or expected <= 0 or sigma <= 0:
        return 0.0
    return 0.5 * (1 + erf((log(days_since) - log(expected)) / (sigma * sqrt(2))))


def visit_state(probability: float, days_since: int, *, is_booked: bool) -> State:
    """Return how she stands; whoever has a date is active, whatever the rhythm says."""
    if is_booked:
        return State.ACTIVE
    if probability >= LOST and days_since >= LOST_DAYS:
        return State.LOST
    if probability >= LAPSING and days_since >= LAPSING_DAYS:
        return State.LAPSING
    if probability >= OVERDUE:
        return State.OVERDUE
    return State.DUE if probability >= DUE else State.ACTIVE


def days_late(days_since: int, expected: float) -> int:
    """Return the days beyond her own rhythm; 0: not late."""
    return max(0, days_since - round(expected)) if expected > 0 else 0


def lost_after(expected: float, sigma: float) -> float:
    """Return after how many days without a visit she is lost."""
    return max(float(LOST_DAYS), expected * exp(Z_LOST * sigma))


def returning(overdue: float, drop: float) -> float:
    """Return how likely she comes again, having stayed away so long.

    By Bayes: a salon loses the part *drop* of its clients after any one visit; of
    those who go on, the part 1 - *overdue* would not have come yet.
    """
    waits = (1 - drop) * (1 - overdue)
    return waits / (waits + drop) if waits + drop > 0 else 0.0


# The same for everybody at once.


def overdue_probabilities(since: "Floats", expected: "Floats", sigma: "Floats") -> Any:
    """Return `overdue_probability` of each."""
    import numpy as np
    from scipy.special import ndtr

    with np.errstate(divide="ignore", invalid="ignore"):
        z = (np.log(since) - np.log(expected)) / sigma
        return np.where((since > 0) & (expected > 0) & (sigma > 0), ndtr(z), 0.0)

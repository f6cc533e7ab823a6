"""How long something lasts, learnt from what was seen: rhythms and products."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from math import exp, log
from statistics import median

PRIOR_WEIGHT = 1  # gaps for which the usual interval of the service stands
LATEST = 10  # gaps that count
LEAST_VISITS = 3  # a rhythm takes that many
_LEARNT, _TWO = 3, 2  # finished units that count, and how many it takes

# Service families between which one rhythm runs (loyalty 6).
_GROUPS = {
    "face": ("FAC", "EYE", "PEL", "LGT", "RFQ", "FEL", "MND"),
    "body": ("BOD", "MAS", "TCM", "SLM"),
    "nails and lashes": ("NAI", "LSB"),
    "hair reduction": ("HRL", "WAX"),
    "scalp": ("SCL",),
}
GROUP: Mapping[str, str] = {
    family: name for name, families in _GROUPS.items() for family in families
}


def expected_interval(gaps: Sequence[int], prior: int) -> float:
    """Return after how many days somebody comes again (loyalty 6).

    Args:
        gaps: Days between visits of one family group, in their order; drop zeros.
        prior: The usual interval of the main service.
    """
    last = [gap for gap in gaps if gap > 0][-LATEST:]
    logs = [log(gap) for gap in last]
    prior = max(prior, 1)
    weighed = sum(logs) + PRIOR_WEIGHT * log(prior)
    return exp(weighed / (len(logs) + PRIOR_WEIGHT))


def rungs(last: date, expected: float, ladder: Sequence[int]) -> list[date]:
    """Return on which day each rung is reached; in hundredths of the interval."""
    return [last + timedelta(days=round(expected * one / 100)) for one in ladder]


def days_of_unit(unit_days: int, finished: Sequence[tuple[int, int]]) -> float:
    """Return how many days one unit lasts this client.

    The median of the last three, at least two, shrunk half-way to what is usual.

    Args:
        unit_days: What is usual for the product.
        finished: Of each that was used up, in their order: days, and units.
    """
    paces = [days / units for days, units in finished if days > 0 and units > 0]
    if len(paces) < _TWO:
        return float(unit_days)
    return (median(paces[-_LEARNT:]) + unit_days) / 2


def end_of(opened: date, units: int, days: float) -> date:
    """Return when a product will be used up."""
    return opened + timedelta(days=round(units * days))


def end_of_half(opened: date, today: date) -> date:
    """Return the end of what is half used today: as many days again."""
    return today + (today - opened)

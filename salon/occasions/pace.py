"""How long something lasts, learnt from what was seen: rhythms and products."""

from collections.abc import Sequence
from datetime import date, timedelta
from statistics import median

_LEARNT, _TWO = 3, 2  # finished units that count, and how many it takes


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

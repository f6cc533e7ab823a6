"""What a client is worth: simple, and by margin and retention (loyalty 7)."""

from fractions import Fraction

from salon.ledger.sums import half_up
from salon.money import Money

SHORT = 90  # days of a file below which visits say little about a year
YEAR = 365
LIMIT = Fraction(1, 10)  # of the next year's margin that may be spent on one client


def simple_value(per_visit: Money, visits_a_year: float, years: float) -> Money:
    """Return spend per visit by visits a year by years."""
    return Money(round(per_visit.minor * visits_a_year * years))


def visits_a_year(visits: int, tenure: int) -> float:
    """Return visits of the last twelve months as of a whole year.

    Args:
        visits: In the last twelve months.
        tenure: Days since the first visit; a file of less than `SHORT` counts as that.
    """
    return visits * YEAR / min(max(tenure, SHORT), YEAR)


def endless_factor(retention: float, discount: float) -> float:
    """Return how many years' margins are still to come, at year-ends, without end."""
    return retention / (1 + discount - retention)


def margin_value(
    yearly_margin: Money, retention: float, discount: float, years: int | None = None
) -> Money:
    """Return the margins still to come, discounted to today.

    Args:
        yearly_margin: What one year leaves.
        retention: The part of clients who stay a year, 0 to below 1 + discount.
        discount: By year.
        years: For how many; None: without end.
    """
    minor = yearly_margin.minor
    if years is None:
        return Money(round(minor * endless_factor(retention, discount)))
    kept = retention / (1 + discount)
    return Money(round(sum(minor * kept**year for year in range(1, years + 1))))


def spending_limit(next_year_margin: Money) -> Money:
    """Return what may be spent on her in a year: a tenth of what she will leave."""
    return Money(half_up(max(next_year_margin.minor, 0) * LIMIT))

"""How sure a figure is: rates, scores, differences of few (loyalty 9, 12, 13).

Plain arithmetic; nothing here knows the records.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum, sqrt

Z = 1.96  # of an interval of 95 per cent
FEW = 10  # below this a rate is told as "3 of 7", never as per cent
SOME = 30  # below this its interval goes with it
CONTENT = 4  # of five: from here on somebody is content
PROMOTES, DETRACTS = 9, 6  # of ten: from, and up to
STRENGTH = 20  # answers that the salon's own rate counts as, for small groups
PERCENT = 100


@dataclass(frozen=True, slots=True)
class Span:
    """A figure and between what it lies, with 95 per cent certainty."""

    value: float
    low: float
    high: float

    def meets(self, other: "Span") -> bool:
        """Return whether both may be the same: there is no real change then."""
        return self.low <= other.high and other.low <= self.high


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many."""

    part: int
    of: int

    @property
    def rate(self) -> float | None:
        """0 to 1; None of nobody."""
        return self.part / self.of if self.of else None

    @property
    def is_few(self) -> bool:
        """Whether it must not be told as per cent."""
        return self.of < FEW

    @property
    def wants_span(self) -> bool:
        """Whether its interval belongs beside it."""
        return self.of < SOME

    @property
    def span(self) -> Span | None:
        """Between what the true share lies; None of nobody."""
        bounds = wilson(self.part, self.of)
        return Span(self.part / self.of, *bounds) if bounds is not None else None

    def differs(self, other: "Share") -> bool:
        """Return whether there is a real change: the intervals do not meet."""
        mine, others = self.span, other.span
        return mine is not None and others is not None and not mine.meets(others)


def wilson(part: int, of: int, z: float = Z) -> tuple[float, float] | None:
    """Return between what a share lies (Wilson); None of nobody.

    Args:
        part: How many.
        of: Of how many.
        z: Standard deviations; 1.96 for 95 per cent.
    """
    if of <= 0:
        return None
    rate = part / of
    middle = (rate + z * z / (2 * of)) / (1 + z * z / of)
    half = z * sqrt(rate * (1 - rate) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    return max(0.0, middle - half), min(1.0, middle + half)


def nps(scores: Sequence[int]) -> Span | None:
    """Return who recommends less who advises against, -100 to 100; None of nobody.

    The interval is the adjusted Wald one: three answers are added (0.75, 1.5, 0.75).
    """
    count = len(scores)
    if not count:
        return None
    promote = sum(one >= PROMOTES for one in scores)
    detract = sum(one <= DETRACTS for one in scores)
    wide = count + 3
    likely, unlikely = (promote + 0.75) / wide, (detract + 0.75) / wide
    middle = likely - unlikely
    half = Z * sqrt((likely + unlikely - middle * middle) / wide)
    return Span(
        PERCENT * (promote - detract) / count,
        PERCENT * max(-1.0, middle - half),
        PERCENT * min(1.0, middle + half),
    )


def csat(scores: Sequence[int]) -> Share:
    """Return how many are content: 4 or 5 of five."""
    return Share(sum(one >= CONTENT for one in scores), len(scores))


def gap(experience: int, expectation: int) -> int:
    """Return what was felt against what was hoped for, on the same scale."""
    return experience - expectation


def mean(values: Sequence[float]) -> Span | None:
    """Return the mean and its interval; None of nobody.

    Of one, or where all are the same, nothing is known of how far they scatter; the
    interval of one answer is the answer, so ask how many there were.
    """
    count = len(values)
    if not count:
        return None
    middle = fsum(values) / count  # the same in whatever order
    if count == 1:
        return Span(middle, middle, middle)
    scatter = fsum((one - middle) ** 2 for one in values) / (count - 1)
    half = Z * sqrt(scatter / count)
    return Span(middle, middle - half, middle + half)


def shrunk(part: int, of: int, base: float, strength: float = STRENGTH) -> float:
    """Return a rate drawn towards the salon's own, for staff and small groups.

    Args:
        part: How many.
        of: Of how many.
        base: The rate of the whole salon, 0 to 1.
        strength: As how many answers it counts.
    """
    return (part + base * strength) / (of + strength)

"""The classes of loyalty: ABC, RFM, and loyal, switching or none (loyalty 1 to 3)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Any

from salon.loyalty.model import Abc, Flag, Loyalty, Segment

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CUT_A, CUT_B = 80, 95  # per cent of what is earned
COUNT_A, COUNT_AB = 20, 50  # per cent of those who spend
FEW = 50  # below, quintiles say nothing and ranks are shown
PATIENCE = 2  # month-ends in a lower class before somebody falls
MARGIN = 0.02  # around a border of the score within which a class stays


@dataclass(frozen=True, slots=True)
class Weights:
    """What the score of loyalty is made of; together 1 (working convention)."""

    regularity: float = 0.35
    full_price: float = 0.25
    families: float = 0.15
    recommends: float = 0.15
    friends: float = 0.10


@dataclass(frozen=True, slots=True)
class Signs:
    """What decides about one client, over twelve months unless said."""

    regularity: float  # share of intervals up to 1.5 times the expected one
    discount_share: float  # of what she spent, at 20 per cent or more below list
    families: int  # of services used
    recommends: int | None  # 0 to 10
    friends: int  # who came, in 24 months
    visits: int
    tenure_days: int
    days_since_last: int
    expected_days: float


LOYAL_FROM, SWITCHER_FROM = 0.60, 0.35
DORMANT_DAYS, DORMANT_TIMES = 90, 2.5
NEW_VISITS, NEW_DAYS = 3, 90


def loyalty_score(signs: Signs, weights: Weights = Weights()) -> float:
    """Return the score, 0 to 1; an unknown recommendation counts half."""
    said = 0.5 if signs.recommends is None else signs.recommends / 10
    return (
        weights.regularity * signs.regularity
        + weights.full_price * (1 - signs.discount_share)
        + weights.families * min(signs.families, 4) / 4
        + weights.recommends * said
        + weights.friends * min(signs.friends, 2) / 2
    )


def loyalty_class(signs: Signs, score: float, before: Loyalty | None = None) -> Loyalty:
    """Return the class; first match.

    Args:
        signs: What decides.
        score: Of `loyalty_score`.
        before: The class until now: near a border it stays, so that nobody flickers.
    """
    if signs.visits == 0:
        return Loyalty.LEAD
    dormant = max(DORMANT_DAYS, DORMANT_TIMES * signs.expected_days)
    if signs.days_since_last > dormant:
        return Loyalty.DORMANT
    if signs.visits < NEW_VISITS or signs.tenure_days < NEW_DAYS:
        return Loyalty.NEW
    now = by_score(score)
    return now if before is None else steady(now, before, score)


def steady(now: Loyalty, before: Loyalty, score: float) -> Loyalty:
    """Return the class until now where the score is near its border."""
    ranked = (Loyalty.LOYAL, Loyalty.SWITCHER, Loyalty.NONE)
    if now is before or now not in ranked or before not in ranked:
        return now
    was_better = ranked.index(before) < ranked.index(now)
    return (
        before
        if by_score(score + MARGIN * (1 if was_better else -1)) is before
        else now
    )


def by_score(score: float) -> Loyalty:
    """Return the class of a score alone."""
    at = round(score, 9)  # 0.35 + 0.25 is a little less than it is
    if at >= LOYAL_FROM:
        return Loyalty.LOYAL
    return Loyalty.SWITCHER if at >= SWITCHER_FROM else Loyalty.NONE


def flags(
    signs: Signs, *, buys: int, is_one_person: bool, adopted: int
) -> frozenset[Flag]:
    """Return what marks a client beside the class.

    Args:
        signs: What decides.
        buys: Purchases in twelve months.
        is_one_person: Whether all visits were with one therapist.
        adopted: New services she was among the first to buy, in 24 months.
    """
    said = signs.recommends
    found = {
        Flag.SPURIOUS: signs.regularity >= 0.7 and said is not None and said <= 6,
        Flag.LATENT: said is not None and said >= 9 and signs.regularity < 0.5,
        Flag.ONE_PERSON: is_one_person and signs.visits >= NEW_VISITS,
        Flag.EARLY_ADOPTER: adopted >= 2,
        Flag.ADVOCATE: signs.friends >= 2,
        Flag.DEAL_HUNTER: buys >= 3 and round(signs.discount_share, 9) >= 0.8,
    }
    return frozenset(flag for flag, holds in found.items() if holds)


def segment(recency: int, frequency: int, monetary: int) -> Segment:
    """Return the segment of three quintiles; first match."""
    del monetary  # kept for the table: who spends most is what ABC says
    if recency >= 4 and frequency >= 4:
        return Segment.CHAMPIONS
    if recency >= 3 and frequency >= 3:
        return Segment.STEADY
    if recency >= 4:
        return Segment.NEW_OR_BACK
    if recency == 3:
        return Segment.NEEDS_A_HAND
    if frequency >= 4:
        return Segment.DO_NOT_LOSE
    return Segment.SLIPPING if frequency == 3 else Segment.ASLEEP


# ABC and quintiles of everybody at once: arrays of whole numbers in, arrays out. The
# answer to one client does not depend on the order of the rows.


def abc_by_share(
    spend: "NDArray[np.int64]", cut_a: int = CUT_A, cut_b: int = CUT_B
) -> Any:
    """Return the class of each by the share cumulated before her group of equals.

    Args:
        spend: Minor units, one a client.
        cut_a: Per cent of the whole below which a group is A.
        cut_b: Likewise for B.
    """
    import numpy as np

    return _graded(
        spend,
        lambda values, before, total, at: np.select(
            [before * 100 < cut_a * total, before * 100 < cut_b * total],
            [Abc.A.value, Abc.B.value],
            Abc.C.value,
        ),
    )


def abc_by_count(
    spend: "NDArray[np.int64]", share_a: int = COUNT_A, share_ab: int = COUNT_AB
) -> Any:
    """Return the class of each by rank among those who spend.

    A tie at a border lifts all who are equal.

    Args:
        spend: Minor units, one a client.
        share_a: Per cent of those who spend that are A.
        share_ab: Per cent that are A or B.
    """
    import numpy as np

    many = int((spend > 0).sum())
    last_a, last_b = -(-share_a * many // 100), -(-share_ab * many // 100)
    return _graded(
        spend,
        lambda values, before, total, at: np.select(
            [at < last_a, at < last_b], [Abc.A.value, Abc.B.value], Abc.C.value
        ),
    )


def _graded(spend: Any, grade: Any) -> Any:
    """Grade groups of equal spend: value, spend before, whole, rank of the first."""
    import numpy as np

    classes = np.full(len(spend), Abc.Z.value, dtype="<U1")
    paid = spend > 0
    if not paid.any():
        return classes
    values, which, many = np.unique(
        spend[paid], return_inverse=True, return_counts=True
    )
    sums = (values * many)[::-1]
    before = (np.cumsum(sums) - sums)[::-1]
    rank = (np.cumsum(many[::-1]) - many[::-1])[::-1]
    classes[paid] = grade(values, before, int(sums.sum()), rank)[which]
    return classes


def top_share(spend: Sequence[int], percent: int = 20) -> float:
    """Return which part of the whole the best *percent* of spenders bring, 0 to 1."""
    paid = sorted((one for one in spend if one > 0), reverse=True)
    many = ceil(percent * len(paid) / 100)
    return sum(paid[:many]) / sum(paid) if paid else 0.0


def quintiles(values: "NDArray[Any]", *, is_more_better: bool = True) -> Any:
    """Return 1 to 5 for each: 1 + five times the share who are strictly worse."""
    import numpy as np

    ranked = np.sort(values)
    if is_more_better:
        worse = np.searchsorted(ranked, values, side="left")
    else:
        worse = len(values) - np.searchsorted(ranked, values, side="right")
    return np.minimum(5, 1 + 5 * worse // max(len(values), 1)).astype(np.int64)


@dataclass(frozen=True, slots=True)
class Patient:
    """A class that rises at once and falls after two month-ends."""

    shown: Abc
    ends_lower: int = 0

    def at_month_end(self, now: Abc) -> "Patient":
        """Return it after a month-end at which *now* was worked out."""
        if now.rank <= self.shown.rank:
            return Patient(now)
        lower = self.ends_lower + 1
        return Patient(now) if lower >= PATIENCE else Patient(self.shown, lower)

    def today(self, now: Abc) -> Abc:
        """Return what is shown on a day between two month-ends."""
        return now if now.rank < self.shown.rank else self.shown


def shown_classes(ends: Sequence[Any], now: Any) -> Any:
    """Return the shown class of each client: `Patient` for everybody at once.

    Args:
        ends: Arrays of ranks (0 for A) at month-ends, the oldest first.
        now: The ranks of today.
    """
    import numpy as np

    if not ends:
        return now
    shown, lower = ends[0].copy(), np.zeros(len(now), dtype=np.int64)
    for at in ends[1:]:
        is_lower = at > shown
        lower = np.where(is_lower, lower + 1, 0)
        moves = ~is_lower | (lower >= PATIENCE)
        shown = np.where(moves, at, shown)
        lower = np.where(moves, 0, lower)
    return np.minimum(shown, now)


def as_ranks(classes: Any) -> Any:
    """Return the ranks of classes: 0 for A."""
    import numpy as np

    return np.searchsorted(np.array(["A", "B", "C", "Z"]), classes)


def from_pairs(spend: Mapping[Any, int], *, by_count: bool = False) -> dict[Any, Abc]:
    """Return the class of each key of a small mapping."""
    import numpy as np

    values = np.fromiter(spend.values(), dtype=np.int64, count=len(spend))
    classes = abc_by_count(values) if by_count else abc_by_share(values)
    return {key: Abc(str(one)) for key, one in zip(spend, classes, strict=True)}

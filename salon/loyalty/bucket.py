"""The leaky bucket: who was there, who came, who went, and with what money (loyalty 5).

In the bucket is whoever has come and is not lost. opening + new + won back - lost is
closing, in people and in what twelve months earned with them: both follow from who is
in the bucket at either end, so they always add up to the rows behind them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from salon.loyalty.gathering import YEAR, Gathered
from salon.loyalty.model import Loss
from salon.loyalty.rhythms import NEVER, Rhythms, rhythms_at
from salon.loyalty.working_out import spent_between

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

AROUND_COMPLAINT = (30, 60)  # days before and after the last visit
AFTER_LEAVING = 120  # days: the colleague went, and so did she
ENDED = 21  # days between the end of a course and the last visit


def bucket(opening: int, new: int, won_back: int, lost: int) -> int:
    """Return the closing count."""
    return opening + new + won_back - lost


@dataclass(frozen=True)
class BucketRows:
    """Who stands behind each bar: indices of clients, and what they earn us a year.

    `before` and `after` are the twelve months up to either end, one entry a client.
    """

    first: int
    last: int
    opening: "Ints"
    new: "Ints"
    won_back: "Ints"
    lost: "Ints"
    closing: "Ints"
    before: "Ints"
    after: "Ints"
    gone: "Ints"  # what goes with each who is lost
    at_end: Rhythms

    def money(self) -> dict[str, int]:
        """Return the same picture in minor units of twelve months."""
        import numpy as np

        kept = np.intersect1d(self.opening, self.closing, assume_unique=True)
        change = self.after[kept] - self.before[kept]
        return {
            "opening": int(self.before[self.opening].sum()),
            "new": int(self.after[self.new].sum()),
            "won_back": int(self.after[self.won_back].sum()),
            "growth": int(change[change > 0].sum()),
            "shrink": int(-change[change < 0].sum()),
            "lost": int(self.gone[self.lost].sum()),
            "closing": int(self.after[self.closing].sum()),
        }


def bucket_rows(g: Gathered, first: int, last: int) -> BucketRows:
    """Return who came, stayed and went between two days, both counted.

    Whoever came and was lost again in between stands behind both bars.
    """
    import numpy as np

    then, now = rhythms_at(g, first - 1), rhythms_at(g, last)
    was_here = np.zeros(g.many, dtype=bool)
    was_here[g.v_client[(g.v_day >= first) & (g.v_day <= last)]] = True
    came = ~then.stays & (now.stays | was_here)
    is_new = came & (then.first == NEVER)
    before = spent_between(g, first - 1 - YEAR, first - 1)
    after = spent_between(g, last - YEAR, last)
    return BucketRows(
        first=first,
        last=last,
        opening=np.flatnonzero(then.stays),
        new=np.flatnonzero(is_new),
        won_back=np.flatnonzero(came & ~is_new),
        lost=np.flatnonzero((then.stays | came) & ~now.stays),
        closing=np.flatnonzero(now.stays),
        before=before,
        after=after,
        gone=np.where(then.stays, before, after),
        at_end=now,
    )


@dataclass(frozen=True)
class Hints:
    """What may explain a loss, by client id; days are ordinals."""

    told: Mapping[int, Loss]
    complaints: Mapping[int, tuple[int, ...]]  # when each was opened
    last_staff: Mapping[int, int]  # with whom the last visit was
    gone: Mapping[int, int]  # colleagues who went, and their last day here
    course_ended: Mapping[int, int]  # the last session of a course that is used up


def loss_of(client: int, visits: int, last: int, hints: Hints) -> Loss:
    """Return why a client is lost, the first that holds.

    What somebody said comes first; then what the records show around the last visit.

    Args:
        client: Her id.
        visits: How many days she came.
        last: Her last visit, an ordinal.
        hints: What is known.
    """
    if client in hints.told:
        return hints.told[client]
    before, after = AROUND_COMPLAINT
    if any(
        last - before <= day <= last + after for day in hints.complaints.get(client, ())
    ):
        return Loss.COMPLAINT
    left = hints.gone.get(hints.last_staff.get(client, 0))
    if left is not None and abs(last - left) <= AFTER_LEAVING:
        return Loss.PERSON_LEFT
    if visits == 1:
        return Loss.ONE_VISIT
    ended = hints.course_ended.get(client)
    if ended is not None and abs(ended - last) <= ENDED:
        return Loss.COURSE_ENDED
    return Loss.UNKNOWN


def cohorts(g: Gathered, months: int = 8) -> tuple[list[tuple[int, int]], Any]:
    """Return months of first visits with their people, and who still came k months on.

    Returns:
        (year * 12 + month - 1, how many) for each cohort, the oldest first; and a
        square array of counts, -1 where that month has not come. The present month
        counts whoever holds a date, too.
    """
    import numpy as np

    this = _month_index(g.today)
    many = g.many
    wide = np.zeros((many, months), dtype=bool)
    month_of = _months(g.v_day)
    first = np.full(many, np.iinfo(np.int64).max)
    np.minimum.at(first, g.v_client, month_of)
    recent = month_of > this - months
    wide[g.v_client[recent], month_of[recent] - (this - months + 1)] = True
    ahead = (g.b_day >= g.today) & (first[g.b_client] < np.iinfo(np.int64).max)
    wide[g.b_client[ahead], months - 1] = True
    heads: list[tuple[int, int]] = []
    cells = np.full((months, months), -1, dtype=np.int64)
    for row in range(months):
        month = this - months + 1 + row
        whose = first == month
        heads.append((month, int(whose.sum())))
        counts = wide[whose].sum(axis=0)[row:]
        cells[row, : len(counts)] = counts
    return heads, cells


def _month_index(day: int) -> int:
    return int(_months_of([day])[0])


def _months(days: Any) -> Any:
    """Return year * 12 + month - 1 of each ordinal."""
    import numpy as np

    if not len(days):
        return np.zeros(0, dtype=np.int64)
    known, which = np.unique(days, return_inverse=True)
    return np.array(_months_of(known.tolist()), dtype=np.int64)[which]


def _months_of(days: Any) -> list[int]:
    from datetime import date

    found = map(date.fromordinal, days)
    return [one.year * 12 + one.month - 1 for one in found]

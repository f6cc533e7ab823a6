"""At what hour somebody answers: counted per weekday and two-hour band, never guessed.

A small Bayesian count (features, idea 5). What the salon sees in an hour is the prior,
what the client said counts as some answers more, and what came of each attempt decides
the more, the more there were. It needs no network and works from the third call on.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from salon.aftercare.model import Best

PRIOR = 3.0  # attempts that what the whole salon sees is worth
STATED = 3.0  # attempts that what the client said is worth
OTHER_DAY = 0.5  # what an attempt in the same band of another weekday is worth
BETTER = 0.25  # by how much a later band is better for it to be waited for

# Of the vocabulary time_band, the hours each covers.
STATED_BANDS = {
    "early": (time(8), time(10)),
    "morning": (time(10), time(12)),
    "noon": (time(12), time(14)),
    "afternoon": (time(14), time(17)),
    "dusk": (time(17), time(19)),
    "evening": (time(19), time(21)),
}


@dataclass(frozen=True, slots=True)
class Band:
    """Two hours of one day of the week."""

    weekday: int  # 0 is Monday
    start: int  # the even hour it begins with

    @property
    def hours(self) -> tuple[time, time]:
        """From when until when it is, on the salon's wall clock."""
        return time(self.start), time(min(self.start + 2, 23))


def band_at(moment: datetime) -> Band:
    """Return the band in which *moment* lies, on the salon's wall clock."""
    return Band(moment.weekday(), moment.hour // 2 * 2)


@dataclass(frozen=True, slots=True)
class Attempt:
    """One time somebody was rung: in which two hours, and whether she answered."""

    weekday: int
    start: int
    is_answered: bool


def attempt(at: datetime, is_answered: bool) -> Attempt:
    """Return what was tried *at* a moment of the salon's wall clock."""
    return Attempt(at.weekday(), at.hour // 2 * 2, is_answered)


@dataclass(frozen=True, slots=True)
class Stated:
    """When somebody said to ring: days, bands wanted, and bands never to ring in."""

    days: str = ""  # of vocabulary day_pref
    bands: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()

    def never_at(self, at: time) -> bool:
        """Return whether the client does not want to be rung at this hour."""
        return any(_covers(one, at) for one in self.never)

    def likes(self, day: date, at: time) -> bool | None:
        """Return whether day and hour are among those wished for; None: not said."""
        if self.days in ("", "any") and not self.bands:
            return None
        is_weekend = day.weekday() >= 5
        fits = self.days in ("", "any") or (self.days == "weekend") == is_weekend
        return fits and (not self.bands or any(_covers(one, at) for one in self.bands))


_NOTHING_SAID = Stated()


def _covers(band: str, at: time) -> bool:
    first, last = STATED_BANDS.get(band, (time(0), time(0)))
    return first <= at < last


class Habit:
    """How one client answers, against what the whole salon sees.

    Args:
        stated: What she said.
        attempts: What was tried, in any order.
        salon: What the whole salon sees.
    """

    def __init__(
        self,
        stated: Stated = _NOTHING_SAID,
        attempts: Iterable[Attempt] = (),
        salon: "Usual | None" = None,
    ) -> None:
        self.stated = stated
        self._salon = salon or Usual(())
        self._days: dict[tuple[int, int], list[int]] = defaultdict(lambda: [0, 0])
        self._bands: dict[int, list[int]] = defaultdict(lambda: [0, 0])
        for one in attempts:
            for count in (self._days[one.weekday, one.start], self._bands[one.start]):
                count[0] += one.is_answered
                count[1] += 1

    def seen(self, band: Band) -> tuple[int, int]:
        """Return how often of how many times she answered in this very band."""
        answered, tried = self._days.get((band.weekday, band.start), (0, 0))
        return answered, tried

    def chance(self, moment: datetime) -> float:
        """Return how likely it is that she answers at *moment*, 0 to 1."""
        band = band_at(moment)
        same, tried_same = self.seen(band)
        answers, all_tried = self._bands.get(band.start, (0, 0))
        answered = self._salon.chance(band) * PRIOR + same
        answered += OTHER_DAY * (answers - same)
        tried = PRIOR + tried_same + OTHER_DAY * (all_tried - tried_same)
        likes = self.stated.likes(moment.date(), moment.time())
        if likes is not None:
            tried += STATED
            answered += STATED * likes
        return answered / tried

    def later(self, now: datetime, until: time) -> Band | None:
        """Return the best band later today that is clearly better than now.

        Args:
            now: The salon's wall clock.
            until: When she is not rung any more today.

        Returns:
            None where none is clearly better.
        """
        here = self.chance(now)
        best: tuple[float, Band] | None = None
        for start in range(band_at(now).start + 2, until.hour, 2):
            then = datetime.combine(now.date(), time(start))
            if self.stated.never_at(then.time()):
                continue
            there = self.chance(then)
            if there >= here + BETTER and (best is None or there > best[0]):
                best = there, band_at(then)
        return best[1] if best is not None else None

    def best(self, now: datetime, until: time) -> Best:
        """Return what is worth knowing of this hour; see `later` for *until*."""
        band = band_at(now)
        later = self.later(now, until)
        return Best(
            self.chance(now),
            *self.seen(band),
            band.weekday,
            *band.hours,
            later.hours if later is not None else None,
        )


class Usual:
    """How often anybody answers, by band, from what the salon has tried of late."""

    def __init__(self, attempts: Iterable[Attempt]) -> None:
        counts: dict[int, list[float]] = defaultdict(lambda: [0.0, 0.0])
        self._all = [1.0, 2.0]  # nobody knows yet: one of two
        for one in attempts:
            for count in (counts[one.start], self._all):
                count[0] += one.is_answered
                count[1] += 1
        self._bands = counts

    def chance(self, band: Band) -> float:
        """Return how likely anybody is to answer in these two hours."""
        usual = self._all[0] / self._all[1]
        answered, tried = self._bands.get(band.start, (0.0, 0.0))
        return (answered + PRIOR * usual) / (tried + PRIOR)

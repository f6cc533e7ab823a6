"""What each colleague keeps: who came back, to the salon and to her; plain rules.

A client is counted once with each colleague, from the first visit with her in the days
that are looked at. Only those count whose time is over: half as long again as they
usually need. So nobody is lost who merely is not due yet.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, sqrt

from salon.loyalty.statistics import STRENGTH, Share, Z, shrunk

LONGER = 1.5  # times the usual interval, within which somebody comes back
USUAL = 28.0  # days, where nothing is known of a client's rhythm


@dataclass(frozen=True, slots=True)
class Seen:
    """A visit that was kept."""

    client_id: int
    staff_id: int
    day: date


@dataclass(frozen=True, slots=True)
class Kept:
    """Whether a client came back after the first visit with somebody."""

    client_id: int
    staff_id: int
    day: date
    is_new: bool
    to_salon: bool
    to_her: bool


@dataclass(frozen=True, slots=True)
class Returns:
    """What came back to one colleague, or to all of them together."""

    regular: Share  # to the salon, of those who were here before
    new: Share  # of those who were here for the first time
    same: Share  # to her, of both

    @property
    def all(self) -> Share:
        """To the salon, of both."""
        return Share(self.regular.part + self.new.part, self.regular.of + self.new.of)


def kept(
    visits: Iterable[Seen],
    expected: Mapping[int, float],
    first_ever: Mapping[int, date],
    first: date,
    last: date,
    today: date,
) -> list[Kept]:
    """Return who came back in time, of the visits from *first* to *last*.

    Args:
        visits: All from *first* on, also those after *last*.
        expected: Usual days between visits, by client.
        first_ever: The first visit there was, by client.
        first: The first day that is looked at.
        last: The last one.
        today: Whose time is not over by then does not count.
    """
    by_client: dict[int, list[Seen]] = defaultdict(list)
    for one in visits:
        by_client[one.client_id].append(one)
    found = []
    for client, hers in by_client.items():
        hers.sort(key=lambda one: (one.day, one.staff_id))
        days = ceil(LONGER * max(expected.get(client, USUAL), 1.0))
        begun: dict[int, date] = {}
        for one in hers:
            if first <= one.day <= last:
                begun.setdefault(one.staff_id, one.day)
        for staff, day in begun.items():
            until = day + timedelta(days=days)
            if until >= today:
                continue
            later = [one for one in hers if day < one.day <= until]
            found.append(
                Kept(
                    *(client, staff, day, first_ever.get(client) == day),
                    to_salon=bool(later),
                    to_her=any(one.staff_id == staff for one in later),
                )
            )
    return found


def returns_of(those: Iterable[Kept]) -> Returns:
    """Return how many came back, new ones apart."""
    lines = list(those)
    new = [one for one in lines if one.is_new]
    regular = [one for one in lines if not one.is_new]
    return Returns(
        regular=Share(sum(one.to_salon for one in regular), len(regular)),
        new=Share(sum(one.to_salon for one in new), len(new)),
        same=Share(sum(one.to_her for one in lines), len(lines)),
    )


def once_each(those: Iterable[Kept]) -> list[Kept]:
    """Return each client once, with the earliest visit: the salon's own figures."""
    first: dict[int, Kept] = {}
    for one in sorted(those, key=lambda each: (each.day, each.staff_id)):
        first.setdefault(one.client_id, one)
    return list(first.values())


def drawn(share: Share, base: float) -> float:
    """Return a rate drawn towards the salon's, as is fair to small numbers."""
    return shrunk(share.part, share.of, base, STRENGTH)


def funnel(base: float, many: int) -> tuple[float, float] | None:
    """Return between what a rate of *many* lies by chance; None of nobody."""
    if many <= 0:
        return None
    half = Z * sqrt(base * (1 - base) / many)
    return max(0.0, base - half), min(1.0, base + half)


def is_outside(share: Share, base: float) -> bool:
    """Return whether a rate is beyond chance; of few nothing is."""
    limits = funnel(base, share.of)
    if limits is None or share.rate is None or share.is_few:
        return False
    return not limits[0] <= share.rate <= limits[1]

"""What came of a campaign: who came within the days on both sides, what it brought.

Who got it is measured from the day on which it was said; who was held out, and who was
to get it but was not reached, from the middle of these days, so that both sides are
looked at for as long. Both stay on the side they were drawn for, whatever happened.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt

from salon.campaigns.model import BACK, CUT, HUNTS, HUNTS_FROM, Back
from salon.loyalty.statistics import Share, wilson


@dataclass(frozen=True, slots=True)
class Act:
    """A visit or a purchase of one day."""

    day: date
    paid: int  # minor units
    listed: int  # the same at the prices of the list
    back: int = 0  # given back since, whenever that was
    is_visit: bool = False

    @property
    def net(self) -> int:
        """What stayed with the salon."""
        return self.paid - self.back

    @property
    def is_full(self) -> bool:
        """Whether it was at the full price, or nearly."""
        return self.listed <= 0 or 100 * self.paid > (100 - CUT) * self.listed


@dataclass(frozen=True, slots=True)
class Came:
    """Whether somebody came within the days, and what was bought."""

    on: date | None  # the first day of it; None: did not come
    worth: int
    off: int  # taken off the list prices


def came(acts: Iterable[Act], first: date, days: int) -> Came:
    """Return what somebody did from *first* on, within *days*, the last included.

    What was paid for and given back whole is no response.
    """
    last = first + timedelta(days=days)
    within = sorted(
        (one for one in acts if first <= one.day <= last), key=lambda one: one.day
    )
    paid, net = sum(one.paid for one in within), sum(one.net for one in within)
    if not within or (paid > 0 and net <= 0):
        return Came(None, 0, 0)
    is_there = [one for one in within if one.is_visit or one.net > 0]
    if not is_there:
        return Came(None, 0, 0)
    off = sum(max(0, one.listed - one.paid) for one in within if one.net > 0)
    return Came(is_there[0].day, net, off)


def is_back(acts: Iterable[Act], took_on: date, days: int) -> bool:
    """Return whether somebody paid the full price again within *days* of an offer."""
    last = took_on + timedelta(days=days)
    return any(
        took_on < one.day <= last and one.is_full and (one.is_visit or one.net > 0)
        for one in acts
    )


def back_at_full_price(
    takers: Mapping[int, date], acts: Mapping[int, Sequence[Act]], today: date
) -> tuple[Back, ...]:
    """Return who of the takers paid in full again, after each of `BACK` days.

    Only those are asked whose days are over.
    """
    found = []
    for days in BACK:
        ripe = [
            key for key, day in takers.items() if day + timedelta(days=days) < today
        ]
        again = sum(is_back(acts.get(key, ()), takers[key], days) for key in ripe)
        found.append(Back(days, Share(again, len(ripe))))
    return tuple(found)


def uplift(treated: Share, control: Share) -> tuple[float, float, float] | None:
    """Return how much more came of the treated, and between what that lies.

    The interval is Newcombe's, of two Wilson intervals; None without a control.
    """
    one, other = treated.rate, control.rate
    if one is None or other is None:
        return None
    low, high = wilson(treated.part, treated.of) or (one, one)
    least, most = wilson(control.part, control.of) or (other, other)
    gain = one - other
    down = sqrt((one - low) ** 2 + (most - other) ** 2)
    up = sqrt((high - one) ** 2 + (other - least) ** 2)
    return gain, gain - down, gain + up


def middle(days: Sequence[date], usual: date) -> date:
    """Return the day in the middle of *days*; *usual* where there is none."""
    return sorted(days)[(len(days) - 1) // 2] if days else usual


def has_learnt(acts: Sequence[Act], first: date) -> bool:
    """Return whether somebody bought in full before *first*, and hardly ever since."""
    bought = [one for one in acts if one.paid > 0]
    before = [one for one in bought if one.day < first]
    since = [one for one in bought if one.day >= first]
    if not before or len(since) < HUNTS_FROM:
        return False
    return _on_offer(before) < CUT / 100 and _on_offer(since) >= HUNTS


def _on_offer(acts: Sequence[Act]) -> float:
    paid = sum(one.paid for one in acts)
    return sum(one.paid for one in acts if not one.is_full) / paid if paid else 0.0

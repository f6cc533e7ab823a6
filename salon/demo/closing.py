"""The last two weeks of a sample salon's till: counted, closed, commissions agreed.

Each day is closed as people do it, by the same operation, at seven in the evening.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from salon.dayend.model import Count, Kind, Price
from salon.dayend.operations import close_day, open_day, set_commission
from salon.dayend.queries import cash_of_day
from salon.demo.house import House
from salon.ledger.coins import pieces, smallest_coin
from salon.money import Money
from salon.rights import Actor, Right
from salon.settings.usual import difference_limit
from salon.staff.model import StaffId
from salon.text import N_, _, speaking
from salon.work import Work

DAYS = 14
EVENING, MORNING = 19 * 60 + 6, 8 * 60 + 52
PARTS = ((Kind.SERVICE, 1200), (Kind.PRODUCT, 800), (Kind.COURSE, 1000))
SHORT, OVER = 3, 8  # days ago on which a coin was missing, or was over


def agree_parts(work: Work, house: House) -> None:
    """Agree with two people what part they have."""
    assert house.crew is not None
    two = list(dict.fromkeys(house.crew.keys.values()))[:2]
    for place, key in enumerate(two):
        for kind, rate in PARTS:
            set_commission(
                *(work, kind, rate + place * 200),
                staff_id=StaffId(key),
                price=Price.LIST if kind is Kind.COURSE else Price.VALUE,
                after_cost=kind is Kind.PRODUCT,
            )


def close_days(work: Work, house: House) -> None:
    """Close the days of the last two weeks, and open today with its float."""
    assert house.crew is not None
    desk = Actor(house.crew.keys["mei"], frozenset({Right.SELL}))
    here = house.premises
    coin = smallest_coin(here.currency)
    notes = [one for one in pieces(here.currency) if one.minor >= 500 * coin]
    float_ = (notes[-1] if notes else Money(2000 * coin)) * 8
    today = work.today
    for day in _days(house, today):
        morning = _at(work, house, day, MORNING, desk)
        open_day(morning, float_)
        ago = (today - day).days
        off = Money({SHORT: -2 * coin, OVER: coin}.get(ago, 0))
        worth = max(float_ + cash_of_day(work, day) + off, Money())
        close_day(
            _at(work, house, day, EVENING, desk),
            _counted(worth, here.currency),
            stays=min(float_, worth),
            why=_reason(off, here.language),
            second=_second(house, off, difference_limit(here)),
        )
    open_day(_at(work, house, today, MORNING, desk), float_)


def _days(house: House, today: date) -> Iterator[date]:
    for ago in range(DAYS, 0, -1):
        day = today - timedelta(days=ago)
        if house.premises.hours.is_open(day):
            yield day


def _at(work: Work, house: House, day: date, minute: int, by: Actor) -> Work:
    """Return the same work, as it was at some time of a day."""
    return replace(
        work, now=house.instant((day - house.first).days, minute), today=day, by=by
    )


def _counted(worth: Money, currency: str) -> Count:
    """Return pieces that come to *worth*, as a till is left: not all in large notes."""
    rest, found = worth.minor, {}
    for one in pieces(currency):
        found[one.minor], rest = divmod(rest, one.minor)
    return Count(found)


def _reason(off: Money, tongue: str) -> str:
    with speaking(tongue):
        if off.minor < 0:
            return _(N_("A coin too many given"))
        return _(N_("Not known")) if off.minor else ""


def _second(house: House, off: Money, most: Money) -> StaffId | None:
    assert house.crew is not None
    if abs(off.minor) <= most.minor:
        return None
    keys = list(house.crew.keys.values())
    return StaffId(next(key for key in keys if key != house.crew.keys["mei"]))

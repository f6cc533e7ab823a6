"""What a course is worth, session by session: plain rules, to the minor unit.

Whatever is done in whatever order: given + still owed + gone is the price.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from salon.courses.model import Refund
from salon.money import Money


@dataclass(frozen=True, slots=True)
class Sums:
    """How a course stands."""

    price: Money
    unpaid: Money
    given: Money
    gone: Money

    @property
    def owed(self) -> Money:
        """Return what was paid and is not given yet: what the books owe for it."""
        if self.gone.minor:
            return Money()
        return max(Money(), self.price - self.unpaid - self.given)

    @property
    def awaited(self) -> Money:
        """Return what is neither paid nor given yet."""
        if self.gone.minor:
            return Money()
        return self.price - self.given - self.owed


def worth_of(price: Money, sessions: int, number: int) -> Money:
    """Return what session *number* is worth; all of them together are the price."""
    least, over = divmod(price.minor, sessions)
    return Money(least + (number <= over))


def worth_of_value(
    price: Money, value: Money, used: Money, given: Money, listed: Money
) -> Money:
    """Return what a part of a course by value is worth at the price paid.

    Args:
        price: What was paid for all of it.
        value: What may be taken at list prices.
        used: What was taken before.
        given: What that was worth at the price paid.
        listed: What is taken now, at list prices.
    """
    after = used.minor + listed.minor
    until = price.minor if after >= value.minor else _part(price, after, value)
    return Money(max(0, until - given.minor))


def _part(price: Money, after: int, value: Money) -> int:
    return (2 * price.minor * after + value.minor) // (2 * value.minor)


def next_number(taken: Collection[int]) -> int:
    """Return the lowest number of a session that nobody has."""
    number = 1
    while number in taken:
        number += 1
    return number


def refund_of(
    sums: Sums, *, used: int, listed: Money, unit: Money, list_unit: Money
) -> Refund:
    """Return both figures; neither is below zero, nor more than what is left of hers.

    Args:
        sums: How the course stands.
        used: How many sessions were taken.
        listed: What they cost at the list price.
        unit: The price paid of one.
        list_unit: The list price of one.
    """
    paid = sums.price - sums.unpaid
    at_list = max(Money(), paid - listed)
    return Refund(
        paid=paid,
        given=sums.given,
        listed=listed,
        used=used,
        unit=unit,
        list_unit=list_unit,
        pro_rata=sums.owed,
        at_list=min(at_list, sums.owed),
        unpaid=sums.awaited,
    )


def shares(price: Money, weights: Sequence[Money]) -> list[Money]:
    """Return *price* split by the list prices of its parts, to the minor unit.

    A package of several courses is sold so: each part is a course of its own.
    """
    whole = sum(one.minor for one in weights)
    found, before, past = list[Money](), 0, 0
    for one in weights:
        past += one.minor
        until = price.minor * past // whole if whole else price.minor
        found.append(Money(until - before))
        before = until
    return found

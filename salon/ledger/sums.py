"""The arithmetic of a bill: exact to the minor unit, and every rest has its place."""

from collections import defaultdict
from collections.abc import Sequence
from fractions import Fraction

from salon.money import Money, total

WHOLE = 10_000  # hundredths of a per cent


def half_up(exact: Fraction) -> int:
    """Return the nearest whole number, halves away from nothing."""
    whole = int(abs(exact) + Fraction(1, 2))
    return whole if exact >= 0 else -whole


def share_out(amount: Money, weights: Sequence[int]) -> list[Money]:
    """Return *amount* in parts as *weights* are to each other; they add up again.

    What is left over by rounding down goes to the largest rests, the first before the
    last. Where nothing weighs anything, the first has it all.

    Args:
        amount: What is shared; below nothing it is shared in the same way.
        weights: Whole numbers of nothing or more.
    """
    if not weights:
        return []
    if amount.minor < 0:
        return [Money(-one.minor) for one in share_out(Money(-amount.minor), weights)]
    whole = sum(weights)
    if not whole:
        return [amount, *(Money() for _ in weights[1:])]
    least = [amount.minor * one // whole for one in weights]
    rests = [amount.minor * one % whole for one in weights]
    over = amount.minor - sum(least)
    first = sorted(range(len(weights)), key=lambda place: (-rests[place], place))
    for place in first[:over]:
        least[place] += 1
    return [Money(one) for one in least]


def percent_of(amount: Money, rate: int) -> Money:
    """Return *rate* hundredths of a per cent of *amount*, halves up."""
    return Money(half_up(Fraction(amount.minor * rate, WHOLE)))


def rate_of(part: Money, whole: Money) -> int:
    """Return how many hundredths of a per cent *part* is, never rounded down."""
    if whole.minor <= 0:
        return 0
    return -(-part.minor * WHOLE // whole.minor)


def taxes(
    prices: Sequence[Money], rates: Sequence[int], *, is_included: bool
) -> list[Money]:
    """Return the tax of each line; lines of one rate are rounded as one sum.

    Args:
        prices: What is paid for each line, with the tax in it or without.
        rates: In hundredths of a per cent.
        is_included: Whether it is in the prices.
    """
    found = [Money()] * len(prices)
    places: dict[int, list[int]] = defaultdict(list)
    for place, rate in enumerate(rates):
        places[rate].append(place)
    for rate, own in places.items():
        if not rate:
            continue
        for sign in (1, -1):
            its = [one for one in own if prices[one].minor * sign > 0]
            if not its:
                continue
            whole = total(prices[one] for one in its)
            below = WHOLE + rate if is_included else WHOLE
            tax = Money(half_up(Fraction(whole.minor * rate, below)))
            parts = share_out(tax, [abs(prices[one].minor) for one in its])
            for place, part in zip(its, parts, strict=True):
                found[place] = part
    return found


def in_coins(amount: Money, step: int) -> Money:
    """Return what *amount* is in cash where the smallest coin is *step* minor units.

    Half a coin goes up, as the countries do that have lost their small coins.
    """
    if step <= 1:
        return amount
    return Money(half_up(Fraction(amount.minor, step)) * step)


def cash_step(currency: str) -> int:
    """Return the smallest coin of a currency in its minor units, as CLDR knows it."""
    from babel.core import get_global

    from salon.text import minor_digits

    fractions = get_global("currency_fractions")
    digits, _rounding, cash_digits, step = fractions.get(currency, (2, 0, 2, 0))
    if digits != minor_digits(currency):
        return 1
    factor: int = 10 ** max(digits - cash_digits, 0)
    return max(int(step), 1) * factor


def in_step(amount: Money, paid: Money, bonus: Money) -> tuple[Money, Money]:
    """Return which part of *amount* is what was paid in, and which is bonus.

    Both are used in proportion (loyalty 11): stored 5,000 and 1,000, spent 1,800
    leaves 3,500 and 700.

    Args:
        amount: What is spent, at most both together.
        paid: What is left of what was paid in.
        bonus: What is left of the bonus.
    """
    whole = paid + bonus
    if amount.minor > whole.minor:
        raise ValueError(amount)
    if amount == whole:
        return paid, bonus
    own = Money(half_up(Fraction(amount.minor * paid.minor, whole.minor)))
    own = max(min(own, paid), amount - bonus)
    return own, amount - own
